"""Complaints through GraphQL: who answered, who sees it, what is corrected (C7)."""

from datetime import date
from typing import Any

from kinerja.application.organisation import EndAssignment
from kinerja.domain.service_vocabulary import ComplaintOutcome
from tests.graphql.test_services import id_of, months, person, refused
from tests.graphql.test_standards import asker, give
from tests.people import Town
from tests.services import Desk, at


def test_c7_12_a_complaint_is_about_a_visit_to_the_same_service(town: Town) -> None:
    desk = Desk(town).open()
    desk.receive("A-1", "2025-03-04 09:00")
    made = give(
        town, "admin", "registerService", "service { id }", code="AKTA", name="Akta",
        unitId=id_of(town, "OrgUnit", town.named("OrgUnit", "ROOT")), positionIds=[],
    )  # fmt: skip
    about = {
        "serviceId": made["service"]["id"], "reference": "P-1", "element": "TIME",
        "receivedAt": "2025-03-05T09:00:00+07:00",
    }  # fmt: skip
    visit = id_of(town, "ServiceEncounter", desk.visit("A-1"))
    wrong = give(town, "admin", "receiveComplaint", "complaint { id }", **about, encounterId=visit)
    assert [error["rule"] for error in wrong["userErrors"]] == ["C7.12"]
    assert give(town, "admin", "receiveComplaint", "complaint { state }", **about)["complaint"] == {
        "state": "RECEIVED"
    }


def test_c7_complaints_are_for_those_who_give_the_service_and_their_superiors(town: Town) -> None:
    desk = Desk(town).open()
    desk.serve("A-1", "2025-03-04 09:00", "2025-03-04 09:40")
    desk.complain("P-1", "2025-03-06 09:00", "A-1")
    assert refused(town, lambda: desk.resolve("P-1", "2025-03-07 09:00")) == ["C7.13"]
    desk.answer("P-1", "2025-03-07 09:00")
    desk.resolve("P-1", "2025-03-10 09:00", key="then")
    query = """{ complaints(first: 5) { nodes { reference element state answerDays answerWorkingDays answeredWithin
      resolutionDays resolutionWorkingDays outcome encounter { reference } } } }"""
    town.register("stranger", "Orang Lain", "198501012010011077")
    seen = {
        who: asker(town, who).data(query)["complaints"]["nodes"]
        for who in ("member", "second", "officer", "head", "admin", "inspector", "stranger")
    }
    assert {who: len(found) for who, found in seen.items()} == {who: int(who != "stranger") for who in seen}
    assert seen["officer"] == [
        {
            "reference": "P-1", "element": "TIME", "state": "RESOLVED", "answerDays": 1,
            "answerWorkingDays": 1, "answeredWithin": True, "resolutionDays": 4, "resolutionWorkingDays": 2,
            "outcome": "REMEDIED", "encounter": {"reference": "A-1"},
        }
    ]  # fmt: skip


ANSWERED_BY = "{ complaints(first: 5) { nodes { reference answeredBy { id } } } }"


def answerers(town: Town, who: str) -> dict[str, str | None]:
    found = asker(town, who).data(ANSWERED_BY)["complaints"]["nodes"]
    return {each["reference"]: (each["answeredBy"] or {}).get("id") for each in found}


def test_c7_who_answered_a_complaint_is_for_that_officer_superiors_and_oversight_and_not_for_colleagues(
    town: Town,
) -> None:
    desk = Desk(town).open()
    desk.complain("P-1", "2025-03-06 09:00")
    desk.answer("P-1", "2025-03-07 09:00")
    seen = {who: answerers(town, who) for who in ("member", "second", "officer", "head", "admin", "inspector")}
    member = person(town, "member")
    assert seen == {who: {"P-1": None if who == "second" else member} for who in seen}
    town.register("stranger", "Orang Lain", "198501012010011077")
    assert answerers(town, "stranger") == {}


def test_c7_who_answered_reads_the_complaint_after_leaving_the_service(town: Town) -> None:
    desk = Desk(town).open()
    desk.complain("P-1", "2025-03-06 09:00")
    desk.complain("P-2", "2025-03-06 09:00")
    desk.answer("P-1", "2025-03-07 09:00", "second")
    end = EndAssignment(
        position_id=town.named("Position", "SECOND"),
        assignment_id=town.ids["assignment-second"],
        last_day=date(2025, 4, 30),
    )
    town.give(end, "admin", "second-leaves")
    assert answerers(town, "second") == {"P-1": person(town, "second")}


def test_c7_5_a_complaint_is_answered_by_an_officer_of_the_service(town: Town) -> None:
    desk = Desk(town).open()
    desk.complain("P-1", "2025-03-06 09:00")
    assert refused(town, lambda: desk.answer("P-1", "2025-03-07 09:00", "admin")) == ["C7.5"]
    assert refused(town, lambda: desk.answer("P-1", "2025-03-07 09:00", "admin", "officer")) == ["C7.5"]
    assert refused(town, lambda: desk.answer("P-1", "2025-03-07 09:00", "officer")) == ["H6.1"]
    desk.answer("P-1", "2025-03-07 09:00", "admin", "second")
    assert answerers(town, "admin") == {"P-1": person(town, "second")}


