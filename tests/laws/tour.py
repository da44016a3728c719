"""One history in which everything happens once, in an order in which nothing is refused."""

from kinerja.domain.vocabulary import RatingLevel
from tests.laws.moves.move import Move


def _move(kind: str, who: str = "member", month: str = "2025-01", number: int = 0) -> Move:
    return Move(kind, who, month, number, RatingLevel.MEETS)


_STANDARDS = (
    _move("begin_standard"),
    _move("collect"),
    _move("draft_standard", number=9),
    _move("consult"),
    _move("session"),
    _move("give_input"),
    _move("public_input"),
    _move("dispose"),
    _move("dispose_public", number=3),
    _move("feasibility"),
    _move("approve_standard"),
    _move("in_force"),
    _move("evaluate_standard", number=1),
    _move("disseminate", number=1),
    _move("take_note", number=1),
    _move("propose_change", number=1),
    _move("decide_change", number=1),
    _move("revise_standard"),
    *(_move("work_out", number=11) for _ in range(8)),
    _move("retire_standard"),
)
"""A standard through two versions to its end."""

_PLANS = (
    _move("template"),
    _move("from_template", "second"),
    _move("draft", "ani"),
    _move("remove_target", "ani"),
    _move("remove_result", "ani"),
    _move("draft_leader"),
    _move("approve_leader"),
    _move("draft"),
    _move("support"),
    _move("plan_measured"),
    _move("expect"),
    _move("annex"),
    _move("dialogue"),
    _move("acknowledge_dialogue"),
    _move("submit"),
    _move("return"),
    _move("approve"),
    _move("approve", "second"),
    _move("share"),
    _move("accept_share"),
    _move("accept_unit_share"),
    _move("draft_all"),
)
"""Plans from a template and by hand, one above the other."""

_WORK = (
    _move("visit", number=1),
    _move("hand_over", number=1),
    _move("end_visit", "second", number=1),
    _move("correct_visit", "second", number=1),
    _move("list", month="2025-04", number=2),
    _move("complain", number=1),
    _move("answer", number=1),
    _move("resolve", number=1),
    _move("correct_complaint", number=1),
    _move("revise_service"),
    _move("invite", number=1),
    _move("say", number=1),
    _move("say_by_all"),
    _move("end_feedback"),
    _move("erase_words"),
    _move("erase_comment"),
    _move("daily"),
    _move("correct_daily"),
    _move("save_report", number=80),
    _move("submit_report"),
    _move("prove"),
    _move("prove_by_file"),
    _move("withdraw"),
    _move("return_report"),
    _move("report", number=90),
    _move("verify"),
    _move("correct", number=95),
    _move("report", month="2025-02", number=100),
    _move("report", month="2025-03", number=110),
    _move("measure", month="2025-04"),
    _move("save_report", month="2025-04"),
    _move("feedback"),
    _move("peer_feedback", number=1),
    _move("prove_feedback"),
    _move("answer_feedback"),
    *(_move("ask_feedback", number=number) for number in range(3)),
    _move("meet_request"),
    _move("decline_request", number=1),
    _move("achieve"),
    _move("prove_accomplishment"),
    _move("acknowledge"),
    _move("achieve", "second"),
    _move("decline", "second"),
)
"""The work of a quarter."""

_REVISIONS = (
    _move("revise_indicator"),
    _move("propose_moving"),
    _move("answer_moving", number=2),
    _move("decide_moving", number=2),
    _move("propose_revision"),
    _move("decide_revision", number=1),
    _move("revise_plan", number=4),
    _move("widen", number=4),
    _move("drop_target", number=4),
    _move("propose_change"),
    _move("decide_change"),
)
"""What changes through the year."""

_JUDGEMENT = (
    _move("open"),
    _move("ask_raters"),
    _move("request_rating"),
    _move("accept_request"),
    _move("request_rating", number=1),
    _move("decline_rating", number=1),
    _move("request_rating", number=2),
    _move("rate_peer", number=1),
    _move("rate_by_all"),
    _move("tighten"),
    _move("end_collection"),
    _move("pass_collection"),
    _move("set_aside"),
    _move("break_glass"),
    _move("save_rating"),
    _move("rate"),
    _move("judge"),
    _move("deliver"),
    _move("accept"),
)
"""A quarter is judged."""

_TEAM = (
    _move("appoint_team"),
    _move("schedule_review"),
    _move("hold_review"),
    _move("schedule_review", number=1),
    _move("cancel_review", number=1),
    _move("find"),
    _move("find_in_unit"),
    _move("answer_finding"),
    _move("answer_unit_finding"),
    _move("close_finding"),
    _move("change_team", number=1),
)
"""A team looks at how they work."""

_SURVEY = (
    _move("open_survey"),
    _move("record_forms", number=8),
    _move("end_survey"),
    _move("follow_up"),
    _move("follow_up", number=4),
)
"""Citizens are asked about a service."""

_OFFICE = (
    _move("take_days", number=2),
    _move("declare_day"),
    _move("withdraw_day"),
    _move("extend", month="2025-04", number=10),
    _move("pass"),
    _move("open_period"),
    _move("open_ended"),
    _move("grant"),
    _move("revoke"),
    _move("acting"),
    _move("correct_acting"),
    _move("acting", number=1),
    _move("void_acting", number=1),
    _move("leave"),
    _move("end_leave"),
    _move("leave", "second"),
    _move("no_leave", "second"),
)
"""What the administrator keeps."""

_ENDS = (
    _move("judge_many"),
    _move("close_period"),
    _move("reopen"),
    _move("open_all"),
    _move("close", number=10),
    _move("transfer", "ani"),
    _move("exchange"),
    _move("transfer_all"),
    _move("end_acting"),
    _move("dissolve_team"),
    _move("expire_request", number=2),
)
"""What comes to an end."""

TOUR = [*_STANDARDS, *_PLANS, *_WORK, *_REVISIONS, *_JUDGEMENT, *_TEAM, *_SURVEY, *_OFFICE, *_ENDS]
