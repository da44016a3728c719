"""``surveys``: answers to the survey of one service in one month, beside those to one that has few, and releases."""

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

from bench.figures import Figure, paired
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

_ANSWERS = 20_000
_MANY, _FEW, _ROUND = "BANYAK", "SEDIKIT", "2025-05"
_BEGUN, _DAYS = datetime(2025, 5, 1, 1, tzinfo=UTC), 30
_CLOSES = date(2025, 5, 31)
_SINGLE, _TURNS = 30, 15
"""Answers that are given one by one, in each of so many turns."""
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
    agency: str = _MANY
    administrator: UUID = field(init=False)
    given: int = 0
    releases: list[float] = field(default_factory=list)
    """How long each step of releases took, in milliseconds for each answer that it released."""

    @property
    def _of_service(self) -> UUID:
        return stream_id(self.agency, "Service", "KTP")

    def open(self) -> None:
        """Found an agency with one service, and open its survey."""
        self.service.logs.open(self.agency)
        founding = uuid4()
        person = NewEmployee(name="Pengelola", nip="199001012015011001", employment=Employment.PERMANENT)
        found = FoundAgency(
            name="Kota", level=AgencyLevel.CITY, time_zone="Asia/Jakarta", administrator=person, letter=_LETTER
        )
        self.service.commands.execute(Request(self.agency, OPERATOR, founding, found))
        self.administrator = made_by(founding, "employee")
        self._give(EstablishOrgUnit(code="KOTA", name="Kota", kind=OrgUnitKind.AGENCY))
        unit_id = stream_id(self.agency, "OrgUnit", "KOTA")
        self._give(RegisterService(code="KTP", name="KTP elektronik", unit_id=unit_id, position_ids=()))
        self._give(OpenSurvey(service_id=self._of_service, round=_ROUND, closes_on=_CLOSES))
        self.follower.catch_up()

    def one_by_one(self) -> float:
        """Milliseconds of one of some answers, the median, until the read models know that it waits."""
        took = []
        for _ in range(_SINGLE):
            began = time.perf_counter()
            self._record(1)
            self.follower.catch_up()
            took.append((time.perf_counter() - began) * 1000)
        return statistics.median(took)

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
        collection = survey_collection_id(self.agency, self._of_service, _ROUND)
        log = self.service.logs.of(self.agency)
        return len(log.load(Releases, releases_id(self.agency, collection)).released)

    def _record(self, count: int) -> None:
        forms = tuple(_form(self.given + number) for number in range(count))
        self._give(RecordSurveyForms(survey_id=survey_id(self.agency, self._of_service, _ROUND), forms=forms))
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
        self.service.commands.execute(Request(self.agency, Actor(self.administrator), uuid4(), command))


def survey_figures(folder: Path, answers: int = _ANSWERS) -> list[Figure]:
    """One more answer where there are many, beside one where there are few, in turn: it must not grow with them.

    The survey with few is of another agency, so that its log is short too.
    """
    with _months(folder) as (many, few):
        many.open()
        many.one_by_one()  # warm
        first = many.one_by_one()
        many.go_on(answers)
        few.open()
        few.one_by_one()
        asked = Figure("surveys: an answer at the end of a month", "ms", asked=_ASKED, better="lower")
        figure = paired(asked, (many.one_by_one, few.one_by_one), _TURNS)
        closing = many.close()
        if many.released != many.given:
            raise RuntimeError(f"{many.released} of {many.given} answers are released")
        notes = {"answers": many.given, "first ms": first, **_notes(many.releases), "closing s": closing}
        figure.notes.update(notes)
        return [figure]


def _notes(releases: Sequence[float]) -> dict[str, float]:
    third = max(1, len(releases) // 3)
    return {
        "steps": len(releases),
        "released ms/answer, first third": statistics.median(releases[:third]),
        "last third": statistics.median(releases[-third:]),
    }


@contextlib.contextmanager
def _months(folder: Path) -> Iterator[tuple[_Month, _Month]]:
    shutil.rmtree(folder, ignore_errors=True)  # of an earlier run
    folder.mkdir(parents=True)
    clock = _Clock()
    with (
        running_service(Settings(data_dir=folder), clock) as service,
        contextlib.closing(service.follower()) as follower,
    ):
        yield _Month(service, clock, follower), _Month(service, clock, follower, _FEW)


def _form(number: int) -> SurveyForm:
    """One of many different forms; each tenth says something in words."""
    scores = (1 + (number * (place + 3) + place) % 4 for place in range(len(ELEMENTS)))
    answers = (ElementScore(element=element, score=score) for element, score in zip(ELEMENTS, scores, strict=True))
    return SurveyForm(answers=tuple(answers), comment=None if number % 10 else f"Masukan nomor {number}")
