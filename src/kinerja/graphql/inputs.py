"""Input types made from commands, and commands made from inputs: one declaration for both."""

import dataclasses
import inspect
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import strawberry

from kinerja.application.commands import Command
from kinerja.application.inputs import camel
from kinerja.domain.ids import is_of_service
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.commands import BAD_ID, COMMAND_ID_OF_SERVICE
from kinerja.graphql.ids import parse_global_id
from kinerja.graphql.scalars import Date, DateTime, DecimalString

Path = tuple[str | int, ...]


def root_input(command: type[Command], name: str, description: str) -> type[Any]:
    own: list[Any] = [
        (
            "command_id",
            UUID,
            strawberry.field(
                description="Id of the command, made by the client, of any version but 8: sent again, it returns the"
                " first receipt."
            ),
        ),
    ]
    if command.versioned is not None:
        own.append(
            ("expected_version", int | None, strawberry.field(default=None, description=_seen(command.versioned)))
        )
    made = strawberry.input(class_of(name, [*own, *_fields(command)]), description=description)
    made.__strawberry_definition__.from_input = _as_it_came
    return made


def _seen(versioned: str) -> str:
    return f"Version of {versioned}, as it was seen; refused (H12.2) when it has changed since. Null: not compared."


def _as_it_came(_input: type[Any], value: Mapping[str, Any], _context: Any) -> Mapping[str, Any]:
    """An input by its names in GraphQL, scalars and enums parsed; ``command_of`` makes the command from it."""
    return value


@cache
def _nested_input(struct: type[msgspec.Struct]) -> type[Any]:
    name = struct.__name__ if struct.__name__.endswith("Input") else f"{struct.__name__}Input"
    return strawberry.input(class_of(name, _fields(struct)), description=inspect.cleandoc(struct.__doc__ or ""))


def _fields(struct: type[msgspec.Struct]) -> list[Any]:
    hints = get_type_hints(struct, include_extras=True)
    made = []
    for info in msgspec.structs.fields(struct):
        hint = _Hint.of(hints[info.name])
        extra: dict[str, Any] = {"description": hint.description}
        if not info.required:
            hint = dataclasses.replace(hint, optional=hint.optional or hint.many)
            extra["default"] = None if hint.many else info.default
        made.append((info.name, hint.graphql, strawberry.field(**extra)))
    return made


@dataclass(frozen=True)
class _Hint:
    """What the annotation of a command's field says."""

    inner: Any
    optional: bool
    many: bool
    description: str
    refers: str | None

    @classmethod
    def of(cls, hint: Any) -> "_Hint":
        metas = [meta for meta in get_args(hint)[1:] if isinstance(meta, msgspec.Meta)]
        inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
        optional = get_origin(inner) in (Union, types.UnionType)
        if optional:
            inner = next(each for each in get_args(inner) if each is not type(None))
        many = get_origin(inner) is tuple
        if many:
            inner = get_args(inner)[0]
        refers = next((m.extra["refers"] for m in metas if m.extra and "refers" in m.extra), None)
        says = next(m.description for m in metas if m.description)
        bounds = next((m.extra["bounds"] for m in metas if m.extra and "bounds" in m.extra), None)
        return cls(inner, optional, many, says if bounds is None else f"{says} {bounds.shown}", refers)

    @property
    def graphql(self) -> Any:
        """The type of the field in the input type."""
        if self.refers is not None:
            kind: Any = strawberry.ID
        elif issubclass(self.inner, msgspec.Struct):
            kind = _nested_input(self.inner)
        else:
            kind = _SCALAR_OF.get(self.inner, self.inner)
        kind = list[kind] if self.many else kind
        return kind | None if self.optional else kind


_SCALAR_OF: dict[Any, Any] = {date: Date, datetime: DateTime, Decimal: DecimalString}


def must_be_of_client(command_id: UUID) -> None:
    """Refused H12.29 for an id that the service gives to its own commands, which anybody could else take first."""
    if is_of_service(command_id):
        raise refuse(COMMAND_ID_OF_SERVICE, "commandId")


def command_of(struct: type[Command], given: Mapping[str, Any], agency: str) -> Command:
    """The command that an input says, by its names in GraphQL. Refused with every id that is none of this agency."""
    refusals: list[Refusal] = []
    made = _struct(struct, given, agency, (), refusals)
    raise_all(refusals)
    command: Command = made
    return command


def _struct(struct: type[msgspec.Struct], given: Any, agency: str, path: Path, refusals: list[Refusal]) -> Any:
    values = {
        name: _value(hint, given.get(shown), agency, (*path, shown), refusals) for name, shown, hint in _hints(struct)
    }
    return struct(**values)


@cache
def _hints(struct: type[msgspec.Struct]) -> tuple[tuple[str, str, _Hint], ...]:
    """The fields of a command: name, name in GraphQL, and what the annotation says."""
    hints = get_type_hints(struct, include_extras=True)
    return tuple((name, camel(name), _Hint.of(hints[name])) for name in struct.__struct_fields__)


def _value(hint: _Hint, given: Any, agency: str, path: Path, refusals: list[Refusal]) -> Any:
    if given is None:  # of a list as of anything else: null says something else than an empty one
        return () if hint.many and not hint.optional else None
    if hint.many:
        one = _one_of(hint)
        return tuple(_value(one, item, agency, (*path, index), refusals) for index, item in enumerate(given))
    if hint.refers is not None:
        return _referred(hint.refers, given, agency, path, refusals)
    if isinstance(hint.inner, type) and issubclass(hint.inner, msgspec.Struct):
        return _struct(hint.inner, given, agency, path, refusals)
    return given


@cache
def _one_of(hint: _Hint) -> _Hint:
    return dataclasses.replace(hint, many=False)


def _referred(kind: str, given: str, agency: str, path: Path, refusals: list[Refusal]) -> UUID:
    parsed = parse_global_id(given)
    if parsed is None or parsed.agency != agency or parsed.kind != kind:
        refusals.append(Refusal(BAD_ID, path, {"kind": kind}))
        return UUID(int=0)
    return parsed.id


def class_of(name: str, fields: Sequence[tuple[str, Any, Any]]) -> type[Any]:
    """A class as it would be written by hand: annotations, and a field with its description for each."""
    annotations = {field: annotation for field, annotation, _ in fields}
    return type(name, (), {"__annotations__": annotations, **{field: made for field, _, made in fields}})
