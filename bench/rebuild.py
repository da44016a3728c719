"""``rebuild``: facts a second into all read models with their history, beside a COPY of exactly those rows."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench.agencies import Measured
from bench.figures import Figure, paired
from kinerja.projections import generations
from kinerja.projections.store import tables
from kinerja.service import Service

_ASKED = 0.10
_BLOCK = 1 << 20
_LAST = 2_000_000
_JAKARTA = 67_500_000
_HOURS = 3.0
_FLOOR = "floor"


def rebuild_figure(measured: Measured, runs: int) -> Figure:
    """One process builds everything anew, from the bare tables to the last index; then COPY the same rows."""
    with measured.service() as service, tempfile.TemporaryDirectory() as folder:
        build = _Building(service)
        build.run()
        floor = _Floor(service.database.owner, Path(folder), build.facts)
        notes = {"facts": build.facts, "rows": floor.rows, "floor rows/s": 0.0}
        figure = paired(Figure("rebuild", "facts/s", asked=_ASKED, notes=notes), (build.run, floor.run), runs)
        figure.notes["floor rows/s"] = (figure.floor or 0.0) * floor.rows / build.facts
        return figure


def year_of_jakarta(measured: Measured) -> list[Figure]:
    """Rebuild a large log once; from its rate over the last 2 M facts, the hours for a year of Jakarta.

    The time for keys and indexes is taken to grow with the number of facts. The read models that were there
    are dropped before; the new ones stay.
    """
    with measured.emptied() as service:
        build = _Building(service)
        rate = build.rebuild()
        last = build.rate_of_last(_LAST)
        hours = (_JAKARTA / last + build.finishing * _JAKARTA / build.facts) / 3600
        notes = {
            "facts": build.facts, "all facts/s": rate, "last 2 M facts/s": last,
            "keys and indexes s": build.finishing, "read models GiB": _size(service.database.owner, "read"),
            "log GiB": _size(service.database.owner, "log"),
        }  # fmt: skip
        return [Figure("rebuild: a year of Jakarta", "h", hours, asked=_HOURS, better="lower", notes=notes)]


@dataclass
class _Building:
    """Builds read models, and remembers how far it was when."""

    service: Service
    facts: int = 0
    finishing: float = 0.0
    marks: list[tuple[float, int]] = field(default_factory=list)

    def run(self) -> float:
        """Facts a second of building the next generation, which is not swapped in."""
        self.service.logs.keys.forget()
        filling = self.service.filling(self._filled)
        return self._timed(lambda: generations.make_next(self.service.database.owner, filling.fill))

    def rebuild(self) -> float:
        """Facts a second of a whole rebuild, as operators do it."""
        return self._timed(lambda: self.service.rebuild(filled=self._filled))

    def _timed(self, build: Callable[[], None]) -> float:
        self.facts, began = 0, time.perf_counter()
        self.marks = [(began, 0)]
        build()
        self.finishing = time.perf_counter() - self.marks[-1][0]
        return self.facts / (time.perf_counter() - began)

    def _filled(self, _agency: str, facts: int) -> None:
        self.facts += facts
        self.marks.append((time.perf_counter(), self.facts))

    def rate_of_last(self, facts: int) -> float:
        """Facts a second over the last ``facts`` that were filled in."""
        end, total = self.marks[-1]
        start, count = next(mark for mark in reversed(self.marks) if mark[1] <= max(0, total - facts))
        return (total - count) / (end - start)


class _Floor:
    """The rows of the read models and their twins, and how fast COPY takes them into tables with the same keys."""

    def __init__(self, owner: str, folder: Path, facts: int) -> None:
        self._owner = owner
        self._folder = folder
        self._facts = facts
        self.rows = 0
        with psycopg.connect(owner) as connection:
            for name, _ in _relations():
                self._save(connection, name)

    def run(self) -> float:
        """Facts a second whose rows are copied in."""
        with psycopg.connect(self._owner) as connection, _schema(connection):
            for name, key in _relations():
                connection.execute(f"CREATE TABLE {name} (LIKE read.{name})".encode())
                connection.execute(f"ALTER TABLE {name} ADD PRIMARY KEY ({', '.join(key)})".encode())
            connection.commit()
            began = time.perf_counter()
            for name, _ in _relations():
                self._load(connection, name)
            connection.commit()
            return self._facts / (time.perf_counter() - began)

    def _save(self, connection: psycopg.Connection[Any], name: str) -> None:
        cursor = connection.cursor()
        statement = f"COPY read.{name} TO STDOUT".encode()
        with (self._folder / name).open("wb") as file, cursor.copy(statement) as copy:
            for block in copy:
                file.write(block)
        self.rows += cursor.rowcount

    def _load(self, connection: psycopg.Connection[Any], name: str) -> None:
        statement = f"COPY {name} FROM STDIN".encode()
        with (self._folder / name).open("rb") as file, connection.cursor().copy(statement) as copy:
            while block := file.read(_BLOCK):
                copy.write(block)


@contextmanager
def _schema(connection: psycopg.Connection[Any]) -> Iterator[None]:
    connection.execute(f"DROP SCHEMA IF EXISTS {_FLOOR} CASCADE")
    connection.execute(f"CREATE SCHEMA {_FLOOR}")
    connection.execute(f"SET search_path = {_FLOOR}")
    yield
    connection.execute(f"DROP SCHEMA {_FLOOR} CASCADE")


def _relations() -> Iterator[tuple[str, list[str]]]:
    """Every table and twin, with the columns of its key."""
    yield "texts", ["agency", "id"]
    for table in tables():
        key = ["agency", *(column.name for column in table.key)]
        yield table.name, key
        if not table.append_only:
            yield table.history, [*key, "from_position"]


def _size(owner: str, schema: str) -> float:
    of_tables = "FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace"
    question = f"SELECT sum(pg_total_relation_size(oid)) {of_tables}".encode()
    with psycopg.connect(owner) as connection:
        row = connection.execute(question, [schema]).fetchone()
    return float(row[0]) / 2**30 if row else 0.0
