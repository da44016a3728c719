"""Lists of visits: who is asked to have had a visit in hand, and when (C7)."""

from datetime import date

from kinerja.application.organisation import CorrectAssignment, StartAssignment
from kinerja.application.services import ReviseService
from kinerja.domain.ids import made_by
from kinerja.domain.vocabulary import AssignmentKind
from tests.graphql.test_services import person, refused, visits
from tests.people import LETTER, Town
from tests.services import HOUR, Desk


def acting(town: Town) -> None:
    """The officer acts in the member's post from 10 to 20 March."""
    acts = StartAssignment(
        employee_id=town.ids["officer"], position_id=town.named("Position", "MEMBER"),
        kind=AssignmentKind.DAILY_ACTING, starts_on=date(2025, 3, 10), ends_on=date(2025, 3, 20), letter=LETTER,
    )  # fmt: skip
    town.give(acts, "admin", "acting")


def test_c7_5_a_list_asks_who_had_it_in_hand_when_it_ended(town: Town) -> None:
    desk = Desk(town).open()
    acting(town)
    line = desk.line("A-1", "2025-03-05 09:00", "2025-03-12 09:00", "officer")
    desk.record(line)
    assert visits(town, "admin")["A-1"]["officer"]["id"] == person(town, "officer")
    late = desk.line("A-2", "2025-03-12 09:00", "2025-03-25 09:00", "officer")
    assert refused(town, lambda: desk.record(line, late, key="late")) == ["C7.5"]
    desk.record(desk.line("A-3", "2025-03-05 09:00"), key="open")
    desk.record(desk.line("A-3", "2025-03-05 09:00", "2025-03-12 09:00", "officer"), key="ended")
    assert visits(town, "admin")["A-3"]["officer"]["id"] == person(town, "officer")


def test_c7_5_a_list_knows_every_position_that_ever_gave_the_service(town: Town) -> None:
    desk = Desk(town).open()
    revised = ReviseService(
        service_id=desk.service, name="KTP", position_ids=(town.named("Position", "SECOND"),), limit=HOUR
    )
    town.give(revised, "admin", "revised")
    desk.record(desk.line("A-1", "2025-03-04 09:00", "2025-03-04 09:10", "member"), by="second")
    assert visits(town, "admin")["A-1"]["officer"]["id"] == person(town, "member")
    assert refused(town, lambda: desk.receive("A-2", "2025-03-04 09:00", by="member")) == ["H6.1"]


def test_c7_5_a_list_does_not_ask_again_about_what_is_recorded(town: Town) -> None:
    desk = Desk(town).open()
    acting(town)
    line = desk.line("A-1", "2025-03-12 09:00", "2025-03-12 09:10", "officer")
    desk.record(line)
    void = CorrectAssignment(
        position_id=town.named("Position", "MEMBER"), reason="keliru", letter=LETTER,
        assignment_id=made_by(town.command_id("acting"), "assignment"),
    )  # fmt: skip
    town.give(void, "admin", "void")
    assert desk.record(line, key="again").facts == 0
    another = desk.line("A-2", "2025-03-12 09:00", "2025-03-12 09:10", "officer")
    assert refused(town, lambda: desk.record(line, another, key="another")) == ["C7.5"]
