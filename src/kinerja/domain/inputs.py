"""What a field of an input means and how long it may be: said once, where the field is declared."""

import re
from dataclasses import dataclass

import msgspec

from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.commands import TEXT_FORM, TEXT_LENGTH


@dataclass(frozen=True)
class Bounds:
    """Bounds of a text. They hold for new input only: what was recorded is never checked again.

    ``form`` says to people what ``pattern`` asks for.
    """

    shortest: int
    longest: int
    pattern: str | None
    form: str | None = None

    @property
    def shown(self) -> str:
        """The bounds as descriptions say them."""
        length = f"{self.shortest} to {self.longest}" if self.shortest != self.longest else str(self.longest)
        return f"{length} characters." if self.form is None else f"{length} characters: {self.form}."

    def refusal_of(self, text: str, path: tuple[str | int, ...]) -> Refusal | None:
        """Why a text is refused; None when it fits."""
        if not self.shortest <= len(text.strip()) or len(text) > self.longest:
            return Refusal(TEXT_LENGTH, path, {"shortest": self.shortest, "longest": self.longest})
        if self.pattern is not None and not re.fullmatch(self.pattern, text):
            return Refusal(TEXT_FORM, path, {"form": self.form or self.pattern})
        return None


def says(
    description: str,
    shortest: int | None = None,
    longest: int | None = None,
    *,
    pattern: str | None = None,
    form: str | None = None,
) -> msgspec.Meta:
    """What a field means; for a text also how long it may be and of what form it is."""
    if longest is None:
        return msgspec.Meta(description=description)
    return msgspec.Meta(description=description, extra={"bounds": Bounds(shortest or 0, longest, pattern, form)})


def refers(kind: str, description: str) -> msgspec.Meta:
    """A field that holds the id of an object of a kind: a global id in GraphQL, a UUID inside."""
    return msgspec.Meta(description=description, extra={"refers": kind})


def camel(name: str) -> str:
    """The name of a field as GraphQL shows it."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
