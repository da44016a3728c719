"""agency.csv and roles.csv: who keeps the log, and who holds which role."""

import re
from collections.abc import Iterable
from zoneinfo import available_timezones

from kinerja.application.agency import FoundAgency, GrantRole
from kinerja.domain.vocabulary import AgencyLevel, Role
from kinerja.identity.relations import Standing
from kinerja.loading.format import LETTER, FileFormat, Misfit, Row, Words, code, codes, day, term, text
from kinerja.loading.naming import Codes, Key
from kinerja.loading.rules import CELL_FORM
from kinerja.loading.stages import LETTER_COLUMNS, Rows, Stage, as_day, letter_of, optional_day, parts

_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,19}")
_CODE_FORM = Words(
    "2 to 20 capital letters, digits and dashes, a letter first",
    "2 sampai 20 huruf kapital, angka dan tanda hubung, diawali huruf",
)
_ZONE_FORM = Words("an IANA name of a zone, such as Asia/Jakarta", "nama zona waktu IANA, misalnya Asia/Jakarta")


def _check(row: Row) -> Iterable[Misfit]:
    if not _CODE.fullmatch(row["agency"]):
        yield "agency", CELL_FORM, {"form": _CODE_FORM}
    if row["time_zone"] not in available_timezones():
        yield "time_zone", CELL_FORM, {"form": _ZONE_FORM}


AGENCY = FileFormat(
    name="agency",
    about="The agency, in one line. The other files are read as those of this agency.",
    key=("agency",),
    columns=(
        code("agency", "code: 2 to 20 capital letters, digits and dashes, a letter first"),
        text("name", "official name", 300),
        term("level", AgencyLevel, "level of government"),
        text("time_zone", "IANA name of the zone in which its dates are local, such as `Asia/Jakarta`", 60),
        day("founded_on", "date from which the agency exists in the service"),
        *LETTER,
        code(
            "administrator", "employee who is the performance administrator (*pengelola kinerja*)", names="employees"
        ),
    ),
    check=_check,
)
ROLES = FileFormat(
    name="roles",
    about="Who holds which role, by letter and for a time. The administrator's own role comes with the agency.",
    key=("holder", "role", "starts_on"),
    columns=(
        code("holder", "employee, or a code of somebody from outside, such as `X01`"),
        text("holder_name", "name of somebody from outside", 200, empty="an employee"),
        term("role", Role, "the role"),
        day("starts_on", "first day"),
        day("ends_on", "last day", empty="open"),
        codes("units", "units in scope, with all below them", names="org_units", empty="the whole agency"),
        *LETTER,
    ),
)


def found(codes: Codes, rows: Rows) -> FoundAgency:
    """The command that founds the agency. ``codes.person`` must be there."""
    (row,) = rows
    if codes.person is None:
        raise ValueError("an agency is founded with its administrator")
    return FoundAgency(
        name=row["name"],
        level=AgencyLevel[row["level"]],
        time_zone=row["time_zone"],
        administrator=codes.person,
        letter=letter_of(row),
    )


def _grant(codes: Codes, rows: Rows) -> GrantRole:
    (row,) = rows
    name = row["holder_name"]
    return GrantRole(
        holder_id=codes.outsider(row["holder"]) if name else codes.employee(row["holder"]),
        holder_name=name or None,
        role=Role[row["role"]],
        starts_on=as_day(row["starts_on"]),
        ends_on=optional_day(row["ends_on"]),
        unit_ids=tuple(codes.named("OrgUnit", unit) for unit in parts(row["units"])),
        letter=letter_of(row),
    )


def _grant_needs(row: Row) -> Iterable[Key]:
    if not row["holder_name"]:
        yield ("employees", row["holder"])
    for unit in parts(row["units"]):
        yield ("org_units", unit)


FOUND = Stage(
    file=AGENCY,
    make=found,
    whose=Standing.OPERATOR,
    on="founded_on",
    gives=lambda _row: [("agency",)],
    columns={"name": "name", "timeZone": "time_zone", "code": "agency", **LETTER_COLUMNS},
)
GRANT = Stage(
    file=ROLES,
    make=_grant,
    whose=Standing.PERFORMANCE_ADMINISTRATOR,
    needs=_grant_needs,
    columns={
        "holderId": "holder",
        "holderName": "holder_name",
        "endsOn": "ends_on",
        "unitIds": "units",
        **LETTER_COLUMNS,
    },
    change="revokeRole and grantRole",
)
