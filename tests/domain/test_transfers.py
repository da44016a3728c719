"""In which order transfers are carried out (B1)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kinerja.domain.transfers import Transfer, arranged, named_twice, transferred_id

DAY = date(2025, 7, 1)


def move(person: int, post: int, to: int) -> Transfer:
    return Transfer(assignment_id=UUID(int=1000 + person), position_id=UUID(int=post), to_position_id=UUID(int=to))


def moves(targets: Sequence[int]) -> list[Transfer]:
    """The holder of each of the posts 0, 1, … moves to the post that is named."""
    return [move(person, person, to) for person, to in enumerate(targets)]


def test_b1_who_takes_over_a_post_is_transferred_after_its_holder() -> None:
    assert arranged(moves([1, 2, 9])) == [(2,), (1,), (0,)]
    assert arranged([move(0, 0, 9), move(1, 1, 0)]) == [(0,), (1,)]


def test_b1_those_who_exchange_posts_are_transferred_together() -> None:
    assert arranged(moves([1, 0])) == [(0, 1)]
    assert arranged(moves([1, 2, 0, 9])) == [(0, 1, 2), (3,)]


def test_b1_who_waits_for_a_circle_comes_after_it() -> None:
    """Nobody can take a post that a circle fills again, but the order is the same in any case."""
    assert arranged(moves([1, 0, 0])) == [(0, 1), (2,)]
    assert arranged([move(2, 2, 0), move(0, 0, 1), move(1, 1, 0)]) == [(1, 2), (0,)]


@st.composite
def orders(draw: st.DrawFn) -> list[Transfer]:
    """Transfers of some holders to posts that differ, some of them vacant, in any order."""
    people = draw(st.integers(1, 9))
    posts = draw(st.permutations(range(people + 3)))
    made = [move(person, person, posts[person]) for person in range(people) if posts[person] != person]
    return list(draw(st.permutations(made)))


@given(orders())
def test_b1_everybody_is_arranged_once_and_enters_a_post_that_was_left(transfers: list[Transfer]) -> None:
    groups = arranged(transfers)
    assert sorted(place for group in groups for place in group) == list(range(len(transfers)))
    taken = {transfer.position_id for transfer in transfers}
    for group in groups:
        taken -= {transfers[place].position_id for place in group}
        for place in group:
            assert transfers[place].to_position_id not in taken
            taken.add(transfers[place].to_position_id)


@given(orders(), st.randoms())
def test_b1_who_moves_together_does_not_depend_on_the_order(transfers: list[Transfer], random: object) -> None:
    def circles(said: list[Transfer]) -> set[frozenset[UUID]]:
        return {frozenset(said[place].assignment_id for place in group) for group in arranged(said)}

    shuffled = list(transfers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random
    assert circles(shuffled) == circles(transfers)


def test_b1_a_long_chain_is_arranged_at_once() -> None:
    chain = moves([*range(1, 1840), 5000])
    assert arranged(chain) == [(place,) for place in reversed(range(1840))]


def test_b1_20_nobody_and_no_post_is_named_twice() -> None:
    assert named_twice(moves([1, 2, 9])) == []
    assert named_twice([move(0, 0, 5), move(1, 1, 5), move(0, 0, 6)]) == [
        (1, "to_position_id"),
        (2, "assignment_id"),
    ]


def test_b1_the_assignment_that_a_transfer_begins_follows_from_it() -> None:
    assert transferred_id(move(0, 0, 1), DAY) == transferred_id(move(0, 0, 1), DAY)
    others = {transferred_id(each, DAY) for each in (move(0, 0, 1), move(1, 0, 1), move(0, 0, 2))}
    assert len(others | {transferred_id(move(0, 0, 1), date(2025, 7, 2))}) == 4
