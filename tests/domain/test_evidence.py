"""Evidence of reports and accomplishments (C2)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from kinerja.domain.evidence import (
    MOST_EVIDENCE,
    UPLOADS_LAST,
    Custodian,
    Evidence,
    EvidenceAttached,
    EvidenceWithdrawn,
    Proves,
    Shown,
    StoredFile,
    Upload,
    any_counts,
)
from kinerja.domain.ids import evidence_id
from kinerja.domain.texts import Text
from tests.domain.given import ACT, EXPLAINED, given

EMPLOYEE, PLAN, REPORT, TARGET = UUID(int=40), UUID(int=70), UUID(int=80), UUID(int=201)
OF_LINE = Proves(employee_id=EMPLOYEE, plan_id=PLAN, report_id=REPORT, month=date(2025, 1, 1), target_id=TARGET)
OF_REPORT = Proves(employee_id=EMPLOYEE, plan_id=PLAN, report_id=REPORT, month=date(2025, 1, 1))
UPLOAD = Upload(key="a" * 64, size=2_000, media_type="application/pdf", sha256="b" * 64, at=ACT.at)
OWN = Custodian(employee_id=EMPLOYEE)
LINK = "https://arsip.example.go.id/laporan/1?v=2"


def link(address: str | None = LINK, **changes: Any) -> Shown:
    values: dict[str, Any] = {
        "title": "Rekapitulasi", "link": address, "uploaded": False, "upload": None, "file_name": None,
        "custodian": OWN, **changes,
    }  # fmt: skip
    return Shown(**values)


def file(upload: Upload | None = UPLOAD, **changes: Any) -> Shown:
    return link(None, **{"uploaded": True, "upload": upload, "file_name": "rekap.pdf", **changes})


def attach(
    evidence: Evidence, shown: Shown, *, number: int = 1, others: tuple[Evidence, ...] = (), reported: bool = True
) -> None:
    evidence.attach(act=ACT, to=OF_LINE, number=number, shown=shown, others=others, reported=reported)


def attached(proves: Proves = OF_LINE, *, key: str | None = None, number: int = 1) -> EvidenceAttached:
    stored = StoredFile(
        key=key or "", size=2_000, media_type="application/pdf", sha256=Text("b" * 64), name=Text("rekap.pdf")
    )
    return EvidenceAttached(
        act=ACT, employee_id=EMPLOYEE, proves=proves, number=number, title=Text("Rekapitulasi"),
        link=None if key else Text(LINK), file=stored if key else None, custodian=OWN,
    )  # fmt: skip


WITHDRAWN = EvidenceWithdrawn(act=EXPLAINED, employee_id=EMPLOYEE, plan_id=PLAN)


def withdraw(evidence: Evidence) -> None:
    evidence.withdraw(act=EXPLAINED, needed=False)


def test_c2_a_link_is_attached_to_a_line() -> None:
    given(Evidence).when(lambda evidence: attach(evidence, link())).then(attached())


def test_c2_a_file_is_attached_as_it_is_kept() -> None:
    given(Evidence).when(lambda evidence: attach(evidence, file())).then(attached(key=UPLOAD.key))


@pytest.mark.parametrize(
    "shown",
    [
        link(None),
        link(uploaded=True, upload=UPLOAD, file_name="a.pdf"),
        link(file_name="a.pdf"),
        file(file_name=None),
    ],
    ids=["nothing", "both", "a name without a file", "a file without a name"],
)
def test_c2_2_evidence_is_one_link_or_one_file_with_its_name(shown: Shown) -> None:
    given(Evidence).when(lambda evidence: attach(evidence, shown)).then_refused("C2.2")


@pytest.mark.parametrize(
    "address",
    [
        "http://arsip.example.go.id/1", "https:///1", "https://", "arsip.example.go.id", "javascript:alert(1)",
        "https://siti:rahasia@arsip.example.go.id/", "https://arsip.example.go.id/satu dua",
        "https://arsip.example.go.id\\@lain.example", "https://arsip.example.go.id/\u202e", "https://[::1",
        "https://arsip.example.go.id:99999/", "data:text/html,x", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_c2_3_a_link_is_a_whole_https_address(address: str) -> None:
    given(Evidence).when(lambda evidence: attach(evidence, link(address))).then_refused("C2.3")


@pytest.mark.parametrize("address", [LINK, "https://10.0.0.1:8443/a", "https://arsip.example.go.id/%20#hal=2"])
def test_c2_3_such_addresses_are_links(address: str) -> None:
    assert given(Evidence).when(lambda evidence: attach(evidence, link(address))).rules == []


def test_c2_4_an_upload_of_somebody_else_is_not_known() -> None:
    given(Evidence).when(lambda evidence: attach(evidence, file(None))).then_refused("C2.4")


@pytest.mark.parametrize(("age", "rules"), [(UPLOADS_LAST, []), (UPLOADS_LAST + timedelta(microseconds=1), ["C2.5"])])
def test_c2_5_an_upload_lasts_a_day(age: timedelta, rules: list[str]) -> None:
    old = Upload(key="a" * 64, size=1, media_type="application/pdf", sha256="b" * 64, at=ACT.at - age)
    assert given(Evidence).when(lambda evidence: attach(evidence, file(old))).rules == rules


def test_c2_6_evidence_proves_a_line_that_was_reported() -> None:
    outcome = given(Evidence).when(lambda evidence: attach(evidence, link(), reported=False))
    outcome.then_refused("C2.6")
    assert outcome.parameters == [{"action": "reportProgress"}]


def test_c2_7_there_is_not_more_than_can_be_looked_at() -> None:
    assert given(Evidence).when(lambda evidence: attach(evidence, link(), number=MOST_EVIDENCE)).rules == []
    given(Evidence).when(lambda evidence: attach(evidence, link(), number=MOST_EVIDENCE + 1)).then_refused("C2.7")


def other(*facts: EvidenceAttached | EvidenceWithdrawn) -> Evidence:
    return given(Evidence, *facts).when(lambda _: None).aggregate


def test_c2_8_a_file_is_attached_to_the_same_once() -> None:
    there = other(attached(key=UPLOAD.key))
    given(Evidence).when(lambda evidence: attach(evidence, file(), others=(there,))).then_refused("C2.8")


@pytest.mark.parametrize(
    "there",
    [other(attached(key="c" * 64)), other(attached(OF_REPORT, key=UPLOAD.key)),
     other(attached(key=UPLOAD.key), WITHDRAWN), other(attached())],
    ids=["another file", "of the whole report", "withdrawn", "a link"],
)  # fmt: skip
def test_c2_8_unless_it_is_another_file_or_proves_something_else_or_was_withdrawn(there: Evidence) -> None:
    assert given(Evidence).when(lambda evidence: attach(evidence, file(), number=2, others=(there,))).rules == []


def test_c2_9_one_keeps_the_original() -> None:
    two = Custodian(unit_id=UUID(int=5), employee_id=EMPLOYEE)
    given(Evidence).when(lambda evidence: attach(evidence, link(custodian=two))).then_refused("C2.9")


def test_c2_all_that_is_wrong_is_said_at_once() -> None:
    two = Custodian(unit_id=UUID(int=5), employee_id=EMPLOYEE)
    shown = link("http://x", uploaded=True, upload=None, file_name="a.pdf", custodian=two)
    given(Evidence).when(lambda evidence: attach(evidence, shown, number=21, reported=False)).then_refused(
        "C2.2", "C2.3", "C2.4", "C2.9", "C2.6", "C2.7"
    )


def test_c2_evidence_is_withdrawn_and_counts_no_more() -> None:
    outcome = given(Evidence, attached()).when(withdraw)
    outcome.then(WITHDRAWN)
    assert any_counts([other(attached())])
    assert not any_counts([outcome.aggregate])
    given(Evidence, attached(), WITHDRAWN).when(withdraw).then_nothing()


def test_c2_10_withdrawing_needs_a_reason() -> None:
    given(Evidence, attached()).when(lambda evidence: evidence.withdraw(act=ACT, needed=False)).then_refused("C2.10")


def test_c2_every_place_of_a_report_has_its_own_stream() -> None:
    ids = {evidence_id("TST", proves, place) for proves in (REPORT, PLAN) for place in (1, 2, 3)}
    assert len(ids) == 6


def test_c2_evidence_of_nothing_is_no_evidence() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Proves(employee_id=EMPLOYEE, plan_id=PLAN).id  # noqa: B018 - it raises


def test_c2_11_the_only_proof_of_what_was_acknowledged_is_not_withdrawn() -> None:
    alone = given(Evidence, attached()).when(lambda evidence: evidence.withdraw(act=EXPLAINED, needed=True))
    alone.then_refused("C2.22")
    both = given(Evidence, attached()).when(lambda evidence: evidence.withdraw(act=ACT, needed=True))
    both.then_refused("C2.10", "C2.22")
    gone = given(Evidence, attached(), WITHDRAWN)
    gone.when(lambda evidence: evidence.withdraw(act=EXPLAINED, needed=True)).then_nothing()
