"""What a command said, as bytes for its keyed hash: the same id with another input is another command (H12).

The form must not move under a client that sends a command again: a receipt may be older than this version of the
service. So a field that is at its default is left out, and one that is added with a default changes nothing. For
the same reason a default is never changed.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from kinerja.domain.texts import Text

if TYPE_CHECKING:
    from kinerja.application.commands import Request


def input_form(request: "Request") -> bytes:
    """Who asked for what, on which version seen."""
    return _INPUT.encode([_who(request), request.expected_version, _said(request.command)])


def older_forms(request: "Request") -> Iterator[bytes]:
    """What receipts of earlier versions hold the hash of: with the fields that are at their defaults."""
    yield _INPUT.encode([_who(request), request.expected_version, request.command])


def _who(request: "Request") -> dict[str, Any]:
    who: dict[str, Any] = {"action": request.command.action, "by": request.actor.subject}
    if request.actor.reported is not None:
        who["reportedOn"] = request.actor.reported.on
    return who


def _said(value: Any) -> Any:
    """An input, and every input inside, by those of its fields that are not at their defaults."""
    if isinstance(value, msgspec.Struct):
        given = ((name, default, getattr(value, name)) for name, default in _defaults(type(value)))
        return {name: _said(inner) for name, default, inner in given if inner != default}
    if isinstance(value, tuple):
        return [_said(each) for each in value]
    return value


@cache
def _defaults(struct: type[msgspec.Struct]) -> tuple[tuple[str, Any], ...]:
    """The fields of an input, each with its default; one that is always given has none that a value could equal."""
    return tuple((field.name, field.default) for field in msgspec.structs.fields(struct))


def _clear_half(value: Any) -> Any:
    if isinstance(value, Text):
        return value.clear
    raise NotImplementedError(f"commands do not hold values of {type(value)}")  # what msgspec asks of a hook


_INPUT = msgspec.json.Encoder(enc_hook=_clear_half)
