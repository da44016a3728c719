"""Services, visits, tallies and complaints: what is recorded, what is counted, what is refused (C7)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from kinerja.domain.complaint_books import ComplaintBook, ComplaintEntered
from kinerja.domain.complaint_facts import (
    Answer,
    ComplaintAnswered,
    ComplaintCorrected,
    ComplaintReceived,
    ComplaintRecord,
    ComplaintResolved,
    NewComplaint,
    Resolution,
)
from kinerja.domain.complaints import Complaint
from kinerja.domain.durations import Elapsed, TimeLimit, elapsed, is_within, limit_of_steps
from kinerja.domain.encounter_facts import (
    EncounterCorrected,
    EncounterEnded,
    EncounterHandedOver,
    EncounterReceived,
    EncounterRecord,
    Ending,
    NewEncounter,
    ServiceOfficer,
)
from kinerja.domain.encounters import ServiceEncounter
from kinerja.domain.periods import first_of_month
from kinerja.domain.service_vocabulary import (
    ComplaintOutcome,
    ComplaintState,
    CorrectionCause,
    EncounterOutcome,
    RefusalGround,
    ServiceElement,
)
from kinerja.domain.services import Service, ServiceRegistered, ServiceRevised, ServiceTerms
from kinerja.domain.standard_vocabulary import TimeUnit
from kinerja.domain.tallies import CountedEncounter, EncountersCounted, EncounterTally, TallyOf, Totals
from kinerja.domain.working_days import Calendar, end_of, working_days_after
from tests.domain.given import ACT, given
from tests.domain.test_working_days import of_years

SERVICE, UNIT, POSITION, OTHER, WHO, ELSE = (UUID(int=number) for number in range(60, 66))
WIB = ZoneInfo("Asia/Jakarta")
NOW = ACT.at
EARLIER = NOW - timedelta(hours=2)
HOUR = TimeLimit(amount=Decimal(1), unit=TimeUnit.HOURS)
TERMS = ServiceTerms(name="KTP", positions=(POSITION,), standard_id=None, limit=HOUR, complaint_limit=None)
OFFICER, COLLEAGUE = (ServiceOfficer(employee_id=id, position_id=POSITION) for id in (WHO, ELSE))


def new(**changes: Any) -> NewEncounter:
    said = NewEncounter(
        service_id=SERVICE, unit_id=UNIT, reference="A-1", received_at=EARLIER, received_on=EARLIER.date(),
        employee_id=WHO, position_id=POSITION, limit=HOUR,
    )  # fmt: skip
    return msgspec.structs.replace(said, **changes)


def received() -> EncounterReceived:
    return EncounterReceived(act=ACT, **msgspec.structs.asdict(new()))


def ending(**changes: Any) -> Ending:
    said = Ending(
        outcome=EncounterOutcome.FINISHED, ground=None, ended_at=NOW, ended_on=NOW.date(), minutes=120, days=0,
        within=False,
    )  # fmt: skip
    return msgspec.structs.replace(said, **changes)


def ended(how: Ending | None = None) -> EncounterEnded:
    return EncounterEnded(act=ACT, service_id=SERVICE, employee_id=WHO, position_id=POSITION, ending=how or ending())


# ── services ─────────────────────────────────────────────────────────────────────────────────────────


def test_c7_a_service_is_registered_once_and_given_otherwise_later() -> None:
    registered = ServiceRegistered(act=ACT, code="KTP", unit_id=UNIT, terms=TERMS)
    given(Service).when(lambda it: it.register(act=ACT, code="KTP", unit_id=UNIT, terms=TERMS)).then(registered)
    given(Service, registered).when(
        lambda it: it.register(act=ACT, code="KTP", unit_id=UNIT, terms=TERMS)
    ).then_nothing()
    given(Service, registered).when(
        lambda it: it.register(act=ACT, code="KTP", unit_id=OTHER, terms=TERMS)
    ).then_refused("B1.4")
    by_another = msgspec.structs.replace(TERMS, positions=(OTHER,))
    outcome = given(Service, registered).when(lambda it: it.revise(act=ACT, terms=by_another))
    outcome.then(ServiceRevised(act=ACT, terms=by_another))
    assert list(outcome.aggregate.positions_ever) == [POSITION, OTHER]


@pytest.mark.parametrize("name", ["limit", "complaint_limit"])
@pytest.mark.parametrize(("amount", "rules"), [("0", ["C7.3"]), ("-1", ["C7.3"]), ("0.5", [])])
def test_c7_3_a_limit_is_above_nothing(name: str, amount: str, rules: list[str]) -> None:
    terms = msgspec.structs.replace(TERMS, **{name: TimeLimit(amount=Decimal(amount), unit=TimeUnit.HOURS)})
    outcome = given(Service).when(lambda it: it.register(act=ACT, code="KTP", unit_id=UNIT, terms=terms))
    assert outcome.rules == rules


# ── durations ────────────────────────────────────────────────────────────────────────────────────────

WEEKS = Calendar()
"""Weekends, and no holiday."""
DAYS = st.dates(date(2024, 12, 1), date(2025, 3, 1))
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=30)).map(lambda passed: NOW - passed)
LATER = st.timedeltas(timedelta(0), timedelta(days=30))
ZONES = st.sampled_from([ZoneInfo(f"Asia/{name}") for name in ("Jakarta", "Makassar", "Jayapura")])


def took(minutes: int, days: int = 0, working_days: int = 0) -> Elapsed:
    return Elapsed(minutes=minutes, days=days, working_days=working_days)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def test_c7_minutes_are_whole_ones_and_days_are_midnights_of_the_zone() -> None:
    begun = datetime(2025, 3, 4, 23, 58, 30, tzinfo=WIB)
    assert elapsed(begun, begun + timedelta(seconds=59), WIB, WEEKS) == took(0)
    assert elapsed(begun, begun + timedelta(seconds=90), WIB, WEEKS) == took(1, 1, 1)
    assert elapsed(begun.astimezone(UTC), begun + timedelta(days=1), WIB, WEEKS) == took(1440, 1, 1)


@pytest.mark.parametrize(
    ("begun", "ended", "days", "working_days"),
    [
        ("2025-03-07 09:00", "2025-03-07 16:00", 0, 0),
        ("2025-03-07 09:00", "2025-03-10 09:00", 3, 1),  # over a weekend
        ("2025-03-07 23:59", "2025-03-08 00:00", 1, 0),  # a Saturday begins
        ("2025-03-09 23:59", "2025-03-10 00:00", 1, 1),  # a Monday does
        ("2025-03-08 09:00", "2025-03-08 10:00", 0, 0),  # the day of the receipt counts for nothing
        ("2025-03-08 09:00", "2025-03-09 10:00", 1, 0),
        ("2025-03-27 09:00", "2025-04-08 09:00", 12, 1),  # Nyepi, Idul Fitri and joint leave
        ("2025-06-05 09:00", "2025-06-10 09:00", 5, 1),  # Idul Adha, joint leave after it
        ("2025-12-31 09:00", "2026-01-02 09:00", 2, 1),  # New Year
    ],
)
def test_c7_b2_working_days_begin_after_the_day_of_receipt_and_leave_out_weekends_and_national_holidays(
    begun: str, ended: str, days: int, working_days: int
) -> None:
    found = elapsed(local(begun), local(ended), WIB, of_years(2025, 2026))
    assert (found.days, found.working_days) == (days, working_days)


def test_c7_b2_a_day_that_the_agency_declared_off_or_worked_counts_so() -> None:
    friday, monday = local("2025-03-07 09:00"), local("2025-03-10 09:00")
    off = Calendar(off=frozenset({monday.date()}))
    worked = Calendar(worked=frozenset({friday.date() + timedelta(days=1)}))
    found = [elapsed(friday, monday, WIB, calendar).working_days for calendar in (WEEKS, off, worked)]
    assert found == [1, 0, 2]


@given_any(
    begun=MOMENTS,
    later=LATER,
    still=LATER,
    zone=ZONES,
    off=st.sets(DAYS, max_size=9),
    worked=st.sets(DAYS, max_size=5),
)
def test_c7_a_later_end_never_takes_fewer_working_days_and_never_more_than_days(
    begun: datetime, later: timedelta, still: timedelta, zone: ZoneInfo, off: set[date], worked: set[date]
) -> None:
    calendar = Calendar(off=frozenset(off), worked=frozenset(worked))
    first, second = (elapsed(begun, begun + passed, zone, calendar) for passed in (later, later + still))
    assert 0 <= first.working_days <= first.days
    assert first.working_days <= second.working_days <= second.days


@given_any(begun=MOMENTS, count=st.integers(0, 30), off=st.sets(DAYS, max_size=9))
def test_c7_b2_a_limit_in_working_days_ends_where_a_deadline_of_as_many_does(
    begun: datetime, count: int, off: set[date]
) -> None:
    calendar, limit = Calendar(off=frozenset(off)), TimeLimit(amount=Decimal(count), unit=TimeUnit.WORKING_DAYS)
    over = end_of(working_days_after(begun.astimezone(WIB).date(), count, calendar), WIB)
    kept = elapsed(begun, over - timedelta(microseconds=1), WIB, calendar)
    missed = elapsed(begun, over + timedelta(days=20), WIB, calendar)
    assert (is_within(kept, limit), is_within(missed, limit)) == (True, False)


@pytest.mark.parametrize(
    ("unit", "amount", "kept", "missed"),
    [
        (TimeUnit.MINUTES, "15", took(15), took(16)),
        (TimeUnit.HOURS, "1.5", took(90), took(91)),
        (TimeUnit.WORKING_DAYS, "1", took(4320, 3, 1), took(1500, 2, 2)),
    ],
)
def test_c7_within_is_up_to_the_limit_and_not_beyond(
    unit: TimeUnit, amount: str, kept: Elapsed, missed: Elapsed
) -> None:
    limit = TimeLimit(amount=Decimal(amount), unit=unit)
    assert (is_within(kept, limit), is_within(missed, limit), is_within(kept, None)) == (True, False, None)


def test_c7_hours_and_minutes_are_those_of_the_clock_and_are_called_so() -> None:
    begun = datetime(2025, 3, 7, 15, 30, tzinfo=WIB)  # a Friday, shortly before the office closes
    overnight = elapsed(begun, begun + timedelta(hours=17), WIB, Calendar())
    limit = TimeLimit(amount=Decimal(2), unit=TimeUnit.HOURS)
    assert is_within(overnight, limit) is False
    assert [(unit.official, "of the clock" in unit.meaning) for unit in (TimeUnit.MINUTES, TimeUnit.HOURS)] == [
        ("menit", True),
        ("jam", True),
    ]


def test_c7_steps_without_limits_promise_nothing() -> None:
    assert limit_of_steps([]) is None


# ── visits ───────────────────────────────────────────────────────────────────────────────────────────


def test_c7_a_visit_is_received_once() -> None:
    given(ServiceEncounter).when(lambda it: it.receive(act=ACT, new=new())).then(received())
    given(ServiceEncounter, received()).when(lambda it: it.receive(act=ACT, new=new())).then_nothing()


def test_c7_10_another_visit_has_another_reference() -> None:
    given(ServiceEncounter, received()).when(
        lambda it: it.receive(act=ACT, new=new(received_at=EARLIER - timedelta(minutes=1)))
    ).then_refused("C7.10")


@pytest.mark.parametrize(
    "reference", ["3275014101900001", "3275-0141-0190-0001", "KTP/3275 0141 0190.0001", "X327501410190000199"]
)
def test_c7_4_sixteen_digits_are_a_citizen_however_they_are_spaced(reference: str) -> None:
    outcome = given(ServiceEncounter).when(lambda it: it.receive(act=ACT, new=new(reference=reference)))
    outcome.then_refused("C7.4")


@pytest.mark.parametrize("reference", ["327501410190001", "KTP-2025-000123", "32750141A01900001"])
def test_c7_4_shorter_numbers_are_the_offices_own(reference: str) -> None:
    assert given(ServiceEncounter).when(lambda it: it.receive(act=ACT, new=new(reference=reference))).rules == []


def test_c7_6_nothing_is_recorded_before_it_happens() -> None:
    soon = NOW + timedelta(seconds=1)
    given(ServiceEncounter).when(lambda it: it.receive(act=ACT, new=new(received_at=soon))).then_refused("C7.6")
    given(ServiceEncounter, received()).when(lambda it: it.end(act=ACT, ending=ending(ended_at=soon))).then_refused(
        "C7.6"
    )


def test_c7_a_visit_ends_once() -> None:
    given(ServiceEncounter, received()).when(lambda it: it.end(act=ACT, ending=ending())).then(ended())
    given(ServiceEncounter, received(), ended()).when(lambda it: it.end(act=ACT, ending=ending())).then_nothing()


def test_c7_7_it_does_not_end_before_it_is_received() -> None:
    early = ending(ended_at=EARLIER - timedelta(seconds=1))
    given(ServiceEncounter, received()).when(lambda it: it.end(act=ACT, ending=early)).then_refused("C7.7")
    same = given(ServiceEncounter, received()).when(lambda it: it.end(act=ACT, ending=ending(ended_at=EARLIER)))
    assert same.rules == []


def test_c7_8_what_ended_neither_ends_otherwise_nor_changes_hands() -> None:
    over = (received(), ended())
    refused = ending(outcome=EncounterOutcome.REFUSED, ground=RefusalGround.OTHER)
    given(ServiceEncounter, *over).when(lambda it: it.end(act=ACT, ending=refused)).then_refused("C7.8")
    given(ServiceEncounter, *over).when(lambda it: it.hand_over(act=ACT, to=COLLEAGUE, handed_at=NOW)).then_refused(
        "C7.8"
    )


@pytest.mark.parametrize("outcome", list(EncounterOutcome))
@pytest.mark.parametrize("ground", [None, RefusalGround.INCOMPLETE])
def test_c7_9_a_refusal_has_a_ground_and_nothing_else_has(
    outcome: EncounterOutcome, ground: RefusalGround | None
) -> None:
    given_so = given(ServiceEncounter, received()).when(
        lambda it: it.end(act=ACT, ending=ending(outcome=outcome, ground=ground))
    )
    fits = (outcome == EncounterOutcome.REFUSED) == (ground is not None)
    assert given_so.rules == ([] if fits else ["C7.9"])


def test_c7_it_changes_hands_and_not_into_the_same() -> None:
    handed = EncounterHandedOver(
        act=ACT, service_id=SERVICE, unit_id=UNIT, employee_id=ELSE, position_id=POSITION, handed_at=NOW
    )
    given(ServiceEncounter, received()).when(lambda it: it.hand_over(act=ACT, to=COLLEAGUE, handed_at=NOW)).then(
        handed
    )
    given(ServiceEncounter, received()).when(
        lambda it: it.hand_over(act=ACT, to=OFFICER, handed_at=NOW)
    ).then_nothing()


def correct(
    it: ServiceEncounter, how: Ending | None, at: datetime = EARLIER, *, counts: bool = True,
    officer: ServiceOfficer = OFFICER,
) -> None:  # fmt: skip
    record = EncounterRecord(received_at=at, received_on=at.date(), officer=officer, ending=how)
    it.correct(act=ACT, cause=CorrectionCause.MISTYPED, record=record, counts=counts)


def test_c7_a_correction_says_what_holds_now_and_why() -> None:
    how = ending(minutes=60, within=True)
    corrected = EncounterCorrected(
        act=ACT, service_id=SERVICE, employee_id=WHO, position_id=POSITION, cause=CorrectionCause.MISTYPED,
        received_at=EARLIER, received_on=EARLIER.date(), ending=how, counts=True,
    )  # fmt: skip
    given(ServiceEncounter, received(), ended()).when(lambda it: correct(it, how)).then(corrected)
    given(ServiceEncounter, received(), ended(), corrected).when(lambda it: correct(it, how)).then_nothing()


def test_c7_a_correction_puts_an_ended_visit_into_the_right_hands_since_when_it_was_in_them() -> None:
    corrected = EncounterCorrected(
        act=ACT, service_id=SERVICE, employee_id=ELSE, position_id=POSITION, cause=CorrectionCause.MISTYPED,
        received_at=EARLIER, received_on=EARLIER.date(), ending=ending(), counts=True, unit_id=UNIT,
        handed_at=EARLIER,
    )  # fmt: skip
    given(ServiceEncounter, received(), ended()).when(lambda it: correct(it, ending(), officer=COLLEAGUE)).then(
        corrected
    )
    given(ServiceEncounter, received(), ended(), corrected).when(
        lambda it: correct(it, ending(), officer=COLLEAGUE)
    ).then_nothing()


def test_c7_6_7_9_a_correction_is_refused_with_all_that_is_wrong_in_it() -> None:
    wrong = ending(ended_at=NOW + timedelta(seconds=1), ground=RefusalGround.OTHER)
    outcome = given(ServiceEncounter, received(), ended()).when(
        lambda it: correct(it, wrong, NOW + timedelta(seconds=2))
    )
    outcome.then_refused("C7.6", "C7.6", "C7.7", "C7.9")


# ── tallies ──────────────────────────────────────────────────────────────────────────────────────────

OF = TallyOf(service_id=SERVICE, unit_id=UNIT, officer=OFFICER, month=first_of_month(NOW.date()))


def entry(number: int, outcome: EncounterOutcome = EncounterOutcome.FINISHED, minutes: int = 10) -> CountedEncounter:
    return CountedEncounter(
        encounter_id=UUID(int=number), outcome=outcome, minutes=minutes, days=minutes // 1440, within=minutes <= 60,
        working_days=minutes // 1440 if minutes % 3 else None,
    )  # fmt: skip


def test_c7_a_tally_carries_its_totals_and_counts_nothing_twice() -> None:
    first = EncountersCounted(
        act=ACT, service_id=SERVICE, unit_id=UNIT, employee_id=WHO, position_id=POSITION, month=OF.month,
        counted=(entry(1), entry(2, minutes=70)), dropped=(),
        totals=Totals(finished=2, minutes=80, limited=2, within=1, in_working_days=2),
    )  # fmt: skip
    both = (entry(1), entry(2, minutes=70))
    given(EncounterTally).when(lambda it: it.count(act=ACT, of=OF, counted=both)).then(first)
    given(EncounterTally, first).when(lambda it: it.count(act=ACT, of=OF, counted=both)).then_nothing()
    given(EncounterTally, first).when(lambda it: it.count(act=ACT, of=OF, dropped=(UUID(int=9),))).then_nothing()


MOVES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([*EncounterOutcome, None]), st.integers(0, 3000)), max_size=30
)


@given_any(MOVES)
def test_c7_totals_are_those_of_what_is_counted_whatever_was_counted_and_taken_out(
    moves: list[tuple[int, EncounterOutcome | None, int]],
) -> None:
    tally = EncounterTally(UUID(int=1))
    for number, outcome, minutes in moves:
        if outcome is None:
            tally.count(act=ACT, of=OF, dropped=(UUID(int=number),))
        else:
            tally.count(act=ACT, of=OF, counted=(entry(number, outcome, minutes),))
    finished = [each for each in tally.counted.values() if each.outcome == EncounterOutcome.FINISHED]
    by_outcome = [sum(each.outcome == outcome for each in tally.counted.values()) for outcome in EncounterOutcome]
    totals = tally.totals
    assert [totals.finished, totals.refused, totals.withdrawn] == by_outcome
    assert totals.minutes == sum(each.minutes for each in finished)
    assert totals.days == sum(each.days for each in finished)
    known = [each.working_days for each in finished if each.working_days is not None]
    assert (totals.working_days, totals.in_working_days) == (sum(known), len(known))
    assert Fraction(totals.within, totals.limited or 1) == Fraction(
        sum(bool(each.within) for each in finished), len(finished) or 1
    )


# ── complaints ───────────────────────────────────────────────────────────────────────────────────────

COMPLAINT = NewComplaint(
    service_id=SERVICE, unit_id=UNIT, reference="P-1", encounter_id=None, element=ServiceElement.TIME,
    received_at=EARLIER, received_on=EARLIER.date(), limit=HOUR,
)  # fmt: skip
COMPLAINED = ComplaintReceived(act=ACT, **msgspec.structs.asdict(COMPLAINT))
ANSWER = Answer(
    answered_at=EARLIER + timedelta(hours=1),
    answered_on=EARLIER.date(),
    minutes=60,
    days=0,
    working_days=0,
    within=True,
)
ANSWERED = ComplaintAnswered(
    act=ACT, service_id=SERVICE, employee_id=WHO, position_id=POSITION, **msgspec.structs.asdict(ANSWER)
)
RESOLUTION = Resolution(
    resolved_at=NOW, resolved_on=NOW.date(), minutes=120, days=0, working_days=0, outcome=ComplaintOutcome.REMEDIED
)
RESOLVED = ComplaintResolved(act=ACT, service_id=SERVICE, **msgspec.structs.asdict(RESOLUTION))
CORRECTED = ComplaintCorrected(
    act=ACT, service_id=SERVICE, employee_id=WHO, position_id=POSITION, cause=CorrectionCause.MISTYPED,
    received=COMPLAINT, answer=ANSWER, resolution=None, counts=False,
)  # fmt: skip


def answer(it: Complaint, at: datetime) -> None:
    it.answer(act=ACT, answer=msgspec.structs.replace(ANSWER, answered_at=at), officer=OFFICER)


def resolve(it: Complaint, outcome: ComplaintOutcome = ComplaintOutcome.REMEDIED, at: datetime = NOW) -> None:
    it.resolve(act=ACT, resolution=msgspec.structs.replace(RESOLUTION, outcome=outcome, resolved_at=at))


def correct_complaint(it: Complaint, *, counts: bool = True, **said: Any) -> None:
    known = ComplaintRecord(received=COMPLAINT, officer=OFFICER, answer=ANSWER, resolution=None)
    record = msgspec.structs.replace(known, **said)
    it.correct(act=ACT, cause=CorrectionCause.MISTYPED, record=record, counts=counts)


def test_c7_a_complaint_is_received_answered_and_resolved_once_each() -> None:
    given(Complaint).when(lambda it: it.receive(act=ACT, new=COMPLAINT)).then(COMPLAINED)
    given(Complaint, COMPLAINED).when(lambda it: it.receive(act=ACT, new=COMPLAINT)).then_nothing()
    given(Complaint, COMPLAINED).when(lambda it: answer(it, ANSWERED.answered_at)).then(ANSWERED)
    given(Complaint, COMPLAINED, ANSWERED).when(lambda it: answer(it, NOW)).then_nothing()
    given(Complaint, COMPLAINED, ANSWERED).when(resolve).then(RESOLVED)
    given(Complaint, COMPLAINED, ANSWERED, RESOLVED).when(resolve).then_nothing()


def test_c7_13_a_complaint_is_answered_before_it_is_resolved() -> None:
    given(Complaint, COMPLAINED).when(resolve).then_refused("C7.13")


def test_c7_14_a_complaint_is_resolved_once() -> None:
    given(Complaint, COMPLAINED, ANSWERED, RESOLVED).when(
        lambda it: resolve(it, ComplaintOutcome.UNFOUNDED)
    ).then_refused("C7.14")


def test_c7_4_10_a_complaint_names_no_citizen_and_its_reference_stands_for_one() -> None:
    by_nik = msgspec.structs.replace(COMPLAINT, reference="3275014101900001")
    given(Complaint).when(lambda it: it.receive(act=ACT, new=by_nik)).then_refused("C7.4")
    other = msgspec.structs.replace(COMPLAINT, element=ServiceElement.COST)
    given(Complaint, COMPLAINED).when(lambda it: it.receive(act=ACT, new=other)).then_refused("C7.10")


def test_c7_6_7_an_answer_comes_after_the_complaint_and_not_in_the_future() -> None:
    given(Complaint, COMPLAINED).when(lambda it: answer(it, EARLIER - timedelta(seconds=1))).then_refused("C7.7")
    given(Complaint, COMPLAINED).when(lambda it: answer(it, NOW + timedelta(seconds=1))).then_refused("C7.6")
    given(Complaint, COMPLAINED, ANSWERED).when(lambda it: resolve(it, at=EARLIER)).then_refused("C7.7")


def test_c7_a_correction_of_a_complaint_says_what_holds_now_and_why() -> None:
    answered = (COMPLAINED, ANSWERED)
    outcome = given(Complaint, *answered).when(lambda it: correct_complaint(it, counts=False))
    outcome.then(CORRECTED)
    assert (outcome.aggregate.state, outcome.aggregate.counts) == (ComplaintState.ANSWERED, False)
    given(Complaint, *answered, CORRECTED).when(lambda it: correct_complaint(it, counts=False)).then_nothing()
    by_colleague = msgspec.structs.replace(CORRECTED, employee_id=ELSE, counts=True)
    given(Complaint, *answered).when(lambda it: correct_complaint(it, officer=COLLEAGUE)).then(by_colleague)


def test_c7_6_7_a_correction_of_a_complaint_is_refused_with_all_that_is_wrong_in_it() -> None:
    soon = NOW + timedelta(seconds=1)
    wrong = msgspec.structs.replace(COMPLAINT, received_at=soon)
    outcome = given(Complaint, COMPLAINED, ANSWERED).when(lambda it: correct_complaint(it, received=wrong))
    outcome.then_refused("C7.6", "C7.7")
    assert outcome.paths == [("receivedAt",), ("answeredAt",)]
    early = msgspec.structs.replace(RESOLUTION, resolved_at=EARLIER)
    given(Complaint, COMPLAINED, ANSWERED, RESOLVED).when(
        lambda it: correct_complaint(it, resolution=early)
    ).then_refused("C7.7")


def test_c7_16_what_was_recorded_by_mistake_is_neither_answered_nor_resolved() -> None:
    mistaken = msgspec.structs.replace(CORRECTED, employee_id=None, position_id=None, answer=None)
    given(Complaint, COMPLAINED, mistaken).when(lambda it: answer(it, NOW)).then_refused("C7.16")
    given(Complaint, COMPLAINED, ANSWERED, CORRECTED).when(resolve).then_refused("C7.16")


def test_c7_an_answer_recorded_before_officers_were_still_reads() -> None:
    before = ComplaintAnswered(
        act=ACT, service_id=SERVICE, answered_at=ANSWER.answered_at, minutes=60, days=0, within=True
    )
    outcome = given(Complaint, COMPLAINED, before).when(resolve)
    outcome.then(RESOLVED)
    assert (outcome.aggregate.officer, outcome.aggregate.answered) == (
        None, msgspec.structs.replace(ANSWER, answered_on=None, working_days=None),
    )  # fmt: skip


def test_c7_a_complaint_is_entered_in_the_book_of_its_month_once() -> None:
    entered = ComplaintEntered(act=ACT, service_id=SERVICE, month=OF.month, complaint_id=UUID(int=7))

    def enter(book: ComplaintBook) -> None:
        book.enter(act=ACT, service_id=SERVICE, month=OF.month, complaint_id=UUID(int=7))

    given(ComplaintBook).when(enter).then(entered)
    given(ComplaintBook, entered).when(enter).then_nothing()
