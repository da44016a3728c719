"""Which rows of the read models a standing sees: predicates over the row ``t``, with parameters of the viewer."""

import re

from kinerja.identity.relations import Standing

SUPPORTER = Standing.SUPPORTER
SELF, APPRAISER, REVIEWER, RATER = Standing.SELF, Standing.APPRAISER, Standing.REVIEWER, Standing.RATER
ADMINISTRATOR, AUTHORITY = Standing.PERFORMANCE_ADMINISTRATOR, Standing.STANDARD_AUTHORITY
INSPECTOR, AUDITOR = Standing.INSPECTOR, Standing.AUDITOR
TEAM = Standing.EVALUATION_TEAM

ALWAYS = "true"
_ROW = re.compile(r"\bt\.")


def on(alias: str, sql: str) -> str:
    """SQL over the row ``t`` as SQL over the row of another name."""
    return _ROW.sub(f"{alias}.", sql)


class Predicate(str):
    """SQL over the row ``t`` that also says when it need not be asked.

    ``whole``: it holds for every row to whom the whole agency is mandated. ``parent`` and ``key``: it holds for
    every row of a parent that is seen by the same standing, the one that the row's column names.
    """

    whole: bool
    parent: str | None
    key: str | None

    def __new__(
        cls, sql: str, *, whole: bool = False, parent: str | None = None, key: str | None = None
    ) -> "Predicate":
        """SQL, and what is known of it."""
        made = super().__new__(cls, sql)
        made.whole, made.parent, made.key = whole, parent, key
        return made


DELIVERED_STATES = "('DELIVERED', 'ACCEPTED')"
IS_DELIVERED = f"t.state IN {DELIVERED_STATES}"

_PAIRS = (
    "(t.employee_id, t.position_id) IN (SELECT * FROM unnest(%({0}_employees)s::uuid[], %({0}_positions)s::uuid[]))"
)
_JUDGED = f"((t.position_id = ANY(%(appraised)s) AND ({_PAIRS.format('spared')}) IS NOT TRUE)"
_JUDGED += f" OR {_PAIRS.format('raised')})"
MANDATED = Predicate("(%(whole_agency)s OR t.unit_id = ANY(%(mandated)s))", whole=True)

PLAN_ROWS = {
    SELF: "t.employee_id = %(viewer)s",
    APPRAISER: f"(t.employee_id <> %(viewer)s AND {_JUDGED})",
    REVIEWER: "(t.employee_id <> %(viewer)s AND t.position_id = ANY(%(reviewed)s))",
    ADMINISTRATOR: ALWAYS,
    INSPECTOR: MANDATED,
    AUDITOR: MANDATED,
}

RECIPIENT_ROWS = {**PLAN_ROWS, AUTHORITY: ALWAYS}
"""Of what is about a person in a position and unit, as a plan is."""


def _through(table: str, parent: str, key: str) -> dict[Standing, str]:
    """The rows of those whose parent row is visible: the parent's predicates on the parent's current row."""
    return {
        standing: Predicate(
            f"EXISTS (SELECT FROM {table} t2 WHERE t2.agency = t.agency AND t2.id = t.{key}"
            f" AND {on('t2', predicate)})",
            whole=isinstance(predicate, Predicate) and predicate.whole,
            parent=parent,
            key=key,
        )
        for standing, predicate in PLAN_ROWS.items()
    }


OF_PLAN = _through("plans", "PerformancePlan", "plan_id")
GAVE_FEEDBACK = (
    "EXISTS (SELECT FROM feedback f WHERE f.agency = t.agency AND f.id = t.feedback_id AND f.giver_id = %(viewer)s)"
)
"""That the viewer gave the feedback that the row is of."""
ASKED_ABOUT = (
    "EXISTS (SELECT FROM feedback_requests r WHERE r.agency = t.agency AND r.result_id = t.id"
    " AND r.asked_id = %(viewer)s AND r.state IN ('ASKED', 'GIVEN'))"
)
"""That the viewer is asked for feedback on the result, or gave it when asked."""
FEEDBACK_ROWS = {**OF_PLAN, RATER: "t.giver_id = %(viewer)s"}
REQUEST_ROWS = {
    SELF: "t.employee_id = %(viewer)s",
    RATER: "t.asked_id = %(viewer)s",
    **{standing: OF_PLAN[standing] for standing in (ADMINISTRATOR, INSPECTOR, AUDITOR)},
}
"""A request is between two: superiors read the feedback that comes of it."""
_OF_EVALUATION = _through("evaluations", "Evaluation", "evaluation_id")
_EVALUATION_DELIVERED = (
    "EXISTS (SELECT FROM evaluations e WHERE e.agency = t.agency AND e.id = t.evaluation_id"
    f" AND e.state IN {DELIVERED_STATES})"
)
_FINAL_RATING = {standing: f"(t.state = 'FINAL' AND {rows})" for standing, rows in _OF_EVALUATION.items()}
RATING_ROWS = {
    # What is only saved is the rater's own. The superior's rating is neither the employee's nor the reviewing
    # officer's to read before the evaluation is delivered.
    RATER: "t.rater_id = %(viewer)s",
    **_FINAL_RATING,
    SELF: f"(t.employee_id = %(viewer)s AND t.state = 'FINAL' AND {_EVALUATION_DELIVERED})",
    REVIEWER: f"({_FINAL_RATING[REVIEWER]} AND {_EVALUATION_DELIVERED})",
}
RATING_OF_LEVEL = {
    standing: "EXISTS (SELECT FROM ratings t3 WHERE t3.agency = t.agency AND t3.id = t.rating_id AND "
    + on("t3", predicate)
    + ")"
    for standing, predicate in RATING_ROWS.items()
}
IN_SCOPE = "WHERE a.agency = t.agency AND a.employee_id = {employee} AND a.unit_id = ANY(%(mandated)s)"
IN_SCOPE += " AND NOT a.recorded_in_error"


