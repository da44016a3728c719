"""A city's own files: what its codes lead to, and who acts in them."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from kinerja.application.agency_log import AgencyLogs
from kinerja.application.work import OPERATOR, Actor
from kinerja.domain.ids import evaluation_id, plan_id
from kinerja.domain.positions import Position, officers_over
from kinerja.domain.vocabulary import Role
from kinerja.identity.relations import Standing
from kinerja.loading.format import Row
from kinerja.loading.naming import Codes
from kinerja.loading.organisation import new_employee


@dataclass
class Folder:
    """The files of one agency, and the people in them by their codes."""

    path: Path
    logs: AgencyLogs
    agency: str = ""
    time_zone: str = "Asia/Jakarta"
    employees: dict[str, UUID] = field(default_factory=dict)
    assignments: dict[str, Row] = field(default_factory=dict)
    plans: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.founding = self.rows("agency")[0]
        self.agency, self.time_zone = self.founding["agency"], self.founding["time_zone"]
        self.codes = Codes(self.agency, self.founding["administrator"])
        self.assignments = {row["assignment"]: row for row in self.rows("assignments")}
        self.plans = {row["plan"]: row for row in self.rows("plans")}
        self.registered = {row["employee"]: row for row in self.rows("employees")}
        self.codes.person = new_employee(self.registered[self.codes.administrator])
        self.employees = {code: self.codes.employee(code) for code in self.registered}
        for row in self.rows("roles"):
            if row["holder_name"]:
                self.employees[row["holder"]] = self.codes.outsider(row["holder"])
        self.codes.streams = self._streams()

    def _streams(self) -> dict[UUID, UUID]:
        """What the lines of assignments and plans lead to, before they are loaded."""
        codes = self.codes
        streams = {
            codes.command_id("assignments", code): codes.named("Position", row["position"])
            for code, row in self.assignments.items()
        }
        for code, row in self.plans.items():
            period = codes.named("Period", row["period"])
            id = plan_id(self.agency, codes.assignment(row["assignment"]), period)
            streams[codes.command_id("plans", code)] = id
        return streams

    def rows(self, name: str) -> list[Row]:
        """The lines of a file, each by its column names."""
        with (self.path / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def evaluation(self, plan: str, window: str) -> UUID:
        """The id of an evaluation by its plan and window."""
        return evaluation_id(self.agency, self.codes.plan(plan), window)

    # ── actors ───────────────────────────────────────────────────────────────────────────────────────

    def actor(self, standing: Standing, row: Row, day: date) -> Actor:
        """Who acts on a day, standing so towards what a line is about. Raises ValueError for any other standing."""
        match standing:
            case Standing.OPERATOR:
                return OPERATOR
            case Standing.PERFORMANCE_ADMINISTRATOR:
                return self.employee(self.codes.administrator)
            case Standing.STANDARD_AUTHORITY:
                return self.authority()
            case Standing.SELF:
                return self.owner(row["plan"])
            case Standing.APPRAISER:
                return self.officer(row["plan"], day)
            case _:
                raise ValueError(f"nobody loads as {standing}")

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
        above = log.load(Position, self.codes.named("Position", assignment["position"])).reports_to
        while above is not None:
            chain.append(log.load(Position, above))
            above = chain[-1].reports_to
        officers = officers_over(self.employees[assignment["employee"]], chain, day)
        return Actor(officers[0].employee_id)

    def authority(self) -> Actor:
        """Who may approve standards."""
        row = next(row for row in self.rows("roles") if row["role"] == Role.STANDARD_AUTHORITY)
        return self.employee(row["holder"])
