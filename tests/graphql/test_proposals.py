"""Proposals on indicators through GraphQL: proposal, review, adopted or declined, with reasons (A8)."""

from typing import Any

from kinerja.application.plans import RemoveWorkResult
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.graphql.test_standards import asker, give
from tests.people import Town

SHOWS = "proposal { id kind disposition answer changes { field before after } }"
MANUAL = "name family purpose definition formula unit dataSource reportingPeriod direction cumulative control task"


def indicator_id(town: Town) -> str:
    return str(GlobalId("Indicator", town.agency, town.named("Indicator", "IND")))


def manual(town: Town) -> dict[str, Any]:
    query = f"query Q($id: ID!) {{ node(id: $id) {{ ... on Indicator {{ lastDay manual {{ {MANUAL} }} }} }} }}"
    found: dict[str, Any] = asker(town, "member").data(query, id=indicator_id(town))["node"]
    return found


def propose(town: Town, who: str = "member", **given: Any) -> Any:
    return give(
        town, who, "proposeIndicatorChange", SHOWS, indicatorId=indicator_id(town),
        **{"reason": "Tidak sesuai dengan tugas", **given},
    )  # fmt: skip


def decide(town: Town, proposal: str, disposition: str, who: str = "head", **given: Any) -> Any:
    return give(town, who, "decideIndicatorProposal", SHOWS, proposalId=proposal, disposition=disposition, **given)


def test_a8_whom_an_indicator_measures_proposes_and_the_authority_adopts(town: Town) -> None:
    read = manual(town)["manual"]
    made = propose(town, manual={**read, "unit": "berkas"})
    assert made["proposal"]["kind"] == "REVISION"
    assert made["proposal"]["changes"] == [{"field": "unit", "before": "permohonan", "after": "berkas"}]
    adopted = decide(
        town, made["proposal"]["id"], "ADOPTED", effectiveOn="2025-07-01", reason="Satuan keliru", legalBasis="SK 9"
    )
    assert adopted["userErrors"] == []
    assert (adopted["proposal"]["disposition"], adopted["proposal"]["answer"]) == ("ADOPTED", "Satuan keliru")
    query = (
        'query Q($id: ID!) { node(id: $id, validOn: "2025-07-01") { ... on Indicator { manual { unit reason } } } }'
    )
    now = asker(town, "member").data(query, id=indicator_id(town))["node"]["manual"]
    assert now == {"unit": "berkas", "reason": "Satuan keliru"}
    assert manual(town)["manual"]["unit"] == "permohonan", "until then it reads as before"


def test_a8_an_indicator_that_is_found_irrelevant_goes(town: Town) -> None:
    made = propose(town)["proposal"]
    assert (made["kind"], made["changes"]) == ("IRRELEVANT", [])
    basis = {"effectiveOn": "2025-07-01", "reason": "Tugas dialihkan", "legalBasis": "SK 10"}
    assert decide(town, made["id"], "ADOPTED", **basis)["userErrors"] == []
    assert manual(town)["lastDay"] == "2025-06-30"
    assert decide(town, made["id"], "DECLINED", reason="Keliru")["userErrors"] == [{"rule": "A8.4"}]


LINEAGE = """query Q($where: IndicatorRevisionFilter) { indicatorRevisions(first: 5, where: $where) { nodes {
  kind number indicator { code } effectiveOn endsBefore decidedBy { name } capacity letterNumber reason legalBasis
  decidedAt proposal { id proposedBy { name } } changes { field } manual { number unit endsBefore } } } }"""


def test_a7_the_lineage_says_who_let_an_indicator_end_when_why_and_on_whose_proposal(town: Town) -> None:
    read = manual(town)["manual"]
    revised = propose(town, manual={**read, "unit": "berkas"})["proposal"]
    decide(town, revised["id"], "ADOPTED", effectiveOn="2025-06-01", reason="Satuan keliru", legalBasis="SK 9")
    made = propose(town)["proposal"]
    decide(town, made["id"], "ADOPTED", effectiveOn="2025-07-01", reason="Tugas dialihkan", legalBasis="SK 10")

    def lineage(**where: Any) -> list[Any]:
        nodes: list[Any] = asker(town, "member").data(LINEAGE, where=where)["indicatorRevisions"]["nodes"]
        return nodes

    gone, changed = lineage()
    at = gone.pop("decidedAt")
    assert at.startswith("2025-05-05T")
    assert gone == {
        "kind": "WITHDRAWN", "number": 2, "indicator": {"code": "IND"}, "effectiveOn": "2025-07-01",
        "endsBefore": None, "decidedBy": {"name": "Pegawai head"}, "capacity": "MANDATED",
        "letterNumber": "800/1/2025", "reason": "Tugas dialihkan", "legalBasis": "SK 10",
        "proposal": {"id": made["id"], "proposedBy": {"name": "Pegawai member"}}, "changes": [],
        "manual": {"number": 2, "unit": "berkas", "endsBefore": "2025-07-01"},
    }  # fmt: skip
    assert (changed["kind"], changed["effectiveOn"], changed["endsBefore"]) == ("REVISED", "2025-06-01", "2025-07-01")
    assert (changed["proposal"]["id"], changed["changes"]) == (revised["id"], [{"field": "unit"}])
    assert [each["kind"] for each in lineage(kind="WITHDRAWN")] == ["WITHDRAWN"]
    head = str(GlobalId("Employee", town.agency, town.ids["head"]))
    assert [each["kind"] for each in lineage(decidedById=head, decidedFrom=at)] == ["WITHDRAWN"]


