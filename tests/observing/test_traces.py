"""Traces: one mutation gives one connected trace from the request to the visible row, and none tells of persons."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import UUID

import psycopg
import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.trace import INVALID_SPAN, SpanContext, StatusCode

from kinerja.graphql.gateway import Gateway
from kinerja.observing.observer import Observer
from kinerja.observing.traces import Recordings, current_trace_id, traces_of_environment
from tests.observing.conftest import Watched
from tests.observing.serving import until
from tests.observing.test_nothing_personal import leaks, parts_of, personal_texts

CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def _context(span: ReadableSpan) -> SpanContext:
    found: SpanContext | None = span.context
    assert found is not None
    return found


def _parent(span: ReadableSpan) -> int | None:
    return span.parent.span_id if span.parent is not None else None


def _mutated(watched: Watched, **headers: str) -> dict[str, ReadableSpan]:
    watched.exporter.clear()
    watched.establish("TRACED", name="Seksi Rahasia", **headers)
    until(lambda: {"follower page", "POST graphql"} <= set(watched.spans()))
    return watched.spans()


def test_a_mutation_is_one_connected_trace_from_the_request_to_the_visible_row(watched: Watched) -> None:
    spans = _mutated(watched)
    above = {
        "graphql mutation": "POST graphql",
        "command": "graphql mutation",
        "decide": "command",
        "append": "command",
        "wait until visible": "graphql mutation",
        "read": "graphql mutation",
    }
    assert _parent(spans["POST graphql"]) is None
    for name, parent in above.items():
        assert _parent(spans[name]) == _context(spans[parent]).span_id, name
        assert _context(spans[name]).trace_id == _context(spans["POST graphql"]).trace_id, name
    page = spans["follower page"]
    assert [link.context.span_id for link in page.links] == [_context(spans["command"]).span_id]
    assert _parent(page) is None


def test_spans_say_agency_command_action_position_and_facts(watched: Watched) -> None:
    spans = _mutated(watched)
    command = dict(spans["command"].attributes or {})
    assert UUID(str(command.pop("kinerja.command_id")))
    position = command.pop("kinerja.position")
    assert command == {
        "kinerja.action": "establishOrgUnit", "kinerja.agency": "TST", "kinerja.outcome": "recorded",
        "kinerja.facts": 1,
    }  # fmt: skip
    for name in ("wait until visible", "read", "follower page"):
        assert (spans[name].attributes or {})["kinerja.position"] == position, name
    request = dict(spans["POST graphql"].attributes or {})
    assert request == {"http.request.method": "POST", "http.response.status_code": 200}
    assert (spans["graphql mutation"].attributes or {})["graphql.operation.name"] == "Establish"


def test_the_trace_of_the_caller_goes_on_and_its_state_is_not_kept(watched: Watched) -> None:
    spans = _mutated(watched, traceparent=CALLER, tracestate="person=199001012015011001")
    request = spans["POST graphql"]
    assert f"{_context(request).trace_id:032x}" == CALLER.split("-")[1]
    assert f"{_parent(request):016x}" == CALLER.split("-")[2]
    assert _context(request).trace_state == {}


@pytest.mark.parametrize("broken", ["", "x", CALLER[:-3], CALLER.replace("0af", "zzz")])
def test_a_traceparent_that_is_none_begins_a_new_trace(watched: Watched, broken: str) -> None:
    request = _mutated(watched, traceparent=broken)["POST graphql"]
    assert request.parent is None


def test_a_refusal_is_an_answer_and_no_error(watched: Watched) -> None:
    watched.establish("REFUSED", by="member")
    until(lambda: "command" in watched.spans())
    command = watched.spans()["command"]
    assert command.status.status_code is StatusCode.UNSET
    assert (command.attributes or {})["kinerja.outcome"] == "refused"


def test_nothing_personal_is_in_a_span_not_even_of_a_failure(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = personal_texts(watched.town.service.database)
    nip = next(text for text in texts if text.isdigit())

    async def fail(gateway: Gateway, agency: str, command_id: UUID, subject: UUID) -> None:
        with gateway.observer.traces.span("planted"):
            raise psycopg.errors.UniqueViolation(f"Key (nip)=({nip}) already exists.")

    monkeypatch.setattr(Gateway, "receipt", fail)
    token = watched.client.token(watched.town.ids["member"], watched.town.agency)
    bearer = {"Authorization": f"Bearer {token}"}
    watched.client.post({"query": f'query {{ receipt(commandId: "{UUID(int=1)}") {{ hash }} }}'}, **bearer)
    watched.client.post({"query": "{ employees(first: 9) { nodes { name nip } } }"}, **bearer)
    watched.client.post({"query": "{ agency { code } }", "operationName": nip + " x"}, **bearer)
    watched.client.post({"query": "{ agency { code } }"}, path=f"/a/{token[-30:]}/graphql?t={token}")
    watched.establish("LATER", name="Seksi Rahasia", tracestate=f"x={nip}")
    until(lambda: {"follower page", "POST graphql"} <= set(watched.spans()))
    written = "\n".join(span.to_json() for span in watched.exporter.get_finished_spans())
    assert {"planted", "graphql query", "graphql mutation", "read"} <= set(watched.spans())
    assert leaks(written, [*texts, "Seksi Rahasia", *parts_of(token)]) == []
    assert "nip" not in written
    assert leaks(written + json.dumps({"message": f"Key (nip)=({nip})"}), texts) == [nip]


def test_a_failure_names_its_kind_in_the_span_and_its_trace_to_the_client(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(gateway: Gateway, agency: str, command_id: UUID, subject: UUID) -> None:
        with gateway.observer.traces.span("planted"):
            raise psycopg.errors.UniqueViolation("Key (nip)=(1) already exists.")

    monkeypatch.setattr(Gateway, "receipt", fail)
    token = watched.client.token(watched.town.ids["member"], watched.town.agency)
    body = {"query": f'{{ receipt(commandId: "{UUID(int=1)}") {{ hash }} }}'}
    (error,) = watched.client.post(body, Authorization=f"Bearer {token}").json()["errors"]
    until(lambda: "POST graphql" in watched.spans())
    span = watched.spans()["planted"]
    assert (span.status.status_code, span.status.description) == (StatusCode.ERROR, "psycopg.errors.UniqueViolation")
    assert span.events == ()
    assert error["extensions"]["traceId"] == f"{_context(span).trace_id:032x}"


def test_a_page_is_linked_to_what_it_carried_and_to_nothing_else() -> None:
    recordings = Recordings()
    spans = [SpanContext(1, number, is_remote=False) for number in range(1, 5)]
    for position, span in zip((3, 5, 9, 12), spans, strict=True):
        recordings.add("SWL", position, span)
    recordings.add("KTL", 4, spans[0])
    assert recordings.take("SWL", 4, 9) == [spans[1], spans[2]]
    assert recordings.take("SWL", 9, 12) == [spans[3]]
    assert recordings.take("SWL", 0, 12) == []
    assert recordings.take("KTL", 0, 4) == [spans[0]]
    for position in range(5000):
        recordings.add("SWL", position, spans[0])
    assert len(recordings.take("SWL", 0, 5000)) == 1000


def test_without_an_endpoint_there_are_no_spans_and_no_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", raising=False)
    traces = traces_of_environment()
    assert not traces.on
    with traces.span("x", agency="SWL") as one, traces.request("y", CALLER) as other:
        assert one is other is traces.aside("z") is INVALID_SPAN
        assert current_trace_id() is None
    traces.past("page", 1.0, [])
    traces.close()


def test_the_standard_switch_turns_them_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    assert not traces_of_environment().on


@pytest.fixture
def collector() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """A collector of OTLP over HTTP: its address, and the paths and bodies that it got."""
    got: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", got
    server.shutdown()
    thread.join()
    server.server_close()


def test_with_an_endpoint_they_are_sent_there_and_flushed_at_the_end(
    monkeypatch: pytest.MonkeyPatch, collector: tuple[str, list[tuple[str, bytes]]]
) -> None:
    url, got = collector
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
    observer = Observer(traces_of_environment())
    with observer.traces.span("sent"):
        assert current_trace_id() is not None
    observer.close()
    ((path, body),) = got
    assert path == "/v1/traces"
    import gzip

    raw = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    assert b"sent" in raw
    assert b"kinerja" in raw


def test_a_collector_that_is_away_holds_the_end_up_for_seconds_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    observer = Observer(traces_of_environment())
    with observer.traces.span("lost"):
        pass
    began = time.monotonic()
    observer.close()
    assert time.monotonic() - began < 12
