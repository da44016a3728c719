"""Restore of one agency: everything is checked, in one transaction, before anything stands."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from kinerja.files.store import FolderStore, Store
from kinerja.log.installation import configured_secrets, installed_secrets
from kinerja.operating import OperatorError
from kinerja.operating.archive import Manifest, Part, Reader, reading
from kinerja.operating.evidence import named_files, taken_in
from kinerja.operating.tables import log_tables
from kinerja.service import make_tables, open_database
from kinerja.settings import Settings

_HEAD = """
SELECT count(*) = 1 AND bool_and(position = %(position)s AND recorded_us = %(recorded_us)s)
  FROM log.heads WHERE agency = %(agency)s
"""
_DENSE = """
SELECT count(*) = %(position)s AND coalesce(min(position), 1) = 1 AND coalesce(max(position), 0) = %(position)s
   AND coalesce(max(recorded_us), 0) <= %(recorded_us)s
  FROM log.facts WHERE agency = %(agency)s
"""
_TIMES = """
SELECT NOT EXISTS (
    SELECT FROM (SELECT recorded_us, lag(recorded_us) OVER (ORDER BY position) AS before
                   FROM log.facts WHERE agency = %(agency)s) AS ordered
     WHERE recorded_us <= before)
"""
_STREAMS = """
SELECT NOT EXISTS (
    SELECT FROM log.facts WHERE agency = %(agency)s GROUP BY originator_id
    HAVING min(originator_version) <> 1 OR max(originator_version) <> count(*))
"""
_LEAVES = """
SELECT NOT EXISTS (
    SELECT FROM log.facts
     WHERE agency = %(agency)s AND leaf IS DISTINCT FROM
           log.leaf(agency, position, recorded_us, originator_id, originator_version, topic, state))
"""
_LAST = """
SELECT (SELECT encode(leaf, 'hex') FROM log.facts WHERE agency = %(agency)s AND position = %(position)s)
       IS NOT DISTINCT FROM %(last_leaf)s::text
"""
_LAWS = {
    "the head is not where the manifest says": _HEAD,
    "positions have holes": _DENSE,
    "recorded times do not rise": _TIMES,
    "versions of a stream have holes": _STREAMS,
    "a fact does not have the hash that it was recorded with": _LEAVES,
    "the last fact is another than the manifest says": _LAST,
}


def restore(settings: Settings, path: Path) -> Manifest:
    """Take an agency into an installation that has none of that code, and say what came in.

    A server may run meanwhile; its follower builds the read models. Raises OperatorError, with nothing written,
    when the file is broken, the agency is there, or the secrets are others.
    """
    with reading(path) as reader:
        _secrets_must_fit(settings, reader.manifest)
        with open_database(settings) as database:
            make_tables(database)
            installed_secrets(settings, database.owner)
            _restored(database.owner, reader, FolderStore(settings.evidence_path))
    return reader.manifest


def _restored(owner: str, reader: Reader, store: Store) -> None:
    """The log in one transaction; the files before it ends, so that none is named that is not there."""
    with psycopg.connect(owner, autocommit=True) as connection, ExitStack() as files, connection.transaction():
        _take_in(connection, reader)
        files.enter_context(taken_in(reader, store, named_files(connection, reader.manifest.agency)))


def _secrets_must_fit(settings: Settings, manifest: Manifest) -> None:
    ours = configured_secrets(settings).fingerprints()
    others = [name for name, mark in ours.items() if manifest.secrets.get(name) != mark]
    if others:
        raise OperatorError(
            f"The backup was made with other secrets than those at {settings.secrets_path} ({', '.join(others)}):"
            " restore it with the secrets.json, and the KINERJA_MASTER_KEY, of the installation it comes from."
        )


def _take_in(connection: psycopg.Connection[Any], reader: Reader) -> None:
    """All of it, or by an error none."""
    manifest = reader.manifest
    _tables_must_fit(connection, manifest)
    _must_be_new(connection, manifest.agency)
    # The head first: whoever founds the same agency meanwhile waits for us, or we fail on his.
    for part in sorted(manifest.parts, key=lambda part: part.table != "heads"):
        _copy_in(connection, reader, part)
    for said, question in _LAWS.items():
        values = {name: getattr(manifest, name) for name in ("agency", "position", "recorded_us", "last_leaf")}
        if connection.execute(question.encode(), values).fetchone() != (True,):
            raise OperatorError(f"The backup is not a whole log: {said}. Take another one; nothing was written.")


def _tables_must_fit(connection: psycopg.Connection[Any], manifest: Manifest) -> None:
    theirs = {part.table: set(part.columns) for part in manifest.parts}
    if theirs != {table: set(columns) for table, columns in log_tables(connection).items()}:
        raise OperatorError(
            f"The backup was made by version {manifest.made_by}, whose log has other tables:"
            " restore it with that version, then upgrade."
        )


def _must_be_new(connection: psycopg.Connection[Any], agency: str) -> None:
    places = [sql.SQL("log.{}").format(sql.Identifier(table)) for table in log_tables(connection)]
    for place in [*places, sql.SQL("read.tracking")]:
        statement = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE agency = {})").format(place, sql.Literal(agency))
        if connection.execute(statement).fetchone() != (False,):
            raise OperatorError(f"The agency {agency} is in this installation already: a restore replaces nothing.")


def _copy_in(connection: psycopg.Connection[Any], reader: Reader, part: Part) -> None:
    table, columns = sql.Identifier(part.table), sql.SQL(", ").join(map(sql.Identifier, part.columns))
    cursor = connection.cursor()
    try:
        statement = sql.SQL("COPY log.{} ({}) FROM STDIN").format(table, columns)
        with cursor.copy(statement) as copy:
            for block in reader.blocks(part):
                copy.write(block)
    except (psycopg.DataError, psycopg.IntegrityError) as error:  # its text would quote the row
        raise OperatorError(
            f"The backup is broken: a row of {part.table} cannot be ({type(error).__name__}). Nothing was written."
        ) from None
    counted = sql.SQL("SELECT count(*) FROM log.{} WHERE agency = {}").format(
        table, sql.Literal(reader.manifest.agency)
    )
    if (cursor.rowcount, connection.execute(counted).fetchone()) != (part.rows, (part.rows,)):
        raise OperatorError(f"The backup is broken: {part.table} has other rows than it says. Nothing was written.")
