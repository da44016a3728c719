"""The register of public services: who gives them, within which promised time (C7)."""

from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.durations import TimeLimit
from kinerja.domain.refusals import Refusal, raise_all, refuse
from kinerja.domain.rulebook.organisation import CODE_TAKEN
from kinerja.domain.rulebook.services import LIMIT_NOT_POSITIVE


class ServiceTerms(msgspec.Struct, frozen=True, kw_only=True):
    """How a service is given: its name, by which positions, under which standard, within which promised time.

    ``limit`` None: nothing is promised for visits; ``complaint_limit`` None: nothing for the answer to a complaint.
    """

    name: str
    positions: tuple[UUID, ...]
    standard_id: UUID | None
    limit: TimeLimit | None
    complaint_limit: TimeLimit | None


class ServiceRegistered(Fact, frozen=True, kw_only=True):
    """A public service of a unit was registered."""

    label_id: ClassVar[str] = "Layanan didaftarkan"
    label_en: ClassVar[str] = "Service registered"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Service"), About("unit_id", "OrgUnit"))

    code: str
    unit_id: UUID
    terms: ServiceTerms

    def apply(self, aggregate: "Service") -> None:
        aggregate.code, aggregate.unit_id = self.code, self.unit_id
        aggregate.give_by(self.terms)


class ServiceRevised(Fact, frozen=True, kw_only=True):
    """How a service is given was revised; visits and complaints received before keep what was promised to them."""

    label_id: ClassVar[str] = "Layanan diubah"
    label_en: ClassVar[str] = "Service revised"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Service"),)

    terms: ServiceTerms

    def apply(self, aggregate: "Service") -> None:
        aggregate.give_by(self.terms)


class Service(Aggregate):
    """A service as it is given now, and every position that ever gave it."""

    code: str
    unit_id: UUID
    terms: ServiceTerms

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.positions_ever: dict[UUID, None] = {}

    def register(self, *, act: Act, code: str, unit_id: UUID, terms: ServiceTerms) -> None:
        """Register it. Refused B1.4 when the code stands for another one, C7.3 on a limit of nothing."""
        if self.exists:
            if (self.unit_id, self.terms) == (unit_id, terms):
                return
            raise refuse(CODE_TAKEN, "code", code=code)
        raise_all(_limits_of_nothing(terms))
        self.trigger_event(ServiceRegistered, act=act, code=code, unit_id=unit_id, terms=terms)

    def revise(self, *, act: Act, terms: ServiceTerms) -> None:
        """Give it otherwise from now on. Refused C7.3 on a limit of nothing."""
        if self.terms == terms:
            return
        raise_all(_limits_of_nothing(terms))
        self.trigger_event(ServiceRevised, act=act, terms=terms)

    def give_by(self, terms: ServiceTerms) -> None:
        """Keep how it is given."""
        self.terms = terms
        self.positions_ever |= dict.fromkeys(terms.positions)


def _limits_of_nothing(terms: ServiceTerms) -> list[Refusal]:
    limits = {"limit": terms.limit, "complaintLimit": terms.complaint_limit}
    return [
        Refusal(LIMIT_NOT_POSITIVE, (name, "amount"))
        for name, limit in limits.items()
        if limit is not None and limit.amount <= 0
    ]
