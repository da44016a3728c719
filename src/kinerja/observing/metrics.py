"""Metrics: what is counted and measured, in a registry of its own."""

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_MOST_VALUES = 500
_OTHER = "other"


class Metrics:
    """The metrics of one process. What they count begins anew with the process.

    No label holds what a client can choose freely; should one come to more than 500 values, whatever else comes
    is counted as ``other``.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._values: dict[str, set[str]] = {}
        ProcessCollector(registry=self.registry)
        self._make_counters()
        self._make_histograms()
        self.commands_running = self._gauge("kinerja_commands_running", "Commands that are being carried out.")
        self.commands_waiting = self._gauge(
            "kinerja_commands_waiting", "Commands that were asked for and are not begun yet."
        )

    def _make_counters(self) -> None:
        self.commands = self._counter("kinerja_commands", "Commands by outcome.", ("action", "outcome"))
        self.refusals = self._counter("kinerja_refusals", "Refusals by rule; a command may have several.", ("rule",))
        self.requests = self._counter("kinerja_requests", "HTTP requests answered.", ("endpoint", "status"))
        self.failures = self._counter("kinerja_failures", "Errors in GraphQL answers by code.", ("code",))
        self.follower_facts = self._counter("kinerja_follower_facts", "Facts written into read models.")
        self.follower_pages = self._counter("kinerja_follower_pages", "Pages of facts written into read models.")
        self.stalls = self._counter("kinerja_follower_stalls", "Facts that stopped their agency.")

    def _make_histograms(self) -> None:
        self.command_seconds = self._histogram(
            "kinerja_command_seconds", "A command from its beginning to its receipt or refusal."
        )
        self.decide_seconds = self._histogram("kinerja_command_decide_seconds", "Loading and deciding, each attempt.")
        self.append_seconds = self._histogram("kinerja_command_append_seconds", "Appending to the log, each attempt.")
        self.visible_seconds = self._histogram(
            "kinerja_command_visible_seconds", "From the receipt until the read models show the facts."
        )
        self.request_seconds = self._histogram("kinerja_request_seconds", "An HTTP request.", ("endpoint",))
        self.page_seconds = self._histogram("kinerja_follower_page_seconds", "A page of the follower.")

    def bounded(self, label: str, value: str) -> str:
        """The value, or ``other`` once the label has 500 other values."""
        known = self._values.setdefault(label, set())
        if value not in known:
            if len(known) >= _MOST_VALUES:
                return _OTHER
            known.add(value)
        return value

    def _counter(self, name: str, text: str, labels: Sequence[str] = ()) -> Counter:
        return Counter(name, text, labels, registry=self.registry)

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(name, text, registry=self.registry)

    def _histogram(self, name: str, text: str, labels: Sequence[str] = ()) -> Histogram:
        return Histogram(name, text, labels, registry=self.registry, buckets=_BUCKETS)
