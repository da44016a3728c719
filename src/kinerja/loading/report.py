"""What a load says in the end: what was loaded, or everything that is wrong."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kinerja.loading.faults import Fault, Faults
from kinerja.loading.order import FILES
from kinerja.loading.tally import Tally

_ORIGINS = 20


def print_tally(console: Console, what: str, tally: Tally) -> None:
    """What became of each file: lines, and the commands that are new or were there before."""
    table = Table("file", "lines", "recorded", "there already", title=escape(what))
    for name in (form.name for form in FILES if tally.lines[form.name]):
        table.add_row(name, *(f"{count[name]:,}" for count in (tally.lines, tally.new, tally.there)))
    console.print(table)


def print_faults(console: Console, faults: Faults, tally: Tally, errors: Path | None) -> None:
    """What is wrong, and what only waits for that; the rest of it in the file of errors, if one is named."""
    console.print(_table(faults.first))
    if errors is not None:
        faults.write_to(errors)
    hidden = faults.count - len(faults.first)
    if hidden:
        console.print(f"{hidden:,} more: " + (f"in {errors}" if errors else "name a file by --errors FILE"))
    for (file, line), count in tally.waiting.most_common(_ORIGINS):
        console.print(
            f"Lines that wait for {file}" + (f" line {line}" if line else "") + f": {count:,}", highlight=False
        )
    console.print(f"Errors: {faults.count:,}. Nothing was loaded: mend the files and load the folder again.")


def print_overtaken(console: Console, faults: Sequence[Fault]) -> None:
    """The load was overtaken by somebody else's command."""
    console.print(_table(faults))
    console.print("The log changed after the rehearsal. What was loaded so far stays: load the folder again.")


def _table(faults: Iterable[Fault]) -> Table:
    table = Table(title="What is wrong")
    for name in ("file", "line", "column", "value", "rule", "what is wrong", "what to do"):
        table.add_column(name, overflow="fold")  # a name or a value that is cut helps nobody
    for fault in faults:
        here = (fault.file, str(fault.line or ""), fault.column, fault.value, fault.rule.id)
        table.add_row(*map(escape, (*here, fault.sentence, fault.hint)))
    return table
