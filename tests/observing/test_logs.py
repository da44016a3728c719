"""Logs: what a line says, and that nothing personal and no secret is ever in one."""

import io
import json
import logging
import sys
import threading
import warnings

import psycopg
import pytest
from structlog.contextvars import bound_contextvars

from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.commands import BUSY
from kinerja.observing import logs
from kinerja.operating import OperatorError
from tests.conftest import Cluster
from tests.observing.conftest import Lines

PERSON = "Mestika Zahara"
_ours = logging.getLogger("kinerja.test")


def test_a_line_carries_what_is_bound_and_its_own_fields(lines: Lines) -> None:
    with bound_contextvars(request_id="r-1", agency="SWL"):
        logs.say(_ours, logging.INFO, "command", outcome="recorded", position=7)
    line = lines.last()
    assert line.pop("time").endswith("Z")
    assert line == {
        "event": "command", "outcome": "recorded", "position": 7, "request_id": "r-1", "agency": "SWL",
        "level": "info", "logger": "kinerja.test",
    }  # fmt: skip


def test_what_is_bound_reaches_a_thread_of_the_request(lines: Lines) -> None:
    import asyncio

    async def answer() -> None:
        with bound_contextvars(request_id="r-2"):
            await asyncio.to_thread(logs.say, _ours, logging.INFO, "in the thread")

    asyncio.run(answer())
    assert lines.last()["request_id"] == "r-2"


def test_a_value_that_is_not_plain_is_named_by_its_type(lines: Lines) -> None:
    logs.say(_ours, logging.INFO, "x", given=ValueError(PERSON), many=[b"abc", 1, "a" * 500], of={"k": {PERSON}})
    line = lines.last()
    assert line["given"] == "ValueError"
    assert line["many"] == ["bytes", 1, "a" * 200]
    assert line["of"] == {"k": "set"}


def test_a_database_error_is_told_by_kind_state_and_place_only(lines: Lines, cluster: Cluster) -> None:
    with psycopg.connect(cluster.server.database("postgres").service) as connection:
        try:
            try:
                connection.execute("SELECT %s::text::uuid", [PERSON])
            except psycopg.Error as error:
                raise RuntimeError(f"about {PERSON}") from error
        except RuntimeError:
            _ours.exception("it failed")
    outer, inner = lines.last()["error"]
    assert (outer["type"], inner["type"]) == ("RuntimeError", "psycopg.errors.InvalidTextRepresentation")
    assert inner["sqlstate"] == "22P02"
    assert any("test_logs.py:" in frame for frame in outer["frames"])
    assert "message" not in outer | inner
    assert "Mestika" not in lines.text


class Stranger(Exception):
    """Says that it is safe, and is none of ours."""

    safe_to_log = True


class Heir(OperatorError):
    """One of ours that only inherits what its parent says of itself."""

    __module__ = "kinerja.heir"


def test_only_an_exception_of_ours_that_says_so_itself_speaks(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OperatorError, "safe_to_log", True, raising=False)
    for error in (refuse(BUSY), OperatorError("ours"), Stranger(PERSON), Heir(PERSON)):
        _ours.error("it failed", exc_info=error)
    told = [json.loads(line)["error"][0].get("message") for line in lines.text.splitlines()]
    assert told == [BUSY.id, "ours", None, None]
    assert "Mestika" not in lines.text


def test_a_group_and_a_loop_of_causes_come_to_an_end(lines: Lines) -> None:
    one, other = ValueError(PERSON), KeyError(PERSON)
    one.__cause__, other.__cause__ = other, one
    _ours.error("it failed", exc_info=ExceptionGroup(PERSON, [one, TypeError(PERSON)]))
    assert [each["type"] for each in lines.last()["error"]] == [
        "ExceptionGroup",
        "ValueError",
        "TypeError",
        "KeyError",
    ]
    assert "Mestika" not in lines.text


def test_of_a_librarys_line_only_its_sentence_and_numbers_are_written(lines: Lines) -> None:
    logging.getLogger("uvicorn.error").info("row %s of %d", PERSON, 3)
    assert lines.last()["event"] == "row … of 3"
    logging.getLogger("some.library").error("about Mestika %s", PERSON, extra={"color_message": PERSON})
    assert lines.last()["event"] == "a line of a library"
    assert lines.last()["at"].startswith("observing/test_logs.py:")
    logging.getLogger("uvicorn.error").error(OSError(98, PERSON))
    assert lines.last()["error"][0]["errno"] == "EADDRINUSE"
    assert "Mestika" not in lines.text


def test_a_line_of_ours_whose_sentence_does_not_fit_is_written_unfilled(lines: Lines) -> None:
    (handler,) = [each for each in logging.getLogger().handlers if isinstance(each, logs._Handler)]
    handler.handle(logging.LogRecord("kinerja.test", logging.INFO, __file__, 1, "%d of %d", (1,), None))
    assert lines.last()["event"] == "%d of %d"


def test_libraries_are_heard_from_info_upwards_even_at_debug(lines: Lines) -> None:
    logging.getLogger("websockets").debug("< Authorization: %s", "Bearer x")
    assert lines.text == ""
    _ours.debug("ours")
    assert lines.last()["event"] == "ours"


def test_what_python_itself_would_print_becomes_a_line_without_its_text(lines: Lines) -> None:
    def fail() -> None:
        raise ValueError(PERSON)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert lines.last()["error"][0]["type"] == "ValueError"
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = logs._warned
        warnings.warn(PERSON, UserWarning, stacklevel=1)
    assert lines.last()["type"] == "UserWarning"
    sys.excepthook(ValueError, ValueError(PERSON), None)
    assert lines.last()["level"] == "critical"
    assert "Mestika" not in lines.text


def test_a_line_that_cannot_be_written_says_where_it_was(lines: Lines) -> None:
    class Stubborn(str):
        def __str__(self) -> str:
            raise ValueError(PERSON)

    logs.say(_ours, logging.INFO, "x", given=Stubborn("x"))
    assert "a line could not be written: " in lines.text
    assert "test_logs.py" in lines.text
    assert "Mestika" not in lines.text


def test_text_is_readable_and_as_safe(lines: Lines) -> None:
    stream = io.StringIO()
    logs.configure("INFO", "text", stream)
    try:
        raise ValueError(PERSON)
    except ValueError:
        _ours.exception("it failed")
    text = stream.getvalue()
    assert "it failed" in text
    assert "ValueError\n    observing/test_logs.py:" in text
    assert "Mestika" not in text


def test_auto_is_json_where_nobody_looks(lines: Lines) -> None:
    stream = io.StringIO()
    logs.configure("INFO", "auto", stream)
    _ours.info("x")
    assert json.loads(stream.getvalue())["event"] == "x"
