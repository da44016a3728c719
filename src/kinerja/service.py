"""The parts of the service put together: database, log, commands, follower. One object per process."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import psycopg

from kinerja.application.agency_log import AgencyLogs
from kinerja.application.commands import Commands
from kinerja.clock import Clock, system_clock
from kinerja.database.connections import Database
from kinerja.database.embedded import EmbeddedPostgres
from kinerja.database.external import configured, must_be_usable
from kinerja.database.migrations import migrate
from kinerja.domain.catalogue import fact_types
from kinerja.log.datastore import LogDatastore
from kinerja.log.installation import installed_secrets
from kinerja.log.sealing import Secrets
from kinerja.observing.observer import Observer
from kinerja.operating import OperatorError
from kinerja.projections import generations
from kinerja.projections.digesting import Digester
from kinerja.projections.filling import Filling
from kinerja.projections.follower import Follower
from kinerja.projections.store import handlers
from kinerja.settings import Settings


@dataclass(frozen=True)
class Sizes:
    """How many connections commands share, and how many commands of one moment share a transaction."""

    pool: int = 8
    group: int = 64


USUAL = Sizes()


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

    def rebuild(
        self, *, only_if_stale: bool = False, filled: Callable[[str, int], None] = lambda _a, _f: None
    ) -> None:
        """Build the read models anew beside the live ones and swap them.

        ``filled`` is told an agency and how many of its facts went in.
        """
        self.logs.keys.forget()

        def follow(schema: str) -> None:
            with contextlib.closing(self.follower(schema)) as follower:
                follower.catch_up()

        generations.rebuild(self.database.owner, self.filling(filled).fill, follow, only_if_stale=only_if_stale)

    def filling(self, filled: Callable[[str, int], None] = lambda _a, _f: None) -> Filling:
        """What fills a new generation from the log."""
        return Filling(self.database.owner, partial(made_digester, self.database, self.secrets), filled)


@contextlib.contextmanager
def made_digester(database: Database, secrets: Secrets) -> Iterator[Digester]:
    """What digests the log for filling, perhaps in a process of its own."""
    with contextlib.closing(LogDatastore(database.service, size=1)) as datastore:
        logs = AgencyLogs(datastore, secrets, fact_types(), system_clock)
        with psycopg.connect(database.owner, autocommit=True, application_name="kinerja-digesting") as reading:
            yield Digester(reading, logs.keys, lambda agency: logs.of(agency).mapper, handlers())


@contextlib.contextmanager
def running_service(
    settings: Settings,
    clock: Clock = system_clock,
    appended: Callable[[str], None] = lambda _: None,
    observer: Observer | None = None,
) -> Iterator[Service]:
    """The service on the database of the settings: the embedded one unless a URL is given.

    Read models that another version of the service built are built anew first. Raises OperatorError.
    """
    with open_database(settings) as database:
        make_tables(database)
        secrets = installed_secrets(settings, database.owner)
        sizes = Sizes(settings.log_pool, settings.group_commit)
        with service_on(database, secrets, clock, appended, observer, sizes=sizes) as service:
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
    sizes: Sizes = USUAL,
) -> Iterator[Service]:
    """The service on a database that has its tables, observed by one of its own unless given."""
    datastore = LogDatastore(database.service, size=sizes.pool)
    logs = AgencyLogs(datastore, secrets, fact_types(), clock, sizes.group)
    watching = observer or Observer()
    try:
        yield Service(database, secrets, logs, Commands(logs, clock, appended, watching), clock, watching)
    finally:
        datastore.close()


@contextlib.contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """The database of the settings, ready to be used. Raises OperatorError when an external one is not."""
    external = configured(settings)
    if external is not None:
        must_be_usable(external)
        yield external
        return
    with EmbeddedPostgres(settings.data_dir / "postgres").kept_running() as database:
        yield database


def must_be_there(settings: Settings) -> None:
    """Raises OperatorError where there is no installation: what only looks at one makes none."""
    if settings.database_url is None and not (settings.data_dir / "postgres").exists():
        raise OperatorError(f"There is no installation in {settings.data_dir}: name its folder with --data-dir.")


def make_tables(database: Database) -> None:
    """Make or bring up to date the tables of the log, and empty read models unless there are some."""
    migrate(database.owner)
    generations.make_live(database.owner)
