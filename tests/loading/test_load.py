"""``kinerja load``: everything or nothing, everything that is wrong at once, nothing twice."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from kinerja.application.commands import Request
from kinerja.application.progress import RealizationInput, ReportProgress
from kinerja.application.work import Actor
from kinerja.domain.act import Capacity
from kinerja.domain.ids import plan_id
from kinerja.domain.plan_draft_facts import PlanDrafted
from kinerja.domain.plan_facts import PlanApproved
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.progress_facts import ProgressReported
from kinerja.loading.faults import collected
from kinerja.loading.folder import open_folder
from kinerja.loading.naming import Codes
from kinerja.operating import OperatorError
from kinerja.service import Service
from tests.loading.folders import change, city, facts, loaded, put, refused, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of Sawahlunto."""
    return city(tmp_path / "sawahlunto")


def rows_of_everything(service: Service) -> int:
    """Rows in the schema of the log, whatever their agency."""
    with psycopg.connect(service.database.owner) as connection:
        tables = ("facts", "receipts", "heads", "data_keys")
        return sum(connection.execute(f"SELECT count(*) FROM log.{name}").fetchone()[0] for name in tables)  # type: ignore[index]  # a count has a row


@pytest.mark.parametrize("name", ["kotalama", "kotabumi", "jakarta", "sawahlunto"])
def test_a_city_is_loaded_and_a_second_time_everything_is_there(name: str, service: Service, tmp_path: Path) -> None:
    folder = city(tmp_path / name, name)
    first = loaded(service, folder).loaded
    assert sum(first.new.values()) > 300
    assert sum(first.there.values()) == 0
    agency = service.logs.agencies()[0]
    before = facts(service, agency)
    second = loaded(service, folder).loaded
    assert sum(second.new.values()) == 0
    assert second.there == first.new
    assert facts(service, agency) == before


def test_a_dry_run_records_nothing_and_leaves_nothing_behind(service: Service, folder: Path) -> None:
    before = rows_of_everything(service)
    load = loaded(service, folder, dry_run=True)
    assert sum(load.rehearsed.new.values()) > 300
    assert rows_of_everything(service) == before


def test_the_log_says_that_it_was_a_load_when_and_whose_act_it_reports(service: Service, folder: Path) -> None:
    loaded(service, folder)
    log = service.logs.of("SWL")
    first = {
        note.topic: log.mapper.to_domain_event(note) for note in log.recorder.select_notifications(1, 10_000)[::-1]
    }
    drafted, approved, reported = (first[kind] for kind in ("PlanDrafted", "PlanApproved", "ProgressReported"))
    assert isinstance(drafted, PlanDrafted)
    assert isinstance(approved, PlanApproved)
    assert isinstance(reported, ProgressReported)
    for fact in (drafted, approved, reported):
        assert (fact.act.by, fact.act.capacity) == (None, Capacity.SYSTEM)
        assert fact.act.reason is not None
    assert drafted.act.on_behalf_of == drafted.employee_id
    assert drafted.act.valid_on == date(2025, 1, 3)
    assert approved.act.on_behalf_of not in (None, approved.employee_id)
    assert reported.act.on_behalf_of == reported.employee_id
    assert reported.act.valid_on == date(2025, 2, 5)
    assert reported.act.at.date() == service.clock().date()
    assert first["OrgUnitEstablished"].act.on_behalf_of is None


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_loaded(
    service: Service, folder: Path, tmp_path: Path
) -> None:
    put(folder, "employees", 3, nip="1977")
    put(folder, "positions", 2, kind="BOSS", title="")
    put(folder, "plans", 4, approved_on="2024-01-01")
    put(folder, "targets", 2, amount="0")
    put(folder, "work_results", 2, weight="70")
    put(folder, "progress", 5, realization="many", reported_on="2025-02-30")
    before = rows_of_everything(service)
    faults, load = refused(service, folder, errors=tmp_path / "errors.csv")
    assert {
        ("employees.csv", 3, "nip", "L10"),
        ("positions.csv", 2, "kind", "L10"),
        ("positions.csv", 2, "title", "L9"),
        ("plans.csv", 4, "approved_on", "L17"),
        ("progress.csv", 5, "realization", "L10"),
        ("progress.csv", 5, "reported_on", "L10"),
    } <= set(said(faults))
    assert rows_of_everything(service) == before
    with (tmp_path / "errors.csv").open(encoding="utf-8", newline="") as handle:
        lines = list(csv.DictReader(handle))
    assert [line["rule"] for line in lines] == [fault.rule.id for fault in faults]
    assert all(line["sentence_id"] and line["hint_en"] for line in lines)
    (nip,) = [line for line in lines if line["column"] == "nip"]
    assert (nip["sentence_en"], nip["hint_id"]) == ("The cell is not 18 digits.", "Tulis 18 angka.")
    assert (tmp_path / "errors.csv").stat().st_mode & 0o077 == 0
    assert load.rehearsed.waiting


