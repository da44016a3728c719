"""What attacks share."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.attack.comparing import LONG
from tests.attack.grounds import Ground, ground_on
from tests.attack.ledger import LEDGER, PAGE
from tests.attack.worlds import made_asked_template
from tests.conftest import Cluster


@pytest.fixture(scope="session")
def asked_template(cluster: Cluster, town_template: str) -> str:
    """A database with the town in which everything is ready to be answered."""
    return made_asked_template(cluster, town_template)


@pytest.fixture(scope="session")
def ground(cluster: Cluster, asked_template: str) -> Iterator[Ground]:
    """Where worlds are played one after the other."""
    with ground_on(cluster, f"ground_{os.getpid()}", asked_template) as made:
        yield made


@pytest.fixture(scope="session")
def another_ground(cluster: Cluster, asked_template: str) -> Iterator[Ground]:
    """Where a world is played beside another."""
    with ground_on(cluster, f"another_ground_{os.getpid()}", asked_template) as made:
        yield made


@pytest.fixture(scope="session")
def public_ground(cluster: Cluster, town_template: str) -> Iterator[Ground]:
    """Where people are judged, and the public looks on."""
    with ground_on(cluster, f"public_ground_{os.getpid()}", town_template) as made:
        yield made


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int) -> None:
    """The attack table; the long form keeps it where everything was attacked and nothing failed."""
    if not LEDGER.asked:
        return
    page = LEDGER.page("long" if LONG else "short")
    terminalreporter.write(page[page.index("## ") :])
    if LONG and exitstatus == 0 and LEDGER.complete:
        PAGE.write_text(page, encoding="utf-8")
