"""Releases: every answer in one cell of at least k, once; what is too little is never told (D4)."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import msgspec
from hypothesis import given as over
from hypothesis import strategies as st

from kinerja.domain.anonymity import contract_by
from kinerja.domain.answering import Answered, packed, padded, unpacked
from kinerja.domain.cells import OTHERS, SealedAnswer, cells_of, chosen
from kinerja.domain.collecting import Asked, Collection, CollectionOpened
from kinerja.domain.comments import Comment, CommentReleased
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.feedback_quarters import group_of
from kinerja.domain.releasing import AnswersReleased, Releases
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.texts import Text
from kinerja.domain.voice_vocabulary import CollectionKind, ReleaseMoment, Remainder
from tests.domain.given import ACT, EXPLAINED, given

K, K_OF_PERSON, STEP = 5, 10, 5
CONTRACT = contract_by(voice_policy(), ReleaseMoment.IN_STEPS, (), ())
COLLECTION = UUID(int=77)


def asked(kind: CollectionKind = CollectionKind.SURVEY) -> Asked:
    return Asked(
        kind=kind,
        unit_id=UUID(int=1),
        questions=("TIME", "COST"),
        options=("1", "2", "3", "4"),
        scale=tuple(map(Decimal, (1, 2, 3, 4))),
        divergence=Decimal(10),
    )


def answers(*groups: str, first: int = 1) -> list[SealedAnswer]:
    return [
        SealedAnswer(id=UUID(int=number), answered=Answered(group=group, options=(number % 4, 3)))
        for number, group in enumerate(groups, first)
    ]


GROUPS = st.lists(st.sampled_from(["A", "B", "C", "D"]), max_size=60)
KINDS = st.sampled_from(list(CollectionKind))


@over(GROUPS, KINDS, st.booleans())
def test_d4_no_cell_holds_fewer_than_k_and_no_answer_stands_in_two(
    groups: list[str], kind: CollectionKind, last: bool
) -> None:
    found = chosen(answers(*groups), asked(kind), CONTRACT, last=last)
    least = K_OF_PERSON if kind == CollectionKind.ENCOUNTERS else K
    ids = [answer.id for group in found.values() for answer in group]
    assert all(len(group) >= least for group in found.values())
    assert len(ids) == len(set(ids))


@over(st.lists(st.sampled_from(["A", "B", "C"]), max_size=25), st.lists(st.integers(0, 30), max_size=6))
def test_d4_whatever_steps_are_taken_each_is_of_k_and_nothing_of_a_group_with_a_cell_is_lost(
    groups: list[str], steps: list[int]
) -> None:
    """Answers come in portions; after each a step is taken, at last the collection is closed."""
    waiting: list[SealedAnswer] = []
    told: dict[str, list[int]] = {}
    total: dict[str, int] = {}
    for portion, count in enumerate([*steps, 0]):
        arrived = (groups * (count // max(len(groups), 1) + 1))[:count] if groups else []
        waiting += answers(*arrived, first=1 + 1000 * portion)
        for group in arrived:
            total[group] = total.get(group, 0) + 1
        found = chosen(waiting, asked(), CONTRACT, last=portion == len(steps))
        released = {answer.id for group in found.values() for answer in group}
        waiting = [answer for answer in waiting if answer.id not in released]
        for name, cell in found.items():
            told.setdefault(name, []).append(len(cell))
    assert all(size >= K for cells in told.values() for size in cells)
    assert {name: sum(cells) for name, cells in told.items()} == {n: c for n, c in total.items() if c >= K}


def test_d4_a_step_keeps_the_newest_back_until_enough_is_left_for_the_end() -> None:
    nine, ten = answers(*"A" * 9), answers(*"A" * 10)
    assert chosen(nine, asked(), CONTRACT, last=False) == {}
    assert [answer.id.int for answer in chosen(ten, asked(), CONTRACT, last=False)["A"]] == [1, 2, 3, 4, 5]


def test_d4_at_the_end_all_of_k_are_released_and_four_stay_sealed() -> None:
    found = chosen(answers(*"AAAAABBBB"), asked(), CONTRACT, last=True)
    assert {name: len(group) for name, group in found.items()} == {"A": 5}


def test_d5_officers_with_few_answers_are_told_together_and_never_one_alone() -> None:
    def told(**counts: int) -> dict[str, int]:
        said = answers(*(name for who, count in counts.items() for name in [_OFFICERS[who]] * count))
        found = chosen(said, asked(CollectionKind.ENCOUNTERS), pooled, last=True)
        names = {group: who for who, group in _OFFICERS.items()}
        return {names.get(group, group): len(each) for group, each in found.items()}

    pooled = msgspec.structs.replace(CONTRACT, remainder=Remainder.POOLED)
    assert told(a=10, b=6, c=4) == {"a": 10, OTHERS: 10}
    assert told(a=10, b=9) == {"a": 10}
    assert told(a=10, b=5, c=4) == {"a": 10}


_OFFICERS = {
    who: group_of(ServiceOfficer(employee_id=UUID(int=number), position_id=UUID(int=9)))
    for number, who in enumerate("abc")
}


@over(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=5, max_size=30))
def test_d4_a_cell_counts_each_answer_in_whatever_order(options: list[tuple[int, int]]) -> None:
    given_ = [
        SealedAnswer(id=UUID(int=n), answered=Answered(group="A", options=each)) for n, each in enumerate(options)
    ]
    (cell,) = cells_of({"A": given_}, asked())
    shuffled: Sequence[SealedAnswer] = sorted(given_, key=lambda answer: -answer.id.int)
    assert cells_of({"A": shuffled}, asked()) == (cell,)
    assert cell.answers == len(options)
    for question, line in enumerate(cell.lines):
        assert sum(line.counts) == len(options)
        assert line.total == sum(each[question] + 1 for each in options)


def collection() -> Collection:
    opened = CollectionOpened.__struct_fields__
    assert "contract" in opened
    made = Collection(COLLECTION)
    made.asked, made.contract, made.version = asked(), CONTRACT, 1
    return made


def test_d4_a_release_says_its_cells_and_whose_streams_they_came_from() -> None:
    chosen_ = {"A": answers(*"AAAAA")}
    released = given(Releases).when(
        lambda releases: releases.release(act=ACT, of=collection(), number=1, chosen=chosen_, last=False)
    )
    released.then(
        AnswersReleased(
            act=ACT,
            collection_id=COLLECTION,
            employee_id=None,
            number=1,
            cells=cells_of(chosen_, asked()),
            answers=tuple(UUID(int=number) for number in range(1, 6)),
            last=False,
        )
    )


def fact(number: int, *, last: bool = False) -> AnswersReleased:
    cells = cells_of({"A": answers(*"AAAAA")}, asked())
    return AnswersReleased(
        act=ACT, collection_id=COLLECTION, employee_id=None, number=number, cells=cells, answers=(), last=last
    )


def test_d4_9_a_step_is_taken_once_and_none_after_the_last() -> None:
    def end(number: int) -> Callable[[Releases], None]:
        return lambda releases: releases.release(act=ACT, of=collection(), number=number, chosen={}, last=True)

    given(Releases, fact(1)).when(end(1)).then_refused("D4.9")
    given(Releases, fact(1)).when(end(3)).then_refused("D4.9")
    given(Releases, fact(1, last=True)).when(end(2)).then_refused("D4.9")


def test_d4_where_nothing_is_ripe_nothing_is_recorded_but_the_end_is() -> None:
    quiet = given(Releases).when(lambda r: r.release(act=ACT, of=collection(), number=1, chosen={}, last=False))
    quiet.then_nothing()
    ended = given(Releases).when(lambda r: r.release(act=ACT, of=collection(), number=1, chosen={}, last=True))
    (recorded,) = ended.aggregate.pending_events
    assert isinstance(recorded, AnswersReleased)
    assert (recorded.cells, recorded.last) == ((), True)


def test_d4_means_are_exact_over_all_cells_of_a_group() -> None:
    releases = Releases.from_facts(COLLECTION, ())
    for number in (1, 2):
        fact(number).apply(releases)
    assert releases.means("A") == {"TIME": Fraction(12 * 2, 10), "COST": Fraction(4)}
    assert releases.means("B") == {}


@over(st.integers(0, 3), st.integers(0, 3), st.text(alphabet="abcdefgh-|", max_size=80))
def test_d4_every_answer_is_sealed_at_the_same_length(one: int, other: int, group: str) -> None:
    answered = Answered(group=group, options=(one, other))
    clear = packed(answered).clear or ""
    assert (len(clear), unpacked(clear)) == (160, answered)


@over(st.text(min_size=1, max_size=2000))
def test_d4_words_are_sealed_at_one_of_few_lengths(words: str) -> None:
    text = padded(words)
    assert text is not None
    assert text.clear is not None
    assert len(text.clear.encode()) % 512 == 0
    assert text.clear.startswith(words)


def said() -> CommentReleased:
    return CommentReleased(act=ACT, collection_id=COLLECTION, group="A", comment=Text(sealed="x"))


def test_d4_11_words_are_set_aside_for_a_reason_once_and_not_deleted() -> None:
    given(Comment, said()).when(lambda comment: comment.set_aside_(act=ACT)).then_refused("D4.11")
    aside = given(Comment, said()).when(lambda comment: comment.set_aside_(act=EXPLAINED))
    (recorded,) = aside.aggregate.pending_events
    assert type(recorded).__name__ == "CommentSetAside"
    given(Comment, said(), recorded).when(lambda comment: comment.set_aside_(act=EXPLAINED)).then_nothing()
