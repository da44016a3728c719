"""Keys of tokens: discovered, rotated without a restart, withdrawn, fetched no more often than is good (H12)."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID, uuid4

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from kinerja.identity.keys import FRESH_S, LEAST_S, Keys, KeysUnavailable, keys_of, keys_of_issuer
from kinerja.identity.tokens import LEEWAY_S, Expected, Identity, InvalidToken, TokenVerifier, UnknownKey
from kinerja.web.identifying import Identifying

SUBJECT = UUID("7d1d3f5a-2a34-4b0f-8d61-0f8f7c6e1000")
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@dataclass
class Issuer:
    """An issuer over real HTTP: what it says of itself, and its keys."""

    url: str = ""
    keys: list[ECKey] = field(default_factory=list)
    says: str | None = None
    asked: list[str] = field(default_factory=list)

    def rotate(self) -> ECKey:
        """A new key beside the others."""
        self.keys.append(ECKey.generate_key("P-256", {"kid": uuid4().hex}, private=True))
        return self.keys[-1]

    def answer(self, path: str) -> Any:
        """What is at an address."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.says or self.url, "jwks_uri": f"{self.url}/keys"}
        return {"keys": [key.as_dict(private=False) for key in self.keys]}

    def token(self, key: ECKey, **claims: Any) -> str:
        """A token of it."""
        said = {
            "iss": self.url, "aud": "kinerja", "sub": str(SUBJECT), "agency": "TST",
            "iat": int(NOW.timestamp()), "exp": int((NOW + timedelta(minutes=5)).timestamp()),
        }  # fmt: skip
        said |= claims
        return jwt.encode({"alg": "ES256", "kid": key.kid}, said, key)


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    made = Issuer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = json.dumps(made.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.url = f"http://127.0.0.1:{server.server_port}"
        made.rotate()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()


@dataclass
class Verifying:
    """A verifier of an issuer's tokens, and its clocks."""

    issuer: Issuer
    seconds: float = 0.0
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.keys = Keys(keys_of_issuer(self.issuer.url), lambda: self.seconds)
        self.verifier = TokenVerifier(self.keys, Expected(self.issuer.url, "kinerja"), lambda: self.now)

    def who(self, token: str) -> UUID:
        """Whom it identifies."""
        return self.verifier.verify(token).subject


def test_h12_keys_are_found_by_what_the_issuer_says_of_itself(issuer: Issuer) -> None:
    verifying = Verifying(issuer)
    assert issuer.asked == ["/.well-known/openid-configuration", "/keys"]
    assert verifying.who(issuer.token(issuer.keys[0])) == SUBJECT


def test_h12_an_issuer_that_says_it_is_another_is_not_believed(issuer: Issuer) -> None:
    issuer.says = "https://somebody.else"
    with pytest.raises(KeysUnavailable, match=r"somebody\.else"):
        Verifying(issuer)


def test_h12_a_new_key_is_known_without_a_restart(issuer: Issuer) -> None:
    verifying = Verifying(issuer)
    token = issuer.token(issuer.rotate())
    with pytest.raises(UnknownKey):
        verifying.who(token)
    verifying.seconds += LEAST_S
    verifying.keys.renew()
    assert verifying.who(token) == SUBJECT


def test_h12_a_key_that_was_withdrawn_is_refused_also_where_it_was_verified_before(issuer: Issuer) -> None:
    verifying = Verifying(issuer)
    token = issuer.token(issuer.keys[0])
    assert verifying.who(token) == SUBJECT
    issuer.rotate()
    del issuer.keys[0]
    verifying.seconds += FRESH_S
    assert verifying.keys.old
    verifying.keys.renew()
    with pytest.raises(UnknownKey):
        verifying.who(token)


def test_h12_tokens_with_invented_keys_do_not_become_requests(issuer: Issuer) -> None:
    verifying = Verifying(issuer)
    for _ in range(20):
        with pytest.raises(UnknownKey):
            verifying.who(issuer.token(ECKey.generate_key("P-256", {"kid": uuid4().hex}, private=True)))
        verifying.keys.renew()
    assert len(issuer.asked) == 2


def test_h12_keys_stay_while_the_issuer_is_away(issuer: Issuer) -> None:
    verifying = Verifying(issuer)
    token = issuer.token(issuer.keys[0])
    issuer.says = "https://out.of.order"
    verifying.seconds += FRESH_S
    verifying.keys.renew()
    assert verifying.who(token) == SUBJECT


@pytest.mark.parametrize("apart", [-LEEWAY_S + 1, LEEWAY_S - 1])
def test_h12_clocks_may_be_a_little_apart(issuer: Issuer, apart: int) -> None:
    verifying = Verifying(issuer)
    begin, end = int(NOW.timestamp()), int((NOW + timedelta(minutes=5)).timestamp())
    verifying.now = NOW + timedelta(seconds=apart) if apart < 0 else NOW + timedelta(minutes=5, seconds=apart)
    token = issuer.token(issuer.keys[0], iat=begin, nbf=begin, exp=end)
    assert verifying.who(token) == SUBJECT


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(NOW.timestamp()) - LEEWAY_S - 1},
        {"nbf": int(NOW.timestamp()) + LEEWAY_S + 1},
        {"iat": int(NOW.timestamp()) + LEEWAY_S + 1},
        {"aud": "somebody else"},
        {"iss": "https://somebody.else"},
        {"sub": "no uuid"},
    ],
    ids=["expired", "not yet", "issued later", "audience", "issuer", "subject"],
)
def test_h12_a_token_that_says_something_else_is_refused(issuer: Issuer, claims: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        Verifying(issuer).who(issuer.token(issuer.keys[0], **claims))


def test_h12_the_names_of_the_claims_can_be_those_of_the_provider(issuer: Issuer) -> None:
    expected = Expected(issuer.url, "kinerja", "kinerja_subject", "kinerja_agency")
    verifier = TokenVerifier(Keys(keys_of_issuer(issuer.url)), expected, lambda: NOW)
    token = issuer.token(issuer.keys[0], sub="anything", kinerja_subject=str(SUBJECT), kinerja_agency="SWL")
    assert (verifier.verify(token).subject, verifier.verify(token).agency) == (SUBJECT, "SWL")


@pytest.mark.parametrize("content", ["no json", "[]", "{}", '{"keys": [{"kty": "none"}]}'])
def test_h12_what_is_no_jwks_is_said_to_be_none(tmp_path: Any, content: str) -> None:
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(KeysUnavailable):
        Keys(keys_of(str(tmp_path / "keys.json")))


def test_h12_the_keys_of_a_file_are_read_again(tmp_path: Any) -> None:
    file, first, second = tmp_path / "keys.json", *(ECKey.generate_key("P-256", {"kid": n}) for n in ("a", "b"))
    file.write_text(json.dumps(KeySet([first]).as_dict(private=False)))
    seconds = [0.0]
    keys = Keys(keys_of(str(file)), lambda: seconds[0])
    file.write_text(json.dumps(KeySet([second]).as_dict(private=False)))
    seconds[0] = LEAST_S
    keys.renew()
    assert (keys.has("a"), keys.has("b"), keys.number) == (False, True, 2)


def test_h12_many_tokens_with_a_new_key_wait_for_one_fetch(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    verifying = Verifying(issuer)
    token = issuer.token(issuer.rotate())
    verifying.seconds += LEAST_S
    fetches = []
    renew = verifying.keys.renew

    def slow() -> None:
        fetches.append(1)
        time.sleep(0.2)
        renew()

    monkeypatch.setattr(verifying.keys, "renew", slow)
    nobody: Any = None
    identifying = Identifying(nobody, verifying.verifier, nobody, nobody, nobody)

    async def who() -> list[Identity]:
        return await asyncio.gather(*(identifying._verified(token) for _ in range(50)))

    assert {identity.subject for identity in asyncio.run(who())} == {SUBJECT}
    assert len(fetches) == 1
