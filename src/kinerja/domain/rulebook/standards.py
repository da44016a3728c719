"""Rules of `standards`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

STAGE_SKIPPED = Rule(
    "A1.1",
    "Standar masih pada tahap {stage}; tahap {missing} belum dilalui.",
    "The standard is at stage {stage}; the stage {missing} is missing.",
    "Jalankan tahap {missing} lebih dahulu.",
    "Take the step {missing} first.",
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
    "Draft another standard when the date is wrong.",
    "ours: what was in force is not redated",
)
RULES = (
    IN_FORCE_SINCE,
    STAGE_SKIPPED,
    STANDARD_APPLIES_TO_NOBODY,
)
