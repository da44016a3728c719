"""Continuous feedback (umpan balik berkelanjutan) on a result or a behaviour (D1)."""

from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.feedback import FEEDBACK_ABOUT
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import CoreValue, Relation


class FeedbackGiven(Fact, frozen=True, kw_only=True):
    """Somebody gave feedback on a result or a behaviour."""

    label_id: ClassVar[str] = "Umpan balik diberikan"
    label_en: ClassVar[str] = "Feedback given"
    personal: ClassVar[dict[str, TextCategory]] = {"text": TextCategory.JUDGEMENT}
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("employee_id", "Employee"),
        About("plan_id", "PerformancePlan"),
    )

    employee_id: UUID
    plan_id: UUID
    relation: Relation
    result_id: UUID | None
    value: CoreValue | None
    text: Text

    def apply(self, aggregate: "Feedback") -> None:
        """Feedback is read, not decided upon."""


class Feedback(Aggregate):
    """One piece of feedback."""

    def give(self, *, act: Act, of: "FeedbackOn", relation: Relation, text: Text) -> None:
        """Give it. Refused D1.1 unless it is about exactly one result or value."""
        if self.exists:
            return
        if (of.result_id is None) == (of.value is None):
            raise refuse(FEEDBACK_ABOUT, "resultId")
        self.trigger_event(
            FeedbackGiven,
            act=act,
            employee_id=of.employee_id,
            plan_id=of.plan_id,
            relation=relation,
            result_id=of.result_id,
            value=of.value,
            text=text,
        )


class FeedbackOn(msgspec.Struct, frozen=True, kw_only=True):
    """Whose plan the feedback is on, and the one result or the one value it is about."""

    employee_id: UUID
    plan_id: UUID
    result_id: UUID | None
    value: CoreValue | None
