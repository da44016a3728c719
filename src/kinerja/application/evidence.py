"""Commands on evidence (C2)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import MandatoryReason
from kinerja.application.plan_inputs import must_be_open, plan_and_authority
from kinerja.application.progress import MONTH_FORM
from kinerja.application.work import Authority, Named, Ratee, Work
from kinerja.domain.accomplishments import Accomplishment
from kinerja.domain.evidence import MOST_EVIDENCE, Custodian, Evidence, LinkedContent, Proves, Shown, any_counts
from kinerja.domain.feedback import Feedback
from kinerja.domain.ids import evidence_id, report_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import Employee, OrgUnit
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress import MonthlyReport
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.evidence import EVIDENCE_OF_ONE
from kinerja.domain.rulebook.progress import REPORT_MISSING
from kinerja.domain.texts import Text
from kinerja.files.uploads import upload_of
from kinerja.identity.relations import Standing

_FILE_NAME = r'[^\x00-\x1f\x7f/\\"]+'
_MEDIA_TYPE = r"[a-z]+/[a-z0-9][a-z0-9.+-]*"
_SHA256 = r"[0-9a-f]{64}"


class LinkedContentInput(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept behind the link, as you state it; the service opens no link."""

    media_type: Annotated[
        str | None,
        says("Media type.", 3, 100, pattern=_MEDIA_TYPE, form="type/subtype in lower case, such as application/pdf"),
    ] = None
    size: Annotated[int | None, says("Size in bytes.")] = None
    sha256: Annotated[str | None, says("SHA-256, hex. Sealed.", 64, 64, pattern=_SHA256, form="64 of 0-9 a-f")] = None


class AttachEvidence(Command, frozen=True, kw_only=True):
    """Attach evidence to an own monthly report, to one of its lines, to an own accomplishment, or to feedback that
    you gave.

    Either a link, or a file that was uploaded before: the answer of the upload gives `upload`.
    """

    action: ClassVar[str] = "attachEvidence"

    plan_id: Annotated[
        UUID | None, refers("PerformancePlan", "The plan of the monthly report; null: of an accomplishment.")
    ] = None
    month: Annotated[
        str | None,
        says(
            "Month of the report, YYYY-MM; null: none.",
            7,
            7,
            pattern=MONTH_FORM,
            form="YYYY-MM, 01-12",
        ),
    ] = None
    target_id: Annotated[
        UUID | None, refers("Target", "The line of the report that it proves; null: the report as a whole.")
    ] = None
    accomplishment_id: Annotated[UUID | None, refers("Accomplishment", "What it proves; null: another.")] = None
    feedback_id: Annotated[UUID | None, refers("Feedback", "The own feedback that it proves; null: none.")] = None
    title: Annotated[str, says("What it shows. Sealed.", 1, 300)]
    link: Annotated[
        str | None, says("An https address, of what is kept elsewhere; null: a file. Sealed.", 1, 2000)
    ] = None
    linked: Annotated[LinkedContentInput | None, says("What is kept behind the link; null: not stated.")] = None
    upload: Annotated[str | None, says("`upload` of an uploaded file, valid for a day; null: a link.", 1, 1000)] = (
        None
    )
    file_name: Annotated[
        str | None,
        says("Name of the uploaded file; null: a link. Sealed.", 1, 200, pattern=_FILE_NAME, form="no / \\ or quote"),
    ] = None
    custodian_unit_id: Annotated[UUID | None, refers("OrgUnit", "The unit that keeps the original.")] = None
    custodian_employee_id: Annotated[
        UUID | None, refers("Employee", "Who keeps the original; null, and no unit either: who attaches it.")
    ] = None

    def decide(self, work: Work) -> None:
        proves, authority, reported = self._proves(work)
        others = tuple(evidence_of(work, proves.id))
        number = len(others) + 1
        evidence = work.begun(Evidence, evidence_id(work.agency, proves.id, number))
        shown = self._shown(work)
        act = work.act(authority)
        evidence.attach(act=act, to=proves, number=number, shown=shown, others=others, reported=reported)

    def _proves(self, work: Work) -> tuple[Proves, Authority, bool]:
        """What it proves, on whose authority, and whether the line was reported. Refused C2.1 and C1.7."""
        of_report = any((self.plan_id, self.month, self.target_id))
        if self.accomplishment_id is not None and self.feedback_id is None and not of_report:
            return _of_accomplishment(work, self.accomplishment_id)
        if self.feedback_id is not None and self.accomplishment_id is None and not of_report:
            return _of_feedback(work, self.feedback_id)
        neither = self.accomplishment_id is None and self.feedback_id is None
        if neither and self.plan_id is not None and self.month is not None:
            return _of_report(work, self.plan_id, self.month, self.target_id)
        raise refuse(EVIDENCE_OF_ONE, "planId")

    def _shown(self, work: Work) -> Shown:
        upload = self.upload and upload_of(work.log.secrets, work.agency, work.subject, self.upload)
        return Shown(
            title=self.title,
            link=self.link,
            uploaded=self.upload is not None,
            upload=upload or None,
            file_name=self.file_name,
            custodian=self._custodian(work),
            linked=self._linked(),
        )

    def _linked(self) -> LinkedContent | None:
        stated = self.linked
        if stated is None:
            return None
        sha256 = Text(stated.sha256) if stated.sha256 is not None else None
        return LinkedContent(media_type=stated.media_type, size=stated.size, sha256=sha256)

    def _custodian(self, work: Work) -> Custodian:
        if self.custodian_unit_id is not None:
            work.load(OrgUnit, self.custodian_unit_id, "custodianUnitId")
        if self.custodian_employee_id is not None:
            work.load(Employee, self.custodian_employee_id, "custodianEmployeeId")
        own = work.subject if self.custodian_unit_id is None else None
        return Custodian(unit_id=self.custodian_unit_id, employee_id=self.custodian_employee_id or own)


