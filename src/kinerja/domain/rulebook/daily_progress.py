"""Rules of `daily_progress`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

ENTRY_AHEAD = Rule(
    "C1.14",
    "Progres harian dicatat pada harinya atau sesudahnya; hari ini {today}.",
    "Daily progress is recorded on its day or later; today is {today}.",
    "Catat setelah dikerjakan.",
    "Record it once it is done.",
    "PerBKN 2/2026: progress of every working day",
)
ENTRY_OUTSIDE_PLAN = Rule(
    "C1.15",
    "Tanggal {day} di luar rencana ini, atau di luar bulan catatan yang diperbaiki.",
    "The day {day} is outside this plan, or outside the month of the entry that is corrected.",
    "Pilih tanggal dalam rencana; untuk bulan lain buat catatan baru.",
    "Choose a day of the plan; record a new entry for another month.",
    "domain 2: progress of a plan lies within it",
)
ENTRY_EMPTY = Rule(
    "C1.16",
    "Catatan tidak menyebutkan apa yang dikerjakan.",
    "The entry does not say what was done.",
    "Tulis kegiatannya.",
    "Write what was done.",
    "ours",
    RefusalKind.INVALID_INPUT,
)
ENTRY_UNKNOWN = Rule(
    "C1.17",
    "Catatan harian itu tidak ada pada bulan ini dalam rencana ini.",
    "The plan has no such entry in this month.",
    "Ambil daftar progres harian rencana ini.",
    "Query the daily progress of the plan.",
    "ours",
    RefusalKind.NOT_FOUND,
)
CORRECTION_WITHOUT_REASON = Rule(
    "C1.18",
    "Perbaikan catatan memerlukan alasan.",
    "To correct an entry needs a reason.",
    "Tulis alasan perbaikan.",
    "State why it is corrected.",
    "ours: a correction is a later fact that says why",
)
EFFORT_OF_A_DAY = Rule(
    "C4.1",
    "Upaya lebih dari 0 menit, dan semua catatan sehari tidak melebihi 24 jam; seluruhnya menjadi {total} menit.",
    "Effort is more than 0 minutes, and the entries of a day stay within 24 hours; they come to {total} minutes.",
    "Perbaiki menitnya, atau kosongkan.",
    "Correct the minutes, or leave them out.",
    "ours",
    RefusalKind.INVALID_INPUT,
)
RULES = (ENTRY_AHEAD, ENTRY_OUTSIDE_PLAN, ENTRY_EMPTY, ENTRY_UNKNOWN, CORRECTION_WITHOUT_REASON, EFFORT_OF_A_DAY)
