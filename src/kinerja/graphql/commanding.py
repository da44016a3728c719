"""Mutations made from commands: the input type from the command's fields, the payload from what it shows."""

import dataclasses
import inspect
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import strawberry

from kinerja.application.commands import Command, Request
from kinerja.application.inputs import camel
from kinerja.application.receipts import Receipt
from kinerja.application.work import Actor
from kinerja.domain.commands import BAD_ID
from kinerja.domain.ids import made_by, stream_id
from kinerja.domain.refusals import Refusal, Refused, raise_all
from kinerja.graphql.context import Context, Info
from kinerja.graphql.errors import LOGIN_NEEDED, RequestFailed, UserError, user_error
from kinerja.graphql.gateway import AskedBasis
from kinerja.graphql.ids import parse_global_id
from kinerja.graphql.reads import Condition
from kinerja.graphql.scalars import Date, DateTime, DecimalString, LogPosition

Path = tuple[str | int, ...]


@strawberry.type(name="Receipt", description="That a command was recorded, or found everything done already.")
class ReceiptShown:
    """A repeated command returns its first receipt."""

    command_id: UUID = strawberry.field(description="The id of the command.")
    position: LogPosition | None = strawberry.field(
        description="Position of its last fact; where nothing was left to record, the position at that moment."
    )
    recorded_at: DateTime | None = strawberry.field(description="When it was recorded.")
    hash: str | None = strawberry.field(
        description="SHA-256 of its last fact in the log, hex; null when nothing was left to record."
    )
    version: int | None = strawberry.field(
        description="Version of the object after its last fact; null when nothing was left to record."
    )


def shown(receipt: Receipt) -> ReceiptShown:
    """A receipt as GraphQL shows it."""
    return ReceiptShown(
        command_id=receipt.command_id,
        position=LogPosition(receipt.position),
        recorded_at=DateTime(receipt.recorded_at),
        hash=receipt.hash,
        version=receipt.version,
    )


@dataclass(frozen=True)
class Made:
    """A command that was carried out, for finding what it made or changed."""

    agency: str
    subject: UUID
    command_id: UUID
    command: Any

    def id(self, what: str) -> UUID:
        """The id of something the command made."""
        return made_by(self.command_id, what)

    def named(self, kind: str) -> UUID:
        """The id of what the command's code names."""
        return stream_id(self.agency, kind, self.command.code)


@dataclass(frozen=True)
class Mutation:
    """A command as a mutation: what its payload shows, under which name, found by its id or by conditions."""

    command: type[Command]
    shows: type[Any]
    as_: str
    found_by: Callable[[Made], UUID | Sequence[Condition]]


def mutation_field(mutation: Mutation) -> Any:
    """The field of the mutation type."""
    command = mutation.command
    name = command.action[0].upper() + command.action[1:]
    description = inspect.cleandoc(command.__doc__ or "")
    input_type = _root_input(command, f"{name}Input", f"Input of `{command.action}`.")
    payload_type = _payload(mutation, f"{name}Payload")

    async def resolve(info: Info, input: Any) -> Any:
        return await _carry_out(info.context, mutation, input, payload_type)

    resolve.__name__ = command.action
    resolve.__annotations__ = {
        "info": Info,
        "input": Annotated[input_type, strawberry.argument(description="The command.")],
        "return": payload_type | None,
    }
    return strawberry.mutation(name=command.action, resolver=resolve, description=description)


async def _carry_out(context: Context, mutation: Mutation, given: Any, payload_type: type[Any]) -> Any:
    if context.subject is None:
        raise RequestFailed(LOGIN_NEEDED)
    command_id: UUID = given.command_id
    try:
        command = _command(mutation.command, given, context.agency)
        receipt = await context.gateway.execute(
            Request(context.agency, Actor(context.subject), command_id, command, given.expected_version)
        )
    except Refused as refused:
        errors = [user_error(refusal, context.language) for refusal in refused.refusals]
        only_id = ReceiptShown(command_id=command_id, position=None, recorded_at=None, hash=None, version=None)
        return payload_type(receipt=only_id, user_errors=errors, **{mutation.as_: None})
    await context.renew_reads(AskedBasis(min_position=receipt.position))
    made = Made(context.agency, context.subject, command_id, command)
    found = await _find(context, mutation.shows, mutation.found_by(made))
    return payload_type(receipt=shown(receipt), user_errors=[], **{mutation.as_: found})


