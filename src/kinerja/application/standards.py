"""Commands on performance standards (A1)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.commands import Command
from kinerja.application.inputs import Code
from kinerja.application.work import Work
from kinerja.domain.ids import stream_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.positions import Position
from kinerja.domain.standards import NewStandard, PerformanceStandard

StandardId = Annotated[UUID, refers("PerformanceStandard", "The standard.")]


class DraftStandard(Command, frozen=True, kw_only=True):
    """Draft a standard for a service and the positions that render it."""

    action: ClassVar[str] = "draftStandard"
    versioned: ClassVar[str | None] = "the standard with this code; 0 while there is none"

    code: Code
    title: Annotated[str, says("Title of the standard.", 1, 300)]
    service: Annotated[str, says("The service it is about.", 1, 300)]
    position_ids: Annotated[tuple[UUID, ...], refers("Position", "The positions it applies to.")]
    procedure: Annotated[tuple[str, ...], says("The steps of the procedure, in order.")] = ()
    legal_basis: Annotated[str, says("The regulation it rests on.", 1, 500)]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), legal_basis=self.legal_basis)
        for position_id in self.position_ids:
            work.load(Position, position_id, "positionIds")
        standard = work.begun(PerformanceStandard, stream_id(work.agency, "PerformanceStandard", self.code))
        standard.draft(
            act=act,
            standard=NewStandard(
                code=self.code,
                title=self.title,
                service=self.service,
                positions=self.position_ids,
                procedure=self.procedure,
                legal_basis=self.legal_basis,
            ),
        )


class ApproveStandard(Command, frozen=True, kw_only=True):
    """Approve a drafted standard."""

    action: ClassVar[str] = "approveStandard"
    versioned: ClassVar[str | None] = "the standard"

    standard_id: StandardId

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        work.target(PerformanceStandard, self.standard_id, "standardId").approve(act=act)


class BringStandardIntoForce(Command, frozen=True, kw_only=True):
    """Let an approved standard hold from a date on."""

    action: ClassVar[str] = "bringStandardIntoForce"
    versioned: ClassVar[str | None] = "the standard"

    standard_id: StandardId
    effective_on: Annotated[date, says("First day on which it holds.")]

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), valid_on=self.effective_on)
        standard = work.target(PerformanceStandard, self.standard_id, "standardId")
        standard.bring_into_force(act=act, effective_on=self.effective_on)
