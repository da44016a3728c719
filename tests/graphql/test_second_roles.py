"""Whatever role the ratee's side holds besides: it reads no words, opens no answers and closes no mouths (D4, H9)."""

from typing import Any

import pytest

from kinerja.application.disclosing import BreakGlass
from kinerja.domain.anonymity import Promise
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import Role
from kinerja.domain.voice_vocabulary import Reader
from tests.citizens import Citizens
from tests.graphql.test_collections import ask
from tests.graphql.test_disclosures import LETTER_OF_CASE, WHY
from tests.graphql.test_plans import gid, give
from tests.people import Town
from tests.surveys import Surveys
from tests.voices import Voices

TRIAL = """query ($id: ID!) {
  collections(first: 9, where: {kind: RATING}) { nodes { groups { means { mean } } comments { id comment } } }
  collectedMeans(first: 9) { totalCount }
  askedRaters(first: 20) { nodes { rater { id } } }
  ratingViews(first: 9, where: {evaluationId: $id}) { totalCount }
}"""


@pytest.fixture
def voices(town: Town) -> Voices:
    """Five colleagues rated the member with words, under a contract that lets the member read none of it."""
    found = Voices(town).settle(5)
    town.draft()
    town.approve()
    town.open("2025-Q1")
    found.open(promise=Promise(aggregates=(Reader.APPRAISER,)))
    for number in range(5):
        found.rate(f"p{number}", comment=f"kata {number}")
    found.close()
    return found


def also(town: Town, who: str, role: Role) -> None:
    """Give somebody a role besides."""
    town.grant(who, role)


def tried(voices: Voices, who: str) -> Any:
    id = gid(voices.town, "Evaluation", voices.town.evaluation("2025-Q1"))
    return ask(voices, who).data(TRIAL, id=id)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.AUDITOR, Role.PERFORMANCE_ADMINISTRATOR])
def test_d4_no_role_shows_the_ratee_what_others_said(voices: Voices, role: Role) -> None:
    also(voices.town, "member", role)
    nothing = {
        "collections": {"nodes": [{"groups": [{"means": []}], "comments": []}]}, "collectedMeans": {"totalCount": 0},
        "askedRaters": {"nodes": []}, "ratingViews": {"totalCount": 0},
    }  # fmt: skip
    assert tried(voices, "member") == nothing
    also(voices.town, "second", Role.INSPECTOR)
    seen = tried(voices, "second")
    assert len(seen["collections"]["nodes"][0]["comments"]) == 5
    assert (seen["collectedMeans"]["totalCount"], len(seen["askedRaters"]["nodes"])) == (7, 6)


@pytest.mark.parametrize(
    ("mutation", "fields", "more"),
    [
        ("closeCollection", "collection { state }", {}),
        ("tightenContract", "collection { state }", {"promise": {"k": 9}}),
    ],
)
def test_d4_16_the_ratee_has_no_hand_in_it_as_an_administrator(
    voices: Voices, mutation: str, fields: str, more: dict[str, Any]
) -> None:
    also(voices.town, "member", Role.PERFORMANCE_ADMINISTRATOR)
    said = {"collectionId": gid(voices.town, "Collection", voices.collection()), **more}
    errors = give(ask(voices, "member"), mutation, fields, said)["userErrors"]
    assert [(error["rule"], error["path"]) for error in errors] == [("D4.16", ["collectionId"])]


def broken_by(town: Town, who: str, collection: Any, key: str) -> list[str]:
    """The rules that keep somebody from breaking the glass of a collection."""
    also(town, who, Role.INSPECTOR)
    try:
        town.give(BreakGlass(collection_id=collection, reason=WHY, letter=LETTER_OF_CASE), who, key)
    except Refused as found:
        return [refusal.rule.id for refusal in found.refusals]
    return []


def test_h9_3_who_leads_the_ratee_does_not_open_who_said_what(voices: Voices) -> None:
    for who in ("member", "officer", "head"):
        assert broken_by(voices.town, who, voices.collection(), f"break-{who}") == ["H9.3"]
    assert broken_by(voices.town, "second", voices.collection(), "break-second") == []


def test_h9_3_who_gives_the_service_does_not_open_what_citizens_said_of_it(town: Town) -> None:
    citizens, surveys = Citizens(town), Surveys(town)
    citizens.desk.open()
    citizens.hear("A", 3)
    surveys.open()
    for name, collection in (("visits", citizens.collection), ("survey", surveys.collection())):
        assert broken_by(town, "member", collection, f"break-{name}-member") == ["H9.3"]
        assert broken_by(town, "officer", collection, f"break-{name}-officer") == []
