"""Rules of `organisation`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import Rule

CODE_TAKEN = Rule(
    "B1.4",
    "Kode {code} sudah dipakai dengan data lain.",
    "Code {code} is already used with other data.",
    "Pakai kode yang lain atau periksa data yang ada.",
    "Use another code, or check what exists under this one.",
    "ours: a code names one thing",
)
NIP_TAKEN = Rule(
    "B1.5",
    "NIP ini sudah terdaftar untuk pegawai lain.",
    "This NIP is already registered for another employee.",
    "Periksa NIP, atau cari pegawai yang sudah terdaftar.",
    "Check the NIP, or look up the employee who is registered.",
    "law: one NIP per civil servant",
)
NIP_FORM = Rule(
    "B1.6",
    "NIP terdiri dari 18 angka.",
    "A NIP has 18 digits.",
    "Tulis NIP tanpa spasi atau tanda baca.",
    "Write the NIP without blanks or punctuation.",
    "law: form of the NIP",
)
POST_OCCUPIED = Rule(
    "B1.7",
    "Jabatan ini sudah dijabat secara definitif pada tanggal itu.",
    "This position already has a definitive holder on these dates.",
    "Akhiri dulu penugasan pejabat lama.",
    "End the assignment of the present holder first.",
    "law: one definitive holder per position",
)
ASSIGNMENT_WINDOW = Rule(
    "B1.8",
    "Penugasan berakhir sebelum dimulai.",
    "The assignment ends before it starts.",
    "Perbaiki tanggal mulai atau tanggal berakhir.",
    "Correct the first or the last day.",
    "ours: an assignment is a window of days",
)
ASSIGNMENT_UNKNOWN = Rule(
    "B1.9",
    "Penugasan itu tidak ada pada jabatan ini.",
    "There is no such assignment in this position.",
    "Ambil daftar penugasan jabatan ini.",
    "Query the assignments of this position.",
    "ours",
)
LEVEL_OF_FUNCTIONAL = Rule(
    "B1.10",
    "Jenjang wajib diisi untuk jabatan fungsional dan hanya untuk jabatan fungsional.",
    "A functional position needs a level, and only a functional position has one.",
    "Isi jenjang, atau kosongkan untuk jabatan lain.",
    "Give the level, or leave it out for other positions.",
    "law: levels belong to functional positions",
)
ASSIGNMENT_PROLONGED = Rule(
    "B1.11",
    "Penugasan ini sudah berakhir pada {ends_on}; mengakhiri hanya dapat memperpendek.",
    "The assignment ends on {ends_on} already; ending it can only shorten it.",
    "Buat penugasan baru untuk memperpanjang.",
    "Start a new assignment to prolong it.",
    "ours: a prolongation needs a letter of its own",
)
RULES = (
    CODE_TAKEN,
    ASSIGNMENT_PROLONGED,
    NIP_TAKEN,
    NIP_FORM,
    POST_OCCUPIED,
    ASSIGNMENT_WINDOW,
    ASSIGNMENT_UNKNOWN,
    LEVEL_OF_FUNCTIONAL,
)
