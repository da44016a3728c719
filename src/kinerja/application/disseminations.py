"""Commands on the dissemination of standards (A5)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.standards import StandardId
from kinerja.application.units import units_above
from kinerja.application.work import Work
from kinerja.domain.disseminations import Acknowledgement, Dissemination, NewDissemination, Question
from kinerja.domain.ids import acknowledgement_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import OrgUnit
from kinerja.domain.positions import Position
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.disseminations import NOT_ADDRESSED, NOT_IN_FORCE
from kinerja.domain.standards import PerformanceStandard


class StartDissemination(Command, frozen=True, kw_only=True):
    """Make an approved standard known to those who hold its positions, with a comprehension check or without."""

    action: ClassVar[str] = "startDissemination"

    standard_id: StandardId
    title: Annotated[str, says("Title of the campaign.", 1, 300)]
    unit_ids: Annotated[
        tuple[UUID, ...], refers("OrgUnit", "Only holders in these units and all below them; empty: in all units.")
    ] = ()
    due_on: Annotated[date | None, says("By when it is to be acknowledged; null: no date.")] = None
    questions: Annotated[tuple[Question, ...], says("The comprehension check; empty: none.")] = ()

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        standard = work.load(PerformanceStandard, self.standard_id, "standardId")
        version = standard.approved_as
        if version is None or standard.last_day is not None:
            raise refuse(NOT_IN_FORCE, "standardId", action="approveStandard")
        for unit_id in self.unit_ids:
            work.load(OrgUnit, unit_id, "unitIds")
        new = NewDissemination(
            standard_id=standard.id,
            number=version.number,
            title=self.title,
            positions=version.content.positions,
            units=self.unit_ids,
            due_on=self.due_on,
            questions=self.questions,
        )
        work.begun(Dissemination, work.made("dissemination")).start(act=act, new=new)


class AcknowledgeStandard(Command, frozen=True, kw_only=True):
    """Take note of a standard that concerns a position of one's own, and answer its questions."""

    action: ClassVar[str] = "acknowledgeStandard"

    dissemination_id: Annotated[UUID, refers("Dissemination", "The dissemination.")]
    answers: Annotated[
        tuple[int, ...], says("Numbers of the options, from 1, in the order of the questions. For the administrator.")
    ] = ()

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        dissemination = work.load(Dissemination, self.dissemination_id, "disseminationId")
        if not self._is_addressed(work, dissemination):
            raise refuse(NOT_ADDRESSED, "disseminationId")
        acknowledgement = work.begun(Acknowledgement, acknowledgement_id(work.agency, dissemination.id, work.subject))
        acknowledgement.acknowledge(
            act=act, dissemination=dissemination, employee_id=work.subject, answers=self.answers
        )

    def _is_addressed(self, work: Work, dissemination: Dissemination) -> bool:
        return any(
            _is_held_within(work, work.load(Position, position_id), dissemination.started_as.units)
            for position_id in dissemination.started_as.positions
        )


def _is_held_within(work: Work, position: Position, units: tuple[UUID, ...]) -> bool:
    """Whether the one who gives the command holds a position today, in one of some units or below; none: anywhere."""
    holds = any(held.employee_id == work.subject for held in position.holders_on(work.today))
    return holds and (not units or not units_above(work, position.unit_id).isdisjoint(units))
