"""The secrets of an installation: made once, the same for all processes, and never others on existing data."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from kinerja.database.connections import Database
from kinerja.log.installation import installed_secrets
from kinerja.operating import OperatorError
from kinerja.settings import Settings
from tests.cli.test_cli import kinerja
from tests.conftest import Cluster, Databases
from tests.operating.servers import external


@pytest.fixture
def town(databases: Databases, town_template: str) -> Iterator[Database]:
    """A database with data keys, of which it is not recorded yet what secrets they were made with."""
    with databases(town_template) as database:
        yield database


@pytest.fixture
def empty(databases: Databases, empty_template: str) -> Iterator[Database]:
    """A database of a new installation."""
    with databases(empty_template) as database:
        yield database


def test_fresh_secrets_on_existing_data_are_refused_and_not_made(town: Database, tmp_path: Path) -> None:
    done = kinerja("rebuild", **external(town, tmp_path / "new"))
    assert done.returncode == 2
    assert "KINERJA_SECRETS_FILE" in done.stderr
    assert not (tmp_path / "new").exists()


def test_other_secrets_are_refused_also_where_it_was_never_recorded_which(town: Database, tmp_path: Path) -> None:
    _made(tmp_path / "secrets.json")
    done = kinerja("rebuild", **external(town, tmp_path))
    assert done.returncode == 2
    assert "not those of this installation (master)" in done.stderr


def test_the_first_process_records_its_secrets_and_others_are_named(
    town: Database, cluster: Cluster, tmp_path: Path
) -> None:
    ours = Settings(data_dir=cluster.folder)
    assert installed_secrets(ours, town.owner) == installed_secrets(ours, town.owner) == cluster.secrets
    known = json.loads((cluster.folder / "secrets.json").read_text())
    for name in ("master", "claims", "receipts"):
        other = tmp_path / f"{name}.json"
        other.write_text(json.dumps({**known, name: "ab" * 32}))
        with pytest.raises(OperatorError, match=rf"\({name}\)"):
            installed_secrets(Settings(secrets_file=other), town.owner)
    with pytest.raises(OperatorError, match=r"\(master\)"):
        installed_secrets(ours.model_copy(update={"master_key": SecretStr("cd" * 32)}), town.owner)


def test_of_two_that_start_with_different_secrets_at_once_one_is_refused(empty: Database, tmp_path: Path) -> None:
    def start(number: int) -> str:
        try:
            installed_secrets(Settings(data_dir=tmp_path / str(number)), empty.owner)
        except OperatorError as error:
            return str(error)
        return "started"

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(start, range(4)))
    assert said.count("started") == 1
    assert [path.name for path in tmp_path.iterdir()] == [str(said.index("started"))]  # no stray file either


def test_the_services_role_does_not_see_the_fingerprints(empty: Database) -> None:
    with (
        psycopg.connect(empty.service) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SELECT * FROM log.installation")


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"master": "zz", "claims": "", "receipts": ""}'])
def test_a_file_that_holds_no_secrets_is_named_and_not_quoted(empty: Database, content: str, tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text(content)
    with pytest.raises(OperatorError) as refused:
        installed_secrets(Settings(data_dir=tmp_path), empty.owner)
    assert str(tmp_path / "secrets.json") in str(refused.value)
    assert "zz" not in str(refused.value)


def test_the_command_makes_them_once_for_our_eyes_only(tmp_path: Path) -> None:
    place = tmp_path / "elsewhere" / "installation.json"
    first = kinerja("secrets", KINERJA_SECRETS_FILE=str(place))
    assert first.returncode == 0
    assert place.stat().st_mode & 0o777 == 0o600
    content = place.read_text()
    assert not [secret for secret in json.loads(content).values() if secret in first.stdout]
    again = kinerja("secrets", KINERJA_SECRETS_FILE=str(place))
    assert again.returncode == 2
    assert "already" in again.stderr
    assert place.read_text() == content


def _made(path: Path) -> None:
    installed = dict.fromkeys(("master", "claims", "receipts"), "12" * 32)
    path.write_text(json.dumps(installed))
