"""Feedback, ratings, evaluations, and what is published of them."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import (
    ALL_PUBLIC,
    APPRAISER,
    OF_PERSON,
    OVERSIGHT,
    PUBLIC,
    RATER,
    REVIEWER,
    SELF,
    TEAM,
    TypeRights,
    also,
    cells,
)
from kinerja.identity.visible_rows import (
    EVALUATION_ROWS,
    FEEDBACK_ROWS,
    IS_DELIVERED,
    RATING_OF_LEVEL,
    RATING_ROWS,
    REQUEST_ROWS,
)

_JUDGEMENT = cells(
    "rated_at rated_by capacity results_rating behavior_rating innovation predicate reason score basis_position"
    " content_hash",
    (APPRAISER, *OVERSIGHT),
)
_SCORE = cells(
    "results behavior number number_class suggested_results suggested_behavior suggested_predicate",
    (APPRAISER, *OVERSIGHT),
)
# It says what each side rated: for no evaluation team.
_DERIVATION = cells("derivation", (APPRAISER, *OVERSIGHT))

RIGHTS: Mapping[str, TypeRights] = {
    "Feedback": TypeRights(
        FEEDBACK_ROWS,
        cells(
            "id plan employee giver relation capacity position request result value text evidence given_at answer"
            " answered_at version",
            (*OF_PERSON, RATER),
        ),
    ),
    "FeedbackRequest": TypeRights(
        REQUEST_ROWS,
        cells(
            "id plan employee asked result value text state due_on asked_at feedback reason settled_at version",
            (SELF, RATER, *OVERSIGHT),
        ),
    ),
    "Rating": TypeRights(
        RATING_ROWS,
        cells(
            "id evaluation plan employee rater relation state note saved_at finalized_at levels version",
            (RATER, *OF_PERSON),
        ),
    ),
    "BehaviorRating": TypeRights(RATING_OF_LEVEL, cells("value level", (RATER, *OF_PERSON))),
    "Evaluation": TypeRights(
        EVALUATION_ROWS,
        cells(
            "id employee plan position unit period window kind starts_on ends_on state asked rules_id"
            " rules_hash opened_at delivered_at accepted_at withdrawn_at ratings public_sides version",
            (*OF_PERSON, TEAM),
        )
        | also(also(_JUDGEMENT, (SELF, REVIEWER), IS_DELIVERED), (TEAM,), IS_DELIVERED),
    ),
    "EvaluationScore": TypeRights(
        EVALUATION_ROWS,
        also(also(_SCORE, (TEAM,), IS_DELIVERED) | _DERIVATION, (SELF, REVIEWER), IS_DELIVERED),
    ),
    "PublishedFigures": TypeRights(
        ALL_PUBLIC,
        cells("unit counted_in period window people mean_number cells withheld least_people published_at", [PUBLIC]),
    ),
    "PublishedCell": TypeRights(ALL_PUBLIC, cells("predicates people", [PUBLIC])),
}
