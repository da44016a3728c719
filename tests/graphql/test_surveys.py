"""Surveys of services: what everybody reads, who may do what, that nothing shows before its release (D6)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kinerja.application.collecting import TightenContract
from kinerja.application.organisation import EstablishOrgUnit, EstablishPosition
from kinerja.application.services import RegisterService
from kinerja.domain.anonymity import Promise
from kinerja.domain.ids import releases_id
from kinerja.domain.refusals import Refused
from kinerja.domain.releasing import Releases
from kinerja.domain.service_vocabulary import Figure, MeasureScope
from kinerja.domain.vocabulary import OrgUnitKind, PositionKind
from kinerja.domain.voice_vocabulary import Reader
from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.graphql.test_measured import lines, planned, report
from tests.graphql.test_standards import asker, give
from tests.laws.everything import everything, root_lists
from tests.people import Town
from tests.services import Desk
from tests.surveys import EXAMPLE, Surveys, form, forms_of

RESULT = """
result { respondents ikm grade lowest sampleSize sampleReached change previousRound
         elements { element answers mean } }
"""
SURVEYS = f"""{{ satisfactionSurveys(first: 9) {{ nodes {{
  round population followUps {RESULT} collection {{ state comments {{ comment }} }}
  followUpPlans {{ number reason items {{ element action dueOn unit {{ code }} }} }} }} }} }}"""
INDICES = """{ satisfactionIndices(first: 9) { nodes {
  round unit { code } services respondents weighted weightedGrade meanOfServices meanGrade } } }"""


@pytest.fixture
def surveys(town: Town) -> Surveys:
    Desk(town).open()
    return Surveys(town)


def public(town: Town) -> Asker:
    return Asker(town.service, town.agency, None)


def read(who: Asker) -> list[Any]:
    found: list[Any] = who.data(SURVEYS)["satisfactionSurveys"]["nodes"]
    return found


def released(surveys: Surveys, round: str = "2025-S1", sums: Any = EXAMPLE, count: int = 20, **said: Any) -> None:
    surveys.open(round, **said)
    surveys.record(*forms_of(sums, count), round=round)
    surveys.close(round)


def test_d6_the_worked_example_is_read_by_everybody_without_a_login(surveys: Surveys) -> None:
    released(surveys, population=1000)
    (survey,) = read(public(surveys.town))
    result = survey["result"]
    assert (result["respondents"], result["ikm"], result["grade"]) == (20, "83.61", "B")
    assert result["lowest"] == ["COMPLAINTS", "TIME", "FACILITIES"]
    assert [each["mean"] for each in result["elements"]] == [
        "3.40", "3.25", "3.10", "3.80", "3.35", "3.45", "3.50", "3.05", "3.20",
    ]  # fmt: skip
    assert result["elements"][7] == {"element": "COMPLAINTS", "answers": 20, "mean": "3.05"}
    assert (result["sampleSize"], result["sampleReached"]) == (278, False)
    assert (result["previousRound"], result["change"]) == (None, None)


def test_d6_a_sample_of_a_known_population_is_reached_and_of_an_unknown_one_not_asked_for(surveys: Surveys) -> None:
    released(surveys, population=19)
    released(surveys, "2025-S2")
    small, unknown = (survey["result"] for survey in read(public(surveys.town)))
    assert (small["sampleSize"], small["sampleReached"]) == (18, True)
    assert (unknown["sampleSize"], unknown["sampleReached"]) == (None, None)


def test_d6_an_index_is_held_against_that_of_the_survey_before(surveys: Surveys) -> None:
    released(surveys, "2024-S2", sums=[60] * 9)
    clock: Any = surveys.town.service.clock
    clock.now = datetime(2025, 5, 21, 1, tzinfo=UTC)
    released(surveys, closes_on=date(2025, 6, 1))
    before, after = (survey["result"] for survey in read(public(surveys.town)))
    assert (before["ikm"], before["change"]) == ("75.00", None)
    assert (after["change"], after["previousRound"]) == ("8.61", "2024-S2")


def test_d6_an_index_is_held_against_a_round_of_its_own_kind_alone(surveys: Surveys) -> None:
    rounds = ("2024", "2024-S1", "2024-S2", "2024-Q4", "2024-12", "2025", "2025-S1", "2025-Q1", "2025-01")
    for round in reversed(rounds):  # whichever was opened first
        released(surveys, round)
    held = {survey["round"]: survey["result"]["previousRound"] for survey in read(public(surveys.town))}
    assert held == {
        "2024": None, "2024-S1": None, "2024-S2": "2024-S1", "2024-Q4": None, "2024-12": None,
        "2025": "2024", "2025-S1": "2024-S2", "2025-Q1": "2024-Q4", "2025-01": "2024-12",
    }  # fmt: skip


@pytest.mark.parametrize(("round", "days"), [("2025", 366), ("2025-S2", 184), ("2025-Q2", 92), ("2025-04", 92)])
def test_d4_5_d6_a_survey_is_open_for_its_whole_round_and_no_longer(surveys: Surveys, round: str, days: int) -> None:
    today = surveys.town.service.clock().date()
    with pytest.raises(Refused, match=r"D4\.5") as refused:
        surveys.open(round, closes_on=today + timedelta(days=days + 1), key="long")
    (refusal,) = refused.value.refusals
    assert (refusal.path, refusal.parameters) == (("closesOn",), {"most": days})
    surveys.open(round, closes_on=today + timedelta(days=days))


def test_d6_too_few_answers_are_never_told(surveys: Surveys) -> None:
    released(surveys, sums=[12] * 9, count=4)
    for who in (public(surveys.town), *(asker(surveys.town, name) for name in ("admin", "member", "inspector"))):
        (survey,) = read(who)
        assert (survey["collection"]["state"], survey["result"]) == ("RELEASED", None)
        assert who.data(INDICES)["satisfactionIndices"]["nodes"] == []


def test_d6_nothing_changes_by_an_answer_before_its_release_and_steps_are_of_five(surveys: Surveys) -> None:
    surveys.open()
    before = read(public(surveys.town)), read(asker(surveys.town, "admin"))
    surveys.record(*forms_of([27] * 9, 9))
    surveys.release()
    assert (read(public(surveys.town)), read(asker(surveys.town, "admin"))) == before
    surveys.record(form(*[1] * 9), key="tenth")
    surveys.release()
    (survey,) = read(public(surveys.town))
    assert survey["result"]["respondents"] == 5
    surveys.close()
    (survey,) = read(public(surveys.town))
    assert survey["result"]["respondents"] == 10


def test_d6_what_is_told_is_a_sum_over_released_cells(surveys: Surveys) -> None:
    released(surveys, sums=[57] * 9)
    log = surveys.town.service.logs.of(surveys.town.agency)
    releases = log.load(Releases, releases_id(surveys.town.agency, surveys.collection()))
    totals = [sum(line.total for cell in releases.cells for line in cell.lines if line.question == "TIME")]
    assert totals == [57]
    (survey,) = read(public(surveys.town))
    assert survey["result"]["elements"][2]["mean"] == "2.85"


@pytest.mark.parametrize("who", [None, "member", "officer", "admin", "inspector"])
def test_d4_d6_no_root_field_shows_anybody_that_a_form_was_recorded(surveys: Surveys, who: str | None) -> None:
    """Not even to the officer who recorded it; but for the receipt, which is the officer's own."""
    surveys.open()
    town = surveys.town
    viewer = Asker(town.service, town.agency, town.ids[who] if who else None)
    documents = [everything(root, "") for root in root_lists()]
    before = viewer.data_all(documents)
    surveys.record(*(form(*[4] * 9, comment="ramah") for _ in range(9)))
    surveys.release()
    assert viewer.data_all(documents) == before


