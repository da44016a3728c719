"""One operation's window onto the read models: one transaction, one basis, one viewer."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from psycopg import AsyncConnection
from strawberry.dataloader import DataLoader

from kinerja.graphql.context import Basis
from kinerja.graphql.declarations import (
    Columns,
    CountRead,
    FirstRead,
    LinkedRead,
    LongDocumentRead,
    ManyRead,
    key_of,
    table_of,
)
from kinerja.graphql.filtering import Condition
from kinerja.graphql.paging import (
    Connection,
    Edge,
    Ordering,
    Page,
    PageInfo,
    keyset,
    order_by,
)
from kinerja.graphql.statements import Selecting, count_from, relation, select_from, told
from kinerja.identity.viewer import Viewer

T = TypeVar("T")
MOST_OF_MANY = 1000
"""So many rows of a short list are shown."""


class Reads:
    """Reads of one operation. Everything comes from the same position and the same viewer's rights."""

    def __init__(self, connection: AsyncConnection[Any], viewer: Viewer, basis: Basis) -> None:
        self.viewer = viewer
        self.basis = basis
        self._connection = connection
        self._statement = asyncio.Lock()
        self._loaders: dict[tuple[Any, ...], DataLoader[Any, Any]] = {}

    async def one(self, cls: type[T], key: Any) -> T | None:
        """The row with a key; None when there is none or it is not for this viewer."""
        found: T | None = await self._loader(("one", cls), lambda keys: self._by_key(cls, keys)).load(key)
        return found

    async def many(self, cls: type[T], read: ManyRead, keys: tuple[Any, ...]) -> list[T]:
        """The rows that belong to the row with these keys, in order; at most 1,000."""
        order = ", ".join(f"t.{name}" for name in read.order)
        rows = partial(self._by_parent, cls, read.by, order, read.condition)
        loader = self._loader(("many", cls, read), rows)
        found: list[T] = await loader.load(keys)
        return found[:MOST_OF_MANY]

    async def count(self, read: CountRead, keys: tuple[Any, ...]) -> int:
        """How many rows belong to the row with these keys."""
        found: int = await self._loader(("count", read), lambda asked: self._counts(read, asked)).load(keys)
        return found

    async def first(self, cls: type[T], read: FirstRead, keys: tuple[Any, ...]) -> T | None:
        """The first in the read's order of the rows that belong to the row with these keys; None without any."""
        rows = partial(self._by_parent, cls, read.by, read.order, read.condition)
        found: list[T] = await self._loader(("first", cls, read), rows).load(keys)
        return found[0] if found else None

    async def linked(self, cls: type[T], read: LinkedRead, key: Any) -> list[T]:
        """The rows that a table of links names beside a key, in order; at most 1,000."""
        links = relation(read.links, past=self.basis.past is not None, alias="l")
        condition = (
            f"EXISTS (SELECT FROM {links} WHERE l.agency = t.agency AND l.{read.other} = t.id"
            f" AND l.{read.own} = %(linked_to)s)"
        )
        order = ", ".join(f"t.{name}" for name in read.order)
        return await self.select(cls, [(condition, {"linked_to": key})], order)

    async def text(self, id: UUID) -> str | None:
        """A text whose id came from a row of this viewer's; None when it is erased."""
        found: str | None = await self._loader(("text",), self._texts).load(id)
        return found

    async def document(self, read: LongDocumentRead, key: Any) -> Any:
        """The packed document with a key that came from a row of this viewer's; None when there is none."""
        return await self._loader(("document", read), lambda keys: self._documents(read, keys)).load(key)

    async def select(
        self, cls: type[T], conditions: Sequence[Condition], order: str, limit: int = MOST_OF_MANY
    ) -> list[T]:
        """The rows that meet all conditions, in order."""
        where, parameters = _joined(conditions)
        query = f"{self._select(cls)} AND {where} ORDER BY {order} LIMIT {int(limit)}"
        return [_instance(cls, row) for row in await self.rows(query, parameters)]

    async def connection(
        self, cls: type[T], conditions: Sequence[Condition], ordering: Ordering, asked: Page
    ) -> Connection[T]:
        """A page of the rows that meet all conditions of a filter."""
        conditions = told(cls, conditions, self.viewer.standings)
        after = keyset(ordering, asked.after, beyond=True, name="after")
        before = keyset(ordering, asked.before, beyond=False, name="before")
        where, parameters = _joined([*conditions, after, before])
        query = (
            f"{self._select(cls, cursor=ordering)} AND {where}"
            f" ORDER BY {order_by(ordering, backwards=asked.backwards)} LIMIT {asked.size + 1}"
        )
        rows = await self.rows(query, parameters)
        more, rows = len(rows) > asked.size, rows[: asked.size]
        if asked.backwards:
            rows.reverse()
        edges = [Edge(cursor=row["cursor"], node=_instance(cls, row)) for row in rows]
        return Connection(
            edges=edges,
            page_info=PageInfo(
                has_next_page=asked.before is not None if asked.backwards else more,
                has_previous_page=more if asked.backwards else asked.after is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
            count=lambda: self.total(cls, conditions),
        )

    async def rows(self, query: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The rows of a statement; the viewer's and the basis's parameters are always there."""
        known = {
            **self.viewer.parameters,
            "at": self.basis.past,
            "valid_on": self.basis.valid_on,
            **parameters,
        }
        async with self._statement:
            found = await self._connection.execute(query.encode(), known)
            return await found.fetchall()

    async def total(self, cls: type[Any], conditions: Sequence[Condition]) -> int:
        """How many rows meet all conditions."""
        where, parameters = _joined(conditions)
        (row,) = await self.rows(f"{count_from(self._selecting(cls))} AND {where}", parameters)
        total: int = row["total"]
        return total

    async def _by_key(self, cls: type[T], keys: list[Any]) -> list[T | None]:
        name = key_of(table_of(cls))
        query = f"{self._select(cls, (name,))} AND t.{name} = ANY(%(keys)s)"
        found = {row[f"held_{name}"]: _instance(cls, row) for row in await self.rows(query, {"keys": keys})}
        return [found.get(key) for key in keys]

    async def _by_parent(
        self, cls: type[T], by: Columns, order: str, condition: str, keys: list[tuple[Any, ...]]
    ) -> list[list[T]]:
        """The rows for each of the keys, which are values of the columns ``by``."""
        wanted, values = _among(cls, by, keys)
        columns = ", ".join(f"t.{name}" for name in by)
        query = f"{self._select(cls, by)} AND {wanted} AND {condition} ORDER BY {columns}, {order}"
        found: dict[tuple[Any, ...], list[T]] = {key: [] for key in keys}
        for row in await self.rows(query, values):
            found[tuple(row[f"held_{name}"] for name in by)].append(_instance(cls, row))
        return [found[key] for key in keys]

    async def _counts(self, read: CountRead, keys: list[tuple[Any, ...]]) -> list[int]:
        cls, by = read.cls(), read.of.by
        wanted, values = _among(cls, by, keys)
        columns = ", ".join(f"t.{name}" for name in by)
        counted = count_from(self._selecting(cls, by))
        rows = await self.rows(f"{counted} AND {wanted} AND {read.of.condition} GROUP BY {columns}", values)
        found = {tuple(row[f"held_{name}"] for name in by): row["total"] for row in rows}
        return [found.get(key, 0) for key in keys]

    async def _texts(self, keys: list[UUID]) -> list[str | None]:
        query = "SELECT id, content FROM texts WHERE agency = %(agency)s AND id = ANY(%(keys)s)"
        found = {row["id"]: row["content"] for row in await self.rows(query, {"keys": keys})}
        return [found.get(key) for key in keys]

    async def _documents(self, read: LongDocumentRead, keys: list[Any]) -> list[Any]:
        name = read.table.key[0].name
        documents = relation(read.table, past=self.basis.past is not None)
        query = (
            f"SELECT t.{name} AS key, t.{read.document} AS document FROM {documents}"
            f" WHERE t.agency = %(agency)s AND t.{name} = ANY(%(keys)s)"
        )
        found = {row["key"]: row["document"] for row in await self.rows(query, {"keys": keys})}
        return [found.get(key) for key in keys]

    def _loader(self, name: tuple[Any, ...], load: Any) -> DataLoader[Any, Any]:
        if name not in self._loaders:
            self._loaders[name] = DataLoader(load_fn=load)
        return self._loaders[name]

    def loader(self, name: str, load: Any) -> DataLoader[Any, Any]:
        """A loader of this operation for keys that no declaration covers."""
        return self._loader(("named", name), load)

    def _selecting(self, cls: type[Any], held: Columns = (), cursor: Ordering | None = None) -> Selecting:
        return Selecting(cls, self.viewer.standings, self.basis.past is not None, held, cursor)

    def _select(self, cls: type[Any], held: Columns = (), cursor: Ordering | None = None) -> str:
        return select_from(self._selecting(cls, held, cursor))


def _among(cls: type[Any], by: Columns, keys: Sequence[tuple[Any, ...]]) -> Condition:
    """That the columns ``by`` of a row hold one of the keys."""
    types = table_of(cls).types
    columns = ", ".join(f"t.{name}" for name in by)
    asked = ", ".join(f"%(keys_{place})s::{types[name]}[]" for place, name in enumerate(by))
    several = f"({columns}) IN (SELECT * FROM unnest({asked}))"
    values = {f"keys_{place}": [key[place] for key in keys] for place in range(len(by))}
    return (several if len(by) > 1 else f"{columns} = ANY({asked})"), values


def _joined(conditions: Sequence[Condition]) -> Condition:
    parameters: dict[str, Any] = {}
    for _, given in conditions:
        parameters |= given
    return " AND ".join(f"({condition})" for condition, _ in conditions) or "true", parameters


def _instance(cls: type[T], row: Mapping[str, Any]) -> T:
    made = object.__new__(cls)
    made.__dict__.update(row)
    return made
