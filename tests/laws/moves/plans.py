"""What becomes of plans beside their approval: dialogues, days, templates, proposed revisions, the end."""

from datetime import date
from decimal import Decimal

from kinerja.application.daily_progress import CorrectDailyProgress, RecordDailyProgress
from kinerja.application.dialogues import AcknowledgeDialogue, RecordDialogue
from kinerja.application.plan_closing import ClosePlan
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plan_revision import RevisedTarget, RevisePlan, SupportInput
from kinerja.application.plan_revision_proposals import AnswerPlanRevision, DecidePlanRevision, ProposePlanRevision
from kinerja.application.plan_templates import DefinePlanTemplate, DraftPlanFromTemplate, TemplateResultInput
from kinerja.application.plans import RemoveTarget, SetPlanAnnex, SetTarget
from kinerja.application.shared_targets import AcceptShare, ShareInput, ShareTarget
from kinerja.domain.ids import made_by, shared_target_id
from kinerja.domain.periods import last_of_month
from kinerja.domain.plan_templates import TemplateExpectation
from kinerja.domain.plan_vocabulary import AnnexPart, ClosingCause, DialogueTopic, WorkResultKind
from kinerja.domain.vocabulary import Aspect, CoreValue, Disposition
from tests.laws.moves.move import Given, Move
from tests.people import Town

KINDS = (
    "annex", "close", "propose_revision", "propose_support", "answer_revision", "decide_revision", "narrow",
    "dialogue", "acknowledge_dialogue", "template", "from_template", "daily", "correct_daily",
    "take_target", "revise_foreign", "share", "accept_share", "widen", "drop_target", "remove_target",
)  # fmt: skip


