"""The walk through a first load is executed: every command, with its exit code and what it says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from kinerja.demo.run import examples_folder
from tests.conftest import Cluster, Databases

WALK = Path(__file__).resolve().parents[2] / "docs" / "first-load.md"
_BLOCK = re.compile(
    r"^```sh\n(?P<script>.*?)^```$(?:\n<!-- ends with (?P<code>\d), says -->\n```text\n(?P<says>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)


def test_a_first_load_goes_as_it_is_written(
    databases: Databases, empty_template: str, cluster: Cluster, tmp_path: Path
) -> None:
    shutil.copytree(examples_folder(), tmp_path / "examples")
    blocks = list(_BLOCK.finditer(WALK.read_text(encoding="utf-8")))
    assert len(blocks) == WALK.read_text(encoding="utf-8").count("```sh")
    with databases(empty_template) as database:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "COLUMNS": "240",
            "KINERJA_DATABASE_URL": database.service,
            "KINERJA_OWNER_DATABASE_URL": database.owner,
            "KINERJA_DATA_DIR": str(cluster.folder),
        }
        for block in blocks:
            done = subprocess.run(
                ["bash", "-euc", block["script"]],
                cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120,
            )  # fmt: skip
            assert done.returncode == int(block["code"] or 0), done.stdout + done.stderr
            for line in (block["says"] or "").splitlines():
                assert line in done.stdout, done.stdout
    assert (tmp_path / "errors.csv").stat().st_mode & 0o077 == 0
    assert len(list((tmp_path / "out").glob("*.xlsx"))) == 14
