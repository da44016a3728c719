"""Worlds that differ in what nobody may learn: who answered about whom, and what; in nothing else.

In every world the same people answer at the same moments, some about the member and the others about a colleague of
the member's: the log has the same length and the same times everywhere. Whoever finds two worlds apart before enough
answered has found out something about less than k answers; whoever finds them apart by who gave what, a giver.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import psycopg

from kinerja.application.anonymous_ratings import GiveRating
from kinerja.application.collecting import CloseCollection, OpenRatingCollection
from kinerja.application.ratings import BehaviorRatingInput
from kinerja.domain.ids import made_by, rating_collection_id, rating_requests_id, releases_id
from kinerja.domain.vocabulary import CoreValue, RatingLevel, Relation
from kinerja.service import service_on
from tests.citizens import Citizens
from tests.conftest import Cluster, TestClock
from tests.people import Town
from tests.surveys import Surveys, form
from tests.voices import Voices

K = 5
PEERS = 7
ANSWERS = 3 * PEERS
"""At each turn a colleague and two citizens answer."""
MAY = datetime(2025, 5, 5, 1, 0, tzinfo=UTC)
NOW = datetime(2025, 6, 2, 1, 0, tzinfo=UTC)
"""When whoever attacks asks: every fact is of before."""
WINDOW = "2025-Q1"
ROUND, OTHER_ROUND = "2025-S1", "2025-S2"
ABOVE, MEETS, BELOW = RatingLevel.ABOVE, RatingLevel.MEETS, RatingLevel.BELOW


_SCORES = {ABOVE: 4, MEETS: 3, BELOW: 1}


@dataclass(frozen=True)
class Script:
    """Who of p0, p1, … rates the member, and how; the others rate the colleague at their turn."""

    name: str
    levels: tuple[RatingLevel | None, ...]

    @property
    def answers(self) -> int:
        """How many rate the member."""
        return sum(level is not None for level in self.levels)


def _first(name: str, count: int) -> Script:
    return Script(name, tuple(MEETS if number < count else None for number in range(PEERS)))


TOO_FEW = (_first("0", 0), _first("1", 1), _first("k-1", K - 1))
ENOUGH = (
    Script("k", (ABOVE, MEETS, BELOW, MEETS, MEETS, None, None)),
    Script("k, others gave it", (ABOVE, None, MEETS, BELOW, None, MEETS, MEETS)),
    Script("k, the answers exchanged", (MEETS, BELOW, MEETS, ABOVE, MEETS, None, None)),
)
ONE_MORE = Script("k+1", (ABOVE, MEETS, BELOW, MEETS, MEETS, ABOVE, None))
SCRIPTS = (*TOO_FEW, *ENOUGH, ONE_MORE)


@dataclass
class World:
    """A town in which a script was played; what whoever attacks may know of it, and more."""

    script: Script
    town: Town
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

    def answer(self) -> None:
        """Everybody answers, one after the other: a colleague, a citizen on paper, and one whom an officer served.

        Where it is not about the member it is about the second, of another round, or whom the second served.
        """
        self.before = self.head
        surveys, citizens = Surveys(self.town), Citizens(self.town)
        for number, level in enumerate(self.script.levels):
            score = _SCORES[level or MEETS]
            self.rate(f"p{number}", "second" if level is None else "member", level or MEETS)
            round = OTHER_ROUND if level is None else ROUND
            surveys.record(form(*[score] * 9), round=round, by="second", key=f"-{number}")
            served = "B" if level is None else "A"
            citizens.say(citizens.token(f"{served}-{number}"), score, f"kata {score}")

    def rate(self, who: str, whom: str, level: RatingLevel) -> None:
        """Somebody rates somebody, with words that give away who it was."""
        command = GiveRating(
            collection_id=self.collection(whom),
            position_id=self.town.named("Position", who.upper()),
            levels=tuple(BehaviorRatingInput(value=value, level=level) for value in CoreValue),
            comment=f"ini kata {level}",
        )
        self.town.give(command, who, f"voice-{who}")

    def close(self) -> None:
        """What is about the member, and its round of the survey, is closed and released; the others stay open."""
        self.town.give(CloseCollection(collection_id=self.collection()), "officer", "close-collection")
        Surveys(self.town).close(ROUND)

    def deliver(self) -> None:
        """The officer judges, and hands the evaluation over."""
        self.town.judge(WINDOW, ABOVE, MEETS, reason="menurut bukti")
        self.town.deliver(WINDOW)

    @property
    def hidden(self) -> list[UUID]:
        """Ids that nobody is told: the streams of everybody's answers, and those beside the collections."""
        log = self.town.service.logs.of(self.town.agency)
        found: list[UUID] = []
        for whom in ("member", "second"):
            collection = self.collection(whom)
            found += [releases_id(self.town.agency, collection), rating_requests_id(self.town.agency, collection)]
            for number in range(PEERS):
                found.append(log.claim("Answer", f"{collection}/{self.town.ids[f'p{number}']}"))
        citizens = Citizens(self.town)
        tokens = [citizens.token(f"{served}-{number}") for served in "AB" for number in range(PEERS)]
        return found + [citizens.answer(token) for token in tokens]


@contextlib.contextmanager
def world_of(script: Script, cluster: Cluster, template: str, name: str) -> Iterator[World]:
    """A world in which everything is ready to be answered."""
    with contextlib.ExitStack() as after:
        database = cluster.create(name, template)
        after.callback(cluster.drop, name)
        _plan_quickly(database.owner, name)
        service = after.enter_context(service_on(database, cluster.secrets, TestClock(MAY)))
        town = Town(service).founded()
        for number in range(PEERS):
            _known(town, f"p{number}")
        yield World(script, town)


def _plan_quickly(owner: str, name: str) -> None:
    """Statements are asked once or twice here: to plan them well takes longer than to run them anyhow."""
    with psycopg.connect(owner, autocommit=True) as connection:
        for setting in ("join_collapse_limit", "from_collapse_limit"):
            connection.execute(f"ALTER DATABASE {name} SET {setting} = 1".encode())


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
        command = OpenRatingCollection(
            evaluation_id=town.evaluation(WINDOW, who),
            relations=(Relation.PEER, Relation.SUBORDINATE),
            closes_on=date(2025, 7, 20),
        )
        town.give(command, "officer", f"collect-{who}")
    _serve(town)
    with contextlib.closing(town.service.follower()) as follower:
        follower.catch_up()


def _serve(town: Town) -> None:
    """A service with two rounds of a survey, and visits to both of its officers, each with a token."""
    citizens, surveys = Citizens(town), Surveys(town)
    citizens.desk.open()
    for round in (ROUND, OTHER_ROUND):
        surveys.open(round, closes_on=date(2025, 7, 20))
    for served, who in (("A", "member"), ("B", "second")):
        references = [f"{served}-{number}" for number in range(PEERS)]
        lines = [citizens.desk.line(each, "2025-05-02 08:00", "2025-05-02 09:00", who) for each in references]
        citizens.desk.record(*lines, by=who, key=f"served-{served}")
        for each in references:
            citizens.invite(each, who)
