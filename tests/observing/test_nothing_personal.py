"""A whole city's story, requests of every kind and planted failures: nothing personal and no secret is written."""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from kinerja.database.connections import Database
from kinerja.demo.folder import Folder
from kinerja.demo.run import examples_folder
from kinerja.identity.tokens import TokenIssuer
from kinerja.log.sealing import Secrets
from kinerja.service import service_on
from tests.conftest import Cluster
from tests.observing.planted import PERSON
from tests.observing.serving import ESTABLISH, free_port, until, wait_ready

PART = 16
"""So many characters of a token that follow each other are a part that must not be seen."""
SHORTEST = 4


def leaks(output: str, secrets: Iterable[str]) -> list[str]:
    """The secrets that can be read in an output, as they are or as JSON writes them."""
    return sorted(each for each in set(secrets) if each in output or json.dumps(each)[1:-1] in output)


def parts_of(token: str) -> Iterator[str]:
    """Every part of a token that is long enough to be told from chance, but for its head, which is in every token."""
    body = token.partition(".")[2]
    yield from (body[at : at + PART] for at in range(len(body) - PART + 1))


@dataclass
class Told:
    """A process that told the story, and what is known of it."""

    output: str
    personal: list[str]
    secrets: list[str] = field(default_factory=list)


@dataclass
class Speaker:
    """Speaks to the server with tokens, and remembers them."""

    url: str
    issuer: TokenIssuer
    tokens: list[str] = field(default_factory=list)

    def token(self, subject: UUID, agency: str = "SWL", hours: int = 1) -> str:
        made = self.issuer.issue(subject, agency, now=datetime.now(UTC), lifetime=timedelta(hours=hours))
        self.tokens.append(made)
        return made

    def post(self, token: str, body: object, path: str = "/graphql", **headers: str) -> int:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.post(f"{self.url}{path}", content=content, headers=sent, timeout=20).status_code


def personal_texts(database: Database) -> list[str]:
    """Every content of the table of texts: names, NIP, reasons, feedback."""
    with psycopg.connect(database.owner) as connection:
        rows = connection.execute("SELECT DISTINCT content FROM read.texts").fetchall()
    return [content for (content,) in rows if len(content) >= SHORTEST]


def employees(database: Database, cluster: Cluster) -> dict[str, UUID]:
    with service_on(database, cluster.secrets) as service:
        return Folder(examples_folder() / "sawahlunto", service.logs).employees


def ask_everything(speaker: Speaker, people: dict[str, UUID]) -> None:
    """Requests that are answered, refused, garbage, or meet a planted failure."""
    admin, member = speaker.token(people["E02"]), speaker.token(people["E10"])
    expired, elsewhere = speaker.token(people["E10"], hours=-2), speaker.token(people["E10"], "LAIN")
    card = {"query": "query Card { viewer { employee { name nip } } employees(first: 50) { nodes { name } } }"}
    for token in (admin, member, expired, elsewhere, member + "x", "x"):
        speaker.post(token, card)
    unit = {"commandId": str(uuid4()), "code": "BARU", "name": PERSON, "kind": "SECTION"}
    for token in (admin, admin, member):
        speaker.post(token, {"query": ESTABLISH, "variables": {"input": unit}})
    speaker.post(admin, {"query": ESTABLISH, "variables": {"input": {"name": PERSON, "code": member}}})
    speaker.post(admin, {"query": ESTABLISH, "variables": {"input": {**unit, "commandId": PERSON}}})
    speaker.post(member, {"query": f'{{ receipt(commandId: "{uuid4()}") {{ position }} }}'})
    _garbage(speaker, admin, member)
    broken = {**unit, "commandId": str(uuid4()), "code": "RUSAK"}
    speaker.post(admin, {"query": ESTABLISH, "variables": {"input": broken}})


def _garbage(speaker: Speaker, admin: str, member: str) -> None:
    speaker.post(member, f'{{"query": "{PERSON}'.encode())
    speaker.post(member, {"query": f'{{ x(name: "{PERSON}") {{'})
    speaker.post(member, {"query": f'{{ employee(id: "{PERSON}") {{ name }} }}'})
    speaker.post(member, {"query": "{ agency { code } }", "operationName": PERSON})
    speaker.post(member, {"query": "{ agency { code } }"}, X_Request_Id=f"{admin}", traceparent=admin)
    speaker.post(member, {"query": "{ agency { code } }"}, path=f"/a/{member[:40]}/graphql?token={admin}")
    speaker.post(member, {}, path=f"/{PERSON.replace(' ', '%20')}/{admin}?t={member}")
    for data in ({}, {"satisfaction": "4", "text": PERSON}, {"do": "erase", "code": member[-60:]}):
        page = f"{speaker.url}/u/SWL/{member[-60:]}?lang={member}"
        httpx.post(page, data=data, headers={"X-Forwarded-For": member, "X-Request-Id": member}, timeout=20)
        httpx.get(page, timeout=20)
    httpx.request("MESTIKA", f"{speaker.url}/graphql?token={member}", timeout=20)
    url, headers = f"{speaker.url.replace('http', 'ws')}/graphql?token={member}", {"Authorization": f"Bearer {admin}"}
    with pytest.raises(WebSocketException), connect(url, additional_headers=headers) as socket:
        socket.recv(timeout=5)  # it speaks no protocol of ours, and is closed


