"""A plan that no longer has one of its targets, as it is read (B3, B8)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kinerja.application.plan_revision import RevisedTarget, RevisePlan
from kinerja.application.plan_revision_proposals import ProposePlanRevision
from kinerja.application.shared_targets import AcceptShare, ShareInput, ShareTarget
from kinerja.domain.ids import made_by, shared_target_id
from tests.graphql.test_plan_revisions import WHY, asker, cascade, rules, target_of
from tests.graphql.test_plans import gid, give
from tests.people import Town

__all__ = ["cascade"]

READINGS = "results { targets { amount effectiveOn endsBefore isNewest achievement { through } } }"
LINES = "lines { kind targetId indicator { code } amount result { id } }"


@pytest.fixture
def two(town: Town) -> Town:
    """The member's one result has two targets, the second from May on."""
    town.draft()
    town.approve()
    widen(town)
    return town


def widen(town: Town) -> None:
    line = RevisedTarget(result_id=town.result(), target=target_of(town, "90"))
    command = RevisePlan(
        plan_id=town.plan(), effective_on=date(2025, 5, 1), set_targets=(line,), reason="tambahan", legal_basis="SK 1"
    )
    town.give(command, "officer", "widen")


def dropping(town: Town, on: str = "2025-07-01") -> dict[str, Any]:
    target = gid(town, "Target", made_by(town.command_id("widen"), "set-0"))
    return {
        "planId": gid(town, "PerformancePlan", town.plan()), "effectiveOn": on, "removeTargets": [target], **WHY,
    }  # fmt: skip


def test_b8_a_target_is_dropped_from_a_day_on_and_is_reported_on_until_then(two: Town) -> None:
    plan = give(asker(two, "officer"), "revisePlan", f"plan {{ newestVersion {READINGS} }}", dropping(two))["plan"]
    first, second = plan["results"][0]["targets"]
    assert (plan["newestVersion"], first["endsBefore"], first["isNewest"]) == (3, None, True)
    assert second == {
        "amount": "90", "effectiveOn": "2025-05-01", "endsBefore": "2025-07-01", "isNewest": False,
        "achievement": None,
    }  # fmt: skip
    again = give(asker(two, "officer"), "revisePlan", "plan { id }", dropping(two, "2025-08-01"))
    assert again["userErrors"] == [{"rule": "B3.18", "path": ["removeTargets", "0"]}]


def test_b8_a_month_after_it_was_dropped_is_reported_without_the_target(two: Town) -> None:
    give(asker(two, "officer"), "revisePlan", "plan { id }", dropping(two, "2025-06-01"))
    first, second = two.target(), made_by(two.command_id("widen"), "set-0")
    plan = {"planId": gid(two, "PerformancePlan", two.plan())}
    wanted = [("2025-05", [first, second], []), ("2025-06", [first, second], ["C1.3"]), ("2025-06", [first], [])]
    two.service.clock.now = datetime(2025, 7, 1, 2, tzinfo=UTC)  # type: ignore[attr-defined]  # the test's own clock
    for month, told, refused in wanted:
        lines = [{"targetId": gid(two, "Target", id), "amount": "5"} for id in told]
        given = {**plan, "month": month, "lines": lines}
        assert rules(give(asker(two, "member"), "reportProgress", "report { month }", given)) == refused, month


def test_b8_5_a_target_of_a_cascaded_result_is_dropped_by_a_proposal_that_its_owner_agreed_to(cascade: Town) -> None:
    proposal_of_widening(cascade)
    officer = asker(cascade, "officer")
    assert rules(give(officer, "revisePlan", "plan { id }", dropping(cascade))) == ["B8.5"]
    made = give(asker(cascade, "member"), "proposePlanRevision", f"proposal {{ id {LINES} }}", dropping(cascade))
    (line,) = made["proposal"]["lines"]
    assert line == {
        "kind": "TARGET_REMOVAL", "targetId": dropping(cascade)["removeTargets"][0], "indicator": {"code": "IND"},
        "amount": None, "result": {"id": gid(cascade, "WorkResult", cascade.result())},
    }  # fmt: skip
    adopt(cascade, made["proposal"]["id"])
    readings = "query Q($id: ID!) { node(id: $id) { ... on PerformancePlan { results { targets { endsBefore } } } } }"
    shown = officer.data(readings, id=gid(cascade, "PerformancePlan", cascade.plan()))["node"]["results"]
    assert shown == [{"targets": [{"endsBefore": None}, {"endsBefore": "2025-07-01"}]}]


