"""Between GraphQL and the rest: commands into the application, reads out of one transaction."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
from psycopg import AsyncConnection, sql
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

from kinerja.application.commands import Commands, Request
from kinerja.application.disclosing import DisclosedAnswer, disclosed
from kinerja.application.feedback_tokens import Invitation, invitation
from kinerja.application.impact import LogAsOf, PlanImpact, impact_on_plan
from kinerja.application.receipts import Receipt, find_receipt
from kinerja.application.replay import Replay, replay_evaluation
from kinerja.clock import Clock, microseconds, moment
from kinerja.graphql.context import Basis
from kinerja.graphql.failures import POSITION_NOT_REACHED, UNKNOWN_AGENCY, RequestFailed
from kinerja.graphql.limits import MOST_SECONDS_OF_STATEMENT
from kinerja.graphql.moves import Moves
from kinerja.graphql.reads import Reads
from kinerja.graphql.visibility import Visibility
from kinerja.identity.viewer import Viewer, look_up
from kinerja.observing.observer import Observer, Queued, code_of

USUAL_URL = "http://127.0.0.1:8000"
_WAIT_S = 5.0
_SHORT_WAIT_S = 2.0
_USUAL_ZONE = "Asia/Jakarta"
# One round trip: sent without parameters, several statements may go together. The lock comes before the snapshot
# is taken: a swap of generations waits for us, or we for it.
_BEGIN = sql.SQL(
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; LOCK TABLE tracking IN ACCESS SHARE MODE;"
    " SELECT set_config('kinerja.agency', {agency}, true), set_config('statement_timeout', {most}, true),"
    " set_config('plan_cache_mode', 'force_generic_plan', true)"  # until the viewer is looked up
)
_TRACKING = """
SELECT t.position, t.recorded_us, t.rights_position,
       (SELECT time_zone FROM agencies a WHERE a.agency = t.agency) AS time_zone
  FROM tracking t WHERE t.agency = %s
"""
_TOUCHED = """
SELECT object_id AS id FROM audit_links WHERE agency = %(agency)s AND entry > %(after)s AND entry <= %(upto)s
UNION
SELECT unnest(ARRAY[subject_id, actor_id]) FROM audit_entries
 WHERE agency = %(agency)s AND entry > %(after)s AND entry <= %(upto)s
"""
_RECORDED = "SELECT recorded_us FROM log.facts WHERE agency = %s AND position = %s"


@dataclass(frozen=True)
class AskedBasis:
    """What an operation asks to be answered from. All None: now.

    ``after_unplaced``: it follows what was given anonymously, and its trace must not say where the log stood.
    """

    position: int | None = None
    recorded_at: datetime | None = None
    valid_on: date | None = None
    min_position: int | None = None
    after_unplaced: bool = False


@dataclass(frozen=True)
class Standing:
    """A viewer on a day, and the last position that changed anybody's rights."""

    viewer: Viewer
    rights_position: int
    time_zone: str
    today: date


def read_pool(service: str, size: int, schema: str = "read") -> AsyncConnectionPool[AsyncConnection[dict[str, Any]]]:
    """The pool of connections that queries read through, for all agencies of the process."""
    return AsyncConnectionPool(
        service,
        min_size=1,
        max_size=size,
        open=False,
        timeout=10,
        kwargs={
            "autocommit": True,
            "row_factory": dict_row,
            "application_name": "kinerja-reads",
            "options": f"-c search_path={schema},public -c timezone=UTC",
        },
    )


