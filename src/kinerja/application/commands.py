"""What a command is, and the one way in which every command is carried out."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import msgspec
from eventsourcing.persistence import InterfaceError, OperationalError

from kinerja.application.agency_log import AgencyLogs
from kinerja.application.input_forms import input_form, older_forms
from kinerja.application.inputs import misfits
from kinerja.application.listening import Heard, Listener, Nobody
from kinerja.application.receipts import Receipt, find_receipt, receipt_of
from kinerja.application.work import Actor, Work
from kinerja.clock import Clock
from kinerja.domain.refusals import raise_all, refuse
from kinerja.domain.rulebook.commands import BUSY, COMMAND_ID_REUSED
from kinerja.log.group_commit import CommandRepeated, VersionMoved

_log = logging.getLogger(__name__)
_ATTEMPTS = 5


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """The input of a command, checked as far as its types go. ``decide`` is the whole of it.

    ``action`` is the name of the mutation and the row of the permission matrix. ``versioned`` says whose version a
    client may expect; None: nothing was there to be seen.
    """

    action: ClassVar[str]
    versioned: ClassVar[str | None] = None

    def decide(self, work: Work) -> None:
        """Load what it needs, check who may, let aggregates decide. Raises Refused; records nothing itself."""
        raise NotImplementedError(self.action)  # each command has its own


@dataclass(frozen=True)
class Request:
    """A command as it is asked for: in which agency, by whom, under which id, on which version seen."""

    agency: str
    actor: Actor
    command_id: UUID
    command: Command
    expected_version: int | None = None
    cause: int | None = None


class Commands:
    """Carries commands out. ``appended`` is told the agency whenever something was recorded.

    ``listener`` follows every command.
    """

    def __init__(
        self,
        logs: AgencyLogs,
        clock: Clock,
        appended: Callable[[str], None] = lambda _: None,
        listener: Listener | None = None,
    ) -> None:
        self.logs = logs
        self.clock = clock
        self._appended = appended
        self._listener = listener or Nobody()

    def execute(self, request: Request) -> Receipt:
        """Carry a command out once, however often it is sent, and return its first receipt. Raises Refused.

        Nothing is recorded when it is refused. When another command was faster, it decides anew.
        """
        with self._listener.command(request) as heard:
            return self._execute(request, heard)

    def _execute(self, request: Request, heard: Heard) -> Receipt:
        raise_all(list(misfits(request.command)))
        input_hmac = self.input_hmac(request)
        for attempt in range(1, _ATTEMPTS + 1):
            receipt = self._attempt(request, input_hmac, heard, last=attempt == _ATTEMPTS)
            if receipt is not None:
                return receipt
        return self._recorded(request, heard)

    def _recorded(self, request: Request, heard: Heard) -> Receipt:
        """The receipt, where an attempt that lost its connection was recorded after all. Refused H12.5 if not."""
        receipt = find_receipt(self.logs.datastore, request.agency, request.command_id)
        if receipt is None:
            raise refuse(BUSY)
        heard.repeated(self._must_be_of(request, receipt))
        return receipt

    def _attempt(self, request: Request, input_hmac: bytes, heard: Heard, *, last: bool) -> Receipt | None:
        """One try; None when it has to be made again, on a newer state.

        Where the connection is lost in the last one, the error is raised: it may have been recorded, and a refusal
        says that nothing was.
        """
        work = Work(self.logs.of(request.agency), request, self.clock())
        with heard.deciding(), work.log.deciding(request.command_id) as seen:
            if seen.receipt is not None:
                first = self._must_be_of(request, receipt_of(request.agency, request.command_id, seen.receipt))
                heard.repeated(first)
                return first
            work.basis_position = seen.head
            request.command.decide(work)
        try:
            with heard.appending():
                receipt = work.commit(input_hmac)
        except (CommandRepeated, VersionMoved):
            return None
        except (InterfaceError, OperationalError):
            if last:
                raise
            _log.warning("connection lost while appending; the receipt will tell", exc_info=True)
            return None
        self._appended(request.agency)
        heard.recorded(receipt)
        return receipt

    def input_hmac(self, request: Request) -> bytes:
        """The keyed hash of who asked for what: the same id with another input is another command."""
        return self.logs.secrets.input_hmac(input_form(request))

    def said_the_same(self, request: Request, recorded: bytes) -> bool:
        """Whether a receipt, of this version or an earlier one, is of this input, by its keyed hash."""
        forms = (input_form(request), *older_forms(request))
        return any(self.logs.secrets.input_hmac(form) == recorded for form in forms)

    def _must_be_of(self, request: Request, receipt: Receipt) -> Receipt:
        """The receipt of a command that was recorded before. Refused H12.3 when it said something else then."""
        if not self.said_the_same(request, receipt.input_hmac):
            raise refuse(COMMAND_ID_REUSED, "commandId")
        return receipt
