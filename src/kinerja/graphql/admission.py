"""Whether an operation may be executed, whichever way it came: in its limits, in the budget, in time."""

from collections.abc import Mapping
from typing import Any

from kinerja.graphql.context import Context
from kinerja.graphql.costs import MOST_COST
from kinerja.graphql.documents import KnownDocument, KnownOperation
from kinerja.graphql.failures import OPERATION_NAME, TOO_COMPLEX, RequestFailed

_REFUSED_COST = 50
"""What a document costs that is refused: it had to be read all the same."""


def admitted(
    known: KnownDocument, name: str | None, variables: Mapping[str, Any], context: Context
) -> tuple[KnownOperation, int]:
    """The operation that is meant, of a valid document, and what it costs. Fails for one that may not be executed."""
    context.must_not_be_expired()
    operation = known.operation(name)
    if operation is None:
        raise RequestFailed(OPERATION_NAME)
    cost = operation.cost(variables)
    if cost > MOST_COST:
        raise RequestFailed(TOO_COMPLEX, limit="cost", maximum=MOST_COST)
    context.spends(cost)
    return operation, cost


def charge_refused(context: Context) -> None:
    """Count a document that is refused. Fails THROTTLED."""
    context.spends(_REFUSED_COST)
