"""How somebody stands towards an object: what the permission matrix grants rights to."""

from collections.abc import Iterable
from enum import StrEnum

from kinerja.domain.refusals import Words


class Standing(StrEnum):
    """A relation of the one who asks to the object that is asked about; one may have several."""

    PUBLIC = "PUBLIC"
    """Anybody, also without a token."""
    EMPLOYEE = "EMPLOYEE"
    """Anybody with a token of this agency."""
    SELF = "SELF"
    """The employee the object is about."""
    APPRAISER = "APPRAISER"
    """The appraising officer of that employee in that post, today."""
    REVIEWER = "REVIEWER"
    """The appraising officer's superior, today."""
    SUPPORTER = "SUPPORTER"
    """Whose own result supports the leader's result: may read that result, not the rest of the plan."""
    HOLDER = "HOLDER"
    """Whose plan holds, or may accept, a share of a target of somebody else's plan."""
    RATER = "RATER"
    """Who gave the rating or the feedback, or is asked for it."""
    SERVICE_OFFICER = "SERVICE_OFFICER"
    """Who holds a position that gives the service, today."""
    RESULT_OWNER = "RESULT_OWNER"
    """Who answers for a leader's result that is supported: who holds the leader's post, today."""
    EVALUATION_TEAM = "EVALUATION_TEAM"
    """Who belongs to an evaluation team whose letter is valid today; of what is read, in the units of its scope."""
    ANSWERABLE = "ANSWERABLE"
    """Who holds the post that answers for a unit of which an evaluation team found something, today."""
    PERFORMANCE_ADMINISTRATOR = "PERFORMANCE_ADMINISTRATOR"
    STANDARD_AUTHORITY = "STANDARD_AUTHORITY"
    INSPECTOR = "INSPECTOR"
    AUDITOR = "AUDITOR"
    OPERATOR = "OPERATOR"
    """Who runs the service, at its command line."""


_WORDS = {
    Standing.PUBLIC: ("siapa saja", "anybody, without a login"),
    Standing.EMPLOYEE: ("pegawai instansi", "any employee"),
    Standing.SELF: ("pegawai yang bersangkutan", "the employee it is about"),
    Standing.APPRAISER: ("pejabat penilai kinerja", "the appraising officer"),
    Standing.RATER: ("pemberi umpan balik yang bersangkutan", "who gave the feedback or is asked for it"),
    Standing.SERVICE_OFFICER: ("petugas layanan", "an officer of the service"),
    Standing.RESULT_OWNER: ("pemangku jabatan pemilik hasil kerja", "who holds the post that owns the result"),
    Standing.EVALUATION_TEAM: ("anggota tim evaluasi", "a member of the evaluation team"),
    Standing.ANSWERABLE: ("pemangku jabatan penanggung jawab unit", "who holds the post that answers for the unit"),
    Standing.PERFORMANCE_ADMINISTRATOR: ("pengelola kinerja", "a performance administrator"),
    Standing.STANDARD_AUTHORITY: ("pejabat penetap standar", "a standard authority"),
    Standing.INSPECTOR: ("inspektur dengan mandat atas unit itu", "an inspector whose mandate covers the unit"),
    Standing.OPERATOR: ("operator layanan", "the operator of the service"),
}
"""Of the standings that a command may be given with."""


def words_of(standings: Iterable[Standing]) -> Words:
    """Standings as a person reads them. Nobody becomes the operator, who is named only when there is nobody else."""
    named = sorted(set(standings) - {Standing.OPERATOR}) or [Standing.OPERATOR]
    return Words(", ".join(_WORDS[each][0] for each in named), ", ".join(_WORDS[each][1] for each in named))
