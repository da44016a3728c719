"""Tokens of a real OpenID Connect provider, its keys rotated while the service runs (H12)."""

import contextlib
import json
import os
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from joserfc.jwk import ECKey

from kinerja.clock import system_clock
from kinerja.identity import keys
from kinerja.settings import Settings
from tests.conftest import Cluster
from tests.people import Town
from tests.web.site import WHO, served

pytestmark = pytest.mark.conformance


def key() -> ECKey:
    return ECKey.generate_key("P-256", {"kid": uuid4().hex, "use": "sig", "alg": "ES256"}, private=True)


@contextlib.contextmanager
def provider(port: int, subject: str, *of: ECKey) -> Iterator[None]:
    """The provider with these keys; the first signs."""
    environment = {
        "PROVIDER_PORT": str(port),
        "PROVIDER_CLIENT": subject,
        "PROVIDER_KEYS": json.dumps([each.as_dict(private=True) for each in of]),
    }
    with subprocess.Popen(
        ["node", "provider.mjs"], cwd=Path(__file__).parent, env={**os.environ, **environment}, stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout is not None
            while b"ready" not in process.stdout.readline():
                assert process.poll() is None, "the provider did not start"
            yield
        finally:
            process.kill()


def token(port: int, subject: str) -> str:
    """An access token, by the client credentials grant."""
    given = {"grant_type": "client_credentials", "scope": "kinerja"}
    answer = httpx.post(f"http://127.0.0.1:{port}/token", data=given, auth=(subject, "secret"))
    assert answer.status_code == 200, answer.text
    found: str = answer.json()["access_token"]
    return found


def test_h12_tokens_of_a_provider_are_accepted_through_a_rotation(
    town: Town, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "LEAST_S", 0.0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    subject, old, new = str(town.ids["member"]), key(), key()
    settings = Settings(data_dir=cluster.folder, oidc=True, issuer=f"http://127.0.0.1:{port}")
    town.service = replace(town.service, clock=system_clock)  # the provider's tokens are of the present day
    with contextlib.ExitStack() as stack:
        with provider(port, subject, old):
            site = stack.enter_context(served(town, settings))
            first = token(port, subject)
            answer = site.post("/graphql", WHO, Authorization=f"Bearer {first}")
            assert answer.json()["data"]["viewer"]["employee"]["name"] == "Pegawai member"
        with provider(port, subject, new):
            second = token(port, subject)
            answer = site.post("/graphql", WHO, Authorization=f"Bearer {second}")
            assert answer.json()["data"]["viewer"]["employee"]["name"] == "Pegawai member"
            refused = site.post("/graphql", WHO, Authorization=f"Bearer {first}")
            assert refused.status_code == 401
