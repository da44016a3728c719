"""The evaluation of a plan over a window: opened, rated, delivered, accepted, or withdrawn with its plan (E1).

The rating stores what it judged: basis position, source facts, rule version, explanation and content hash.
"""

from datetime import date
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import Aggregate, Fact
from kinerja.domain.evaluation_facts import (
    DEFAULT_ASKED,
    EvaluationAccepted,
    EvaluationDelivered,
    EvaluationOpened,
    EvaluationRated,
    EvaluationState,
    EvaluationWithdrawn,
)
from kinerja.domain.judgements import Judgement
from kinerja.domain.periods import RuleVersion, Window
from kinerja.domain.plan_vocabulary import ClosingCause
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.evaluations import (
    ALREADY_RATED,
    CONTENT_STALE,
    DEPARTURE_WITHOUT_REASON,
    EVALUATION_STEP,
    EVALUATION_WITHDRAWN,
    WINDOW_NOT_COVERED,
    WINDOW_RUNS,
)
from kinerja.domain.vocabulary import EvaluationKind, Relation

_NEXT_ACTION = {EvaluationState.OPENED: "rateEvaluation", EvaluationState.RATED: "deliverEvaluation"}


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
    unit_id: UUID
    window: Window
    rules: RuleVersion
    asked: tuple[Relation, ...] = ()
    content_hash: str | None = None
    judgement: Judgement | None = None

    def open(self, *, act: Act, new: NewEvaluation, plan_span: tuple[date, date], today: date) -> None:
        """Open it. Refused E1.1 before the window has ended, E1.2 when the plan does not cover it, E1.8."""
        self.must_stand()
        if self.exists:
            return
        if today <= new.window.ends_on:
            raise refuse(WINDOW_RUNS, "window", window=new.window.code, ends_on=new.window.ends_on.isoformat())
        if not _covers(plan_span, new.window):
            raise refuse(WINDOW_NOT_COVERED, "window", window=new.window.code)
        self.trigger_event(EvaluationOpened, act=act, **{name: getattr(new, name) for name in new.__struct_fields__})

    def rate(self, *, act: Act, judgement: Judgement, basis_position: int) -> None:
        """Record the judgement. Refused E1.8, E1.5 once rated, E1.4 when it departs without a reason."""
        self.must_stand()
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
        """Hand it to the employee. Refused E1.8, E1.6 before it is rated."""
        self.must_stand()
        if self.state in (EvaluationState.DELIVERED, EvaluationState.ACCEPTED):
            return
        self._must_be(EvaluationState.RATED)
        self._sign(EvaluationDelivered, act)

    def accept(self, *, act: Act, expected_hash: str) -> None:
        """Accept what reads under a hash. Refused E1.8, E1.6 before it is delivered, E1.7 on another hash."""
        self.must_stand()
        if self.is_judged and self.content_hash != expected_hash:
            raise refuse(CONTENT_STALE, "expectedContentHash")
        if self.state == EvaluationState.ACCEPTED:
            return
        self._must_be(EvaluationState.DELIVERED)
        judged = self.judgement
        final = {"predicate": judged.predicate, "number": judged.scores.number_shown} if judged else {}
        self._sign(EvaluationAccepted, act, **final)

    def withdraw(self, *, act: Act, starts_on: date, closed_on: date, cause: ClosingCause) -> None:
        """Withdraw it when nothing of its window is left of its plan, unless it is judged or not even opened."""
        if not self.exists or self.state != EvaluationState.OPENED:
            return
        if max(starts_on, self.window.starts_on) > min(closed_on, self.window.ends_on):
            self.trigger_event(
                EvaluationWithdrawn,
                act=act,
                employee_id=self.employee_id,
                plan_id=self.plan_id,
                closed_on=closed_on,
                cause=cause,
            )

    def must_stand(self) -> None:
        """Refused E1.8 once it is withdrawn."""
        if self.state == EvaluationState.WITHDRAWN:
            raise refuse(EVALUATION_WITHDRAWN, "evaluationId")

    @property
    def is_judged(self) -> bool:
        """Whether it was rated, so that its window takes no revision any more."""
        return self.exists and self.state not in (EvaluationState.OPENED, EvaluationState.WITHDRAWN)

    def _sign(self, fact_type: type[Fact], act: Act, **more: object) -> None:
        self.trigger_event(
            fact_type,
            act=act,
            employee_id=self.employee_id,
            plan_id=self.plan_id,
            content_hash=self.content_hash,
            **more,
        )

    def _must_be(self, state: EvaluationState) -> None:
        if self.state != state:
            action = _NEXT_ACTION[self.state]
            raise refuse(EVALUATION_STEP, "evaluationId", state=self.state, action=action)


def _covers(plan_span: tuple[date, date], window: Window) -> bool:
    starts_on, ends_on = plan_span
    if window.kind == EvaluationKind.ANNUAL:
        return max(starts_on, window.starts_on) <= min(ends_on, window.ends_on)
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
