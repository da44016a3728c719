"""Generated agencies to measure on, each in a data folder of its own with level read models."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from examples.generating.shape import Shape
from kinerja.service import Service, running_service
from kinerja.settings import Settings

SEED = 1


@dataclass(frozen=True)
class Measured:
    """An agency, and where its data lies."""

    shape: Shape
    data_dir: Path

    @property
    def settings(self) -> Settings:
        """The settings of its installation."""
        return Settings(data_dir=self.data_dir)

    @contextlib.contextmanager
    def service(self) -> Iterator[Service]:
        """The service on its data, its read models built by this version."""
        with running_service(self.settings) as service:
            yield service


def generated(data_dir: Path, code: str, employees: int, months: int, *, built: bool = True) -> Measured:
    """Generate an agency unless the folder holds one already, and build its read models unless told not to."""
    if not (data_dir / "postgres").exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        size = ["--employees", str(employees), "--months", str(months), "--seed", str(SEED)]
        command = [sys.executable, "-m", "examples.generate", code, *size, "--data-dir", str(data_dir)]
        subprocess.run(command, check=True)  # noqa: S603 - our own program
        if built:
            subprocess.run([sys.executable, "-m", "kinerja", "rebuild", "--data-dir", str(data_dir)], check=True)  # noqa: S603 - our own program
    return Measured(Shape(code, employees, SEED), data_dir)
