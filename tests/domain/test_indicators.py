"""Indicators, their manual and its revisions (A6, A7)."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Act
from kinerja.domain.indicator_manuals import FieldChange, FormulaTerm, IndicatorManual
from kinerja.domain.indicators import Indicator, IndicatorDefined, IndicatorRevised
from kinerja.domain.inputs import camel
from kinerja.domain.standard_vocabulary import DegreeOfControl, Direction, IndicatorFamily, ReportingPeriod
from tests.domain.given import ACT, EXPLAINED, given

STANDARD = UUID(int=60)
MANUAL = IndicatorManual(
    name="Lama penerbitan KTP",
    family=IndicatorFamily.TIME,
    purpose="Layanan tepat waktu",
    definition="Hari kerja dari berkas lengkap sampai terbit",
    formula="rata-rata hari kerja",
    unit="hari kerja",
    data_source="SIAK",
    reporting_period=ReportingPeriod.MONTHLY,
    direction=Direction.LOWER_IS_BETTER,
    cumulative=False,
    control=DegreeOfControl.MEDIUM,
    task="Menerbitkan KTP",
)
RATIO = msgspec.structs.replace(MANUAL, numerator="KTP tanpa salah cetak", denominator="KTP terbit")
DEFINED = IndicatorDefined(
    act=ACT, code="ktp-lama", standard_id=STANDARD, manual=MANUAL, effective_on=date(2025, 1, 1)
)
PARTS = ("name", "purpose", "definition", "formula", "unit", "data_source", "task")


def define(
    indicator: Indicator, manual: IndicatorManual = MANUAL, standard_id: UUID = STANDARD,
    effective_on: date = date(2025, 1, 1),
) -> None:  # fmt: skip
    indicator.define(act=ACT, code="ktp-lama", standard_id=standard_id, manual=manual, effective_on=effective_on)


def revise(
    indicator: Indicator, manual: IndicatorManual, effective_on: date = date(2025, 4, 1), act: Act = EXPLAINED
) -> None:
    indicator.revise(act=act, manual=manual, effective_on=effective_on)


def revised(manual: IndicatorManual, *changes: FieldChange, number: int = 2) -> IndicatorRevised:
    return IndicatorRevised(
        act=EXPLAINED, number=number, effective_on=date(2025, 4, 1), changes=changes, manual=manual
    )


FORMULA = msgspec.structs.replace(MANUAL, formula="median hari kerja")
CHANGE_OF_FORMULA = FieldChange(field="formula", before="rata-rata hari kerja", after="median hari kerja")
REVISED = revised(FORMULA, CHANGE_OF_FORMULA)


# ── definition ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("manual", [MANUAL, RATIO, msgspec.structs.replace(MANUAL, cumulative=True)])
def test_a6_an_indicator_is_defined_with_its_manual(manual: IndicatorManual) -> None:
    given(Indicator).when(lambda indicator: define(indicator, manual)).then(
        msgspec.structs.replace(DEFINED, manual=manual)
    )


def test_a6_an_indicator_that_is_defined_with_the_same_manual_records_nothing() -> None:
    given(Indicator, DEFINED).when(define).then_nothing()


def test_a6_an_indicator_that_was_revised_since_is_defined_as_it_was_at_first() -> None:
    given(Indicator, DEFINED, REVISED).when(define).then_nothing()
    given(Indicator, DEFINED, REVISED).when(lambda indicator: define(indicator, FORMULA)).then_refused("B1.4")


@pytest.mark.parametrize(
    "again",
    [
        lambda indicator: define(indicator, FORMULA),
        lambda indicator: define(indicator, standard_id=UUID(int=61)),
        lambda indicator: define(indicator, effective_on=date(2025, 1, 2)),
    ],
    ids=["manual", "standard", "effective date"],
)
def test_b1_4_the_code_of_an_indicator_names_one_indicator(again: Callable[[Indicator], None]) -> None:
    outcome = given(Indicator, DEFINED).when(again)
    outcome.then_refused("B1.4")
    assert outcome.paths == [("code",)]


@pytest.mark.parametrize("blank", ["", "  "])
@pytest.mark.parametrize("part", PARTS)
def test_a6_1_a_manual_has_every_part(part: str, blank: str) -> None:
    manual = msgspec.structs.replace(MANUAL, **{part: blank})
    outcome = given(Indicator).when(lambda indicator: define(indicator, manual))
    outcome.then_refused("A6.1")
    assert outcome.paths == [("manual", camel(part))]


@pytest.mark.parametrize("part", ["family", "reporting_period", "direction", "cumulative", "control", *PARTS])
def test_a6_1_a_part_that_was_left_out_is_named(part: str) -> None:
    manual = msgspec.structs.replace(MANUAL, **{part: None})
    defining = given(Indicator).when(lambda indicator: define(indicator, manual))
    revising = given(Indicator, DEFINED).when(lambda indicator: revise(indicator, manual))
    for outcome in (defining, revising):
        outcome.then_refused("A6.1")
        assert outcome.paths == [("manual", camel(part))]


def test_a6_everything_that_is_missing_is_named_at_once() -> None:
    """No unit, no direction, an unknown term, no source, no link to a task."""
    manual = msgspec.structs.replace(
        MANUAL, unit="", direction=None, formula="{selesai} / {masuk} × {masuk}", data_source=" ", task="",
        terms=(FormulaTerm(name="masuk", meaning="Berkas yang masuk"),),
    )  # fmt: skip
    outcome = given(Indicator).when(lambda indicator: define(indicator, manual))
    outcome.then_refused("A6.1", "A6.1", "A6.1", "A6.1", "A6.5")
    parts = [parameters.get("part", parameters.get("term")) for parameters in outcome.parameters]
    assert parts == ["unit", "dataSource", "direction", "task", "selesai"]


def test_a6_a_formula_is_written_in_its_terms() -> None:
    terms = (FormulaTerm(name="selesai", meaning="Berkas selesai"), FormulaTerm(name="masuk", meaning="Berkas masuk"))
    manual = msgspec.structs.replace(MANUAL, formula="{selesai} / {masuk}", terms=terms)
    given(Indicator).when(lambda indicator: define(indicator, manual)).then(
        msgspec.structs.replace(DEFINED, manual=manual)
    )
    change = FieldChange(field="terms", before=None, after="selesai: Berkas selesai; masuk: Berkas masuk")
    formula = FieldChange(field="formula", before="rata-rata hari kerja", after="{selesai} / {masuk}")
    given(Indicator, DEFINED).when(lambda indicator: revise(indicator, manual)).then(revised(manual, formula, change))


@pytest.mark.parametrize("blank", [None, "", "  ", "\t"])
@pytest.mark.parametrize("term", ["numerator", "denominator"])
def test_a6_2_a_ratio_has_both_terms(term: str, blank: str | None) -> None:
    manual = msgspec.structs.replace(RATIO, **{term: blank})
    outcome = given(Indicator).when(lambda indicator: define(indicator, manual))
    outcome.then_refused("A6.2")
    assert outcome.paths == [("manual", "denominator")]


@pytest.mark.parametrize("numerator", [None, "", "  "])
@pytest.mark.parametrize("denominator", [None, "", "  "])
def test_a6_2_blank_terms_are_none_and_make_no_ratio(numerator: str | None, denominator: str | None) -> None:
    manual = msgspec.structs.replace(MANUAL, numerator=numerator, denominator=denominator, cumulative=True)
    assert not manual.is_ratio
    given(Indicator).when(lambda indicator: define(indicator, manual)).then(
        msgspec.structs.replace(DEFINED, manual=manual)
    )


def test_a6_3_a_ratio_is_not_cumulative() -> None:
    manual = msgspec.structs.replace(RATIO, cumulative=True)
    outcome = given(Indicator).when(lambda indicator: define(indicator, manual))
    outcome.then_refused("A6.3")
    assert outcome.paths == [("manual", "cumulative")]


def test_a6_everything_a_manual_lacks_is_said_at_once() -> None:
    empty = msgspec.structs.replace(
        MANUAL, **dict.fromkeys(PARTS, ""), numerator="KTP tanpa salah cetak", cumulative=True
    )
    outcome = given(Indicator).when(lambda indicator: define(indicator, empty))
    outcome.then_refused(*["A6.1"] * 7, "A6.2", "A6.3")
    assert outcome.paths == [
        *(("manual", camel(part)) for part in PARTS),
        ("manual", "denominator"),
        ("manual", "cumulative"),
    ]


@pytest.mark.parametrize(("manual", "is_ratio"), [(MANUAL, False), (RATIO, True)])
def test_a6_an_indicator_with_a_numerator_is_a_ratio(manual: IndicatorManual, is_ratio: bool) -> None:
    assert manual.is_ratio is is_ratio


# ── revision ─────────────────────────────────────────────────────────────────────────────────────────


def test_a7_a_revision_says_what_changed_from_what_to_what() -> None:
    given(Indicator, DEFINED).when(lambda indicator: revise(indicator, FORMULA)).then(REVISED)


def test_a7_a_revision_says_every_field_that_changed_in_the_order_of_the_manual() -> None:
    manual = msgspec.structs.replace(
        MANUAL,
        family=IndicatorFamily.QUANTITY,
        unit="KTP",
        direction=Direction.HIGHER_IS_BETTER,
        cumulative=True,
    )
    given(Indicator, DEFINED).when(lambda indicator: revise(indicator, manual)).then(
        revised(
            manual,
            FieldChange(field="family", before="TIME", after="QUANTITY"),
            FieldChange(field="unit", before="hari kerja", after="KTP"),
            FieldChange(field="direction", before="LOWER_IS_BETTER", after="HIGHER_IS_BETTER"),
            FieldChange(field="cumulative", before="false", after="true"),
        )
    )


def test_a7_a_revision_says_what_was_empty_before() -> None:
    given(Indicator, DEFINED).when(lambda indicator: revise(indicator, RATIO)).then(
        revised(
            RATIO,
            FieldChange(field="numerator", before=None, after="KTP tanpa salah cetak"),
            FieldChange(field="denominator", before=None, after="KTP terbit"),
        )
    )


def test_a7_a_later_revision_compares_with_the_newest_version() -> None:
    back = FieldChange(field="formula", before="median hari kerja", after="rata-rata hari kerja")
    given(Indicator, DEFINED, REVISED).when(lambda indicator: revise(indicator, MANUAL, date(2025, 7, 1))).then(
        msgspec.structs.replace(revised(MANUAL, back, number=3), effective_on=date(2025, 7, 1))
    )


@pytest.mark.parametrize("act", [ACT, EXPLAINED])
def test_a7_a_revision_that_changes_nothing_records_nothing(act: Act) -> None:
    given(Indicator, DEFINED, REVISED).when(lambda indicator: revise(indicator, FORMULA, act=act)).then_nothing()


def test_a7_1_a_revision_has_a_reason() -> None:
    act = msgspec.structs.replace(EXPLAINED, reason=None)
    outcome = given(Indicator, DEFINED).when(lambda indicator: revise(indicator, FORMULA, act=act))
    outcome.then_refused("A7.1")
    assert outcome.paths == [("reason",)]


@pytest.mark.parametrize("legal_basis", [None, ""])
def test_a7_2_a_revision_has_a_legal_basis(legal_basis: str | None) -> None:
    act = msgspec.structs.replace(EXPLAINED, legal_basis=legal_basis)
    outcome = given(Indicator, DEFINED).when(lambda indicator: revise(indicator, FORMULA, act=act))
    outcome.then_refused("A7.2")
    assert outcome.paths == [("legalBasis",)]


@pytest.mark.parametrize("effective_on", [date(2024, 12, 31), date(2025, 1, 1)])
def test_a7_3_a_revision_does_not_take_effect_before_or_with_the_newest_version(effective_on: date) -> None:
    outcome = given(Indicator, DEFINED).when(lambda indicator: revise(indicator, FORMULA, effective_on))
    outcome.then_refused("A7.3")
    assert outcome.paths == [("effectiveOn",)]


def test_a7_3_a_revision_may_take_effect_the_day_after_the_newest_version() -> None:
    given(Indicator, DEFINED).when(lambda indicator: revise(indicator, FORMULA, date(2025, 1, 2))).then(
        msgspec.structs.replace(REVISED, effective_on=date(2025, 1, 2))
    )


def test_a7_3_versions_follow_the_newest_and_not_the_first() -> None:
    given(Indicator, DEFINED, REVISED).when(
        lambda indicator: revise(indicator, MANUAL, date(2025, 3, 31))
    ).then_refused("A7.3")


def test_a7_everything_wrong_with_a_revision_is_said_at_once() -> None:
    manual = msgspec.structs.replace(MANUAL, unit="", denominator="KTP terbit")
    outcome = given(Indicator, DEFINED).when(lambda indicator: revise(indicator, manual, date(2025, 1, 1), ACT))
    outcome.then_refused("A6.1", "A6.2", "A7.1", "A7.2", "A7.3")
    assert outcome.paths == [
        ("manual", "unit"),
        ("manual", "denominator"),
        ("reason",),
        ("legalBasis",),
        ("effectiveOn",),
    ]


# ── versions ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2025, 1, 1), 1),
        (date(2025, 3, 31), 1),
        (date(2025, 4, 1), 2),
        (date(2026, 1, 1), 2),
    ],
)
def test_a10_what_is_measured_on_a_day_uses_the_version_then_in_force(day: date, number: int) -> None:
    indicator = given(Indicator, DEFINED, REVISED).when(lambda _: None).aggregate
    assert indicator.version_on(day).number == number


def test_a6_4_an_indicator_is_not_in_force_the_day_before_its_first_version() -> None:
    outcome = given(Indicator, DEFINED).when(lambda indicator: indicator.version_on(date(2024, 12, 31)))
    outcome.then_refused("A6.4")
    assert outcome.paths == [("indicatorId",)]


def test_a7_a_revision_that_adopts_a_proposal_says_which() -> None:
    adopted = msgspec.structs.replace(REVISED, proposal_id=UUID(int=61))
    given(Indicator, DEFINED).when(
        lambda it: it.revise(act=EXPLAINED, manual=FORMULA, effective_on=date(2025, 4, 1), proposal_id=UUID(int=61))
    ).then(adopted)
    given(Indicator, DEFINED).when(lambda it: revise(it, FORMULA)).then(REVISED)
