"""Rules of `plan_templates`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

EXPECTED_TWICE = Rule(
    "B9.4",
    "Ekspektasi untuk nilai yang sama disebut dua kali.",
    "What is expected of the same value is said twice.",
    "Sebutkan setiap nilai satu kali.",
    "Name each value once.",
    "ours",
    RefusalKind.INVALID_INPUT,
)
NOBODY_HOLDS = Rule(
    "B9.5",
    "Tidak ada pejabat definitif dalam jabatan itu pada periode ini.",
    "Nobody holds that post definitively in this period.",
    "Tetapkan penugasan definitif, atau keluarkan jabatan dari daftar.",
    "Assign somebody, or leave the post out.",
    "ours: a plan belongs to an assignment",
)
RULES = (EXPECTED_TWICE, NOBODY_HOLDS)
