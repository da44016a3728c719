"""Rules of `batches`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

BATCH_EMPTY = Rule(
    "B9.1",
    "Tidak ada yang memenuhi syarat untuk kelompok perintah ini.",
    "Nothing qualifies for this batch.",
    "Periksa pilihan.",
    "Check the selection.",
    "ours: a batch does something",
    RefusalKind.INVALID_INPUT,
)
RULES = (BATCH_EMPTY,)
