"""The cascade: what may be supported, and the role-result matrix of a unit (B5)."""

from datetime import date
from typing import Any

import msgspec
import pytest

from kinerja.application.organisation import EndAssignment
from kinerja.application.periods import OpenPeriod
from kinerja.application.plans import ApprovePlan, DraftPlan, RemoveWorkResult, ReturnPlan, SubmitPlan
from kinerja.domain.ids import plan_id
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import Cadence, PositionKind, Role
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.offices import add, adding, begin, position, post, result_of, unit
from tests.people import Town

MATRIX = """query Q($unit: ID!, $period: ID!, $day: Date, $then: AsOf) {
  roleResultMatrices(first: 5, where: {unitId: $unit, periodId: $period}, validOn: $day, asOf: $then) { nodes {
    unit { code } period { code } leader { code }
    columns { result { id title } plan { id } supporters }
    rows { position { code } employee { name } plan { state } supportsNothing unit { code }
      cells { support result { id title weight targets { indicator { code } } } supports { id title } } }
  } }
}"""


def of(town: Town, kind: str, id: Any) -> str:
    return str(GlobalId(kind, town.agency, id))


def asked(town: Town, who: str, code: str = "DINAS", **variables: Any) -> Any:
    """The matrix of a unit, as somebody sees it."""
    given = {
        "unit": of(town, "OrgUnit", town.named("OrgUnit", code)),
        "period": of(town, "Period", town.named("Period", "2025")),
    }
    answer = Asker(town.service, town.agency, town.ids[who]).data(MATRIX, **given, **variables)
    return answer["roleResultMatrices"]["nodes"][0]


def rows_of(matrix: Any) -> dict[str, Any]:
    return {row["position"]["code"]: row for row in matrix["rows"]}


@pytest.fixture
def office(town: Town) -> Town:
    """An office: the head with two results, Ani who supports the first, Budi who supports none, a vacant position;
    below it a section whose head supports the first too."""
    unit(town, "DINAS")
    post(town, "kadis", "DINAS", "HEAD", PositionKind.HIGH_LEADERSHIP)
    post(town, "ani", "DINAS", "KADIS")
    post(town, "budi", "DINAS", "KADIS")
    position(town, "KOSONG", "DINAS", "KADIS")
    unit(town, "SEKSI", "DINAS")
    post(town, "kasi", "SEKSI", "KADIS", PositionKind.ADMINISTRATIVE)
    post(town, "cici", "SEKSI", "KASI")
    begin(town, "kadis")
    add(town, "kadis", "A", "60", ("IND", "1200"))
    add(town, "kadis", "B", "40", ("IND", "600"))
    for who, above in (("ani", ("kadis", "A")), ("budi", None), ("kasi", ("kadis", "A")), ("cici", ("kasi", "A"))):
        begin(town, who)
        add(town, who, "A", "100", ("IND", "300"), supports=above)
    return town


def approve(town: Town, who: str, by: str) -> None:
    town.give(SubmitPlan(plan_id=town.plan(who)), who, f"submit-{who}")
    town.give(ApprovePlan(plan_id=town.plan(who)), by, f"approve-{who}")


def refused(town: Town, *given: Any) -> list[str]:
    with pytest.raises(Refused) as found:
        town.give(*given)
    return [refusal.rule.id for refusal in found.value.refusals]


