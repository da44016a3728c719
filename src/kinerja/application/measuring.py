"""Measuring a figure of a service for a target of a plan, as the log stands when a command decides (C3)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec

from kinerja.application.service_desk import time_taken
from kinerja.application.services import officers_ever
from kinerja.application.work import Work
from kinerja.domain.act import Act
from kinerja.domain.cells import Cell
from kinerja.domain.collecting import Collection
from kinerja.domain.complaint_books import ComplaintBook
from kinerja.domain.complaints import Complaint
from kinerja.domain.durations import is_within
from kinerja.domain.encounter_facts import ServiceOfficer
from kinerja.domain.feedback_quarters import group_of, quarters_before
from kinerja.domain.ids import (
    complaint_book_id,
    feedback_collection_id,
    made_by,
    releases_id,
    survey_book_id,
    tally_id,
)
from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.measuring import (
    CountedCell,
    Counting,
    MeasuredBy,
    Reading,
    read_complaints,
    read_encounters,
    read_satisfaction,
    read_surveys,
)
from kinerja.domain.periods import add_months, first_of_month, months_between
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.releasing import AnswersReleased, Releases
from kinerja.domain.report_months import MONTHS_OF
from kinerja.domain.service_vocabulary import Figure, MeasureScope
from kinerja.domain.services import Service
from kinerja.domain.surveys import SatisfactionSurvey, SurveyBook
from kinerja.domain.tallies import EncounterTally
from kinerja.domain.voice_vocabulary import Reader
from kinerja.domain.working_days import local_date

_MONTHS_OF_QUARTER = 3
_QUARTERS_BACK = 4


def measured(work: Work, act: Act, plan: PerformancePlan, manual: IndicatorManual, month: date) -> Reading | None:
    """What is measured for the report of a month: over all months it covers. None: the manual measures nothing.

    Refused B2.13 where the calendar is not known over which the limit of a complaint without an answer runs.
    """
    by = manual.measured_by
    if by is None:
        return None
    person = by.scope == MeasureScope.PERSON
    first = max(plan.span.starts_on, add_months(month, 1 - MONTHS_OF[manual.reporting_period]))
    counting = Counting(
        by=by,
        officer=ServiceOfficer(employee_id=plan.employee_id, position_id=plan.span.position_id) if person else None,
        first_month=first,
        last_month=month,
        position=work.basis_position,
    )
    if by.figure.is_of_answers:
        return read_satisfaction(counting, list(_cells(work, counting)))
    months = list(months_between(first, month))
    if by.figure.is_of_surveys:
        return read_surveys(counting, list(_released_surveys(work, counting)))
    if by.figure.is_about_complaints:
        complaints = _complaints(work, by, months)
        if by.figure == Figure.COMPLAINTS_ANSWERED_WITHIN:
            running = frozenset(each.id for each in complaints if _runs(work, act, each))
            counting = msgspec.structs.replace(counting, running=running)
        return read_complaints(counting, complaints)
    return read_encounters(counting, _tallies(work, counting, months))


def _released_surveys(work: Work, counting: Counting) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Surveys of the service whose last release falls into the months, as far as everybody may read what they say."""
    service_id = counting.by.service_id
    for id in work.find(SurveyBook, survey_book_id(work.agency, service_id)).entered:
        survey = work.load(SatisfactionSurvey, id)
        readers = work.load(Collection, survey.collection_id).contract.aggregates
        releases = work.find(Releases, releases_id(work.agency, survey.collection_id))
        if not releases.last or releases.released_at is None or Reader.PUBLIC not in readers:
            continue
        month = first_of_month(local_date(releases.released_at, work.zone))
        if counting.first_month <= month <= counting.last_month:
            yield survey.terms.policy, releases.cells


def _runs(work: Work, act: Act, complaint: Complaint) -> bool:
    """Whether a complaint has no answer, and one that is given now would still be in time."""
    received = complaint.received_as
    if complaint.answered is not None or received.limit is None:
        return False
    passed = time_taken(work, act, received.received_at, work.at, ("month",))
    return is_within(passed, received.limit) is True


def _tallies(work: Work, counting: Counting, months: Sequence[date]) -> Iterator[EncounterTally]:
    service = work.load(Service, counting.by.service_id)
    officers = [counting.officer] if counting.officer is not None else list(officers_ever(work, service))
    for month in months:
        for each in officers:
            id = tally_id(work.agency, service.id, month, each.position_id, each.employee_id)
            yield work.find(EncounterTally, id)


def _cells(work: Work, counting: Counting) -> Iterator[CountedCell]:
    """Cells of feedback on visits that were released in the months: of the officer, or of the service as a whole.

    A quarter's last ones are released in the next, or later where the service was down meanwhile.
    """
    service_id, zone = counting.by.service_id, work.zone
    months = len(list(months_between(counting.first_month, counting.last_month)))
    for quarter in quarters_before(counting.last_month, _QUARTERS_BACK + months // _MONTHS_OF_QUARTER):
        collection = work.find(Collection, feedback_collection_id(work.agency, service_id, quarter.code))
        if not collection.exists or _reader(counting) not in collection.contract.aggregates:
            continue
        for step in work.find(Releases, releases_id(work.agency, collection.id)).steps:
            if counting.first_month <= first_of_month(local_date(step.act.at, zone)) <= counting.last_month:
                yield from (_counted(step, cell) for cell in _told(step, counting.officer))


def _reader(counting: Counting) -> Reader:
    """For whom what is measured has to be: the number of a plan is read by who reads the plan."""
    return Reader.PUBLIC if counting.officer is None else Reader.OFFICER


def _told(step: AnswersReleased, officer: ServiceOfficer | None) -> Iterable[Cell]:
    return step.whole if officer is None else (cell for cell in step.cells if cell.officer == officer)


def _counted(step: AnswersReleased, cell: Cell) -> CountedCell:
    named = group_of(cell.officer) if cell.officer is not None else cell.group
    id = made_by(step.collection_id, f"release {step.number} {named}")
    return CountedCell(id=id, answers=cell.answers, total=cell.lines[0].total)


def _complaints(work: Work, by: MeasuredBy, months: Sequence[date]) -> list[Complaint]:
    """The complaints with which something happened in some months, each once."""
    books = (work.find(ComplaintBook, complaint_book_id(work.agency, by.service_id, month)) for month in months)
    return [work.load(Complaint, id) for id in dict.fromkeys(id for book in books for id in book.entered)]
