"""Who sees which collection, what was released of it and who is asked: predicates over the row ``t``.

What a contract promises holds as it reads now, also as of a past position: it can only have been tightened.
"""

from collections.abc import Mapping

from kinerja.identity.relations import Standing
from kinerja.identity.visible_rows import (
    ADMINISTRATOR,
    APPRAISER,
    AUDITOR,
    COMPLAINT_ROWS,
    DELIVERED_STATES,
    INSPECTOR,
    MANDATED,
    PLAN_ROWS,
    RATER,
    REVIEWER,
    SELF,
    SERVICE_GIVEN,
    on,
)

PUBLIC, OFFICER = Standing.PUBLIC, Standing.SERVICE_OFFICER
_HELD_THEN = (
    "NOT a.recorded_in_error AND a.starts_on <= {0}.opened_on AND (a.ends_on IS NULL OR a.ends_on >= {0}.opened_on)"
)
# Who may rate: by a post beside or below that of the employee on the day on which it was opened, or asked.
_BY_POST = (
    "EXISTS (SELECT FROM assignments a JOIN positions p ON p.agency = a.agency AND p.id = a.position_id"
    " JOIN positions q ON q.agency = t.agency AND q.id = t.position_id"
    f" WHERE a.agency = t.agency AND a.employee_id = %(viewer)s AND {_HELD_THEN.format('t')}"
    " AND (('SUBORDINATE' = ANY(t.relations) AND p.reports_to = q.id)"
    " OR ('PEER' = ANY(t.relations) AND p.reports_to = q.reports_to AND p.id <> q.id)))"
)
_BY_REQUEST = (
    "EXISTS (SELECT FROM rating_requests r WHERE r.agency = t.agency AND r.collection_id = t.id"
    " AND r.rater_id = %(viewer)s)"
)
COLLECTION_ROWS: Mapping[Standing, str] = {
    **PLAN_ROWS,
    PUBLIC: "t.kind <> 'RATING'",
    RATER: f"(t.employee_id <> %(viewer)s AND ({_BY_REQUEST} OR {_BY_POST}))",
}
# Who gives the service that is asked about, and those who judge them.
SURVEY_ROWS = {
    standing: f"(t.kind = 'SURVEY' AND {COMPLAINT_ROWS[standing]})" for standing in (OFFICER, APPRAISER, REVIEWER)
}
_NOT_ABOUT_ONESELF = "(c.employee_id IS NULL OR c.employee_id IS DISTINCT FROM %(viewer)s)"
_OF = "EXISTS (SELECT FROM collections c WHERE c.agency = t.agency AND c.id = t.collection_id AND {that})"
_READER = {
    SELF: "RATEE",
    APPRAISER: "APPRAISER",
    REVIEWER: "REVIEWER",
    ADMINISTRATOR: "ADMINISTRATOR",
    PUBLIC: "PUBLIC",
}
"""As whom the contract names a standing. The mandated read what is released, whatever it says."""


def _through(standings: tuple[Standing, ...]) -> dict[Standing, str]:
    """What belongs to a collection that the standing sees."""
    return {standing: _OF.format(that=on("c", COLLECTION_ROWS[standing])) for standing in standings}


def _of_others(standings: tuple[Standing, ...]) -> dict[Standing, str]:
    """The same, but of no collection about the viewer: no role lends the ratee what the ratee is not to see."""
    rows = {standing: f"{on('c', COLLECTION_ROWS[standing])} AND {_NOT_ABOUT_ONESELF}" for standing in standings}
    return {standing: _OF.format(that=that) for standing, that in rows.items()}


def told(readers: str) -> dict[Standing, str]:
    """What was released of a collection, for whom its contract names, and for the mandated."""
    named = {standing: _named(COLLECTION_ROWS[standing], reader, readers) for standing, reader in _READER.items()}
    for standing, rows in SURVEY_ROWS.items():
        of_survey = _named(rows, "OFFICER", readers)
        named[standing] = f"({named[standing]} OR {of_survey})" if standing in named else of_survey
    return {**named, **_of_others((INSPECTOR, AUDITOR))}


def _named(rows: str, reader: str, readers: str) -> str:
    """What was released of collections whose rows are seen and whose contract names the reader.

    Whom it is about reads it as that alone.
    """
    others = "" if reader == _READER[SELF] else f" AND {_NOT_ABOUT_ONESELF}"
    return _OF.format(that=f"{on('c', rows)} AND '{reader}' = ANY(c.{readers}){others}")


AGGREGATE_ROWS = told("aggregate_readers")


def _by_contract(reader: str, readers: str) -> str:
    """That the contract of the row's collection names a reader."""
    return _OF.format(that=f"'{reader}' = ANY(c.{readers})")


def _of_officers(readers: str) -> dict[Standing, str]:
    """What is of one officer's service: for that officer and those who judge them, where the contract names them.

    Not for colleagues, nor for the public.
    """
    judged = {
        standing: f"({PLAN_ROWS[standing]} AND {_by_contract('OFFICER', readers)})"
        for standing in (SELF, APPRAISER, REVIEWER)
    }
    return {**judged, ADMINISTRATOR: _by_contract("ADMINISTRATOR", readers), **_through((INSPECTOR, AUDITOR))}


