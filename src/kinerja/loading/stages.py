"""A stage of a load: the lines of one file, each as one command."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kinerja.application.commands import Command
from kinerja.domain.act import Letter
from kinerja.identity.relations import Standing
from kinerja.loading.format import FileFormat, Row
from kinerja.loading.naming import Codes, Key

Rows = Sequence[Row]
"""The lines that one command is made from: one, or those of one report."""


def _none(_row: Row) -> Iterable[Key]:
    return ()


def _always(_codes: Codes, _row: Row) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Stage:
    """How the lines of a file lead to commands.

    ``step`` sets several commands of one line apart. ``whose`` act the line reports, ``on`` is the column with its
    day. ``needs`` and ``gives`` say which lines wait for which; ``wants`` which receipts ``make`` looks up.
    ``columns`` leads from the input that a rule names to the column it comes from. ``change`` names the mutation
    that changes what was loaded. ``afresh``: what it begins must not exist. ``rounds``: a line may wait for a later
    one of the file.
    """

    file: FileFormat
    make: Callable[[Codes, Rows], Command]
    whose: Standing
    step: str = ""
    on: str | None = None
    when: Callable[[Codes, Row], bool] = _always
    needs: Callable[[Row], Iterable[Key]] = _none
    gives: Callable[[Row], Iterable[Key]] = _none
    wants: Callable[[Row], Iterable[Key]] = _none
    columns: Mapping[str, str] = field(default_factory=dict)
    change: str = "-"
    afresh: bool = False
    rounds: bool = False

    def key(self, row: Row) -> Key:
        """What names the line's command."""
        names = self.file.together or self.file.key
        return (self.step or self.file.name, *(row[name] for name in names))

    def day(self, row: Row) -> date | None:
        """The day of the act; None where the file names none."""
        return optional_day(row[self.on]) if self.on is not None else None


def as_day(cell: str) -> date:
    """The date of a cell."""
    return date.fromisoformat(cell)


def optional_day(cell: str) -> date | None:
    """The date of a cell that may be empty."""
    return as_day(cell) if cell else None


def parts(cell: str) -> tuple[str, ...]:
    """The parts of a list inside a cell."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def letter_of(row: Row) -> Letter:
    """The letter that a line rests on."""
    return Letter(number=row["letter_number"], issuer=row["letter_issuer"], issued_on=as_day(row["letter_date"]))


LETTER_COLUMNS = {"number": "letter_number", "issuer": "letter_issuer", "issuedOn": "letter_date"}