@pytest.fixture(scope="module")
def told(cluster: Cluster, empty_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The process, run once for all tests here; ended by SIGTERM."""
    database = cluster.create("planted", empty_template)
    port, metrics = free_port(), free_port()
    environment = {
        **os.environ,
        "KINERJA_DATABASE_URL": database.service, "KINERJA_OWNER_DATABASE_URL": database.owner,
        "KINERJA_DATA_DIR": str(cluster.folder), "KINERJA_PORT": str(port), "KINERJA_METRICS_PORT": str(metrics),
        "KINERJA_LOG_LEVEL": "DEBUG", "PYTHONASYNCIODEBUG": "1", "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    secrets = Secrets.load_or_create(cluster.folder / "secrets.json")
    server_log = cluster.folder / "postgres" / "cluster" / "server.log"
    logged_before = server_log.stat().st_size
    written = tmp_path_factory.mktemp("planted") / "output"
    with written.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.observing.planted"], env=environment, stdout=output, stderr=output
        )
        speaker = Speaker(
            f"http://127.0.0.1:{port}",
            TokenIssuer(cluster.folder, issuer="https://kinerja.local", audience="kinerja"),
        )
        wait_ready(speaker.url, 120)
        ask_everything(speaker, employees(database, cluster))
        until(lambda: "is stalled at position" in written.read_text())
        scraped = httpx.get(f"http://127.0.0.1:{metrics}/metrics", timeout=10).text
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    output_text = written.read_text() + scraped + server_log.read_bytes()[logged_before:].decode()
    keys = [secrets.master.hex(), base64.b64encode(secrets.master).decode(), *_passwords(cluster)]
    tokens = [part for token in speaker.tokens for part in parts_of(token)]
    yield Told(output_text, [*personal_texts(database), *PERSON.split(" "), PERSON], keys + tokens)
    cluster.drop("planted")


def _passwords(cluster: Cluster) -> list[str]:
    access = json.loads((cluster.folder / "postgres" / "access.json").read_text())
    return [value for name, value in access.items() if name != "host"]


def test_nothing_personal_is_written(told: Told) -> None:
    assert len(told.personal) > 100
    assert leaks(told.output, told.personal) == []


def test_no_token_no_part_of_one_and_no_key_is_written(told: Told) -> None:
    assert len(told.secrets) > 500
    assert leaks(told.output, told.secrets) == []


def test_what_was_planted_did_happen_and_every_line_is_whole(told: Told) -> None:
    lines = [json.loads(line) for line in told.output.splitlines() if line.startswith("{")]
    errors = [each["type"] for line in lines for each in line.get("error", ()) if isinstance(each, dict)]
    for kind in ("ValueError", "LookupError", "psycopg.errors.NotNullViolation"):
        assert kind in errors
    assert "psycopg.errors.InvalidTextRepresentation" in errors
    assert "Traceback" not in told.output
    events = {line["event"] for line in lines}
    assert {"request", "command", "page", "a line of a library", "a warning of Python"} <= events
    outcomes = {line["outcome"] for line in lines if line["event"] == "command"}
    assert {"recorded", "repeated", "refused"} <= outcomes
    stalls = [line for line in lines if line["level"] == "critical" and line.get("fact") == "OrgUnitEstablished"]
    assert stalls
    assert stalls[0]["agency"] == "SWL"


@pytest.mark.parametrize("written", ["as it is", "as JSON writes it", "a part of it"])
def test_a_planted_leak_is_caught(told: Told, written: str) -> None:
    text = next(content for content in told.personal if '"' in content or len(content) > 60)
    token = told.secrets[-1]
    planted = {"as it is": f"x{text}x", "as JSON writes it": json.dumps(text), "a part of it": f"x{token}x"}
    assert leaks(told.output + planted[written], [*told.personal, *told.secrets]) in ([text], [token])


def test_the_ordinary_way_to_log_an_exception_would_have_leaked(told: Told) -> None:
    """What the rule is for: the standard formatter quotes the database's detail."""
    import logging

    try:
        raise psycopg.errors.UniqueViolation(f"Key (nip)=({PERSON.split(' ')[-1]}) already exists.")
    except psycopg.Error:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "it failed", (), sys.exc_info())
    assert leaks(logging.Formatter().format(record), told.personal) != []
