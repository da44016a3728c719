"""The balance of families: what is missing is said, and nothing is refused (A9)."""

import pytest

from kinerja.domain.balance import is_warned_of
from kinerja.domain.standard_vocabulary import IndicatorFamily


@pytest.mark.parametrize(
    ("family", "warned"),
    [
        (IndicatorFamily.QUANTITY, False),
        (IndicatorFamily.QUALITY, True),
        (IndicatorFamily.TIME, False),
        (IndicatorFamily.COST, False),
        (IndicatorFamily.SATISFACTION, True),
    ],
)
def test_a9_a_plan_without_quality_or_satisfaction_is_warned_about(family: IndicatorFamily, warned: bool) -> None:
    assert is_warned_of(family, 0) is warned
    assert is_warned_of(family, 1) is False, "one target of the family is enough"
