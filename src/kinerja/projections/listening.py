"""What a follower tells of itself, to whoever measures it. The read models know nothing of who listens."""

from typing import Protocol


class Listener(Protocol):
    """Is told what a follower does, in the follower's thread."""

    def page(self, agency: str, position: int, facts: int, seconds: float) -> None:
        """The ``facts`` facts up to a position were written and committed; it took so many seconds."""

    def stalled(self) -> None:
        """A fact has stopped its agency."""


class Nobody:
    """Listens to nothing."""

    def page(self, agency: str, position: int, facts: int, seconds: float) -> None:
        """Facts were written."""

    def stalled(self) -> None:
        """A fact has stopped its agency."""
