"""Targets that are shared across units: who may, who sees, what is realised (B7)."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plan_revision import RevisedTarget, RevisePlan
from kinerja.application.plan_revision_proposals import AnswerPlanRevision, DecidePlanRevision, ProposePlanRevision
from kinerja.application.progress import RealizationInput, ReportProgress
from kinerja.application.receipts import Receipt
from kinerja.application.shared_targets import AcceptShare, ShareInput, ShareTarget
from kinerja.domain.ids import made_by, shared_target_id
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import Aspect, Disposition, PositionKind
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.graphql.test_roll_up import define
from tests.offices import add, adding, begin, post, result_of, target_of, unit
from tests.people import Town

SHARED = """query Q($day: Date) { sharedTargets(first: 5, validOn: $day) { nodes {
  id amount difference newestVersion plan { id } unit { code } result { title } indicator { code }
  inForce { number shares { place } }
  versions { number effectiveOn endsBefore amount reason decidedBy { name }
    shares { unit { code } plan { id } share amount heldBy { id } acceptedAt acceptedBy { name } planned realized } }
} } }"""


def of(town: Town, kind: str, id: UUID) -> str:
    return str(GlobalId(kind, town.agency, id))


def asker(town: Town, who: str | None) -> Asker:
    return Asker(town.service, town.agency, town.ids[who] if who else None)


def asked(town: Town, who: str | None, **variables: Any) -> list[Any]:
    found: list[Any] = asker(town, who).data(SHARED, **variables)["sharedTargets"]["nodes"]
    return found


@pytest.fixture
def offices(town: Town) -> Town:
    """The officer's target of 1,200 in the root; two offices beside each other, each with a head and a plan."""
    for code, who in (("DINAS-A", "ani"), ("DINAS-B", "budi")):
        unit(town, code)
        post(town, who, code, "HEAD", PositionKind.HIGH_LEADERSHIP)
    begin(town, "officer")
    add(town, "officer", "A", "100", ("IND", "1200"))
    town.approve("officer", "head")
    for who in ("ani", "budi"):
        begin(town, who)
    return town


def sharing(
    town: Town, *shares: ShareInput, on: date = date(2025, 1, 1), reason: str | None = None
) -> ShareTarget:  # fmt: skip
    return ShareTarget(
        plan_id=town.plan("officer"), target_id=target_of(town, "officer", "A"), effective_on=on, shares=shares,
        reason=reason,
    )  # fmt: skip


def between(town: Town, first: str, second: str) -> tuple[ShareInput, ShareInput]:
    """Percents for Ani's plan and for whatever plan of Budi's office."""
    return (
        ShareInput(plan_id=town.plan("ani"), share=Decimal(first)),
        ShareInput(unit_id=town.named("OrgUnit", "DINAS-B"), share=Decimal(second)),
    )


def share(town: Town, key: str = "share", by: str = "officer", **more: Any) -> Receipt:
    return town.give(sharing(town, *between(town, "60", "40"), **more), by, key)


def of_indicator(town: Town, amount: str) -> TargetInput:
    return TargetInput(indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(amount))


def accept(town: Town, who: str, by: str | None = None) -> Receipt:
    id = shared_target_id(town.agency, target_of(town, "officer", "A"))
    command = AcceptShare(shared_target_id=id, plan_id=town.plan(who))
    return town.give(command, by or who, f"accept-{who}-{by}")


def refused(town: Town, *given: Any) -> list[str]:
    with pytest.raises(Refused) as found:
        town.give(*given)
    return [refusal.rule.id for refusal in found.value.refusals]


def test_b7_the_owner_shares_and_each_holder_accepts(offices: Town) -> None:
    share(offices)
    accept(offices, "ani")
    accept(offices, "budi", by="head")
    (shared,) = asked(offices, "officer")
    assert (shared["amount"], shared["difference"], shared["newestVersion"]) == ("1200", "0", 1)
    (version,) = shared["versions"]
    assert [each["share"] for each in version["shares"]] == ["60", "40"]
    assert [each["amount"] for each in version["shares"]] == ["720", "480"]
    assert [each["unit"]["code"] for each in version["shares"]] == ["DINAS-A", "DINAS-B"]
    assert [each["acceptedBy"]["name"] for each in version["shares"]] == ["Pegawai ani", "Pegawai head"]
    (seen,) = asked(offices, "head")
    plans = [of(offices, "PerformancePlan", offices.plan(who)) for who in ("ani", "budi")]
    assert [each["heldBy"]["id"] for each in seen["versions"][0]["shares"]] == plans


