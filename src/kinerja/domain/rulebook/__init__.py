"""The rule book: every rule that can refuse a command, by capability; printed as ``docs/rules.md``."""

from types import ModuleType

from kinerja.domain.rulebook import (
    achievements,
    agency,
    batches,
    commands,
    disseminations,
    evaluations,
    evidence,
    feedback,
    indicators,
    organisation,
    periods,
    plans,
    progress,
    proposals,
    ratings,
    standards,
)

CHAPTERS: tuple[ModuleType, ...] = (
    commands, agency, organisation, standards, disseminations, indicators, proposals, periods, plans, progress,
    achievements, evidence, feedback, ratings, evaluations, batches,
)  # fmt: skip
"""In the order of the process; each has its ``RULES``."""
