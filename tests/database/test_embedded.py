"""The embedded PostgreSQL: shared by processes, private, started again when it dies."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kinerja.database.embedded import EmbeddedPostgres
from kinerja.database.migrations import migrate
from kinerja.operating import OperatorError
from tests.conftest import FAST


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="kinerja-postgres-"))
    made.chmod(0o711)
    yield made
    EmbeddedPostgres(made).stop()
    shutil.rmtree(made, ignore_errors=True)


def running(folder: Path) -> bool:
    return (folder / "cluster" / "postmaster.pid").exists()


def test_the_last_that_leaves_stops_it(folder: Path) -> None:
    script = (
        "import sys, pathlib; from kinerja.database.embedded import EmbeddedPostgres as E\n"
        "e = E(pathlib.Path(sys.argv[1])); e.start(); print('up', flush=True); sys.stdin.read(); e.stop()"
    )
    ours = EmbeddedPostgres(folder, FAST)
    ours.start()
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        ours.stop()
        assert running(folder)
        other.communicate()
    assert not running(folder)


def test_a_holder_that_was_killed_is_forgotten(folder: Path) -> None:
    ours = EmbeddedPostgres(folder, FAST)
    ours.start()
    (folder / "holders" / "999999").write_text("12345.0")
    ours.stop()
    assert not running(folder)


def test_it_is_started_again_when_it_dies(folder: Path) -> None:
    with EmbeddedPostgres(folder).kept_running() as database:  # durable: what is committed survives
        migrate(database.owner)
        EmbeddedPostgres(folder).kill()
        for _ in range(200):
            try:
                with psycopg.connect(database.service) as connection:
                    connection.execute("SELECT count(*) FROM log.facts")
                break
            except psycopg.OperationalError:
                time.sleep(0.1)
        else:
            raise AssertionError("it was not started again")
    assert not running(folder)


def test_nobody_gets_in_without_a_password(folder: Path) -> None:
    database = EmbeddedPostgres(folder, FAST).start()
    host = database.service.split()[0]
    for user in ("postgres", "kinerja_owner", "kinerja_service"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"{host} user={user} dbname=kinerja").close()
    assert (folder / "access.json").stat().st_mode & 0o077 == 0


def test_it_listens_on_no_address(folder: Path) -> None:
    database = EmbeddedPostgres(folder, FAST).start()
    with psycopg.connect(database.owner) as connection:
        row = connection.execute("SELECT current_setting('listen_addresses')").fetchone()
        locale = connection.execute("SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'kinerja'")
        assert row == ("",)
        assert locale.fetchone() == ("b", "C.UTF-8")


def test_migrations_run_once_also_from_many_processes(folder: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    database = EmbeddedPostgres(folder, FAST).start()
    with ThreadPoolExecutor(8) as pool:
        applied = list(pool.map(migrate, [database.owner] * 8))
    done = [names for names in applied if names]
    assert len(done) == 1
    assert done[0] == sorted(done[0])
    assert done[0][0] == "0001_log.sql"


def test_a_folder_that_the_databases_account_cannot_enter_is_named(tmp_path: Path) -> None:
    import os

    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    if os.geteuid() != 0:
        return  # only as root the database has an account of its own
    with pytest.raises(OperatorError, match="choose a data folder outside"):
        EmbeddedPostgres(closed / "data").start()
