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


class IndicatorFamily(Term):
    """What an indicator measures (rumpun indikator)."""

    QUANTITY = "QUANTITY", "kuantitas", "How much was done."
    QUALITY = "QUALITY", "kualitas", "How well it was done."
    TIME = "TIME", "waktu", "How fast it was done."
    COST = "COST", "biaya", "What it cost."
    SATISFACTION = "SATISFACTION", "kepuasan masyarakat", "How satisfied those served are."


class Aspect(Term):
    """The aspect of a result that a target of a plan is about (aspek)."""

    QUANTITY = "QUANTITY", "kuantitas", "How much is to be done."
    QUALITY = "QUALITY", "kualitas", "How well it is to be done."
    TIME = "TIME", "waktu", "How fast it is to be done."
    COST = "COST", "biaya", "What it may cost."


class Direction(Term):
    """Which way of missing the target is the good one."""

    HIGHER_IS_BETTER = "HIGHER_IS_BETTER", "makin tinggi makin baik", "More than the target is better."
    LOWER_IS_BETTER = "LOWER_IS_BETTER", "makin rendah makin baik", "Less than the target is better."


class ReportingPeriod(Term):
    """How often an indicator is reported; its reports fall into the last month of each such period."""

    MONTHLY = "MONTHLY", "bulanan", "In every month."
    QUARTERLY = "QUARTERLY", "triwulanan", "In the last month of each quarter."
    YEARLY = "YEARLY", "tahunan", "In the last month of the year."


class DegreeOfControl(Term):
    """How far the one who is measured controls the outcome (tingkat kendali)."""

    HIGH = "HIGH", "tinggi", "The outcome depends on the person."
    MEDIUM = "MEDIUM", "sedang", "The outcome depends on the person and on others."
    LOW = "LOW", "rendah", "The outcome depends mostly on others."


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


class DayKind(Term):
    """What a declared day is, whatever the week and the national calendar say."""

    OFF = "OFF", "hari libur", "Nobody works."
    WORKING = "WORKING", "hari kerja", "It is worked, although it would be free."


class HolidayOrigin(Term):
    """Who made a day what it is."""

    NATIONAL = "NATIONAL", "hari libur nasional", "A national holiday."
    JOINT_LEAVE = "JOINT_LEAVE", "cuti bersama", "Joint leave, decided nationally year by year."
    AGENCY = "AGENCY", "ketetapan instansi", "A day that the agency declared for itself."


class WorkResultKind(Term):
    """The kind of a work result (hasil kerja)."""

    PRIMARY = "PRIMARY", "utama", "Counts by its weight; the weights of a plan sum to 100."
    ADDITIONAL = "ADDITIONAL", "tambahan", "Recorded and judged, with weight 0 in the sum."


class ResultHolder(Term):
    """To whom a work result belongs when somebody leaves the post."""

    POST = "POST", "jabatan", "It stays with the post; the successor inherits it."
    PERSON = "PERSON", "pegawai", "It goes along with the person."


class Perspective(Term):
    """From where a high leader's result is looked at (perspektif)."""

    SERVICE_USERS = "SERVICE_USERS", "penerima layanan", "Those who are served."
    BUSINESS_PROCESS = "BUSINESS_PROCESS", "proses bisnis", "How the work is done."
    INTERNAL_STRENGTHENING = "INTERNAL_STRENGTHENING", "penguatan internal", "People, organisation, systems."
    BUDGET = "BUDGET", "anggaran", "What it costs."


class AnnexPart(Term):
    """A part of the annex of a plan (lampiran SKP)."""

    RESOURCES = "RESOURCES", "dukungan sumber daya", "What is given so that the results can be reached."
    ACCOUNTABILITY = "ACCOUNTABILITY", "skema pertanggungjawaban", "How and when it is accounted for."
    CONSEQUENCES = "CONSEQUENCES", "konsekuensi", "What follows when it is reached, and when it is not."


class ClosingCause(Term):
    """Why a plan ends before its last day."""

    TRANSFERRED = "TRANSFERRED", "mutasi", "The person left the post for another."
    RETIRED = "RETIRED", "pensiun", "The person retired."
    DIED = "DIED", "meninggal dunia", "The person died."
    DISMISSED = "DISMISSED", "diberhentikan", "The person was dismissed."
    STUDY_ASSIGNMENT = "STUDY_ASSIGNMENT", "tugas belajar", "The academic result is judged instead of the plan."
    UNPAID_LEAVE = "UNPAID_LEAVE", "cuti di luar tanggungan negara", "It is not evaluated."


class RevisionLineKind(Term):
    """What a line of a proposed revision of a plan changes."""

    RESULT = "RESULT", "hasil kerja", "A result is added."
    TARGET = "TARGET", "target", "A target is set, or set otherwise."
    WEIGHT = "WEIGHT", "bobot", "A result weighs otherwise."


class DialogueTopic(Term):
    """What a performance dialogue is about."""

    EXPECTATIONS = "EXPECTATIONS", "klarifikasi ekspektasi", "What is expected, before the plan is approved."
    PROGRESS = "PROGRESS", "kemajuan", "How the work goes, and what is in its way."
    RESULT = "RESULT", "hasil evaluasi", "What came out, and what follows."


