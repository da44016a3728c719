"""plans.csv, work_results.csv, targets.csv and expectations.csv: what is to be reached."""

from collections.abc import Iterable
from decimal import Decimal

from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plans import (
    AddWorkResult,
    ApprovePlan,
    DraftPlan,
    SetBehaviorExpectation,
    SetTarget,
    SubmitPlan,
)
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.vocabulary import Aspect, CoreValue
from kinerja.identity.relations import Standing
from kinerja.loading.format import FileFormat, Kind, Row, code, day, fixed, of_kind, term, text
from kinerja.loading.naming import Codes, Key
from kinerja.loading.stages import Rows, Stage, as_day

PLANS = FileFormat(
    name="plans",
    about="The plans (SKP), one per assignment and period.",
    key=("plan",),
    columns=(
        code("plan", "key"),
        code("assignment", "the plan is of this person in this post", names="assignments"),
        code("period", "period", names="periods"),
        fixed("approach", "QUANTITATIVE", "how the results are measured"),
        day("starts_on", "first day: the first of a month within assignment and period"),
        day("ends_on", "last day: the last of such a month"),
        day("drafted_on", "date of the draft"),
        day("submitted_on", "date of the submission", empty="not submitted yet"),
        day("approved_on", "date of the approval by the appraising officer of that day", empty="not approved yet"),
    ),
    order=("drafted_on", "submitted_on", "approved_on"),
)
WORK_RESULTS = FileFormat(
    name="work_results",
    about="The results of the plans. The leader's result stands above those that support it.",
    key=("plan", "result"),
    columns=(
        code("plan", "plan", names="plans"),
        code("result", "key within the plan"),
        term("kind", WorkResultKind, "kind of result"),
        text("title", "what is to come about"),
        of_kind("supports", Kind.RESULT, "the leader's result", empty="supports none"),
        of_kind("weight", Kind.DECIMAL, "percent of the plan: `PRIMARY` ones sum to 100, `ADDITIONAL` is 0"),
    ),
)
TARGETS = FileFormat(
    name="targets",
    about="The targets of the results. Revisions are made by `revisePlan`, not by a file.",
    key=("plan", "target"),
    columns=(
        code("plan", "plan", names="plans"),
        code("result", "result of the same plan"),
        code("target", "key within the plan"),
        code("indicator", "indicator", names="indicators"),
        term("aspect", Aspect, "aspect of the result"),
        of_kind(
            "amount", Kind.DECIMAL, "above 0, in the indicator's unit; cumulative: for the whole span of the plan"
        ),
    ),
)
EXPECTATIONS = FileFormat(
    name="expectations",
    about="What the leader expects of a behaviour in particular.",
    key=("plan", "value"),
    columns=(
        code("plan", "plan", names="plans"),
        term("value", CoreValue, "core value (BerAKHLAK)"),
        text("expectation", "the special expectation"),
    ),
)


def _draft(codes: Codes, rows: Rows) -> DraftPlan:
    (row,) = rows
    return DraftPlan(
        position_id=codes.position_of(row["assignment"]),
        assignment_id=codes.assignment(row["assignment"]),
        period_id=codes.named("Period", row["period"]),
        starts_on=as_day(row["starts_on"]),
        ends_on=as_day(row["ends_on"]),
    )


def _result(codes: Codes, rows: Rows) -> AddWorkResult:
    (row,) = rows
    supported = row["supports"].split(":") if row["supports"] else None
    result = ResultInput(
        kind=WorkResultKind[row["kind"]],
        title=row["title"],
        supports_plan_id=codes.plan(supported[0]) if supported else None,
        supports_result_id=codes.result(*supported) if supported else None,
        weight=Decimal(row["weight"]),
    )
    return AddWorkResult(plan_id=codes.plan(row["plan"]), result=result)


