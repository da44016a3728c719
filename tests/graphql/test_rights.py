"""Who sees what: a test for the refusal beside the test for the permission."""

from typing import Any
from uuid import uuid4

import pytest

from kinerja.domain.vocabulary import RatingLevel, Role
from kinerja.graphql.ids import GlobalId
from tests import offices
from tests.asking import Asker
from tests.people import Town

PLANS = "{ plans(first: 10) { totalCount nodes { state results { title } } } }"
RATINGS = "{ ratings(first: 10) { nodes { relation state levels { level } } } }"
EVALUATION = """
{ evaluations(first: 10) { nodes { state predicate contentHash reason rulesId
  score { number results derivation { code } } } } }
"""


def asker(town: Town, who: str | None) -> Asker:
    return Asker(town.service, town.agency, town.ids[who] if who else None)


@pytest.fixture
def drafted(town: Town) -> Town:
    town.draft()
    return town


@pytest.fixture
def judged(town: Town) -> Town:
    """The first quarter is judged and not delivered yet."""
    town.draft()
    town.approve()
    for month in ("2025-01", "2025-02", "2025-03"):
        town.report(month, "105")
    town.open("2025-Q1")
    town.rate_behavior("2025-Q1", "member", RatingLevel.ABOVE)
    town.rate_behavior("2025-Q1", "officer", RatingLevel.MEETS)
    town.judge("2025-Q1", RatingLevel.ABOVE, RatingLevel.MEETS)
    return town


@pytest.mark.parametrize(
    ("who", "seen"),
    [("member", 1), ("officer", 1), ("head", 1), ("admin", 1), ("inspector", 1), ("second", 0), (None, 0)],
)
def test_a_plan_is_for_its_owner_his_superiors_and_oversight(drafted: Town, who: str | None, seen: int) -> None:
    assert asker(drafted, who).data(PLANS)["plans"]["totalCount"] == seen


def test_without_a_token_only_what_is_public_is_seen(town: Town) -> None:
    data = asker(town, None).data(
        """{ agency { name } standards(first: 5) { totalCount nodes { title } } employees(first: 5) { totalCount }
             positions(first: 5) { nodes { title assignments { startsOn } } } auditTrail(first: 5) { totalCount }
             indicators(first: 5) { nodes { versions { decidedAt decidedBy { name } reason } } } viewer { roles } }"""
    )
    assert data["agency"]["name"] == "Kota Uji"
    assert data["standards"]["totalCount"] == 1
    assert data["employees"]["totalCount"] == 0
    assert data["positions"]["nodes"][0]["assignments"] is None
    assert data["auditTrail"]["totalCount"] == 0
    assert data["indicators"]["nodes"][0]["versions"][0]["decidedBy"] is None
    assert data["viewer"] is None


@pytest.mark.parametrize(
    ("who", "nip"), [("member", True), ("admin", True), ("inspector", True), ("officer", False), ("second", False)]
)
def test_a_nip_is_for_its_owner_and_oversight(town: Town, who: str, nip: bool) -> None:
    id = str(GlobalId("Employee", town.agency, town.ids["member"]))
    data = asker(town, who).data("query Q($id: ID!) { node(id: $id) { ... on Employee { name nip } } }", id=id)
    assert data["node"]["name"] == "Pegawai member"
    assert (data["node"]["nip"] is not None) == nip


def test_e3_a_judgement_is_not_the_employees_before_it_is_delivered(judged: Town) -> None:
    (before,) = asker(judged, "member").data(EVALUATION)["evaluations"]["nodes"]
    assert before["state"] == "RATED"
    assert (before["predicate"], before["contentHash"], before["score"]) == (
        None,
        None,
        {"number": None, "results": None, "derivation": None},
    )
    (officer,) = asker(judged, "officer").data(EVALUATION)["evaluations"]["nodes"]
    assert officer["predicate"] == "GOOD"
    judged.deliver("2025-Q1")
    (after,) = asker(judged, "member").data(EVALUATION)["evaluations"]["nodes"]
    assert after["predicate"] == "GOOD"
    assert after["score"]["results"] == "105.00"
    assert len(after["score"]["derivation"]) > 20


