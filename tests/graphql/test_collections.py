"""Ratings by colleagues and subordinates under an anonymity contract (D2, D3, D4)."""

from datetime import date
from typing import Any

import pytest

from kinerja.application.collecting import OpenRatingCollection
from kinerja.application.organisation import EndAssignment
from kinerja.application.rating_requests import RequestRating
from kinerja.domain.anonymity import Promise
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import AssignmentKind, CoreValue, RatingLevel, Relation
from kinerja.domain.voice_vocabulary import Reader
from tests.asking import Asker
from tests.graphql.test_plans import gid, give
from tests.people import Town
from tests.voices import CLOSES, Voices

VALUES = tuple(map(str, CoreValue))
SHOWN = """
collection {
  state version contract { number k step released commentReaders aggregateReaders }
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


def test_d2_a_side_of_too_few_counts_nowhere_and_looks_like_a_side_of_none(voices: Voices) -> None:
    voices.open(Relation.PEER)
    for number in range(4):
        voices.rate(f"p{number}", RatingLevel.BELOW)
    voices.close()
    voices.town.judge("2025-Q1", RatingLevel.ABOVE, RatingLevel.MEETS, reason="menurut bukti")
    fields = "score { behavior number derivation { code subject status value } }"
    score = ask(voices, "officer").data(f"{{ evaluations(first: 1) {{ nodes {{ {fields} }} }} }}")
    (found,) = score["evaluations"]["nodes"]
    assert (found["score"]["behavior"], found["score"]["number"]) == ("100.00", "103.50")
    sides = [term for term in found["score"]["derivation"] if term["subject"] == "PEER"]
    assert {(term["status"], term["value"]) for term in sides} == {("SUPPRESSED", None)}


def test_d4_8_nothing_is_judged_while_raters_are_being_asked(voices: Voices) -> None:
    voices.open()
    given = {
        "evaluationId": gid(voices.town, "Evaluation", voices.town.evaluation("2025-Q1")),
        "resultsRating": "ABOVE",
        "behaviorRating": "MEETS",
    }
    errors = give(ask(voices, "officer"), "rateEvaluation", "evaluation { state }", given)["userErrors"]
    assert [error["rule"] for error in errors] == ["D4.8"]


def test_h3_an_evaluation_with_voices_is_replayed_to_the_same_bytes(voices: Voices) -> None:
    voices.open()
    for number in range(5):
        voices.rate(f"p{number}", RatingLevel.ABOVE)
    voices.close()
    voices.town.judge("2025-Q1", RatingLevel.ABOVE, RatingLevel.ABOVE, reason="menurut bukti")
    id = gid(voices.town, "Evaluation", voices.town.evaluation("2025-Q1"))
    replayed = ask(voices, "officer").data(f'{{ replayEvaluation(id: "{id}") {{ equal firstDifference }} }}')
    assert replayed["replayEvaluation"] == {"equal": True, "firstDifference": None}


def test_d4_the_receipt_says_that_it_was_recorded_and_neither_where_nor_when(voices: Voices) -> None:
    voices.open()
    town = voices.town
    levels = [{"value": value, "level": "MEETS"} for value in VALUES]
    given = {
        "collectionId": gid(town, "Collection", voices.collection()),
        "positionId": gid(town, "Position", town.named("Position", "P1")),
        "levels": levels,
    }
    shown = "receipt { commandId position recordedAt hash version } collection { state version }"
    answer = give(ask(voices, "p1"), "giveRating", shown, given)
    assert answer["userErrors"] == []
    id = answer["receipt"].pop("commandId")
    assert answer["receipt"] == {"position": None, "recordedAt": None, "hash": None, "version": None}
    assert answer["collection"] == {"state": "OPEN", "version": 1}
    own = f'{{ receipt(commandId: "{id}") {{ commandId position recordedAt }} }}'
    assert ask(voices, "p1").data(own)["receipt"] == {"commandId": id, "position": None, "recordedAt": None}
    assert {who: ask(voices, who).data(own)["receipt"] for who in ("member", "officer", "admin", "inspector")} == {
        "member": None, "officer": None, "admin": None, "inspector": None,
    }  # fmt: skip


def test_d4_what_is_given_again_replaces_what_was_given_before(voices: Voices) -> None:
    voices.open()
    for number in range(5):
        voices.rate(f"p{number}", RatingLevel.BELOW)
    voices.rate("p0", RatingLevel.ABOVE, key="again")
    voices.close()
    assert groups(voices, "member")["PEER"]["means"][0] == {"question": "ACCOUNTABLE", "answers": 5, "mean": "86.00"}


@pytest.mark.parametrize(
    ("who", "post", "errors"),
    [
        ("p0", "P0", []),
        ("p0", "P1", [("D4.6", ["positionId"])]),
        ("p0", None, [("D4.6", ["positionId"])]),
        ("s0", "S0", [("D4.6", ["positionId"])]),
        ("officer", "OFFICER", [("D4.6", ["positionId"])]),
        ("member", "MEMBER", [("D4.6", ["collectionId"])]),
        ("head", "HEAD", [("D4.6", ["positionId"])]),
    ],
)
def test_d4_6_who_may_rate_follows_from_posts_on_the_day(
    voices: Voices, who: str, post: str | None, errors: list[tuple[str, list[str]]]
) -> None:
    voices.open(Relation.PEER)
    town = voices.town
    given: dict[str, Any] = {
        "collectionId": gid(town, "Collection", voices.collection()),
        "levels": [{"value": value, "level": "MEETS"} for value in VALUES],
    }
    if post is not None:
        given["positionId"] = gid(town, "Position", town.named("Position", post))
    found = give(ask(voices, who), "giveRating", "collection { state }", given)["userErrors"]
    assert [(error["rule"], error["path"]) for error in found] == errors


def test_d2_8_a_rating_of_many_is_whole(voices: Voices) -> None:
    voices.open()
    town = voices.town
    twice = [{"value": "LOYAL", "level": "MEETS"}, {"value": "LOYAL", "level": "ABOVE"}]
    given = {
        "collectionId": gid(town, "Collection", voices.collection()),
        "positionId": gid(town, "Position", town.named("Position", "P0")),
        "levels": twice,
    }
    errors = give(ask(voices, "p0"), "giveRating", "collection { state }", given)["userErrors"]
    assert [error["rule"] for error in errors] == ["D2.3", *["D2.8"] * 6]


def test_d3_a_colleague_is_asked_accepts_and_counts_among_the_colleagues(voices: Voices) -> None:
    voices.open()
    town, collection = voices.town, {"collectionId": gid(voices.town, "Collection", voices.collection())}
    shown = "collection { requests { rater { name } state } }"
    ask_head = {**collection, "raterId": gid(town, "Employee", town.ids["head"])}
    asked = give(ask(voices, "member"), "requestRating", shown, ask_head)
    assert asked["collection"]["requests"] == [{"rater": {"name": "Pegawai head"}, "state": "ASKED"}]
    assert give(ask(voices, "officer"), "requestRating", shown, ask_head)["userErrors"][0]["rule"] == "H6.1"
    tasks = "{ ratingRequests(first: 5) { nodes { state employee { name } } } askedRaters(first: 20) { totalCount } }"
    waiting = ask(voices, "head").data(tasks)
    assert waiting["ratingRequests"]["nodes"] == [{"state": "ASKED", "employee": {"name": "Pegawai member"}}]
    assert give(ask(voices, "head"), "acceptRatingRequest", shown, collection)["userErrors"] == []
    given = {**collection, "levels": [{"value": value, "level": "ABOVE"} for value in VALUES]}
    assert give(ask(voices, "head"), "giveRating", "collection { state }", given)["userErrors"] == []
    for number in range(4):
        voices.rate(f"p{number}")
    voices.close()
    assert groups(voices, "member")["PEER"]["means"][0]["mean"] == "102.00"
    assert groups(voices, "member")["PEER"]["asked"] == 9


def request(voices: Voices, who: str) -> list[tuple[str, list[str]]]:
    """By which rules the member is refused who asks somebody for a rating, and where."""
    town = voices.town
    given = {
        "collectionId": gid(town, "Collection", voices.collection()),
        "raterId": gid(town, "Employee", town.ids[who]),
    }
    errors = give(ask(voices, "member"), "requestRating", "collection { state }", given)["userErrors"]
    return [(error["rule"], error["path"]) for error in errors]


def test_d3_6_who_rates_from_above_or_below_is_not_asked_as_a_colleague(voices: Voices) -> None:
    voices.town.assign("p1", "OFFICER", "acting-officer", AssignmentKind.ACTING)
    voices.town.assign("p2", "S1", "acting-s1", AssignmentKind.ACTING)
    voices.open(Relation.PEER, Relation.SUBORDINATE)
    refused = [("D3.6", ["raterId"])]
    assert {who: request(voices, who) for who in ("officer", "p1", "s0", "p2", "p0", "head")} == {
        "officer": refused, "p1": refused, "s0": refused, "p2": refused, "p0": [], "head": [],
    }  # fmt: skip


def test_d3_6_the_refusal_names_the_side(voices: Voices) -> None:
    voices.open(Relation.PEER)
    town = voices.town
    for who, side in (("officer", Relation.SUPERIOR), ("s0", Relation.SUBORDINATE)):
        with pytest.raises(Refused) as refused:
            town.give(
                RequestRating(collection_id=voices.collection(), rater_id=town.ids[who]), "member", f"ask-{who}"
            )
        assert [each.parameters for each in refused.value.refusals] == [{"relation": side}]


def test_d3_6_where_a_post_is_vacant_who_judges_from_above_it_is_not_asked(voices: Voices) -> None:
    town = voices.town
    leaving = EndAssignment(
        position_id=town.named("Position", "OFFICER"),
        assignment_id=town.ids["assignment-officer"],
        last_day=date(2024, 12, 31),
    )
    evaluation = town.evaluation("2025-Q1")
    town.give(leaving, "admin", "officer-leaves")
    command = OpenRatingCollection(evaluation_id=evaluation, relations=(Relation.PEER,), closes_on=CLOSES)
    town.give(command, "head", "collect-by-head")
    assert {who: request(voices, who) for who in ("head", "officer")} == {
        "head": [("D3.6", ["raterId"])], "officer": [],
    }  # fmt: skip


@pytest.mark.parametrize(("relations", "rules"), [((), ["D4.6"]), ((Relation.PEER, Relation.SUBORDINATE), [])])
def test_d3_a_request_makes_no_colleague_of_who_turns_out_to_stand_below(
    voices: Voices, relations: tuple[Relation, ...], rules: list[str]
) -> None:
    town = voices.town
    voices.open(*relations)
    collection = {"collectionId": gid(town, "Collection", voices.collection())}
    assert request(voices, "head") == []
    give(ask(voices, "head"), "acceptRatingRequest", "collection { state }", collection)
    town.assign("head", "S0", "head-below", AssignmentKind.ACTING)  # recorded late
    given = {**collection, "levels": [{"value": value, "level": "ABOVE"} for value in VALUES]}
    errors = give(ask(voices, "head"), "giveRating", "collection { state }", given)["userErrors"]
    assert [error["rule"] for error in errors] == rules
    for number in range(5):
        voices.rate(f"p{number}")
    voices.close()
    assert groups(voices, "officer")["PEER"]["answers"] == 5
    asked = '{ askedRaters(first: 20, where: {raterId: "%s"}) { nodes { relation byRequest } } }'
    shown = ask(voices, "officer").data(asked % gid(town, "Employee", town.ids["head"]))["askedRaters"]["nodes"]
    assert shown == ([] if rules else [{"relation": "SUBORDINATE", "byRequest": False}])


def test_d3_who_declines_says_why_to_who_asked_and_does_not_rate(voices: Voices) -> None:
    voices.open()
    town, collection = voices.town, {"collectionId": gid(voices.town, "Collection", voices.collection())}
    ask_head = {**collection, "raterId": gid(town, "Employee", town.ids["head"])}
    give(ask(voices, "member"), "requestRating", "collection { state }", ask_head)
    said = {**collection, "reason": "belum pernah bekerja bersama"}
    give(ask(voices, "head"), "declineRatingRequest", "collection { state }", said)
    read_ = "{ ratingRequests(first: 5) { nodes { state reason } } }"
    shown = [{"state": "DECLINED", "reason": "belum pernah bekerja bersama"}]
    assert ask(voices, "member").data(read_)["ratingRequests"]["nodes"] == shown
    assert ask(voices, "p0").data(read_)["ratingRequests"]["nodes"] == []
    given = {**collection, "levels": [{"value": value, "level": "ABOVE"} for value in VALUES]}
    errors = give(ask(voices, "head"), "giveRating", "collection { state }", given)["userErrors"]
    assert [error["rule"] for error in errors] == ["D4.6"]


def test_d4_3_a_contract_is_tightened_by_a_fact_and_holds_for_the_past_too(voices: Voices) -> None:
    voices.open()
    for number in range(5):
        voices.rate(f"p{number}", comment="kata")
    voices.close()
    town, collection = voices.town, {"collectionId": gid(voices.town, "Collection", voices.collection())}
    wider = {**collection, "promise": {"comments": ["APPRAISER", "ADMINISTRATOR"]}}
    errors = give(ask(voices, "officer"), "tightenContract", "collection { version }", wider)["userErrors"]
    assert [(error["rule"], error["path"]) for error in errors] == [("D4.3", ["promise", "comments"])]
    head = town.service.logs.of(town.agency).recorder.max_notification_id()
    narrower = {**collection, "promise": {"comments": [], "aggregates": ["APPRAISER"]}}
    tightened = give(
        ask(voices, "officer"), "tightenContract", "collection { contract { number } comments { id } }", narrower
    )
    assert tightened["collection"] == {"contract": {"number": 2}, "comments": []}
    before = f'{{ collectedMeans(first: 20, asOf: {{position: "{head}"}}) {{ totalCount }} }}'
    assert {who: ask(voices, who).data(before)["collectedMeans"]["totalCount"] for who in ("member", "officer")} == {
        "member": 0, "officer": 7,
    }  # fmt: skip


def head(town: Town) -> int:
    return town.service.logs.of(town.agency).recorder.max_notification_id() or 0


CONTRACT = "collection { contract { number k commentReaders aggregateReaders remainder disclosedTo } }"
USUAL = {
    "number": 1, "k": 5, "commentReaders": ["APPRAISER"],
    "aggregateReaders": ["RATEE", "APPRAISER", "REVIEWER", "ADMINISTRATOR"],
    "remainder": "SEALED", "disclosedTo": ["INSPECTOR"],
}  # fmt: skip


def opening(voices: Voices, **more: Any) -> dict[str, Any]:
    evaluation = gid(voices.town, "Evaluation", voices.town.evaluation("2025-Q1"))
    return {"evaluationId": evaluation, "relations": ["PEER"], "closesOn": "2025-05-20", **more}


@pytest.mark.parametrize(
    ("promise", "promised"),
    [
        ({}, {}),
        ({"k": 6}, {"k": 6}),
        ({"k": 6, "comments": None, "aggregates": None}, {"k": 6}),
        ({"comments": []}, {"commentReaders": []}),
    ],
    ids=str,
)
def test_d4_what_a_promise_leaves_out_stays_as_it_is(
    voices: Voices, promise: dict[str, Any], promised: dict[str, Any]
) -> None:
    opened = give(ask(voices, "officer"), "openRatingCollection", CONTRACT, opening(voices, promise=promise))
    assert opened["collection"]["contract"] == {**USUAL, **promised}
    given = {"collectionId": gid(voices.town, "Collection", voices.collection()), "promise": promise}
    before = head(voices.town)
    tightened = give(ask(voices, "officer"), "tightenContract", CONTRACT, given)
    assert tightened["collection"]["contract"] == {**USUAL, **promised}
    assert head(voices.town) == before


def test_d4_15_what_was_opened_is_not_opened_otherwise_in_silence(voices: Voices) -> None:
    give(ask(voices, "officer"), "openRatingCollection", CONTRACT, opening(voices))
    said = opening(voices, relations=["SUBORDINATE"], closesOn="2025-05-21", promise={"k": 9})
    errors = give(ask(voices, "officer"), "openRatingCollection", CONTRACT, said)["userErrors"]
    assert [(error["rule"], error["path"]) for error in errors] == [
        ("D4.15", ["relations"]), ("D4.15", ["closesOn"]), ("D4.15", ["promise"]),
    ]  # fmt: skip
    again = give(ask(voices, "officer"), "openRatingCollection", CONTRACT, opening(voices))
    assert (again["userErrors"], again["collection"]["contract"]) == ([], USUAL)


def test_d4_what_the_ratee_may_not_read_counts_in_no_score(voices: Voices) -> None:
    """The superior's rating is known by name: whatever else were in the number could be worked out."""
    town = voices.town
    voices.open(promise=Promise(aggregates=(Reader.APPRAISER,)))
    for number in range(5):
        voices.rate(f"p{number}", RatingLevel.ABOVE)
    voices.close()
    told = {who: groups(voices, who)["PEER"]["means"] for who in ("officer", "member")}
    assert (len(told["officer"]), told["member"]) == (7, [])
    town.judge("2025-Q1", RatingLevel.ABOVE, RatingLevel.MEETS)
    town.deliver("2025-Q1")
    score = f"""{{ node(id: "{gid(town, "Evaluation", town.evaluation("2025-Q1"))}") {{ ... on Evaluation {{
      score {{ behavior derivation {{ code subject status value }} }} }} }} }}"""
    shown = ask(voices, "member").data(score)["node"]["score"]
    peers = [term for term in shown["derivation"] if (term["code"], term["subject"]) == ("RELATION", "PEER")]
    assert shown["behavior"] == "100.00"
    assert {(term["status"], term["value"]) for term in peers} == {("SUPPRESSED", None)}


