"""Requests: each has an id that its lines and its answer carry, and nothing of one is left on the next."""

import re

import httpx
import pytest

from kinerja.graphql.gateway import Gateway
from kinerja.web.requests import request_id
from tests.observing.conftest import Lines, Watched
from tests.observing.serving import until

WHO = {"query": "query Who { agency { code } }"}


@pytest.mark.parametrize("given", ["a", "A-z_0.9", "x" * 64])
def test_the_id_that_was_given_is_kept(given: str) -> None:
    assert request_id(given) == given


@pytest.mark.parametrize("given", [None, "", "x" * 65, "a b", "a\n", "é", "{}", "a,b"])
def test_an_id_of_another_form_is_replaced(given: str | None) -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", request_id(given))


def test_the_answer_and_every_line_of_a_request_carry_its_id(lines: Lines, watched: Watched) -> None:
    watched.establish("LINES", X_Request_Id="r-1")
    until(lambda: any(line.get("request_id") == "r-1" for line in lines.all("request")))
    (command,) = lines.all("command")
    request = lines.all("request")[-1]
    for line in (command, request):
        assert {line[name] for name in ("request_id", "agency", "operation")} == {"r-1", "TST", "Establish"}
    assert (command["action"], command["outcome"], command["facts"]) == ("establishOrgUnit", "recorded", 1)
    assert (request["method"], request["endpoint"], request["status"]) == ("POST", "graphql", 200)
    answer = watched.client.post(WHO, path="/a/TST/graphql", X_Request_Id="r-2")
    assert answer.headers["x-request-id"] == "r-2"


def test_a_refused_commands_line_names_the_rules(lines: Lines, watched: Watched) -> None:
    payload = watched.establish("LINES", by="member")
    (command,) = lines.all("command")
    assert (command["outcome"], command["rules"]) == ("refused", [error["rule"] for error in payload["userErrors"]])
    assert "position" not in command


def test_nothing_of_one_request_is_left_on_the_next_of_the_same_connection(lines: Lines, watched: Watched) -> None:
    token = watched.client.token(watched.town.ids["admin"], "TST")
    with httpx.Client(base_url=watched.client.url) as same:
        same.post("/graphql", json=WHO, headers={"Authorization": f"Bearer {token}", "X-Request-Id": "one"})
        same.get("/nowhere", headers={"X-Request-Id": "two"})
    until(lambda: len([line for line in lines.all("request") if line["endpoint"] != "health"]) == 2)
    one, two = [line for line in lines.all("request") if line["endpoint"] != "health"]
    assert (one["request_id"], one["agency"], one["operation"]) == ("one", "TST", "Who")
    assert (two["request_id"], two["status"], two["endpoint"]) == ("two", 404, "other")
    assert "agency" not in two
    assert "operation" not in two


def test_the_last_code_of_a_failed_answer_is_on_its_line(lines: Lines, watched: Watched) -> None:
    watched.client.post({"query": "{"}, path="/a/TST/graphql")
    until(lambda: any("code" in line for line in lines.all("request")))
    assert lines.all("request")[-1]["code"] == "GRAPHQL_PARSE_FAILED"


def test_an_agency_or_an_operation_that_can_be_none_is_not_written(lines: Lines, watched: Watched) -> None:
    document = {"query": "{ agency { code } }", "operationName": "Mestika Zahara"}
    watched.client.post(document, path="/a/mestika/graphql")
    until(lambda: any(line.get("agency") == "invalid" for line in lines.all("request")))
    assert "operation" not in lines.all("request")[-1]
    assert "estika" not in lines.text


def test_what_nobody_foresaw_outside_of_graphql_is_answered_with_the_id_and_no_text(
    lines: Lines, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(gateway: Gateway) -> None:
        raise ValueError("about Mestika")

    monkeypatch.setattr(Gateway, "observer", property(fail), raising=False)
    answer = watched.client.post(WHO, path="/a/TST/graphql", X_Request_Id="r-3", Accept_Language="en")
    assert answer.status_code == 500
    assert answer.headers["x-request-id"] == "r-3"
    (error,) = answer.json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["traceId"]) == ("INTERNAL_SERVER_ERROR", "r-3")
    until(lambda: any(line.get("status") == 500 for line in lines.all("request")))
    (failed,) = lines.all("a request failed")
    assert failed["error"][0]["type"] == "ValueError"
    assert "Mestika" not in lines.text + answer.text
