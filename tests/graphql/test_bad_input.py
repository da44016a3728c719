"""Bad input gets a clear answer: code, rule, path or place, and hint, in Indonesian and English."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.people import LETTER, Town

ESTABLISH = """
mutation M($input: EstablishOrgUnitInput!) {
  establishOrgUnit(input: $input) {
    receipt { commandId position }
    userErrors { __typename code rule message path hint ... on VersionConflict { currentVersion }
                 ... on MissingStep { action } }
    orgUnit { code version }
  }
}
"""
APPROVE = """
mutation M($input: ApprovePlanInput!) {
  approvePlan(input: $input) {
    receipt { position }
    userErrors { __typename code rule message path hint ... on VersionConflict { currentVersion }
                 ... on MissingStep { action } }
    plan { state }
  }
}
"""


def asker(town: Town, who: str | None, language: Any = "en") -> Asker:
    return Asker(town.service, town.agency, town.ids[who] if who else None, language=language)


def unit_input(**changes: Any) -> dict[str, Any]:
    return {"commandId": str(uuid4()), "code": "X", "name": "X", "kind": "SECTION", **changes}


def only_error(answer: dict[str, Any]) -> dict[str, Any]:
    assert len(answer["errors"]) == 1, answer["errors"]
    error: dict[str, Any] = answer["errors"][0]
    assert error["message"]
    assert error["extensions"]["hint"]
    assert error["extensions"]["rule"]
    return error


@pytest.mark.parametrize(
    "value",
    [
        "",
        "not an id",
        "!!!",
        "AAAA",
        str(GlobalId("OrgUnit", "OTHER", UUID(int=3))),
        str(GlobalId("Employee", "TST", UUID(int=4))),
    ],
)
def test_an_id_that_is_none_of_this_agency_and_kind_is_said_with_its_path(town: Town, value: str) -> None:
    payload = asker(town, "admin").data(ESTABLISH, input=unit_input(parentId=value))["establishOrgUnit"]
    (error,) = payload["userErrors"]
    assert (error["__typename"], error["rule"], error["path"]) == ("InvalidInput", "H12.12", ["parentId"])
    assert error["hint"]
    assert payload["receipt"]["position"] is None
    assert payload["orgUnit"] is None


def test_an_id_of_nothing_is_not_found(town: Town) -> None:
    parent = str(GlobalId("OrgUnit", "TST", uuid4()))
    payload = asker(town, "admin").data(ESTABLISH, input=unit_input(parentId=parent))["establishOrgUnit"]
    (error,) = payload["userErrors"]
    assert (error["__typename"], error["code"], error["rule"]) == ("NotFound", "NOT_FOUND", "H12.1")
    assert error["path"] == ["parentId"]


@pytest.mark.parametrize("value", ["", "nonsense", "AAAA", str(GlobalId("OrgUnit", "OTHER", UUID(int=3)))])
def test_node_and_nodes_answer_null_for_an_id_that_is_none(town: Town, value: str) -> None:
    data = asker(town, "admin").data("query Q($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }", id=value)
    assert data == {"node": None, "nodes": [None]}


def test_a_filter_with_a_bad_id_is_bad_user_input(town: Town) -> None:
    answer = asker(town, "admin").ask('{ plans(first: 1, where: {employeeId: "x"}) { totalCount } }')
    assert only_error(answer)["extensions"]["code"] == "BAD_USER_INPUT"
    assert only_error(answer)["extensions"]["rule"] == "H12.8"


@pytest.mark.parametrize(
    "cursor", ["", "x", "####", "W10", "bnVsbA", "eyJhIjoxfQ", "WyJjb2RlIiwiQSIsIm5vdC1hLXV1aWQiXQ", "W1tbW1tbW1tb"]
)
def test_a_cursor_that_is_none_of_the_list_is_bad_user_input(town: Town, cursor: str) -> None:
    answer = asker(town, "admin").ask(
        "query Q($c: String!) { orgUnits(first: 1, after: $c) { totalCount } }", c=cursor
    )
    error = only_error(answer)
    assert (error["extensions"]["code"], error["extensions"]["rule"]) == ("BAD_USER_INPUT", "H12.7")
    assert "Traceback" not in str(answer)


@pytest.mark.parametrize("page", ["", "(first: 0)", "(first: 101)", "(first: -1)", "(first: 1, last: 1)"])
def test_a_list_needs_a_page_of_one_to_a_hundred(town: Town, page: str) -> None:
    error = only_error(asker(town, "admin").ask(f"{{ orgUnits{page} {{ totalCount }} }}"))
    assert (error["extensions"]["code"], error["extensions"]["rule"]) == ("BAD_USER_INPUT", "H12.6")


SECRET = "rahasia, found: 'x' does not exist in y"
WANTED = {"commandId": "8f14e45f-ceea-467f-a8d0-5b0b2f1c1d11", "code": SECRET, "name": "X", "kind": "SECTION"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ...}, "Expected value of type 'EstablishOrgUnitInput' to include required field 'name'."),
        ({"nam": SECRET}, "not to include unknown field 'nam'. Did you mean 'name'?"),
        ({"strange": SECRET}, "not to include unknown field 'strange'."),
        ({"kind": SECRET}, "The value does not exist in 'OrgUnitKind' enum."),
        ({"kind": "SECTIO"}, "in 'OrgUnitKind' enum. Did you mean the enum value 'SECTION'?"),
        ({"kind": [SECRET]}, "Enum 'OrgUnitKind' cannot represent non-string value."),
        ({"name": [SECRET]}, "String cannot represent a non string value."),
        ({"parentId": {"at": SECRET}}, "ID cannot represent value."),
        ({"expectedVersion": SECRET}, "Int cannot represent non-integer value."),
    ],
)
def test_what_was_entered_is_not_repeated(town: Town, changes: dict[str, Any], says: str) -> None:
    entered = {name: value for name, value in {**WANTED, **changes}.items() if value is not ...}
    answer = asker(town, "admin").ask(ESTABLISH, input=entered)
    error = only_error(answer)
    assert (error["extensions"]["rule"], error["message"].startswith("The input is not valid. Variable")) == (
        "H12.30", True,
    )  # fmt: skip
    assert error["message"].endswith(says)
    assert "rahasia" not in str(answer)
    whole = asker(town, "admin").ask(ESTABLISH, input=SECRET)
    assert only_error(whole)["message"].endswith("Expected value of type 'EstablishOrgUnitInput' to be an object.")


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        ('mutation { establishOrgUnit(input: {code: "rahasia", kind: SECTION}) { receipt { position } } }', "H12.9"),
        ('mutation { establishOrgUnit(input: {code: "rahasia" "rahasia"}) { receipt { position } } }', "H12.10"),
        ('{ orgUnits(first: "rahasia") { totalCount } }', "H12.9"),
    ],
)
def test_what_a_document_holds_is_not_repeated(town: Town, document: str, rule: str) -> None:
    answer = asker(town, "admin").ask(document)
    assert {error["extensions"]["rule"] for error in answer["errors"]} == {rule}
    assert "rahasia" not in str(answer)


@pytest.mark.parametrize(
    "value", ["2025-02-30", "2025-1-1", "2025-W01-1", "yesterday", "20250101", "2025-01-01T00:00"]
)
def test_a_date_has_one_form(town: Town, value: str) -> None:
    answer = asker(town, "admin").ask("query Q($d: Date!) { agency(validOn: $d) { code } }", d=value)
    error = only_error(answer)
    assert (error["extensions"]["code"], error["extensions"]["rule"]) == ("BAD_USER_INPUT", "H12.15")
    assert error["extensions"]["hint"].startswith("Write")
    assert error["extensions"]["place"].startswith("Variable '$d'")


@pytest.mark.parametrize(("value", "rules"), [
    ("0001-01-01", ["H12.28"]), ("1899-12-31", ["H12.28"]), ("1900-01-01", []), ("2200-12-31", []),
    ("2201-01-01", ["H12.28"]), ("9999-12-31", ["H12.28"]),
])  # fmt: skip
def test_a_date_is_of_a_year_that_anybody_means(town: Town, value: str, rules: list[str]) -> None:
    """So that no command fails on the day before or after it."""
    day = asker(town, "admin").ask("query Q($d: Date!) { agency(validOn: $d) { code } }", d=value)
    assert [error["extensions"]["rule"] for error in day.get("errors", [])] == rules
    moment = "mutation M($input: ReceiveComplaintInput!) { receiveComplaint(input: $input) { userErrors { path } } }"
    given = {
        "commandId": str(uuid4()), "serviceId": "x", "reference": "x", "element": "TIME",
        "receivedAt": f"{value}T12:00:00Z",
    }  # fmt: skip
    answer = asker(town, "admin").ask(moment, input=given)
    assert [error["extensions"]["rule"] for error in answer.get("errors", [])] == rules


@pytest.mark.parametrize("value", ["2025-01-01T00:00:00", "2025-01-01", "2025-01-01T25:00:00Z", "2025-W01", "now"])
def test_a_time_has_an_offset(town: Town, value: str) -> None:
    answer = asker(town, "admin").ask("query Q($t: DateTime!) { agency(asOf: {recordedAt: $t}) { code } }", t=value)
    assert only_error(answer)["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1_000", "1,5", "1e3", " 1", "", True, 1.5])
def test_a_decimal_is_a_plain_string(town: Town, value: Any) -> None:
    document = """mutation M($input: AddWorkResultInput!) { addWorkResult(input: $input) { userErrors { rule } } }"""
    result = {"kind": "PRIMARY", "title": "x", "weight": value}
    given = {"commandId": str(uuid4()), "planId": "x", "result": result}
    error = only_error(asker(town, "member").ask(document, input=given))
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("value", ["-1", "1.0", "x", 5, "99999999999999999999"])
def test_a_log_position_is_a_string_of_digits(town: Town, value: Any) -> None:
    answer = asker(town, "admin").ask("query Q($p: LogPosition!) { agency(asOf: {position: $p}) { code } }", p=value)
    assert only_error(answer)["extensions"]["code"] == "BAD_USER_INPUT"


def test_an_unknown_enum_value_is_bad_user_input(town: Town) -> None:
    error = only_error(asker(town, "admin").ask(ESTABLISH, input=unit_input(kind="GALAXY")))
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "at .kind: The value does not exist in 'OrgUnitKind' enum." in error["message"]


def test_an_unknown_field_fails_validation(town: Town) -> None:
    error = only_error(asker(town, "admin").ask("{ agency { secret } }"))
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_a_document_that_is_none_fails_to_parse(town: Town) -> None:
    error = only_error(asker(town, "admin").ask("{ agency {"))
    assert error["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"


def test_a_text_out_of_its_bounds_is_said_with_its_path_all_at_once(town: Town) -> None:
    given = unit_input(code="lower case", name="")
    payload = asker(town, "admin").data(ESTABLISH, input=given)["establishOrgUnit"]
    found = {(error["rule"], tuple(error["path"])) for error in payload["userErrors"]}
    assert found == {("H12.13", ("code",)), ("H12.4", ("name",))}


def test_a_missing_step_names_the_mutation_that_takes_it(town: Town) -> None:
    town.draft()
    given = {"commandId": str(uuid4()), "planId": str(GlobalId("PerformancePlan", "TST", town.plan()))}
    payload = asker(town, "officer").data(APPROVE, input=given)["approvePlan"]
    (error,) = payload["userErrors"]
    assert (error["__typename"], error["rule"], error["action"]) == ("MissingStep", "B3.1", "submitPlan")


def test_a_stale_version_is_a_conflict_with_the_current_one(town: Town) -> None:
    town.draft()
    given = {
        "commandId": str(uuid4()),
        "planId": str(GlobalId("PerformancePlan", "TST", town.plan())),
        "expectedVersion": 1,
    }
    payload = asker(town, "officer").data(APPROVE, input=given)["approvePlan"]
    (error,) = payload["userErrors"]
    assert (error["__typename"], error["currentVersion"]) == ("VersionConflict", 3)
    assert error["path"] == ["expectedVersion"]


def test_a_command_without_a_token_is_unauthenticated(town: Town) -> None:
    error = only_error(asker(town, None).ask(ESTABLISH, input=unit_input()))
    assert error["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_reused_command_id_is_said(town: Town) -> None:
    first = unit_input()
    admin = asker(town, "admin")
    assert admin.data(ESTABLISH, input=first)["establishOrgUnit"]["userErrors"] == []
    payload = admin.data(ESTABLISH, input={**first, "name": "Y"})["establishOrgUnit"]
    assert payload["userErrors"][0]["__typename"] == "CommandIdReused"


@pytest.mark.parametrize("as_of", ['{position: "99999"}', '{recordedAt: "2031-01-01T00:00:00Z"}'])
def test_h2_the_future_is_not_reached(town: Town, as_of: str) -> None:
    error = only_error(asker(town, "admin").ask(f"{{ agency(asOf: {as_of}) {{ code }} }}"))
    assert (error["extensions"]["code"], error["extensions"]["rule"]) == ("POSITION_NOT_REACHED", "H2.1")


def test_h2_root_fields_of_one_operation_have_one_basis(town: Town) -> None:
    answer = asker(town, "admin").ask('{ agency(asOf: {position: "3"}) { code } periods(first: 1) { totalCount } }')
    assert only_error(answer)["extensions"]["rule"] == "H2.2"
    assert answer["data"] is None


@pytest.mark.parametrize("as_of", ["{}", '{position: "1", recordedAt: "2025-01-02T00:00:00Z"}'])
def test_h2_as_of_is_exactly_one_of_two(town: Town, as_of: str) -> None:
    answer = asker(town, "admin").ask(f"{{ agency(asOf: {as_of}) {{ code }} }}")
    assert answer["errors"][0]["extensions"]["code"] in ("BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED")


@pytest.mark.parametrize(("language", "word"), [("id", "pengelola kinerja"), ("en", "a performance administrator")])
def test_refusals_speak_the_language_of_the_request(town: Town, language: str, word: str) -> None:
    payload = asker(town, "member", language).data(ESTABLISH, input=unit_input())["establishOrgUnit"]
    (error,) = payload["userErrors"]
    assert word in error["hint"]
    assert ("berwenang" in error["message"]) is (language == "id")


@pytest.mark.parametrize(("language", "word"), [("id", "Daftar"), ("en", "list")])
def test_failures_speak_the_language_of_the_request(town: Town, language: str, word: str) -> None:
    error = only_error(asker(town, "admin", language).ask("{ orgUnits { totalCount } }"))
    assert word in error["message"]


def test_a_failure_of_ours_is_masked_and_has_a_trace_id(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from kinerja.graphql.reads import Reads

    async def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("select secret from somewhere")

    monkeypatch.setattr(Reads, "select", broken)
    error = only_error(asker(town, "admin").ask("{ agency { code } }"))
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "secret" not in str(error)
    assert error["extensions"]["traceId"] in caplog.text


def test_letters_are_checked_too(town: Town) -> None:
    document = "mutation M($input: GrantRoleInput!) { grantRole(input: $input) { userErrors { rule path } } }"
    given = {
        "commandId": str(uuid4()),
        "role": "AUDITOR",
        "holderName": "Auditor",
        "startsOn": "2025-02-01",
        "endsOn": "2025-01-01",
        "letter": {"number": LETTER.number, "issuer": LETTER.issuer, "issuedOn": "2025-01-01"},
    }
    payload = asker(town, "admin").data(document, input=given)["grantRole"]
    assert payload["userErrors"] == [{"rule": "B1.2", "path": ["endsOn"]}]
    bad = {**given, "commandId": str(uuid4()), "letter": {"number": "", "issuer": "x", "issuedOn": "2025-01-01"}}
    payload = asker(town, "admin").data(document, input=bad)["grantRole"]
    assert payload["userErrors"] == [{"rule": "H12.4", "path": ["letter", "number"]}]
