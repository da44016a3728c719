"""Collections (penjaringan): many are asked about something, under one anonymity contract, until a day (D2, D4)."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.anonymity import AnonymityContract, loosening_faults, too_many_faults
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.anonymity import COLLECTED_OTHERWISE, COLLECTION_CLOSED, ONLY_WHILE_OPEN, STILL_RUNS
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.vocabulary import Relation
from kinerja.domain.voice_vocabulary import CollectionKind, CollectionState


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a collection is about.

    ``questions`` in order, each answered by one of ``options``; ``scale`` is the number of each option, on which
    means ``divergence`` apart diverge. Of a RATING the employee with plan, post and evaluation, and the ``relations``
    that are asked; else a service of a unit.
    """

    kind: CollectionKind
    unit_id: UUID
    questions: tuple[str, ...]
    options: tuple[str, ...]
    scale: tuple[Decimal, ...]
    divergence: Decimal
    relations: tuple[Relation, ...] = ()
    employee_id: UUID | None = None
    position_id: UUID | None = None
    plan_id: UUID | None = None
    evaluation_id: UUID | None = None
    service_id: UUID | None = None


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """When a collection is open: from a local day to the end of another, which is the moment ``closes_at``."""

    opened_on: date
    closes_on: date
    closes_at: datetime


_OF_COLLECTION: tuple[About, ...] = (
    About("originator_id", "Collection"),
    About("employee_id", "Employee"),
    About("evaluation_id", "Evaluation"),
    About("plan_id", "PerformancePlan"),
    About("service_id", "Service"),
)


class CollectionOpened(Fact, frozen=True, kw_only=True):
    """Many are asked about something; the contract says what is promised to who answers."""

    label_id: ClassVar[str] = "Penjaringan dibuka"
    label_en: ClassVar[str] = "Collection opened"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_COLLECTION

    asked: Asked
    opening: Opening
    contract: AnonymityContract
    employee_id: UUID | None
    evaluation_id: UUID | None
    plan_id: UUID | None
    service_id: UUID | None

    def apply(self, aggregate: "Collection") -> None:
        aggregate.asked, aggregate.opening, aggregate.contract = self.asked, self.opening, self.contract
        aggregate.offered = self.contract


class ContractTightened(Fact, frozen=True, kw_only=True):
    """More is promised from here on, also about what was answered before.

    Who reads is fewer at once, also of what was released; how many are shown together is more from the next release.
    """

    label_id: ClassVar[str] = "Janji kerahasiaan diperketat"
    label_en: ClassVar[str] = "Anonymity contract tightened"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Collection"), About("employee_id", "Employee"))

    employee_id: UUID | None
    contract: AnonymityContract

    def apply(self, aggregate: "Collection") -> None:
        aggregate.contract = self.contract


class CollectionClosed(Fact, frozen=True, kw_only=True):
    """No answer is taken any more. Valid from the last day, where the day passed."""

    label_id: ClassVar[str] = "Penjaringan ditutup"
    label_en: ClassVar[str] = "Collection closed"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Collection"), About("employee_id", "Employee"))

    employee_id: UUID | None

    def apply(self, aggregate: "Collection") -> None:
        aggregate.state = CollectionState.CLOSED


class Collection(Aggregate):
    """What is asked until when under which contract. Answers are streams of their own, which nothing here names.

    ``offered``: the contract that it was opened with.
    """

    asked: Asked
    opening: Opening
    offered: AnonymityContract
    contract: AnonymityContract
    state = CollectionState.OPEN

    def open(self, *, act: Act, asked: Asked, opening: Opening, contract: AnonymityContract) -> None:
        """Begin to ask. One that was opened so before stays as it is. Refused D4.15 where it was opened otherwise."""
        if self.exists:
            raise_all(self._otherwise(asked, opening, contract))
            return
        self.trigger_event(
            CollectionOpened,
            act=act,
            asked=asked,
            opening=opening,
            contract=contract,
            employee_id=asked.employee_id,
            evaluation_id=asked.evaluation_id,
            plan_id=asked.plan_id,
            service_id=asked.service_id,
        )

    def tighten(self, *, act: Act, contract: AnonymityContract) -> None:
        """Promise more. Refused D4.3 with everything that would be promised less of, D4.13 beyond what is ever
        reached, D4.14 for numbers once it is closed."""
        if contract == self.contract:
            return
        policy = voice_policy(self.contract.policy)
        faults = loosening_faults(self.contract, contract) or too_many_faults(contract, policy)
        raise_all([*faults, *self._too_late(contract)])
        newer = msgspec.structs.replace(contract, version=self.contract.version + 1)
        self.trigger_event(ContractTightened, act=act, employee_id=self.asked.employee_id, contract=newer)

    def _otherwise(self, asked: Asked, opening: Opening, contract: AnonymityContract) -> list[Refusal]:
        said = {
            "relations": asked.relations == self.asked.relations,
            "closesOn": opening.closes_on == self.opening.closes_on,
            "promise": contract == self.offered,
        }
        return [Refusal(COLLECTED_OTHERWISE, (name,)) for name, alike in said.items() if not alike]

    def _too_late(self, contract: AnonymityContract) -> list[Refusal]:
        if self.state == CollectionState.OPEN:
            return []
        raised = {"k": contract.k > self.contract.k, "step": contract.step > self.contract.step}
        return [Refusal(ONLY_WHILE_OPEN, ("promise", name)) for name, is_raised in raised.items() if is_raised]

    def close(self, *, act: Act) -> None:
        """Take no answer any more."""
        if self.state == CollectionState.OPEN:
            self.trigger_event(CollectionClosed, act=act, employee_id=self.asked.employee_id)

    def pass_(self, *, act: Act) -> None:
        """Close it because its last day is over. Refused D4.10 before."""
        if self.state != CollectionState.OPEN:
            return
        if act.at < self.opening.closes_at:
            raise refuse(STILL_RUNS, "collectionId", until=self.opening.closes_on.isoformat())
        self.close(act=act)

    def must_take_answers(self, at: datetime) -> None:
        """Refused D4.4 once it is closed, or its last day is over, whether that is recorded or not."""
        if self.state != CollectionState.OPEN or at >= self.opening.closes_at:
            raise refuse(COLLECTION_CLOSED, "collectionId")
