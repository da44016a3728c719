"""Subscriptions (H13): over WebSocket and server-sent events, resumed by position, by the rights of the moment."""

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import AsyncIterator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from kinerja.application.agency import RevokeRole
from kinerja.application.evaluation_teams import AppointEvaluationTeam
from kinerja.application.feedback import GiveFeedback
from kinerja.application.leaves import GrantLeave
from kinerja.application.organisation import EstablishOrgUnit
from kinerja.domain.ids import made_by
from kinerja.domain.vocabulary import AssignmentKind, CoreValue, LeaveKind, OrgUnitKind, Role
from kinerja.graphql.ids import GlobalId
from kinerja.settings import Settings
from tests.conftest import Cluster
from tests.people import LETTER, Town
from tests.web.site import Site, served

PROTOCOL: Any = "graphql-transport-ws"
RECORDED = "subscription R($after: LogPosition) { recorded(after: $after) { position entries { position kind } } }"
CHANGED = (
    "subscription C($ids: [ID!]!, $after: LogPosition)"
    " { changed(ids: $ids, after: $after) { position nodes { id ... on OrgUnit { name } } } }"
)


class Client:
    """A client of the protocol, as small as can be."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def init(self, token: str | None) -> None:
        """Say who it is."""
        payload = {} if token is None else {"Authorization": f"Bearer {token}"}
        await self.send({"type": "connection_init", "payload": payload})
        assert (await self.next())["type"] == "connection_ack"

    async def subscribe(self, query: str, **variables: Any) -> None:
        """Begin an operation."""
        await self.send({"type": "subscribe", "id": "1", "payload": {"query": query, "variables": variables}})

    async def send(self, message: Any) -> None:
        """Send a message."""
        await self.socket.send(json.dumps(message))

    async def next(self, seconds: float = 10) -> Any:
        """The next message."""
        return json.loads(await asyncio.wait_for(self.socket.recv(), seconds))

    async def data(self, seconds: float = 10) -> Any:
        """What the next message of the operation says."""
        message = await self.next(seconds)
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]


@contextlib.asynccontextmanager
async def client(site: Site, who: str | None) -> AsyncIterator[Client]:
    """A client that is connected as somebody."""
    url = site.url.replace("http", "ws") + "/a/TST/graphql"
    async with connect(url, subprotocols=[PROTOCOL]) as socket:
        made = Client(socket)
        await made.init(site.token(who) if who else None)
        yield made


def establish(site: Site, code: str) -> None:
    """Record a fact about nobody."""
    site.town.give(EstablishOrgUnit(code=code, name=code, kind=OrgUnitKind.SECTION), "admin", f"unit {code}")


def head(site: Site) -> int:
    """The newest position of the log."""
    return site.town.service.logs.of("TST").recorder.max_notification_id() or 0


def test_h13_what_is_recorded_is_told_within_a_second(site: Site) -> None:
    async def told() -> tuple[Any, float]:
        async with client(site, "inspector") as subscriber:
            await subscriber.subscribe(RECORDED)
            await subscriber.data()
            await asyncio.to_thread(establish, site, "NEW")
            began = time.monotonic()
            return await subscriber.data(), time.monotonic() - began

    data, seconds = asyncio.run(told())
    assert [entry["kind"] for entry in data["recorded"]["entries"]] == ["OrgUnitEstablished"]
    assert seconds < 1


def test_h13_a_subscriber_that_comes_back_again_and_again_misses_nothing_and_hears_nothing_twice(site: Site) -> None:
    begin, facts = head(site), 40

    def write() -> None:
        for number in range(facts):
            establish(site, f"U{number}")
            time.sleep(0.01)

    async def heard() -> list[int]:
        found: list[int] = []
        after = begin
        while len(found) < facts:
            async with client(site, "inspector") as subscriber:
                await subscriber.subscribe(RECORDED, after=str(after))
                for _ in range(2):
                    told = (await subscriber.data())["recorded"]
                    found += [int(entry["position"]) for entry in told["entries"]]
                    after = int(told["position"])
                    if len(found) >= facts:
                        break
        return found

    writer = threading.Thread(target=write)
    writer.start()
    found = asyncio.run(heard())
    writer.join()
    assert found == list(range(begin + 1, begin + facts + 1))


@pytest.mark.parametrize("document", [RECORDED, CHANGED])
def test_h13_who_begins_now_is_told_at_once_from_which_position(site: Site, document: str) -> None:
    """So whoever is cut off before the first change comes back to where the subscription began."""
    unit = str(GlobalId("OrgUnit", "TST", site.town.named("OrgUnit", "MISSED")))
    root = "recorded" if document is RECORDED else "changed"
    ids = {} if document is RECORDED else {"ids": [unit]}

    async def told() -> tuple[Any, Any]:
        async with client(site, "inspector") as subscriber:
            await subscriber.subscribe(document, **ids)
            begun = (await subscriber.data())[root]
        await asyncio.to_thread(establish, site, "MISSED")
        async with client(site, "inspector") as subscriber:
            await subscriber.subscribe(document, after=begun["position"], **ids)
            return begun, (await subscriber.data())[root]

    begin = head(site)
    begun, missed = asyncio.run(told())
    assert begun == {"position": str(begin), "entries" if document is RECORDED else "nodes": []}
    assert missed["position"] == str(begin + 1)


def test_h13_the_rights_are_those_of_the_moment_of_each_message(site: Site) -> None:
    async def told() -> tuple[Any, Any]:
        async with client(site, "inspector") as subscriber:
            await subscriber.subscribe(RECORDED)
            await subscriber.data()
            await asyncio.to_thread(establish, site, "BEFORE")
            first = await subscriber.data()
            await asyncio.to_thread(revoke)
            await asyncio.to_thread(establish, site, "AFTER")
            return first, await subscriber.data()

    def revoke() -> None:
        grant = made_by(site.town.command_id(f"grant-inspector-{Role.INSPECTOR}"), "grant")
        holder = site.town.ids["inspector"]
        site.town.give(RevokeRole(holder_id=holder, grant_id=grant, last_day=date(2025, 5, 4)), "admin", "revoke")

    first, second = asyncio.run(told())
    assert [entry["kind"] for entry in first["recorded"]["entries"]] == ["OrgUnitEstablished"]
    assert [entry["kind"] for entry in second["recorded"]["entries"]] == ["RoleRevoked"]  # which is about the viewer


def test_h13_others_hear_their_own_only(site: Site) -> None:
    async def told() -> list[str]:
        async with client(site, "second") as subscriber:
            await subscriber.subscribe(RECORDED, after="0")
            return [entry["kind"] for entry in (await subscriber.data())["recorded"]["entries"]]

    kinds = asyncio.run(told())
    assert "EmployeeRegistered" in kinds
    assert "OrgUnitEstablished" not in kinds


def test_h13_nobody_hears_nothing(site: Site) -> None:
    async def told() -> Any:
        async with client(site, None) as subscriber:
            await subscriber.subscribe(RECORDED, after="0")
            with contextlib.suppress(TimeoutError):
                return await subscriber.next(1)

    assert asyncio.run(told()) is None


def test_h13_an_object_is_shown_as_it_is_when_it_changes(site: Site) -> None:
    unit = str(GlobalId("OrgUnit", "TST", site.town.named("OrgUnit", "LATER")))

    async def told() -> Any:
        async with client(site, "member") as subscriber:
            await subscriber.subscribe(CHANGED, ids=[unit])
            await subscriber.data()
            await asyncio.to_thread(establish, site, "OTHER")
            await asyncio.to_thread(establish, site, "LATER")
            return await subscriber.data()

    assert asyncio.run(told())["changed"]["nodes"] == [{"id": unit, "name": "LATER"}]


def leave(site: Site, who: str) -> None:
    """Record a fact about somebody, which is not for colleagues."""
    kind, day = LeaveKind.MATERNITY, date(2025, 4, 1)
    grant = GrantLeave(employee_id=site.town.ids[who], kind=kind, starts_on=day, ends_on=day, letter=LETTER)
    site.town.give(grant, "admin", f"leave of {who}")


def test_h13_what_is_recorded_of_somebody_is_not_told_as_a_change_of_what_everybody_reads(site: Site) -> None:
    """A leave concerns the employee; a colleague, who may not know of it, hears of the unit alone."""
    unit = str(GlobalId("OrgUnit", "TST", site.town.named("OrgUnit", "LATER")))
    employee = str(GlobalId("Employee", "TST", site.town.ids["second"]))

    async def told(who: str) -> Any:
        async with client(site, who) as subscriber:
            await subscriber.subscribe(CHANGED, ids=[employee, unit], after=str(begin))
            return await subscriber.data()

    begin = head(site)
    leave(site, "second")
    establish(site, "LATER")
    for who in ("member", "inspector"):
        assert [node["id"] for node in asyncio.run(told(who))["changed"]["nodes"]] == [unit], who


def test_h13_of_a_post_a_new_holder_is_told(site: Site) -> None:
    """What everybody reads of a post did change."""
    post = str(GlobalId("Position", "TST", site.town.named("Position", "MEMBER")))

    async def told() -> Any:
        async with client(site, "second") as subscriber:
            await subscriber.subscribe(CHANGED, ids=[post])
            await subscriber.data()
            await asyncio.to_thread(site.town.assign, "second", "MEMBER", "acting", AssignmentKind.ACTING)
            return await subscriber.data()

    assert asyncio.run(told())["changed"]["nodes"] == [{"id": post}]


def test_h13_of_a_plan_whatever_concerns_it_is_told_to_those_who_read_it(site: Site) -> None:
    """A report is not in the row of the plan, and follows it on the page of an officer."""
    site.town.draft()
    site.town.approve()
    begin = head(site)
    plan = str(GlobalId("PerformancePlan", "TST", site.town.plan()))
    site.town.report("2025-01", "100")

    async def told() -> Any:
        async with client(site, "officer") as subscriber:
            await subscriber.subscribe(CHANGED, ids=[plan], after=str(begin))
            return await subscriber.data()

    assert asyncio.run(told())["changed"]["nodes"] == [{"id": plan}]


def test_d7_to_an_evaluation_team_feedback_on_a_plan_is_no_change_of_it(site: Site) -> None:
    """The team reads the plan and not the feedback; that there is some is told to the others alone."""
    town = site.town
    town.draft()
    town.approve()
    members = (town.ids["second"], town.ids["head"])
    unit, letter = town.named("OrgUnit", "ROOT"), msgspec.structs.replace(LETTER, valid_to=date(2025, 12, 31))
    appointed = AppointEvaluationTeam(
        code="TIM", name="Tim", unit_ids=(unit,), member_ids=members, chair_id=members[0], letter=letter
    )
    town.give(appointed, "admin", "team")
    begin = head(site)
    town.give(GiveFeedback(plan_id=town.plan(), value=CoreValue.LOYAL, text="baik"), "officer", "told")
    establish(site, "LATER")
    plan = str(GlobalId("PerformancePlan", "TST", town.plan()))
    later = str(GlobalId("OrgUnit", "TST", town.named("OrgUnit", "LATER")))

    async def told(who: str) -> Any:
        async with client(site, who) as subscriber:
            await subscriber.subscribe(CHANGED, ids=[plan, later], after=str(begin))
            return {node["id"] for node in (await subscriber.data())["changed"]["nodes"]}

    assert asyncio.run(told("second")) == {later}
    assert asyncio.run(told("officer")) == {plan, later}


@pytest.mark.parametrize(("ids", "rule"), [([], "H13.1"), (["x"], "H13.1")])
def test_h13_ids_of_nothing_are_refused(site: Site, ids: list[str], rule: str) -> None:
    async def told() -> Any:
        async with client(site, "member") as subscriber:
            await subscriber.subscribe(CHANGED, ids=ids)
            return await subscriber.next()

    message = asyncio.run(told())
    errors = message["payload"] if message["type"] == "error" else message["payload"]["errors"]
    assert errors[0]["extensions"]["rule"] == rule


def test_h13_limits_hold_over_websocket_too(site: Site) -> None:
    async def told() -> Any:
        async with client(site, "member") as subscriber:
            await subscriber.subscribe("subscription { recorded { " + "position " * 600 + "} }")
            return await subscriber.next()

    message = asyncio.run(told())
    assert message["type"] == "error"
    assert message["payload"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"


@pytest.fixture
def trusting(town: Town, cluster: Cluster, tmp_path: Path) -> Iterator[Site]:
    """A town that takes one subscription, by its id, and nothing else."""
    manifest = tmp_path / "documents.json"
    manifest.write_text(json.dumps({"recorded": RECORDED}))
    settings = Settings(data_dir=cluster.folder, trusted_documents=manifest, trusted_only=True)
    with served(town, settings) as made:
        yield made


def test_h13_a_subscription_is_asked_for_by_its_id_over_a_socket(trusting: Site) -> None:
    async def told(payload: dict[str, Any]) -> Any:
        async with client(trusting, "inspector") as subscriber:
            await subscriber.send({"type": "subscribe", "id": "1", "payload": payload})
            return await subscriber.next()

    after = {"variables": {"after": "0"}}
    known = asyncio.run(told({"documentId": "recorded", **after}))
    assert known["payload"]["data"]["recorded"]["entries"][0]["position"] == "1"
    by_graphql_ws = asyncio.run(told({"query": "", "documentId": "recorded", **after}))
    assert by_graphql_ws["payload"]["data"] == known["payload"]["data"]
    unknown = asyncio.run(told({"documentId": "other", **after}))
    assert (unknown["type"], unknown["payload"][0]["extensions"]["code"]) == ("error", "PERSISTED_QUERY_NOT_FOUND")
    text = asyncio.run(told({"query": RECORDED, **after}))
    assert (text["type"], text["payload"][0]["extensions"]["rule"]) == ("error", "H12.25")


def test_h13_a_subscription_is_asked_for_by_its_id_as_events(trusting: Site) -> None:
    headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {trusting.token('inspector')}"}
    body = {"documentId": "recorded", "variables": {"after": "0"}}
    with httpx.stream("POST", f"{trusting.url}/graphql", json=body, headers=headers, timeout=10) as answer:
        data = next(line for line in answer.iter_lines() if line.startswith("data: {"))
    assert json.loads(data.removeprefix("data: "))["data"]["recorded"]["entries"][0]["position"] == "1"
    text = httpx.post(f"{trusting.url}/graphql", json={"query": RECORDED}, headers=headers, timeout=10)
    assert (text.status_code, text.json()["errors"][0]["extensions"]["rule"]) == (403, "H12.25")


def test_h13_a_bad_token_is_forbidden_and_no_init_unauthorized(site: Site) -> None:
    async def closed(*messages: Any) -> int:
        url = site.url.replace("http", "ws") + "/a/TST/graphql"
        async with connect(url, subprotocols=[PROTOCOL]) as socket:
            with contextlib.suppress(ConnectionClosed):
                for message in messages:
                    await socket.send(json.dumps(message))
                while True:
                    await asyncio.wait_for(socket.recv(), 10)
            return socket.close_code or 0

    bad = {"type": "connection_init", "payload": {"authorization": "Bearer x"}}
    subscribe = {"type": "subscribe", "id": "1", "payload": {"query": RECORDED}}
    assert asyncio.run(closed(bad)) == 4403
    assert asyncio.run(closed(subscribe)) == 4401
    assert asyncio.run(closed({"type": "connection_init"}, {"type": "connection_init"})) == 4429
    assert asyncio.run(closed({"type": "nonsense"})) == 4400


def test_h13_events_over_http(site: Site) -> None:
    headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {site.token('inspector')}"}
    body = {"query": RECORDED, "variables": {"after": "0"}}
    with httpx.stream("POST", f"{site.url}/graphql", json=body, headers=headers, timeout=10) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        data = next(line for line in answer.iter_lines() if line.startswith("data: {"))
    assert json.loads(data.removeprefix("data: "))["data"]["recorded"]["entries"][0]["position"] == "1"


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/graphql-response+json"])
def test_h13_a_subscription_by_plain_http_is_told_how_it_is_asked_for(site: Site, accept: str) -> None:
    headers = {"Accept": accept, "Authorization": f"Bearer {site.token('inspector')}", "Accept-Language": "en"}
    answer = httpx.post(f"{site.url}/graphql", json={"query": RECORDED}, headers=headers, timeout=10)
    assert answer.status_code == (200 if accept != "application/graphql-response+json" else 400)
    (error,) = answer.json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["rule"]) == ("BAD_USER_INPUT", "H13.2")
    assert "text/event-stream" in error["extensions"]["hint"]


async def collected(there: Site, begin: int, facts: int, leave: threading.Event) -> list[int]:
    """The positions that one subscriber hears of; after a quarter of them, somebody may leave."""
    found: list[int] = []
    async with client(there, "inspector") as subscriber:
        await subscriber.subscribe(RECORDED, after=str(begin))
        while len(found) < facts:
            found += [int(entry["position"]) for entry in (await subscriber.data(30))["recorded"]["entries"]]
            if len(found) >= facts // 4:
                leave.set()
    return found


def test_h13_nothing_is_missed_or_doubled_when_another_process_takes_over(town: Town, cluster: Cluster) -> None:
    """The server that follows the log goes away in the middle; the subscriber is on the other one."""
    facts, settings = 40, Settings(data_dir=cluster.folder)
    leave = threading.Event()

    def write() -> None:
        for number in range(facts):
            establish(there, f"U{number:02d}")

    def close() -> None:
        leave.wait(30)
        following.close()

    with contextlib.ExitStack() as following:
        following.enter_context(served(town, settings))
        time.sleep(1)  # it has the lease by then
        with served(town, settings) as there:
            begin = head(there)
            others = [threading.Thread(target=write), threading.Thread(target=close)]
            for other in others:
                other.start()
            found = asyncio.run(collected(there, begin, facts, leave))
            for other in others:
                other.join()
    assert found == list(range(begin + 1, begin + facts + 1))
