"""Streams kept between commands: never anything but what stands in the log at the head that is asked for."""

from uuid import UUID, uuid4

import pytest

from kinerja.application.organisation import EstablishOrgUnit
from kinerja.domain.aggregate import Fact
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import OrgUnitKind
from kinerja.log.kept_streams import KeptStreams
from kinerja.service import service_on
from tests.conftest import Cluster
from tests.people import Town

FACTS: tuple[Fact, ...] = ()


@pytest.fixture
def kept() -> KeptStreams:
    made = KeptStreams(100)
    made.advance("A", 10, [])
    return made


def test_what_was_kept_is_found_at_the_same_head(kept: KeptStreams) -> None:
    stream = uuid4()
    kept.keep("A", stream, 10, FACTS, 1)
    assert kept.find("A", stream, 10) is FACTS
    assert kept.find("B", stream, 10) is None


def test_what_changed_is_forgotten_and_the_rest_stands(kept: KeptStreams) -> None:
    changed, still = uuid4(), uuid4()
    for stream in (changed, still):
        kept.keep("A", stream, 10, FACTS, 1)
    kept.advance("A", 12, [changed])
    assert kept.find("A", changed, 12) is None
    assert kept.find("A", still, 12) is FACTS


def test_a_reader_at_an_earlier_head_gets_nothing_that_was_read_later(kept: KeptStreams) -> None:
    old, new = uuid4(), uuid4()
    kept.keep("A", old, 10, FACTS, 1)
    kept.advance("A", 12, [])
    kept.keep("A", new, 12, FACTS, 1)
    assert kept.find("A", old, 11) is FACTS
    assert kept.find("A", new, 11) is None
    assert kept.find("A", old, 13) is None


def test_a_stream_read_before_the_log_moved_on_is_not_kept(kept: KeptStreams) -> None:
    stream = uuid4()
    kept.advance("A", 12, [stream])
    kept.keep("A", stream, 10, FACTS, 1)
    assert kept.find("A", stream, 12) is None


def test_too_many_changes_forget_the_agency_and_no_other(kept: KeptStreams) -> None:
    stream = uuid4()
    kept.advance("B", 10, [])
    kept.keep("A", stream, 10, FACTS, 1)
    kept.keep("B", stream, 10, FACTS, 1)
    kept.advance("A", 99_999, None)
    assert kept.find("A", stream, 99_999) is None
    assert kept.find("B", stream, 10) is FACTS


def test_the_oldest_go_when_it_is_full(kept: KeptStreams) -> None:
    first, second, third = uuid4(), uuid4(), uuid4()
    kept.keep("A", first, 10, FACTS, 40)
    kept.keep("A", second, 10, FACTS, 40)
    kept.find("A", first, 10)
    kept.keep("A", third, 10, FACTS, 40)
    assert [kept.find("A", stream, 10) is FACTS for stream in (first, second, third)] == [True, False, True]


def test_a_command_sees_what_another_process_recorded(town: Town, cluster: Cluster) -> None:
    """Both keep the plan; each next step rests on what the other one recorded."""
    with service_on(town.service.database, cluster.secrets, town.service.clock) as other:
        there = Town(other).founded()
        for writer, reader, code in ((town, there, "A"), (there, town, "B"), (town, there, "C")):
            writer.give(_unit(code, None), "admin", f"unit-{code}")
            reader.give(_unit(f"{code}-BELOW", writer.named("OrgUnit", code)), "admin", f"below-{code}")
        with pytest.raises(Refused) as refused:
            town.give(_unit("C-BELOW", None), "admin", "again")  # a code that the other process gave away
    assert [refusal.rule.id for refusal in refused.value.refusals] == ["B1.4"]


def _unit(code: str, parent_id: UUID | None) -> EstablishOrgUnit:
    return EstablishOrgUnit(code=code, name=code, kind=OrgUnitKind.SECTION, parent_id=parent_id)
