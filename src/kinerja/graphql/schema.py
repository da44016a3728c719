"""The schema: where the capabilities are joined. One per process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import cache, cached_property
from hashlib import sha256
from types import ModuleType
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLID, GraphQLString, OperationType
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type, merge_types
from strawberry.types import ExecutionContext, ExecutionResult

from kinerja.graphql import (
    accomplishments,
    agency,
    audit,
    batches,
    cascade,
    collections,
    complaints,
    consultations,
    daily_progress,
    deadlines,
    dialogues,
    disclosures,
    disseminations,
    encounters,
    evaluation_teams,
    evaluations,
    evidence,
    feedback,
    feedback_requests,
    holidays,
    impact,
    indicators,
    leaves,
    organisation,
    periods,
    plan_revisions,
    plan_templates,
    plans,
    progress,
    proposals,
    public_feedback,
    published_figures,
    rating_views,
    ratings,
    report_drafts,
    services,
    shared_targets,
    standards,
    supervision,
    surveys,
    team_findings,
    team_reviews,
)
from kinerja.graphql.basis import OperationBasis
from kinerja.graphql.commanding import mutation_field
from kinerja.graphql.context import Context
from kinerja.graphql.documents import Documents
from kinerja.graphql.enums import register_enums
from kinerja.graphql.errors import USER_ERRORS, as_error, presented
from kinerja.graphql.failures import TOO_COMPLEX
from kinerja.graphql.limiting import KnownDocuments
from kinerja.graphql.limits import MOST_SECONDS
from kinerja.graphql.node import NodeQuery, node_types
from kinerja.graphql.operations import OperationObserved
from kinerja.graphql.scalars import SCALARS, refuse_unstorable
from kinerja.graphql.subscriptions import Subscription

CAPABILITIES: tuple[ModuleType, ...] = (
    agency, organisation, leaves, standards, consultations, disseminations, services, encounters, complaints,
    indicators, proposals, holidays, deadlines, periods, plans, plan_revisions, plan_templates, cascade,
    shared_targets, dialogues, progress, report_drafts, accomplishments, evidence,
    daily_progress, feedback, feedback_requests, ratings, collections, disclosures, public_feedback, surveys, impact,
    evaluations, rating_views, published_figures, supervision, evaluation_teams, team_reviews, team_findings, audit,
    batches,
)  # fmt: skip
"""In the order of the process; each has its ``MUTATIONS``, and its root fields in a class that ends on ``Query``."""


def _roots() -> tuple[type[Any], ...]:
    own = ((module, name, value) for module in CAPABILITIES for name, value in vars(module).items())
    return (
        NodeQuery,
        *(
            value
            for module, name, value in own
            if name.endswith("Query") and getattr(value, "__module__", None) == module.__name__
        ),
    )


class KinerjaSchema(strawberry.Schema):
    """The schema with errors as clients may see them, and the documents that were sent to it."""

    @cached_property
    def documents(self) -> Documents:
        """Known documents, by their text."""
        return Documents(self)

    async def stream(self, query: str | None, *asked: Any, **options: Any) -> Any:
        """Results one after the other, each read through a window that is closed before it is sent."""
        context: Context = options["context_value"].of_one_operation()
        options["context_value"] = context
        try:
            results = await super().stream(query, *asked, **options)
        except BaseException:
            await context.release_reads()
            raise
        operation = self.documents.known(query or "").operation(options.get("operation_name"))
        reading = operation is not None and operation.kind is OperationType.QUERY
        return _released(context, results, MOST_SECONDS if reading else None)

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Replace every error by what a client may see; what is ours goes to the log, with a trace id."""
        context = execution_context.context if execution_context else None
        language = context.language if isinstance(context, Context) else "id"
        executed = bool(execution_context and execution_context.result)
        errors[:] = [presented(error, language, executed=executed) for error in errors]
        if isinstance(context, Context):
            for error in errors:
                context.gateway.observer.failed(str((error.extensions or {}).get("code")))


async def _released(context: Context, results: Any, seconds: int | None) -> AsyncIterator[Any]:
    """Results, each of which may take so many seconds; None: however long it takes."""
    try:
        async with aclosing(results):
            while True:
                async with asyncio.timeout(seconds):
                    result = await anext(results)
                await context.release_reads()
                yield result
    except StopAsyncIteration:
        return
    except TimeoutError:
        error = as_error(TOO_COMPLEX, context.language, limit="seconds", maximum=MOST_SECONDS)
        yield ExecutionResult(data=None, errors=[error])
    finally:
        await context.release_reads()


@cache
def build_schema() -> KinerjaSchema:
    """The schema of the service."""
    register_enums()
    query = merge_types("Query", _roots())
    query.__strawberry_definition__.description = "What can be asked."  # type: ignore[attr-defined]  # set by Strawberry
    commands = [mutation for module in CAPABILITIES for mutation in module.MUTATIONS]
    mutation = create_type("Mutation", [mutation_field(command) for command in commands])
    mutation.__strawberry_definition__.description = "What can be done."  # type: ignore[attr-defined]  # set by Strawberry
    refuse_unstorable(GraphQLString)
    refuse_unstorable(GraphQLID)
    return KinerjaSchema(
        query=query,
        mutation=mutation,
        subscription=Subscription,
        types=[*USER_ERRORS, *node_types().values()],
        config=StrawberryConfig(scalar_map=SCALARS),
        extensions=[
            OperationObserved,
            KnownDocuments,
            OperationBasis,
        ],
    )


@cache
def schema_text() -> str:
    """The schema as SDL, as it is committed in ``schema.graphql``."""
    return build_schema().as_str() + "\n"


@cache
def schema_version() -> str:
    """A short hash of the SDL: it changes when the contract does."""
    return sha256(schema_text().encode()).hexdigest()[:16]
