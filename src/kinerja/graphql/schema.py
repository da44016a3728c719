"""The schema: where the capabilities are joined. One per process."""

from functools import cache
from hashlib import sha256
from types import ModuleType
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type, merge_types
from strawberry.types import ExecutionContext

from kinerja.graphql import (
    agency,
    audit,
    batches,
    evaluations,
    feedback,
    indicators,
    organisation,
    periods,
    plans,
    progress,
    ratings,
    standards,
)
from kinerja.graphql.basis import OperationBasis
from kinerja.graphql.commanding import mutation_field
from kinerja.graphql.context import Context
from kinerja.graphql.enums import register_enums
from kinerja.graphql.errors import USER_ERRORS, presented
from kinerja.graphql.node import node_query
from kinerja.graphql.operations import OperationObserved
from kinerja.graphql.scalars import SCALARS

CAPABILITIES: tuple[ModuleType, ...] = (
    agency, organisation, standards, indicators, periods, plans, progress, feedback, ratings, evaluations, audit,
    batches,
)  # fmt: skip
_CACHED_DOCUMENTS = 1000
_ROOTS = (
    agency.AgencyQuery, organisation.OrganisationQuery, standards.StandardsQuery, indicators.IndicatorsQuery,
    periods.PeriodsQuery, plans.PlansQuery, progress.ProgressQuery, feedback.FeedbackQuery, ratings.RatingsQuery,
    evaluations.EvaluationsQuery, audit.AuditQuery, batches.BatchesQuery,
)  # fmt: skip


class KinerjaSchema(strawberry.Schema):
    """The schema with errors as clients may see them."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Replace every error by what a client may see; what is ours goes to the log, with a trace id."""
        context = execution_context.context if execution_context else None
        language = context.language if isinstance(context, Context) else "id"
        executed = bool(execution_context and execution_context.result)
        errors[:] = [presented(error, language, executed=executed) for error in errors]
        if isinstance(context, Context):
            for error in errors:
                context.gateway.observer.failed(str((error.extensions or {}).get("code")))


def node_types() -> dict[str, type[Any]]:
    """Every type with a global id, by its name."""
    return {cls.__name__: cls for module in CAPABILITIES for cls in module.NODES}


@cache
def build_schema() -> KinerjaSchema:
    """The schema of the service."""
    register_enums()
    by_id = create_type("NodeQuery", node_query(node_types()))
    query = merge_types("Query", (by_id, *_ROOTS))
    query.__strawberry_definition__.description = "What can be asked."  # type: ignore[attr-defined]  # set by Strawberry
    commands = [mutation for module in CAPABILITIES for mutation in module.MUTATIONS]
    mutation = create_type("Mutation", [mutation_field(command) for command in commands])
    mutation.__strawberry_definition__.description = "What can be done."  # type: ignore[attr-defined]  # set by Strawberry
    return KinerjaSchema(
        query=query,
        mutation=mutation,
        types=[*USER_ERRORS, *node_types().values()],
        config=StrawberryConfig(scalar_map=SCALARS),
        extensions=[
            OperationObserved,
            lambda: ParserCache(maxsize=_CACHED_DOCUMENTS),
            lambda: ValidationCache(maxsize=_CACHED_DOCUMENTS),
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