# ── who may do what ──────────────────────────────────────────────────────────────────────────────────


def test_d6_administrators_and_the_authority_open_a_survey_and_nobody_else(surveys: Surveys) -> None:
    surveys.open(by="admin")
    surveys.open("2025-S2", by="head")
    for who in ("member", "officer", "inspector"):
        with pytest.raises(Refused, match=r"H6\.1"):
            surveys.open("2025-Q1", by=who)


def test_d6_officers_of_the_service_and_administrators_record_forms_and_nobody_else(surveys: Surveys) -> None:
    surveys.open()
    for who in ("member", "second", "admin"):
        surveys.record(form(*[3] * 9), by=who, key=who)
    for who in ("officer", "head", "inspector"):
        with pytest.raises(Refused, match=r"H6\.1"):
            surveys.record(form(*[3] * 9), by=who, key=who)


def test_d6_words_are_read_by_officers_of_the_service_their_superiors_and_administrators_only(
    surveys: Surveys,
) -> None:
    surveys.open()
    surveys.record(*(form(*[3] * 9, comment=f"kata {number}") for number in range(5)))
    surveys.close()
    town = surveys.town
    counts = {
        who: len(read(asker(town, who))[0]["collection"]["comments"])
        for who in ("member", "second", "officer", "head", "admin", "inspector")
    }
    assert counts == {"member": 5, "second": 5, "officer": 5, "head": 5, "admin": 5, "inspector": 5}
    town.register("clerk", "Pegawai lain", "199001012015011077")
    for who in (public(town), asker(town, "clerk")):
        assert read(who)[0]["collection"]["comments"] == []


