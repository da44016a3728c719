"""Ids that follow from what they name, so that the primary key refuses a second one."""

from datetime import date
from uuid import UUID, uuid5

_KINERJA = UUID("6f1d4c0e-0b0f-5d57-9b7a-2f4f3f3f6b11")
_OF_SERVICE = 8
_VERSION_AND_VARIANT = 0xF << 76 | 0x3 << 62
_VERSION_8 = _OF_SERVICE << 76 | 0x2 << 62


def stream_id(agency: str, kind: str, *parts: object) -> UUID:
    """The id of the one stream of ``kind`` for these parts in this agency, the same on every machine."""
    return uuid5(_KINERJA, "\x1f".join((agency, kind, *map(str, parts))))


def plan_id(agency: str, assignment: UUID, period: UUID) -> UUID:
    """One plan per assignment and period: a transfer or an acting post gives a second plan in the year."""
    return stream_id(agency, "PerformancePlan", assignment, period)


def following_plan_id(agency: str, closed: UUID) -> UUID:
    """One plan after a plan that was closed, of the same assignment and period."""
    return stream_id(agency, "PerformancePlan", closed)


def shared_target_id(agency: str, target: UUID) -> UUID:
    """One sharing per target of a plan, in versions."""
    return stream_id(agency, "SharedTarget", target)


def report_id(agency: str, plan: UUID, month: str) -> UUID:
    """One report per plan and month (YYYY-MM)."""
    return stream_id(agency, "MonthlyReport", plan, month)


def evidence_id(agency: str, proves: UUID, place: int) -> UUID:
    """One piece of evidence per place, from 1, of the report, accomplishment or feedback that it proves."""
    return stream_id(agency, "Evidence", proves, place)


def evaluation_id(agency: str, plan: UUID, window: str) -> UUID:
    """One evaluation per plan and window (such as 2025-Q1 or 2025)."""
    return stream_id(agency, "Evaluation", plan, window)


def publication_id(agency: str, period: UUID) -> UUID:
    """All that was published of a period."""
    return stream_id(agency, "Publication", period)


def rating_id(agency: str, evaluation: UUID, relation: str, rater: UUID) -> UUID:
    """One rating per evaluation, relation and rater."""
    return stream_id(agency, "Rating", evaluation, relation, rater)


def leaves_id(agency: str, employee: UUID) -> UUID:
    """One stream of leaves per employee."""
    return stream_id(agency, "Leaves", employee)


def made_by(command: UUID, what: str) -> UUID:
    """The id of something that a command makes: a repeated command makes the same."""
    return uuid5(command, what)


def of_service(id: UUID) -> UUID:
    """An id as the service gives it to its own commands: of version 8, which a client's command may not have."""
    return UUID(int=id.int & ~_VERSION_AND_VARIANT | _VERSION_8)


def is_of_service(id: UUID) -> bool:
    """Whether an id is one that only the service gives to commands."""
    return id.version == _OF_SERVICE


def standard_version_id(standard: UUID, number: int) -> UUID:
    """The id of a version of a standard."""
    return made_by(standard, f"version {number}")


def consultation_id(agency: str, standard: UUID, number: int) -> UUID:
    """One consultation per version of a standard."""
    return stream_id(agency, "Consultation", standard, number)


def acknowledgement_id(agency: str, dissemination: UUID, employee: UUID) -> UUID:
    """One acknowledgement per dissemination and employee."""
    return stream_id(agency, "Acknowledgement", dissemination, employee)


def template_result_id(template: UUID, number: int, place: int) -> UUID:
    """The id of a result in a version of a template of plans."""
    return made_by(template, f"version {number} result {place}")


def report_draft_id(agency: str, plan: UUID, month: str) -> UUID:
    """One draft of a report per plan and month (YYYY-MM)."""
    return stream_id(agency, "MonthlyReportDraft", plan, month)


def daily_progress_id(agency: str, plan: UUID, month: date) -> UUID:
    """One stream of daily entries per plan and month, by its first day."""
    return stream_id(agency, "DailyProgress", plan, month.isoformat())


def batch_item_command_id(batch: UUID, item: int, *, reserved: bool) -> UUID:
    """The command id of an item of a batch; it is read before the item is carried out.

    ``reserved``: it is of those that only the service gives to commands, as in every batch but the oldest.
    """
    id = made_by(batch, f"item-{item}")
    return of_service(id) if reserved else id


def encounter_id(agency: str, service: UUID, reference: str) -> UUID:
    """One visit per service and reference of the office."""
    return stream_id(agency, "ServiceEncounter", service, reference)


def tally_id(agency: str, service: UUID, month: date, position: UUID, employee: UUID) -> UUID:
    """One tally per service, month (its first day) and officer in a position."""
    return stream_id(agency, "EncounterTally", service, month.isoformat(), position, employee)


def complaint_id(agency: str, service: UUID, reference: str) -> UUID:
    """One complaint per service and reference of the office."""
    return stream_id(agency, "Complaint", service, reference)


def complaint_book_id(agency: str, service: UUID, month: date) -> UUID:
    """One book of complaints per service and month (its first day)."""
    return stream_id(agency, "ComplaintBook", service, month.isoformat())


def measurement_id(report: UUID, target: UUID, version: int) -> UUID:
    """The id of what was measured for a target, by the version of the report that told it."""
    return made_by(report, f"measurement {target} {version}")


def calendar_id(agency: str, year: int) -> UUID:
    """One holiday calendar per agency and year."""
    return stream_id(agency, "HolidayCalendar", year)


def holiday_id(agency: str, origin: str, day: date) -> UUID:
    """One holiday per day and origin."""
    return stream_id(agency, "Holiday", origin, day)


def evaluation_year_id(agency: str, year: int) -> UUID:
    """The periods of a calendar year."""
    return stream_id(agency, "EvaluationYear", year)


def deadline_id(agency: str, kind: str, of: UUID, window: str) -> UUID:
    """One deadline per kind, window and what it belongs to, such as a period."""
    return stream_id(agency, "Deadline", kind, of, window)


def rating_collection_id(agency: str, evaluation: UUID) -> UUID:
    """One collection of ratings per evaluation."""
    return stream_id(agency, "Collection", "RATING", evaluation)


def releases_id(agency: str, collection: UUID) -> UUID:
    """What of a collection was released: one stream each."""
    return stream_id(agency, "Releases", collection)


def rating_requests_id(agency: str, collection: UUID) -> UUID:
    """Whom the employee asked: one stream per collection."""
    return stream_id(agency, "RatingRequests", collection)


def feedback_collection_id(agency: str, service: UUID, quarter: str) -> UUID:
    """One collection of feedback on visits per service and quarter (such as 2025-Q1)."""
    return stream_id(agency, "Collection", "ENCOUNTERS", service, quarter)


def survey_collection_id(agency: str, service: UUID, round: str) -> UUID:
    """One collection of answers to a survey per service and round (such as 2025-S1)."""
    return stream_id(agency, "Collection", "SURVEY", service, round)


def survey_id(agency: str, service: UUID, round: str) -> UUID:
    """One survey per service and round."""
    return stream_id(agency, "SatisfactionSurvey", service, round)


def survey_book_id(agency: str, service: UUID) -> UUID:
    """One book of surveys per service."""
    return stream_id(agency, "SurveyBook", service)
