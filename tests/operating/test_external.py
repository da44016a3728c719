"""A server of one's own, made by the documented statements: two roles, TLS, and what is wrong said in a sentence."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import psycopg
import pytest

from kinerja.database.embedded import EmbeddedPostgres
from kinerja.database.external import must_be_supported
from kinerja.operating import OperatorError
from kinerja.operating.doctor import examine
from kinerja.service import running_service
from kinerja.settings import Settings
from tests.cli.test_cli import kinerja
from tests.conftest import FAST
from tests.laws.test_as_of import catch_up
from tests.operating.servers import ESTABLISH, UNITS, Server, free_port, own_postgres, running, superuser, token_for
from tests.operating.tls import Authority, in_front_of
from tests.people import Town
from tests.test_docs import ROOT, blocks_of

GUIDE = ROOT / "docs" / "operating.md"


@pytest.fixture(scope="module")
def bare() -> Iterator[EmbeddedPostgres]:
    """A server on which only the documented statements were run."""
    with own_postgres(FAST) as server:
        with superuser(server) as connection:
            for statement in ("DATABASE kinerja", "ROLE kinerja_owner", "ROLE kinerja_service"):
                connection.execute(f"DROP {statement}".encode())
            for statement in _statements(blocks_of(GUIDE, "sql")[0]):
                connection.execute(statement.encode())
        yield server


def _statements(block: str) -> list[str]:
    return [statement for statement in block.split(";\n") if statement.strip()]


def _host(server: EmbeddedPostgres) -> str:
    return server.database("kinerja").owner.split()[0].removeprefix("host=")


def url(server: EmbeddedPostgres, role: str, password: str, database: str = "kinerja") -> str:
    """How a role reaches the server."""
    return f"postgresql://{role}:{password}@/{database}?host={quote(_host(server), safe='')}"


@pytest.fixture
def given(bare: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of the document, on that server; one folder for all tests of the module."""
    folder = tmp_path_factory.getbasetemp() / "external"
    folder.mkdir(exist_ok=True)
    return {
        "KINERJA_DATABASE_URL": url(bare, "kinerja_service", "service-password"),
        "KINERJA_OWNER_DATABASE_URL": url(bare, "kinerja_owner", "owner-password"),
        "KINERJA_DATA_DIR": str(folder),
    }


@pytest.fixture
def town(given: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """The small agency on that server."""
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with running_service(Settings()) as service:
        made = Town(service)
        yield made.found() if not service.logs.agencies() else made.founded()


def test_the_documented_statements_are_all_that_a_server_needs(
    town: Town, given: dict[str, str], tmp_path: Path
) -> None:
    server = Server(given, tmp_path / "serve.log")
    admin = token_for(town, "admin", Path(given["KINERJA_DATA_DIR"]))
    with running(server):
        server.ready()
        unit = {"commandId": "6f9b1a52-0f3c-4ad1-8d4f-0d6f51b3a001", "code": "EXT", "name": "EXT", "kind": "SECTION"}
        answer = server.ask(admin, ESTABLISH, input=unit)
        assert answer["data"]["establishOrgUnit"]["orgUnit"] == {"code": "EXT"}
        assert {"code": "EXT"} in server.ask(admin, UNITS)["data"]["orgUnits"]["nodes"]


def test_with_the_predicate_taken_away_the_services_role_still_sees_nothing(
    town: Town, given: dict[str, str]
) -> None:
    catch_up(town.service)
    for table in ("log.facts", "log.heads", "log.receipts", "log.data_keys", "read.employees", "read.texts"):
        for name, sees in (("KINERJA_OWNER_DATABASE_URL", True), ("KINERJA_DATABASE_URL", False)):
            with psycopg.connect(given[name]) as connection:
                found = connection.execute(f"SELECT EXISTS (SELECT FROM {table})".encode()).fetchone()
                assert found == (sees,), (table, name)


def test_the_doctor_finds_the_documented_roles_well(town: Town) -> None:
    found = {finding.check: finding.state for finding in examine(Settings())}
    for check in ("owner role", "service can do its work", "service can do no more", "agencies are kept apart"):
        assert found[check] == "ok"
    assert found["timezone"] == "ok"


# ── what is wrong ────────────────────────────────────────────────────────────────────────────────────


def _refused(said: str, **given: str) -> None:
    """The command ends with exit code 2 and one sentence, without a password."""
    done = kinerja("rebuild", **given)
    assert done.returncode == 2, done.stderr
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert "password1" not in done.stderr


def test_a_wrong_password_is_said_with_the_setting_that_holds_it(
    given: dict[str, str], bare: EmbeddedPostgres
) -> None:
    for name, role in (("KINERJA_DATABASE_URL", "kinerja_service"), ("KINERJA_OWNER_DATABASE_URL", "kinerja_owner")):
        _refused(f"The database of {name} cannot be used", **{**given, name: url(bare, role, "password1")})


def test_a_server_that_is_not_there_is_said(given: dict[str, str]) -> None:
    nowhere = f"postgresql://kinerja_service:password1@127.0.0.1:{free_port()}/kinerja"
    _refused("KINERJA_DATABASE_URL cannot be used", **{**given, "KINERJA_DATABASE_URL": nowhere})


@pytest.mark.parametrize("text", ["password1", "postgresql://[password1", "host=x passwort=password1", "http://x/y"])
def test_what_is_no_connection_string_is_not_quoted(given: dict[str, str], text: str) -> None:
    _refused("KINERJA_DATABASE_URL", **{**given, "KINERJA_DATABASE_URL": text})


def test_roles_without_rights_are_said(given: dict[str, str], bare: EmbeddedPostgres) -> None:
    with superuser(bare, "kinerja") as connection:
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'password1'")
        connection.execute("GRANT CONNECT ON DATABASE kinerja TO stranger")
    stranger = url(bare, "stranger", "password1")
    _refused("may not create schemas", **{**given, "KINERJA_OWNER_DATABASE_URL": stranger})
    _refused("is not kinerja_service", **{**given, "KINERJA_DATABASE_URL": stranger})
    alone = {name: value for name, value in given.items() if name != "KINERJA_OWNER_DATABASE_URL"}
    _refused("may not create schemas", **alone)


def test_two_different_databases_are_said(given: dict[str, str], bare: EmbeddedPostgres) -> None:
    with superuser(bare) as connection:
        connection.execute("CREATE DATABASE other OWNER kinerja_owner")
    other = url(bare, "kinerja_owner", "owner-password", "other")
    _refused("two different databases", **{**given, "KINERJA_OWNER_DATABASE_URL": other})


def test_a_server_that_lacks_the_services_role_is_said(tmp_path: Path) -> None:
    with own_postgres(FAST) as server:
        with superuser(server) as connection:
            connection.execute("ALTER ROLE kinerja_service RENAME TO other_name")
        owner = server.database("kinerja").owner
        _refused("has no role kinerja_service", KINERJA_DATABASE_URL=owner, KINERJA_DATA_DIR=str(tmp_path))


@pytest.mark.parametrize(("number", "fits"), [(150018, False), (170009, False), (180000, True), (190001, True)])
def test_a_server_before_18_is_refused(number: int, fits: bool) -> None:
    if fits:
        must_be_supported(number)
        return
    with pytest.raises(OperatorError, match=f"is PostgreSQL {number // 10000}; the service needs 18"):
        must_be_supported(number)


# ── TLS ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_certificate_of_the_database_is_verified(
    town: Town, given: dict[str, str], bare: EmbeddedPostgres, tmp_path: Path
) -> None:
    """Through TLS in front of the server: the right name by the right authority, and neither of them wrong."""
    authority, stranger = Authority.made(tmp_path), Authority.made(tmp_path, "stranger")
    socket = Path(_host(bare)) / ".s.PGSQL.5432"

    def through(port: int, trusted: str, host: str = "localhost") -> dict[str, str]:
        tail = f"@{host}:{port}/kinerja?sslmode=verify-full&sslrootcert={tmp_path / trusted}.pem&gssencmode=disable"
        return {
            **given,
            "KINERJA_DATABASE_URL": f"postgresql://kinerja_service:service-password{tail}",
            "KINERJA_OWNER_DATABASE_URL": f"postgresql://kinerja_owner:owner-password{tail}",
        }

    with in_front_of(socket, *authority.certify("localhost")) as port:
        done = kinerja("rebuild", **through(port, "authority"))
        assert done.returncode == 0, done.stderr
        _refused("certificate verify failed", **through(port, "stranger"))
        _refused("does not match host name", **through(port, "authority", "127.0.0.1"))
    with in_front_of(socket, *stranger.certify("localhost")) as port:
        _refused("certificate verify failed", **through(port, "authority"))


