"""Tokens: bearer JWTs verified against a JWKS. A token identifies (subject, agency) and grants nothing."""

import hashlib
import json
import os
import threading
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from kinerja.clock import Clock
from kinerja.identity.keys import Keys

_ALGORITHMS = ["ES256", "RS256", "PS256", "EdDSA"]
_REMEMBERED = 10_000
LEEWAY_S = 30
"""So far the clocks of whoever issues tokens and of this machine may be apart."""


class InvalidToken(Exception):
    """The token does not identify anybody here. Says why, without quoting the token."""


class UnknownKey(InvalidToken):
    """It names a key that is not among ours: perhaps a new one, so the keys are worth fetching again."""


@dataclass(frozen=True)
class Identity:
    """Whom a token identifies: a subject (an employee, or somebody with a mandate) in an agency."""

    subject: UUID
    agency: str
    expires: int
    """When the token is no longer accepted, in seconds since 1970."""


@dataclass(frozen=True)
class Expected:
    """What a token has to say: by whom it is, for whom, and under which names it says who and of which agency."""

    issuer: str
    audience: str
    subject_claim: str = "sub"
    agency_claim: str = "agency"


class TokenVerifier:
    """Verifies tokens. A verified token is remembered, by its hash, until it expires or the keys change."""

    def __init__(self, keys: Keys, expected: Expected, clock: Clock) -> None:
        self.keys = keys
        self._expected = expected
        self._clock = clock
        subject: dict[str, Any] = {expected.subject_claim: {"essential": True}}
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(clock().timestamp()),
            leeway=LEEWAY_S,
            iss={"essential": True, "value": expected.issuer},
            aud={"essential": True, "value": expected.audience},
            exp={"essential": True},
            iat={"essential": True},
            **subject,
        )
        self._number = keys.number
        self._known: dict[bytes, Identity] = {}
        self._lock = threading.Lock()

    def verify(self, token: str) -> Identity:
        """Whom the token identifies. Raises InvalidToken."""
        self._forget_under_other_keys()
        if not token.isascii():
            raise InvalidToken("malformed token")
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

    def _forget_under_other_keys(self) -> None:
        """What was verified by a key that has been withdrawn since is not verified."""
        if self._number != self.keys.number:
            with self._lock:
                self._known.clear()
                self._number = self.keys.number

    def _verify(self, token: str) -> Identity:
        if not self.keys.has(_key_id(token)):
            raise UnknownKey("a key that is not known")
        try:
            claims = jwt.decode(token, self.keys.present, algorithms=_ALGORITHMS).claims
            self._claims.validate(claims)
            subject, agency = claims[self._expected.subject_claim], claims[self._expected.agency_claim]
            return Identity(UUID(subject), str(agency), int(claims["exp"]) + LEEWAY_S)
        except JoseError as error:
            raise InvalidToken(type(error).__name__) from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InvalidToken("malformed token or claims") from error


def _key_id(token: str) -> str | None:
    """Which key a token says it is signed with. Raises InvalidToken for what is no token."""
    try:
        head = json.loads(urlsafe_b64decode(token.partition(".")[0] + "=="))
        return str(head["kid"]) if "kid" in head else None
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidToken("malformed token") from error


class TokenIssuer:
    """Issues development tokens from a key of the data folder, made on first use."""

    def __init__(self, folder: Path, *, issuer: str, audience: str) -> None:
        self._path = folder / "development-key.json"
        self._issuer = issuer
        self._audience = audience

    @property
    def has_key(self) -> bool:
        """Whether the key was made, by the service that accepts its tokens."""
        return self._path.exists()

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
            Expected.agency_claim: agency,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "jti": str(uuid4()),
        }
        return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)

    def _key(self) -> ECKey:
        if not self.has_key:
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
