"""Requests for feedback: an employee asks somebody, until a day, about one result or value of the own plan (D1)."""

from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.feedback import FeedbackOn
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.feedback import (
    ASKED_ONESELF,
    NOT_ASKED,
    REQUEST_DAY,
    REQUEST_DECLINED_WITHOUT_REASON,
    REQUEST_OVER,
)
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import CoreValue, FeedbackRequestState

MOST_DAYS = 60
"""So many days after it is made a request may be open, at most."""


_OF_REQUEST: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("plan_id", "PerformancePlan"),
    About("originator_id", "FeedbackRequest"),
)


class FeedbackRequested(Fact, frozen=True, kw_only=True):
    """An employee asked somebody for feedback on a result or value of the own plan."""

    label_id: ClassVar[str] = "Umpan balik diminta"
    label_en: ClassVar[str] = "Feedback asked for"
    personal: ClassVar[dict[str, TextCategory]] = {"text": TextCategory.JUDGEMENT}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REQUEST

    employee_id: UUID
    plan_id: UUID
    asked_id: UUID
    result_id: UUID | None
    value: CoreValue | None
    text: Text | None
    due_on: date

    def apply(self, aggregate: "FeedbackRequest") -> None:
        aggregate.on = FeedbackOn(
            employee_id=self.employee_id, plan_id=self.plan_id, result_id=self.result_id, value=self.value
        )
        aggregate.asked_id, aggregate.due_on = self.asked_id, self.due_on


class FeedbackRequestMet(Fact, frozen=True, kw_only=True):
    """Who was asked gave the feedback."""

    label_id: ClassVar[str] = "Permintaan umpan balik dipenuhi"
    label_en: ClassVar[str] = "Request for feedback met"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (*_OF_REQUEST, About("feedback_id", "Feedback"))

    employee_id: UUID
    plan_id: UUID
    feedback_id: UUID

    def apply(self, aggregate: "FeedbackRequest") -> None:
        aggregate.state = FeedbackRequestState.GIVEN


class FeedbackRequestDeclined(Fact, frozen=True, kw_only=True):
    """Who was asked declined to give feedback, for a reason."""

    label_id: ClassVar[str] = "Permintaan umpan balik ditolak"
    label_en: ClassVar[str] = "Request for feedback declined"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REQUEST

    employee_id: UUID
    plan_id: UUID

    def apply(self, aggregate: "FeedbackRequest") -> None:
        aggregate.state = FeedbackRequestState.DECLINED


class FeedbackRequestExpired(Fact, frozen=True, kw_only=True):
    """The day of a request passed without feedback."""

    label_id: ClassVar[str] = "Permintaan umpan balik lewat harinya"
    label_en: ClassVar[str] = "Request for feedback expired"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REQUEST

    employee_id: UUID
    plan_id: UUID

    def apply(self, aggregate: "FeedbackRequest") -> None:
        aggregate.state = FeedbackRequestState.EXPIRED


class FeedbackRequest(Aggregate):
    """A request for feedback: what it is on, who was asked until when, and what became of it."""

    state = FeedbackRequestState.ASKED
    on: FeedbackOn
    asked_id: UUID
    due_on: date

    def ask(self, *, act: Act, on: FeedbackOn, asked_id: UUID, text: Text | None, due_on: date, today: date) -> None:
        """Ask for it. Refused with all it violates of D1.1, D1.4 of oneself, D1.5 until a day out of bounds."""
        if self.exists:
            return
        faults = on.faults
        if asked_id == on.employee_id:
            faults.append(Refusal(ASKED_ONESELF, ("askedId",)))
        if not today <= due_on <= today + timedelta(days=MOST_DAYS):
            faults.append(Refusal(REQUEST_DAY, ("dueOn",), {"most": MOST_DAYS}))
        raise_all(faults)
        self.trigger_event(
            FeedbackRequested,
            act=act,
            employee_id=on.employee_id,
            plan_id=on.plan_id,
            asked_id=asked_id,
            result_id=on.result_id,
            value=on.value,
            text=text,
            due_on=due_on,
        )

    def meet(self, *, act: Act, feedback_id: UUID, today: date) -> None:
        """Record that it was met. Refused D1.7 unless by who was asked, D1.6 when it is over."""
        if act.by != self.asked_id:
            raise refuse(NOT_ASKED, "requestId")
        self._must_wait(today)
        self._end(FeedbackRequestMet, act, feedback_id=feedback_id)

    def decline(self, *, act: Act, today: date) -> None:
        """Decline it. Refused D1.6 when it is over, D1.9 without a reason."""
        if self.state == FeedbackRequestState.DECLINED:
            return
        self._must_wait(today)
        if act.reason is None:
            raise refuse(REQUEST_DECLINED_WITHOUT_REASON, "reason")
        self._end(FeedbackRequestDeclined, act)

    def expire(self, *, act: Act) -> None:
        """Record that its day passed, where nothing had become of it."""
        if self.state == FeedbackRequestState.ASKED:
            self._end(FeedbackRequestExpired, act)

    def _must_wait(self, today: date) -> None:
        if self.state != FeedbackRequestState.ASKED or today > self.due_on:
            raise refuse(REQUEST_OVER, "requestId")

    def _end(self, fact: type[Fact], act: Act, **said: UUID) -> None:
        self.trigger_event(fact, act=act, employee_id=self.on.employee_id, plan_id=self.on.plan_id, **said)
