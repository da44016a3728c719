"""Break-glass: recorded first, read by the inspector who did it alone, and told to nobody it would warn (H9)."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kinerja.application.agency import RevokeRole
from kinerja.application.disclosing import BreakGlass
from kinerja.domain.act import Letter
from kinerja.domain.ids import made_by
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import RatingLevel, Role
from tests import offices
from tests.asking import Asker
from tests.graphql.test_collections import ask
from tests.graphql.test_plans import gid, give
from tests.people import LONG_AGO, Town
from tests.voices import Voices

CASE = {"number": "700/3/2025", "issuer": "Inspektorat", "issuedOn": "2025-01-01"}
LETTER_OF_CASE = Letter(number="700/3/2025", issuer="Inspektorat", issued_on=date(2025, 1, 1))
WHY = "laporan intimidasi"
SHOWN = "disclosure { id reason caseNumber mandateNumber inspector { name } collection { id } } receipt { position }"
ANSWER = "giver { name } giverStatus group choices { question option } answerStatus comment commentStatus"
ANSWER += " givenAt released"
READ = f"""query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {{
  disclosedAnswers(disclosureId: $id, first: $first, after: $after, last: $last, before: $before) {{
    totalCount nodes {{ {ANSWER} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"""
LISTED = "{ disclosures(first: 9) { totalCount nodes { id } } }"
TRAIL = '{ auditTrail(first: 9, where: {kind: "GlassBroken"}) { totalCount nodes { actor { name } reason } } }'


@pytest.fixture
def voices(town: Town) -> Voices:
    """Three colleagues rated the member, one of them with words: too few for anybody to be told."""
    found = Voices(town).settle(5)
    town.draft()
    town.approve()
    town.open("2025-Q1")
    found.open()
    for number in range(3):
        found.rate(f"p{number}", RatingLevel.ABOVE if number else RatingLevel.BELOW, None if number else "kasar")
    return found


def break_glass(voices: Voices, who: str = "inspector", **given: Any) -> dict[str, Any]:
    collection = gid(voices.town, "Collection", voices.collection())
    said = {"collectionId": collection, "reason": WHY, "letter": CASE, **given}
    return give(ask(voices, who), "breakGlass", SHOWN, said)


def opened(voices: Voices, who: str, id: str, **page: Any) -> Any:
    return ask(voices, who).data(READ, id=id, **(page or {"first": 50}))["disclosedAnswers"]


def appoint(town: Town, who: str, role: Role, *units: UUID) -> None:
    town.register(who, f"Pemegang {who}", f"19800101200501{len(town.ids):04}")
    town.grant(who, role, units)


def refused(town: Town, who: str, voices: Voices, key: str, reason: str | None = WHY) -> list[tuple[str, Any]]:
    command = BreakGlass(collection_id=voices.collection(), reason=reason, letter=LETTER_OF_CASE)
    with pytest.raises(Refused) as found:
        town.give(command, who, key)
    return [(each.rule.id, each.path) for each in found.value.refusals]


def test_h9_the_inspector_reads_who_gave_what_once_it_is_recorded(voices: Voices) -> None:
    payload = break_glass(voices)
    shown = payload["disclosure"]
    assert (shown["reason"], shown["caseNumber"], shown["mandateNumber"]) == (WHY, "700/3/2025", "800/1/2025")
    assert shown["inspector"] == {"name": "Inspektur Uji"}
    found = opened(voices, "inspector", shown["id"])
    assert found["totalCount"] == 3
    said = {node["giver"]["name"]: node for node in found["nodes"]}
    assert set(said) == {"Pegawai p0", "Pegawai p1", "Pegawai p2"}
    assert {choice["option"] for choice in said["Pegawai p0"]["choices"]} == {"BELOW"}
    assert {choice["option"] for choice in said["Pegawai p1"]["choices"]} == {"ABOVE"}
    assert len(said["Pegawai p0"]["choices"]) == 7
    assert (said["Pegawai p0"]["comment"], said["Pegawai p0"]["commentStatus"]) == ("kasar", "PRESENT")
    assert (said["Pegawai p1"]["comment"], said["Pegawai p1"]["commentStatus"]) == (None, "ABSENT")
    for node in said.values():
        assert (node["group"], node["answerStatus"], node["giverStatus"]) == ("PEER", "PRESENT", "PRESENT")
        assert node["released"] is False
        assert node["givenAt"].startswith("2025-")


def test_h9_the_fact_stands_in_the_log_before_an_answer_can_be_read_and_reading_again_needs_no_other(
    voices: Voices,
) -> None:
    recorder = voices.town.service.logs.of(voices.town.agency).recorder
    unbroken = gid(voices.town, "Disclosure", made_by(voices.town.command_id("glass"), "disclosure"))
    assert opened(voices, "inspector", unbroken) is None
    command = BreakGlass(collection_id=voices.collection(), reason=WHY, letter=LETTER_OF_CASE)
    position = voices.town.give(command, "inspector", "glass").position
    assert position is not None
    assert [each.topic for each in recorder.select_notifications(position, 1)] == ["GlassBroken"]
    head = recorder.max_notification_id()
    first = opened(voices, "inspector", unbroken)
    assert first is not None
    assert opened(voices, "inspector", unbroken) == first
    assert recorder.max_notification_id() == head == position


def test_h9_what_is_answered_and_released_later_is_read_too(voices: Voices) -> None:
    id = break_glass(voices)["disclosure"]["id"]
    voices.rate("p0", RatingLevel.MEETS, key="-again")
    for number in (3, 4):
        voices.rate(f"p{number}")
    voices.close()
    found = opened(voices, "inspector", id)["nodes"]
    assert len(found) == 5
    assert {node["released"] for node in found} == {True}
    (again,) = [node for node in found if node["giver"]["name"] == "Pegawai p0"]
    assert ({choice["option"] for choice in again["choices"]}, again["comment"]) == ({"MEETS"}, None)


def test_h9_answers_come_in_pages(voices: Voices) -> None:
    id = break_glass(voices)["disclosure"]["id"]
    whole = opened(voices, "inspector", id)["nodes"]
    first = opened(voices, "inspector", id, first=2)
    assert (first["nodes"], first["pageInfo"]["hasNextPage"]) == (whole[:2], True)
    rest = opened(voices, "inspector", id, first=2, after=first["pageInfo"]["endCursor"])
    assert (rest["nodes"], rest["pageInfo"]["hasNextPage"], rest["totalCount"]) == (whole[2:], False, 3)
    last = opened(voices, "inspector", id, last=2)
    assert (last["nodes"], last["pageInfo"]["hasPreviousPage"]) == (whole[1:], True)
    before = opened(voices, "inspector", id, last=2, before=last["pageInfo"]["startCursor"])
    assert (before["nodes"], before["pageInfo"]["hasPreviousPage"]) == (whole[:1], False)
    for page in ({"first": 101}, {"first": 1, "after": "x"}):
        answer = ask(voices, "inspector").ask(READ, id=id, **page)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_h9_nobody_else_reads_an_answer_whatever_mandate_they_hold(voices: Voices) -> None:
    town = voices.town
    appoint(town, "other", Role.INSPECTOR)
    appoint(town, "auditor", Role.AUDITOR)
    id = break_glass(voices)["disclosure"]["id"]
    for who in ("other", "auditor", "admin", "officer", "head", "member", "p0", "p4"):
        assert opened(voices, who, id) is None, who
    nobody = Asker(town.service, town.agency, None)
    assert nobody.data(READ, id=id, first=9)["disclosedAnswers"] is None
    assert opened(voices, "inspector", gid(town, "Disclosure", voices.collection())) is None
    wrong = ask(voices, "inspector").ask(READ, id=gid(town, "Collection", voices.collection()), first=9)
    assert wrong["errors"][0]["extensions"]["rule"] == "H12.8"


def test_h9_whom_it_would_warn_is_not_told(voices: Voices) -> None:
    town = voices.town
    appoint(town, "auditor", Role.AUDITOR)
    appoint(town, "beside", Role.INSPECTOR, offices.unit(town, "OTHER"))
    town.grant("member", Role.AUDITOR, (town.named("OrgUnit", "ROOT"),))  # whom it is about
    id = break_glass(voices)["disclosure"]["id"]
    node = "query ($id: ID!) { node(id: $id) { id } }"
    told = {
        who: (
            ask(voices, who).data(LISTED)["disclosures"]["totalCount"],
            ask(voices, who).data(node, id=id)["node"] is not None,
            ask(voices, who).data(TRAIL)["auditTrail"]["totalCount"],
        )
        for who in ("inspector", "auditor", "admin", "beside", "member", "officer", "head", "p0")
    }
    assert told == {
        "inspector": (1, True, 1), "auditor": (1, True, 1), "admin": (1, True, 0), "beside": (0, False, 0),
        "member": (0, False, 0), "officer": (0, False, 0), "head": (0, False, 0), "p0": (0, False, 0),
    }  # fmt: skip
    assert ask(voices, "auditor").data(TRAIL)["auditTrail"]["nodes"] == [
        {"actor": {"name": "Inspektur Uji"}, "reason": WHY}
    ]
    assert Asker(town.service, town.agency, None).data(LISTED)["disclosures"]["totalCount"] == 0


def test_h9_only_an_inspector_whose_mandate_covers_the_unit_breaks_glass(voices: Voices) -> None:
    town = voices.town
    other = offices.unit(town, "OTHER")
    appoint(town, "auditor", Role.AUDITOR)
    appoint(town, "beside", Role.INSPECTOR, other)
    appoint(town, "here", Role.INSPECTOR, town.named("OrgUnit", "ROOT"))
    for who in ("auditor", "admin", "beside", "officer", "head", "member", "p0"):
        assert refused(town, who, voices, f"glass-{who}") == [("H6.1", ())], who
    id = break_glass(voices, "here")["disclosure"]["id"]
    assert opened(voices, "here", id)["totalCount"] == 3
    assert opened(voices, "inspector", id) is None


def test_h9_refusals_name_the_input(voices: Voices) -> None:
    town = voices.town
    assert break_glass(voices, reason=None)["userErrors"] == [{"rule": "H9.1", "path": ["reason"]}]
    old = {**CASE, "validTo": "2025-01-01"}
    assert break_glass(voices, letter=old)["userErrors"] == [{"rule": "H9.2", "path": ["letter"]}]
    town.grant("member", Role.INSPECTOR)
    assert refused(town, "member", voices, "own") == [("H9.3", ("collectionId",))]
    assert ask(voices, "inspector").data(LISTED)["disclosures"]["totalCount"] == 0


def test_h9_what_was_opened_is_read_for_thirty_days(voices: Voices) -> None:
    shown = break_glass(voices)["disclosure"]
    until = "{ disclosures(first: 9) { nodes { until } } }"
    assert ask(voices, "inspector").data(until)["disclosures"]["nodes"] == [{"until": "2025-06-03"}]
    clock: Any = voices.town.service.clock
    clock.now = datetime(2025, 6, 3, 16, 59, tzinfo=UTC)
    assert opened(voices, "inspector", shown["id"])["totalCount"] == 3
    clock.now = datetime(2025, 6, 3, 17, 0, tzinfo=UTC)
    assert opened(voices, "inspector", shown["id"]) is None


def test_h9_with_the_mandate_ends_what_it_opened(voices: Voices) -> None:
    town, clock = voices.town, voices.town.service.clock
    id = break_glass(voices)["disclosure"]["id"]
    assert opened(voices, "inspector", id) is not None
    clock.now = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)  # type: ignore[attr-defined]  # the clock of tests
    assert opened(voices, "inspector", id) is None
    assert refused(town, "inspector", voices, "later") == [("H6.1", ())]


def test_h9_with_a_revoked_mandate_ends_what_it_opened(voices: Voices) -> None:
    town = voices.town
    id = break_glass(voices)["disclosure"]["id"]
    grant = made_by(town.command_id("grant-inspector-INSPECTOR"), "grant")
    revoke = RevokeRole(holder_id=town.ids["inspector"], grant_id=grant, last_day=LONG_AGO, reason="selesai")
    town.give(revoke, "admin", "revoke-inspector")
    assert opened(voices, "inspector", id) is None
    appoint(town, "other", Role.INSPECTOR)
    assert opened(voices, "other", id) is None


def test_h9_what_has_no_key_any_more_reads_erased(voices: Voices) -> None:
    town = voices.town
    id = break_glass(voices)["disclosure"]["id"]
    answer = town.service.logs.of(town.agency).claim("Answer", f"{voices.collection()}/{town.ids['p0']}")
    _erase(town, answer, "COMMENT")
    said = {node["giver"]["name"]: node for node in opened(voices, "inspector", id)["nodes"]}
    assert (said["Pegawai p0"]["comment"], said["Pegawai p0"]["commentStatus"]) == (None, "ERASED")
    _erase(town, voices.collection(), "GIVER")
    _erase(town, voices.collection(), "ANSWER")
    for node in opened(voices, "inspector", id)["nodes"]:
        assert (node["giver"], node["giverStatus"]) == (None, "ERASED")
        assert (node["group"], node["choices"], node["answerStatus"]) == (None, [], "ERASED")


def _erase(town: Town, subject: UUID, category: str) -> None:
    with psycopg.connect(town.service.database.owner, autocommit=True) as connection:
        gone = connection.execute(
            "DELETE FROM log.data_keys WHERE agency = %s AND subject = %s AND category = %s",
            [town.agency, subject, category],
        )
        assert gone.rowcount == 1
    town.service.logs.keys.forget()
