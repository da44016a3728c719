"""Generated agencies to measure on, each in a data folder of its own with level read models."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from examples.generating.shape import Shape
from kinerja.log.installation import installed_secrets
from kinerja.projections import generations
from kinerja.service import Service, make_tables, open_database, running_service, service_on
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

    @contextlib.contextmanager
    def emptied(self) -> Iterator[Service]:
        """The service on its log, after its read models were dropped: the disk never holds them twice."""
        with open_database(self.settings) as database:
            make_tables(database)
            with psycopg.connect(database.owner) as connection:
                connection.execute(f"DROP SCHEMA {generations.LIVE} CASCADE")
            generations.make_live(database.owner)
            with service_on(database, installed_secrets(self.settings, database.owner)) as service:
                yield service


def generated(
    data_dir: Path, code: str, employees: int, months: int, *, built: bool = True, members: int = 25
) -> Measured:
    """Generate an agency unless the folder holds one already, and build its read models unless told not to."""
    if not (data_dir / "postgres").exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        size = [
            "--employees",
            str(employees),
            "--months",
            str(months),
            "--seed",
            str(SEED),
            "--members",
            str(members),
        ]
        command = [sys.executable, "-m", "examples.generate", code, *size, "--data-dir", str(data_dir)]
        subprocess.run(command, check=True)  # noqa: S603 - our own program
        if built:
            subprocess.run([sys.executable, "-m", "kinerja", "rebuild", "--data-dir", str(data_dir)], check=True)  # noqa: S603 - our own program
    return Measured(Shape(code, employees, SEED, members), data_dir)
