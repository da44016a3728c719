"""What was attacked by whom, what was compared, and which leaks were found: the attack table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.attack.probes import ATTACKERS, Surface

PAGE = Path(__file__).resolve().parents[2] / "docs" / "attack.md"
NAMES = {
    "member": "who is rated",
    "officer": "the superior",
    "admin": "a curious administrator",
    "p0": "a colluding colleague",
    None: "anybody",
}
"""Whoever attacks, as the table calls them."""
_INTRODUCTION = """# The attack

This page is written by `make attack`. It says what a suite of tests did to find out who answered what, and what it
found. The decision behind it is [0013](adr/0013-anonymous-answers.md).

Who attacks knows everything but the answers of others: every id of every person and thing, the ids of the commands by
which answers were given, and those of the streams that they stand in, which nobody is told; every position and time.
The whole schema is walked, so that a new field, filter, type or command is attacked without being named.

Towns are played that differ in one thing only: who of the same people, at the same moments, answered about the
member, and what; the others answered about somebody else. Two towns are then compared, answer by answer and byte by
byte: what each attacker was told by every probe. Where nothing may be known, nothing may differ. Where enough
answered, what is released differs, at the places that tell it and nowhere else. k is 5, and 10 where citizens speak
of one officer.
"""


def asking(surface: Surface) -> Sequence[str | None]:
    """Who attacks there: how long it takes is measured by whoever is rated, in the long form by the superior too."""
    return ATTACKERS[:1] if surface is Surface.TIMING else ATTACKERS


@dataclass(frozen=True)
class Pair:
    """Two towns, by how many answered about the member, and when they are compared."""

    one: str
    other: str
    when: str


@dataclass
class Ledger:
    """What was done so far in this run."""

    asked: Counter[tuple[Surface, str | None]] = field(default_factory=Counter)
    pairs: dict[Pair, tuple[int, int]] = field(default_factory=dict)
    """Differences that are none of what is released, and those that are."""
    caught: dict[str, Sequence[Surface]] = field(default_factory=dict)

    def compared(self, pair: Pair, differences: int, released: int = 0) -> None:
        """Two towns were compared."""
        self.pairs[pair] = (differences, released)

    @property
    def complete(self) -> bool:
        """Whether everything was attacked by everybody, and leaks were planted too."""
        everything = all(self.asked[surface, who] for surface in Surface for who in asking(surface))
        return everything and bool(self.pairs) and bool(self.caught)

    def page(self, form: str) -> str:
        """The document. ``form``: of the run."""
        form_of = f"The figures are those of the {form} form."
        return "\n".join((_INTRODUCTION, form_of, "", *self._asked(), "", *self._pairs(), "", *self._caught(), ""))

    def _asked(self) -> list[str]:
        lines = [f"## {self.asked.total():,} probes", "", _row("Probes", *(NAMES[who] for who in ATTACKERS))]
        lines.append(_rule(len(ATTACKERS) + 1))
        for surface in Surface:
            lines.append(_row(surface, *(f"{self.asked[surface, who]:,}" for who in ATTACKERS)))
        return lines

    def _pairs(self) -> list[str]:
        lines = ["## Towns compared", "", _row("About the member", "Beside", "When", "Leaks", "Released differences")]
        lines.append(_rule(5))
        for pair, (differences, released) in self.pairs.items():
            lines.append(_row(pair.one, pair.other, pair.when, f"{differences:,}", f"{released:,}"))
        return lines

    def _caught(self) -> list[str]:
        lines = ["## Planted leaks", "", _row("What leaks", "Found by"), _rule(2)]
        for leak, surfaces in self.caught.items():
            lines.append(_row(leak, "; ".join(surfaces)))
        return lines


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(columns: int) -> str:
    return f"|{'---|' * columns}"


LEDGER = Ledger()
"""That of this process."""
