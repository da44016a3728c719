"""Where the capabilities are joined: every fact type and every rule of the domain."""

from collections.abc import Mapping
from types import ModuleType

from kinerja.domain import (
    accomplishments,
    agency,
    answering,
    assignments,
    batches,
    collecting,
    comments,
    complaint_books,
    complaint_facts,
    complaints,
    consultations,
    daily_progress,
    deadlines,
    dialogues,
    disclosing,
    disseminations,
    encounter_facts,
    encounters,
    evaluation_facts,
    evaluation_teams,
    evaluation_years,
    evaluations,
    evidence,
    feedback,
    feedback_requests,
    feedback_tokens,
    holidays,
    indicators,
    leaves,
    organisation,
    periods,
    plan_draft_facts,
    plan_facts,
    plan_revisions,
    plan_templates,
    plans,
    positions,
    progress,
    progress_facts,
    proposals,
    published,
    rating_requests,
    ratings,
    releasing,
    report_drafts,
    services,
    shared_targets,
    standard_facts,
    standards,
    surveys,
    tallies,
    team_findings,
    team_reviews,
)
from kinerja.domain.aggregate import Fact
from kinerja.domain.refusals import Rule
from kinerja.domain.rulebook import CHAPTERS

CAPABILITIES: tuple[ModuleType, ...] = (
    agency, organisation, positions, assignments, leaves, standard_facts, standards, consultations,
    disseminations, services, encounter_facts, encounters, tallies, complaint_facts, complaints,
    complaint_books, indicators, proposals, holidays, periods, evaluation_years, deadlines, plan_draft_facts,
    plan_facts, plan_templates, plans, shared_targets, plan_revisions,
    dialogues, progress_facts, progress, report_drafts, accomplishments, evidence, daily_progress, feedback,
    feedback_requests, ratings, collecting, rating_requests, feedback_tokens, answering, releasing, comments,
    disclosing, surveys, evaluation_facts, evaluations, published, evaluation_teams, team_reviews, team_findings,
    batches,
)  # fmt: skip


def fact_types() -> Mapping[str, type[Fact]]:
    """Every fact type under its stored name, in the order of the process."""
    return {
        name: value
        for module in CAPABILITIES
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Fact) and value.__module__ == module.__name__
    }


def rule_book() -> Mapping[str, Rule]:
    """Every rule under its id, in the order of the process. Two rules never share an id."""
    rules = [rule for chapter in CHAPTERS for rule in chapter.RULES]
    book = {rule.id: rule for rule in rules}
    if len(book) != len(rules):
        raise ValueError("two rules share an id")
    return book
