"""Ratings of the member by colleagues, asked for, given, closed and released."""

from typing import Any
from uuid import UUID

import msgspec

from kinerja.application.collecting import PassCollection, TightenContract
from kinerja.application.commands import Command
from kinerja.application.disclosing import BreakGlass
from kinerja.application.rating_requests import AcceptRatingRequest, DeclineRatingRequest, RequestRating
from kinerja.application.set_aside import SetCommentAside
from kinerja.domain.anonymity import Promise
from kinerja.domain.vocabulary import Relation
from kinerja.domain.voice_vocabulary import Reader
from tests.laws.moves.move import Given, Move
from tests.people import LETTER, Town
from tests.voices import Voices

KINDS = (
    "ask_raters", "tighten", "request_rating", "accept_request", "decline_rating", "rate_peer", "rate_by_all",
    "end_collection", "pass_collection", "release", "set_aside",
    "break_glass",
)  # fmt: skip
PEERS = 5
_AS_IT_IS = Promise(
    comments=(Reader.APPRAISER,),
    aggregates=(Reader.RATEE, Reader.APPRAISER, Reader.REVIEWER, Reader.ADMINISTRATOR),
)
"""What the policy promises anyway."""


def begin(town: Town) -> None:
    """Enough colleagues for what they say to be told."""
    Voices(town).settle(PEERS)


def whole_moves(town: Town, move: Move, key: str) -> dict[str, Any]:
    """Moves of more than one command."""
    voices = Voices(town)
    return {
        "ask_raters": lambda: voices.open(Relation.PEER, Relation.SUBORDINATE, key=key, promise=_AS_IT_IS),
        "rate_peer": lambda: voices.rate(f"p{move.number % PEERS}", move.level, f"komentar {move.number}", key=key),
        "rate_by_all": lambda: [
            voices.rate(f"p{number}", move.level, "ramah" if number else None, key=key) for number in range(PEERS)
        ],
        "end_collection": lambda: voices.close(key),
        "release": voices.release,
    }


def moves(town: Town, move: Move) -> dict[str, Given]:
    """Each kind as the command that it comes to."""
    voices = Voices(town)
    collection = voices.collection()
    rater = ("head", "inspector", "admin", "officer")[move.number % 4]
    commands: dict[str, tuple[str | None, Command]] = {
        "tighten": (
            "officer",
            TightenContract(
                collection_id=collection, promise=msgspec.structs.replace(_AS_IT_IS, step=6 + move.number % 3)
            ),
        ),
        "request_rating": ("member", RequestRating(collection_id=collection, rater_id=town.ids[rater])),
        "accept_request": (rater, AcceptRatingRequest(collection_id=collection)),
        "decline_rating": (rater, DeclineRatingRequest(collection_id=collection, reason="di luar daerah")),
        "pass_collection": (None, PassCollection(collection_id=collection)),
        "break_glass": (
            "inspector",
            BreakGlass(collection_id=collection, reason=f"perkara {move.number}", letter=LETTER),
        ),
        "set_aside": ("officer", SetCommentAside(comment_id=_comment(town, voices), reason="tidak pantas")),
    }
    return {kind: Given(by, command) for kind, (by, command) in commands.items()}


def _comment(town: Town, voices: Voices) -> UUID:
    """What p1 said in words, whether it is released or not."""
    log = town.service.logs.of(town.agency)
    answer = log.claim("Answer", f"{voices.collection()}/{town.ids['p1']}")
    return log.claim("Comment", str(answer))
