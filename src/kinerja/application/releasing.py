"""Releasing what was answered: a step of the service's own, taken once, by whichever process comes first (D4).

What is to be done is read from the read models, as a list of things to look at; what is released is decided on the
log. The command has an id that nobody else can give, and that is another one for every number of answers.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

import msgspec
import psycopg

from kinerja.application.agency_log import AgencyLog
from kinerja.application.collecting import CollectionId, PassCollection
from kinerja.application.commands import Command, Commands, Request
from kinerja.application.holding import held
from kinerja.application.receipts import Receipt
from kinerja.application.work import OPERATOR, Work
from kinerja.domain.act import Act
from kinerja.domain.answering import Answer, unpacked
from kinerja.domain.cells import Chosen, SealedAnswer, chosen, named
from kinerja.domain.collecting import Collection
from kinerja.domain.comments import Comment
from kinerja.domain.ids import releases_id
from kinerja.domain.refusals import Refused
from kinerja.domain.releasing import Releases
from kinerja.domain.texts import Text
from kinerja.domain.voice_vocabulary import CollectionState

_log = logging.getLogger(__name__)
_RELEASER = UUID("5ced0b1e-7c1b-4d57-9a54-0b2d2b2b2b06")
_DUE = "SELECT agency, collection, task, number FROM log.due_collections(%s)"
_TRIED = "SELECT log.tried_release(%s, %s, %s)"
_SEALED = "SELECT answer FROM log.sealed_answers(%s, %s, %s)"
MOST_AT_ONCE = 2_000
"""Answers that one step looks at; where there are more, the next step follows."""
_MORE = 10


class ReleaseAnswers(Command, frozen=True, kw_only=True):
    """Release what was answered, as far as there is enough of it. Given by the service itself.

    ``answers``: the oldest that are not released; ``complete``: there are no others.
    """

    action: ClassVar[str] = "releaseAnswers"

    collection_id: CollectionId
    number: int
    answers: tuple[UUID, ...]
    complete: bool

    def decide(self, work: Work) -> None:
        collection = work.load(Collection, self.collection_id, "collectionId")
        act = self._act(work)
        releases = work.find(Releases, releases_id(work.agency, collection.id))
        given = _given(work, collection, (id for id in self.answers if id not in releases.released))
        last = self.complete and collection.state == CollectionState.CLOSED
        sealed = [SealedAnswer(id=id, answered=unpacked(clear)) for id, (_, clear) in given.items()]
        found = chosen(sealed, collection.asked, collection.contract, last=last)
        releases.release(act=act, of=collection, number=self.number, chosen=found, last=last)
        _release_comments(work, act, collection, found, {id: answer for id, (answer, _) in given.items()})

    def _act(self, work: Work) -> Act:
        """The envelope, with an id that follows from the step alone: the command's follows from how many answered."""
        id = work.log.secrets.own_id(self.collection_id, f"release {self.number}")
        return msgspec.structs.replace(work.act(work.permit()), command_id=id)


def _given(work: Work, collection: Collection, ids: Iterable[UUID]) -> dict[UUID, tuple[Answer, str]]:
    """Each answer with what it says, but for those whose key is deleted."""
    found = {}
    for id in ids:
        answer = work.load(Answer, id)
        fact = answer.newest
        clear = work.log.clear_text(fact, "answer") if fact.collection_id == collection.id else None
        if clear is not None:
            found[id] = (answer, clear)
    return found


def _release_comments(
    work: Work, act: Act, collection: Collection, found: Chosen, given: Mapping[UUID, Answer]
) -> None:
    """Release what was said in words beside released answers, in the order of ids that are keyed hashes."""
    said = []
    for group, answers in found.items():
        for answer in answers:
            clear = _words(work, given[answer.id])
            if clear is not None:
                said.append((comment_stream(work.log, answer.id), group, clear.rstrip()))
    for id, group, clear in sorted(said):
        name, officer = named(group, collection.asked)
        comment = work.find(Comment, id)
        comment.release(act=act, collection_id=collection.id, group=name, comment=Text(clear), officer=officer)


def _words(work: Work, answer: Answer) -> str | None:
    """What was said in words beside an answer; None where nothing was, or it is erased."""
    fact = answer.newest
    return None if fact.comment is None or answer.erased else work.log.clear_text(fact, "comment")


def comment_stream(log: AgencyLog, answer_id: UUID) -> UUID:
    """The stream of the words beside an answer: nobody else can work it out."""
    return log.claim("Comment", str(answer_id))


def release_due(connection: psycopg.Connection[Any], commands: Commands, stopping: threading.Event) -> int:
    """Close and release whatever is due; gives how many collections were looked at.

    Nothing while another process is at it. One that fails is logged and keeps no other from it.
    """
    with held(connection, _RELEASER) as mine:
        due = connection.execute(_DUE, [commands.clock()]).fetchall() if mine else []
        for looked_at, (agency, collection, task, number) in enumerate(due):
            if stopping.is_set():
                return looked_at
            _TASKS[task](connection, commands, agency, collection, number)
        return len(due)


def _close(_: Any, commands: Commands, agency: str, collection: UUID, _number: int) -> None:
    _give(commands, agency, collection, "close", PassCollection(collection_id=collection))


def _step(
    connection: psycopg.Connection[Any], commands: Commands, agency: str, collection: UUID, number: int
) -> None:
    """A step of an open collection. One that released nothing is noted, so that it is not tried with every answer."""
    rows = _sealed(connection, agency, collection, MOST_AT_ONCE)
    done = _release(commands, agency, collection, number, rows, MOST_AT_ONCE)
    connection.execute(_TRIED, [agency, collection, None if done else len(rows)])


def _end(connection: psycopg.Connection[Any], commands: Commands, agency: str, collection: UUID, number: int) -> None:
    """The last steps. The oldest answers may be of so many small groups that none is enough: then more are looked at,
    since nothing would ever be released of them otherwise.
    """
    most = MOST_AT_ONCE
    rows = _sealed(connection, agency, collection, most)
    while not _release(commands, agency, collection, number, rows, most) and len(rows) > most:
        most *= _MORE
        rows = _sealed(connection, agency, collection, most)


def _sealed(connection: psycopg.Connection[Any], agency: str, collection: UUID, most: int) -> Sequence[tuple[UUID]]:
    """The oldest answers that are not released, and one more than is looked at where there is one."""
    return connection.execute(_SEALED, [agency, collection, most + 1]).fetchall()


def _release(
    commands: Commands, agency: str, collection: UUID, number: int, rows: Sequence[tuple[UUID]], most: int
) -> bool:
    """Whether it is done for now: something was released, or it could not be tried."""
    answers = tuple(row[0] for row in rows[:most])
    command = ReleaseAnswers(collection_id=collection, number=number, answers=answers, complete=len(rows) <= most)
    newest = answers[-1] if answers else None
    receipt = _give(commands, agency, collection, f"release {number} of {len(rows)} to {newest}", command)
    return receipt is None or receipt.facts > 0


_TASKS: Mapping[str, Callable[..., None]] = {"CLOSE": _close, "RELEASE": _end, "STEP": _step}


def _give(commands: Commands, agency: str, collection: UUID, what: str, command: Command) -> Receipt | None:
    """The receipt; None where it could not be done."""
    try:
        return commands.execute(Request(agency, OPERATOR, commands.logs.secrets.own_id(collection, what), command))
    except Refused as refused:  # the read models do not show it yet
        _log.info("collection %s of %s is left alone: %s", collection, agency, refused)
    except Exception:
        _log.exception("collection %s of %s could not be released", collection, agency)
    return None
