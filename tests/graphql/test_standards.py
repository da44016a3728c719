"""Standards through GraphQL: the register, the stages, the consultation (A1, A2, A3)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from kinerja.application.services import RegisterService
from kinerja.domain import standard_contents
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.people import Town


def asker(town: Town, who: str) -> Asker:
    return Asker(town.service, town.agency, town.ids[who])


def give(town: Town, who: str, mutation: str, shows: str, **given: Any) -> Mapping[str, Any]:
    """The payload of a command."""
    kind = mutation[0].upper() + mutation[1:]
    document = f"""mutation M($input: {kind}Input!) {{
      {mutation}(input: $input) {{ {shows} userErrors {{ rule ... on MissingStep {{ action }} }} }} }}"""
    command = {"commandId": str(uuid4()), **given}
    payload: Mapping[str, Any] = asker(town, who).data(document, input=command)[mutation]
    return payload


STAGE = "standard { id stage newestVersion }"


def test_a1_which_standards_were_in_force_for_a_post_on_a_day_is_one_query(town: Town) -> None:
    query = """query Q($position: ID!, $day: Date!) {
      standards(first: 5, validOn: $day, where: {positionId: $position, inForce: true}) {
        totalCount
        nodes { code inForce { takenOver legalBasis effectiveOn steps { number name } positions { code } } } } }"""

    def on(day: str, post: str) -> Any:
        position = str(GlobalId("Position", town.agency, town.named("Position", post)))
        return asker(town, "member").data(query, position=position, day=day)["standards"]

    (standard,) = on("2025-01-01", "MEMBER")["nodes"]
    assert standard["inForce"] == {
        "takenOver": True, "legalBasis": "Perwali 1/2024", "effectiveOn": "2025-01-01",
        "steps": [{"number": 1, "name": "terima"}, {"number": 2, "name": "proses"}],
        "positions": [{"code": "MEMBER"}],
    }  # fmt: skip
    assert on("2024-12-31", "MEMBER")["totalCount"] == 0
    assert on("2025-01-01", "HEAD")["totalCount"] == 0


def begun(town: Town) -> str:
    """The id of a new standard whose data are collected."""
    made = give(town, "admin", "beginStandard", STAGE, code="BARU", title="Standar Baru", service="Layanan baru")
    standard: str = made["standard"]["id"]
    collected = give(
        town, "admin", "collectStandardData", "standard { data { number datum source finding } }",
        standardId=standard, source="SIAK 2024", finding="Rata-rata 6 hari",
    )  # fmt: skip
    assert collected["standard"]["data"] == [
        {"number": 1, "datum": 1, "source": "SIAK 2024", "finding": "Rata-rata 6 hari"}
    ]
    return standard


def draft(town: Town, **changes: Any) -> Mapping[str, Any]:
    content = {
        "code": "BARU", "title": "Standar Baru", "service": "Layanan baru", "legalBasis": "Perwali 2/2025",
        "positionIds": [str(GlobalId("Position", town.agency, town.named("Position", "SECOND")))],
        "steps": [{"name": "Verifikasi", "limit": "2", "limitUnit": "WORKING_DAYS"}],
        "targets": [
            {"indicatorId": str(GlobalId("Indicator", town.agency, town.named("Indicator", "IND"))), "amount": "100"}
        ],
    }  # fmt: skip
    return give(town, "admin", "draftStandard", STAGE, **{**content, **changes})


def test_a2_a_standard_goes_through_every_stage_and_none_is_skipped(town: Town) -> None:
    standard = begun(town)

    def refused(who: str, mutation: str, **given: Any) -> list[Any]:
        errors: list[Any] = give(town, who, mutation, "receipt { position }", standardId=standard, **given)[
            "userErrors"
        ]
        return errors

    assert refused("head", "approveStandard") == [{"rule": "A2.1", "action": "draftStandard"}]
    assert draft(town)["standard"]["stage"] == "DRAFT"
    assert refused("admin", "checkFeasibility", conclusion="Baik") == [{"rule": "A2.1", "action": "openConsultation"}]
    assert give(town, "admin", "openConsultation", STAGE, standardId=standard)["standard"]["stage"] == "CONSULTATION"
    participants = [{"kind": kind, "count": 4} for kind in ("EMPLOYEE", "SUPERIOR", "PUBLIC")]
    session = give(
        town, "admin", "holdConsultationSession", "session { id employees superiors representatives }",
        standardId=standard, heldOn="2025-05-05", place="Aula", participants=participants,
    )  # fmt: skip
    assert session["session"]["representatives"] == 4
    assert refused("head", "approveStandard") == [{"rule": "A2.1", "action": "checkFeasibility"}]
    checked = give(
        town, "admin", "checkFeasibility", "standard { newest { feasibility feasibilityPosition } }",
        standardId=standard, conclusion="Dapat dicapai",
    )  # fmt: skip
    assert checked["standard"]["newest"]["feasibility"] == "Dapat dicapai"
    assert int(checked["standard"]["newest"]["feasibilityPosition"]) > 0
    assert refused("admin", "approveStandard") == [{"rule": "H6.1"}]
    assert give(town, "head", "approveStandard", STAGE, standardId=standard)["standard"]["stage"] == "APPROVED"
    force = give(town, "head", "bringStandardIntoForce", STAGE, standardId=standard, effectiveOn="2025-05-06")
    assert force["standard"]["stage"] == "IN_FORCE"
    assert refused("admin", "evaluateStandard", finding="x", recommendation="REVISE") == [{"rule": "A2.4"}]
    clock: Any = town.service.clock
    clock.now += timedelta(days=1)
    evaluated = give(
        town, "admin", "evaluateStandard", "standard { stage evaluations { number finding recommendation } }",
        standardId=standard, finding="Antrean turun", recommendation="REVISE",
    )  # fmt: skip
    assert evaluated["standard"]["evaluations"] == [
        {"number": 1, "finding": "Antrean turun", "recommendation": "REVISE"}
    ]
    assert refused("head", "reviseStandard") == [{"rule": "A2.3"}]
    revised = give(town, "head", "reviseStandard", STAGE, standardId=standard, reason="Dua langkah digabung")
    assert revised["standard"] == {"id": standard, "stage": "DATA_COLLECTION", "newestVersion": 2}
    in_force = asker(town, "member").data(
        """query Q($id: ID!) { node(id: $id, validOn: "2025-07-01") {
          ... on PerformanceStandard { inForce { number targets { indicator { code } amount }
            steps { name limit limitUnit } } versions { number } } } }""",
        id=standard,
    )["node"]
    assert in_force == {
        "inForce": {
            "number": 1,
            "targets": [{"indicator": {"code": "IND"}, "amount": "100"}],
            "steps": [{"name": "Verifikasi", "limit": "2", "limitUnit": "WORKING_DAYS"}],
        },
        "versions": [{"number": 1}],
    }


def test_a1_7_a_position_or_an_indicator_that_is_listed_twice_is_refused_by_its_place(town: Town) -> None:
    begun(town)
    post = str(GlobalId("Position", town.agency, town.named("Position", "SECOND")))
    indicator = str(GlobalId("Indicator", town.agency, town.named("Indicator", "IND")))
    targets = [{"indicatorId": indicator, "amount": amount} for amount in ("100", "90")]
    document = """mutation M($input: DraftStandardInput!) { draftStandard(input: $input) {
      userErrors { rule path message } } }"""
    command = {
        "commandId": str(uuid4()), "code": "BARU", "title": "Standar Baru", "service": "Layanan baru",
        "legalBasis": "Perwali 2/2025", "positionIds": [post, post], "targets": targets,
    }  # fmt: skip
    errors = asker(town, "admin").data(document, input=command)["draftStandard"]["userErrors"]
    assert [(each["rule"], each["path"]) for each in errors] == [
        ("A1.7", ["positionIds", "1"]), ("A1.7", ["targets", "1", "indicatorId"]),
    ]  # fmt: skip


def test_a1_7_a_draft_of_before_with_entries_twice_does_not_stall_anything(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(town)
    monkeypatch.setattr(standard_contents, "_listed_twice", lambda _: [])
    indicator = str(GlobalId("Indicator", town.agency, town.named("Indicator", "IND")))
    post = str(GlobalId("Position", town.agency, town.named("Position", "SECOND")))
    targets = [{"indicatorId": indicator, "amount": amount} for amount in ("100", "90")]
    drafted = draft(town, positionIds=[post, post], targets=targets)["standard"]
    shown = asker(town, "admin").data(
        """query Q($id: ID!) { node(id: $id) { ... on PerformanceStandard {
          newest { positions { code } targets { amount } } } } }""",
        id=drafted["id"],
    )["node"]
    assert shown == {"newest": {"positions": [{"code": "SECOND"}], "targets": [{"amount": "100"}]}}


def test_a2_a_standard_is_retired_and_holds_to_its_last_day(town: Town) -> None:
    standard = str(GlobalId("PerformanceStandard", town.agency, town.named("PerformanceStandard", "STD")))
    give(town, "admin", "evaluateStandard", STAGE, standardId=standard, finding="Usang", recommendation="RETIRE")
    retired = give(
        town, "head", "retireStandard", "standard { stage lastDay }",
        standardId=standard, lastDay="2025-12-31", reason="Layanan berhenti",
    )  # fmt: skip
    assert retired["standard"] == {"stage": "RETIRED", "lastDay": "2025-12-31"}
    query = "query Q($day: Date!) { standards(first: 1, validOn: $day, where: {inForce: true}) { totalCount } }"
    counts = [
        asker(town, "member").data(query, day=day)["standards"]["totalCount"] for day in ("2025-12-31", "2026-01-01")
    ]
    assert counts == [1, 0]


def test_a3_what_is_said_is_attributed_answered_and_blocks_the_approval_until_then(town: Town) -> None:
    standard = begun(town)
    draft(town)
    give(town, "admin", "openConsultation", STAGE, standardId=standard)
    shows = "consultationInput { id kind giver { id } giverName text disposition reason }"
    own = give(
        town, "second", "giveConsultationInput", shows, standardId=standard, kind="EMPLOYEE", text="Terlalu singkat"
    )["consultationInput"]
    assert (own["giver"]["id"], own["text"], own["disposition"]) == (
        str(GlobalId("Employee", town.agency, town.ids["second"])), "Terlalu singkat", None,
    )  # fmt: skip
    public = {"standardId": standard, "kind": "PUBLIC", "text": "Antrean panjang"}
    assert give(town, "member", "giveConsultationInput", shows, **public, giverName="Warga")["userErrors"] == [
        {"rule": "H6.1"}
    ]
    assert give(town, "admin", "giveConsultationInput", shows, **public)["userErrors"] == [{"rule": "A3.8"}]
    spoken = give(town, "admin", "giveConsultationInput", shows, **public, giverName="Ibu Rahma")["consultationInput"]
    assert (spoken["giver"], spoken["giverName"]) == (None, "Ibu Rahma")
    check = {"standardId": standard, "conclusion": "Dapat dicapai"}
    early = give(town, "admin", "checkFeasibility", STAGE, **check)
    assert early["userErrors"] == [{"rule": "A3.6", "action": "holdConsultationSession"}], "no superior was heard"
    give(town, "head", "giveConsultationInput", shows, standardId=standard, kind="SUPERIOR", text="Setuju")
    give(town, "admin", "checkFeasibility", STAGE, **check)
    blocked = give(town, "head", "approveStandard", STAGE, standardId=standard)["userErrors"]
    assert blocked == [{"rule": "A3.5", "action": "disposeConsultationInput"}]
    waiting = asker(town, "member").data(
        """query Q($id: ID!) { consultationInputs(first: 9, where: {standardId: $id, open: true}) {
          totalCount nodes { id giverName kind text } } }""",
        id=standard,
    )["consultationInputs"]
    assert waiting["totalCount"] == 3
    assert [node["giverName"] for node in waiting["nodes"]] == [None, None, None], "names are not for every employee"
    declined = {"standardId": standard, "inputId": own["id"], "disposition": "DECLINED"}
    assert give(town, "admin", "disposeConsultationInput", shows, **declined)["userErrors"] == [{"rule": "A3.4"}]
    answered = give(town, "admin", "disposeConsultationInput", shows, **declined, reason="Sudah diuji")
    assert answered["consultationInput"]["reason"] == "Sudah diuji"
    for node in waiting["nodes"]:
        if node["id"] != own["id"]:
            adopted = {"standardId": standard, "inputId": node["id"], "disposition": "ADOPTED"}
            assert give(town, "admin", "disposeConsultationInput", shows, **adopted)["userErrors"] == []
    assert give(town, "head", "approveStandard", STAGE, standardId=standard)["standard"]["stage"] == "APPROVED"
    late = give(
        town, "second", "giveConsultationInput", shows, standardId=standard, kind="EMPLOYEE", text="Terlambat"
    )
    assert late["userErrors"] == [{"rule": "A3.1"}]


def test_a3_the_public_reads_the_consultation_and_not_who_said_what(town: Town) -> None:
    standard = begun(town)
    draft(town)
    give(town, "admin", "openConsultation", STAGE, standardId=standard)
    give(town, "second", "giveConsultationInput", "receipt { hash }", standardId=standard, kind="EMPLOYEE", text="Ya")
    nobody = Asker(town.service, town.agency, None)
    query = "query Q($id: ID!) { node(id: $id) { ... on PerformanceStandard { newest { number inputs { kind } } } } }"
    assert nobody.data(query, id=standard)["node"]["newest"] == {"number": 1, "inputs": None}
    assert nobody.data("{ consultationInputs(first: 1) { totalCount } }")["consultationInputs"]["totalCount"] == 0


def test_a4_the_targets_are_shown_against_past_results_by_unit_and_quarter(town: Town) -> None:
    """The member reports 100 + 90 + 130 = 320 in the quarter: a yearly 1200 asks for 300, a yearly 1400 for 350."""
    town.draft()
    town.approve()
    for month, amount in (("2025-01", "100"), ("2025-02", "90"), ("2025-03", "130")):
        town.report(month, amount)
    standard = begun(town)
    indicator = str(GlobalId("Indicator", town.agency, town.named("Indicator", "IND")))
    query = """query Q($id: ID!) { node(id: $id) { ... on PerformanceStandard { newest {
      pastResults { indicator { code } unit { code } startsOn people met share } } } } }"""

    def past(amount: str, who: str = "admin") -> Any:
        draft(town, targets=[{"indicatorId": indicator, "amount": amount}])
        return asker(town, who).data(query, id=standard)["node"]["newest"]["pastResults"]

    told = {"indicator": {"code": "IND"}, "unit": {"code": "ROOT"}, "startsOn": "2025-01-01", "people": 1}
    assert past("1200") == [{**told, "met": 1, "share": "100.00"}]
    assert past("1400") == [{**told, "met": 0, "share": "0.00"}]
    assert past("1280") == [{**told, "met": 1, "share": "100.00"}], "exactly reached is met"
    assert past("1200", "member") is None, "units are small: only who works on standards or audits them"


def test_a4_the_check_informs_and_does_not_decide(town: Town) -> None:
    """A target that nobody ever met is approved all the same, by whoever answers for it."""
    standard = begun(town)
    draft(town)
    give(town, "admin", "openConsultation", STAGE, standardId=standard)
    participants = [{"kind": kind, "count": 1} for kind in ("EMPLOYEE", "SUPERIOR", "PUBLIC")]
    held = {"standardId": standard, "heldOn": "2025-05-05", "place": "Aula", "participants": participants}
    give(town, "admin", "holdConsultationSession", "receipt { hash }", **held)
    give(town, "admin", "checkFeasibility", STAGE, standardId=standard, conclusion="Belum ada data: uji coba setahun")
    assert give(town, "head", "approveStandard", STAGE, standardId=standard)["standard"]["stage"] == "APPROVED"


def test_a4_what_the_check_finds_is_worked_into_the_draft_which_is_heard_on_and_checked_again(town: Town) -> None:
    standard = begun(town)
    draft(town)
    held = {
        "standardId": standard, "heldOn": "2025-05-05", "place": "Aula",
        "participants": [{"kind": kind, "count": 1} for kind in ("EMPLOYEE", "SUPERIOR", "PUBLIC")],
    }  # fmt: skip
    check = {"standardId": standard, "conclusion": "Belum pernah tercapai"}
    give(town, "admin", "openConsultation", STAGE, standardId=standard)
    give(town, "admin", "holdConsultationSession", "receipt { hash }", **held)
    said = give(
        town, "second", "giveConsultationInput", "consultationInput { id round }",
        standardId=standard, kind="EMPLOYEE", text="Terlalu tinggi",
    )["consultationInput"]  # fmt: skip
    give(town, "admin", "checkFeasibility", STAGE, **check)
    adopted = {"standardId": standard, "inputId": said["id"], "disposition": "ADOPTED"}
    give(town, "admin", "disposeConsultationInput", "receipt { hash }", **adopted)
    assert draft(town)["standard"]["stage"] == "FEASIBILITY", "the very same draft changes nothing"
    back = draft(town, title="Standar yang dapat dicapai")["standard"]
    assert (back["stage"], back["newestVersion"]) == ("DRAFT", 1)
    refused = give(town, "head", "approveStandard", STAGE, standardId=standard)["userErrors"]
    assert refused == [{"rule": "A2.1", "action": "openConsultation"}]
    clock: Any = town.service.clock
    clock.now += timedelta(days=1)
    give(town, "admin", "openConsultation", STAGE, standardId=standard)
    early = give(town, "admin", "checkFeasibility", STAGE, **check)["userErrors"]
    assert early == [{"rule": "A3.6", "action": "holdConsultationSession"}], "nobody was heard on the new draft"
    past = give(town, "admin", "holdConsultationSession", "receipt { hash }", **held)["userErrors"]
    assert past == [{"rule": "A3.10"}], "on that day the draft before was laid open"
    give(town, "admin", "holdConsultationSession", "receipt { hash }", **{**held, "heldOn": "2025-05-06"})
    query = """query Q($id: ID!) { node(id: $id) { ... on PerformanceStandard { newest {
      title feasibility sessions { round } inputs { round disposition } } } } }"""
    assert asker(town, "admin").data(query, id=standard)["node"]["newest"] == {
        "title": "Standar yang dapat dicapai",
        "feasibility": None,
        "sessions": [{"round": 1}, {"round": 2}],
        "inputs": [{"round": 1, "disposition": "ADOPTED"}],
    }
    give(town, "admin", "checkFeasibility", STAGE, **{**check, "conclusion": "Dapat dicapai"})
    assert give(town, "head", "approveStandard", STAGE, standardId=standard)["standard"]["stage"] == "APPROVED"


def test_a3_9_as_a_superior_speaks_who_leads_somebody_it_applies_to(town: Town) -> None:
    """The draft applies to the second's position; the officer's is above it, the head's above that."""
    standard = begun(town)
    draft(town)
    give(town, "admin", "openConsultation", STAGE, standardId=standard)
    said = {"standardId": standard, "kind": "SUPERIOR", "text": "Setuju"}
    for who in ("member", "second", "inspector"):
        refused = give(town, who, "giveConsultationInput", "consultationInput { kind }", **said)
        assert refused["userErrors"] == [{"rule": "A3.9"}], who
    for who in ("officer", "head"):
        given = give(town, who, "giveConsultationInput", "consultationInput { kind }", **said)
        assert given["consultationInput"] == {"kind": "SUPERIOR"}, who


