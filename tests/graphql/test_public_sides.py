"""What citizens say beside, or among, the sides that an evaluation is judged by (D2, D8)."""

import asyncio
from dataclasses import replace
from typing import Any, cast

import pytest

from kinerja.application.collecting import TightenContract
from kinerja.domain.anonymity import Promise
from kinerja.domain.rules.bundles import bundles
from kinerja.domain.vocabulary import RatingLevel
from kinerja.domain.voice_vocabulary import Reader
from tests.asking import Asker
from tests.citizens import Citizens
from tests.differential.both_ways import both_ways
from tests.differential.random_documents import Document
from tests.graphql.test_plans import gid
from tests.people import Town
from tests.services import Desk

MEETS, ABOVE = RatingLevel.MEETS, RatingLevel.ABOVE
WINDOW = "2025-Q2"
SCORE = """query ($id: ID!) { node(id: $id) { ... on Evaluation { rulesId
  score { behavior number derivation { code subject status exact weight parameter sources { position } } } } } }"""
SIDES = """query ($id: ID!) { node(id: $id) { ... on Evaluation {
  publicSides { service { code } quarter collection { kind } answers mean } } } }"""


@pytest.fixture
def citizens(town: Town) -> Citizens:
    """The member has a plan, and citizens said of the second quarter how it was: ten with 4, five with 3."""
    town.draft()
    town.approve()
    Desk(town).open()
    found = Citizens(town)
    found.hear("A", 10, satisfaction=4)
    found.hear("B", 5, satisfaction=3)
    return found


def weigh(patch: pytest.MonkeyPatch, weight: str | None) -> None:
    """Let the rule version that the period pins give the public a weight; None: no part."""
    heard, pinned = bundles()["indonesia-2026"], bundles()["indonesia-2025"]
    behavior = heard.sets["behavior"]
    relations = {**behavior["relations"], "PUBLIC": weight}
    sets = {**heard.sets, "behavior": {**behavior, "relations": relations}}
    if weight is not None:
        patch.setitem(cast(dict[str, Any], bundles()), "indonesia-2025", replace(pinned, sets=sets))


def ask(citizens: Citizens, who: str) -> Asker:
    town = citizens.town
    return Asker(town.service, town.agency, town.ids[who])


def judge(citizens: Citizens) -> None:
    """Judge the second quarter after its end."""
    town = citizens.move_to("2025-07-16 09:00").town
    for month in ("2025-04", "2025-05", "2025-06"):
        town.report(month, "105")
    town.open(WINDOW)
    town.rate_behavior(WINDOW, "member", ABOVE)
    town.rate_behavior(WINDOW, "officer", MEETS)
    town.judge(WINDOW, ABOVE, MEETS, reason="menurut bukti")


def read(citizens: Citizens, who: str, query: str, window: str = WINDOW) -> Any:
    id = gid(citizens.town, "Evaluation", citizens.town.evaluation(window))
    return ask(citizens, who).data(query, id=id)["node"]


def of_the_public(citizens: Citizens) -> set[tuple[Any, ...]]:
    """What the score says of the public: code, status, exact, weight."""
    terms = read(citizens, "officer", SCORE)["score"]["derivation"]
    told = (term for term in terms if term["subject"] == "PUBLIC" or term["code"] == "PUBLIC_RATING")
    return {(term["code"], term["status"], term["exact"], term["weight"]) for term in told}


def replayed(citizens: Citizens) -> Any:
    id = gid(citizens.town, "Evaluation", citizens.town.evaluation(WINDOW))
    found = ask(citizens, "officer").data(f'{{ replayEvaluation(id: "{id}") {{ equal firstDifference sources }} }}')
    return found["replayEvaluation"]


def test_d2_what_citizens_say_counts_by_the_weight_of_the_rule_version(
    citizens: Citizens, monkeypatch: pytest.MonkeyPatch
) -> None:
    weigh(monkeypatch, "10")
    citizens.close()
    judge(citizens)
    score = read(citizens, "officer", SCORE)["score"]
    # Citizens: (10 by 110 and 5 by 100) over 15 = 320/3. With the superior's 100 by 60, over 70: 2120/21.
    # Results are 105: 105 by 0.7 and 2120/21 by 0.3.
    assert (score["behavior"], score["number"]) == ("100.95", "103.79")
    assert of_the_public(citizens) == {("RELATION", "PRESENT", "320/3", "10")}
    assert replayed(citizens) == {"equal": True, "firstDifference": None, "sources": 9}


