"""SQL of the ordinary reads: from a type's declaration, the permission matrix and the basis. No I/O."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kinerja.graphql.declaring import (
    ColumnRead,
    Declaration,
    EdgeRead,
    EmbeddedRead,
    LongDocumentRead,
    ManyRead,
    Read,
    TextRead,
    declaration_of,
)
from kinerja.identity.read_rights import READ_RIGHTS, TypeRights
from kinerja.identity.relations import Standing
from kinerja.identity.visible_rows import ALWAYS
from kinerja.projections.tables import Table


@dataclass(frozen=True)
class Selecting:
    """Which type is read, for which standings, now or as of a past position."""

    cls: type[Any]
    standings: frozenset[Standing]
    past: bool
    order_columns: tuple[str, ...] = ()
    """Columns it is ordered or matched by; they come along as ``order_<name>``."""


@cache
def select_from(selecting: Selecting) -> str:
    """``SELECT fields FROM rows t WHERE`` what the viewer may see. Conditions are added behind it."""
    declared = declaration_of(selecting.cls)
    matched = (f't.{name} AS "order_{name}"' for name in selecting.order_columns)
    fields = ", ".join((*_fields(selecting.cls, selecting.standings), *matched))
    return (
        f"SELECT {fields} FROM {relation(declared.table, past=selecting.past)} WHERE {_visible(declared, selecting)}"
    )


@cache
def count_from(selecting: Selecting) -> str:
    """``SELECT count(*)`` of the same rows."""
    declared = declaration_of(selecting.cls)
    return (
        f"SELECT count(*) AS total FROM {relation(declared.table, past=selecting.past)}"
        f" WHERE {_visible(declared, selecting)}"
    )


def relation(table: Table, *, past: bool, alias: str = "t") -> str:
    """The rows of a table: the current ones, or those that held at the parameter ``at``."""
    if not past:
        return f"{table.name} {alias}"
    if table.append_only:
        return f"(SELECT * FROM {table.name} WHERE agency = %(agency)s AND position <= %(at)s) {alias}"
    return (
        f"(SELECT * FROM {table.history} WHERE agency = %(agency)s"
        f" AND from_position <= %(at)s AND to_position > %(at)s) {alias}"
    )


def _visible(declared: Declaration, selecting: Selecting) -> str:
    """The rows of the agency that any standing of the viewer sees."""
    rows = READ_RIGHTS[declared.type_name].rows
    predicates = sorted({predicate for standing, predicate in rows.items() if standing in selecting.standings})
    return f"t.agency = %(agency)s AND ({_any_of(predicates)})"


def _any_of(predicates: Sequence[str]) -> str:
    if ALWAYS in predicates:
        return ALWAYS
    return " OR ".join(predicates) if predicates else "false"


def _fields(cls: type[Any], standings: frozenset[Standing]) -> Iterator[str]:
    rights = READ_RIGHTS[declaration_of(cls).type_name]
    for name, read in declaration_of(cls).reads.items():
        if isinstance(read, EmbeddedRead):
            yield from _fields(embedded_type(cls, name), standings)
        else:
            yield _gated(_expression(read), _moment(rights, name, standings), _alias(name, read))


def embedded_type(cls: type[Any], name: str) -> type[Any]:
    """The class of an embedded object."""
    definition = cls.__strawberry_definition__
    kind: Any = next(made for made in definition.fields if made.python_name == name).type
    while hasattr(kind, "of_type"):
        kind = kind.of_type
    embedded: type[Any] = kind
    return embedded


def _alias(name: str, read: Read) -> str:
    """Keys that lead on to other rows stand apart from what the client sees."""
    return f"_{name}" if isinstance(read, EdgeRead | ManyRead | LongDocumentRead) else name


def _expression(read: Read) -> str:
    if isinstance(read, TextRead):
        return f"(SELECT x.content FROM texts x WHERE x.agency = t.agency AND x.id = t.{read.column})"
    if isinstance(read, ManyRead):
        return f"t.{read.key}"
    if isinstance(read, ColumnRead | EdgeRead | LongDocumentRead):
        return f"t.{read.column}"
    raise TypeError(f"{type(read).__name__} is no expression")


def _moment(rights: TypeRights, name: str, standings: frozenset[Standing]) -> str:
    """When this viewer sees a field of a row: for each standing, that the row is his and the moment has come."""
    cells = rights.fields.get(name, {})
    granted = {
        _both(rights.rows.get(standing, ALWAYS), moment)
        for standing, moment in cells.items()
        if standing in standings
    }
    whole = {rights.rows[standing] for standing in rights.rows if standing in standings}
    return ALWAYS if granted >= whole else _any_of(sorted(granted))


def _both(one: str, other: str) -> str:
    if ALWAYS in (one, other):
        return one if other == ALWAYS else other
    return f"({one} AND {other})"


def _gated(expression: str, moment: str, alias: str) -> str:
    if moment == ALWAYS:
        return f'{expression} AS "{alias}"'
    return f'CASE WHEN {moment} THEN {expression} END AS "{alias}"'
