"""Ids that follow from what they name, so that the primary key refuses a second one."""

from datetime import date
from uuid import UUID, uuid5

_KINERJA = UUID("6f1d4c0e-0b0f-5d57-9b7a-2f4f3f3f6b11")


def stream_id(agency: str, kind: str, *parts: object) -> UUID:
    """The id of the one stream of ``kind`` for these parts in this agency, the same on every machine."""
    return uuid5(_KINERJA, "\x1f".join((agency, kind, *map(str, parts))))


def plan_id(agency: str, assignment: UUID, period: UUID) -> UUID:
    """One plan per assignment and period: a transfer or an acting post gives a second plan in the year."""
    return stream_id(agency, "PerformancePlan", assignment, period)


def report_id(agency: str, plan: UUID, month: str) -> UUID:
    """One report per plan and month (YYYY-MM)."""
    return stream_id(agency, "MonthlyReport", plan, month)


def evaluation_id(agency: str, plan: UUID, window: str) -> UUID:
    """One evaluation per plan and window (such as 2025-Q1 or 2025)."""
    return stream_id(agency, "Evaluation", plan, window)


def rating_id(agency: str, evaluation: UUID, relation: str, rater: UUID) -> UUID:
    """One rating per evaluation, relation and rater."""
    return stream_id(agency, "Rating", evaluation, relation, rater)


def made_by(command: UUID, what: str) -> UUID:
    """The id of something that a command makes: a repeated command makes the same."""
    return uuid5(command, what)


def standard_version_id(standard: UUID, number: int) -> UUID:
    """The id of a version of a standard."""
    return made_by(standard, f"version {number}")


def consultation_id(agency: str, standard: UUID, number: int) -> UUID:
    """One consultation per version of a standard."""
    return stream_id(agency, "Consultation", standard, number)


def acknowledgement_id(agency: str, dissemination: UUID, employee: UUID) -> UUID:
    """One acknowledgement per dissemination and employee."""
    return stream_id(agency, "Acknowledgement", dissemination, employee)


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