def test_b7_a_holder_sees_the_whole_sharing_and_of_the_owners_plan_no_more(offices: Town) -> None:
    share(offices)
    for who in ("ani", "budi"):
        (shared,) = asked(offices, who)
        assert (shared["plan"], shared["result"], shared["indicator"]) == (None, None, {"code": "IND"})
        assert [each["amount"] for each in shared["versions"][0]["shares"]] == ["720", "480"]


def test_b7_who_may_accept_a_share_learns_nothing_of_what_others_do_with_theirs(offices: Town) -> None:
    share(offices)
    accept(offices, "ani")

    def of_ani(who: str) -> Any:
        (shared,) = asked(offices, who)
        return shared["versions"][0]["shares"][0]

    assert (of_ani("budi")["amount"], of_ani("budi")["acceptedBy"]) == ("720", None)
    assert of_ani("ani")["acceptedBy"] == {"name": "Pegawai ani"}
    accept(offices, "budi")
    assert of_ani("budi")["acceptedBy"] == {"name": "Pegawai ani"}, "who holds one of them sees all"


@pytest.mark.parametrize(("who", "seen"), [("head", 1), ("admin", 1), ("inspector", 1), ("member", 0), (None, 0)])
def test_b7_a_shared_target_is_for_holders_and_those_who_read_the_plan(
    offices: Town, who: str | None, seen: int
) -> None:
    share(offices)
    assert len(asked(offices, who)) == seen


@pytest.mark.parametrize("by", ["ani", "admin", "member"])
def test_b7_a_target_is_shared_by_nobody_but_its_owner_and_his_officer(offices: Town, by: str) -> None:
    assert refused(offices, sharing(offices, *between(offices, "60", "40")), by, "share") == ["H6.1"]
    assert share(offices, by="head").facts == 1


@pytest.mark.parametrize("by", ["officer", "budi", "admin"])
def test_b7_a_share_is_accepted_by_nobody_but_its_holder_and_his_officer(offices: Town, by: str) -> None:
    share(offices)
    command = AcceptShare(
        shared_target_id=shared_target_id(offices.agency, target_of(offices, "officer", "A")),
        plan_id=offices.plan("ani"),
    )
    assert refused(offices, command, by, "accept") == ["H6.1"]


def test_b7_13_a_unit_is_spoken_for_by_its_head_or_by_the_officer_of_the_plan(offices: Town) -> None:
    post(offices, "citra", "DINAS-B", "BUDI")
    post(offices, "dian", "DINAS-B", "HEAD")
    for who in ("citra", "dian"):
        begin(offices, who)
    share(offices)
    id = shared_target_id(offices.agency, target_of(offices, "officer", "A"))
    beside = AcceptShare(shared_target_id=id, plan_id=offices.plan("dian"))
    assert refused(offices, beside, "dian", "beside") == ["B7.13"], "a functional official leads no unit"
    command = AcceptShare(shared_target_id=id, plan_id=offices.plan("citra"))
    assert refused(offices, command, "citra", "own") == ["B7.13"], "a member of the unit alone"
    assert offices.give(command, "budi", "officer").facts == 1
    late = AcceptShare(shared_target_id=id, plan_id=offices.plan("budi"))
    assert refused(offices, late, "budi", "late") == ["B7.8"]


