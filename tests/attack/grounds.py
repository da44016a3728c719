"""Grounds: a database in which worlds are played one after the other, as if each were the first there.

What was prepared and planned for one world stays so for the next: to plan what the whole schema offers takes longer
than to run it.
"""

import asyncio
import contextlib
import json
from collections.abc import Iterator, Sequence
from typing import Any
from zlib import crc32

import psycopg
from psycopg import sql
from psycopg_pool import AsyncConnectionPool

from kinerja.database.cluster import superuser
from kinerja.database.connections import Database
from kinerja.graphql.compiled.lanes import Lanes, Row
from kinerja.graphql.compiled.statements import Statement
from kinerja.graphql.gateway import read_pool
from kinerja.log.sealing import Secrets
from tests.conftest import Cluster

_LANES = 2
_AT_ONCE = 6
"""Connections of those whose questions the resolvers answer."""
_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'kept')
 ORDER BY 1, 2
"""
_SETTINGS = ("join_collapse_limit = 1", "from_collapse_limit = 1", "plan_cache_mode = force_generic_plan")
"""Statements are asked a few times here: to plan them well takes longer than to run them anyhow."""


class PreparedLanes:
    """Lanes of one connection each: a statement goes over the one that has it prepared, whoever asks."""

    def __init__(self, url: str) -> None:
        self._lanes = [Lanes(url, 1) for _ in range(_LANES)]
        for each in self._lanes:
            each.open()

    async def ask(self, agency: str, statement: Statement, parameters: Sequence[bytes | None]) -> Row:
        """The one row of a statement."""
        return await self._lanes[crc32(statement.name) % _LANES].ask(agency, statement, parameters)

    async def close(self) -> None:
        """Close every connection."""
        for each in self._lanes:
            await each.close()


class Ground:
    """A database that is as its template whenever a world begins in it, and what stays connected to it."""

    pool: AsyncConnectionPool[Any]
    lanes: PreparedLanes

    def __init__(self, cluster: Cluster, name: str, template: str) -> None:
        self.database: Database = cluster.create(name, template)
        self.secrets: Secrets = cluster.secrets
        access = json.loads((cluster.folder / "postgres" / "access.json").read_text())
        self._url = superuser(access, name)
        self.runner = asyncio.Runner()
        with psycopg.connect(self._url, autocommit=True) as connection:
            for setting in _SETTINGS:
                connection.execute(f"ALTER DATABASE {name} SET {setting}".encode())
            self._tables = connection.execute(_TABLES).fetchall()
            connection.execute("CREATE SCHEMA kept")
            for schema, table in self._tables:
                connection.execute(_said("CREATE TABLE {kept} AS TABLE {table}", schema, table))
        self.runner.run(self._connect())

    async def _connect(self) -> None:
        self.pool = read_pool(self.database.service, _AT_ONCE)
        self.lanes = PreparedLanes(self.database.service)
        await self.pool.open()

    def restore(self) -> None:
        """Make it what it was. Rows are deleted one by one: a truncated table would be planned anew."""
        with psycopg.connect(self._url) as connection:
            connection.execute("SET session_replication_role = replica")
            for schema, table in self._tables:
                connection.execute(_said("DELETE FROM {table}", schema, table))
                connection.execute(_said("INSERT INTO {table} SELECT * FROM {kept}", schema, table))

    async def _disconnect(self) -> None:
        await self.lanes.close()
        await self.pool.close()

    def close(self) -> None:
        """Let it go."""
        self.runner.run(self._disconnect())
        self.runner.close()


def _said(statement: str, schema: str, table: str) -> sql.Composed:
    kept = sql.Identifier("kept", f"{schema}.{table}")
    return sql.SQL(statement).format(table=sql.Identifier(schema, table), kept=kept)


@contextlib.contextmanager
def ground_on(cluster: Cluster, name: str, template: str) -> Iterator[Ground]:
    """A ground, for as long as it is needed."""
    ground = Ground(cluster, name, template)
    try:
        yield ground
    finally:
        ground.close()
        cluster.drop(name)
