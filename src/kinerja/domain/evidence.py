"""Evidence (bukti dukung) of what was reported or achieved: a link, or a file that is kept encrypted (C2)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.refusals import Refusal, raise_all
from kinerja.domain.rulebook.evidence import (
    ATTACHED_ALREADY,
    CUSTODIAN_TWICE,
    LINE_UNKNOWN,
    LINK_HTTPS,
    LINK_OR_FILE,
    ONLY_PROOF,
    SIZE_NEGATIVE,
    TOO_MUCH,
    UPLOAD_OLD,
    UPLOAD_UNKNOWN,
    WITHDRAWN_WITHOUT_REASON,
)
from kinerja.domain.texts import Text, TextCategory

MOST_EVIDENCE = 20
"""Pieces of evidence of one report, accomplishment or feedback, withdrawn ones among them."""
UPLOADS_LAST = timedelta(days=1)
"""So long after its upload a file can be attached."""


class StoredFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it is kept. ``key`` is the SHA-256 of its encrypted bytes in hex, under which they are stored;
    ``size`` in bytes and ``sha256`` are of the file itself. That hash is sealed: whoever guesses what a file says
    could make sure by it.
    """

    key: str
    size: int
    media_type: str
    sha256: Text
    name: Text


class Proves(msgspec.Struct, frozen=True, kw_only=True):
    """What evidence is of: a monthly report, perhaps one of its lines, an accomplishment, or feedback; and of whose
    plan."""

    employee_id: UUID
    plan_id: UUID
    report_id: UUID | None = None
    month: date | None = None
    target_id: UUID | None = None
    accomplishment_id: UUID | None = None
    feedback_id: UUID | None = None

    @property
    def id(self) -> UUID:
        """Of the report, the accomplishment or the feedback."""
        found = self.accomplishment_id or self.report_id or self.feedback_id
        if found is None:
            raise ValueError("evidence of nothing")
        return found


class Custodian(msgspec.Struct, frozen=True, kw_only=True):
    """Who keeps the original: a unit or an employee."""

    unit_id: UUID | None = None
    employee_id: UUID | None = None