def in_scope(column: str) -> Predicate:
    """The rows about a person who was ever assigned to a unit of the mandate."""
    assigned = IN_SCOPE.format(employee=f"t.{column}")
    return Predicate(f"(%(whole_agency)s OR EXISTS (SELECT FROM assignments a {assigned}))", whole=True)


def of_person(column: str) -> dict[Standing, str]:
    """What is personal in a process that is open to all: for the person, administrators and the mandated."""
    return {
        SELF: f"t.{column} = %(viewer)s",
        ADMINISTRATOR: ALWAYS,
        AUTHORITY: ALWAYS,
        INSPECTOR: in_scope(column),
        AUDITOR: in_scope(column),
    }


_POST_HELD = "EXISTS (SELECT FROM assignments a WHERE a.agency = t.agency AND a.employee_id = t.employee_id"
_POST_HELD += " AND NOT a.recorded_in_error AND a.starts_on <= %(today)s"
_POST_HELD += " AND (a.ends_on IS NULL OR a.ends_on >= %(today)s) AND {there})"
# A leave belongs to a person, not to a post: for who judges that person in any post today.
LEAVE_ROWS = {
    SELF: "t.employee_id = %(viewer)s",
    APPRAISER: f"(t.employee_id <> %(viewer)s AND {_POST_HELD.format(there=on('a', _JUDGED))})",
    REVIEWER: "(t.employee_id <> %(viewer)s AND "
    + _POST_HELD.format(there="a.position_id = ANY(%(reviewed)s)")
    + ")",
    ADMINISTRATOR: ALWAYS,
    INSPECTOR: in_scope("employee_id"),
    AUDITOR: in_scope("employee_id"),
}


COUNT_ROWS = {ADMINISTRATOR: ALWAYS, AUTHORITY: ALWAYS, INSPECTOR: MANDATED, AUDITOR: MANDATED}
"""Counts of people, for those who see the people too. However many are counted, two positions of the log, two days or
a unit and those below it tell what one of them did."""


# Who holds the post of a plan that is supported, or is above it: a vacancy goes up.
_ASKED_TO_AGREE = (
    "EXISTS (SELECT FROM plan_revision_agreements g JOIN plans p ON p.agency = g.agency AND p.id = g.owner_plan_id"
    " WHERE g.agency = t.agency AND g.proposal_id = t.{proposal}"
    " AND p.position_id = ANY(%(held)s::uuid[] || %(appraised)s::uuid[]))"
)


def of_revision(proposal: str) -> dict[Standing, str]:
    """What belongs to a proposed revision of a plan: for those of the plan, and for whom it asks to agree."""
    return {**OF_PLAN, Standing.RESULT_OWNER: _ASKED_TO_AGREE.format(proposal=proposal)}


_OF_SERVICE = "EXISTS (SELECT FROM services s WHERE s.agency = t.agency AND s.id = t.service_id AND {given_by})"
SERVICE_GIVEN = _OF_SERVICE.format(given_by="s.positions && %(held)s::uuid[]")
"""That the viewer holds a position that gives the service of the row."""
ENCOUNTER_OPEN = (
    "(t.ended_at IS NULL AND NOT EXISTS (SELECT FROM service_encounters c"
    " WHERE c.agency = t.agency AND c.id = t.id AND c.ended_at IS NOT NULL))"
)
"""That a visit has not ended, nor has since: whose an ended one was is not for colleagues, also not as of then."""
ENCOUNTER_ROWS = {**PLAN_ROWS, Standing.SERVICE_OFFICER: SERVICE_GIVEN}
COMPLAINT_ROWS = {
    SELF: PLAN_ROWS[SELF],
    Standing.SERVICE_OFFICER: SERVICE_GIVEN,
    APPRAISER: _OF_SERVICE.format(given_by="s.positions && %(appraised)s::uuid[]"),
    REVIEWER: _OF_SERVICE.format(given_by="s.positions && %(reviewed)s::uuid[]"),
    ADMINISTRATOR: ALWAYS,
    INSPECTOR: MANDATED,
    AUDITOR: MANDATED,
}
ANSWERED_BY_SUBORDINATE = {standing: PLAN_ROWS[standing] for standing in (APPRAISER, REVIEWER)}
"""Who answered a complaint is for those who judge that officer; whom the service works for sees the rest of it."""
SERVICE_MONTH_ROWS = {
    # What officers did says what each of them did: for whom all work who ended a visit in the month.
    **COUNT_ROWS,
    APPRAISER: "(cardinality(t.positions) > 0 AND t.positions <@ %(appraised)s::uuid[])",
    REVIEWER: "(cardinality(t.positions) > 0 AND t.positions <@ (%(appraised)s::uuid[] || %(reviewed)s::uuid[]))",
}