def complaint(town: Town, document: str, who: str = "admin", basis: str = "") -> Any:
    asked = f"{{ complaints(first: 5{basis}) {{ nodes {{ {document} }} }} }}"
    (found,) = asker(town, who).data(asked)["complaints"]["nodes"]
    return found


def test_c7_a_complaint_that_was_wrongly_recorded_is_corrected_and_what_was_wrong_stays_visible(town: Town) -> None:
    desk = Desk(town).open()
    desk.receive("A-1", "2025-03-03 09:00")
    desk.complain("P-1", "2025-03-06 09:00")
    desk.answer("P-1", "2025-04-15 09:00")
    position = desk.resolve("P-1", "2025-04-16 09:00").position
    made = give(
        town, "member", "correctComplaint", "complaint { id }",
        complaintId=id_of(town, "Complaint", desk.complaint("P-1")), cause="MISTYPED", element="BEHAVIOR",
        encounterId=id_of(town, "ServiceEncounter", desk.visit("A-1")), answeredAt="2025-03-10T09:00:00+07:00",
        officerId=person(town, "second"), resolvedAt="2025-03-11T09:00:00+07:00", outcome="UNFOUNDED",
    )  # fmt: skip
    assert made["userErrors"] == []
    document = """element encounter { reference } answerDays answerWorkingDays answeredWithin resolutionWorkingDays
      outcome answeredBy { id } corrected counts"""
    assert complaint(town, document) == {
        "element": "BEHAVIOR", "encounter": {"reference": "A-1"}, "answerDays": 4, "answerWorkingDays": 2,
        "answeredWithin": True, "resolutionWorkingDays": 3, "outcome": "UNFOUNDED",
        "answeredBy": {"id": person(town, "second")}, "corrected": "MISTYPED", "counts": True,
    }  # fmt: skip
    before = complaint(town, document, basis=f', asOf: {{position: "{position}"}}')
    assert (before["element"], before["answerDays"], before["outcome"]) == ("TIME", 40, "REMEDIED")
    assert (before["corrected"], before["answeredBy"]) == (None, {"id": person(town, "member")})
    (march,) = months(town, "admin")
    assert (march["complaintsResolved"], march["meanAnswerWorkingDays"]) == (1, "2.00")


def test_c7_a_complaint_recorded_by_mistake_counts_nowhere(town: Town) -> None:
    desk = Desk(town).open()
    desk.complain("P-1", "2025-03-06 09:00")
    desk.complain("P-2", "2025-03-06 09:00")
    desk.correct_complaint("P-1", counts=False)
    (march,) = months(town, "admin")
    assert (march["complaints"], march["complaintsLimited"]) == (1, 1)
    assert refused(town, lambda: desk.answer("P-1", "2025-03-07 09:00")) == ["C7.16"]
    desk.correct_complaint("P-1", key="meant", received_at=at("2025-03-06 10:00"))
    assert months(town, "admin")[0]["complaints"] == 1, "another correction does not bring it back"
    desk.correct_complaint("P-1", key="again", counts=True)
    assert months(town, "admin")[0]["complaints"] == 2


def test_c7_17_only_steps_that_were_taken_are_corrected(town: Town) -> None:
    desk = Desk(town).open()
    desk.complain("P-1", "2025-03-06 09:00")
    wrong: dict[str, Any] = {"answered_at": at("2025-03-07 09:00"), "outcome": ComplaintOutcome.UNFOUNDED}
    assert refused(town, lambda: desk.correct_complaint("P-1", **wrong)) == ["C7.13", "C7.17"]
    desk.answer("P-1", "2025-03-07 09:00")
    assert refused(town, lambda: desk.correct_complaint("P-1", key="b", **wrong)) == ["C7.17"]
    assert refused(town, lambda: desk.correct_complaint("P-1", "officer", "c")) == ["H6.1"]
    late = at("2025-03-08 09:00")
    assert refused(town, lambda: desk.correct_complaint("P-1", key="d", received_at=late)) == ["C7.7"]
    assert refused(town, lambda: desk.correct_complaint("P-1", key="e", officer_id=town.ids["officer"])) == ["C7.5"]


def test_c7_b2_a_correction_that_says_nothing_new_counts_nothing_anew(town: Town) -> None:
    desk = Desk(town).open()
    desk.complain("P-1", "2025-03-06 09:00")
    desk.answer("P-1", "2025-03-11 09:00")
    desk.observe(date(2025, 3, 10))
    assert desk.correct_complaint("P-1").facts == 0
    assert complaint(town, "answerWorkingDays") == {"answerWorkingDays": 3}
    desk.correct_complaint("P-1", key="later", answered_at=at("2025-03-11 10:00"))
    assert complaint(town, "answerWorkingDays") == {"answerWorkingDays": 2}
