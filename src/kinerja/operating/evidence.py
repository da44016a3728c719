"""Files of evidence in a backup and out of it: those that the log of the agency names, sealed as they are."""

import contextlib
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg

from kinerja.files.store import Store
from kinerja.operating import OperatorError
from kinerja.operating.archive import Reader, Writer

_NAMED = """
SELECT DISTINCT convert_from(state, 'UTF8')::json -> 'file' ->> 'key' AS key FROM log.facts
 WHERE agency = %s AND topic = 'EvidenceAttached' ORDER BY key
"""


def named_files(connection: psycopg.Connection[Any], agency: str) -> list[str]:
    """The keys of all files that the log of an agency names."""
    return [key for (key,) in connection.execute(_NAMED, [agency]) if key is not None]


def written(writer: Writer, store: Store, agency: str, named: list[str]) -> int:
    """Write the files that are there, and say how many it was."""
    count = 0
    for key in named:
        with contextlib.suppress(FileNotFoundError):
            stored = store.get(agency, key)
            writer.evidence(key, stored)
            count += 1
    return count


@contextlib.contextmanager
def taken_in(reader: Reader, store: Store, named: list[str]) -> Iterator[None]:
    """Put the files into the store; those that were not there before go again when something fails.

    Raises OperatorError when they are not those that the log and the manifest name.
    """
    manifest, keys = reader.manifest, reader.evidence()
    whole = len(keys) == manifest.files and len(named) == manifest.files + manifest.missing
    if not whole or not set(keys) <= set(named):
        raise OperatorError("The backup does not hold the files of evidence that it says. Nothing was written.")
    new = [key for key in keys if not store.exists(manifest.agency, key)]
    try:
        for key in new:
            _put(reader, store, key)
        yield
    except BaseException:
        for key in new:
            store.delete(manifest.agency, key)
        raise


def _put(reader: Reader, store: Store, key: str) -> None:
    with closing(reader.blocks_of_evidence(key)) as blocks:  # type: ignore[type-var]  # a generator
        try:
            store.put(reader.manifest.agency, key, blocks)
        except ValueError:
            raise OperatorError(f"The backup is broken: the file {key} is another. Nothing was written.") from None