def test_a3_11_as_an_employee_speaks_who_holds_a_position_it_applies_to(town: Town) -> None:
    """One outsider does not stand for those who render the service: the check still waits for them (A3.6)."""
    standard = begun(town)
    draft(town)
    give(town, "admin", "openConsultation", STAGE, standardId=standard)
    said = {"standardId": standard, "kind": "EMPLOYEE", "text": "Setuju"}
    shows = "consultationInput { kind }"
    for who in ("member", "officer", "inspector"):
        refused = give(town, who, "giveConsultationInput", shows, **said)
        assert refused["userErrors"] == [{"rule": "A3.11"}], who
    others = [{"kind": kind, "count": 1} for kind in ("SUPERIOR", "PUBLIC")]
    held = {"standardId": standard, "heldOn": "2025-05-05", "place": "Aula", "participants": others}
    give(town, "admin", "holdConsultationSession", "receipt { hash }", **held)
    check = {"standardId": standard, "conclusion": "Dapat dicapai"}
    early = give(town, "admin", "checkFeasibility", STAGE, **check)["userErrors"]
    assert early == [{"rule": "A3.6", "action": "holdConsultationSession"}]
    assert give(town, "second", "giveConsultationInput", shows, **said)["consultationInput"] == {"kind": "EMPLOYEE"}
    assert give(town, "admin", "checkFeasibility", STAGE, **check)["userErrors"] == []


