"""The basis of an operation: read once from its root fields, the same for all of them, stated in the answer."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from typing import Annotated, Any

import strawberry
from graphql import FragmentDefinitionNode, GraphQLError, OperationDefinitionNode, OperationType
from graphql.execution.collect_fields import FragmentDetails, collect_fields
from graphql.execution.values import get_argument_values, get_variable_values
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionContext

from kinerja.graphql.context import Basis, Context
from kinerja.graphql.failures import ONE_BASIS, RequestFailed
from kinerja.graphql.gateway import AskedBasis
from kinerja.graphql.scalars import Date, DateTime, LogPosition, show_date_time
from kinerja.projections.store import read_model_version


@strawberry.input(
    one_of=True, description="As of then: everything from one position of the log. Exactly one of the two."
)
class AsOf:
    """A moment of the log."""

    position: LogPosition | None = strawberry.field(
        default=strawberry.UNSET, description="As the facts up to this position left it."
    )
    recorded_at: DateTime | None = strawberry.field(
        default=strawberry.UNSET, description="As of the last position recorded at or before this time."
    )


AsOfArg = Annotated[
    AsOf | None, strawberry.argument(description="Answer as of then; null: now. The same for all root fields.")
]
ValidOnArg = Annotated[
    Date | None,
    strawberry.argument(description="Day that dated facts are read for; null: today in the agency's zone."),
]
MinPositionArg = Annotated[
    LogPosition | None, strawberry.argument(description="Wait until this position is visible, such as a receipt's.")
]


class OperationBasis(SchemaExtension):
    """Opens the one transaction that a query is answered from, and states its basis in the answer."""

    async def on_execute(self) -> AsyncIterator[None]:
        """Around the execution of an operation."""
        context: Context = self.execution_context.context
        async with AsyncExitStack() as stack:
            context.stack = stack
            try:
                if self.execution_context.operation_type.value == "query":
                    await context.renew_reads(_asked(self.execution_context))
            except RequestFailed as failed:
                error = GraphQLError(str(failed), original_error=failed)
                self.execution_context.result = _refused(error)
            yield
            context.open_reads = None

    def get_results(self) -> dict[str, Any]:
        """``extensions.basis`` of the answer."""
        context: Context = self.execution_context.context
        return {} if context.basis is None else {"basis": stated(context.basis, context.schema_version)}


def _refused(error: GraphQLError) -> Any:
    from graphql import ExecutionResult

    return ExecutionResult(data=None, errors=[error])


def stated(basis: Basis, schema_version: str) -> dict[str, Any]:
    """The basis as an answer states it."""
    return {
        "position": str(basis.position),
        "recordedAt": show_date_time(basis.recorded_at) if basis.recorded_at else None,
        "validOn": basis.valid_on.isoformat(),
        "schemaVersion": schema_version,
        "readModelVersion": read_model_version(),
    }


def _asked(execution: ExecutionContext) -> AskedBasis:
    """What the root fields ask for. Fails BAD_USER_INPUT when they differ."""
    asked = set(_asked_by_roots(execution))
    if len(asked) > 1:
        raise RequestFailed(ONE_BASIS)
    return asked.pop() if asked else AskedBasis()


def _asked_by_roots(execution: ExecutionContext) -> Iterator[AskedBasis]:
    schema: Any = execution.schema._schema
    document = execution.graphql_document
    operation = _operation(execution)
    if document is None or operation is None or schema.query_type is None:
        return
    variables = get_variable_values(schema, operation.variable_definitions or (), execution.variables or {})
    if isinstance(variables, list):
        return  # execution will say what is wrong with them
    fragments = {
        definition.name.value: FragmentDetails(definition)
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    collected = collect_fields(schema, fragments, variables, schema.query_type, operation)
    for details in collected.grouped_field_set.values():
        node = details[0].node
        field = schema.query_type.fields.get(node.name.value)
        if field is not None and "asOf" in field.args:
            yield asked_by(get_argument_values(field, node, variables))


def _operation(execution: ExecutionContext) -> OperationDefinitionNode | None:
    document = execution.graphql_document
    for definition in document.definitions if document else ():
        if isinstance(definition, OperationDefinitionNode) and definition.operation == OperationType.QUERY:
            name = definition.name.value if definition.name else None
            if execution.operation_name in (None, name):
                return definition
    return None


def asked_by(arguments: dict[str, Any]) -> AskedBasis:
    """The basis that the arguments of a root field ask for."""
    as_of = arguments.get("asOf") or {}
    return AskedBasis(
        position=as_of.get("position"),
        recorded_at=as_of.get("recordedAt"),
        valid_on=arguments.get("validOn"),
        min_position=arguments.get("minPosition"),
    )
