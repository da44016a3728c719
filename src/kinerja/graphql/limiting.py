"""Known documents and their limits wherever Strawberry executes: over WebSocket, in tests, behind the compiler."""

from collections.abc import Iterator
from typing import Any

from graphql import GraphQLError, parse
from strawberry.extensions import SchemaExtension

from kinerja.graphql.admission import admitted, charge_refused
from kinerja.graphql.context import Context
from kinerja.graphql.documents import Documents, KnownDocument
from kinerja.graphql.failures import RequestFailed

_NOTHING = parse("{ __typename }")


class KnownDocuments(SchemaExtension):
    """Parsing and validating are looked up; what exceeds a limit is refused before it is validated."""

    def on_parse(self) -> Iterator[None]:
        """Give the parsed document."""
        # What cannot be parsed is refused in the next step. Raised here, its error would grow with every request.
        self.execution_context.graphql_document = self._known().document or _NOTHING
        yield

    def on_validate(self) -> Iterator[None]:
        """Give what is wrong with it."""
        known = self._known()
        self.execution_context.pre_execution_errors = self._errors(known)
        yield

    def _known(self) -> KnownDocument:
        schema: Any = self.execution_context.schema
        documents: Documents = schema.documents
        return documents.known(self.execution_context.query or "")

    def _errors(self, known: KnownDocument) -> list[GraphQLError]:
        execution = self.execution_context
        context: Context = execution.context
        try:
            if known.errors:
                charge_refused(context)
                return list(known.errors)
            admitted(known, execution.operation_name, execution.variables or {}, context)
        except RequestFailed as failed:
            return [GraphQLError(str(failed), original_error=failed)]
        return []
