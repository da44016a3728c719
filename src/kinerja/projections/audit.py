"""The audit trail: one entry for every fact, made from what the fact type declares, without a handler each."""

import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import msgspec

from kinerja.domain.aggregate import Fact
from kinerja.domain.texts import Text
from kinerja.log.mapper import place_of, text_id
from kinerja.projections.cells import uuid_cell
from kinerja.projections.rows import Rows, as_json, text_of
from kinerja.projections.tables import Table, date, document, moment, number, sealed, text, uuid

AUDIT_ENTRIES = Table(
    "audit_entries",
    key=(number("entry"),),
    columns=(
        text("kind"),
        uuid("stream"),
        number("version"),
        moment("recorded_at"),
        uuid("actor_id", nullable=True),
        text("capacity"),
        uuid("on_behalf_of", nullable=True),
        uuid("subject_id", nullable=True),
        text("letter_number", nullable=True),
        text("letter_issuer", nullable=True),
        date("letter_date", nullable=True),
        sealed("reason", nullable=True),
        text("legal_basis", nullable=True),
        uuid("command_id"),
        number("cause", nullable=True),
        date("valid_on", nullable=True),
        document("content"),
    ),
    indexes=(
        ("actor_id", "entry"),
        ("subject_id", "entry"),
        ("kind", "entry"),
        ("recorded_at", "entry"),
        ("stream", "version"),
    ),
    append_only=True,
)
AUDIT_LINKS = Table(
    "audit_links",
    key=(uuid("object_id"), number("entry")),
    columns=(text("object_kind"),),
    indexes=(("entry",),),
    append_only=True,
)
TABLES = (AUDIT_ENTRIES, AUDIT_LINKS)
_PATHS = 1024
"""Paths that are kept: those of one fact type are always the same."""


def enter(rows: Rows, fact: Fact, recorded_at: Any) -> None:
    """Enter a fact and link it to everything it concerns."""
    act = fact.act
    rows.insert(
        AUDIT_ENTRIES,
        entry=rows.position,
        kind=type(fact).__name__,
        stream=fact.originator_id,
        version=fact.originator_version,
        recorded_at=recorded_at,
        actor_id=act.by,
        capacity=act.capacity,
        on_behalf_of=act.on_behalf_of,
        subject_id=fact.subject,
        letter_number=act.letter.number if act.letter else None,
        letter_issuer=act.letter.issuer if act.letter else None,
        letter_date=act.letter.issued_on if act.letter else None,
        reason=text_of(fact, "act.reason"),
        legal_basis=act.legal_basis,
        command_id=act.command_id,
        cause=act.cause,
        valid_on=act.valid_on,
        content=as_json(_content(fact)),
    )
    for object_id, kind in _concerned(fact).items():
        rows.insert(AUDIT_LINKS, object_id=object_id, entry=rows.position, object_kind=kind)


def _concerned(fact: Fact) -> dict[UUID, str]:
    """Everything the fact concerns, and what kind of object each is."""
    found: dict[UUID, str] = {}
    for steps, kind in _about(type(fact)):
        for value in _values(fact, steps):
            if isinstance(value, UUID):
                found[value] = kind
    return found


@cache
def _about(fact_type: type[Fact]) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((tuple(about.field.split(".")), about.kind) for about in fact_type.about)


def _values(value: Any, steps: tuple[str, ...]) -> Iterable[Any]:
    for name in steps:
        if name.endswith("[]"):
            rest = steps[steps.index(name) + 1 :]
            return [each for item in getattr(value, name[:-2]) for each in _values(item, rest)]
        value = getattr(value, name)
    return value if isinstance(value, tuple) else (value,)


def _content(fact: Fact) -> list[dict[str, str]]:
    """What the fact says, field by field: clear values as text, texts by their id."""
    lines: list[dict[str, str]] = []
    said = zip(fact.__struct_fields__, msgspec.structs.astuple(fact), strict=True)
    _list(fact, ((name, value) for name, value in said if name != "act"), lines)
    return lines


def _list(fact: Fact, parts: Iterable[tuple[str, Any]], lines: list[dict[str, str]]) -> None:
    """Add a line for each value with its path, and for what lists and structures are made of."""
    for path, value in parts:
        if value is None or path in fact.unlisted:
            continue
        shown = _SHOWN.get(type(value))
        if shown is not None:
            lines.append({"field": path, "value": shown(value)})
        elif isinstance(value, Text):
            lines.append({"field": path, "text": uuid_cell(text_id(place_of(fact, path)))})
        elif isinstance(value, tuple):
            _list(fact, zip(_items(path, len(value)), value, strict=True), lines)
        elif isinstance(value, msgspec.Struct):
            names = _fields(path, value.__struct_fields__)
            _list(fact, zip(names, msgspec.structs.astuple(value), strict=True), lines)
        else:
            lines.append({"field": path, "value": str(value)})


@lru_cache(_PATHS)
def _items(path: str, length: int) -> tuple[str, ...]:
    return tuple(f"{path}[{index}]" for index in range(length))


@lru_cache(_PATHS)
def _fields(path: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{path}.{name}" for name in names)


_SHOWN: dict[type, Callable[[Any], str]] = {
    str: str,
    int: str,
    Decimal: str,
    UUID: uuid_cell,
    datetime.date: datetime.date.isoformat,
    bool: lambda value: "true" if value else "false",
}
"""How plain values are shown; whatever is not here and is made of nothing further, by ``str``."""
