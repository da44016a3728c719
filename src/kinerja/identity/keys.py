"""The keys that tokens are verified against: of a file, of a URL, or of an OpenID Connect issuer; fetched again."""

import json
import logging
import threading
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from kinerja.settings import Settings

_log = logging.getLogger(__name__)
_TIMEOUT_S = 5
_WEB = ("https://", "http://")
_DISCOVERY = "/.well-known/openid-configuration"
LEAST_S = 10.0
"""So long after one fetch the next is not made: tokens with keys that nobody has must not become requests."""
FRESH_S = 300.0
"""So old keys may get before they are fetched again: a key that was withdrawn is refused from then on."""


class KeysUnavailable(Exception):
    """The keys cannot be had. Says why; never shown to clients."""


class Keys:
    """The present keys. ``fetch`` gets them, ``monotonic`` tells the seconds."""

    def __init__(self, fetch: Callable[[], KeySet], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self.present = fetch()
        self.number = 1
        """Grows with every change of the keys."""
        self._fetched = monotonic()

    def has(self, key_id: str | None) -> bool:
        """Whether a key may be the one of this id; a token without an id, or a key without one, fits any."""
        return key_id is None or any(key.kid in (key_id, None) for key in self.present.keys)

    def renew(self) -> None:
        """Fetch them anew, unless that was done just now. Those that are there stay when it fails."""
        with self._lock:
            if self._monotonic() - self._fetched < LEAST_S:
                return
            try:
                found = self._fetch()
            except KeysUnavailable as error:
                _log.warning("the keys of tokens stay as they are: %s", error)
                return
            finally:
                self._fetched = self._monotonic()
            if _ids(found) != _ids(self.present):
                self.present, self.number = found, self.number + 1
                _log.info("the keys of tokens are others now: %s", ", ".join(sorted(_ids(found))))

    @property
    def old(self) -> bool:
        """Whether it is time to fetch them again."""
        return self._monotonic() - self._fetched >= FRESH_S


def keys_of(place: str) -> Callable[[], KeySet]:
    """How to get the JWKS of a file or URL."""
    return lambda: _key_set(_read(place), place)


def keys_of_issuer(issuer: str) -> Callable[[], KeySet]:
    """How to get the keys of an OpenID Connect issuer: by what it says of itself, each time anew."""

    def fetch() -> KeySet:
        said = _read(issuer.rstrip("/") + _DISCOVERY)
        named, place = (said.get("issuer"), said.get("jwks_uri")) if isinstance(said, dict) else (None, None)
        if named != issuer:
            raise KeysUnavailable(f"{issuer} says it is {named}")
        if not isinstance(place, str) or not place.startswith(_WEB):
            raise KeysUnavailable(f"{issuer} names no address of its keys")
        return _key_set(_read(place), place)

    return fetch


def keys_of_settings(settings: Settings) -> Callable[[], KeySet] | None:
    """How to get the keys that the settings name; None when they name none."""
    if settings.oidc:
        return keys_of_issuer(settings.issuer)
    return None if settings.jwks is None else keys_of(settings.jwks)


def _key_set(content: Any, place: str) -> KeySet:
    try:
        return KeySet.import_key_set(content)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise KeysUnavailable(f"{place} holds no JWKS ({type(error).__name__})") from error


def _read(place: str) -> Any:
    try:
        if place.startswith(_WEB):
            with urllib.request.urlopen(place, timeout=_TIMEOUT_S) as response:  # noqa: S310 - scheme checked
                return json.loads(response.read())
        return json.loads(Path(place).read_bytes())
    except (OSError, HTTPException, ValueError) as error:
        raise KeysUnavailable(f"{place} cannot be read ({type(error).__name__})") from error


def _ids(keys: KeySet) -> set[str]:
    return {key.thumbprint() for key in keys.keys}
