"""progress.csv: what was realised, month by month."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from kinerja.application.progress import RealizationInput, ReportProgress
from kinerja.identity.relations import Standing
from kinerja.loading.format import FileFormat, Kind, Misfit, Row, code, day, of_kind, text
from kinerja.loading.naming import Codes, Key
from kinerja.loading.rules import RATIO_DIFFERS
from kinerja.loading.stages import Rows, Stage

_PERCENT = Decimal(100)
_DECIMALS = Decimal("0.01")


def percentage(numerator: int, denominator: int) -> Decimal:
    """One count in another in percent, rounded half up to 2 decimals. ``denominator`` is not 0."""
    return (_PERCENT * numerator / denominator).quantize(_DECIMALS, ROUND_HALF_UP)


def _check(row: Row) -> Iterable[Misfit]:
    """A percentage that contradicts its own counts."""
    if row["numerator"] and row["denominator"].strip("0"):
        right = percentage(int(row["numerator"]), int(row["denominator"]))
        if Decimal(row["realization"]) != right:
            yield "realization", RATIO_DIFFERS, {"percentage": right}


PROGRESS = FileFormat(
    name="progress",
    about="One line per target and month. The lines of one report stand one after the other.",
    key=("plan", "month", "target"),
    columns=(
        code("plan", "plan", names="plans"),
        of_kind("month", Kind.MONTH, "the month reported on"),
        day("reported_on", "date of the report: the same in all lines of the month"),
        code("target", "target of the plan"),
        of_kind(
            "realization", Kind.DECIMAL, "the month's own value; of a ratio the percentage, half up to 2 decimals"
        ),
        of_kind("numerator", Kind.WHOLE, "count above the line, of a ratio", empty="not a ratio"),
        of_kind("denominator", Kind.WHOLE, "count below the line, of a ratio", empty="not a ratio"),
        text("note", "what is to be said about it", empty="no note"),
    ),
    together=("plan", "month"),
    check=_check,
)


def _report(codes: Codes, rows: Rows) -> ReportProgress:
    plan = rows[0]["plan"]
    return ReportProgress(
        plan_id=codes.plan(plan),
        month=rows[0]["month"],
        lines=tuple(_realization(codes, row) for row in rows),
    )


def _realization(codes: Codes, row: Row) -> RealizationInput:
    ratio = bool(row["numerator"] or row["denominator"])
    return RealizationInput(
        target_id=codes.target(row["plan"], row["target"]),
        amount=None if ratio else Decimal(row["realization"]),
        numerator=int(row["numerator"]) if row["numerator"] else None,
        denominator=int(row["denominator"]) if row["denominator"] else None,
        note=row["note"] or None,
    )


def _needs(row: Row) -> Iterable[Key]:
    return [("plans", row["plan"]), ("approved", row["plan"]), ("targets", row["plan"], row["target"])]


REPORT = Stage(
    file=PROGRESS,
    make=_report,
    whose=Standing.SELF,
    on="reported_on",
    needs=_needs,
    wants=lambda row: [("plans", row["plan"])],
    columns={
        "planId": "plan",
        "month": "month",
        "targetId": "target",
        "amount": "realization",
        "numerator": "numerator",
        "note": "note",
        "expectedVersion": "month",
    },
    change="reportProgress",
    afresh=True,
)
