"""Tokens: bearer JWTs verified against a JWKS. A token identifies (subject, agency) and grants nothing."""

import hashlib
import json
import os
import threading
import urllib.request
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from kinerja.clock import Clock

_ALGORITHMS = ["ES256", "RS256", "PS256", "EdDSA"]
_REMEMBERED = 10_000
_JWKS_TIMEOUT_S = 5
_AGENCY_CLAIM = "agency"


class InvalidToken(Exception):
    """The token does not identify anybody here. Says why, without quoting the token."""


@dataclass(frozen=True)
class Identity:
    """Whom a token identifies: a subject (an employee, or somebody with a mandate) in an agency."""

    subject: UUID
    agency: str
    expires: int
    """When the token does, in seconds since 1970."""


class TokenVerifier:
    """Verifies tokens. A verified token is remembered, by its hash, until it expires."""

    def __init__(self, keys: KeySet, *, issuer: str, audience: str, clock: Clock) -> None:
        self._keys = keys
        self._clock = clock
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(clock().timestamp()),
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )
        self._known: dict[bytes, Identity] = {}
        self._lock = threading.Lock()

    def verify(self, token: str) -> Identity:
        """Whom the token identifies. Raises InvalidToken."""
        digest = hashlib.sha256(token.encode()).digest()
        known = self._known.get(digest)
        if known is not None and known.expires > self._clock().timestamp():
            return known
        identity = self._verify(token)
        with self._lock:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[digest] = identity
        return identity

    def _verify(self, token: str) -> Identity:
        try:
            claims = jwt.decode(token, self._keys, algorithms=_ALGORITHMS).claims
            self._claims.validate(claims)
            return Identity(UUID(claims["sub"]), str(claims[_AGENCY_CLAIM]), int(claims["exp"]))
        except JoseError as error:
            raise InvalidToken(type(error).__name__) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidToken("malformed token or claims") from error


class TokenIssuer:
    """Issues development tokens from a key of the data folder, made on first use."""

    def __init__(self, folder: Path, *, issuer: str, audience: str) -> None:
        self._path = folder / "development-key.json"
        self._issuer = issuer
        self._audience = audience

    @property
    def keys(self) -> KeySet:
        """The key, as the set that a verifier takes."""
        return KeySet([self._key()])

    def issue(self, subject: UUID, agency: str, *, now: datetime, lifetime: timedelta) -> str:
        """A token for somebody in an agency."""
        key = self._key()
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(subject),
            _AGENCY_CLAIM: agency,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "jti": str(uuid4()),
        }
        return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)

    def _key(self) -> ECKey:
        if not self._path.exists():
            self._make_key()
        return ECKey.import_key(json.loads(self._path.read_text()))

    def _make_key(self) -> None:
        """Of several processes that start at once, one makes it; none reads half a file."""
        made = ECKey.generate_key("P-256", {"kid": "development"}, private=True)
        draft = self._path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            json.dump(made.as_dict(private=True), handle)
        try:
            os.link(draft, self._path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()


def load_keys(place: str) -> KeySet:
    """The JWKS of a file or an https URL."""
    if place.startswith(("https://", "http://")):
        with urllib.request.urlopen(place, timeout=_JWKS_TIMEOUT_S) as response:  # noqa: S310 - scheme checked
            content = response.read()
    else:
        content = Path(place).read_bytes()
    return KeySet.import_key_set(json.loads(content))
