"""Where the read models are joined: all tables, who handles which fact, and the version of it all."""

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from types import ModuleType

from kinerja.domain.aggregate import Fact
from kinerja.projections import (
    accomplishments,
    agency,
    audit,
    batches,
    collections,
    complaints,
    consultations,
    daily_progress,
    deadlines,
    dialogues,
    disclosures,
    disseminations,
    encounters,
    evaluation_teams,
    evaluations,
    evidence,
    feedback,
    feedback_requests,
    holidays,
    indicators,
    leaves,
    organisation,
    periods,
    plan_revisions,
    plan_templates,
    plans,
    progress,
    proposals,
    public_feedback,
    published_figures,
    rating_requests,
    ratings,
    report_drafts,
    services,
    shared_targets,
    standards,
    surveys,
    tallies,
    team_findings,
    team_reviews,
)
from kinerja.projections.rows import Handler
from kinerja.projections.tables import Table

CAPABILITIES: tuple[ModuleType, ...] = (
    agency, organisation, leaves, standards, consultations, disseminations, services, encounters, tallies,
    complaints, indicators, proposals, holidays, periods, deadlines, plans, shared_targets, plan_revisions,
    plan_templates, dialogues, progress, report_drafts, accomplishments, evidence, daily_progress, feedback,
    feedback_requests, ratings, collections, rating_requests, disclosures, public_feedback, surveys, evaluations,
    published_figures, evaluation_teams, team_reviews, team_findings, batches,
)  # fmt: skip


def tables() -> Sequence[Table]:
    """Every read model."""
    return [table for module in (*CAPABILITIES, audit) for table in module.TABLES]


@cache
def handlers() -> Mapping[str, Handler]:
    """Who writes what a fact changes, by the fact's stored name. No fact has two."""
    joined = {fact.__name__: handler for module in CAPABILITIES for fact, handler in module.ON.items()}
    if len(joined) != sum(len(module.ON) for module in CAPABILITIES):
        raise ValueError("a fact has two handlers")
    return joined


def not_shown() -> set[type[Fact]]:
    """The facts that change no read model but the audit trail, on purpose."""
    return {fact for module in CAPABILITIES for fact in module.NOT_SHOWN}


@cache
def read_model_version() -> str:
    """What the read models are built by, as a short hash. Those of another version are rebuilt."""
    return version_of(built_by())


def built_by() -> tuple[Path, ...]:
    """The packages whose source decides what the rows say: the handlers, and the facts with all they compute.

    The domain says what a fact concerns and what of it the audit trail lists.
    """
    return tuple(Path(str(resources.files(name))) for name in ("kinerja.projections", "kinerja.domain"))


def version_of(packages: Sequence[Path]) -> str:
    """A short hash over the source of packages, with all that is below them."""
    digest = sha256()
    for package in packages:
        for source in sorted(package.rglob("*.py")):
            name = source.relative_to(package.parent).as_posix()
            digest.update(name.encode() + b"\x00" + source.read_bytes() + b"\x00")
    return digest.hexdigest()[:16]
