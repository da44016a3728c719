"""What an export reads: for every file one statement on the read models, in the order of the log.

``codes`` is a temporary table with the numbers that employees, assignments, plans, results and targets get in the
order in which they came into the log. Every statement takes the agency as ``%(agency)s``, its zone as ``%(zone)s``.
"""

_FIRST = "(SELECT {key}, min(from_position) AS first FROM {table}_history WHERE agency = %(agency)s GROUP BY {key})"
_NUMBERED = "'{letter}' || lpad(n::text, greatest(2, length(n::text)), '0')"
_DAY = "coalesce({fact}.valid_on, ({fact}.recorded_at AT TIME ZONE %(zone)s)::date)"
_KNOWN_DAY = "CASE WHEN {fact}.capacity <> 'SYSTEM' THEN ({fact}.recorded_at AT TIME ZONE %(zone)s)::date END"


def _first(table: str, key: str = "id") -> str:
    return _FIRST.format(table=table, key=key)


def _day(fact: str) -> str:
    return _DAY.format(fact=fact)


def _fact(alias: str, kind: str, stream: str) -> str:
    """The newest fact of a kind in a stream, joined where there is one."""
    return (
        f"LEFT JOIN LATERAL (SELECT valid_on, recorded_at, capacity, command_id, letter_number, letter_issuer,"
        f" letter_date FROM audit_entries WHERE agency = %(agency)s AND stream = {stream}"
        f" AND kind IN ({kind}) ORDER BY version DESC LIMIT 1) {alias} ON true"
    )


def _numbering(kind: str, letter: str, source: str) -> str:
    number = _NUMBERED.format(letter=letter)
    return f"INSERT INTO codes SELECT '{kind}', id, {number} FROM ({source}) numbered"


def _all(table: str, but: str = "SELECT NULL::uuid WHERE false") -> str:
    """The rows of a table in the order of the log, ``but`` for some."""
    return f"SELECT id, row_number() OVER (ORDER BY first, id) AS n FROM {_first(table)} made WHERE id NOT IN ({but})"


_IN_ERROR = "SELECT id FROM assignments WHERE agency = %(agency)s AND recorded_in_error"
_ON_ERROR = f"SELECT id FROM plans WHERE agency = %(agency)s AND assignment_id IN ({_IN_ERROR})"
"""What was recorded in error, and the plans that rest on it: a load would take them for right."""
_CUT_SHORT = (
    "SELECT p.id FROM plans p JOIN assignments a ON a.agency = p.agency AND a.id = p.assignment_id"
    " WHERE p.agency = %(agency)s AND NOT a.recorded_in_error AND p.ends_on > a.ends_on"
)
"""Plans beyond their assignment, which a transfer ended: a load would refuse them (B3.9)."""


_BASELINE = """
(SELECT p.id AS plan_id, coalesce(v.decided_position, 4611686018427387903) AS upto
   FROM plans p LEFT JOIN plan_versions v ON v.agency = p.agency AND v.plan_id = p.id AND v.number = 1
  WHERE p.agency = %(agency)s)
"""
"""For each plan the position of its approval: what it read then is its baseline."""


def _at_approval(table: str) -> str:
    """The rows of a plan as they read when it was approved; those of now while it is not."""
    return (
        f"(SELECT h.* FROM {table}_history h JOIN {_BASELINE} b ON b.plan_id = h.plan_id"
        " WHERE h.agency = %(agency)s AND h.from_position <= b.upto AND h.to_position > b.upto)"
    )


def _within_plan(table: str, kind: str, letter: str) -> str:
    return (
        f"INSERT INTO codes SELECT '{kind}', id, '{letter}' || n FROM (SELECT o.id, row_number() OVER"
        f" (PARTITION BY o.plan_id ORDER BY f.first, o.id) AS n FROM {_at_approval(table)} o"
        f" JOIN {_first(table)} f USING (id)) numbered"
    )


CODES = (
    _numbering("employee", "E", _all("employees")),
    _numbering("assignment", "A", _all("assignments", _IN_ERROR)),
    _numbering("plan", "P", _all("plans", f"{_ON_ERROR} UNION {_CUT_SHORT}")),
    _numbering(
        "outsider",
        "X",
        "SELECT holder_id AS id, row_number() OVER (ORDER BY min(first), holder_id) AS n FROM role_grants g"
        f" JOIN {_first('role_grants')} f USING (id) WHERE g.agency = %(agency)s AND g.holder_name IS NOT NULL"
        " GROUP BY holder_id",
    ),
    _within_plan("work_results", "result", "R"),
    _within_plan("targets", "target", "T"),
    "ANALYZE codes",
)


