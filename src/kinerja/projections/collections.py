"""Collections as they are read: what is asked, what was promised, and what was released. Answers are in no table
that anybody reads: ``sealed_answers`` says only which streams wait, for the service itself."""

from typing import Any

from kinerja.domain.anonymity import AnonymityContract
from kinerja.domain.answering import AnswerGiven
from kinerja.domain.collecting import CollectionClosed, CollectionOpened, ContractTightened
from kinerja.domain.comments import CommentErased, CommentReleased, CommentSetAside
from kinerja.domain.releasing import AnswersReleased
from kinerja.domain.voice_vocabulary import CollectionState
from kinerja.projections.public_feedback import erase_released, is_of_officers, write_cells
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import (
    ID,
    Table,
    date,
    decimal,
    flag,
    moment,
    number,
    sealed,
    text,
    texts,
    uuid,
)

COLLECTIONS = Table(
    "collections",
    key=(ID,),
    columns=(
        text("kind"),
        text("state"),
        uuid("unit_id"),
        texts("relations"),
        texts("questions"),
        texts("options"),
        decimal("divergence"),
        uuid("employee_id", nullable=True),
        uuid("position_id", nullable=True),
        uuid("plan_id", nullable=True),
        uuid("evaluation_id", nullable=True),
        uuid("service_id", nullable=True),
        date("opened_on"),
        date("closes_on"),
        moment("closes_at"),
        moment("closed_at", nullable=True),
        moment("released_at", nullable=True),
        moment("told_at", nullable=True),
        number("releases"),
        number("contract_version"),
        text("policy"),
        number("k"),
        number("k_of_person"),
        number("step"),
        number("step_hours"),
        text("released"),
        text("remainder"),
        texts("disclosed_to"),
        texts("comment_readers"),
        texts("aggregate_readers"),
        moment("tightened_at", nullable=True),
        number("version"),
    ),
    indexes=(
        ("evaluation_id",),
        ("employee_id", "closes_on", "id"),
        ("service_id", "closes_on", "id"),
        ("closes_on", "id"),
        ("state", "closes_at"),
    ),
)
SEALED_ANSWERS = Table(
    "sealed_answers",
    key=(ID,),
    columns=(uuid("collection_id"), number("given")),
    indexes=(("collection_id", "given", "id"),),
)
RELEASED_CELLS = Table(
    "released_cells",
    key=(uuid("collection_id"), number("number"), text("of_group")),
    columns=(number("answers"), moment("released_at")),
    append_only=True,
)
RELEASED_LINES = Table(
    "released_lines",
    key=(uuid("collection_id"), number("number"), text("of_group"), text("question")),
    columns=(number("answers"), decimal("total")),
    append_only=True,
)
RELEASED_COMMENTS = Table(
    "released_comments",
    key=(ID,),
    columns=(
        uuid("collection_id"),
        text("of_group"),
        uuid("employee_id", nullable=True),
        uuid("position_id", nullable=True),
        sealed("comment"),
        moment("released_at"),
        flag("set_aside"),
        sealed("aside_reason", nullable=True),
        flag("erased"),
        number("version"),
    ),
    indexes=(("collection_id", "id"),),
)
TABLES = (COLLECTIONS, SEALED_ANSWERS, RELEASED_CELLS, RELEASED_LINES, RELEASED_COMMENTS)


def _open(rows: Rows, fact: CollectionOpened) -> None:
    asked, opening = fact.asked, fact.opening
    rows.insert(
        COLLECTIONS,
        id=fact.originator_id,
        kind=asked.kind,
        state=CollectionState.OPEN,
        unit_id=asked.unit_id,
        relations=list(asked.relations),
        questions=list(asked.questions),
        options=list(asked.options),
        divergence=asked.divergence,
        employee_id=asked.employee_id,
        position_id=asked.position_id,
        plan_id=asked.plan_id,
        evaluation_id=asked.evaluation_id,
        service_id=asked.service_id,
        opened_on=opening.opened_on,
        closes_on=opening.closes_on,
        closes_at=opening.closes_at,
        closed_at=None,
        released_at=None,
        told_at=None,
        releases=0,
        tightened_at=None,
        version=fact.originator_version,
        **_promised(fact.contract),
    )


