"""The words of plans and of what is done on them, each with its official Indonesian term."""

from kinerja.domain.vocabulary import Term


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
    SUPPORT = "SUPPORT", "dukungan", "A result supports another leader's result, or none."
    REMOVAL = "REMOVAL", "penghapusan", "A result is removed."
    TARGET_REMOVAL = "TARGET_REMOVAL", "penghapusan target", "A target is removed; its result stays."


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
    REVISION_PENDING = "REVISION_PENDING", "usul revisi menunggu putusan", "A revision was proposed and not decided."
    ACCOMPLISHMENT_PENDING = (
        "ACCOMPLISHMENT_PENDING", "prestasi menunggu jawaban",
        "An accomplishment or innovation was recorded and neither acknowledged nor declined.",
    )  # fmt: skip
    PLAN_LATE = "PLAN_LATE", "SKP terlambat", "The deadline for plans is over, and it is not approved."
    REPORT_LATE = (
        "REPORT_LATE", "laporan terlambat",
        "The grace of a month in which a target is reported is over, and there is no report, or it was returned.",
    )  # fmt: skip
    REPORT_INCOMPLETE = (
        "REPORT_INCOMPLETE", "laporan belum lengkap", "A report leaves out a target that is due in its month.",
    )  # fmt: skip
    OFF_TRACK = "OFF_TRACK", "di luar jalur", "A target reached less than 80 % to date."


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
