"""Given facts, when a command, then facts or a refusal: the form of every domain test."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from kinerja.domain.act import Act, Capacity
from kinerja.domain.aggregate import Aggregate, Fact, stamp
from kinerja.domain.refusals import Refused
from kinerja.domain.texts import Text

A = TypeVar("A", bound=Aggregate)

STREAM = UUID(int=1)
ACT = Act(
    by=UUID(int=7),
    capacity=Capacity.DEFINITIVE,
    command_id=UUID(int=99),
    at=datetime(2025, 1, 6, 2, 0, tzinfo=UTC),
)
EXPLAINED = Act(
    by=UUID(int=7),
    capacity=Capacity.MANDATED,
    reason=Text("because"),
    legal_basis="SK 1/2025",
    command_id=UUID(int=99),
    at=datetime(2025, 1, 6, 2, 0, tzinfo=UTC),
)


class Outcome(Generic[A]):
    """What came of a command."""

    def __init__(self, aggregate: A, refused: Refused | None) -> None:
        self.aggregate = aggregate
        self._refused = refused

    def then(self, *expected: Fact) -> None:
        """Exactly these facts were triggered."""
        assert self._refused is None, f"refused by {self._refused}"
        assert list(self.aggregate.pending_events) == list(expected)

    def then_nothing(self) -> None:
        """It was done already: no fact, no refusal."""
        self.then()

    def then_refused(self, *rule_ids: str) -> None:
        """Refused by exactly these rules, and nothing was triggered."""
        assert self._refused is not None, "it was not refused"
        assert [refusal.rule.id for refusal in self._refused.refusals] == list(rule_ids)
        assert self.aggregate.pending_events == ()

    @property
    def rules(self) -> list[str]:
        """The rules that refused it; none when it was not refused."""
        return [] if self._refused is None else [refusal.rule.id for refusal in self._refused.refusals]

    @property
    def paths(self) -> list[tuple[str | int, ...]]:
        """The paths of the refusals."""
        assert self._refused is not None
        return [refusal.path for refusal in self._refused.refusals]

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """What the refusals say beside their rules: values of the sentences and the step that is missing."""
        assert self._refused is not None
        return [refusal.parameters for refusal in self._refused.refusals]


class Given(Generic[A]):
    """An aggregate as some facts left it."""

    def __init__(self, aggregate_type: type[A], facts: tuple[Fact, ...]) -> None:
        for version, fact in enumerate(facts, start=1):
            stamp(fact, STREAM, version)
        self._aggregate = aggregate_type.from_facts(STREAM, facts)

    def when(self, command: Callable[[A], Any]) -> Outcome[A]:
        """Give the command."""
        try:
            command(self._aggregate)
        except Refused as refused:
            return Outcome(self._aggregate, refused)
        return Outcome(self._aggregate, None)


def given(aggregate_type: type[A], *facts: Fact) -> Given[A]:
    """The aggregate after these facts."""
    return Given(aggregate_type, facts)
