"""The documents are executed: every example answers as written, every link leads somewhere, nothing is left out.

A ``graphql`` block is sent to the endpoint of its agency as the one its first line names: ``# as SWL E10``, with
``# as SWL public`` for nobody and a language at the end where it is not Indonesian. A ``json`` block behind
``<!-- variables -->`` is sent along; one behind ``<!-- answer -->`` has to be held by the answer. Objects may hold
more; ``…`` stands for anything, at the end of a list for the rest of it. ``<!-- keep name: data.path -->`` keeps a
value for ``{kept:name}`` further down; ``<!-- day 2026-04-07 -->`` lets it be a later day from there on.
Each document is read from top to bottom on a database of its own.
"""

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from psycopg.rows import dict_row

from kinerja.application.batches import run_batch
from kinerja.application.scheduling import pass_due
from kinerja.cli import app as command_line
from kinerja.demo.folder import Folder
from kinerja.demo.run import examples_folder
from kinerja.demo.story import Memory, StoryStep, difference
from kinerja.graphql.schema import build_schema
from kinerja.identity.tokens import TokenIssuer
from kinerja.service import Service
from kinerja.settings import Settings
from kinerja.web.app import Wake, create_app

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
AGENCY = "SWL"
CITIES = ("sawahlunto", "kotabumi", "jakarta")

