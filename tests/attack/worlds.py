"""Worlds that differ in what nobody may learn: who answered about whom, and what; in nothing else.

In every world the same people answer at the same moments, some about the member and the others about a colleague of
the member's: the log has the same length and the same times everywhere. Whoever finds two worlds apart before enough
answered has found out something about less than k answers; whoever finds them apart by who gave what, a giver.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from uuid import UUID

from kinerja.application.anonymous_ratings import GiveRating
from kinerja.application.collecting import CloseCollection, OpenRatingCollection
from kinerja.application.ratings import BehaviorRatingInput
from kinerja.application.services import RegisterService
from kinerja.domain.anonymity import Promise
from kinerja.domain.ids import made_by, rating_collection_id, rating_requests_id, releases_id
from kinerja.domain.vocabulary import CoreValue, RatingLevel, Relation
from kinerja.service import service_on
from tests.attack.grounds import Ground
from tests.citizens import Citizens
from tests.conftest import Cluster, TestClock
from tests.people import Town
from tests.services import Desk
from tests.surveys import Surveys, form
from tests.voices import Voices

K, K_OF_PERSON = 5, 10
"""Answers that are shown together at least; the same where they are about one person's service to citizens."""
PEERS, CITIZENS = 7, 12
ANSWERS = 2 * PEERS + CITIZENS
"""At each turn a citizen answers, and at the first ones a colleague and another citizen on paper before."""
MAY = datetime(2025, 5, 5, 1, 0, tzinfo=UTC)
ANSWERED = datetime(2025, 5, 6, 1, 0, tzinfo=UTC)
"""When the first answer is given."""
NOW = datetime(2025, 6, 2, 1, 0, tzinfo=UTC)
"""When whoever attacks asks: every fact is of before."""
WINDOW = "2025-Q1"
ROUND, OTHER_ROUND = "2025-S1", "2025-S2"
ABOVE, MEETS, BELOW = RatingLevel.ABOVE, RatingLevel.MEETS, RatingLevel.BELOW

_SCORES = {ABOVE: 4, MEETS: 3, BELOW: 1}
Said = tuple[RatingLevel | None, ...]
"""What is said of the member, turn by turn; None: it is said of somebody else."""


@dataclass(frozen=True)
class Script:
    """How p0, p1, … rate the member, and citizens what the member did for them; at the other turns somebody else.

    A form of the survey says the same as the colleague of its turn, unless ``forms`` is given. ``promise``: what is
    promised to the colleagues beyond the policy; ``words``: whether they say something in words too.
    """

    name: str
    levels: Said
    citizens: Said = (None,) * CITIZENS
    forms: Said | None = None
    promise: Promise | None = None
    words: bool = True

    @property
    def answers(self) -> int:
        """How many rate the member."""
        return sum(level is not None for level in self.levels)


def _first(count: int, of: int) -> Said:
    return tuple(MEETS if number < count else None for number in range(of))


TOO_FEW = (
    Script("0", _first(0, PEERS), _first(0, CITIZENS)),
    Script("1", _first(1, PEERS), _first(1, CITIZENS)),
    Script("k-1", _first(K - 1, PEERS), _first(K_OF_PERSON - 1, CITIZENS)),
)
_FIVE = (MEETS,) * 5
ENOUGH = (
    Script(
        "k", (ABOVE, MEETS, BELOW, MEETS, MEETS, None, None), (ABOVE, ABOVE, BELOW, *_FIVE, MEETS, MEETS, None, None)
    ),
    Script(
        "k, others gave it",
        (ABOVE, None, MEETS, BELOW, None, MEETS, MEETS),
        (None, ABOVE, *_FIVE, BELOW, None, ABOVE, MEETS, MEETS),
    ),
    Script(
        "k, the answers exchanged",
        (MEETS, BELOW, MEETS, ABOVE, MEETS, None, None),
        (MEETS, *_FIVE, BELOW, ABOVE, MEETS, ABOVE, None, None),
    ),
)
ONE_MORE = Script(
    "k+1", (ABOVE, MEETS, BELOW, MEETS, MEETS, ABOVE, None), (ABOVE, ABOVE, BELOW, *_FIVE, MEETS, MEETS, ABOVE, None)
)
SCRIPTS = (*TOO_FEW, *ENOUGH, ONE_MORE)
FOR_NOBODY = Promise(comments=(), aggregates=())
UNREAD = (
    Script("0, read by nobody", _first(0, PEERS), forms=_first(0, PEERS), promise=FOR_NOBODY, words=False),
    Script("k, read by nobody", ENOUGH[0].levels, forms=_first(0, PEERS), promise=FOR_NOBODY, words=False),
)
"""What colleagues answer is promised to be read by nobody."""


