"""Templates of plans: the same results, targets and expectations for a whole cohort (B9)."""

from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.inputs import says
from kinerja.domain.plan_checks import misweighed
from kinerja.domain.plan_contents import WorkResult
from kinerja.domain.plan_vocabulary import ResultHolder, WorkResultKind
from kinerja.domain.refusals import Refusal, raise_all
from kinerja.domain.rulebook.plan_templates import EXPECTED_TWICE
from kinerja.domain.rulebook.plans import RESULT_WITHOUT_TARGET, TARGET_ZERO, WEIGHTS
from kinerja.domain.vocabulary import Aspect, CoreValue

_WHOLE = Decimal(100)


class TemplateTarget(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be reached in an indicator; of a cumulative one in a plan over the whole period."""

    indicator_id: UUID
    aspect: Aspect
    amount: Decimal


class TemplateResult(msgspec.Struct, frozen=True, kw_only=True):
    """A result with its targets."""

    kind: WorkResultKind
    title: str
    weight: Decimal
    held_by: ResultHolder
    targets: tuple[TemplateTarget, ...]


class TemplateExpectation(msgspec.Struct, frozen=True, kw_only=True):
    """What is expected of a behaviour in particular."""

    value: Annotated[CoreValue, says("The value.")]
    expectation: Annotated[str, says("What is expected.", 1, 4000)]


class TemplateContent(msgspec.Struct, frozen=True, kw_only=True):
    """What a version of a template says. It is about nobody in particular, so nothing of it is sealed."""

    code: str
    title: str
    results: tuple[TemplateResult, ...]
    expectations: tuple[TemplateExpectation, ...]


class PlanTemplateDefined(Fact, frozen=True, kw_only=True):
    """A template was defined, or defined anew; plans that were drafted from it stay as they are."""

    label_id: ClassVar[str] = "Templat SKP ditetapkan"
    label_en: ClassVar[str] = "Plan template defined"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "PlanTemplate"),)

    number: int
    content: TemplateContent

    def apply(self, aggregate: "PlanTemplate") -> None:
        aggregate.number = self.number
        aggregate.contents[self.number] = self.content


class PlanTemplate(Aggregate):
    """A template and its versions; ``number`` is that of the newest."""

    number = 0

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.contents: dict[int, TemplateContent] = {}

    @property
    def content(self) -> TemplateContent | None:
        """The newest version; None before the first."""
        return self.contents.get(self.number)

    def define(self, *, act: Act, content: TemplateContent) -> None:
        """Define it, or define it anew. Refused with all of B3.2, B3.3, B3.5, B3.6 and B9.4 that it violates."""
        if self.content == content:
            return
        raise_all(_faults(content))
        self.trigger_event(PlanTemplateDefined, act=act, number=self.number + 1, content=content)


def _faults(content: TemplateContent) -> list[Refusal]:
    faults = [fault for place, result in enumerate(content.results) for fault in _faults_of(place, result)]
    total = sum((each.weight for each in content.results if each.kind == WorkResultKind.PRIMARY), Decimal(0))
    if total != _WHOLE:
        faults.append(Refusal(WEIGHTS, ("results",), {"total": str(total)}))
    expected = [each.value for each in content.expectations]
    return faults + [
        Refusal(EXPECTED_TWICE, ("expectations", place))
        for place, value in enumerate(expected)
        if value in expected[:place]
    ]


def _faults_of(place: int, result: TemplateResult) -> list[Refusal]:
    path = ("results", place)
    as_planned = WorkResult(id=UUID(int=place), kind=result.kind, supports=None, weight=result.weight)
    faults = misweighed(as_planned, (*path, "weight"))
    if not result.targets:
        faults.append(Refusal(RESULT_WITHOUT_TARGET, path))
    return faults + [
        Refusal(TARGET_ZERO, (*path, "targets", line, "amount"))
        for line, target in enumerate(result.targets)
        if target.amount <= 0
    ]
