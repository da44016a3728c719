"""Collections, what was released of them, and requests for ratings."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import (
    APPRAISER,
    OF_PERSON,
    OFFICER,
    OVERSIGHT,
    PUBLIC,
    RATER,
    REVIEWER,
    TypeRights,
    cells,
)
from kinerja.identity.visible_collections import (
    AGGREGATE_ROWS,
    ASKED_ROWS,
    COLLECTION_ROWS,
    COMMENT_ROWS,
    COMMENT_WORDS,
    DISCLOSURE_ROWS,
    GROUP_ROWS,
    OFFICER_CELL_ROWS,
    REQUEST_ROWS,
    SERVICE_CELL_ROWS,
    VIEW_ROWS,
)

_ALL = (RATER, PUBLIC, *OF_PERSON)
_GROUPS = (PUBLIC, *OF_PERSON)
_TOLD = (OFFICER, *_GROUPS)

RIGHTS: Mapping[str, TypeRights] = {
    "Collection": TypeRights(
        COLLECTION_ROWS,
        cells(
            "id kind state unit relations employee position plan evaluation service questions opened_on closes_on"
            " closed_at released_at contract groups comments requests version",
            _ALL,
        ),
    ),
    "AnonymityContract": TypeRights(
        COLLECTION_ROWS,
        cells(
            "number policy k k_of_person step step_hours released remainder disclosed_to comment_readers"
            " aggregate_readers tightened_at",
            _ALL,
        ),
    ),
    "CollectedGroup": TypeRights(
        GROUP_ROWS,
        cells("collection group asked means", _GROUPS)
        | {"status": dict(AGGREGATE_ROWS), "answers": dict(AGGREGATE_ROWS)},
    ),
    "CollectedMean": TypeRights(AGGREGATE_ROWS, cells("collection group question answers mean", _TOLD)),
    "ReleasedComment": TypeRights(
        COMMENT_ROWS,
        cells("id collection group officer released_at set_aside erased version", (OFFICER, *_TOLD))
        | {"comment": COMMENT_WORDS}
        | cells("aside_reason", (APPRAISER, REVIEWER, *OVERSIGHT)),
    ),
    "ServiceSatisfaction": TypeRights(
        SERVICE_CELL_ROWS,
        cells(
            "service quarter unit collection status answers mean",
            (PUBLIC, OFFICER, APPRAISER, REVIEWER, *OVERSIGHT),
        ),
    ),
    "OfficerSatisfaction": TypeRights(
        OFFICER_CELL_ROWS, cells("service quarter officer position unit collection answers mean", OF_PERSON)
    ),
    "PublicSide": TypeRights(OFFICER_CELL_ROWS, cells("service quarter collection answers mean", OF_PERSON)),
    "Disclosure": TypeRights(
        DISCLOSURE_ROWS,
        cells(
            "id collection unit inspector reason case_number case_issuer case_date mandate_number broken_at until"
            " version",
            OVERSIGHT,
        ),
    ),
    "RatingRequest": TypeRights(
        REQUEST_ROWS,
        cells("collection employee rater state asked_at answered_at reason", (RATER, *OF_PERSON)),
    ),
    "AskedRater": TypeRights(
        ASKED_ROWS,
        cells("collection rater relation position by_request", (RATER, APPRAISER, REVIEWER, *OVERSIGHT)),
    ),
    "RatingView": TypeRights(
        VIEW_ROWS,
        cells("evaluation employee value sides superior own own_gap spread concord", OF_PERSON),
    ),
    "SideRating": TypeRights(VIEW_ROWS, cells("evaluation value relation raters mean", OF_PERSON)),
}
