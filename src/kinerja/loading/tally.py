"""What a load counts, and how it shows that it is getting on."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

_ORIGINS = 1000


@dataclass
class Tally:
    """Per file: its lines, the commands that are new, those that are in the log already.

    ``waiting`` counts the lines that only wait for another one, by that line's file and number.
    """

    lines: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    waiting: Counter[tuple[str, int]] = field(default_factory=Counter)

    def wait(self, origin: tuple[str, int]) -> None:
        """One line more waits for that one; beyond many of them, they are counted as one."""
        known = origin in self.waiting or len(self.waiting) < _ORIGINS
        self.waiting[origin if known else ("other files", 0)] += 1


class _Rate(ProgressColumn):
    """Lines per second."""

    def render(self, task: Task) -> Text:
        """As text."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "–/s")


class Bar:
    """The progress of one pass."""

    def __init__(self, progress: Progress, what: str, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task(what, total=total)

    def advance(self, lines: int = 1) -> None:
        """So many lines more are through."""
        self._progress.advance(self._task, lines)

    def finish(self) -> None:
        """Everything is through, also the lines that lead to no command."""
        task = self._progress.tasks[self._task]
        self._progress.update(self._task, total=task.total or task.completed, completed=task.total or task.completed)


@contextmanager
def bar(console: Console, what: str, total: int | None) -> Iterator[Bar]:
    """A bar with lines done and in all, rate and time left."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        made = Bar(progress, what, total)
        yield made
        made.finish()
