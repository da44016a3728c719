"""The audit trail: who did what, when, in which capacity, under which letter and why (H1)."""

from functools import cache
from typing import Annotated, Any
from uuid import UUID

import strawberry

from kinerja.domain.act import Capacity
from kinerja.domain.catalogue import fact_types
from kinerja.graphql.context import Info
from kinerja.graphql.declaring import column, edge, id_of_any, item, items, label, many, readable, text, without_table
from kinerja.graphql.failures import POSITION_NOT_REACHED, STRETCH, RequestFailed
from kinerja.graphql.filtering import Asking, Condition, before, having, id_in, of, since, that
from kinerja.graphql.language import Language
from kinerja.graphql.listing import list_field, root_field
from kinerja.graphql.organisation import Employee
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime, LogPosition
from kinerja.graphql.statements import relation
from kinerja.identity.viewer import Viewer
from kinerja.projections.audit import AUDIT_ENTRIES, AUDIT_LINKS

_NEWEST = Ordering(("entry",), ("bigint",), descending=True)


@without_table("A field of a fact and what it says.")
class FactField:
    """Texts about a person are shown as far as they are not erased."""

    field: str = item("Path of the field in the fact.")
    value: str | None = item("What it says; null when it is erased.", text="text")


@readable(AUDIT_LINKS, "An object that a fact concerns.")
class AuditLink:
    """What else the fact touches."""

    object_kind: str = column("Type of the object.")
    object_id: strawberry.ID = id_of_any("object_id", "object_kind", "Global id of the object.")


@cache
def _labels() -> dict[str, dict[Language, str]]:
    return {kind: {"id": fact.label_id, "en": fact.label_en} for kind, fact in fact_types().items()}


@readable(AUDIT_ENTRIES, "An entry of the audit trail: one fact of the log.")
class AuditEntry:
    """Newest first."""

    position: LogPosition = column("Position in the log.", of="entry")
    kind: str = column("Type of the fact, as in `docs/events.md`.")
    label: str = label("kind", _labels, "What happened, in the request's language.")
    version: int = column("Version of the object after it.")
    recorded_at: DateTime = column("When it was recorded.")
    actor: Employee | None = edge("actor_id", "Who did it; null for the service, for outsiders and the public.")
    capacity: Capacity = column("In which capacity.")
    subject: Employee | None = edge("subject_id", "Whom it is about; null when it is about no single person.")
    letter_number: str | None = column("Letter that the capacity rests on; null when it needs none.")
    letter_issuer: str | None = column("Who issued the letter; null without one.")
    letter_date: Date | None = column("Date of the letter; null without one.")
    reason: str | None = text("Why; null when no reason was given, or when it is erased.")
    legal_basis: str | None = column("Regulation or letter it rests on; null when none is named.")
    command_id: UUID = column("The command that led to it.")
    cause: LogPosition | None = column("Position of the fact that led to it; null when a person did.")
    valid_on: Date | None = column("Day from which it holds, where that is not the day it was done; else null.")
    content: list[FactField] = items("What it says, field by field.")
    links: list[AuditLink] = many("entry", ("object_kind", "object_id"), "What it concerns.", key="entry")


def _concerning(kind: str, description: str) -> Any:
    """Only entries that are linked to an object."""

    def leaving(name: str, value: Any, asking: Asking) -> Condition:
        links = relation(AUDIT_LINKS, past=asking.past, alias="l")
        condition = f"EXISTS (SELECT FROM {links} WHERE l.agency = t.agency AND l.entry = t.entry"
        return f"{condition} AND l.object_id = %({name})s)", {name: id_in(value, kind, asking.agency)}

    return that(description, leaving)


@strawberry.input(description="Which entries.")
class AuditFilter:
    """All conditions together."""

    position: LogPosition | None = having(
        "At this position of the log, such as that of a term's source.", "bigint", column="entry"
    )
    actor_id: strawberry.ID | None = of("Employee", "Done by this employee.")
    subject_id: strawberry.ID | None = of("Employee", "About this employee.")
    indicator_id: strawberry.ID | None = _concerning("Indicator", "Concerning this indicator.")
    plan_id: strawberry.ID | None = _concerning("PerformancePlan", "Concerning this plan.")
    evaluation_id: strawberry.ID | None = _concerning("Evaluation", "Concerning this evaluation.")
    kind: str | None = having("Of this type of fact.")
    capacity: Capacity | None = having("In this capacity.")
    recorded_from: DateTime | None = since("recorded_at", "Recorded at or after this time.")
    recorded_until: DateTime | None = before("recorded_at", "Recorded before this time.")
    command_id: UUID | None = having("Of this command.", "uuid")


@strawberry.type(description="A stretch of the log: how many positions, and how many entries of them.")
class AuditStretch:
    """Positions are dense: each holds one fact, which has an entry or is withheld."""

    positions: int = strawberry.field(description="Facts recorded in the stretch.")
    shown: int = strawberry.field(description="Those that the audit trail has an entry of.")
    withheld: int = strawberry.field(
        description="Those that it has none of: what was answered anonymously, which is told by releases alone."
    )


_MOST_POSITIONS = 1_000_000
_SHOWN = "SELECT count(*) AS shown FROM audit_entries WHERE agency = %(agency)s AND entry > %(after)s"
_SHOWN += " AND entry <= %(upto)s"
StretchAfter = Annotated[LogPosition, strawberry.argument(description="The position before the first one; 0: all.")]
StretchUpto = Annotated[LogPosition, strawberry.argument(description="The last position.")]


@strawberry.type(description="Audit trail.")
class AuditQuery:
    """Root fields."""

    audit_trail: Connection[AuditEntry] = list_field(
        AuditEntry,
        "The audit trail, newest first: all of it in scope for inspectors and auditors, one's own for others.",
        _NEWEST,
        AuditFilter,
    )

    @root_field(
        "How much of a stretch of the log, of at most 1,000,000 positions, the audit trail withholds. For whom the"
        " whole agency is mandated to, else null; never by a filter, so that nothing withheld can be looked for."
    )
    async def audit_stretch(
        self, info: Info, after: StretchAfter, upto: StretchUpto) -> AuditStretch | None:  # fmt: skip
        reads = info.context.reads
        if not _mandated_over_all(reads.viewer):
            return None
        if not 0 <= after < upto or upto - after > _MOST_POSITIONS:
            raise RequestFailed(STRETCH)
        if upto > reads.basis.position:
            raise RequestFailed(POSITION_NOT_REACHED)
        (row,) = await reads.rows(_SHOWN, {"after": int(after), "upto": int(upto)})
        positions = int(upto) - int(after)
        return AuditStretch(positions=positions, shown=row["shown"], withheld=positions - row["shown"])


def _mandated_over_all(viewer: Viewer) -> bool:
    return viewer.subject is not None and viewer.mandated_units is None


MUTATIONS = ()