_PIECE = re.compile(
    r"^<!-- keep (?P<kept>\w+): (?P<path>[\w.]+) -->$"
    r"|^<!-- day (?P<day>[\d-]+) -->$"
    r"|^(?:<!-- (?P<role>variables|answer) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_AS = re.compile(r"# as (?P<agency>[A-Z]+) (?P<actor>\w+)(?: (?P<language>en|id))?\n")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<title>.+)$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Example:
    """A ``graphql`` block and what stands with it. ``place`` is where to find it, as ``file:line``."""

    place: str
    text: str
    variables: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    keep: dict[str, str] = field(default_factory=dict)
    day: date | None = None


def examples_of(document: Path) -> list[Example]:
    """The examples of a document, from top to bottom."""
    content = document.read_text(encoding="utf-8")
    found: list[Example] = []
    day = None
    for piece in _PIECE.finditer(content):
        if piece["kept"]:
            found[-1].keep[piece["kept"]] = piece["path"]
        elif piece["day"]:
            day = date.fromisoformat(piece["day"])
        elif piece["language"] == "graphql":
            line = content.count("\n", 0, piece.start()) + 1
            found.append(Example(f"{document.relative_to(ROOT)}:{line}", piece["text"], day=day))
        elif piece["role"]:
            setattr(found[-1], piece["role"], json.loads(piece["text"]))
    return found


def blocks_of(document: Path, language: str) -> list[str]:
    """The fenced blocks of a document in a language."""
    pieces = _PIECE.finditer(document.read_text(encoding="utf-8"))
    return [piece["text"] for piece in pieces if piece["language"] == language]


class Reader:
    """Reads a document: sends its examples as the cast of the city, and compares the answers."""

    def __init__(self, service: Service, settings: Settings, client: httpx.AsyncClient) -> None:
        self._service = service
        self._client = client
        folders = [Folder(examples_folder() / name, service.logs) for name in CITIES]
        self._memories = {folder.agency: Memory(folder) for folder in folders}
        self._folders = {folder.agency: folder for folder in folders}
        self._issuer = TokenIssuer(settings.data_dir, issuer=settings.issuer, audience=settings.audience)

    async def problem(self, example: Example) -> str | None:
        """What differs from the document; None when the example holds."""
        self._move_to(example.day)
        await self._settle()
        named = _AS.match(example.text)
        assert named, "the first line of an example says who asks: # as SWL E10"
        memory = self._memories[named["agency"]]
        answer = await self._answer(named, example.text, memory.resolved(example.variables))
        expected = _anything_dropped(memory.resolved(example.answer), answer)
        if "errors" in answer and "errors" not in expected:
            return f"unexpected errors: {answer['errors']}"
        found = difference(expected, answer)
        if found is None:
            memory.remember(StoryStep("", date.min, "", "", {}, {}, example.keep), answer)
        return found

    async def _answer(self, named: re.Match[str], query: str, variables: dict[str, Any]) -> dict[str, Any]:
        headers = {"Accept-Language": named["language"] or "id"}
        if named["actor"] != "public":
            headers["Authorization"] = f"Bearer {self._token(named['agency'], named['actor'])}"
        body = {"query": query, "variables": variables}
        response = await self._client.post(f"/a/{named['agency']}/graphql", json=body, headers=headers)
        answer: dict[str, Any] = response.json()
        return answer

    def _token(self, agency: str, actor: str) -> str:
        subject = self._folders[agency].employees[actor]
        return self._issuer.issue(subject, agency, now=self._service.clock(), lifetime=timedelta(hours=1))

    def _move_to(self, day: date | None) -> None:
        clock: Any = self._service.clock
        if day is not None and clock.now.date() < day:
            clock.now = datetime.combine(day, clock.now.timetz())

    async def _settle(self) -> None:
        """Let deadlines pass, batches end and the read models come level: examples wait for nothing."""
        with psycopg.connect(self._service.database.service, autocommit=True) as connection:
            for agency, batch in connection.execute("SELECT agency, batch FROM log.unfinished_batches()"):
                await asyncio.to_thread(run_batch, self._service.commands, agency, batch, threading.Event())
            await asyncio.to_thread(pass_due, connection, self._service.commands, threading.Event())
        while (await self._client.get("/health/ready")).json()["lag"]:
            pass


def _anything_dropped(expected: Any, actual: Any) -> Any:
    """What is expected with every ``…`` replaced by what is there, as long as something is."""
    if expected == "…":
        return actual if actual is not None else "something"
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {key: _anything_dropped(value, actual.get(key)) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(actual, list):
        if expected[-1:] == ["…"]:
            expected = [*expected[:-1], *actual[len(expected) - 1 :]]
        return [_anything_dropped(*pair) for pair in zip(expected, actual, strict=False)] + expected[len(actual) :]
    return expected


async def problems_of(examples: list[Example], service: Service, settings: Settings) -> list[str]:
    """Every example that does not hold, by its place."""
    app = create_app(service, settings, Wake())
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        reader = Reader(service, settings, client)
        found = [(example.place, await reader.problem(example)) for example in examples]
    return [f"{place}: {problem}" for place, problem in found if problem]


@pytest.mark.parametrize(
    "document",
    [document for document in DOCUMENTS if examples_of(document)],
    ids=lambda document: document.relative_to(ROOT).as_posix(),
)
def test_every_example_answers_as_written(document: Path, cities: Service, tmp_path: Path) -> None:
    """The ``graphql`` blocks of a document."""
    settings = Settings(data_dir=tmp_path)
    assert asyncio.run(problems_of(examples_of(document), cities, settings)) == []


def test_every_python_block_runs(sawahlunto: Service) -> None:
    """``facts`` in a block are the rows of the log of the example."""
    with psycopg.connect(sawahlunto.database.service, row_factory=dict_row) as connection:
        connection.execute("SELECT set_config('kinerja.agency', %s, true)", [AGENCY])
        facts = connection.execute("SELECT * FROM log.facts ORDER BY position").fetchall()
    blocks = [block for document in DOCUMENTS for block in blocks_of(document, "python")]
    assert blocks
    for block in blocks:
        exec(compile(block, "<document>", "exec"), {"facts": facts})


def _slug(title: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _anchors(document: Path) -> set[str]:
    text = _FENCED.sub("", document.read_text(encoding="utf-8"))
    return {_slug(heading["title"]) for heading in _HEADING.finditer(text)}


def _broken_links(document: Path) -> Iterator[str]:
    text = _FENCED.sub("", document.read_text(encoding="utf-8"))
    for link in _LINK.finditer(text):
        path, _, anchor = link["target"].partition("#")
        if path.startswith(("https://", "http://")):
            continue
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            yield f"{document.relative_to(ROOT)}: {link['target']}"


def test_every_internal_link_leads_somewhere() -> None:
    """Files and headings."""
    assert [broken for document in DOCUMENTS for broken in _broken_links(document)] == []


def test_the_index_names_every_document() -> None:
    """What the index leaves out is found by nobody."""
    index = ROOT / "docs" / "README.md"
    linked = {link["target"] for link in _LINK.finditer(index.read_text(encoding="utf-8"))}
    there = {path.relative_to(index.parent).as_posix() for path in index.parent.rglob("*.md") if path != index}
    assert there - linked == set()


def test_the_readme_names_every_setting_and_every_command() -> None:
    """A setting or a command of the command line that is documented nowhere does not exist for its users."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    settings = {f"`KINERJA_{name.upper()}`" for name in Settings.model_fields}
    commands = {f"`kinerja {made.callback.__name__}" for made in command_line.registered_commands if made.callback}
    assert {named for named in settings | commands if named not in readme} == set()


def test_the_rights_name_fields_as_the_schema_does() -> None:
    """Who looks up a right copies the field from a query."""
    types = build_schema()._schema.type_map
    rows = re.findall(r"^\| (\w+) \| `(\w+)` \| ", (ROOT / "docs" / "rights.md").read_text(), re.M)
    assert len(rows) > 100
    assert [(name, field) for name, field in rows if field not in getattr(types[name], "fields", {})] == []


def test_the_capabilities_name_what_is_there() -> None:
    """Root fields and mutations that exist, and files that have a test of the row's number."""
    schema = build_schema()._schema
    assert schema.query_type is not None
    assert schema.mutation_type is not None
    rows = re.findall(
        r"^\| ([A-H]\d+) \| [^|]* \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", _CAPABILITIES.read_text(), re.M
    )
    assert len(rows) == len({number for number, *_ in rows}) > 0
    for number, queries, mutations, tests in rows:
        assert set(re.findall(r"`(\w+)`", queries)) <= set(schema.query_type.fields), number
        assert set(re.findall(r"`(\w+)`", mutations)) <= set(schema.mutation_type.fields), number
        files = [ROOT / name for name in re.findall(r"`([\w/]+\.py)`", tests)]
        assert all(f"def test_{number.lower()}_" in file.read_text() for file in files), number


_CAPABILITIES = ROOT / "docs" / "capabilities.md"
_ROW_OF_CAPABILITY = re.compile(r"^\| ([A-H]\d+) \| [^|]* \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)