def test_d4_11_words_are_set_aside_with_a_reason_and_stay(voices: Voices) -> None:
    voices.open()
    for number in range(5):
        voices.rate(f"p{number}", comment=f"kata {number}")
    voices.close()
    shown = ask(voices, "officer").data(
        f'{{ node(id: "{gid(voices.town, "Collection", voices.collection())}")'
        " { ... on Collection { comments { id comment } } } }"
    )["node"]["comments"]
    given = {"commentId": shown[0]["id"], "reason": "menghina"}
    fields = "comment { comment setAside asideReason }"
    assert give(ask(voices, "member"), "setCommentAside", fields, given)["userErrors"][0]["rule"] == "H6.1"
    aside = give(ask(voices, "officer"), "setCommentAside", fields, given)["comment"]
    assert aside == {"comment": None, "setAside": True, "asideReason": "menghina"}
    read = "query ($id: ID!) { node(id: $id AS_OF) { ... on ReleasedComment { comment setAside } } }"
    then = f', asOf: {{position: "{head(voices.town) - 1}"}}'
    told = {
        (who, moment): ask(voices, who).data(read.replace(" AS_OF", moment), id=shown[0]["id"])["node"]
        for who in ("officer", "inspector")
        for moment in ("", then)
    }
    words = shown[0]["comment"]
    assert told == {
        ("officer", ""): {"comment": None, "setAside": True},
        ("officer", then): {"comment": None, "setAside": False},
        ("inspector", ""): {"comment": words, "setAside": True},
        ("inspector", then): {"comment": words, "setAside": False},
    }