def _promised(contract: AnonymityContract) -> dict[str, Any]:
    return {
        "contract_version": contract.version,
        "policy": contract.policy,
        "k": contract.k,
        "k_of_person": contract.k_of_person,
        "step": contract.step,
        "step_hours": contract.step_hours,
        "released": contract.released,
        "remainder": contract.remainder,
        "disclosed_to": list(contract.disclosed_to),
        "comment_readers": list(contract.comments),
        "aggregate_readers": list(contract.aggregates),
    }


def _tighten(rows: Rows, fact: ContractTightened) -> None:
    rows.update(
        COLLECTIONS,
        {"id": fact.originator_id},
        tightened_at=fact.act.at,
        version=fact.originator_version,
        **_promised(fact.contract),
    )


def _close(rows: Rows, fact: CollectionClosed) -> None:
    rows.update(
        COLLECTIONS,
        {"id": fact.originator_id},
        state=CollectionState.CLOSED,
        closed_at=fact.act.at,
        version=fact.originator_version,
    )


def _answer(rows: Rows, fact: AnswerGiven) -> None:
    """That it waits for its release: the collection's own row stays as it is, and so says nothing of it."""
    rows.put(
        SEALED_ANSWERS, keep=("given",), id=fact.originator_id, collection_id=fact.collection_id, given=rows.position
    )


def _release(rows: Rows, fact: AnswersReleased) -> None:
    state = {"state": CollectionState.RELEASED} if fact.last else {}
    # What is of one officer's service is told to few: to others not even that it was released.
    told = fact.last or fact.whole or not all(map(is_of_officers, fact.cells))
    moment_told = {"told_at": fact.act.at} if told else {}
    values = {"releases": fact.number, "released_at": fact.act.at, **moment_told, **state}
    rows.update(COLLECTIONS, {"id": fact.collection_id}, **values)
    for id in fact.answers:
        rows.delete(SEALED_ANSWERS, id=id)
    write_cells(rows, fact)
    for cell in (cell for cell in fact.cells if not is_of_officers(cell)):
        key = {"collection_id": fact.collection_id, "number": fact.number, "of_group": cell.group}
        rows.insert(RELEASED_CELLS, **key, answers=cell.answers, released_at=fact.act.at)
        for line in cell.lines:
            rows.insert(RELEASED_LINES, **key, question=line.question, answers=cell.answers, total=line.total)


def _comment(rows: Rows, fact: CommentReleased) -> None:
    rows.insert(
        RELEASED_COMMENTS,
        id=fact.originator_id,
        collection_id=fact.collection_id,
        of_group=fact.group,
        employee_id=fact.officer.employee_id if fact.officer else None,
        position_id=fact.officer.position_id if fact.officer else None,
        comment=text_of(fact, "comment"),
        released_at=fact.act.at,
        set_aside=False,
        aside_reason=None,
        erased=False,
        version=fact.originator_version,
    )


def _set_aside(rows: Rows, fact: CommentSetAside) -> None:
    rows.update(
        RELEASED_COMMENTS,
        {"id": fact.originator_id},
        set_aside=True,
        aside_reason=text_of(fact, "act.reason"),
        version=fact.originator_version,
    )


def _erase(rows: Rows, fact: CommentErased) -> None:
    rows.update(RELEASED_COMMENTS, {"id": fact.originator_id}, erased=True, version=fact.originator_version)
    erase_released(rows, fact)


ON: Handlers = {
    CollectionOpened: _open,
    ContractTightened: _tighten,
    CollectionClosed: _close,
    AnswerGiven: _answer,
    AnswersReleased: _release,
    CommentReleased: _comment,
    CommentSetAside: _set_aside,
    CommentErased: _erase,
}
NOT_SHOWN = ()
