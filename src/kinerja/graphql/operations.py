"""Every operation as it is observed: its span, and its name on every line of the log that belongs to it."""

from collections.abc import AsyncIterator, Iterator

from opentelemetry.trace import Span
from strawberry.extensions import SchemaExtension

from kinerja.graphql.context import Context
from kinerja.observing.observer import code_of


class OperationObserved(SchemaExtension):
    """Around an operation. Neither its document nor its variables are written anywhere."""

    async def on_operation(self) -> AsyncIterator[None]:
        """From the parsing of the document to the last row of the answer."""
        context: Context = self.execution_context.context
        with context.gateway.observer.traces.span("graphql", agency=code_of(context.agency)) as span:
            self._span: Span = span
            yield

    def on_execute(self) -> Iterator[None]:
        """As soon as the document is known."""
        context: Context = self.execution_context.context
        name = context.gateway.observer.named(self.execution_context.operation_name)
        self._span.update_name(f"graphql {self.execution_context.operation_type.value}")
        if name is not None:
            self._span.set_attribute("graphql.operation.name", name)
        yield
