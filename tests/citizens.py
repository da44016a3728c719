"""Citizens who were served at the desk of the town, and what they say of it."""

import contextlib
import threading
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import psycopg

from kinerja.application.actors import ANYBODY
from kinerja.application.collecting import CloseCollection
from kinerja.application.commands import Command, Request
from kinerja.application.erasing import erase_due
from kinerja.application.feedback_tokens import answer_stream
from kinerja.application.public_feedback import (
    EraseComment,
    ErasePublicFeedback,
    GivePublicFeedback,
    IssueFeedbackToken,
)
from kinerja.application.receipts import Receipt
from kinerja.application.releasing import release_due
from kinerja.domain.feedback_quarters import quarter_of
from kinerja.domain.ids import feedback_collection_id
from kinerja.graphql.ids import GlobalId
from tests.people import Town
from tests.services import Desk, at


@dataclass
class Citizens:
    """What was served goes by the reference of the visit, and so does the token for it."""

    town: Town

    @property
    def desk(self) -> Desk:
        """Where they are served."""
        return Desk(self.town)

    @property
    def collection(self) -> UUID:
        """The collection of the quarter in which it is."""
        today = self.town.service.clock().date()
        return feedback_collection_id(self.town.agency, self.desk.service, quarter_of(today).code)

    def global_visit(self, reference: str) -> str:
        """The global id of a visit."""
        return str(GlobalId("ServiceEncounter", self.town.agency, self.desk.visit(reference)))

    def move_to(self, moment: str) -> "Citizens":
        """Let it be another time."""
        clock: Any = self.town.service.clock
        clock.now = at(moment)
        return self

    def now(self) -> datetime:
        """The time."""
        return self.town.service.clock()

    def invite(self, reference: str, by: str = "member", key: str = "") -> str:
        """Give a token for a visit; gives the token."""
        command = IssueFeedbackToken(encounter_id=self.desk.visit(reference))
        self.town.give(command, by, f"invite-{reference}{key}")
        return self.token(reference, key)

    def token(self, reference: str, key: str = "") -> str:
        """The token of a visit, whether it was given or not."""
        command_id = self.town.command_id(f"invite-{reference}{key}")
        return self.town.service.secrets.feedback_token(self.town.agency, command_id)

    def give(self, command: Command, key: str) -> Receipt:
        """Give a command without a login."""
        town = self.town
        return town.service.commands.execute(Request(town.agency, ANYBODY, town.command_id(key), command))

    def say(self, token: str, satisfaction: int = 4, text: str | None = None, key: str = "") -> Receipt:
        """Say how it was."""
        command = GivePublicFeedback(token=token, satisfaction=satisfaction, text=text)
        return self.give(command, f"say-{token}{key}")

    def hear(
        self, prefix: str, count: int, who: str = "member", satisfaction: int = 3, words: str | None = None,
        day: date = date(2025, 5, 2),
    ) -> list[str]:  # fmt: skip
        """Serve many, and let each say how it was; gives their tokens."""
        references = [f"{prefix}-{number}" for number in range(count)]
        lines = [self.desk.line(each, f"{day} 08:00", f"{day} 09:00", who) for each in references]
        self.desk.record(*lines, by=who, key=f"served-{prefix}")
        tokens = [self.invite(each, who) for each in references]
        for number, token in enumerate(tokens):
            self.say(token, satisfaction, None if words is None else f"{words} {number}")
        return tokens

    def erase(self, token: str, key: str = "") -> Receipt:
        """Have erased what was said with a token."""
        return self.give(ErasePublicFeedback(token=token), f"erase-{token}{key}")

    def erase_comment(
        self, comment: UUID, by: str = "admin", reason: str | None = "surat warga", key: str = ""
    ) -> Receipt:
        """Erase on a written request."""
        return self.town.give(EraseComment(comment_id=comment, reason=reason), by, f"erase-{comment}{key}")

    def answer(self, token: str) -> UUID:
        """The stream of what was said with a token in this quarter."""
        return answer_stream(self.town.service.logs.of(self.town.agency), self.collection, token)

    def comment(self, token: str) -> UUID:
        """The stream of the words that were said with a token in this quarter, once they are released."""
        return self.town.service.logs.of(self.town.agency).claim("Comment", str(self.answer(token)))

    def close(self, key: str = "") -> None:
        """Close the quarter's collection, and release what there is."""
        self.town.give(CloseCollection(collection_id=self.collection), "admin", f"close-{self.collection}{key}")
        self.release()

    def release(self) -> int:
        """Release what is due; gives how many collections were looked at."""
        return self._step(release_due)

    def sweep(self) -> int:
        """Delete the keys that are to be; gives how many streams were looked at."""
        return self._step(erase_due)

    def _step(self, step: Any) -> int:
        service = self.town.service
        with contextlib.closing(service.follower()) as follower:
            follower.catch_up()
            with psycopg.connect(service.database.service, autocommit=True) as connection:
                done: int = step(connection, service.commands, threading.Event())
            follower.catch_up()
        return done
