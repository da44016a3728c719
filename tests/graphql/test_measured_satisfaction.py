"""Realizations that follow what citizens said, as far as it is released (C3, D5)."""

from hashlib import sha256
from uuid import UUID

import pytest

from kinerja.application.services import ReviseService
from kinerja.domain.ids import made_by
from kinerja.domain.refusals import Refused
from kinerja.domain.service_vocabulary import Figure, MeasureScope
from tests.citizens import Citizens
from tests.graphql.test_measured import FORMS, lines, planned, report
from tests.people import Town
from tests.services import Desk

FIGURE = Figure.ENCOUNTER_SATISFACTION


@pytest.fixture
def citizens(town: Town) -> Citizens:
    """The desk, given by three officers."""
    desk = Desk(town).open()
    positions = tuple(town.named("Position", code) for code in ("MEMBER", "SECOND", "OFFICER"))
    town.give(ReviseService(service_id=desk.service, name="KTP", position_ids=positions), "admin", "three")
    return Citizens(town)


def plan(citizens: Citizens) -> list[UUID]:
    """Targets of the member: of their own service, and of the service as a whole."""
    desk = citizens.desk
    scopes = (MeasureScope.PERSON, MeasureScope.UNIT)
    return planned(citizens.town, *(desk.measure(f"S-{scope}", FIGURE, scope, **FORMS[FIGURE]) for scope in scopes))


def amounts(citizens: Citizens) -> list[tuple[str | None, int]]:
    return [(line["amount"], line["measurement"]["counted"]) for line in lines(citizens.town)]


def test_c3_d5_the_mean_follows_the_cells_of_the_officer_and_of_the_service(citizens: Citizens) -> None:
    own, whole = plan(citizens)
    for who, prefix, satisfaction in (("member", "A", 4), ("second", "B", 3), ("officer", "C", 1)):
        citizens.hear(prefix, 10, who, satisfaction)
    citizens.close()
    citizens.move_to("2025-06-03 09:00")
    report(citizens.town, "2025-05", own, whole)
    assert amounts(citizens) == [("4.00", 10), ("2.67", 30)]
    measured = lines(citizens.town)[1]["measurement"]
    assert measured["cases"] == []
    assert measured["officer"] is None
    cell = made_by(citizens.collection, "release 1 SERVICE")
    assert measured["hash"] == sha256(cell.bytes).hexdigest()


def test_c3_d5_nothing_is_measured_of_too_few_nor_before_the_release(citizens: Citizens) -> None:
    own, whole = plan(citizens)
    citizens.hear("A", 19, "member", 4)
    citizens.release()
    citizens.move_to("2025-06-03 09:00")
    with pytest.raises(Refused) as caught:
        report(citizens.town, "2025-05", own, whole)
    assert [refusal.rule.id for refusal in caught.value.refusals] == ["C1.13", "C1.13"]


def test_c3_d5_one_officers_answers_are_theirs_and_tell_nothing_of_the_service(citizens: Citizens) -> None:
    own, _ = plan(citizens)
    citizens.hear("A", 20, "member", 2)
    citizens.release()
    citizens.move_to("2025-06-03 09:00")
    report(citizens.town, "2025-05", own)
    assert amounts(citizens) == [("2.00", 10)]