VIEW = """
query ($id: ID!) {
  ratingViews(first: 7, where: {evaluationId: $id}) {
    nodes { value superior own ownGap spread concord sides { relation raters mean } }
  }
}
"""


def test_d8_all_sides_stand_beside_each_other_once_it_is_delivered(voices: Voices) -> None:
    town = voices.town
    voices.open()
    for number in range(5):
        voices.rate(f"p{number}", RatingLevel.BELOW if number < 3 else RatingLevel.MEETS)
    voices.close()
    id = gid(town, "Evaluation", town.evaluation("2025-Q1"))
    seen = {who: ask(voices, who).data(VIEW, id=id)["ratingViews"]["nodes"] for who in ("officer", "member", "p0")}
    assert (len(seen["officer"]), seen["member"], seen["p0"]) == (7, [], [])
    town.judge("2025-Q1", RatingLevel.ABOVE, RatingLevel.MEETS, reason="menurut bukti")
    town.deliver("2025-Q1")
    assert ask(voices, "member").data(VIEW, id=id)["ratingViews"]["nodes"] == seen["officer"]
    assert seen["officer"][0] == {
        "value": "ACCOUNTABLE",
        "superior": "100.00",
        "own": "110.00",
        "ownGap": "10.00",
        "spread": "12.00",
        "concord": "DIVERGENCE",
        "sides": [
            {"relation": "PEER", "raters": 5, "mean": "88.00"},
            {"relation": "SELF", "raters": 1, "mean": "110.00"},
            {"relation": "SUPERIOR", "raters": 1, "mean": "100.00"},
        ],
    }


@pytest.mark.parametrize(("below", "spread", "concord"), [(4, "8.00", "AGREEMENT"), (5, "10.00", "DIVERGENCE")])
def test_d8_sides_ten_apart_diverge_and_less_agree(voices: Voices, below: int, spread: str, concord: str) -> None:
    voices.settle(10, first=7)
    voices.open()
    for number in range(10):
        voices.rate(f"p{number}", RatingLevel.BELOW if number < below else RatingLevel.MEETS)
    voices.close()
    id = gid(voices.town, "Evaluation", voices.town.evaluation("2025-Q1"))
    first = ask(voices, "officer").data(VIEW, id=id)["ratingViews"]["nodes"][0]
    assert (first["spread"], first["concord"]) == (spread, concord)
