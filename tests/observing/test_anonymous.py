"""Anonymous answers over real HTTP: no line, span or measure leads from a giver to a collection or to a place."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest
from prometheus_client import generate_latest

from kinerja.domain.vocabulary import CoreValue
from kinerja.graphql.ids import GlobalId
from tests.observing.conftest import Lines, Watched
from tests.observing.serving import until
from tests.observing.test_nothing_personal import leaks, parts_of
from tests.voices import Voices

GIVE = """mutation Rate($input: GiveRatingInput!) { giveRating(input: $input) {
  receipt { commandId position recordedAt hash version } collection { id version } userErrors { rule } } }"""
WORDS = "kata yang tidak boleh terbaca"


@pytest.fixture
def voices(watched: Watched) -> Voices:
    """Colleagues of the served town are asked, in May."""
    watched.town.service.clock.now = datetime(2025, 5, 5, 1, 0, tzinfo=UTC)  # type: ignore[attr-defined]  # of tests
    found = Voices(watched.town).settle(3)
    watched.town.draft()
    watched.town.approve()
    watched.town.open("2025-Q1")
    found.open()
    return found


def give(
    watched: Watched, voices: Voices, who: str, command_id: UUID, request_id: str, **more: object
) -> httpx.Response:
    town = watched.town
    levels = [{"value": str(value), "level": "MEETS"} for value in CoreValue]
    given = {
        "commandId": str(command_id),
        "collectionId": str(GlobalId("Collection", town.agency, voices.collection())),
        "positionId": str(GlobalId("Position", town.agency, town.named("Position", who.upper()))),
        "levels": levels,
        "comment": WORDS,
        **more,
    }
    token = watched.client.token(town.ids[who], town.agency)
    body = {"query": GIVE, "variables": {"input": given}}
    headers = {"Authorization": f"Bearer {token}", "X_Request_Id": request_id}
    return watched.client.post(body, **headers)


def test_d4_whoever_operates_finds_the_giver_beside_no_collection_and_no_place(
    lines: Lines, watched: Watched, voices: Voices
) -> None:
    town, command_id = watched.town, uuid4()
    log = town.service.logs.of(town.agency)
    until(lambda: reached(watched) == log.recorder.max_notification_id())
    lines.stream.truncate(0)
    lines.stream.seek(0)
    watched.exporter.clear()
    answered = give(watched, voices, "p0", command_id, "giving")
    payload = answered.json()["data"]["giveRating"]
    nothing = {"position": None, "recordedAt": None, "hash": None, "version": None}
    assert payload["receipt"] == {"commandId": str(command_id), **nothing}
    assert (payload["collection"]["version"], payload["userErrors"]) == (1, [])
    position = log.recorder.max_notification_id()
    again = give(watched, voices, "p0", command_id, "again").json()["data"]["giveRating"]
    assert again["receipt"] == payload["receipt"]
    refused = give(watched, voices, "p1", uuid4(), "refused", levels=[]).json()["data"]["giveRating"]
    assert refused["userErrors"] != []
    until(lambda: reached(watched) == position)
    until(lambda: {"giving", "again", "refused"} <= {line.get("request_id") for line in lines.all("request")})
    spans = told_by_spans(watched)
    stream = log.claim("Answer", f"{voices.collection()}/{town.ids['p0']}")
    own = town.service.logs.secrets.own_id(command_id, "DEFINITIVE")
    token = watched.client.token(town.ids["p0"], town.agency)
    hidden = [
        *(str(town.ids[who]) for who in ("p0", "p1", "member")), town.ids["p0"].hex, str(stream), str(own),
        str(voices.collection()), str(GlobalId("Collection", town.agency, voices.collection())),
        "Pegawai p0", "Pegawai member", WORDS, *parts_of(token),
    ]  # fmt: skip
    scraped = generate_latest(watched.observer.metrics.registry).decode()
    assert leaks("\n".join([lines.text, scraped, *map(json.dumps, spans)]), hidden) == []
    of_command = [line for line in lines.all() if line.get("command_id") or line.get("request_id")]
    assert {line["action"] for line in lines.all("command")} == {"giveRating"}
    assert [line["outcome"] for line in lines.all("command")] == ["recorded", "repeated", "refused"]
    assert [line for line in of_command if {"position", "facts"} & line.keys()] == []
    assert str(position) not in {str(value) for line in of_command for value in line.values()}


def test_d4_the_trace_of_an_answer_says_no_position_and_no_page_is_linked_to_it(
    watched: Watched, voices: Voices
) -> None:
    watched.exporter.clear()
    give(watched, voices, "p0", uuid4(), "giving")
    position = watched.town.service.logs.of(watched.town.agency).recorder.max_notification_id()
    until(lambda: reached(watched) == position and "POST graphql" in watched.spans())
    spans = told_by_spans(watched)
    (command,) = [span for span in spans if span["name"] == "command"]
    assert command["attributes"]["kinerja.action"] == "giveRating"
    assert command["attributes"].keys() == {
        "kinerja.action", "kinerja.agency", "kinerja.command_id", "kinerja.outcome",
    }  # fmt: skip
    trace = [span for span in spans if span["trace"] == command["trace"]]
    assert {"POST graphql", "graphql mutation", "decide", "append", "read"} <= {span["name"] for span in trace}
    assert [span for span in trace if "kinerja.position" in span["attributes"]] == []
    assert [span for span in spans if command["trace"] in span["links"]] == []


def reached(watched: Watched) -> int:
    """How far the read models are."""
    with psycopg.connect(watched.town.service.database.service) as connection:
        rows = connection.execute("SELECT agency, reached FROM log.all_tracking()").fetchall()
    return next(int(row[1]) for row in rows if row[0] == watched.town.agency)


def told_by_spans(watched: Watched) -> list[dict[str, Any]]:
    """All that the spans say."""
    return [
        {
            "name": span.name,
            "trace": span.context.trace_id if span.context else None,
            "attributes": dict(span.attributes or {}),
            "events": [(event.name, dict(event.attributes or {})) for event in span.events],
            "links": [link.context.trace_id for link in span.links],
            "status": span.status.description,
        }
        for span in watched.exporter.get_finished_spans()
    ]
