"""Indicators and proposals on them."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import ALL_EMPLOYEES, ALL_PUBLIC, EMPLOYEE, PUBLIC, TypeRights, cells
from kinerja.identity.visible_rows import of_person

RIGHTS: Mapping[str, TypeRights] = {
    "Indicator": TypeRights(
        ALL_PUBLIC,
        cells(
            "id code standard name family newest_version last_day manual versions withdrawal blame version", [PUBLIC]
        ),
    ),
    "IndicatorVersion": TypeRights(
        ALL_PUBLIC,
        cells(
            "number effective_on ends_before decided_at capacity letter_number legal_basis decided_position name"
            " family purpose definition formula unit data_source reporting_period direction cumulative numerator"
            " denominator control task terms changes indicator measured_service measured_figure measured_scope",
            [PUBLIC],
        )
        | cells("decided_by reason proposal", [EMPLOYEE]),
    ),
    "IndicatorRevision": TypeRights(
        ALL_PUBLIC,
        cells(
            "indicator kind number effective_on ends_before decided_at capacity letter_number legal_basis"
            " decided_position changes manual",
            [PUBLIC],
        )
        | cells("decided_by reason proposal", [EMPLOYEE]),
    ),
    "IndicatorProposal": TypeRights(
        ALL_EMPLOYEES,
        cells("id indicator indicator_version kind changes proposed_at disposition decided_at version", [EMPLOYEE])
        | {name: of_person("proposed_by") for name in ("proposed_by", "reason", "answer", "decided_by")},
    ),
    "IndicatorChange": TypeRights(ALL_PUBLIC, cells("number field before after", [PUBLIC])),
}
