"""The tour of docs/tour.md is true: every file it names is there, and has what it says is in it."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
STOPS = re.findall(r"\[`([\w/]+)\.py`\]\(\.\./src/kinerja/([\w/]+)\.py\)\s+`([\w.]+)`", TOUR)


def test_the_tour_stops_at_every_layer() -> None:
    layers = {named.split("/")[0] for named, _, _ in STOPS}
    assert layers >= {"web", "graphql", "application", "identity", "domain", "log", "projections"}
    assert len(STOPS) == TOUR.count(".py)")


@pytest.mark.parametrize(("named", "linked", "what"), STOPS)
def test_what_a_stop_names_is_there(named: str, linked: str, what: str) -> None:
    assert named == linked
    found = importlib.import_module(f"kinerja.{linked.replace('/', '.')}")
    for step in what.split("."):
        found = getattr(found, step)
    assert found is not None


def test_the_mutation_of_the_tour_takes_this_way() -> None:
    """What the prose says of reportProgress: its command, its rights, its rules, its fact, its handler."""
    from kinerja.application.progress import ReportProgress
    from kinerja.domain.progress_facts import ProgressReported
    from kinerja.graphql.progress import MUTATIONS
    from kinerja.identity.command_rights import COMMAND_RIGHTS
    from kinerja.identity.relations import Standing
    from kinerja.projections.progress import ON

    assert ReportProgress in [mutation.command for mutation in MUTATIONS]
    assert Standing.SELF in COMMAND_RIGHTS[ReportProgress.action]
    assert ProgressReported in ON
    script = re.search(r"\((\.\./src/kinerja/log/migrations/[\w.]+)\)", TOUR)
    assert script is not None
    assert "FUNCTION log.append_group(" in (ROOT / "docs" / script[1]).read_text(encoding="utf-8")
