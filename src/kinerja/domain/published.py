"""What was published of the evaluations of a period, window by window (H11)."""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from tomllib import loads
from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.publication import Judged, UnitFigures, publish, renewed
from kinerja.domain.published_units import Tree


class PublicationPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """What protects people in published figures. ``least_people``: no number and no difference is below it but 0."""

    id: str
    title: str
    legal_basis: str
    least_people: int


@cache
def publication_policy(id: str = "publication-1") -> PublicationPolicy:
    """A version of the policy, by its id. Released files are never edited, only followed."""
    file = resources.files("kinerja.domain.rules") / "data" / f"{id}.toml"
    return msgspec.convert(loads(file.read_text()), PublicationPolicy)


class FiguresPublished(Fact, frozen=True, kw_only=True):
    """The figures of a window were published when its period was closed; those of it before are replaced."""

    label_id: ClassVar[str] = "Angka evaluasi diumumkan"
    label_en: ClassVar[str] = "Figures of evaluations published"
    about: ClassVar[tuple[About, ...]] = (About("period_id", "Period"),)
    unlisted: ClassVar[frozenset[str]] = frozenset({"figures"})

    period_id: UUID
    window: str
    policy: str
    least_people: int
    figures: tuple[UnitFigures, ...]

    def apply(self, aggregate: "Publication") -> None:
        aggregate.published.setdefault(self.window, []).append(self.figures)


class Publication(Aggregate):
    """All that was published of a period, by the code of the window; the newest is last."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.published: dict[str, list[Sequence[UnitFigures]]] = {}

    def publish(self, *, act: Act, period_id: UUID, window: str, tree: Tree, people: Sequence[Judged]) -> None:
        """Publish the figures of a window, or leave it at what is published where the two would tell of somebody.

        While nothing but withheld units was published, there is nothing to compare with.
        """
        policy = publication_policy()
        before = self.published.get(window, [])
        if any(each.withheld is None for each in (before[-1] if before else ())):
            figures = renewed(before, tree, people, policy.least_people)
        else:
            figures = publish(tree, people, policy.least_people)
        if not figures or (before and figures == before[-1]):
            return
        self.trigger_event(
            FiguresPublished,
            act=act,
            period_id=period_id,
            window=window,
            policy=policy.id,
            least_people=policy.least_people,
            figures=figures,
        )
