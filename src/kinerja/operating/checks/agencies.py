"""The agencies: how far the read models of each are, and whether its log is dense."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import psycopg

from kinerja.clock import moment
from kinerja.operating.checks.finding import Finding, Scene, ok, warning, wrong

_TRACKING = """
SELECT t.agency, head, reached, stalled_position, stalled_topic, stalled_error, f.recorded_us
  FROM log.all_tracking() t LEFT JOIN log.facts f ON f.agency = t.agency AND f.position = reached + 1
"""
_DENSE = "SELECT count(*), coalesce(min(position), 1), coalesce(max(position), 0) FROM log.facts WHERE agency = %s"
_LATE = timedelta(seconds=10)
_VERY_LATE = timedelta(minutes=5)
_MOST_LAG = 10_000


@dataclass(frozen=True)
class _Tracked:
    """Where an agency stands. ``waiting_us`` is when its oldest fact that is not to be seen yet was recorded."""

    agency: str
    head: int
    reached: int
    stalled_position: int | None
    stalled_topic: str | None
    stalled_error: str | None
    waiting_us: int | None


def agencies(scene: Scene) -> Iterator[Finding]:
    """Two lines for each agency."""
    for row in scene.owner.execute(_TRACKING).fetchall():
        tracked = _Tracked(*row)
        yield _following(scene, tracked)
        yield _dense(scene, tracked)


def _following(scene: Scene, tracked: _Tracked) -> Finding:
    check, lag = f"{tracked.agency}: read models", tracked.head - tracked.reached
    if tracked.stalled_position is not None:
        return wrong(
            check,
            f"stalled at fact {tracked.stalled_position}, {tracked.stalled_topic}, by {tracked.stalled_error}",
            "This version cannot follow that fact: install one that can. A start tries it again; nothing is skipped.",
        )
    if tracked.waiting_us is None:
        return ok(check, f"level at {tracked.head}")
    waited = scene.clock() - moment(tracked.waiting_us)
    seen = f"{lag} facts behind, the oldest for {waited.total_seconds():.0f} s"
    to_do = "See that a process of this version runs, and what its log says."
    if lag >= _MOST_LAG or waited > _VERY_LATE:
        return wrong(check, seen, to_do)
    return warning(check, seen, to_do) if waited > _LATE else ok(check, seen)


def _dense(scene: Scene, tracked: _Tracked) -> Finding:
    """Positions 1 to the head, each once. Counted in the index; given up when that takes too long."""
    check = f"{tracked.agency}: log"
    try:
        with scene.owner.transaction():
            scene.owner.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            row = scene.owner.execute("SELECT position FROM log.heads WHERE agency = %s", [tracked.agency]).fetchone()
            ((count, least, most),) = scene.owner.execute(_DENSE, [tracked.agency]).fetchall()
    except psycopg.errors.QueryCanceled:
        return warning(check, "too long to be counted while you wait", "Count it at a quiet hour.")
    if row is not None and (count, least, most) == (row[0], 1, row[0]):
        return ok(check, f"{count} facts, dense")
    seen = f"head {row and row[0]}, {count} facts from {least} to {most}"
    to_do = "Somebody changed the log past the service. Stop serving, keep everything, restore a backup elsewhere."
    return wrong(check, seen, to_do)
