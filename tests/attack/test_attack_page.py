"""The attack table is of this suite: who attacks, where, and which leaks are planted."""

from tests.attack.ledger import NAMES, PAGE, asking
from tests.attack.probes import ATTACKERS, Surface
from tests.attack.test_planted_leaks import PLANTS


def test_d4_the_attack_table_names_everybody_who_attacks_and_everywhere() -> None:
    tables = [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
        for part in PAGE.read_text(encoding="utf-8").split("## ")[1:]
    ]
    probes, _, leaks = tables
    assert probes[0][1:] == [NAMES[who] for who in ATTACKERS]
    assert [row[0] for row in probes[2:]] == list(Surface)
    for surface, row in zip(Surface, probes[2:], strict=True):
        assert all(cell != "0" for cell in row[1 : len(asking(surface)) + 1])
    assert {row[0] for row in leaks[2:]} == {plant.__doc__ for plant in PLANTS}
