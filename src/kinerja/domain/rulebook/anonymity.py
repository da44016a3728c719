"""Rules of `anonymity`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

BELOW_THE_POLICY = Rule(
    "D4.1",
    "Janji kerahasiaan paling sedikit {least} jawaban.",
    "What is promised is at least {least} answers shown together.",
    "Naikkan angkanya, atau kosongkan agar mengikuti kebijakan.",
    "Promise more, or leave it out to promise what the policy does.",
    "policy: groups smaller than k are suppressed",
    RefusalKind.INVALID_INPUT,
)
READER_OF_ANSWERS = Rule(
    "D4.2",
    "Jawaban perorangan tidak pernah dibaca pegawai yang dinilai.",
    "What single raters said is never read by the employee it is about.",
    "Pilih pembaca lain; pegawai membaca rata-rata.",
    "Name other readers; the employee reads the means.",
    "UU 27/2022 and policy: raw answers are never visible to the ratee",
    RefusalKind.INVALID_INPUT,
)
CONTRACT_LOOSENED = Rule(
    "D4.3",
    "Janji yang sudah diberikan tidak dapat dilonggarkan.",
    "What was promised cannot be promised less of.",
    "Janji hanya dapat diperketat; untuk yang lain, buka penjaringan baru.",
    "It can only be tightened; open another collection for anything else.",
    "policy: the promise made when an answer was collected can be tightened, never loosened",
)
COLLECTION_CLOSED = Rule(
    "D4.4",
    "Penjaringan sudah ditutup.",
    "The collection is closed.",
    "Jawaban hanya diterima selama penjaringan dibuka.",
    "Answers are taken only while it is open.",
    "ours: what was released is never answered again",
)
COLLECTION_DAYS = Rule(
    "D4.5",
    "Penjaringan dibuka mulai hari ini paling lama {most} hari.",
    "A collection is open from today on for {most} days at most.",
    "Pilih hari terakhir di antaranya.",
    "Choose a last day in between.",
    "ours: what is asked for has an end",
    RefusalKind.INVALID_INPUT,
)
NOT_AMONG_RATERS = Rule(
    "D4.6",
    "Anda tidak termasuk yang diminta menilai.",
    "You are not among those who are asked to rate.",
    "Pilih jabatan Anda yang setara atau di bawah jabatan pegawai itu, atau terima permintaannya.",
    "Name the post of yours beside or below that of the employee, or accept the request.",
    "policy: raters follow from assignments on the date, or are asked by the employee",
)
NOT_RELEASED_YET = Rule(
    "D4.8",
    "Penjaringan penilaian untuk evaluasi ini belum ditutup.",
    "The raters of this evaluation are still being asked.",
    "Tutup penjaringannya, atau tunggu sampai hari terakhirnya lewat.",
    "Close the collection, or wait until its last day is over.",
    "policy: what was asked for is heard before the judgement",
    RefusalKind.MISSING_STEP,
)
RELEASED_OTHERWISE = Rule(
    "D4.9",
    "Rilis nomor {number} sudah dibuat.",
    "Release number {number} was made already.",
    "Tidak ada yang perlu dilakukan.",
    "There is nothing to do.",
    "ours: each step is taken once",
)
STILL_RUNS = Rule(
    "D4.10",
    "Penjaringan masih dibuka sampai {until}.",
    "The collection is open until {until}.",
    "Tunggu sampai hari itu lewat.",
    "Wait until that day is over.",
    "ours: the service closes nothing early",
)
ASIDE_WITHOUT_REASON = Rule(
    "D4.11",
    "Alasan penyisihan harus disebut.",
    "Say why it is set aside.",
    "Isi alasannya; yang disisihkan tidak dihapus.",
    "Give the reason; what is set aside is not deleted.",
    "policy: an abusive entry is set aside by a fact with a reason",
    RefusalKind.INVALID_INPUT,
)
BEYOND_THE_READERS = Rule(
    "D4.12",
    "Kebijakan tidak menyebut pembaca itu.",
    "The policy names no such reader.",
    "Sebutkan lebih sedikit pembaca daripada kebijakan, bukan pembaca lain.",
    "Name fewer readers than the policy does, and no others.",
    "policy: an agency may promise more than the policy, never less",
    RefusalKind.INVALID_INPUT,
)
TOO_MANY_TOGETHER = Rule(
    "D4.13",
    "Janji paling banyak {most} jawaban.",
    "What is promised is at most {most} answers shown together.",
    "Pilih angka yang lebih kecil; dengan lebih banyak, tidak ada yang pernah ditampilkan.",
    "Choose a smaller number; with more, nothing would ever be shown.",
    "policy: what is asked for is meant to be heard",
    RefusalKind.INVALID_INPUT,
)
ONLY_WHILE_OPEN = Rule(
    "D4.14",
    "Jumlah jawaban hanya dapat dinaikkan selama penjaringan dibuka.",
    "How many are shown together is raised only while the collection is open.",
    "Persempit pembacanya; itu berlaku kapan saja.",
    "Name fewer readers instead; that can be promised at any time.",
    "ours: nobody takes what was answered out of sight by a number once answers are in",
)
COLLECTED_OTHERWISE = Rule(
    "D4.15",
    "Penjaringan ini sudah dibuka dengan ketentuan lain.",
    "This collection was opened otherwise.",
    "Perketat janjinya, atau tutup penjaringannya; yang sudah dibuka tidak dibuka lain.",
    "Tighten what it promises, or close it; what was opened is not opened otherwise.",
    "ours: who answers knows under what; nothing of it is replaced silently",
)
NOT_OF_ONESELF = Rule(
    "D4.16",
    "Penjaringan ini tentang diri Anda sendiri.",
    "This collection is about yourself.",
    "Serahkan kepada pejabat penilai atau pengelola lain.",
    "Leave it to the appraising officer or another administrator.",
    "policy: the ratee has no hand in what others say, whatever role the ratee holds",
)
RULES = (
    BELOW_THE_POLICY,
    READER_OF_ANSWERS,
    CONTRACT_LOOSENED,
    COLLECTION_CLOSED,
    COLLECTION_DAYS,
    NOT_AMONG_RATERS,
    NOT_RELEASED_YET,
    RELEASED_OTHERWISE,
    STILL_RUNS,
    ASIDE_WITHOUT_REASON,
    BEYOND_THE_READERS,
    TOO_MANY_TOGETHER,
    ONLY_WHILE_OPEN,
    COLLECTED_OTHERWISE,
    NOT_OF_ONESELF,
)
