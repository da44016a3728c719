"""The words of the field that several capabilities share, each with its official Indonesian term.

The value of an enum is what is stored and what GraphQL shows; ``official`` gives the Indonesian term.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word with its official Indonesian term and one English sentence about it."""

    official: str
    meaning: str

    def __new__(cls, value: str, official: str, meaning: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.official = official
        member.meaning = meaning
        return member


class Employment(Term):
    """How somebody is employed as a civil servant (ASN)."""

    PERMANENT = "PERMANENT", "PNS", "Permanent civil servant."
    CONTRACT = "CONTRACT", "PPPK", "Government employee on a contract."


class AgencyLevel(Term):
    """The level of government an agency belongs to."""

    PROVINCE = "PROVINCE", "provinsi", "A province."
    REGENCY = "REGENCY", "kabupaten", "A regency."
    CITY = "CITY", "kota", "A city."
    MINISTRY = "MINISTRY", "kementerian/lembaga", "A ministry or a body of the state."


class OrgUnitKind(Term):
    """What kind of organisational unit (unit kerja) it is."""

    AGENCY = "AGENCY", "instansi", "The whole agency, the root of its tree."
    OFFICE = "OFFICE", "dinas/OPD", "An office directly below the agency."
    DIVISION = "DIVISION", "bidang/bagian", "A division of an office."
    SECTION = "SECTION", "seksi/subbagian", "A section of a division."


class PositionKind(Term):
    """The kind of a position (jabatan)."""

    HIGH_LEADERSHIP = "HIGH_LEADERSHIP", "JPT", "High leadership position."
    ADMINISTRATIVE = "ADMINISTRATIVE", "JA", "Administrative position."
    FUNCTIONAL = "FUNCTIONAL", "JF", "Functional position; it earns credit score."


class FunctionalLevel(Term):
    """The level (jenjang) of a functional position."""

    PEMULA = "PEMULA", "Pemula", "Skilled, beginner."
    TERAMPIL = "TERAMPIL", "Terampil", "Skilled."
    MAHIR = "MAHIR", "Mahir", "Skilled, proficient."
    PENYELIA = "PENYELIA", "Penyelia", "Skilled, supervisor."
    AHLI_PERTAMA = "AHLI_PERTAMA", "Ahli Pertama", "Expert, first level."
    AHLI_MUDA = "AHLI_MUDA", "Ahli Muda", "Expert, young."
    AHLI_MADYA = "AHLI_MADYA", "Ahli Madya", "Expert, middle."
    AHLI_UTAMA = "AHLI_UTAMA", "Ahli Utama", "Expert, senior."


class AssignmentKind(Term):
    """How somebody holds a position."""

    DEFINITIVE = "DEFINITIVE", "definitif", "The position is the holder's own."
    ACTING = "ACTING", "Plt", "Acting official of a vacant position, by letter."
    DAILY_ACTING = "DAILY_ACTING", "Plh", "Daily acting official of an absent holder, by letter."


class LeaveKind(Term):
    """Why somebody is away (cuti, tugas belajar)."""

    ANNUAL = "ANNUAL", "cuti tahunan", "Annual leave."
    LONG = "LONG", "cuti besar", "Long leave after years of service."
    SICK = "SICK", "cuti sakit", "Sick leave."
    MATERNITY = "MATERNITY", "cuti melahirkan", "Maternity leave."
    IMPORTANT_REASON = "IMPORTANT_REASON", "cuti karena alasan penting", "Leave for an important reason."
    UNPAID = "UNPAID", "cuti di luar tanggungan negara", "Unpaid leave; not evaluated."
    STUDY_ASSIGNMENT = (
        "STUDY_ASSIGNMENT",
        "tugas belajar",
        "Study by assignment; judged by the academic result instead of a plan.",
    )


class Role(Term):
    """A role that is granted by a letter, for a time and a scope."""

    PERFORMANCE_ADMINISTRATOR = (
        "PERFORMANCE_ADMINISTRATOR",
        "pengelola kinerja",
        "Keeps the organisation, the standards and the periods of the agency.",
    )
    STANDARD_AUTHORITY = (
        "STANDARD_AUTHORITY",
        "pejabat penetap standar",
        "Approves standards and revises indicators.",
    )
    INSPECTOR = "INSPECTOR", "inspektorat (APIP)", "Reads everything in scope, writes nothing."
    AUDITOR = "AUDITOR", "auditor (BPK)", "Reads everything in scope, writes nothing."


class Aspect(Term):
    """The aspect of a result that a target of a plan is about (aspek)."""

    QUANTITY = "QUANTITY", "kuantitas", "How much is to be done."
    QUALITY = "QUALITY", "kualitas", "How well it is to be done."
    TIME = "TIME", "waktu", "How fast it is to be done."
    COST = "COST", "biaya", "What it may cost."


class Cadence(Term):
    """How often a period is evaluated before its annual evaluation."""

    MONTHLY = "MONTHLY", "bulanan", "Every month."
    QUARTERLY = "QUARTERLY", "triwulanan", "Every quarter."


class EvaluationKind(Term):
    """What stretch of time an evaluation judges."""

    PERIODIC = "PERIODIC", "evaluasi periodik", "A month or a quarter."
    ANNUAL = "ANNUAL", "evaluasi tahunan", "The whole period; a judgement of its own."


class PeriodState(Term):
    """Where a period stands."""

    OPEN = "OPEN", "dibuka", "Plans, reports and evaluations of it are taken."
    CLOSED = "CLOSED", "ditutup", "All its evaluations are finished; nothing of it changes any more."


class DeadlineKind(Term):
    """What has to be done by a deadline (tenggat)."""

    PLAN = "PLAN", "penyusunan SKP", "The plans of the period are drafted and approved."
    REPORT = "REPORT", "laporan bulanan", "The report of a month is sent."
    EVALUATION = "EVALUATION", "evaluasi", "The evaluations of a window are done."
    FEEDBACK = (
        "FEEDBACK",
        "umpan balik yang diminta",
        "Feedback that was asked for is given; shown at the request alone, as it is somebody's own.",
    )


class DayKind(Term):
    """What a declared day is, whatever the week and the national calendar say."""

    OFF = "OFF", "hari libur", "Nobody works."
    WORKING = "WORKING", "hari kerja", "It is worked, although it would be free."


class HolidayOrigin(Term):
    """Who made a day what it is."""

    NATIONAL = "NATIONAL", "hari libur nasional", "A national holiday."
    JOINT_LEAVE = "JOINT_LEAVE", "cuti bersama", "Joint leave, decided nationally year by year."
    AGENCY = "AGENCY", "ketetapan instansi", "A day that the agency declared for itself."


class CoreValue(Term):
    """The seven values of work behaviour, BerAKHLAK."""

    SERVICE_ORIENTED = "SERVICE_ORIENTED", "Berorientasi Pelayanan", "Oriented to service."
    ACCOUNTABLE = "ACCOUNTABLE", "Akuntabel", "Accountable."
    COMPETENT = "COMPETENT", "Kompeten", "Competent."
    HARMONIOUS = "HARMONIOUS", "Harmonis", "Harmonious."
    LOYAL = "LOYAL", "Loyal", "Loyal."
    ADAPTIVE = "ADAPTIVE", "Adaptif", "Adaptive."
    COLLABORATIVE = "COLLABORATIVE", "Kolaboratif", "Collaborative."


class RatingLevel(Term):
    """How something compares with what was expected."""

    ABOVE = "ABOVE", "di atas ekspektasi", "Above expectation."
    MEETS = "MEETS", "sesuai ekspektasi", "Meets expectation."
    BELOW = "BELOW", "di bawah ekspektasi", "Below expectation."


class Relation(Term):
    """From which side somebody rates."""

    SUPERIOR = "SUPERIOR", "atasan", "The appraising officer."
    PEER = "PEER", "rekan sejawat", "A colleague."
    SUBORDINATE = "SUBORDINATE", "bawahan", "A direct subordinate."
    PUBLIC = "PUBLIC", "masyarakat", "Somebody who was served."
    SELF = "SELF", "diri sendiri", "The employee; counts 0 and is shown as a gap."
    SERVED = (
        "SERVED",
        "pegawai lain yang dilayani",
        "Another employee, whom the work served, neither above, below nor beside; gives feedback, never rates.",
    )


class FeedbackRequestState(Term):
    """What became of a request for feedback."""

    ASKED = "ASKED", "diminta", "It waits for the feedback."
    GIVEN = "GIVEN", "diberikan", "The feedback was given."
    DECLINED = "DECLINED", "ditolak", "It was declined, for a reason."
    EXPIRED = "EXPIRED", "lewat", "Its day passed without feedback."


class Predicate(Term):
    """The predicate of performance (predikat kinerja)."""

    VERY_GOOD = "VERY_GOOD", "sangat baik", "Very good."
    GOOD = "GOOD", "baik", "Good."
    NEEDS_IMPROVEMENT = "NEEDS_IMPROVEMENT", "butuh perbaikan", "Needs improvement."
    POOR = "POOR", "kurang", "Poor, or misconduct."
    VERY_POOR = "VERY_POOR", "sangat kurang", "Very poor."


class Disposition(Term):
    """What became of an input."""

    ADOPTED = "ADOPTED", "diterima", "It is taken up."
    DECLINED = "DECLINED", "tidak diterima", "It is not taken up, for a reason."


class BatchOutcome(Term):
    """What became of an item of a batch."""

    WAITING = "WAITING", "menunggu", "Not carried out yet, or not reported yet."
    DONE = "DONE", "dilaksanakan", "Carried out; it has its own receipt."
    REFUSED = "REFUSED", "ditolak", "Refused; nothing of it was recorded."
