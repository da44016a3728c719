"""The address that Prometheus scrapes: a listener of its own, never the public one."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.exposition import ThreadingWSGIServer

from kinerja.operating import OperatorError

_log = logging.getLogger(__name__)


class _Server(ThreadingWSGIServer):
    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the library's signature
        """Not the library's trace on standard error, which names the client."""
        _log.warning("a scrape failed", exc_info=True)


class _Handler(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Scrapes are not logged."""


@contextmanager
def listening(registry: CollectorRegistry, host: str, port: int) -> Iterator[int]:
    """Serve a registry meanwhile; gives the port, which is a free one for port 0. Raises OperatorError."""
    try:
        server = make_server(host, port, make_wsgi_app(registry), _Server, handler_class=_Handler)
    except OSError as error:
        raise OperatorError(
            f"KINERJA_METRICS_PORT: metrics cannot be served on {host}:{port} ({error.strerror});"
            " choose a free port, one for each process."
        ) from None
    thread = threading.Thread(target=server.serve_forever, name="metrics", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
