"""Commands on periods (B2)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.figures import publish_figures
from kinerja.application.holidays import calendar_known_now
from kinerja.application.inputs import Code, MandatoryReason, Name, Reason
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.deadlines import Deadline, DeadlineDays
from kinerja.domain.evaluation_facts import FINISHING, EvaluationOpened
from kinerja.domain.evaluation_years import EvaluationYear, Lineage
from kinerja.domain.ids import deadline_id, evaluation_year_id, stream_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import OrgUnit
from kinerja.domain.period_deadlines import deadlines_of
from kinerja.domain.periods import NewPeriod, Period
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.periods import RULES_UNKNOWN, UNIT_NOT_IN_PERIOD
from kinerja.domain.rules.bundles import bundles
from kinerja.domain.vocabulary import Cadence

PeriodId = Annotated[UUID, refers("Period", "The period.")]


class OpenPeriod(Command, frozen=True, kw_only=True):
    """Open a period of evaluation: pin its rule version for good, and fix its deadlines.

    Deadlines are local dates of the agency, counted in working days of its holiday calendar as it is known now: the
    national days of the year and of the next are taken over, also where an older list of them was.
    """

    action: ClassVar[str] = "openPeriod"
    versioned: ClassVar[str | None] = "the period with this code; 0 while there is none"

    code: Code
    name: Name
    starts_on: Annotated[date, says("First day: the first of a month.")]
    ends_on: Annotated[date, says("Last day: the last of a month of the same year.")]
    cadence: Annotated[Cadence, says("How often it is evaluated before the annual evaluation.")]
    rules: Annotated[str, says("Id of the rule version that it pins, such as indonesia-2025.")]
    unit_ids: Annotated[
        tuple[UUID, ...], refers("OrgUnit", "Only for these units and all below them; empty: for the whole agency.")
    ] = ()
    plan_days: Annotated[int, says("Working days of the period until its plans are due, 1 to 60.")] = 20
    report_days: Annotated[int, says("Working days after a month until its report is due, 1 to 60.")] = 5
    grace_days: Annotated[int, says("Working days of grace for a report behind that, 0 to 60.")] = 3
    evaluation_days: Annotated[int, says("Working days after a window until its evaluation is due, 1 to 60.")] = 14

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), valid_on=self.starts_on)
        new, id = self._period(), stream_id(work.agency, "Period", self.code)
        period = work.begun(Period, id)
        known = period.exists
        period.open(act=act, period=new)
        if known:
            return
        self._enter(work, act, id, new)
        self._set_deadlines(work, act, id, new)

    def _period(self) -> NewPeriod:
        """What is opened. Refused B2.6 under a rule version that is not known."""
        known = bundles()
        if self.rules not in known:
            raise refuse(RULES_UNKNOWN, "rules", rules=self.rules, known=", ".join(sorted(known)))
        return NewPeriod(
            code=self.code,
            name=self.name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            cadence=self.cadence,
            rules=known[self.rules].version,
            units=tuple(sorted(set(self.unit_ids))),
            days=DeadlineDays(
                plan=self.plan_days, report=self.report_days, grace=self.grace_days, evaluation=self.evaluation_days
            ),
        )

    def _enter(self, work: Work, act: Act, id: UUID, new: NewPeriod) -> None:
        """Enter it into its year: both streams are written, so that of two that clash one is decided anew."""
        for unit_id in new.units:
            work.load(OrgUnit, unit_id, "unitIds")
        year = work.find(EvaluationYear, evaluation_year_id(work.agency, new.starts_on.year))
        year.enter(act=act, period_id=id, period=new, lineage=_lineage(work, {*new.units, *year.units}))

    def _set_deadlines(self, work: Work, act: Act, id: UUID, new: NewPeriod) -> None:
        first = new.starts_on.year
        calendar = calendar_known_now(work, act, (first, first + 1), "startsOn")
        for deadline in deadlines_of(id, new, calendar, work.zone):
            key = deadline_id(work.agency, deadline.kind, id, deadline.window)
            work.find(Deadline, key).set(act=act, new=deadline)


class ClosePeriod(Command, frozen=True, kw_only=True):
    """Close a period that is over and whose evaluations are all finished; from here on nothing of it changes.

    An evaluation that was never opened does not hold it open: not everybody is evaluated. With it, and at no other
    moment, the figures of its windows are published.
    """

    action: ClassVar[str] = "closePeriod"
    versioned: ClassVar[str | None] = "the period"

    period_id: PeriodId
    reason: Reason = None

    def decide(self, work: Work) -> None:
        period = work.target(Period, self.period_id, "periodId")
        act = work.act(work.permit(), reason=self.reason)
        if period.is_closed:
            return
        period.close(act=act, today=work.today, unfinished=_unfinished(work, period.id))
        publish_figures(work, act, period)


class ReopenPeriod(Command, frozen=True, kw_only=True):
    """Open a closed period again."""

    action: ClassVar[str] = "reopenPeriod"
    versioned: ClassVar[str | None] = "the period"

    period_id: PeriodId
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        period = work.target(Period, self.period_id, "periodId")
        period.reopen(act=work.act(work.permit(), reason=self.reason))


def must_cover(work: Work, period: Period, unit_id: UUID) -> None:
    """Refused B2.11 when the period is limited to units that this one is neither nor below."""
    if not covers(work, period, unit_id):
        raise refuse(UNIT_NOT_IN_PERIOD, "periodId", code=period.opened_with.code)


def covers(work: Work, period: Period, unit_id: UUID) -> bool:
    """Whether the period is of the whole agency, or of this unit or one above it."""
    limits = set(period.opened_with.units)
    return not limits or bool(limits & _lineage(work, [unit_id])[unit_id])


def _unfinished(work: Work, period_id: UUID) -> dict[str, int]:
    """How many evaluations of a period are not finished, by window."""
    found: dict[str, int] = {}
    for opened in work.unended(EvaluationOpened, FINISHING):
        if isinstance(opened, EvaluationOpened) and opened.period_id == period_id:
            found[opened.window.code] = found.get(opened.window.code, 0) + 1
    return found


def _lineage(work: Work, units: Iterable[UUID]) -> Lineage:
    """Each unit with all above it."""
    return {unit: frozenset(_upwards(work, unit)) for unit in units}


def _upwards(work: Work, unit_id: UUID | None) -> Iterable[UUID]:
    while unit_id is not None:
        yield unit_id
        unit_id = work.load(OrgUnit, unit_id).parent_id
