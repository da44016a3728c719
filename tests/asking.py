"""Asking GraphQL in tests: through the real schema, gateway and follower, on a real database."""

import asyncio
import json
from collections.abc import Coroutine, Iterable
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
        return self.ask_all([document], **variables)[0]

    def ask_all(self, documents: Iterable[str], **variables: Any) -> list[dict[str, Any]]:
        """The whole answers to several documents with the same variables, over the same connections."""
        return run(self._ask(documents, variables))

    def data(self, document: str, **variables: Any) -> Any:
        """The data of an answer that has no errors."""
        return _data(self.ask(document, **variables))

    def data_all(self, documents: Iterable[str], **variables: Any) -> list[Any]:
        """The data of answers that have no errors."""
        return [_data(answer) for answer in self.ask_all(documents, **variables)]

    async def _ask(self, documents: Iterable[str], variables: dict[str, Any]) -> list[dict[str, Any]]:
        follower = self._service.follower(self._schema)
        pool = read_pool(self._service.database.service, 2, self._schema)
        await pool.open()
        stop = asyncio.Event()
        if self.follow:
            await asyncio.to_thread(follower.catch_up)
        following = asyncio.create_task(_follow(follower, stop, follow=self.follow))
        try:
            gateway = Gateway(pool, self._service.commands, Visibility(), self._service.clock)
            return [await self._answer(gateway, document, variables) for document in documents]
        finally:
            stop.set()
            await following
            follower.close()
            await pool.close()

    async def _answer(self, gateway: Gateway, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        context = Context(gateway, self._agency, self._subject, self._language, schema_version())
        result = await build_schema().execute(document, variable_values=variables, context_value=context)
        answer: dict[str, Any] = {"data": result.data, "extensions": result.extensions}
        if result.errors:
            answer["errors"] = [error.formatted for error in result.errors]
        whole: dict[str, Any] = json.loads(json.dumps(answer, default=str))
        return whole


def _data(answer: dict[str, Any]) -> Any:
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


async def _follow(follower: Any, stop: asyncio.Event, *, follow: bool) -> None:
    while not stop.is_set() and follow:
        await asyncio.to_thread(follower.catch_up)
        await asyncio.sleep(0.01)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end."""
    return asyncio.run(coroutine)
