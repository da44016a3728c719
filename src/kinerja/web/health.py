"""Health: whether the process lives, and whether it can do its work."""

from dataclasses import dataclass
from typing import Any

from psycopg_pool import AsyncConnectionPool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kinerja.application.scheduling import SchedulerThread
from kinerja.projections.follower_thread import FollowerThread
from kinerja.web.stopping import Stopping

_MOST_LAG = 10_000
_ALIVE = "alive"
_SUPERSEDED = "resting: another version of the service built the read models"


@dataclass(frozen=True)
class Health:
    """What health is judged on."""

    pool: AsyncConnectionPool[Any]
    follower: FollowerThread
    scheduler: SchedulerThread
    stopping: Stopping

    async def live(self, request: Request) -> Response:  # noqa: ARG002 - Starlette gives it
        """The process answers."""
        return JSONResponse({"status": "live"})

    async def ready(self, request: Request) -> Response:  # noqa: ARG002 - Starlette gives it
        """The log is reachable, both threads are at work, no agency lags far or is stalled, and nobody said stop."""
        if self.stopping.begun:
            return JSONResponse({"status": "stopping"}, status_code=503)
        try:
            async with self.pool.connection(timeout=2) as connection:
                rows = await (await connection.execute("SELECT * FROM log.all_tracking()")).fetchall()
        except Exception as error:
            return self._report(False, log=type(error).__name__, lag=None, stalled=[])
        lag = sum(row["head"] - row["reached"] for row in rows)
        stalled = [_stalled(row) for row in rows if row["stalled_position"] is not None]
        at_work = self._follower() == _ALIVE and self.scheduler.alive
        return self._report(at_work and lag < _MOST_LAG and not stalled, log="reachable", lag=lag, stalled=stalled)

    def _follower(self) -> str:
        if not self.follower.alive:
            return "dead"
        return _SUPERSEDED if self.follower.superseded else _ALIVE

    def _report(self, ready: bool, *, log: str, lag: int | None, stalled: list[dict[str, Any]]) -> Response:
        body = {
            "status": "ready" if ready else "not ready",
            "log": log,
            "follower": self._follower(),
            "scheduler": _ALIVE if self.scheduler.alive else "dead",
            "lag": lag,
            "stalled": stalled,
        }
        return JSONResponse(body, status_code=200 if ready else 503)


def _stalled(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "agency": row["agency"],
        "position": row["stalled_position"],
        "fact": row["stalled_topic"],
        "error": row["stalled_error"],
    }
