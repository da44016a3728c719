"""Group commit: what arrives together goes into one transaction, each command with its own receipt or conflict."""

import threading
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import StoredEvent

from kinerja.application.receipts import find_receipt
from kinerja.log.group_commit import (
    Append,
    Appended,
    CommandRecord,
    CommandRepeated,
    Fence,
    GroupCommit,
    VersionMoved,
    append_group,
)
from kinerja.service import Service

AGENCY = "TST"
NOW_US = 1_735_689_600_000_000


@pytest.fixture
def log(service: Service) -> Service:
    service.logs.open(AGENCY)
    return service


def append(
    *facts: tuple[UUID, int], seen: dict[UUID, int] | None = None, id: UUID | None = None, now_us: int = NOW_US
) -> Append:
    stored = [StoredEvent(stream, version, "PlanSubmitted", b"{}") for stream, version in facts]
    return Append(stored, CommandRecord(id or uuid4(), b"hmac", seen or {}), now_us)


def appended(service: Service, *group: Append) -> list[object]:
    """What became of each: its position, or the kind of conflict."""
    outcomes = append_group(service.logs.datastore, AGENCY, group)
    return [each.position if isinstance(each, Appended) else type(each) for each in outcomes]


def test_a_group_takes_dense_positions_in_its_order(log: Service) -> None:
    assert appended(log, append((uuid4(), 1), (uuid4(), 1)), append((uuid4(), 1)), append((uuid4(), 1))) == [2, 3, 4]
    assert appended(log, append((uuid4(), 1))) == [5]


def test_h12_each_command_of_a_group_has_its_own_receipt(log: Service) -> None:
    stream, other = uuid4(), uuid4()
    group = [append((stream, 1), (stream, 2)), append((other, 1))]
    appended(log, *group)
    receipts = [find_receipt(log.logs.datastore, AGENCY, each.command.command_id) for each in group]
    assert [(r.position, r.facts, r.stream, r.version) for r in receipts if r] == [
        (2, 2, stream, 2),
        (3, 1, other, 1),
    ]
    assert len({r.hash for r in receipts if r}) == 2


def test_h12_a_repeated_command_harms_nobody_else(log: Service) -> None:
    first = append((uuid4(), 1))
    appended(log, first)
    assert appended(log, append((uuid4(), 1)), first, append((uuid4(), 1))) == [2, CommandRepeated, 3]


def test_h12_the_same_command_twice_in_a_group_is_recorded_once(log: Service) -> None:
    id = uuid4()
    assert appended(log, append((uuid4(), 1), id=id), append((uuid4(), 1), id=id)) == [1, CommandRepeated]


def test_a_version_that_is_taken_is_a_conflict_of_that_command_alone(log: Service) -> None:
    stream = uuid4()
    appended(log, append((stream, 1)))
    assert appended(log, append((stream, 1)), append((stream, 2))) == [VersionMoved, VersionMoved]
    assert appended(log, append((stream, 2)), append((uuid4(), 1))) == [2, 3]


def test_of_two_that_write_the_same_stream_the_first_is_recorded(log: Service) -> None:
    stream = uuid4()
    assert appended(log, append((stream, 1)), append((stream, 1)), append((uuid4(), 1))) == [1, VersionMoved, 2]


def test_a_decision_on_a_stream_that_an_earlier_one_of_the_group_writes_is_made_again(log: Service) -> None:
    stream = uuid4()
    appended(log, append((stream, 1)))
    group = [append((stream, 2)), append((uuid4(), 1), seen={stream: 1}), append((uuid4(), 1), seen={uuid4(): 0})]
    assert appended(log, *group) == [2, VersionMoved, 3]


def test_a_decision_on_a_stream_that_moved_before_is_made_again(log: Service) -> None:
    stream = uuid4()
    appended(log, append((stream, 1)))
    group = [append((uuid4(), 1), seen={stream: 0}), append((uuid4(), 1), seen={stream: 1})]
    assert appended(log, *group) == [VersionMoved, 2]


def test_a_command_without_facts_states_the_head_at_its_turn(log: Service) -> None:
    nothing = append()
    assert appended(log, append((uuid4(), 1)), nothing, append((uuid4(), 1))) == [1, 1, 2]
    receipt = find_receipt(log.logs.datastore, AGENCY, nothing.command.command_id)
    assert receipt is not None
    assert (receipt.facts, receipt.hash, receipt.stream) == (0, None, None)


def test_recorded_times_rise_within_a_group_whatever_its_clocks_say(log: Service) -> None:
    stream = uuid4()
    group = [append((stream, 1), (stream, 2), now_us=NOW_US + 50), append((uuid4(), 1)), append((uuid4(), 1))]
    outcomes = append_group(log.logs.datastore, AGENCY, group)
    times = [
        int(each.recorded_at.timestamp() * 1_000_000) - NOW_US for each in outcomes if isinstance(each, Appended)
    ]
    assert times == [51, 52, 53]


