"""One operation's window onto the read models: one transaction, one basis, one viewer."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from psycopg import AsyncConnection
from strawberry.dataloader import DataLoader

from kinerja.graphql.context import Basis
from kinerja.graphql.declaring import LongDocumentRead, declaration_of
from kinerja.graphql.paging import (
    Connection,
    Edge,
    Ordering,
    Page,
    PageInfo,
    cursor_of,
    keyset,
    order_by,
)
from kinerja.graphql.statements import Selecting, count_from, relation, select_from
from kinerja.identity.viewer import Viewer

T = TypeVar("T")
Condition = tuple[str, Mapping[str, Any]]
"""An SQL condition over the row ``t`` and its named parameters."""
_MOST_OF_MANY = 1000


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

    async def many(self, cls: type[T], by: str, order: tuple[str, ...], key: Any) -> list[T]:
        """The rows whose column ``by`` holds a key, in order; at most 1,000 for each key."""
        loader = self._loader(("many", cls, by, order), lambda keys: self._by_parent(cls, by, order, keys))
        found: list[T] = await loader.load(key)
        return found

    async def document(self, read: LongDocumentRead, key: Any) -> Any:
        """The packed document with a key that came from a row of this viewer's; None when there is none."""
        return await self._loader(("document", read), lambda keys: self._documents(read, keys)).load(key)

    async def select(
        self, cls: type[T], conditions: Sequence[Condition], order: str, limit: int = _MOST_OF_MANY
    ) -> list[T]:
        """The rows that meet all conditions, in order."""
        where, parameters = _joined(conditions)
        query = f"{self._select(cls)} AND {where} ORDER BY {order} LIMIT {int(limit)}"
        return [_instance(cls, row) for row in await self.rows(query, parameters)]

    async def connection(
        self, cls: type[T], conditions: Sequence[Condition], ordering: Ordering, asked: Page
    ) -> Connection[T]:
        """A page of the rows that meet all conditions."""
        after = keyset(ordering, asked.after, beyond=True, name="after")
        before = keyset(ordering, asked.before, beyond=False, name="before")
        where, parameters = _joined([*conditions, after, before])
        query = (
            f"{self._select(cls, ordering.columns)} AND {where}"
            f" ORDER BY {order_by(ordering, backwards=asked.backwards)} LIMIT {asked.size + 1}"
        )
        rows = await self.rows(query, parameters)
        more, rows = len(rows) > asked.size, rows[: asked.size]
        if asked.backwards:
            rows.reverse()
        edges = [Edge(cursor=_cursor(row, ordering), node=_instance(cls, row)) for row in rows]
        return Connection(
            edges=edges,
            page_info=PageInfo(
                has_next_page=asked.before is not None if asked.backwards else more,
                has_previous_page=more if asked.backwards else asked.after is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
            count=lambda: self._count(cls, conditions),
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

    async def _count(self, cls: type[Any], conditions: Sequence[Condition]) -> int:
        where, parameters = _joined(conditions)
        (row,) = await self.rows(f"{count_from(self._selecting(cls))} AND {where}", parameters)
        total: int = row["total"]
        return total

    async def _by_key(self, cls: type[T], keys: list[Any]) -> list[T | None]:
        name = declaration_of(cls).key
        query = f"{self._select(cls, (name,))} AND t.{name} = ANY(%(keys)s)"
        found = {row[f"order_{name}"]: _instance(cls, row) for row in await self.rows(query, {"keys": keys})}
        return [found.get(key) for key in keys]

    async def _by_parent(self, cls: type[T], by: str, order: tuple[str, ...], keys: list[Any]) -> list[list[T]]:
        columns = ", ".join(f"t.{name}" for name in (by, *order))
        query = f"{self._select(cls, (by,))} AND t.{by} = ANY(%(keys)s) ORDER BY {columns}"
        found: dict[Any, list[T]] = {key: [] for key in keys}
        for row in await self.rows(query, {"keys": keys}):
            if len(found[row[f"order_{by}"]]) < _MOST_OF_MANY:
                found[row[f"order_{by}"]].append(_instance(cls, row))
        return [found[key] for key in keys]

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

    def _selecting(self, cls: type[Any], order_columns: Sequence[str] = ()) -> Selecting:
        return Selecting(cls, self.viewer.standings, self.basis.past is not None, tuple(order_columns))

    def _select(self, cls: type[Any], order_columns: Sequence[str] = ()) -> str:
        return select_from(self._selecting(cls, order_columns))


def equals(column: str, value: Any, cast: str = "uuid") -> Condition:
    """That a column holds a value; no condition when the value is None."""
    if value is None:
        return "true", {}
    return f"t.{column} = %(is_{column})s::{cast}", {f"is_{column}": value}


def _joined(conditions: Sequence[Condition]) -> Condition:
    parameters: dict[str, Any] = {}
    for _, given in conditions:
        parameters |= given
    return " AND ".join(f"({condition})" for condition, _ in conditions) or "true", parameters


def _instance(cls: type[T], row: Mapping[str, Any]) -> T:
    made = object.__new__(cls)
    made.__dict__.update(row)
    return made


def _cursor(row: Mapping[str, Any], ordering: Ordering) -> str:
    return cursor_of([row[f"order_{name}"] for name in ordering.columns], ordering)
