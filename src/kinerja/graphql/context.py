"""What a request carries: agency, identity, language, and its window onto the read models."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from strawberry.types import Info as StrawberryInfo

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
    basis: Basis | None = None
    stack: AsyncExitStack | None = field(default=None, repr=False)
    open_reads: "Reads | None" = field(default=None, repr=False)

    @property
    def reads(self) -> "Reads":
        """The window onto the read models. Raises RuntimeError outside of an operation."""
        if self.open_reads is None:
            raise RuntimeError("no operation is being executed")
        return self.open_reads

    async def renew_reads(self, asked: "AskedBasis") -> None:
        """Open a window onto the read models that stays open until the operation ends."""
        if self.stack is None:
            raise RuntimeError("no operation is being executed")
        await self.stack.aclose()
        reads = await self.stack.enter_async_context(self.gateway.reading(self.agency, self.subject, asked))
        self.open_reads, self.basis = reads, reads.basis


Info = StrawberryInfo[Context, Any]
