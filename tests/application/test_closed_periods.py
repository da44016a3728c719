"""Every command about a plan, given once its period is closed (B2)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import pytest

from kinerja.application import (
    accomplishments,
    collecting,
    daily_progress,
    dialogues,
    evaluations,
    evidence,
    feedback,
    feedback_requests,
    plan_closing,
    plan_revision,
    plan_revision_proposals,
    plan_templates,
    plans,
    progress,
    ratings,
    report_drafts,
    shared_targets,
)
from kinerja.application.commands import Command
from kinerja.application.periods import ClosePeriod
from kinerja.application.plan_cohorts import DraftPlansFromTemplate
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.ids import evidence_id, made_by, shared_target_id
from kinerja.domain.plan_vocabulary import AccomplishmentKind, AnnexPart, ClosingCause, DialogueTopic, WorkResultKind
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import Aspect, CoreValue, Disposition, RatingLevel, Relation
from kinerja.graphql.schema import CAPABILITIES
from tests.people import Town

_ABOUT_A_PLAN = {
    "plan_id", "evaluation_id", "accomplishment_id", "dialogue_id", "evidence_id", "shared_target_id", "period_id",
    "proposal_id",
}  # fmt: skip
NOT_OF_A_PLAN = {
    "closePeriod": "it closes the period",
    "reopenPeriod": "it opens the period again",
    "decideIndicatorProposal": "the proposal is of an indicator",
    "proposeIndicatorChange": "it is about an indicator; the plan says that it measures whoever proposes",
}
RECORDED = {
    "acknowledgeDialogue": "rectification is never exempt (domain 7): what one sees otherwise stands beside it",
    "withdrawEvidence": "rectification is never exempt (domain 7): it stays visible as withdrawn",
}
FINISHED = {
    "openRatingCollection": ["E1.5"],
    "saveRating": ["E1.5"],
    "finalizeRating": ["E1.5"],
    "rateEvaluation": ["E1.5"],
    "deliverEvaluation": [],
    "acceptEvaluation": [],
}
"""A period is closed once its evaluations are finished (B2.9): these find everything done, and record nothing."""


class Given(NamedTuple):
    """A command and who gives it."""

    by: str
    command: Command


@pytest.fixture
def closed(town: Town) -> Town:
    """The first quarter of the member judged, with something of every kind; then the period is closed."""
    town.first_quarter()
    town.draft("second")
    target = TargetInput(indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(90))
    added = ResultInput(kind=WorkResultKind.ADDITIONAL, title="Lembur", weight=Decimal(0), targets=(target,))
    about = DialogueTopic.PROGRESS
    for key, command in {
        "dialogue": dialogues.RecordDialogue(
            plan_id=town.plan(), held_on=date(2025, 3, 3), topic=about, summary="antrean"
        ),
        "accomplishment": accomplishments.RecordAccomplishment(
            plan_id=town.plan(), kind=AccomplishmentKind.ACCOMPLISHMENT, happened_on=date(2025, 3, 3),
            title="prestasi", text="uraian",
        ),
        "proposal": plan_revision_proposals.ProposePlanRevision(
            plan_id=town.plan(), effective_on=date(2025, 7, 1), add_results=(added,), reason="tambahan",
            legal_basis="SK 1",
        ),
        "share": sharing(town),
        "template": defining(target),
    }.items():  # fmt: skip
        town.give(command, "admin" if key == "template" else "member", key)
    town.give(attaching(town), "member", "evidence")
    town.service.clock.now = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)  # type: ignore[attr-defined]  # the test's own clock
    town.give(ClosePeriod(period_id=town.named("Period", "2025")), "admin", "close")
    return town


def defining(target: TargetInput) -> Command:
    result = plan_templates.TemplateResultInput(
        kind=WorkResultKind.PRIMARY, title="Dilayani", weight=Decimal(100), targets=(target,)
    )
    return plan_templates.DefinePlanTemplate(code="T", title="Templat", results=(result,))


def sharing(town: Town) -> Command:
    return shared_targets.ShareTarget(
        plan_id=town.plan(),
        target_id=town.target(),
        effective_on=date(2025, 1, 1),
        shares=tuple(
            shared_targets.ShareInput(
                plan_id=town.plan("second") if place else None,
                unit_id=None if place else town.named("OrgUnit", "ROOT"),
                share=Decimal(50),
            )
            for place in (0, 1)
        ),
        reason="bersama",
    )


def made(town: Town, what: str) -> UUID:
    return made_by(town.command_id(what), what)


def attaching(town: Town) -> Command:
    return evidence.AttachEvidence(
        accomplishment_id=made(town, "accomplishment"), title="foto", link="https://arsip.example.go.id/1"
    )


def given_by(town: Town) -> list[Given]:
    """Each command about a plan, by somebody who may give it."""
    plan, other, period = town.plan(), town.plan("second"), town.named("Period", "2025")
    position, template = town.named("Position", "MEMBER"), town.named("PlanTemplate", "T")
    month: dict[str, Any] = {"plan_id": plan, "month": "2025-04"}
    why: dict[str, Any] = {"reason": "perlu"}
    line = progress.RealizationInput(target_id=town.target(), amount=Decimal(5))
    target = TargetInput(indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(90))
    result = ResultInput(kind=WorkResultKind.ADDITIONAL, title="Lembur", weight=Decimal(0), targets=(target,))
    revision: dict[str, Any] = {
        "plan_id": plan, "effective_on": date(2025, 7, 1), "add_results": (result,), "legal_basis": "SK 1", **why
    }  # fmt: skip
    proposal, evaluation = made(town, "proposal"), town.evaluation("2025-Q1")
    accomplishment = made(town, "accomplishment")
    entry: dict[str, Any] = {"plan_id": plan, "day": date(2025, 4, 1), "activity": "loket"}
    judged = town.service.logs.of(town.agency).load(Evaluation, evaluation).content_hash or ""
    own = [
        plans.AddWorkResult(plan_id=other, result=result),
        plans.RemoveWorkResult(plan_id=other, result_id=town.result("second")),
        plans.RemoveTarget(plan_id=other, target_id=town.target("second")),
        plans.SetTarget(plan_id=other, result_id=town.result("second"), target=target),
        plans.SetPlanAnnex(plan_id=other, part=AnnexPart.RESOURCES, content="petugas"),
        plans.SubmitPlan(plan_id=other),
        plan_revision_proposals.AnswerPlanRevision(proposal_id=proposal, owner_plan_id=other, agreed=True),
    ]
    member = [
        plans.DraftPlan(position_id=position, assignment_id=town.ids["assignment-member"], period_id=period),
        plan_revision_proposals.ProposePlanRevision(**revision),
        dialogues.RecordDialogue(
            plan_id=plan, held_on=date(2025, 4, 1), topic=DialogueTopic.PROGRESS, summary="kemajuan"
        ),
        sharing(town),
        progress.ReportProgress(**month, lines=(line,)),
        report_drafts.SaveReport(**month, lines=(line,)),
        report_drafts.SubmitReport(**month),
        daily_progress.RecordDailyProgress(**entry),
        daily_progress.CorrectDailyProgress(**entry, entry_id=made(town, "entry"), **why),
        feedback_requests.RequestFeedback(
            plan_id=plan, asked_id=town.ids["second"], value=CoreValue.LOYAL, due_on=town.service.clock().date()
        ),
        accomplishments.RecordAccomplishment(
            plan_id=plan, kind=AccomplishmentKind.ACCOMPLISHMENT, happened_on=date(2025, 4, 1), title="a", text="b"
        ),
        attaching(town),
        evidence.WithdrawEvidence(evidence_id=evidence_id(town.agency, accomplishment, 1), **why),
        evaluations.AcceptEvaluation(evaluation_id=evaluation, expected_content_hash=judged),
    ]
    officer = [
        plans.SetBehaviorExpectation(plan_id=other, value=CoreValue.LOYAL, expectation="setia"),
        plans.ReturnPlan(plan_id=other, **why),
        plans.ApprovePlan(plan_id=other),
        plan_revision.RevisePlan(**revision),
        plan_revision_proposals.DecidePlanRevision(proposal_id=proposal, disposition=Disposition.ADOPTED, **why),
        dialogues.AcknowledgeDialogue(dialogue_id=made(town, "dialogue"), remark="sesuai"),
        shared_targets.AcceptShare(shared_target_id=shared_target_id(town.agency, town.target()), plan_id=other),
        progress.ReturnReport(plan_id=plan, month="2025-03", **why),
        progress.VerifyReport(plan_id=plan, month="2025-03"),
        accomplishments.AcknowledgeAccomplishment(accomplishment_id=accomplishment),
        accomplishments.DeclineAccomplishment(accomplishment_id=accomplishment, **why),
        feedback.GiveFeedback(plan_id=plan, value=CoreValue.LOYAL, text="baik"),
        evaluations.OpenEvaluation(plan_id=plan, window="2025-Q1"),
        collecting.OpenRatingCollection(
            evaluation_id=evaluation, relations=(Relation.PEER,), closes_on=date(2026, 1, 9)
        ),
        ratings.SaveRating(evaluation_id=evaluation, levels=()),
        ratings.FinalizeRating(evaluation_id=evaluation),
        evaluations.RateEvaluation(
            evaluation_id=evaluation, results_rating=RatingLevel.BELOW, behavior_rating=RatingLevel.BELOW, **why
        ),
        evaluations.DeliverEvaluation(evaluation_id=evaluation),
    ]
    admin = [
        plan_closing.ClosePlan(plan_id=plan, closed_on=date(2025, 6, 30), cause=ClosingCause.RETIRED, **why),
        plan_templates.DraftPlanFromTemplate(template_id=template, position_id=position, period_id=period),
        DraftPlansFromTemplate(template_id=template, period_id=period, position_ids=(position,)),
    ]
    return [
        Given(by, command)
        for by, commands in {"second": own, "member": member, "officer": officer, "admin": admin}.items()
        for command in commands
    ]


def outcome(town: Town, given: Given) -> list[str] | int:
    """The rules that refuse a command, else how many facts it recorded."""
    try:
        return town.give(given.command, given.by, f"after-{given.command.action}").facts
    except Refused as refused:
        return [refusal.rule.id for refusal in refused.refusals]


def expected(action: str) -> list[str] | int:
    if action in RECORDED:
        return 1
    return (FINISHED[action] or 0) if action in FINISHED else ["B2.8"]


def test_b2_8_every_command_about_a_plan_is_refused_in_a_closed_period(closed: Town) -> None:
    outcomes = {given.command.action: outcome(closed, given) for given in given_by(closed)}
    assert outcomes == {action: expected(action) for action in outcomes}


def test_b2_8_every_command_about_a_plan_is_tried(town: Town) -> None:
    town.draft()
    town.draft("second")
    known = {
        mutation.command.action
        for module in CAPABILITIES
        for mutation in module.MUTATIONS
        if _ABOUT_A_PLAN & set(mutation.command.__struct_fields__)
    }
    tried = {given.command.action for given in given_by(town)}
    assert tried == known - set(NOT_OF_A_PLAN)
