"""``kinerja export``: an agency's files from its read models, from one snapshot, in constant memory."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection
from rich.console import Console
from rich.table import Table

from kinerja.loading.exported import CODES, LEFT_OUT, PROGRESS, STATEMENTS
from kinerja.loading.order import FILES
from kinerja.loading.temporary import make_temporary
from kinerja.loading.writing import Format, shown, write
from kinerja.operating import OperatorError
from kinerja.projections.generations import LIVE
from kinerja.service import Service, must_be_there, running_service
from kinerja.settings import Settings

_PAGE = 2000
_CODES_TABLE = "CREATE TEMPORARY TABLE codes (kind text, id uuid, code text, PRIMARY KEY (kind, id)) ON COMMIT DROP"


def export_folder(settings: Settings, agency: str, path: Path, console: Console, *, format: Format) -> None:
    """Write the files of an agency into a new folder. Raises OperatorError when that cannot be."""
    must_be_there(settings)
    with running_service(settings) as service:
        export(service, agency, path, console, format)


def export(service: Service, agency: str, path: Path, console: Console, format: Format) -> None:
    """The same on a running service. Whatever fails leaves no folder behind."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise OperatorError(f"{path} holds something already: export into a new folder")
    with closing(service.follower()) as follower:
        follower.catch_up()
    path.resolve().parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.resolve().parent))
    try:
        with _snapshot(service, agency) as connection:
            _print(console, path, *_write(connection, agency, draft, format))
        os.replace(draft, path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def _snapshot(service: Service, agency: str) -> Iterator[Connection[Any]]:
    """One snapshot of the read models of an agency. Raises OperatorError when they are not level with the log."""
    options = f"-c search_path={LIVE},public -c default_transaction_isolation=repeatable\\ read"
    with psycopg.connect(service.database.service, options=options, application_name="kinerja-export") as connection:
        connection.execute("LOCK TABLE tracking IN ACCESS SHARE MODE")
        connection.execute("SELECT set_config('kinerja.agency', %s, true)", [agency])
        head = connection.execute("SELECT position FROM log.heads WHERE agency = %s", [agency]).fetchone()
        level = connection.execute("SELECT position FROM tracking WHERE agency = %s", [agency]).fetchone()
        if head is None:
            raise OperatorError(f"there is no agency {agency}")
        if level is None or level[0] < head[0]:
            raise OperatorError(f"the read models of {agency} are behind its log: see /health/ready")
        yield connection


def _write(
    connection: Connection[Any], agency: str, folder: Path, format: Format
) -> tuple[dict[str, int], dict[str, int]]:
    """Write the files that have lines; gives the lines of each, and what there is no place for."""
    given = {"agency": agency, "zone": "UTC"}
    zone = connection.execute("SELECT time_zone FROM agencies WHERE agency = %(agency)s", given).fetchone()
    given["zone"] = zone[0] if zone else "UTC"
    make_temporary(connection, _CODES_TABLE)
    for statement in CODES:
        connection.execute(statement.encode(), given)
    written: dict[str, int] = {}
    for form in FILES:
        lines = _counted(_lines(connection, STATEMENTS.get(form.name, PROGRESS), given), form.name, written)
        first = next(lines, None)
        if first is not None:
            write(folder / f"{form.name}.{format}", form, chain([first], lines), format)
    left = {what: _number(connection, statement, given) for what, statement in LEFT_OUT.items()}
    return written, {what: count for what, count in left.items() if count}


def _lines(connection: Connection[Any], statement: str, given: dict[str, str]) -> Iterator[list[str]]:
    with connection.cursor(name="export") as cursor:
        cursor.itersize = _PAGE
        cursor.execute(statement.encode(), given)
        for row in cursor:
            yield [shown(cell) for cell in row]


def _counted(lines: Iterator[list[str]], name: str, written: dict[str, int]) -> Iterator[list[str]]:
    for line in lines:
        written[name] = written.get(name, 0) + 1
        yield line


def _number(connection: Connection[Any], statement: str, given: dict[str, str]) -> int:
    row = connection.execute(statement.encode(), given).fetchone()
    return int(row[0]) if row else 0


def _print(console: Console, path: Path, written: dict[str, int], left_out: dict[str, int]) -> None:
    table = Table("file", "lines", title=f"{path}")
    for name, count in written.items():
        table.add_row(name, f"{count:,}")
    console.print(table)
    for what, count in left_out.items():
        console.print(f"left out: {count:,} {what}")
    console.print("These files hold personal data: keep them where only their owner can read them.")
