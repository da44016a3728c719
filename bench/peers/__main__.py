"""``python -m bench.peers``: every question to this service, to PostGraphile and to Strawberry's resolvers."""

import asyncio
import contextlib
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import psutil
import psycopg
import typer
from psycopg.rows import dict_row
from rich.console import Console

from bench import serving
from bench.agencies import Measured, generated
from bench.figures import Figure, machine, show, write
from bench.peers import postgraphile
from bench.peers.bare import bare_ms
from bench.peers.load import Load, Target, answer, measured
from bench.peers.questions import Question, questions
from kinerja.database.cluster import Cluster
from kinerja.database.embedded import DURABLE, EmbeddedPostgres
from kinerja.identity.viewer import Viewer, look_up

_RESULTS = Path("bench/results.json")
_CLIENTS = (1, 16, 64)
_OF_COMPARISON = 16
_PAIRS = 5
_COUNTS = {False: 1_600, True: 400}
_HALF, _DOUBLE = 0.5, 2.0
_BUDGETS = {"KINERJA_CLIENT_BUDGET": "0", "KINERJA_AGENCY_BUDGET": "0"}
console = Console(width=200)
TODAY = date.today()  # noqa: DTZ011 - the posts are held for ever
Asked = tuple[Target, list[bytes]]
Pairs = list[tuple[Load, Load]]


@dataclass(frozen=True)
class Sides:
    """All servers on the rows of one agency, and the postmaster behind them."""

    ours: Target
    keeping: Target
    peer: Target
    cached: Target
    plain: Target
    postgres: psutil.Process


def main(
    data_dir: Annotated[Path | None, typer.Option(help="Where the generated agency lies.")] = None,
    only: Annotated[str | None, typer.Option(help="Only one question.")] = None,
    pairs: Annotated[int, typer.Option(help="Alternating pairs.")] = _PAIRS,
) -> None:
    """Measure, print a table, write the figures among the others in the file of results."""
    with tempfile.TemporaryDirectory(prefix="kinerja-peers-") as temporary:
        folder = (data_dir or Path(temporary)) / "peers"
        folder.parent.chmod(0o755)
        agency = generated(folder, "PEERS", 1_200, 12, members=60)
        server = EmbeddedPostgres(folder / "postgres")
        with server.kept_running() as database:
            viewer = asyncio.run(_inspector(database.service, agency))
            figures: list[Figure] = []
            with _sides(agency, viewer) as sides:
                for question in questions(agency.shape):
                    if only in (None, question.name):
                        _must_agree(sides, question)
                        figures += _compared(sides, question, viewer, database.service, pairs)
                        console.print(f"{question.name}: measured")
            with psycopg.connect(database.owner) as connection:
                about = machine(connection)
    show(console, about, figures)
    write(_RESULTS, about, figures, among=True)


async def _inspector(url: str, agency: Measured) -> Viewer:
    """The inspector of the agency, who also leads an office: all that the permission matrix knows of somebody."""
    code = agency.shape.agency
    async with await psycopg.AsyncConnection[dict[str, Any]].connect(
        url, row_factory=dict_row, options="-c search_path=read,public"
    ) as connection:
        await connection.execute("SELECT set_config('kinerja.agency', %s, false)", [code])
        return await look_up(connection, code, agency.shape.employee_id(2), TODAY)


@contextlib.contextmanager
def _sides(agency: Measured, viewer: Viewer) -> Iterator[Sides]:
    folder = agency.data_dir / "postgres"
    pid = Cluster(folder, DURABLE).pid
    if pid is None or viewer.subject is None:
        raise RuntimeError("no server of PostgreSQL")
    with contextlib.ExitStack() as stack:

        def server(environment: dict[str, str], module: str = "kinerja") -> Target:
            made = stack.enter_context(serving.served(agency.data_dir, {**_BUDGETS, **environment}, module=module))
            headers = {"Authorization": f"Bearer {made.token(viewer.subject, agency.shape.agency)}"}  # type: ignore[arg-type]  # looked at above
            return Target(made.port, "/graphql", made.process, headers)

        ours = server({"KINERJA_KEPT_ANSWERS": "0"})
        keeping = server({})
        cached = server({"KINERJA_COMPILED_READS": "false"})
        plain = server({"KINERJA_COMPILED_READS": "false"}, "bench.peers.default_resolvers")
        connection = postgraphile.prepare(folder, "kinerja", viewer)
        port = serving.free_port()
        process = stack.enter_context(postgraphile.served(connection, port, pool=8))
        settings = json.dumps(postgraphile.settings_of(viewer, TODAY))
        peer = Target(port, "/graphql", process, {"X-Settings": settings})
        yield Sides(ours, keeping, peer, cached, plain, psutil.Process(pid))


