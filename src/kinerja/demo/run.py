"""The demo: load four cities in the order of their days, play their stories, then serve."""

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from kinerja.application.batch_thread import BatchThread
from kinerja.application.commands import Request
from kinerja.application.releasing import release_due
from kinerja.application.scheduling import pass_due
from kinerja.demo.clock import MIDNIGHT, StoryClock
from kinerja.demo.folder import Folder
from kinerja.demo.invitation import print_invitation
from kinerja.demo.loading import Step, steps
from kinerja.demo.slip import link_of_today
from kinerja.demo.story import Memory, Outcome, StoryStep, difference, read_story
from kinerja.demo.uploading import upload
from kinerja.domain.batches import Batch
from kinerja.domain.refusals import Refused
from kinerja.domain.working_days import local_date
from kinerja.files.keeping import Keeping, keeping_of
from kinerja.graphql.context import Context
from kinerja.graphql.gateway import Gateway, read_pool
from kinerja.graphql.schema import build_schema, schema_version
from kinerja.graphql.visibility import Visibility
from kinerja.operating import OperatorError
from kinerja.projections.follower_thread import FollowerThread
from kinerja.service import Service, running_service
from kinerja.settings import Settings
from kinerja.web.app import Wake
from kinerja.web.server import must_be_free, serve

CITIES = ("kotalama", "kotabumi", "jakarta", "sawahlunto")
_MARK = "demo.json"
_READ_POOL = 4
_BETWEEN_LOOKS_S = 0.1
_MOST_RELEASES = 20


@dataclass(frozen=True)
class Told:
    """A city that was loaded and played."""

    folder: Folder
    commands: int
    outcomes: list[Outcome]


def run_demo(settings: Settings, console: Console, *, once: bool) -> int:
    """Load and play unless the data folder holds the demo already; then serve, unless once. 0 when all held."""
    mark = settings.data_dir / _MARK
    if not once:
        must_be_free(settings)  # said before a minute of stories
    if not _is_told(mark):
        told = _tell(settings, mark, console)
        _print_summary(told, console)
        if any(outcome.problem for city in told for outcome in city.outcomes):
            return 1
        _finish(mark, told)
    elif once:
        console.print(f"The data folder {settings.data_dir} holds the demo already; remove it to play it again.")
    if not once:
        cast = json.loads(mark.read_text())["cast"]
        print_invitation(settings, cast, link_of_today(settings, cast), console)
        serve(settings)
    return 0


def _is_told(mark: Path) -> bool:
    return mark.exists() and bool(json.loads(mark.read_text())["told"])


def _tell(settings: Settings, mark: Path, console: Console) -> list[Told]:
    """Load and play the cities. The story clock runs only in a folder that is marked as a demo's."""
    if not mark.exists():
        if (settings.data_dir / "postgres").exists():
            raise OperatorError(f"{settings.data_dir} holds other data: a demo needs a folder of its own.")
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(json.dumps({"told": False}))
    clock, wake = StoryClock(), Wake()
    with running_service(settings, clock, wake) as service:
        keeping = keeping_of(settings, service.logs.keys, service.secrets)
        return asyncio.run(Teller(service, keeping, clock, wake, console).tell(CITIES))


