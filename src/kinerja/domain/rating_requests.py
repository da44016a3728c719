"""Requests for a rating: the employee asks a colleague, who accepts, declines or lets it go (D3)."""

from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.rating_requests import (
    ASKED_ONESELF,
    MOST_REQUESTS,
    REQUEST_ANSWERED,
    REQUEST_UNKNOWN,
)
from kinerja.domain.voice_vocabulary import RequestState

MOST = 30
"""Colleagues who are asked in one collection, at most."""


_OF_REQUEST: tuple[About, ...] = (
    About("employee_id", "Employee"),
    About("rater_id", "Employee"),
    About("collection_id", "Collection"),
)


class RatingRequested(Fact, frozen=True, kw_only=True):
    """The employee asked a colleague for a rating."""

    label_id: ClassVar[str] = "Penilaian rekan diminta"
    label_en: ClassVar[str] = "Rating requested"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REQUEST

    collection_id: UUID
    employee_id: UUID
    rater_id: UUID

    def apply(self, aggregate: "RatingRequests") -> None:
        aggregate.states[self.rater_id] = RequestState.ASKED


class RatingRequestAccepted(Fact, frozen=True, kw_only=True):
    """A colleague accepted to rate. Whether it was done nobody learns."""

    label_id: ClassVar[str] = "Permintaan penilaian diterima"
    label_en: ClassVar[str] = "Rating request accepted"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REQUEST

    collection_id: UUID
    employee_id: UUID
    rater_id: UUID

    def apply(self, aggregate: "RatingRequests") -> None:
        aggregate.states[self.rater_id] = RequestState.ACCEPTED


class RatingRequestDeclined(Fact, frozen=True, kw_only=True):
    """A colleague declined to rate."""

    label_id: ClassVar[str] = "Permintaan penilaian ditolak"
    label_en: ClassVar[str] = "Rating request declined"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REQUEST

    collection_id: UUID
    employee_id: UUID
    rater_id: UUID

    def apply(self, aggregate: "RatingRequests") -> None:
        aggregate.states[self.rater_id] = RequestState.DECLINED


class RatingRequestExpired(Fact, frozen=True, kw_only=True):
    """The collection was closed before a colleague answered the request."""

    label_id: ClassVar[str] = "Permintaan penilaian kedaluwarsa"
    label_en: ClassVar[str] = "Rating request expired"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = _OF_REQUEST

    collection_id: UUID
    employee_id: UUID
    rater_id: UUID

    def apply(self, aggregate: "RatingRequests") -> None:
        aggregate.states[self.rater_id] = RequestState.EXPIRED


class RequestOf(msgspec.Struct, frozen=True, kw_only=True):
    """Whose request it is, to whom, in which collection."""

    collection_id: UUID
    employee_id: UUID
    rater_id: UUID


class RatingRequests(Aggregate):
    """Whom the employee of one collection asked, and what became of it."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.states: dict[UUID, RequestState] = {}

    def ask(self, *, act: Act, of: RequestOf) -> None:
        """Ask a colleague, once. Refused D3.1 of oneself, D3.2 beyond the most that may be asked."""
        if of.rater_id in self.states:
            return
        if of.rater_id == of.employee_id:
            raise refuse(ASKED_ONESELF, "raterId")
        if len(self.states) >= MOST:
            raise refuse(MOST_REQUESTS, "raterId", most=MOST)
        self._record(RatingRequested, act, of)

    def accept(self, *, act: Act, of: RequestOf) -> None:
        """Accept. Refused D3.3 when nobody asked, D3.4 when it was declined or expired."""
        state = self._must_be_asked(of.rater_id)
        if state in (RequestState.DECLINED, RequestState.EXPIRED):
            raise refuse(REQUEST_ANSWERED, "collectionId", state=state)
        if state == RequestState.ASKED:
            self._record(RatingRequestAccepted, act, of)

    def decline(self, *, act: Act, of: RequestOf) -> None:
        """Decline. Refused D3.3 when nobody asked, D3.4 when it expired or was accepted.

        Who accepted need not rate; to take it back after having rated would tell that it was done.
        """
        state = self._must_be_asked(of.rater_id)
        if state in (RequestState.ACCEPTED, RequestState.EXPIRED):
            raise refuse(REQUEST_ANSWERED, "collectionId", state=state)
        if state != RequestState.DECLINED:
            self._record(RatingRequestDeclined, act, of)

    def expire(self, *, act: Act, collection_id: UUID, employee_id: UUID) -> None:
        """Let every request go that was not answered."""
        for rater_id in [id for id, state in self.states.items() if state == RequestState.ASKED]:
            of = RequestOf(collection_id=collection_id, employee_id=employee_id, rater_id=rater_id)
            self._record(RatingRequestExpired, act, of)

    def rates(self, rater_id: UUID) -> bool:
        """Whether a colleague was asked and accepted."""
        return self.states.get(rater_id) == RequestState.ACCEPTED

    def _must_be_asked(self, rater_id: UUID) -> RequestState:
        state = self.states.get(rater_id)
        if state is None:
            raise refuse(REQUEST_UNKNOWN, "collectionId")
        return state

    def _record(self, fact_type: type[Fact], act: Act, of: RequestOf) -> None:
        self.trigger_event(fact_type, act=act, **msgspec.structs.asdict(of))
