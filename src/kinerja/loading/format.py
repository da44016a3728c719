"""How a file of an agency is declared: its columns, what a cell of each may hold, what names a line."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kinerja.domain.refusals import Rule
from kinerja.domain.vocabulary import Term

Row = Mapping[str, str]
"""A line by its column names. Cells are stripped; an empty one is the empty text."""
Misfit = tuple[str, Rule, dict[str, Any]]
"""A column, the rule that its cell breaks, and the parameters of its sentences."""
NOTE = 4000


@dataclass(frozen=True)
class Words:
    """Words of a sentence in both languages."""

    en: str
    id: str


class Kind(StrEnum):
    """What the cells of a column hold, as the document of the format names it."""

    CODE = "code"
    CODES = "codes"
    RESULT = "plan:result"
    TEXT = "text"
    TEXTS = "texts"
    NIP = "NIP"
    DAY = "date"
    MONTH = "month"
    DECIMAL = "decimal"
    WHOLE = "whole number"
    YES_NO = "yes or no"
    TERM = "term"


_CODE = r"[A-Z0-9][A-Z0-9._-]{0,39}"
FORMS: Mapping[Kind, tuple[str, Words]] = {
    Kind.CODE: (
        _CODE,
        Words(
            "capital letters, digits, dot, dash and underscore, at most 40",
            "huruf kapital, angka, titik, tanda hubung dan garis bawah, paling banyak 40",
        ),
    ),
    Kind.CODES: (rf"{_CODE}(\s*;\s*{_CODE})*", Words("codes separated by a semicolon", "kode dipisahkan titik koma")),
    Kind.RESULT: (
        rf"{_CODE}:{_CODE}",
        Words("a plan and a result of it, such as P01:R2", "rencana dan hasil kerjanya, misalnya P01:R2"),
    ),
    Kind.NIP: (r"[0-9]{18}", Words("18 digits", "18 angka")),
    Kind.DAY: (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", Words("a date such as 2025-03-31", "tanggal, misalnya 2025-03-31")),
    Kind.MONTH: (r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])", Words("a month such as 2025-03", "bulan, misalnya 2025-03")),
    Kind.DECIMAL: (
        r"-?[0-9]{1,15}(\.[0-9]{1,6})?",
        Words("a number with a dot, such as 96.43", "bilangan dengan titik, misalnya 96.43"),
    ),
    Kind.WHOLE: (r"[0-9]{1,15}", Words("a whole number", "bilangan bulat")),
    Kind.YES_NO: (r"yes|no", Words("yes or no", "yes atau no")),
}
"""The form of each kind that has one, as a pattern and in words. Terms are listed instead."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column. ``empty`` says what an empty cell means; None: it is never empty. ``names``: the file it refers to.

    ``longest`` bounds a text, in characters; ``values`` lists the words of a term.
    """

    name: str
    kind: Kind
    meaning: str
    empty: str | None = None
    names: str | None = None
    values: tuple[str, ...] = ()
    longest: int = NOTE


def _nothing(_row: Row) -> Iterable[Misfit]:
    return ()


@dataclass(frozen=True, kw_only=True)
class FileFormat:
    """A file of the folder. ``key`` names the columns that tell its lines apart.

    Lines whose ``together`` is equal are one report and stand one after the other. ``order``: columns with
    days that follow each other, none of which may be filled while one before it is empty. ``check`` finds what
    else is wrong with a line whose cells have their forms.
    """

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    together: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    check: Callable[[Row], Iterable[Misfit]] = field(default=_nothing)

    @property
    def names(self) -> tuple[str, ...]:
        """The header."""
        return tuple(column.name for column in self.columns)


def code(name: str, meaning: str, *, names: str | None = None, empty: str | None = None) -> Column:
    """A code of the agency's own; ``names`` is the file whose line it refers to."""
    return Column(name=name, kind=Kind.CODE, meaning=meaning, names=names, empty=empty)


def codes(name: str, meaning: str, *, names: str, empty: str | None = None) -> Column:
    """A list of codes of another file."""
    return Column(name=name, kind=Kind.CODES, meaning=meaning, names=names, empty=empty)


def text(name: str, meaning: str, longest: int = NOTE, *, empty: str | None = None) -> Column:
    """A text for people."""
    return Column(name=name, kind=Kind.TEXT, meaning=meaning, longest=longest, empty=empty)


def day(name: str, meaning: str, *, empty: str | None = None) -> Column:
    """A local date of the agency."""
    return Column(name=name, kind=Kind.DAY, meaning=meaning, empty=empty)


def of_kind(name: str, kind: Kind, meaning: str, *, empty: str | None = None) -> Column:
    """A column of another kind."""
    return Column(name=name, kind=kind, meaning=meaning, empty=empty)


def term(name: str, terms: type[Term], meaning: str, *, empty: str | None = None) -> Column:
    """One of the words of the field."""
    return Column(name=name, kind=Kind.TERM, meaning=meaning, values=tuple(each.value for each in terms), empty=empty)


def fixed(name: str, value: str, meaning: str) -> Column:
    """A column with one possible value."""
    return Column(name=name, kind=Kind.TERM, meaning=meaning, values=(value,))


LETTER = (
    text("letter_number", "number of the letter", 100),
    text("letter_issuer", "office that signed it", 200),
    day("letter_date", "date of the letter"),
)
"""The letter that something rests on."""


def fits(kind: Kind, cell: str) -> bool:
    """Whether a cell has the form of its kind; kinds without one take everything."""
    return kind not in FORMS or re.fullmatch(FORMS[kind][0], cell) is not None
