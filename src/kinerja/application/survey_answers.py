"""A form of a survey as its collection takes it, wherever it comes from: paper, or a page without login (D6)."""

from collections.abc import Sequence

from kinerja.domain.answering import Answered
from kinerja.domain.collecting import Collection
from kinerja.domain.refusals import Path, raise_all
from kinerja.domain.surveys import ElementScore, answered_by, form_faults


def answered_form(collection: Collection, given: Sequence[ElementScore], path: Path) -> Answered:
    """The answer that a form gives. Refused D6.1 for every element that is missing, D6.2, D6.3, all at once.

    ``path`` leads to the scores in the input.
    """
    raise_all(form_faults(given, path))
    return answered_by(given, collection.asked.questions, collection.asked.options)