def test_b7_1_the_difference_is_named_to_the_last_digit(offices: Town) -> None:
    mutation = """mutation M($input: ShareTargetInput!) { shareTarget(input: $input) {
      receipt { position } userErrors { rule message path } sharedTarget { id } } }"""
    given = {
        "commandId": str(offices.command_id("wrong")),
        "planId": of(offices, "PerformancePlan", offices.plan("officer")),
        "targetId": of(offices, "Target", target_of(offices, "officer", "A")),
        "effectiveOn": "2025-01-01",
        "shares": [
            {"planId": of(offices, "PerformancePlan", offices.plan("ani")), "share": "60"},
            {"unitId": of(offices, "OrgUnit", offices.named("OrgUnit", "DINAS-B")), "share": "39.9999999999"},
        ],
    }
    answer = asker(offices, "officer").data(mutation, input=given)["shareTarget"]
    assert answer == {
        "receipt": {"position": None},
        "sharedTarget": None,
        "userErrors": [
            {
                "rule": "B7.1",
                "path": ["shares"],
                "message": "The shares sum to 99.9999999999 percent, not to 100; the difference is -0.0000000001.",
            }
        ],
    }


def test_b7_a_change_is_a_new_sharing_and_the_earlier_one_stays(offices: Town) -> None:
    share(offices)
    accept(offices, "ani")
    moved = sharing(offices, *between(offices, "55.5", "44.5"), on=date(2025, 7, 1), reason="beban kerja bergeser")
    offices.give(moved, "officer", "moved")
    (shared,) = asked(offices, "officer", day="2025-06-30")
    assert shared["inForce"]["number"] == 1
    assert asked(offices, "officer", day="2025-07-01")[0]["inForce"]["number"] == 2
    first, second = shared["versions"]
    assert (first["endsBefore"], second["effectiveOn"], second["reason"]) == (
        "2025-07-01", "2025-07-01", "beban kerja bergeser",
    )  # fmt: skip
    assert [each["amount"] for each in second["shares"]] == ["666", "534"]
    assert [each["acceptedAt"] is not None for each in first["shares"]] == [True, False]
    assert [each["acceptedAt"] for each in second["shares"]] == [None, None], "another amount is accepted anew"


def test_b7_6_a_change_without_a_reason_is_refused(offices: Town) -> None:
    share(offices)
    moved = sharing(offices, *between(offices, "50", "50"), on=date(2025, 7, 1))
    assert refused(offices, moved, "officer", "moved") == ["B7.6"]


def test_b7_what_the_holders_plan_realises_stands_beside_its_share(offices: Town) -> None:
    share(offices)
    add(offices, "ani", "A", "100", ("IND", "720"), supports=("officer", "A"))
    offices.approve("ani", "head")
    accept(offices, "ani")
    for month, amount in (("2025-01", "50.5"), ("2025-02", "61")):
        line = RealizationInput(target_id=target_of(offices, "ani", "A"), amount=Decimal(amount))
        command = ReportProgress(plan_id=offices.plan("ani"), month=month, lines=(line,))
        offices.give(command, "ani", f"report-{month}")
    (unheld,) = asked(offices, "budi")
    assert unheld["versions"][0]["shares"][0]["realized"] is None, "who may only accept a share"
    (shared,) = asked(offices, "officer")
    held, open_ = shared["versions"][0]["shares"]
    assert (held["planned"], held["realized"]) == ("720", "111.5")
    assert (open_["planned"], open_["realized"]) == (None, None), "nobody holds it: absent, not 0"


def test_b7_a_revised_target_shows_by_how_much_the_sharing_is_off(offices: Town) -> None:
    share(offices)
    target = of_indicator(offices, "1500")
    line = RevisedTarget(
        target_id=target_of(offices, "officer", "A"), result_id=result_of(offices, "officer", "A"), target=target
    )
    revision = RevisePlan(
        plan_id=offices.plan("officer"), effective_on=date(2025, 7, 1), set_targets=(line,), reason="anggaran",
        legal_basis="SK 1",
    )  # fmt: skip
    offices.give(revision, "head", "revise")
    assert asked(offices, "officer")[0]["difference"] == "-300"
    share(offices, "anew", on=date(2025, 7, 1), reason="naik")
    (shared,) = asked(offices, "officer")
    assert (shared["amount"], shared["difference"]) == ("1500", "0")


def test_b7_4_a_mean_is_not_divided(offices: Town) -> None:
    define(offices, "RATA", cumulative=False)
    begin(offices, "member")
    add(offices, "member", "A", "100", ("RATA", "5"))
    offices.approve()
    command = ShareTarget(
        plan_id=offices.plan(), target_id=target_of(offices, "member", "A"), effective_on=date(2025, 1, 1),
        shares=between(offices, "60", "40"),
    )  # fmt: skip
    assert refused(offices, command, "member", "mean") == ["B7.4"]