async def _find(context: Context, shows: type[Any], by: UUID | Sequence[Condition]) -> Any:
    if isinstance(by, UUID):
        return await context.reads.one(shows, by)
    found = await context.reads.select(shows, by, "t.id", 1)
    return found[0] if found else None


def _payload(mutation: Mutation, name: str) -> type[Any]:
    fields: list[Any] = [
        (
            "receipt",
            ReceiptShown,
            strawberry.field(description="That it was recorded; only the id is there when it was refused."),
        ),
        (
            "user_errors",
            list[UserError],
            strawberry.field(description="Why it was refused; empty when it was recorded."),
        ),
        (
            mutation.as_,
            mutation.shows | None,
            strawberry.field(description="What it made or changed, as it is now; null when it was refused."),
        ),
    ]
    return strawberry.type(_class_of(name, fields), description=f"Answer of `{mutation.command.action}`.")


def _class_of(name: str, fields: Sequence[tuple[str, Any, Any]]) -> type[Any]:
    """A class as it would be written by hand: annotations, and a field with its description for each."""
    annotations = {field: annotation for field, annotation, _ in fields}
    return type(name, (), {"__annotations__": annotations, **{field: made for field, _, made in fields}})


# ── inputs ───────────────────────────────────────────────────────────────────────────────────────────


def _root_input(command: type[Command], name: str, description: str) -> type[Any]:
    own: list[Any] = [
        (
            "command_id",
            UUID,
            strawberry.field(
                description="Id of the command, made by the client: sent again, it returns the first receipt."
            ),
        ),
        (
            "expected_version",
            int | None,
            strawberry.field(
                default=None, description="Version of the object that was seen; refused when it has changed since."
            ),
        ),
    ]
    return strawberry.input(_class_of(name, [*own, *_fields(command)]), description=description)


@cache
def _nested_input(struct: type[msgspec.Struct]) -> type[Any]:
    name = struct.__name__ if struct.__name__.endswith("Input") else f"{struct.__name__}Input"
    return strawberry.input(_class_of(name, _fields(struct)), description=inspect.cleandoc(struct.__doc__ or ""))


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
        return cls(inner, optional, many, next(m.description for m in metas if m.description), refers)

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


_SCALAR_OF: dict[Any, Any] = {date: Date, Decimal: DecimalString}


def _command(struct: type[Command], given: Any, agency: str) -> Command:
    """The command that an input says. Refused with every id in it that is none of this agency."""
    refusals: list[Refusal] = []
    made = _struct(struct, given, agency, (), refusals)
    raise_all(refusals)
    command: Command = made
    return command


def _struct(struct: type[Any], given: Any, agency: str, path: Path, refusals: list[Refusal]) -> Any:
    values = {}
    for name, hint in get_type_hints(struct, include_extras=True).items():
        if name in struct.__struct_fields__:
            here = (*path, camel(name))
            values[name] = _value(_Hint.of(hint), getattr(given, name), agency, here, refusals)
    return struct(**values)


def _value(hint: _Hint, given: Any, agency: str, path: Path, refusals: list[Refusal]) -> Any:
    if given is None:
        return () if hint.many else None
    if hint.many:
        one = dataclasses.replace(hint, many=False)
        return tuple(_value(one, item, agency, (*path, index), refusals) for index, item in enumerate(given))
    if hint.refers is not None:
        return _referred(hint.refers, given, agency, path, refusals)
    if isinstance(hint.inner, type) and issubclass(hint.inner, msgspec.Struct):
        return _struct(hint.inner, given, agency, path, refusals)
    return given


def _referred(kind: str, given: str, agency: str, path: Path, refusals: list[Refusal]) -> UUID:
    parsed = parse_global_id(given)
    if parsed is None or parsed.agency != agency or parsed.kind != kind:
        refusals.append(Refusal(BAD_ID, path, {"kind": kind}))
        return UUID(int=0)
    return parsed.id
