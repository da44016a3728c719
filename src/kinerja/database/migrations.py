"""Versioned migrations of the log: each file runs once, in order, in its own transaction."""

from importlib import resources
from importlib.resources.abc import Traversable

import psycopg

_LOCK = 0x6B696E65  # one migration at a time, whoever starts first
_HISTORY = """
CREATE TABLE IF NOT EXISTS public.migrations (
    name text PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""


def migrate(owner: str) -> list[str]:
    """Apply what is missing and say which it was; safe to run from many processes at once."""
    applied = []
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        connection.execute(_HISTORY)
        known = {name for (name,) in connection.execute("SELECT name FROM public.migrations")}
        for script in _scripts():
            if script.name not in known:
                _apply(connection, script)
                applied.append(script.name)
    return applied


def script_names() -> list[str]:
    """The names of all migrations that this version knows, in order."""
    return [script.name for script in _scripts()]


def _scripts() -> list[Traversable]:
    folder = resources.files("kinerja.log") / "migrations"
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda s: s.name)


def _apply(connection: psycopg.Connection, script: Traversable) -> None:
    with connection.transaction():
        connection.execute(script.read_text().encode())
        connection.execute("INSERT INTO public.migrations (name) VALUES (%s)", [script.name])
