"""The words of services: visits, complaints and what is measured of them, each with its official Indonesian term."""

from kinerja.domain.vocabulary import Term


class EncounterOutcome(Term):
    """How a visit to a service ended."""

    FINISHED = "FINISHED", "selesai", "The service was rendered."
    REFUSED = "REFUSED", "ditolak", "The request was refused, on a ground."
    WITHDRAWN = "WITHDRAWN", "dicabut pemohon", "The applicant withdrew it."


class RefusalGround(Term):
    """On which ground a request was refused. A category and never a text: it says nothing about the citizen."""

    INCOMPLETE = "INCOMPLETE", "berkas tidak lengkap", "Documents are missing."
    NOT_ENTITLED = "NOT_ENTITLED", "tidak memenuhi syarat", "The requirements are not met."
    NOT_COMPETENT = "NOT_COMPETENT", "bukan kewenangan", "Another office is competent."
    INVALID_DOCUMENT = "INVALID_DOCUMENT", "dokumen tidak sah", "A document is not valid."
    OTHER = "OTHER", "alasan lain", "Another ground."


class CorrectionCause(Term):
    """Why what was recorded about a visit or complaint is corrected. A category and never a text."""

    MISTYPED = "MISTYPED", "salah ketik", "It was typed wrongly."
    LATE_ENTRY = "LATE_ENTRY", "terlambat dicatat", "It was recorded later than it happened."
    DUPLICATE = "DUPLICATE", "tercatat ganda", "It is recorded twice."
    SYSTEM_FAULT = "SYSTEM_FAULT", "gangguan sistem", "The office's own system was at fault."


class ServiceElement(Term):
    """The nine elements of a public service, by which satisfaction is asked and complaints are sorted."""

    REQUIREMENTS = "REQUIREMENTS", "persyaratan (U1)", "What is required."
    PROCEDURE = "PROCEDURE", "sistem, mekanisme, prosedur (U2)", "System, mechanism and procedure."
    TIME = "TIME", "waktu penyelesaian (U3)", "How long it takes."
    COST = "COST", "biaya/tarif (U4)", "What it costs."
    PRODUCT = "PRODUCT", "produk layanan (U5)", "What is delivered."
    COMPETENCE = "COMPETENCE", "kompetensi pelaksana (U6)", "How able the officers are."
    BEHAVIOR = "BEHAVIOR", "perilaku pelaksana (U7)", "How the officers behave."
    COMPLAINTS = "COMPLAINTS", "penanganan pengaduan (U8)", "How complaints are handled."
    FACILITIES = "FACILITIES", "sarana dan prasarana (U9)", "Rooms and equipment."


class ServiceGrade(Term):
    """How satisfied the public is with a service (mutu pelayanan)."""

    A = "A", "sangat baik", "Very good."
    B = "B", "baik", "Good."
    C = "C", "kurang baik", "Less good."
    D = "D", "tidak baik", "Not good."


class ComplaintOutcome(Term):
    """What a complaint led to."""

    REMEDIED = "REMEDIED", "terbukti dan diperbaiki", "It was justified, and what was wrong was put right."
    JUSTIFIED = "JUSTIFIED", "terbukti", "It was justified; nothing could be put right."
    UNFOUNDED = "UNFOUNDED", "tidak terbukti", "It was looked into and found unjustified."
    REFERRED = "REFERRED", "diteruskan", "Another office is competent and was told."


class ComplaintState(Term):
    """Where a complaint stands."""

    RECEIVED = "RECEIVED", "diterima", "Waits for an answer."
    ANSWERED = "ANSWERED", "dijawab", "Answered, not resolved yet."
    RESOLVED = "RESOLVED", "selesai", "Resolved, with an outcome."


