"""Rules of `feedback`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import Rule

FEEDBACK_ABOUT = Rule(
    "D1.1",
    "Umpan balik menyangkut satu hasil kerja atau satu nilai perilaku.",
    "Feedback is about one work result or one core value.",
    "Isi salah satu saja: hasil kerja atau nilai.",
    "Name exactly one of the two.",
    "PermenPANRB 6/2022: feedback on results and behaviour",
)
RULES = (FEEDBACK_ABOUT,)