def moves(town: Town, move: Move) -> dict[str, Given]:
    """Each kind as the command that it comes to."""
    who, plan = move.who, town.plan(move.who)
    other = "second" if who == "member" else "member"
    target = TargetInput(indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(90))
    added = ResultInput(kind=WorkResultKind.ADDITIONAL, title="Lembur", weight=Decimal(0), targets=(target,))
    return {
        "dialogue": Given(
            who,
            RecordDialogue(
                plan_id=town.plan(who),
                held_on=date(2025, 1, 2),
                topic=DialogueTopic.EXPECTATIONS,
                values=(CoreValue.LOYAL,),
                summary="antrean paling lama 15 menit",
            ),
            f"dialogue-{who}",
        ),
        "daily": Given(
            who,
            RecordDailyProgress(
                plan_id=town.plan(who),
                day=date(2025, 1, 2),
                result_id=town.result(who),
                activity="melayani loket",
                effort_minutes=90,
                obstacle="jaringan putus",
            ),
            f"daily-{who}",
        ),
        "propose_revision": Given(
            who,
            ProposePlanRevision(
                plan_id=town.plan(who),
                effective_on=date(2025, 7, 1),
                add_results=(added,),
                reason="kerja tambahan",
                legal_basis="SK 11",
            ),
            f"propose-{who}",
        ),
        "take_target": Given(
            who, SetTarget(plan_id=plan, target_id=town.target(other), result_id=town.result(who), target=target)
        ),
        "revise_foreign": Given(
            "officer",
            RevisePlan(
                plan_id=plan,
                effective_on=date(2025, 4 + move.number % 8, 1),
                set_targets=(RevisedTarget(target_id=town.target(other), result_id=town.result(who), target=target),),
                reason="perubahan anggaran",
                legal_basis="SK 12",
            ),
        ),
        "share": Given(
            who,
            ShareTarget(
                plan_id=plan,
                target_id=town.target(who if move.number % 4 else other),
                effective_on=date(2025, 1 + move.number % 12, 1),
                shares=(
                    ShareInput(plan_id=town.plan(other), share=Decimal(60)),
                    ShareInput(unit_id=town.named("OrgUnit", "ROOT"), share=Decimal(40)),
                ),
                reason="beban kerja bergeser",
            ),
        ),
        "accept_share": Given(
            "officer" if move.number % 2 else other,
            AcceptShare(shared_target_id=shared_target_id(town.agency, town.target(who)), plan_id=town.plan(other)),
        ),
        "propose_support": Given(
            who,
            ProposePlanRevision(
                plan_id=plan,
                effective_on=date(2025, 6, 1),
                supports=(
                    SupportInput(
                        result_id=town.result(who),
                        supports_plan_id=town.plan("head"),
                        supports_result_id=town.result("head"),
                    ),
                ),
                reason="pimpinan berganti",
                legal_basis="SK 12",
            ),
            f"propose-{who}",
        ),
        "answer_revision": Given(
            "head",
            AnswerPlanRevision(
                proposal_id=made_by(town.command_id(f"propose-{who}"), "proposal"),
                owner_plan_id=town.plan("head"),
                agreed=move.number % 3 > 0,
                reason="dijawab",
            ),
        ),
        "narrow": Given(
            "officer",
            RevisePlan(
                plan_id=plan,
                effective_on=date(2025, 9 + move.number % 3, 1),
                remove_results=(made_by(town.command_id(f"propose-{who}"), "result-0"),),
                reason="tidak lagi diperlukan",
                legal_basis="SK 13",
            ),
        ),
        "widen": Given(
            "officer",
            RevisePlan(
                plan_id=plan,
                effective_on=date(2025, 5 + move.number % 6, 1),
                set_targets=(RevisedTarget(result_id=town.result(who), target=target),),
                reason="sasaran tambahan",
                legal_basis="SK 14",
            ),
            f"widen-{who}",
        ),
        "drop_target": Given(
            "officer",
            RevisePlan(
                plan_id=plan,
                effective_on=date(2025, 6 + move.number % 6, 1),
                remove_targets=(made_by(town.command_id(f"widen-{who}"), "set-0"),),
                reason="indikator tidak lagi relevan",
                legal_basis="SK 15",
            ),
        ),
        "remove_target": Given(who, RemoveTarget(plan_id=plan, target_id=town.target(who))),
        "annex": Given(who, SetPlanAnnex(plan_id=plan, part=AnnexPart.RESOURCES, content=f"petugas {move.number}")),
        "close": Given(
            "admin",
            ClosePlan(
                plan_id=plan,
                closed_on=last_of_month(date(2025, 1 + move.number % 12, 1)),
                cause=ClosingCause.TRANSFERRED,
                reason="mutasi",
            ),
        ),
        "decide_revision": Given(
            "officer",
            DecidePlanRevision(
                proposal_id=made_by(town.command_id(f"propose-{who}"), "proposal"),
                disposition=Disposition.ADOPTED if move.number % 2 else Disposition.DECLINED,
                reason="diputus",
            ),
        ),
        "acknowledge_dialogue": Given(
            "officer",
            AcknowledgeDialogue(dialogue_id=made_by(town.command_id(f"dialogue-{who}"), "dialogue"), remark="sesuai"),
        ),
        "template": Given(
            "admin",
            DefinePlanTemplate(
                code="TPL",
                title="Templat",
                results=(
                    TemplateResultInput(
                        kind=WorkResultKind.PRIMARY, title="Dilayani", weight=Decimal(100), targets=(target,)
                    ),
                ),
                expectations=(TemplateExpectation(value=CoreValue.LOYAL, expectation="setia"),),
            ),
        ),
        "from_template": Given(
            "admin",
            DraftPlanFromTemplate(
                template_id=town.named("PlanTemplate", "TPL"),
                position_id=town.named("Position", who.upper()),
                period_id=town.named("Period", "2025"),
            ),
        ),
        "correct_daily": Given(
            who,
            CorrectDailyProgress(
                plan_id=plan,
                entry_id=made_by(town.command_id(f"daily-{who}"), "entry"),
                day=date(2025, 1, 2),
                activity=f"melayani {move.number} orang",
                reason="salah tulis",
            ),
        ),
    }
