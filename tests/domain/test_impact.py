"""The impact of a revision: recomputed, compared, nothing stored (A7)."""

from datetime import date
from fractions import Fraction

import msgspec
import pytest

from kinerja.domain.impact import as_if, impact_on, targets_before
from kinerja.domain.indicators import Indicator
from kinerja.domain.standard_vocabulary import Direction
from tests.domain.given import EXPLAINED
from tests.domain.test_rules_law import INDICATOR, QUARTER, RULES, TARGET, evidence, indicator, plan


def revised(**changes: object) -> Indicator:
    made = indicator()
    manual = msgspec.structs.replace(made.versions[0].manual, **changes)
    made.revise(act=EXPLAINED, manual=manual, effective_on=date(2025, 7, 1))
    return made


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({"direction": Direction.LOWER_IS_BETTER}, 80, 120),  # 80 of 100 is 80 %, or 2 - 0.8 = 120 %
        ({"unit": "berkas", "formula": "lain"}, 80, 80),
        ({"cumulative": True}, 80, 120),  # 240 in three months of 100 a year is 960 %, of which 120 count
        ({"numerator": "selesai", "denominator": "masuk"}, 80, None),  # nobody told the two counts
    ],
    ids=["direction", "words", "cumulative", "ratio"],
)
def test_a7_the_achievement_is_recomputed_with_the_new_version(
    changes: dict[str, object], before: int, after: int | None
) -> None:
    given = evidence(plan("100"), {1: "80", 2: "80", 3: "80"}, revised(**changes))
    found = impact_on(given, INDICATOR, 2, QUARTER, RULES)
    difference = found.targets[TARGET]
    assert difference.before == Fraction(before)
    assert difference.after == (None if after is None else Fraction(after))
    assert difference.changes is found.changes is (before != after)


def test_a7_what_is_absent_under_both_does_not_change() -> None:
    given = evidence(plan("100"), {1: "80"}, revised(direction=Direction.LOWER_IS_BETTER))
    difference = impact_on(given, INDICATOR, 2, QUARTER, RULES).targets[TARGET]
    assert (difference.before, difference.after, difference.changes) == (None, None, False)


@pytest.mark.parametrize(
    ("reported", "direction", "changes"),
    [
        ("80", Direction.LOWER_IS_BETTER, True),  # 80 % suggests BELOW, 120 % ABOVE
        ("100", Direction.LOWER_IS_BETTER, False),  # 100 % either way
    ],
)
def test_a7_a_version_may_suggest_another_rating_of_the_results(
    reported: str, direction: Direction, changes: bool
) -> None:
    given = evidence(plan("100"), {1: reported, 2: reported, 3: reported}, revised(direction=direction))
    assert impact_on(given, INDICATOR, 2, QUARTER, RULES).changes_suggestion is changes


def test_a7_only_what_is_measured_with_an_earlier_version_is_touched() -> None:
    made = plan("100")
    assert targets_before(made, INDICATOR, 2) == {TARGET}
    assert targets_before(made, INDICATOR, 1) == set()


def test_a7_the_indicator_itself_stays_as_it_is() -> None:
    made = revised(direction=Direction.LOWER_IS_BETTER)
    other = as_if(made, 2, made.versions[1].manual)
    assert [version.manual.direction for version in other.versions] == [Direction.LOWER_IS_BETTER] * 2
    assert made.versions[0].manual.direction == Direction.HIGHER_IS_BETTER
