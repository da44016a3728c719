"""The rule book: every rule that can refuse a command, by capability; printed as ``docs/rules.md``."""

from types import ModuleType

from kinerja.domain.rulebook import (
    accomplishments,
    agency,
    anonymity,
    batches,
    calendars,
    cascade,
    commands,
    daily_progress,
    dialogues,
    disclosures,
    disseminations,
    evaluation_teams,
    evaluations,
    evidence,
    feedback,
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
    rating_requests,
    ratings,
    services,
    shared_targets,
    standards,
    surveys,
)

CHAPTERS: tuple[ModuleType, ...] = (
    commands, agency, organisation, leaves, standards, disseminations, services, indicators, proposals,
    periods, calendars, plans, cascade, shared_targets, plan_revisions, plan_templates, dialogues, progress,
    accomplishments, evidence, daily_progress, feedback, ratings, rating_requests, anonymity, disclosures,
    public_feedback, surveys, evaluations, evaluation_teams, batches,
)  # fmt: skip
"""In the order of the process; each has its ``RULES``."""
