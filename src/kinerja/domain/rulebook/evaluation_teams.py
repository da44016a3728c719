"""Rules of `evaluation_teams`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

MANDATE_WITHOUT_END = Rule(
    "D7.1",
    "Surat tugas tim evaluasi menyebut masa berlaku yang berakhir setelah dimulai.",
    "The letter of an evaluation team says until when it is valid, and ends after it begins.",
    "Isi validTo pada surat, tidak sebelum hari pertamanya.",
    "Give the letter its validTo, not before its first day.",
    "ours: a mandate to look at others' work is a window of time, given by letter",
)
CHAIR_IS_A_MEMBER = Rule(
    "D7.2",
    "Ketua tim adalah salah seorang anggotanya.",
    "The chair is one of the members of the team.",
    "Pilih ketua dari anggota tim.",
    "Name one of the members.",
    "ours: one answers for the team",
)
SCOPE_EMPTY = Rule(
    "D7.3",
    "Tim evaluasi memerlukan sekurang-kurangnya satu unit kerja dan dua anggota, masing-masing disebut sekali.",
    "An evaluation team has at least one unit in scope and two members, each named once.",
    "Isi unit kerja dan anggota.",
    "Name units and members.",
    "ours: nobody is a team alone",
)
ALREADY_A_MEMBER = Rule(
    "D7.4",
    "Pegawai ini sudah menjadi anggota tim pada hari itu.",
    "The employee is a member of the team on that day already.",
    "Hapus dari daftar yang bergabung.",
    "Leave out who is a member.",
    "ours",
)
NOT_A_MEMBER = Rule(
    "D7.5",
    "Pegawai ini bukan anggota tim pada hari itu.",
    "The employee is no member of the team on that day.",
    "Pilih anggota tim pada hari itu.",
    "Name who is a member of the team on that day.",
    "ours",
)
CHANGES_NOTHING = Rule(
    "D7.6",
    "Perubahan ini tidak mengubah apa pun dalam tim.",
    "The change changes nothing of the team.",
    "Sebutkan siapa yang bergabung, keluar, atau menjadi ketua.",
    "Name who joins, leaves or becomes the chair.",
    "ours: what is recorded happened",
)
OUTSIDE_THE_MANDATE = Rule(
    "D7.7",
    "Hari itu berada di luar masa tugas tim ({starts_on} sampai {ends_on}).",
    "The day is outside of the mandate of the team ({starts_on} to {ends_on}).",
    "Pilih hari dalam masa tugas.",
    "Choose a day within the mandate.",
    "ours: a team acts by its letter, and only while it is valid",
)
TEAM_DISSOLVED = Rule(
    "D7.8",
    "Tim evaluasi ini sudah dibubarkan.",
    "The evaluation team is dissolved.",
    "Bentuk tim baru (appointEvaluationTeam).",
    "Appoint a new team (appointEvaluationTeam).",
    "ours",
)
UNIT_OUT_OF_SCOPE = Rule(
    "D7.9",
    "Unit kerja ini berada di luar lingkup tim.",
    "The unit is not in the scope of the team.",
    "Pilih unit dalam lingkup tim, atau yang ada di bawahnya.",
    "Name a unit in scope, or one below it.",
    "ours: a mandate reaches as far as its letter",
)
REVIEW_TOO_EARLY = Rule(
    "D7.10",
    "Penilaian dijadwalkan untuk hari ini atau sesudahnya.",
    "A review is scheduled for today or later.",
    "Pilih hari yang belum lewat.",
    "Choose a day that is not over.",
    "ours: who is reviewed knows before",
)
HELD_AHEAD = Rule(
    "D7.11",
    "Penilaian yang belum dilaksanakan tidak dapat dicatat sebagai dilaksanakan.",
    "A review that is still ahead did not take place.",
    "Catat pada hari pelaksanaan atau sesudahnya.",
    "Record it on the day or later.",
    "ours: what is recorded happened",
)
NOBODY_PRESENT = Rule(
    "D7.12",
    "Sekurang-kurangnya satu anggota tim hadir.",
    "At least one member of the team is present.",
    "Sebutkan anggota yang hadir.",
    "Name who was present.",
    "ours: a review is held by somebody",
)
REVIEW_NOT_SCHEDULED = Rule(
    "D7.13",
    "Penilaian ini sudah dilaksanakan atau dibatalkan.",
    "The review was held or cancelled already.",
    "Jadwalkan penilaian yang lain (scheduleTeamReview).",
    "Schedule another one (scheduleTeamReview).",
    "ours: a review ends once",
)
CANCELLED_WITHOUT_REASON = Rule(
    "D7.14",
    "Pembatalan penilaian memerlukan alasan.",
    "Cancelling a review needs a reason.",
    "Tulis mengapa dibatalkan.",
    "Say why it is cancelled.",
    "ours: who was to be reviewed learns why not",
)
REVIEW_NOT_HELD = Rule(
    "D7.15",
    "Temuan dicatat dalam penilaian yang sudah dilaksanakan.",
    "A finding is recorded in a review that was held.",
    "Catat pelaksanaan penilaian lebih dahulu (holdTeamReview).",
    "Record first that it was held (holdTeamReview).",
    "ours: what is found was looked at",
    RefusalKind.MISSING_STEP,
)
FINDING_ABOUT_ONE = Rule(
    "D7.16",
    "Temuan menyangkut satu pegawai, satu standar, atau satu indikator.",
    "A finding is about one employee, one standard or one indicator.",
    "Isi salah satu saja.",
    "Name exactly one of them.",
    "ours: each finding is answered by whom it concerns",
    RefusalKind.INVALID_INPUT,
)
POST_NOT_REVIEWED = Rule(
    "D7.17",
    "Jabatan itu bukan jabatan unit yang dinilai.",
    "The post is not of the unit that was reviewed.",
    "Pilih jabatan di unit itu atau di bawahnya.",
    "Name a post of the unit or below it.",
    "ours: a review is of what was looked at",
)
POST_OF_ANOTHER = Rule(
    "D7.18",
    "Pegawai itu tidak memangku jabatan tersebut pada hari penilaian.",
    "The employee did not hold that post on the day of the review.",
    "Pilih jabatan yang dipangkunya pada hari itu.",
    "Name a post that the employee held on that day.",
    "ours: a finding is about what somebody did in a post",
)
JUDGES_ONESELF = Rule(
    "D7.19",
    "Anggota tim tidak mencatat atau menutup temuan yang menyangkut dirinya sendiri.",
    "No member records or closes a finding that concerns the member.",
    "Mintalah anggota tim yang lain.",
    "Have another member of the team do it.",
    "ours: nobody judges in the own cause",
)
ANSWERED_ALREADY = Rule(
    "D7.20",
    "Temuan ini sudah ditanggapi atau ditutup.",
    "The finding was answered or closed already.",
    "Hubungi tim evaluasi.",
    "Talk to the team.",
    "ours: an answer stands as it was given",
)
FINDING_CLOSED = Rule(
    "D7.21",
    "Temuan ini sudah ditutup.",
    "The finding is closed already.",
    "Catat temuan baru bila masih ada (recordTeamFinding).",
    "Record a new one if there still is something (recordTeamFinding).",
    "ours: what is closed stays closed",
)
DISSOLVED_WITHOUT_REASON = Rule(
    "D7.22",
    "Pembubaran tim memerlukan alasan.",
    "Dissolving a team needs a reason.",
    "Tulis mengapa tim dibubarkan.",
    "Say why it is dissolved.",
    "ours: a mandate that ends early ends for a reason",
)
CHAIR_LEAVES = Rule(
    "D7.23",
    "Ketua tidak keluar dari tim tanpa pengganti.",
    "The chair does not leave without a successor.",
    "Sebutkan ketua yang baru.",
    "Name the new chair.",
    "ours: one answers for the team",
)
STANDARD_OF_OTHERS = Rule(
    "D7.24",
    "Standar itu tidak berlaku bagi satu jabatan pun di unit yang dinilai.",
    "The standard applies to no post of the unit that was reviewed.",
    "Pilih standar atau indikator yang berlaku di unit itu.",
    "Name a standard that applies there, or an indicator of such a one.",
    "ours: a review is of what was looked at",
)
RULES = (
    STANDARD_OF_OTHERS,
    MANDATE_WITHOUT_END,
    CHAIR_IS_A_MEMBER,
    SCOPE_EMPTY,
    ALREADY_A_MEMBER,
    NOT_A_MEMBER,
    CHANGES_NOTHING,
    OUTSIDE_THE_MANDATE,
    TEAM_DISSOLVED,
    UNIT_OUT_OF_SCOPE,
    REVIEW_TOO_EARLY,
    HELD_AHEAD,
    NOBODY_PRESENT,
    REVIEW_NOT_SCHEDULED,
    CANCELLED_WITHOUT_REASON,
    REVIEW_NOT_HELD,
    FINDING_ABOUT_ONE,
    POST_NOT_REVIEWED,
    POST_OF_ANOTHER,
    JUDGES_ONESELF,
    ANSWERED_ALREADY,
    FINDING_CLOSED,
    DISSOLVED_WITHOUT_REASON,
    CHAIR_LEAVES,
)
