"""SQL of the ordinary reads: from a type's declaration, the permission matrix and the basis. No I/O."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kinerja.graphql.declarations import (
    ColumnRead,
    CountRead,
    EmbeddedRead,
    FirstRead,
    LinkedRead,
    ManyRead,
    Read,
    TextRead,
    columns_of,
    declaration_of,
    held_as,
    table_of,
)
from kinerja.graphql.filtering import Condition
from kinerja.graphql.paging import Ordering, cursor_in
from kinerja.graphql.views.view import View
from kinerja.identity.read_rights import READ_RIGHTS, TypeRights
from kinerja.identity.relations import Standing
from kinerja.identity.visible_rows import ALWAYS, Predicate
from kinerja.projections.tables import Table

_COLUMN = re.compile(r"\bt\.(\w+)")


@dataclass(frozen=True)
class Selecting:
    """Which type is read, for which standings, now or as of a past position."""

    cls: type[Any]
    standings: frozenset[Standing]
    past: bool
    held: tuple[str, ...] = ()
    """Columns it is matched by; they come along as ``held_<name>``."""
    cursor: Ordering | None = None
    """The order in which each row gets a cursor, if any."""


@cache
def select_from(selecting: Selecting) -> str:
    """``SELECT fields FROM rows t WHERE`` what the viewer may see. Conditions are added behind it."""
    held = (f't.{name} AS "held_{name}"' for name in selecting.held)
    cursor = () if selecting.cursor is None else (f"{cursor_in(selecting.cursor)} AS cursor",)
    fields = ", ".join((*_fields(selecting.cls, selecting.standings), *held, *cursor))
    return f"SELECT {fields} {_from(selecting)}"


@cache
def count_from(selecting: Selecting) -> str:
    """``SELECT count(*)`` of the same rows; for each value of what is held, where something is."""
    held = "".join(f', t.{name} AS "held_{name}"' for name in selecting.held)
    return f"SELECT count(*) AS total{held} {_from(selecting)}"


def relation(table: Table | View, *, past: bool, alias: str = "t") -> str:
    """The rows of a table or view: the current ones, or those that held at the parameter ``at``."""
    if isinstance(table, View):
        of = {each.name: relation(each, past=past, alias="") for each in table.of}
        return f"({table.sql.format(**of)}) {alias}"
    if not past:
        return f"{table.name} {alias}"
    if table.append_only:
        return f"(SELECT * FROM {table.name} WHERE agency = %(agency)s AND position <= %(at)s) {alias}"
    return (
        f"(SELECT * FROM {table.history} WHERE agency = %(agency)s"
        f" AND from_position <= %(at)s AND to_position > %(at)s) {alias}"
    )


@dataclass(frozen=True)
class Known:
    """What need not be asked of a row: its viewer's mandate, and that it is read below a parent that is seen.

    ``parent`` and ``key``: the parent's type, and the column of the row that names the parent.
    """

    whole: bool = False
    parent: str | None = None
    key: str | None = None

    def without(self, predicate: str) -> str:
        """A predicate, or that it holds."""
        if isinstance(predicate, Predicate) and predicate.whole and self.whole:
            return ALWAYS
        return predicate

    def implied(self, rights: TypeRights, standings: frozenset[Standing], cells: Container[Standing]) -> bool:
        """Whether each standing that sees the parent sees, through it, the row and what has these cells."""
        if self.parent is None:
            return False
        through = (rights.rows.get(standing) for standing in READ_RIGHTS[self.parent].rows if standing in standings)
        granted = all(standing in cells for standing in READ_RIGHTS[self.parent].rows if standing in standings)
        return granted and all(
            isinstance(each, Predicate) and (each.parent, each.key) == (self.parent, self.key) for each in through
        )


NOTHING = Known()


def visible(cls: type[Any], standings: frozenset[Standing], known: Known = NOTHING) -> str:
    """The rows of the agency that any standing of the viewer sees."""
    rights = READ_RIGHTS[declaration_of(cls).type_name]
    if known.implied(rights, standings, standings):
        return "t.agency = %(agency)s"
    predicates = {known.without(predicate) for standing, predicate in rights.rows.items() if standing in standings}
    return f"t.agency = %(agency)s AND ({_any_of(sorted(predicates))})"


def seen_when(cls: type[Any], name: str, standings: frozenset[Standing], known: Known = NOTHING) -> str:
    """When this viewer sees a field of a visible row: for each standing, the row is his and the moment has come."""
    rights = READ_RIGHTS[declaration_of(cls).type_name]
    cells = rights.fields.get(name, {})
    if known.implied(rights, standings, {standing for standing, moment in cells.items() if moment == ALWAYS}):
        return ALWAYS
    granted = {
        _both(known.without(rights.rows.get(standing, ALWAYS)), known.without(moment))
        for standing, moment in cells.items()
        if standing in standings
    }
    whole = {known.without(rights.rows[standing]) for standing in rights.rows if standing in standings}
    return ALWAYS if granted >= whole else _any_of(sorted(granted))


def told(cls: type[Any], conditions: Sequence[Condition], standings: frozenset[Standing]) -> list[Condition]:
    """Conditions of a filter, of rows of which this viewer sees what the condition is about: others would tell it."""
    return [(_told(cls, condition, standings), given) for condition, given in conditions]


def _told(cls: type[Any], condition: str, standings: frozenset[Standing]) -> str:
    gates = {column_seen_when(cls, column, standings) for column in _COLUMN.findall(condition)} - {ALWAYS}
    return " AND ".join(f"({each})" for each in (*sorted(gates), condition)) if gates else condition


def column_seen_when(cls: type[Any], column: str, standings: frozenset[Standing]) -> str:
    """When this viewer sees a column of a visible row, in any field; always when no field shows it."""
    declared = declaration_of(cls).reads.items()
    shown = {seen_when(cls, name, standings) for name, read in declared if _shows(read, column)}
    return _any_of(sorted(shown)) if shown else ALWAYS


def _shows(read: Read, column: str) -> bool:
    return not isinstance(read, ManyRead | FirstRead | CountRead | LinkedRead) and column in columns_of(read)


def text_in(column: str) -> str:
    """The text whose id stands in a column; null when it is erased."""
    return f"(SELECT x.content FROM texts x WHERE x.agency = t.agency AND x.id = t.{column})"


def _from(selecting: Selecting) -> str:
    rows = relation(table_of(selecting.cls), past=selecting.past)
    return f"FROM {rows} WHERE {visible(selecting.cls, selecting.standings)}"


def _any_of(predicates: Sequence[str]) -> str:
    if ALWAYS in predicates:
        return ALWAYS
    return " OR ".join(predicates) if predicates else "false"


def _fields(cls: type[Any], standings: frozenset[Standing]) -> Iterator[str]:
    for name, read in declaration_of(cls).reads.items():
        moment = seen_when(cls, name, standings)
        match read:
            case EmbeddedRead():
                yield from _fields(embedded_type(cls, name), standings)
            case ColumnRead(column):
                yield _gated(f"t.{column}", moment, name)
            case TextRead(column):
                yield _gated(text_in(column), moment, name)
            case _:
                for place, column in enumerate(columns_of(read)):
                    yield _gated(f"t.{column}", moment, held_as(name, place))


def embedded_type(cls: type[Any], name: str) -> type[Any]:
    """The class of an embedded object."""
    definition = cls.__strawberry_definition__
    kind: Any = next(made for made in definition.fields if made.python_name == name).type
    while hasattr(kind, "of_type"):
        kind = kind.of_type
    embedded: type[Any] = kind
    return embedded


def _both(one: str, other: str) -> str:
    if ALWAYS in (one, other):
        return one if other == ALWAYS else other
    return f"({one} AND {other})"


def _gated(expression: str, moment: str, alias: str) -> str:
    if moment == ALWAYS:
        return f'{expression} AS "{alias}"'
    return f'CASE WHEN {moment} THEN {expression} END AS "{alias}"'