class LinkedContent(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept behind a link, as its sender states it: the service opens no link. None: not stated."""

    media_type: str | None = None
    size: int | None = None
    sha256: Text | None = None


class EvidenceAttached(Fact, frozen=True, kw_only=True):
    """Evidence was attached to a report, an accomplishment or feedback. Either ``link`` or ``file`` is there."""

    label_id: ClassVar[str] = "Bukti dilampirkan"
    label_en: ClassVar[str] = "Evidence attached"
    personal: ClassVar[dict[str, TextCategory]] = {
        "title": TextCategory.EVIDENCE,
        "link": TextCategory.EVIDENCE,
        "linked.sha256": TextCategory.EVIDENCE,
        "file.sha256": TextCategory.EVIDENCE,
        "file.name": TextCategory.EVIDENCE,
    }
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "Evidence"),
        About("proves.plan_id", "PerformancePlan"),
        About("proves.report_id", "MonthlyReport"),
        About("proves.accomplishment_id", "Accomplishment"),
        About("proves.feedback_id", "Feedback"),
        About("employee_id", "Employee"),
    )

    employee_id: UUID
    proves: Proves
    number: int
    title: Text
    link: Text | None
    file: StoredFile | None
    custodian: Custodian
    linked: LinkedContent | None = None

    def apply(self, aggregate: "Evidence") -> None:
        aggregate.proves = self.proves
        aggregate.key = self.file.key if self.file else None


class EvidenceWithdrawn(Fact, frozen=True, kw_only=True):
    """Evidence was withdrawn; it stays to be seen, and no longer counts."""

    label_id: ClassVar[str] = "Bukti ditarik"
    label_en: ClassVar[str] = "Evidence withdrawn"
    subject_field: ClassVar[str | None] = "employee_id"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "Evidence"),
        About("plan_id", "PerformancePlan"),
        About("employee_id", "Employee"),
    )

    employee_id: UUID
    plan_id: UUID

    def apply(self, aggregate: "Evidence") -> None:
        aggregate.withdrawn = True


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was uploaded and is not attached yet: as it is kept, and when it came."""

    key: str
    size: int
    media_type: str
    sha256: str
    at: datetime


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown as evidence. ``uploaded`` says that a file was named; ``upload`` is None if it is not known."""

    title: str
    link: str | None
    uploaded: bool
    upload: Upload | None
    file_name: str | None
    custodian: Custodian
    linked: LinkedContent | None = None


class Evidence(Aggregate):
    """A piece of evidence."""

    proves: Proves
    key: str | None = None
    withdrawn = False

    def attach(
        self, *, act: Act, to: Proves, number: int, shown: Shown, others: Sequence["Evidence"], reported: bool = True
    ) -> None:
        """Attach it as the piece with a number beside ``others``; ``reported``: the line it proves was reported.

        Refused with all it violates of C2.2-C2.9.
        """
        faults = [*_misshown(shown, act.at)]
        if not reported:
            faults.append(Refusal(LINE_UNKNOWN, ("targetId",), {"action": "reportProgress"}))
        if number > MOST_EVIDENCE:
            faults.append(Refusal(TOO_MUCH, (), {"most": MOST_EVIDENCE}))
        if shown.upload and any(other.shows(shown.upload.key, to) for other in others):
            faults.append(Refusal(ATTACHED_ALREADY, ("upload",)))
        raise_all(faults)
        self.trigger_event(
            EvidenceAttached,
            act=act,
            employee_id=to.employee_id,
            proves=to,
            number=number,
            title=Text(shown.title),
            link=Text(shown.link) if shown.link else None,
            file=_stored(shown),
            custodian=shown.custodian,
            linked=shown.linked,
        )

    def withdraw(self, *, act: Act, needed: bool) -> None:
        """Withdraw it. Refused C2.10 without a reason, C2.22 while it is ``needed``: the only proof of what was
        acknowledged."""
        if self.withdrawn:
            return
        refusals = [] if act.reason is not None else [Refusal(WITHDRAWN_WITHOUT_REASON, ("reason",))]
        if needed:
            refusals.append(Refusal(ONLY_PROOF, ("evidenceId",), {"action": "attachEvidence"}))
        raise_all(refusals)
        proves = self.proves
        self.trigger_event(EvidenceWithdrawn, act=act, employee_id=proves.employee_id, plan_id=proves.plan_id)

    def shows(self, key: str, of: Proves) -> bool:
        """Whether it shows a file for a line, report, accomplishment or feedback, and was not withdrawn."""
        return not self.withdrawn and (self.key, self.proves) == (key, of)


def any_counts(evidence: Iterable[Evidence]) -> bool:
    """Whether something is proven: one piece is enough that was not withdrawn."""
    return any(not each.withdrawn for each in evidence)


def _stored(shown: Shown) -> StoredFile | None:
    upload = shown.upload
    if upload is None or shown.file_name is None:
        return None
    return StoredFile(
        key=upload.key,
        size=upload.size,
        media_type=upload.media_type,
        sha256=Text(upload.sha256),
        name=Text(shown.file_name),
    )


def _misshown(shown: Shown, at: datetime) -> Iterable[Refusal]:
    """What is wrong with what is shown, whatever it is to prove."""
    if (shown.link is None) != shown.uploaded or (shown.file_name is None) == shown.uploaded:
        yield Refusal(LINK_OR_FILE, ("link",))
    elif shown.linked is not None and shown.link is None:
        yield Refusal(LINK_OR_FILE, ("linked",))
    if shown.linked is not None and (shown.linked.size or 0) < 0:
        yield Refusal(SIZE_NEGATIVE, ("linked", "size"))
    if shown.link is not None and not _is_https(shown.link):
        yield Refusal(LINK_HTTPS, ("link",))
    if shown.uploaded and shown.upload is None:
        yield Refusal(UPLOAD_UNKNOWN, ("upload",))
    if shown.upload is not None and at - shown.upload.at > UPLOADS_LAST:
        yield Refusal(UPLOAD_OLD, ("upload",))
    if shown.custodian.unit_id is not None and shown.custodian.employee_id is not None:
        yield Refusal(CUSTODIAN_TWICE, ("custodianUnitId",))


def _is_https(link: str) -> bool:
    """A whole address, with nothing in it that a browser would read otherwise."""
    if not link.isprintable() or " " in link or "\\" in link:
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False
