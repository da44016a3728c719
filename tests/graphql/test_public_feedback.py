"""Feedback of citizens on visits by one-time tokens, how it is told, and its erasure (D5, H7)."""

from collections import Counter
from typing import Any
from xml.etree import ElementTree

import psycopg
import pytest

from kinerja.application import releasing
from kinerja.application.services import ReviseService
from kinerja.application.set_aside import SetCommentAside
from kinerja.domain.refusals import Refused
from kinerja.graphql.ids import GlobalId
from kinerja.log.installation import installed_secrets
from kinerja.operating.checks.finding import State
from kinerja.operating.doctor import examine
from kinerja.projections import generations
from tests.asking import Asker
from tests.citizens import Citizens
from tests.conftest import Cluster
from tests.graphql.test_disclosures import CASE
from tests.graphql.test_disclosures import READ as OPENED
from tests.graphql.test_plans import gid, give
from tests.laws.everything import everything, root_lists
from tests.laws.test_as_of import catch_up, rows_of
from tests.operating.test_backup import settings_of
from tests.people import Town
from tests.services import Desk

SERVICES = (
    """{ serviceSatisfactions(first: 9) { totalCount nodes { service { code } quarter status answers mean } } }"""
)
OFFICERS = """{ officerSatisfactions(first: 9) { totalCount nodes { officer { id } quarter answers mean } } }"""
WORDS = """{ collections(first: 9, where: {kind: ENCOUNTERS}) { nodes {
  state contract { commentReaders aggregateReaders kOfPerson } groups { group }
  comments { group officer { id } comment erased } } } }"""
ISSUE = """mutation Issue($input: IssueFeedbackTokenInput!) { issueFeedbackToken(input: $input) {
  receipt { position } token link qrCode encounter { reference tokenIssuedAt } userErrors { rule path } } }"""
GIVE = """mutation Give($input: GivePublicFeedbackInput!) { givePublicFeedback(input: $input) {
  receipt { position recordedAt hash version } userErrors { rule path message } } }"""
ERASE = """mutation Erase($input: ErasePublicFeedbackInput!) { erasePublicFeedback(input: $input) {
  receipt { position } userErrors { rule path } } }"""
EVERYBODY = ("member", "second", "officer", "head", "admin", "inspector", None)


@pytest.fixture
def citizens(town: Town) -> Citizens:
    """The desk is open, given by the member, the second and the officer above them."""
    desk = Desk(town).open()
    positions = tuple(town.named("Position", code) for code in ("MEMBER", "SECOND", "OFFICER"))
    revised = ReviseService(service_id=desk.service, name="Perekaman KTP elektronik", position_ids=positions)
    town.give(revised, "admin", "three officers")
    return Citizens(town)


def ask(citizens: Citizens, who: str | None) -> Asker:
    town = citizens.town
    return Asker(town.service, town.agency, town.ids[who] if who else None)


def nodes(citizens: Citizens, who: str | None, query: str) -> list[Any]:
    (found,) = ask(citizens, who).data(query).values()
    listed: list[Any] = found["nodes"]
    return listed


def person(citizens: Citizens, who: str) -> dict[str, str]:
    return {"id": str(GlobalId("Employee", citizens.town.agency, citizens.town.ids[who]))}


def given(citizens: Citizens, key: str, **more: Any) -> dict[str, Any]:
    return {"input": {"commandId": str(citizens.town.command_id(key)), **more}}


