"""Drafts of monthly reports (C1)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kinerja.domain.aggregate import Fact
from kinerja.domain.progress_facts import Realization, Reporter
from kinerja.domain.report_drafts import MonthlyReportDraft, ReportDraftSaved, ReportDraftSubmitted
from kinerja.domain.texts import Text
from tests.domain.given import ACT, given

COUNT, RATIO, UNKNOWN = UUID(int=201), UUID(int=202), UUID(int=299)
BY = Reporter(employee_id=UUID(int=40), plan_id=UUID(int=70), month=date(2025, 1, 1))
OPEN = Realization(target_id=RATIO, amount=None, numerator=12)
"""Unfinished: the lower term is not known yet."""
DONE = Realization(target_id=COUNT, amount=Decimal(200), note=Text("termasuk layanan keliling"))


def saved(*lines: Realization) -> ReportDraftSaved:
    return ReportDraftSaved(act=ACT, employee_id=BY.employee_id, plan_id=BY.plan_id, month=BY.month, lines=lines)


SUBMITTED = ReportDraftSubmitted(act=ACT, employee_id=BY.employee_id, plan_id=BY.plan_id, month=BY.month)


def save(draft: MonthlyReportDraft, *lines: Realization) -> None:
    draft.save(act=ACT, by=BY, lines=lines, targets={COUNT, RATIO})


def submit(draft: MonthlyReportDraft) -> None:
    draft.submit(act=ACT, by=BY)


def test_c1_a_draft_may_be_unfinished() -> None:
    given(MonthlyReportDraft).when(lambda draft: save(draft, DONE, OPEN)).then(saved(DONE, OPEN))


def test_c1_a_draft_that_is_saved_again_says_only_what_it_says_now() -> None:
    outcome = given(MonthlyReportDraft, saved(DONE, OPEN)).when(lambda draft: save(draft, OPEN))
    outcome.then(saved(OPEN))
    assert outcome.aggregate.saved is not None
    assert outcome.aggregate.saved.lines == (OPEN,)


@pytest.mark.parametrize("before", [(), (saved(DONE), SUBMITTED)], ids=["never saved", "submitted already"])
def test_c1_19_nothing_is_submitted_that_was_not_saved(before: tuple[Fact]) -> None:
    given(MonthlyReportDraft, *before).when(submit).then_refused("C1.19")


def test_c1_submitting_ends_the_draft() -> None:
    outcome = given(MonthlyReportDraft, saved(DONE)).when(submit)
    outcome.then(SUBMITTED)
    assert outcome.aggregate.saved is None


def test_c1_1_an_empty_draft_is_refused() -> None:
    given(MonthlyReportDraft).when(save).then_refused("C1.1")


def test_c1_a_draft_is_discarded_by_no_line() -> None:
    outcome = given(MonthlyReportDraft, saved(DONE)).when(save)
    outcome.then(saved())
    assert outcome.aggregate.saved is None
    given(MonthlyReportDraft, saved(DONE), saved()).when(save).then_refused("C1.1")
    given(MonthlyReportDraft, saved(DONE), saved()).when(submit).then_refused("C1.19")


def test_c1_3_a_draft_speaks_of_targets_of_the_month_and_c1_10_of_each_once() -> None:
    stranger = Realization(target_id=UNKNOWN, amount=Decimal(1))
    given(MonthlyReportDraft).when(lambda draft: save(draft, DONE, stranger, DONE)).then_refused("C1.3", "C1.10")
