"""What a request carries: agency, identity, language, and its window onto the read models."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from strawberry.types import Info as StrawberryInfo

from kinerja.application.commands import Command
from kinerja.graphql.costs import SHORT_LIST
from kinerja.graphql.failures import UNAUTHENTICATED, RequestFailed
from kinerja.graphql.language import Language

if TYPE_CHECKING:
    from kinerja.graphql.gateway import AskedBasis, Gateway
    from kinerja.graphql.reads import Reads


@dataclass(frozen=True)
class Basis:
    """What an answer rests on: one position of the log, and the day that dated facts are read for.

    ``past`` is the position when the answer is as of then, None when it is of now.
    """

    position: int
    recorded_at: datetime | None
    valid_on: date
    past: int | None


@dataclass
class Context:
    """One request. ``reads`` is there while its operation is executed."""

    gateway: "Gateway"
    agency: str
    subject: UUID | None
    language: Language
    schema_version: str = ""
    expires: int | None = None
    """When the token expires, in seconds since 1970; None without a token."""
    client: str = ""
    """Whose budget it spends: a subject, or the address of nobody."""
    address: str = field(default="", repr=False)
    """Where it comes from. Counted in memory, and written nowhere."""
    spend: Callable[[int], None] | None = field(default=None, repr=False)
    """Counts what an operation costs, before it is executed. Fails THROTTLED."""
    admit: Callable[[Command], Awaitable[None]] | None = field(default=None, repr=False)
    """Counts a command that anybody may give, before it is carried out. Fails THROTTLED."""
    cost: int | None = None
    """What the operation costs, once that is counted."""
    basis: Basis | None = None
    connection_params: dict[str, Any] | None = field(default=None, repr=False)
    authorization: str | None = field(default=None, repr=False)
    stack: AsyncExitStack | None = field(default=None, repr=False)
    open_reads: "Reads | None" = field(default=None, repr=False)

    @property
    def reads(self) -> "Reads":
        """The window onto the read models. Raises RuntimeError outside of an operation."""
        if self.open_reads is None:
            raise RuntimeError("no operation is being executed")
        return self.open_reads

    def spends(self, cost: int) -> None:
        """Count what an operation costs, once however often it is looked at. Fails THROTTLED."""
        if self.cost is None:
            self.cost = cost
            self._spend(cost)

    def spends_for(self, rows: int) -> None:
        """Count a message of a subscription with so many rows. Fails THROTTLED."""
        self._spend(max(1, (self.cost or 0) * rows // SHORT_LIST))

    def _spend(self, cost: int) -> None:
        if self.spend is not None:
            self.spend(cost)

    async def admits(self, command: Command) -> None:
        """Count a command that is to be carried out. Fails THROTTLED."""
        if self.admit is not None:
            await self.admit(command)

    def must_not_be_expired(self) -> None:
        """A token that was good when a subscription began may have expired. Fails UNAUTHENTICATED."""
        if self.expires is not None and self.gateway.now().timestamp() >= self.expires:
            raise RequestFailed(UNAUTHENTICATED)

    async def renew_reads(self, asked: "AskedBasis") -> "Reads":
        """Open a window onto the read models that stays open until the operation ends, or until it is released."""
        if self.stack is None:
            raise RuntimeError("no operation is being executed")
        await self.stack.aclose()
        reads = await self.stack.enter_async_context(self.gateway.reading(self.agency, self.subject, asked))
        self.open_reads, self.basis = reads, reads.basis
        return reads

    async def release_reads(self) -> None:
        """Close the window: a subscription holds none while it waits, nor while its client reads."""
        self.open_reads = None
        if self.stack is not None:
            await self.stack.aclose()

    def of_one_operation(self) -> "Context":
        """The same request's, with a window of its own: a connection carries several operations."""
        return replace(self, cost=None, basis=None, stack=None, open_reads=None)


Info = StrawberryInfo[Context, Any]