def test_b5_the_matrix_shows_who_supports_what_and_both_kinds_of_gaps(office: Town) -> None:
    matrix = asked(office, "kadis")
    assert (matrix["unit"]["code"], matrix["leader"]["code"]) == ("DINAS", "KADIS")
    first, second = (of(office, "WorkResult", result_of(office, "kadis", name)) for name in "AB")
    assert [(column["result"]["id"], column["supporters"]) for column in matrix["columns"]] == [
        (first, 2),
        (second, 0),
    ]
    rows = rows_of(matrix)
    assert set(rows) == {"ANI", "BUDI", "KOSONG", "KASI"}, "the head of the section counts here, his people do not"
    assert rows["KASI"]["unit"]["code"] == "SEKSI"
    (cell,) = rows["ANI"]["cells"]
    assert (cell["support"], cell["supports"]["id"]) == ("SUPPORTS", first)
    assert cell["result"] == {
        "id": of(office, "WorkResult", result_of(office, "ani", "A")), "title": "Hasil ani", "weight": "100",
        "targets": [{"indicator": {"code": "IND"}}],
    }  # fmt: skip
    assert [cell["support"] for cell in rows["BUDI"]["cells"]] == ["NOTHING"]
    assert {code for code, row in rows.items() if row["supportsNothing"]} == {"BUDI", "KOSONG"}
    assert (rows["KOSONG"]["employee"], rows["KOSONG"]["plan"], rows["KOSONG"]["cells"]) == (None, None, [])


def test_b5_a_member_sees_the_own_row_and_the_results_that_it_supports(office: Town) -> None:
    matrix = asked(office, "ani")
    assert set(rows_of(matrix)) == {"ANI"}
    (column,) = matrix["columns"]
    assert column == {"result": {"id": of(office, "WorkResult", result_of(office, "kadis", "A")),
                                 "title": "Hasil kadis"}, "plan": None, "supporters": None}  # fmt: skip
    assert asked(office, "budi")["columns"] == [], "who supports nothing reads nothing of the leader's"


@pytest.mark.parametrize(("who", "rows"), [("head", 4), ("admin", 4), ("inspector", 4), ("cici", 0), ("member", 0)])
def test_b5_the_matrix_is_for_those_who_read_the_plans(office: Town, who: str, rows: int) -> None:
    matrix = asked(office, who)
    assert len(matrix["rows"]) == rows
    assert len(matrix["columns"]) == (2 if rows else 0)


def test_b5_an_inspector_sees_the_matrices_of_the_mandate_only(office: Town) -> None:
    office.register("apip", "Inspektur Seksi", "198001012005011777")
    office.grant("apip", Role.INSPECTOR, (office.named("OrgUnit", "SEKSI"),))
    assert set(rows_of(asked(office, "apip", "SEKSI"))) == {"CICI"}
    assert set(rows_of(asked(office, "apip"))) == {"KASI"}, "he is of the section, whose matrix is the office's"


def test_b5_without_a_token_there_is_no_matrix(office: Town) -> None:
    given = {"unit": of(office, "OrgUnit", office.named("OrgUnit", "DINAS")),
             "period": of(office, "Period", office.named("Period", "2025"))}  # fmt: skip
    assert Asker(office.service, office.agency, None).data(MATRIX, **given)["roleResultMatrices"]["nodes"] == []


def test_b5_who_reports_to_the_head_from_a_unit_without_one_is_in_both_matrices(office: Town) -> None:
    unit(office, "TIM", "DINAS")
    for who in ("dedi", "eka"):
        post(office, who, "TIM", "KADIS")
    assert set(rows_of(asked(office, "kadis"))) == {"ANI", "BUDI", "KOSONG", "KASI", "DEDI", "EKA"}
    team = asked(office, "kadis", "TIM")
    assert (team["leader"]["code"], set(rows_of(team))) == ("KADIS", {"DEDI", "EKA"})
    assert len(team["columns"]) == 2, "who leads it has two results, which nobody of it supports"


def test_b5_a_result_taken_out_of_the_leaders_draft_leaves_its_supporters_behind_as_lost(office: Town) -> None:
    before = Asker(office.service, office.agency, office.ids["admin"]).ask("{ agency { code } }")
    then = {"position": before["extensions"]["basis"]["position"]}
    lost = result_of(office, "kadis", "A")
    office.give(RemoveWorkResult(plan_id=office.plan("kadis"), result_id=lost), "kadis", "remove")
    matrix = asked(office, "kadis")
    assert [column["supporters"] for column in matrix["columns"]] == [0]
    (cell,) = rows_of(matrix)["ANI"]["cells"]
    assert (cell["support"], cell["supports"]) == ("LOST", None)
    assert rows_of(matrix)["ANI"]["supportsNothing"]
    assert [column["supporters"] for column in asked(office, "kadis", then=then)["columns"]] == [2, 0], (
        "then it was there"
    )


