"""Performance standards from the first data to the revision (A1, A2)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.aggregate import Fact
from kinerja.domain.standard_contents import (
    ProcedureStep,
    ProposedTarget,
    StandardContent,
    StandardStage,
    transitions,
)
from kinerja.domain.standard_facts import (
    StandardApproved,
    StandardBegun,
    StandardBroughtIntoForce,
    StandardConsultationOpened,
    StandardDataCollected,
    StandardDrafted,
    StandardEvaluated,
    StandardFeasibilityChecked,
    StandardRetired,
    StandardRevisionBegun,
)
from kinerja.domain.standard_vocabulary import Recommendation, TimeUnit
from kinerja.domain.standards import PerformanceStandard
from kinerja.domain.texts import Text
from tests.domain.given import ACT, given

OPERATOR, VERIFIER, INDICATOR, CONSULTATION = (UUID(int=number) for number in (30, 31, 32, 33))
CONTENT = StandardContent(
    title="Penerbitan KTP",
    service="KTP elektronik",
    positions=(OPERATOR, VERIFIER),
    steps=(
        ProcedureStep(name="terima berkas"),
        ProcedureStep(name="cetak", limit=Decimal(2), limit_unit=TimeUnit.WORKING_DAYS),
    ),
    targets=(ProposedTarget(indicator_id=INDICATOR, amount=Decimal(5)),),
    legal_basis="Perwali 3/2024",
)
REASONED = msgspec.structs.replace(ACT, reason=Text("Dua langkah digabung"))
SILENT = ACT


def drafted(*, taken_over: bool = False, number: int = 1, again: bool = False) -> StandardDrafted:
    said = {name: getattr(CONTENT, name) for name in StandardContent.__struct_fields__}
    return StandardDrafted(act=ACT, code="ktp", number=number, taken_over=taken_over, again=again, **said)


BEGUN = StandardBegun(act=ACT, code="ktp", title="Penerbitan KTP", service="KTP elektronik")
COLLECTED = StandardDataCollected(act=ACT, number=1, datum=1, source="SIAK", finding="Rata-rata 6 hari")
OPENED = StandardConsultationOpened(act=ACT, number=1, consultation_id=CONSULTATION)
CHECKED = StandardFeasibilityChecked(act=ACT, number=1, conclusion="Dapat dicapai", basis_position=40)
APPROVED = StandardApproved(act=ACT, number=1)
IN_FORCE = StandardBroughtIntoForce(act=ACT, effective_on=date(2025, 2, 1), number=1)
EVALUATED = StandardEvaluated(act=ACT, number=1, finding="Antrean turun", recommendation=Recommendation.REVISE)
WAY: dict[StandardStage, Fact] = {
    StandardStage.DATA_COLLECTION: BEGUN,
    StandardStage.DRAFT: drafted(),
    StandardStage.CONSULTATION: OPENED,
    StandardStage.FEASIBILITY: CHECKED,
    StandardStage.APPROVED: APPROVED,
    StandardStage.IN_FORCE: IN_FORCE,
    StandardStage.EVALUATED: EVALUATED,
}
"""The fact that leads into each stage."""
TAKEN_OVER = (drafted(taken_over=True), APPROVED, IN_FORCE)


def until(stage: StandardStage) -> tuple[Fact, ...]:
    """The facts of a standard that stands at a stage."""
    facts: list[Fact] = []
    for each, fact in WAY.items():
        facts.append(fact)
        if each == StandardStage.DATA_COLLECTION:
            facts.append(COLLECTED)
        if each == stage:
            break
    return tuple(facts)


STEPS: dict[StandardStage, Callable[[PerformanceStandard], None]] = {
    StandardStage.DRAFT: lambda standard: standard.draft(act=ACT, code="ktp", content=CONTENT),
    StandardStage.CONSULTATION: lambda standard: standard.open_consultation(act=ACT, consultation_id=CONSULTATION),
    StandardStage.FEASIBILITY: lambda standard: standard.check_feasibility(
        act=ACT, conclusion="Dapat dicapai", basis_position=40
    ),
    StandardStage.APPROVED: lambda standard: standard.approve(act=ACT),
    StandardStage.IN_FORCE: lambda standard: standard.bring_into_force(act=ACT, effective_on=date(2025, 2, 1)),
    StandardStage.EVALUATED: lambda standard: standard.evaluate(
        act=ACT, finding="Antrean turun", recommendation=Recommendation.REVISE, today=date(2025, 2, 1)
    ),
}
"""What leads into each stage."""


def test_a2_the_table_of_stages_has_one_way_and_no_short_cut() -> None:
    table = transitions()
    assert list(table) == list(WAY)
    assert [on for on, *_ in table.values()] == [*list(WAY)[1:], StandardStage.DATA_COLLECTION]
    beside = {at: also for at, (_, *also) in table.items() if also}
    assert beside == {StandardStage.FEASIBILITY: [StandardStage.DRAFT]}
    assert StandardStage.CONSULTATION not in transitions(taken_over=True)


def test_a1_7_positions_and_indicators_are_listed_once() -> None:
    target = ProposedTarget(indicator_id=INDICATOR, amount=Decimal(6))
    twice = msgspec.structs.replace(
        CONTENT, positions=(OPERATOR, VERIFIER, OPERATOR), targets=(*CONTENT.targets, target)
    )
    outcome = given(PerformanceStandard, BEGUN, COLLECTED).when(
        lambda standard: standard.draft(act=ACT, code="ktp", content=twice)
    )
    outcome.then_refused("A1.7", "A1.7")
    assert outcome.paths == [("positionIds", 2), ("targets", 1, "indicatorId")]
    assert outcome.parameters == [{"number": 3}, {"number": 2}]


@pytest.mark.parametrize("stage", list(STEPS))
def test_a2_each_stage_is_entered_from_the_one_before(stage: StandardStage) -> None:
    before = list(WAY)[list(WAY).index(stage) - 1]
    given(PerformanceStandard, *until(before)).when(STEPS[stage]).then(WAY[stage])


@pytest.mark.parametrize("stage", list(STEPS))
@pytest.mark.parametrize("at", list(WAY))
def test_a2_1_no_stage_is_skipped_and_the_missing_one_is_named(at: StandardStage, stage: StandardStage) -> None:
    """From every stage into every other but the next; those that are there already, or may be repeated, aside."""
    may = {*transitions()[at], at}
    if at == StandardStage.CONSULTATION:
        may.add(StandardStage.DRAFT)
    if at == StandardStage.IN_FORCE:
        may.add(StandardStage.APPROVED)
    outcome = given(PerformanceStandard, *until(at)).when(STEPS[stage])
    if stage in may:
        assert "A2.1" not in outcome.rules or stage == StandardStage.FEASIBILITY == at
        return
    if stage == StandardStage.DRAFT and outcome.rules == []:
        outcome.then_nothing()  # the very same draft is there already
        return
    outcome.then_refused("A2.1")
    assert outcome.parameters[0]["stage"] == at
    assert outcome.parameters[0]["missing"] == transitions()[at][0]
    assert outcome.parameters[0]["action"]


def test_a2_a_standard_is_begun() -> None:
    given(PerformanceStandard).when(begin).then(BEGUN)


def test_a2_a_standard_that_was_begun_with_the_same_data_records_nothing() -> None:
    given(PerformanceStandard, BEGUN).when(begin).then_nothing()


def begin(standard: PerformanceStandard, title: str = "Penerbitan KTP") -> None:
    standard.begin(act=ACT, code="ktp", title=title, service="KTP elektronik")


def test_b1_4_the_code_of_a_standard_names_one_standard() -> None:
    given(PerformanceStandard, BEGUN).when(lambda standard: begin(standard, "Penerbitan KK")).then_refused("B1.4")
    given(PerformanceStandard, *TAKEN_OVER).when(begin).then_refused("B1.4")


def test_a2_data_are_numbered_as_they_are_collected() -> None:
    def collect(standard: PerformanceStandard) -> None:
        standard.collect(act=ACT, source="SKM 2024", finding="IKM 78,2")

    second = StandardDataCollected(act=ACT, number=1, datum=2, source="SKM 2024", finding="IKM 78,2")
    given(PerformanceStandard, BEGUN, COLLECTED).when(collect).then(second)


def test_a2_6_what_is_found_once_a_version_is_drafted_is_for_the_next_one() -> None:
    def collect(standard: PerformanceStandard) -> None:
        standard.collect(act=ACT, source="SKM 2024", finding="IKM 78,2")

    for stage in list(WAY)[1:-1]:
        outcome = given(PerformanceStandard, *until(stage)).when(collect)
        outcome.then_refused("A2.6")
        assert outcome.parameters == [{"stage": stage}]
    evaluated = given(PerformanceStandard, *until(StandardStage.EVALUATED)).when(collect)
    evaluated.then_refused("A2.1")
    assert evaluated.parameters[0]["action"] == "reviseStandard"


def test_a2_7_a_standard_is_begun_before_it_is_drafted() -> None:
    outcome = given(PerformanceStandard).when(STEPS[StandardStage.DRAFT])
    outcome.then_refused("A2.7")
    assert outcome.parameters == [{"action": "beginStandard"}]


@pytest.mark.parametrize("stage", list(STEPS))
def test_a2_5_after_a_standard_was_retired_no_stage_comes(stage: StandardStage) -> None:
    retired = StandardRetired(act=REASONED, number=1, last_day=date(2025, 12, 31))
    facts = (*until(StandardStage.EVALUATED), retired)
    changed = msgspec.structs.replace(CONTENT, title="Penerbitan KTP elektronik")
    step = STEPS[stage]
    if stage == StandardStage.DRAFT:
        step = lambda standard: standard.draft(act=ACT, code="ktp", content=changed)  # noqa: E731
    outcome = given(PerformanceStandard, *facts).when(step)
    outcome.then_refused("A2.5")
    assert outcome.parameters == [{"last_day": "2025-12-31"}]


def test_a2_5_a_retired_standard_is_not_revised_nor_collected_for_nor_retired_on_another_day() -> None:
    retired = StandardRetired(act=REASONED, number=1, last_day=date(2025, 12, 31))
    facts = (*until(StandardStage.EVALUATED), retired)
    given(PerformanceStandard, *facts).when(lambda it: it.revise(act=REASONED)).then_refused("A2.5")
    given(PerformanceStandard, *facts).when(lambda it: it.collect(act=ACT, source="a", finding="b")).then_refused(
        "A2.5"
    )
    given(PerformanceStandard, *facts).when(
        lambda it: it.retire(act=REASONED, last_day=date(2025, 11, 30))
    ).then_refused("A2.5")


def test_a2_4_a_version_is_evaluated_from_the_day_on_which_it_takes_effect() -> None:
    def evaluate(standard: PerformanceStandard) -> None:
        standard.evaluate(
            act=ACT, finding="Antrean turun", recommendation=Recommendation.REVISE, today=date(2025, 1, 31)
        )

    outcome = given(PerformanceStandard, *until(StandardStage.IN_FORCE)).when(evaluate)
    outcome.then_refused("A2.4")
    assert outcome.parameters == [{"effective_on": "2025-02-01", "today": "2025-01-31"}]
    given(PerformanceStandard, *until(StandardStage.IN_FORCE)).when(STEPS[StandardStage.EVALUATED]).then(EVALUATED)


def test_a2_2_nothing_is_drafted_on_no_data() -> None:
    given(PerformanceStandard, BEGUN).when(STEPS[StandardStage.DRAFT]).then_refused("A2.2")


@pytest.mark.parametrize("stage", [StandardStage.DRAFT, StandardStage.CONSULTATION])
def test_a2_a_draft_is_drafted_anew_until_it_is_checked(stage: StandardStage) -> None:
    changed = msgspec.structs.replace(CONTENT, title="Penerbitan KTP elektronik")
    anew = msgspec.structs.replace(drafted(again=True), title="Penerbitan KTP elektronik")
    given(PerformanceStandard, *until(stage)).when(
        lambda standard: standard.draft(act=ACT, code="ktp", content=changed)
    ).then(anew)


def test_a2_a_draft_that_was_checked_goes_back_and_takes_no_stage_with_it() -> None:
    """Neither the consultation nor the check of the draft before counts for the new one."""
    changed = msgspec.structs.replace(CONTENT, title="Penerbitan KTP elektronik")
    back = msgspec.structs.replace(drafted(again=True), title="Penerbitan KTP elektronik", led_back=True)
    checked = until(StandardStage.FEASIBILITY)
    given(PerformanceStandard, *checked).when(
        lambda standard: standard.draft(act=ACT, code="ktp", content=changed)
    ).then(back)
    given(PerformanceStandard, *checked).when(STEPS[StandardStage.DRAFT]).then_nothing()
    for stage in (StandardStage.FEASIBILITY, StandardStage.APPROVED):
        outcome = given(PerformanceStandard, *checked, back).when(STEPS[stage])
        outcome.then_refused("A2.1")
        assert outcome.parameters[0]["missing"] == StandardStage.CONSULTATION
    given(PerformanceStandard, *checked, back).when(STEPS[StandardStage.CONSULTATION]).then(OPENED)
    given(PerformanceStandard, *checked, back, OPENED).when(STEPS[StandardStage.APPROVED]).then_refused("A2.1")
    given(PerformanceStandard, *checked, back, OPENED).when(STEPS[StandardStage.FEASIBILITY]).then(CHECKED)


def test_a1_what_was_worked_out_before_is_taken_over_and_needs_no_stages_that_nobody_saw() -> None:
    def take_over(standard: PerformanceStandard) -> None:
        standard.draft(act=ACT, code="ktp", content=CONTENT, taken_over=True)

    given(PerformanceStandard).when(take_over).then(drafted(taken_over=True))
    given(PerformanceStandard, TAKEN_OVER[0]).when(take_over).then_nothing()
    given(PerformanceStandard, TAKEN_OVER[0]).when(STEPS[StandardStage.APPROVED]).then(APPROVED)
    given(PerformanceStandard, TAKEN_OVER[0]).when(STEPS[StandardStage.IN_FORCE]).then_refused("A2.1")
    given(PerformanceStandard, BEGUN).when(take_over).then_refused("B1.4")


def test_a1_2_a_standard_applies_to_at_least_one_position() -> None:
    nobody = msgspec.structs.replace(CONTENT, positions=())
    outcome = given(PerformanceStandard).when(
        lambda standard: standard.draft(act=ACT, code="ktp", content=nobody, taken_over=True)
    )
    outcome.then_refused("A1.2")
    assert outcome.paths == [("positionIds",)]


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        (ProcedureStep(name=" "), "A1.5"),
        (ProcedureStep(name="cetak", limit=Decimal(2)), "A1.6"),
        (ProcedureStep(name="cetak", limit_unit=TimeUnit.HOURS), "A1.6"),
        (ProcedureStep(name="cetak", limit=Decimal(0), limit_unit=TimeUnit.HOURS), "A1.6"),
    ],
)
def test_a1_a_step_has_a_name_and_a_whole_limit_or_none(step: ProcedureStep, rule: str) -> None:
    content = msgspec.structs.replace(CONTENT, steps=(CONTENT.steps[0], step))
    outcome = given(PerformanceStandard).when(
        lambda standard: standard.draft(act=ACT, code="ktp", content=content, taken_over=True)
    )
    outcome.then_refused(rule)
    assert outcome.parameters == [{"number": 2}]


def test_a1_3_what_is_in_force_is_not_redated() -> None:
    standing = given(PerformanceStandard, *until(StandardStage.IN_FORCE))
    standing.when(STEPS[StandardStage.IN_FORCE]).then_nothing()
    outcome = given(PerformanceStandard, *until(StandardStage.IN_FORCE)).when(
        lambda standard: standard.bring_into_force(act=ACT, effective_on=date(2025, 2, 2))
    )
    outcome.then_refused("A1.3")
    assert outcome.parameters == [{"effective_on": "2025-02-01"}]


def test_a2_a_standard_is_evaluated_as_often_as_that_is_asked() -> None:
    given(PerformanceStandard, *until(StandardStage.EVALUATED)).when(STEPS[StandardStage.EVALUATED]).then(EVALUATED)


def test_a2_an_evaluated_standard_is_revised_for_a_reason() -> None:
    evaluated = until(StandardStage.EVALUATED)
    revision = StandardRevisionBegun(act=REASONED, number=2)
    given(PerformanceStandard, *evaluated).when(lambda standard: standard.revise(act=REASONED)).then(revision)
    given(PerformanceStandard, *evaluated).when(lambda standard: standard.revise(act=SILENT)).then_refused("A2.3")
    given(PerformanceStandard, *until(StandardStage.IN_FORCE)).when(
        lambda standard: standard.revise(act=REASONED)
    ).then_refused("A2.1")


def test_a2_the_second_version_goes_the_whole_way_again() -> None:
    second = [StandardRevisionBegun(act=ACT, number=2), msgspec.structs.replace(COLLECTED, number=2)]
    facts = (*until(StandardStage.EVALUATED), *second)
    given(PerformanceStandard, *facts).when(STEPS[StandardStage.DRAFT]).then(drafted(number=2))
    given(PerformanceStandard, *facts).when(STEPS[StandardStage.APPROVED]).then_refused("A2.1")
    given(PerformanceStandard, *facts[:-1]).when(STEPS[StandardStage.DRAFT]).then_refused("A2.2")


@pytest.mark.parametrize("day", [date(2025, 1, 31), date(2025, 2, 1)])
def test_a1_4_a_version_takes_effect_after_the_one_before(day: date) -> None:
    approved = (
        *until(StandardStage.EVALUATED),
        StandardRevisionBegun(act=ACT, number=2),
        msgspec.structs.replace(COLLECTED, number=2),
        drafted(number=2),
        msgspec.structs.replace(OPENED, number=2),
        msgspec.structs.replace(CHECKED, number=2),
        msgspec.structs.replace(APPROVED, number=2),
    )
    given(PerformanceStandard, *approved).when(
        lambda standard: standard.bring_into_force(act=ACT, effective_on=day)
    ).then_refused("A1.4")
    later = StandardBroughtIntoForce(act=ACT, effective_on=date(2025, 2, 2), number=2)
    given(PerformanceStandard, *approved).when(
        lambda standard: standard.bring_into_force(act=ACT, effective_on=date(2025, 2, 2))
    ).then(later)


def test_a2_an_evaluated_standard_is_retired_for_a_reason_and_not_before_it_began() -> None:
    evaluated = until(StandardStage.EVALUATED)
    retired = StandardRetired(act=REASONED, number=1, last_day=date(2025, 12, 31))

    def retire(standard: PerformanceStandard) -> None:
        standard.retire(act=REASONED, last_day=date(2025, 12, 31))

    given(PerformanceStandard, *evaluated).when(retire).then(retired)
    given(PerformanceStandard, *evaluated, retired).when(retire).then_nothing()
    given(PerformanceStandard, *until(StandardStage.IN_FORCE)).when(retire).then_refused("A2.1")
    outcome = given(PerformanceStandard, *evaluated).when(
        lambda standard: standard.retire(act=SILENT, last_day=date(2025, 1, 31))
    )
    assert outcome.rules == ["A2.3", "A1.4"]


def test_a1_a_draft_of_the_first_format_is_one_that_was_taken_over() -> None:
    content = {"procedure": ["terima berkas", "cetak"]}
    StandardDrafted.upcast_v1_v2(content)
    assert content == {
        "steps": [{"name": "terima berkas"}, {"name": "cetak"}], "targets": [], "number": 1, "taken_over": True,
    }  # fmt: skip


def test_a4_the_feasibility_is_checked_after_the_consultation_and_says_what_it_rests_on() -> None:
    check = STEPS[StandardStage.FEASIBILITY]
    given(PerformanceStandard, *until(StandardStage.CONSULTATION)).when(check).then(CHECKED)
    given(PerformanceStandard, *until(StandardStage.DRAFT)).when(check).then_refused("A2.1")


def test_a8_a_standard_applies_to_the_positions_of_the_version_in_force_whatever_is_drafted_since() -> None:
    def applies(*facts: Fact, day: date = date(2025, 3, 1)) -> tuple[UUID, ...]:
        return given(PerformanceStandard, *facts).when(lambda _: None).aggregate.positions_on(day)

    other = UUID(int=34)
    second = [
        StandardRevisionBegun(act=ACT, number=2),
        msgspec.structs.replace(COLLECTED, number=2),
        msgspec.structs.replace(drafted(number=2), positions=(other,)),
        msgspec.structs.replace(OPENED, number=2),
        msgspec.structs.replace(CHECKED, number=2),
        msgspec.structs.replace(APPROVED, number=2),
    ]
    first = until(StandardStage.EVALUATED)
    assert applies(*until(StandardStage.FEASIBILITY)) == ()
    assert applies(*until(StandardStage.APPROVED)) == CONTENT.positions, "approved, and not in force yet"
    assert applies(*first, *second) == CONTENT.positions
    later = StandardBroughtIntoForce(act=ACT, effective_on=date(2025, 7, 1), number=2)
    assert applies(*first, *second, later) == CONTENT.positions
    assert applies(*first, *second, later, day=date(2025, 7, 1)) == (other,)
    retired = StandardRetired(act=REASONED, number=1, last_day=date(2025, 12, 31))
    assert applies(*first, retired, day=date(2025, 12, 31)) == CONTENT.positions
    assert applies(*first, retired, day=date(2026, 1, 1)) == ()


def test_a1_what_a_version_in_force_promises_is_not_moved_by_a_draft_of_the_next() -> None:
    revised = (
        *TAKEN_OVER, EVALUATED, StandardRevisionBegun(act=REASONED, number=2), drafted(number=2),
    )  # fmt: skip
    standard = given(PerformanceStandard, *revised).when(lambda _: None).aggregate
    binding = standard.version_on(date(2025, 6, 1))
    assert (standard.number, binding and binding.number) == (2, 1)
    unapproved = given(PerformanceStandard, BEGUN, COLLECTED, drafted()).when(lambda _: None).aggregate
    assert unapproved.version_on(date(2025, 6, 1)) is None, "a draft binds nobody"
