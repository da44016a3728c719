"""What commands tell of themselves, to whoever measures them. The application knows nothing of who listens."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol

from kinerja.application.receipts import Receipt

if TYPE_CHECKING:
    from kinerja.application.commands import Request


class Heard(Protocol):
    """One command, as its listener follows it."""

    def deciding(self) -> AbstractContextManager[object]:
        """Around loading and deciding, once for each attempt."""

    def appending(self) -> AbstractContextManager[object]:
        """Around the wait for its append, once for each attempt."""

    def recorded(self, receipt: Receipt) -> None:
        """It was recorded by this very call."""

    def repeated(self, receipt: Receipt) -> None:
        """It had been recorded before."""


class Listener(Protocol):
    """Follows every command of a process."""

    def command(self, request: "Request") -> AbstractContextManager[Heard]:
        """Around a command, in its own thread; a refusal or a failure passes through as an exception."""


class Nobody:
    """Listens to nothing."""

    @contextmanager
    def command(self, request: "Request") -> Iterator["Nobody"]:  # noqa: ARG002 - there is nothing to do with it
        """Around a command."""
        yield self

    def deciding(self) -> AbstractContextManager[object]:
        """Around loading and deciding."""
        return nullcontext()

    def appending(self) -> AbstractContextManager[object]:
        """Around the append."""
        return nullcontext()

    def recorded(self, receipt: Receipt) -> None:
        """It was recorded."""

    def repeated(self, receipt: Receipt) -> None:
        """It had been recorded before."""
