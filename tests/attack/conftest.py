"""What attacks share."""

from typing import Any

import pytest

from tests.attack.comparing import LONG
from tests.attack.ledger import LEDGER, PAGE
from tests.attack.worlds import made_asked_template
from tests.conftest import Cluster


@pytest.fixture(scope="session")
def asked_template(cluster: Cluster, town_template: str) -> str:
    """A database with the town in which everything is ready to be answered."""
    return made_asked_template(cluster, town_template)


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int) -> None:
    """The attack table; the long form keeps it where everything was attacked and nothing failed."""
    if not LEDGER.asked:
        return
    page = LEDGER.page("long" if LONG else "short")
    terminalreporter.write(page[page.index("## ") :])
    if LONG and exitstatus == 0 and LEDGER.complete:
        PAGE.write_text(page, encoding="utf-8")
