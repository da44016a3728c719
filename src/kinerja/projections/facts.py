"""What one fact changes: whoever follows the log and whoever fills a generation write it in the same way."""

from collections.abc import Mapping

from kinerja.projections.audit import enter
from kinerja.projections.recorded import Recorded
from kinerja.projections.rows import Handler, Rows


def write_fact(rows: Rows, recorded: Recorded, handlers: Mapping[str, Handler]) -> None:
    """Write the rows of a fact's capability, and its entry in the audit trail."""
    rows.position = recorded.position
    handler = handlers.get(type(recorded.fact).__name__)
    if handler is not None:
        handler(rows, recorded.fact)
    enter(rows, recorded.fact, recorded.recorded_at)