def test_https_is_served_with_the_certificate_of_the_settings(
    town: Town, given: dict[str, str], tmp_path: Path
) -> None:
    certificate, key = Authority.made(tmp_path).certify("localhost", "127.0.0.1")
    trusting = ssl.create_default_context(cafile=str(tmp_path / "authority.pem"))
    tls = {"KINERJA_TLS_CERTIFICATE": str(certificate), "KINERJA_TLS_KEY": str(key)}
    server = Server({**given, **tls}, tmp_path / "serve.log", scheme="https", verify=trusting)
    with running(server):
        server.ready()
        admin = token_for(town, "admin", Path(given["KINERJA_DATA_DIR"]))
        assert server.ask(admin, UNITS)["data"]["orgUnits"]["nodes"]
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.get(f"{server.url}/health/live")
        with pytest.raises(httpx.HTTPError):
            httpx.get(f"http://127.0.0.1:{server.port}/health/live")


def test_a_certificate_that_cannot_be_served_is_said(given: dict[str, str], tmp_path: Path) -> None:
    authority = Authority.made(tmp_path)
    certificate, _ = authority.certify("localhost")
    _, other = authority.certify("other")
    for tls, said in (
        ({"KINERJA_TLS_CERTIFICATE": str(certificate)}, "together or not at all"),
        ({"KINERJA_TLS_KEY": str(other)}, "together or not at all"),
        ({"KINERJA_TLS_CERTIFICATE": str(certificate), "KINERJA_TLS_KEY": str(other)}, "no certificate chain"),
        ({"KINERJA_TLS_CERTIFICATE": str(tmp_path / "no"), "KINERJA_TLS_KEY": str(other)}, "is not there"),
    ):
        done = kinerja("serve", **given, **tls)
        assert done.returncode == 2
        assert said in " ".join(done.stderr.split())
        assert "Traceback" not in done.stderr


def test_what_a_proxy_says_of_the_client_is_not_believed(town: Town, given: dict[str, str], tmp_path: Path) -> None:
    """A redirect is made of the address that was asked: an outsider cannot change its scheme."""
    server = Server(given, tmp_path / "serve.log")
    with running(server):
        server.ready()
        told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", "Forwarded": "proto=https"}
        answer = httpx.get(f"{server.url}/graphql/", headers=told)
        assert answer.headers["location"] == f"{server.url}/graphql"