def test_d2_the_superiors_rating_is_not_the_employees_before_delivery(judged: Town) -> None:
    before = asker(judged, "member").data(RATINGS)["ratings"]["nodes"]
    assert [rating["relation"] for rating in before] == ["SELF"]
    assert [r["relation"] for r in asker(judged, "head").data(RATINGS)["ratings"]["nodes"]] == []
    judged.deliver("2025-Q1")
    after = asker(judged, "member").data(RATINGS)["ratings"]["nodes"]
    assert {rating["relation"] for rating in after} == {"SELF", "SUPERIOR"}


def test_e3_nor_does_the_audit_trail_tell_it_before(judged: Town) -> None:
    trail = "{ auditTrail(first: 100) { nodes { kind content { value } } } }"
    before = {node["kind"] for node in asker(judged, "member").data(trail)["auditTrail"]["nodes"]}
    assert "EvaluationRated" not in before
    judged.deliver("2025-Q1")
    after = {node["kind"] for node in asker(judged, "member").data(trail)["auditTrail"]["nodes"]}
    assert "EvaluationRated" in after


def test_d2_what_is_only_saved_is_the_raters_own(town: Town) -> None:
    from kinerja.application.ratings import BehaviorRatingInput, SaveRating
    from kinerja.domain.vocabulary import CoreValue

    town.draft()
    town.approve()
    town.open("2025-Q1")
    level = BehaviorRatingInput(value=CoreValue.LOYAL, level=RatingLevel.BELOW)
    command = SaveRating(evaluation_id=town.evaluation("2025-Q1"), levels=(level,), note="belum yakin")
    town.give(command, "member", "unfinished")
    assert len(asker(town, "member").data(RATINGS)["ratings"]["nodes"]) == 1
    for who in ("officer", "admin", "inspector", "head"):
        assert asker(town, who).data(RATINGS)["ratings"]["nodes"] == [], who
    trail = '{ auditTrail(first: 9, where: {kind: "RatingSaved"}) { nodes { content { field value } } } }'
    (entry,) = asker(town, "inspector").data(trail)["auditTrail"]["nodes"]
    said = {line["field"] for line in entry["content"]}
    assert said == {"evaluation_id", "plan_id", "employee_id", "rater_id", "relation"}, "that it was saved, not what"


def test_h1_an_employee_reads_the_own_trail_only(drafted: Town) -> None:
    trail = "{ auditTrail(first: 100) { nodes { subject { id } } } }"
    own = asker(drafted, "member").data(trail)["auditTrail"]["nodes"]
    mine = str(GlobalId("Employee", drafted.agency, drafted.ids["member"]))
    assert own
    assert {node["subject"]["id"] for node in own} == {mine}
    everything = asker(drafted, "inspector").data(trail)["auditTrail"]["nodes"]
    assert len(everything) > len(own)


def test_a_mandate_ends_with_its_window_and_its_revocation(town: Town) -> None:
    from datetime import date

    from kinerja.application.agency import RevokeRole
    from kinerja.domain.ids import made_by

    town.draft()
    assert asker(town, "inspector").data(PLANS)["plans"]["totalCount"] == 1
    grant = made_by(town.command_id("grant-inspector-INSPECTOR"), "grant")
    revoke = RevokeRole(holder_id=town.ids["inspector"], grant_id=grant, last_day=date(2025, 5, 4), reason="selesai")
    town.give(revoke, "admin", "revoke")
    assert asker(town, "inspector").data(PLANS)["plans"]["totalCount"] == 0


def test_a_mandate_over_units_reaches_no_further(town: Town) -> None:
    from kinerja.application.organisation import EstablishOrgUnit
    from kinerja.domain.vocabulary import OrgUnitKind

    town.draft()
    other = EstablishOrgUnit(code="OTHER", name="Lain", kind=OrgUnitKind.OFFICE, parent_id=None)
    town.give(other, "admin", "other-unit")
    town.register("narrow", "Pengawas Sempit", "198001012005011077")
    town.grant("narrow", Role.INSPECTOR, (town.named("OrgUnit", "OTHER"),))
    narrow = asker(town, "narrow")
    plan = str(GlobalId("PerformancePlan", town.agency, town.plan()))
    assert narrow.data(PLANS)["plans"]["totalCount"] == 0
    trail = "query Q($p: ID!) { auditTrail(first: 10, where: {planId: $p}) { totalCount } }"
    assert narrow.data(trail, p=plan)["auditTrail"]["totalCount"] == 0
    assert asker(town, "inspector").data(trail, p=plan)["auditTrail"]["totalCount"] > 0


