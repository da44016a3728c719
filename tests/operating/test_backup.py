"""Backup and restore of one agency: the same answers, the same log, or nothing at all."""

import contextlib
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from kinerja.application.organisation import EstablishOrgUnit
from kinerja.database.connections import Database
from kinerja.domain.vocabulary import OrgUnitKind
from kinerja.operating import OperatorError
from kinerja.operating.archive import Manifest, reading
from kinerja.operating.backup import back_up
from kinerja.operating.restore import restore
from kinerja.operating.tables import log_tables
from kinerja.replaying import judged_evaluations
from kinerja.service import Service, service_on
from kinerja.settings import Settings
from tests.asking import Asker
from tests.cli.test_cli import kinerja
from tests.conftest import Cluster, Databases, TestClock
from tests.laws.everything import everything, root_lists
from tests.laws.test_as_of import catch_up, rows_of
from tests.operating.servers import external
from tests.people import Town

_LATE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def settings_of(database: Database, folder: Path) -> Settings:
    """The settings of a process on a database, with the secrets of a folder."""
    given = {"database_url": database.service, "owner_database_url": database.owner}
    return Settings.model_validate({**given, "data_dir": folder})


@pytest.fixture
def target(databases: Databases, empty_template: str) -> Iterator[Database]:
    """Another installation, with nothing in it."""
    with databases(empty_template) as database:
        yield database


@pytest.fixture
def two_towns(service: Service) -> Service:
    """An installation with two agencies."""
    Town(service).found()
    Town(service, agency="OTHER").found()
    catch_up(service)
    return service


def log_of(database: Database, agency: str) -> dict[str, list[Any]]:
    """Every row of the log of an agency."""
    with psycopg.connect(database.owner) as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM log.{table} WHERE agency = %s".encode(), [agency]))
            for table in log_tables(connection)
        }


def test_a_restored_agency_answers_the_same(
    sawahlunto: Service, target: Database, cluster: Cluster, tmp_path: Path
) -> None:
    taken = back_up(settings_of(sawahlunto.database, cluster.folder), "SWL", tmp_path / "swl.backup")
    assert restore(settings_of(target, cluster.folder), tmp_path / "swl.backup") == taken
    assert log_of(target, "SWL") == log_of(sawahlunto.database, "SWL")
    with service_on(target, cluster.secrets, TestClock(_LATE)) as restored:
        catch_up(sawahlunto)
        catch_up(restored)
        assert rows_of(restored, "read") == rows_of(sawahlunto, "read")
        for viewer in (None, _inspector(sawahlunto)):
            there, here = (Asker(each, "SWL", viewer) for each in (sawahlunto, restored))
            for root in root_lists():
                assert here.data(everything(root, "", "SWL")) == there.data(everything(root, "", "SWL"))
        log = restored.logs.of("SWL")
        assert list(judged_evaluations(log)) == list(judged_evaluations(sawahlunto.logs.of("SWL")))


def _inspector(service: Service) -> Any:
    with psycopg.connect(service.database.owner) as connection:
        row = connection.execute("SELECT holder_id FROM read.role_grants WHERE role = 'INSPECTOR' LIMIT 1").fetchone()
    assert row is not None
    return row[0]


def test_it_goes_on_recording_and_a_repeated_command_gets_its_first_receipt(
    town: Town, target: Database, cluster: Cluster, tmp_path: Path
) -> None:
    first = town.give(_unit("X"), "admin", "before")
    taken = back_up(settings_of(town.service.database, cluster.folder), town.agency, tmp_path / "town")
    restore(settings_of(target, cluster.folder), tmp_path / "town")
    with service_on(target, cluster.secrets, TestClock(_LATE)) as service:
        there = Town(service).founded()
        assert there.give(_unit("X"), "admin", "before") == first
        assert service.logs.of(town.agency).recorder.max_notification_id() == taken.position
        assert there.give(_unit("Y"), "admin", "after").position == taken.position + 1


def _unit(code: str) -> EstablishOrgUnit:
    return EstablishOrgUnit(code=code, name=code, kind=OrgUnitKind.SECTION)


