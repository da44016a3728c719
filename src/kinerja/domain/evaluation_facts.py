"""The facts of an evaluation's life: opened, rated, delivered, accepted, or withdrawn with its plan (E1)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from kinerja.domain.aggregate import About, Fact
from kinerja.domain.judgements import Judgement
from kinerja.domain.periods import RuleVersion, Window
from kinerja.domain.plan_vocabulary import ClosingCause
from kinerja.domain.vocabulary import Predicate, Relation

if TYPE_CHECKING:
    from kinerja.domain.evaluations import Evaluation


class EvaluationState(StrEnum):
    """Where an evaluation stands. Only ACCEPTED and WITHDRAWN are final."""

    OPENED = "OPENED"
    RATED = "RATED"
    DELIVERED = "DELIVERED"
    ACCEPTED = "ACCEPTED"
    WITHDRAWN = "WITHDRAWN"


DEFAULT_ASKED = (Relation.SUPERIOR, Relation.SELF)
_OF_EVALUATION: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("originator_id", "Evaluation"),
    About("plan_id", "PerformancePlan"),
)


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
        aggregate.unit_id = self.unit_id
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
    """The employee accepted the evaluation as it reads; it is final.

    ``predicate`` and ``number`` (2 decimals) are those of the judgement that it makes final; a fact of before they
    were named here has neither, and a judgement with something absent no number.
    """

    label_id: ClassVar[str] = "Evaluasi diterima"
    label_en: ClassVar[str] = "Evaluation accepted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EVALUATION

    employee_id: UUID
    plan_id: UUID
    content_hash: str
    predicate: Predicate | None = None
    number: Decimal | None = None

    def apply(self, aggregate: "Evaluation") -> None:
        aggregate.state = EvaluationState.ACCEPTED


class EvaluationWithdrawn(Fact, frozen=True, kw_only=True):
    """The evaluation was withdrawn: its plan ended before its window begins, so that there is nothing to judge."""

    label_id: ClassVar[str] = "Evaluasi ditarik"
    label_en: ClassVar[str] = "Evaluation withdrawn"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_EVALUATION

    employee_id: UUID
    plan_id: UUID
    closed_on: date
    cause: ClosingCause

    def apply(self, aggregate: "Evaluation") -> None:
        aggregate.state = EvaluationState.WITHDRAWN


FINISHING: tuple[type[Fact], ...] = (EvaluationAccepted, EvaluationWithdrawn)
"""The facts after which an evaluation is finished: a period is closed when each of its evaluations has one."""
