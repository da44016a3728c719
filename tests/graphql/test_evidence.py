"""Evidence through GraphQL: what proves a claim, and what is claimed without proof (C2)."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest

from kinerja.application.progress import ReturnReport
from kinerja.domain.evidence import Upload
from kinerja.files.uploads import receipt_of
from kinerja.graphql.ids import GlobalId
from tests.graphql.test_standards import asker, give
from tests.people import Town

LINK = "https://arsip.example.go.id/rekap-januari"
SHOWN = """evidence { id number kind title link url fileName mediaType size sha256 storedAs targetId month
  employee { name } plan { id } report { month } accomplishment { id }
  custodian { name } custodianUnit { code } attachedBy { name } attachedAt withdrawnAt reason version }"""
LINES = """query Q($unproven: Boolean) { monthlyReports(first: 9, where: {unproven: $unproven}) { totalCount nodes {
  month evidence { number } lines { targetId evidenceCount evidence { number title withdrawnAt reason } } } } }"""


@pytest.fixture
def reported(town: Town) -> Town:
    """The member reported January and February."""
    town.draft()
    town.approve()
    town.report("2025-01", "90")
    town.report("2025-02", "95")
    return town


def id_of(town: Town, kind: str, id: Any) -> str:
    return str(GlobalId(kind, town.agency, id))


def plan(town: Town) -> str:
    return id_of(town, "PerformancePlan", town.plan())


def target(town: Town) -> str:
    return id_of(town, "Target", town.target())


def upload(town: Town, who: str = "member", key: str = "a" * 64) -> str:
    """The receipt of a file that was uploaded; what it says is all that a command needs."""
    made = Upload(key=key, size=2048, media_type="application/pdf", sha256="b" * 64, at=town.service.clock())
    return receipt_of(town.service.secrets, town.agency, town.ids[who], made)


def attach(town: Town, who: str = "member", **changes: Any) -> Mapping[str, Any]:
    """The payload of an attachment to the January line, unless told otherwise."""
    given = {
        "planId": plan(town),
        "month": "2025-01",
        "targetId": target(town),
        "title": "Rekapitulasi",
        "link": LINK,
    }
    left = {name: value for name, value in (given | changes).items() if value is not None}
    return give(town, who, "attachEvidence", SHOWN, **left)


def reports(town: Town, who: str = "member", **given: Any) -> Any:
    return asker(town, who).data(LINES, **given)["monthlyReports"]


def test_c2_a_claim_without_evidence_is_visible_as_such(reported: Town) -> None:
    assert [node["lines"][0]["evidenceCount"] for node in reports(reported)["nodes"]] == [0, 0]
    assert reports(reported, "officer", unproven=True)["totalCount"] == 2
    attach(reported)
    assert [node["lines"][0]["evidenceCount"] for node in reports(reported)["nodes"]] == [1, 0]
    assert [node["month"] for node in reports(reported, "officer", unproven=True)["nodes"]] == ["2025-02-01"]
    assert [node["month"] for node in reports(reported, "officer", unproven=False)["nodes"]] == ["2025-01-01"]


def test_c2_evidence_of_the_whole_report_proves_none_of_its_lines(reported: Town) -> None:
    made = attach(reported, targetId=None)["evidence"]
    assert (made["targetId"], made["month"], made["report"]) == (None, "2025-01-01", {"month": "2025-01-01"})
    (january, _) = reports(reported)["nodes"]
    assert january["evidence"] == [{"number": 1}]
    assert january["lines"][0]["evidenceCount"] == 0


def test_c2_a_link_says_who_keeps_the_original(reported: Town) -> None:
    own = attach(reported)["evidence"]
    assert own | {"id": "", "attachedAt": ""} == {
        "id": "", "number": 1, "kind": "LINK", "title": "Rekapitulasi", "link": LINK, "url": None, "fileName": None,
        "mediaType": None, "size": None, "sha256": None, "storedAs": None, "targetId": target(reported),
        "month": "2025-01-01", "employee": {"name": "Pegawai member"}, "plan": {"id": plan(reported)},
        "report": {"month": "2025-01-01"}, "accomplishment": None, "custodian": {"name": "Pegawai member"},
        "custodianUnit": None, "attachedBy": {"name": "Pegawai member"}, "attachedAt": "", "withdrawnAt": None,
        "reason": None, "version": 1,
    }  # fmt: skip
    unit = id_of(reported, "OrgUnit", reported.named("OrgUnit", "ROOT"))
    kept = attach(reported, custodianUnitId=unit)["evidence"]
    assert (kept["custodian"], kept["custodianUnit"], kept["number"]) == (None, {"code": "ROOT"}, 2)
    officer = id_of(reported, "Employee", reported.ids["officer"])
    assert attach(reported, custodianEmployeeId=officer)["evidence"]["custodian"] == {"name": "Pegawai officer"}
    both = attach(reported, custodianEmployeeId=officer, custodianUnitId=unit)
    assert both["userErrors"] == [{"rule": "C2.9"}]
    nowhere = attach(reported, custodianUnitId=id_of(reported, "OrgUnit", uuid4()))
    assert nowhere["userErrors"] == [{"rule": "H12.1"}]


def test_c2_a_link_says_what_is_kept_there_as_its_sender_states_it(reported: Town) -> None:
    stated = {"mediaType": "application/pdf", "size": 48_213, "sha256": "a" * 64}
    found = attach(reported, linked=stated)["evidence"]
    assert {name: found[name] for name in stated} == stated
    part = attach(reported, linked={"sha256": "b" * 64})["evidence"]
    assert (part["mediaType"], part["size"], part["sha256"]) == (None, None, "b" * 64)
    of_a_file = attach(reported, link=None, upload=upload(reported), fileName="rekap.pdf", linked=stated)
    assert of_a_file["userErrors"] == [{"rule": "C2.2"}], "of a file the service knows itself"
    negative = attach(reported, linked={"size": -1})
    assert negative["userErrors"] == [{"rule": "C2.21"}]
    personal = attach(reported, linked={"mediaType": "surat sakit Siti"})
    assert personal["userErrors"] == [{"rule": "H12.13"}], "it is not sealed, so it takes no words"


def test_c2_a_file_is_attached_by_the_receipt_of_its_upload(reported: Town) -> None:
    given: dict[str, Any] = {"link": None, "upload": upload(reported), "fileName": "rekap.pdf"}
    made = attach(reported, **given)["evidence"]
    uuid = evidence_uuid(made["id"])
    assert (made["kind"], made["fileName"], made["mediaType"], made["size"], made["sha256"], made["storedAs"]) == (
        "FILE", "rekap.pdf", "application/pdf", 2048, "b" * 64, "a" * 64,
    )  # fmt: skip
    assert made["url"] == f"/a/TST/evidence/{uuid}"
    again = attach(reported, **given)
    assert again["userErrors"] == [{"rule": "C2.8"}], "the same file for the same line"
    assert attach(reported, **given, month="2025-02")["userErrors"] == [], "one file may prove several lines"


def evidence_uuid(id: str) -> str:
    from kinerja.graphql.ids import parse_global_id

    parsed = parse_global_id(id)
    assert parsed is not None
    return str(parsed.id)


@pytest.mark.parametrize("who", ["second", "officer"])
def test_c2_4_an_upload_is_for_whoever_uploaded_it(reported: Town, who: str) -> None:
    refused = attach(reported, link=None, upload=upload(reported, who), fileName="rekap.pdf")
    assert refused["userErrors"] == [{"rule": "C2.4"}]
    changed = upload(reported)[:-2] + "AA"
    for receipt in (changed, "bukan", "é", "a" * 1000):
        assert attach(reported, link=None, upload=receipt, fileName="a.pdf")["userErrors"] == [{"rule": "C2.4"}]


@pytest.mark.parametrize("who", ["second", "officer", "head", "admin", "inspector"])
def test_c2_only_the_employee_attaches_and_withdraws(reported: Town, who: str) -> None:
    assert attach(reported, who)["userErrors"] == [{"rule": "H6.1"}]
    id = attach(reported)["evidence"]["id"]
    refused = give(reported, who, "withdrawEvidence", "evidence { id }", evidenceId=id, reason="salah")
    assert refused["userErrors"] == [{"rule": "H6.1"}]


@pytest.mark.parametrize(
    ("who", "seen"),
    [("member", 1), ("officer", 1), ("head", 1), ("admin", 1), ("inspector", 1), ("second", 0), (None, 0)],
)
def test_c2_evidence_is_for_those_who_read_the_plan(reported: Town, who: str | None, seen: int) -> None:
    from tests.asking import Asker

    id = attach(reported)["evidence"]["id"]
    viewer = Asker(reported.service, reported.agency, reported.ids[who] if who else None)
    found = viewer.data(
        "query Q($id: ID!) { node(id: $id) { id } evidence(first: 9) { totalCount nodes { title link } } }", id=id
    )
    assert found["evidence"]["totalCount"] == seen
    assert (found["node"] is not None) == bool(seen)


def test_c2_withdrawn_evidence_stays_to_be_seen_and_counts_no_more(reported: Town) -> None:
    id = attach(reported)["evidence"]["id"]
    bare = give(reported, "member", "withdrawEvidence", SHOWN, evidenceId=id)
    assert bare["userErrors"] == [{"rule": "C2.10"}]
    gone = give(reported, "member", "withdrawEvidence", SHOWN, evidenceId=id, reason="salah unggah")["evidence"]
    assert (gone["reason"], gone["title"], gone["version"]) == ("salah unggah", "Rekapitulasi", 2)
    (january, _) = reports(reported, "officer")["nodes"]
    (line,) = january["lines"]
    assert line["evidenceCount"] == 0
    assert [(each["number"], each["reason"]) for each in line["evidence"]] == [(1, "salah unggah")]
    assert line["evidence"][0]["withdrawnAt"]
    count = "query Q($gone: Boolean) { evidence(first: 9, where: {withdrawn: $gone}) { totalCount } }"
    for gone_too, total in ((True, 1), (False, 0), (None, 1)):
        assert asker(reported, "member").data(count, gone=gone_too)["evidence"]["totalCount"] == total
    assert attach(reported)["evidence"]["number"] == 2, "its number stays its own"


@pytest.mark.parametrize(
    "changes",
    [
        {"planId": None},
        {"month": None},
        {"planId": None, "month": None},
        {"planId": None, "month": None, "targetId": None},
    ],
)
def test_c2_1_evidence_is_of_one_report_or_one_accomplishment(reported: Town, changes: dict[str, Any]) -> None:
    assert attach(reported, **changes)["userErrors"] == [{"rule": "C2.1"}]


def test_c2_6_and_c1_7_what_was_not_reported_is_not_proven(reported: Town) -> None:
    missing = {"rule": "C1.7", "action": "reportProgress"}
    assert attach(reported, month="2025-03")["userErrors"] == [missing]
    unknown = id_of(reported, "Target", reported.result())
    assert attach(reported, targetId=unknown)["userErrors"] == [{"rule": "C2.6", "action": "reportProgress"}]


def test_c2_7_a_report_has_so_much_evidence_at_most(reported: Town) -> None:
    for _ in range(20):
        assert attach(reported)["userErrors"] == []
    assert attach(reported)["userErrors"] == [{"rule": "C2.7"}]
    assert attach(reported, month="2025-02")["userErrors"] == []


def test_c2_evidence_stays_when_the_report_is_sent_again(reported: Town) -> None:
    attach(reported)
    returned = ReturnReport(plan_id=reported.plan(), month="2025-01", reason="perbaiki angka")
    reported.give(returned, "officer", "return")
    reported.report("2025-01", "91", key="again")
    assert reports(reported)["nodes"][0]["lines"][0]["evidenceCount"] == 1


def test_c2_the_trail_says_that_evidence_was_attached_and_nothing_of_the_file(reported: Town) -> None:
    attach(reported, link=None, upload=upload(reported), fileName="rekap-rahasia.pdf")
    trail = """{ auditTrail(first: 1, where: {kind: "EvidenceAttached"}) { nodes {
      label subject { name } links { objectKind } content { field value } } } }"""
    (entry,) = asker(reported, "inspector").data(trail)["auditTrail"]["nodes"]
    assert entry["subject"] == {"name": "Pegawai member"}
    kinds = {link["objectKind"] for link in entry["links"]}
    assert kinds == {"Employee", "Evidence", "MonthlyReport", "PerformancePlan"}
    with reported.service.logs.datastore.scoped(reported.agency) as connection:
        (fact,) = connection.execute(
            "SELECT convert_from(state, 'UTF8') AS said FROM log.facts WHERE topic = 'EvidenceAttached'"
        ).fetchall()
    assert "rahasia" not in fact["said"]
    assert "b" * 64 not in fact["said"], "the hash of a file that can be guessed would reveal it"
    assert "a" * 64 in fact["said"]