def supported(column: str) -> str:
    """The leader's results that a result of the viewer's supports, did, or will."""
    return (
        "EXISTS (SELECT FROM result_supports w JOIN plans p ON p.agency = w.agency AND p.id = w.plan_id"
        f" WHERE w.agency = t.agency AND w.supports_result_id = t.{column} AND p.employee_id = %(viewer)s)"
    )


SUPPORTED = supported("id")
_ANOTHERS = "t.employee_id IS DISTINCT FROM %(viewer)s"
MATRIX_ROWS = {
    **PLAN_ROWS,
    APPRAISER: f"({_ANOTHERS} AND {_JUDGED})",
    REVIEWER: f"({_ANOTHERS} AND t.position_id = ANY(%(reviewed)s))",
}
"""As plans, and the vacant positions below the viewer's own."""


def _led(positions: str) -> str:
    """The units whose leader's direct subordinates are among positions of the viewer's."""
    return (
        "EXISTS (SELECT FROM positions q WHERE q.agency = t.agency AND q.reports_to = t.led_by"
        f" AND q.id = ANY(%({positions})s))"
    )


LED_ROWS = {**COUNT_ROWS, APPRAISER: _led("appraised"), REVIEWER: _led("reviewed")}
"""Counts as ``COUNT_ROWS``, and all that is of a unit for who leads it or the unit above."""
_HELD_SHARE = "p.id = coalesce(s.held_by, s.plan_id)"
_OPEN_SHARE = "(s.held_by IS NULL AND s.plan_id IS NULL AND p.unit_id = s.unit_id AND p.period_id = s.period_id)"


def shared_with(column: str, share: str = f"({_HELD_SHARE} OR {_OPEN_SHARE})") -> str:
    """The shared targets of which a plan of the viewer's holds a share, or may accept one."""
    return (
        "EXISTS (SELECT FROM target_shares s JOIN plans p ON p.agency = s.agency AND p.employee_id = %(viewer)s"
        f" AND {share} WHERE s.agency = t.agency AND s.shared_target_id = t.{column})"
    )


HOLDS_SHARE = shared_with("shared_target_id", _HELD_SHARE)
"""That a plan of the viewer's holds one of the shares, so that what the others do with theirs concerns it."""


_SHARED_THROUGH = {
    standing: "EXISTS (SELECT FROM shared_targets t3 WHERE t3.agency = t.agency AND t3.id = t.shared_target_id AND "
    + on("t3", predicate)
    + ")"
    for standing, predicate in OF_PLAN.items()
}
SHARED_ROWS = {**OF_PLAN, Standing.HOLDER: shared_with("id")}
OF_SHARED = {**_SHARED_THROUGH, Standing.HOLDER: shared_with("shared_target_id")}


# An evaluation team reads what was decided, where it may look: no draft, no rating, nothing before its delivery.
_TEAM_SCOPE = "t.unit_id = ANY(%(team_units)s)"
PLAN_ROWS_AND_TEAM = {**PLAN_ROWS, TEAM: f"({_TEAM_SCOPE} AND t.newest_version > 0)"}
OF_PLAN_AND_TEAM = {
    **OF_PLAN,
    TEAM: Predicate(
        "EXISTS (SELECT FROM plans t2 WHERE t2.agency = t.agency AND t2.id = t.plan_id"
        f" AND {on('t2', PLAN_ROWS_AND_TEAM[TEAM])})",
        parent="PerformancePlan",
        key="plan_id",
    ),
}
EVALUATION_ROWS = {**PLAN_ROWS, TEAM: f"({_TEAM_SCOPE} AND {IS_DELIVERED})"}
REPORT_EVIDENCE = f"(t.report_id IS NOT NULL AND {OF_PLAN_AND_TEAM[TEAM]})"
_OWN_TEAM = "t.{column} = ANY(%(teams)s)"
REVIEW_ROWS = {
    TEAM: _OWN_TEAM.format(column="team_id"),
    ADMINISTRATOR: ALWAYS,
    INSPECTOR: MANDATED,
    AUDITOR: MANDATED,
}
FINDING_ROWS = {
    **MATRIX_ROWS,
    Standing.ANSWERABLE: "(t.employee_id IS NULL AND t.position_id = ANY(%(held)s))",
    TEAM: _OWN_TEAM.format(column="team_id"),
}
"""Of somebody, as a plan is; of a unit, for who answers for it and those who judge that post."""
