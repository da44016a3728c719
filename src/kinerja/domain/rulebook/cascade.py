"""Rules of `cascade`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import Rule

NOT_IN_CHAIN = Rule(
    "B5.1",
    "Hasil kerja yang didukung bukan milik pimpinan di atas jabatan ini; targetnya pun tidak dibagi kepada Anda.",
    "The supported result is not of a leader above this position, and no target of it is shared with this plan.",
    "Pilih hasil kerja pimpinan di atas jabatan ini, atau minta pemiliknya membagi target dengan shareTarget.",
    "Choose a result of a leader above this position, or ask its owner to share the target by shareTarget.",
    "practice: plans cascade along the lines of command; across units only by a shared target",
)
OTHER_PERIOD = Rule(
    "B5.2",
    "Rencana pimpinan yang didukung berlaku untuk periode lain.",
    "The leader's plan that is supported is for another period.",
    "Pilih hasil kerja dari rencana pimpinan pada periode yang sama.",
    "Choose a result of the leader's plan for the same period.",
    "ours: what is supported is reached in the same period",
)
SUPPORTS_ITSELF = Rule(
    "B5.3",
    "Dukungan ini kembali ke rencana itu sendiri.",
    "This support leads back to the plan itself.",
    "Pilih hasil kerja dari rencana yang tidak mendukung rencana ini.",
    "Choose a result of a plan that does not support this one.",
    "ours: a cascade has a top",
)
RESULT_GONE = Rule(
    "B5.4",
    "Hasil kerja pimpinan yang didukung tidak ada lagi dalam rencana pimpinan yang berlaku.",
    "The leader's result that is supported is no longer in the leader's plan as it holds.",
    "Dalam rancangan, hapus hasil kerja itu dan tambahkan yang mendukung hasil kerja pimpinan yang berlaku; dalam"
    " rencana yang disetujui, arahkan dukungannya dengan revisi (supports).",
    "In a draft, remove the result and add one that supports a result that the leader's plan has; in an approved plan"
    " let it support another one by a revision (supports).",
    "ours: what is approved supports something that is there",
)
RULES = (
    NOT_IN_CHAIN,
    OTHER_PERIOD,
    RESULT_GONE,
    SUPPORTS_ITSELF,
)
