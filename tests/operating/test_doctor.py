"""The doctor: each check, with exactly that thing broken; nothing is written, whatever state it finds."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from joserfc.jwk import ECKey, KeySet

from kinerja.clock import Clock, system_clock
from kinerja.database.embedded import EmbeddedPostgres
from kinerja.log.installation import installed_secrets
from kinerja.operating.checks.finding import Finding, State
from kinerja.operating.checks.machine import disk, libraries, python
from kinerja.operating.checks.read_models import kept
from kinerja.operating.checks.server import statements_logged, version
from kinerja.operating.doctor import _scene, examine
from kinerja.service import running_service, service_on
from kinerja.settings import Settings
from tests.cli.test_cli import kinerja
from tests.conftest import FAST, Cluster, Databases, TestClock
from tests.laws.test_as_of import catch_up
from tests.operating.servers import Server, external, free_port, own_postgres, running, superuser
from tests.operating.test_backup import _unit, settings_of
from tests.people import Town

OK, WARNING, WRONG = State.OK, State.WARNING, State.WRONG
_SHAKY = ("timezone", "wal_level", "connections", "statements in the server's log")
_ON_THE_FAST_SERVER = {"fsync", "full_page_writes", "synchronous_commit"}


def look(settings: Settings, clock: Clock = system_clock) -> dict[str, Finding]:
    """What is found, by check."""
    found = examine(settings, clock)
    by_check = {finding.check: finding for finding in found}
    assert len(by_check) == len(found)
    assert all(bool(finding.to_do) == (finding.state is not OK) for finding in found)
    return by_check


@pytest.fixture
def town(databases: Databases, town_template: str, cluster: Cluster) -> Iterator[Town]:
    """The small agency, as an installation that was started."""
    with databases(town_template) as database:
        installed_secrets(settings_of(database, cluster.folder), database.owner)
        with service_on(database, cluster.secrets, TestClock(datetime(2025, 5, 5, tzinfo=UTC))) as service:
            yield Town(service).founded()


@pytest.fixture
def settings(town: Town, cluster: Cluster) -> Settings:
    """Its settings."""
    return settings_of(town.service.database, cluster.folder)


def broken(town: Town, statement: str) -> None:
    """Change something past the service, as the owner."""
    with psycopg.connect(town.service.database.owner) as connection:
        connection.execute(statement.encode())


def test_all_is_well_beside_a_running_server_and_the_exit_code_says_so(tmp_path: Path) -> None:
    with own_postgres() as server:
        given = external(server.database("kinerja"), tmp_path)
        jwks = tmp_path / "jwks.json"
        jwks.write_text(json.dumps(KeySet([ECKey.generate_key("P-256")]).as_dict(private=False)))
        given |= {"KINERJA_JWKS": str(jwks)}
        with running(Server(given, tmp_path / "serve.log")) as _:
            with running_service(settings_of(server.database("kinerja"), tmp_path)) as service:
                Town(service).found()
                catch_up(service)
            done = kinerja("doctor", "--json", **given)
            found = json.loads(done.stdout)
            assert [line for line in found if line["state"] != "ok"] == []
            assert done.returncode == 0
            assert {"TST: log", "TST: read models", "service can do no more"} <= {line["check"] for line in found}


def test_what_is_wrong_makes_the_exit_code_one_and_the_table_says_what_to_do(
    town: Town, settings: Settings, cluster: Cluster
) -> None:
    broken(town, "GRANT INSERT ON log.facts TO kinerja_service")
    done = kinerja("doctor", COLUMNS="200", **external(town.service.database, cluster.folder))
    assert done.returncode == 1
    assert "INSERT on log.facts" in done.stdout
    assert "Revoke it" in done.stdout


def test_a_town_on_a_server_for_tests_is_well_but_for_its_durability(settings: Settings) -> None:
    found = look(settings)
    assert {name for name, finding in found.items() if finding.state is WRONG} == _ON_THE_FAST_SERVER
    assert {name for name, finding in found.items() if finding.state is WARNING} == {"token keys"}


def test_nothing_can_be_written_through_what_the_doctor_looks_through(settings: Settings) -> None:
    with _scene(settings, system_clock) as scene:
        for connection in (scene.owner, scene.service):
            with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
                connection.execute("DELETE FROM log.data_keys")


# ── without a database ───────────────────────────────────────────────────────────────────────────────


def test_python_and_libraries_are_compared_with_their_pins() -> None:
    assert python("3.11.7", ">=3.11").state is OK
    assert python("3.10.9", ">=3.11").state is WRONG
    found = libraries(["psycopg[binary]>=99", "no-such-thing==1", "rich>=1", "pytest>=999; extra == 'dev'"])
    assert found.state is WRONG
    assert re.fullmatch(r"psycopg 3\.\S+, wanted >=99; no-such-thing missing, wanted ==1", found.seen)


def test_little_room_is_a_warning_and_none_is_wrong(tmp_path: Path) -> None:
    assert [disk(tmp_path, gib * 2**30).state for gib in (6, 4)] == [OK, WARNING]
    assert disk(tmp_path, 2**29).state is WRONG


def test_where_there_is_a_demo_only_its_folder_is_named(tmp_path: Path) -> None:
    assert "--data-dir" not in look(Settings(data_dir=tmp_path))["database"].seen
    (tmp_path / "demo").mkdir()
    assert f"--data-dir {tmp_path / 'demo'}" in look(Settings(data_dir=tmp_path))["database"].seen


@pytest.mark.parametrize("place", ["", "postgres"])
def test_a_database_that_is_down_is_said_and_not_started(place: str, tmp_path: Path) -> None:
    """An empty folder, then one whose embedded server was stopped."""
    if place:
        with own_postgres(FAST) as server:
            (tmp_path / "postgres").mkdir()
            (tmp_path / "postgres" / "access.json").write_text((server.folder / "access.json").read_text())
    before = sorted(path.name for path in tmp_path.rglob("*"))
    found = look(Settings(data_dir=tmp_path))
    assert found["database"].state is (WARNING if place else WRONG)
    assert "serve" in found["database"].seen
    assert found["secrets file"].state is WRONG
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_an_external_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    url = f"host=127.0.0.1 port={free_port()} user=kinerja_service password=hidden dbname=kinerja"
    found = look(Settings.model_validate({"data_dir": tmp_path, "database_url": url}))
    assert found["database"].state is WRONG
    assert "hidden" not in found["database"].seen


def test_secrets_that_others_can_read_or_that_are_none_are_wrong(tmp_path: Path) -> None:
    kinerja("secrets", KINERJA_DATA_DIR=str(tmp_path))
    settings, path = Settings(data_dir=tmp_path), tmp_path / "secrets.json"
    assert look(settings)["secrets file"].state is OK
    path.chmod(0o640)
    assert look(settings)["secrets file"].to_do == f"chmod 600 {path}"
    path.write_text("{}")
    assert "does not hold the three secrets" in look(settings)["secrets file"].seen


def test_the_keys_of_tokens_are_fetched_and_counted(tmp_path: Path) -> None:
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(KeySet([ECKey.generate_key("P-256")]).as_dict(private=False)))

    def keys(place: str | None) -> tuple[State, str]:
        finding = look(Settings(data_dir=tmp_path, jwks=place))["token keys"]
        return finding.state, finding.seen

    assert keys(str(jwks)) == (OK, f"1 at {jwks}")
    assert keys(None)[0] is WARNING
    jwks.write_text('{"keys": []}')
    assert keys(str(jwks)) == (WRONG, f"{jwks} holds no JWKS (MissingKeyError)")
    assert keys(str(tmp_path / "none"))[0] is WRONG
    assert keys(f"http://127.0.0.1:{free_port()}/jwks")[0] is WRONG


# ── the server ───────────────────────────────────────────────────────────────────────────────────────


def test_a_server_that_is_set_badly_is_named_setting_by_setting(tmp_path: Path) -> None:
    bad = {
        **FAST,
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_connections": "24",
        "log_min_duration_statement": "1s",
        "timezone": "Asia/Jakarta",
    }
    with own_postgres(bad) as server:
        settings = settings_of(server.database("kinerja"), tmp_path)
        with running_service(settings):
            pass
        found = look(settings)
        assert {name for name in _ON_THE_FAST_SERVER if found[name].state is WRONG} == _ON_THE_FAST_SERVER
        assert [found[name].state for name in _SHAKY] == [WARNING] * 4
        assert look(settings.model_copy(update={"log_pool": 50}))["connections"].state is WRONG


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, OK),
        ({"log_statement": "ddl"}, OK),
        ({"log_statement": "mod"}, WARNING),
        ({"log_statement": "all", "log_parameter_max_length": "0"}, OK),
        ({"log_min_duration_statement": "0"}, WARNING),
        ({"log_min_duration_sample": "250ms"}, WARNING),
        ({"log_min_duration_statement": "1s", "log_parameter_max_length": "0"}, OK),
    ],
)
def test_d4_a_server_whose_log_holds_what_statements_are_given_is_seen(given: dict[str, str], state: State) -> None:
    usual = {
        "log_statement": "none", "log_min_duration_statement": "-1", "log_min_duration_sample": "-1",
        "log_parameter_max_length": "-1",
    }  # fmt: skip
    assert statements_logged({**usual, **given}).state is state


def test_a_version_before_18_is_wrong() -> None:
    assert version(180006).seen == "18.6"
    assert version(150018).state is WRONG


def test_a_clock_that_differs_from_the_databases_is_seen(settings: Settings) -> None:
    def clock(seconds: int) -> State:
        return look(settings, lambda: system_clock() + timedelta(seconds=seconds))["clock"].state

    assert [clock(seconds) for seconds in (0, -10, 10, -300, 300)] == [OK, WARNING, WARNING, WRONG, WRONG]


def test_a_log_that_is_ahead_of_the_clock_is_seen(town: Town, settings: Settings) -> None:
    assert look(settings)["recorded time"].state is OK
    broken(town, "UPDATE log.heads SET recorded_us = recorded_us + 20 * 366 * 86400::bigint * 1000000")
    assert look(settings)["recorded time"].state is WRONG


def test_what_a_load_and_an_export_need_is_looked_at_and_said(tmp_path: Path) -> None:
    """The rights of docs/operating.md, without the one for temporary tables."""
    with own_postgres(FAST) as server:
        given = external(server.database("kinerja"), tmp_path)
        settings = settings_of(server.database("kinerja"), tmp_path)
        with running_service(settings) as service:
            Town(service).found()
        with superuser(server) as connection:
            connection.execute("REVOKE ALL ON DATABASE kinerja FROM PUBLIC")
            connection.execute("GRANT CONNECT ON DATABASE kinerja TO kinerja_service")
        assert "TEMPORARY" in look(settings)["service can do its work"].seen
        done = kinerja("export", "TST", str(tmp_path / "out"), **given)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "GRANT TEMPORARY ON DATABASE kinerja TO kinerja_service" in done.stderr
        with superuser(server) as connection:
            connection.execute("GRANT TEMPORARY ON DATABASE kinerja TO kinerja_service")
        assert look(settings)["service can do its work"].state is OK
        assert kinerja("export", "TST", str(tmp_path / "out"), **given).returncode == 0


# ── roles ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("statement", "check", "seen"),
    [
        ("REVOKE SELECT ON log.facts FROM kinerja_service", "service can do its work", "SELECT on log.facts"),
        (
            "REVOKE EXECUTE ON FUNCTION log.position_at FROM kinerja_service",
            "service can do its work",
            "log.position_at",
        ),
        ("GRANT INSERT ON log.facts TO kinerja_service", "service can do no more", "INSERT on log.facts"),
        ("GRANT SELECT ON log.installation TO PUBLIC", "service can do no more", "SELECT on log.installation"),
        ("GRANT UPDATE ON log.heads TO kinerja_service", "service can do no more", "UPDATE on log.heads"),
        ("ALTER TABLE log.receipts DISABLE ROW LEVEL SECURITY", "agencies are kept apart", "log.receipts"),
        ("ALTER TABLE read.plans DISABLE ROW LEVEL SECURITY", "agencies are kept apart", "read.plans"),
        (
            "ALTER POLICY own_agency ON log.facts USING (true)",
            "agencies are kept apart",
            "rows of another agency are seen",
        ),
    ],
)
def test_a_right_too_few_or_too_many_is_named(
    town: Town, settings: Settings, statement: str, check: str, seen: str
) -> None:
    broken(town, statement)
    found = look(settings)
    assert found[check].state is WRONG
    assert seen in found[check].seen
    others = {name for name, finding in found.items() if finding.state is WRONG}
    assert others == {check, *_ON_THE_FAST_SERVER}


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("ALTER ROLE kinerja_service SUPERUSER", "is a superuser"),
        ("ALTER ROLE kinerja_service BYPASSRLS", "bypasses row-level security"),
        ("GRANT kinerja_owner TO kinerja_service", "owns tables or is a member of their owner"),
        ("GRANT CREATE ON DATABASE kinerja TO kinerja_service", "may create schemas"),
    ],
)
def test_a_service_that_could_get_around_row_level_security_is_wrong(
    own_installation: tuple[EmbeddedPostgres, Settings], statement: str, seen: str
) -> None:
    server, settings = own_installation
    assert look(settings)["service can do no more"].state is OK
    with superuser(server, "kinerja") as connection:
        connection.execute(statement.encode())
    found = look(settings)["service can do no more"]
    assert found.state is WRONG
    assert seen in found.seen


def test_an_owner_that_owns_nothing_is_wrong(own_installation: tuple[EmbeddedPostgres, Settings]) -> None:
    server, settings = own_installation
    with superuser(server) as connection:
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'p' IN ROLE pg_read_all_data")
    service = server.database("kinerja").service
    stranger = re.sub(r"user=\S+ password=\S+", "user=stranger password=p", service)
    url = Settings.model_validate({"owner_database_url": stranger}).owner_database_url
    assert look(settings.model_copy(update={"owner_database_url": url}))["owner role"].state is WRONG


@pytest.fixture
def own_installation(tmp_path: Path) -> Iterator[tuple[EmbeddedPostgres, Settings]]:
    """An installation on a server of its own, whose roles may be changed."""
    with own_postgres(FAST) as server:
        settings = settings_of(server.database("kinerja"), tmp_path)
        with running_service(settings):
            pass
        yield server, settings


def test_one_role_for_both_is_a_warning(town: Town, settings: Settings) -> None:
    both = settings.model_copy(update={"database_url": settings.owner_database_url})
    found = look(both)
    assert found["service role"].state is WARNING
    assert "service can do no more" not in found


# ── keys, tables, agencies ───────────────────────────────────────────────────────────────────────────


def test_secrets_of_another_installation_are_wrong(town: Town, settings: Settings) -> None:
    assert re.search("a sample of [1-9]", look(settings)["secrets of the installation"].seen)
    broken(town, "UPDATE log.data_keys SET wrapped = substr(wrapped, 1, 20) || sha256(wrapped)")
    assert "do not open" in look(settings)["secrets of the installation"].seen
    broken(town, "UPDATE log.installation SET receipts = 'other'")
    assert look(settings)["secrets of the installation"].seen == "not its own: receipts"


def test_migrations_that_are_missing_or_unknown_are_named(town: Town, settings: Settings) -> None:
    broken(town, "UPDATE public.migrations SET name = '9999_later.sql' WHERE name = '0002_installation.sql'")
    found = look(settings)["migrations"]
    assert (found.state, found.seen) == (WRONG, "not applied: 0002_installation.sql")
    broken(town, "INSERT INTO public.migrations VALUES ('0002_installation.sql')")
    assert look(settings)["migrations"].state is WARNING


def test_a_database_without_a_log_is_said(databases: Databases, cluster: Cluster) -> None:
    with databases("template1") as database:
        found = look(settings_of(database, cluster.folder))
    assert found["migrations"].state is WRONG
    assert found["PostgreSQL"].state is OK
    assert "owner role" not in found


def test_read_models_of_another_version_and_what_is_left_of_rebuilds_are_seen(town: Town, settings: Settings) -> None:
    found = look(settings)
    assert found["read models"].state is OK
    assert "unfinished rebuild" not in found
    assert found["previous read models"].seen == "none kept"
    town.service.rebuild()
    broken(town, "CREATE SCHEMA read_next")
    broken(town, "COMMENT ON SCHEMA read_next IS 'later'")
    broken(town, "COMMENT ON SCHEMA read IS 'later'")
    found = look(settings)
    assert found["read models"].state is WRONG
    assert found["unfinished rebuild"].state is WARNING
    assert "kept until the next rebuild" in found["previous read models"].seen
    assert kept(2**31).state is WARNING


def test_an_agency_that_lags_is_late_by_how_long_its_oldest_fact_waits(town: Town, settings: Settings) -> None:
    at = town.give(_unit("LAG"), "admin", "lag").recorded_at
    assert at is not None

    def following(seconds: int) -> Finding:
        return look(settings, lambda: at + timedelta(seconds=seconds))["TST: read models"]

    assert [following(seconds).state for seconds in (2, 60, 600)] == [OK, WARNING, WRONG]
    assert following(2).seen == "1 facts behind, the oldest for 2 s"
    catch_up(town.service)
    assert following(600).seen.startswith("level at")


def test_a_stalled_agency_is_named_with_its_fact(town: Town, settings: Settings) -> None:
    broken(
        town,
        "UPDATE read.tracking SET stalled_position = 7, stalled_topic = 'PlanDrafted', stalled_error = 'KeyError'",
    )
    found = look(settings)["TST: read models"]
    assert (found.state, found.seen) == (WRONG, "stalled at fact 7, PlanDrafted, by KeyError")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM log.facts WHERE position = 5",
        "DELETE FROM log.facts WHERE position = (SELECT max(position) FROM log.facts)",
        "UPDATE log.heads SET position = position + 1",
        "UPDATE log.facts SET position = 0 WHERE position = 1",
    ],
)
def test_a_hole_in_the_log_is_seen(town: Town, settings: Settings, statement: str) -> None:
    assert look(settings)["TST: log"].state is OK
    broken(town, statement)
    assert look(settings)["TST: log"].state is WRONG


def test_a_check_that_cannot_be_made_is_said_and_the_others_are_made(town: Town, settings: Settings) -> None:
    broken(town, "DROP TABLE read.tracking CASCADE")
    found = look(settings)
    assert found["agencies"].seen == "could not be looked at (UndefinedTable)"
    assert found["clock"].state is OK
