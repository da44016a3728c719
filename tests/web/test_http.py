"""Over real HTTP: addresses, tokens, languages, health, GraphiQL from our own files."""

import contextlib
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from kinerja.identity.tokens import TokenIssuer
from tests.web.site import Site


def test_the_agency_of_the_token_or_of_the_address(site: Site) -> None:
    bearer = f"Bearer {site.token('member')}"
    for path in ("/graphql", "/a/TST/graphql"):
        data = site.post(path, Authorization=bearer).json()["data"]
        assert data == {"agency": {"code": "TST"}, "viewer": {"employee": {"name": "Pegawai member"}}}
    public = site.post("/a/TST/graphql").json()["data"]
    assert public == {"agency": {"code": "TST"}, "viewer": None}


def test_a_token_does_not_open_another_agencys_address(site: Site) -> None:
    answer = site.post("/a/LAIN/graphql", Authorization=f"Bearer {site.token('member')}")
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["extensions"] | {"hint": ""} == {
        "code": "FORBIDDEN",
        "rule": "H6.4",
        "hint": "",
    }


def test_without_agency_and_token_nothing_is_answered(site: Site) -> None:
    answer = site.post("/graphql")
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["rule"]) == (403, "H6.5")


def _forged(site: Site, **changes: Any) -> str:
    """A token of our own key with other claims."""
    now = int(site.town.service.clock().timestamp())
    claims = {
        "iss": site.settings.issuer,
        "aud": site.settings.audience,
        "sub": str(site.town.ids["member"]),
        "agency": "TST",
        "iat": now,
        "exp": now + 600,
        **changes,
    }
    claims = {name: value for name, value in claims.items() if value is not None}
    (key,) = site.issuer.keys.keys
    return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1}, {"exp": None}, {"iat": None}, {"iss": "https://elsewhere"}, {"aud": "others"}, {"sub": None},
        {"sub": "not-a-uuid"}, {"agency": None},
    ],
)  # fmt: skip
def test_a_token_with_wrong_claims_is_refused(site: Site, changes: dict[str, Any]) -> None:
    answer = site.post("/graphql", Authorization=f"Bearer {_forged(site, **changes)}")
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert "invalid_token" in answer.headers["WWW-Authenticate"]
    assert site.post("/graphql", Authorization=f"Bearer {_forged(site)}").status_code == 200


@pytest.mark.parametrize("broken", ["x", "a.b.c", "{token}==", "{token}x", "{token}.x"])
def test_a_token_that_is_none_is_refused(site: Site, broken: str) -> None:
    token = broken.replace("{token}", site.token("member"))
    answer = site.post("/graphql", Authorization=f"Bearer {token}")
    assert answer.status_code == 401


def test_a_token_of_another_key_or_of_no_algorithm_is_refused(site: Site) -> None:
    stranger = ECKey.generate_key("P-256", {"kid": "development"}, private=True)
    now = int(site.town.service.clock().timestamp())
    claims = {
        "iss": site.settings.issuer, "aud": site.settings.audience, "sub": str(site.town.ids["member"]),
        "agency": "TST", "iat": now, "exp": now + 600,
    }  # fmt: skip
    forged = jwt.encode({"alg": "ES256", "kid": "development"}, claims, stranger)
    import base64

    def part(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    unsigned = f"{part({'alg': 'none'})}.{part(claims)}."
    for token in (forged, unsigned):
        assert site.post("/graphql", Authorization=f"Bearer {token}").status_code == 401


def test_the_answer_says_its_language_and_is_kept_by_nobody(site: Site) -> None:
    for asked, said in (("", "id"), ("en-GB,en;q=0.9", "en"), ("id;q=0.2, en;q=0.8", "en"), ("fr", "id")):
        answer = site.post("/a/TST/graphql", Accept_Language=asked)
        assert answer.headers["content-language"] == said
        assert answer.headers["cache-control"] == "no-store"


def test_a_mutation_over_http_is_visible_when_it_is_answered(site: Site) -> None:
    bearer = f"Bearer {site.token('admin')}"
    document = """mutation M($input: EstablishOrgUnitInput!) {
      establishOrgUnit(input: $input) { receipt { position } orgUnit { code } userErrors { rule } } }"""
    given = {"commandId": str(uuid4()), "code": "HTTP", "name": "HTTP", "kind": "SECTION"}
    answer = site.post("/graphql", {"query": document, "variables": {"input": given}}, Authorization=bearer).json()
    assert answer["data"]["establishOrgUnit"]["orgUnit"] == {"code": "HTTP"}
    listed = site.post("/graphql", {"query": '{ orgUnits(first: 1, where: {code: "HTTP"}) { totalCount } }'},
                       Authorization=bearer).json()  # fmt: skip
    assert listed["data"]["orgUnits"]["totalCount"] == 1


@pytest.mark.parametrize("body", [b"{", b"", b"[" * 50_000, b'{"query": 5}', b"[]", b'"text"', b"null", b"\xff\xfe{"])
def test_a_body_that_is_no_request_gets_a_clear_answer(site: Site, body: bytes) -> None:
    headers = {"Content-Type": "application/json", "Accept-Language": "en"}
    answer = httpx.post(f"{site.url}/a/TST/graphql", content=body, headers=headers, timeout=10)
    assert 400 <= answer.status_code < 500
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["hint"]


def test_health_says_live_and_ready_with_lag(site: Site) -> None:
    assert httpx.get(f"{site.url}/health/live").json() == {"status": "live"}
    ready = httpx.get(f"{site.url}/health/ready")
    assert ready.status_code == 200
    assert ready.json() == {
        "status": "ready", "log": "reachable", "follower": "alive", "scheduler": "alive", "lag": 0, "stalled": [],
    }  # fmt: skip


def test_health_is_not_ready_while_an_agency_is_stalled(site: Site) -> None:
    with site.town.service.logs.datastore.scoped("TST") as connection:
        connection.execute(
            "UPDATE read.tracking SET stalled_position = 7, stalled_topic = 'PlanApproved',"
            " stalled_error = 'KeyError'"
        )
    answer = httpx.get(f"{site.url}/health/ready")
    assert answer.status_code == 503
    assert answer.json()["stalled"] == [{"agency": "TST", "position": 7, "fact": "PlanApproved", "error": "KeyError"}]


def test_graphiql_is_served_from_our_own_files_only(site: Site) -> None:
    page = httpx.get(f"{site.url}/", follow_redirects=True)
    assert page.status_code == 200
    assert "'self'" in page.headers["content-security-policy"]
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page.text)
    for path in re.findall(r"(?:src|href)=\"([^\"]+)\"", page.text):
        file = httpx.get(f"{site.url}{path}")
        assert file.status_code == 200, path
        assert len(file.content) > 20


def test_a_verified_token_is_remembered_until_it_expires() -> None:
    from kinerja.identity.keys import Keys
    from kinerja.identity.tokens import Expected, InvalidToken, TokenVerifier

    clock = [datetime(2025, 5, 5, tzinfo=UTC)]
    with contextlib.ExitStack() as stack:
        import tempfile

        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        issuer = TokenIssuer(folder, issuer="i", audience="a")
        verifier = TokenVerifier(Keys(lambda: issuer.keys), Expected("i", "a"), lambda: clock[0])
        token = issuer.issue(uuid4(), "TST", now=clock[0], lifetime=timedelta(minutes=5))
        assert verifier.verify(token).agency == "TST"
        clock[0] += timedelta(minutes=4)
        assert verifier.verify(token).agency == "TST"
        clock[0] += timedelta(minutes=2)
        with pytest.raises(InvalidToken):
            verifier.verify(token)
