"""The doctor: looks at an installation, says how it stands and what to do. Never writes, never starts a server."""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import psycopg
from rich.table import Table

from kinerja.clock import Clock, system_clock
from kinerja.database.connections import Database
from kinerja.database.embedded import EmbeddedPostgres
from kinerja.database.external import configured, connected
from kinerja.operating import OperatorError
from kinerja.operating.checks.agencies import agencies
from kinerja.operating.checks.evidence import evidence
from kinerja.operating.checks.finding import Finding, Scene, State, ok, warning, wrong
from kinerja.operating.checks.keys import key_files, secrets_fit
from kinerja.operating.checks.machine import machine
from kinerja.operating.checks.read_models import has_log, migrations, read_models
from kinerja.operating.checks.roles import roles
from kinerja.operating.checks.server import server, version
from kinerja.settings import Settings

Check = Callable[[Scene], Iterator[Finding]]
_OF_LOG: Sequence[Check] = (roles, read_models, server, secrets_fit, agencies, evidence)
_LIMITS = """
SELECT set_config('default_transaction_read_only', 'on', false), set_config('statement_timeout', '5s', false)
"""
_EXTERNAL = ("KINERJA_OWNER_DATABASE_URL", "KINERJA_DATABASE_URL")
_EMBEDDED = ("the data folder, which 'kinerja serve' starts,",) * 2
_STYLES = {State.OK: "green", State.WARNING: "yellow", State.WRONG: "bold red"}


def examine(settings: Settings, clock: Clock = system_clock) -> list[Finding]:
    """Every finding, those that need no database first."""
    findings = [*machine(settings), *key_files(settings)]
    try:
        with _scene(settings, clock) as scene:
            findings += _of_database(scene)
    except NotRunning as rests:
        to_do = "'kinerja serve' starts it. What needs the database was not looked at."
        findings.append(warning("database", str(rests), to_do))
    except OperatorError as error:
        to_do = "Start the server, or put the setting right. What needs the database was not looked at."
        findings.append(wrong("database", str(error), to_do))
    return findings


class NotRunning(Exception):
    """The embedded server rests: nobody serves."""


def healthy(findings: Iterable[Finding]) -> bool:
    """Whether nothing is wrong; warnings are none of it."""
    return all(finding.state is not State.WRONG for finding in findings)


def as_table(findings: Iterable[Finding]) -> Table:
    """The findings for a terminal."""
    table = Table("", "check", "seen", "what to do")
    for finding in findings:
        style = _STYLES[finding.state]
        table.add_row(f"[{style}]{finding.state}[/]", finding.check, finding.seen, finding.to_do)
    return table


def as_json(findings: Iterable[Finding]) -> str:
    """The findings for a program: a list of objects with check, state, seen and to_do."""
    return json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False)


def _of_database(scene: Scene) -> Iterator[Finding]:
    yield ok("database", "answers as owner and as service")
    yield from migrations(scene)
    if not has_log(scene):
        yield version(scene.owner.info.server_version)
        return
    for check in _OF_LOG:
        yield from _looked_at(check, scene)


def _looked_at(check: Check, scene: Scene) -> Iterator[Finding]:
    """A check that fails is a finding: the others are looked at all the same."""
    try:
        yield from check(scene)
    except psycopg.Error as error:
        name = check.__name__.replace("_", " ")
        yield wrong(name, f"could not be looked at ({type(error).__name__})", "See the lines above, then look again.")


@contextlib.contextmanager
def _scene(settings: Settings, clock: Clock) -> Iterator[Scene]:
    external = configured(settings)
    database = external or _embedded(settings)
    if external is None and not EmbeddedPostgres(settings.data_dir / "postgres").running():
        raise NotRunning("the embedded server is not running, as it should be while nobody serves")
    names = _EXTERNAL if external else _EMBEDDED
    with _reading(database.owner, names[0]) as owner, _reading(database.service, names[1]) as service:
        yield Scene(settings, clock, owner, service)


def _reading(url: str, setting: str) -> psycopg.Connection[Any]:
    connection = connected(url, setting)
    connection.execute(_LIMITS)
    return connection


def _embedded(settings: Settings) -> Database:
    """How to reach the embedded server, which is not started for this. Raises OperatorError when there is none."""
    try:
        return EmbeddedPostgres(settings.data_dir / "postgres").database("kinerja")
    except FileNotFoundError:
        demo = settings.data_dir / "demo"
        instead = f" There is a demo: ask with --data-dir {demo}." if demo.exists() else ""
        raise OperatorError(
            f"There is no installation in {settings.data_dir} yet: 'kinerja serve' makes one.{instead}"
        ) from None
