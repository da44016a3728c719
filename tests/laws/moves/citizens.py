"""What citizens say of visits, and what becomes of it."""

from collections.abc import Callable

from tests.citizens import Citizens
from tests.laws.moves.move import Move
from tests.people import Town

KINDS = ("invite", "say", "say_by_all", "end_feedback", "erase_words", "erase_comment")


def moves(town: Town, move: Move, key: str) -> dict[str, Callable[[], object]]:
    """Each kind as what it does. A key that is to be deleted is deleted at once."""
    citizens, reference = Citizens(town), f"A-{move.number % 4}"

    def erase_words() -> None:
        citizens.erase(citizens.token("F-0"), key)
        citizens.sweep()

    def erase_comment() -> None:
        citizens.erase_comment(citizens.comment(citizens.token("F-1")), key=key)
        citizens.sweep()

    return {
        "invite": lambda: citizens.invite(reference, move.who),
        "say": lambda: citizens.say(citizens.token(reference), 1 + move.number % 4, f"kata {move.number}", key),
        "say_by_all": lambda: citizens.hear("F", 10, "member", 1 + move.number % 4, "kata"),
        "end_feedback": lambda: citizens.close(key),
        "erase_words": erase_words,
        "erase_comment": erase_comment,
    }
