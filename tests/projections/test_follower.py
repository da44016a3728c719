"""The follower: nothing is missed, a poisoned fact stops its agency only and loudly, a swap leaves no gap."""

import contextlib
import logging
import threading
import time
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from kinerja.application.organisation import EstablishOrgUnit
from kinerja.domain.vocabulary import OrgUnitKind
from kinerja.projections.follower import Follower
from kinerja.projections.follower_thread import FollowerThread
from kinerja.projections.store import handlers
from kinerja.service import Service
from tests.people import Town


def follower(service: Service, changed: dict[str, Any] | None = None) -> Follower:
    return Follower(
        service.database.service,
        service.logs.keys,
        lambda agency: service.logs.of(agency).mapper,
        {**handlers(), **(changed or {})},
    )


def tracked(service: Service) -> dict[str, dict[str, Any]]:
    with service.logs.datastore.get_connection() as connection:
        rows = connection.execute("SELECT * FROM log.all_tracking()")
        return {row["agency"]: dict(row) for row in rows}


def unit_codes(service: Service, agency: str) -> set[str]:
    with service.logs.datastore.scoped(agency) as connection:
        return {row["code"] for row in connection.execute("SELECT code FROM read.org_units")}


def another_unit(town: Town, code: str) -> None:
    command = EstablishOrgUnit(
        code=code, name=code, kind=OrgUnitKind.SECTION, parent_id=town.named("OrgUnit", "ROOT")
    )
    town.give(command, "admin", f"unit-{code}")


def test_rows_and_position_move_together(service: Service) -> None:
    town = Town(service).found()
    with contextlib.closing(follower(service)) as following:
        assert following.catch_up() > 0
        assert following.step() == 0
    state = tracked(service)[town.agency]
    assert state["head"] == state["reached"]
    assert unit_codes(service, town.agency) == {"ROOT"}


