"""Consultations as they are read: sessions, what was said, and what became of it."""

from kinerja.domain.consultations import ConsultationInputDisposed, ConsultationInputGiven, ConsultationSessionHeld
from kinerja.domain.ids import standard_version_id
from kinerja.domain.standard_vocabulary import Participant
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, moment, number, sealed, text, uuid

CONSULTATION_SESSIONS = Table(
    "consultation_sessions",
    key=(ID,),
    columns=(
        uuid("version_id"),
        uuid("standard_id"),
        number("round"),
        date("held_on"),
        text("place"),
        number("employees"),
        number("superiors"),
        number("representatives"),
    ),
    indexes=(("version_id", "held_on", "id"),),
)
CONSULTATION_INPUTS = Table(
    "consultation_inputs",
    key=(ID,),
    columns=(
        uuid("version_id"),
        uuid("standard_id"),
        number("round"),
        uuid("session_id", nullable=True),
        text("kind"),
        uuid("giver_id", nullable=True),
        sealed("giver_name", nullable=True),
        sealed("said"),
        moment("given_at"),
        text("disposition", nullable=True),
        sealed("reason", nullable=True),
        moment("disposed_at", nullable=True),
        uuid("disposed_by", nullable=True),
    ),
    indexes=(("version_id", "given_at", "id"), ("standard_id", "given_at", "id"), ("giver_id", "given_at", "id")),
)
TABLES = (CONSULTATION_SESSIONS, CONSULTATION_INPUTS)


def _hold(rows: Rows, fact: ConsultationSessionHeld) -> None:
    counts = {kind: sum(each.count for each in fact.heard if each.kind == kind) for kind in Participant}
    rows.insert(
        CONSULTATION_SESSIONS,
        id=fact.session_id,
        version_id=standard_version_id(fact.standard_id, fact.number),
        standard_id=fact.standard_id,
        round=fact.round,
        held_on=fact.held_on,
        place=fact.place,
        employees=counts[Participant.EMPLOYEE],
        superiors=counts[Participant.SUPERIOR],
        representatives=counts[Participant.PUBLIC],
    )


def _hear(rows: Rows, fact: ConsultationInputGiven) -> None:
    rows.insert(
        CONSULTATION_INPUTS,
        id=fact.input_id,
        version_id=standard_version_id(fact.standard_id, fact.number),
        standard_id=fact.standard_id,
        round=fact.round,
        session_id=fact.session_id,
        kind=fact.kind,
        giver_id=None if fact.giver_name is not None else fact.giver_id,
        giver_name=text_of(fact, "giver_name"),
        said=text_of(fact, "text"),
        given_at=fact.act.at,
        disposition=None,
        reason=None,
        disposed_at=None,
        disposed_by=None,
    )


def _dispose(rows: Rows, fact: ConsultationInputDisposed) -> None:
    rows.update(
        CONSULTATION_INPUTS,
        {"id": fact.input_id},
        disposition=fact.disposition,
        reason=text_of(fact, "act.reason"),
        disposed_at=fact.act.at,
        disposed_by=fact.act.by,
    )


ON: Handlers = {
    ConsultationSessionHeld: _hold,
    ConsultationInputGiven: _hear,
    ConsultationInputDisposed: _dispose,
}
NOT_SHOWN = ()
