"""The lines of a stage, page by page: what becomes one command, and how it is asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, TypeVar
from uuid import UUID

from psycopg import Connection

from kinerja.application.commands import Request
from kinerja.application.work import Actor, Reported
from kinerja.identity.relations import Standing
from kinerja.loading.folder import Folder
from kinerja.loading.format import Row
from kinerja.loading.naming import Codes, Key
from kinerja.loading.reading import Line
from kinerja.loading.stages import Stage

PAGE = 500
"""Lines whose receipts are looked up at once."""
T = TypeVar("T")


@dataclass(frozen=True)
class Group:
    """The lines of one command: one line, or those of one report."""

    lines: tuple[Line, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Their cells."""
        return tuple(line.row for line in self.lines)


@dataclass(frozen=True)
class Known:
    """A receipt as far as a load needs it: what the command changed, and the hash of its input."""

    stream: UUID | None
    input_hmac: bytes


def paged(items: Iterable[T], size: int = PAGE) -> Iterator[Sequence[T]]:
    """The items in pages."""
    rest = iter(items)
    while page := list(islice(rest, size)):
        yield page


def groups_of(folder: Folder, stage: Stage, codes: Codes) -> Iterator[Group]:
    """The lines of a stage as they become commands; those that do not lead to its command are left out."""
    lines = (line for line in folder.lines(stage.file) if stage.when(codes, line.row))
    for _, found in groupby(lines, key=lambda line: stage.key(line.row)):
        yield Group(tuple(found))


def request_of(folder: Folder, stage: Stage, codes: Codes, rows: Sequence[Row]) -> Request:
    """The command of a group, given by the operator for whom the lines name. Raises CodeUnknown."""
    on = stage.day(rows[0])
    told = stage.whose == Standing.SELF or (stage.whose == Standing.APPRAISER and on is not None)
    reported = Reported(_reason(folder, stage, rows[0]), on, stage.whose if told else None)
    return Request(
        codes.agency,
        Actor(None, reported),
        codes.command_id(*stage.key(rows[0])),
        stage.make(codes, rows),
        expected_version=0 if stage.afresh else None,
    )


def _reason(folder: Folder, stage: Stage, row: Row) -> str:
    said = f"Dimuat dari berkas {folder.file_name(stage.file)} dalam folder {folder.path.resolve().name}"
    return f"{said}, tertanggal {row[stage.on]}." if stage.on and row[stage.on] else f"{said}."


def looked_up(page: Sequence[Group], stage: Stage, codes: Codes) -> list[UUID]:
    """The commands whose receipts a page needs: its own, and those that its codes lead to."""
    rows = [row for group in page for row in group.rows]
    keys: set[Key] = {stage.key(row) for row in rows} | {key for row in rows for key in stage.wants(row)}
    return [codes.command_id(*key) for key in keys]


def receipts_of(connection: Connection[Any], agency: str, ids: Sequence[UUID]) -> Mapping[UUID, Known]:
    """The receipts of commands, in one statement."""
    query = "SELECT command_id, stream, input_hmac FROM log.receipts WHERE agency = %s AND command_id = ANY(%s)"
    rows = connection.execute(query, [agency, list(ids)], prepare=True)
    return {row["command_id"]: Known(row["stream"], row["input_hmac"]) for row in rows}


def streams_of(receipts: Mapping[UUID, Known]) -> dict[UUID, UUID]:
    """What the commands of receipts changed, where they changed anything."""
    return {id: known.stream for id, known in receipts.items() if known.stream is not None}
