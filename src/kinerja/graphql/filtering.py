"""Filters: each field of a ``where`` input says which rows of the list it leaves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import strawberry
from strawberry.types.base import get_object_definition

from kinerja.graphql.failures import BAD_ID, RequestFailed
from kinerja.graphql.ids import parse_global_id

Condition = tuple[str, Mapping[str, Any]]
"""An SQL condition over the row ``t`` and its named parameters."""


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
        return condition if value else ("true", {})

    return strawberry.field(default=False, description=description, metadata={"leaving": leaving})


def conditions(wanted: Any, asking: Asking) -> list[Condition]:
    """The conditions of the fields that are given. Fails BAD_USER_INPUT for an id of another kind or agency."""
    if wanted is None:
        return []
    return [
        field.metadata["leaving"](field.python_name, value, asking)
        for field in get_object_definition(type(wanted), strict=True).fields
        if (value := getattr(wanted, field.python_name)) is not None
    ]


def equals(column: str, value: Any, cast: str = "uuid") -> Condition:
    """That a column holds a value; no condition when the value is None."""
    if value is None:
        return "true", {}
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