def test_b7_10_a_target_of_the_plan_is_shared_and_no_other(offices: Town) -> None:
    command = ShareTarget(
        plan_id=offices.plan("officer"), target_id=UUID(int=1), effective_on=date(2025, 1, 1),
        shares=between(offices, "60", "40"),
    )  # fmt: skip
    assert refused(offices, command, "officer", "unknown") == ["B7.10"]


def test_b7_a_draft_is_not_shared(offices: Town) -> None:
    add(offices, "ani", "A", "100", ("IND", "720"))
    command = ShareTarget(
        plan_id=offices.plan("ani"), target_id=target_of(offices, "ani", "A"), effective_on=date(2025, 1, 1),
        shares=between(offices, "60", "40"),
    )  # fmt: skip
    assert refused(offices, command, "ani", "draft") == ["B3.10"]


def test_b5_1_who_holds_a_share_may_support_the_result_across_units(offices: Town) -> None:
    across = adding(offices, "ani", "10", ("IND", "100"), supports=("officer", "A"))
    assert refused(offices, across, "ani", "before") == ["B5.1"], "the officer is beside, not above"
    share(offices)
    assert offices.give(across, "ani", "after").facts
    (shared,) = asked(offices, "ani")
    assert shared["result"]["title"] == "Hasil officer", "which is now the leader's result of an own one"


def test_b5_1_an_adopted_revision_adds_what_supports_a_result_only_while_it_may(offices: Town) -> None:
    """The target was shared with Ani when she proposed it, and is shared with others once it is to be adopted."""
    add(offices, "ani", "A", "100", ("IND", "720"))
    offices.approve("ani", "head")
    share(offices)
    extra = ResultInput(
        kind=WorkResultKind.ADDITIONAL, title="Antar dinas", weight=Decimal(0),
        targets=(of_indicator(offices, "10"),),
        supports_plan_id=offices.plan("officer"), supports_result_id=result_of(offices, "officer", "A"),
    )  # fmt: skip
    proposing = ProposePlanRevision(
        plan_id=offices.plan("ani"), effective_on=date(2025, 7, 1), add_results=(extra,), reason="anggaran",
        legal_basis="SK 1",
    )  # fmt: skip
    offices.give(proposing, "ani", "propose")
    proposal = made_by(offices.command_id("propose"), "proposal")
    agreeing = AnswerPlanRevision(proposal_id=proposal, owner_plan_id=offices.plan("officer"), agreed=True)
    offices.give(agreeing, "officer", "agree")
    others = (
        ShareInput(plan_id=offices.plan("budi"), share=Decimal(60)),
        ShareInput(unit_id=offices.named("OrgUnit", "ROOT"), share=Decimal(40)),
    )
    offices.give(sharing(offices, *others, on=date(2025, 6, 1), reason="beban bergeser"), "officer", "withdrawn")
    adopting = DecidePlanRevision(proposal_id=proposal, disposition=Disposition.ADOPTED)
    assert refused(offices, adopting, "head", "adopt") == ["B5.1"]
    again = sharing(offices, *between(offices, "60", "40"), on=date(2025, 7, 1), reason="kembali")
    offices.give(again, "officer", "again")
    assert offices.give(adopting, "head", "adopt").facts == 2


def test_b7_open_shares_of_a_unit_are_one_query(offices: Town) -> None:
    share(offices)
    query = """query Q($unit: ID!) { targetShares(first: 5, where: {unitId: $unit, open: true, newest: true}) {
      nodes { amount sharedTarget { indicator { code } } } } }"""
    office = of(offices, "OrgUnit", offices.named("OrgUnit", "DINAS-B"))
    found = asker(offices, "budi").data(query, unit=office)["targetShares"]["nodes"]
    assert found == [{"amount": "480", "sharedTarget": {"indicator": {"code": "IND"}}}]
    accept(offices, "budi")
    assert asker(offices, "budi").data(query, unit=office)["targetShares"]["nodes"] == []
