"""What is promised to be read by nobody is told nobody, and counts nowhere (D4)."""

import pytest

from tests.attack.attackers import site_of
from tests.attack.comparing import DELIVERED, LONG, OPEN, Seen, apart, attacked
from tests.attack.grounds import Ground
from tests.attack.ledger import LEDGER, Pair
from tests.attack.worlds import UNREAD, world_of


@pytest.fixture(scope="module")
def seen(ground: Ground) -> Seen:
    """Nobody and enough answered what nobody reads, and all is asked while it is open and afterwards."""
    found: Seen = {OPEN: {}, DELIVERED: {}}
    for script in UNREAD:
        with world_of(script, ground) as world, site_of(world) as site:
            world.answer()
            if LONG:
                found[OPEN][script.name] = attacked(site, OPEN)
            world.close()
            world.deliver()
            found[DELIVERED][script.name] = attacked(site, DELIVERED, past=LONG, of="all" if LONG else "voices")
    return found


def test_d4_enough_who_are_read_by_nobody_are_as_good_as_none(seen: Seen) -> None:
    for phase, told in seen.items():
        if told:
            none, enough = (told[script.name] for script in UNREAD)
            found = apart(none, enough)
            LEDGER.compared(Pair(UNREAD[0].name, UNREAD[1].name, phase), len(found))
            assert found == []
