"""Break-glass: an inspector opens the answers of a collection, and the log says so before anything is shown (H9)."""

from collections.abc import Set
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act, Letter
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.collecting import Collection
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.disclosures import DISCLOSED_TO_THE_SIDE, DISCLOSED_WITHOUT_REASON, LETTER_OF_CASE
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.texts import TextCategory


class GlassBroken(Fact, frozen=True, kw_only=True):
    """An inspector opened the answers of a collection, with who gave them, for a case.

    It warns nobody: it is about no employee, concerns only itself, and its reason has a key of its own.
    ``act.letter`` is that of the mandate, ``case`` that of the case. ``employee_id`` is whom the collection is about,
    if anybody. ``until``: the last day on which they are read; None: as long as the mandate holds.
    """

    label_id: ClassVar[str] = "Kerahasiaan jawaban dibuka"
    label_en: ClassVar[str] = "Glass broken"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Disclosure"),)
    sealed_for: ClassVar[dict[TextCategory, str]] = {TextCategory.JUDGEMENT: "originator_id"}

    collection_id: UUID
    unit_id: UUID
    employee_id: UUID | None
    case: Letter
    until: date | None = None

    def apply(self, aggregate: "Disclosure") -> None:
        aggregate.inspector_id, aggregate.until = self.act.by, self.until
        aggregate.collection_id, aggregate.unit_id = self.collection_id, self.unit_id


class Disclosure(Aggregate):
    """That the answers of a collection were opened: by whom, and of which unit the collection is."""

    inspector_id: UUID | None = None
    until: date | None = None
    collection_id: UUID
    unit_id: UUID

    def break_glass(self, *, act: Act, of: Collection, case: Letter, today: date, side: Set[UUID]) -> None:
        """Open the answers, for as many days as the policy says. Refused H9.1 without a reason, H9.2 by a letter that
        is not valid, H9.3 for the ``side`` that they are about: they are never to reach who gave them.
        """
        if self.exists:
            return
        raise_all(_faults(act, case, today))
        if act.by in side:
            raise refuse(DISCLOSED_TO_THE_SIDE, "collectionId")
        self.trigger_event(
            GlassBroken,
            act=act,
            collection_id=of.id,
            unit_id=of.asked.unit_id,
            employee_id=of.asked.employee_id,
            case=case,
            until=today + timedelta(days=voice_policy(of.contract.policy).disclosure_days - 1),
        )

    def read_on(self, day: date) -> bool:
        """Whether the answers are read on a day."""
        return self.exists and (self.until is None or day <= self.until)


def _faults(act: Act, case: Letter, today: date) -> list[Refusal]:
    faults = []
    if act.reason is None:
        faults.append(Refusal(DISCLOSED_WITHOUT_REASON, ("reason",)))
    if case.issued_on > today or not case.covers(today, today):
        faults.append(Refusal(LETTER_OF_CASE, ("letter",), {"day": today.isoformat()}))
    return faults
