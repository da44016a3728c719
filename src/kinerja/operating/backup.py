"""Backup of one agency: its whole log, from one snapshot, and its files, streamed into one file."""

from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from kinerja import __version__
from kinerja.clock import Clock, system_clock
from kinerja.files.store import FolderStore
from kinerja.log.installation import configured_secrets, differing
from kinerja.operating import OperatorError
from kinerja.operating.archive import FORMAT, Manifest, Part, Writer, writing
from kinerja.operating.evidence import named_files, written
from kinerja.operating.tables import key_of, log_tables
from kinerja.service import must_be_there, open_database
from kinerja.settings import Settings

_HEAD = "SELECT position, recorded_us FROM log.heads WHERE agency = %s"
_LAST = "SELECT encode(leaf, 'hex') FROM log.facts WHERE agency = %s AND position = %s"
_AGENCIES = "SELECT coalesce(string_agg(agency, ', ' ORDER BY agency), 'none') FROM log.heads"


def back_up(settings: Settings, agency: str, path: Path, clock: Clock = system_clock) -> Manifest:
    """Write the log of an agency as it stands now into a new file, and say what is in it.

    A server may run meanwhile. Raises OperatorError when there is no such agency, or a file of that name.
    """
    must_be_there(settings)
    with open_database(settings) as database, writing(path) as writer, psycopg.connect(database.owner) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        manifest = _written(connection, settings, agency, writer, clock)
        writer.manifest(manifest)
    return manifest


def _written(
    connection: psycopg.Connection[Any], settings: Settings, agency: str, writer: Writer, clock: Clock
) -> Manifest:
    """Write the parts; the manifest is made of what was seen."""
    position, recorded_us = _head(connection, agency)
    taken_at = clock()  # behind the first look, which is the snapshot
    secrets = configured_secrets(settings)
    if others := differing(connection, secrets):
        raise OperatorError(f"The secrets at {settings.secrets_path} are not those of this installation ({others}).")
    parts = [_part(connection, writer, table, agency) for table in log_tables(connection)]
    named = named_files(connection, agency)
    files = written(writer, FolderStore(settings.evidence_path), agency, named)
    last = connection.execute(_LAST, [agency, position]).fetchone()
    return Manifest(
        format=FORMAT,
        made_by=__version__,
        agency=agency,
        position=position,
        recorded_us=recorded_us,
        taken_at=taken_at,
        last_leaf=last[0] if last else None,
        secrets=secrets.fingerprints(),
        parts=tuple(parts),
        files=files,
        missing=len(named) - files,
    )


def _head(connection: psycopg.Connection[Any], agency: str) -> tuple[int, int]:
    ((made,),) = connection.execute("SELECT to_regclass('log.installation') IS NOT NULL").fetchall()
    if not made:
        raise OperatorError("The database has no log of this version yet: start 'kinerja serve' on it once.")
    row = connection.execute(_HEAD, [agency]).fetchone()
    if row is None:
        ((there,),) = connection.execute(_AGENCIES).fetchall()
        raise OperatorError(f"There is no agency {agency} in the log; there are: {there}.")
    return row[0], row[1]


def _part(connection: psycopg.Connection[Any], writer: Writer, table: str, agency: str) -> Part:
    columns = log_tables(connection)[table]
    statement = sql.SQL("COPY (SELECT {} FROM log.{} WHERE agency = {} ORDER BY {}) TO STDOUT").format(
        _names(columns), sql.Identifier(table), sql.Literal(agency), _names(key_of(connection, table))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        return writer.part(table, columns, (bytes(block) for block in copy), lambda: cursor.rowcount)


def _names(columns: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(column) for column in columns)