def test_a7_the_public_sees_that_an_indicator_was_withdrawn_and_not_by_whom(town: Town) -> None:
    made = propose(town)["proposal"]
    decide(town, made["id"], "ADOPTED", effectiveOn="2025-07-01", reason="Tugas dialihkan", legalBasis="SK 10")
    query = """query Q($id: ID!) { node(id: $id) { ... on Indicator {
      versions { number }
      withdrawal { kind effectiveOn legalBasis reason decidedBy { name } proposal { id } } } } }"""
    shown = Asker(town.service, town.agency, None).data(query, id=indicator_id(town))["node"]
    assert shown == {
        "withdrawal": {
            "kind": "WITHDRAWN", "effectiveOn": "2025-07-01", "legalBasis": "SK 10", "reason": None,
            "decidedBy": None, "proposal": None,
        },
        "versions": [{"number": 1}],
    }  # fmt: skip


def test_a8_after_its_last_day_no_manual_is_in_force(town: Town) -> None:
    made = propose(town)["proposal"]
    basis = {"effectiveOn": "2025-07-01", "reason": "Tugas dialihkan", "legalBasis": "SK 10"}
    decide(town, made["id"], "ADOPTED", **basis)
    query = (
        "query Q($id: ID!, $day: Date!) { node(id: $id, validOn: $day) { ... on Indicator { manual { number } } } }"
    )
    days = ("2025-06-30", "2025-07-01")
    found = [asker(town, "member").data(query, id=indicator_id(town), day=day)["node"]["manual"] for day in days]
    assert found == [{"number": 1}, None]


def test_a8_6_a_proposal_on_an_older_version_does_not_take_back_what_came_later(town: Town) -> None:
    read = manual(town)["manual"]
    first, later = (propose(town, manual={**read, field: "lain"})["proposal"]["id"] for field in ("unit", "purpose"))
    basis = {"effectiveOn": "2025-07-01", "reason": "Ya", "legalBasis": "SK 9"}
    assert decide(town, first, "ADOPTED", **basis)["userErrors"] == []
    assert decide(town, later, "ADOPTED", **basis)["userErrors"] == [{"rule": "A8.6"}]
    assert decide(town, later, "DECLINED", reason="Usulkan kembali")["userErrors"] == []


def test_a8_a_proposal_is_declined_with_a_reason_that_its_author_reads(town: Town) -> None:
    made = propose(town)["proposal"]
    assert decide(town, made["id"], "DECLINED")["userErrors"] == [{"rule": "A8.5"}]
    assert decide(town, made["id"], "DECLINED", reason="Tetap relevan")["userErrors"] == []
    query = "{ indicatorProposals(first: 5, where: {open: false}) { nodes { reason answer proposedBy { name } } } }"

    def seen(who: str) -> Any:
        return asker(town, who).data(query)["indicatorProposals"]["nodes"]

    told = {
        "reason": "Tidak sesuai dengan tugas",
        "answer": "Tetap relevan",
        "proposedBy": {"name": "Pegawai member"},
    }
    assert seen("member") == [told]
    assert seen("inspector") == [told]
    assert seen("second") == [{"reason": None, "answer": None, "proposedBy": None}]
    assert manual(town)["lastDay"] is None


def test_a8_a_filter_by_its_author_tells_nothing_of_who_proposed(town: Town) -> None:
    propose(town)
    query = "query Q($id: ID!) { indicatorProposals(first: 5, where: {proposedById: $id}) { totalCount } }"
    member = str(GlobalId("Employee", town.agency, town.ids["member"]))
    seen = {
        who: asker(town, who).data(query, id=member)["indicatorProposals"]["totalCount"]
        for who in ("member", "second", "officer", "admin", "inspector")
    }
    assert seen == {"member": 1, "second": 0, "officer": 0, "admin": 1, "inspector": 1}


