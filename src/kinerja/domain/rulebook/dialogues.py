"""Rules of `dialogues`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

DIALOGUE_AHEAD = Rule(
    "B6.1",
    "Dialog dicatat setelah diadakan; hari ini {today}.",
    "A dialogue is recorded after it was held; today is {today}.",
    "Catat pada hari dialog diadakan atau sesudahnya.",
    "Record it on the day it was held, or later.",
    "ours: what is recorded has happened",
)
DIALOGUE_WITHOUT_SUMMARY = Rule(
    "B6.2",
    "Dialog dicatat dengan apa yang dijelaskan dan disepakati.",
    "A dialogue is recorded with what was clarified and agreed.",
    "Tulis ringkasannya.",
    "Write a summary.",
    "seed 001: expectations are made clear to those who are to meet them",
    RefusalKind.INVALID_INPUT,
)
RULES = (DIALOGUE_AHEAD, DIALOGUE_WITHOUT_SUMMARY)
