"""Dissemination through GraphQL: who took note, who did not, what stays private (A5)."""

from typing import Any

import pytest

from kinerja.graphql.ids import GlobalId
from tests.graphql.test_standards import asker, give
from tests.people import Town

QUESTIONS = [
    {"text": "Berapa lama verifikasi?", "options": ["1 hari", "2 hari"], "right": 2},
    {"text": "Siapa yang mencetak?", "options": ["Loket", "Bidang"], "right": 1},
]
STARTED = "dissemination { id title questions { text } }"
ACKNOWLEDGED = "acknowledgement { id answers acknowledgedAt }"


def start(town: Town, **changes: Any) -> str:
    """The id of a dissemination of the town's standard, which is about the post of the member."""
    standard = str(GlobalId("PerformanceStandard", town.agency, town.named("PerformanceStandard", "STD")))
    given = {"standardId": standard, "title": "Sosialisasi", "questions": QUESTIONS, **changes}
    made = give(town, "admin", "startDissemination", STARTED, **given)
    id: str = made["dissemination"]["id"]
    return id


def pending(town: Town, dissemination: str, who: str = "admin", *, still: bool = True) -> list[Any]:
    query = """query Q($id: ID!, $pending: Boolean) {
      disseminationRecipients(first: 9, where: {disseminationId: $id, pending: $pending}) {
        totalCount nodes { employee { id } unit { code } position { code } acknowledgedAt answers } } }"""
    found = asker(town, who).data(query, id=dissemination, pending=still)["disseminationRecipients"]
    assert found["totalCount"] == len(found["nodes"])
    nodes: list[Any] = found["nodes"]
    return nodes


def reach(town: Town, dissemination: str, who: str = "admin") -> Any:
    query = """query Q($id: ID!) { node(id: $id) { ... on Dissemination {
      reach { unit { code } recipients acknowledged pending } } } }"""
    return asker(town, who).data(query, id=dissemination)["node"]["reach"]


def test_a5_counts_of_people_are_not_shown_to_everybody(town: Town) -> None:
    dissemination = start(town)
    seen = {who: len(reach(town, dissemination, who)) for who in ("admin", "inspector", "member")}
    assert seen == {"admin": 1, "inspector": 1, "member": 0}


def test_a5_who_has_not_acknowledged_is_one_query_by_unit_with_counts(town: Town) -> None:
    dissemination = start(town)
    (waiting,) = pending(town, dissemination)
    assert (waiting["position"]["code"], waiting["unit"]["code"], waiting["acknowledgedAt"]) == (
        "MEMBER",
        "ROOT",
        None,
    )
    assert reach(town, dissemination) == [
        {"unit": {"code": "ROOT"}, "recipients": 1, "acknowledged": 0, "pending": 1}
    ]
    given = {"disseminationId": dissemination, "answers": [2, 2]}
    answered = give(town, "member", "acknowledgeStandard", ACKNOWLEDGED, **given)
    assert answered["userErrors"] == []
    assert answered["acknowledgement"]["acknowledgedAt"]
    assert pending(town, dissemination) == []
    assert reach(town, dissemination) == [
        {"unit": {"code": "ROOT"}, "recipients": 1, "acknowledged": 1, "pending": 0}
    ]
    again = give(town, "member", "acknowledgeStandard", "receipt { hash }", **given)
    assert (again["userErrors"], again["receipt"]["hash"]) == ([], None), "to take note once is enough"


def test_a5_the_answers_are_for_the_employee_and_the_administrator_only(town: Town) -> None:
    dissemination = start(town)
    give(town, "member", "acknowledgeStandard", ACKNOWLEDGED, disseminationId=dissemination, answers=[2, 2])

    def answers(who: str) -> list[str | None]:
        return [node["answers"] for node in pending(town, dissemination, who, still=False)]

    assert answers("member") == ["1/2: 2, 2"]
    assert answers("admin") == ["1/2: 2, 2"]
    assert answers("officer") == [None], "the superior sees that note was taken, not what was answered"
    assert answers("inspector") == [None]
    assert answers("second") == []
    trail = asker(town, "inspector").data(
        '{ auditTrail(first: 9, where: {kind: "StandardAcknowledged"}) { nodes { content { field value } } } }'
    )["auditTrail"]["nodes"]
    assert "2, 2" not in str(trail)


