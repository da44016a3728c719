"""Compiled reads from outside: what is kept is right, rights are of now, lanes come back (H13)."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kinerja.application.agency import RevokeRole
from kinerja.application.organisation import EstablishOrgUnit
from kinerja.domain.ids import made_by
from kinerja.domain.vocabulary import OrgUnitKind, Role
from kinerja.graphql.compiled import lanes
from kinerja.graphql.compiled.answering import Answer, CompiledReads
from kinerja.graphql.compiled.lanes import LaneFailed, Lanes, Row
from kinerja.graphql.compiled.selections import NotCompiled
from kinerja.graphql.compiled.shared import POSITION, SharedAnswers
from kinerja.graphql.compiled.statements import MOST_BYTES_OF_SQL, Statement, statement_of
from kinerja.graphql.compiled.viewers import Viewers
from kinerja.graphql.gateway import Gateway, read_pool
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.schema import build_schema
from kinerja.graphql.visibility import Visibility
from tests.asking import run
from tests.people import Town

UNITS = "{ orgUnits(first: 10) { nodes { code } } }"
COUNTS = "{ orgUnits(first: 10) { nodes { memberCount } } }"
MINE = "{ viewer { employee { name } } }"
PLANS = "{ plans(first: 10) { totalCount } }"


class _Watched(Lanes):
    """Lanes that remember what they were asked."""

    asked: list[Statement]

    async def ask(self, agency: str, statement: Statement, parameters: Sequence[bytes | None]) -> Row:
        self.asked.append(statement)
        return await super().ask(agency, statement, parameters)


@dataclass
class Compiled:
    """Compiled reads of a town; every question first brings the read models level."""

    town: Town
    reads: CompiledReads
    lanes: _Watched

    async def ask(self, text: str, who: str | None) -> Answer | None:
        """The answer; None when it was left to the resolvers."""
        with closing(self.town.service.follower()) as follower:
            await asyncio.to_thread(follower.catch_up)
        self.lanes.asked.clear()
        operation = build_schema().documents.known(text).operation(None)
        assert operation is not None
        subject: UUID | None = self.town.ids[who] if who else None
        return await self.reads.answer(operation.read, {}, self.town.agency, subject, "en")

    async def data(self, text: str, who: str | None) -> Any:
        """The data of a compiled answer."""
        answer = await self.ask(text, who)
        assert answer is not None
        return json.loads(answer.data)


@asynccontextmanager
async def compiled(town: Town, lanes: int = 2) -> AsyncIterator[Compiled]:
    """Compiled reads on a town."""
    pool = read_pool(town.service.database.service, 2)
    watched = _Watched(town.service.database.service, lanes)
    watched.asked = []
    await pool.open()
    watched.open()
    gateway = Gateway(pool, town.service.commands, Visibility(), town.service.clock)
    viewers = Viewers(gateway, town.service.clock)
    try:
        yield Compiled(town, CompiledReads(gateway, viewers, watched, SharedAnswers(1_000_000)), watched)
    finally:
        await watched.close()
        await pool.close()


def with_compiled(town: Town, tell: Callable[[Compiled], Awaitable[None]], lanes: int = 2) -> None:
    """Run something with compiled reads."""

    async def told() -> None:
        async with compiled(town, lanes) as made:
            await tell(made)

    run(told())


def establish(town: Town, code: str) -> None:
    town.give(EstablishOrgUnit(code=code, name=code, kind=OrgUnitKind.SECTION), "admin", f"unit {code}")


def test_h13_what_is_the_same_for_everybody_is_read_once_for_each_position(town: Town) -> None:
    async def tell(made: Compiled) -> None:
        first = await made.ask(UNITS, None)
        assert POSITION not in made.lanes.asked
        assert await made.ask(UNITS, None) == first
        assert made.lanes.asked == [POSITION]
        await asyncio.to_thread(establish, town, "NEW")
        assert [unit["code"] for unit in (await made.data(UNITS, None))["orgUnits"]["nodes"]] == ["NEW", "ROOT"]
        for who, is_kept in ((None, False), ("member", False), ("second", True), (None, True)):
            answer = await made.data(COUNTS, who)
            assert answer["orgUnits"]["nodes"][1]["memberCount"] == (4 if who else None)
            assert (made.lanes.asked == [POSITION]) is is_kept, who

    with_compiled(town, tell)


def test_h13_what_is_one_persons_is_never_kept(town: Town) -> None:
    async def tell(made: Compiled) -> None:
        for who in ("member", "second", "member"):
            assert (await made.data(MINE, who))["viewer"]["employee"]["name"] == f"Pegawai {who}"
            assert POSITION not in made.lanes.asked

    with_compiled(town, tell)


def test_h13_a_right_that_is_taken_away_is_gone_at_once(town: Town) -> None:
    """The viewer is known by then, and the statement prepared."""
    town.draft()
    grant = made_by(town.command_id(f"grant-inspector-{Role.INSPECTOR}"), "grant")
    revoke = RevokeRole(holder_id=town.ids["inspector"], grant_id=grant, last_day=date(2025, 5, 4))

    async def tell(made: Compiled) -> None:
        assert await made.data(PLANS, "inspector") == {"plans": {"totalCount": 1}}
        await asyncio.to_thread(town.give, revoke, "admin", "revoke")
        assert await made.data(PLANS, "inspector") == {"plans": {"totalCount": 0}}

    with_compiled(town, tell)


def test_h13_a_lane_whose_connection_was_cut_is_replaced(town: Town) -> None:
    async def tell(made: Compiled) -> None:
        await made.data(MINE, "member")
        with psycopg.connect(town.service.database.service, autocommit=True) as other:
            lanes = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kinerja-lane'"
            assert other.execute(lanes).rowcount
        await asyncio.sleep(0.1)
        await made.ask(MINE, "member")  # may be left to the resolvers: the lane learns of it
        assert (await made.data(MINE, "member"))["viewer"]["employee"]["name"] == "Pegawai member"

    with_compiled(town, tell, lanes=1)


def test_h13_who_went_away_in_the_middle_leaves_a_lane_that_answers_the_next(town: Town) -> None:
    async def tell(made: Compiled) -> None:
        await made.data(MINE, "member")
        with psycopg.connect(town.service.database.owner) as owner:
            owner.execute("LOCK TABLE read.employees IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    await made.ask(MINE, "member")
        assert (await made.data(MINE, "second"))["viewer"]["employee"]["name"] == "Pegawai second"

    with_compiled(town, tell, lanes=1)


def test_h13_lanes_that_cannot_be_opened_leave_it_to_the_resolvers(town: Town) -> None:
    async def tell() -> None:
        lanes = Lanes("host=127.0.0.1 port=1 dbname=nothing", 1)
        lanes.open()
        with pytest.raises(LaneFailed):
            await lanes.ask(town.agency, POSITION, [town.agency.encode()])
        with pytest.raises(LaneFailed):
            await lanes.ask(town.agency, POSITION, [town.agency.encode()])
        await lanes.close()

    run(tell())


def test_h13_a_swap_of_the_read_models_is_seen_by_lanes_that_are_open(town: Town) -> None:
    async def tell(made: Compiled) -> None:
        before = await made.data(UNITS, "member")
        await asyncio.to_thread(town.service.rebuild)
        assert await made.data(UNITS, "member") == before
        assert len(made.lanes.asked) == 2, "what was kept is of the generation that is gone"
        await asyncio.to_thread(establish, town, "AFTER")
        codes = [unit["code"] for unit in (await made.data(UNITS, "member"))["orgUnits"]["nodes"]]
        assert codes == ["AFTER", *(unit["code"] for unit in before["orgUnits"]["nodes"])]

    with_compiled(town, tell)


def test_h13_ids_of_another_agency_give_null(town: Town) -> None:
    other = GlobalId("OrgUnit", "OTHER", town.named("OrgUnit", "ROOT"))

    async def tell(made: Compiled) -> None:
        assert await made.ask(f'{{ node(id: "{other}") {{ id }} }}', "member") is None  # the resolvers say null

    with_compiled(town, tell)


def test_h13_however_ids_are_mixed_the_statement_is_the_same(town: Town) -> None:
    units = [str(GlobalId("OrgUnit", "TST", id)) for id in (town.named("OrgUnit", "ROOT"), UUID(int=1), UUID(int=2))]

    async def tell(made: Compiled) -> None:
        statements = set()
        for ids in (units, units[:1], [units[0], "nothing", units[1]], ["nothing", *units, units[0]]):
            asked = " ".join(f'"{id}"' for id in ids)
            nodes = (await made.data(f"{{ nodes(ids: [{asked}]) {{ id }} }}", "member"))["nodes"]
            assert [node is not None for node in nodes] == [id == units[0] for id in ids]
            statements.add(made.lanes.asked[-1].sql)
        assert len(statements) == 1

    with_compiled(town, tell)


def test_h13_what_becomes_a_long_statement_is_left_to_the_resolvers() -> None:
    with pytest.raises(NotCompiled):
        statement_of([("a", "'" + "x" * MOST_BYTES_OF_SQL + "'")], past=False)


def test_h13_a_lane_keeps_only_so_much_prepared(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "_MOST_PREPARED", 8_000)

    async def tell(made: Compiled) -> None:
        for number in range(30):
            text = f"{{ orgUnits(first: 1) {{ nodes {{ a{number}: code }} }} }}"
            assert await made.ask(text, "member") is not None
        names = Statement(b"names", b"SELECT string_agg(name, ' ') FROM pg_prepared_statements", ())
        (row,) = await made.lanes.ask("TST", names, [])
        (lane,) = made.lanes._all
        assert 0 < sum(lane._prepared.values()) <= 8_000
        assert set((row or b"").split()) == set(lane._prepared)

    with_compiled(town, tell, lanes=1)


def test_h13_the_ways_to_switch_an_operation_are_remembered_only_so_far(town: Town) -> None:
    names = [f"s{number}" for number in range(8)]
    fields = " ".join(f"a{name}: code @include(if: ${name})" for name in names)
    text = f"query S({' '.join(f'${name}: Boolean!' for name in names)}) {{ agency {{ code {fields} }} }}"
    operation = build_schema().documents.known(text).operation(None)
    assert operation is not None
    for number in range(2 ** len(names)):
        operation.read.bound({name: bool(number >> bit & 1) for bit, name in enumerate(names)}, town.agency)
    assert len(operation.read._selected) <= 30
