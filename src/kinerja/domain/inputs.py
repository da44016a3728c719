"""What a field of an input means and how long it may be: said once, where the field is declared."""

import re
from dataclasses import dataclass

import msgspec


@dataclass(frozen=True)
class Bounds:
    """Bounds of a text. They hold for new input only: what was recorded is never checked again."""

    shortest: int
    longest: int
    pattern: str | None

    def problem_of(self, text: str) -> str | None:
        """What is wrong with a text, in short; None when it fits."""
        if not self.shortest <= len(text.strip()) or len(text) > self.longest:
            return f"{self.shortest}–{self.longest} characters"
        if self.pattern is not None and not re.fullmatch(self.pattern, text):
            return f"form {self.pattern}"
        return None


def says(
    description: str, shortest: int | None = None, longest: int | None = None, *, pattern: str | None = None
) -> msgspec.Meta:
    """What a field means; for a text also how long it may be and of what form it is."""
    if longest is None:
        return msgspec.Meta(description=description)
    return msgspec.Meta(description=description, extra={"bounds": Bounds(shortest or 0, longest, pattern)})


def refers(kind: str, description: str) -> msgspec.Meta:
    """A field that holds the id of an object of a kind: a global id in GraphQL, a UUID inside."""
    return msgspec.Meta(description=description, extra={"refers": kind})