def test_the_rules_of_the_field_hold_for_a_load(service: Service, folder: Path) -> None:
    put(folder, "targets", 2, amount="0")
    put(folder, "work_results", 4, weight="101")
    put(folder, "progress", 2, realization="-3")
    put(folder, "assignments", 3, ends_on="2024-12-01")
    faults, _ = refused(service, folder)
    assert {
        ("targets.csv", 2, "amount", "B3.5"),
        ("work_results.csv", 4, "weight", "B3.6"),
        ("assignments.csv", 3, "ends_on", "B1.8"),
    } <= set(said(faults))
    assert ("progress.csv", 2, "realization", "C1.5") not in said(faults)  # its target is bad: it waits


def test_what_only_waits_for_a_bad_line_is_no_fault_of_its_own(service: Service, folder: Path) -> None:
    put(folder, "plans", 2, ends_on="2025-12-30")
    faults, load = refused(service, folder)
    assert said(faults) == [("plans.csv", 2, "starts_on", "B3.9")]
    assert set(load.rehearsed.waiting) == {("plans.csv", 2)}
    assert load.rehearsed.waiting["plans.csv", 2] > 20


def test_a_mended_folder_is_loaded(service: Service, folder: Path) -> None:
    put(folder, "targets", 2, amount="0")
    refused(service, folder)
    put(folder, "targets", 2, amount="15000")
    assert sum(loaded(service, folder).loaded.new.values()) > 300


def test_a_line_that_was_loaded_with_other_content_says_what_changes_it(service: Service, folder: Path) -> None:
    loaded(service, folder)
    put(folder, "progress", 2, realization="1")
    put(folder, "plans", 3, drafted_on="2025-01-06")
    faults, _ = refused(service, folder)
    assert said(faults) == [("plans.csv", 3, "plan", "L20"), ("progress.csv", 2, "plan", "L20")]
    assert [fault.parameters["change"] for fault in faults] == ["revisePlan", "reportProgress"]


def test_an_agency_that_is_there_must_be_said_to_be_the_same(service: Service, tmp_path: Path) -> None:
    folder = city(tmp_path / "sawahlunto", only=["employees"])
    loaded(service, folder)
    put(folder, "agency", 2, name="Kota Lain")
    assert said(refused(service, folder)[0]) == [("agency.csv", 2, "name", "B1.1")]
    put(folder, "agency", 2, name="Pemerintah Kota Sawahlunto", letter_number="1/2024")
    assert said(refused(service, folder)[0]) == [("agency.csv", 2, "agency", "L20")]


def test_an_agency_is_founded_with_its_administrator(service: Service, tmp_path: Path) -> None:
    folder = city(tmp_path / "sawahlunto", only=["org_units"])
    assert said(refused(service, folder)[0]) == [("agency.csv", 2, "administrator", "L19")]
    assert service.logs.agencies() == []


def test_a_key_that_is_there_twice_names_the_other_line(service: Service, folder: Path) -> None:
    put(folder, "org_units", 4, unit="SETDA")
    change(folder, "progress", lambda lines: lines.append(dict(lines[0])))
    faults, _ = refused(service, folder)
    twice = [fault for fault in faults if fault.rule.id == "L15"]
    assert [(fault.file, fault.line, fault.parameters["other"]) for fault in twice] == [
        ("org_units.csv", 4, 2),
        ("progress.csv", 338, 2),
        ("progress.csv", 338, 2),
    ]


def test_the_lines_of_one_report_stand_together_and_agree(service: Service, folder: Path) -> None:
    put(folder, "progress", 3, reported_on="2025-02-06")
    faults, _ = refused(service, folder)
    assert said(faults) == [("progress.csv", 3, "reported_on", "L21")]
    change(folder, "progress", lambda lines: lines.insert(20, lines.pop(1)))
    faults, _ = refused(service, folder)
    assert ("progress.csv", 22, "plan", "L15") in said(faults)