def test_a_backup_holds_one_agency_and_a_restore_leaves_the_others_alone(
    two_towns: Service, target: Database, cluster: Cluster, tmp_path: Path
) -> None:
    source = settings_of(two_towns.database, cluster.folder)
    back_up(source, "TST", tmp_path / "tst")
    back_up(source, "OTHER", tmp_path / "other")
    restore(settings_of(target, cluster.folder), tmp_path / "tst")
    alone = log_of(target, "TST")
    assert not any(log_of(target, "OTHER").values())
    restore(settings_of(target, cluster.folder), tmp_path / "other")
    assert log_of(target, "TST") == alone
    assert log_of(target, "OTHER") == log_of(two_towns.database, "OTHER")


def test_the_file_is_for_our_eyes_only_and_says_what_it_holds(town: Town, cluster: Cluster, tmp_path: Path) -> None:
    file = tmp_path / "town"
    taken = back_up(settings_of(town.service.database, cluster.folder), town.agency, file)
    assert file.stat().st_mode & 0o777 == 0o600
    log = log_of(town.service.database, town.agency)
    assert {part.table: part.rows for part in taken.parts} == {table: len(rows) for table, rows in log.items()}
    assert set(log) >= {"heads", "facts", "receipts", "data_keys"}
    assert taken.position == len(log["facts"])
    with reading(file) as reader:
        assert reader.manifest == taken
    assert [path.name for path in tmp_path.iterdir()] == ["town"]


def test_two_backups_of_the_same_log_hold_the_same(town: Town, cluster: Cluster, tmp_path: Path) -> None:
    settings = settings_of(town.service.database, cluster.folder)
    one, other = (back_up(settings, town.agency, tmp_path / name) for name in ("one", "other"))
    assert one.parts == other.parts


def test_a_backup_is_of_one_moment_however_much_is_recorded_meanwhile(
    town: Town, target: Database, cluster: Cluster, tmp_path: Path
) -> None:
    """The clock is read behind the snapshot: there something is recorded, which the backup does not hold."""
    head = town.service.logs.of(town.agency).recorder.max_notification_id()

    def late() -> datetime:
        town.give(_unit("LATE"), "admin", "late")
        return _LATE

    settings = settings_of(town.service.database, cluster.folder)
    taken = back_up(settings, town.agency, tmp_path / "town", late)
    assert taken.position == head
    restore(settings_of(target, cluster.folder), tmp_path / "town")


# ── refused: nothing is written ──────────────────────────────────────────────────────────────────────


@dataclass
class Attempt:
    """A backup, and an installation to restore it into."""

    file: Path
    settings: Settings
    database: Database

    def refused(self, said: str) -> None:
        """Restore, and see that it is refused with nothing written."""
        before = log_of(self.database, "TST")
        with pytest.raises(OperatorError, match=said):
            restore(self.settings, self.file)
        assert log_of(self.database, "TST") == before

    def rewritten(self, change: Callable[[dict[str, bytes]], None]) -> None:
        """Change the contents of the file, as somebody would who knows its format."""
        with zipfile.ZipFile(self.file) as file:
            contents = {name: file.read(name) for name in file.namelist()}
        change(contents)
        with zipfile.ZipFile(self.file, "w") as file:
            for name, content in contents.items():
                file.writestr(name, content)


@pytest.fixture
def attempt(town: Town, target: Database, cluster: Cluster, tmp_path: Path) -> Attempt:
    back_up(settings_of(town.service.database, cluster.folder), town.agency, tmp_path / "town")
    return Attempt(tmp_path / "town", settings_of(target, cluster.folder), target)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_truncated_file_is_refused(attempt: Attempt, share: float) -> None:
    content = attempt.file.read_bytes()
    attempt.file.write_bytes(content[: int(len(content) * share)])
    attempt.refused("no backup, or only the beginning of one")


def test_a_flipped_bit_anywhere_is_refused(attempt: Attempt) -> None:
    content = attempt.file.read_bytes()
    with zipfile.ZipFile(attempt.file) as file:
        # A part in which nothing is has nothing that could be broken.
        places = [_middle(content, entry) for entry in file.infolist() if entry.file_size]
    for place in places:
        attempt.file.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        attempt.refused("broken at|Nothing was written")