def test_a5_the_questions_are_shown_with_their_options_and_the_right_one_to_administrators_only(town: Town) -> None:
    query = """query Q($id: ID!) { node(id: $id) { ... on Dissemination {
      questions { number text options right } } } }"""
    dissemination = start(town)

    def questions(who: str) -> Any:
        return asker(town, who).data(query, id=dissemination)["node"]["questions"]

    shown = [{"number": index + 1, **question} for index, question in enumerate(QUESTIONS)]
    assert questions("admin") == shown
    assert questions("member") == [{**question, "right": None} for question in shown]


@pytest.mark.parametrize("answers", [[], [2], [2, 1, 1], [0, 1], [2, 3]])
def test_a5_3_a_check_is_answered_as_a_whole(town: Town, answers: list[int]) -> None:
    given = {"disseminationId": start(town), "answers": answers}
    assert give(town, "member", "acknowledgeStandard", ACKNOWLEDGED, **given)["userErrors"] == [{"rule": "A5.3"}]


def test_a5_2_only_who_holds_a_position_of_the_standard_is_addressed(town: Town) -> None:
    dissemination = start(town, questions=[])
    refused = give(town, "second", "acknowledgeStandard", ACKNOWLEDGED, disseminationId=dissemination)
    assert refused["userErrors"] == [{"rule": "A5.2"}]
    elsewhere = give(
        town, "admin", "establishOrgUnit", "orgUnit { id }", code="LAIN", name="Lain", kind="SECTION",
        parentId=str(GlobalId("OrgUnit", town.agency, town.named("OrgUnit", "ROOT"))),
    )["orgUnit"]["id"]  # fmt: skip
    other = start(town, questions=[], unitIds=[elsewhere])
    assert pending(town, other) == []
    refused = give(town, "member", "acknowledgeStandard", ACKNOWLEDGED, disseminationId=other)
    assert refused["userErrors"] == [{"rule": "A5.2"}]
    root = start(town, questions=[], unitIds=[str(GlobalId("OrgUnit", town.agency, town.named("OrgUnit", "ROOT")))])
    assert len(pending(town, root)) == 1


@pytest.mark.parametrize(
    "question", [{"options": ["satu"], "right": 1}, {"options": ["a", "b"], "right": 3}, {"options": [], "right": 0}]
)
def test_a5_4_a_question_can_be_answered_wrongly(town: Town, question: dict[str, Any]) -> None:
    standard = str(GlobalId("PerformanceStandard", town.agency, town.named("PerformanceStandard", "STD")))
    refused = give(
        town, "admin", "startDissemination", STARTED,
        standardId=standard, title="Sosialisasi", questions=[QUESTIONS[0], {"text": "?", **question}],
    )  # fmt: skip
    assert refused["userErrors"] == [{"rule": "A5.4"}]


def test_a5_1_a_draft_is_not_made_known(town: Town) -> None:
    made = give(town, "admin", "beginStandard", "standard { id }", code="DRAF", title="Draf", service="Layanan")
    refused = give(
        town, "admin", "startDissemination", STARTED, standardId=made["standard"]["id"], title="Sosialisasi"
    )
    assert refused["userErrors"] == [{"rule": "A5.1", "action": "approveStandard"}]


def test_a5_only_who_keeps_standards_starts_a_dissemination(town: Town) -> None:
    standard = str(GlobalId("PerformanceStandard", town.agency, town.named("PerformanceStandard", "STD")))
    refused = give(town, "member", "startDissemination", STARTED, standardId=standard, title="Sosialisasi")
    assert refused["userErrors"] == [{"rule": "H6.1"}]
