"""The words of standards and indicators, each with its official Indonesian term."""

from kinerja.domain.vocabulary import Term


class IndicatorFamily(Term):
    """What an indicator measures (rumpun indikator)."""

    QUANTITY = "QUANTITY", "kuantitas", "How much was done."
    QUALITY = "QUALITY", "kualitas", "How well it was done."
    TIME = "TIME", "waktu", "How fast it was done."
    COST = "COST", "biaya", "What it cost."
    SATISFACTION = "SATISFACTION", "kepuasan masyarakat", "How satisfied those served are."


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


class TimeUnit(Term):
    """The unit of a time limit."""

    MINUTES = "MINUTES", "menit", "Minutes of the clock, whatever the opening times."
    HOURS = "HOURS", "jam", "Hours of the clock, whatever the opening times."
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


class RevisionKind(Term):
    """What was decided on an indicator."""

    REVISED = "REVISED", "direvisi", "Its manual reads otherwise from a day on."
    WITHDRAWN = "WITHDRAWN", "dihapus", "It does not hold any more from a day on."


class ProposalKind(Term):
    """What is proposed for an indicator."""

    IRRELEVANT = "IRRELEVANT", "tidak relevan", "It does not fit the work and is to go."
    REVISION = "REVISION", "perubahan", "Its manual is to read otherwise."
