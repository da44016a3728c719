"""The files of ``deploy``: what can be seen of them without Docker and without a running systemd."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # comes with uvicorn, which does not bring its stubs

from kinerja.database.cluster import Cluster
from kinerja.database.external import must_be_usable
from kinerja.settings import Settings
from tests.conftest import FAST
from tests.operating.servers import own_postgres, superuser
from tests.operating.test_external import GUIDE
from tests.test_docs import ROOT, blocks_of

DEPLOY = ROOT / "deploy"


def text(name: str) -> str:
    """A file of the folder."""
    return (DEPLOY / name).read_text(encoding="utf-8")


def compose() -> dict[str, Any]:
    """The compose file, as YAML."""
    content: dict[str, Any] = yaml.safe_load(text("compose.yaml"))
    return content


def test_every_setting_that_is_named_exists() -> None:
    known = {f"KINERJA_{name.upper()}" for name in Settings.model_fields}
    named = {name for path in DEPLOY.iterdir() for name in re.findall(r"KINERJA_[A-Z_]+", text(path.name))}
    assert named
    assert named - known == set()
    assert named >= {"KINERJA_DATABASE_URL", "KINERJA_OWNER_DATABASE_URL", "KINERJA_SECRETS_FILE"}


def test_what_no_test_runs_says_so_in_its_first_line() -> None:
    for name in ("Dockerfile", "compose.yaml", "kinerja.service"):
        assert text(name).startswith("# UNTESTED"), name


def test_two_processes_share_database_secrets_and_settings() -> None:
    services = compose()["services"]
    one, other = services["api-1"], services["api-2"]
    assert {**one, "ports": []} == {**other, "ports": []}
    assert one["ports"] != other["ports"]
    assert all(port.startswith("127.0.0.1:") for port in one["ports"] + other["ports"])
    assert one["depends_on"]["database"]["condition"] == "service_healthy"
    assert services["database"]["image"] == "postgres:18"
    assert services["database"]["healthcheck"]
    assert one["secrets"][0]["source"] in compose()["secrets"]


def test_no_password_stands_in_the_files() -> None:
    for service in compose()["services"].values():
        for name, value in service["environment"].items():
            assert "PASSWORD" not in name or re.fullmatch(r"\$\{\w+:\?\}", value), name
    urls = re.findall(r"postgresql://\w+:(\S+?)@", text("compose.yaml"))
    assert urls == ["${SERVICE_PASSWORD:?}", "${OWNER_PASSWORD:?}"]


def test_the_image_runs_as_nobody_special_from_hashed_packages() -> None:
    lines = text("Dockerfile").splitlines()
    assert "USER kinerja" in lines
    assert lines.index("USER kinerja") < lines.index('ENTRYPOINT ["kinerja"]')
    assert "--require-hashes -r requirements.lock" in text("Dockerfile")
    assert "HEALTHCHECK" in text("Dockerfile")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text("Dockerfile"), re.MULTILINE)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name


def test_the_database_of_the_compose_file_is_made_by_the_documented_statements() -> None:
    script = text("database.sh").split("<<'SQL'\n")[1].removesuffix("SQL\n")
    documented = blocks_of(GUIDE, "sql")[0]
    assert script == documented.replace("'owner-password'", ":'owner'").replace("'service-password'", ":'service'")


def test_the_script_makes_a_database_that_the_service_can_use() -> None:
    with own_postgres(FAST) as server:
        with superuser(server) as connection:
            for statement in ("DATABASE kinerja", "ROLE kinerja_owner", "ROLE kinerja_service"):
                connection.execute(f"DROP {statement}".encode())
            host, password = connection.info.host, connection.info.password
        programs = Cluster(server.folder, FAST).binaries / "pginstall" / "bin"
        environment = {
            "PATH": f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "PGHOST": host,
            "PGPASSWORD": password,
            "POSTGRES_USER": "postgres",
            "OWNER_PASSWORD": "o'wner",
            "SERVICE_PASSWORD": "service",
        }
        done = subprocess.run(
            ["/bin/sh", str(DEPLOY / "database.sh")], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        tail = f"host={host} dbname=kinerja"
        from kinerja.database.connections import Database

        owner, service = (
            f"{tail} user=kinerja_owner password='o\\'wner'",
            f"{tail} user=kinerja_service password=service",
        )
        must_be_usable(Database(owner=owner, service=service))


def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        return  # only where systemd is installed it can be asked
    unit = tmp_path / "kinerja.service"
    program = str(Path(sys.executable).with_name("kinerja"))
    unit.write_text(text("kinerja.service").replace("/opt/kinerja/.venv/bin/kinerja", program), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "kinerja.service" not in done.stderr  # neither a warning of ours
