"""A load that is killed: a second one doubles nothing, and comes to the same log and the same read models."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from rich.console import Console

from kinerja.database.connections import Database
from kinerja.loading.export import export
from kinerja.projections.store import tables
from kinerja.service import service_on
from tests.conftest import Cluster, Databases
from tests.loading.folders import city, facts

ROUNDS = int(os.environ.get("KINERJA_FAULT_ROUNDS", "1"))


@contextmanager
def loading(database: Database, cluster: Cluster, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A load in a process of its own."""
    environment = {
        **os.environ,
        "KINERJA_DATABASE_URL": database.service,
        "KINERJA_OWNER_DATABASE_URL": database.owner,
        "KINERJA_DATA_DIR": str(cluster.folder),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "kinerja", "load", str(folder)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        yield process


def reach(database: Database, position: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the log of the city has come to a position, or the load to its end."""
    with psycopg.connect(database.owner, autocommit=True) as connection:
        while process.poll() is None:
            row = connection.execute("SELECT max(position) FROM log.heads").fetchone()
            if row and row[0] is not None and row[0] >= position:
                return
            time.sleep(0.005)


def counts(database: Database) -> dict[str, int]:
    """Rows of every read model."""
    with psycopg.connect(database.owner) as connection:
        found = {
            table.name: connection.execute(f"SELECT count(*) FROM read.{table.name}".encode()) for table in tables()
        }
        return {name: cursor.fetchone()[0] for name, cursor in found.items()}  # type: ignore[index]  # a count has a row


def test_a_load_that_is_told_to_stop_says_how_it_goes_on(
    databases: Databases, empty_template: str, cluster: Cluster, tmp_path: Path
) -> None:
    folder = city(tmp_path / "sawahlunto")
    with databases(empty_template) as broken, loading(broken, cluster, folder) as process:
        reach(broken, 40, process)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM
    assert b"give the same command again" in said


@pytest.mark.faults
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_load_that_is_killed_again_and_again_doubles_nothing(
    round_: int, databases: Databases, empty_template: str, cluster: Cluster, tmp_path: Path
) -> None:
    folder = city(tmp_path / "sawahlunto")
    chance = random.Random(round_)
    with databases(empty_template) as whole, databases(empty_template) as broken:
        with loading(whole, cluster, folder) as process:
            assert process.wait(timeout=120) == 0
        for position in sorted(chance.sample(range(1, 350), 3)):
            with loading(broken, cluster, folder) as process:
                reach(broken, position, process)
                process.send_signal(signal.SIGKILL)
        with loading(broken, cluster, folder) as process:
            assert process.wait(timeout=120) == 0
        with service_on(whole, cluster.secrets) as one, service_on(broken, cluster.secrets) as other:
            assert facts(other) == facts(one)
            assert counts(broken) == counts(whole)
            for service, name in ((one, "one"), (other, "other")):
                export(service, "SWL", tmp_path / name, Console(quiet=True), "csv")
    for path in (tmp_path / "one").iterdir():
        assert (tmp_path / "other" / path.name).read_bytes() == path.read_bytes()
