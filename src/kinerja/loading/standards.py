"""standards.csv, indicators.csv and periods.csv: what is measured, and when."""

import re
from decimal import Decimal

import msgspec

from kinerja.application.indicators import DefineIndicator, IndicatorManualInput
from kinerja.application.periods import OpenPeriod
from kinerja.application.standards import ApproveStandard, BringStandardIntoForce, DraftStandard
from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.standard_contents import ProcedureStep
from kinerja.domain.standard_vocabulary import DegreeOfControl, Direction, IndicatorFamily, ReportingPeriod, TimeUnit
from kinerja.domain.vocabulary import Cadence
from kinerja.identity.relations import Standing
from kinerja.loading.format import FileFormat, Kind, Row, code, codes, day, of_kind, term, text
from kinerja.loading.naming import Codes
from kinerja.loading.stages import Rows, Stage, as_day, parts

STANDARDS = FileFormat(
    name="standards",
    about="The standards of the services and the positions that they apply to.",
    key=("standard",),
    columns=(
        code("standard", "key"),
        text("title", "name of the standard", 300),
        text("service", "the service that it governs", 300),
        codes("positions", "positions it applies to", names="positions"),
        of_kind(
            "procedure",
            Kind.TEXTS,
            "steps in their order, separated by `;`; behind a step its time limit, such as `(2 WORKING_DAYS)`",
            empty="none",
        ),
        text("legal_basis", "the regulation it rests on", 500),
        day("drafted_on", "date of the draft"),
        day("approved_on", "date of the approval", empty="not approved yet"),
        day("effective_on", "first day on which it holds", empty="not in force yet"),
    ),
    order=("drafted_on", "approved_on", "effective_on"),
)
INDICATORS = FileFormat(
    name="indicators",
    about="The indicator manual. Revisions are made by `reviseIndicator`, not by a file.",
    key=("indicator",),
    columns=(
        code("indicator", "key"),
        code("standard", "standard it belongs to", names="standards"),
        text("name", "name", 300),
        term("family", IndicatorFamily, "what it measures"),
        text("purpose", "what it is measured for", 2000),
        text("definition", "what exactly is measured", 2000),
        text("formula", "how it is computed, in words, with its terms", 2000),
        text("unit", "unit of targets and realizations, such as `jam kerja`, `persen` or the thing counted", 60),
        text("data_source", "where the figure comes from", 500),
        term("reporting_period", ReportingPeriod, "how often it is reported"),
        term("direction", Direction, "which way is the good one"),
        of_kind("cumulative", Kind.YES_NO, "`yes`: months are summed; `no`: months are averaged"),
        text("numerator", "what is divided, of a ratio in percent", 300, empty="not a ratio"),
        text("denominator", "what it is divided by", 300, empty="not a ratio"),
        term("control", DegreeOfControl, "how far the employee controls it"),
        text("task", "the task that it measures", 500),
        day("defined_on", "date of the definition; the log keeps it in the reason", empty="not known"),
        day("effective_on", "first day on which it holds"),
    ),
)
PERIODS = FileFormat(
    name="periods",
    about="The periods of evaluation and the rule version that each pins.",
    key=("period",),
    columns=(
        code("period", "key, such as `2025`"),
        text("name", "name", 300),
        day("starts_on", "first day"),
        day("ends_on", "last day"),
        term("cadence", Cadence, "how often it is evaluated before the annual evaluation"),
        text("rules", "rule version, such as `indonesia-2025`", 40),
        day("opened_on", "date of the opening; the log keeps it in the reason", empty="not known"),
    ),
)


def _draft(codes: Codes, rows: Rows) -> DraftStandard:
    (row,) = rows
    return DraftStandard(
        code=row["standard"],
        title=row["title"],
        service=row["service"],
        position_ids=tuple(codes.named("Position", each) for each in parts(row["positions"])),
        steps=tuple(_step(each) for each in parts(row["procedure"])),
        legal_basis=row["legal_basis"],
    )


def _step(written: str) -> ProcedureStep:
    """A step as it is written; what stands in brackets and is no limit belongs to its name."""
    found = _STEP_WITH_LIMIT.fullmatch(written)
    if found is None:
        return ProcedureStep(name=written)
    return ProcedureStep(name=found["name"], limit=Decimal(found["limit"]), limit_unit=TimeUnit[found["unit"]])


