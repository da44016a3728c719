"""A law: what is revised from a date on leaves what was judged before as it was, to the byte (A10)."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kinerja.domain.indicators import Indicator
from kinerja.domain.standard_vocabulary import Direction, ReportingPeriod
from tests.domain.given import EXPLAINED
from tests.domain.test_rules_law import QUARTER, evidence, indicator, judged, plan, revised

AMOUNTS = st.fixed_dictionaries({month: st.integers(0, 500).map(str) for month in (1, 2, 3)})
CHANGES = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["berkas", "persen"]),
        "formula": st.text(st.characters(categories=["L"]), min_size=1, max_size=20),
        "direction": st.sampled_from(list(Direction)),
        "cumulative": st.booleans(),
        "reporting_period": st.sampled_from(list(ReportingPeriod)),
    }
)
DAYS = st.dates(date(2025, 1, 2), date(2026, 12, 31))
FIRSTS = st.integers(4, 12).map(lambda month: date(2025, month, 1))


def revise(made: Indicator, changes: dict[str, Any], effective_on: date) -> None:
    """Revise the newest version, where the day allows it."""
    newest = made.versions[-1]
    if effective_on > newest.effective_on:
        made.revise(
            act=EXPLAINED, manual=msgspec.structs.replace(newest.manual, **changes), effective_on=effective_on
        )


def said(*given: Any) -> bytes:
    """Everything that was judged, as bytes."""
    return repr(judged(evidence(*given), QUARTER)).encode()


@given(
    amounts=AMOUNTS, amount=st.integers(1, 500), revisions=st.lists(st.tuples(CHANGES, DAYS), min_size=1, max_size=4)
)
def test_a10_whatever_of_an_indicator_is_revised_and_from_when_what_was_planned_with_it_is_judged_as_before(
    amounts: dict[int, str], amount: int, revisions: list[tuple[dict[str, Any], date]]
) -> None:
    before, after = indicator(), indicator()
    for changes, day in revisions:
        revise(after, changes, day)
    made = plan(str(amount))
    assert said(made, amounts, after) == said(made, amounts, before)


@given(
    amounts=AMOUNTS, amount=st.integers(1, 500), revisions=st.dictionaries(FIRSTS, st.integers(1, 500), min_size=1)
)
def test_a10_whatever_of_a_plan_is_revised_after_a_quarter_the_quarter_is_judged_as_before(
    amounts: dict[int, str], amount: int, revisions: dict[date, int]
) -> None:
    before = said(plan(str(amount)), amounts, indicator())
    made = plan(str(amount))
    for day in sorted(revisions):
        revised(made, str(Decimal(revisions[day])), day)
    assert said(made, amounts, indicator()) == before


@given(amount=st.integers(1, 500), other=st.integers(1, 500))
def test_a10_the_law_can_fail_a_revision_within_the_quarter_changes_it(amount: int, other: int) -> None:
    amounts = {1: "100", 2: "100", 3: "100"}
    unrevised = judged(evidence(plan(str(amount)), amounts, indicator()), QUARTER).results
    changed = judged(
        evidence(revised(plan(str(amount)), str(other), date(2025, 2, 1)), amounts, indicator()), QUARTER
    )
    capped = max(amount, other) * 120 <= 100 * 100  # both readings are exceeded as far as counts
    assert (changed.results == unrevised) == (amount == other or capped)
