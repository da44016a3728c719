"""Everything a folder says, as commands in the order of their days."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kinerja.application.agency import FoundAgency, GrantRole
from kinerja.application.commands import Command
from kinerja.application.evaluations import AcceptEvaluation, DeliverEvaluation, OpenEvaluation, RateEvaluation
from kinerja.application.feedback import GiveFeedback
from kinerja.application.indicators import DefineIndicator
from kinerja.application.organisation import (
    EstablishOrgUnit,
    EstablishPosition,
    NewEmployee,
    RegisterEmployee,
    StartAssignment,
)
from kinerja.application.periods import OpenPeriod
from kinerja.application.plans import (
    AddWorkResult,
    ApprovePlan,
    DraftPlan,
    ResultInput,
    SetBehaviorExpectation,
    SubmitPlan,
    TargetInput,
)
from kinerja.application.progress import RealizationInput, ReportProgress
from kinerja.application.ratings import BehaviorRatingInput, FinalizeRating, SaveRating
from kinerja.application.standards import ApproveStandard, BringStandardIntoForce, DraftStandard
from kinerja.application.work import OPERATOR, Actor
from kinerja.demo.folder import Folder, Row
from kinerja.domain.act import Letter
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.indicators import IndicatorManual
from kinerja.domain.vocabulary import (
    AgencyLevel,
    Aspect,
    AssignmentKind,
    Cadence,
    CoreValue,
    DegreeOfControl,
    Direction,
    Employment,
    FunctionalLevel,
    IndicatorFamily,
    OrgUnitKind,
    PositionKind,
    RatingLevel,
    ReportingPeriod,
    Role,
    WorkResultKind,
)


@dataclass(frozen=True)
class Step:
    """One command of a load: on which day, by whom. Both are made when its turn comes."""

    day: date
    stage: int
    command_id: UUID
    actor: Callable[[], Actor]
    command: Callable[[], Command]
    what: str


def steps(folder: Folder) -> list[Step]:
    """Everything the folder says, as commands in the order of their days."""
    loaders = (
        _organisation, _employees, _assignments, _roles, _standards, _indicators, _periods, _plans, _results,
        _expectations, _approvals, _progress, _feedback, _evaluations, _ratings,
    )  # fmt: skip
    made = [step for loader in loaders for step in loader(folder)]
    return sorted(made, key=lambda step: (step.day, step.stage))


def _day(value: str) -> date:
    return date.fromisoformat(value)


def _letter(row: Row) -> Letter:
    return Letter(
        number=row["letter_number"],
        issuer=row["letter_issuer"],
        issued_on=_day(row["letter_date"]),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _organisation(folder: Folder) -> Iterator[Step]:
    row = folder.rows("agency")[0]
    founded = _day(row["founded_on"])
    person = next(line for line in folder.rows("employees") if line["employee"] == folder.administrator)
    found = FoundAgency(
        name=row["name"],
        level=AgencyLevel[row["level"]],
        time_zone=row["time_zone"],
        administrator=_new_employee(person),
        letter=_letter(row),
    )
    key = folder.command_id("agency", folder.agency)
    yield Step(founded, 0, key, lambda: OPERATOR, lambda: found, f"agency {folder.agency}")
    for line in folder.rows("org_units"):
        unit = EstablishOrgUnit(
            code=line["unit"],
            name=line["name"],
            kind=OrgUnitKind[line["kind"]],
            parent_id=folder.named("OrgUnit", line["parent"]) if line["parent"] else None,
        )
        yield _by_administrator(folder, founded, 1, ("org_units", line["unit"]), unit)
    for line in folder.rows("positions"):
        yield _by_administrator(folder, founded, 2, ("positions", line["position"]), _position(folder, line))


def _position(folder: Folder, line: Row) -> EstablishPosition:
    level = line["functional_level"]
    return EstablishPosition(
        code=line["position"],
        title=line["title"],
        kind=PositionKind[line["kind"]],
        functional_level=FunctionalLevel[level] if level else None,
        unit_id=folder.named("OrgUnit", line["unit"]),
        reports_to=folder.named("Position", line["reports_to"]) if line["reports_to"] else None,
    )


def _by_administrator(folder: Folder, day: date, stage: int, key: Sequence[str], command: Command) -> Step:
    return _by(folder, folder.administrator, day, stage, key, command)


def _by(folder: Folder, employee: str, day: date, stage: int, key: Sequence[str], command: Command) -> Step:
    """A step by an employee whom the file names, not found in the log."""
    actor = folder.employee(employee)
    return Step(day, stage, folder.command_id(*key), lambda: actor, lambda: command, " ".join(key))


def _new_employee(line: Row) -> NewEmployee:
    return NewEmployee(name=line["name"], nip=line["nip"], employment=Employment[line["employment"]])


def _employees(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("employees"):
        if line["employee"] != folder.administrator:
            command = RegisterEmployee(employee=_new_employee(line))
            day = _day(line["registered_on"])
            yield _by_administrator(folder, day, 3, ("employees", line["employee"]), command)


def _assignments(folder: Folder) -> Iterator[Step]:
    registered = {line["employee"]: _day(line["registered_on"]) for line in folder.rows("employees")}
    for line in folder.assignments.values():
        command = StartAssignment(
            employee_id=folder.employees[line["employee"]],
            position_id=folder.named("Position", line["position"]),
            kind=AssignmentKind[line["kind"]],
            starts_on=_day(line["starts_on"]),
            ends_on=_day(line["ends_on"]) if line["ends_on"] else None,
            letter=_letter(line),
        )
        day = max(registered[line["employee"]], _day(line["letter_date"]))
        yield _by_administrator(folder, day, 4, ("assignments", line["assignment"]), command)


def _roles(folder: Folder) -> Iterator[Step]:
    for number, line in enumerate(folder.rows("roles")):
        outside = bool(line["holder_name"])
        command = GrantRole(
            holder_id=None if outside else folder.employees[line["holder"]],
            holder_name=line["holder_name"] or None,
            role=Role[line["role"]],
            starts_on=_day(line["starts_on"]),
            ends_on=_day(line["ends_on"]) if line["ends_on"] else None,
            unit_ids=tuple(folder.named("OrgUnit", unit) for unit in _split(line["units"])),
            letter=_letter(line),
        )
        founded = _day(folder.rows("agency")[0]["founded_on"])
        day = max(founded, _day(line["letter_date"]))
        yield _by_administrator(folder, day, 5, ("roles", str(number)), command)


def _standards(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("standards"):
        key, id = line["standard"], folder.named("PerformanceStandard", line["standard"])
        draft = DraftStandard(
            code=key,
            title=line["title"],
            service=line["service"],
            position_ids=tuple(folder.named("Position", code) for code in _split(line["positions"])),
            procedure=_split(line["procedure"]),
            legal_basis=line["legal_basis"],
        )
        yield _by_administrator(folder, _day(line["drafted_on"]), 6, ("standards", key), draft)
        signed: tuple[tuple[str, int, Command], ...] = (
            ("approved", 8, ApproveStandard(standard_id=id)),
            ("in force", 9, BringStandardIntoForce(standard_id=id, effective_on=_day(line["effective_on"]))),
        )
        for what, stage, command in signed:
            yield _step(folder, line["approved_on"], stage, ("standards", key, what), folder.authority, command)


def _step(
    folder: Folder, day: str, stage: int, key: tuple[str, ...], actor: Callable[[], Actor],
    command: Command | Callable[[], Command],
) -> Step:  # fmt: skip
    make = command if not isinstance(command, Command) else lambda: command
    return Step(_day(day), stage, folder.command_id(*key), actor, make, " ".join(key))


def _indicators(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("indicators"):
        command = DefineIndicator(
            code=line["indicator"],
            standard_id=folder.named("PerformanceStandard", line["standard"]),
            manual=_manual(line),
            effective_on=_day(line["effective_on"]),
        )
        yield _by_administrator(folder, _day(line["defined_on"]), 7, ("indicators", line["indicator"]), command)


def _manual(line: Row) -> IndicatorManual:
    return IndicatorManual(
        name=line["name"],
        family=IndicatorFamily[line["family"]],
        purpose=line["purpose"],
        definition=line["definition"],
        formula=line["formula"],
        unit=line["unit"],
        data_source=line["data_source"],
        reporting_period=ReportingPeriod[line["reporting_period"]],
        direction=Direction[line["direction"]],
        cumulative=line["cumulative"] == "yes",
        numerator=line["numerator"] or None,
        denominator=line["denominator"] or None,
        control=DegreeOfControl[line["control"]],
        task=line["task"],
    )


def _periods(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("periods"):
        command = OpenPeriod(
            code=line["period"],
            name=line["name"],
            starts_on=_day(line["starts_on"]),
            ends_on=_day(line["ends_on"]),
            cadence=Cadence[line["cadence"]],
            rules=line["rules"],
        )
        yield _by_administrator(folder, _day(line["opened_on"]), 10, ("periods", line["period"]), command)


def _plans(folder: Folder) -> Iterator[Step]:
    for code, line in folder.plans.items():
        assignment = folder.assignments[line["assignment"]]
        command = DraftPlan(
            position_id=folder.named("Position", assignment["position"]),
            assignment_id=folder.assignment(line["assignment"]),
            period_id=folder.named("Period", line["period"]),
            starts_on=_day(line["starts_on"]),
            ends_on=_day(line["ends_on"]),
        )
        yield _of_owner(folder, code, line["drafted_on"], 11, ("plans", code), command)


def _of_owner(
    folder: Folder, plan: str, day: str, stage: int, key: tuple[str, ...],
    command: Command | Callable[[], Command],
) -> Step:  # fmt: skip
    return _step(folder, day, stage, key, lambda: folder.owner(plan), command)


def _of_officer(folder: Folder, plan: str, day: str, stage: int, key: tuple[str, ...], command: Command) -> Step:
    return _step(folder, day, stage, key, lambda: folder.officer(plan, _day(day)), command)


def _results(folder: Folder) -> Iterator[Step]:
    targets: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for line in folder.rows("targets"):
        targets[line["plan"], line["result"]].append(line)
    for line in folder.rows("work_results"):
        plan, code = line["plan"], line["result"]
        supported = line["supports"].split(":") if line["supports"] else None
        result = ResultInput(
            kind=WorkResultKind[line["kind"]],
            title=line["title"],
            supports_plan_id=folder.plan(supported[0]) if supported else None,
            supports_result_id=folder.result(*supported) if supported else None,
            weight=Decimal(line["weight"]),
            targets=tuple(
                TargetInput(
                    indicator_id=folder.named("Indicator", target["indicator"]),
                    aspect=Aspect[target["aspect"]],
                    amount=Decimal(target["amount"]),
                )
                for target in targets[plan, code]
            ),
        )
        command = AddWorkResult(plan_id=folder.plan(plan), result=result)
        drafted = folder.plans[plan]["drafted_on"]
        yield _of_owner(folder, plan, drafted, 12, ("work_results", plan, code), command)


def _expectations(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("expectations"):
        plan = line["plan"]
        command = SetBehaviorExpectation(
            plan_id=folder.plan(plan), value=CoreValue[line["value"]], expectation=line["expectation"]
        )
        key = ("expectations", plan, line["value"])
        yield _of_officer(folder, plan, folder.plans[plan]["drafted_on"], 13, key, command)


def _approvals(folder: Folder) -> Iterator[Step]:
    for code, line in folder.plans.items():
        id = folder.plan(code)
        yield _of_owner(folder, code, line["submitted_on"], 14, ("submitted", code), SubmitPlan(plan_id=id))
        yield _of_officer(folder, code, line["approved_on"], 15, ("approved", code), ApprovePlan(plan_id=id))


def _progress(folder: Folder) -> Iterator[Step]:
    reports: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for line in folder.rows("progress"):
        reports[line["plan"], line["month"], line["reported_on"]].append(line)
    targets = {
        (line["plan"], line["target"]): folder.target(line["plan"], line["target"]) for line in folder.rows("targets")
    }
    for (plan, month, day), lines in reports.items():
        command = ReportProgress(
            plan_id=folder.plan(plan),
            month=month,
            lines=tuple(_realization(line, targets[plan, line["target"]]) for line in lines),
        )
        yield _of_owner(folder, plan, day, 16, ("progress", plan, month), command)


def _realization(line: Row, target: UUID) -> RealizationInput:
    ratio = bool(line["numerator"])
    return RealizationInput(
        target_id=target,
        amount=None if ratio else Decimal(line["realization"]),
        numerator=int(line["numerator"]) if ratio else None,
        denominator=int(line["denominator"]) if ratio else None,
        note=line["note"] or None,
    )


def _feedback(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("feedback"):
        value = line["about"] if line["about"] in CoreValue.__members__ else None
        command = GiveFeedback(
            plan_id=folder.plan(line["plan"]),
            result_id=None if value else folder.result(line["plan"], line["about"]),
            value=CoreValue[value] if value else None,
            text=line["text"],
        )
        yield _by(folder, line["by"], _day(line["given_on"]), 17, ("feedback", line["feedback"]), command)


def _evaluations(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("evaluations"):
        plan, window = line["plan"], line["window"]
        id, key = folder.evaluation(plan, window), ("evaluations", plan, window)
        opened = OpenEvaluation(plan_id=folder.plan(plan), window=window)
        yield _by_administrator(folder, _day(line["opened_on"]), 18, (*key, "opened"), opened)
        rate = RateEvaluation(
            evaluation_id=id,
            results_rating=RatingLevel[line["results_rating"]],
            behavior_rating=RatingLevel[line["behavior_rating"]],
            innovation=line["innovation"] == "yes",
            reason=line["reason"] or None,
        )
        yield _of_officer(folder, plan, line["rated_on"], 20, (*key, "rated"), rate)
        deliver = DeliverEvaluation(evaluation_id=id)
        yield _of_officer(folder, plan, line["delivered_on"], 21, (*key, "delivered"), deliver)
        yield _of_owner(folder, plan, line["accepted_on"], 22, (*key, "accepted"), _acceptance(folder, id))


def _acceptance(folder: Folder, id: UUID) -> Callable[[], Command]:
    """What the employee accepts is the content as it reads on that day."""

    def make() -> Command:
        evaluation = folder.logs.of(folder.agency).load(Evaluation, id)
        return AcceptEvaluation(evaluation_id=id, expected_content_hash=evaluation.content_hash or "")

    return make


def _ratings(folder: Folder) -> Iterator[Step]:
    for line in folder.rows("ratings"):
        plan, window = line["plan"], line["window"]
        id = folder.evaluation(plan, window)
        levels = tuple(
            BehaviorRatingInput(value=value, level=RatingLevel[line[value.lower()]]) for value in CoreValue
        )
        key = ("ratings", plan, window, line["relation"])
        saved = SaveRating(evaluation_id=id, levels=levels, note=line["note"] or None)
        for what, command in (("saved", saved), ("final", FinalizeRating(evaluation_id=id))):
            yield _by(folder, line["rater"], _day(line["rated_on"]), 19, (*key, what), command)
