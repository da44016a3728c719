"""What becomes of standards: worked out stage by stage, made known, and what is proposed for their indicators."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kinerja.application.consultations import (
    DisposeConsultationInput,
    GiveConsultationInput,
    HoldConsultationSession,
    ParticipantsInput,
)
from kinerja.application.disseminations import AcknowledgeStandard, StartDissemination
from kinerja.application.indicators import DefineIndicator
from kinerja.application.proposals import DecideIndicatorProposal, ProposeIndicatorChange
from kinerja.application.standards import (
    ApproveStandard,
    BeginStandard,
    BringStandardIntoForce,
    CheckFeasibility,
    CollectStandardData,
    DraftStandard,
    EvaluateStandard,
    OpenConsultation,
    ProposedTargetInput,
    RetireStandard,
    ReviseStandard,
)
from kinerja.domain.consultations import Consultation
from kinerja.domain.disseminations import Question
from kinerja.domain.ids import consultation_id, made_by
from kinerja.domain.indicator_manuals import FormulaTerm
from kinerja.domain.standard_contents import ProcedureStep, StandardStage
from kinerja.domain.standard_vocabulary import Participant, Recommendation, TimeUnit
from kinerja.domain.standards import PerformanceStandard
from kinerja.domain.vocabulary import Disposition
from tests.laws.moves.move import LEVELS, MONTHS, Given, Move
from tests.people import Town, manual

KINDS = (
    "begin_standard", "collect", "draft_standard", "consult", "session", "give_input", "public_input", "dispose",
    "dispose_public", "feasibility", "approve_standard", "in_force", "evaluate_standard", "revise_standard",
    "retire_standard", "work_out", "work_out", "work_out", "disseminate", "take_note", "take_note", "propose_change",
    "decide_change",
)  # fmt: skip
WAY = (
    "begin_standard", "collect", "draft_standard", "consult", "session", "give_input", "public_input",
    "dispose", "dispose_public", "feasibility", "approve_standard", "in_force", "evaluate_standard",
)  # fmt: skip
"""The way of a standard from its beginning to its evaluation."""
_NEXT = {
    None: "begin_standard",
    StandardStage.DATA_COLLECTION: "draft_standard",
    StandardStage.DRAFT: "consult",
    StandardStage.CONSULTATION: "feasibility",
    StandardStage.FEASIBILITY: "approve_standard",
    StandardStage.APPROVED: "in_force",
    StandardStage.IN_FORCE: "evaluate_standard",
    StandardStage.EVALUATED: "revise_standard",
    StandardStage.RETIRED: "retire_standard",
}


def begin(town: Town, steps: int) -> None:
    """An indicator that may go, and a standard so many steps on its way."""
    term = FormulaTerm(name="berkas", meaning="berkas yang disusun")
    extra = DefineIndicator(
        code="EXTRA",
        standard_id=town.named("PerformanceStandard", "STD"),
        manual=manual(name="Berkas disusun", formula="{berkas} per hari", terms=(term,)),
        effective_on=date(2025, 1, 1),
    )
    town.give(extra, "admin", "indicator-EXTRA")
    made = moves(town, Move("", "member", MONTHS[0], 0, LEVELS[0]))
    for kind in WAY[:steps]:
        given = made[kind]
        town.give(given.command, given.by, given.key or f"way-{kind}")


def moves(town: Town, move: Move) -> dict[str, Given]:
    """Each kind as the command that it comes to."""
    return {
        **_to_consultation(town, move),
        **_of_consultation(town, move),
        **_to_force(town, move),
        **_known(town, move),
    }


def work_out(town: Town, move: Move) -> Given:
    """The step that comes next, whatever stage the standard stands at."""
    log = town.service.logs.of(town.agency)
    standard = log.load(PerformanceStandard, _standard(town))
    kind = _NEXT[standard.stage]
    if standard.stage == StandardStage.DATA_COLLECTION and not standard.collected:
        kind = "collect"
    if standard.stage == StandardStage.CONSULTATION:
        held = log.load(Consultation, consultation_id(town.agency, standard.id, standard.number))
        kind = kind if held.sessions else "session"
    return moves(town, move)[kind]


def _standard(town: Town) -> UUID:
    return town.named("PerformanceStandard", "SOP")


def _to_consultation(town: Town, move: Move) -> dict[str, Given]:
    standard, n = _standard(town), move.number
    posts = tuple(town.named("Position", code) for code in ("MEMBER", "SECOND")[: 1 + n % 2])
    draft = DraftStandard(
        code="SOP",
        title=f"Standar {n % 3}",
        service="Perekaman",
        position_ids=posts,
        steps=(ProcedureStep(name="periksa", limit=Decimal(1 + n), limit_unit=TimeUnit.MINUTES),),
        targets=(ProposedTargetInput(indicator_id=town.named("Indicator", "IND"), amount=Decimal(n)),),
        legal_basis="Perwali 2/2025",
    )
    found = CollectStandardData(standard_id=standard, source="SIAK", finding=f"antre {n} menit")
    begun = BeginStandard(code="SOP", title="Standar perekaman", service="Perekaman")
    return {
        "begin_standard": Given("admin", begun),
        "collect": Given("admin", found),
        "draft_standard": Given("admin", draft),
        "consult": Given("admin", OpenConsultation(standard_id=standard)),
    }


def _of_consultation(town: Town, move: Move) -> dict[str, Given]:
    """Sessions and inputs are few, so that moves meet."""
    standard, n, who = _standard(town), move.number, move.who
    clock: Any = town.service.clock
    session, said, of_public = f"session-{n % 2}", f"said-{who}-{n % 3}", f"said-public-{n % 3}"
    heard = tuple(ParticipantsInput(kind=kind, count=1 + n % 2) for kind in Participant)
    own = GiveConsultationInput(
        standard_id=standard,
        session_id=made_by(town.command_id("session-0"), "session") if n % 3 == 0 else None,
        kind=Participant.EMPLOYEE,
        text=f"usul {n % 3}",
    )
    public = GiveConsultationInput(
        standard_id=standard, kind=Participant.PUBLIC, giver_name="Ibu Warga", text=f"saran {n % 3}"
    )
    return {
        "session": Given(
            "admin",
            HoldConsultationSession(
                standard_id=standard, held_on=clock.now.date(), place=f"aula {n % 2}", participants=heard
            ),
            session,
        ),
        "give_input": Given(who, own, said),
        "public_input": Given("admin", public, of_public),
        "dispose": Given("head", _disposed(town, said, n)),
        "dispose_public": Given("head", _disposed(town, of_public, n)),
    }


def _disposed(town: Town, key: str, number: int) -> DisposeConsultationInput:
    return DisposeConsultationInput(
        standard_id=_standard(town),
        input_id=made_by(town.command_id(key), "input"),
        disposition=tuple(Disposition)[number % 2],
        reason=f"pertimbangan {number}",
    )


def _to_force(town: Town, move: Move) -> dict[str, Given]:
    standard, n = _standard(town), move.number
    return {
        "feasibility": Given("admin", CheckFeasibility(standard_id=standard, conclusion=f"layak {n}")),
        "approve_standard": Given("head", ApproveStandard(standard_id=standard)),
        "in_force": Given(
            "head", BringStandardIntoForce(standard_id=standard, effective_on=date(2025, 2 + n % 10, 1))
        ),
        "evaluate_standard": Given(
            "admin",
            EvaluateStandard(
                standard_id=standard,
                finding=f"temuan {n}",
                recommendation=tuple(Recommendation)[n % len(Recommendation)],
            ),
        ),
        "revise_standard": Given("head", ReviseStandard(standard_id=standard, reason="alat baru")),
        "retire_standard": Given(
            "head", RetireStandard(standard_id=standard, last_day=date(2025, 12, 31), reason="digabung")
        ),
    }


def _known(town: Town, move: Move) -> dict[str, Given]:
    """Disseminations and proposals are few, so that moves meet; every third dissemination is of the new standard."""
    who, n = move.who, move.number % 3
    campaign, proposal = f"campaign-{n}", f"change-{who}-{n}"
    question = Question(text="Berapa lama?", options=("10 menit", "20 menit"), right=2)
    indicator = town.named("Indicator", "EXTRA" if n == 0 else "IND")
    return {
        "disseminate": Given(
            "admin",
            StartDissemination(
                standard_id=_standard(town) if n == 2 else town.named("PerformanceStandard", "STD"),
                title=f"Sosialisasi {n}",
                unit_ids=(town.named("OrgUnit", "ROOT"),) if n else (),
                due_on=date(2025, 6, 30),
                questions=(question,) if n else (),
            ),
            campaign,
        ),
        "take_note": Given(
            who,
            AcknowledgeStandard(
                dissemination_id=made_by(town.command_id(campaign), "dissemination"),
                answers=(1 + move.number % 2,) if n else (),
            ),
        ),
        "propose_change": Given(
            who,
            ProposeIndicatorChange(
                indicator_id=indicator,
                manual=manual(definition=f"usul {n}") if n else None,
                reason="tidak sesuai pekerjaan",
            ),
            proposal,
        ),
        "decide_change": Given(
            "head",
            DecideIndicatorProposal(
                proposal_id=made_by(town.command_id(proposal), "proposal"),
                disposition=tuple(Disposition)[move.number % 2],
                effective_on=date(2025, 8, 1 + n),
                reason=f"putusan {move.number}",
                legal_basis="SK 12",
            ),
        ),
    }
