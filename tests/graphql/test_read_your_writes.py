"""Receipts, waiting for a position, and the basis of an answer (H2, H12)."""

from uuid import uuid4

import pytest

from tests.asking import Asker
from tests.people import Town

UNIT = """
mutation M($input: EstablishOrgUnitInput!) {
  establishOrgUnit(input: $input) { receipt { commandId position recordedAt hash version } orgUnit { code name } }
}
"""


def unit(code: str) -> dict[str, str]:
    return {"commandId": str(uuid4()), "code": code, "name": code, "kind": "SECTION"}


def test_h12_a_mutation_answers_with_its_receipt_and_what_it_made(town: Town) -> None:
    admin = Asker(town.service, town.agency, town.ids["admin"])
    given = unit("A")
    answer = admin.ask(UNIT, input=given)
    payload = answer["data"]["establishOrgUnit"]
    head = town.service.logs.of(town.agency).recorder.max_notification_id()
    assert payload["orgUnit"] == {"code": "A", "name": "A"}
    assert payload["receipt"]["position"] == str(head)
    assert payload["receipt"]["commandId"] == given["commandId"]
    assert payload["receipt"]["version"] == 1
    assert answer["extensions"]["basis"]["position"] == str(head)


def test_h12_the_hash_of_a_receipt_is_that_of_the_log(town: Town) -> None:
    admin = Asker(town.service, town.agency, town.ids["admin"])
    receipt = admin.data(UNIT, input=unit("A"))["establishOrgUnit"]["receipt"]
    with town.service.logs.datastore.scoped(town.agency) as connection:
        row = connection.execute(
            "SELECT leaf FROM log.readable WHERE agency = %s AND position = %s", [town.agency, receipt["position"]]
        ).fetchone()
    assert row is not None
    assert row["leaf"] == receipt["hash"]


def test_h12_several_mutations_of_one_operation_each_see_their_own(town: Town) -> None:
    admin = Asker(town.service, town.agency, town.ids["admin"])
    document = """
    mutation Two($a: EstablishOrgUnitInput!, $b: EstablishOrgUnitInput!) {
      first: establishOrgUnit(input: $a) { receipt { position } orgUnit { code } }
      second: establishOrgUnit(input: $b) { receipt { position } orgUnit { code } }
    }
    """
    answer = admin.ask(document, a=unit("A"), b=unit("B"))
    first, second = answer["data"]["first"], answer["data"]["second"]
    assert (first["orgUnit"]["code"], second["orgUnit"]["code"]) == ("A", "B")
    assert int(second["receipt"]["position"]) == int(first["receipt"]["position"]) + 1
    assert answer["extensions"]["basis"]["position"] == second["receipt"]["position"]


def test_h12_a_query_waits_for_a_position_and_says_when_it_is_not_reached(town: Town) -> None:
    admin = Asker(town.service, town.agency, town.ids["admin"])
    admin.follow = False  # nobody follows: the read models stay behind
    from kinerja.application.organisation import EstablishOrgUnit
    from kinerja.domain.vocabulary import OrgUnitKind

    receipt = town.give(EstablishOrgUnit(code="Z", name="Z", kind=OrgUnitKind.SECTION), "admin", "z")
    query = 'query Q($p: LogPosition!) { orgUnits(first: 5, where: {code: "Z"}, minPosition: $p) { totalCount } }'
    answer = admin.ask(query, p=str(receipt.position))
    assert answer["errors"][0]["extensions"]["code"] == "POSITION_NOT_REACHED"
    admin.follow = True
    assert admin.data(query, p=str(receipt.position))["orgUnits"]["totalCount"] == 1


def test_h12_what_is_recorded_and_not_to_be_read_yet_still_has_its_receipt(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kinerja.graphql.gateway._WAIT_S", 0.1)
    monkeypatch.setattr("kinerja.graphql.gateway._SHORT_WAIT_S", 0.1)
    admin = Asker(town.service, town.agency, town.ids["admin"])
    admin.follow = False  # as when the agency is stalled
    answer = admin.ask(UNIT, input=unit("A"))
    head = town.service.logs.of(town.agency).recorder.max_notification_id()
    assert "errors" not in answer
    payload = answer["data"]["establishOrgUnit"]
    assert payload["orgUnit"] is None
    assert payload["receipt"]["position"] == str(head)


def test_h2_an_answer_as_of_a_time_states_its_position(town: Town) -> None:
    admin = Asker(town.service, town.agency, town.ids["admin"])
    now = admin.ask("{ agency { code } }")["extensions"]["basis"]
    then = admin.ask('{ agency(asOf: {position: "5"}) { code } }')["extensions"]["basis"]
    assert then["position"] == "5"
    assert now["recordedAt"] > then["recordedAt"]
    by_time = admin.ask("query Q($t: DateTime!) { agency(asOf: {recordedAt: $t}) { code } }", t=then["recordedAt"])[
        "extensions"
    ]["basis"]
    assert by_time["position"] == "5"


def test_h2_as_of_before_anything_there_is_nothing(town: Town) -> None:
    admin = Asker(town.service, town.agency, town.ids["admin"])
    data = admin.data(
        '{ agency(asOf: {position: "0"}) { code } employees(first: 1, asOf: {position: "0"}) { totalCount } }'
    )
    assert data == {"agency": None, "employees": {"totalCount": 0}}


def test_h2_valid_on_is_inherited_by_what_lies_below(town: Town) -> None:
    from datetime import date

    from kinerja.application.indicators import ReviseIndicator
    from tests.people import manual

    revise = ReviseIndicator(
        indicator_id=town.named("Indicator", "IND"),
        manual=manual(definition="baru"),
        effective_on=date(2025, 7, 1),
        reason="uji",
        legal_basis="SK",
    )
    town.give(revise, "head", "revise")
    query = "query Q($d: Date) { indicators(first: 1, validOn: $d) { nodes { manual { number definition } } } }"
    admin = Asker(town.service, town.agency, town.ids["admin"])
    seen = {day: admin.data(query, d=day)["indicators"]["nodes"][0]["manual"] for day in ("2025-06-30", "2025-07-01")}
    assert seen["2025-06-30"]["number"] == 1
    assert seen["2025-07-01"] == {"number": 2, "definition": "baru"}
    assert admin.data(query, d="2024-12-31")["indicators"]["nodes"][0]["manual"] is None
    today = admin.ask(query, d=None)
    assert today["extensions"]["basis"]["validOn"] == "2025-05-05"


def test_h12_pages_go_forwards_and_backwards_over_the_same_rows(town: Town) -> None:
    admin = Asker(town.service, town.agency, town.ids["admin"])
    page = """query Q($first: Int, $after: String, $last: Int, $before: String) {
      positions(first: $first, after: $after, last: $last, before: $before) {
        totalCount nodes { code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
    one = admin.data(page, first=3)["positions"]
    two = admin.data(page, first=3, after=one["pageInfo"]["endCursor"])["positions"]
    codes = [node["code"] for node in (*one["nodes"], *two["nodes"])]
    assert codes == sorted(codes)
    assert one["totalCount"] == len(codes) == 4
    assert (one["pageInfo"]["hasNextPage"], two["pageInfo"]["hasNextPage"]) == (True, False)
    back = admin.data(page, last=3, before=two["pageInfo"]["startCursor"])["positions"]
    assert back["nodes"] == one["nodes"]
    assert back["pageInfo"]["hasPreviousPage"] is False
