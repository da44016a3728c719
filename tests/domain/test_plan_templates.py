"""Templates of plans for a cohort (B9)."""

from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.plan_templates import (
    PlanTemplate,
    PlanTemplateDefined,
    TemplateContent,
    TemplateExpectation,
    TemplateResult,
    TemplateTarget,
)
from kinerja.domain.plan_vocabulary import ResultHolder, WorkResultKind
from kinerja.domain.vocabulary import Aspect, CoreValue
from tests.domain.given import ACT, given

TARGET = TemplateTarget(indicator_id=UUID(int=60), aspect=Aspect.QUANTITY, amount=Decimal(1200))
RESULT = TemplateResult(
    kind=WorkResultKind.PRIMARY,
    title="Permohonan dilayani",
    weight=Decimal(100),
    held_by=ResultHolder.POST,
    targets=(TARGET,),
)
CONTENT = TemplateContent(
    code="LOKET",
    title="Petugas loket",
    results=(RESULT,),
    expectations=(TemplateExpectation(value=CoreValue.SERVICE_ORIENTED, expectation="Ramah"),),
)
replace = msgspec.structs.replace


def define(template: PlanTemplate, content: TemplateContent = CONTENT) -> None:
    template.define(act=ACT, content=content)


def test_b9_a_template_is_defined_and_defined_anew() -> None:
    first = PlanTemplateDefined(act=ACT, number=1, content=CONTENT)
    given(PlanTemplate).when(define).then(first)
    given(PlanTemplate, first).when(define).then_nothing()
    other = replace(CONTENT, title="Petugas loket depan")
    given(PlanTemplate, first).when(lambda it: define(it, other)).then(
        PlanTemplateDefined(act=ACT, number=2, content=other)
    )


@pytest.mark.parametrize(
    ("results", "rules"),
    [
        ((replace(RESULT, weight=Decimal(60)),), ["B3.2"]),
        ((), ["B3.2"]),
        ((replace(RESULT, targets=()),), ["B3.3"]),
        ((replace(RESULT, targets=(replace(TARGET, amount=Decimal(0)),)),), ["B3.5"]),
        ((RESULT, replace(RESULT, weight=Decimal(0))), ["B3.6"]),
        ((replace(RESULT, weight=Decimal(101), targets=()),), ["B3.6", "B3.3", "B3.2"]),
    ],
)
def test_b9_a_template_is_complete_as_a_plan_has_to_be(results: tuple[TemplateResult, ...], rules: list[str]) -> None:
    content = replace(CONTENT, results=results)
    given(PlanTemplate).when(lambda it: define(it, content)).then_refused(*rules)


def test_b9_4_each_value_is_named_once() -> None:
    content = replace(CONTENT, expectations=CONTENT.expectations * 2)
    given(PlanTemplate).when(lambda it: define(it, content)).then_refused("B9.4")
