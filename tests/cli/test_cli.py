"""The command line: what the operator gets wrong is said in a sentence, never as a traceback."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from kinerja.cli import app
from kinerja.database import cluster as embedded
from kinerja.identity.tokens import TokenIssuer
from tests.conftest import Cluster, Databases


def kinerja(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kinerja", *arguments],
        env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def environment(databases: Databases, sawahlunto_template: str, cluster: Cluster) -> Iterator[dict[str, str]]:
    """The example of Sawahlunto as an external database."""
    with databases(sawahlunto_template) as database:
        yield {
            "KINERJA_DATABASE_URL": database.service,
            "KINERJA_OWNER_DATABASE_URL": database.owner,
            "KINERJA_DATA_DIR": str(cluster.folder),
        }


def test_h3_replay_recomputes_every_judged_evaluation(environment: dict[str, str]) -> None:
    done = kinerja("replay", "SWL", **environment)
    assert done.returncode == 0, done.stderr
    assert "55 evaluations, 0 differ." in done.stdout


def test_h3_a_tampered_source_is_found(environment: dict[str, str]) -> None:
    """Somebody with the database's own password changes a report behind the log's back."""
    import psycopg

    with psycopg.connect(environment["KINERJA_OWNER_DATABASE_URL"]) as connection:
        connection.execute(
            "UPDATE log.facts SET state = convert_to(replace(convert_from(state, 'UTF8'), '\"amount\":\"66\"',"
            " '\"amount\":\"96\"'), 'UTF8') WHERE topic = 'ProgressReported'"
        )
    done = kinerja("replay", "SWL", **environment)
    assert done.returncode == 1
    assert "NO" in done.stdout


@pytest.mark.parametrize(
    "command", [["export", "SWL", "out"], ["backup", "SWL", "out"], ["replay", "SWL"], ["rebuild"]]
)
def test_what_only_looks_at_an_installation_makes_none(command: list[str], tmp_path: Path) -> None:
    done = kinerja(*command, KINERJA_DATA_DIR=str(tmp_path / "nothing"))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "There is no installation in" in done.stderr
    assert not (tmp_path / "nothing").exists()


def test_a_port_in_use_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for command in (["serve"], ["demo"]):
            done = kinerja(*command, "--port", port, KINERJA_DATA_DIR=str(tmp_path / "data"))
            assert (done.returncode, done.stderr.count("\n")) == (2, 1)
            assert f"Port {port}" in done.stderr
            assert "--port" in done.stderr
    assert not (tmp_path / "data").exists()


def test_the_version_is_said() -> None:
    assert re.fullmatch(r"kinerja \d+\.\d+\.\d+\n", kinerja("--version").stdout)


def test_rebuild_builds_and_swaps(environment: dict[str, str]) -> None:
    done = kinerja("rebuild", **environment)
    assert done.returncode == 0, done.stderr
    assert "rebuilt" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("replay", "SWL", "zzz"), "no id of an evaluation"),
        (("serve", "--port", "99999"), "port"),
        (("token", "x", "SWL"), "UUID"),
    ],
)
def test_what_is_wrong_at_the_command_line_is_said(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = kinerja(*arguments, KINERJA_DATA_DIR=str(tmp_path), KINERJA_DATABASE_URL="host=/nowhere")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr + done.stdout
    assert said.lower() in (done.stderr + done.stdout).lower()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KINERJA_LOG_LEVEL", "loud"),
        ("KINERJA_PORT", "x"),
        ("KINERJA_MASTER_KEY", "short"),
        ("KINERJA_LOG_POOL", "0"),
    ],
)
def test_a_setting_that_does_not_fit_is_named(name: str, value: str) -> None:
    done = kinerja("rebuild", **{name: value})
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_the_committed_schema_and_documents_are_up_to_date() -> None:
    for command in ("schema", "docs"):
        done = kinerja(command, "--check")
        assert done.returncode == 0, done.stderr


def test_a_stale_document_fails_the_check(tmp_path: Path) -> None:
    (tmp_path / "schema.graphql").write_text("old", encoding="utf-8")
    done = kinerja("schema", "--check", "--path", str(tmp_path / "schema.graphql"))
    assert done.returncode == 1
    assert "make regenerate" in done.stderr


def test_a_token_identifies_and_says_nothing_else(tmp_path: Path) -> None:
    import base64
    import json

    subject = uuid4()
    assert TokenIssuer(tmp_path, issuer="", audience="").keys, "as the service does when it starts"
    done = kinerja("token", str(subject), "SWL", KINERJA_DATA_DIR=str(tmp_path))
    claims = json.loads(base64.urlsafe_b64decode(done.stdout.split(".")[1] + "=="))
    assert (claims["sub"], claims["agency"]) == (str(subject), "SWL")
    assert set(claims) == {"iss", "aud", "sub", "agency", "iat", "exp", "jti"}
    assert (tmp_path / "development-key.json").stat().st_mode & 0o077 == 0


def test_no_token_comes_from_a_folder_that_no_service_knows(tmp_path: Path) -> None:
    done = kinerja("token", str(uuid4()), "SWL", KINERJA_DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert "--data-dir" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_every_command_of_the_line_is_known() -> None:
    names = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert names == {
        "serve",
        "demo",
        "load",
        "export",
        "rebuild",
        "replay",
        "doctor",
        "backup",
        "restore",
        "token",
        "secrets",
        "schema",
        "docs",
    }


def test_what_is_told_to_end_leaves_no_database_running() -> None:
    folder = Path(tempfile.mkdtemp(prefix="kinerja-ended-"))
    folder.chmod(0o711)  # as root the database has an account of its own, which has to get there
    server = embedded.Cluster(folder / "postgres", {})
    try:
        command = [sys.executable, "-m", "kinerja", "demo", "--once", "--data-dir", str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as telling:
            while not (folder / "postgres" / "holders" / str(telling.pid)).exists():
                assert telling.poll() is None
                time.sleep(0.05)
            telling.send_signal(signal.SIGTERM)
        assert telling.returncode == 128 + signal.SIGTERM
        assert server.pid is None
    finally:
        if server.pid is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
