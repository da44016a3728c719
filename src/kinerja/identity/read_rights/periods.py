"""Periods, deadlines and holidays."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import ALL_PUBLIC, EMPLOYEE, PUBLIC, TypeRights, cells

RIGHTS: Mapping[str, TypeRights] = {
    "Period": TypeRights(
        ALL_PUBLIC,
        cells(
            "id code name starts_on ends_on cadence rules_id rules_hash state closed_at units windows deadlines"
            " version",
            [PUBLIC],
        )
        | cells("reason", [EMPLOYEE]),
    ),
    "Deadline": TypeRights(
        # Of a period, so of nobody in particular. Until when somebody asked for feedback is shown at the request, to
        # both sides.
        {PUBLIC: "t.employee_id IS NULL"},
        cells(
            "id period kind window first_due_on due_on grace_until passes_at extended_at passed_at version", [PUBLIC]
        )
        | cells("reason", [EMPLOYEE]),
    ),
    "HolidayCalendar": TypeRights(ALL_PUBLIC, cells("id year source taken_at holidays version", [PUBLIC])),
    "Holiday": TypeRights(
        ALL_PUBLIC,
        cells("id calendar day name kind origin legal_basis declared_at", [PUBLIC])
        | cells("declared_by", [EMPLOYEE]),
    ),
    "PeriodWindow": TypeRights(ALL_PUBLIC, cells("code kind starts_on ends_on", [PUBLIC])),
}
