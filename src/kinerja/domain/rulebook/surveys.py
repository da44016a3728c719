"""Rules of `surveys`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

ELEMENT_MISSING = Rule(
    "D6.1",
    "Formulir tidak lengkap: {element} belum dijawab.",
    "The form is incomplete: {element} is not answered.",
    "Lengkapi kesembilan unsur, atau jangan kirim formulir ini.",
    "Answer all nine elements, or leave the form out.",
    "PermenPANRB 14/2017: nine elements",
    RefusalKind.INVALID_INPUT,
)
ELEMENT_TWICE = Rule(
    "D6.2",
    "Unsur {element} dijawab dua kali dalam formulir ini.",
    "The element {element} is answered twice in the form.",
    "Sisakan satu jawaban untuk setiap unsur.",
    "Leave one answer for each element.",
    "PermenPANRB 14/2017: nine elements",
    RefusalKind.INVALID_INPUT,
)
SCORE_UNKNOWN = Rule(
    "D6.3",
    "Jawaban bernilai 1 sampai 4.",
    "An answer is 1 to 4.",
    "Pilih 1 (tidak baik) sampai 4 (sangat baik).",
    "Choose 1 (not good) to 4 (very good).",
    "PermenPANRB 14/2017: a scale of four",
    RefusalKind.INVALID_INPUT,
)
FORM_COUNT = Rule(
    "D6.4",
    "Satu kiriman memuat 1 sampai {most} formulir.",
    "1 to {most} forms are recorded at once.",
    "Bagi formulir menjadi beberapa kiriman.",
    "Send the forms in parts.",
    "ours: a command is recorded as a whole",
    RefusalKind.INVALID_INPUT,
)
OPENED_OTHERWISE = Rule(
    "D6.5",
    "Survei putaran {round} layanan ini sudah dibuka dengan isi lain.",
    "The survey of round {round} of this service was opened otherwise.",
    "Pakai putaran lain; survei yang sudah dibuka tidak diubah.",
    "Name another round; a survey that was opened is not changed.",
    "ours: one survey for each round of a service",
)
POPULATION_TOO_SMALL = Rule(
    "D6.6",
    "Jumlah yang dilayani minimal 1.",
    "At least 1 was served.",
    "Isi jumlah yang dilayani, atau kosongkan bila tidak diketahui.",
    "Give how many were served, or leave it out where it is not known.",
    "ours: an unknown number is not 0",
    RefusalKind.INVALID_INPUT,
)
SURVEY_NOT_RELEASED = Rule(
    "D6.7",
    "Survei ini belum dirilis.",
    "The survey is not released yet.",
    "Tunggu sampai hari terakhirnya lewat, atau tutup penjaringannya.",
    "Wait until its last day is over, or close its collection.",
    "PermenPANRB 14/2017: the follow-up plan rests on the result",
    RefusalKind.MISSING_STEP,
)
FOLLOW_UP_EMPTY = Rule(
    "D6.8",
    "Rencana tindak lanjut tidak memuat apa pun.",
    "The follow-up plan says nothing.",
    "Isi paling sedikit satu unsur dengan tindakan, batas waktu dan unit penanggung jawab.",
    "Give at least one element with action, due date and responsible unit.",
    "PermenPANRB 14/2017: follow-up plan",
    RefusalKind.INVALID_INPUT,
)
FOLLOW_UP_PAST = Rule(
    "D6.9",
    "Batas waktu {due_on} sudah lewat.",
    "The due date {due_on} is over.",
    "Pilih hari ini atau sesudahnya.",
    "Choose today or a later day.",
    "ours: a plan is about what is to be done",
    RefusalKind.INVALID_INPUT,
)
FOLLOW_UP_WITHOUT_REASON = Rule(
    "D6.10",
    "Rencana tindak lanjut yang sudah diumumkan hanya diganti dengan alasan.",
    "A follow-up plan that was published is replaced only with a reason.",
    "Isi alasannya; versi sebelumnya tetap terbaca.",
    "Give the reason; the version before stays visible.",
    "ours: what was published stays visible",
    RefusalKind.INVALID_INPUT,
)
RULES = (
    ELEMENT_MISSING,
    ELEMENT_TWICE,
    SCORE_UNKNOWN,
    FORM_COUNT,
    OPENED_OTHERWISE,
    POPULATION_TOO_SMALL,
    SURVEY_NOT_RELEASED,
    FOLLOW_UP_EMPTY,
    FOLLOW_UP_PAST,
    FOLLOW_UP_WITHOUT_REASON,
)
