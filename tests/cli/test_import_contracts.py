"""Each import contract, broken on purpose in a copy of the sources, is seen to fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BREACHES = {
    "Requests flow one way": ("log/recorder.py", "import kinerja.application.commands"),
    "The domain knows no framework but the library of its facts": ("domain/plans.py", "import psycopg"),
    "Who decides and who shows knows nothing of who observes": ("projections/plans.py", "import prometheus_client"),
    "Commands and read models never meet": ("projections/plans.py", "import kinerja.application.plans"),
    "Read models meet only in the store": ("projections/plans.py", "import kinerja.projections.periods"),
    "Edges of the graph point back in the process": ("graphql/plans.py", "import kinerja.graphql.evaluations"),
    "Resolvers do not touch aggregates": ("graphql/plans.py", "import kinerja.application.work"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(program), "--no-cache"], cwd=folder, env={"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the sources with their contracts."""
    shutil.copytree(ROOT / "src" / "kinerja", tmp_path / "src" / "kinerja", ignore=shutil.ignore_patterns("static"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("contract", BREACHES)
def test_a_contract_that_is_broken_fails(copy: Path, contract: str) -> None:
    name, line = BREACHES[contract]
    module = copy / "src" / "kinerja" / name
    module.write_text(f"{module.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    done = lint(copy)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout


def test_every_contract_is_broken_once() -> None:
    import tomllib

    configured = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = {contract["name"] for contract in configured["tool"]["importlinter"]["contracts"]}
    assert names == set(BREACHES)
