"""Facts and the aggregates that they build: the two base classes of the whole domain."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.texts import TextCategory


class About(msgspec.Struct, frozen=True):
    """What a fact concerns: the field that holds the id and the kind of object the id belongs to."""

    field: str
    kind: str


class Fact(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Something that was decided and cannot be undone, only followed by another fact.

    Stored under its bare class name; a field added later has a default or an upcast. Every fact type
    declares its labels, which of its fields are texts about a person, and whom and what it concerns.
    Stream and version stand beside the payload (they are columns of the log), not in it.
    """

    if TYPE_CHECKING:  # written beside the fact by ``stamp``, no arguments of its constructor

        @property
        def originator_id(self) -> UUID:
            """The stream."""

        @property
        def originator_version(self) -> int:
            """The version of the stream after this fact."""

    label_id: ClassVar[str]
    label_en: ClassVar[str]
    personal: ClassVar[dict[str, TextCategory]] = {}
    """Paths of the sealed fields and their category; ``a.b`` leads into a struct, ``a[].b`` into a list."""
    subject_field: ClassVar[str | None] = None
    """The field with the employee the fact is about; None: it is about the agency, not about a person."""
    about: ClassVar[tuple[About, ...]] = ()
    unlisted: ClassVar[frozenset[str]] = frozenset()
    """Paths of content that the audit trail does not list: bulky, or for fewer than who read the trail.

    It is read at the object itself.
    """
    sealed_for: ClassVar[dict[TextCategory, str]] = {}
    """For categories of sealed fields whose key is not the subject's: the field that names whose it is."""
    withheld: ClassVar[bool] = False
    """Whether no read model shows it, not even the audit trail: its texts are opened nowhere but by break-glass."""
    class_version: ClassVar[int] = 1

    act: Act

    def apply(self, aggregate: Any) -> None:
        """Change the aggregate's state. Runs again on every load: never refuses, never looks anything up."""

    @property
    def subject(self) -> UUID | None:
        """The employee the fact is about; None when it is about no single person."""
        if self.subject_field is None:
            return None
        if self.subject_field == "originator_id":
            return self.originator_id
        value: UUID | None = getattr(self, self.subject_field)
        return value


def stamp(fact: Fact, stream: UUID, version: int) -> None:
    """Write stream and version beside a fact, once, when it is triggered or loaded."""
    beside = vars(fact)
    beside["originator_id"] = stream
    beside["originator_version"] = version


class Aggregate:
    """A stream of facts and the state they build. Commands decide on the state and trigger facts."""

    def __init__(self, id: UUID) -> None:
        self.id = id
        self.version = 0
        self._pending: list[Fact] = []

    @property
    def exists(self) -> bool:
        """Whether anything was recorded or triggered in this stream yet."""
        return self.version > 0

    def trigger_event(self, fact_type: type[Fact], **values: Any) -> None:
        """Apply a new fact to the state and keep it until the aggregate is saved."""
        fact = fact_type(**values)
        stamp(fact, self.id, self.version + 1)
        self._evolve(fact)
        self._pending.append(fact)

    def collect_events(self) -> Sequence[Fact]:
        """The facts triggered since the last save; afterwards there are none."""
        collected, self._pending = self._pending, []
        return collected

    @property
    def pending_events(self) -> Sequence[Fact]:
        """The facts triggered and not yet saved."""
        return tuple(self._pending)

    @classmethod
    def from_facts(cls, id: UUID, facts: Iterable[Fact]) -> Self:
        """The aggregate as its facts left it; an empty one, which does not exist, without facts of its own.

        An id that a client made up may lead to the stream of something else.
        """
        aggregate = cls(id)
        for fact in facts:
            if aggregate.version == 0 and not _is_of(type(fact), cls.__name__):
                return aggregate
            aggregate._evolve(fact)
        return aggregate

    def _evolve(self, fact: Fact) -> None:
        fact.apply(self)
        self.version = fact.originator_version

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]  # equality is by state, so an aggregate is no key


@cache
def _is_of(fact_type: type[Fact], aggregate: str) -> bool:
    """Whether a fact builds the state of an aggregate: the one that its ``apply`` takes."""
    return bool(fact_type.apply.__annotations__["aggregate"] == aggregate)
