"""Surveys of the town's service: opened, answered on paper, closed, released and followed up."""

from collections.abc import Callable

from kinerja.domain.anonymity import Promise
from kinerja.domain.voice_vocabulary import Reader
from tests.laws.moves.move import Move
from tests.people import Town
from tests.surveys import Surveys, form

KINDS = ("open_survey", "record_forms", "record_forms", "end_survey", "follow_up")
_READERS = (Reader.OFFICER, Reader.ADMINISTRATOR)
_AS_IT_IS = Promise(comments=_READERS, aggregates=(*_READERS, Reader.PUBLIC))
"""What the policy promises anyway."""
_ROUNDS = ("2025-S1", "2025-S2")


def moves(town: Town, move: Move, key: str) -> dict[str, Callable[[], object]]:
    """Each kind as what it does; forms are few and many, so that some are told and some never are."""
    surveys, round = Surveys(town), _ROUNDS[move.number % 2]
    scores = [1 + (move.number + place) % 4 for place in range(9)]
    forms = [form(*scores, comment="ramah" if place == 0 else None) for place in range(3 + move.number % 9)]
    reason = "diperbaiki" if move.number % 3 else None
    return {
        "open_survey": lambda: surveys.open(round, key=key, population=move.number % 40 or None, promise=_AS_IT_IS),
        "record_forms": lambda: surveys.record(*forms, round=round, by=move.who, key=key),
        "end_survey": lambda: surveys.close(round, key),
        "follow_up": lambda: surveys.follow_up(f"Loket {move.number}", reason, round, key),
    }
