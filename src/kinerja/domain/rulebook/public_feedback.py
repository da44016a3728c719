"""Rules of `public_feedback`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

TOKEN_ISSUED = Rule(
    "D5.1",
    "Token umpan balik untuk kunjungan {reference} sudah diberikan.",
    "The feedback token of the visit {reference} was given already.",
    "Satu kunjungan mendapat satu token.",
    "Each visit has one token.",
    "ours: one visit, one voice",
)
VISIT_BY_MISTAKE = Rule(
    "D5.2",
    "Kunjungan {reference} tercatat karena kekeliruan dan tidak dihitung.",
    "The visit {reference} was recorded by mistake and counts nowhere.",
    "Bila kunjungannya benar ada, perbaiki dahulu dengan correctEncounter.",
    "If it is a true one after all, correct it with correctEncounter first.",
    "ours: feedback is on visits that took place",
)
FEEDBACK_CLOSED = Rule(
    "D5.3",
    "Umpan balik layanan ini untuk triwulan {quarter} sudah ditutup.",
    "The feedback on this service is closed for the quarter {quarter}.",
    "Token untuk triwulan berikutnya dapat diberikan mulai hari pertamanya.",
    "Tokens of the next quarter can be given from its first day on.",
    "ours: a token is valid until the collection of its quarter closes",
)
TOKEN_NOT_VALID = Rule(
    "D5.4",
    "Kode ini tidak berlaku, sudah dipakai, atau sudah lewat waktunya.",
    "This code is not valid, was used already, or has expired.",
    "Periksa kodenya pada lembar dari petugas.",
    "Check the code on the sheet from the officer.",
    "ours: which of them it is, nobody learns who only tries codes",
)
SATISFACTION_RANGE = Rule(
    "D5.5",
    "Pilih salah satu dari 1 sampai 4.",
    "Choose one of 1 to 4.",
    "1 berarti tidak puas, 4 berarti sangat puas.",
    "1 is not satisfied, 4 is very satisfied.",
    "PermenPANRB 14/2017: answers from 1 to 4; ours for single visits",
    RefusalKind.INVALID_INPUT,
)
NOTHING_TO_ERASE = Rule(
    "D5.6",
    "Tidak ada umpan balik dengan kode ini.",
    "There is no feedback with this code.",
    "Periksa kodenya: kode tanda terima sama dengan kode pada tautan.",
    "Check the code: that of the receipt is the one in the link.",
    "ours: what was never said cannot be erased",
)
ERASED_WITHOUT_REASON = Rule(
    "D5.7",
    "Alasan penghapusan harus disebut.",
    "Say why it is erased.",
    "Sebut permohonan tertulis warga, tanpa menyebut namanya.",
    "Refer to the citizen's written request, without the name.",
    "UU 27/2022: erasure on request is accounted for",
    RefusalKind.INVALID_INPUT,
)
NOT_A_CITIZENS = Rule(
    "D5.8",
    "Komentar ini dari pegawai, bukan dari warga; ia tidak dihapus.",
    "This comment is an employee's, not a citizen's; it is not erased.",
    "Sisihkan dengan setCommentAside bila tidak pantas.",
    "Set it aside with setCommentAside where it is improper.",
    "UU 27/2022: erasure may be refused for official records, not for citizens' data",
)
RULES = (
    TOKEN_ISSUED,
    VISIT_BY_MISTAKE,
    FEEDBACK_CLOSED,
    TOKEN_NOT_VALID,
    SATISFACTION_RANGE,
    NOTHING_TO_ERASE,
    ERASED_WITHOUT_REASON,
    NOT_A_CITIZENS,
)
