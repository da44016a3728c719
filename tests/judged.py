"""Many people who were judged: their evaluations from opened to accepted, without the plans they would be about."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from kinerja.application.organisation import EstablishOrgUnit
from kinerja.application.periods import ClosePeriod, ReopenPeriod
from kinerja.domain.act import Act, Capacity
from kinerja.domain.evaluation_facts import EvaluationAccepted
from kinerja.domain.evaluations import Evaluation, NewEvaluation
from kinerja.domain.judgements import Judgement, Scores
from kinerja.domain.periods import Period
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.commands import NOT_FOUND
from kinerja.domain.vocabulary import OrgUnitKind, Predicate, RatingLevel
from kinerja.log.group_commit import CommandRecord
from tests.people import Town

_JUDGED = UUID("00000000-0000-4000-8000-0000000000ed")


@dataclass
class JudgedTown:
    """A town whose units have people with given predicates in a window of a period."""

    town: Town
    period: str = "2025"
    of_old: bool = False
    """Whether their acceptances do not name predicate and number, as those of before did not."""
    first: int = 0
    """How many people were judged by others."""
    _people: int = field(default=0)
    _plans: str = field(default="")

    def establish(self, code: str, above: str = "ROOT") -> None:
        """A unit."""
        above_id = self.town.named("OrgUnit", above)
        unit = EstablishOrgUnit(code=code, name=code, kind=OrgUnitKind.OFFICE, parent_id=above_id)
        self.town.give(unit, "admin", f"unit-{code}")

    def judge(self, unit: str, counts: str, window: str = "2025-Q1", number: str | None = None) -> None:
        """Let so many more people of a unit be judged, such as ``6 VERY_GOOD, 12 GOOD``, in one append.

        Raises Refused when there is no such period, or it is closed.
        """
        log = self.town.service.logs.of(self.town.agency)
        period = log.load(Period, self.town.named("Period", self.period))
        if not period.exists:
            raise refuse(NOT_FOUND, kind="Period")
        period.must_be_open()
        given = [part.split() for part in counts.split(",")]
        named = [Predicate[name] for count, name in given for _ in range(int(count))]
        found = [self._evaluation(period, unit, predicate, window, number) for predicate in named]
        record = CommandRecord(command_id=self._id(f"command {self._plans}"), input_hmac=bytes(32), seen={})
        log.save(*found, command=record)

    def judge_again(self, unit: str, predicate: str, people: int, window: str = "2025-Q1") -> None:
        """Let so many people who were judged last be judged once more, under plans in another unit."""
        self._people -= people
        self._plans = unit
        self.judge(unit, f"{people} {predicate}", window)

    def close(self, key: str = "close") -> int:
        """Close the year; gives the position of the log after it."""
        return self._give(ClosePeriod(period_id=self.town.named("Period", self.period)), key)

    def reopen(self, key: str = "reopen") -> int:
        """Open it again; gives the position of the log after it."""
        return self._give(ReopenPeriod(period_id=self.town.named("Period", self.period), reason="keliru"), key)

    def _give(self, command: ClosePeriod | ReopenPeriod, key: str) -> int:
        position = self.town.give(command, "admin", key).position
        assert position is not None
        return position

    def _id(self, what: str) -> UUID:
        return uuid5(_JUDGED, f"{what}-{self.first + self._people}")

    def _evaluation(
        self, period: Period, unit: str, predicate: Predicate, window: str, number: str | None
    ) -> Evaluation:
        self._people += 1
        town = self.town
        act = Act(by=town.ids["officer"], capacity=Capacity.DEFINITIVE, command_id=_JUDGED, at=town.service.clock())
        new = NewEvaluation(
            employee_id=self._id("employee"),
            plan_id=self._id(f"plan {self._plans}"),
            position_id=town.named("Position", "MEMBER"),
            unit_id=town.named("OrgUnit", unit),
            period_id=period.id,
            window=period.window(window),
            rules=period.rules,
        )
        evaluation = Evaluation(self._id(f"evaluation {self._plans}"))
        year = (date(2025, 1, 1), date(2025, 12, 31))
        evaluation.open(act=act, new=new, plan_span=year, today=date(2026, 1, 5))
        shown = Decimal(number) if number is not None else Decimal(80 + self._people % 30)
        evaluation.rate(act=act, judgement=_judgement(predicate, period, shown), basis_position=1)
        evaluation.deliver(act=act)
        content = evaluation.content_hash or ""
        if self.of_old:
            about = {"employee_id": new.employee_id, "plan_id": new.plan_id, "content_hash": content}
            evaluation.trigger_event(EvaluationAccepted, act=act, **about)
        evaluation.accept(act=act, expected_hash=content)
        return evaluation


def _judgement(predicate: Predicate, period: Period, number: Decimal) -> Judgement:
    """A judgement of which nothing but the predicate and the number is said."""
    scores = Scores(
        results=None,
        behavior=None,
        number=str(number),
        number_shown=number,
        number_class=None,
        suggested_results=RatingLevel.MEETS,
        suggested_behavior=RatingLevel.MEETS,
        suggested_predicate=None,
    )
    return Judgement(
        results_rating=RatingLevel.MEETS,
        behavior_rating=RatingLevel.MEETS,
        innovation=False,
        predicate=predicate,
        scores=scores,
        rules=period.rules,
        sources=(),
        terms=(),
    )