def test_a3_10_a_session_is_held_on_the_draft_that_was_laid_open_and_not_ahead_of_today(town: Town) -> None:
    standard = begun(town)
    draft(town)
    give(town, "admin", "openConsultation", STAGE, standardId=standard)
    everybody = [{"kind": kind, "count": 1} for kind in ("EMPLOYEE", "SUPERIOR", "PUBLIC")]
    held = {"standardId": standard, "place": "Aula", "participants": everybody}

    def on(day: str) -> Any:
        return give(town, "admin", "holdConsultationSession", "receipt { hash }", **held, heldOn=day)["userErrors"]

    assert on("2025-05-04") == [{"rule": "A3.10"}]
    assert on("2025-05-06") == [{"rule": "A3.10"}]
    assert on("2025-05-05") == []


def test_a2_where_no_step_helps_the_refusal_says_so(town: Town) -> None:
    standard = str(GlobalId("PerformanceStandard", town.agency, town.named("PerformanceStandard", "STD")))
    told = "receipt { hash }"
    early = give(town, "admin", "collectStandardData", told, standardId=standard, source="a", finding="b")
    assert early["userErrors"] == [{"rule": "A2.6"}]
    assert draft(town)["userErrors"] == [{"rule": "A2.7", "action": "beginStandard"}]
    give(town, "admin", "evaluateStandard", told, standardId=standard, finding="Usang", recommendation="RETIRE")
    retire = {"standardId": standard, "lastDay": "2025-12-31", "reason": "Layanan berhenti"}
    give(town, "head", "retireStandard", told, **retire)
    late = give(town, "head", "reviseStandard", told, standardId=standard, reason="Layanan kembali")
    assert late["userErrors"] == [{"rule": "A2.5"}]


def test_a1_the_standards_of_a_service_on_a_day_are_one_query(town: Town) -> None:
    begun(town)
    standard = town.named("PerformanceStandard", "STD")
    register = RegisterService(
        code="KTP", name="KTP", unit_id=town.named("OrgUnit", "ROOT"),
        position_ids=(town.named("Position", "MEMBER"),), standard_id=standard,
    )  # fmt: skip
    town.give(register, "admin", "service")
    query = """query Q($where: StandardFilter!, $day: Date!) {
      standards(first: 5, validOn: $day, where: $where) { nodes { code } } }"""

    def found(day: str = "2025-02-01", **where: Any) -> list[str]:
        nodes = asker(town, "member").data(query, where=where, day=day)["standards"]["nodes"]
        return [node["code"] for node in nodes]

    service = str(GlobalId("Service", town.agency, town.named("Service", "KTP")))
    assert found(serviceId=service) == ["STD"]
    assert found(serviceId=service, inForce=True) == ["STD"]
    assert found("2024-12-31", serviceId=service, inForce=True) == []
    assert found(serviceId=str(GlobalId("Service", town.agency, town.named("Service", "KK")))) == []
    assert found(service="Layanan baru") == ["BARU"]
    assert found(service="Layanan") == ["STD"]