def test_b1_a_role_limited_to_units_reaches_who_is_in_them_and_nothing_else(town: Town) -> None:
    """The administrator of one unit neither governs the agency nor makes himself who does."""
    from kinerja.application.agency import GrantRole
    from kinerja.application.evaluations import OpenEvaluation
    from kinerja.domain.refusals import Refused
    from tests.people import LETTER, LONG_AGO

    offices.unit(town, "OTHER")
    for place, (who, unit) in enumerate((("here", "ROOT"), ("elsewhere", "OTHER"))):
        town.register(who, f"Pengelola {who}", f"19800101200501107{place}")
        town.grant(who, Role.PERFORMANCE_ADMINISTRATOR, (town.named("OrgUnit", unit),))
    town.draft()
    town.approve()
    opening = OpenEvaluation(plan_id=town.plan(), window="2025-Q1")
    granting = GrantRole(
        holder_id=town.ids["here"], role=Role.PERFORMANCE_ADMINISTRATOR, starts_on=LONG_AGO, letter=LETTER
    )
    for who, command in (("elsewhere", opening), ("elsewhere", granting), ("here", granting)):
        with pytest.raises(Refused) as refused:
            town.give(command, who, f"{who} {command.action}")
        assert refused.value.refusals[0].rule.id == "H6.1"
    town.give(opening, "here", "opened within the scope")
    for who in ("here", "elsewhere"):
        assert asker(town, who).data(PLANS)["plans"]["totalCount"] == 0
        assert asker(town, who).data("{ viewer { roles } }") == {"viewer": {"roles": []}}


def test_b1_who_acts_for_his_own_superior_is_judged_one_level_higher(town: Town) -> None:
    """The officer's post falls vacant, the member acts in it: the head judges the member, the member not himself."""
    from datetime import date

    from kinerja.application.organisation import EndAssignment
    from kinerja.domain.vocabulary import AssignmentKind

    town.draft()
    end = EndAssignment(
        position_id=town.named("Position", "OFFICER"),
        assignment_id=town.ids["assignment-officer"],
        last_day=date(2025, 5, 4),
    )
    town.give(end, "admin", "officer-leaves")
    town.assign("member", "OFFICER", "acting", AssignmentKind.ACTING)
    town.approve(by="head")
    assert (
        asker(town, "head").data("{ viewer { appraises } plans(first: 5) { totalCount } }")["plans"]["totalCount"]
        == 1
    )
    town.draft("second")
    town.approve("second", by="member")  # acting, he judges the others of the post


def test_b1_below_who_acts_the_superior_reads_as_the_reviewing_officer(town: Town) -> None:
    """The officer's post is held by nobody but an acting official: the staff is his to judge, not the head's."""
    from datetime import date

    from kinerja.application.organisation import EndAssignment
    from kinerja.domain.vocabulary import AssignmentKind

    end = EndAssignment(
        position_id=town.named("Position", "OFFICER"),
        assignment_id=town.ids["assignment-officer"],
        last_day=date(2025, 5, 4),
    )
    town.give(end, "admin", "officer-leaves")
    town.assign("second", "OFFICER", "acting", AssignmentKind.ACTING)
    town.draft()
    town.approve(by="second")
    for month in ("2025-01", "2025-02", "2025-03"):
        town.report(month, "105")
    town.open("2025-Q1")
    town.rate_behavior("2025-Q1", "member", RatingLevel.ABOVE)
    town.rate_behavior("2025-Q1", "second", RatingLevel.MEETS)
    town.judge("2025-Q1", RatingLevel.ABOVE, RatingLevel.MEETS, by="second")

    def predicate(who: str) -> Any:
        (evaluation,) = asker(town, who).data(EVALUATION)["evaluations"]["nodes"]
        return evaluation["predicate"]

    assert (predicate("second"), predicate("head")) == ("GOOD", None)
    town.deliver("2025-Q1", by="second")
    assert predicate("head") == "GOOD"


