"""How often citizens may send feedback: by token, address and service, on the page and through GraphQL alike."""

import hmac
import math
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from kinerja.application.commands import Command
from kinerja.application.feedback_tokens import Invitation, plain
from kinerja.application.public_feedback import ErasePublicFeedback, GivePublicFeedback
from kinerja.clock import Clock
from kinerja.domain.feedback_quarters import LEVELS
from kinerja.graphql.context import Context
from kinerja.graphql.failures import FEEDBACK_THROTTLED, RequestFailed

Find = Callable[[str, str], Awaitable[Invitation | None]]
"""What a token of an agency is good for."""


@dataclass(frozen=True)
class Often:
    """How often within an hour; 0: ever."""

    per_token: int
    per_address: int
    per_service: int


class FeedbackDoor:
    """Counts per process, in memory alone, under marks that no other process makes: no address is written."""

    def __init__(self, often: Often, find: Find, clock: Clock) -> None:
        self._often = often
        self._find = find
        self._clock = clock
        self._key = os.urandom(32)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def looks(self, agency: str, address: str) -> None:
        """Count that somebody looks at a page. Fails THROTTLED."""
        self._spend(self._often.per_address, agency, "address", address)

    def erases(self, agency: str, token: str, address: str) -> None:
        """Count that somebody has their words erased. Fails THROTTLED."""
        self._spend(self._often.per_address, agency, "address", address)
        self._spend(self._often.per_token, agency, "token", plain(token))

    def sends(self, agency: str, token: str, address: str) -> None:
        """Count that somebody sends a form, complete or not. Fails THROTTLED."""
        self.erases(agency, token, address)

    async def says(self, agency: str, token: str) -> None:
        """Count what is said of a service, where the token is good. Fails THROTTLED.

        Only what is complete is counted: else whoever holds a token could find out by empty forms how many answered.
        """
        found = await self._find(agency, token)
        if found is not None:
            self._spend(self._often.per_service, agency, "service", str(found.service_id))

    async def admits(self, context: Context, command: Command) -> None:
        """Count a command that comes through GraphQL. Fails THROTTLED."""
        if isinstance(command, GivePublicFeedback):
            self.sends(context.agency, command.token, context.address)
            if str(command.satisfaction) in LEVELS:
                await self.says(context.agency, command.token)
        if isinstance(command, ErasePublicFeedback):
            self.erases(context.agency, command.token, context.address)

    def _spend(self, most: int, agency: str, kind: str, of: str) -> None:
        if not most:
            return
        limit = RateLimitItemPerHour(most)
        mark = hmac.digest(self._key, of.encode(), "sha256").hex()
        if not self._limiter.hit(limit, agency, kind, mark):
            ends = self._limiter.get_window_stats(limit, agency, kind, mark).reset_time
            raise RequestFailed(FEEDBACK_THROTTLED, retryAfter=max(1, math.ceil(ends - self._clock().timestamp())))
