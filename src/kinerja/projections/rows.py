"""What a handler writes with: rows of its own tables, each stamped with agency and position."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from kinerja.domain.aggregate import Fact
from kinerja.domain.texts import Text, TextCategory
from kinerja.identity.viewer import RIGHTS_REST_ON
from kinerja.log.mapper import place_of, text_id
from kinerja.projections.tables import Table


class Rows(ABC):
    """The rows that one fact changes, in ``agency`` at ``position``."""

    agency: str
    position: int
    rights_position = 0
    """The last position that wrote a table on which anybody's rights rest; 0: none did."""

    def touch(self, table: Table) -> None:
        """Remember that a table is written."""
        if table.name in RIGHTS_REST_ON:
            self.rights_position = self.position

    @abstractmethod
    def insert(self, table: Table, **values: Any) -> None:
        """Add a row."""

    @abstractmethod
    def put(self, table: Table, *, keep: tuple[str, ...] = (), **values: Any) -> None:
        """Add a row, or replace what a row with the same key says, but for the columns to ``keep``."""

    @abstractmethod
    def update(self, table: Table, where: Mapping[str, Any], **values: Any) -> None:
        """Change the rows that match; ``where`` names columns of an index or the key."""

    @abstractmethod
    def delete(self, table: Table, **where: Any) -> None:
        """Delete the rows that match; the twin keeps them up to this position."""

    @abstractmethod
    def forget(self, subject: UUID, category: TextCategory) -> None:
        """Take the texts of a subject out of the table of texts: what names them reads as erased."""


Handler = Callable[[Rows, Any], None]
"""Writes what one fact changes: ``(rows, fact)``."""

Handlers = Mapping[type[Fact], Handler]


def text_of(fact: Fact, path: str) -> UUID | None:
    """The id, in the table of texts, of the text in a field of a fact; None when the field is empty."""
    value: Any = fact
    for step in path.split("."):
        value = getattr(value, step)
    return text_at(fact, path, value)


def text_at(fact: Fact, path: str, value: Text | None) -> UUID | None:
    """The same for a text found in a list, with its whole path such as ``lines[0].note``."""
    return None if value is None else text_id(place_of(fact, path))


def as_json(value: Any) -> str:
    """A structure as a JSON document."""
    return msgspec.json.encode(value).decode()