def _code(alias: str, kind: str, id: str) -> str:
    return f"LEFT JOIN codes {alias} ON {alias}.kind = '{kind}' AND {alias}.id = {id}"


def _coded(alias: str, kind: str, id: str) -> str:
    """The same for what belongs to something that the export holds."""
    return f"JOIN codes {alias} ON {alias}.kind = '{kind}' AND {alias}.id = {id}"


def _text(alias: str, id: str) -> str:
    return f"LEFT JOIN texts {alias} ON {alias}.agency = %(agency)s AND {alias}.id = {id}"


def _row(table: str, alias: str, id: str) -> str:
    return f"LEFT JOIN {table} {alias} ON {alias}.agency = %(agency)s AND {alias}.id = {id}"


_OF_AGENCY = "WHERE {0}.agency = %(agency)s"

STATEMENTS = {
    "agency": f"""
SELECT a.code, a.name, a.level, a.time_zone, {_day("f")}, f.letter_number, f.letter_issuer, f.letter_date, e.code
  FROM agencies a {_fact("f", "'AgencyFounded'", "a.id")}
  LEFT JOIN audit_entries r ON r.agency = a.agency AND r.command_id = f.command_id AND r.kind = 'EmployeeRegistered'
  {_code("e", "employee", "r.stream")} {_OF_AGENCY.format("a")}""",
    "org_units": f"""
SELECT u.code, p.code, u.name, u.kind FROM org_units u JOIN {_first("org_units")} o USING (id)
  {_row("org_units", "p", "u.parent_id")} {_OF_AGENCY.format("u")} ORDER BY o.first""",
    "positions": f"""
SELECT p.code, u.code, a.code, p.title, p.kind, p.functional_level FROM positions p
  JOIN {_first("positions")} o USING (id) {_row("org_units", "u", "p.unit_id")}
  {_row("positions", "a", "p.reports_to")} {_OF_AGENCY.format("p")} ORDER BY o.first""",
    "employees": f"""
SELECT c.code, nip.content, name.content, e.employment, {_day("f")} FROM employees e
  JOIN {_first("employees")} o USING (id) {_code("c", "employee", "e.id")}
  {_text("nip", "e.nip")} {_text("name", "e.name")} {_fact("f", "'EmployeeRegistered'", "e.id")}
  {_OF_AGENCY.format("e")} ORDER BY o.first""",
    "assignments": f"""
SELECT c.code, e.code, p.code, a.kind, a.starts_on, a.ends_on, a.letter_number, a.letter_issuer, a.letter_date
  FROM assignments a JOIN {_first("assignments")} o USING (id) {_coded("c", "assignment", "a.id")}
  {_code("e", "employee", "a.employee_id")} {_row("positions", "p", "a.position_id")}
  {_OF_AGENCY.format("a")} ORDER BY o.first""",
    "roles": f"""
SELECT coalesce(x.code, e.code), name.content, g.role, g.starts_on, g.ends_on,
       (SELECT string_agg(u.code, ';' ORDER BY u.code) FROM org_units u
         WHERE u.agency = g.agency AND u.id = ANY(g.units)),
       g.letter_number, g.letter_issuer, g.letter_date
  FROM role_grants g JOIN {_first("role_grants")} o USING (id) {_code("x", "outsider", "g.holder_id")}
  {_code("e", "employee", "g.holder_id")} {_text("name", "g.holder_name")}
  JOIN audit_entries granted ON granted.agency = g.agency AND granted.entry = o.first
  {_OF_AGENCY.format("g")}
   AND NOT EXISTS (SELECT FROM audit_entries f WHERE f.agency = g.agency AND f.kind = 'AgencyFounded'
                      AND f.command_id = granted.command_id) ORDER BY o.first""",
    "standards": f"""
SELECT s.code, v.title, v.service,
       (SELECT string_agg(p.code, ';' ORDER BY p.code) FROM standard_positions sp JOIN positions p
            ON p.agency = sp.agency AND p.id = sp.position_id WHERE sp.agency = v.agency AND sp.version_id = v.id),
       (SELECT string_agg(replace(step.name, ';', ',') || coalesce(' (' || trim_scale(step.time_limit) || ' '
               || step.limit_unit || ')', ''), ';' ORDER BY step.number)
          FROM standard_steps step WHERE step.agency = v.agency AND step.version_id = v.id),
       v.legal_basis, {_day("d")}, CASE WHEN v.approved_at IS NOT NULL THEN {_day("a")} END, v.effective_on
  FROM standards s JOIN {_first("standards")} o USING (id)
  JOIN standard_versions v ON v.agency = s.agency AND v.standard_id = s.id AND v.number = 1
  {_fact("d", "'StandardDrafted'", "s.id")}
  {_fact("a", "'StandardApproved'", "s.id")} {_OF_AGENCY.format("s")} ORDER BY o.first""",
    "indicators": f"""
SELECT i.code, s.code, v.name, v.family, v.purpose, v.definition, v.formula, v.unit, v.data_source,
       v.reporting_period, v.direction, CASE WHEN v.cumulative THEN 'yes' ELSE 'no' END, v.numerator, v.denominator,
       v.control, v.task, {_KNOWN_DAY.format(fact="f")}, v.effective_on
  FROM indicators i JOIN {_first("indicators")} o USING (id)
  JOIN indicator_versions v ON v.agency = i.agency AND v.indicator_id = i.id AND v.number = 1
  {_row("standards", "s", "i.standard_id")} {_fact("f", "'IndicatorDefined'", "i.id")}
  {_OF_AGENCY.format("i")} ORDER BY o.first""",
    "periods": f"""
SELECT p.code, p.name, p.starts_on, p.ends_on, p.cadence, p.rules_id, {_KNOWN_DAY.format(fact="f")}
  FROM periods p JOIN {_first("periods")} o USING (id) {_fact("f", "'PeriodOpened'", "p.id")}
  {_OF_AGENCY.format("p")} ORDER BY o.first""",
    "plans": f"""
SELECT c.code, a.code, r.code, 'QUANTITATIVE', p.starts_on, p.ends_on, {_day("d")},
       CASE WHEN p.state IN ('SUBMITTED', 'APPROVED', 'CLOSED') THEN {_day("s")} END,
       CASE WHEN p.newest_version > 0 THEN {_day("y")} END
  FROM plans p JOIN {_first("plans")} o USING (id) {_coded("c", "plan", "p.id")}
  {_code("a", "assignment", "p.assignment_id")} {_row("periods", "r", "p.period_id")}
  {_fact("d", "'PlanDrafted'", "p.id")} {_fact("s", "'PlanSubmitted'", "p.id")} {_fact("y", "'PlanApproved'", "p.id")}
  {_OF_AGENCY.format("p")} ORDER BY o.first""",
    "work_results": f"""
SELECT p.code, c.code, w.kind, title.content, sp.code || ':' || sr.code, w.weight
  FROM {_at_approval("work_results")} w JOIN {_first("work_results")} o USING (id)
  {_coded("p", "plan", "w.plan_id")} {_code("c", "result", "w.id")} {_text("title", "w.title")}
  {_code("sp", "plan", "w.supports_plan_id")} {_code("sr", "result", "w.supports_result_id")}
 ORDER BY o.first""",
    "targets": f"""
SELECT p.code, r.code, c.code, i.code, t.aspect, t.amount
  FROM {_at_approval("targets")} t JOIN {_first("targets")} o USING (id)
  {_coded("p", "plan", "t.plan_id")} {_code("r", "result", "t.result_id")} {_code("c", "target", "t.id")}
  {_row("indicators", "i", "t.indicator_id")} ORDER BY o.first""",
    "expectations": f"""
SELECT p.code, b.value, said.content FROM behavior_expectations b
  JOIN {_first("behavior_expectations", "plan_id, value")} o USING (plan_id, value)
  {_coded("p", "plan", "b.plan_id")} {_text("said", "b.expectation")}
  {_OF_AGENCY.format("b")} ORDER BY o.first""",
}
"""The statement of each file but progress, its columns in the order of the file's."""

