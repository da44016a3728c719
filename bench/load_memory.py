"""How much memory a load takes: ``kinerja load`` of N and of 10 N lines of progress, its resident set sampled.

Run as ``.venv/bin/python bench/load_memory.py --lines 1000``. It prints the largest resident set of the process and
the lines per second. Memory that grows with the lines would show in the second half.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

_MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
_TARGETS = 10
_SAMPLE_S = 0.05
_MB = 1 << 20
Rows = Iterator[dict[str, str]]

_LETTER = {"letter_number": "1/2024", "letter_issuer": "Wali Kota", "letter_date": "2024-12-02"}
_MANUAL = {
    "standard": "STD", "name": "Layanan selesai", "family": "QUANTITY", "purpose": "Volume", "definition": "Layanan",
    "formula": "Jumlah", "unit": "layanan", "data_source": "Register", "reporting_period": "MONTHLY",
    "direction": "HIGHER_IS_BETTER", "cumulative": "yes", "numerator": "", "denominator": "", "control": "HIGH",
    "task": "Melayani", "defined_on": "2024-12-10", "effective_on": "2025-01-01",
}  # fmt: skip


def people(count: int) -> range:
    """The numbers of the employees who have a plan; 0 is the head."""
    return range(1, count + 1)


def _write(folder: Path, name: str, rows: Rows) -> None:
    first = next(rows)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


def _organisation(count: int) -> Iterator[tuple[str, Rows]]:
    founded = {"founded_on": "2024-12-02", **_LETTER, "administrator": "E0"}
    agency = {"agency": "BIG", "name": "Kota Besar", "level": "CITY", "time_zone": "Asia/Jakarta", **founded}
    yield "agency", iter([agency])
    yield "org_units", iter([{"unit": "ROOT", "parent": "", "name": "Kota Besar", "kind": "AGENCY"}])
    everybody = [0, *people(count)]
    yield "positions", (
        {"position": f"J{n}", "unit": "ROOT", "reports_to": "J0" if n else "", "title": f"Jabatan {n}",
         "kind": "ADMINISTRATIVE", "functional_level": ""} for n in everybody
    )  # fmt: skip
    yield "employees", (
        {"employee": f"E{n}", "nip": f"{199001012015010000 + n}", "name": f"Pegawai {n}", "employment": "PERMANENT",
         "registered_on": "2024-12-02"} for n in everybody
    )  # fmt: skip
    yield "assignments", (
        {"assignment": f"A{n}", "employee": f"E{n}", "position": f"J{n}", "kind": "DEFINITIVE",
         "starts_on": "2024-12-02", "ends_on": "", **_LETTER} for n in everybody
    )  # fmt: skip


def _standards() -> Iterator[tuple[str, Rows]]:
    dates = {"drafted_on": "2024-12-03", "approved_on": "2024-12-10", "effective_on": "2025-01-01"}
    standard = {"standard": "STD", "title": "Standar", "service": "Layanan", "positions": "J0", "procedure": "satu"}
    yield "standards", iter([standard | {"legal_basis": "Perwali 1/2024"} | dates])
    yield "indicators", ({"indicator": f"IND{n}"} | _MANUAL for n in range(_TARGETS))
    span = {"starts_on": "2025-01-01", "ends_on": "2025-12-31"}
    period = {"period": "2025", "name": "Tahun 2025", **span, "cadence": "QUARTERLY", "rules": "indonesia-2025"}
    yield "periods", iter([period | {"opened_on": "2025-01-02"}])


def _plans(count: int) -> Iterator[tuple[str, Rows]]:
    dates = {"starts_on": "2025-01-01", "ends_on": "2025-12-31", "drafted_on": "2025-01-03"}
    decided = {"submitted_on": "2025-01-06", "approved_on": "2025-01-08"}
    yield (
        "plans",
        (
            {"plan": f"P{n}", "assignment": f"A{n}", "period": "2025", "approach": "QUANTITATIVE", **dates, **decided}
            for n in people(count)
        ),
    )
    yield (
        "work_results",
        (
            {"plan": f"P{n}", "result": "R1", "kind": "PRIMARY", "title": "Layanan", "supports": "", "weight": "100"}
            for n in people(count)
        ),
    )
    yield "targets", (
        {"plan": f"P{n}", "result": "R1", "target": f"T{t}", "indicator": f"IND{t}", "aspect": "QUANTITY",
         "amount": "1200"} for n in people(count) for t in range(_TARGETS)
    )  # fmt: skip
    yield "progress", (
        {"plan": f"P{n}", "month": month, "reported_on": "2026-01-02", "target": f"T{t}", "realization": f"{100 + t}",
         "numerator": "", "denominator": "", "note": "Sesuai rencana"}
        for n in people(count) for month in _MONTHS for t in range(_TARGETS)
    )  # fmt: skip


def make_folder(folder: Path, lines: int) -> int:
    """Write the files of an agency with about so many lines of progress; gives how many it became."""
    count = max(1, lines // (_TARGETS * len(_MONTHS)))
    for name, rows in (*_organisation(count), *_standards(), *_plans(count)):
        _write(folder, name, rows)
    return count * _TARGETS * len(_MONTHS)


def measure(data: Path, *arguments: str) -> tuple[float, float]:
    """Run ``kinerja``; gives its largest resident set in MB and its seconds. Raises RuntimeError when it fails."""
    environment = {**os.environ, "KINERJA_DATA_DIR": str(data)}
    begun, largest = time.monotonic(), 0
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "kinerja", *arguments], env=environment, stdout=subprocess.DEVNULL
    ) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                largest = max(largest, watched.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            time.sleep(_SAMPLE_S)
    if process.returncode:
        raise RuntimeError(f"kinerja {' '.join(arguments)} ended with {process.returncode}")
    return largest / _MB, time.monotonic() - begun


def main() -> None:
    """Measure rehearsal, load and export for N and 10 N."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1000, help="N, lines of progress")
    given = parser.parse_args()
    for wanted in (given.lines, 10 * given.lines):
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            place.chmod(0o755)  # the account of the embedded database has to reach its folder
            (place / "files").mkdir()
            lines = make_folder(place / "files", wanted)
            passes = {
                "rehearsal": ("load", str(place / "files"), "--dry-run"),
                "load": ("load", str(place / "files")),
                "export": ("export", "BIG", str(place / "out")),
            }
            for what, arguments in passes.items():
                memory, seconds = measure(place / "data", *arguments)
                sys.stdout.write(f"{lines:>9,} lines  {what:<10} {memory:7.1f} MB {lines / seconds:8.0f} lines/s\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
