"""In which months complaints were received, answered or resolved, so that nobody searches the log (C7)."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact


class ComplaintEntered(Fact, frozen=True, kw_only=True):
    """A complaint was entered into the book of a month, in which its service received, answered or resolved it.

    What is measured finds it there.
    """

    label_id: ClassVar[str] = "Pengaduan dicatat dalam buku"
    label_en: ClassVar[str] = "Complaint entered"
    about: ClassVar[tuple[About, ...]] = (About("complaint_id", "Complaint"), About("service_id", "Service"))

    service_id: UUID
    month: date
    complaint_id: UUID

    def apply(self, aggregate: "ComplaintBook") -> None:
        aggregate.entered[self.complaint_id] = None


class ComplaintBook(Aggregate):
    """The complaints that a service received, answered or resolved in a month."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.entered: dict[UUID, None] = {}

    def enter(self, *, act: Act, service_id: UUID, month: date, complaint_id: UUID) -> None:
        """Enter a complaint, once."""
        if complaint_id not in self.entered:
            self.trigger_event(
                ComplaintEntered, act=act, service_id=service_id, month=month, complaint_id=complaint_id
            )