class WithdrawEvidence(Command, frozen=True, kw_only=True):
    """Withdraw evidence; it stays to be seen as withdrawn, and proves nothing any more.

    Also once its period is closed: what is wrong or not one's own to show may always be taken back.
    """

    action: ClassVar[str] = "withdrawEvidence"
    versioned: ClassVar[str | None] = "the evidence"

    evidence_id: Annotated[UUID, refers("Evidence", "The evidence.")]
    reason: MandatoryReason = None

    def decide(self, work: Work) -> None:
        evidence = work.target(Evidence, self.evidence_id, "evidenceId")
        plan = work.load(PerformancePlan, evidence.proves.plan_id)
        authority = _whose(work, plan, evidence.proves.feedback_id)
        evidence.withdraw(act=work.act(authority, reason=self.reason), needed=_is_needed(work, evidence))


def _is_needed(work: Work, evidence: Evidence) -> bool:
    """Whether an accomplishment rests on it alone."""
    proves = evidence.proves
    if proves.accomplishment_id is None or not work.load(Accomplishment, proves.accomplishment_id).rests_on_proof:
        return False
    return not any_counts(other for other in evidence_of(work, proves.id) if other.id != evidence.id)


def evidence_of(work: Work, proves: UUID) -> Iterator[Evidence]:
    """The evidence of a report, an accomplishment or feedback, in order; the places are filled from the first on."""
    for place in range(1, MOST_EVIDENCE + 1):
        evidence = work.find(Evidence, evidence_id(work.agency, proves, place))
        if not evidence.exists:
            return
        yield evidence


def _whose(work: Work, plan: PerformancePlan, feedback_id: UUID | None) -> Authority:
    """On whose authority evidence is shown: of feedback by who gave it, else by whose plan it is. Refused H6.1."""
    if feedback_id is None:
        return work.permit(Ratee(plan.employee_id, plan.span.position_id), only=Standing.SELF)
    giver = work.load(Feedback, feedback_id).giver_id
    return work.permit(only=Standing.RATER, officers=[Named(giver)] if giver is not None else [])


def _of_feedback(work: Work, id: UUID) -> tuple[Proves, Authority, bool]:
    feedback = work.load(Feedback, id, "feedbackId")
    plan = work.load(PerformancePlan, feedback.plan_id)
    authority = _whose(work, plan, id)
    must_be_open(work, plan, "feedbackId")
    return Proves(employee_id=plan.employee_id, plan_id=plan.id, feedback_id=id), authority, True


def _of_accomplishment(work: Work, id: UUID) -> tuple[Proves, Authority, bool]:
    accomplishment = work.load(Accomplishment, id, "accomplishmentId")
    plan, authority = plan_and_authority(work, accomplishment.plan_id, versioned=False, path="accomplishmentId")
    return Proves(employee_id=plan.employee_id, plan_id=plan.id, accomplishment_id=id), authority, True


def _of_report(work: Work, plan_id: UUID, month: str, target_id: UUID | None) -> tuple[Proves, Authority, bool]:
    plan, authority = plan_and_authority(work, plan_id, versioned=False)
    report = work.find(MonthlyReport, report_id(work.agency, plan.id, month))
    if not report.exists:
        raise refuse(REPORT_MISSING, "month", action="reportProgress")
    proves = Proves(
        employee_id=plan.employee_id,
        plan_id=plan.id,
        report_id=report.id,
        month=date.fromisoformat(f"{month}-01"),
        target_id=target_id,
    )
    return proves, authority, target_id is None or target_id in report.lines