def adopt(town: Town, proposal: str) -> None:
    """The head agrees and the officer adopts."""
    answer = {"proposalId": proposal, "ownerPlanId": gid(town, "PerformancePlan", town.plan("head")), "agreed": True}
    assert rules(give(asker(town, "head"), "answerPlanRevision", "proposal { id }", answer)) == []
    decision = {"proposalId": proposal, "disposition": "ADOPTED"}
    assert rules(give(asker(town, "officer"), "decidePlanRevision", "proposal { id }", decision)) == []


def proposal_of_widening(town: Town) -> None:
    """The second target comes by a proposal too."""
    line = RevisedTarget(result_id=town.result(), target=target_of(town, "90"))
    command = ProposePlanRevision(
        plan_id=town.plan(), effective_on=date(2025, 5, 1), set_targets=(line,), reason="tambahan", legal_basis="SK 1"
    )
    town.give(command, "member", "widen")
    adopt(town, gid(town, "PlanRevisionProposal", made_by(town.command_id("widen"), "proposal")))


def test_b8_12_a_target_whose_share_was_accepted_is_dropped_once_it_is_divided_anew(two: Town) -> None:
    two.draft("second")
    second = made_by(two.command_id("widen"), "set-0")

    def share(percent: int, on: date) -> None:
        parts = (
            ShareInput(plan_id=two.plan("second"), share=Decimal(percent)),
            ShareInput(unit_id=two.named("OrgUnit", "ROOT"), share=Decimal(100 - percent)),
        )
        command = ShareTarget(
            plan_id=two.plan(), target_id=second, effective_on=on, shares=parts, reason="beban bergeser"
        )
        two.give(command, "member", f"share-{percent}")

    share(60, date(2025, 5, 1))
    accepting = AcceptShare(shared_target_id=shared_target_id(two.agency, second), plan_id=two.plan("second"))
    two.give(accepting, "second", "accept")
    for who, name in (("officer", "revisePlan"), ("member", "proposePlanRevision")):
        refused = give(asker(two, who), name, "receipt { position }", dropping(two))
        assert refused["userErrors"] == [{"rule": "B8.12", "path": ["removeTargets", "0"]}]
        whole = dropping(two) | {"removeTargets": [], "removeResults": [gid(two, "WorkResult", two.result())]}
        refused = give(asker(two, who), name, "receipt { position }", whole)
        assert refused["userErrors"] == [{"rule": "B8.12", "path": ["removeResults", "0"]}], "with its result"
    share(50, date(2025, 6, 1))
    assert rules(give(asker(two, "officer"), "revisePlan", "plan { id }", dropping(two))) == []


def test_b3_a_target_is_taken_out_of_a_draft(town: Town) -> None:
    town.draft()
    given = {
        "planId": gid(town, "PerformancePlan", town.plan()), "targetId": gid(town, "Target", town.target()),
    }  # fmt: skip
    for who in ("second", "admin", "head"):
        assert rules(give(asker(town, who), "removeTarget", "plan { id }", given)) == ["H6.1"]
    left = give(asker(town, "member"), "removeTarget", "plan { version results { targets { amount } } }", given)
    assert left["plan"]["results"] == [{"targets": []}]
    again = give(asker(town, "officer"), "removeTarget", "plan { version }", given)
    assert (again["userErrors"], again["plan"]["version"]) == ([], left["plan"]["version"])
