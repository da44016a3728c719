"""What somebody may send who means no good, or who is only wrong: answered as any mistake, and nothing piles up."""

import asyncio
import base64
import gc
import json
import logging
import socket
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from graphql import get_introspection_query
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from kinerja.graphql.context import Context
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.limits import MOST_BYTES
from kinerja.settings import Settings
from tests.conftest import Cluster, TestClock
from tests.people import Town
from tests.web.site import Site, served
from tests.web.test_subscriptions import PROTOCOL, Client, client

PUBLIC = "/a/TST/graphql"


def code(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of the first error."""
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


def rule(answer: httpx.Response) -> str:
    """Rule of the first error."""
    return str(answer.json()["errors"][0]["extensions"]["rule"])


def test_the_whole_schema_is_asked_for_once_and_not_many_times_at_once(site: Site) -> None:
    whole = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    )
    answer = site.post(PUBLIC, {"query": whole}).json()
    assert len(answer["data"]["__schema"]["types"]) > 100
    assert answer["extensions"]["cost"]["requested"] > 1_000
    types = " ".join(f"a{number}: types {{ fields {{ type {{ ofType {{ name }} }} }} }}" for number in range(45))
    refused = site.post(PUBLIC, {"query": f"{{ __schema {{ {types} }} }}"})
    assert (code(refused)[1], refused.json()["errors"][0]["extensions"]["limit"]) == ("QUERY_TOO_COMPLEX", "cost")


@pytest.mark.parametrize("document", ["{ agency {", "{ " + "a: " * 3_000 + "x }"])
def test_what_cannot_be_parsed_is_said_over_a_socket_each_time_anew(site: Site, document: str) -> None:
    async def answers(times: int) -> list[Any]:
        async with client(site, "member") as asking:
            found = []
            for _ in range(times):
                await asking.subscribe(document)
                found.append(await asking.next())
            return found

    first, *others = asyncio.run(answers(40))
    assert first["type"] == "error"
    assert first["payload"][0]["extensions"]["code"] in ("GRAPHQL_PARSE_FAILED", "QUERY_TOO_COMPLEX")
    assert all(other == first for other in others)
    gc.collect()
    assert sum(isinstance(each, Context) for each in gc.get_objects()) < 10


def test_what_cannot_be_parsed_is_said_as_an_event(site: Site) -> None:
    answer = site.post(PUBLIC, {"query": "{ agency {"}, Accept="text/event-stream")
    assert '"GRAPHQL_PARSE_FAILED"' in answer.text


def test_a_message_that_is_too_large_closes_the_socket(site: Site) -> None:
    async def closed() -> int:
        async with client(site, "member") as asking:
            await asking.subscribe("#" + "x" * MOST_BYTES)
            with pytest.raises(ConnectionClosed):
                await asking.next()
            return asking.socket.close_code or 0

    assert asyncio.run(closed()) == 1009


@pytest.mark.parametrize(("message", "close_code"), [("[]", 4400), ("1", 4400), ("x", 4400)])
def test_what_is_no_message_closes_the_socket_with_a_code(site: Site, message: str, close_code: int) -> None:
    async def closed() -> int:
        url = site.url.replace("http", "ws") + PUBLIC
        async with connect(url, subprotocols=[PROTOCOL]) as socket:
            await socket.send(message)
            with pytest.raises(ConnectionClosed):
                await asyncio.wait_for(socket.recv(), 10)
            return socket.close_code or 0

    assert asyncio.run(closed()) == close_code


def test_a_token_that_is_no_text_closes_the_socket_with_a_code(site: Site) -> None:
    async def closed() -> int:
        url = site.url.replace("http", "ws") + PUBLIC
        async with connect(url, subprotocols=[PROTOCOL]) as socket:
            await socket.send('{"type": "connection_init", "payload": {"Authorization": "Bearer \\ud800"}}')
            with pytest.raises(ConnectionClosed):
                await asyncio.wait_for(socket.recv(), 10)
            return socket.close_code or 0

    assert asyncio.run(closed()) == 4403


@pytest.mark.parametrize("wrong", [{"operationName": 5}, {"variables": "x"}, {"query": 1}])
def test_parameters_of_another_form_are_refused_over_a_socket_too(site: Site, wrong: dict[str, Any]) -> None:
    async def answer() -> Any:
        async with client(site, "member") as asking:
            payload = {"query": "{ agency { code } }", **wrong}
            await asking.send({"type": "subscribe", "id": "1", "payload": payload})
            return await asking.next()

    message = asyncio.run(answer())
    assert (message["type"], message["payload"][0]["extensions"]["rule"]) == ("error", "H12.20")


def test_a_token_that_expires_ends_what_an_open_socket_may(site: Site) -> None:
    """The town's clock goes on while the socket stays open."""

    async def answers() -> tuple[Any, Any]:
        async with client(site, "admin") as asking:
            await asking.subscribe("{ agency { code } }")
            before = await asking.next()
            await asking.next()
            clock = site.town.service.clock
            assert isinstance(clock, TestClock)
            clock.now += timedelta(hours=2)
            return before, await command(asking)

    async def command(asking: Client) -> Any:
        given = {
            "commandId": "5b0e5a3c-0000-4000-8000-000000000000",
            "code": "LATE",
            "name": "Late",
            "kind": "SECTION",
        }
        text = "mutation M($input: EstablishOrgUnitInput!) { establishOrgUnit(input: $input) { receipt { hash } } }"
        await asking.subscribe(text, input=given)
        return await asking.next()

    before, after = asyncio.run(answers())
    assert before["payload"]["data"] == {"agency": {"code": "TST"}}
    assert (after["type"], after["payload"][0]["extensions"]["code"]) == ("error", "UNAUTHENTICATED")


@pytest.mark.parametrize("text", ["ROOT\u0000x", "ROOT\ud800"])
def test_a_text_that_cannot_be_stored_is_refused(site: Site, text: str) -> None:
    asked = "query A($code: String) { orgUnits(first: 1, where: {code: $code}) { nodes { code } } }"
    body = json.dumps({"query": asked, "variables": {"code": text}})
    given = httpx.post(site.url + PUBLIC, content=body, headers={"Content-Type": "application/json"})
    assert given.status_code in (200, 400)
    assert rule(given) in ("H12.20", "H12.27"), "half a character is no JSON, a NUL is"


def test_a_nul_that_is_written_into_the_document_is_refused_too(site: Site) -> None:
    asked = '{ orgUnits(first: 1, where: {code: "ROOT\\u0000x"}) { nodes { code } } }'
    assert rule(site.post(PUBLIC, {"query": asked})) == "H12.27"


@pytest.mark.parametrize("value", ["99999999999999999999", "2025-W01-1", "1e400", "\u0000", "", "x"])
@pytest.mark.parametrize("root", ["orgUnits", "auditTrail", "employees", "periods", "indicatorRevisions"])
def test_a_cursor_of_another_kind_is_refused(site: Site, root: str, value: str) -> None:
    page = site.post("/graphql", {"query": f"{{ {root}(first: 1) {{ pageInfo {{ endCursor }} }} }}"}, **own(site))
    cursor = page.json()["data"][root]["pageInfo"]["endCursor"]
    if cursor is None:
        return  # nobody has a cursor of an empty list
    changed = cursor_with(cursor, value)
    query = f'{{ {root}(first: 1, after: "{changed}") {{ totalCount }} }}'
    answer = site.post("/graphql", {"query": query}, **own(site)).json()
    said = [error["extensions"]["code"] for error in answer.get("errors", [])]
    assert said in ([], ["BAD_USER_INPUT"]), "a text may be anything, and nothing else may"


def own(site: Site) -> dict[str, str]:
    return {"Authorization": f"Bearer {site.token('inspector')}"}


def cursor_with(cursor: str, value: str) -> str:
    """A cursor whose first value is another."""
    content = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    content[1] = value
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def test_a_position_beyond_every_log_is_refused(site: Site) -> None:
    query = '{ auditTrail(first: 1, where: {position: "9999999999999999999"}) { totalCount } }'
    assert rule(site.post("/graphql", {"query": query}, **own(site))) == "H12.18"


@pytest.mark.parametrize("token", ["[" * 30_000, "\u00ff", "a.b.c", "." * 10_000])
def test_a_token_of_any_form_is_only_not_valid(site: Site, token: str) -> None:
    answer = httpx.post(
        site.url + "/graphql", json={"query": "{ agency { code } }"},
        headers=[(b"Authorization", b"Bearer " + token.encode("latin-1"))], timeout=10,
    )  # fmt: skip
    assert answer.status_code in (400, 401), "or its head is too long for HTTP"


@pytest.mark.parametrize("agency", ["TST%00x", "tst", "%F0%9F", "a b", "X" * 50])
def test_an_agency_of_another_form_is_not_known(site: Site, agency: str) -> None:
    assert code(site.post(f"/a/{agency}/graphql", {"query": "{ agency { code } }"}))[1] == "FORBIDDEN"


def test_a_client_that_goes_away_in_the_middle_is_no_failure_of_ours(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    door = site.server.servers[0].sockets[0].getsockname()
    with caplog.at_level(logging.ERROR), socket.create_connection(door[:2]) as leaving:
        head = (
            "POST /a/TST/graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
        )
        leaving.sendall(head.encode() + b'{"query": "')
    assert site.post(PUBLIC).status_code == 200
    assert caplog.records == []


def test_however_many_ids_are_asked_for_there_is_one_statement_for_each_type(site: Site) -> None:
    """Known and unknown ones in any order: the statement is the same."""
    page = "{ orgUnits(first: 9) { nodes { id } } positions(first: 9) { nodes { id } } }"
    data = site.post("/graphql", {"query": page}, **own(site)).json()["data"]
    ids = [node["id"] for root in data.values() for node in root["nodes"]]
    nothing = str(GlobalId("OrgUnit", "TST", UUID(int=7)))
    asked = "query N($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on OrgUnit { code } } }"

    def nodes(*wanted: str) -> list[Any]:
        answer = site.post("/graphql", {"query": asked, "variables": {"ids": list(wanted)}}, **own(site)).json()
        return [None if node is None else node["id"] for node in answer["data"]["nodes"]]

    assert nodes(*ids) == ids
    assert nodes(ids[-1], nothing, ids[0], ids[0]) == [ids[-1], None, ids[0], ids[0]]
    assert nodes(nothing, nothing) == [None, None]


def test_who_catches_up_pays_for_what_he_is_told(town: Town, cluster: Cluster) -> None:
    """To begin costs 7; the more than twenty entries that are told at once cost more than 23."""
    with served(town, Settings(data_dir=cluster.folder, client_budget=30)) as site:

        async def told() -> Any:
            async with client(site, "inspector") as subscriber:
                await subscriber.subscribe('subscription { recorded(after: "0") { entries { kind } } }')
                return await subscriber.next()

        message = asyncio.run(told())
    errors = message["payload"] if message["type"] == "error" else message["payload"]["errors"]
    assert errors[0]["extensions"]["code"] == "THROTTLED"
