"""The audit trail: one entry for every fact, made from what the fact type declares, without a handler each."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec

from kinerja.domain.aggregate import Fact
from kinerja.domain.texts import Text
from kinerja.log.mapper import place_of, text_id
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
        content=as_json(list(_content(fact))),
    )
    for object_id, kind in dict(_concerned(fact)).items():
        rows.insert(AUDIT_LINKS, object_id=object_id, entry=rows.position, object_kind=kind)


def _concerned(fact: Fact) -> Iterator[tuple[UUID, str]]:
    for about in fact.about:
        for value in _values(fact, about.field.split(".")):
            if isinstance(value, UUID):
                yield value, about.kind


def _values(value: Any, steps: list[str]) -> Iterator[Any]:
    if not steps:
        yield from value if isinstance(value, tuple) else (value,)
        return
    name, rest = steps[0], steps[1:]
    child = getattr(value, name.removesuffix("[]"))
    for item in child if name.endswith("[]") else (child,):
        yield from _values(item, rest)


def _content(fact: Fact) -> Iterator[dict[str, Any]]:
    """What the fact says, field by field: clear values as text, texts by their id."""
    for name in fact.__struct_fields__:
        if name != "act":
            yield from _lines(fact, getattr(fact, name), name)


def _lines(fact: Fact, value: Any, path: str) -> Iterator[dict[str, Any]]:
    if path in fact.unlisted:
        return
    if isinstance(value, Text):
        yield {"field": path, "text": str(text_id(place_of(fact, path)))}
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _lines(fact, getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _lines(fact, item, f"{path}[{index}]")
    elif value is not None:
        yield {"field": path, "value": _shown(value)}


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
