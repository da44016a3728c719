"""Evidence as it is read."""

from uuid import UUID

from kinerja.domain.evidence import EvidenceAttached, EvidenceWithdrawn
from kinerja.domain.plan_vocabulary import EvidenceKind
from kinerja.projections.rows import Handlers, Rows, text_at, text_of
from kinerja.projections.tables import ID, Table, date, moment, number, sealed, text, uuid

EVIDENCE = Table(
    "evidence",
    key=(ID,),
    columns=(
        uuid("employee_id"),
        uuid("plan_id"),
        uuid("report_id", nullable=True),
        date("month", nullable=True),
        uuid("target_id", nullable=True),
        uuid("accomplishment_id", nullable=True),
        uuid("feedback_id", nullable=True),
        number("number"),
        text("kind"),
        sealed("title"),
        sealed("link", nullable=True),
        text("url", nullable=True),
        text("stored_as", nullable=True),
        sealed("file_name", nullable=True),
        text("media_type", nullable=True),
        number("size", nullable=True),
        sealed("sha256", nullable=True),
        uuid("custodian_unit_id", nullable=True),
        uuid("custodian_employee_id", nullable=True),
        moment("attached_at"),
        uuid("attached_by", nullable=True),
        moment("withdrawn_at", nullable=True),
        sealed("reason", nullable=True),
        uuid("command_id"),
        number("version"),
    ),
    indexes=(
        ("plan_id", "attached_at", "id"),
        ("employee_id", "attached_at", "id"),
        ("report_id", "target_id", "number"),
        ("accomplishment_id", "number"),
        ("feedback_id", "number"),
        ("command_id",),
        ("stored_as",),
    ),
)
TABLES = (EVIDENCE,)


def path_of_file(agency: str, id: UUID) -> str:
    """Where the service gives out the file of a piece of evidence."""
    return f"/a/{agency}/evidence/{id}"


def _attach(rows: Rows, fact: EvidenceAttached) -> None:
    proves, file = fact.proves, fact.file
    shown = file or fact.linked
    sha256 = "file.sha256" if file else "linked.sha256"
    rows.insert(
        EVIDENCE,
        id=fact.originator_id,
        employee_id=fact.employee_id,
        plan_id=proves.plan_id,
        report_id=proves.report_id,
        month=proves.month,
        target_id=proves.target_id,
        accomplishment_id=proves.accomplishment_id,
        feedback_id=proves.feedback_id,
        number=fact.number,
        kind=EvidenceKind.FILE if file else EvidenceKind.LINK,
        title=text_of(fact, "title"),
        link=text_of(fact, "link"),
        url=path_of_file(rows.agency, fact.originator_id) if file else None,
        stored_as=file.key if file else None,
        file_name=text_at(fact, "file.name", file.name if file else None),
        media_type=shown.media_type if shown else None,
        size=shown.size if shown else None,
        sha256=text_at(fact, sha256, shown.sha256 if shown else None),
        custodian_unit_id=fact.custodian.unit_id,
        custodian_employee_id=fact.custodian.employee_id,
        attached_at=fact.act.at,
        attached_by=fact.act.by,
        withdrawn_at=None,
        reason=None,
        command_id=fact.act.command_id,
        version=fact.originator_version,
    )


def _withdraw(rows: Rows, fact: EvidenceWithdrawn) -> None:
    rows.update(
        EVIDENCE,
        {"id": fact.originator_id},
        withdrawn_at=fact.act.at,
        reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )


ON: Handlers = {EvidenceAttached: _attach, EvidenceWithdrawn: _withdraw}
NOT_SHOWN = ()
