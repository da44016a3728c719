"""HTTPS of our own endpoint: the certificate and key of the settings, looked at before anything is served."""

import ssl
from typing import Any

from kinerja.operating import OperatorError
from kinerja.settings import Settings


def certificate(settings: Settings) -> dict[str, Any]:
    """What uvicorn is to serve HTTPS with; nothing when no certificate is set. Raises OperatorError."""
    chain, key = settings.tls_certificate, settings.tls_key
    if chain is None or key is None:
        return {}
    try:
        # An encrypted key would ask for its password on the terminal: an empty one is refused at once.
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(chain, key, password="")
    except FileNotFoundError:
        raise OperatorError(f"KINERJA_TLS_CERTIFICATE and KINERJA_TLS_KEY: {chain} or {key} is not there.") from None
    except (ssl.SSLError, OSError, ValueError) as error:
        raise OperatorError(
            f"KINERJA_TLS_CERTIFICATE and KINERJA_TLS_KEY: {chain} and {key} are no certificate chain with its"
            f" private key, both PEM, the key not encrypted ({type(error).__name__})."
        ) from None
    return {"ssl_certfile": chain, "ssl_keyfile": key}