def test_b1_who_acts_beside_another_is_not_judged_by_him(town: Town) -> None:
    """Two act in the officer's post: the one whose own post is below it is judged by the head alone."""
    from datetime import date

    from kinerja.application.organisation import EndAssignment
    from kinerja.domain.vocabulary import AssignmentKind

    end = EndAssignment(
        position_id=town.named("Position", "OFFICER"),
        assignment_id=town.ids["assignment-officer"],
        last_day=date(2025, 5, 4),
    )
    town.give(end, "admin", "officer-leaves")
    town.assign("member", "OFFICER", "acting", AssignmentKind.ACTING)
    town.assign("second", "OFFICER", "acting-too", AssignmentKind.ACTING)
    town.draft()
    for who, seen in (("second", 0), ("head", 1), ("member", 1)):
        assert asker(town, who).data(PLANS)["plans"]["totalCount"] == seen, who


@pytest.mark.parametrize("who", ["second", "head", "admin", "inspector"])
def test_b3_only_the_appraising_officer_approves(drafted: Town, who: str) -> None:
    from kinerja.application.plans import ApprovePlan, SubmitPlan
    from kinerja.domain.refusals import Refused

    drafted.give(SubmitPlan(plan_id=drafted.plan()), "member", "submit")
    with pytest.raises(Refused) as refused:
        drafted.give(ApprovePlan(plan_id=drafted.plan()), who, f"approve-{who}")
    assert refused.value.refusals[0].rule.id == "H6.1"


def test_who_may_not_learns_no_version(drafted: Town) -> None:
    from kinerja.application.plans import ApprovePlan
    from kinerja.domain.refusals import Refused

    with pytest.raises(Refused) as refused:
        drafted.give(ApprovePlan(plan_id=drafted.plan()), "second", "peek", expected_version=1)
    assert refused.value.refusals[0].rule.id == "H6.1"


def test_h12_a_receipt_is_for_who_gave_the_command(drafted: Town) -> None:
    query = "query Q($id: UUID!) { receipt(commandId: $id) { position hash } }"
    command_id = str(drafted.command_id("draft-member"))
    assert asker(drafted, "member").data(query, id=command_id)["receipt"] is not None
    for who in ("second", "officer", None):
        assert asker(drafted, who).data(query, id=command_id)["receipt"] is None
    assert asker(drafted, "member").data(query, id=str(uuid4()))["receipt"] is None


def test_a_leaders_result_is_read_by_whom_it_is_supported_by_and_nothing_else_of_his_plan(town: Town) -> None:
    from decimal import Decimal

    from kinerja.application.plan_inputs import ResultInput
    from kinerja.application.plans import AddWorkResult
    from kinerja.domain.plan_vocabulary import WorkResultKind

    town.draft("officer", title="Layanan membaik")
    town.draft("member")
    supporting = ResultInput(
        kind=WorkResultKind.ADDITIONAL,
        title="Mendukung pimpinan",
        weight=Decimal(0),
        supports_plan_id=town.plan("officer"),
        supports_result_id=town.result("officer"),
    )
    town.give(AddWorkResult(plan_id=town.plan(), result=supporting), "member", "support")
    query = (
        "{ plans(first: 5) { nodes { results { title supportedResult { title plan { id } targets { amount } } } } } }"
    )
    (plan,) = asker(town, "member").data(query)["plans"]["nodes"]
    supported: dict[str, Any] = plan["results"][1]["supportedResult"]
    assert supported == {"title": "Layanan membaik", "plan": None, "targets": None}


def test_a_token_of_one_agency_reads_and_writes_nothing_in_another(town: Town) -> None:
    other = Town(town.service, agency="LAIN").found()
    plan = str(GlobalId("PerformancePlan", "TST", town.plan()))
    stranger = Asker(town.service, "LAIN", town.ids["admin"])  # the administrator of TST, in LAIN
    data = stranger.data("query Q($id: ID!) { node(id: $id) { id } viewer { roles employee { name } } }", id=plan)
    assert data == {"node": None, "viewer": {"roles": [], "employee": None}}
    own = Asker(town.service, "LAIN", other.ids["admin"])
    assert own.data("{ viewer { roles } }")["viewer"]["roles"] == ["PERFORMANCE_ADMINISTRATOR"]
    assert own.data("{ employees(first: 100) { totalCount } }")["employees"]["totalCount"] == 6
