"""Ratings by colleagues and subordinates under an anonymity contract (D2, D3, D4)."""

from typing import Any

import pytest

from kinerja.domain.vocabulary import RatingLevel, Relation
from tests.asking import Asker
from tests.graphql.test_plans import gid
from tests.people import Town
from tests.voices import Voices

SHOWN = """
collection {
  state version contract { version k step released commentReaders aggregateReaders }
  groups { group status asked answers means { question answers mean } }
  comments { group comment setAside }
}
"""
READ = f"query ($id: ID!) {{ node(id: $id) {{ ... on Collection {{ {SHOWN.strip()[12:-1]} }} }} }}"


@pytest.fixture
def voices(town: Town) -> Voices:
    """The member's first quarter is open, and the officer and the member have rated."""
    found = Voices(town).settle(7, 2)
    town.draft()
    town.approve()
    for month in ("2025-01", "2025-02", "2025-03"):
        town.report(month, "105")
    town.open("2025-Q1")
    town.rate_behavior("2025-Q1", "member", RatingLevel.ABOVE)
    town.rate_behavior("2025-Q1", "officer", RatingLevel.MEETS)
    return found


def ask(voices: Voices, who: str) -> Asker:
    return Asker(voices.town.service, voices.town.agency, voices.town.ids[who])


def read(voices: Voices, who: str) -> Any:
    return ask(voices, who).data(READ, id=gid(voices.town, "Collection", voices.collection()))["node"]


def groups(voices: Voices, who: str) -> dict[str, Any]:
    return {group["group"]: group for group in read(voices, who)["groups"]}


def test_d2_a_side_of_enough_is_told_together_and_counts_in_the_number(voices: Voices) -> None:
    town = voices.town
    voices.open(Relation.PEER, Relation.SUBORDINATE)
    for number in range(5):
        voices.rate(f"p{number}", RatingLevel.ABOVE if number < 2 else RatingLevel.MEETS)
    voices.rate("s0")
    assert {name: (each["status"], each["asked"]) for name, each in groups(voices, "officer").items()} == {
        "PEER": ("PENDING", 8),
        "SUBORDINATE": ("PENDING", 2),
    }
    voices.close()
    told = groups(voices, "member")
    assert told["PEER"]["answers"] == 5
    assert told["PEER"]["means"][0] == {"question": "ACCOUNTABLE", "answers": 5, "mean": "104.00"}
    assert (told["SUBORDINATE"]["status"], told["SUBORDINATE"]["answers"]) == ("SUPPRESSED", None)
    town.judge("2025-Q1", RatingLevel.ABOVE, RatingLevel.MEETS, reason="menurut bukti")
    score = ask(voices, "officer").data("{ evaluations(first: 1) { nodes { score { behavior number } } } }")
    # The superior 100 by 60 and colleagues 104 by 20, over 80; subordinates were too few: 101; results 105: 60/40.
    assert score["evaluations"]["nodes"][0]["score"] == {"behavior": "101.00", "number": "103.40"}


def test_d4_words_are_read_by_whom_the_contract_names_beside_no_answer(voices: Voices) -> None:
    voices.open()
    for number in range(5):
        voices.rate(f"p{number}", comment=f"kata {number}")
    voices.close()
    said = {comment["comment"] for comment in read(voices, "officer")["comments"]}
    assert said == {f"kata {number}" for number in range(5)}
    assert {who: len(read(voices, who)["comments"]) for who in ("member", "admin", "inspector", "p0")} == {
        "member": 0, "admin": 0, "inspector": 5, "p0": 0,
    }  # fmt: skip