HEARD = ("second", "p6")
"""The other officers of the member's service: enough citizens said something of each, in every world."""


OURS, ELSEWHERE = "KTP", "KK"
"""The service that the member gives with them, and one that the second gives alone."""


@dataclass
class Counter(Desk):
    """Where one of the services is given."""

    code: str = OURS

    @property
    def service(self) -> UUID:
        return self.town.named("Service", self.code)


@dataclass
class Served(Citizens):
    """Who was served there; each goes by a number."""

    code: str = OURS

    @property
    def desk(self) -> Desk:
        return Counter(self.town, self.code)

    @property
    def references(self) -> list[str]:
        """Their visits."""
        return [f"{self.code}-{number}" for number in range(CITIZENS)]

    @property
    def tokens(self) -> list[str]:
        """Those for their visits, whether they are good for anything any more."""
        return [self.token(each) for each in self.references]


class StandingClock:
    """A clock that moves when it is told to: how often it is read says nothing."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass
class World:
    """A town in which a script was played; what whoever attacks may know of it, and more."""

    script: Script
    town: Town
    clock: StandingClock | TestClock
    ground: Ground
    before: int = 0
    """Where the log stood before the first answer."""

    @property
    def voices(self) -> Voices:
        """The town's."""
        return Voices(self.town)

    def collection(self, who: str = "member") -> UUID:
        """The collection of ratings of somebody."""
        return rating_collection_id(self.town.agency, self.town.evaluation(WINDOW, who))

    @property
    def head(self) -> int:
        """Where the log stands."""
        return self.town.service.logs.of(self.town.agency).recorder.max_notification_id() or 0

    def later(self, by: timedelta = timedelta(seconds=1)) -> None:
        """Time passes."""
        self.clock.now += by

    def collect(self) -> None:
        """Ask the colleagues of the member, under what the script promises, and of the second."""
        for who, promise in (("member", self.script.promise), ("second", None)):
            command = OpenRatingCollection(
                evaluation_id=self.town.evaluation(WINDOW, who),
                relations=(Relation.PEER, Relation.SUBORDINATE),
                closes_on=date(2025, 7, 20),
                promise=promise,
            )
            self.town.give(command, "officer", f"collect-{who}")

    def answer(self) -> None:
        """Everybody answers, one after the other: a colleague, a citizen on paper, and one whom an officer served.

        Where it is not about the member it is about the second, of another round, or of another service.
        """
        self.before = self.head
        for number, (level, said) in enumerate(zip_longest(self.script.levels, self.script.citizens)):
            if number < PEERS:
                self.rate(f"p{number}", "second" if level is None else "member", level or MEETS)
                self.fill_in(number, level if self.script.forms is None else self.script.forms[number])
            self.say(number, said)

    def say(self, number: int, said: RatingLevel | None) -> None:
        """A citizen says how a visit was, of the other service where it is not of the first."""
        self.later()
        served = Served(self.town, ELSEWHERE if said is None else OURS)
        score = _SCORES[said or MEETS]
        served.say(served.tokens[number], score, f"kata {score}")

    def fill_in(self, number: int, level: RatingLevel | None) -> None:
        """A form is filled in, of the other round where it says nothing of the first."""
        self.later()
        round = OTHER_ROUND if level is None else ROUND
        Surveys(self.town).record(form(*[_SCORES[level or MEETS]] * 9), round=round, by="second", key=f"-{number}")

    def rate(self, who: str, whom: str, level: RatingLevel) -> None:
        """Somebody rates somebody."""
        self.later()
        command = GiveRating(
            collection_id=self.collection(whom),
            position_id=self.town.named("Position", who.upper()),
            levels=tuple(BehaviorRatingInput(value=value, level=level) for value in CoreValue),
            comment=f"ini kata {level}" if self.script.words else None,
        )
        self.town.give(command, who, f"voice-{who}")

    def close(self) -> None:
        """What is about the member, its round and its service are closed and released; the others stay open."""
        closed = ((self.collection(), "officer"), (Surveys(self.town).collection(ROUND), "admin"))
        for id, by in (*closed, (Served(self.town).collection, "admin")):
            self.town.give(CloseCollection(collection_id=id), by, f"close-{id}")
        self.later()
        self.voices.release()

    def deliver(self) -> None:
        """The officer judges, and hands the evaluation over."""
        self.later()
        self.town.judge(WINDOW, ABOVE, MEETS, reason="menurut bukti")
        self.town.deliver(WINDOW)

    @property
    def served(self) -> tuple[Served, Served]:
        """The citizens of both services."""
        return Served(self.town), Served(self.town, ELSEWHERE)

    @property
    def hidden(self) -> list[UUID]:
        """Ids that nobody is told: the streams of everybody's answers, and those beside the collections."""
        log, agency = self.town.service.logs.of(self.town.agency), self.town.agency
        found: list[UUID] = []
        for whom in ("member", "second"):
            collection = self.collection(whom)
            found += [releases_id(agency, collection), rating_requests_id(agency, collection)]
            for number in range(PEERS):
                found.append(log.claim("Answer", f"{collection}/{self.town.ids[f'p{number}']}"))
        found += [releases_id(agency, Surveys(self.town).collection(ROUND))]
        for served in self.served:
            found += [releases_id(agency, served.collection), *map(served.answer, served.tokens)]
        return found


