"""The service through gql: a typed page, a revision with its command id, a conflict, changes that are resumed."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from gql import Client, gql
from gql.transport.exceptions import TransportClosed, TransportConnectionFailed, TransportQueryError
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport
from websockets.exceptions import ConnectionClosed

MANUAL = (
    "name family purpose definition formula unit dataSource reportingPeriod direction cumulative"
    " numerator denominator control task terms { name meaning }"
)
PAGE = gql("query Page($first: Int!) { indicators(first: $first) { totalCount nodes { id code version } } }")
SEEN = gql(f"query Seen($id: ID!) {{ node(id: $id) {{ ... on Indicator {{ version manual {{ {MANUAL} }} }} }} }}")
REVISE = gql(
    """mutation Revise($input: ReviseIndicatorInput!) {
      reviseIndicator(input: $input) {
        receipt { commandId position }
        userErrors { __typename code rule message path hint ... on VersionConflict { currentVersion } }
        indicator { id version }
      }
    }"""
)
CHANGES = gql(
    """subscription Changes($ids: [ID!]!, $after: LogPosition) {
      changed(ids: $ids, after: $after) { position nodes { ... on Indicator { id version } } }
    }"""
)

REFUSED = 4400
"""Codes of a closed socket from here on are refusals of the service; below, somebody pulled the plug."""


class Sockets:
    """Where subscriptions come through; ``cut`` is what a broken network does."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url.replace("http", "ws", 1)
        self.token = token
        self.transport: WebsocketsTransport | None = None

    def connected(self) -> Client:
        """A client on a new socket, with the types of the service at hand."""
        self.transport = WebsocketsTransport(url=self.url, init_payload={"Authorization": f"Bearer {self.token}"})
        return Client(transport=self.transport)

    async def cut(self) -> None:
        """Lose the connection."""
        assert self.transport is not None
        await self.transport.adapter.websocket.close()


async def follow(sockets: Sockets, ids: list[str]) -> AsyncIterator[dict[str, Any]]:
    """Changes of objects without gap or double: after a cut, from the last position that was told.

    The first one comes at once, without objects: what is read from then on is followed. A refusal is raised.
    """
    after, tries = None, 0
    while True:
        try:
            async with sockets.connected() as session:
                request = CHANGES
                request.variable_values = {"ids": ids, "after": after}
                async for told in session.subscribe(request):
                    after, tries = told["changed"]["position"], 0
                    yield told["changed"]
        except (TransportClosed, TransportConnectionFailed) as cut:
            if _is_refusal(cut):
                raise
        await asyncio.sleep(min(0.1 * 2**tries, 30))
        tries += 1


def _is_refusal(cut: Exception) -> bool:
    """Whether the service closed the socket by a code of its own, such as 4403 for a token that is not valid."""
    closed = cut.__cause__
    return isinstance(closed, ConnectionClosed) and closed.rcvd is not None and closed.rcvd.code >= REFUSED


async def main(url: str, token: str, effective_on: str) -> None:
    """Revise an indicator twice, with a conflict between and a cut connection."""
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    async with Client(
        transport=HTTPXAsyncTransport(url=url, headers=headers), fetch_schema_from_transport=True
    ) as session:

        async def ask(document: Any, **variables: Any) -> dict[str, Any]:
            document.variable_values = variables
            return await session.execute(document)

        page = (await ask(PAGE, first=5))["indicators"]
        chosen = page["nodes"][0]
        print(f"{page['totalCount']} indicators; the first is {chosen['code']}, version {chosen['version']}")

        sockets, told = Sockets(url, token), asyncio.Queue[dict[str, Any]]()
        following = asyncio.create_task(_collect(follow(sockets, [chosen["id"]]), told))
        assert (await asyncio.wait_for(told.get(), 10))["nodes"] == [], "it begins"
        await _must_be_refused(follow(Sockets(url, token), ["nonsense"]), TransportQueryError)
        await _must_be_refused(follow(Sockets(url, "nonsense"), [chosen["id"]]), TransportConnectionFailed)

        async def command(note: str, **changes: Any) -> dict[str, Any]:
            seen = (await ask(SEEN, id=chosen["id"]))["node"]
            given = {
                "commandId": str(uuid4()), "expectedVersion": seen["version"], "indicatorId": chosen["id"],
                "manual": {**seen["manual"], "purpose": f"{seen['manual']['purpose']} {note}"},
                "effectiveOn": effective_on, "reason": "The purpose was incomplete", "legalBasis": "SK 12/2026",
            }  # fmt: skip
            return {**given, **changes}

        async def revise(given: dict[str, Any]) -> dict[str, Any]:
            return (await ask(REVISE, input=given))["reviseIndicator"]

        first = await command("(1)")
        revised = await revise(first)
        assert revised["userErrors"] == [], revised
        print(f"revised at position {revised['receipt']['position']}: version {revised['indicator']['version']}")
        assert (await revise(first))["receipt"] == revised["receipt"], "sent again, it happens once"

        late = await revise({**first, "commandId": str(uuid4())})
        (conflict,) = late["userErrors"]
        assert conflict["__typename"] == "VersionConflict", conflict
        assert conflict["currentVersion"] == revised["indicator"]["version"]
        print(f"refused: {conflict['message']} {conflict['hint']}")

        versions = [(await asyncio.wait_for(told.get(), 10))["nodes"][0]["version"]]
        await sockets.cut()
        again = await revise(await command("(2)", effectiveOn=_day_after(effective_on)))
        assert again["userErrors"] == [], again
        versions.append((await asyncio.wait_for(told.get(), 10))["nodes"][0]["version"])
        await asyncio.sleep(1)
        following.cancel()
        assert told.empty(), "something was told twice"
        assert versions == [revised["indicator"]["version"], again["indicator"]["version"]], versions
        print(f"told, each once: versions {', '.join(map(str, versions))}")


def _day_after(day: str) -> str:
    return str(date.fromisoformat(day) + timedelta(days=1))


async def _must_be_refused(changes: AsyncIterator[dict[str, Any]], error: type[Exception]) -> None:
    try:
        await asyncio.wait_for(anext(changes), 10)
    except error:
        return
    raise AssertionError("it was not refused")


async def _collect(changes: AsyncIterator[dict[str, Any]], told: asyncio.Queue[dict[str, Any]]) -> None:
    async for change in changes:
        await told.put(change)


if __name__ == "__main__":
    asyncio.run(main(os.environ["KINERJA_URL"], os.environ["KINERJA_TOKEN"], os.environ["KINERJA_EFFECTIVE_ON"]))
