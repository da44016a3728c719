"""org_units.csv, positions.csv, employees.csv and assignments.csv: who works where."""

from collections.abc import Iterable

from kinerja.application.organisation import (
    EstablishOrgUnit,
    EstablishPosition,
    NewEmployee,
    RegisterEmployee,
    StartAssignment,
)
from kinerja.domain.vocabulary import AssignmentKind, Employment, FunctionalLevel, OrgUnitKind, PositionKind
from kinerja.identity.relations import Standing
from kinerja.loading.format import LETTER, FileFormat, Kind, Row, code, day, of_kind, term, text
from kinerja.loading.naming import Codes, Key
from kinerja.loading.stages import LETTER_COLUMNS, Rows, Stage, as_day, letter_of, optional_day

ORG_UNITS = FileFormat(
    name="org_units",
    about="The units of the agency. A unit stands below the one that it belongs to.",
    key=("unit",),
    columns=(
        code("unit", "key"),
        code("parent", "unit above", names="org_units", empty="the root"),
        text("name", "official name", 300),
        term("kind", OrgUnitKind, "kind of unit"),
    ),
)
POSITIONS = FileFormat(
    name="positions",
    about="The positions. A position stands below the one that it reports to.",
    key=("position",),
    columns=(
        code("position", "key"),
        code("unit", "unit that the position belongs to", names="org_units"),
        code("reports_to", "position above", names="positions", empty="the top of the agency"),
        text("title", "official title", 300),
        term("kind", PositionKind, "kind of position"),
        term("functional_level", FunctionalLevel, "level of a functional position", empty="not functional"),
    ),
)
EMPLOYEES = FileFormat(
    name="employees",
    about="The civil servants. The administrator's line is read with the agency.",
    key=("employee",),
    columns=(
        code("employee", "key"),
        of_kind("nip", Kind.NIP, "NIP, as a text: a spreadsheet would round it"),
        text("name", "full name", 200),
        term("employment", Employment, "how somebody is employed"),
        day("registered_on", "date of entry in the service"),
    ),
)
ASSIGNMENTS = FileFormat(
    name="assignments",
    about="Who holds which position when. Nobody ends an assignment by a later file: that is `endAssignment`.",
    key=("assignment",),
    columns=(
        code("assignment", "key"),
        code("employee", "who holds the position", names="employees"),
        code("position", "the position", names="positions"),
        term("kind", AssignmentKind, "how it is held"),
        day("starts_on", "first day"),
        day("ends_on", "last day; who acts (ACTING, DAILY_ACTING) has one", empty="open"),
        *LETTER,
    ),
)


def new_employee(row: Row) -> NewEmployee:
    """Who is registered by a line."""
    return NewEmployee(name=row["name"], nip=row["nip"], employment=Employment[row["employment"]])


def _unit(codes: Codes, rows: Rows) -> EstablishOrgUnit:
    (row,) = rows
    return EstablishOrgUnit(
        code=row["unit"],
        name=row["name"],
        kind=OrgUnitKind[row["kind"]],
        parent_id=codes.named("OrgUnit", row["parent"]) if row["parent"] else None,
    )


def _position(codes: Codes, rows: Rows) -> EstablishPosition:
    (row,) = rows
    level = row["functional_level"]
    return EstablishPosition(
        code=row["position"],
        title=row["title"],
        kind=PositionKind[row["kind"]],
        functional_level=FunctionalLevel[level] if level else None,
        unit_id=codes.named("OrgUnit", row["unit"]),
        reports_to=codes.named("Position", row["reports_to"]) if row["reports_to"] else None,
    )


def _employee(_codes: Codes, rows: Rows) -> RegisterEmployee:
    (row,) = rows
    return RegisterEmployee(employee=new_employee(row))


def _assignment(codes: Codes, rows: Rows) -> StartAssignment:
    (row,) = rows
    return StartAssignment(
        employee_id=codes.employee(row["employee"]),
        position_id=codes.named("Position", row["position"]),
        kind=AssignmentKind[row["kind"]],
        starts_on=as_day(row["starts_on"]),
        ends_on=optional_day(row["ends_on"]),
        letter=letter_of(row),
    )


def _unit_needs(row: Row) -> Iterable[Key]:
    return [("org_units", row["parent"])] if row["parent"] else []


def _position_needs(row: Row) -> Iterable[Key]:
    above = [("positions", row["reports_to"])] if row["reports_to"] else []
    return [("org_units", row["unit"]), *above]


ESTABLISH_UNIT = Stage(
    file=ORG_UNITS,
    make=_unit,
    whose=Standing.PERFORMANCE_ADMINISTRATOR,
    needs=_unit_needs,
    gives=lambda row: [("org_units", row["unit"])],
    columns={"code": "unit", "name": "name", "parentId": "parent"},
)
ESTABLISH_POSITION = Stage(
    file=POSITIONS,
    make=_position,
    whose=Standing.PERFORMANCE_ADMINISTRATOR,
    needs=_position_needs,
    gives=lambda row: [("positions", row["position"])],
    columns={
        "code": "position",
        "title": "title",
        "unitId": "unit",
        "reportsTo": "reports_to",
        "functionalLevel": "functional_level",
    },
)
REGISTER = Stage(
    file=EMPLOYEES,
    make=_employee,
    whose=Standing.PERFORMANCE_ADMINISTRATOR,
    on="registered_on",
    when=lambda codes, row: row["employee"] != codes.administrator,
    gives=lambda row: [("employees", row["employee"])],
    columns={"name": "name", "nip": "nip"},
)
ASSIGN = Stage(
    file=ASSIGNMENTS,
    make=_assignment,
    whose=Standing.PERFORMANCE_ADMINISTRATOR,
    needs=lambda row: [("employees", row["employee"]), ("positions", row["position"])],
    gives=lambda row: [("assignments", row["assignment"])],
    columns={"employeeId": "employee", "positionId": "position", "endsOn": "ends_on", **LETTER_COLUMNS},
    change="endAssignment and startAssignment",
)
