"""Filling a new generation: a long log is digested by a process of its own, and what cannot be digested is named."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from functools import partial

import psutil
import psycopg
import pytest

from kinerja.projections import generations
from kinerja.projections.filling import Filling
from kinerja.projections.generations import NEXT
from kinerja.service import Service, made_digester
from tests.conftest import Cluster
from tests.laws.test_as_of import catch_up, rows_of
from tests.people import Town

_PAGE = 20
_FILLS = """
import sys
from functools import partial
from pathlib import Path
from kinerja.database.connections import Database
from kinerja.log.sealing import Secrets
from kinerja.projections.filling import Filling
from kinerja.projections import generations
from kinerja.service import made_digester
import time
if __name__ == "__main__":
    owner, service, secrets = sys.argv[1:]
    make = partial(made_digester, Database(owner, service), Secrets.load_or_create(Path(secrets) / "secrets.json"))
    told = lambda agency, facts: (print("filling", flush=True), time.sleep(60))
    generations.make_next(owner, lambda schema: Filling(owner, make, told, long=0).fill(schema, page=20))
"""


def long_filling(service: Service) -> Filling:
    """Filling that takes every log for a long one."""
    return Filling(service.database.owner, partial(made_digester, service.database, service.secrets), long=0)


def a_busy_month(service: Service) -> Town:
    town = Town(service).found()
    town.draft()
    town.approve()
    for turn in range(20):
        town.report("2025-01", str(turn), key=f"-{turn}")
    return town


def test_a_long_log_is_digested_by_another_process_to_the_same_rows(service: Service) -> None:
    a_busy_month(service)
    catch_up(service)
    generations.make_next(service.database.owner, lambda schema: long_filling(service).fill(schema, page=_PAGE))
    assert rows_of(service, NEXT) == rows_of(service, "read")
    assert not digesting_processes(os.getpid())


def test_a_page_that_cannot_be_digested_ends_its_agency_there_and_no_other(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    sick, well = Town(service, agency="SICK").found(), Town(service, agency="WELL").found()
    with psycopg.connect(service.database.owner) as connection:
        spoilt = connection.execute(
            "UPDATE log.facts SET topic = 'NoSuchFact' WHERE agency = 'SICK' AND position = 5 RETURNING position"
        ).fetchall()
    assert spoilt == [(5,)]
    with caplog.at_level(logging.WARNING):
        generations.make_next(service.database.owner, lambda schema: long_filling(service).fill(schema, page=2))
    reached = {row["agency"]: row["position"] for row in rows_of(service, NEXT)["tracking"]}
    assert reached[sick.agency] == 4
    assert reached[well.agency] == service.logs.heads()["WELL"]
    assert "filling of SICK stops before position 4" in caplog.text


def test_who_fills_may_be_killed_and_leaves_no_process_behind(service: Service, cluster: Cluster) -> None:
    a_busy_month(service)
    database = service.database
    command = [sys.executable, "-c", _FILLS, database.owner, database.service, str(cluster.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as filling:
        assert filling.stdout is not None
        assert filling.stdout.readline() == b"filling\n"
        digesting = digesting_processes(filling.pid)
        assert digesting
        filling.send_signal(signal.SIGKILL)
    assert all(gone(process) for process in digesting)
    generations.make_next(database.owner, service.filling().fill)  # the next one is not hindered


def digesting_processes(pid: int) -> list[psutil.Process]:
    """The processes that a process started to digest."""
    return [
        child for child in psutil.Process(pid).children(recursive=True) if "spawn_main" in " ".join(child.cmdline())
    ]


def gone(process: psutil.Process) -> bool:
    """Whether it ends within a few seconds."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for _ in range(100):
            if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
                return True
            time.sleep(0.1)
        return False
    return True
