"""A process of its own: the story of a city is told and served, with failures planted that quote persons.

Everything is written at the level that lets most through, also what libraries say.
"""

import asyncio
import logging
import sys
import threading
import warnings
from typing import Any
from uuid import UUID

from rich.console import Console

import kinerja.service
from kinerja.application.receipts import Receipt
from kinerja.demo.clock import StoryClock
from kinerja.demo.run import Teller
from kinerja.files.keeping import keeping_of
from kinerja.graphql.gateway import Gateway
from kinerja.observing import logs
from kinerja.projections.organisation import ORG_UNITS
from kinerja.projections.store import handlers
from kinerja.service import running_service
from kinerja.settings import Settings
from kinerja.web.app import Wake
from kinerja.web.server import serve

PERSON = "Mestika Zahara 199107292017032004"
_configure = logs.configure


def configure_all(level: str, form: logs.LogFormat) -> None:
    """The ordinary way, and then nothing is held back."""
    _configure(level, form)
    logging.getLogger().setLevel(1)


def choke(rows: Any, fact: Any) -> None:
    """Of a unit called RUSAK, an error of the database that quotes a person and fails in the handler."""
    if fact.code == "RUSAK":
        rows.insert(ORG_UNITS, id=PERSON, code=fact.code)
    handlers()["OrgUnitEstablished"](rows, fact)


async def fail_everywhere(gateway: Gateway, agency: str, command_id: UUID, subject: UUID) -> Receipt | None:
    """An error of the database in a resolver, a thread that dies, a task nobody awaits, what libraries say."""
    threading.Thread(target=_raise).start()
    asyncio.get_running_loop().create_task(_raise_later())
    warnings.warn(PERSON, stacklevel=1)
    logging.getLogger("some.library").warning("the row %s", PERSON)
    logging.getLogger("some.library").error(PERSON)
    logging.getLogger("psycopg.pool").warning("the row %s of %d", PERSON, 7)
    async with gateway._pool.connection() as connection, connection.transaction():
        await connection.execute("CREATE TEMP TABLE strict (nip text, name text NOT NULL)")
        await connection.execute("INSERT INTO strict VALUES (%s, NULL)", [PERSON])
    return None


def _raise() -> None:
    raise ValueError(PERSON)


async def _raise_later() -> None:
    raise LookupError(PERSON)


def tell(settings: Settings) -> None:
    """Load and play Sawahlunto."""
    clock, wake = StoryClock(), Wake()
    with running_service(settings, clock, wake) as service:
        keeping = keeping_of(settings, service.logs.keys, service.secrets)
        asyncio.run(Teller(service, keeping, clock, wake, Console(quiet=True)).tell(["sawahlunto"]))


if __name__ == "__main__":
    setattr(logs, "configure", configure_all)  # noqa: B010 - the server configures again; the same way
    configured = Settings()
    logs.configure(configured.log_level, configured.log_format)
    tell(configured)
    planted = {**handlers(), "OrgUnitEstablished": choke}
    setattr(kinerja.service, "handlers", lambda: planted)  # noqa: B010 - what a fault would be, planted from outside
    setattr(Gateway, "receipt", fail_everywhere)  # noqa: B010 - the same
    sys.stdout.write("told\n")
    sys.stdout.flush()
    serve(configured)