def _target(codes: Codes, rows: Rows) -> SetTarget:
    (row,) = rows
    target = TargetInput(
        indicator_id=codes.named("Indicator", row["indicator"]),
        aspect=Aspect[row["aspect"]],
        amount=Decimal(row["amount"]),
    )
    result_id = codes.result(row["plan"], row["result"])
    return SetTarget(plan_id=codes.plan(row["plan"]), result_id=result_id, target=target)


def _expectation(codes: Codes, rows: Rows) -> SetBehaviorExpectation:
    (row,) = rows
    return SetBehaviorExpectation(
        plan_id=codes.plan(row["plan"]), value=CoreValue[row["value"]], expectation=row["expectation"]
    )


def _of_plan(row: Row) -> Iterable[Key]:
    return [("plans", row["plan"])]


def _content_of(row: Row) -> Iterable[Key]:
    """A plan is submitted with all that its lines say, or waits."""
    return [("content", row["plan"])]


def _result_needs(row: Row) -> Iterable[Key]:
    supported = [("work_results", *row["supports"].split(":"))] if row["supports"] else []
    return [("plans", row["plan"]), *supported]


def _result_wants(row: Row) -> Iterable[Key]:
    supported = [("plans", row["supports"].split(":")[0])] if row["supports"] else []
    return [("plans", row["plan"]), *supported]


DRAFT = Stage(
    file=PLANS,
    make=_draft,
    whose=Standing.SELF,
    on="drafted_on",
    needs=lambda row: [("assignments", row["assignment"]), ("periods", row["period"])],
    gives=lambda row: [("plans", row["plan"])],
    wants=lambda row: [("assignments", row["assignment"])],
    columns={
        "positionId": "assignment",
        "assignmentId": "assignment",
        "periodId": "period",
        "startsOn": "starts_on",
    },
    change="revisePlan",
)
ADD_RESULT = Stage(
    file=WORK_RESULTS,
    make=_result,
    whose=Standing.SELF,
    needs=_result_needs,
    gives=lambda row: [("work_results", row["plan"], row["result"]), *_content_of(row)],
    wants=_result_wants,
    columns={
        "planId": "plan",
        "title": "title",
        "weight": "weight",
        "supportsPlanId": "supports",
        "supportsResultId": "supports",
    },
    change="revisePlan",
)
SET_TARGET = Stage(
    file=TARGETS,
    make=_target,
    whose=Standing.SELF,
    needs=lambda row: [
        ("plans", row["plan"]),
        ("work_results", row["plan"], row["result"]),
        ("indicators", row["indicator"]),
    ],
    gives=lambda row: [("targets", row["plan"], row["target"]), *_content_of(row)],
    wants=_of_plan,
    columns={"planId": "plan", "resultId": "result", "indicatorId": "indicator", "amount": "amount"},
    change="revisePlan",
)
EXPECT = Stage(
    file=EXPECTATIONS,
    make=_expectation,
    whose=Standing.APPRAISER,
    needs=_of_plan,
    gives=_content_of,
    wants=_of_plan,
    columns={"planId": "plan", "expectation": "expectation"},
    change="setBehaviorExpectation",
)
SUBMIT = Stage(
    file=PLANS,
    step="submitted",
    make=lambda codes, rows: SubmitPlan(plan_id=codes.plan(rows[0]["plan"])),
    whose=Standing.SELF,
    on="submitted_on",
    when=lambda _codes, row: bool(row["submitted_on"]),
    needs=_content_of,
    wants=_of_plan,
    columns={"planId": "plan"},
)
APPROVE = Stage(
    file=PLANS,
    step="approved",
    make=lambda codes, rows: ApprovePlan(plan_id=codes.plan(rows[0]["plan"])),
    whose=Standing.APPRAISER,
    on="approved_on",
    when=lambda _codes, row: bool(row["approved_on"]),
    gives=lambda row: [("approved", row["plan"])],
    wants=_of_plan,
    columns={"planId": "plan"},
    rounds=True,
)
