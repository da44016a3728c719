"""What one fact changes: whoever follows the log and whoever fills a generation write it in the same way."""

from collections.abc import Mapping

from kinerja.domain.aggregate import Fact
from kinerja.log.mapper import PlacedText, texts_of
from kinerja.projections.audit import enter
from kinerja.projections.recorded import Recorded
from kinerja.projections.rows import Handler, Rows


def write_fact(rows: Rows, recorded: Recorded, handlers: Mapping[str, Handler]) -> None:
    """Write the rows of a fact's capability, and its entry in the audit trail unless it is withheld from it."""
    rows.position = recorded.position
    handler = handlers.get(type(recorded.fact).__name__)
    if handler is not None:
        handler(rows, recorded.fact)
    if not recorded.fact.withheld:
        enter(rows, recorded.fact, recorded.recorded_at)


def texts_shown(agency: str, fact: Fact) -> list[PlacedText]:
    """The texts of a fact that the table of texts holds in clear: none of what is withheld."""
    return [] if fact.withheld else list(texts_of(agency, fact))
