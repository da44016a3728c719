"""Surveys of services: public, as far as the contracts of their collections name the public."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import (
    ALL_PUBLIC,
    AUDITOR,
    INSPECTOR,
    OVERSIGHT,
    PUBLIC,
    TypeRights,
    cells,
)
from kinerja.identity.visible_collections import AGGREGATE_ROWS, BEFORE_IS_PUBLIC, INDEX_ROWS

RIGHTS: Mapping[str, TypeRights] = {
    "SatisfactionSurvey": TypeRights(
        ALL_PUBLIC,
        cells(
            "id service unit collection round population policy opened_on closes_on result follow_ups"
            " follow_up_plans version",
            [PUBLIC],
        ),
    ),
    "SurveyResult": TypeRights(
        AGGREGATE_ROWS,
        cells("respondents elements ikm grade lowest sample_size sample_reached previous_round", AGGREGATE_ROWS)
        | cells("change", AGGREGATE_ROWS, BEFORE_IS_PUBLIC),
    ),
    "SurveyElement": TypeRights(AGGREGATE_ROWS, cells("place element answers mean", AGGREGATE_ROWS)),
    "FollowUpPlan": TypeRights(ALL_PUBLIC, cells("number published_at items", [PUBLIC]) | cells("reason", OVERSIGHT)),
    "FollowUpItem": TypeRights(ALL_PUBLIC, cells("number place element action due_on unit", [PUBLIC])),
    "SatisfactionIndex": TypeRights(
        INDEX_ROWS,
        cells(
            "round unit services respondents weighted weighted_grade mean_of_services mean_grade",
            (PUBLIC, INSPECTOR, AUDITOR),
        ),
    ),
}
