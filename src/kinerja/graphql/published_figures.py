"""What everybody may read of evaluations: figures of units, never of a person (H11)."""

import strawberry

from kinerja.domain.publication import Withheld
from kinerja.domain.vocabulary import Predicate
from kinerja.graphql.declaring import column, edge, many, readable
from kinerja.graphql.filtering import having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.organisation import OrgUnit
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.periods import Period
from kinerja.graphql.scalars import DateTime, DecimalString
from kinerja.projections.published_figures import PUBLISHED_CELLS, PUBLISHED_FIGURES

_KEY = ("period_id", "window_code", "unit_id")
_ORDER = Ordering(_KEY, ("uuid", "text", "uuid"))


@readable(PUBLISHED_CELLS, "How many people of a unit have one of some predicates, which lie side by side.")
class PublishedCell:
    """Predicates that too few people have are counted together with their neighbours."""

    predicates: list[Predicate] = column("The predicates that are counted together, the best first.")
    people: int = column("How many people have one of them: 0, or as many as `leastPeople` at least.")


@readable(
    PUBLISHED_FIGURES,
    "What is published of the final evaluations of a unit, with all units below it, in a window of a closed period:"
    " to everybody, also without login.",
)
class PublishedFigures:
    """Published when the period is closed, at no other moment.

    When the period was opened again and closed with other results, a window is published anew only where every
    number, and everything that can be had by subtracting, differs by `leastPeople` at least or not at all; else
    what was published first stands.
    """

    unit: OrgUnit | None = edge("unit_id", "The unit. Its figures count the people of all units below it too.")
    counted_in: OrgUnit | None = edge(
        "parent_id", "The unit above as the period was closed, which counts these people too; null: there is none."
    )
    period: Period | None = edge("period_id", "The period.")
    window: str = column("Code of the window, such as 2025-Q1 or 2025.", of="window_code")
    people: int | None = column(
        "How many people were evaluated; who has several evaluations in the window is counted with the one opened"
        " last, in its unit. Null when it is withheld."
    )
    mean_number: DecimalString | None = column(
        "Mean of their numbers under PP 30/2019, 0 to 120, as each is shown; exact, then rounded once to 2 decimals,"
        " half up. Null when it is withheld, when somebody has no number or fewer than `leastPeople` have another"
        " than most (in the unit, or in what is left of it without units below whose mean is known), and when the"
        " figures were published anew."
    )
    cells: list[PublishedCell] = many(
        _KEY,
        ("place",),
        "The distribution of the predicates, the best first: each predicate in exactly one cell. Empty: withheld.",
        key=_KEY,
    )
    withheld: Withheld | None = column(
        "Why nothing is published of it, as it was when the window was published first; its people are counted in the"
        " unit above. Null: it is published."
    )
    least_people: int = column("No number of people published here, and no difference of two, is below it, but 0.")
    published_at: DateTime = column("When it was published: when the period was closed.")


@strawberry.input(description="Which published figures.")
class PublishedFiguresFilter:
    """All conditions together."""

    period_id: strawberry.ID | None = of("Period", "Of this period.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Of this unit.")
    window: str | None = having("Of the window with this code.", column="window_code")


@strawberry.type(description="Published figures.")
class PublishedFiguresQuery:
    """Root fields."""

    published_figures: Connection[PublishedFigures] = list_field(
        PublishedFigures,
        "What is published of evaluations, without login: one row for each period, window and unit in or below which"
        " somebody was judged. None before the period is closed.",
        _ORDER,
        PublishedFiguresFilter,
    )


MUTATIONS = ()
