"""Throttling: what a client, and all clients of an agency, may ask for within a minute, by cost."""

import math

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from kinerja.clock import Clock
from kinerja.graphql.failures import THROTTLED, RequestFailed


class Throttle:
    """Counts per process. A budget of 0 is none: nobody is throttled."""

    def __init__(self, of_client: int, of_agency: int, clock: Clock) -> None:
        self._budgets = (("client", of_client), ("agency", of_agency))
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._clock = clock

    def spend(self, agency: str, client: str, cost: int) -> None:
        """Count what an operation costs. Fails THROTTLED, with the seconds to wait, when a budget is used up."""
        for name, budget in self._budgets:
            if budget:
                self._spend(budget, (name, agency) if name == "agency" else (name, agency, client), cost)

    def _spend(self, budget: int, of: tuple[str, ...], cost: int) -> None:
        limit = RateLimitItemPerMinute(budget)
        if not self._limiter.hit(limit, *of, cost=cost):
            ends = self._limiter.get_window_stats(limit, *of).reset_time
            seconds = max(1, math.ceil(ends - self._clock().timestamp()))
            raise RequestFailed(THROTTLED, retryAfter=seconds)
