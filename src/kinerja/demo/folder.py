"""A folder of an agency's own files, and the ids and people that its codes lead to."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID, uuid5

from kinerja.application.agency_log import AgencyLogs
from kinerja.application.work import Actor
from kinerja.domain.ids import evaluation_id, made_by, plan_id, stream_id
from kinerja.domain.positions import Position, officers_over
from kinerja.domain.vocabulary import (
    Role,
)

Row = dict[str, str]
_LOADS = UUID("0f8f6e0a-3c57-5d0e-8d8e-5a2b6d1f9a10")


@dataclass
class Folder:
    """The files of one agency, and the ids that their codes lead to."""

    path: Path
    logs: AgencyLogs
    agency: str = ""
    time_zone: str = "Asia/Jakarta"
    employees: dict[str, UUID] = field(default_factory=dict)
    assignments: dict[str, Row] = field(default_factory=dict)
    plans: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        founding = self.rows("agency")[0]
        self.agency = founding["agency"]
        self.time_zone = founding["time_zone"]
        self.administrator = founding["administrator"]
        self.assignments = {row["assignment"]: row for row in self.rows("assignments")}
        self.plans = {row["plan"]: row for row in self.rows("plans")}
        for row in self.rows("employees"):
            code = row["employee"]
            named = code == self.administrator
            made_in = self.command_id("agency", self.agency) if named else self.command_id("employees", code)
            self.employees[code] = made_by(made_in, "employee")
        for number, row in enumerate(self.rows("roles")):
            if row["holder"] not in self.employees:
                self.employees[row["holder"]] = made_by(self.command_id("roles", str(number)), "holder")

    def rows(self, name: str) -> list[Row]:
        """The lines of a file, each by its column names."""
        with (self.path / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def command_id(self, *key: str) -> UUID:
        """The id of a line's command: loading the same line again is the same command."""
        return uuid5(_LOADS, "\x1f".join((self.agency, *key)))

    # ── ids of codes ─────────────────────────────────────────────────────────────────────────────────

    def named(self, kind: str, code: str) -> UUID:
        """The id of a unit, position, standard, indicator or period by its code."""
        return stream_id(self.agency, kind, code)

    def assignment(self, code: str) -> UUID:
        """The id of an assignment by its code."""
        return made_by(self.command_id("assignments", code), "assignment")

    def plan(self, code: str) -> UUID:
        """The id of a plan by its code."""
        row = self.plans[code]
        return plan_id(self.agency, self.assignment(row["assignment"]), self.named("Period", row["period"]))

    def result(self, plan: str, code: str) -> UUID:
        """The id of a work result by its code within a plan."""
        return made_by(self.command_id("work_results", plan, code), "result")

    def target(self, plan: str, code: str) -> UUID:
        """The id of a target by its code within a plan."""
        row = next(row for row in self.rows("targets") if (row["plan"], row["target"]) == (plan, code))
        siblings = [line["target"] for line in self._targets_of(plan, row["result"])]
        made_in = self.command_id("work_results", plan, row["result"])
        return made_by(made_in, f"target-{siblings.index(code)}")

    def evaluation(self, plan: str, window: str) -> UUID:
        """The id of an evaluation by its plan and window."""
        return evaluation_id(self.agency, self.plan(plan), window)

    def _targets_of(self, plan: str, result: str) -> list[Row]:
        return [row for row in self.rows("targets") if (row["plan"], row["result"]) == (plan, result)]

    # ── actors ───────────────────────────────────────────────────────────────────────────────────────

    def employee(self, code: str) -> Actor:
        """Somebody by the agency's code."""
        return Actor(self.employees[code])

    def owner(self, plan: str) -> Actor:
        """Whose plan it is."""
        return self.employee(self.assignments[self.plans[plan]["assignment"]]["employee"])

    def officer(self, plan: str, day: date) -> Actor:
        """Who appraises the owner of a plan on a day."""
        assignment = self.assignments[self.plans[plan]["assignment"]]
        log = self.logs.of(self.agency)
        chain: list[Position] = []
        above = log.load(Position, self.named("Position", assignment["position"])).reports_to
        while above is not None:
            chain.append(log.load(Position, above))
            above = chain[-1].reports_to
        officers = officers_over(self.employees[assignment["employee"]], chain, day)
        return Actor(officers[0].employee_id)

    def authority(self) -> Actor:
        """Who may approve standards."""
        row = next(row for row in self.rows("roles") if row["role"] == Role.STANDARD_AUTHORITY)
        return self.employee(row["holder"])