class DialogueSide(Term):
    """Which of the two of a dialogue."""

    EMPLOYEE = "EMPLOYEE", "pegawai", "Whose plan it is."
    OFFICER = "OFFICER", "pejabat penilai", "Who appraises."


class SupervisionKind(Term):
    """Why something of a plan needs its officer."""

    PLAN_PENDING = "PLAN_PENDING", "SKP menunggu persetujuan", "A plan was submitted and waits for approval."
    REPORT_PENDING = "REPORT_PENDING", "laporan menunggu verifikasi", "A report was sent and waits for verification."
    REPORT_LATE = "REPORT_LATE", "laporan terlambat", "The grace is over, and there is no report, or it was returned."
    OFF_TRACK = "OFF_TRACK", "di luar jalur", "A target reached less than 80 % to date."


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


class Predicate(Term):
    """The predicate of performance (predikat kinerja)."""

    VERY_GOOD = "VERY_GOOD", "sangat baik", "Very good."
    GOOD = "GOOD", "baik", "Good."
    NEEDS_IMPROVEMENT = "NEEDS_IMPROVEMENT", "butuh perbaikan", "Needs improvement."
    POOR = "POOR", "kurang", "Poor, or misconduct."
    VERY_POOR = "VERY_POOR", "sangat kurang", "Very poor."


class TimeUnit(Term):
    """The unit of a time limit."""

    MINUTES = "MINUTES", "menit", "Minutes of opening time."
    HOURS = "HOURS", "jam kerja", "Hours of opening time."
    WORKING_DAYS = "WORKING_DAYS", "hari kerja", "Working days of the agency."


class Recommendation(Term):
    """What is to become of a standard."""

    KEEP = "KEEP", "dipertahankan", "It stays as it is."
    REVISE = "REVISE", "direvisi", "Another version is to be worked out."
    RETIRE = "RETIRE", "dicabut", "It is to end."


class Participant(Term):
    """Who is heard about a standard."""

    EMPLOYEE = "EMPLOYEE", "pegawai", "An employee who renders the service."
    SUPERIOR = "SUPERIOR", "atasan", "A superior of those who render it."
    PUBLIC = "PUBLIC", "wakil masyarakat", "A representative of those it is rendered to."


class Disposition(Term):
    """What became of an input."""

    ADOPTED = "ADOPTED", "diterima", "It is taken up."
    DECLINED = "DECLINED", "tidak diterima", "It is not taken up, for a reason."


class ProposalKind(Term):
    """What is proposed for an indicator."""

    IRRELEVANT = "IRRELEVANT", "tidak relevan", "It does not fit the work and is to go."
    REVISION = "REVISION", "perubahan", "Its manual is to read otherwise."


class BatchOutcome(Term):
    """What became of an item of a batch."""

    WAITING = "WAITING", "menunggu", "Not carried out yet, or not reported yet."
    DONE = "DONE", "dilaksanakan", "Carried out; it has its own receipt."
    REFUSED = "REFUSED", "ditolak", "Refused; nothing of it was recorded."


class EvidenceKind(Term):
    """What a piece of evidence (bukti dukung) is."""

    LINK = "LINK", "tautan", "The address of something that is kept elsewhere."
    FILE = "FILE", "berkas", "A file that the service keeps, encrypted."


class AccomplishmentKind(Term):
    """What an employee did beyond the plan."""

    ACCOMPLISHMENT = "ACCOMPLISHMENT", "prestasi", "Something done outstandingly."
    INNOVATION = "INNOVATION", "inovasi", "A new idea that was put to work."


class Support(Term):
    """Whether a result supports a leader's result."""

    SUPPORTS = "SUPPORTS", "mendukung", "It supports a result that the leader's plan has."
    NOTHING = "NOTHING", "belum mendukung", "It names none."
    LOST = "LOST", "kehilangan induk", "The result it names was removed, or its plan has ended."


class Coverage(Term):
    """Which part of what is added up is there."""

    PRESENT = "PRESENT", "lengkap", "All of it."
    PARTIAL = "PARTIAL", "sebagian", "Some of it; the rest is absent and not counted as 0."
    ABSENT = "ABSENT", "tidak ada", "Nothing of it."
    NOT_APPLICABLE = "NOT_APPLICABLE", "tidak berlaku", "Nothing is expected."


class Presence(Term):
    """Whether what a person reached in a window is there, and what is missing."""

    PRESENT = "PRESENT", "lengkap", "Every report of the window is there."
    ABSENT = "ABSENT", "belum lengkap", "A report lacks, or is returned."
    NO_PLAN = "NO_PLAN", "tanpa SKP", "There is no plan."
    NOT_APPROVED = "NOT_APPROVED", "SKP belum disetujui", "The plan is not approved."
    NOT_APPLICABLE = "NOT_APPLICABLE", "tidak berlaku", "Nothing is to be reported in the window."
