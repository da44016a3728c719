"""Other people's suites and clients against the live service (`make conformance`; the tools come from npm)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kinerja.graphql.schema import build_schema
from tests.conformance.conftest import CLIENTS, ROOT
from tests.web.site import Site

HERE = Path(__file__).parent
TOOLS = HERE / "node_modules"
INSPECTOR = str(TOOLS / "@graphql-inspector/cli/cjs/index.js")
SCHEMA = build_schema()._schema
pytestmark = pytest.mark.conformance


def run(*command: str, folder: Path, site: Site | None = None, **settings: str) -> str:
    """What a program says; it has to end well."""
    known = dict(os.environ)
    if site is not None:
        known |= {"KINERJA_URL": f"{site.url}/a/TST/graphql", "KINERJA_TOKEN": site.token("head")}
    ended = subprocess.run(
        command, cwd=folder, env={**known, **settings}, capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def told(output: str) -> Any:
    return json.loads(output.splitlines()[-1])


def test_h12_graphql_over_http_passes_every_audit(live: Site) -> None:
    answer = told(run("node", "http_audits.mjs", folder=HERE, site=live))
    assert answer["failed"] == []
    assert answer["audits"] == 61


def test_h13_both_protocols_of_subscriptions_pass_every_check(live: Site) -> None:
    answer = told(run("node", "protocols.mjs", folder=HERE, site=live))
    assert answer["failed"] == []
    assert answer["checks"] == 21


@pytest.mark.parametrize("client", ["apollo", "urql"])
def test_documents_are_typed_from_the_live_schema(live: Site, client: str) -> None:
    run("npm", "run", "generate", folder=CLIENTS / client, site=live)
    run("npm", "run", "check", folder=CLIENTS / client)


def test_relay_compiles(live: Site) -> None:
    assert live.url
    run("npm", "run", "generate", folder=CLIENTS / "relay")
    run("npm", "run", "check", folder=CLIENTS / "relay")
    run("npm", "run", "build", folder=CLIENTS / "relay")


@pytest.mark.parametrize("client", ["apollo", "urql", "relay"])
def test_a_client_reads_revises_meets_a_conflict_and_resumes(live: Site, client: str) -> None:
    output = run("npm", "start", folder=CLIENTS / client, site=live, KINERJA_EFFECTIVE_ON="2025-03-01")
    assert "told, each once" in output


def test_the_client_in_python_does_the_same(live: Site) -> None:
    output = run(sys.executable, "client.py", folder=CLIENTS / "python", site=live, KINERJA_EFFECTIVE_ON="2025-03-01")
    assert "told, each once" in output


def test_the_schema_passes_the_linter() -> None:
    run(
        "node",
        str(TOOLS / "eslint/bin/eslint.js"),
        "-c",
        str(HERE / "eslint.config.mjs"),
        "schema.graphql",
        folder=ROOT,
    )


def test_the_schema_breaks_nothing_that_was_released(tmp_path: Path) -> None:
    tags = run("git", "tag", "--list", "v*", "--sort=-version:refname", folder=ROOT).split()
    if not tags:
        pytest.skip("no version was released yet: nobody was promised anything")
    released = tmp_path / "released.graphql"
    released.write_text(run("git", "show", f"{tags[0]}:schema.graphql", folder=ROOT))
    assert "Breaking changes" not in run("node", INSPECTOR, "diff", str(released), "schema.graphql", folder=ROOT)


def test_the_documents_of_the_clients_are_valid_and_use_nothing_deprecated() -> None:
    run("node", INSPECTOR, "validate", "clients/*/src/documents.ts", "schema.graphql", "--deprecated", folder=ROOT)


def test_no_random_document_makes_the_server_fail(unthrottled: Site) -> None:
    """Twenty of each root field: random arguments, random fields, our scalars' own values."""
    url, token = f"{unthrottled.url}/a/TST/graphql", unthrottled.token("head")
    output = run(
        str(Path(sys.executable).with_name("st")), "run", url, "-H", f"Authorization: Bearer {token}",
        "--request-timeout", "5", "--max-examples", "20", "--checks", "not_a_server_error", "--no-color",
        folder=ROOT, SCHEMATHESIS_HOOKS="tests.conformance.scalars", PYTHONPATH=str(ROOT),
    )  # fmt: skip
    root_fields = sum(len(each.fields) for each in (SCHEMA.query_type, SCHEMA.mutation_type) if each is not None)
    assert f"{root_fields} passed" in output, output[-2000:]
