"""Known documents and their limits wherever Strawberry executes: over WebSocket, in tests, behind the compiler."""

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from kinerja.graphql.context import Context
from kinerja.graphql.costs import MOST_COST
from kinerja.graphql.documents import Documents, KnownDocument
from kinerja.graphql.failures import OPERATION_NAME, TOO_COMPLEX, RequestFailed


class KnownDocuments(SchemaExtension):
    """Parsing and validating are looked up; what exceeds a limit is refused before it is validated."""

    def on_parse(self) -> Iterator[None]:
        """Give the parsed document."""
        known = self._known()
        if known.document is None:
            raise known.errors[0]
        self.execution_context.graphql_document = known.document
        yield

    def on_validate(self) -> Iterator[None]:
        """Give what is wrong with it."""
        known = self._known()
        self.execution_context.pre_execution_errors = list(known.errors) or list(self._of_operation(known))
        yield

    def _known(self) -> KnownDocument:
        schema: Any = self.execution_context.schema
        documents: Documents = schema.documents
        return documents.known(self.execution_context.query or "")

    def _of_operation(self, known: KnownDocument) -> Iterator[GraphQLError]:
        operation = known.operation(self.execution_context.operation_name)
        if operation is None:
            yield _failed(RequestFailed(OPERATION_NAME))
            return
        cost = operation.cost(self.execution_context.variables or {})
        if cost > MOST_COST:
            yield _failed(RequestFailed(TOO_COMPLEX, limit="cost", maximum=MOST_COST))
            return
        try:
            context: Context = self.execution_context.context
            context.spends(cost)
        except RequestFailed as throttled:
            yield _failed(throttled)


def _failed(failed: RequestFailed) -> GraphQLError:
    return GraphQLError(str(failed), original_error=failed)