def test_next_month_only_progress_is_loaded_and_codes_lead_to_what_was_loaded_before(
    service: Service, folder: Path, tmp_path: Path
) -> None:
    change(
        folder, "progress", lambda lines: lines.__setitem__(slice(None), [x for x in lines if x["month"] < "2025-03"])
    )
    loaded(service, folder)
    later = city(tmp_path / "later", only=["progress"])
    change(
        later, "progress", lambda lines: lines.__setitem__(slice(None), [x for x in lines if x["month"] == "2025-03"])
    )
    done = loaded(service, later).loaded
    assert done.new["progress"] == 11
    assert sum(done.there.values()) == 1  # the agency


def test_a_code_that_leads_nowhere_is_named(service: Service, folder: Path) -> None:
    put(folder, "plans", 2, assignment="A99")
    put(folder, "expectations", 80 - 2, plan="P99")
    faults, _ = refused(service, folder)
    assert ("plans.csv", 2, "assignment", "L16") in said(faults)
    assert ("expectations.csv", 78, "plan", "L16") in said(faults)


def test_a_month_that_was_reported_by_the_employee_is_not_overwritten(service: Service, folder: Path) -> None:
    def until_november(lines: list[dict[str, str]]) -> None:
        lines[:] = [line for line in lines if line["month"] < "2025-12"]

    whole = (folder / "progress.csv").read_bytes()
    change(folder, "progress", until_november)
    loaded(service, folder)
    codes = Codes("SWL", "E02")
    plan = plan_id("SWL", codes.assignment("A05"), codes.named("Period", "2025"))
    line = RealizationInput(target_id=codes.target("P01", "T1"), amount=Decimal(7))
    owner = service.logs.of("SWL").load(PerformancePlan, plan).employee_id
    command = ReportProgress(plan_id=plan, month="2025-12", lines=(line,))
    service.commands.execute(Request("SWL", Actor(owner), codes.command_id("by hand"), command))
    (folder / "progress.csv").write_bytes(whole)
    faults, _ = refused(service, folder)
    assert [(fault.rule.id, fault.column, fault.value) for fault in faults] == [("L22", "month", "2025-12")]
    assert faults[0].parameters == {"change": "reportProgress"}


def test_what_its_people_said_themselves_is_not_said_again_by_a_load(sawahlunto: Service, tmp_path: Path) -> None:
    faults, _ = refused(sawahlunto, city(tmp_path / "again", only=["progress"]))
    assert {fault.rule.id for fault in faults} == {"L20"}


def test_a_file_that_is_no_file_of_the_format_is_named(service: Service, folder: Path) -> None:
    (folder / "plan.csv").write_text("x\n")
    (folder / "plans.json").write_text("[]")
    (folder / "feedback.csv").write_text("left alone\n")
    faults, _ = refused(service, folder)
    assert [(fault.file, fault.rule.id) for fault in faults][:2] == [("plan.csv", "L3"), ("plans.json", "L4")]


def test_an_unreadable_file_is_one_fault_not_hundreds(service: Service, folder: Path) -> None:
    (folder / "plans.csv").write_bytes("plan,assignment\nÿ".encode("latin-1"))
    faults, load = refused(service, folder)
    assert {fault.file for fault in faults} == {"plans.csv"}
    assert load.rehearsed.waiting["plans.csv", 0] > 400


def test_a_folder_without_an_agency_is_refused(tmp_path: Path) -> None:
    with collected() as faults, pytest.raises(OperatorError, match="agency"):
        open_folder(tmp_path, faults)
    with collected() as faults, pytest.raises(OperatorError, match="no folder"):
        open_folder(tmp_path / "none", faults)


def test_a_plan_may_be_drafted_by_one_load_and_approved_by_a_later_one(service: Service, folder: Path) -> None:
    def unapproved(lines: list[dict[str, str]]) -> None:
        for line in lines:
            line |= {"submitted_on": "", "approved_on": ""}

    (folder / "progress.csv").unlink()
    whole = (folder / "plans.csv").read_bytes()
    change(folder, "plans", unapproved)
    assert loaded(service, folder).loaded.new["plans"] == 11
    (folder / "plans.csv").write_bytes(whole)
    done = loaded(service, folder).loaded
    assert (done.new["plans"], done.there["plans"]) == (22, 11)


def test_leaders_plans_may_stand_below_their_members(service: Service, folder: Path) -> None:
    change(folder, "plans", lambda lines: lines.reverse())
    assert loaded(service, folder).loaded.new["plans"] == 33
