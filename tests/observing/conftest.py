"""The town, served over real HTTP with an observer that the test can look into."""

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from kinerja.observing import logs
from kinerja.observing.observer import Observer
from kinerja.observing.traces import Traces
from kinerja.service import service_on
from kinerja.settings import Settings
from kinerja.web.app import Wake
from tests.conftest import Cluster, Databases, TestClock
from tests.observing.serving import ESTABLISH, Client, served
from tests.people import Town


class Lines:
    """What was written."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        """All of it."""
        return self.stream.getvalue()

    def last(self) -> dict[str, Any]:
        """The last line."""
        return self.all()[-1]

    def all(self, event: str | None = None) -> list[dict[str, Any]]:
        """Every line, or those of one event."""
        lines = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in lines if event in (None, line["event"])]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """The logging of the process, written to where the test can read it, as JSON from DEBUG on."""
    root, ours = logging.getLogger(), logging.getLogger("kinerja")
    before = (root.handlers[:], root.level, ours.level, sys.excepthook, sys.unraisablehook, threading.excepthook)
    shown = warnings.showwarning
    made = Lines()
    logs.configure("DEBUG", "json", made.stream)
    yield made
    root.handlers[:], root.level, ours.level, sys.excepthook, sys.unraisablehook, threading.excepthook = before
    warnings.showwarning = shown


@dataclass
class Watched:
    """A served town, its observer and the spans that it recorded."""

    town: Town
    client: Client
    observer: Observer
    exporter: InMemorySpanExporter

    def establish(self, code: str, by: str = "admin", name: str = "Seksi", **headers: str) -> dict[str, Any]:
        """Give a command over HTTP; the answer's payload."""
        given = {"commandId": str(uuid4()), "code": code, "name": name, "kind": "SECTION"}
        token = self.client.token(self.town.ids[by], self.town.agency)
        body = {"query": ESTABLISH, "variables": {"input": given}}
        answer = self.client.post(body, Authorization=f"Bearer {token}", **headers)
        assert answer.status_code == 200, answer.text
        payload: dict[str, Any] = answer.json()["data"]["establishOrgUnit"]
        return payload

    def sample(self, name: str, **labels: str) -> float:
        """A value of the registry; 0 while it is not there."""
        return self.observer.metrics.registry.get_sample_value(name, labels) or 0.0

    def spans(self) -> dict[str, ReadableSpan]:
        """The newest span of each name that has ended."""
        return {span.name: span for span in self.exporter.get_finished_spans()}


@pytest.fixture
def watched(databases: Databases, town_template: str, cluster: Cluster) -> Iterator[Watched]:
    """The small agency, served, on 20 January 2025 (no deadline has passed), with every span recorded."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    observer, wake = Observer(Traces(provider)), Wake()
    clock = TestClock(datetime(2025, 1, 20, 1, 0, tzinfo=UTC))
    settings = Settings(data_dir=cluster.folder)
    with (
        databases(town_template) as database,
        service_on(database, cluster.secrets, clock, wake, observer) as service,
        served(service, settings, wake) as client,
    ):
        yield Watched(Town(service).founded(), client, observer, exporter)
    observer.close()
