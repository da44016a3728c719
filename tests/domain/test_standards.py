"""Performance standards on their way into force (A1)."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.aggregate import Fact
from kinerja.domain.standards import (
    NewStandard,
    PerformanceStandard,
    StandardApproved,
    StandardBroughtIntoForce,
    StandardDrafted,
)
from tests.domain.given import ACT, given

OPERATOR, VERIFIER = UUID(int=30), UUID(int=31)
STANDARD = NewStandard(
    code="ktp",
    title="Penerbitan KTP",
    service="KTP elektronik",
    positions=(OPERATOR, VERIFIER),
    procedure=("terima berkas", "verifikasi", "cetak"),
    legal_basis="Perwali 3/2024",
)
DRAFTED = StandardDrafted(
    act=ACT,
    code="ktp",
    title="Penerbitan KTP",
    service="KTP elektronik",
    positions=(OPERATOR, VERIFIER),
    procedure=("terima berkas", "verifikasi", "cetak"),
    legal_basis="Perwali 3/2024",
)
APPROVED = StandardApproved(act=ACT)
IN_FORCE = StandardBroughtIntoForce(act=ACT, effective_on=date(2025, 2, 1))


def draft(standard: PerformanceStandard, content: NewStandard = STANDARD) -> None:
    standard.draft(act=ACT, standard=content)


def approve(standard: PerformanceStandard) -> None:
    standard.approve(act=ACT)


def bring_into_force(standard: PerformanceStandard, effective_on: date = date(2025, 2, 1)) -> None:
    standard.bring_into_force(act=ACT, effective_on=effective_on)


def test_a1_a_standard_is_drafted() -> None:
    given(PerformanceStandard).when(draft).then(DRAFTED)


def test_a1_a_standard_that_was_drafted_with_the_same_data_records_nothing() -> None:
    given(PerformanceStandard, DRAFTED).when(draft).then_nothing()


@pytest.mark.parametrize(
    "other",
    [
        msgspec.structs.replace(STANDARD, code="kk"),
        msgspec.structs.replace(STANDARD, title="Penerbitan KK"),
        msgspec.structs.replace(STANDARD, service="Kartu keluarga"),
        msgspec.structs.replace(STANDARD, positions=(OPERATOR,)),
        msgspec.structs.replace(STANDARD, procedure=("terima berkas", "cetak")),
        msgspec.structs.replace(STANDARD, legal_basis="Perwali 4/2025"),
    ],
    ids=["code", "title", "service", "positions", "procedure", "legal basis"],
)
def test_b1_4_the_code_of_a_standard_names_one_standard(other: NewStandard) -> None:
    outcome = given(PerformanceStandard, DRAFTED).when(lambda standard: draft(standard, other))
    outcome.then_refused("B1.4")
    assert outcome.paths == [("code",)]


@pytest.mark.parametrize("facts", [(DRAFTED, APPROVED), (DRAFTED, APPROVED, IN_FORCE)], ids=["approved", "in force"])
def test_a1_a_standard_on_its_way_was_drafted_with_the_same_data_and_records_nothing(facts: tuple[Fact, ...]) -> None:
    given(PerformanceStandard, *facts).when(draft).then_nothing()


def test_a1_2_a_standard_applies_to_at_least_one_position() -> None:
    nobody = msgspec.structs.replace(STANDARD, positions=())
    outcome = given(PerformanceStandard).when(lambda standard: draft(standard, nobody))
    outcome.then_refused("A1.2")
    assert outcome.paths == [("positionIds",)]


def test_a1_2_a_standard_of_one_position_is_drafted() -> None:
    one = msgspec.structs.replace(STANDARD, positions=(OPERATOR,))
    given(PerformanceStandard).when(lambda standard: draft(standard, one)).then(
        msgspec.structs.replace(DRAFTED, positions=(OPERATOR,))
    )


def test_a1_a_drafted_standard_is_approved() -> None:
    given(PerformanceStandard, DRAFTED).when(approve).then(APPROVED)


def test_a1_an_approved_standard_is_not_approved_again() -> None:
    given(PerformanceStandard, DRAFTED, APPROVED).when(approve).then_nothing()


def test_a1_a_standard_in_force_is_not_approved_again() -> None:
    given(PerformanceStandard, DRAFTED, APPROVED, IN_FORCE).when(approve).then_nothing()


def test_a1_an_approved_standard_is_brought_into_force() -> None:
    given(PerformanceStandard, DRAFTED, APPROVED).when(bring_into_force).then(IN_FORCE)


def test_a1_a_standard_in_force_from_that_day_records_nothing() -> None:
    given(PerformanceStandard, DRAFTED, APPROVED, IN_FORCE).when(bring_into_force).then_nothing()


def test_a1_1_a_draft_is_not_brought_into_force() -> None:
    outcome = given(PerformanceStandard, DRAFTED).when(bring_into_force)
    outcome.then_refused("A1.1")
    assert outcome.paths == [("standardId",)]
    assert outcome.parameters == [{"stage": "DRAFT", "missing": "APPROVED", "action": "approveStandard"}]


@pytest.mark.parametrize("effective_on", [date(2025, 1, 31), date(2025, 2, 2)])
def test_a1_3_what_is_in_force_is_not_redated(effective_on: date) -> None:
    outcome = given(PerformanceStandard, DRAFTED, APPROVED, IN_FORCE).when(
        lambda standard: bring_into_force(standard, effective_on)
    )
    outcome.then_refused("A1.3")
    assert outcome.paths == [("effectiveOn",)]
    assert outcome.parameters == [{"effective_on": "2025-02-01"}]
