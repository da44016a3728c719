"""Asking both ways: compiled, and by the ordinary resolvers, on the same read models as the same viewer."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from graphql import get_named_type, is_required_argument

from kinerja.graphql.compiled.answering import CompiledReads
from kinerja.graphql.compiled.lanes import Lanes
from kinerja.graphql.compiled.shared import SharedAnswers
from kinerja.graphql.compiled.viewers import Viewers
from kinerja.graphql.context import Context
from kinerja.graphql.endpoint import Asked, Endpoint
from kinerja.graphql.gateway import Gateway, read_pool
from kinerja.graphql.language import Language
from kinerja.graphql.schema import build_schema, schema_version
from kinerja.graphql.visibility import Visibility
from kinerja.service import Service
from tests.differential.random_documents import Document, Pool

_NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
"""Both answers are of the same moment: a day that ends between them would be a difference."""


class CountingReads(CompiledReads):
    """Counts its answers."""

    answered = 0

    async def answer(self, *asked: Any) -> Any:
        found = await super().answer(*asked)
        self.answered += found is not None
        return found


@dataclass
class BothWays:
    """The two endpoints of an agency. ``compiled`` counts what did not need the resolvers."""

    gateway: Gateway
    agency: str
    ordinary: Endpoint
    fast: Endpoint
    reads: CountingReads
    compiled: int = 0
    asked: int = 0

    async def difference(self, document: Document, subject: UUID | None, language: Language) -> str | None:
        """What differs between the two answers; None when not a byte does."""
        asked = Asked(document.text, document.variables)
        slow = await self.ordinary.answer(asked, self.context(subject, language))
        fast = await self.fast.answer(asked, self.context(subject, language))
        self.asked += 1
        if (slow.body, slow.executed, slow.failure) == (fast.body, fast.executed, fast.failure):
            return None
        return f"{document.text}\n{json.dumps(document.variables)}\n{slow.body.decode()}\n{fast.body.decode()}"

    async def data(self, text: str, subject: UUID | None) -> Any:
        """The data of an ordinary answer without errors."""
        answered = await self.ordinary.answer(Asked(text), self.context(subject, "id"))
        content = json.loads(answered.body)
        assert "errors" not in content, content
        return content["data"]

    def context(self, subject: UUID | None, language: Language) -> Context:
        """A request's."""
        return Context(self.gateway, self.agency, subject, language, schema_version())


@asynccontextmanager
async def both_ways(service: Service, agency: str, now: datetime = _NOW) -> AsyncIterator[BothWays]:
    """Both endpoints on a service's database, at a moment."""
    pool = read_pool(service.database.service, 2)
    lanes = Lanes(service.database.service, 2)
    await pool.open()
    lanes.open()
    gateway = Gateway(pool, service.commands, Visibility(), lambda: now)
    compiled = CountingReads(gateway, Viewers(gateway, lambda: now), lanes, SharedAnswers(10_000_000))
    schema = build_schema()
    ways = BothWays(gateway, agency, Endpoint(schema, None), Endpoint(schema, compiled), compiled)
    try:
        yield ways
        ways.compiled = compiled.answered
    finally:
        await lanes.close()
        await pool.close()


async def pool_of(ways: BothWays, subject: UUID) -> Pool:
    """Values that lead to something in what somebody sees."""
    query = build_schema()._schema.query_type
    assert query is not None
    ids: dict[str, list[str]] = {}
    cursors: dict[str, list[str]] = {}
    codes: list[str] = []
    for name, declared in query.fields.items():
        if "first" not in declared.args or any(map(is_required_argument, declared.args.values())):
            continue
        row: Any = get_named_type(get_named_type(declared.type).fields["nodes"].type)
        wanted = [each for each in ("id", "code", "number", "kind") if each in row.fields]
        found = (
            await ways.data(
                f"{{ {name}(first: 30) {{ edges {{ cursor node {{ {' '.join(wanted)} }} }} }} }}", subject
            )
        )[name]
        cursors[name] = [edge["cursor"] for edge in found["edges"]]
        nodes: list[Mapping[str, Any]] = [edge["node"] for edge in found["edges"]]
        ids.setdefault(row.name, []).extend(node["id"] for node in nodes if "id" in node)
        codes += [str(node[each]) for node in nodes for each in ("code", "kind") if each in node]
    agency = await ways.data("{ agency { id } }", subject)
    ids = {kind: found for kind, found in ids.items() if found} | {"Agency": [agency["agency"]["id"]]}
    (entry,) = (await ways.data("{ auditTrail(first: 1) { nodes { position recordedAt } } }", subject))["auditTrail"][
        "nodes"
    ]
    times = ["2025-01-15T00:00:00Z", "2025-06-30T17:00:00+07:00", entry["recordedAt"], "2999-01-01T00:00:00Z"]
    dates = ["2025-01-01", "2025-03-31", "2025-07-01", "2026-01-01", "1999-12-31"]
    return Pool(ids, cursors, sorted(set(codes)), times, dates, int(entry["position"]))
