"""Transfers from one post to another, and in which order many of them are carried out (B1).

A post takes a definitive holder only once the one before has left it (B1.7), and each transfer is atomic for its
person: whoever cannot be transferred stays where he is. So the order matters to the rule, and it must not matter to
the people. It is worked out from the posts alone: who moves into a post that somebody of the same order leaves is
carried out after that person, and is refused when that person is. Where posts are exchanged in a circle nobody can be
first: such transfers are one decision, all or none, whichever of them is carried out first.

Neither vacating all posts in a step of its own nor trying refused ones again would do. The one leaves people without
a post when what follows is refused, the other never ends a circle.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec

from kinerja.domain.ids import made_by
from kinerja.domain.inputs import refers


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """One person's transfer: which assignment ends, in which position, and which position is taken up."""

    assignment_id: Annotated[UUID, refers("Assignment", "The definitive assignment that ends.")]
    position_id: Annotated[UUID, refers("Position", "The position that is left.")]
    to_position_id: Annotated[UUID, refers("Position", "The position that is taken up.")]


def transferred_id(transfer: Transfer, starts_on: date) -> UUID:
    """The id of the assignment that a transfer begins: the same whichever command of a circle carries it out."""
    return made_by(transfer.assignment_id, f"transferred to {transfer.to_position_id} on {starts_on}")


def arranged(transfers: Sequence[Transfer]) -> list[tuple[int, ...]]:
    """The places of transfers in the order in which they are carried out; the members of a circle stand together.

    Each place stands in exactly one group. Whether a group can be carried out does not depend on the order of
    ``transfers``, as long as no position is left or taken up by two.
    """
    leaving = {transfer.position_id: place for place, transfer in enumerate(transfers)}
    waits_for = [leaving.get(transfer.to_position_id) for transfer in transfers]
    groups: list[tuple[int, ...]] = []
    placed: set[int] = set()
    for start in range(len(transfers)):
        path: dict[int, None] = {}
        place: int | None = start
        while place is not None and place not in placed and place not in path:
            path[place] = None
            place = waits_for[place]
        chain = list(path)
        if place in path:
            circle = chain.index(place)
            groups.append(tuple(sorted(chain[circle:])))
            chain = chain[:circle]
        groups += [(each,) for each in reversed(chain)]
        placed.update(path)
    return groups


def named_twice(transfers: Sequence[Transfer]) -> list[tuple[int, str]]:
    """The places whose assignment or new position an earlier one names too, each with the name of the field."""
    found: list[tuple[int, str]] = []
    for name in ("assignment_id", "to_position_id"):
        seen: set[UUID] = set()
        for place, transfer in enumerate(transfers):
            value = getattr(transfer, name)
            if value in seen:
                found.append((place, name))
            seen.add(value)
    return sorted(found)
