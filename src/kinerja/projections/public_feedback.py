"""What citizens said of visits, as far as it is released: by officer, and of services as a whole (D5).

``erased_words`` says only which streams have words that are to be erased, for the service itself.
"""

from kinerja.domain.answering import FeedbackErased
from kinerja.domain.cells import OTHERS, Cell
from kinerja.domain.comments import CommentErased
from kinerja.domain.feedback_tokens import FeedbackTokenKept
from kinerja.domain.releasing import AnswersReleased
from kinerja.domain.texts import TextCategory
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.tables import ID, Table, decimal, flag, number, uuid

OFFICER_CELLS = Table(
    "officer_cells",
    key=(uuid("collection_id"), number("number"), uuid("employee_id"), uuid("position_id")),
    columns=(number("answers"), decimal("total")),
    indexes=(("employee_id", "position_id"),),
    append_only=True,
)
SERVICE_CELLS = Table(
    "service_cells",
    key=(uuid("collection_id"), number("number")),
    columns=(number("answers"), decimal("total")),
    append_only=True,
)
ERASED_WORDS = Table(
    "erased_words",
    key=(ID,),
    columns=(uuid("collection_id"), flag("released")),
)
TABLES = (OFFICER_CELLS, SERVICE_CELLS, ERASED_WORDS)


def is_of_officers(cell: Cell) -> bool:
    """Whether a cell is about the service of one officer, or of several."""
    return cell.officer is not None or cell.group == OTHERS


def write_cells(rows: Rows, fact: AnswersReleased) -> None:
    """The cells of officers, and what is told of the service as a whole."""
    key = {"collection_id": fact.collection_id, "number": fact.number}
    for cell in fact.cells:
        if cell.officer is not None:
            of = {"employee_id": cell.officer.employee_id, "position_id": cell.officer.position_id}
            rows.insert(OFFICER_CELLS, **key, **of, answers=cell.answers, total=cell.lines[0].total)
    for cell in fact.whole:
        rows.insert(SERVICE_CELLS, **key, answers=cell.answers, total=cell.lines[0].total)


def _erase(rows: Rows, fact: FeedbackErased) -> None:
    rows.put(ERASED_WORDS, id=fact.originator_id, collection_id=fact.collection_id, released=False)


def erase_released(rows: Rows, fact: CommentErased) -> None:
    """Words that were shown are shown no more, also as of before."""
    rows.forget(fact.originator_id, TextCategory.COMMENT)
    rows.put(ERASED_WORDS, id=fact.originator_id, collection_id=fact.collection_id, released=True)


ON: Handlers = {FeedbackErased: _erase}
NOT_SHOWN = (FeedbackTokenKept,)
