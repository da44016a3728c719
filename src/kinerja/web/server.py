"""Serving: one process with its own follower, ended by SIGTERM or SIGINT after what is in hand."""

import logging
import signal

import uvicorn

from kinerja.service import running_service
from kinerja.settings import Settings
from kinerja.web.app import Wake, create_app
from kinerja.web.tls import certificate

_GRACE_S = 20


def serve(settings: Settings) -> None:
    """Serve until told to stop; the embedded database is stopped cleanly behind."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    tls = certificate(settings)
    # uvicorn shuts down gracefully and then raises the signal again: there is still the database to stop.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    wake = Wake()
    with running_service(settings, appended=wake) as service:
        config = uvicorn.Config(
            create_app(service, settings, wake),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=_GRACE_S,
            server_header=False,
            proxy_headers=False,  # nothing here depends on them, and anybody could send them
            **tls,
        )
        uvicorn.Server(config).run()