_LINES = f"""
  FROM monthly_reports m JOIN {_first("monthly_reports")} o USING (id)
  JOIN realizations r ON r.agency = m.agency AND r.report_id = m.id
  {_coded("p", "plan", "m.plan_id")} {_code("t", "target", "r.target_id")}
  LEFT JOIN LATERAL (SELECT x.indicator_id FROM targets x WHERE x.agency = m.agency AND x.id = r.target_id
                      ORDER BY x.effective_on DESC LIMIT 1) g ON true
  LEFT JOIN indicator_versions v ON v.agency = m.agency AND v.indicator_id = g.indicator_id AND v.number = 1
  {_text("note", "r.note")} {_fact("f", "'ProgressReported', 'ProgressCorrected'", "m.id")}
  {_OF_AGENCY.format("m")}
"""
_LOADABLE = (
    "m.state <> 'RETURNED' AND t.code IS NOT NULL AND (r.numerator IS NOT NULL) = (coalesce(v.numerator, '') <> '')"
)
PROGRESS = f"""
SELECT p.code, to_char(m.month, 'YYYY-MM'), {_day("f")}, t.code,
       coalesce(r.amount, round(100.0 * r.numerator / r.denominator, 2)), r.numerator, r.denominator, note.content
{_LINES} AND {_LOADABLE} ORDER BY o.first, r.number"""
LEFT_OUT = {
    "assignments that were recorded in error": f"SELECT count(*) FROM ({_IN_ERROR}) wrong",
    "plans that rest on them": f"SELECT count(*) FROM ({_ON_ERROR}) wrong",
    "plans whose assignment ended before they did": f"SELECT count(*) FROM ({_CUT_SHORT}) beyond",
    "leaves": "SELECT count(*) FROM leaves WHERE agency = %(agency)s",
    "standards without a draft": "SELECT count(*) FROM standards s WHERE agency = %(agency)s AND NOT EXISTS"
    " (SELECT FROM standard_versions v WHERE v.agency = s.agency AND v.standard_id = s.id)",
    "revisions of standards": "SELECT count(*) FROM standard_versions WHERE agency = %(agency)s AND number > 1",
    "data, sessions and inputs that standards were worked out from": "SELECT (SELECT count(*) FROM standard_data"
    " WHERE agency = %(agency)s) + (SELECT count(*) FROM consultation_sessions WHERE agency = %(agency)s)"
    " + (SELECT count(*) FROM consultation_inputs WHERE agency = %(agency)s)",
    "disseminations of standards and who took note": "SELECT (SELECT count(*) FROM disseminations"
    " WHERE agency = %(agency)s) + (SELECT count(*) FROM acknowledgements WHERE agency = %(agency)s)",
    "proposals on indicators": "SELECT count(*) FROM indicator_proposals WHERE agency = %(agency)s",
    "revisions of indicators": "SELECT coalesce(sum(newest_version - 1), 0) FROM indicators"
    " WHERE agency = %(agency)s",
    "revisions of plans": "SELECT coalesce(sum(newest_version - 1), 0) FROM plans WHERE agency = %(agency)s"
    " AND newest_version > 1",
    "lines of progress on what a revision added, or of returned reports": f"SELECT count(*) {_LINES} AND NOT"
    f" ({_LOADABLE})",
    "accomplishments and innovations": "SELECT count(*) FROM accomplishments WHERE agency = %(agency)s",
    "pieces of evidence": "SELECT count(*) FROM evidence WHERE agency = %(agency)s",
    "templates of plans": "SELECT count(*) FROM plan_templates WHERE agency = %(agency)s",
    "performance dialogues": "SELECT count(*) FROM performance_dialogues WHERE agency = %(agency)s",
    "days of progress": "SELECT count(*) FROM daily_progress WHERE agency = %(agency)s",
    "proposed revisions of plans": "SELECT count(*) FROM plan_revision_proposals WHERE agency = %(agency)s",
    "parts of annexes of plans": "SELECT count(*) FROM plan_annex WHERE agency = %(agency)s",
    "ends of plans before their last day": "SELECT count(*) FROM plans WHERE agency = %(agency)s"
    " AND closed_on IS NOT NULL",
    "shared targets": "SELECT count(*) FROM shared_targets WHERE agency = %(agency)s",
    "collections, with what was answered and released in them": "SELECT count(*) FROM collections"
    " WHERE agency = %(agency)s",
    "requests for a colleague's rating": "SELECT count(*) FROM rating_requests WHERE agency = %(agency)s",
    "disclosures of answers": "SELECT count(*) FROM disclosures WHERE agency = %(agency)s",
    "services": "SELECT count(*) FROM services WHERE agency = %(agency)s",
    "visits and complaints": "SELECT (SELECT count(*) FROM service_encounters WHERE agency = %(agency)s)"
    " + (SELECT count(*) FROM complaints WHERE agency = %(agency)s)",
}
"""What the files have no place for, counted."""