class Figure(Term):
    """What is measured of a service: the source of an indicator."""

    ENCOUNTERS_FINISHED = (
        "ENCOUNTERS_FINISHED", "jumlah permohonan selesai", "How many visits ended with the service rendered.",
    )  # fmt: skip
    ENCOUNTER_MINUTES_MEAN = (
        "ENCOUNTER_MINUTES_MEAN", "rata-rata waktu layanan (menit)",
        "Mean minutes from receipt to the end of the visits whose service was rendered.",
    )  # fmt: skip
    ENCOUNTER_DAYS_MEAN = (
        "ENCOUNTER_DAYS_MEAN", "rata-rata waktu layanan (hari)",
        "Mean calendar days from receipt to the end of the visits whose service was rendered.",
    )  # fmt: skip
    ENCOUNTER_WORKING_DAYS_MEAN = (
        "ENCOUNTER_WORKING_DAYS_MEAN", "rata-rata waktu layanan (hari kerja)",
        "Mean working days from receipt to the end of the visits whose service was rendered.",
    )  # fmt: skip
    ENCOUNTERS_WITHIN_LIMIT = (
        "ENCOUNTERS_WITHIN_LIMIT", "layanan tepat waktu",
        "Visits whose service was rendered within the promised time, of all that were rendered with a promise.",
    )  # fmt: skip
    COMPLAINTS_ANSWERED_WITHIN = (
        "COMPLAINTS_ANSWERED_WITHIN", "pengaduan dijawab tepat waktu",
        "Complaints answered within the promised time, of all that were received with a promise and are answered or"
        " past that time.",
    )  # fmt: skip

    COMPLAINTS_RESOLVED = (
        "COMPLAINTS_RESOLVED", "jumlah pengaduan selesai",
        "How many complaints were resolved, with whatever outcome.",
    )  # fmt: skip
    COMPLAINT_ANSWER_DAYS_MEAN = (
        "COMPLAINT_ANSWER_DAYS_MEAN", "rata-rata waktu jawaban pengaduan (hari)",
        "Mean calendar days from the receipt of complaints to their answers.",
    )  # fmt: skip
    COMPLAINT_ANSWER_WORKING_DAYS_MEAN = (
        "COMPLAINT_ANSWER_WORKING_DAYS_MEAN", "rata-rata waktu jawaban pengaduan (hari kerja)",
        "Mean working days from the receipt of complaints to their answers.",
    )  # fmt: skip

    ENCOUNTER_SATISFACTION = (
        "ENCOUNTER_SATISFACTION", "rata-rata kepuasan pengunjung",
        "Mean of what citizens said of their visits, 1 (not satisfied) to 4 (very satisfied), as far as it was"
        " released in the months.",
    )  # fmt: skip
    SATISFACTION_INDEX = (
        "SATISFACTION_INDEX", "indeks kepuasan masyarakat (IKM)",
        "Index of public satisfaction, 25 to 100, over the surveys whose last release falls into the months.",
    )  # fmt: skip

    @property
    def is_ratio(self) -> bool:
        """Whether it is one count over another."""
        return self in (Figure.ENCOUNTERS_WITHIN_LIMIT, Figure.COMPLAINTS_ANSWERED_WITHIN)

    @property
    def adds_up(self) -> bool:
        """Whether months add up."""
        return self in (Figure.ENCOUNTERS_FINISHED, Figure.COMPLAINTS_RESOLVED)

    @property
    def is_of_answers(self) -> bool:
        """Whether answers of citizens are counted, as far as they are released: then no single case is known."""
        return self == Figure.ENCOUNTER_SATISFACTION

    @property
    def is_about_complaints(self) -> bool:
        """Whether complaints are counted, which are of the service and of no single officer."""
        return self in (
            Figure.COMPLAINTS_ANSWERED_WITHIN,
            Figure.COMPLAINTS_RESOLVED,
            Figure.COMPLAINT_ANSWER_DAYS_MEAN,
            Figure.COMPLAINT_ANSWER_WORKING_DAYS_MEAN,
        )

    @property
    def is_of_surveys(self) -> bool:
        """Whether it is what citizens answered in surveys of the service, which names no officer."""
        return self is Figure.SATISFACTION_INDEX

    @property
    def is_of_unit(self) -> bool:
        """Whether it is of the service as a whole, and of nobody's work alone."""
        return self.is_about_complaints or self.is_of_surveys


class MeasureScope(Term):
    """Whose work a figure counts."""

    PERSON = "PERSON", "pegawai", "What the owner of the plan finished in the post of the plan."
    UNIT = "UNIT", "unit layanan", "What everybody finished who gives the service."
