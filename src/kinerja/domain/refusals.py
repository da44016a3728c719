"""Why a command is refused: a rule of the rule book, the input it concerns and what to do next."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class RefusalKind(StrEnum):
    """What a client can do about a refusal; each kind is a type of the GraphQL interface ``UserError``."""

    RULE_VIOLATED = "RULE_VIOLATED"
    INVALID_INPUT = "INVALID_INPUT"
    NOT_FOUND = "NOT_FOUND"
    NOT_PERMITTED = "NOT_PERMITTED"
    MISSING_STEP = "MISSING_STEP"
    VERSION_CONFLICT = "VERSION_CONFLICT"
    COMMAND_ID_REUSED = "COMMAND_ID_REUSED"


@dataclass(frozen=True)
class Rule:
    """A rule of the rule book, as it is printed in ``docs/rules.md``.

    ``sentence_*`` is what the person reads when the rule refuses; it may name parameters in braces.
    ``hint_*`` says what to do next. ``source`` is the law or the policy the rule comes from.
    """

    id: str
    sentence_id: str
    sentence_en: str
    hint_id: str
    hint_en: str
    source: str
    kind: RefusalKind = RefusalKind.RULE_VIOLATED


@dataclass(frozen=True)
class Words:
    """A parameter that reads differently in each language."""

    indonesian: str
    english: str

    def __str__(self) -> str:
        return self.indonesian


Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Refusal:
    """One reason why a command is refused. ``path`` leads to the input it concerns, empty for the whole."""

    rule: Rule
    path: Path = ()
    parameters: dict[str, Any] = field(default_factory=dict)

    def within(self, *path: str | int) -> "Refusal":
        """The same at an input that lies deeper."""
        return Refusal(self.rule, (*path, *self.path), self.parameters)

    def at(self, *path: str | int) -> "Refusal":
        """The same at another input."""
        return Refusal(self.rule, path, self.parameters)

    def led(self, inputs: Mapping[str, Path]) -> "Refusal":
        """The same where ``inputs`` has the first step of its path; as it is when that is not among them."""
        first, *rest = self.path or ("",)
        return self.at(*inputs[first], *rest) if isinstance(first, str) and first in inputs else self


class Refused(Exception):
    """The command is refused; nothing is recorded. Carries every reason that was found, at least one.

    Its text is the ids of the rules, which a log may show.
    """

    safe_to_log = True

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(", ".join(refusal.rule.id for refusal in refusals))
        self.refusals = refusals

    def names(self, *rules: Rule) -> bool:
        """Whether one of the rules is among the reasons."""
        return any(refusal.rule in rules for refusal in self.refusals)


def refuse(rule: Rule, *path: str | int, **parameters: Any) -> Refused:
    """A refusal by one rule, to be raised: ``raise refuse(NOT_SUBMITTED, "planId", state=plan.state)``."""
    return Refused(Refusal(rule, path, parameters))


def raise_all(refusals: list[Refusal]) -> None:
    """Raise all that was found wrong at once; do nothing when the list is empty."""
    if refusals:
        raise Refused(*refusals)


@contextmanager
def refused_within(*path: str | int) -> Iterator[None]:
    """What is refused inside concerns an input that lies deeper: its path begins with ``path``."""
    try:
        yield
    except Refused as refused:
        raise Refused(*(refusal.within(*path) for refusal in refused.refusals)) from refused


@contextmanager
def refused_at(*path: str | int) -> Iterator[None]:
    """Whatever is refused inside is refused at one input: the command names nothing else of what it concerns."""
    try:
        yield
    except Refused as refused:
        raise Refused(*(refusal.at(*path) for refusal in refused.refusals)) from refused


@contextmanager
def inputs_named(inputs: Mapping[str, Path]) -> Iterator[None]:
    """What is refused inside names inputs as the aggregate does; ``inputs`` leads to where the command has them."""
    try:
        yield
    except Refused as refused:
        raise Refused(*(refusal.led(inputs) for refusal in refused.refusals)) from refused
