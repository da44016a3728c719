"""Published figures as everybody reads them. What is published at once is decided when a period is closed."""

from kinerja.domain.publication import UnitFigures
from kinerja.domain.published import FiguresPublished
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import Table, decimal, moment, number, text, texts, uuid

PUBLISHED_FIGURES = Table(
    "published_figures",
    key=(uuid("period_id"), text("window_code"), uuid("unit_id")),
    columns=(
        uuid("parent_id", nullable=True),
        number("people", nullable=True),
        decimal("mean_number", nullable=True),
        text("withheld", nullable=True),
        moment("published_at"),
        number("least_people"),
    ),
    indexes=(("unit_id", "period_id", "window_code"),),
)
PUBLISHED_CELLS = Table(
    "published_cells",
    key=(uuid("period_id"), text("window_code"), uuid("unit_id"), number("place")),
    columns=(texts("predicates"), number("people")),
)
TABLES = (PUBLISHED_FIGURES, PUBLISHED_CELLS)


def _publish(rows: Rows, fact: FiguresPublished) -> None:
    for figures in fact.figures:
        _write(rows, fact, figures)


def _write(rows: Rows, fact: FiguresPublished, figures: UnitFigures) -> None:
    """A unit is published anew in the cells it had, so that none is left over from before."""
    rows.put(
        PUBLISHED_FIGURES,
        period_id=fact.period_id,
        window_code=fact.window,
        unit_id=figures.unit_id,
        parent_id=figures.parent_id,
        people=figures.people,
        mean_number=figures.mean_number,
        withheld=figures.withheld,
        published_at=fact.act.at,
        least_people=fact.least_people,
    )
    for place, cell in enumerate(figures.cells, start=1):
        rows.put(
            PUBLISHED_CELLS,
            period_id=fact.period_id,
            window_code=fact.window,
            unit_id=figures.unit_id,
            place=place,
            predicates=cell.predicates,
            people=cell.people,
        )


ON: Handlers = {FiguresPublished: _publish}
NOT_SHOWN = ()
