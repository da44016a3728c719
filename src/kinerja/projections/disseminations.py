"""Disseminations and acknowledgements as they are read."""

from kinerja.domain.disseminations import DisseminationStarted, StandardAcknowledged
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import (
    ID,
    Table,
    date,
    moment,
    number,
    sealed,
    text,
    texts,
    uuid,
    uuids,
)

DISSEMINATIONS = Table(
    "disseminations",
    key=(ID,),
    columns=(
        uuid("standard_id"),
        number("number"),
        text("title"),
        uuids("positions"),
        uuids("units"),
        date("due_on", nullable=True),
        moment("started_at"),
    ),
    indexes=(("standard_id", "started_at", "id"), ("started_at", "id")),
)
DISSEMINATION_QUESTIONS = Table(
    "dissemination_questions",
    key=(uuid("dissemination_id"), number("number")),
    columns=(text("question"), texts("options"), number("right_option")),
    append_only=True,
)
ACKNOWLEDGEMENTS = Table(
    "acknowledgements",
    key=(ID,),
    columns=(
        uuid("dissemination_id"),
        uuid("employee_id"),
        moment("acknowledged_at"),
        sealed("answers", nullable=True),
    ),
    indexes=(("dissemination_id", "employee_id"), ("employee_id", "acknowledged_at")),
)
TABLES = (DISSEMINATIONS, DISSEMINATION_QUESTIONS, ACKNOWLEDGEMENTS)


def _start(rows: Rows, fact: DisseminationStarted) -> None:
    rows.insert(
        DISSEMINATIONS,
        id=fact.originator_id,
        standard_id=fact.standard_id,
        number=fact.number,
        title=fact.title,
        positions=fact.positions,
        units=fact.units,
        due_on=fact.due_on,
        started_at=fact.act.at,
    )
    for index, question in enumerate(fact.questions):
        rows.insert(
            DISSEMINATION_QUESTIONS,
            dissemination_id=fact.originator_id,
            number=index + 1,
            question=question.text,
            options=question.options,
            right_option=question.right,
        )


def _acknowledge(rows: Rows, fact: StandardAcknowledged) -> None:
    rows.insert(
        ACKNOWLEDGEMENTS,
        id=fact.originator_id,
        dissemination_id=fact.dissemination_id,
        employee_id=fact.employee_id,
        acknowledged_at=fact.act.at,
        answers=text_of(fact, "answers"),
    )


ON: Handlers = {DisseminationStarted: _start, StandardAcknowledged: _acknowledge}
NOT_SHOWN = ()