_STEP_WITH_LIMIT = re.compile(rf"(?P<name>.+) \((?P<limit>\d+(\.\d+)?) (?P<unit>{'|'.join(TimeUnit)})\)")


def _approve(codes: Codes, rows: Rows) -> ApproveStandard:
    (row,) = rows
    return ApproveStandard(standard_id=codes.named("PerformanceStandard", row["standard"]))


def _bring_into_force(codes: Codes, rows: Rows) -> BringStandardIntoForce:
    (row,) = rows
    id = codes.named("PerformanceStandard", row["standard"])
    return BringStandardIntoForce(standard_id=id, effective_on=as_day(row["effective_on"]))


def _indicator(codes: Codes, rows: Rows) -> DefineIndicator:
    (row,) = rows
    return DefineIndicator(
        code=row["indicator"],
        standard_id=codes.named("PerformanceStandard", row["standard"]),
        manual=IndicatorManualInput(**msgspec.structs.asdict(_manual(row))),
        effective_on=as_day(row["effective_on"]),
    )


def _manual(row: Row) -> IndicatorManual:
    return IndicatorManual(
        name=row["name"],
        family=IndicatorFamily[row["family"]],
        purpose=row["purpose"],
        definition=row["definition"],
        formula=row["formula"],
        unit=row["unit"],
        data_source=row["data_source"],
        reporting_period=ReportingPeriod[row["reporting_period"]],
        direction=Direction[row["direction"]],
        cumulative=row["cumulative"] == "yes",
        numerator=row["numerator"] or None,
        denominator=row["denominator"] or None,
        control=DegreeOfControl[row["control"]],
        task=row["task"],
    )


def _period(_codes: Codes, rows: Rows) -> OpenPeriod:
    (row,) = rows
    return OpenPeriod(
        code=row["period"],
        name=row["name"],
        starts_on=as_day(row["starts_on"]),
        ends_on=as_day(row["ends_on"]),
        cadence=Cadence[row["cadence"]],
        rules=row["rules"],
    )


DRAFT = Stage(
    file=STANDARDS,
    make=_draft,
    whose=Standing.OPERATOR,  # taken over: nobody here saw the stages before
    on="drafted_on",
    needs=lambda row: [("positions", each) for each in parts(row["positions"])],
    gives=lambda row: [("standards", row["standard"])],
    columns={
        "code": "standard",
        "positionIds": "positions",
        "title": "title",
        "service": "service",
        "legalBasis": "legal_basis",
    },
)
APPROVE = Stage(
    file=STANDARDS,
    step="standards approved",
    make=_approve,
    whose=Standing.STANDARD_AUTHORITY,
    on="approved_on",
    when=lambda _codes, row: bool(row["approved_on"]),
    columns={"standardId": "standard"},
)
BRING_INTO_FORCE = Stage(
    file=STANDARDS,
    step="standards in force",
    make=_bring_into_force,
    whose=Standing.STANDARD_AUTHORITY,
    on="approved_on",
    when=lambda _codes, row: bool(row["effective_on"]),
    columns={"standardId": "standard", "effectiveOn": "effective_on"},
)
DEFINE = Stage(
    file=INDICATORS,
    make=_indicator,
    whose=Standing.PERFORMANCE_ADMINISTRATOR,
    on="defined_on",
    needs=lambda row: [("standards", row["standard"])],
    gives=lambda row: [("indicators", row["indicator"])],
    columns={
        "code": "indicator",
        "standardId": "standard",
        "dataSource": "data_source",
        **{name: name for name in ("name", "purpose", "definition", "formula", "unit", "task")},
        **{name: name for name in ("numerator", "denominator", "cumulative")},
    },
    change="reviseIndicator",
)
OPEN = Stage(
    file=PERIODS,
    make=_period,
    whose=Standing.PERFORMANCE_ADMINISTRATOR,
    on="opened_on",
    gives=lambda row: [("periods", row["period"])],
    columns={"code": "period", "name": "name", "startsOn": "starts_on", "endsOn": "ends_on", "rules": "rules"},
)
