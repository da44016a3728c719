"""Generations of read models: made beside the live one, filled by the ordinary follower, swapped by rename."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import psycopg
from psycopg import sql

from kinerja.operating import OperatorError
from kinerja.projections.ddl import bare_sql, finishing_sql, generation_sql, guarding_sql
from kinerja.projections.store import read_model_version, tables

LIVE, NEXT, PREVIOUS = "read", "read_next", "read_previous"
_LOCK = 0x72656164  # one process makes or swaps generations at a time
_SWAP_ATTEMPTS = 200
_FINISHING = 2
"""So many tables are made whole side by side: most of it is sorting, one CPU each."""
_SORT_MEMORY = "256MB"
_log = logging.getLogger(__name__)


def make_live(owner: str) -> bool:
    """Make an empty live generation unless there is one; says whether it did. Safe from many processes."""
    with psycopg.connect(owner) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        if _version_of(connection, LIVE) is not None:
            return False
        _make(connection, LIVE)
    return True


def rebuild(
    owner: str, fill: Callable[[str], None], follow: Callable[[str], None], *, only_if_stale: bool = False
) -> None:
    """Build a new generation beside the live one and swap.

    ``fill`` writes what the log holds into the bare tables of a schema, ``follow`` what came meanwhile, until it
    is level.

    Readers go on with the old one until the swap and see no gap: each read touches ``tracking`` first, and
    the swap waits for those under way. ``only_if_stale``: nothing is done when the live one was built by this
    version already, by another process perhaps while we waited. Raises OperatorError when it never comes level.
    """
    with psycopg.connect(owner, autocommit=True) as lock:
        lock.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if only_if_stale and _version_of(lock, LIVE) == read_model_version():
            return
        make_next(owner, fill)
        for _ in range(_SWAP_ATTEMPTS):
            follow(NEXT)
            if _swap(owner):
                return
    raise OperatorError(
        "The new read models never came level with the live ones, which stay as they are: most likely a fact cannot"
        f" be followed by this version; 'SELECT * FROM {NEXT}.tracking' names it."
    )


def make_next(owner: str, fill: Callable[[str], None]) -> None:
    """Make the next generation: bare tables, ``fill``, then keys, indexes and triggers over what is there."""
    with psycopg.connect(owner) as connection:
        connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(NEXT)))
        connection.execute(bare_sql(NEXT, tables()).encode())
    fill(NEXT)
    with ThreadPoolExecutor(_FINISHING) as finishing:
        for done in [finishing.submit(_finish, owner, *each) for each in _largest_first(owner)]:
            done.result()
    with psycopg.connect(owner) as connection:
        connection.execute(guarding_sql(NEXT, tables()).encode())
        _sign(connection, NEXT)


def _largest_first(owner: str) -> list[tuple[list[str], str]]:
    """What finishes each table: the longest work begins first, so that the workers end together."""
    with psycopg.connect(owner) as connection:
        found = connection.execute(
            "SELECT relname, pg_table_size(oid) FROM pg_class WHERE relnamespace = to_regnamespace(%s)", [NEXT]
        )
        sizes: dict[str, int] = dict(found.fetchall())
    return sorted(finishing_sql(NEXT, tables()), key=lambda each: sum(sizes[name] for name in each[0]), reverse=True)


def _finish(owner: str, names: Sequence[str], statements: str) -> None:
    """Make one filled table and its twin whole; the planner will meet full tables after the swap."""
    with psycopg.connect(owner) as connection:
        connection.execute("SELECT set_config('maintenance_work_mem', %s, true)", [_SORT_MEMORY])
        connection.execute(statements.encode())
        for name in names:
            connection.execute(f"ANALYZE {NEXT}.{name}".encode())


def _make(connection: psycopg.Connection, schema: str) -> None:
    connection.execute(generation_sql(schema, tables()).encode())
    _sign(connection, schema)


def _sign(connection: psycopg.Connection, schema: str) -> None:
    """Say by which version it was built."""
    comment = sql.SQL("COMMENT ON SCHEMA {} IS {}")
    connection.execute(comment.format(sql.Identifier(schema), sql.Literal(read_model_version())))


def _version_of(connection: psycopg.Connection, schema: str) -> str | None:
    found = connection.execute(
        "SELECT obj_description(to_regnamespace(%s)::oid, 'pg_namespace')", [schema]
    ).fetchone()
    return found[0] if found else None


def _swap(owner: str) -> bool:
    """Rename the generations, if the new one is level and no reader stands in the way for long."""
    try:
        with psycopg.connect(owner) as connection:
            connection.execute("SET LOCAL lock_timeout = '500ms'")
            connection.execute(f"LOCK TABLE {LIVE}.tracking, {NEXT}.tracking IN ACCESS EXCLUSIVE MODE")
            if _behind(connection):
                return False
            connection.execute(f"DROP SCHEMA IF EXISTS {PREVIOUS} CASCADE")
            connection.execute(f"ALTER SCHEMA {LIVE} RENAME TO {PREVIOUS}")
            connection.execute(f"ALTER SCHEMA {NEXT} RENAME TO {LIVE}")
    except psycopg.errors.LockNotAvailable:
        _log.info("readers are at work; the swap waits")
        return False
    return True


def _behind(connection: psycopg.Connection) -> bool:
    """Whether the new generation is behind the live one in any agency."""
    row = connection.execute(
        f"SELECT EXISTS (SELECT FROM {LIVE}.tracking l LEFT JOIN {NEXT}.tracking n USING (agency)"
        "  WHERE l.position > coalesce(n.position, 0))"
    ).fetchone()
    return bool(row and row[0])
