"""Commands on ratings of behaviour (D2)."""

from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.commands import Command
from kinerja.application.inputs import NOTE_LENGTH, EvaluationId
from kinerja.application.work import Authority, Ratee, Work
from kinerja.domain.evaluation_facts import EvaluationState
from kinerja.domain.evaluations import Evaluation
from kinerja.domain.ids import rating_id
from kinerja.domain.inputs import says
from kinerja.domain.ratings import BehaviorRating, Rating, RatingOf
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.evaluations import ALREADY_RATED
from kinerja.domain.rulebook.ratings import NOT_ASKED
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import CoreValue, RatingLevel, Relation


class BehaviorRatingInput(msgspec.Struct, frozen=True, kw_only=True):
    """The level given to one value."""

    value: Annotated[CoreValue, says("The value.")]
    level: Annotated[RatingLevel, says("How the behaviour compares with what was expected.")]


class SaveRating(Command, frozen=True, kw_only=True):
    """Save levels for some or all of the seven values; it does not count before it is made final."""

    action: ClassVar[str] = "saveRating"
    versioned: ClassVar[str | None] = "the viewer's own rating; 0 while there is none"

    evaluation_id: EvaluationId
    levels: Annotated[tuple[BehaviorRatingInput, ...], says("At most one level for each value.")]
    note: Annotated[str | None, says("What is to be said about it. Sealed.", 1, NOTE_LENGTH)] = None

    def decide(self, work: Work) -> None:
        rating, of, authority = _rating(work, self.evaluation_id)
        rating.save(
            act=work.act(authority),
            of=of,
            levels=tuple(BehaviorRating(value=line.value, level=line.level) for line in self.levels),
            note=Text(self.note) if self.note else None,
        )


class FinalizeRating(Command, frozen=True, kw_only=True):
    """Make one's saved rating final; it counts from here on."""

    action: ClassVar[str] = "finalizeRating"
    versioned: ClassVar[str | None] = "the viewer's own rating; 0 while there is none"

    evaluation_id: EvaluationId

    def decide(self, work: Work) -> None:
        rating, _, authority = _rating(work, self.evaluation_id)
        rating.finalize(act=work.act(authority))


def _rating(work: Work, evaluation_id: UUID) -> tuple[Rating, RatingOf, Authority]:
    """The actor's own rating in an evaluation. Refused E1.8, E1.5 once it is judged, D2.5 from a side not asked."""
    evaluation = work.load(Evaluation, evaluation_id, "evaluationId")
    authority = work.permit(Ratee(evaluation.employee_id, evaluation.position_id))
    evaluation.must_stand()
    if evaluation.state != EvaluationState.OPENED:
        raise refuse(ALREADY_RATED, "evaluationId", state=evaluation.state)
    relation = Relation.SELF if work.subject == evaluation.employee_id else Relation.SUPERIOR
    if relation not in evaluation.asked:
        raise refuse(NOT_ASKED, "evaluationId", relation=relation)
    of = RatingOf(
        evaluation_id=evaluation.id,
        plan_id=evaluation.plan_id,
        employee_id=evaluation.employee_id,
        rater_id=work.subject,
        relation=relation,
    )
    rating = work.begun(Rating, rating_id(work.agency, evaluation.id, relation, work.subject))
    return rating, of, authority
