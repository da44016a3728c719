"""``commands``: accepted mutations a second over HTTP, beside the library's bare ``Application.save``."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import psycopg
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import StoredEvent

from bench.agencies import Measured
from bench.figures import Figure, paired, percentile
from bench.serving import Client, Server, served
from examples.generating.organisation import YEAR
from examples.generating.shape import Shape, target_ids
from kinerja.database.embedded import EmbeddedPostgres
from kinerja.domain.ids import stream_id
from kinerja.graphql.ids import GlobalId
from kinerja.log.group_commit import Append, CommandRecord, GroupCommit

_REPORT = """
mutation Report($input: ReportProgressInput!) {
  reportProgress(input: $input) {
    receipt { position hash }
    userErrors { rule message }
    report { month state version }
  }
}
"""
_FEW, _MANY = 8, 64
_MONTHS = 12
_WARM = 320
_FLOOR, _FLOOR_S = "floor", 2.0
_BARE, _APPENDS = "BARE", 20
_GROUPED = {"KINERJA_GROUP_COMMIT": "64"}
_SINGLE = {"KINERJA_GROUP_COMMIT": "1"}
_ASKED, _ASKED_GROUPED = 0.15, 2.0


class Reports:
    """Monthly reports that were not sent yet, each by its own employee; no two clients get the same."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._numbers = count()
        self._lock = threading.Lock()
        self._period = stream_id(shape.agency, "Period", str(YEAR))

    def take(self) -> tuple[UUID, dict[str, Any]]:
        """Who reports, and the input."""
        with self._lock:
            number = next(self._numbers)
        month, employee = divmod(number, self._shape.employees - 1)
        if month >= _MONTHS:
            raise RuntimeError("every month is reported: take more employees")
        plan = self._shape.plan_id(employee + 1, self._period)
        lines = [
            {"targetId": str(GlobalId("Target", self._shape.agency, id)), **_amount(kind)}
            for kind, id in target_ids(plan)
        ]
        input = {
            "commandId": str(uuid4()),
            "planId": str(GlobalId("PerformancePlan", self._shape.agency, plan)),
            "month": f"{YEAR}-{month + 1:02d}",
            "lines": lines,
        }
        return self._shape.employee_id(employee + 1), input


def _amount(kind: int) -> dict[str, Any]:
    return {"numerator": 18, "denominator": 20} if kind == 1 else {"amount": "41.5"}