def _middle(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Where the middle of a part's compressed content lies in the file."""
    lengths = content[entry.header_offset + 26 : entry.header_offset + 30]  # of the name and of what follows it
    header = 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    return entry.header_offset + header + entry.compress_size // 2


def _edited(contents: dict[str, bytes], table: str, before: bytes, after: bytes) -> None:
    """Change a part, and its hash in the manifest too."""
    from hashlib import sha256

    name = f"{table}.copy"
    assert before in contents[name]
    contents[name] = contents[name].replace(before, after, 1)
    manifest = json.loads(contents["manifest.json"])
    for part in manifest["parts"]:
        if part["table"] == table:
            part |= {"sha256": sha256(contents[name]).hexdigest(), "size": len(contents[name])}
    contents["manifest.json"] = json.dumps(manifest).encode()


def _changed(contents: dict[str, bytes], **changes: Any) -> None:
    contents["manifest.json"] = json.dumps({**json.loads(contents["manifest.json"]), **changes}).encode()


def test_a_changed_part_is_noticed_by_its_hash(attempt: Attempt) -> None:
    def change(contents: dict[str, bytes]) -> None:
        contents["receipts.copy"] = contents["receipts.copy"].replace(b"TST", b"TXT", 1)

    attempt.rewritten(change)
    attempt.refused("broken at receipts.copy")


@pytest.mark.parametrize(
    ("table", "before", "after", "said"),
    [
        ("facts", b"OrgUnitEstablished", b"OrgUnitAbolished!!", "hash that it was recorded with"),
        ("facts", b"TST\t2\t", b"TST\t99999\t", "positions have holes"),
        ("facts", b"TST\t2\t", b"ABC\t2\t", "other rows"),
        ("heads", b"\t", b"\t1", "head is not where"),
        ("receipts", b"TST\t", b"TST\tx", "cannot be"),
    ],
)
def test_a_log_that_is_not_whole_is_refused_also_when_its_hashes_were_made_to_fit(
    attempt: Attempt, table: str, before: bytes, after: bytes, said: str
) -> None:
    attempt.rewritten(lambda contents: _edited(contents, table, before, after))
    attempt.refused(said)


def test_a_fact_left_out_is_noticed(attempt: Attempt) -> None:
    def change(contents: dict[str, bytes]) -> None:
        lines = contents["facts.copy"].splitlines(keepends=True)
        _edited(contents, "facts", lines[-1], b"")
        manifest = json.loads(contents["manifest.json"])
        for part in manifest["parts"]:
            part["rows"] -= part["table"] == "facts"
        contents["manifest.json"] = json.dumps(manifest).encode()

    attempt.rewritten(change)
    attempt.refused("positions have holes")


def test_another_last_fact_than_promised_is_noticed(attempt: Attempt) -> None:
    attempt.rewritten(lambda contents: _changed(contents, last_leaf="00" * 32))
    attempt.refused("the last fact is another")


def test_tables_that_the_log_does_not_have_are_refused(attempt: Attempt) -> None:
    def change(contents: dict[str, bytes]) -> None:
        manifest = json.loads(contents["manifest.json"])
        manifest["parts"][0]["table"] = "heads; DROP SCHEMA log"
        _changed(contents, parts=manifest["parts"])

    attempt.rewritten(change)
    attempt.refused("other tables")


def test_a_later_format_is_refused(attempt: Attempt) -> None:
    attempt.rewritten(lambda contents: contents.update({"manifest.json": b'{"format": 3}'}))
    attempt.refused("format 3")


def test_an_agency_that_is_there_is_not_replaced(attempt: Attempt) -> None:
    restore(attempt.settings, attempt.file)
    attempt.refused("in this installation already")


def test_read_models_left_of_the_agency_are_noticed(attempt: Attempt) -> None:
    with psycopg.connect(attempt.database.owner) as connection:
        connection.execute("INSERT INTO read.tracking (agency) VALUES ('TST')")
    attempt.refused("in this installation already")


def test_other_secrets_are_refused_before_the_installation_takes_them_for_its_own(
    attempt: Attempt, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    kinerja("secrets", KINERJA_DATA_DIR=str(stranger))
    before = attempt.settings
    attempt.settings = before.model_copy(update={"data_dir": stranger})
    attempt.refused(r"other secrets .*\(master, claims, receipts\)")
    attempt.settings = before.model_copy(update={"data_dir": tmp_path / "nowhere"})
    attempt.refused("no secrets at")
    attempt.settings = before
    assert restore(before, attempt.file).agency == "TST"


# ── the command line ─────────────────────────────────────────────────────────────────────────────────


def test_the_commands_work_beside_each_other_and_say_what_is_wrong(
    town: Town, target: Database, cluster: Cluster, tmp_path: Path
) -> None:
    here, there = external(town.service.database, cluster.folder), external(target, cluster.folder)
    file = str(tmp_path / "town")
    assert kinerja("backup", "TST", file, **here).returncode == 0
    for arguments, said in (
        (("backup", "TST", file), "replaces no file"),
        (("backup", "NONE", f"{file}2"), "there are: TST"),
        (("backup", "TST", str(tmp_path / "no" / "folder")), "folder"),
        (("restore", file), "already"),
        (("restore", str(tmp_path / "missing")), "missing"),
    ):
        done = kinerja(*arguments, **here)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
        assert said in done.stderr.replace("\n", " ")
    assert [path.name for path in tmp_path.iterdir()] == ["town"]
    done = kinerja("restore", file, **there)
    assert done.returncode == 0, done.stderr
    assert log_of(target, "TST") == log_of(town.service.database, "TST")


def test_a_running_follower_takes_a_restored_agency_up(attempt: Attempt, cluster: Cluster) -> None:
    with service_on(attempt.database, cluster.secrets) as service, contextlib.closing(service.follower()) as follower:
        assert follower.catch_up() == 0
        manifest: Manifest = restore(attempt.settings, attempt.file)
        assert follower.catch_up() == manifest.position


def test_every_table_of_the_log_that_names_an_agency_is_in_a_backup(target: Database) -> None:
    with psycopg.connect(target.owner, row_factory=dict_row) as connection:
        rows = connection.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'log'"
        )
        there = {row["table_name"] for row in rows} - {"readable", "installation"}
    with psycopg.connect(target.owner) as connection:
        assert set(log_tables(connection)) == there


def test_an_erased_key_that_a_restore_brought_back_is_erased_again_as_documented(
    town: Town, target: Database, cluster: Cluster, tmp_path: Path
) -> None:
    """The statements are those of the document, with the agency and the person filled in."""
    from tests.operating.test_external import GUIDE
    from tests.test_docs import blocks_of

    again, previous = blocks_of(GUIDE, "sql")[1:]
    subject = str(town.ids["member"])
    again = again.replace("'SWL'", "'TST'").replace("00000000-0000-0000-0000-000000000000", subject)
    back_up(settings_of(town.service.database, cluster.folder), "TST", tmp_path / "before")
    with psycopg.connect(town.service.database.owner) as connection:
        connection.execute(again.encode())
    restore(settings_of(target, cluster.folder), tmp_path / "before")
    with service_on(target, cluster.secrets) as service:
        catch_up(service)
        assert _texts(target, subject)  # the backup brought them back
        with psycopg.connect(target.owner) as connection:
            connection.execute(again.encode())
        service.rebuild()
        with psycopg.connect(target.owner) as connection:
            connection.execute(previous.encode())
        assert not _texts(target, subject)
        assert _texts(target, str(town.ids["admin"]))
    with psycopg.connect(target.owner) as connection:
        assert connection.execute("SELECT to_regnamespace('read_previous')").fetchone() == (None,)


def _texts(database: Database, subject: str) -> list[Any]:
    with psycopg.connect(database.owner) as connection:
        return connection.execute("SELECT content FROM read.texts WHERE subject = %s", [subject]).fetchall()
