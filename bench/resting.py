"""``memory`` and ``start``: what a server takes at rest, what grows with the log, how long to the first answer."""

import contextlib
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil

from bench.agencies import Measured
from bench.figures import Figure
from bench.serving import served
from kinerja.database.embedded import EmbeddedPostgres

_MB = 1 << 20
_REST_MB = 200.0
_GROWTH = 1.5
_SAMPLE_S = 0.05


def start_and_rest_figures(measured: Measured, runs: int) -> list[Figure]:
    """From the start of the process to its first answer on existing data, and its memory a second later."""
    started, resting = [], []
    for _ in range(runs):
        with served(measured.data_dir) as server:
            started.append(server.started_s)
            time.sleep(1)
            resting.append(server.process.memory_info().rss / _MB)
    database = [_database_start(measured.data_dir) for _ in range(runs)]
    rest = Figure("memory: server at rest", "MB", asked=_REST_MB, better="lower", runs=runs)
    notes = {"of it the embedded PostgreSQL s": statistics.median(database)}
    start = Figure("start: to the first answer", "s", runs=runs, notes=notes)
    return [
        replace(rest, value=statistics.median(resting), spread=max(resting) - min(resting)),
        replace(start, value=statistics.median(started), spread=max(started) - min(started)),
    ]


def growth_of_memory(small: Measured, large: Measured) -> list[Figure]:
    """The largest resident set of ``rebuild`` and ``replay`` on a large log, beside a small one."""
    notes = {"employees": large.shape.employees, "beside": small.shape.employees}
    figures = []
    for name, arguments in (("rebuild", ["rebuild"]), ("replay", ["replay", "%"])):
        few, many = (_peak(each, arguments) for each in (small, large))
        figures.append(Figure(f"memory: {name}", "MB", many, few, many / few, _GROWTH, "lower", notes=notes))
    return figures


def _database_start(data_dir: Path) -> float:
    server = EmbeddedPostgres(data_dir / "postgres")
    began = time.perf_counter()
    server.start()
    took = time.perf_counter() - began
    server.stop()
    return took


def _peak(measured: Measured, arguments: list[str]) -> float:
    """The largest resident set of a command of the line and the processes it starts, in MB."""
    filled = [measured.shape.agency if each == "%" else each for each in arguments]
    command = [sys.executable, "-m", "kinerja", *filled, "--data-dir", str(measured.data_dir)]
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own program
        while process.poll() is None:
            peak = max(peak, _resident(psutil.Process(process.pid)))
            time.sleep(_SAMPLE_S)
    if process.returncode != 0:
        raise RuntimeError(f"{arguments[0]} ended with code {process.returncode}")
    return peak / _MB


def _resident(process: psutil.Process) -> int:
    total = 0
    for each in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended while we looked
            total += each.memory_info().rss
    return total
