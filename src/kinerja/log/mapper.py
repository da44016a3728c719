"""Between facts and stored events: JSON by msgspec, sealed fields, versions of fact types."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from kinerja.domain.aggregate import Fact, stamp
from kinerja.domain.ids import stream_id
from kinerja.domain.texts import Text, TextCategory
from kinerja.log.data_keys import KeyName
from kinerja.log.sealing import KeyRing

_ALWAYS_PERSONAL = {"act.reason": TextCategory.JUDGEMENT, "act.giver": TextCategory.GIVER}


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text of a fact: which field it stands in, under whose key, and its id in the table of texts."""

    path: str
    text: Text
    key: KeyName
    place: str

    @property
    def id(self) -> UUID:
        """The same for the same place in the log, on every rebuild."""
        return text_id(self.place)


def text_id(place: str) -> UUID:
    """The id of the text at a place (stream, version and field)."""
    return UUID(bytes=sha256(place.encode()).digest()[:16], version=5)


def place_of(fact: Fact, path: str) -> str:
    """Where a text stands in the log; bound into its encryption."""
    return f"{fact.originator_id}/{fact.originator_version}/{path}"


def texts_of(agency: str, fact: Fact) -> Iterator[PlacedText]:
    """Every text about a person in a fact, in the order of its declared paths."""
    for steps, category in _declared(type(fact)):
        for path, text in _found(fact, steps):
            key = KeyName(agency, _key_subject(agency, fact, category), category)
            yield PlacedText(path, text, key, place_of(fact, path))


@cache
def _declared(fact_type: type[Fact]) -> tuple[tuple[tuple[str, ...], TextCategory], ...]:
    """The paths of a fact type that lead to texts, each as its steps."""
    declared = (*_ALWAYS_PERSONAL.items(), *fact_type.personal.items())
    return tuple((tuple(path.split(".")), category) for path, category in declared)


def _found(fact: Fact, steps: tuple[str, ...]) -> Iterable[tuple[str, Text]]:
    """What stands at a path. Most facts have no text there: that is seen without walking."""
    if steps[0] == "act" and getattr(fact.act, steps[1]) is None:
        return ()
    return _walk(fact, steps, "")


def _key_subject(agency: str, fact: Fact, category: TextCategory) -> UUID:
    """Whose key seals: that of what the fact type names for the category, else the person's, else the agency's."""
    of = type(fact).sealed_for.get(category)
    if of == "originator_id":
        return fact.originator_id
    named: UUID | None = getattr(fact, of) if of is not None else fact.subject
    return named or stream_id(agency, "Agency")


def _walk(value: Any, steps: tuple[str, ...], path: str) -> Iterator[tuple[str, Text]]:
    if value is None:
        return
    if not steps:
        yield path, value
        return
    step, rest = steps[0], steps[1:]
    child = getattr(value, step.removesuffix("[]"))
    here = f"{path}.{step.removesuffix('[]')}".lstrip(".")
    if step.endswith("[]"):
        for index, item in enumerate(child):
            yield from _walk(item, rest, f"{here}[{index}]")
    else:
        yield from _walk(child, rest, here)


class FactMapper(Mapper[UUID]):
    """Encodes facts of one agency. Reading opens no text: a loaded aggregate carries them sealed."""

    def __init__(self, agency: str, keys: KeyRing, fact_types: Mapping[str, type[Fact]]) -> None:
        self._agency = agency
        self.keys = keys
        self._encoder = msgspec.json.Encoder(enc_hook=_sealed_half)
        self._types = fact_types
        self._decoders = {
            name: msgspec.json.Decoder(fact_type, dec_hook=_from_sealed) for name, fact_type in fact_types.items()
        }

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Seal the texts of a fact and encode it."""
        fact = domain_event
        assert isinstance(fact, Fact)  # noqa: S101 - aggregates trigger nothing else
        for placed in texts_of(self._agency, fact):
            if placed.text.clear is None:
                raise ValueError(f"a text read from the log is written again at {placed.place}")
            placed.text.sealed = self.keys.seal(placed.key, placed.text.clear, placed.place)
        state = self._encoder.encode(fact)
        if fact.class_version > 1:
            state = state[:-1] + b',"class_version":%d}' % fact.class_version
        return StoredEvent(fact.originator_id, fact.originator_version, type(fact).__name__, state)

    def to_domain_event(self, stored_event: StoredEvent) -> Fact:
        """Decode a fact, bringing an older version of its type up to date."""
        fact = self.decode(stored_event.topic, stored_event.state)
        stamp(fact, _uuid(stored_event.originator_id), stored_event.originator_version)
        return fact

    def decode(self, topic: str, state: bytes) -> Fact:
        """The fact of a payload, without stream and version."""
        fact_type = self._types[topic]
        if fact_type.class_version == 1:
            fact: Fact = self._decoders[topic].decode(state)
            return fact
        return self._decode_upcast(fact_type, state)

    def _decode_upcast(self, fact_type: type[Fact], state: bytes) -> Fact:
        content: dict[str, Any] = msgspec.json.decode(state)
        for version in range(content.pop("class_version", 1), fact_type.class_version):
            getattr(fact_type, f"upcast_v{version}_v{version + 1}")(content)
        return msgspec.convert(content, fact_type, dec_hook=_from_sealed)


def _sealed_half(value: Any) -> Any:
    if isinstance(value, Text):
        if value.sealed is None:
            raise ValueError("a text reached the log unsealed: declare its field in 'personal' of its fact")
        return value.sealed
    raise NotImplementedError(f"facts do not hold values of {type(value)}")  # what msgspec asks of a hook


def _from_sealed(expected: type, value: Any) -> Any:
    if expected is Text:
        return Text(sealed=value)
    raise NotImplementedError(f"facts do not hold values of {expected}")  # what msgspec asks of a hook


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
