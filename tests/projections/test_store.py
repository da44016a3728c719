"""The version of the read models: what decides over their rows is in it."""

import shutil
from pathlib import Path

import pytest

from kinerja.projections.store import built_by, read_model_version, version_of


@pytest.fixture
def installed(tmp_path: Path) -> tuple[Path, ...]:
    """What builds the read models, as somebody else installed it."""
    return tuple(Path(shutil.copytree(package, tmp_path / package.name)) for package in built_by())


def test_the_same_source_is_the_same_version_wherever_it_lies(installed: tuple[Path, ...]) -> None:
    assert version_of(installed) == read_model_version()


@pytest.mark.parametrize("source", ["projections/audit.py", "domain/ratings.py", "domain/rules/evaluator.py"])
def test_another_handler_and_another_fact_are_another_version(installed: tuple[Path, ...], source: str) -> None:
    """What a fact concerns, what of it the trail lists and what is computed of it stands in the domain."""
    with (installed[0].parent / source).open("a") as file:
        file.write("# another\n")
    assert version_of(installed) != read_model_version()
