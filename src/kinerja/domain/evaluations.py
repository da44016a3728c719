"""The evaluation of a plan over a window: opened, rated, delivered, accepted (E1).

The rating stores what it judged: basis position, source facts, rule version, explanation and content hash.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.periods import RuleVersion, Window
from kinerja.domain.refusals import RefusalKind, Rule, refuse
from kinerja.domain.rules.bundles import RuleBundle
from kinerja.domain.rules.evaluator import Assessment, number_class, predicate
from kinerja.domain.rules.terms import Term, rounded
from kinerja.domain.vocabulary import EvaluationKind, Predicate, RatingLevel, Relation


class EvaluationState(StrEnum):
    """Where an evaluation stands. Only ACCEPTED is final."""

    OPENED = "OPENED"
    RATED = "RATED"
    DELIVERED = "DELIVERED"
    ACCEPTED = "ACCEPTED"


WINDOW_RUNS = Rule(
    "E1.1",
    "Rentang {window} berakhir pada {ends_on}; evaluasi dibuka sesudahnya.",
    "The window {window} ends on {ends_on}; its evaluation is opened after that.",
    "Tunggu sampai rentang berakhir.",
    "Wait until the window has ended.",
    "PermenPANRB 6/2022: a stretch is evaluated when it is over",
)
WINDOW_NOT_COVERED = Rule(
    "E1.2",
    "Rencana ini tidak mencakup rentang {window}.",
    "The plan does not cover the window {window}.",
    "Pilih rentang yang dicakup rencana.",
    "Choose a window that the plan covers.",
    "domain policy: a periodic window is covered entirely, the annual one also in part",
    RefusalKind.INVALID_INPUT,
)
SUPERIOR_ABSENT = Rule(
    "E1.3",
    "Penilaian perilaku oleh atasan belum final.",
    "The superior's rating of behaviour is not final.",
    "Finalkan penilaian perilaku lebih dahulu.",
    "Make the rating of behaviour final first.",
    "PermenPANRB 6/2022: results and behaviour are both rated",
    RefusalKind.MISSING_STEP,
)
DEPARTURE_WITHOUT_REASON = Rule(
    "E1.4",
    "Penilaian {chosen} berbeda dari saran {suggested} dan memerlukan alasan.",
    "The rating {chosen} differs from the suggestion {suggested} and needs a reason.",
    "Tulis alasan, atau ikuti saran.",
    "State the reason, or follow the suggestion.",
    "domain policy: a choice that differs from the suggestion needs a reason",
)
ALREADY_RATED = Rule(
    "E1.5",
    "Evaluasi sudah {state}; penilaiannya tidak dapat diubah.",
    "The evaluation is {state}; its rating cannot be changed.",
    "Ajukan keberatan bila hasilnya tidak tepat.",
    "A result that is wrong is objected to, not edited.",
    "domain policy: there is no edit in place",
)
EVALUATION_STEP = Rule(
    "E1.6",
    "Evaluasi masih {state}; langkah {action} belum dilakukan.",
    "The evaluation is {state}; the step {action} is missing.",
    "Lakukan {action} lebih dahulu.",
    "Take the step {action} first.",
    "PermenPANRB 6/2022: rated, delivered, accepted",
    RefusalKind.MISSING_STEP,
)
CONTENT_STALE = Rule(
    "E1.7",
    "Isi yang disetujui bukan isi yang berlaku.",
    "The content that was seen is not the present one.",
    "Muat ulang evaluasi dan periksa lagi.",
    "Reload the evaluation and look at it again.",
    "domain policy: finality is bound to content",
)
RULES = (
    WINDOW_RUNS, WINDOW_NOT_COVERED, SUPERIOR_ABSENT, DEPARTURE_WITHOUT_REASON, ALREADY_RATED, EVALUATION_STEP,
    CONTENT_STALE,
)  # fmt: skip

_NEXT_ACTION = {EvaluationState.OPENED: "rateEvaluation", EvaluationState.RATED: "deliverEvaluation"}
DEFAULT_ASKED = (Relation.SUPERIOR, Relation.SELF)
_OF_EVALUATION: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("originator_id", "Evaluation"),
    About("plan_id", "PerformancePlan"),
)


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """What arithmetic said: exact, as ``n`` or ``n/d``; None where something was absent.

    ``results`` and ``behavior`` are percentages from 0 to 120; ``number`` is that of PP 30/2019 and
    ``number_class`` its class. The ``suggested_*`` are what the numbers suggest to the officer.
    """

    results: str | None
    behavior: str | None
    number: str | None
    number_shown: Decimal | None
    number_class: Predicate | None
    suggested_results: RatingLevel | None
    suggested_behavior: RatingLevel | None
    suggested_predicate: Predicate | None


class JudgedStream(msgspec.Struct, frozen=True, kw_only=True):
    """A stream that was judged, as it stood at a version; ``kind`` names its aggregate."""

    kind: str
    stream: UUID
    version: int


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """All that was judged and how it came out; its hash is what a signature binds."""

    results_rating: RatingLevel
    behavior_rating: RatingLevel
    innovation: bool
    predicate: Predicate
    scores: Scores
    rules: RuleVersion
    sources: tuple[JudgedStream, ...]
    terms: tuple[Term, ...]

    def content_hash(self) -> str:
        """SHA-256 over the canonical JSON of everything it says, as lower-case hex."""
        return sha256(msgspec.json.encode(self, order="sorted")).hexdigest()


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What the officer decides: the two ratings and whether a new idea is proven."""

    results_rating: RatingLevel
    behavior_rating: RatingLevel
    innovation: bool