def refused(call: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    with pytest.raises(Refused) as caught:
        call()
    return [(refusal.rule.id, refusal.path) for refusal in caught.value.refusals]


def test_d5_a_token_is_given_once_with_its_link_and_its_picture_and_the_same_command_gives_it_again(
    citizens: Citizens,
) -> None:
    citizens.desk.serve("A-1", "2025-05-02 09:00", "2025-05-02 09:10")
    visit = str(GlobalId("ServiceEncounter", citizens.town.agency, citizens.desk.visit("A-1")))
    asked = given(citizens, "invite-A-1", encounterId=visit)
    first = ask(citizens, "member").data(ISSUE, **asked)["issueFeedbackToken"]
    assert first["userErrors"] == []
    assert first["token"] == citizens.token("A-1")
    assert first["link"] == f"http://127.0.0.1:8000/u/TST/{first['token']}"
    file = ElementTree.fromstring(first["qrCode"])
    assert file.tag == "{http://www.w3.org/2000/svg}svg"
    assert file.findtext("{http://www.w3.org/2000/svg}title") == first["link"]
    assert "viewBox" in file.attrib
    assert first["encounter"]["tokenIssuedAt"] is not None
    assert ask(citizens, "member").data(ISSUE, **asked)["issueFeedbackToken"]["token"] == first["token"]
    again = ask(citizens, "second").data(ISSUE, **given(citizens, "again", encounterId=visit))["issueFeedbackToken"]
    assert (again["userErrors"], again["token"], again["qrCode"]) == (
        [{"rule": "D5.1", "path": ["encounterId"]}], None, None,
    )  # fmt: skip


def test_d5_only_officers_of_the_service_and_administrators_give_tokens(citizens: Citizens) -> None:
    citizens.desk.serve("A-1", "2025-05-02 09:00", "2025-05-02 09:10")
    for who in ("head", "inspector"):
        assert refused(lambda who=who: citizens.invite("A-1", who, who)) == [("H6.1", ())]
    citizens.invite("A-1", "admin", "admin")


def test_d5_a_visit_that_was_recorded_by_mistake_has_no_token(citizens: Citizens) -> None:
    citizens.desk.serve("A-1", "2025-05-02 09:00", "2025-05-02 09:10")
    citizens.desk.correct("A-1", counts=False)
    assert refused(lambda: citizens.invite("A-1")) == [("D5.2", ("encounterId",))]


def test_d5_who_was_served_says_how_it_was_without_a_login_and_once(citizens: Citizens) -> None:
    citizens.desk.serve("A-1", "2025-05-02 09:00", "2025-05-02 09:10")
    token = citizens.invite("A-1")
    asked = given(citizens, "say", token=token, satisfaction=4, text="ramah dan cepat")
    first = ask(citizens, None).data(GIVE, **asked)["givePublicFeedback"]
    assert first == {
        "receipt": {"position": None, "recordedAt": None, "hash": None, "version": None}, "userErrors": [],
    }  # fmt: skip
    assert ask(citizens, None).data(GIVE, **asked)["givePublicFeedback"] == first
    typed = f" {token[:6].upper()}-{token[6:]} "
    assert refused(lambda: citizens.say(typed)) == [("D5.4", ("token",))]


@pytest.mark.parametrize("correction", [{"officer_id": "second"}, {"counts": False}], ids=str)
def test_d5_no_correction_of_a_visit_redirects_or_silences_who_has_its_token(
    citizens: Citizens, correction: dict[str, Any]
) -> None:
    tokens = citizens.hear("A", 9)
    citizens.desk.serve("A-9", "2025-05-02 09:00", "2025-05-02 09:10")
    tokens.append(citizens.invite("A-9"))
    town = citizens.town
    who = correction.get("officer_id")
    citizens.desk.correct("A-9", **({**correction, "officer_id": town.ids[who]} if who else correction))
    citizens.say(tokens[-1], 1)
    citizens.close()
    told = "{ officerSatisfactions(first: 9) { nodes { officer { id } answers } } }"
    found = ask(citizens, "admin").data(told)["officerSatisfactions"]["nodes"]
    assert found == [{"officer": {"id": gid(town, "Employee", town.ids["member"])}, "answers": 10}]


def test_d5_that_one_officers_answers_were_released_is_told_to_those_who_read_them_alone(citizens: Citizens) -> None:
    moments = "{ collections(first: 9, where: {kind: ENCOUNTERS}) { nodes { releasedAt } } }"
    citizens.hear("A", 20)
    citizens.release()
    released = "{ officerSatisfactions(first: 9) { totalCount } }"
    assert ask(citizens, "member").data(released)["officerSatisfactions"]["totalCount"] == 1
    assert ask(citizens, None).data(moments)["collections"]["nodes"] == [{"releasedAt": None}]
    citizens.close()
    (closed,) = ask(citizens, None).data(moments)["collections"]["nodes"]
    assert closed["releasedAt"] is not None


def test_d5_a_step_that_releases_nothing_is_not_tried_with_every_answer(citizens: Citizens) -> None:
    for prefix, who in (("A", "member"), ("B", "second")):
        citizens.hear(prefix, 10, who)
    assert [citizens.release(), citizens.release()] == [1, 0]
    for number in range(4):
        citizens.hear(f"C{number}", 1)
        assert citizens.release() == 0
    citizens.hear("D", 1)
    assert citizens.release() == 1
    citizens.hear("E", 5)
    assert citizens.release() == 1
    told = "{ officerSatisfactions(first: 9) { nodes { answers } } }"
    assert ask(citizens, "admin").data(told)["officerSatisfactions"]["nodes"] == [{"answers": 10}]


def test_d5_unknown_used_and_expired_tokens_are_refused_in_the_same_words(citizens: Citizens) -> None:
    for reference in ("A-1", "A-2", "A-3"):
        citizens.desk.serve(reference, "2025-05-02 09:00", "2025-05-02 09:10")
    used, expired, mistaken = (citizens.invite(reference) for reference in ("A-1", "A-2", "A-3"))
    citizens.say(used)
    citizens.desk.correct("A-3", counts=False)
    citizens.move_to("2025-07-14 23:59:30")
    say = {"satisfaction": 4, "text": "terima kasih"}
    ask(citizens, None).data(GIVE, **given(citizens, "in time", token=citizens.token("A-2"), **say))
    citizens.move_to("2025-07-15 00:00")
    told = [
        ask(citizens, None).data(GIVE, **given(citizens, f"try {token}", token=token, **say))["givePublicFeedback"]
        for token in ("zzzz", used, expired, mistaken)
    ]
    errors = [each["userErrors"] for each in told]
    assert errors == [errors[0]] * 4
    assert errors[0] == [
        {"rule": "D5.4", "path": ["token"], "message": "This code is not valid, was used already, or has expired."}
    ]


def test_d5_an_answer_that_was_not_given_in_time_is_too_late(citizens: Citizens) -> None:
    citizens.desk.serve("A-1", "2025-05-02 09:00", "2025-05-02 09:10")
    token = citizens.invite("A-1")
    citizens.move_to("2025-07-15 00:00")
    assert refused(lambda: citizens.say(token)) == [("D5.4", ("token",))]


@pytest.mark.parametrize(("satisfaction", "rules"), [(0, ["D5.5"]), (1, []), (4, []), (5, ["D5.5"])])
def test_d5_5_one_says_1_to_4(citizens: Citizens, satisfaction: int, rules: list[str]) -> None:
    citizens.desk.serve("A-1", "2025-05-02 09:00", "2025-05-02 09:10")
    asked = given(citizens, "say", token=citizens.invite("A-1"), satisfaction=satisfaction)
    told = ask(citizens, None).data(GIVE, **asked)["givePublicFeedback"]["userErrors"]
    assert [error["rule"] for error in told] == rules


def test_d5_words_are_of_at_most_1000_characters(citizens: Citizens) -> None:
    citizens.desk.serve("A-1", "2025-05-02 09:00", "2025-05-02 09:10")
    token = citizens.invite("A-1")
    assert refused(lambda: citizens.say(token, text="a" * 1001)) == [("H12.4", ("text",))]
    citizens.say(token, text="a" * 1000, key="shorter")


def test_d5_nothing_is_told_of_too_few(citizens: Citizens) -> None:
    citizens.hear("A", 9, words="cepat")
    citizens.close()
    assert nodes(citizens, None, SERVICES) == [
        {"service": {"code": "KTP"}, "quarter": "2025-Q2", "status": "SUPPRESSED", "answers": None, "mean": None}
    ]
    for who in EVERYBODY:
        assert nodes(citizens, who, OFFICERS) == []
        assert [each["comments"] for each in nodes(citizens, who, WORDS)] == [[]]


def test_d5_what_is_said_of_one_officer_is_for_them_and_who_judges_them(citizens: Citizens) -> None:
    citizens.hear("A", 10, satisfaction=4)
    citizens.close()
    told = {"officer": person(citizens, "member"), "quarter": "2025-Q2", "answers": 10, "mean": "4.00"}
    seen = {who: nodes(citizens, who, OFFICERS) for who in EVERYBODY}
    assert {who for who, found in seen.items() if found} == {"member", "officer", "head", "admin", "inspector"}
    assert all(found in ([], [told]) for found in seen.values())
    # The service is one officer's here: told as a whole, it would tell of that one.
    for who in EVERYBODY:
        assert [(each["status"], each["mean"]) for each in nodes(citizens, who, SERVICES)] == [("SUPPRESSED", None)]


def test_d5_the_public_reads_of_a_service_what_was_said_of_three_officers_together(citizens: Citizens) -> None:
    for who, prefix, satisfaction in (("member", "A", 4), ("second", "B", 3), ("officer", "C", 1)):
        citizens.hear(prefix, 10, who, satisfaction)
    citizens.close()
    for viewer in EVERYBODY:
        assert nodes(citizens, viewer, SERVICES) == [
            {"service": {"code": "KTP"}, "quarter": "2025-Q2", "status": "TOLD", "answers": 30, "mean": "2.67"}
        ]
    assert [each["mean"] for each in nodes(citizens, "second", OFFICERS)] == ["3.00"]
    assert [each["groups"] for each in nodes(citizens, None, WORDS)] == [[]]


def test_d5_officers_with_few_answers_go_together(citizens: Citizens) -> None:
    citizens.hear("A", 10, "member", 4, "baik")
    citizens.hear("B", 6, "second", 2, "lama")
    citizens.hear("C", 4, "officer", 1, "antre")
    citizens.close()
    assert [(each["answers"], each["mean"]) for each in nodes(citizens, None, SERVICES)] == [(20, "2.80")]
    assert nodes(citizens, "second", OFFICERS) == []
    (told,) = nodes(citizens, "second", WORDS)
    assert {each["group"] for each in told["comments"]} == {"OTHERS"}
    assert len(told["comments"]) == 10
    (own,) = nodes(citizens, "member", WORDS)
    assert [each["officer"] for each in own["comments"] if each["group"] == "OFFICER"] == [
        person(citizens, "member")
    ] * 10
    (public,) = nodes(citizens, None, WORDS)
    assert public["comments"] == []


def test_d5_of_many_officers_with_few_answers_each_it_is_released_at_the_end(
    citizens: Citizens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a large service: what is looked at once is of small groups alone."""
    monkeypatch.setattr(releasing, "MOST_AT_ONCE", 3)
    for who, prefix in (("member", "A"), ("second", "B"), ("officer", "C")):
        citizens.hear(prefix, 9, who, 2, "kata")
    citizens.close()
    (told,) = nodes(citizens, "admin", WORDS)
    assert (told["state"], len(told["comments"])) == ("RELEASED", 27)


def test_d5_in_steps_the_newest_wait_and_the_public_learns_of_no_single_officer(citizens: Citizens) -> None:
    citizens.hear("A", 20, "member", 4)
    citizens.release()
    assert [(each["answers"], each["mean"]) for each in nodes(citizens, "member", OFFICERS)] == [(10, "4.00")]
    assert [each["status"] for each in nodes(citizens, None, SERVICES)] == ["PENDING"]
    citizens.hear("B", 10, "second", 2)
    citizens.hear("C", 10, "officer", 3)
    citizens.close()
    assert [each["answers"] for each in nodes(citizens, None, SERVICES)] == [40]


OF_THE_TESTS = {"clock", "fsync", "full_page_writes", "synchronous_commit"}
"""What the doctor finds wrong with the tests' own clock and server."""
COMMENTS = "{ collections(first: 1, where: {kind: ENCOUNTERS}) { nodes { comments { comment erased } } } }"


def said(citizens: Citizens, who: str = "admin", query: str = COMMENTS) -> list[tuple[str | None, bool]]:
    (found,) = nodes(citizens, who, query)
    return sorted(((each["comment"], each["erased"]) for each in found["comments"]), key=str)


def clear_texts(citizens: Citizens, schema: str = "read") -> list[str]:
    with psycopg.connect(citizens.town.service.database.owner) as connection:
        rows = connection.execute(f"SELECT content FROM {schema}.texts WHERE category = 'COMMENT' ORDER BY 1")
        return [content for (content,) in rows.fetchall()]


def keys(citizens: Citizens) -> int:
    with psycopg.connect(citizens.town.service.database.owner) as connection:
        found = connection.execute("SELECT count(*) FROM log.data_keys WHERE category = 'COMMENT'").fetchone()
    assert found is not None
    return int(found[0])


def test_h7_words_are_erased_before_they_are_released_and_the_number_counts(citizens: Citizens) -> None:
    tokens = citizens.hear("A", 10, words="kata")
    assert keys(citizens) == 10
    citizens.erase(tokens[3])
    assert citizens.sweep() == 1
    assert keys(citizens) == 9
    citizens.close()
    assert [each["answers"] for each in nodes(citizens, "member", OFFICERS)] == [10]
    assert said(citizens) == [(f"kata {number}", False) for number in range(10) if number != 3]


def test_h7_a_release_between_the_wish_and_the_deletion_of_the_key_tells_no_word_either(citizens: Citizens) -> None:
    tokens = citizens.hear("A", 10, words="kata")
    citizens.erase(tokens[0])
    citizens.close()
    assert [comment for comment, _ in said(citizens)] == [f"kata {number}" for number in range(1, 10)]


def test_h7_released_words_are_erased_in_every_table_now_and_as_of_before(citizens: Citizens) -> None:
    town = citizens.town
    tokens = citizens.hear("A", 10, words="kata")
    citizens.close()
    before = town.service.logs.of(town.agency).recorder.max_notification_id()
    assert len(said(citizens)) == 10
    citizens.erase(tokens[0])
    expected = [*((f"kata {number}", False) for number in range(1, 10)), (None, True)]
    assert said(citizens) == expected
    assert clear_texts(citizens) == [f"kata {number}" for number in range(1, 10)]
    past = COMMENTS.replace("(first: 1", f'(first: 1, asOf: {{position: "{before}"}}')
    assert said(citizens, query=past) == [*((f"kata {number}", False) for number in range(1, 10)), (None, False)]
    town.service.rebuild()  # before the key is deleted
    assert said(citizens) == expected
    assert clear_texts(citizens) == [f"kata {number}" for number in range(1, 10)]
    assert citizens.sweep() == 2
    assert citizens.sweep() == 0
    assert clear_texts(citizens, "read_previous") == clear_texts(citizens)
    town.service.rebuild()
    assert said(citizens) == expected
    assert [each["answers"] for each in nodes(citizens, "member", OFFICERS)] == [10]


@pytest.mark.parametrize("page", [1, 7, 5000])
@pytest.mark.parametrize("swept", [False, True])
def test_h7_rebuilt_in_whatever_pages_the_read_models_are_those_that_followed_live(
    citizens: Citizens, page: int, swept: bool
) -> None:
    service = citizens.town.service
    tokens = citizens.hear("A", 10, words="kata")
    citizens.close()
    citizens.erase(tokens[0])
    citizens.erase_comment(citizens.comment(tokens[1]))
    catch_up(service)
    if swept:
        citizens.sweep()
    live = rows_of(service, "read")
    generations.make_next(service.database.owner, lambda schema: service.filling().fill(schema, page=page))
    assert rows_of(service, generations.NEXT) == live
    assert len([row for row in live["texts"] if row["category"] == "COMMENT"]) == 8


def test_h7_an_administrator_erases_on_a_written_request_and_the_sealed_answer_loses_its_words_too(
    citizens: Citizens,
) -> None:
    tokens = citizens.hear("A", 10, words="kata")
    citizens.close()
    comment = citizens.comment(tokens[0])
    for who in ("officer", "member", "inspector"):
        assert refused(lambda who=who: citizens.erase_comment(comment, who, key=who)) == [("H6.1", ())]
    assert refused(lambda: citizens.erase_comment(comment, reason=None, key="no reason")) == [("D5.7", ("reason",))]
    citizens.erase_comment(comment)
    assert keys(citizens) == 20
    assert citizens.sweep() == 1
    assert keys(citizens) == 18
    assert len([comment for comment, erased in said(citizens) if erased]) == 1
    log = citizens.town.service.logs.of(citizens.town.agency)
    assert citizens.sweep() == 0
    with psycopg.connect(citizens.town.service.database.owner) as connection:
        left = connection.execute("SELECT subject FROM log.data_keys WHERE category = 'COMMENT'").fetchall()
    assert {citizens.answer(tokens[0]), log.claim("Comment", str(citizens.answer(tokens[0])))}.isdisjoint(
        subject for (subject,) in left
    )


def test_h7_only_what_was_said_is_erased_and_twice_is_once(citizens: Citizens) -> None:
    citizens.desk.serve("A-1", "2025-05-02 09:00", "2025-05-02 09:10")
    token = citizens.invite("A-1")
    for code in (token, "zzzz"):
        told = ask(citizens, None).data(ERASE, **given(citizens, f"early {code}", token=code))
        assert told["erasePublicFeedback"]["userErrors"] == [{"rule": "D5.6", "path": ["token"]}]
    citizens.say(token, text="kata")
    citizens.erase(token)
    recorder = citizens.town.service.logs.of(citizens.town.agency).recorder
    head = recorder.max_notification_id()
    citizens.erase(token, "again")
    assert recorder.max_notification_id() == head


def test_h7_it_is_erased_also_when_the_quarter_is_long_over(citizens: Citizens) -> None:
    (token, *_) = citizens.hear("A", 1, words="kata")
    citizens.move_to("2026-05-05 09:00")
    citizens.erase(token)
    assert citizens.sweep() == 1


def test_d4_a_comment_that_was_set_aside_can_be_erased(citizens: Citizens) -> None:
    tokens = citizens.hear("A", 10, words="kata")
    citizens.close()
    comment = citizens.comment(tokens[0])
    citizens.town.give(SetCommentAside(comment_id=comment, reason="tidak pantas"), "admin", "aside")
    citizens.erase_comment(comment)
    assert (None, True) in said(citizens)


def test_d5_nothing_in_the_log_leads_from_an_answer_to_a_visit_or_its_token(citizens: Citizens) -> None:
    (token,) = citizens.hear("A", 1, words="kata")
    town = citizens.town
    with psycopg.connect(town.service.database.owner) as connection:
        facts = connection.execute("SELECT originator_id, topic, encode(state, 'escape') FROM log.facts").fetchall()
        receipts = connection.execute(
            "SELECT position, recorded_us, given_by FROM log.receipts WHERE command_id = %s",
            [town.command_id(f"say-{token}")],
        ).fetchall()
    assert receipts == [(0, 0, None)]
    assert not [topic for _, topic, state in facts if token in state]
    ((stream, _, state),) = [fact for fact in facts if fact[1] == "AnswerGiven"]
    others = [fact for fact in facts if fact[1] != "AnswerGiven"]
    assert not [topic for _, topic, other in others if str(stream) in other]
    visit, command = citizens.desk.visit("A-0"), town.command_id(f"say-{token}")
    for hidden in (visit, command, town.ids["member"], town.named("Position", "MEMBER")):
        assert str(hidden) not in state


def test_d5_the_trail_shows_the_token_and_never_that_it_was_used(citizens: Citizens) -> None:
    trail = "{ auditTrail(first: 100) { totalCount nodes { kind } } }"
    citizens.desk.serve("A-1", "2025-05-02 09:00", "2025-05-02 09:10")
    token = citizens.invite("A-1")
    before = ask(citizens, "inspector").data(trail)
    assert "FeedbackTokenIssued" in [each["kind"] for each in before["auditTrail"]["nodes"]]
    citizens.say(token, text="kata")
    citizens.erase(token)
    assert ask(citizens, "inspector").data(trail) == before


def test_d5_nothing_that_anybody_reads_changes_when_somebody_answers(citizens: Citizens) -> None:
    """Every root field with all below it, for whom sees most: before, after an answer, after its erasure."""
    citizens.hear("A", 11, words="kata")
    (*_, last) = citizens.hear("B", 1, "second")
    citizens.desk.serve("C-1", "2025-05-02 09:00", "2025-05-02 09:10")
    token = citizens.invite("C-1", "second")
    documents = [everything(root, "") for root in root_lists()]
    viewers = ("second", "officer", "admin", "inspector", None)
    before = [ask(citizens, who).data_all(documents) for who in viewers]
    citizens.say(token, 1, "lama")
    assert [ask(citizens, who).data_all(documents) for who in viewers] == before
    citizens.erase(token)
    citizens.erase(last)
    citizens.sweep()
    assert [ask(citizens, who).data_all(documents) for who in viewers] == before


BREAK = """mutation Break($input: BreakGlassInput!) { breakGlass(input: $input) {
  disclosure { id } userErrors { rule } } }"""
DISCLOSED = """query ($id: ID!) { disclosedAnswers(disclosureId: $id, first: 9) { nodes {
  giver { id } giverStatus group officer { id } choices { option } comment commentStatus released } } }"""


def test_h9_an_inspector_reads_of_a_citizens_answer_whom_it_is_about_and_no_erased_word(citizens: Citizens) -> None:
    (erased, _) = citizens.hear("A", 2, words="kata")
    citizens.erase(erased)
    letter = {"number": "700/3/2025", "issuer": "Inspektorat", "issuedOn": "2025-01-01"}
    collection = str(GlobalId("Collection", citizens.town.agency, citizens.collection))
    asked = given(citizens, "break", collectionId=collection, reason="laporan", letter=letter)
    opened = ask(citizens, "inspector").data(BREAK, **asked)["breakGlass"]
    found = ask(citizens, "inspector").data(DISCLOSED, id=opened["disclosure"]["id"])["disclosedAnswers"]["nodes"]
    alike = {
        "giver": None, "giverStatus": "NOT_APPLICABLE", "group": "OFFICER", "officer": person(citizens, "member"),
        "choices": [{"option": "3"}], "released": False,
    }  # fmt: skip
    assert sorted(found, key=lambda each: each["commentStatus"]) == [
        {**alike, "comment": None, "commentStatus": "ERASED"},
        {**alike, "comment": "kata 1", "commentStatus": "PRESENT"},
    ]


def test_h7_the_doctor_finds_nothing_else_after_an_erasure(citizens: Citizens, cluster: Cluster) -> None:
    settings = settings_of(citizens.town.service.database, cluster.folder)
    installed_secrets(settings, citizens.town.service.database.owner)
    tokens = citizens.hear("A", 10, words="kata")
    citizens.close()
    before = {finding.check: finding.state for finding in examine(settings, citizens.town.service.clock)}
    citizens.erase(tokens[0])
    citizens.sweep()
    after = {finding.check: finding.state for finding in examine(settings, citizens.town.service.clock)}
    assert after == before
    assert {check for check, state in after.items() if state is State.WRONG} <= OF_THE_TESTS


def test_h9_words_that_were_erased_are_not_disclosed_either_before_their_key_is_deleted(citizens: Citizens) -> None:
    tokens = citizens.hear("A", 10, words="kata")
    citizens.close()
    citizens.erase_comment(citizens.comment(tokens[0]))
    collection = gid(citizens.town, "Collection", citizens.collection)
    said = {"collectionId": collection, "reason": "perkara", "letter": CASE}
    shown = give(ask(citizens, "inspector"), "breakGlass", "disclosure { id }", said)["disclosure"]
    answers = ask(citizens, "inspector").data(OPENED, id=shown["id"], first=20)["disclosedAnswers"]["nodes"]
    assert Counter(answer["commentStatus"] for answer in answers) == {"PRESENT": 9, "ERASED": 1}
