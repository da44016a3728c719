"""Logs: structlog over the standard library's logging, so that ours and the libraries' lines come out alike.

Our own lines say what they say. A line of a library may quote anything that passed through it: of those only
the unfilled sentence, its numbers and the place are written, and of a library we do not know the place only.
"""

import logging
import sys
import threading
import warnings
from collections.abc import Sequence
from typing import Any, Literal, TextIO
from uuid import UUID

import msgspec
import structlog
from structlog.typing import EventDict, Processor

from kinerja.observing.errors import place, told
from kinerja.observing.traces import current_trace_id

LogFormat = Literal["auto", "json", "text"]
_OURS = "kinerja"
_SENTENCES_OF = frozenset({"uvicorn.error", "psycopg", "psycopg.pool"})
"""Loggers whose sentences, unfilled, are written in their sources and quote nothing."""
_LONGEST = 200
_NUMBERS = (bool, int, float)
_log = logging.getLogger("kinerja.process")


def configure(level: str, form: LogFormat = "auto", stream: TextIO | None = None) -> None:
    """Write all lines of the process to ``stream``, standard error unless given; safe to call again.

    ``auto`` is readable text on a terminal and JSON elsewhere. Libraries are heard from INFO upwards, whatever
    the level. Exceptions that nobody catches and warnings become lines as well.
    """
    out = stream if stream is not None else sys.stderr
    handler = _Handler(out)
    handler.setFormatter(_formatter(as_json=form == "json" or (form == "auto" and not out.isatty())))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.getLevelName(level), logging.INFO))
    logging.getLogger(_OURS).setLevel(level)
    _take_over_standard_error()


class _Handler(logging.StreamHandler[TextIO]):
    """Writes lines; of a line that cannot be written it says so, not what it was."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Say where the line was."""
        self.stream.write(f"a line could not be written: {place(record.pathname, record.lineno, record.funcName)}\n")


def _formatter(*, as_json: bool) -> structlog.stdlib.ProcessorFormatter:
    final: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        final.append(structlog.processors.JSONRenderer(serializer=_as_json))
    else:
        final += [_readable_error, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), timestamp_key="time")]
    chain: list[Processor] = [
        _sentence,
        structlog.contextvars.merge_contextvars,
        _trace,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        _error,
        _plain,
    ]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=chain, processors=final, use_get_message=False, pass_foreign_args=True
    )


def _sentence(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Who may say what."""
    record: logging.LogRecord = event["_record"]
    arguments = event.pop("positional_args", ())
    if record.name.split(".")[0] == _OURS:
        event["event"] = _filled(str(record.msg), arguments)
        event.update(getattr(record, "fields", {}))
        return event
    event["at"] = place(record.pathname, record.lineno, record.funcName)
    if isinstance(record.msg, BaseException):
        event["exc_info"] = (type(record.msg), record.msg, record.msg.__traceback__)
    known = record.name in _SENTENCES_OF and isinstance(record.msg, str)
    event["event"] = _numbers_only(str(record.msg), arguments) if known else "a line of a library"
    return event


def _numbers_only(sentence: str, arguments: Any) -> str:
    """The first line of a library's sentence, filled with its numbers and an ellipsis for everything else."""
    given = arguments if isinstance(arguments, tuple) else ()
    kept = tuple(each if isinstance(each, _NUMBERS) else "…" for each in given)
    return _filled(sentence.partition("\n")[0], kept)


def _filled(sentence: str, arguments: Any) -> str:
    try:
        return sentence % arguments if arguments else sentence
    except (TypeError, ValueError):
        return sentence


def _trace(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """The trace that the line belongs to, where there is one."""
    trace_id = current_trace_id()
    if trace_id is not None:
        event.setdefault("trace_id", trace_id)
    return event


def _error(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """The exception of a line, told safely."""
    event.pop("stack_info", None)
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = told(error)
    return event


def _readable_error(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """The exception of a line as lines of text below it."""
    lines = []
    for each in event.pop("error", ()):
        frames = each.pop("frames")
        lines += [" ".join(f"{value}" for value in each.values()), *(f"    {frame}" for frame in frames)]
    if lines:
        event["exception"] = "\n".join(lines)
    return event


def _plain(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Only plain values; of anything else its type, for what its text would show nobody has looked at."""
    return {key: value if key.startswith("_") else _plain_value(value) for key, value in event.items()}


def _plain_value(value: Any) -> Any:
    if value is None or isinstance(value, _NUMBERS):
        return value
    if isinstance(value, str | UUID):
        return str(value)[:_LONGEST]
    if isinstance(value, dict):
        return {str(key): _plain_value(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [_plain_value(each) for each in value]
    return type(value).__name__


def _as_json(event: EventDict, **_: Any) -> str:
    return msgspec.json.encode(event).decode()


def _take_over_standard_error() -> None:
    """What Python itself would print there quotes messages and sources: write lines instead."""
    sys.excepthook = lambda kind, error, trace: _uncaught("an exception ended the process", error)  # noqa: ARG005 - its signature
    sys.unraisablehook = lambda found: _uncaught("an exception could not be raised", found.exc_value)
    threading.excepthook = lambda found: _uncaught("an exception ended a thread", found.exc_value)
    warnings.showwarning = _warned


def _uncaught(sentence: str, error: BaseException | None) -> None:
    _log.critical(sentence, exc_info=error)


def _warned(  # the signature is Python's own
    message: Warning | str,  # noqa: ARG001 - it may quote anything
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - there is one place for lines
    line: str | None = None,  # noqa: ARG001 - a line of source
) -> None:
    fields = {"type": category.__name__, "at": place(filename, lineno, "")}
    _log.warning("a warning of Python", extra={"fields": fields})


def say(log: logging.Logger, level: int, sentence: str, **fields: Any) -> None:
    """Write a line of ours with fields beside it, if its level is written at all."""
    if log.isEnabledFor(level):
        log.log(level, sentence, extra={"fields": fields}, stacklevel=2)