def test_d4_d6_a_contract_that_names_the_public_no_more_hides_the_index_from_it(surveys: Surveys) -> None:
    released(surveys, "2024-S2")
    released(surveys)
    town = surveys.town
    promise = Promise(aggregates=(Reader.OFFICER, Reader.ADMINISTRATOR))
    town.give(TightenContract(collection_id=surveys.collection("2024-S2"), promise=promise), "admin", "tighten")
    hidden, shown = read(public(town))
    assert hidden["result"] is None
    assert (shown["result"]["ikm"], shown["result"]["change"]) == ("83.61", None)
    rounds = [each["round"] for each in public(town).data(INDICES)["satisfactionIndices"]["nodes"]]
    assert set(rounds) == {"2025-S1"}
    for who in ("member", "officer", "admin", "inspector"):
        assert read(asker(town, who))[0]["result"]["ikm"] == "83.61"


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────


def test_d6_1_every_element_that_a_form_lacks_is_named_of_all_forms_at_once(surveys: Surveys) -> None:
    surveys.open()
    with pytest.raises(Refused) as refused:
        surveys.record(form(*[3] * 9), form(*[3] * 7), form(*[3] * 8, comment="kurang"))
    named = [(each.rule.id, each.path, str(each.parameters["element"])) for each in refused.value.refusals]
    assert named == [
        ("D6.1", ("forms", 1, "answers"), "penanganan pengaduan (U8)"),
        ("D6.1", ("forms", 1, "answers"), "sarana dan prasarana (U9)"),
        ("D6.1", ("forms", 2, "answers"), "sarana dan prasarana (U9)"),
    ]
    surveys.close()
    assert read(public(surveys.town))[0]["result"] is None


def test_d6_4_one_to_a_hundred_forms_are_recorded_at_once(surveys: Surveys) -> None:
    surveys.open()
    for count in (0, 101):
        with pytest.raises(Refused, match=r"D6\.4"):
            surveys.record(*[form(*[3] * 9)] * count, key=str(count))
    surveys.record(*[form(*[3] * 9)] * 100)
    surveys.close()
    assert read(public(surveys.town))[0]["result"]["respondents"] == 100


def test_d6_forms_that_are_sent_twice_count_once(surveys: Surveys) -> None:
    surveys.open()
    first = surveys.record(*forms_of(EXAMPLE, 20))
    again = surveys.record(*forms_of(EXAMPLE, 20))
    assert first == again
    surveys.close()
    assert read(public(surveys.town))[0]["result"]["respondents"] == 20


