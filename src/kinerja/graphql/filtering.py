"""Filters: each field of a ``where`` input says which rows of the list it leaves."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from uuid import UUID

import strawberry
from strawberry.types.base import StrawberryList, StrawberryOptional, get_object_definition
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.utils.str_converters import to_camel_case

from kinerja.graphql.failures import BAD_ID, RequestFailed
from kinerja.graphql.ids import parse_global_id

Condition = tuple[str, Mapping[str, Any]]
"""An SQL condition over the row ``t`` and its named parameters."""
EVERYTHING: Condition = ("true", {})


@dataclass(frozen=True)
class Asking:
    """From where a list is asked: which agency, and whether as of the past."""

    agency: str
    past: bool


Leaving = Callable[[str, Any, Asking], Condition]
"""The condition of a field, by its name and value."""


def of(kind: str, description: str, *, column: str | None = None) -> Any:
    """Only what belongs to an object, by its global id; the id stands in the column of the field's name."""

    def leaving(name: str, value: Any, asking: Asking) -> Condition:
        return equals(column or name, id_in(value, kind, asking.agency))

    return that(description, leaving)


def having(description: str, cast: str = "text", *, column: str | None = None) -> Any:
    """Only what has a value in the column of the field's name."""
    return that(description, lambda name, value, _: equals(column or name, value, cast))


def since(column: str, description: str) -> Any:
    """Only from a time on."""
    return that(description, lambda name, value, _: _compared(column, ">=", name, value))


def before(column: str, description: str) -> Any:
    """Only before a time."""
    return that(description, lambda name, value, _: _compared(column, "<", name, value))


def that(description: str, leaving: Leaving) -> Any:
    """Only what a condition leaves; without the field, everything."""
    return strawberry.field(default=None, description=description, metadata={"leaving": leaving})


def when_true(description: str, condition: Condition) -> Any:
    """Only what a condition leaves, when the field is true."""

    def leaving(_name: str, value: Any, _asking: Asking) -> Condition:
        return condition if value else EVERYTHING

    return strawberry.field(default=False, description=description, metadata={"leaving": leaving})


def empty(column: str, description: str) -> Any:
    """true: only the rows where the column is empty; false: only the others; null: all."""

    def leaving(_name: str, value: Any, _asking: Asking) -> Condition:
        return EVERYTHING if value is None else (f"t.{column} IS {'' if value else 'NOT '}NULL", {})

    return strawberry.field(default=None, description=description, metadata={"leaving": leaving})


@dataclass(frozen=True)
class _Field:
    """A field of a filter. ``kind``: the enum that its values are of, if any."""

    name: str
    written: str
    kind: Any
    leaving: Leaving

    def of(self, value: Any) -> Any:
        """A value as graphql-core gives it, as the resolvers get it."""
        return value if self.kind is None or value is None else self.kind(value)


def conditions(wanted: Any, asking: Asking) -> list[Condition]:
    """The conditions of the fields that are given. Fails BAD_USER_INPUT for an id of another kind or agency.

    ``wanted``: the input as an object, as resolvers get it; None without one.
    """
    if wanted is None:
        return []
    return _left(_fields(cast(Hashable, type(wanted))), lambda field: getattr(wanted, field.name), asking)


def conditions_of(filter_type: type[Any], given: Mapping[str, Any], asking: Asking) -> list[Condition]:
    """The same for an input as graphql-core coerced it, by the names of the schema."""
    return _left(_fields(cast(Hashable, filter_type)), lambda field: field.of(given.get(field.written)), asking)


def _left(fields: Sequence[_Field], value_of: Callable[[_Field], Any], asking: Asking) -> list[Condition]:
    values = ((field, value_of(field)) for field in fields)
    found = (field.leaving(field.name, value, asking) for field, value in values if value is not None)
    return [condition for condition in found if condition is not EVERYTHING]


@cache
def _fields(filter_type: Hashable) -> tuple[_Field, ...]:
    return tuple(
        _Field(each.python_name, to_camel_case(each.python_name), _enum_of(each.type), each.metadata["leaving"])
        for each in get_object_definition(cast(Any, filter_type), strict=True).fields
    )


def _enum_of(kind: Any) -> Any:
    """The enum of a field's type. Raises TypeError for a list or an input inside: filters are flat."""
    plain = kind.of_type if isinstance(kind, StrawberryOptional) else kind
    if isinstance(plain, StrawberryList) or get_object_definition(plain) is not None:
        raise TypeError(f"a filter is flat: {plain}")
    return plain.wrapped_cls if isinstance(plain, StrawberryEnumDefinition) else None


def equals(column: str, value: Any, cast: str = "uuid") -> Condition:
    """That a column holds a value; no condition when the value is None."""
    if value is None:
        return EVERYTHING
    return f"t.{column} = %(is_{column})s::{cast}", {f"is_{column}": value}


def id_in(value: str | None, kind: str, agency: str) -> UUID | None:
    """The id inside a global id. Fails BAD_USER_INPUT unless it is one of this kind and agency."""
    if value is None:
        return None
    parsed = parse_global_id(value)
    if parsed is None or parsed.kind != kind or parsed.agency != agency:
        raise RequestFailed(BAD_ID)
    return parsed.id


def _compared(column: str, operator: str, name: str, value: Any) -> Condition:
    return f"t.{column} {operator} %({name})s::timestamptz", {name: value}
