"""Rules of `accomplishments`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

ACHIEVED_OUTSIDE = Rule(
    "C6.1",
    "Tanggal {day} di luar masa rencana ini.",
    "The day {day} lies outside the plan.",
    "Pilih hari dalam masa rencana, atau rencana yang lain.",
    "Choose a day within the plan, or another plan.",
    "ours: an accomplishment counts for the plan in whose time it was made",
    RefusalKind.INVALID_INPUT,
)
ACHIEVED_LATER = Rule(
    "C6.2",
    "Tanggal {day} belum tiba.",
    "The day {day} is yet to come.",
    "Catat setelah terjadi.",
    "Record it once it has happened.",
    "ours: what was done is recorded, not what is hoped for",
    RefusalKind.INVALID_INPUT,
)
DECLINED_WITHOUT_REASON = Rule(
    "C6.3",
    "Prestasi yang tidak diakui memerlukan alasan.",
    "Declining an accomplishment needs a reason.",
    "Tulis mengapa tidak diakui.",
    "Say why it is not acknowledged.",
    "ours: the employee learns why",
)
INNOVATION_UNPROVEN = Rule(
    "C6.4",
    "Inovasi ini belum berbukti.",
    "The innovation is not proven yet.",
    "Lampirkan bukti lebih dahulu.",
    "Have evidence attached first.",
    "PP 30/2019 art. 41: a new idea counts once it is proven",
    RefusalKind.MISSING_STEP,
)
RULES = (ACHIEVED_OUTSIDE, ACHIEVED_LATER, DECLINED_WITHOUT_REASON, INNOVATION_UNPROVEN)