class Teller:
    """Tells the stories of cities on one story clock."""

    patience_s = 60.0
    """How long it waits for what was recorded to be read, and for batches to be carried out."""

    def __init__(self, service: Service, keeping: Keeping, clock: StoryClock, wake: Wake, console: Console) -> None:
        self._service = service
        self._keeping = keeping
        self._clock = clock
        self._console = console
        self._visibility = Visibility()
        self._follower = FollowerThread(service.follower(reached=self._visibility.reached))
        wake.follower = self._follower

    async def tell(self, cities: Sequence[str]) -> list[Told]:
        """Load and play cities by the names of their folders, one after the other."""
        pool = read_pool(self._service.database.service, _READ_POOL)
        await pool.open()
        batches = BatchThread(self._service.database.service, self._service.commands)
        self._follower.start()
        batches.start()
        gateway = Gateway(pool, self._service.commands, self._visibility, self._clock)
        try:
            return [await self._tell_city(gateway, name) for name in cities]
        finally:
            batches.stop()
            self._follower.stop()
            await pool.close()

    async def _tell_city(self, gateway: Gateway, name: str) -> Told:
        folder = Folder(examples_folder() / name, self._service.logs)
        self._service.logs.open(folder.agency)
        self._clock.rewind()
        memory = Memory(folder)
        timeline = _timeline(steps(folder), read_story(folder))
        outcomes = []
        with _progress(self._console, folder.agency, len(timeline)) as advance:
            for day, step in timeline:
                await self._move_to(gateway, folder, day)
                if isinstance(step, Step):
                    self._carry_out(folder, step)
                else:
                    outcomes.append(await self._play(gateway, folder, memory, step))
                advance()
        await self._followed(gateway, folder)
        return Told(folder, len(timeline) - len(outcomes), outcomes)

    async def _move_to(self, gateway: Gateway, folder: Folder, day: date) -> None:
        """Move to a step's day; what has passed until its midnight is recorded before anything else."""
        if local_date(self._clock(), ZoneInfo(folder.time_zone)) < day:
            await self._followed(gateway, folder)
            self._clock.step(day, folder.time_zone, MIDNIGHT)
            with psycopg.connect(self._service.database.service, autocommit=True) as connection:
                pass_due(connection, self._service.commands, threading.Event())
                await self._release(gateway, folder, connection)
        self._clock.step(day, folder.time_zone)

    async def _release(self, gateway: Gateway, folder: Folder, connection: psycopg.Connection[Any]) -> None:
        """Close and release what is due of collections; each step is to be read before the next is looked for."""
        for _ in range(_MOST_RELEASES):
            if not release_due(connection, self._service.commands, threading.Event()):
                return
            await self._followed(gateway, folder)

    def _carry_out(self, folder: Folder, step: Step) -> None:
        request = Request(folder.agency, step.actor(), step.command_id, step.command())
        try:
            self._service.commands.execute(request)
        except Refused as refused:
            reasons = "; ".join(
                refusal.rule.sentence_en.format_map(refusal.parameters) for refusal in refused.refusals
            )
            raise OperatorError(f"{folder.path.name}: {step.what} was refused: {reasons}") from None

    async def _play(self, gateway: Gateway, folder: Folder, memory: Memory, step: StoryStep) -> Outcome:
        await self._followed(gateway, folder)
        await self._batches_through(folder)
        await self._followed(gateway, folder)
        subject = folder.employees[step.actor] if step.actor else None
        if subject and step.upload:
            file = folder.path / step.upload
            memory.keep_upload(upload(self._keeping, folder.agency, subject, file, self._clock()))
        context = Context(gateway, folder.agency, subject, "id", schema_version())
        result = await build_schema().execute(
            step.document, variable_values=memory.resolved(step.variables), context_value=context
        )
        answer: dict[str, Any] = {"data": json.loads(json.dumps(result.data, default=str))}
        if result.errors:
            answer["errors"] = [error.formatted for error in result.errors]
        if result.errors and "errors" not in step.expect:
            problem: str | None = f"unexpected errors: {answer['errors']}"
        else:
            problem = difference(memory.resolved(step.expect), answer)
        if problem is None:
            memory.remember(step, answer)
        return Outcome(step, problem)

    async def _followed(self, gateway: Gateway, folder: Folder) -> None:
        """Wait until everything recorded is to be read. Raises OperatorError when that does not come."""
        if not await gateway.wait_for(folder.agency, self._head(folder.agency), self.patience_s):
            raise OperatorError(
                f"The read models of {folder.agency} do not come forward, so its story cannot be told:"
                " 'kinerja doctor' with the data folder of the demo says why."
            )

    async def _batches_through(self, folder: Folder) -> None:
        """Wait until the batches of earlier steps are carried out: a story does not depend on how fast that is."""
        for _ in range(int(self.patience_s / _BETWEEN_LOOKS_S)):
            if not self._batches_at_work(folder.agency):
                return
            await asyncio.sleep(_BETWEEN_LOOKS_S)

    def _batches_at_work(self, agency: str) -> bool:
        log = self._service.logs.of(agency)
        with self._service.logs.datastore.get_connection() as connection:
            found = connection.execute("SELECT agency, batch FROM log.unfinished_batches()").fetchall()
        batches = [log.load(Batch, row["batch"]) for row in found if row["agency"] == agency]
        return any(batch.complete and not batch.finished for batch in batches)

    def _head(self, agency: str) -> int:
        return self._service.logs.of(agency).recorder.max_notification_id() or 0


def _timeline(loads: list[Step], story: list[StoryStep]) -> list[tuple[date, Step | StoryStep]]:
    """Everything by day; a day's operations of the story come after what its files say."""
    entries: list[tuple[date, int, Step | StoryStep]] = [(step.day, 0, step) for step in loads]
    entries += [(step.day, 1, step) for step in story]
    return [(day, step) for day, _, step in sorted(entries, key=lambda entry: entry[:2])]


def examples_folder() -> Path:
    """The folder of the examples: beside the sources, or in the working directory."""
    beside = Path(__file__).resolve().parents[3] / "examples"
    return beside if beside.exists() else Path.cwd() / "examples"


@contextmanager
def _progress(console: Console, agency: str, total: int) -> Iterator[Any]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(agency, total=total)
        yield lambda: progress.advance(task)


def _print_summary(told: list[Told], console: Console) -> None:
    table = Table("city", "commands", "story steps", "held", title="The stories")
    for city in told:
        held = sum(outcome.problem is None for outcome in city.outcomes)
        table.add_row(city.folder.path.name, str(city.commands), str(len(city.outcomes)), str(held))
    console.print(table)
    for city in told:
        for outcome in city.outcomes:
            if outcome.problem:
                console.print(f"[red]{city.folder.path.name}: {outcome.step.title}[/red]\n  {outcome.problem}")


def _finish(mark: Path, told: list[Told]) -> None:
    """Remember that the demo is told, and under which ids its cast is known."""
    cast = {city.folder.agency: {code: str(id) for code, id in city.folder.employees.items()} for city in told}
    mark.write_text(json.dumps({"told": True, "cast": cast}))
