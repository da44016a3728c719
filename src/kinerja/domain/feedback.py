"""Continuous feedback (umpan balik berkelanjutan) on a result or a behaviour (D1)."""

from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.feedback import ANSWERED_ONCE, FEEDBACK_ABOUT, OWN_FEEDBACK
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import CoreValue, Relation

_OF_FEEDBACK: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("plan_id", "PerformancePlan"),
    About("originator_id", "Feedback"),
)


class FeedbackGiven(Fact, frozen=True, kw_only=True):
    """Somebody gave feedback on a result or a behaviour.

    ``position_id`` is the post from which it was given, None: from none in particular; ``request_id`` the request
    that it meets, None: nobody asked.
    """

    label_id: ClassVar[str] = "Umpan balik diberikan"
    label_en: ClassVar[str] = "Feedback given"
    personal: ClassVar[dict[str, TextCategory]] = {"text": TextCategory.JUDGEMENT}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_FEEDBACK, About("request_id", "FeedbackRequest"))

    employee_id: UUID
    plan_id: UUID
    relation: Relation
    result_id: UUID | None
    value: CoreValue | None
    text: Text
    position_id: UUID | None = None
    request_id: UUID | None = None

    def apply(self, aggregate: "Feedback") -> None:
        aggregate.employee_id, aggregate.plan_id = self.employee_id, self.plan_id
        aggregate.giver_id = self.act.by


class FeedbackAnswered(Fact, frozen=True, kw_only=True):
    """Whom feedback is for answered it."""

    label_id: ClassVar[str] = "Umpan balik ditanggapi"
    label_en: ClassVar[str] = "Feedback answered"
    personal: ClassVar[dict[str, TextCategory]] = {"text": TextCategory.JUDGEMENT}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_FEEDBACK

    employee_id: UUID
    plan_id: UUID
    text: Text

    def apply(self, aggregate: "Feedback") -> None:
        aggregate.answered = True


class FeedbackOn(msgspec.Struct, frozen=True, kw_only=True):
    """Whose plan the feedback is on, and the one result or the one value it is about."""

    employee_id: UUID
    plan_id: UUID
    result_id: UUID | None
    value: CoreValue | None

    @property
    def faults(self) -> list[Refusal]:
        """Why it is refused: D1.1 unless it is about exactly one result or value."""
        return [Refusal(FEEDBACK_ABOUT, ("resultId",))] if (self.result_id is None) == (self.value is None) else []


class GivenFrom(msgspec.Struct, frozen=True, kw_only=True):
    """From which side feedback comes, from which post, and which request it meets, if any."""

    relation: Relation
    position_id: UUID | None = None
    request_id: UUID | None = None


class Feedback(Aggregate):
    """One piece of feedback."""

    employee_id: UUID
    plan_id: UUID
    giver_id: UUID | None
    answered = False

    def give(self, *, act: Act, of: FeedbackOn, origin: GivenFrom, text: Text) -> None:
        """Give it. Refused with all it violates of D1.1, and D1.2 on the own plan."""
        if self.exists:
            return
        own = [Refusal(OWN_FEEDBACK, ("planId",))] if act.by == of.employee_id else []
        raise_all([*own, *of.faults])
        self.trigger_event(
            FeedbackGiven,
            act=act,
            employee_id=of.employee_id,
            plan_id=of.plan_id,
            relation=origin.relation,
            result_id=of.result_id,
            value=of.value,
            text=text,
            position_id=origin.position_id,
            request_id=origin.request_id,
        )

    def answer(self, *, act: Act, text: Text) -> None:
        """Answer it. Refused D1.10 a second time."""
        if self.answered:
            raise refuse(ANSWERED_ONCE, "feedbackId")
        self.trigger_event(FeedbackAnswered, act=act, employee_id=self.employee_id, plan_id=self.plan_id, text=text)