class Load:
    """Clients that send mutations, each the next as soon as it has its answer."""

    def __init__(self, server: Server, shape: Shape, reports: Reports) -> None:
        self._server = server
        self._shape = shape
        self._reports = reports
        self._tokens: dict[UUID, str] = {}
        self.seconds: list[float] = []
        self.cpu_ms = 0.0

    def run(self, clients: int, mutations: int) -> float:
        """Mutations a second; all of them accepted and visible. Keeps how long each took."""
        prepared = [[self._prepared() for _ in range(mutations // clients)] for _ in range(clients)]
        took: list[list[float]] = [[] for _ in range(clients)]
        failures: list[BaseException] = []
        began, cpu = time.perf_counter(), self._cpu()
        threads = [
            threading.Thread(target=self._send, args=(work, times, failures))
            for work, times in zip(prepared, took, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        elapsed, done = time.perf_counter() - began, sum(map(len, took))
        self.seconds += [each for times in took for each in times]
        self.cpu_ms = (self._cpu() - cpu) / done * 1000
        return done / elapsed

    def notes(self) -> dict[str, float]:
        """How long mutations took, in milliseconds, and the processor time of the server for each."""
        return {
            "p50 ms": percentile(self.seconds, 0.5) * 1000,
            "p99 ms": percentile(self.seconds, 0.99) * 1000,
            "server CPU ms": self.cpu_ms,
        }

    def _cpu(self) -> float:
        times = self._server.process.cpu_times()
        return float(times.user + times.system)

    def _prepared(self) -> tuple[str, dict[str, Any]]:
        subject, input = self._reports.take()
        if subject not in self._tokens:
            self._tokens[subject] = self._server.token(subject, self._shape.agency)
            Client(self._server).ask(self._tokens[subject], "{ agency { name } }", {})  # people look before they send
        return self._tokens[subject], {"input": input}

    def _send(
        self, work: list[tuple[str, dict[str, Any]]], times: list[float], failures: list[BaseException]
    ) -> None:
        try:
            client = Client(self._server)
            for token, variables in work:
                began = time.perf_counter()
                payload = client.ask(token, _REPORT, variables)["reportProgress"]
                if payload["userErrors"] or payload["report"] is None:
                    raise RuntimeError(f"not accepted, or not visible: {payload}")
                times.append(time.perf_counter() - began)
        except BaseException as error:
            failures.append(error)


class _Smallest(Aggregate):
    """The smallest aggregate of the library: one event when it is made."""


class Floor:
    """The library's own application and recorder on the same server: one event in each save, one thread."""

    def __init__(self, server: EmbeddedPostgres, database: str) -> None:
        reached = dict(part.split("=", 1) for part in server.database(database).owner.split())
        self._application: Application[UUID] = Application(
            {
                "PERSISTENCE_MODULE": "eventsourcing.postgres",
                "POSTGRES_DBNAME": database,
                "POSTGRES_HOST": reached["host"],
                "POSTGRES_PORT": "5432",
                "POSTGRES_USER": reached["user"],
                "POSTGRES_PASSWORD": reached["password"],
            }
        )

    def run(self, seconds: float) -> float:
        """Saves a second."""
        began, saved = time.perf_counter(), 0
        while time.perf_counter() - began < seconds:
            self._application.save(_Smallest())
            saved += 1
        return saved / (time.perf_counter() - began)


def command_figures(measured: Measured, runs: int, mutations: int) -> list[Figure]:
    """Few clients beside the floor; then many clients with group commit beside many without it."""
    server = EmbeddedPostgres(measured.data_dir / "postgres")
    server.start()
    try:
        _make_database(server)
        floor, reports = Floor(server, _FLOOR), Reports(measured.shape)
        return [
            _few(measured, reports, floor, runs, mutations),
            _many(measured, reports, runs, mutations),
            _appends(measured, runs),
        ]
    finally:
        server.stop()


def _few(measured: Measured, reports: Reports, floor: Floor, runs: int, mutations: int) -> Figure:
    with served(measured.data_dir) as server:
        load = Load(server, measured.shape, reports)
        load.run(_FEW, _WARM)
        floor.run(1)
        load.seconds.clear()
        asked = Figure("commands: 8 clients", "/s", asked=_ASKED)
        figure = paired(asked, (lambda: load.run(_FEW, mutations), lambda: floor.run(_FLOOR_S)), runs)
        figure.notes.update(load.notes())
        return figure


def _many(measured: Measured, reports: Reports, runs: int, mutations: int) -> Figure:
    with served(measured.data_dir, _GROUPED) as grouped, served(measured.data_dir, _SINGLE) as single:
        loads = [Load(server, measured.shape, reports) for server in (grouped, single)]
        for load in loads:
            load.run(_MANY, _MANY)
            load.seconds.clear()
        asked = Figure("commands: 64 clients, group commit", "/s", asked=_ASKED_GROUPED)
        sent = 2 * mutations - 2 * mutations % _MANY
        figure = paired(asked, (lambda: loads[0].run(_MANY, sent), lambda: loads[1].run(_MANY, sent)), runs)
        figure.notes.update(loads[0].notes())
        return figure


def _appends(measured: Measured, runs: int) -> Figure:
    """Group commit alone, without HTTP and decisions: 64 threads that append one fact each."""
    with measured.service() as service:
        service.logs.open(_BARE)
        grouped, single = (GroupCommit(service.logs.datastore, _BARE, most) for most in (_MANY, 1))
        asked = Figure("append: 64 threads, group commit", "/s")
        return paired(asked, (lambda: _append_rate(grouped), lambda: _append_rate(single)), runs)


def _append_rate(commit: GroupCommit) -> float:
    def append(_: int) -> None:
        for _turn in range(_APPENDS):
            fact = StoredEvent(uuid4(), 1, "Measured", b"{}" * 200)
            commit.append(Append([fact], CommandRecord(uuid4(), b"", {}), time.time_ns() // 1000))

    with ThreadPoolExecutor(_MANY) as threads:
        began = time.perf_counter()
        list(threads.map(append, range(_MANY)))
        return _MANY * _APPENDS / (time.perf_counter() - began)


def _make_database(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.database("postgres").owner, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {_FLOOR}".encode())
        connection.execute(f"CREATE DATABASE {_FLOOR}".encode())