def test_d4_4_a_survey_that_is_closed_takes_no_form(surveys: Surveys) -> None:
    released(surveys)
    with pytest.raises(Refused, match=r"D4\.4") as refused:
        surveys.record(form(*[3] * 9), key="late")
    assert refused.value.refusals[0].path == ("surveyId",)


def test_d6_5_a_round_of_a_service_has_one_survey(surveys: Surveys) -> None:
    surveys.open(population=100)
    surveys.open(population=100, key="again")
    with pytest.raises(Refused, match=r"D6\.5"):
        surveys.open(population=200, key="other")
    with pytest.raises(Refused, match="H12"):
        surveys.open("semester 1", key="named")


def test_d6_7_a_follow_up_plan_comes_after_the_release_in_versions_that_stay_visible(surveys: Surveys) -> None:
    surveys.open()
    with pytest.raises(Refused, match=r"D6\.7"):
        surveys.follow_up()
    surveys.record(*forms_of(EXAMPLE, 20))
    surveys.close()
    surveys.follow_up(key="first")
    with pytest.raises(Refused, match=r"D6\.10"):
        surveys.follow_up("Dua loket ditambah", key="silent")
    surveys.follow_up("Dua loket ditambah", "satu tidak cukup", key="second")
    (survey,) = read(public(surveys.town))
    item = {"element": "TIME", "dueOn": "2025-12-31", "unit": {"code": "ROOT"}}
    assert survey["followUps"] == 2
    assert survey["followUpPlans"] == [
        {"number": 1, "reason": None, "items": [{**item, "action": "Loket ditambah"}]},
        {"number": 2, "reason": None, "items": [{**item, "action": "Dua loket ditambah"}]},
    ]
    (survey,) = read(asker(surveys.town, "admin"))
    assert [plan["reason"] for plan in survey["followUpPlans"]] == [None, "satu tidak cukup"]
    item_given = {"element": "TIME", "action": "x", "dueOn": "2025-12-31", "unitId": "bukan"}
    payload = give(
        surveys.town, "member", "publishFollowUpPlan", "survey { id }", surveyId=_gid(surveys), items=[
            {**item_given, "unitId": _unit(surveys)}
        ],
    )  # fmt: skip
    assert [error["rule"] for error in payload["userErrors"]] == ["H6.1"]


def _gid(surveys: Surveys) -> str:
    return str(GlobalId("SatisfactionSurvey", surveys.town.agency, surveys.survey()))


def _unit(surveys: Surveys) -> str:
    return str(GlobalId("OrgUnit", surveys.town.agency, surveys.town.named("OrgUnit", "ROOT")))


# ── units and the agency ─────────────────────────────────────────────────────────────────────────────


def test_d6_units_and_the_agency_are_told_by_answers_and_by_services(surveys: Surveys) -> None:
    town = surveys.town
    root = town.named("OrgUnit", "ROOT")
    town.give(EstablishOrgUnit(code="SUB", name="Bidang", kind=OrgUnitKind.OFFICE, parent_id=root), "admin", "sub")
    post = EstablishPosition(
        code="LOKET", title="Loket", kind=PositionKind.ADMINISTRATIVE, unit_id=town.named("OrgUnit", "SUB"),
        reports_to=town.named("Position", "OFFICER"),
    )  # fmt: skip
    town.give(post, "admin", "loket")
    register = RegisterService(
        code="KK", name="Kartu keluarga", unit_id=town.named("OrgUnit", "SUB"),
        position_ids=(town.named("Position", "LOKET"),),
    )  # fmt: skip
    town.give(register, "admin", "service-KK")
    below = Surveys(town, "KK")
    released(surveys, sums=[20] * 9, count=10)
    below.open()
    below.record(*forms_of([20] * 9, 5), by="admin")
    below.close()
    told = {
        each["unit"] and each["unit"]["code"]: each
        for each in public(town).data(INDICES)["satisfactionIndices"]["nodes"]
    }
    assert {name: (each["services"], each["respondents"]) for name, each in told.items()} == {
        "SUB": (1, 5), "ROOT": (2, 15), None: (2, 15),
    }  # fmt: skip
    assert (told["SUB"]["weighted"], told["SUB"]["weightedGrade"]) == ("100.00", "A")
    assert (told["ROOT"]["weighted"], told["ROOT"]["meanOfServices"]) == ("66.67", "75.00")
    assert (told[None]["weightedGrade"], told[None]["meanGrade"]) == ("C", "C")


