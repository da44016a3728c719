"""The log: dense positions, time that never runs backwards, receipts, conflicts, the wall between agencies."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent

from kinerja.log.group_commit import CommandRecord, CommandRepeated, VersionMoved
from kinerja.log.recorder import AgencyRecorder
from kinerja.service import Service
from tests.people import Town

AGENCY = "TST"


def recorder(service: Service) -> AgencyRecorder:
    service.logs.open(AGENCY)
    return service.logs.of(AGENCY).recorder


def fact(stream: UUID, version: int, state: bytes = b"{}") -> StoredEvent:
    return StoredEvent(stream, version, "PlanSubmitted", state)


def command(seen: dict[UUID, int] | None = None) -> CommandRecord:
    return CommandRecord(uuid4(), b"hmac", seen or {})


def positions(service: Service) -> list[int]:
    with service.logs.datastore.scoped(AGENCY) as connection:
        rows = connection.execute("SELECT position FROM log.facts WHERE agency = %s ORDER BY 1", [AGENCY])
        return [row["position"] for row in rows]


def test_h12_an_append_returns_its_positions_and_its_receipt_is_found(service: Service) -> None:
    log, stream = recorder(service), uuid4()
    assert list(log.insert_events([fact(stream, 1), fact(stream, 2)], command=command()) or []) == [1, 2]
    assert log.last_appended.position == 2
    assert log.last_appended.leaf is not None
    assert log.max_notification_id() == 2


def test_h12_a_command_without_facts_leaves_a_receipt_and_takes_no_position(service: Service) -> None:
    log = recorder(service)
    log.insert_events([fact(uuid4(), 1)], command=command())
    nothing = command()
    log.insert_events([], command=nothing)
    assert log.last_appended.position == 1
    assert log.last_appended.leaf is None
    with pytest.raises(CommandRepeated):
        log.insert_events([], command=nothing)


def test_h12_refused_appends_leave_no_hole(service: Service) -> None:
    log, stream = recorder(service), uuid4()
    log.insert_events([fact(stream, 1)], command=command())
    with pytest.raises(VersionMoved):
        log.insert_events([fact(uuid4(), 1), fact(stream, 1)], command=command())
    log.insert_events([fact(stream, 2)], command=command())
    assert positions(service) == [1, 2]


def test_a_stream_that_the_decision_depended_on_may_not_have_moved(service: Service) -> None:
    log, stream = recorder(service), uuid4()
    log.insert_events([fact(stream, 1)], command=command())
    log.insert_events([fact(uuid4(), 1)], command=command({stream: 1}))
    with pytest.raises(VersionMoved):
        log.insert_events([fact(uuid4(), 1)], command=command({stream: 0}))
    assert positions(service) == [1, 2]


def test_the_leaf_is_the_hash_of_the_fixed_encoding(service: Service) -> None:
    import hashlib
    import struct

    log, stream = recorder(service), uuid4()
    log.insert_events([fact(stream, 1, b'{"a":1}')], command=command())
    with service.logs.datastore.scoped(AGENCY) as connection:
        row = connection.execute("SELECT recorded_us, leaf FROM log.facts WHERE agency = %s", [AGENCY]).fetchone()
    assert row is not None
    encoded = b"\x00" + struct.pack(">i", 3) + b"TST" + struct.pack(">qq", 1, row["recorded_us"]) + stream.bytes
    encoded += struct.pack(">q", 1) + struct.pack(">i", 13) + b"PlanSubmitted" + struct.pack(">i", 7) + b'{"a":1}'
    assert hashlib.sha256(encoded).digest() == row["leaf"] == log.last_appended.leaf


def test_recorded_time_never_runs_backwards_even_when_the_clock_does(service: Service) -> None:
    service.logs.open(AGENCY)
    start = datetime(2025, 1, 2, tzinfo=UTC)
    ticks = iter([start, start - timedelta(hours=1), start + timedelta(seconds=1)])
    log = AgencyRecorder(service.logs.datastore, AGENCY, lambda: next(ticks))
    times = []
    for _ in range(3):
        log.insert_events([fact(uuid4(), 1)], command=command())
        times.append(log.last_appended.recorded_at)
    assert times == [start, start + timedelta(microseconds=1), start + timedelta(seconds=1)]


def test_as_of_a_time_after_the_newest_fact_no_later_fact_slips_in_before_it(service: Service) -> None:
    service.logs.open(AGENCY)
    start = datetime(2025, 1, 2, tzinfo=UTC)
    log = AgencyRecorder(service.logs.datastore, AGENCY, lambda: start)
    log.insert_events([fact(uuid4(), 1)], command=command())
    asked = int((start + timedelta(minutes=5)).timestamp() * 1_000_000)
    with service.logs.datastore.get_connection() as connection:
        row = connection.execute("SELECT log.position_at(%s, %s) AS p", [AGENCY, asked]).fetchone()
    assert row is not None
    assert row["p"] == 1
    log.insert_events([fact(uuid4(), 1)], command=command())  # by a process whose clock lags five minutes
    assert log.last_appended.recorded_at > start + timedelta(minutes=5)


def test_positions_are_dense_and_times_rise_with_eight_writers(service: Service) -> None:
    log, per_writer = recorder(service), 40
    failures: list[Exception] = []

    def write() -> None:
        for number in range(per_writer):
            try:
                stream = uuid4()
                log.insert_events([fact(stream, 1), fact(stream, 2)][: 1 + number % 2], command=command())
            except Exception as error:
                failures.append(error)

    writers = [threading.Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    expected = 8 * (per_writer // 2 * 3)
    assert positions(service) == list(range(1, expected + 1))
    with service.logs.datastore.scoped(AGENCY) as connection:
        backwards = connection.execute(
            "SELECT count(*) AS n FROM (SELECT recorded_us - lag(recorded_us) OVER (ORDER BY position) AS step"
            " FROM log.facts WHERE agency = %s) s WHERE step <= 0",
            [AGENCY],
        ).fetchone()
    assert backwards is not None
    assert backwards["n"] == 0


def test_the_librarys_repository_and_notification_log_go_on_working(service: Service) -> None:
    from kinerja.domain.standards import PerformanceStandard

    town = Town(service).found()
    log = service.logs.of(town.agency)
    standard_id = town.named("PerformanceStandard", "STD")

    def project(_: object, facts: object) -> PerformanceStandard:
        return PerformanceStandard.from_facts(standard_id, facts)  # type: ignore[arg-type]  # the library says object

    standard = log.repository.get(standard_id, projector_func=project)
    assert standard.version == 3
    section = log.notification_log["1,5"]
    assert [item.id for item in section.items] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) AS n FROM log.facts",
        "SELECT count(*) AS n FROM log.heads",
        "SELECT count(*) AS n FROM log.receipts",
        "SELECT count(*) AS n FROM log.data_keys",
        "SELECT count(*) AS n FROM log.readable",
    ],
)
def test_with_the_agency_predicate_taken_away_another_agency_still_sees_nothing(
    service: Service, statement: str
) -> None:
    Town(service).found()
    service.logs.open("OTHER")
    with service.logs.datastore.scoped("TST") as connection:
        own = connection.execute(statement.encode()).fetchone()
    with service.logs.datastore.scoped("OTHER") as connection:
        other = connection.execute(statement.encode()).fetchone()
    with service.logs.datastore.get_connection() as connection:
        nobody = connection.execute(statement.encode()).fetchone()
    assert own is not None
    assert other is not None
    assert nobody is not None
    assert own["n"] > 0
    assert other["n"] == (1 if "heads" in statement else 0)
    assert nobody["n"] == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log.facts SET state = ''",
        "DELETE FROM log.facts",
        "INSERT INTO log.heads VALUES ('X9', 0, 0)",
        "UPDATE log.heads SET position = 0",
        "DELETE FROM log.receipts",
        "DROP TABLE log.facts",
        "ALTER TABLE log.facts DISABLE ROW LEVEL SECURITY",
    ],
)
def test_the_services_role_can_neither_change_nor_delete_what_is_recorded(service: Service, statement: str) -> None:
    Town(service).found()
    with psycopg.connect(service.database.service) as connection:
        connection.execute("SELECT set_config('kinerja.agency', 'TST', false)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())