def _must_agree(sides: Sides, question: Question) -> None:
    """Both sides have to give the same number of rows, and some."""
    ours, theirs = question.rows
    for variables, their_variables in zip(question.ours_of, question.theirs_of, strict=True):
        here = ours(answer(sides.ours, sides.ours.request(question.ours, variables)))
        there = theirs(answer(sides.peer, sides.peer.request(question.theirs, their_variables)))
        if here != there or not here:
            raise RuntimeError(f"{question.name}: {here} rows beside {there}")


def _compared(sides: Sides, question: Question, viewer: Viewer, url: str, pairs: int) -> list[Figure]:
    count = _COUNTS[question.heavy]
    ours = (sides.ours, [sides.ours.request(question.ours, each) for each in question.ours_of])
    peer = (sides.peer, [sides.peer.request(question.theirs, each) for each in question.theirs_of])
    found = {clients: _pairs(sides, ours, peer, clients, count, pairs) for clients in _CLIENTS}
    bare = bare_ms(url, sides.postgres, question, viewer, count) if question.heavy else 0.0
    figures = list(_beside_postgraphile(question, found, bare))
    kept = (sides.keeping, [sides.keeping.request(question.ours, each) for each in question.ours_of])
    loads = _pairs(sides, kept, ours, _OF_COMPARISON, count, pairs)
    figures.append(
        _figure(Figure(f"peers: {question.name}, CPU in all, answers kept", "ms", better="lower"), loads, _total)
    )
    for name, target, asked in (("cached", sides.cached, 5.0), ("default", sides.plain, 10.0)):
        theirs = (target, [target.request(question.ours, each) for each in question.ours_of])
        loads = _pairs(sides, ours, theirs, 1, count // 8, pairs)
        of = f"peers: {question.name}, times less CPU than Strawberry's resolvers, {name}"
        figures.append(_figure(Figure(of, "x", asked=asked), [(there, here) for here, there in loads], _app))
    return figures


def _beside_postgraphile(question: Question, found: dict[int, Pairs], bare: float) -> Iterator[Figure]:
    """``bare``: CPU of the statement alone, taken from both where PostgreSQL's part is most of it."""
    many = found[_OF_COMPARISON]
    others = {f"{clients} clients": round(_ratio(found[clients], _app), 3) for clients in _CLIENTS}
    app = Figure(f"peers: {question.name}, CPU of the application", "ms", asked=_HALF, better="lower", notes=others)
    yield _figure(app, many, _app)
    if question.heavy:
        above = Figure(
            f"peers: {question.name}, CPU above the bare SQL", "ms", asked=_HALF, better="lower",
            notes={"bare SQL ms": round(bare, 3)},
        )  # fmt: skip
        yield _figure(above, many, lambda load: load.total_ms - bare)
        yield _figure(Figure(f"peers: {question.name}, CPU in all", "ms", better="lower"), many, _total)
    else:
        total = Figure(f"peers: {question.name}, CPU in all", "ms", asked=_HALF, better="lower")
        yield _figure(total, many, _total)
    for clients in _CLIENTS:
        asked = _DOUBLE if clients >= _OF_COMPARISON and not question.heavy else None
        rate = Figure(f"peers: {question.name}, requests a second, {clients} clients", "1/s", asked=asked)
        yield _figure(rate, found[clients], lambda load: load.requests_per_s)


def _pairs(sides: Sides, ours: Asked, theirs: Asked, clients: int, count: int, pairs: int) -> Pairs:
    """Alternating: the one that was last is first in the next pair. Each is warmed before."""
    for target, requests in (ours, theirs):
        measured(target, sides.postgres, requests, clients, max(len(requests) * 4, 64))
    found = []
    for turn in range(pairs):
        order = (ours, theirs) if turn % 2 == 0 else (theirs, ours)
        loads = {id(asked): measured(asked[0], sides.postgres, asked[1], clients, count) for asked in order}
        found.append((loads[id(ours)], loads[id(theirs)]))
    return found


def _figure(figure: Figure, pairs: Pairs, of: Callable[[Load], float]) -> Figure:
    ratios = [of(here) / of(there) for here, there in pairs]
    return replace(
        figure,
        value=median(of(here) for here, _ in pairs),
        floor=median(of(there) for _, there in pairs),
        ratio=median(ratios),
        runs=len(pairs),
        spread=max(ratios) - min(ratios),
    )


def _ratio(pairs: Pairs, of: Callable[[Load], float]) -> float:
    return median(of(here) / of(there) for here, there in pairs)


def _app(load: Load) -> float:
    return load.app_ms


def _total(load: Load) -> float:
    return load.total_ms


if __name__ == "__main__":
    typer.run(main)