def judge(choice: Choice, assessment: Assessment, sources: Sequence[JudgedStream], rules: RuleBundle) -> Judgement:
    """The judgement that follows from the officer's choice and the arithmetic under a rule version."""
    number = assessment.number
    scores = Scores(
        results=_exact(assessment.results),
        behavior=_exact(assessment.behavior),
        number=_exact(number),
        number_shown=None if number is None else rounded(number),
        number_class=None if number is None else number_class(number, choice.innovation, rules),
        suggested_results=assessment.suggested_results,
        suggested_behavior=assessment.suggested_behavior,
        suggested_predicate=assessment.suggested_predicate,
    )
    return Judgement(
        results_rating=choice.results_rating,
        behavior_rating=choice.behavior_rating,
        innovation=choice.innovation,
        predicate=predicate(choice.results_rating, choice.behavior_rating, rules),
        scores=scores,
        rules=rules.version,
        sources=tuple(sources),
        terms=assessment.terms,
    )


def _exact(value: object) -> str | None:
    return None if value is None else str(value)


class EvaluationOpened(Fact, frozen=True, kw_only=True):
    """An evaluation was opened for a plan and a window; the rule version is that of the period."""

    label_id: ClassVar[str] = "Evaluasi dibuka"
    label_en: ClassVar[str] = "Evaluation opened"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_EVALUATION, About("period_id", "Period"))

    employee_id: UUID
    plan_id: UUID
    position_id: UUID
    unit_id: UUID
    period_id: UUID
    window: Window
    rules: RuleVersion
    asked: tuple[Relation, ...]

    def apply(self, aggregate: "Evaluation") -> None:
        aggregate.employee_id = self.employee_id
        aggregate.plan_id = self.plan_id
        aggregate.position_id = self.position_id
        aggregate.window = self.window
        aggregate.rules = self.rules
        aggregate.asked = self.asked


class EvaluationRated(Fact, frozen=True, kw_only=True):
    """The officer judged results and behaviour; predicate and number follow and are stored with their reasons."""

    label_id: ClassVar[str] = "Evaluasi dinilai"
    label_en: ClassVar[str] = "Evaluation rated"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EVALUATION
    unlisted: ClassVar[frozenset[str]] = frozenset({"judgement.terms", "judgement.sources"})

    employee_id: UUID
    plan_id: UUID
    basis_position: int
    judgement: Judgement
    content_hash: str

    def apply(self, aggregate: "Evaluation") -> None:
        aggregate.state = EvaluationState.RATED
        aggregate.content_hash = self.content_hash
        aggregate.judgement = self.judgement


class EvaluationDelivered(Fact, frozen=True, kw_only=True):
    """The evaluation was handed to the employee."""

    label_id: ClassVar[str] = "Evaluasi diserahkan"
    label_en: ClassVar[str] = "Evaluation delivered"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EVALUATION

    employee_id: UUID
    plan_id: UUID
    content_hash: str

    def apply(self, aggregate: "Evaluation") -> None:
        aggregate.state = EvaluationState.DELIVERED


class EvaluationAccepted(Fact, frozen=True, kw_only=True):
    """The employee accepted the evaluation as it reads; it is final."""

    label_id: ClassVar[str] = "Evaluasi diterima"
    label_en: ClassVar[str] = "Evaluation accepted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EVALUATION

    employee_id: UUID
    plan_id: UUID
    content_hash: str

    def apply(self, aggregate: "Evaluation") -> None:
        aggregate.state = EvaluationState.ACCEPTED