def test_a_poisoned_fact_stops_its_agency_loudly_and_no_other(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    sick, well = Town(service, agency="SICK").found(), Town(service, agency="WELL").found()
    with contextlib.closing(follower(service)) as following:
        following.catch_up()

    def choke(rows: Any, fact: Any) -> None:
        if fact.code == "BAD":
            raise KeyError("unforeseen")
        handlers()["OrgUnitEstablished"](rows, fact)

    another_unit(sick, "GOOD")
    another_unit(sick, "BAD")
    another_unit(sick, "LATER")
    another_unit(well, "FINE")
    with (
        caplog.at_level(logging.CRITICAL),
        contextlib.closing(follower(service, {"OrgUnitEstablished": choke})) as following,
    ):
        following.catch_up()
    state = tracked(service)
    assert state["WELL"]["head"] == state["WELL"]["reached"]
    assert unit_codes(service, "WELL") == {"ROOT", "FINE"}
    assert unit_codes(service, "SICK") == {"ROOT", "GOOD"}  # nothing is skipped
    assert state["SICK"]["stalled_position"] == state["SICK"]["reached"] + 1
    assert state["SICK"]["stalled_topic"] == "OrgUnitEstablished"
    assert state["SICK"]["stalled_error"] == "KeyError"
    assert "SICK" in caplog.text
    assert "OrgUnitEstablished" in caplog.text

    with contextlib.closing(follower(service)) as mended:
        mended.forgive()
        mended.catch_up()
    assert unit_codes(service, "SICK") == {"ROOT", "GOOD", "BAD", "LATER"}


def test_no_follower_misses_a_fact_of_eight_writers_of_which_one_is_slow(service: Service) -> None:
    town = Town(service).found()
    threads = [FollowerThread(follower(service)) for _ in range(2)]
    for each in threads:
        each.start()
    writers = [threading.Thread(target=_write, args=(town, number)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    _until(lambda: tracked(service)[town.agency]["reached"] == tracked(service)[town.agency]["head"])
    for each in threads:
        each.stop()
    expected = {"ROOT"} | {f"W{writer}-{number}" for writer in range(8) for number in range(10)}
    assert unit_codes(service, town.agency) == expected


def _write(town: Town, writer: int) -> None:
    for number in range(10):
        if writer == 0:
            _slowly(town, f"W{writer}-{number}")
        else:
            another_unit(town, f"W{writer}-{number}")


def _slowly(town: Town, code: str) -> None:
    """Append in a transaction that stays open for a while: others wait, and none is overtaken."""
    log = town.service.logs.of(town.agency)
    from kinerja.domain.act import Act, Capacity
    from kinerja.domain.organisation import OrgUnit

    unit = OrgUnit(town.named("OrgUnit", code))
    act = Act(capacity=Capacity.SYSTEM, command_id=uuid4(), at=town.service.clock())
    unit.establish(act=act, code=code, name=code, kind=OrgUnitKind.SECTION, parent_id=None)
    stored = log.mapper.to_stored_event(unit.collect_events()[0])
    with psycopg.connect(town.service.database.service) as connection:
        connection.execute(
            "SELECT log.append(%s, %s, %s, NULL, %s, %s, %s, %s, %s, '{}', '{}')",
            [
                town.agency,
                1,
                uuid4(),
                b"",
                [stored.originator_id],
                [stored.originator_version],
                [stored.topic],
                [stored.state],
            ],
        )
        time.sleep(0.05)


def _until(held: Any, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not held():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)


def test_a_rebuild_swaps_under_readers_without_an_error_or_a_gap(service: Service) -> None:
    town = Town(service).found()
    with contextlib.closing(follower(service)) as following:
        following.catch_up()
    stop, counts, failures = threading.Event(), [], []

    def read() -> None:
        with psycopg.connect(service.database.service, autocommit=True, options="-c search_path=read") as connection:
            while not stop.is_set():
                try:
                    counts.append(_read_once(connection, town.agency))
                except Exception as error:
                    failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        service.rebuild()
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(counts) > 20
    assert set(counts) == {(1, 4, 6)}


def _read_once(connection: psycopg.Connection[Any], agency: str) -> tuple[int, ...]:
    """Several statements in one transaction, as resolvers do: all from one generation."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.execute("LOCK TABLE tracking IN ACCESS SHARE MODE")
        connection.execute("SELECT set_config('kinerja.agency', %s, true)", [agency])
        counted = []
        for table in ("org_units", "positions", "employees"):
            row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
            counted.append(row[0] if row else -1)
            time.sleep(0.002)
        return tuple(counted)


def test_with_the_agency_predicate_taken_away_a_read_model_shows_nothing_of_another(service: Service) -> None:
    from kinerja.projections.store import tables

    Town(service).found()
    with contextlib.closing(follower(service)) as following:
        following.catch_up()
    names = [name for t in tables() for name in ([t.name] if t.append_only else [t.name, t.history])]
    with service.logs.datastore.scoped("OTHER") as connection:
        for name in ["texts", "tracking", *names]:
            row = connection.execute(f"SELECT count(*) AS n FROM read.{name}".encode()).fetchone()
            assert row is not None
            assert row["n"] == 0, name


def test_a_killed_followers_agency_is_taken_over(service: Service) -> None:
    """Whoever holds the lease and dies lets go of it: the database ends his transaction."""
    town = Town(service).found()
    holder = psycopg.connect(service.database.service, options="-c search_path=read")
    with contextlib.closing(follower(service)) as following:
        following.catch_up()
        another_unit(town, "NEXT")
        holder.execute("SELECT set_config('kinerja.agency', %s, true)", [town.agency])
        holder.execute("SELECT position FROM tracking FOR UPDATE")
        assert following.step() == 0  # leased by another
        holder.close()
        _until(lambda: following.step() > 0, seconds=5)
    assert "NEXT" in unit_codes(service, town.agency)
