"""Break-glass: recorded by a command, then read from the log by the inspector who gave it (H9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from kinerja.application.agency_log import AgencyLog
from kinerja.application.authorities import chain_above, covers_unit
from kinerja.application.collecting import CollectionId
from kinerja.application.commands import Command
from kinerja.application.inputs import MandatoryReason
from kinerja.application.releasing import comment_stream
from kinerja.application.services import officers_ever
from kinerja.application.work import Work
from kinerja.domain.act import Letter
from kinerja.domain.agency import Agency, RoleHolder
from kinerja.domain.answering import Answer, AnswerGiven, unpacked
from kinerja.domain.cells import named
from kinerja.domain.collecting import Asked, Collection
from kinerja.domain.comments import Comment
from kinerja.domain.disclosing import Disclosure
from kinerja.domain.ids import releases_id, stream_id
from kinerja.domain.inputs import says
from kinerja.domain.releasing import Releases
from kinerja.domain.rules.terms import TermStatus
from kinerja.domain.services import Service
from kinerja.domain.vocabulary import Role
from kinerja.domain.working_days import local_date

_SEALED = "SELECT answer FROM log.sealed_answers(%s, %s, %s)"
_ALL = 2**31 - 1


class BreakGlass(Command, frozen=True, kw_only=True):
    """Open the answers of a collection, with who gave them, for a case.

    Whoever it is about, and whoever answered, is not told; inspectors and auditors in whose scope it is, and the
    administrators, see that it was done, by whom and why. The answers are then read with `disclosedAnswers`, by who
    gave this command and nobody else, also those given meanwhile, for thirty days and while the mandate holds. Nobody
    of the side that it is about opens it: not the employee, nobody above the employee, nobody who gives the service.
    """

    action: ClassVar[str] = "breakGlass"

    collection_id: CollectionId
    reason: MandatoryReason = None
    letter: Annotated[Letter, says("The letter of the case; that of the mandate is recorded anyway.")]

    def decide(self, work: Work) -> None:
        collection = work.load(Collection, self.collection_id, "collectionId")
        act = work.act(work.permit(unit_id=collection.asked.unit_id), reason=self.reason)
        disclosure = work.find(Disclosure, work.made("disclosure"))
        side = _side(work, collection.asked)
        disclosure.break_glass(act=act, of=collection, case=self.letter, today=work.today, side=side)


def _side(work: Work, asked: Asked) -> set[UUID]:
    """Whom answers are about: the employee and who leads them, or all who give or gave the service."""
    if asked.service_id is not None:
        service = work.load(Service, asked.service_id)
        return {officer.employee_id for officer in officers_ever(work, service)}
    if asked.employee_id is None or asked.position_id is None:
        return set()
    above = chain_above(work, asked.position_id)
    return {asked.employee_id, *(held.employee_id for post in above for held in post.holders_on(work.today))}


@dataclass(frozen=True)
class DisclosedAnswer:
    """What one giver answered last, opened.

    ``giver`` is there when ``giver_status`` is PRESENT: NOT_APPLICABLE is who has no login, ERASED whose key is gone.
    ``group`` and ``chosen`` (question and option, in order) are None and empty unless ``answer_status`` is PRESENT.
    ``officer``: of whose service a citizen said it. ``comment_status`` ABSENT: nothing was said in words.
    """

    id: UUID
    giver: UUID | None
    giver_status: TermStatus
    group: str | None
    officer: UUID | None
    chosen: tuple[tuple[str, str], ...]
    answer_status: TermStatus
    comment: str | None
    comment_status: TermStatus
    given_at: datetime
    released: bool


class Disclosed:
    """The answers of one disclosure: which there are, and each opened when it is asked for."""

    def __init__(self, log: AgencyLog, disclosure: Disclosure) -> None:
        self._log = log
        self._collection_id = disclosure.collection_id
        self._asked = log.load(Collection, disclosure.collection_id).asked
        self._released = log.load(Releases, releases_id(log.agency, disclosure.collection_id)).released
        self.ids = sorted(self._released | set(self._sealed()))
        """All answers, in the order of ids that are keyed hashes."""

    def open(self, ids: Sequence[UUID]) -> list[DisclosedAnswer]:
        """Some of them."""
        return [self._open(id) for id in ids]

    def _sealed(self) -> list[UUID]:
        with self._log.recorder.datastore.scoped(self._log.agency) as connection:
            rows = connection.execute(_SEALED, [self._log.agency, self._collection_id, _ALL])
            return [row["answer"] for row in rows]

    def _open(self, id: UUID) -> DisclosedAnswer:
        answer = self._log.load(Answer, id)
        fact = answer.newest
        giver, giver_status = self._giver(fact)
        said = self._log.clear_text(fact, "answer")
        answered = None if said is None else unpacked(said)
        group, officer = (None, None) if answered is None else named(answered.group, self._asked)
        unread = fact.comment is None or answer.erased or self._comment(id).erased
        comment = None if unread else self._log.clear_text(fact, "comment")
        return DisclosedAnswer(
            id=id,
            giver=giver,
            giver_status=giver_status,
            group=group,
            officer=officer.employee_id if officer else None,
            chosen=_chosen(self._asked, answered.options) if answered else (),
            answer_status=TermStatus.PRESENT if answered else TermStatus.ERASED,
            comment=None if comment is None else comment.rstrip(),
            comment_status=TermStatus.ABSENT if fact.comment is None else _status(comment),
            given_at=fact.act.at,
            released=id in self._released,
        )

    def _comment(self, answer_id: UUID) -> Comment:
        """What of it was released in words: erased there, it is gone here before its key is."""
        return self._log.load(Comment, comment_stream(self._log, answer_id))

    def _giver(self, fact: AnswerGiven) -> tuple[UUID | None, TermStatus]:
        if fact.act.giver is None:
            return None, TermStatus.NOT_APPLICABLE
        clear = self._log.clear_text(fact, "act.giver")
        return None if clear is None else UUID(clear), _status(clear)


def disclosed(log: AgencyLog, disclosure_id: UUID, subject: UUID, at: datetime) -> Disclosed | None:
    """The answers of a disclosure, for the inspector who broke the glass, in time and while the mandate holds."""
    disclosure = log.load(Disclosure, disclosure_id)
    today = local_date(at, ZoneInfo(log.load(Agency, stream_id(log.agency, "Agency")).time_zone))
    if not disclosure.read_on(today) or disclosure.inspector_id != subject:
        return None
    holder = log.load(RoleHolder, stream_id(log.agency, "RoleHolder", subject))
    mandates = holder.grants_on(Role.INSPECTOR, today)
    mandated = any(covers_unit(log, mandate, disclosure.unit_id) for mandate in mandates)
    return Disclosed(log, disclosure) if mandated else None


def _chosen(asked: Asked, options: Sequence[int]) -> tuple[tuple[str, str], ...]:
    return tuple((name, asked.options[option]) for name, option in zip(asked.questions, options, strict=True))


def _status(clear: str | None) -> TermStatus:
    return TermStatus.ERASED if clear is None else TermStatus.PRESENT
