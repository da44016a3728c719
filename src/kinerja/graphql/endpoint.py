"""One operation from its text to the bytes of its answer, whichever way it came."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from graphql import GraphQLError, OperationType
from strawberry.types import ExecutionResult

from kinerja.graphql.admission import admitted, charge_refused
from kinerja.graphql.basis import stated
from kinerja.graphql.compiled.answering import Answer, CompiledReads
from kinerja.graphql.context import Context
from kinerja.graphql.costs import MOST_COST
from kinerja.graphql.documents import KnownDocument, KnownOperation
from kinerja.graphql.errors import as_error, presented
from kinerja.graphql.failures import NOT_BY_GET, NOT_STREAMED, TOO_COMPLEX, RequestFailed
from kinerja.graphql.limits import MOST_SECONDS
from kinerja.graphql.schema import KinerjaSchema

MOST_ERRORS = 5


@dataclass(frozen=True)
class Asked:
    """An operation as a client sends it. ``reading``: only a query may be asked for."""

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    reading: bool = False


@dataclass(frozen=True)
class Answered:
    """The JSON of an answer. ``executed`` False: a request error, nothing was executed."""

    body: bytes
    executed: bool
    failure: str | None = None
    """Code of the first error."""
    retry_after: int | None = None
    """Seconds to wait, when it was throttled."""


class Endpoint:
    """Answers operations: limits first, then compiled, else by the resolvers. ``compiled`` None: always by those."""

    def __init__(self, schema: KinerjaSchema, compiled: CompiledReads | None) -> None:
        self._schema = schema
        self._compiled = compiled

    async def answer(self, asked: Asked, context: Context) -> Answered:
        """The answer to an operation. Every error of it is one that a client may see."""
        known = self._schema.documents.known(asked.query)
        try:
            if known.errors:
                charge_refused(context)
                return refused(known.errors, context)
            operation, cost = self._admitted(known, asked, context)
        except RequestFailed as failed:
            return refused([GraphQLError(str(failed), original_error=failed)], context)
        context.gateway.observer.named(operation.name)
        if operation.kind is not OperationType.QUERY:  # what changes something is never left in the middle
            return await self._resolved(asked, context, cost)
        try:
            async with asyncio.timeout(MOST_SECONDS):
                return await self._read(operation, asked, context, cost)
        except TimeoutError:
            return _too_slow(RequestFailed(TOO_COMPLEX, limit="seconds", maximum=MOST_SECONDS), context, cost)
        except RequestFailed as too_slow:
            return _too_slow(too_slow, context, cost)

    async def _read(self, operation: KnownOperation, asked: Asked, context: Context, cost: int) -> Answered:
        """The answer to a query. Raises RequestFailed when a statement takes too long."""
        if self._compiled is not None:
            answer = await self._compiled.answer(
                operation.read, asked.variables, context.agency, context.subject, context.language
            )
            if answer is not None:
                return Answered(_joined(answer, context, cost), executed=True)
        return await self._resolved(asked, context, cost)

    @staticmethod
    def _admitted(known: KnownDocument, asked: Asked, context: Context) -> tuple[KnownOperation, int]:
        """The operation that is meant, and what it costs. Fails for one that may not be executed here."""
        operation = known.operation(asked.operation_name)
        if operation is not None and operation.kind is OperationType.SUBSCRIPTION:
            raise RequestFailed(NOT_STREAMED)
        if operation is not None and asked.reading and operation.kind is not OperationType.QUERY:
            raise RequestFailed(NOT_BY_GET)
        return admitted(known, asked.operation_name, asked.variables, context)

    async def _resolved(self, asked: Asked, context: Context, cost: int) -> Answered:
        result = await self._schema.execute(
            asked.query,
            variable_values=dict(asked.variables),
            context_value=context,
            operation_name=asked.operation_name,
        )
        assert isinstance(result, ExecutionResult)  # noqa: S101 - nothing here is delivered in parts
        errors = (result.errors or [])[:MOST_ERRORS]
        executed = result.data is not None or any(error.path for error in errors)
        content: dict[str, Any] = {"data": result.data} if executed else {}
        if errors:
            content["errors"] = [error.formatted for error in errors]
        content["extensions"] = {**(result.extensions or {}), "cost": _cost(cost)}
        return Answered(msgspec.json.encode(content), executed, _code(errors))


def refused(errors: Sequence[GraphQLError], context: Context) -> Answered:
    """A request error: nothing was executed."""
    shown = [presented(error, context.language, executed=False) for error in errors[:MOST_ERRORS]]
    for error in shown:
        context.gateway.observer.failed(str((error.extensions or {}).get("code")))
    body = msgspec.json.encode({"errors": [error.formatted for error in shown]})
    return Answered(body, False, _code(shown), (shown[0].extensions or {}).get("retryAfter"))


def _too_slow(failed: RequestFailed, context: Context, cost: int) -> Answered:
    """A query that was begun and given up."""
    error = as_error(failed.failure, context.language, **failed.detail)
    context.gateway.observer.failed(failed.failure.code)
    content = {"data": None, "errors": [error.formatted], "extensions": {"cost": _cost(cost)}}
    return Answered(msgspec.json.encode(content), True, failed.failure.code)


def _joined(answer: Answer, context: Context, cost: int) -> bytes:
    """The bytes of PostgreSQL as they are, and behind them what they rest on."""
    extensions = msgspec.json.encode({"basis": stated(answer.basis, context.schema_version), "cost": _cost(cost)})
    return b'{"data":' + answer.data + b',"extensions":' + extensions + b"}"


def _cost(cost: int) -> dict[str, int]:
    return {"requested": cost, "maximum": MOST_COST}


def _code(errors: Sequence[GraphQLError]) -> str | None:
    return str((errors[0].extensions or {}).get("code")) if errors else None
