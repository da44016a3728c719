"""The slip for a citizen: a link that is still good on the day on which the demo is looked at.

What a story gives is good for a quarter of the story; so a visit of today is received whenever the demo starts.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid5

from kinerja.application.actors import Actor
from kinerja.application.commands import Command, Request
from kinerja.application.encounters import ReceiveEncounter
from kinerja.application.public_feedback import IssueFeedbackToken
from kinerja.clock import system_clock
from kinerja.domain.ids import encounter_id, stream_id
from kinerja.service import Service, running_service
from kinerja.settings import Settings

_AGENCY, _OFFICER, _SERVICE = "KTB", "E15", "KELUHAN"
_SLIPS = UUID("5a2f1a36-2f0c-5a3c-9d42-7f4f6c1f0a57")


def link_of_today(settings: Settings, cast: Mapping[str, Mapping[str, str]]) -> str:
    """The address of the page for the visit of today; the same however often the demo starts on one day."""
    with running_service(settings) as service:
        token = token_of(service, UUID(cast[_AGENCY][_OFFICER]), system_clock().date())
    return f"{settings.public_address}/u/{_AGENCY}/{token}"


def token_of(service: Service, officer: UUID, today: date) -> str:
    """The token for the visit of a day, which is received unless it was."""
    desk, reference = stream_id(_AGENCY, "Service", _SERVICE), f"DEMO-{today}"
    visit = encounter_id(_AGENCY, desk, reference)
    _give(service, officer, reference, ReceiveEncounter(service_id=desk, reference=reference))
    issued = _give(service, officer, f"{reference}/token", IssueFeedbackToken(encounter_id=visit))
    return service.secrets.feedback_token(_AGENCY, issued)


def _give(service: Service, officer: UUID, name: str, command: Command) -> UUID:
    """Give a command under an id that its name makes; gives the id."""
    id = uuid5(_SLIPS, name)
    service.commands.execute(Request(_AGENCY, Actor(officer), id, command))
    return id
