"""The words of voices: collections, contracts, requests, each with its official Indonesian term."""

from kinerja.domain.vocabulary import Term


class CollectionKind(Term):
    """What is asked."""

    RATING = "RATING", "penilaian rekan dan bawahan", "Colleagues and subordinates rate somebody's behaviour."
    SURVEY = "SURVEY", "survei kepuasan masyarakat", "Citizens answer the nine elements of a service."
    ENCOUNTERS = "ENCOUNTERS", "umpan balik kunjungan", "Citizens say how single visits to a service were."


class CollectionState(Term):
    """Where a collection stands."""

    OPEN = "OPEN", "dibuka", "Answers are taken."
    CLOSED = "CLOSED", "ditutup", "No answer is taken any more; the last ones are not released yet."
    RELEASED = "RELEASED", "dirilis", "All that can be released is; the rest never is."


class Reader(Term):
    """Who reads what was answered, once it is released."""

    RATEE = "RATEE", "pegawai yang dinilai", "The employee it is about."
    APPRAISER = "APPRAISER", "pejabat penilai", "The appraising officer of that employee."
    REVIEWER = "REVIEWER", "atasan pejabat penilai", "The superior of the appraising officer."
    OFFICER = "OFFICER", "petugas layanan", "Who gives the service it is about, and those who judge them."
    ADMINISTRATOR = "ADMINISTRATOR", "pengelola kinerja", "The performance administrators."
    PUBLIC = "PUBLIC", "masyarakat", "Everybody."


class ReleaseMoment(Term):
    """When what was answered is released."""

    AT_CLOSE = "AT_CLOSE", "saat ditutup", "Once, when the collection is closed."
    IN_STEPS = "IN_STEPS", "bertahap", "In steps of enough new answers each, and at the close."


class Remainder(Term):
    """What becomes of answers that are too few for a group of their own."""

    SEALED = "SEALED", "tetap tersegel", "They stay sealed for ever, and count nowhere."
    POOLED = "POOLED", "digabung", "Those of several groups are shown together, where they are enough; else sealed."


class RequestState(Term):
    """What became of a request."""

    ASKED = "ASKED", "diminta", "Waits for an answer."
    ACCEPTED = "ACCEPTED", "diterima", "The colleague rates, or may."
    DECLINED = "DECLINED", "ditolak", "The colleague does not rate."
    EXPIRED = "EXPIRED", "kedaluwarsa", "The collection was closed before the colleague answered it."


class GroupStatus(Term):
    """Whether it is told what a side answered together."""

    PENDING = "PENDING", "belum dirilis", "The collection is open, or was closed just now."
    TOLD = "TOLD", "dirilis", "Enough answered."
    SUPPRESSED = "SUPPRESSED", "tidak ditampilkan", "Too few answered to be told, or nobody; it counts nowhere."


class Concord(Term):
    """Whether the sides that rate somebody agree."""

    AGREEMENT = "AGREEMENT", "selaras", "No two sides lie as far apart as the policy calls divergent."
    DIVERGENCE = "DIVERGENCE", "berbeda", "Two sides lie as far apart as the policy calls divergent, or farther."