def test_a_leaf_of_a_group_is_the_one_that_the_same_fact_would_have_alone(log: Service) -> None:
    append_group(log.logs.datastore, AGENCY, [append((uuid4(), 1)), append((uuid4(), 1)), append()])
    question = (
        "SELECT count(*) AS facts, bool_and(leaf = log.leaf(agency, position, recorded_us, originator_id,"
        " originator_version, topic, state)) AS same FROM log.facts WHERE agency = %s"
    )
    with log.logs.datastore.scoped(AGENCY) as connection:
        row = connection.execute(question.encode(), [AGENCY]).fetchone()
    assert row == {"same": True, "facts": 2}


def test_many_threads_get_each_its_own_outcome(log: Service) -> None:
    commit, shared = GroupCommit(log.logs.datastore, AGENCY, 16), uuid4()
    outcomes: list[object] = []

    def send(number: int) -> None:
        facts = [(shared, 1)] if number % 4 == 0 else [(uuid4(), 1)]
        try:
            outcomes.append(commit.append(append(*facts)).position)
        except VersionMoved as moved:
            outcomes.append(type(moved))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    recorded = [each for each in outcomes if isinstance(each, int)]
    assert sorted(recorded) == list(range(1, 32))
    assert outcomes.count(VersionMoved) == 9


def test_what_the_database_cannot_take_harms_only_its_own_command(log: Service) -> None:
    commit = GroupCommit(log.logs.datastore, AGENCY, 8)
    poisoned = Append([StoredEvent(uuid4(), 1, "nul\x00", b"{}")], CommandRecord(uuid4(), b"", {}), NOW_US)
    errors: list[Exception] = []
    positions: list[int] = []

    def send(each: Append) -> None:
        try:
            positions.append(commit.append(each).position)
        except Exception as error:
            errors.append(error)

    with commit._turn:  # all of them wait, and go together
        threads = [threading.Thread(target=send, args=(each,)) for each in (append((uuid4(), 1)), poisoned)]
        for thread in threads:
            thread.start()
        while len(commit._queue) < 2:
            pass
    for thread in threads:
        thread.join()
    assert positions == [1]
    assert len(errors) == 1


# ── fences ───────────────────────────────────────────────────────────────────────────────────────────


def fenced(behind: int, *topics: str, id: UUID | None = None) -> Append:
    """A command that rests on there being no fact of some topics behind a position."""
    record = CommandRecord(id or uuid4(), b"hmac", {}, fence=Fence(behind, topics))
    return Append([StoredEvent(uuid4(), 1, "PeriodClosed", b"{}")], record, NOW_US)


def test_b2_a_fenced_command_is_appended_while_nothing_stands_behind_its_fence(log: Service) -> None:
    group = GroupCommit(log.logs.datastore, AGENCY, 64)
    appended(log, append((uuid4(), 1)), append((uuid4(), 1)))
    assert group.append(fenced(2, "PlanSubmitted")).position == 3
    assert group.append(fenced(0, "EvaluationOpened")).position == 4  # of another kind


def test_b2_a_fenced_command_has_moved_once_such_a_fact_stands_behind_its_fence(log: Service) -> None:
    group = GroupCommit(log.logs.datastore, AGENCY, 64)
    appended(log, append((uuid4(), 1)), append((uuid4(), 1)))
    moved = fenced(1, "EvaluationOpened", "PlanSubmitted")
    with pytest.raises(VersionMoved):
        group.append(moved)
    assert find_receipt(log.logs.datastore, AGENCY, moved.command.command_id) is None
    assert appended(log, append((uuid4(), 1))) == [3]  # it took no position


def test_b2_a_fenced_command_that_was_recorded_is_repeated_and_not_moved(log: Service) -> None:
    group = GroupCommit(log.logs.datastore, AGENCY, 64)
    first = fenced(0, "PlanSubmitted")
    group.append(first)
    appended(log, append((uuid4(), 1)))
    with pytest.raises(CommandRepeated):
        group.append(fenced(0, "PlanSubmitted", id=first.command.command_id))


def test_b2_no_fact_of_a_kind_slips_behind_a_fence_while_many_write(log: Service) -> None:
    """Whoever is appended behind the fence is behind the fenced command too."""
    group = GroupCommit(log.logs.datastore, AGENCY, 8)
    closed = threading.Event()
    outcomes: list[int | None] = []

    def write() -> None:
        for _ in range(30):
            group.append(append((uuid4(), 1)))

    def close() -> None:
        for _ in range(30):
            head = log.logs.of(AGENCY).recorder.max_notification_id() or 0
            try:
                outcomes.append(group.append(fenced(head, "PlanSubmitted")).position - head)
            except VersionMoved:
                outcomes.append(None)
        closed.set()

    threads = [threading.Thread(target=each) for each in (write, write, close)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert closed.is_set()
    assert {each for each in outcomes if each is not None} <= {1}
