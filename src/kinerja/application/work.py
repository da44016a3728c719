"""One command at work: what it loads, on whose authority it acts, what it leaves to be appended."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from kinerja.application.actors import OPERATOR, Actor, Authority, Named, Ratee, Reported
from kinerja.application.agency_log import AgencyLog
from kinerja.application.authorities import authority_of, officers_on
from kinerja.application.receipts import Receipt
from kinerja.domain.act import Act, Capacity, Letter
from kinerja.domain.agency import Agency
from kinerja.domain.aggregate import Aggregate, Fact
from kinerja.domain.ids import made_by, stream_id
from kinerja.domain.positions import Officer
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.commands import (
    NOBODY_ABOVE,
    NOT_FOUND,
    NOT_PERMITTED,
    VERSION_CONFLICT,
    VERSION_NOT_COMPARED,
)
from kinerja.domain.texts import Text
from kinerja.domain.working_days import local_date
from kinerja.identity.command_rights import COMMAND_RIGHTS
from kinerja.identity.relations import Standing, words_of
from kinerja.log.group_commit import Appended, CommandRecord, Fence

if TYPE_CHECKING:
    from kinerja.application.commands import Request

A = TypeVar("A", bound=Aggregate)


__all__ = ["OPERATOR", "Actor", "Authority", "Named", "Ratee", "Reported", "Work"]


class Work:
    """The unit of work of one attempt. Every stream it loads is remembered with the version it saw."""

    def __init__(self, log: AgencyLog, request: "Request", at: datetime) -> None:
        self.log = log
        self.agency = request.agency
        self.at = at
        self.basis_position = 0
        self._request = request
        self._loaded: dict[UUID, Aggregate] = {}
        self._seen: dict[UUID, int] = {}
        self._permitted = False
        self._compared: tuple[int, ...] = ()
        self._fence: Fence | None = None
        self._unplaced = False

    # ── loading ──────────────────────────────────────────────────────────────────────────────────────

    def find(self, aggregate_type: type[A], id: UUID) -> A:
        """The aggregate, whether it exists or not; the same object however often it is asked for."""
        known = self._loaded.get(id)
        if known is None:
            known = self.log.load(aggregate_type, id)
            self._loaded[id] = known
            self._seen[id] = known.version
        if not isinstance(known, aggregate_type):
            raise TypeError(f"{id} is a {type(known).__name__}, not a {aggregate_type.__name__}")
        return known

    def load(self, aggregate_type: type[A], id: UUID, *path: str | int) -> A:
        """The aggregate. Refused H12.1 at the input ``path`` when it does not exist."""
        found = self.find(aggregate_type, id)
        if not found.exists:
            raise refuse(NOT_FOUND, *path, kind=aggregate_type.__name__)
        return found

    def target(self, aggregate_type: type[A], id: UUID, *path: str | int) -> A:
        """The aggregate the command changes. Refused H12.2 when the client has seen another version of it."""
        return self.expected(self.load(aggregate_type, id, *path))

    def begun(self, aggregate_type: type[A], id: UUID) -> A:
        """The aggregate the command begins or goes on with, whether it exists yet or not. Refused H12.2."""
        return self.expected(self.find(aggregate_type, id))

    def expected(self, aggregate: A) -> A:
        """The aggregate itself. Refused H12.2 when the client has seen another version of it."""
        self._compared = (aggregate.version,)
        if self._permitted:
            self._compare(aggregate.version)
        return aggregate

    def _compare(self, current: int) -> None:
        expected = self._request.expected_version
        if expected is not None and expected != current:
            raise refuse(VERSION_CONFLICT, "expectedVersion", expected=expected, current=current)

    def unended(self, begun: type[Fact], ended: Sequence[type[Fact]]) -> list[Fact]:
        """The facts that began a stream which none of others has ended; all of them, and no one begins another.

        The append is refused when one was begun meanwhile: then it is decided anew.
        """
        self._fence = Fence(self.basis_position, (begun.__name__,))
        return self.log.unended(begun, ended)

    # ── ids and time ─────────────────────────────────────────────────────────────────────────────────

    @property
    def zone(self) -> ZoneInfo:
        """Where the agency's dates are local."""
        return ZoneInfo(self.find(Agency, stream_id(self.agency, "Agency")).time_zone)

    @property
    def today(self) -> date:
        """The local date of the agency."""
        return local_date(self.at, self.zone)

    @property
    def day(self) -> date:
        """The local date of the act: that which a load reports, else today."""
        reported = self._request.actor.reported
        return reported.on if reported and reported.on else self.today

    def made(self, what: str) -> UUID:
        """The id of something this command makes."""
        return made_by(self._request.command_id, what)

    @property
    def command_id(self) -> UUID:
        """The id of the command."""
        return self._request.command_id

    @property
    def subject(self) -> UUID:
        """Who gives the command. Refused H6.1 for the operator, who is nobody's employee."""
        if self._request.actor.subject is None:
            raise self._not_permitted()
        return self._request.actor.subject

    def answer_id(self, collection_id: UUID) -> UUID:
        """The stream of the answer that who gives the command gives in a collection: nobody else can work it out."""
        return self.log.claim("Answer", f"{collection_id}/{self.subject}")

    # ── authority ────────────────────────────────────────────────────────────────────────────────────

    def permit(
        self, ratee: Ratee | None = None, *, only: Standing | None = None, officers: Iterable[Officer | Named] = (),
        unit_id: UUID | None = None,
    ) -> Authority:  # fmt: skip
        """On whose authority the command is given. Refused H6.1 when the matrix gives the actor none, H6.6 when it is
        for the officer alone and nobody is above the ratee.

        ``only``: what is asked for is for this one of the standings that the matrix names. ``officers``: whom it is
        for today by what it is about, such as who gives the service. ``unit_id``: the unit that a mandate must cover,
        where that is not the one of the ratee's post.
        """
        named = {officer.employee_id: officer for officer in officers}
        granted = COMMAND_RIGHTS.get(self._request.command.action, frozenset()) & ({only} if only else set(Standing))
        for standing in sorted(granted):
            authority = authority_of(self, self._request.actor, standing, ratee, named, unit_id)
            if authority is not None:
                self._permitted = True
                for version in self._compared:  # who may not give the command learns no version
                    self._compare(version)
                return authority
        if ratee is not None and granted - {Standing.OPERATOR} == {Standing.APPRAISER} and not self.officers(ratee):
            raise refuse(NOBODY_ABOVE, action="startAssignment")
        raise refuse(NOT_PERMITTED, roles=words_of(granted))

    def act(
        self, authority: Authority, *, reason: str | None = None, legal_basis: str | None = None,
        letter: Letter | None = None, valid_on: date | None = None,
    ) -> Act:  # fmt: skip
        """The envelope of the facts this command leads to. What the command leaves open, a load says."""
        reported = self._request.actor.reported
        why = reason or (reported.reason if reported else None)
        return Act(
            by=self._request.actor.subject,
            capacity=authority.capacity,
            on_behalf_of=authority.on_behalf_of,
            letter=letter or authority.letter,
            reason=Text(why) if why else None,
            legal_basis=legal_basis,
            command_id=self._request.command_id,
            cause=self._request.cause,
            at=self.at,
            valid_on=valid_on or (reported.on if reported else None),
        )

    def nobodys_act(self, authority: Authority) -> Act:
        """The envelope of an answer whose giver is to stay unknown: nothing in it leads to who gave it.

        Who has a token is sealed in it, under the key of the collection. From here on the command's receipt says
        neither where its facts stand nor when they were recorded.
        """
        self._unplaced = True
        subject = self._request.actor.subject
        return Act(
            capacity=Capacity.PUBLIC if subject is None else Capacity.ANONYMOUS,
            giver=None if subject is None else Text(str(subject)),
            command_id=self.log.secrets.own_id(self.command_id, authority.capacity),
            at=self.at,
        )

    def officers(self, ratee: Ratee) -> list[Officer]:
        """Who may judge somebody today, the appraising officer proper first."""
        return officers_on(self, ratee, self.today)

    def _not_permitted(self) -> Exception:
        granted = COMMAND_RIGHTS.get(self._request.command.action, frozenset())
        return refuse(NOT_PERMITTED, roles=words_of(granted))

    # ── the end ──────────────────────────────────────────────────────────────────────────────────────

    def commit(self, input_hmac: bytes) -> Receipt:
        """Append what was decided, with the versions it rests on. Raises CommandRepeated or VersionMoved."""
        if self._request.expected_version is not None and not self._compared:
            raise refuse(VERSION_NOT_COMPARED, "expectedVersion")
        changed = [aggregate for aggregate in self._loaded.values() if aggregate.pending_events]
        written = {aggregate.id for aggregate in changed}
        record = CommandRecord(
            command_id=self.command_id,
            input_hmac=input_hmac,
            given_by=self._given_by,
            unplaced=self._unplaced,
            seen={id: version for id, version in self._seen.items() if id not in written},
            fence=self._fence,
        )
        recordings = self._save(changed, record)
        last = recordings[-1] if recordings and not self._unplaced else None
        appended = self._appended
        return Receipt(
            agency=self.agency,
            command_id=self.command_id,
            position=None if self._unplaced else appended.position,
            recorded_at=None if self._unplaced else appended.recorded_at,
            hash=appended.leaf.hex() if appended.leaf else None,
            stream=last.domain_event.originator_id if last else None,
            version=last.domain_event.originator_version if last else None,
            facts=0 if self._unplaced else len(recordings),
            given_by=self._given_by,
            input_hmac=input_hmac,
        )

    @property
    def _given_by(self) -> UUID | None:
        """Who gave it, as the receipt says it: by a keyed hash where that is to stay unknown."""
        subject = self._request.actor.subject
        if subject is None or not self._unplaced:
            return subject
        return self.log.secrets.giver_mark(self.command_id, subject)

    def _save(self, changed: list[Aggregate], record: CommandRecord) -> list[Any]:
        return list(self.log.save(*changed, command=record))

    @property
    def _appended(self) -> Appended:
        return self.log.recorder.last_appended
