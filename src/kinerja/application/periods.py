"""Commands on periods (B2)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import Code, Name
from kinerja.application.work import Work
from kinerja.domain.ids import stream_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.periods import NewPeriod, Period
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.periods import RULES_UNKNOWN
from kinerja.domain.rules.bundles import bundles
from kinerja.domain.vocabulary import Cadence

PeriodId = Annotated[UUID, refers("Period", "The period.")]


class OpenPeriod(Command, frozen=True, kw_only=True):
    """Open a period of evaluation and pin its rule version for good."""

    action: ClassVar[str] = "openPeriod"
    versioned: ClassVar[str | None] = "the period with this code; 0 while there is none"

    code: Code
    name: Name
    starts_on: Annotated[date, says("First day: the first of a month.")]
    ends_on: Annotated[date, says("Last day: the last of a month of the same year.")]
    cadence: Annotated[Cadence, says("How often it is evaluated before the annual evaluation.")]
    rules: Annotated[str, says("Id of the rule version that it pins, such as indonesia-2025.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), valid_on=self.starts_on)
        known = bundles()
        if self.rules not in known:
            raise refuse(RULES_UNKNOWN, "rules", rules=self.rules, known=", ".join(sorted(known)))
        period = work.begun(Period, stream_id(work.agency, "Period", self.code))
        period.open(
            act=act,
            period=NewPeriod(
                code=self.code,
                name=self.name,
                starts_on=self.starts_on,
                ends_on=self.ends_on,
                cadence=self.cadence,
                rules=known[self.rules].version,
            ),
        )