def test_a8_1_only_whom_it_concerns_proposes_and_only_the_authority_decides(town: Town) -> None:
    assert propose(town, "second")["userErrors"] == [{"rule": "A8.1"}]
    made = propose(town)["proposal"]
    assert decide(town, made["id"], "DECLINED", "admin", reason="x")["userErrors"] == [{"rule": "H6.1"}]
    assert propose(town, reason=None)["userErrors"] == [{"rule": "A8.2"}]
    assert propose(town, manual=manual(town)["manual"])["userErrors"] == [{"rule": "A8.3"}]


def test_a8_what_is_adopted_needs_a_basis_and_a_refusal_leaves_the_proposal_open(town: Town) -> None:
    """The decision and the revision are one command: both are recorded, or neither is."""
    made = propose(town)["proposal"]
    refused = decide(town, made["id"], "ADOPTED", effectiveOn="2025-07-01", reason="Ya")
    assert refused["userErrors"] == [{"rule": "A7.2"}]
    query = "{ indicatorProposals(first: 5, where: {open: true}) { totalCount } }"
    assert asker(town, "member").data(query)["indicatorProposals"]["totalCount"] == 1


def test_a8_1_it_concerns_whom_the_version_in_force_applies_to_and_not_whom_a_draft_names(town: Town) -> None:
    standard = str(GlobalId("PerformanceStandard", town.agency, town.named("PerformanceStandard", "STD")))
    told = "receipt { hash }"
    give(town, "admin", "evaluateStandard", told, standardId=standard, finding="Usang", recommendation="REVISE")
    give(town, "head", "reviseStandard", told, standardId=standard, reason="Jabatan berubah")
    give(town, "admin", "collectStandardData", told, standardId=standard, source="SIAK", finding="Sepi")
    positions = [str(GlobalId("Position", town.agency, town.named("Position", "SECOND")))]
    drafted = give(
        town, "admin", "draftStandard", "standard { newest { number positions { code } } }",
        code="STD", title="Standar", service="Layanan", legalBasis="Perwali 2/2025", positionIds=positions,
    )  # fmt: skip
    assert drafted["standard"]["newest"] == {"number": 2, "positions": [{"code": "SECOND"}]}
    assert propose(town)["userErrors"] == []
    assert propose(town, "second")["userErrors"] == [{"rule": "A8.1"}]


def test_a8_1_it_concerns_whose_plan_has_a_target_in_it(town: Town) -> None:
    town.draft("second")
    own, others = (str(GlobalId("PerformancePlan", town.agency, town.plan(who))) for who in ("second", "member"))
    assert propose(town, "second", planId=own)["userErrors"] == []
    town.draft()
    assert propose(town, "second", planId=others)["userErrors"] == [{"rule": "A8.1"}]
    town.give(RemoveWorkResult(plan_id=town.plan("second"), result_id=town.result("second")), "second", "remove")
    assert propose(town, "second", planId=own)["userErrors"] == [{"rule": "A8.1"}]


def test_a8_an_incomplete_manual_is_refused_when_it_is_proposed(town: Town) -> None:
    read = manual(town)["manual"]
    made = propose(town, manual={**read, "unit": "", "task": None})
    assert made["userErrors"] == [{"rule": "A6.1"}, {"rule": "A6.1"}]


def test_a7_blame_shows_who_proposed_and_who_approved(town: Town) -> None:
    made = propose(town, manual={**manual(town)["manual"], "unit": "berkas"})["proposal"]
    basis = {"effectiveOn": "2025-07-01", "reason": "Satuan keliru", "legalBasis": "SK 9"}
    decide(town, made["id"], "ADOPTED", **basis)
    query = """query Q($id: ID!) { node(id: $id) { ... on Indicator { blame {
      field version { number decidedBy { name } proposal { id proposedBy { name } } } } } } }"""

    def blamed(who: str) -> dict[str, Any]:
        blame = asker(town, who).data(query, id=indicator_id(town))["node"]["blame"]
        return {line["field"]: line["version"] for line in blame}

    seen = blamed("inspector")
    assert seen["unit"] == {
        "number": 2,
        "decidedBy": {"name": "Pegawai head"},
        "proposal": {"id": made["id"], "proposedBy": {"name": "Pegawai member"}},
    }
    assert seen["purpose"] == {"number": 1, "decidedBy": {"name": "Admin Uji"}, "proposal": None}
    assert blamed("second")["unit"]["proposal"] == {"id": made["id"], "proposedBy": None}, "who it was is not for all"
