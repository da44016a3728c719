"""What operates on the log copes with facts that no trail shows and receipts that say no place (D4)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from rich.console import Console

from kinerja.database.connections import Database
from kinerja.domain.vocabulary import RatingLevel
from kinerja.loading.export import export
from kinerja.log.installation import installed_secrets
from kinerja.operating.backup import back_up
from kinerja.operating.checks.finding import State
from kinerja.operating.doctor import as_json, examine
from kinerja.operating.restore import restore
from kinerja.service import service_on
from tests.conftest import Cluster, Databases, TestClock
from tests.graphql.test_disclosures import break_glass, opened
from tests.laws.test_as_of import build_next, catch_up, rows_of
from tests.operating.test_backup import log_of, settings_of
from tests.operating.test_doctor import _ON_THE_FAST_SERVER as ON_THE_FAST_SERVER
from tests.people import Town
from tests.voices import Voices

WORDS = "kata yang tidak boleh terbaca"
_LATER = datetime(2025, 5, 6, 1, 0, tzinfo=UTC)


@pytest.fixture
def voices(databases: Databases, town_template: str, cluster: Cluster) -> Iterator[Voices]:
    """Three of seven colleagues rated, and one of them again: nothing is released yet."""
    with databases(town_template) as database:
        installed_secrets(settings_of(database, cluster.folder), database.owner)
        clock = TestClock(datetime(2025, 5, 5, 1, 0, tzinfo=UTC))
        with service_on(database, cluster.secrets, clock) as service:
            found = Voices(Town(service).founded()).settle(7)
            found.town.draft()
            found.town.approve()
            found.town.open("2025-Q1")
            found.open()
            for number in range(3):
                found.rate(f"p{number}", comment=WORDS)
            found.rate("p0", RatingLevel.BELOW, WORDS, key="-again")
            catch_up(service)
            yield found


@pytest.fixture
def target(databases: Databases, empty_template: str) -> Iterator[Database]:
    """Another installation, with nothing in it."""
    with databases(empty_template) as database:
        yield database


def test_d4_the_doctor_finds_a_log_with_answers_dense_and_level(voices: Voices, cluster: Cluster) -> None:
    findings = examine(settings_of(voices.town.service.database, cluster.folder))
    found = {each.check: each for each in findings}
    head = voices.town.service.logs.of("TST").recorder.max_notification_id()
    assert found["TST: log"].seen == f"{head} facts, dense"
    assert found["TST: read models"].seen == f"level at {head}"
    assert {name for name, each in found.items() if each.state is State.WRONG} == ON_THE_FAST_SERVER
    told = as_json(findings)
    assert not [id for id in (*voices.town.ids.values(), voices.collection()) if str(id) in told]


def test_d4_a_restored_agency_has_the_answers_and_gives_their_receipts_again(
    voices: Voices, target: Database, cluster: Cluster, tmp_path: Path
) -> None:
    first = voices.rate("p3")
    catch_up(voices.town.service)
    before = voices.town.service.database
    back_up(settings_of(before, cluster.folder), "TST", tmp_path / "town")
    restore(settings_of(target, cluster.folder), tmp_path / "town")
    assert log_of(target, "TST") == log_of(before, "TST")
    with service_on(target, cluster.secrets, TestClock(_LATER)) as service:
        there = Voices(Town(service).founded())
        for who in voices.town.ids:
            there.town.ids.setdefault(who, voices.town.ids[who])
        catch_up(service)
        assert rows_of(service, "read") == rows_of(voices.town.service, "read")
        assert there.rate("p3") == first
        assert first.position is None
        there.rate("p4")
        there.close()
        catch_up(service)
        (group,) = _groups(service.database)
        assert group == ("PEER", 5)
        id = break_glass(there)["disclosure"]["id"]
        assert {node["comment"] for node in opened(there, "inspector", id)["nodes"]} == {WORDS, None}


def _groups(database: Database) -> list[Any]:
    with psycopg.connect(database.owner) as connection:
        return connection.execute("SELECT of_group, answers FROM read.released_cells").fetchall()


def test_d4_an_export_says_that_it_leaves_collections_out_and_holds_nothing_of_answers(
    voices: Voices, tmp_path: Path
) -> None:
    break_glass(voices)
    with (tmp_path / "said").open("w") as said:
        export(voices.town.service, "TST", tmp_path / "out", Console(file=said, width=200), "csv")
    text = (tmp_path / "said").read_text()
    assert "left out: 1 collections, with what was answered and released in them" in text
    assert "left out: 1 disclosures of answers" in text
    whole = "".join(path.read_text() for path in (tmp_path / "out").iterdir())
    assert "Pegawai p0" in whole, "who is in the agency is exported"
    assert WORDS not in whole
    assert str(voices.collection()) not in whole


def test_d4_a_rebuild_opens_no_answer(voices: Voices) -> None:
    service = voices.town.service
    build_next(service, None)
    assert rows_of(service, "read_next") == rows_of(service, "read")
    with psycopg.connect(service.database.owner) as connection:
        for schema in ("read", "read_next"):
            ((shown,),) = connection.execute(
                f"SELECT count(*) FROM {schema}.texts WHERE content LIKE %s".encode(), [f"{WORDS}%"]
            ).fetchall()
            assert shown == 0
            categories = connection.execute(f"SELECT DISTINCT category FROM {schema}.texts".encode()).fetchall()
            assert not {"GIVER", "ANSWER"} & {category for (category,) in categories}
