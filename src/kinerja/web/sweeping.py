"""Files that were uploaded and never attached are thrown away, a day and an hour after they came (C2)."""

import logging
import threading
from datetime import datetime, timedelta

import psycopg

from kinerja.clock import Clock, system_clock
from kinerja.domain.evidence import UPLOADS_LAST
from kinerja.files.store import Store

_log = logging.getLogger(__name__)
_GRACE = timedelta(hours=1)
"""Clocks differ, and what was attached in the last moment is on its way into the read models."""
_EVERY_S = 3_600.0
_AT_ONCE = 1_000
# Asked where the read models are level with the log, and nowhere else: what they do not name then is named nowhere.
_UNNAMED = """
SELECT k.key FROM unnest(%(keys)s::text[]) AS k (key)
 WHERE NOT EXISTS (SELECT FROM read.evidence e WHERE e.agency = %(agency)s AND e.stored_as = k.key)
   AND EXISTS (SELECT FROM log.heads h JOIN read.tracking t ON t.agency = h.agency
                WHERE h.agency = %(agency)s AND t.position = h.position)
"""


def sweep(service: str, store: Store, now: datetime) -> int:
    """Throw away what was never attached, of all agencies, and say how many files it was."""
    before = now - UPLOADS_LAST - _GRACE
    with psycopg.connect(service, autocommit=True, application_name="kinerja-sweeping") as connection:
        return sum(_swept(connection, store, agency, store.before(agency, before)) for agency in store.agencies())


def _swept(connection: psycopg.Connection[tuple[str]], store: Store, agency: str, old: list[str]) -> int:
    count = 0
    for first in range(0, len(old), _AT_ONCE):
        with connection.transaction():
            connection.execute("SELECT set_config('kinerja.agency', %s, true)", [agency])
            asked = {"agency": agency, "keys": old[first : first + _AT_ONCE]}
            unnamed = [key for (key,) in connection.execute(_UNNAMED, asked)]
        for key in unnamed:
            store.delete(agency, key)
        count += len(unnamed)
    return count


class SweepThread:
    """Sweeps once an hour; several processes may."""

    def __init__(self, service: str, store: Store, clock: Clock = system_clock) -> None:
        self._service = service
        self._store = store
        self._clock = clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweeping", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(_EVERY_S):
            try:
                count = sweep(self._service, self._store, self._clock())
            except Exception:
                _log.exception("uploads that nobody attached could not be looked for; trying again in an hour")
            else:
                _log.info("%s uploads that nobody attached were thrown away", count)
