"""Serving: one process with its own follower, ended by SIGTERM or SIGINT after what is in hand."""

import gc
import logging
import math
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any

import uvicorn

from kinerja.database.embedded import EmbeddedPostgres
from kinerja.graphql.limits import MOST_BYTES
from kinerja.observing import logs
from kinerja.observing.listener import listening
from kinerja.observing.observer import Observer
from kinerja.observing.traces import traces_of_environment
from kinerja.operating import OperatorError
from kinerja.service import Service, running_service
from kinerja.settings import Settings
from kinerja.web.app import Wake, create_app
from kinerja.web.slow_clients import must_take
from kinerja.web.stopping import Signals, Stopping
from kinerja.web.tls import certificate

_log = logging.getLogger(__name__)
_LEAST_S = 1
SOCKETS: dict[str, Any] = {
    "ws_max_size": MOST_BYTES,
    "ws_max_queue": 4,
    "ws_per_message_deflate": False,  # it holds a window for every connection, and messages are short
}
"""How large a message of a WebSocket may be, and how many wait to be read."""
_GARBAGE = (20_000, 20, 50)
"""Objects, and collections of the younger generation, between two collections."""


def serve(settings: Settings) -> None:
    """Serve until told to stop; the embedded database is stopped cleanly behind."""
    logs.configure(settings.log_level, settings.log_format)
    certificate(settings)  # what is wrong with it, or with the address, is said before the database starts
    must_be_free(settings)
    stopping = Stopping()
    signals = Signals(stopping, lambda: _leave_database(settings))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signals)
    wake = Wake()
    with (
        closing(Observer(traces_of_environment())) as observer,
        running_service(settings, appended=wake, observer=observer) as service,
        _metrics(settings, observer),
    ):
        _server(service, settings, wake, stopping, signals).run()


def must_be_free(settings: Settings) -> None:
    """Raises OperatorError when nobody can serve on the address of the settings."""
    try:
        info = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(info[0], info[1]) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(info[4])
    except OSError as error:
        raise OperatorError(
            f"Port {settings.port} on {settings.host} cannot be served on ({error.strerror}):"
            " choose another with --port or KINERJA_PORT."
        ) from None


class _Server(uvicorn.Server):
    """Goes on answering until what ran when it was told to stop is answered, and then closes its door."""

    def __init__(self, config: uvicorn.Config, stopping: Stopping) -> None:
        super().__init__(config)
        self._stopping = stopping

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The process has handlers of its own."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the door, and say so."""
        await super().startup(sockets)
        for door in (door for server in self.servers for door in server.sockets):
            must_take(door)
        _log.info("serving on %s port %s", self.config.host, self.config.port)

    async def on_tick(self, counter: int) -> bool:
        """Whether it is time to close, asked ten times a second."""
        if self._stopping.drained:
            self.config.timeout_graceful_shutdown = max(_LEAST_S, math.ceil(self._stopping.seconds_left))
            return True
        return await super().on_tick(counter)


def _server(service: Service, settings: Settings, wake: Wake, stopping: Stopping, signals: Signals) -> _Server:
    config = uvicorn.Config(
        create_app(service, settings, wake, stopping),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        **SOCKETS,
        proxy_headers=False,  # nothing here depends on them, and anybody could send them
        **certificate(settings),
    )
    signals.serving = True
    settle_garbage()
    return _Server(config, stopping)


def settle_garbage() -> None:
    """What stands at the start stands to the end: the collector need not look at it with every request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


@contextmanager
def _metrics(settings: Settings, observer: Observer) -> Iterator[None]:
    """The address for Prometheus, if there is to be one."""
    with ExitStack() as stack:
        if settings.metrics_port is not None:
            wanted = listening(observer.metrics.registry, settings.metrics_host, settings.metrics_port)
            port = stack.enter_context(wanted)
            _log.info("metrics are served on %s:%s", settings.metrics_host, port)
        yield


def _leave_database(settings: Settings) -> None:
    """Leave the embedded database, which stops it when nobody else holds it."""
    if settings.database_url is None:
        EmbeddedPostgres(settings.data_dir / "postgres").stop()
