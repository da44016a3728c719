"""Who follows the log live hears nothing of an answer: no message comes of it, whatever is followed (D4, H13)."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from kinerja.application.collecting import TightenContract
from kinerja.domain.anonymity import Promise
from kinerja.domain.vocabulary import RatingLevel
from kinerja.graphql.ids import GlobalId
from kinerja.settings import Settings
from tests.conftest import Cluster
from tests.people import Town
from tests.voices import Voices
from tests.web.site import Site, served
from tests.web.test_subscriptions import client

RECORDED = """subscription ($after: LogPosition, $where: AuditFilter) {
  recorded(after: $after, where: $where) { position entries { position kind } } }"""
CHANGED = "subscription ($ids: [ID!]!, $after: LogPosition) { changed(ids: $ids, after: $after) { nodes { id } } }"
FILTERS: tuple[dict[str, Any], ...] = ({"kind": "AnswerGiven"}, {"capacity": "ANONYMOUS"}, {"capacity": "PUBLIC"})
QUIET_S = 0.8
"""Longer than the service takes to tell what there is to tell: it looks four times a second."""


@pytest.fixture
def asked(town: Town, cluster: Cluster) -> Iterator[tuple[Site, Voices]]:
    """A served town whose colleagues are asked."""
    voices = Voices(town).settle(2)
    town.draft()
    town.approve()
    town.open("2025-Q1")
    voices.open()
    with served(town, Settings(data_dir=cluster.folder)) as site:
        yield site, voices


def answer(voices: Voices, key: str) -> None:
    voices.rate("p0", RatingLevel.BELOW, "kasar", key=key)


def tighten(voices: Voices) -> None:
    promise = TightenContract(collection_id=voices.collection(), promise=Promise(step=9))
    voices.town.give(promise, "officer", "tighten")


async def silent(subscriber: Any) -> bool:
    """Whether nothing comes for a while."""
    try:
        await subscriber.next(QUIET_S)
    except TimeoutError:
        return True
    return False


@pytest.mark.parametrize("who", ["member", "inspector", "p0"])
def test_h13_the_trail_that_is_followed_tells_nothing_of_an_answer(asked: tuple[Site, Voices], who: str) -> None:
    site, voices = asked

    async def heard() -> tuple[bool, Any]:
        async with client(site, who) as subscriber:
            await subscriber.subscribe(RECORDED)
            await subscriber.data()
            await asyncio.to_thread(answer, voices, "-live")
            quiet = await silent(subscriber)
            await asyncio.to_thread(tighten, voices)
            return quiet, None if who == "p0" else (await subscriber.data())["recorded"]

    quiet, told = asyncio.run(heard())
    assert quiet
    if who != "p0":
        assert [entry["kind"] for entry in told["entries"]] == ["ContractTightened"]


@pytest.mark.parametrize("where", FILTERS, ids=str)
def test_h13_no_filter_of_what_is_followed_tells_of_an_answer(
    asked: tuple[Site, Voices], where: dict[str, Any]
) -> None:
    site, voices = asked

    async def heard() -> bool:
        async with client(site, "inspector") as subscriber:
            await subscriber.subscribe(RECORDED, where=where)
            await subscriber.data()
            await asyncio.to_thread(answer, voices, "-live")
            return await silent(subscriber)

    assert asyncio.run(heard())


@pytest.mark.parametrize("who", ["member", "officer", "admin", "inspector", "p0", "p1"])
def test_h13_nothing_that_is_followed_changes_with_an_answer(asked: tuple[Site, Voices], who: str) -> None:
    site, voices = asked
    town = voices.town
    stream = town.service.logs.of("TST").claim("Answer", f"{voices.collection()}/{town.ids['p0']}")
    followed = {
        voices.collection(): "Collection", town.evaluation("2025-Q1"): "Evaluation", town.plan(): "PerformancePlan",
        town.ids["p0"]: "Employee", town.ids["member"]: "Employee", town.named("Position", "P0"): "Position",
        town.named("Position", "MEMBER"): "Position", stream: "ReleasedComment",
    }  # fmt: skip
    ids = [str(GlobalId(kind, "TST", id)) for id, kind in followed.items()]

    async def heard() -> tuple[bool, Any]:
        async with client(site, who) as subscriber:
            await subscriber.subscribe(CHANGED, ids=ids)
            await subscriber.data()
            await asyncio.to_thread(answer, voices, "-live")
            quiet = await silent(subscriber)
            await asyncio.to_thread(tighten, voices)
            return quiet, (await subscriber.data())["changed"]["nodes"]

    quiet, changed = asyncio.run(heard())
    assert quiet
    assert str(GlobalId("Collection", "TST", voices.collection())) in {node["id"] for node in changed}
