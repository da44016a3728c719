"""``surveys``: answers to the survey of one service in one month: the first beside the last, and their releases."""

import contextlib
import shutil
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg

from bench.figures import Figure
from kinerja.application.agency import FoundAgency
from kinerja.application.commands import Command, Request
from kinerja.application.organisation import EstablishOrgUnit, NewEmployee
from kinerja.application.releasing import release_due
from kinerja.application.services import RegisterService
from kinerja.application.surveys import OpenSurvey, RecordSurveyForms, SurveyForm
from kinerja.application.work import OPERATOR, Actor
from kinerja.domain.act import Letter
from kinerja.domain.ids import made_by, releases_id, stream_id, survey_collection_id, survey_id
from kinerja.domain.releasing import Releases
from kinerja.domain.satisfaction import ELEMENTS
from kinerja.domain.surveys import ElementScore
from kinerja.domain.vocabulary import AgencyLevel, Employment, OrgUnitKind
from kinerja.projections.follower import Follower
from kinerja.service import Service, running_service
from kinerja.settings import Settings

SMALL, LARGE = 2_000, 20_000
_AGENCY, _ROUND = "SKM", "2025-05"
_BEGUN, _DAYS = datetime(2025, 5, 1, 1, tzinfo=UTC), 30
_CLOSES = date(2025, 5, 31)
_SINGLE = 100
"""Answers that are given one by one, at the beginning and at the end."""
_AT_ONCE = 100
_ASKED = 1.3
_LETTER = Letter(number="1/SKM/2025", issuer="Wali Kota", issued_on=date(2025, 1, 2))


@dataclass
class _Clock:
    """Stands still until it is told to go on, but for a millisecond whenever it is read."""

    now: datetime = _BEGUN

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass
class _Month:
    """The survey of a service through a month. Answers are given to the service as it runs, without HTTP."""

    service: Service
    clock: _Clock
    follower: Follower
    administrator: UUID = field(init=False)
    given: int = 0
    releases: list[float] = field(default_factory=list)
    """How long each step of releases took, in milliseconds for each answer that it released."""

    @property
    def _of_service(self) -> UUID:
        return stream_id(_AGENCY, "Service", "KTP")

    def open(self) -> None:
        """Found an agency with one service, and open its survey."""
        self.service.logs.open(_AGENCY)
        founding = uuid4()
        person = NewEmployee(name="Pengelola", nip="199001012015011001", employment=Employment.PERMANENT)
        found = FoundAgency(
            name="Kota", level=AgencyLevel.CITY, time_zone="Asia/Jakarta", administrator=person, letter=_LETTER
        )
        self.service.commands.execute(Request(_AGENCY, OPERATOR, founding, found))
        self.administrator = made_by(founding, "employee")
        self._give(EstablishOrgUnit(code="KOTA", name="Kota", kind=OrgUnitKind.AGENCY))
        unit_id = stream_id(_AGENCY, "OrgUnit", "KOTA")
        self._give(RegisterService(code="KTP", name="KTP elektronik", unit_id=unit_id, position_ids=()))
        self._give(OpenSurvey(service_id=self._of_service, round=_ROUND, closes_on=_CLOSES))
        self.follower.catch_up()

    def one_by_one(self) -> list[float]:
        """Milliseconds of each of some answers, until the read models know that it waits."""
        took = []
        for _ in range(_SINGLE):
            began = time.perf_counter()
            self._record(1)
            self.follower.catch_up()
            took.append((time.perf_counter() - began) * 1000)
        return took

    def go_on(self, answers: int) -> None:
        """Take answers through the month, and every day release what is due."""
        for day in range(_DAYS):
            left = answers * (day + 1) // _DAYS - self.given
            while left > 0:
                self._record(min(left, _AT_ONCE))
                left -= _AT_ONCE
            self.clock.now += timedelta(days=1) if day < _DAYS - 1 else timedelta(hours=1)
            self._release()

    def close(self) -> float:
        """Seconds in which the survey is closed and the rest of it is released."""
        self.clock.now += timedelta(days=2)
        began = time.perf_counter()
        while self._release():
            pass
        return time.perf_counter() - began

    @property
    def released(self) -> int:
        """How many answers were released so far."""
        collection = survey_collection_id(_AGENCY, self._of_service, _ROUND)
        log = self.service.logs.of(_AGENCY)
        return len(log.load(Releases, releases_id(_AGENCY, collection)).released)

    def _record(self, count: int) -> None:
        forms = tuple(_form(self.given + number) for number in range(count))
        self._give(RecordSurveyForms(survey_id=survey_id(_AGENCY, self._of_service, _ROUND), forms=forms))
        self.given += count

    def _release(self) -> int:
        self.follower.catch_up()
        before, began = self.released, time.perf_counter()
        with psycopg.connect(self.service.database.service, autocommit=True) as connection:
            done = release_due(connection, self.service.commands, threading.Event())
        took, released = (time.perf_counter() - began) * 1000, self.released - before
        if released:
            self.releases.append(took / released)
        return done

    def _give(self, command: Command) -> None:
        self.service.commands.execute(Request(_AGENCY, Actor(self.administrator), uuid4(), command))


def survey_figures(folder: Path, answers: int) -> list[Figure]:
    """The last answers of a month beside the first: how long one takes does not grow with how many there are."""
    with _month(folder) as month:
        month.open()
        month.one_by_one()  # warm
        first = month.one_by_one()
        month.go_on(answers)
        last = month.one_by_one()
        closing = month.close()
        if month.released != month.given:
            raise RuntimeError(f"{month.released} of {month.given} answers are released")
        return [_figure(first, last, {"answers": month.given, **_notes(month.releases), "closing s": closing})]


def _figure(first: Sequence[float], last: Sequence[float], notes: dict[str, float]) -> Figure:
    value, floor = statistics.median(last), statistics.median(first)
    return Figure(
        "surveys: an answer at the end of a month", "ms", value, floor, value / floor, _ASKED, "lower", notes=notes
    )


def _notes(releases: Sequence[float]) -> dict[str, float]:
    third = max(1, len(releases) // 3)
    return {
        "steps": len(releases),
        "released ms/answer, first third": statistics.median(releases[:third]),
        "last third": statistics.median(releases[-third:]),
    }


@contextlib.contextmanager
def _month(folder: Path) -> Iterator[_Month]:
    shutil.rmtree(folder, ignore_errors=True)  # of an earlier run
    folder.mkdir(parents=True)
    clock = _Clock()
    with (
        running_service(Settings(data_dir=folder), clock) as service,
        contextlib.closing(service.follower()) as follower,
    ):
        yield _Month(service, clock, follower)


def _form(number: int) -> SurveyForm:
    """One of many different forms; each tenth says something in words."""
    scores = (1 + (number * (place + 3) + place) % 4 for place in range(len(ELEMENTS)))
    answers = (ElementScore(element=element, score=score) for element, score in zip(ELEMENTS, scores, strict=True))
    return SurveyForm(answers=tuple(answers), comment=None if number % 10 else f"Masukan nomor {number}")
