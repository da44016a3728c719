"""Asking GraphQL in tests: through the real schema, gateway and follower, on a real database."""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any, TypeVar
from uuid import UUID

from kinerja.graphql.context import Context
from kinerja.graphql.gateway import Gateway, read_pool
from kinerja.graphql.language import Language
from kinerja.graphql.schema import build_schema, schema_version
from kinerja.graphql.visibility import Visibility
from kinerja.service import Service

T = TypeVar("T")


class Asker:
    """Asks as one viewer of one agency. Brings the read models level first."""

    def __init__(
        self, service: Service, agency: str, subject: UUID | None, *, language: Language = "en", schema: str = "read"
    ) -> None:
        self._service = service
        self._agency = agency
        self._subject = subject
        self._language: Language = language
        self._schema = schema
        self.follow = True

    def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The whole answer: data, errors, extensions."""
        return run(self._ask(document, variables))

    def data(self, document: str, **variables: Any) -> Any:
        """The data of an answer that has no errors."""
        answer = self.ask(document, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def _ask(self, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        follower = self._service.follower(self._schema)
        pool = read_pool(self._service.database.service, 2, self._schema)
        await pool.open()
        stop = asyncio.Event()
        if self.follow:
            await asyncio.to_thread(follower.catch_up)
        following = asyncio.create_task(_follow(follower, stop, follow=self.follow))
        try:
            gateway = Gateway(pool, self._service.commands, Visibility(), self._service.clock)
            context = Context(gateway, self._agency, self._subject, self._language, schema_version())
            result = await build_schema().execute(document, variable_values=variables, context_value=context)
        finally:
            stop.set()
            await following
            follower.close()
            await pool.close()
        answer: dict[str, Any] = {"data": result.data, "extensions": result.extensions}
        if result.errors:
            answer["errors"] = [error.formatted for error in result.errors]
        whole: dict[str, Any] = json.loads(json.dumps(answer, default=str))
        return whole


async def _follow(follower: Any, stop: asyncio.Event, *, follow: bool) -> None:
    while not stop.is_set() and follow:
        await asyncio.to_thread(follower.catch_up)
        await asyncio.sleep(0.01)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end."""
    return asyncio.run(coroutine)
