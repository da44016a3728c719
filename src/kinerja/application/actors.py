"""Who gives a command, for whom, and on whose authority."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kinerja.domain.act import Capacity, Letter
from kinerja.identity.relations import Standing


@dataclass(frozen=True)
class Reported:
    """What a load says of an act that took place outside of the service: why it is recorded, of which day, whose.

    ``on`` None: the files name no day. ``whose`` is SELF or APPRAISER of the ratee on that day; None: nobody's
    in particular.
    """

    reason: str
    on: date | None = None
    whose: Standing | None = None


@dataclass(frozen=True)
class Actor:
    """Who gives a command: the subject of a token; without one the operator at the command line, or anybody.

    ``reported`` is there when the operator loads what others did elsewhere. ``public``: anybody, without a login.
    """

    subject: UUID | None
    reported: Reported | None = None
    public: bool = False


OPERATOR = Actor(None)
ANYBODY = Actor(None, public=True)


@dataclass(frozen=True)
class Ratee:
    """Whom a command concerns, in which post: what SELF and APPRAISER are relative to."""

    employee_id: UUID
    position_id: UUID


@dataclass(frozen=True)
class Authority:
    """The capacity in which a command is permitted, the letter it rests on, and whose act it reports, if any."""

    capacity: Capacity
    letter: Letter | None = None
    on_behalf_of: UUID | None = None


@dataclass(frozen=True)
class Named:
    """Somebody whom a command is for by name and not by post: who was asked for feedback, or belongs to a team."""

    employee_id: UUID
    capacity: Capacity = Capacity.DEFINITIVE
    letter: Letter | None = None