def test_b5_the_rows_of_a_day_are_those_who_hold_the_positions_then(office: Town) -> None:
    left = EndAssignment(
        position_id=office.named("Position", "ANI"), assignment_id=office.ids["assignment-ani"],
        last_day=date(2025, 3, 31),
    )  # fmt: skip
    office.give(left, "admin", "left")
    assert rows_of(asked(office, "admin", day="2025-03-31"))["ANI"]["employee"] is not None
    assert rows_of(asked(office, "admin", day="2025-04-01"))["ANI"]["employee"] is None


def test_b5_the_rows_come_in_pages_and_who_supports_nothing_is_one_query(office: Town) -> None:
    query = """query Q($unit: ID!, $after: String) {
      roleResultRows(first: 1, after: $after, where: {unitId: $unit, supportsNothing: true}) {
        totalCount nodes { position { code } } pageInfo { endCursor hasNextPage } } }"""
    asker = Asker(office.service, office.agency, office.ids["kadis"])
    unit_id = of(office, "OrgUnit", office.named("OrgUnit", "DINAS"))
    first = asker.data(query, unit=unit_id)["roleResultRows"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (2, True)
    second = asker.data(query, unit=unit_id, after=first["pageInfo"]["endCursor"])["roleResultRows"]
    assert {each["nodes"][0]["position"]["code"] for each in (first, second)} == {"BUDI", "KOSONG"}


def test_b5_1_a_result_supports_no_leader_beside_or_below(office: Town) -> None:
    assert refused(office, adding(office, "budi", "0", supports=("ani", "A")), "budi", "beside") == ["B5.1"]
    assert refused(office, adding(office, "kasi", "0", supports=("cici", "A")), "kasi", "below") == ["B5.3"]


def test_b5_1_a_leader_two_levels_up_may_be_supported(office: Town) -> None:
    assert add(office, "cici", "B", "10", ("IND", "1"), supports=("kadis", "B"))


def test_b5_3_a_result_does_not_support_the_own_plan(office: Town) -> None:
    assert refused(office, adding(office, "ani", "10", supports=("ani", "A")), "ani", "own") == ["B5.3"]


def test_b5_2_a_result_supports_a_plan_of_its_own_period(office: Town) -> None:
    office.give(
        OpenPeriod(
            code="2026", name="Tahun 2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
            cadence=Cadence.QUARTERLY, rules="indonesia-2025",
        ), "admin", "next-period",
    )  # fmt: skip
    position_id, assignment = office.named("Position", "ANI"), office.ids["assignment-ani"]
    period = office.named("Period", "2026")
    office.give(DraftPlan(position_id=position_id, assignment_id=assignment, period_id=period), "ani", "next")
    later = adding(office, "ani", "100", supports=("kadis", "A"))
    later = msgspec.structs.replace(later, plan_id=plan_id(office.agency, assignment, period))
    assert refused(office, later, "ani", "later") == ["B5.2"]


def test_b5_4_a_plan_is_not_approved_on_a_result_that_the_leaders_plan_lost(office: Town) -> None:
    office.give(SubmitPlan(plan_id=office.plan("kadis")), "kadis", "submit-1")
    office.give(ReturnPlan(plan_id=office.plan("kadis"), reason="gabungkan"), "head", "return")
    lost = result_of(office, "kadis", "A")
    office.give(RemoveWorkResult(plan_id=office.plan("kadis"), result_id=lost), "kadis", "remove")
    add(office, "kadis", "C", "60", ("IND", "1200"))
    approve(office, "kadis", "head")
    office.give(SubmitPlan(plan_id=office.plan("ani")), "ani", "submit-ani")
    assert refused(office, ApprovePlan(plan_id=office.plan("ani")), "kadis", "approve-ani") == ["B5.4"]
