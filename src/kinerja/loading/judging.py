"""From refusals of a command to what is wrong with the lines it was made from."""

from collections.abc import Iterator

from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.commands import VERSION_CONFLICT
from kinerja.loading.faults import Fault
from kinerja.loading.naming import Key
from kinerja.loading.pages import Group
from kinerja.loading.reading import Line
from kinerja.loading.rules import EXISTS_ALREADY, LOADED_OTHERWISE, REFERENCE_UNKNOWN
from kinerja.loading.stages import Stage


def refused(stage: Stage, file: str, group: Group, refusal: Refusal) -> Fault:
    """What a refusal says of the lines of its command."""
    line = _line(group, refusal)
    column = next((stage.columns[str(step)] for step in reversed(refusal.path) if step in stage.columns), "")
    value = line.row[column] if column else ""
    if refusal.rule is VERSION_CONFLICT:
        return Fault(file, line.number, column, value, EXISTS_ALREADY, {"change": stage.change})
    return Fault(file, line.number, column, value, refusal.rule, refusal.parameters)


def _line(group: Group, refusal: Refusal) -> Line:
    """The line of a report that is to blame, where the refusal names one."""
    place = next((step for step in refusal.path if isinstance(step, int)), 0)
    return group.lines[place] if place < len(group.lines) else group.lines[0]


def unknown(stage: Stage, file: str, group: Group, key: Key) -> Iterator[Fault]:
    """A code that leads nowhere, at every line of the command that has it."""
    form, code = key[0], key[1]
    for line in group.lines:
        for column in stage.file.columns:
            if code in (line.row[column.name], line.row[column.name].split(":")[0]):
                yield Fault(file, line.number, column.name, code, REFERENCE_UNKNOWN, {"file": form})
                break


def otherwise(stage: Stage, file: str, group: Group) -> Fault:
    """The lines were loaded before and said something else."""
    line = group.lines[0]
    key = " ".join(stage.key(line.row)[1:])
    return Fault(file, line.number, stage.file.key[0], key, LOADED_OTHERWISE, {"change": stage.change})
