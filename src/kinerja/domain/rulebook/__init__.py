"""The rule book: every rule that can refuse a command, by capability; printed as ``docs/rules.md``."""

from types import ModuleType

from kinerja.domain.rulebook import (
    agency,
    batches,
    cascade,
    commands,
    disseminations,
    evaluations,
    feedback,
    indicators,
    organisation,
    periods,
    plans,
    progress,
    proposals,
    ratings,
    shared_targets,
    standards,
)

CHAPTERS: tuple[ModuleType, ...] = (
    commands, agency, organisation, standards, disseminations, indicators, proposals, periods, plans, cascade,
    shared_targets, progress, feedback, ratings, evaluations, batches,
)  # fmt: skip
"""In the order of the process; each has its ``RULES``."""
