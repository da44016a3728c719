"""Pages of other origins ask only if they were named."""

from collections.abc import Iterator

import httpx
import pytest

from kinerja.settings import Settings
from tests.conftest import Cluster
from tests.people import Town
from tests.web.site import WHO, Site, served

NAMED, OTHER = "https://skp.example.go.id", "https://elsewhere.example"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}


@pytest.fixture
def open_site(town: Town, cluster: Cluster) -> Iterator[Site]:
    """A town that lets one other origin ask."""
    with served(town, Settings(data_dir=cluster.folder, allowed_origins=f"{NAMED}, https://b.example")) as made:
        yield made


def test_h12_a_named_origin_may_ask(open_site: Site) -> None:
    url = f"{open_site.url}/a/TST/graphql"
    before = httpx.options(url, headers={"Origin": NAMED, **PREFLIGHT})
    assert before.status_code == 200
    assert before.headers["access-control-allow-origin"] == NAMED
    answer = open_site.post("/a/TST/graphql", WHO, Origin=NAMED)
    assert answer.headers["access-control-allow-origin"] == NAMED
    assert "X-Request-Id" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers


def test_h12_another_origin_may_not(open_site: Site) -> None:
    before = httpx.options(f"{open_site.url}/a/TST/graphql", headers={"Origin": OTHER, **PREFLIGHT})
    assert before.status_code == 400
    assert "access-control-allow-origin" not in open_site.post("/a/TST/graphql", WHO, Origin=OTHER).headers


def test_h12_unless_one_is_named_none_may(site: Site) -> None:
    assert httpx.options(f"{site.url}/a/TST/graphql", headers={"Origin": NAMED, **PREFLIGHT}).status_code == 405
    assert "access-control-allow-origin" not in site.post("/a/TST/graphql", WHO, Origin=NAMED).headers
