"""The document of the format: every file and column, and why a line is refused, from what is declared."""

from collections.abc import Iterator

from kinerja.loading.format import FORMS, Column, FileFormat, Kind
from kinerja.loading.order import FILES
from kinerja.loading.rules import RULES

_INTRODUCTION = """# Files of an agency

What `kinerja load` reads and `kinerja export` writes. [A first load](first-load.md) walks through it. The examples in
[`examples/`](../examples/README.md) are folders of this format.

- A folder holds `agency` and any of the other files, each as CSV, XLSX or JSON: `plans.csv`, `plans.xlsx` or
  `plans.json`. Feedback, ratings and evaluations are no files to load: people give them themselves.
- **CSV**: UTF-8, with or without byte order mark, comma, one header line, quoting as in RFC 4180. Columns may stand
  in any order; none may be missing.
- **XLSX**: the first sheet of the workbook, header in its first row. Dates may be dates and numbers numbers; a
  formula is refused, and so is a number with more than 15 digits, which the spreadsheet has rounded.
- **JSON**: an array of objects. A member that is missing or null is an empty cell; a list may be an array of texts.
- Cells are stripped of blanks around them. A control character other than a line feed or a tab is refused.
- CSV and JSON are read and written in constant memory. Of a workbook, the distinct texts are kept.
"""
_RULES = """## When a line is refused

Every rule of the field holds for a load as for anybody: [rules](rules.md). These are about the files.
"""


def loading_document() -> str:
    """The document, as it stands in ``docs/loading.md``."""
    lines = [_INTRODUCTION, *_forms()]
    for form in FILES:
        lines += _file(form)
    lines += [_RULES, "| Id | Sentence | What to do |", "|---|---|---|"]
    lines += [f"| {r.id} | {r.sentence_id}<br>{r.sentence_en} | {r.hint_id}<br>{r.hint_en} |" for r in RULES]
    return "\n".join(lines) + "\n"


def _forms() -> Iterator[str]:
    yield "## What a cell holds\n"
    yield "| Kind | |"
    yield "|---|---|"
    for kind, (_, words) in FORMS.items():
        yield f"| {kind} | {words.en} |"
    yield f"| {Kind.TEXT} | a text for people |"
    yield f"| {Kind.TEXTS} | texts separated by a semicolon |"
    yield f"| {Kind.TERM} | one of the words that the column lists |"
    yield "\nAn empty cell means what the column says; a column that says nothing is never empty.\n"


def _file(form: FileFormat) -> Iterator[str]:
    yield f"## {form.name}\n"
    yield f"{form.about} Key: {', '.join(f'`{name}`' for name in form.key)}.\n"
    yield "| Column | Holds | Meaning | Empty |"
    yield "|---|---|---|---|"
    for column in form.columns:
        yield f"| `{column.name}` | {_holds(column)} | {column.meaning} | {column.empty or ''} |"
    if form.order:
        yield f"\nIn this order: {', '.join(f'`{name}`' for name in form.order)}."
    yield ""


def _holds(column: Column) -> str:
    if column.kind == Kind.TERM:
        return ", ".join(f"`{value}`" for value in column.values)
    if column.kind == Kind.TEXT:
        return f"text, at most {column.longest}"
    return f"{column.kind} of `{column.names}`" if column.names else str(column.kind)
