"""The words of evaluation teams (tim evaluasi), each with its official Indonesian term (D7)."""

from kinerja.domain.vocabulary import Term


class TeamReviewState(Term):
    """Where a review by an evaluation team stands."""

    SCHEDULED = "SCHEDULED", "dijadwalkan", "It is to take place."
    HELD = "HELD", "dilaksanakan", "It took place; findings can be recorded in it."
    CANCELLED = "CANCELLED", "dibatalkan", "It does not take place, for a reason."


class FindingSeverity(Term):
    """How grave a finding is."""

    MINOR = "MINOR", "ringan", "To be mended along the way."
    MODERATE = "MODERATE", "sedang", "To be mended soon."
    MAJOR = "MAJOR", "berat", "To be mended before anything else."


class FindingCategory(Term):
    """What a finding concerns."""

    RESULT = "RESULT", "hasil kerja", "What is reached."
    BEHAVIOR = "BEHAVIOR", "perilaku kerja", "How people behave at work."
    PROCESS = "PROCESS", "proses kerja", "How the work is done."
    DATA = "DATA", "data dan bukti", "What is reported and what proves it."


class FindingState(Term):
    """Where a finding stands."""

    OPEN = "OPEN", "terbuka", "It waits for an answer."
    ANSWERED = "ANSWERED", "ditanggapi", "It was answered, and waits for the team."
    CLOSED = "CLOSED", "selesai", "The team closed it."


class FindingResult(Term):
    """What became of a finding when it was closed."""

    FOLLOWED_UP = "FOLLOWED_UP", "ditindaklanjuti", "What was recommended is done."
    PARTLY_FOLLOWED_UP = "PARTLY_FOLLOWED_UP", "ditindaklanjuti sebagian", "Some of it is done."
    NOT_FOLLOWED_UP = "NOT_FOLLOWED_UP", "tidak ditindaklanjuti", "Nothing of it is done."
    WITHDRAWN = "WITHDRAWN", "dicabut", "It turned out not to be so."
