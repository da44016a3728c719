"""A figure beside its floor, measured in alternating pairs, and the table and file of all figures."""

import json
import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
import psycopg
from rich.console import Console
from rich.table import Table

_PACKAGES = ("kinerja", "eventsourcing", "psycopg", "strawberry-graphql", "starlette", "uvicorn", "msgspec")
Better = str
"""``higher`` or ``lower``."""


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    ``value`` and ``floor``, in ``unit``, are medians over ``runs`` alternating pairs; ``ratio`` is the median of
    the pairs' own ratios and ``spread`` the distance between the smallest and the largest of them. ``asked``
    bounds the ratio, or the value where there is no floor, from the ``better`` side. ``notes`` holds what else
    was measured with it.
    """

    name: str
    unit: str
    value: float = 0.0
    floor: float | None = None
    ratio: float | None = None
    asked: float | None = None
    better: Better = "higher"
    runs: int = 1
    spread: float | None = None
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether it is what was asked for; None when nothing was."""
        if self.asked is None:
            return None
        measured = self.value if self.ratio is None else self.ratio
        return measured >= self.asked if self.better == "higher" else measured <= self.asked


def paired(figure: Figure, measure: tuple[Callable[[], float], Callable[[], float]], runs: int) -> Figure:
    """A figure measured beside its floor, in turn, ``runs`` times each; ``figure`` says what is asked of it."""
    value_of, floor_of = measure
    pairs = []
    for turn in range(runs):
        if turn % 2:
            floor = floor_of()
            pairs.append((value_of(), floor))
        else:
            value = value_of()
            pairs.append((value, floor_of()))
    ratios = [value / floor for value, floor in pairs]
    return replace(
        figure,
        value=statistics.median(value for value, _ in pairs),
        floor=statistics.median(floor for _, floor in pairs),
        ratio=statistics.median(ratios),
        runs=runs,
        spread=max(ratios) - min(ratios),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def machine(connection: psycopg.Connection[Any]) -> dict[str, Any]:
    """What the figures were measured on."""
    names = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")
    settings = {name: _setting(connection, name) for name in names}
    return {
        "cpus": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
        "postgresql": settings,
    }


def _setting(connection: psycopg.Connection[Any], name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""


def write(path: Path, about: dict[str, Any], figures: Sequence[Figure], *, among: bool = False) -> None:
    """The figures as a file; ``among`` the others that it holds, in their places."""
    measured: dict[str, Any] = {figure.name: {**asdict(figure), "met": figure.met} for figure in figures}
    if among and path.exists():
        known = {each["name"]: each for each in json.loads(path.read_text(encoding="utf-8"))["figures"]}
        measured = {name: measured.get(name, known.get(name)) for name in (*known, *measured)}
    content = {"machine": about, "figures": list(measured.values())}
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def show(console: Console, about: dict[str, Any], figures: Sequence[Figure]) -> None:
    """The figures as a table."""
    table = Table("figure", "value", "floor", "ratio", "asked", "runs", "spread", "notes")
    for figure in figures:
        asked = "" if figure.asked is None else f"{'≥' if figure.better == 'higher' else '≤'} {figure.asked:g}"
        verdict = {True: " met", False: " MISSED", None: ""}[figure.met]
        table.add_row(
            figure.name, f"{figure.value:,.4g} {figure.unit}", _number(figure.floor), _number(figure.ratio),
            asked + verdict, str(figure.runs), _number(figure.spread),
            ", ".join(f"{name} {_note(value)}" for name, value in figure.notes.items()),
        )  # fmt: skip
    console.print(table)
    console.print(
        f"{about['cpus']} CPUs, {about['memory_gib']} GiB, Python {about['python']}, PostgreSQL"
        f" {about['postgresql']['server_version']}, fsync {about['postgresql']['fsync']},"
        f" synchronous_commit {about['postgresql']['synchronous_commit']}"
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.4g}"


def _note(value: Any) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else str(value)
