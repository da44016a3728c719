"""Surveys of the service KTP of the town: opened, answered on paper, closed and released."""

import contextlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from kinerja.application.collecting import CloseCollection
from kinerja.application.receipts import Receipt
from kinerja.application.releasing import release_due
from kinerja.application.surveys import OpenSurvey, PublishFollowUpPlan, RecordSurveyForms, SurveyForm
from kinerja.domain.ids import survey_collection_id, survey_id
from kinerja.domain.satisfaction import ELEMENTS
from kinerja.domain.service_vocabulary import ServiceElement
from kinerja.domain.surveys import ElementScore, FollowUpItem
from tests.people import Town

CLOSES = date(2025, 5, 20)
EXAMPLE = (68, 65, 62, 76, 67, 69, 70, 61, 64)
"""Sums of 20 forms whose means are 3.40 3.25 3.10 3.80 3.35 3.45 3.50 3.05 3.20."""


def form(*scores: int, comment: str | None = None) -> SurveyForm:
    """A form with these scores, in the order of the elements."""
    lines = (ElementScore(element=element, score=score) for element, score in zip(ELEMENTS, scores, strict=False))
    return SurveyForm(answers=tuple(lines), comment=comment)


def forms_of(sums: Sequence[int], count: int) -> list[SurveyForm]:
    """Forms whose scores sum up so, as even as can be."""
    return [form(*(total // count + (place < total % count) for total in sums)) for place in range(count)]


@dataclass
class Surveys:
    """The surveys of one service of the town."""

    town: Town
    code: str = "KTP"

    @property
    def service(self) -> UUID:
        """The service."""
        return self.town.named("Service", self.code)

    def survey(self, round: str = "2025-S1") -> UUID:
        """The id of the survey of a round."""
        return survey_id(self.town.agency, self.service, round)

    def collection(self, round: str = "2025-S1") -> UUID:
        """The id of its collection."""
        return survey_collection_id(self.town.agency, self.service, round)

    def open(self, round: str = "2025-S1", by: str = "admin", key: str = "", **said: Any) -> Receipt:
        """Open the survey of a round."""
        command = OpenSurvey(service_id=self.service, round=round, **{"closes_on": CLOSES, **said})
        return self.town.give(command, by, f"survey-{self.code}-{round}{key}")

    def record(self, *forms: SurveyForm, round: str = "2025-S1", by: str = "member", key: str = "") -> Receipt:
        """Record forms."""
        command = RecordSurveyForms(survey_id=self.survey(round), forms=forms)
        return self.town.give(command, by, f"forms-{self.code}-{round}{key}")

    def close(self, round: str = "2025-S1", key: str = "") -> None:
        """Take no more answers, and release what there is."""
        command = CloseCollection(collection_id=self.collection(round))
        self.town.give(command, "admin", f"close-{self.code}-{round}{key}")
        self.release()

    def release(self) -> int:
        """Bring the read models level and take every step that is due; gives how many were looked at."""
        service = self.town.service
        with contextlib.closing(service.follower()) as follower:
            follower.catch_up()
        with psycopg.connect(service.database.service, autocommit=True) as connection:
            return release_due(connection, service.commands, threading.Event())

    def follow_up(
        self, action: str = "Loket ditambah", reason: str | None = None, round: str = "2025-S1", key: str = ""
    ) -> Receipt:
        """Say what is done about the time it takes."""
        item = FollowUpItem(
            element=ServiceElement.TIME,
            action=action,
            due_on=date(2025, 12, 31),
            unit_id=self.town.named("OrgUnit", "ROOT"),
        )
        command = PublishFollowUpPlan(survey_id=self.survey(round), items=(item,), reason=reason)
        return self.town.give(command, "head", f"follow-up-{self.code}-{round}{key}")
