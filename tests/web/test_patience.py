"""No query goes on for ever (H12): a statement, and a query of many, are given up after their time."""

import asyncio
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from kinerja.graphql import endpoint, gateway, schema
from kinerja.graphql.compiled import lanes
from kinerja.settings import Settings
from tests.conftest import Cluster
from tests.people import Town
from tests.web.site import Site, served
from tests.web.test_subscriptions import client

UNITS = {"query": "{ orgUnits(first: 1) { nodes { code } } }"}


@pytest.fixture(params=[True, False], ids=["compiled", "resolvers"])
def slow(request: pytest.FixtureRequest, town: Town, cluster: Cluster) -> Iterator[Site]:
    """The town, answering in one of the two ways."""
    with served(town, Settings(data_dir=cluster.folder, compiled_reads=request.param)) as made:
        yield made


@pytest.fixture
def locked(slow: Site) -> Iterator[None]:
    """Every read of units waits."""
    with psycopg.connect(slow.town.service.database.owner) as owner:
        owner.execute("LOCK TABLE read.org_units IN ACCESS EXCLUSIVE MODE")
        yield


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements may take one second."""
    for module in (gateway, lanes):
        monkeypatch.setattr(module, "MOST_SECONDS_OF_STATEMENT", 1)


@pytest.mark.usefixtures("impatient", "locked")
def test_h12_a_statement_that_takes_too_long_is_given_up(slow: Site) -> None:
    answer = slow.post("/a/TST/graphql", UNITS)
    assert answer.status_code == 200
    (error,) = answer.json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["limit"]) == ("QUERY_TOO_COMPLEX", "statementSeconds")


@pytest.mark.usefixtures("locked")
def test_h12_a_query_that_takes_too_long_is_given_up(slow: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "MOST_SECONDS", 0.5)
    answer = slow.post("/a/TST/graphql", UNITS)
    assert answer.json()["data"] is None
    (error,) = answer.json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["limit"]) == ("QUERY_TOO_COMPLEX", "seconds")
    assert slow.post("/a/TST/graphql", {"query": "{ agency { code } }"}).json()["data"] == {"agency": {"code": "TST"}}


@pytest.mark.usefixtures("locked")
def test_h12_a_query_over_a_socket_is_given_up_too(slow: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MOST_SECONDS", 0.5)

    async def answers() -> tuple[Any, Any]:
        async with client(slow, "member") as asking:
            await asking.subscribe(UNITS["query"])
            late = await asking.next()
            await asking.next()
            await asking.subscribe("{ agency { code } }")
            return late, await asking.data()

    late, after = asyncio.run(answers())
    (error,) = late["payload"]["errors"]
    assert (error["extensions"]["code"], error["extensions"]["limit"]) == ("QUERY_TOO_COMPLEX", "seconds")
    assert after == {"agency": {"code": "TST"}}