@contextlib.contextmanager
def world_of(script: Script, ground: Ground) -> Iterator[World]:
    """A world in which everything is ready to be answered."""
    ground.restore()
    clock = StandingClock(ANSWERED)
    with service_on(ground.database, ground.secrets, clock) as service:
        town = Town(service).founded()
        for number in range(PEERS):
            _known(town, f"p{number}")
        world = World(script, town, clock, ground)
        world.collect()
        yield world


def _known(town: Town, who: str) -> None:
    town.ids[who] = made_by(town.command_id(f"employee-{who}"), "employee")
    town.ids[f"assignment-{who}"] = made_by(town.command_id(f"assignment-{who}"), "assignment")


def made_asked_template(cluster: Cluster, town_template: str) -> str:
    """The town with enough colleagues, whose member and second are to be rated by them."""
    with cluster.once("template_asked") as ours:
        if ours:
            database = cluster.create("template_asked", town_template)
            with service_on(database, cluster.secrets, TestClock(MAY)) as service:
                _ask(Town(service).founded())
    return "template_asked"


def _ask(town: Town) -> None:
    Voices(town).settle(PEERS)
    for who in ("member", "second"):
        town.draft(who)
        town.approve(who)
        for month in ("2025-01", "2025-02", "2025-03"):
            town.report(month, "105", who)
        town.open(WINDOW, who)
        town.rate_behavior(WINDOW, who, RatingLevel.ABOVE, who)
        town.rate_behavior(WINDOW, "officer", RatingLevel.MEETS, who)
    _serve(town)
    with contextlib.closing(town.service.follower()) as follower:
        follower.catch_up()


def _serve(town: Town) -> None:
    """Two services, the first with two rounds of a survey; visits to the officers of both, each with a token.

    Of the first it is told as a whole once there is enough about the member: enough was said of two others.
    """
    surveys = Surveys(town)
    _register(town, OURS, "MEMBER", *(who.upper() for who in HEARD))
    _register(town, ELSEWHERE, "SECOND")
    for round in (ROUND, OTHER_ROUND):
        surveys.open(round, closes_on=date(2025, 7, 20))
    for served, who in ((Served(town), "member"), (Served(town, ELSEWHERE), "second")):
        lines = [served.desk.line(each, "2025-05-02 08:00", "2025-05-02 09:00", who) for each in served.references]
        served.desk.record(*lines, by=who, key=f"served-{served.code}")
        for each in served.references:
            served.invite(each, who)
    for who in HEARD:
        Served(town).hear(who.upper(), K_OF_PERSON, who)


def _register(town: Town, code: str, *positions: str) -> None:
    given_by = tuple(town.named("Position", each) for each in positions)
    command = RegisterService(
        code=code, name=f"Layanan {code}", unit_id=town.named("OrgUnit", "ROOT"), position_ids=given_by
    )
    town.give(command, "admin", f"service-{code}")
