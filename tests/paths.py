"""Whether the path of a refusal leads to an input of its command."""

from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from kinerja.application.commands import Command
from kinerja.application.report_drafts import SaveReport, SubmitReport
from kinerja.domain.inputs import camel
from kinerja.domain.refusals import Path

_OF_EVERY_COMMAND = {("commandId",), ("expectedVersion",)}
_GIVEN_BEFORE: dict[type[Command], type[Command]] = {SubmitReport: SaveReport}
"""Commands on what another command saved: their paths may lead to the input of that one."""


def leads_to_an_input(path: Path, command: Command) -> bool:
    """Whether every step is a field of the input, as GraphQL names it, or the index of an item that was given."""
    if path in _OF_EVERY_COMMAND or _leads(path, type(command), command):
        return True
    before = _GIVEN_BEFORE.get(type(command))
    return before is not None and _leads(path, before, None)


def _leads(path: Path, hint: Any, given: Any) -> bool:
    """``given`` None: whether an item was given cannot be told."""
    if not path:
        return True
    step, *rest = path
    if isinstance(step, int):
        item = _item_of(hint)
        known = given is None or step < len(given)
        return item is not None and known and _leads(tuple(rest), item, given[step] if given else None)
    fields = {camel(name): name for name in getattr(_struct_of(hint), "__struct_fields__", ())}
    if step not in fields:
        return False
    return _leads(tuple(rest), get_type_hints(_struct_of(hint))[fields[step]], getattr(given, fields[step], None))


def _item_of(hint: Any) -> Any:
    """What the items of a list are; None when it is no list."""
    if get_origin(hint) is tuple:
        return get_args(hint)[0]
    return next((item for each in get_args(hint) if (item := _item_of(each)) is not None), None)


def _struct_of(hint: Any) -> Any:
    """The struct that a field holds, or may hold; None when it holds none or a list."""
    if get_origin(hint) is tuple:
        return None
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint
    return next((struct for each in get_args(hint) if (struct := _struct_of(each)) is not None), None)
