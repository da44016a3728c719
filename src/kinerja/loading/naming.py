"""What the codes of an agency's files lead to: ids of commands, and of what these commands make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from kinerja.application.organisation import NewEmployee
from kinerja.domain.ids import made_by, stream_id

_LOADS = UUID("0f8f6e0a-3c57-5d0e-8d8e-5a2b6d1f9a10")
Key = tuple[str, ...]
"""A file and the codes that name one of its lines."""


class CodeUnknown(Exception):
    """A code leads nowhere: its line was neither loaded nor is it in the folder."""

    def __init__(self, key: Key) -> None:
        super().__init__(key[0])
        self.key = key


@dataclass
class Codes:
    """The codes of one agency's files. The same line leads to the same command, however often it is loaded.

    ``streams`` holds what commands changed, by their ids; ``person`` is the administrator as the file of the
    employees has it, None when it has no such line.
    """

    agency: str
    administrator: str
    person: NewEmployee | None = None
    streams: Mapping[UUID, UUID] = field(default_factory=dict)

    def command_id(self, *key: str) -> UUID:
        """The id of a line's command: loading the same line again is the same command."""
        return uuid5(_LOADS, "\x1f".join((self.agency, *key)))

    def named(self, kind: str, code: str) -> UUID:
        """The id of a unit, position, standard, indicator or period by its code."""
        return stream_id(self.agency, kind, code)

    def employee(self, code: str) -> UUID:
        """The id of an employee by its code; the administrator comes with the agency."""
        named = code == self.administrator
        made_in = self.command_id("agency", self.agency) if named else self.command_id("employees", code)
        return made_by(made_in, "employee")

    def outsider(self, code: str) -> UUID:
        """The id of somebody from outside who holds a role."""
        return made_by(self.command_id("outsiders", code), "holder")

    def assignment(self, code: str) -> UUID:
        """The id of an assignment by its code."""
        return made_by(self.command_id("assignments", code), "assignment")

    def position_of(self, assignment: str) -> UUID:
        """The position that an assignment is in. Raises CodeUnknown."""
        return self._stream("assignments", assignment)

    def plan(self, code: str) -> UUID:
        """The id of a plan by its code. Raises CodeUnknown."""
        return self._stream("plans", code)

    def result(self, plan: str, code: str) -> UUID:
        """The id of a work result by its code within a plan."""
        return made_by(self.command_id("work_results", plan, code), "result")

    def target(self, plan: str, code: str) -> UUID:
        """The id of a target by its code within a plan."""
        return made_by(self.command_id("targets", plan, code), "target")

    def _stream(self, *key: str) -> UUID:
        stream = self.streams.get(self.command_id(*key))
        if stream is None:
            raise CodeUnknown(key)
        return stream
