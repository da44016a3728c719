"""GraphQL over HTTP as its specification has it: media types, status, GET, documents by id, limits of a body."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from kinerja.settings import Settings
from tests.conftest import Cluster
from tests.people import Town
from tests.web.site import Site, served

RESPONSE = "application/graphql-response+json"
CODE = "{ agency { code } }"


def codes(answer: httpx.Response) -> list[str]:
    """The codes of an answer's errors."""
    return [error["extensions"]["code"] for error in answer.json()["errors"]]


def get(site: Site, headers: dict[str, str] | None = None, **parameters: str) -> httpx.Response:
    """Ask by GET at the public address."""
    return httpx.get(f"{site.url}/a/TST/graphql", params=parameters, headers=headers or {}, timeout=10)


def test_a_request_error_has_no_data_and_a_status_of_its_own_in_the_new_media_type(site: Site) -> None:
    for query in ("{", "{ nothing }", "query A { agency { code } } query B { agency { code } }"):
        new = site.post("/a/TST/graphql", {"query": query}, Accept=RESPONSE)
        assert new.headers["content-type"] == f"{RESPONSE}; charset=utf-8"
        assert (new.status_code, "data" in new.json()) == (400, False)
        old = site.post("/a/TST/graphql", {"query": query}, Accept="application/json")
        assert old.headers["content-type"] == "application/json; charset=utf-8"
        assert (old.status_code, old.content) == (200, new.content)


def test_what_was_executed_is_200_whatever_it_says(site: Site) -> None:
    answer = site.post(
        "/a/TST/graphql", {"query": "{ agency { code } orgUnits { nodes { code } } }"}, Accept=RESPONSE
    )
    assert (answer.status_code, codes(answer)) == (200, ["BAD_USER_INPUT"])


def test_the_cost_of_an_answer_is_said(site: Site) -> None:
    answer = site.post("/a/TST/graphql", {"query": CODE}).json()
    assert answer["extensions"]["cost"] == {"requested": 2, "maximum": 10_000}


def test_what_costs_too_much_is_refused_before_anything_is_read(site: Site) -> None:
    deep = "{ orgUnits(first: 100) { nodes { positions { assignments { employee { assignments { id } } } } } } }"
    answer = site.post("/a/TST/graphql", {"query": deep}, Accept=RESPONSE)
    assert (answer.status_code, codes(answer)) == (400, ["QUERY_TOO_COMPLEX"])
    assert answer.json()["errors"][0]["extensions"]["limit"] == "cost"