@pytest.mark.parametrize("weight", [None, "0"])
def test_d2_of_weight_0_it_stands_beside_the_score_where_the_rule_version_hears_it(
    citizens: Citizens, monkeypatch: pytest.MonkeyPatch, weight: str | None
) -> None:
    weigh(monkeypatch, weight)
    citizens.close()
    judge(citizens)
    score = read(citizens, "officer", SCORE)["score"]
    assert (score["behavior"], score["number"]) == ("100.00", "103.50")
    told = {("PUBLIC_RATING", "PRESENT", "320/3", None), ("RELATION", "PRESENT", "320/3", None)}
    assert of_the_public(citizens) == (set() if weight is None else told)
    assert replayed(citizens)["equal"]


@pytest.mark.parametrize(("reader", "sides"), [(Reader.ADMINISTRATOR, 0), (Reader.OFFICER, 1)])
def test_d4_what_not_all_who_read_the_score_may_read_is_suppressed_in_it(
    citizens: Citizens, monkeypatch: pytest.MonkeyPatch, reader: Reader, sides: int
) -> None:
    weigh(monkeypatch, "10")
    citizens.close()
    promise = Promise(aggregates=(reader,), comments=())
    citizens.town.give(TightenContract(collection_id=citizens.collection, promise=promise), "admin", "tighten")
    judge(citizens)
    assert read(citizens, "officer", SCORE)["score"]["behavior"] == "100.00"
    assert of_the_public(citizens) == {("RELATION", "SUPPRESSED", None, "10")}
    assert len(read(citizens, "officer", SIDES)["publicSides"]) == sides


def test_d2_before_a_release_the_public_is_suppressed_and_nobody_learns_whether_anybody_answered(
    citizens: Citizens, monkeypatch: pytest.MonkeyPatch
) -> None:
    weigh(monkeypatch, "10")
    judge(citizens)
    assert of_the_public(citizens) == {("RELATION", "SUPPRESSED", None, "10")}
    citizens.release()
    assert replayed(citizens)["equal"], "what was released since does not count"


def test_d2_where_citizens_were_not_asked_the_public_does_not_apply(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    weigh(monkeypatch, "10")
    town.draft()
    town.approve()
    Desk(town).open()
    judge(Citizens(town))
    assert of_the_public(Citizens(town)) == {("RELATION", "NOT_APPLICABLE", None, "10")}


def test_d8_the_public_side_stands_beside_the_others_for_whom_it_is_to_read(citizens: Citizens) -> None:
    citizens.hear("C", 12, "second", 1)
    citizens.close()
    judge(citizens)
    citizens.town.open("2025-Q1")
    shown = {
        "service": {"code": "KTP"},
        "quarter": WINDOW,
        "collection": {"kind": "ENCOUNTERS"},
        "answers": 15,
        "mean": "3.67",
    }
    for who in ("member", "officer", "head", "admin", "inspector"):
        assert read(citizens, who, SIDES) == {"publicSides": [shown]}
        assert read(citizens, who, SIDES, "2025-Q1") == {"publicSides": []}
    assert read(citizens, "second", SIDES) is None


def test_d8_the_public_side_is_answered_alike_compiled_and_by_the_resolvers(citizens: Citizens) -> None:
    citizens.close()
    log = citizens.town.service.logs.of(citizens.town.agency)
    before = log.recorder.max_notification_id()
    judge(citizens)
    read(citizens, "officer", SIDES)
    fields = "evaluation { publicSides { service { code } quarter collection { kind } answers mean } }"
    texts = [
        f"{{ ratingViews(first: 9{basis}) {{ nodes {{ value {fields} }} }} }}"
        for basis in ("", f', asOf: {{position: "{before}"}}')
    ]
    assert asyncio.run(_differences(citizens.town, texts)) == []


async def _differences(town: Town, texts: list[str]) -> list[str]:
    async with both_ways(town.service, town.agency) as ways:
        found = [
            await ways.difference(Document(text), town.ids[who], "en")
            for text in texts
            for who in ("member", "officer", "head", "admin", "inspector", "second")
        ]
    assert ways.compiled == ways.asked
    return [each for each in found if each is not None]
