"""What goes from plan to plan: support of a leader's result, shared targets, revisions that move what supports."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plan_revision import RevisedTarget
from kinerja.application.plan_revision_proposals import AnswerPlanRevision, DecidePlanRevision, ProposePlanRevision
from kinerja.application.plans import AddWorkResult
from kinerja.application.shared_targets import AcceptShare, ShareInput, ShareTarget
from kinerja.domain.ids import made_by, shared_target_id
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.vocabulary import Aspect, Disposition, PositionKind
from tests import offices
from tests.laws.moves.move import Given, Move
from tests.people import Town

KINDS = (
    "draft_leader", "approve_leader", "support", "share", "share", "accept_share", "accept_unit_share",
    "propose_moving", "answer_moving", "decide_moving",
)  # fmt: skip


def begin(town: Town) -> None:
    """An office below the root, with somebody in it below the officer."""
    offices.unit(town, "DINAS")
    offices.post(town, "ani", "DINAS", "OFFICER", PositionKind.ADMINISTRATIVE)


def plan_cascade(town: Town) -> None:
    """Approved plans from the head, who has nobody above, to the members; that of the office is a draft."""
    above = {"head": None, "officer": "head", "member": "officer", "second": "head", "ani": "officer"}
    for who, leader in above.items():
        town.draft(who, supports=leader)
    for who, by in (("head", None), ("officer", "head"), ("member", "officer"), ("second", "officer")):
        town.approve(who, by)
    for month in ("2025-01", "2025-02"):
        town.report(month, "90", "member")


def whole_moves(town: Town) -> dict[str, Callable[[], object]]:
    """The moves that are several commands."""
    return {
        "draft_leader": lambda: town.draft("officer"),
        "approve_leader": lambda: town.approve("officer", "head"),
    }


def moves(town: Town, move: Move) -> dict[str, Given]:
    """Each kind as the command that it comes to."""
    who, proposal = move.who, f"moving-{move.who}-{move.number % 2}"
    target = TargetInput(indicator_id=town.named("Indicator", "IND"), aspect=Aspect.QUANTITY, amount=Decimal(500))
    other = msgspec.structs.replace(target, amount=Decimal(600))
    moved, line = (town.result(who), town.target(who)) if move.number % 2 else _support(town, who)
    moving = ProposePlanRevision(
        plan_id=town.plan(who),
        effective_on=date(2025, 6, 1),
        set_targets=(RevisedTarget(target_id=line, result_id=moved, target=other),),
        reason="beban bergeser",
        legal_basis="SK 13",
    )
    answer = AnswerPlanRevision(
        proposal_id=made_by(town.command_id(proposal), "proposal"),
        owner_plan_id=town.plan("officer"),
        agreed=move.number % 3 > 0,
        reason=f"jawaban {move.number}",
    )
    decided = DecidePlanRevision(
        proposal_id=made_by(town.command_id(proposal), "proposal"),
        disposition=tuple(Disposition)[move.number % 2],
        reason="diputus",
    )
    return {
        **_shares(town, move),
        "support": Given(
            who, AddWorkResult(plan_id=town.plan(who), result=_supporting(town, target)), f"support-{who}"
        ),
        "propose_moving": Given(who, moving, proposal),
        "answer_moving": Given("officer", answer),
        "decide_moving": Given("officer", decided),
    }


def _support(town: Town, who: str) -> tuple[UUID, UUID]:
    """The additional result of somebody that supports the officer's, and its target."""
    command = town.command_id(f"support-{who}")
    return made_by(command, "result"), made_by(command, "target-0")


def _supporting(town: Town, target: TargetInput) -> ResultInput:
    """An additional result that supports the officer's."""
    return ResultInput(
        kind=WorkResultKind.ADDITIONAL,
        title="Membantu pimpinan",
        weight=Decimal(0),
        supports_plan_id=town.plan("officer"),
        supports_result_id=town.result("officer"),
        targets=(target,),
    )


def _shares(town: Town, move: Move) -> dict[str, Given]:
    """The officer's target, divided between somebody's plan and the office below."""
    part = Decimal(10 + move.number % 80)
    share = ShareTarget(
        plan_id=town.plan("officer"),
        target_id=town.target("officer"),
        effective_on=date(2025, 1 + move.number % 12, 1),
        shares=(
            ShareInput(plan_id=town.plan(move.who), share=part),
            ShareInput(unit_id=town.named("OrgUnit", "DINAS"), share=100 - part),
        ),
        reason=f"pembagian {move.number}",
    )
    shared = shared_target_id(town.agency, town.target("officer"))
    return {
        "share": Given("officer", share),
        "accept_share": Given(move.who, AcceptShare(shared_target_id=shared, plan_id=town.plan(move.who))),
        "accept_unit_share": Given("ani", AcceptShare(shared_target_id=shared, plan_id=town.plan("ani"))),
    }