class Gateway:
    """What resolvers may ask for."""

    def __init__(
        self,
        pool: AsyncConnectionPool[AsyncConnection[dict[str, Any]]],
        commands: Commands,
        visibility: Visibility,
        clock: Clock,
        observer: Observer | None = None,
        *,
        public_url: str = USUAL_URL,
    ) -> None:
        self.public_url = public_url.rstrip("/")
        """Under which citizens reach this service."""
        self._pool = pool
        self._commands = commands
        self._visibility = visibility
        self._clock = clock
        self.observer = observer or Observer()
        self.moves = Moves(self._positions, self._touched)

    def now(self) -> datetime:
        """The time."""
        return self._clock()

    async def execute(self, request: Request) -> Receipt:
        """Carry a command out and wait until its facts are visible. Raises Refused."""
        with self.observer.queued() as waiting:
            receipt = await asyncio.to_thread(self._begin, waiting, request)
        if receipt.position is not None:
            with self.observer.becoming_visible(request.agency, receipt.position):
                await self.wait_for(request.agency, receipt.position, _WAIT_S)
        return receipt

    def _begin(self, waiting: Queued, request: Request) -> Receipt:
        waiting.begun()
        return self._commands.execute(request)

    async def receipt(self, agency: str, command_id: UUID, subject: UUID) -> Receipt | None:
        """The receipt of somebody's own command; None when it was never recorded, or is another's."""
        found = await asyncio.to_thread(find_receipt, self._commands.logs.datastore, agency, command_id)
        own = (subject, self._commands.logs.secrets.giver_mark(command_id, subject))
        return found if found is not None and found.given_by in own else None

    async def replay(self, agency: str, evaluation_id: UUID) -> Replay | None:
        """An evaluation recomputed from the log; None while it is not judged."""
        return await asyncio.to_thread(replay_evaluation, self._commands.logs.of(agency), evaluation_id)

    def feedback_token(self, agency: str, command_id: UUID) -> str:
        """The token that a command gave."""
        return self._commands.logs.secrets.feedback_token(agency, command_id)

    async def invitation(self, agency: str, token: str) -> Invitation | None:
        """What the page of a token says; None where it is not good for anything."""
        if not await self.knows(agency):
            return None
        return await asyncio.to_thread(invitation, self._commands.logs.of(agency), token, self._clock())

    async def knows(self, agency: str) -> bool:
        """Whether there is such an agency."""
        return await self._tracked(agency) > 0

    async def disclosed(
        self, agency: str, disclosure_id: UUID, subject: UUID, page: Callable[[list[UUID]], list[UUID]]
    ) -> tuple[list[DisclosedAnswer], int] | None:
        """A page of the answers of a disclosure and how many there are; None for whom they are not."""
        log, at = self._commands.logs.of(agency), self._clock()

        def opened() -> tuple[list[DisclosedAnswer], int] | None:
            found = disclosed(log, disclosure_id, subject, at)
            return None if found is None else (found.open(page(found.ids)), len(found.ids))

        return await asyncio.to_thread(opened)

    async def impact(self, agency: str, plan_id: UUID, indicator_id: UUID, number: int, position: int) -> PlanImpact:
        """A plan as it was at a position, recomputed with another version of an indicator."""
        log = LogAsOf(self._commands.logs.of(agency), position)
        return await asyncio.to_thread(impact_on_plan, log, plan_id, indicator_id, number)

    async def wait_for(self, agency: str, position: int, timeout_s: float) -> bool:
        """Wait until the read models have reached a position; False when they have not in time."""
        return await self._visibility.wait(agency, position, lambda: self._tracked(agency), timeout_s)

    @asynccontextmanager
    async def reading(self, agency: str, subject: UUID | None, asked: AskedBasis) -> AsyncIterator[Reads]:
        """A window onto the read models. Fails POSITION_NOT_REACHED for what is not there yet."""
        past = await self.past(agency, asked)
        with self.observer.traces.aside("read", agency=code_of(agency)) as span:
            async with self._begun(agency) as connection:
                basis, today = await self._basis(connection, agency, asked, past)
                if not asked.after_unplaced:
                    span.set_attribute("kinerja.position", basis.position)
                viewer = await look_up(connection, agency, subject, today)
                yield Reads(connection, viewer, basis)

    async def standing(self, agency: str, subject: UUID | None) -> Standing:
        """Who asks, and as of which position. Fails for an agency that is not there."""
        async with self._begun(agency) as connection:
            tracked = await (await connection.execute(_TRACKING, [agency])).fetchone()
            if tracked is None:
                raise RequestFailed(UNKNOWN_AGENCY)
            zone = tracked["time_zone"] or _USUAL_ZONE
            today = self._clock().astimezone(ZoneInfo(zone)).date()
            viewer = await look_up(connection, agency, subject, today)
            return Standing(viewer, tracked["rights_position"], zone, today)

    async def past(self, agency: str, asked: AskedBasis) -> int | None:
        """The position of the past that is asked for, once the read models are there; None for now."""
        wanted = asked.position
        if asked.recorded_at is not None:
            wanted = await self._position_at(agency, asked.recorded_at)
        if wanted is not None and wanted > await self._head(agency):
            raise RequestFailed(POSITION_NOT_REACHED)
        least = max(wanted or 0, asked.min_position or 0)
        if least and not await self.wait_for(agency, least, _SHORT_WAIT_S):
            raise RequestFailed(POSITION_NOT_REACHED)
        return wanted

    async def _positions(self) -> dict[str, int]:
        """How far the read models of every agency are."""
        async with self._pool.connection() as connection:
            rows = await (await connection.execute("SELECT agency, reached FROM log.all_tracking()")).fetchall()
        return {row["agency"]: row["reached"] for row in rows}

    async def _touched(self, agency: str, after: int, upto: int) -> frozenset[UUID]:
        """The objects and people that the facts after one position and up to another concern."""
        async with self._begun(agency) as connection:
            rows = await connection.execute(_TOUCHED, {"agency": agency, "after": after, "upto": upto})
            return frozenset(row["id"] for row in await rows.fetchall())

    async def _position_at(self, agency: str, at: datetime) -> int:
        if at > self._clock():
            raise RequestFailed(POSITION_NOT_REACHED)
        async with AsyncExitStack() as stack:
            connection = await self._alive(stack, sql.SQL(""))
            found = await connection.execute("SELECT log.position_at(%s, %s) AS position", [agency, microseconds(at)])
            row = await found.fetchone()
        return int(row["position"]) if row else 0

    async def _head(self, agency: str) -> int:
        async with self._begun(agency) as connection:
            found = await connection.execute("SELECT position FROM log.heads WHERE agency = %s", [agency])
            row = await found.fetchone()
        return int(row["position"]) if row else 0

    async def _tracked(self, agency: str) -> int:
        async with self._begun(agency) as connection:
            row = await (await connection.execute(_TRACKING, [agency])).fetchone()
        return int(row["position"]) if row else 0

    @asynccontextmanager
    async def _begun(self, agency: str) -> AsyncIterator[AsyncConnection[dict[str, Any]]]:
        """One read-only transaction that sees the rows of one agency, and leaves nothing behind."""
        async with AsyncExitStack() as stack:
            connection = await self._alive(
                stack, _BEGIN.format(agency=sql.Literal(agency), most=sql.Literal(f"{MOST_SECONDS_OF_STATEMENT}s"))
            )
            try:
                yield connection
            except BaseException:
                await connection.execute("ROLLBACK")
                raise
            await connection.execute("COMMIT")  # after a rollback the driver forgets all that it prepared

    async def _alive(self, stack: AsyncExitStack, first: sql.SQL | sql.Composed) -> AsyncConnection[dict[str, Any]]:
        """A connection that answered a first statement: another one where the first had died in the pool."""
        connection = await stack.enter_async_context(self._pool.connection())
        try:
            await connection.execute(first)
        except psycopg.OperationalError:
            await self._pool.check()
            connection = await stack.enter_async_context(self._pool.connection())
            await connection.execute(first)
        return connection

    async def _basis(
        self, connection: AsyncConnection[dict[str, Any]], agency: str, asked: AskedBasis, past: int | None
    ) -> tuple[Basis, date]:
        """What the answer of this transaction rests on, and the day it is in the agency."""
        tracked = await (await connection.execute(_TRACKING, [agency])).fetchone()
        if tracked is None:
            raise RequestFailed(UNKNOWN_AGENCY)
        recorded_us = tracked["recorded_us"]
        if past is not None:
            row = await (await connection.execute(_RECORDED, [agency, past])).fetchone()
            recorded_us = row["recorded_us"] if row else None
        today = self._clock().astimezone(ZoneInfo(tracked["time_zone"] or _USUAL_ZONE)).date()
        basis = Basis(
            position=tracked["position"] if past is None else past,
            recorded_at=moment(recorded_us) if recorded_us else None,
            valid_on=asked.valid_on or today,
            past=past,
        )
        return basis, today
