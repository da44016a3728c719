"""What a one-time token is good for, as the log stands: whether it is, decided by whoever has it alone (D5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar
from uuid import UUID

from kinerja.application.agency_log import AgencyLog
from kinerja.domain.agency import Agency
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.answering import Answer
from kinerja.domain.collecting import Collection
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.feedback_tokens import FeedbackToken
from kinerja.domain.ids import stream_id
from kinerja.domain.services import Service
from kinerja.domain.voice_vocabulary import CollectionState

A = TypeVar("A", bound=Aggregate)


class Load(Protocol):
    """Loads an aggregate, whether it exists or not."""

    def __call__(self, aggregate_type: type[A], id: UUID) -> A:
        """The aggregate as its stream left it."""


@dataclass(frozen=True)
class Invited:
    """What a token is good for: the visit, who served it, the collection, and the stream that the answer goes to."""

    encounter: ServiceEncounter
    officer: ServiceOfficer
    collection: Collection
    answer: Answer


@dataclass(frozen=True)
class Invitation:
    """What the page of a token says: of which service, by its id and name, which agency asks, and until which day."""

    service_id: UUID
    service: str
    agency: str
    closes_on: date


def plain(token: str) -> str:
    """A token as it was given, however it was typed."""
    return "".join(token.split()).replace("-", "").lower()


def token_stream(log: AgencyLog, token: str) -> UUID:
    """The stream of a token: a keyed hash, of which nothing leads back."""
    return log.claim("FeedbackToken", plain(token))


def answer_stream(log: AgencyLog, collection_id: UUID, token: str) -> UUID:
    """The stream of the answer that is given with a token: another keyed hash."""
    return log.claim("Answer", f"{collection_id}/{plain(token)}")


def invited(log: AgencyLog, load: Load, token: str, now: datetime) -> Invited | None:
    """What a token is good for; None where it is unknown, used or expired, whichever it is."""
    kept = load(FeedbackToken, token_stream(log, token))
    if not kept.exists:
        return None
    collection = load(Collection, kept.collection_id)
    encounter = load(ServiceEncounter, kept.encounter_id)
    answer = load(Answer, answer_stream(log, kept.collection_id, token))
    open_ = collection.state == CollectionState.OPEN and now < collection.opening.closes_at
    officer = kept.officer or encounter.officer
    return Invited(encounter, officer, collection, answer) if open_ and not answer.exists else None


def said_with(log: AgencyLog, load: Load, token: str) -> Answer | None:
    """What was said with a token; None where nothing was, also where there is no such token."""
    kept = load(FeedbackToken, token_stream(log, token))
    answer = load(Answer, answer_stream(log, kept.collection_id, token)) if kept.exists else None
    return answer if answer is not None and answer.exists else None


def invitation(log: AgencyLog, token: str, now: datetime) -> Invitation | None:
    """What the page of a token says; None where it is not good for anything."""
    found = invited(log, log.load, token, now)
    if found is None:
        return None
    service_id = found.encounter.received_as.service_id
    return Invitation(
        service_id=service_id,
        service=log.load(Service, service_id).terms.name,
        agency=log.load(Agency, stream_id(log.agency, "Agency")).name,
        closes_on=found.collection.opening.closes_on,
    )
