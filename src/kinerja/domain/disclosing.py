"""Break-glass: an inspector opens the answers of a collection, and the log says so before anything is shown (H9)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act, Letter
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.collecting import Collection
from kinerja.domain.refusals import Refusal, raise_all
from kinerja.domain.rulebook.disclosures import DISCLOSED_OF_ONESELF, DISCLOSED_WITHOUT_REASON, LETTER_OF_CASE
from kinerja.domain.texts import TextCategory


class GlassBroken(Fact, frozen=True, kw_only=True):
    """An inspector opened the answers of a collection, with who gave them, for a case.

    It warns nobody: it is about no employee, concerns only itself, and its reason has a key of its own.
    ``act.letter`` is that of the mandate, ``case`` that of the case. ``employee_id`` is whom the collection is about,
    if anybody.
    """

    label_id: ClassVar[str] = "Kerahasiaan jawaban dibuka"
    label_en: ClassVar[str] = "Glass broken"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Disclosure"),)
    sealed_for: ClassVar[dict[TextCategory, str]] = {TextCategory.JUDGEMENT: "originator_id"}

    collection_id: UUID
    unit_id: UUID
    employee_id: UUID | None
    case: Letter

    def apply(self, aggregate: "Disclosure") -> None:
        aggregate.inspector_id = self.act.by
        aggregate.collection_id, aggregate.unit_id = self.collection_id, self.unit_id


class Disclosure(Aggregate):
    """That the answers of a collection were opened: by whom, and of which unit the collection is."""

    inspector_id: UUID | None = None
    collection_id: UUID
    unit_id: UUID

    def break_glass(self, *, act: Act, of: Collection, case: Letter, today: date) -> None:
        """Open the answers. Refused H9.1 without a reason, H9.2 by a letter that is not valid, H9.3 of oneself."""
        if self.exists:
            return
        raise_all(_faults(act, of, case, today))
        self.trigger_event(
            GlassBroken,
            act=act,
            collection_id=of.id,
            unit_id=of.asked.unit_id,
            employee_id=of.asked.employee_id,
            case=case,
        )


def _faults(act: Act, of: Collection, case: Letter, today: date) -> list[Refusal]:
    faults = []
    if act.reason is None:
        faults.append(Refusal(DISCLOSED_WITHOUT_REASON, ("reason",)))
    if case.issued_on > today or not case.covers(today, today):
        faults.append(Refusal(LETTER_OF_CASE, ("letter",), {"day": today.isoformat()}))
    if of.asked.employee_id is not None and of.asked.employee_id == act.by:
        faults.append(Refusal(DISCLOSED_OF_ONESELF, ("collectionId",)))
    return faults
