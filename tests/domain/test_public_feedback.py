"""Feedback of citizens: tokens, groups, what is told of a service, erasure (D5, H7)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from kinerja.domain.anonymity import contract_by
from kinerja.domain.answering import Answer, Answered, AnswerGiven, FeedbackErased
from kinerja.domain.cells import OTHERS, Cell, SealedAnswer, cells_of, chosen, whole_of
from kinerja.domain.collecting import Asked
from kinerja.domain.comments import Comment, CommentErased, CommentReleased
from kinerja.domain.encounter_facts import EncounterCorrected, FeedbackTokenIssued, ServiceOfficer
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.feedback_quarters import (
    LEVELS,
    NUMBERS,
    SATISFACTION,
    group_of,
    officer_of,
    quarter_of,
    quarters_before,
)
from kinerja.domain.feedback_tokens import FeedbackToken, FeedbackTokenKept
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.service_vocabulary import CorrectionCause
from kinerja.domain.texts import Text
from kinerja.domain.voice_vocabulary import CollectionKind, Reader, ReleaseMoment, Remainder
from tests.domain.given import ACT, EXPLAINED, given
from tests.domain.test_services import EARLIER, OFFICER, SERVICE, UNIT, received

COLLECTION, VISIT = UUID(int=70), UUID(int=71)
POLICY = voice_policy()
CONTRACT = contract_by(
    POLICY, ReleaseMoment.IN_STEPS, (Reader.OFFICER,), (Reader.OFFICER, Reader.PUBLIC), Remainder.POOLED
)
ASKED = Asked(
    kind=CollectionKind.ENCOUNTERS, unit_id=UNIT, questions=(SATISFACTION,), options=LEVELS, scale=NUMBERS,
    divergence=POLICY.divergence, service_id=SERVICE,
)  # fmt: skip
ISSUED = FeedbackTokenIssued(act=ACT, service_id=SERVICE, collection_id=COLLECTION)
KEPT = FeedbackTokenKept(act=ACT, encounter_id=VISIT, collection_id=COLLECTION, officer=OFFICER)
SAID = AnswerGiven(act=ACT, collection_id=COLLECTION, answer=Text("4"), comment=Text("kata"))
TOLD = CommentReleased(act=ACT, collection_id=COLLECTION, group="OFFICER", comment=Text("kata"), officer=OFFICER)


def officer(number: int) -> ServiceOfficer:
    return ServiceOfficer(employee_id=UUID(int=100 + number), position_id=UUID(int=200 + number))


def answers(counts: Mapping[int, int]) -> list[SealedAnswer]:
    """So many answers of each officer, the oldest first."""
    said = [(number, place) for number, count in counts.items() for place in range(count)]
    return [
        SealedAnswer(
            id=UUID(int=1000 * (number + 1) + place),
            answered=Answered(group=group_of(officer(number)), options=((number + place) % 4,)),
        )
        for number, place in said
    ]


def test_d5_1_a_visit_has_one_token() -> None:
    given(ServiceEncounter, received()).when(lambda it: it.issue_token(act=ACT, collection_id=COLLECTION)).then(
        ISSUED
    )
    outcome = given(ServiceEncounter, received(), ISSUED).when(
        lambda it: it.issue_token(act=ACT, collection_id=COLLECTION)
    )
    outcome.then_refused("D5.1")
    assert outcome.paths == [("encounterId",)]


def test_d5_2_a_visit_that_was_recorded_by_mistake_has_none() -> None:
    mistake = EncounterCorrected(
        act=ACT, service_id=SERVICE, **msgspec.structs.asdict(OFFICER), cause=CorrectionCause.MISTYPED,
        received_at=EARLIER, received_on=EARLIER.date(), ending=None, counts=False, unit_id=None, handed_at=None,
    )  # fmt: skip
    given(ServiceEncounter, received(), mistake).when(
        lambda it: it.issue_token(act=ACT, collection_id=COLLECTION)
    ).then_refused("D5.2")


def test_d5_the_mark_of_a_token_is_kept_once() -> None:
    given(FeedbackToken).when(
        lambda it: it.keep(act=ACT, encounter_id=VISIT, collection_id=COLLECTION, officer=OFFICER)
    ).then(KEPT)
    given(FeedbackToken, KEPT).when(
        lambda it: it.keep(act=ACT, encounter_id=VISIT, collection_id=COLLECTION, officer=OFFICER)
    ).then_nothing()


def test_h7_what_was_said_is_erased_once() -> None:
    erased = FeedbackErased(act=ACT, collection_id=COLLECTION)
    given(Answer, SAID).when(lambda it: it.erase(act=ACT)).then(erased)
    given(Answer, SAID, erased).when(lambda it: it.erase(act=ACT)).then_nothing()


def test_d5_7_released_words_are_erased_on_request_for_a_reason() -> None:
    given(Comment, TOLD).when(lambda it: it.erase_on_request(act=ACT)).then_refused("D5.7")
    erased = CommentErased(act=EXPLAINED, collection_id=COLLECTION)
    given(Comment, TOLD).when(lambda it: it.erase_on_request(act=EXPLAINED)).then(erased)
    given(Comment, TOLD, erased).when(lambda it: it.erase_on_request(act=ACT)).then_nothing()


@pytest.mark.parametrize(
    ("day", "code", "first", "last"),
    [
        (date(2025, 1, 1), "2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        (date(2025, 3, 31), "2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        (date(2025, 4, 1), "2025-Q2", date(2025, 4, 1), date(2025, 6, 30)),
        (date(2024, 12, 31), "2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_d5_a_quarter_is_of_the_calendar(day: date, code: str, first: date, last: date) -> None:
    quarter = quarter_of(day)
    assert (quarter.code, quarter.starts_on, quarter.ends_on) == (code, first, last)
    assert (quarter.closes_on(POLICY) - last).days == 14


def test_d5_quarters_go_back_over_the_year() -> None:
    assert [each.code for each in quarters_before(date(2025, 2, 3), 2)] == ["2025-Q1", "2024-Q4", "2024-Q3"]


def test_d5_a_group_names_its_officer_and_no_other_does() -> None:
    assert officer_of(group_of(OFFICER)) == OFFICER
    assert officer_of(OTHERS) is None
    assert officer_of("PEER") is None


@pytest.mark.parametrize(
    ("counts", "groups"),
    [
        ({0: 9}, []),
        ({0: 10}, ["OFFICER"]),
        ({0: 10, 1: 9}, ["OFFICER"]),
        ({0: 5, 1: 5}, ["OTHERS"]),
        ({0: 10, 1: 5, 2: 4}, ["OFFICER"]),
        ({0: 10, 1: 5, 2: 5}, ["OFFICER", "OTHERS"]),
    ],
)
def test_d5_at_the_end_small_groups_go_together_or_stay_sealed(counts: dict[int, int], groups: list[str]) -> None:
    found = cells_of(chosen(answers(counts), ASKED, CONTRACT, last=True), ASKED)
    assert sorted(cell.group for cell in found) == groups
    assert all((cell.officer is None) == (cell.group == OTHERS) for cell in found)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({0: 10}, None),
        ({0: 10, 1: 10}, None),
        ({0: 5, 1: 5}, None),
        ({0: 10, 1: 5, 2: 5}, 20),
        ({0: 10, 1: 10, 2: 10}, 30),
    ],
)
def test_d5_a_service_is_told_of_three_officers_together(counts: dict[int, int], told: int | None) -> None:
    cells = cells_of(chosen(answers(counts), ASKED, CONTRACT, last=True), ASKED)
    whole = whole_of(cells, ASKED, CONTRACT)
    assert [cell.answers for cell in whole] == ([] if told is None else [told])
    assert all(cell.officer is None for cell in whole)


def posts(*answers_of: tuple[int, int, int]) -> list[SealedAnswer]:
    """So many answers about a person in a post."""
    return [
        SealedAnswer(
            id=UUID(int=1000 * (place + 1) + number),
            answered=Answered(
                group=group_of(ServiceOfficer(employee_id=UUID(int=person), position_id=UUID(int=post))), options=(0,)
            ),
        )
        for place, (person, post, count) in enumerate(answers_of)
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("said", "groups", "told"),
    [
        (posts((1, 1, 5), (1, 2, 5)), [], None),
        (posts((1, 1, 10), (1, 2, 10), (1, 3, 10)), ["OFFICER"] * 3, None),
        (posts((1, 1, 10), (1, 2, 5), (2, 3, 5)), ["OFFICER", "OTHERS"], None),
        (posts((1, 1, 10), (2, 2, 5), (3, 3, 5)), ["OFFICER", "OTHERS"], 20),
    ],
    ids=["two posts of one", "three posts of one", "two persons in three posts", "three persons"],
)
def test_d5_people_are_counted_and_not_their_posts(
    said: list[SealedAnswer], groups: list[str], told: int | None
) -> None:
    cells = cells_of(chosen(said, ASKED, CONTRACT, last=True), ASKED)
    assert [cell.group for cell in sorted(cells, key=lambda cell: cell.group)] == groups
    assert [cell.answers for cell in whole_of(cells, ASKED, CONTRACT)] == ([] if told is None else [told])


@given_any(waves=st.lists(st.dictionaries(st.integers(0, 3), st.integers(1, 25), max_size=4), min_size=1, max_size=5))
def test_d5_nothing_that_is_told_differs_by_one_officer_or_by_few_answers(waves: list[dict[int, int]]) -> None:
    """Whatever comes in which order: what the service is told to have said grows by three officers or not at all."""
    sealed: list[SealedAnswer] = []
    untold: tuple[Cell, ...] = ()
    given_so_far = 0
    for number, wave in enumerate(waves, 1):
        for who, count in wave.items():
            sealed += [
                SealedAnswer(
                    id=UUID(int=10_000 + given_so_far + place),
                    answered=Answered(group=group_of(officer(who)), options=(place % 4,)),
                )
                for place in range(count)
            ]
            given_so_far += count
        released = chosen(sealed, ASKED, CONTRACT, last=number == len(waves))
        cells = cells_of(released, ASKED)
        assert all(cell.answers >= CONTRACT.k_of_person for cell in cells)
        whole = whole_of((*untold, *cells), ASKED, CONTRACT)
        for cell in whole:
            together = (*untold, *cells)
            people = {each.officer.employee_id for each in together if each.officer is not None}
            assert len(people | {one for each in together for one in each.officers}) >= 3
            assert cell.answers == sum(each.answers for each in together)
            assert cell.lines[0].total == sum((each.lines[0].total for each in together), Decimal())
        untold = () if whole else (*untold, *cells)
        gone = {answer.id for group in released.values() for answer in group}
        sealed = [answer for answer in sealed if answer.id not in gone]
