"""Units, positions, employees and assignments as they are read."""

from kinerja.domain.assignments import AssignmentEnded, AssignmentStarted, AssignmentStatedInError
from kinerja.domain.organisation import EmployeeRegistered, NipClaimed, OrgUnitEstablished
from kinerja.domain.positions import PositionEstablished
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, flag, number, sealed, text, uuid

ORG_UNITS = Table(
    "org_units",
    key=(ID,),
    columns=(text("code"), text("name"), text("kind"), uuid("parent_id", nullable=True), number("version")),
    indexes=(("code",), ("parent_id",)),
)
POSITIONS = Table(
    "positions",
    key=(ID,),
    columns=(
        text("code"),
        text("title"),
        text("kind"),
        text("functional_level", nullable=True),
        uuid("unit_id"),
        uuid("reports_to", nullable=True),
        number("version"),
    ),
    indexes=(("code",), ("unit_id", "code"), ("reports_to",)),
)
EMPLOYEES = Table(
    "employees",
    key=(ID,),
    columns=(sealed("name"), sealed("nip"), text("employment"), number("version")),
)
ASSIGNMENTS = Table(
    "assignments",
    key=(ID,),
    columns=(
        uuid("employee_id"),
        uuid("position_id"),
        uuid("unit_id"),
        text("kind"),
        date("starts_on"),
        date("ends_on", nullable=True),
        text("letter_number", nullable=True),
        text("letter_issuer", nullable=True),
        date("letter_date", nullable=True),
        date("letter_valid_from", nullable=True),
        date("letter_valid_to", nullable=True),
        uuid("transferred_from", nullable=True),
        uuid("corrects", nullable=True),
        flag("recorded_in_error"),
        uuid("corrected_by", nullable=True),
        sealed("correction_reason", nullable=True),
    ),
    indexes=(("employee_id", "starts_on", "id"), ("position_id", "starts_on", "id"), ("unit_id",)),
)
TABLES = (ORG_UNITS, POSITIONS, EMPLOYEES, ASSIGNMENTS)


def _establish_unit(rows: Rows, fact: OrgUnitEstablished) -> None:
    rows.insert(
        ORG_UNITS,
        id=fact.originator_id,
        code=fact.code,
        name=fact.name,
        kind=fact.kind,
        parent_id=fact.parent_id,
        version=fact.originator_version,
    )


def _establish_position(rows: Rows, fact: PositionEstablished) -> None:
    rows.insert(
        POSITIONS,
        id=fact.originator_id,
        code=fact.code,
        title=fact.title,
        kind=fact.kind,
        functional_level=fact.functional_level,
        unit_id=fact.unit_id,
        reports_to=fact.reports_to,
        version=fact.originator_version,
    )


def _register(rows: Rows, fact: EmployeeRegistered) -> None:
    rows.insert(
        EMPLOYEES,
        id=fact.originator_id,
        name=text_of(fact, "name"),
        nip=text_of(fact, "nip"),
        employment=fact.employment,
        version=fact.originator_version,
    )


def _assign(rows: Rows, fact: AssignmentStarted) -> None:
    letter = fact.act.letter
    rows.insert(
        ASSIGNMENTS,
        id=fact.assignment_id,
        employee_id=fact.employee_id,
        position_id=fact.originator_id,
        unit_id=fact.unit_id,
        kind=fact.kind,
        starts_on=fact.starts_on,
        ends_on=fact.ends_on,
        letter_number=letter.number if letter else None,
        letter_issuer=letter.issuer if letter else None,
        letter_date=letter.issued_on if letter else None,
        letter_valid_from=letter.valid_from if letter else None,
        letter_valid_to=letter.valid_to if letter else None,
        transferred_from=fact.transferred_from,
        corrects=fact.corrects,
        recorded_in_error=False,
    )
    rows.update(POSITIONS, {"id": fact.originator_id}, version=fact.originator_version)


def _end(rows: Rows, fact: AssignmentEnded) -> None:
    rows.update(ASSIGNMENTS, {"id": fact.assignment_id}, ends_on=fact.last_day)
    rows.update(POSITIONS, {"id": fact.originator_id}, version=fact.originator_version)


def _state_in_error(rows: Rows, fact: AssignmentStatedInError) -> None:
    rows.update(
        ASSIGNMENTS,
        {"id": fact.assignment_id},
        recorded_in_error=True,
        corrected_by=fact.corrected_by,
        correction_reason=text_of(fact, "act.reason"),
    )
    rows.update(POSITIONS, {"id": fact.originator_id}, version=fact.originator_version)


ON: Handlers = {
    OrgUnitEstablished: _establish_unit,
    PositionEstablished: _establish_position,
    EmployeeRegistered: _register,
    AssignmentStarted: _assign,
    AssignmentEnded: _end,
    AssignmentStatedInError: _state_in_error,
}
NOT_SHOWN = (NipClaimed,)