OFFICER_CELL_ROWS = _of_officers("aggregate_readers")
SERVICE_CELL_ROWS = {
    PUBLIC: _by_contract("PUBLIC", "aggregate_readers"),
    ADMINISTRATOR: _by_contract("ADMINISTRATOR", "aggregate_readers"),
    INSPECTOR: MANDATED,
    AUDITOR: MANDATED,
    **{
        standing: f"({COMPLAINT_ROWS[standing]} AND {_by_contract('OFFICER', 'aggregate_readers')})"
        for standing in (OFFICER, APPRAISER, REVIEWER)
    },
}
"""What is told of a service as a whole: for whom its collection's contract names."""


def _comment_rows() -> dict[Standing, str]:
    """Words about one officer's service as its cells; all others for whom the contract names."""
    whole = {standing: f"(t.employee_id IS NULL AND {rows})" for standing, rows in told("comment_readers").items()}
    of_several = _OF.format(
        that="c.kind <> 'RATING' AND 'OFFICER' = ANY(c.comment_readers) AND " + on("c", SERVICE_GIVEN)
    )
    about = {
        standing: f"({whole[standing]} OR (t.employee_id IS NOT NULL AND {rows}))"
        for standing, rows in _of_officers("comment_readers").items()
    }
    return {**whole, **about, OFFICER: f"(t.employee_id IS NULL AND {of_several})"}


COMMENT_ROWS = _comment_rows()
_SHOWN = "NOT EXISTS (SELECT FROM released_comments s WHERE s.agency = t.agency AND s.id = t.id AND s.set_aside)"
COMMENT_WORDS = {
    standing: rows if standing in (INSPECTOR, AUDITOR) else f"({rows} AND {_SHOWN})"
    for standing, rows in COMMENT_ROWS.items()
}
"""The words themselves: what was set aside only the mandated read, as of any position, to see that it rightly was."""
GROUP_ROWS = {**_through((SELF, APPRAISER, REVIEWER, ADMINISTRATOR, INSPECTOR, AUDITOR, PUBLIC))}
_NOT_OF_ONESELF = "t.employee_id IS DISTINCT FROM %(viewer)s"
DISCLOSURE_ROWS = {
    # Whom the collection is about is not warned, whatever role that person has.
    standing: f"({COLLECTION_ROWS[standing]} AND {_NOT_OF_ONESELF})"
    for standing in (ADMINISTRATOR, INSPECTOR, AUDITOR)
}
REQUEST_ROWS = {
    **_through((APPRAISER, REVIEWER, ADMINISTRATOR, INSPECTOR, AUDITOR)),
    SELF: "t.employee_id = %(viewer)s",
    RATER: "t.rater_id = %(viewer)s",
}
ASKED_ROWS = {
    **_of_others((APPRAISER, REVIEWER, ADMINISTRATOR, INSPECTOR, AUDITOR)),
    RATER: "t.rater_id = %(viewer)s",
}
# Of several surveys together: for everybody, where the contract of each of them names everybody.
INDEX_ROWS = {
    PUBLIC: "NOT EXISTS (SELECT FROM collections c WHERE c.agency = t.agency AND c.id = ANY(t.collections)"
    " AND 'PUBLIC' <> ALL(c.aggregate_readers))",
    INSPECTOR: MANDATED,
    AUDITOR: MANDATED,
}
BEFORE_IS_PUBLIC = (
    "EXISTS (SELECT FROM collections c WHERE c.agency = t.agency AND c.id = t.previous_collection_id"
    " AND 'PUBLIC' = ANY(c.aggregate_readers))"
)
"""That everybody reads the survey that another is held against."""
_DELIVERED = (
    "EXISTS (SELECT FROM evaluations e WHERE e.agency = t.agency AND e.id = t.evaluation_id"
    f" AND e.state IN {DELIVERED_STATES})"
)


def _view(standing: Standing, moment: str = "true") -> str:
    """What all sides say of somebody: for whom the contract names, where there is one; to the ratee as that alone."""
    reads = _OF.format(that=f"'{_READER[standing]}' = ANY(c.aggregate_readers)")
    others = "" if standing == SELF else f" AND {_NOT_OF_ONESELF}"
    return f"({PLAN_ROWS[standing]} AND {moment} AND (t.collection_id IS NULL OR {reads}){others})"


VIEW_ROWS = {
    # As the ratings by name: for the employee and the reviewing officer once the evaluation is delivered.
    SELF: _view(SELF, _DELIVERED),
    APPRAISER: _view(APPRAISER),
    REVIEWER: _view(REVIEWER, _DELIVERED),
    ADMINISTRATOR: _view(ADMINISTRATOR),
    INSPECTOR: f"({PLAN_ROWS[INSPECTOR]} AND {_NOT_OF_ONESELF})",
    AUDITOR: f"({PLAN_ROWS[AUDITOR]} AND {_NOT_OF_ONESELF})",
}