def test_who_asks_for_too_much_within_a_minute_waits(town: Town, cluster: Cluster) -> None:
    """CODE costs 2: three of them fit into 7, and another client has a budget of its own."""
    with served(town, Settings(data_dir=cluster.folder, client_budget=7)) as site:
        answers = [site.post("/a/TST/graphql", {"query": CODE}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert codes(answers[3]) == ["THROTTLED"]
        assert 1 <= int(answers[3].headers["retry-after"]) <= 60
        own = site.post("/graphql", {"query": CODE}, Authorization=f"Bearer {site.token('member')}")
        assert own.status_code == 200


def test_an_agency_has_a_budget_too(town: Town, cluster: Cluster) -> None:
    with served(town, Settings(data_dir=cluster.folder, agency_budget=3)) as site:
        first = site.post("/graphql", {"query": CODE}, Authorization=f"Bearer {site.token('head')}")
        other = site.post("/graphql", {"query": CODE}, Authorization=f"Bearer {site.token('member')}")
        assert (first.status_code, other.status_code) == (200, 429)


def test_what_the_public_asks_does_not_use_up_the_budget_of_the_agency(town: Town, cluster: Cluster) -> None:
    with served(town, Settings(data_dir=cluster.folder, agency_budget=3)) as site:
        public = [site.post("/a/TST/graphql", {"query": CODE}).status_code for _ in range(2)]
        own = site.post("/graphql", {"query": CODE}, Authorization=f"Bearer {site.token('member')}")
        assert (public, own.status_code) == ([200, 429], 200)


def test_a_document_that_is_refused_is_counted_too(town: Town, cluster: Cluster) -> None:
    with served(town, Settings(data_dir=cluster.folder, client_budget=120)) as site:
        answers = [site.post("/a/TST/graphql", {"query": "{ agency {"}).status_code for _ in range(3)]
        assert answers == [200, 200, 429]


def test_at_most_five_errors_are_said(site: Site) -> None:
    query = "{ " + " ".join(f"nothing{number}" for number in range(20)) + " }"
    assert len(site.post("/a/TST/graphql", {"query": query}).json()["errors"]) == 5


def test_a_query_may_come_by_get_and_a_mutation_may_not(site: Site) -> None:
    assert get(site, query=CODE).json()["data"] == {"agency": {"code": "TST"}}
    asked = "query A($code: String) { orgUnits(first: 1, where: {code: $code}) { nodes { code } } }"
    found = get(site, query=asked, variables=json.dumps({"code": "ROOT"})).json()["data"]
    assert found == {"orgUnits": {"nodes": [{"code": "ROOT"}]}}
    mutation = 'mutation { establishOrgUnit(input: {commandId: "0b0e5a3c-0000-4000-8000-000000000000", code: "X",'
    mutation += ' name: "X", kind: SECTION}) { receipt { hash } } }'
    refused = get(site, {"Accept": RESPONSE}, query=mutation)
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["rule"]) == (400, "H12.23")


def test_the_public_view_is_cached_by_position(site: Site) -> None:
    first = get(site, query=CODE)
    assert first.headers["cache-control"] == "public, no-cache"
    assert {each.strip() for each in first.headers["vary"].split(",")} == {
        "Authorization",
        "Accept",
        "Accept-Language",
    }
    same = get(site, {"If-None-Match": first.headers["etag"]}, query=CODE)
    assert (same.status_code, same.content) == (304, b"")
    site.town.register("new", "Pegawai baru", "199203032015011009")
    site.post("/a/TST/graphql", {"query": _until(site)})
    later = get(site, {"If-None-Match": first.headers["etag"]}, query=CODE)
    assert (later.status_code, later.json()["data"]) == (200, first.json()["data"])
    assert later.headers["etag"] != first.headers["etag"]


def _until(site: Site) -> str:
    """Waits until everything recorded is visible."""
    head = site.town.service.logs.of("TST").recorder.max_notification_id()
    return f'{{ agency(minPosition: "{head}") {{ code }} }}'


def test_an_answer_to_somebody_is_kept_by_nobody(site: Site) -> None:
    token = {"Authorization": f"Bearer {site.token('member')}"}
    answer = get(site, token, query=CODE)
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(site: Site, method: str) -> None:
    answer = httpx.request(method, f"{site.url}/a/TST/graphql", timeout=10)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_a_body_that_is_too_long_is_refused(site: Site) -> None:
    answer = site.post("/a/TST/graphql", {"query": CODE + " " * 100_000})
    assert (answer.status_code, codes(answer)) == (413, ["QUERY_TOO_COMPLEX"])


def test_a_body_of_another_type_is_refused(site: Site) -> None:
    answer = httpx.post(f"{site.url}/a/TST/graphql", content=CODE, headers={"Content-Type": "text/plain"}, timeout=10)
    assert (answer.status_code, codes(answer)) == (415, ["BAD_USER_INPUT"])


@pytest.mark.parametrize(
    "body",
    [
        {"query": CODE, "variables": []}, {"query": CODE, "variables": "x"}, {"query": CODE, "operationName": 1},
        {"query": CODE, "extensions": 3}, {"query": 5}, {}, {"documentId": 3},
    ],
)  # fmt: skip
def test_parameters_of_the_wrong_type_are_refused(site: Site, body: Any) -> None:
    answer = site.post("/a/TST/graphql", body)
    assert (answer.status_code, codes(answer)) == (400, ["BAD_USER_INPUT"])


def test_nested_brackets_are_no_error_of_ours(site: Site) -> None:
    content = '{"query": "{ agency { code } }", "variables": ' + "[" * 40_000 + "]" * 40_000 + "}"
    headers = {"Content-Type": "application/json"}
    answer = httpx.post(f"{site.url}/a/TST/graphql", content=content, headers=headers, timeout=10)
    assert (answer.status_code, codes(answer)) == (400, ["BAD_USER_INPUT"])


def test_documents_are_asked_for_by_their_id(town: Town, cluster: Cluster, tmp_path: Path) -> None:
    manifest = tmp_path / "documents.json"
    manifest.write_text(json.dumps({"code": CODE}))
    trusting = Settings(data_dir=cluster.folder, trusted_documents=manifest, trusted_only=True)
    with served(town, trusting) as site:
        known = site.post("/a/TST/graphql", {"documentId": "code"})
        assert known.json()["data"] == {"agency": {"code": "TST"}}
        unknown = site.post("/a/TST/graphql", {"documentId": "other"})
        assert (unknown.status_code, codes(unknown)) == (400, ["PERSISTED_QUERY_NOT_FOUND"])
        other = site.post("/a/TST/graphql", {"query": CODE})
        assert (other.status_code, other.json()["errors"][0]["extensions"]["rule"]) == (403, "H12.25")


def test_without_compiled_reads_the_answers_are_the_same(site: Site, cluster: Cluster) -> None:
    query = (
        "{ agency { id code name foundedAt } orgUnits(first: 2) { edges { cursor node { id code } } totalCount } }"
    )
    compiled = site.post("/a/TST/graphql", {"query": query})
    with served(site.town, Settings(data_dir=cluster.folder, compiled_reads=False)) as slow:
        assert slow.post("/a/TST/graphql", {"query": query}).content == compiled.content
