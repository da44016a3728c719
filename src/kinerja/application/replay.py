"""Replay of an evaluation: recomputed from the facts it was judged on, under the rules it was judged by (H3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from kinerja.application.agency_log import AgencyLog
from kinerja.application.evaluations import evidence_of, judgement_of
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.collecting import Collection
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.ids import rating_collection_id
from kinerja.domain.judgements import Choice, JudgedStream, Judgement
from kinerja.domain.ratings import Rating


@dataclass(frozen=True)
class Replay:
    """What was recorded and what came out again. ``difference`` is the first path where they differ."""

    recorded: Judgement
    recorded_hash: str
    recomputed: Judgement
    recomputed_hash: str
    difference: str | None

    @property
    def equal(self) -> bool:
        """Whether the same came out, to the last bit of its hash."""
        return self.recorded_hash == self.recomputed_hash


def replay_evaluation(log: AgencyLog, evaluation_id: UUID) -> Replay | None:
    """Recompute a judged evaluation; None while it is not judged.

    Every stream is read only up to the version that was judged, and the rules are those whose hash was
    stored. Raises LookupError when that rule version is not known any more.
    """
    evaluation = log.load(Evaluation, evaluation_id)
    recorded = evaluation.judgement
    if recorded is None or evaluation.content_hash is None:
        return None
    recomputed = _recompute(log, evaluation, recorded)
    return Replay(
        recorded=recorded,
        recorded_hash=evaluation.content_hash,
        recomputed=recomputed,
        recomputed_hash=recomputed.content_hash(),
        difference=_first_difference(recorded, recomputed),
    )


def _recompute(log: AgencyLog, evaluation: Evaluation, recorded: Judgement) -> Judgement:
    judged: dict[UUID, JudgedStream] = {source.stream: source for source in recorded.sources}

    def as_judged(aggregate_type: type[Aggregate], id: UUID) -> Aggregate:
        source = judged.get(id)
        return log.load(aggregate_type, id, source.version) if source else aggregate_type(id)

    ratings = [source.stream for source in recorded.sources if source.kind == Rating.__name__]
    own = rating_collection_id(log.agency, evaluation.id)
    collections = [source.stream for source in recorded.sources if source.kind == Collection.__name__]
    public = [id for id in collections if id != own]
    evidence = evidence_of(log.agency, evaluation, ratings, public, as_judged)
    choice = Choice(
        results_rating=recorded.results_rating,
        behavior_rating=recorded.behavior_rating,
        innovation=recorded.innovation,
    )
    return judgement_of(evaluation, evidence, choice)


def _first_difference(recorded: Judgement, recomputed: Judgement) -> str | None:
    pairs = _paths(msgspec.to_builtins(recorded), msgspec.to_builtins(recomputed), "judgement")
    return next(pairs, None)


def _paths(left: Any, right: Any, path: str) -> Iterator[str]:
    """The paths at which two structures of plain values differ, in order."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key in sorted(left.keys() | right.keys()):
            yield from _paths(left.get(key), right.get(key), f"{path}.{key}")
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for index, (one, other) in enumerate(zip(left, right, strict=True)):
            yield from _paths(one, other, f"{path}[{index}]")
    elif left != right:
        yield path
