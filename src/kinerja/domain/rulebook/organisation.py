"""Rules of `organisation`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

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
ACTING_WITHOUT_END = Rule(
    "B1.13",
    "Pelaksana tugas (Plt) dan pelaksana harian (Plh) memerlukan tanggal berakhir.",
    "An acting official (Plt, Plh) needs a last day.",
    "Isi tanggal berakhir, atau masa berlaku surat.",
    "Give the last day, or the last day on which the letter is valid.",
    "ours: who acts does so for as long as the letter says; a longer time needs another letter",
)
ACTING_BEYOND_LETTER = Rule(
    "B1.14",
    "Penugasan Plt/Plh melampaui masa berlaku suratnya.",
    "The days of an acting official lie outside of the validity of the letter.",
    "Sesuaikan tanggal dengan surat, atau pakai surat yang berlaku pada tanggal itu.",
    "Fit the days to the letter, or give the letter that is valid on them.",
    "law: who acts is empowered by a letter and its validity",
)
ASSIGNMENT_IN_ERROR = Rule(
    "B1.15",
    "Penugasan itu telah dinyatakan keliru dicatat.",
    "This assignment was stated to be recorded in error.",
    "Pakai penugasan yang benar, atau mulai penugasan baru.",
    "Use the assignment that corrects it, or start a new one.",
    "ours: what is corrected stays visible and has no further effect",
)
CORRECTION_WITHOUT_REASON = Rule(
    "B1.16",
    "Pembetulan penugasan memerlukan alasan.",
    "The correction of an assignment needs a reason.",
    "Tulis apa yang keliru.",
    "Say what was wrong.",
    "law: officials' records are corrected by a later event, the original stays (UU 27/2022)",
)
TRANSFER_OF_DEFINITIVE = Rule(
    "B1.17",
    "Hanya penugasan definitif yang dapat dipindahkan.",
    "Only a definitive assignment is transferred.",
    "Akhiri penugasan Plt/Plh tersendiri.",
    "End what somebody acts in by itself.",
    "ours: who acts keeps the own post",
)
TRANSFER_TO_SAME = Rule(
    "B1.18",
    "Jabatan tujuan sama dengan jabatan asal.",
    "The position is the one that is held already.",
    "Pilih jabatan tujuan yang lain.",
    "Choose another position.",
    "ours: a transfer leads from one position to another",
)
TRANSFER_TOGETHER = Rule(
    "B1.19",
    "Yang bertukar jabatan dengan pegawai ini tidak dapat dipindahkan ({rules}).",
    "Somebody with whom posts are exchanged cannot be transferred ({rules}).",
    "Perbaiki pemindahan yang lain itu, lalu kirim lagi.",
    "Correct the other transfer, then send again.",
    "ours: posts are exchanged by all or by none",
)
TRANSFERRED_TWICE = Rule(
    "B1.20",
    "Penugasan atau jabatan tujuan ini disebut dua kali dalam satu pemindahan massal.",
    "This assignment or this position is named twice in one mass transfer.",
    "Hapus salah satunya.",
    "Remove one of the two.",
    "ours: nobody is moved twice, and no order decides who gets a post",
    RefusalKind.INVALID_INPUT,
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
    ACTING_WITHOUT_END,
    ACTING_BEYOND_LETTER,
    ASSIGNMENT_IN_ERROR,
    CORRECTION_WITHOUT_REASON,
    TRANSFER_OF_DEFINITIVE,
    TRANSFER_TO_SAME,
    TRANSFER_TOGETHER,
    TRANSFERRED_TWICE,
)
