"""Rules of `standards`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

STAGE_SKIPPED = Rule(
    "A2.1",
    "Standar masih pada tahap {stage}; tahap {missing} belum dilalui.",
    "The standard is at stage {stage}; the stage {missing} is missing.",
    "Jalankan {action} lebih dahulu.",
    "Take the step {action} first.",
    "ours: no stage of a standard is skipped",
    RefusalKind.MISSING_STEP,
)
STANDARD_APPLIES_TO_NOBODY = Rule(
    "A1.2",
    "Standar belum berlaku untuk jabatan mana pun.",
    "The standard applies to no position.",
    "Sebutkan sekurang-kurangnya satu jabatan.",
    "Name at least one position.",
    "ours: a standard is a standard of positions",
)
IN_FORCE_SINCE = Rule(
    "A1.3",
    "Standar sudah berlaku sejak {effective_on}.",
    "The standard is in force since {effective_on} already.",
    "Susun revisi standar bila tanggalnya keliru.",
    "Revise the standard when the date is wrong.",
    "ours: what was in force is not redated",
)
STANDARD_BACKDATED = Rule(
    "A1.4",
    "Tanggal ini tidak sesudah {effective_on}, awal berlakunya versi yang sekarang.",
    "This date is not after {effective_on}, when the present version took effect.",
    "Pilih tanggal sesudah {effective_on}.",
    "Choose a date after {effective_on}.",
    "ours: one version of a standard holds on a day",
)
STEP_WITHOUT_NAME = Rule(
    "A1.5",
    "Langkah prosedur ke-{number} tidak bernama.",
    "Step {number} of the procedure has no name.",
    "Beri nama setiap langkah.",
    "Name each step.",
    "ours: a step that nobody can name nobody can follow",
)
HALF_TIME_LIMIT = Rule(
    "A1.6",
    "Batas waktu langkah ke-{number} memerlukan angka di atas 0 dan satuannya.",
    "The time limit of step {number} needs a number above 0 and its unit.",
    "Isi keduanya, atau kosongkan keduanya.",
    "Give both, or leave both out.",
    "ours: a limit is a number and a unit",
)
LISTED_TWICE = Rule(
    "A1.7",
    "Isian ke-{number} sudah disebut dalam daftar ini.",
    "Entry {number} stands in this list already.",
    "Sebutkan setiap jabatan, dan setiap indikator, satu kali saja.",
    "Name each position, and each indicator, once.",
    "ours: a standard applies to a post or it does not, and promises one amount in an indicator",
)
NOTHING_COLLECTED = Rule(
    "A2.2",
    "Belum ada data yang dikumpulkan untuk standar ini.",
    "Nothing was collected for this standard yet.",
    "Catat sekurang-kurangnya satu data beserta sumbernya.",
    "Record at least one finding with its source.",
    "ours: a standard is drafted on data",
    RefusalKind.MISSING_STEP,
)
REVISION_WITHOUT_REASON = Rule(
    "A2.3",
    "Revisi atau pencabutan standar memerlukan alasan.",
    "To revise or to retire a standard needs a reason.",
    "Tulis alasannya.",
    "State the reason.",
    "ours: what was promised to the public is not changed without a word",
)
NOT_YET_IN_FORCE = Rule(
    "A2.4",
    "Versi ini baru berlaku mulai {effective_on}; hari ini {today}.",
    "This version takes effect on {effective_on} only; today is {today}.",
    "Evaluasi setelah versi ini berlaku.",
    "Evaluate it once it is in effect.",
    "ours: how a standard works shows once it holds",
)
STANDARD_RETIRED = Rule(
    "A2.5",
    "Standar sudah dicabut dan berlaku sampai {last_day}; tidak ada tahap sesudahnya.",
    "The standard is retired and holds to {last_day}; no stage comes after that.",
    "Mulai standar baru dengan kode lain.",
    "Begin another standard, with another code.",
    "ours: what was retired stays as it was",
)
COLLECTION_OVER = Rule(
    "A2.6",
    "Standar sudah pada tahap {stage}; data versi ini sudah dikumpulkan.",
    "The standard is at stage {stage}; the data of this version are collected.",
    "Sampaikan temuan itu dalam konsultasi atau evaluasi, atau kumpulkan untuk versi berikutnya.",
    "Bring it up in the consultation or the evaluation, or collect it for the next version.",
    "ours: a draft rests on what was known when it was written",
)
STANDARD_NOT_BEGUN = Rule(
    "A2.7",
    "Belum ada standar dengan kode ini.",
    "There is no standard with this code yet.",
    "Mulai standar itu lebih dahulu.",
    "Begin it first.",
    "ours: no stage of a standard is skipped",
    RefusalKind.MISSING_STEP,
)
CONSULTATION_CLOSED = Rule(
    "A3.1",
    "Standar berada pada tahap {stage}; konsultasi tidak berlangsung.",
    "The standard is at stage {stage}; no consultation is going on.",
    "Beri masukan pada konsultasi versi berikutnya.",
    "Give the input in the consultation of the next version.",
    "ours: what was approved was heard before",
)
INPUT_UNKNOWN = Rule(
    "A3.2",
    "Masukan itu tidak ada dalam konsultasi ini.",
    "The consultation has no such input.",
    "Ambil daftar masukan konsultasi ini.",
    "Query the inputs of this consultation.",
    "ours",
    RefusalKind.NOT_FOUND,
)
SESSION_UNKNOWN = Rule(
    "A3.3",
    "Sesi itu tidak ada dalam konsultasi ini.",
    "The consultation has no such session.",
    "Ambil daftar sesi konsultasi ini.",
    "Query the sessions of this consultation.",
    "ours",
    RefusalKind.NOT_FOUND,
)
DECLINED_WITHOUT_REASON = Rule(
    "A3.4",
    "Masukan yang tidak diterima memerlukan alasan.",
    "An input that is declined needs a reason.",
    "Tulis alasannya.",
    "State the reason.",
    "ours: whoever was heard is answered",
)
INPUT_OPEN = Rule(
    "A3.5",
    "{count} masukan konsultasi belum ditanggapi.",
    "{count} inputs of the consultation have no disposition.",
    "Terima atau tolak setiap masukan.",
    "Adopt or decline each of them.",
    "ours: an input without a disposition blocks the approval",
    RefusalKind.MISSING_STEP,
)
KIND_NOT_HEARD = Rule(
    "A3.6",
    "Dalam konsultasi belum hadir: {kinds}.",
    "Nobody took part in the consultation for: {kinds}.",
    "Adakan sesi dengan mereka.",
    "Hold a session with them.",
    "ours: employees, superiors and the public are heard",
    RefusalKind.MISSING_STEP,
)
NOBODY_TOOK_PART = Rule(
    "A3.7",
    "Sesi konsultasi tanpa peserta tidak dicatat.",
    "A session in which nobody took part is none.",
    "Isi jumlah peserta.",
    "Say how many took part.",
    "ours: a session has participants",
)
SPOKEN_FOR = Rule(
    "A3.8",
    "Wakil masyarakat disebut namanya; pegawai dan atasan memberi masukan atas nama sendiri.",
    "A representative of the public is named; an employee or superior speaks for himself.",
    "Isi giverName untuk wakil masyarakat, dan hanya untuk itu.",
    "Give giverName for a representative of the public, and for nobody else.",
    "ours: every input is attributed",
)
NOT_A_SUPERIOR = Rule(
    "A3.9",
    "Anda bukan atasan dari jabatan yang diatur standar ini.",
    "You lead nobody whom this standard applies to.",
    "Beri masukan sebagai pegawai bila Anda memegang salah satu jabatannya.",
    "Give the input as an employee when you hold one of its positions.",
    "ours: superiors are heard only when somebody spoke who is one",
)
SESSION_OUTSIDE = Rule(
    "A3.10",
    "Konsultasi dibuka pada {opened_on} dan hari ini {today}; sesi diadakan di antaranya.",
    "The consultation was opened on {opened_on} and today is {today}; a session is held between the two.",
    "Catat sesi pada hari diadakan atau sesudahnya; yang mendahului konsultasi adalah pengumpulan data.",
    "Record a session on its day or later; what came before the consultation is collection of data.",
    "ours: what is recorded has happened, and those heard had the draft before them",
)
NOT_RENDERING = Rule(
    "A3.11",
    "Anda tidak memegang jabatan yang diatur standar ini.",
    "You hold no position that this standard applies to.",
    "Beri masukan sebagai atasan bila Anda memimpin salah satunya.",
    "Give the input as a superior when you lead one of them.",
    "ours: employees are heard only when somebody spoke who renders the service",
)
RULES = (
    COLLECTION_OVER,
    CONSULTATION_CLOSED,
    DECLINED_WITHOUT_REASON,
    HALF_TIME_LIMIT,
    INPUT_OPEN,
    INPUT_UNKNOWN,
    IN_FORCE_SINCE,
    KIND_NOT_HEARD,
    LISTED_TWICE,
    NOBODY_TOOK_PART,
    NOT_A_SUPERIOR,
    NOT_RENDERING,
    NOT_YET_IN_FORCE,
    NOTHING_COLLECTED,
    REVISION_WITHOUT_REASON,
    SESSION_OUTSIDE,
    SESSION_UNKNOWN,
    SPOKEN_FOR,
    STAGE_SKIPPED,
    STANDARD_APPLIES_TO_NOBODY,
    STANDARD_BACKDATED,
    STANDARD_NOT_BEGUN,
    STANDARD_RETIRED,
    STEP_WITHOUT_NAME,
)
