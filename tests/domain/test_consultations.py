"""Consultations on a standard: everybody is heard, everything is answered (A3)."""

from datetime import date
from uuid import UUID

import msgspec
import pytest

from kinerja.domain.act import Act
from kinerja.domain.consultations import (
    Consultation,
    ConsultationInput,
    ConsultationInputDisposed,
    ConsultationInputGiven,
    ConsultationOf,
    ConsultationSessionHeld,
    Heard,
    NewSession,
)
from kinerja.domain.standard_vocabulary import Participant
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import Disposition
from tests.domain.given import ACT, given

STANDARD, SESSION, INPUT, GIVER = (UUID(int=number) for number in (40, 41, 42, 43))
OF = ConsultationOf(standard_id=STANDARD, number=1, round=1)
ALL = tuple(Heard(kind=kind, count=3) for kind in Participant)
REASONED = msgspec.structs.replace(ACT, reason=Text("Sudah diuji"))
SILENT = ACT


def held(heard: tuple[Heard, ...] = ALL) -> ConsultationSessionHeld:
    return ConsultationSessionHeld(
        act=ACT, standard_id=STANDARD, number=1, session_id=SESSION, held_on=date(2025, 3, 4), place="Balai kota",
        heard=heard,
    )  # fmt: skip


def said(session: UUID | None = SESSION, kind: Participant = Participant.EMPLOYEE) -> ConsultationInput:
    return ConsultationInput(
        id=INPUT, session_id=session, kind=kind, giver_id=GIVER, giver_name=None, text=Text("Terlalu lama")
    )


def heard(kind: Participant = Participant.EMPLOYEE, session: UUID | None = SESSION) -> ConsultationInputGiven:
    return ConsultationInputGiven(
        act=ACT, standard_id=STANDARD, number=1, input_id=INPUT, session_id=session, kind=kind, giver_id=GIVER,
        giver_name=None, text=Text("Terlalu lama"),
    )  # fmt: skip


def disposed(disposition: Disposition, act: Act = ACT) -> ConsultationInputDisposed:
    return ConsultationInputDisposed(
        act=act,
        standard_id=STANDARD,
        number=1,
        input_id=INPUT,
        giver_id=GIVER,
        disposition=disposition,
    )


def hold(
    consultation: Consultation,
    participants: tuple[Heard, ...] = ALL,
    opened_on: date = date(2025, 3, 4),
    today: date = date(2025, 3, 4),
) -> None:
    new = NewSession(id=SESSION, held_on=date(2025, 3, 4), place="Balai kota", heard=participants)
    consultation.hold(act=ACT, of=OF, new=new, opened_on=opened_on, today=today)


def test_a3_a_session_is_held_with_three_kinds_of_participants() -> None:
    given(Consultation).when(hold).then(held())


@pytest.mark.parametrize("counts", [(), (0, 0, 0), (4, -1, 0)])
def test_a3_7_nobody_is_no_session(counts: tuple[int, ...]) -> None:
    participants = tuple(Heard(kind=kind, count=count) for kind, count in zip(Participant, counts, strict=False))
    given(Consultation).when(lambda consultation: hold(consultation, participants)).then_refused("A3.7")


def test_a3_10_a_session_is_held_from_the_opening_on_and_recorded_from_its_day_on() -> None:
    opened, after = date(2025, 3, 5), date(2025, 3, 3)
    given(Consultation).when(lambda it: hold(it, opened_on=opened, today=opened)).then_refused("A3.10")
    ahead = given(Consultation).when(lambda it: hold(it, opened_on=after, today=after))
    ahead.then_refused("A3.10")
    assert ahead.paths == [("heldOn",)]
    given(Consultation).when(lambda it: hold(it, opened_on=after, today=opened)).then(held())


def test_a3_what_is_said_is_attributed() -> None:
    given(Consultation, held()).when(lambda it: it.hear(act=ACT, of=OF, said=said())).then(heard())


def test_a3_3_it_is_said_in_a_session_that_was_held() -> None:
    given(Consultation).when(lambda it: it.hear(act=ACT, of=OF, said=said())).then_refused("A3.3")


@pytest.mark.parametrize("disposition", list(Disposition))
def test_a3_an_input_is_disposed_of_with_a_reason(disposition: Disposition) -> None:
    given(Consultation, held(), heard()).when(
        lambda it: it.dispose(act=REASONED, of=OF, input_id=INPUT, disposition=disposition)
    ).then(disposed(disposition, REASONED))


def test_a3_4_what_is_declined_is_answered_why_and_what_is_adopted_need_not_be() -> None:
    def dispose(it: Consultation, disposition: Disposition) -> None:
        it.dispose(act=SILENT, of=OF, input_id=INPUT, disposition=disposition)

    facts = (held(), heard())
    given(Consultation, *facts).when(lambda it: dispose(it, Disposition.DECLINED)).then_refused("A3.4")
    given(Consultation, *facts).when(lambda it: dispose(it, Disposition.ADOPTED)).then(
        disposed(Disposition.ADOPTED, SILENT)
    )


def test_a3_2_only_what_was_said_is_disposed_of() -> None:
    given(Consultation, held()).when(
        lambda it: it.dispose(act=ACT, of=OF, input_id=INPUT, disposition=Disposition.ADOPTED)
    ).then_refused("A3.2")


def test_a3_5_an_input_without_a_disposition_blocks_the_approval() -> None:
    said = (held(), heard())
    given(Consultation, *said).when(lambda it: it.require_all_answered()).then_refused("A3.5")
    given(Consultation, *said, disposed(Disposition.DECLINED)).when(
        lambda it: it.require_all_answered()
    ).then_nothing()


def test_a3_6_all_three_kinds_are_heard_in_a_session_or_outside_of_any() -> None:
    def require(it: Consultation) -> None:
        it.require_all_heard(1)

    without_public = held(tuple(each for each in ALL if each.kind != Participant.PUBLIC))
    given(Consultation).when(require).then_refused("A3.6")
    given(Consultation, without_public).when(require).then_refused("A3.6")
    given(Consultation, without_public, heard(Participant.PUBLIC, None)).when(require).then_nothing()
    given(Consultation, held()).when(require).then_nothing()


def test_a3_6_a_draft_that_was_changed_after_its_check_is_heard_on_anew() -> None:
    """What was said before stays, and is still to be answered."""
    given(Consultation, held(), heard()).when(lambda it: it.require_all_heard(2)).then_refused("A3.6")
    given(Consultation, held(), heard()).when(lambda it: it.require_all_answered()).then_refused("A3.5")
    again = msgspec.structs.replace(held(), round=2)
    given(Consultation, held(), again).when(lambda it: it.require_all_heard(2)).then_nothing()
    second = msgspec.structs.replace(OF, round=2)
    given(Consultation, held()).when(lambda it: it.hear(act=ACT, of=second, said=said())).then(
        msgspec.structs.replace(heard(), round=2)
    )
