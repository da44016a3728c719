"""What another version of an indicator would change in what was measured with an earlier one (A7). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

import msgspec

from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.indicators import Indicator
from kinerja.domain.periods import Window
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.rules.bundles import RuleBundle
from kinerja.domain.rules.evaluator import Assessment, assess
from kinerja.domain.rules.gathering import Evidence, gather


@dataclass(frozen=True)
class Difference:
    """The achievement of a target in percent under the version it is measured with, and under the other one."""

    before: Fraction | None
    after: Fraction | None

    @property
    def changes(self) -> bool:
        """Whether the achievement would be another one; what is absent under both stays absent."""
        return self.before != self.after


@dataclass(frozen=True)
class Impact:
    """What another version makes of a window: by target, and whether it would suggest another rating of results."""

    targets: Mapping[UUID, Difference]
    changes_suggestion: bool

    @property
    def changes(self) -> bool:
        """Whether any achievement would be another one."""
        return any(difference.changes for difference in self.targets.values())


def impact_on(evidence: Evidence, indicator_id: UUID, number: int, window: Window, rules: RuleBundle) -> Impact:
    """What version ``number`` makes of a window, for each target that is measured with an earlier version.

    The plan has been approved: a draft has no version, and nothing is measured by it.
    """
    indicator = evidence.indicators[indicator_id]
    manual = indicator.versions[number - 1].manual
    other = replace(evidence, indicators={**evidence.indicators, indicator_id: as_if(indicator, number, manual)})
    was, would_be = (assess(gather(each, window, ()), rules) for each in (evidence, other))
    before, after = _achievements(was), _achievements(would_be)
    touched = targets_before(evidence.plan, indicator_id, number)
    return Impact(
        targets={id: Difference(before[id], after.get(id)) for id in sorted(touched) if id in before},
        changes_suggestion=was.suggested_results != would_be.suggested_results,
    )


def targets_before(plan: PerformancePlan, indicator_id: UUID, number: int) -> set[UUID]:
    """The targets of a plan that any of its versions measures with an earlier version of the indicator."""
    return {
        target.id
        for version in plan.versions
        for target in version.targets
        if target.indicator_id == indicator_id and target.indicator_version < number
    }


def as_if(indicator: Indicator, number: int, manual: IndicatorManual) -> Indicator:
    """The indicator as if all versions before one had read as it does."""
    other = Indicator(indicator.id)
    other.versions = [
        msgspec.structs.replace(version, manual=manual) if version.number < number else version
        for version in indicator.versions
    ]
    return other


def _achievements(assessed: Assessment) -> Mapping[UUID, Fraction | None]:
    """The achievement of each target."""
    return {
        UUID(term.subject): None if term.value is None else Fraction(term.value)
        for term in assessed.terms
        if term.label == "TARGET" and term.subject is not None
    }