class NewEvaluation(msgspec.Struct, frozen=True, kw_only=True):
    """What an evaluation is opened with."""

    employee_id: UUID
    plan_id: UUID
    position_id: UUID
    unit_id: UUID
    period_id: UUID
    window: Window
    rules: RuleVersion
    asked: tuple[Relation, ...] = DEFAULT_ASKED


class Evaluation(Aggregate):
    """An evaluation and, once it is rated, its judgement."""

    state = EvaluationState.OPENED
    employee_id: UUID
    plan_id: UUID
    position_id: UUID
    window: Window
    rules: RuleVersion
    asked: tuple[Relation, ...] = ()
    content_hash: str | None = None
    judgement: Judgement | None = None

    def open(self, *, act: Act, new: NewEvaluation, plan_span: tuple[date, date], today: date) -> None:
        """Open it. Refused E1.1 before the window has ended, E1.2 when the plan does not cover it."""
        if self.exists:
            return
        if today <= new.window.ends_on:
            raise refuse(WINDOW_RUNS, "window", window=new.window.code, ends_on=new.window.ends_on.isoformat())
        if not _covers(plan_span, new.window):
            raise refuse(WINDOW_NOT_COVERED, "window", window=new.window.code)
        self.trigger_event(EvaluationOpened, act=act, **{name: getattr(new, name) for name in new.__struct_fields__})

    def rate(self, *, act: Act, judgement: Judgement, basis_position: int) -> None:
        """Record the judgement. Refused E1.5 once rated, E1.4 when it departs without a reason."""
        content_hash = judgement.content_hash()
        if self.content_hash == content_hash:
            return
        if self.state != EvaluationState.OPENED:
            raise refuse(ALREADY_RATED, "evaluationId", state=self.state)
        _must_explain(judgement, act)
        self.trigger_event(
            EvaluationRated,
            act=act,
            employee_id=self.employee_id,
            plan_id=self.plan_id,
            basis_position=basis_position,
            judgement=judgement,
            content_hash=content_hash,
        )

    def deliver(self, *, act: Act) -> None:
        """Hand it to the employee. Refused E1.6 before it is rated."""
        if self.state in (EvaluationState.DELIVERED, EvaluationState.ACCEPTED):
            return
        self._must_be(EvaluationState.RATED)
        self._sign(EvaluationDelivered, act)

    def accept(self, *, act: Act, expected_hash: str) -> None:
        """Accept what reads under a hash. Refused E1.6 before it is delivered, E1.7 when the hash is another."""
        if self.is_judged and self.content_hash != expected_hash:
            raise refuse(CONTENT_STALE, "expectedContentHash")
        if self.state == EvaluationState.ACCEPTED:
            return
        self._must_be(EvaluationState.DELIVERED)
        self._sign(EvaluationAccepted, act)

    @property
    def is_judged(self) -> bool:
        """Whether it was rated, so that its window takes no revision any more."""
        return self.exists and self.state != EvaluationState.OPENED

    def _sign(self, fact_type: type[Fact], act: Act) -> None:
        self.trigger_event(
            fact_type,
            act=act,
            employee_id=self.employee_id,
            plan_id=self.plan_id,
            content_hash=self.content_hash,
        )

    def _must_be(self, state: EvaluationState) -> None:
        if self.state != state:
            action = _NEXT_ACTION[self.state]
            raise refuse(EVALUATION_STEP, "evaluationId", state=self.state, action=action)


def _covers(plan_span: tuple[date, date], window: Window) -> bool:
    starts_on, ends_on = plan_span
    if window.kind == EvaluationKind.ANNUAL:
        return starts_on <= window.ends_on and window.starts_on <= ends_on
    return starts_on <= window.starts_on and window.ends_on <= ends_on


def _must_explain(judgement: Judgement, act: Act) -> None:
    """The officer may depart from what the numbers suggest, or judge where they say nothing, with a reason."""
    chosen = (judgement.results_rating, judgement.behavior_rating)
    suggested = (judgement.scores.suggested_results, judgement.scores.suggested_behavior)
    if chosen != suggested and act.reason is None:
        raise refuse(
            DEPARTURE_WITHOUT_REASON,
            "reason",
            chosen="/".join(chosen),
            suggested="/".join(level or "ABSENT" for level in suggested),
        )
