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
BATCH_COMPLETE = Rule(
    "B9.2",
    "Kelompok perintah ini sudah lengkap; butir tidak dapat ditambah.",
    "This batch is complete; no items can be added.",
    "Buat kelompok perintah baru untuk butir yang tertinggal.",
    "Send a new batch for what was left out.",
    "ours: a batch is carried out as it was completed",
)
BATCH_OF_ANOTHER = Rule(
    "B9.3",
    "Butir hanya dapat ditambah oleh yang memulai kelompok perintah ini, dengan perintah yang sama.",
    "Items are added only by who began the batch, and by the same command.",
    "Mulai kelompok perintah sendiri.",
    "Begin a batch of your own.",
    "ours: every item is carried out on the authority of who asked for it",
)
RULES = (BATCH_EMPTY, BATCH_COMPLETE, BATCH_OF_ANOTHER)
