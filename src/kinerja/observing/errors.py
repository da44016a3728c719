"""Exceptions as a log may tell them: of which kind and where, never in their own words.

A database error quotes the values it stumbled over (``Key (nip)=(…)``), and any other exception may do the same.
"""

import errno
import traceback
from collections.abc import Iterator
from typing import Any

_MOST_ERRORS = 10
_MOST_FRAMES = 30
_SQLSTATE_LENGTH = 5


def told(error: BaseException) -> list[dict[str, Any]]:
    """An exception and what led to it, the last one first, at most ten of them.

    Each has its ``type`` and the ``frames`` it passed, innermost last, and where there is one its ``sqlstate``,
    ``constraint`` or ``errno``. Its ``message`` is there only when its class is one of ours that declares
    ``safe_to_log = True`` itself.
    """
    return [_one(each) for each, _ in zip(_chain(error), range(_MOST_ERRORS), strict=False)]


def is_expected(error: BaseException) -> bool:
    """Whether it is an answer rather than a fault: one of ours that declares ``safe_to_log = True`` itself."""
    kind = type(error)
    return kind.__module__.startswith("kinerja.") and vars(kind).get("safe_to_log") is True


def name_of(error: BaseException) -> str:
    """The kind of an exception, with its module unless it is built in."""
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, then its cause or context, then the members of a group; each once."""
    seen: set[int] = set()
    left: list[BaseException | None] = [error]
    while left:
        each = left.pop(0)
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        left.append(each.__cause__ or (None if each.__suppress_context__ else each.__context__))
        if isinstance(each, BaseExceptionGroup):
            left.extend(each.exceptions)


def _one(error: BaseException) -> dict[str, Any]:
    said: dict[str, Any] = {"type": name_of(error)}
    sqlstate = getattr(error, "sqlstate", None)
    if isinstance(sqlstate, str) and len(sqlstate) == _SQLSTATE_LENGTH:
        said["sqlstate"] = sqlstate
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
    if constraint:
        said["constraint"] = str(constraint)
    if isinstance(error, OSError) and error.errno is not None:
        said["errno"] = errno.errorcode.get(error.errno, str(error.errno))
    if is_expected(error):
        said["message"] = str(error)
    said["frames"] = _frames(error)
    return said


def _frames(error: BaseException) -> list[str]:
    passed = list(traceback.walk_tb(error.__traceback__))[-_MOST_FRAMES:]
    return [place(frame.f_code.co_filename, line, frame.f_code.co_name) for frame, line in passed]


def place(file: str, line: int, function: str) -> str:
    """Where something happened: the file below the folder of its package, its line and the function."""
    for folder in ("/site-packages/", "/src/"):
        if folder in file:
            return f"{file.rpartition(folder)[2]}:{line} {function}"
    return f"{'/'.join(file.split('/')[-2:])}:{line} {function}"
