"""The parts of the service put together: database, log, commands, follower. One object per process."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kinerja.application.agency_log import AgencyLogs
from kinerja.application.commands import Commands
from kinerja.clock import Clock, system_clock
from kinerja.database.connections import Database
from kinerja.database.embedded import EmbeddedPostgres
from kinerja.database.migrations import migrate
from kinerja.domain.catalogue import fact_types
from kinerja.log.datastore import LogDatastore
from kinerja.log.sealing import Secrets
from kinerja.observing.observer import Observer
from kinerja.projections import generations
from kinerja.projections.follower import Follower
from kinerja.projections.store import handlers
from kinerja.settings import Settings


@dataclass(frozen=True)
class Service:
    """Everything a process needs to carry out commands and to follow the log, and who observes it."""

    database: Database
    secrets: Secrets
    logs: AgencyLogs
    commands: Commands
    clock: Clock
    observer: Observer

    def follower(
        self,
        schema: str = generations.LIVE,
        *,
        until: int | None = None,
        reached: Callable[[str, int], None] = lambda _a, _p: None,
    ) -> Follower:
        """A follower into a schema of read models, with a connection of its own."""
        return Follower(
            self.database.service,
            self.logs.keys,
            lambda agency: self.logs.of(agency).mapper,
            handlers(),
            schema=schema,
            until=until,
            reached=reached,
            listener=self.observer if schema == generations.LIVE else None,
        )

    def rebuild(self, *, only_if_stale: bool = False) -> None:
        """Build the read models anew beside the live ones and swap them."""
        self.logs.keys.forget()

        def fill(schema: str) -> None:
            with contextlib.closing(self.follower(schema)) as follower:
                follower.catch_up()

        generations.rebuild(self.database.owner, fill, only_if_stale=only_if_stale)


@contextlib.contextmanager
def running_service(
    settings: Settings,
    clock: Clock = system_clock,
    appended: Callable[[str], None] = lambda _: None,
    observer: Observer | None = None,
) -> Iterator[Service]:
    """The service on the database of the settings: the embedded one unless a URL is given.

    Read models that another version of the service built are built anew first.
    """
    with _database(settings) as database:
        migrate(database.owner)
        generations.make_live(database.owner)
        secrets = Secrets.load_or_create(settings.data_dir / "secrets.json")
        if settings.master_key is not None:
            secrets = replace(secrets, master=bytes.fromhex(settings.master_key.get_secret_value()))
        with service_on(database, secrets, clock, appended, observer, pool=settings.log_pool) as service:
            service.rebuild(only_if_stale=True)
            yield service


@contextlib.contextmanager
def service_on(
    database: Database,
    secrets: Secrets,
    clock: Clock = system_clock,
    appended: Callable[[str], None] = lambda _: None,
    observer: Observer | None = None,
    *,
    pool: int = 8,
) -> Iterator[Service]:
    """The service on a database that has its tables, observed by one of its own unless given."""
    datastore = LogDatastore(database.service, size=pool)
    logs = AgencyLogs(datastore, secrets, fact_types(), clock)
    watching = observer or Observer()
    try:
        yield Service(database, secrets, logs, Commands(logs, clock, appended, watching), clock, watching)
    finally:
        datastore.close()


@contextlib.contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    if settings.database_url is not None:
        service = settings.database_url.get_secret_value()
        owner = settings.owner_database_url.get_secret_value() if settings.owner_database_url else service
        yield Database(owner=owner, service=service)
        return
    with EmbeddedPostgres(settings.data_dir / "postgres").kept_running() as database:
        yield database
