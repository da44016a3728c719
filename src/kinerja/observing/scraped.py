"""What is looked up when somebody scrapes: how far the read models are, unfinished batches, the pools."""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

import psycopg
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from psycopg.rows import dict_row

from kinerja.clock import Clock, microseconds

_log = logging.getLogger(__name__)
_CONNECT_S = 2
_STATEMENT = "-c statement_timeout=1000 -c lock_timeout=500"
_MOST_S = 2.0
_BATCHES = "SELECT agency, count(*) AS batches FROM log.unfinished_batches() GROUP BY agency"
_DEADLINES = "SELECT agency, count(*) AS deadlines FROM log.due_deadlines(%s) GROUP BY agency"
_RECORDED = "SELECT recorded_us FROM log.facts WHERE agency = %s AND position = %s"
_MICROSECONDS = 1_000_000


class Pool(Protocol):
    """A pool of connections, as far as it says how it does."""

    def get_stats(self) -> dict[str, int]:
        """Its measures by name."""


class PoolCollector(Collector):
    """Connections of the pools of this process, and who waits for one."""

    def __init__(self, pools: Mapping[str, Pool]) -> None:
        self._pools = pools

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing: it is asked only when somebody scrapes."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The measures of now."""
        size = GaugeMetricFamily("kinerja_pool_connections", "Connections of a pool.", labels=["pool"])
        used = GaugeMetricFamily("kinerja_pool_connections_in_use", "Connections given out.", labels=["pool"])
        waiting = GaugeMetricFamily("kinerja_pool_waiting", "Waiting for a connection.", labels=["pool"])
        for name, pool in self._pools.items():
            stats = pool.get_stats()
            size.add_metric([name], stats["pool_size"])
            used.add_metric([name], stats["pool_size"] - stats["pool_available"])
            waiting.add_metric([name], stats.get("requests_waiting", 0))
        yield from (size, used, waiting)


class LagCollector(Collector):
    """How far the read models of every agency are, read from the database within about four seconds.

    Every process tells the same of them. When the database cannot be asked, ``kinerja_database_up`` is 0 and
    nothing is said of agencies.
    """

    def __init__(self, service: str, clock: Clock) -> None:
        self._service = service
        self._clock = clock

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing: it is asked only when somebody scrapes."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The measures of now."""
        gauges = _gauges()
        up = 1
        try:
            with psycopg.connect(
                self._service, autocommit=True, row_factory=dict_row, connect_timeout=_CONNECT_S, options=_STATEMENT,
                application_name="kinerja-metrics",
            ) as connection:  # fmt: skip
                self._measure(connection, gauges)
        except Exception:
            _log.warning("the database could not be asked for metrics", exc_info=True)
            up, gauges = 0, _gauges()
        yield GaugeMetricFamily("kinerja_database_up", "Whether the database answered this scrape.", value=up)
        yield from gauges.values()

    def _measure(
        self, connection: psycopg.Connection[dict[str, Any]], gauges: Mapping[str, GaugeMetricFamily]
    ) -> None:
        deadline = time.monotonic() + _MOST_S
        rows = connection.execute("SELECT * FROM log.all_tracking()").fetchall()
        for row in sorted(rows, key=lambda row: row["reached"] - row["head"]):
            gauges["lag"].add_metric([row["agency"]], row["head"] - row["reached"])
            gauges["stalled"].add_metric([row["agency"]], row["stalled_position"] is not None)
            age = self._age(connection, row) if time.monotonic() < deadline else None
            if age is not None:
                gauges["age"].add_metric([row["agency"]], age)
        for row in connection.execute(_BATCHES).fetchall():
            gauges["batches"].add_metric([row["agency"]], row["batches"])
        for row in connection.execute(_DEADLINES, [self._clock()]).fetchall():
            gauges["deadlines"].add_metric([row["agency"]], row["deadlines"])

    def _age(self, connection: psycopg.Connection[dict[str, Any]], row: Mapping[str, Any]) -> float | None:
        """Seconds since the oldest fact that is not visible yet was recorded; 0 when all are."""
        if row["head"] <= row["reached"]:
            return 0.0
        with connection.transaction():
            connection.execute("SELECT set_config('kinerja.agency', %s, true)", [row["agency"]])
            oldest = connection.execute(_RECORDED, [row["agency"], row["reached"] + 1]).fetchone()
        if oldest is None:
            return None
        age: int = microseconds(self._clock()) - oldest["recorded_us"]
        return max(0.0, age / _MICROSECONDS)


def _gauges() -> dict[str, GaugeMetricFamily]:
    return {
        "lag": _by_agency("kinerja_agency_lag_facts", "Facts that the read models do not show yet."),
        "age": _by_agency("kinerja_agency_oldest_unseen_seconds", "Age of the oldest fact not visible yet; 0: none."),
        "stalled": _by_agency("kinerja_agency_stalled", "1 while a fact stops the agency's follower."),
        "batches": _by_agency("kinerja_agency_unfinished_batches", "Batches that are not through."),
        "deadlines": _by_agency(
            "kinerja_agency_overdue_deadlines", "Deadlines that are over and not recorded as passed yet."
        ),
    }


def _by_agency(name: str, text: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, labels=["agency"])