# ── the source of an indicator ───────────────────────────────────────────────────────────────────────


def test_c3_d6_the_realization_follows_the_index_once_the_survey_is_released(surveys: Surveys) -> None:
    town = surveys.town
    indicator = Desk(town).measure(
        "IKM", Figure.SATISFACTION_INDEX, MeasureScope.UNIT, cumulative=False, unit="indeks"
    )
    (target,) = planned(town, indicator)
    surveys.open()
    surveys.record(*forms_of(EXAMPLE, 20))
    clock: Any = town.service.clock
    surveys.release()
    clock.now = datetime(2025, 6, 2, 1, tzinfo=UTC)
    with pytest.raises(Refused, match=r"C1\.13"):
        report(town, "2025-05", target)
    clock.now = datetime(2025, 5, 21, 1, tzinfo=UTC)
    surveys.close()
    head = town.service.logs.of(town.agency).recorder.max_notification_id()
    clock.now = datetime(2025, 6, 2, 1, tzinfo=UTC)
    report(town, "2025-05", target, key="released")
    (line,) = lines(town)
    measurement = line["measurement"]
    assert (line["amount"], measurement["figure"], measurement["officer"]) == ("83.61", "SATISFACTION_INDEX", None)
    assert (measurement["counted"], measurement["cases"]) == (20, [])
    assert (measurement["atPosition"], len(measurement["hash"])) == (str(head), 64)


def test_c3_d6_a_month_in_which_no_survey_was_released_measures_nothing(surveys: Surveys) -> None:
    town = surveys.town
    indicator = Desk(town).measure("IKM", Figure.SATISFACTION_INDEX, MeasureScope.UNIT, cumulative=False)
    (target,) = planned(town, indicator)
    released(surveys)
    with pytest.raises(Refused, match=r"C1\.13"):
        report(town, "2025-04", target)


def test_a6_7_an_index_is_of_the_service_and_of_nobodys_work_alone(surveys: Surveys) -> None:
    with pytest.raises(Refused, match=r"A6\.7"):
        Desk(surveys.town).measure("IKM", Figure.SATISFACTION_INDEX, cumulative=False)
    with pytest.raises(Refused, match=r"A6\.7"):
        Desk(surveys.town).measure("IKM", Figure.SATISFACTION_INDEX, MeasureScope.UNIT)


def test_d6_as_of_an_earlier_position_the_index_is_what_was_released_then(surveys: Surveys) -> None:
    surveys.open()
    surveys.record(*forms_of([30] * 9, 10))
    surveys.release()
    log = surveys.town.service.logs.of(surveys.town.agency)
    position = log.recorder.max_notification_id()
    surveys.record(*forms_of([10] * 9, 10), key="more")
    surveys.close()
    query = """query Q($p: LogPosition!) { satisfactionSurveys(first: 9, asOf: {position: $p}) {
      nodes { result { respondents ikm } } } }"""
    (survey,) = public(surveys.town).data(query, p=str(position))["satisfactionSurveys"]["nodes"]
    assert survey["result"] == {"respondents": 5, "ikm": str(Decimal("75.00"))}
    (survey,) = read(public(surveys.town))
    assert (survey["result"]["respondents"], survey["result"]["ikm"]) == (20, "50.00")
