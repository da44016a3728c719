"""Colleagues of the town's member, and what they are asked: collections opened, answered, closed and released."""

import contextlib
import threading
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from kinerja.application.anonymous_ratings import GiveRating
from kinerja.application.collecting import CloseCollection, OpenRatingCollection
from kinerja.application.organisation import EstablishPosition
from kinerja.application.ratings import BehaviorRatingInput
from kinerja.application.receipts import Receipt
from kinerja.application.releasing import release_due
from kinerja.domain.ids import rating_collection_id
from kinerja.domain.vocabulary import CoreValue, PositionKind, RatingLevel, Relation
from tests.people import Town

CLOSES = date(2025, 5, 20)


@dataclass
class Voices:
    """Colleagues p0, p1, … below the officer, as the member is, and subordinates s0, s1, … below the member."""

    town: Town

    def settle(self, peers: int, subordinates: int = 0, first: int = 0) -> "Voices":
        """Register them, from the ``first`` on, and let them take up their posts long ago."""
        for number in range(first, peers):
            self._settle(f"p{number}", "OFFICER", 100 + number)
        for number in range(subordinates):
            self._settle(f"s{number}", "MEMBER", 200 + number)
        return self

    def _settle(self, who: str, above: str, number: int) -> None:
        town = self.town
        town.register(who, f"Pegawai {who}", f"1990{number:014}")
        post = EstablishPosition(
            code=who.upper(),
            title=f"Jabatan {who}",
            kind=PositionKind.ADMINISTRATIVE,
            unit_id=town.named("OrgUnit", "ROOT"),
            reports_to=town.named("Position", above),
        )
        town.give(post, "admin", f"position-{who}")
        town.assign(who, who.upper(), f"assignment-{who}")

    def collection(self, window: str = "2025-Q1", who: str = "member") -> UUID:
        """The id of the collection of an evaluation."""
        return rating_collection_id(self.town.agency, self.town.evaluation(window, who))

    def open(self, *relations: Relation, closes_on: date = CLOSES, key: str = "", **more: Any) -> Receipt:
        """Ask for ratings of the member in the first quarter."""
        command = OpenRatingCollection(
            evaluation_id=self.town.evaluation("2025-Q1"),
            relations=relations or (Relation.PEER,),
            closes_on=closes_on,
            **more,
        )
        return self.town.give(command, "officer", f"collect{key}")

    def rate(
        self, who: str, level: RatingLevel = RatingLevel.MEETS, comment: str | None = None, key: str = ""
    ) -> Receipt:
        """Rate the member, all seven values alike."""
        command = GiveRating(
            collection_id=self.collection(),
            position_id=self.town.named("Position", who.upper()),
            levels=tuple(BehaviorRatingInput(value=value, level=level) for value in CoreValue),
            comment=comment,
        )
        return self.town.give(command, who, f"voice-{who}{key}")

    def close(self, key: str = "") -> None:
        """Take no more answers, and release what there is."""
        self.town.give(CloseCollection(collection_id=self.collection()), "officer", f"close-collection{key}")
        self.release()

    def release(self) -> int:
        """Bring the read models level and take every step that is due; gives how many were looked at."""
        service = self.town.service
        with contextlib.closing(service.follower()) as follower:
            follower.catch_up()
        with psycopg.connect(service.database.service, autocommit=True) as connection:
            return release_due(connection, service.commands, threading.Event())
