"""The audit trail: who did what, when, in which capacity, under which letter and why (H1)."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from kinerja.domain.act import Capacity
from kinerja.domain.catalogue import fact_types
from kinerja.graphql.context import Info
from kinerja.graphql.declaring import column, document, edge, many, readable, text
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.listing import Listing, list_field
from kinerja.graphql.node import id_in, only
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Ordering
from kinerja.graphql.reads import Condition, equals
from kinerja.graphql.scalars import Date, DateTime, LogPosition
from kinerja.graphql.statements import relation
from kinerja.projections.audit import AUDIT_ENTRIES, AUDIT_LINKS

_NEWEST = Ordering(("entry",), ("bigint",), descending=True)


@strawberry.type(description="A field of a fact and what it says.")
class FactField:
    """Texts about a person are shown as far as they are not erased."""

    field: str = strawberry.field(description="Path of the field in the fact.")
    value: str | None = strawberry.field(description="What it says; null when it is erased.")


def _object_id(root: Any, info: Info) -> strawberry.ID:
    row = root.__dict__
    return strawberry.ID(str(GlobalId(row["object_kind"], info.context.agency, row["object_id"])))


@readable(AUDIT_LINKS, "An object that a fact concerns.")
class AuditLink:
    """What else the fact touches."""

    object_kind: str = column("Type of the object.")
    object_id: strawberry.ID = document(_object_id, "Global id of the object.", of="object_id")


async def _content(root: Any, info: Info) -> list[FactField]:
    lines = root.__dict__["content"] or []
    loader = info.context.reads.loader("texts", lambda keys: _texts(info, keys))
    return [
        FactField(
            field=line["field"],
            value=await loader.load(UUID(line["text"])) if "text" in line else line["value"],
        )
        for line in lines
    ]


async def _texts(info: Info, keys: list[UUID]) -> list[str | None]:
    query = "SELECT id, content FROM texts WHERE agency = %(agency)s AND id = ANY(%(keys)s)"
    found = {row["id"]: row["content"] for row in await info.context.reads.rows(query, {"keys": keys})}
    return [found.get(key) for key in keys]


def _label(root: Any, info: Info) -> str:
    fact_type = fact_types()[root.kind]
    return fact_type.label_en if info.context.language == "en" else fact_type.label_id


@readable(AUDIT_ENTRIES, "An entry of the audit trail: one fact of the log.")
class AuditEntry:
    """Newest first."""

    position: LogPosition = column("Position in the log.", of="entry")
    kind: str = column("Type of the fact, as in `docs/events.md`.")
    label: str = strawberry.field(resolver=_label, description="What happened, in the request's language.")
    version: int = column("Version of the object after it.")
    recorded_at: DateTime = column("When it was recorded.")
    actor: Employee | None = edge("actor_id", "Who did it; null for the service, for outsiders and the public.")
    capacity: Capacity = column("In which capacity.")
    subject: Employee | None = edge("subject_id", "Whom it is about; null when it is about no single person.")
    letter_number: str | None = column("Letter that the capacity rests on.")
    letter_issuer: str | None = column("Who issued the letter.")
    letter_date: Date | None = column("Date of the letter.")
    reason: str | None = text("Why; null when no reason was given, or when it is erased.")
    legal_basis: str | None = column("Regulation or letter it rests on.")
    command_id: UUID = column("The command that led to it.")
    cause: LogPosition | None = column("Position of the fact that led to it.")
    valid_on: Date | None = column("Day from which it holds, where that is not the day it was done.")
    content: list[FactField] = document(_content, "What it says, field by field.", of="content")
    links: list[AuditLink] = many("entry", ("object_kind", "object_id"), "What it concerns.", key="entry")


@strawberry.input(description="Which entries.")
class AuditFilter:
    """All conditions together."""

    position: LogPosition | None = strawberry.field(
        default=None, description="At this position of the log, such as that of a term's source."
    )
    actor_id: strawberry.ID | None = strawberry.field(default=None, description="Done by this employee.")
    subject_id: strawberry.ID | None = strawberry.field(default=None, description="About this employee.")
    indicator_id: strawberry.ID | None = strawberry.field(default=None, description="Concerning this indicator.")
    plan_id: strawberry.ID | None = strawberry.field(default=None, description="Concerning this plan.")
    evaluation_id: strawberry.ID | None = strawberry.field(default=None, description="Concerning this evaluation.")
    kind: str | None = strawberry.field(default=None, description="Of this type of fact.")
    capacity: Capacity | None = strawberry.field(default=None, description="In this capacity.")
    recorded_from: DateTime | None = strawberry.field(default=None, description="Recorded at or after this time.")
    recorded_until: DateTime | None = strawberry.field(default=None, description="Recorded before this time.")
    command_id: UUID | None = strawberry.field(default=None, description="Of this command.")


AuditWhere = Annotated[AuditFilter | None, strawberry.argument(description="Which ones; null: all.")]


@strawberry.type(description="Audit trail.")
class AuditQuery:
    """Root fields."""

    @list_field(
        AuditEntry,
        "The audit trail, newest first: all of it in scope for inspectors and auditors, one's own for others.",
    )
    async def audit_trail(self, info: Info, where: AuditWhere = None) -> Listing:
        conditions = _conditions(where or AuditFilter(), info)
        return Listing(AuditEntry, conditions, _NEWEST)


def _conditions(wanted: AuditFilter, info: Info) -> list[Condition]:
    return [
        equals("entry", wanted.position, "bigint"),
        only("actor_id", wanted.actor_id, "Employee", info),
        only("subject_id", wanted.subject_id, "Employee", info),
        _concerning("indicator", wanted.indicator_id, "Indicator", info),
        _concerning("plan", wanted.plan_id, "PerformancePlan", info),
        _concerning("evaluation", wanted.evaluation_id, "Evaluation", info),
        equals("kind", wanted.kind, "text"),
        equals("capacity", wanted.capacity, "text"),
        equals("command_id", wanted.command_id),
        ("%(since)s::timestamptz IS NULL OR t.recorded_at >= %(since)s", {"since": wanted.recorded_from}),
        ("%(until)s::timestamptz IS NULL OR t.recorded_at < %(until)s", {"until": wanted.recorded_until}),
    ]


def _concerning(name: str, value: str | None, kind: str, info: Info) -> Condition:
    """That an entry is linked to an object."""
    id = id_in(value, kind, info)
    if id is None:
        return "true", {}
    links = relation(AUDIT_LINKS, past=info.context.reads.basis.past is not None, alias="l")
    condition = f"EXISTS (SELECT FROM {links} WHERE l.agency = t.agency AND l.entry = t.entry"
    return f"{condition} AND l.object_id = %(linked_{name})s)", {f"linked_{name}": id}


NODES = ()
MUTATIONS = ()
