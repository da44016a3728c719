"""Public satisfaction surveys (survei kepuasan masyarakat): one for each service and round, and what follows (D6)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.answering import Answered
from kinerja.domain.inputs import refers, says
from kinerja.domain.refusals import Path, Refusal, Words, raise_all, refuse
from kinerja.domain.rulebook.surveys import (
    ELEMENT_MISSING,
    ELEMENT_TWICE,
    FOLLOW_UP_EMPTY,
    FOLLOW_UP_PAST,
    FOLLOW_UP_WITHOUT_REASON,
    OPENED_OTHERWISE,
    POPULATION_TOO_SMALL,
    SCORE_UNKNOWN,
)
from kinerja.domain.rules.voices import VoicePolicy
from kinerja.domain.satisfaction import ELEMENTS, RESPONDENTS, SCORES
from kinerja.domain.service_vocabulary import ServiceElement

_LENGTH_OF_A_YEAR = len("2025")
_HALF_YEAR = "-S"


class ElementScore(msgspec.Struct, frozen=True, kw_only=True):
    """How one element of a service was found."""

    element: Annotated[ServiceElement, says("The element.")]
    score: Annotated[int, says("1 (not good) to 4 (very good).")]


class FollowUpItem(msgspec.Struct, frozen=True, kw_only=True):
    """What is done about an element, until when, by which unit."""

    element: Annotated[ServiceElement, says("The element that is to become better.")]
    action: Annotated[str, says("What is done. Published; nothing about a person.", 1, 1000)]
    due_on: Annotated[date, says("By which day, today or later.")]
    unit_id: Annotated[UUID, refers("OrgUnit", "The unit that answers for it.")]


class SurveyTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What a survey is about: which service of which unit, in which round, of how many who were served.

    ``population`` None: not known. ``policy``: the id of the rules by which it is counted.
    """

    service_id: UUID
    unit_id: UUID
    round: str
    population: int | None
    policy: str


class SurveyOpened(Fact, frozen=True, kw_only=True):
    """Citizens are asked about the nine elements of a service; the collection takes what they answer."""

    label_id: ClassVar[str] = "Survei kepuasan dibuka"
    label_en: ClassVar[str] = "Satisfaction survey opened"
    about: ClassVar[tuple[About, ...]] = (
        About("originator_id", "SatisfactionSurvey"),
        About("collection_id", "Collection"),
        About("service_id", "Service"),
    )

    collection_id: UUID
    service_id: UUID
    terms: SurveyTerms
    opened_on: date
    closes_on: date

    def apply(self, aggregate: "SatisfactionSurvey") -> None:
        aggregate.terms, aggregate.collection_id = self.terms, self.collection_id
        aggregate.closes_on = self.closes_on


class FollowUpPlanPublished(Fact, frozen=True, kw_only=True):
    """What is done about a survey was published, by element; a later version stands in place of an earlier one."""

    label_id: ClassVar[str] = "Rencana tindak lanjut survei diumumkan"
    label_en: ClassVar[str] = "Follow-up plan published"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "SatisfactionSurvey"),)

    number: int
    items: tuple[FollowUpItem, ...]

    def apply(self, aggregate: "SatisfactionSurvey") -> None:
        aggregate.follow_up, aggregate.follow_ups = self.items, self.number


class SatisfactionSurvey(Aggregate):
    """One survey of a service. Answers are streams of their own, which nothing here names."""

    terms: SurveyTerms
    collection_id: UUID
    closes_on: date
    follow_up: tuple[FollowUpItem, ...] = ()
    follow_ups = 0

    def open(self, *, act: Act, collection_id: UUID, terms: SurveyTerms, opened_on: date, closes_on: date) -> None:
        """Open it. Refused D6.5 where its round was opened otherwise, D6.6 for a population of nobody."""
        if self.exists:
            said = msgspec.structs.replace(terms, policy=self.terms.policy)
            if (said, closes_on) == (self.terms, self.closes_on):
                return
            raise refuse(OPENED_OTHERWISE, "round", round=terms.round)
        if terms.population is not None and terms.population < 1:
            raise refuse(POPULATION_TOO_SMALL, "population")
        self.trigger_event(
            SurveyOpened,
            act=act,
            collection_id=collection_id,
            service_id=terms.service_id,
            terms=terms,
            opened_on=opened_on,
            closes_on=closes_on,
        )

    def publish(self, *, act: Act, items: tuple[FollowUpItem, ...], today: date) -> None:
        """Say what is done about it. Refused D6.8 for nothing, D6.9 for days that are over, D6.10 without a reason
        where one stands already."""
        if items and items == self.follow_up:
            return
        raise_all(_plan_faults(items, today))
        if self.follow_ups and act.reason is None:
            raise refuse(FOLLOW_UP_WITHOUT_REASON, "reason")
        self.trigger_event(FollowUpPlanPublished, act=act, number=self.follow_ups + 1, items=items)


class SurveyEntered(Fact, frozen=True, kw_only=True):
    """A survey was entered into the book of its service. What is measured finds it there."""

    label_id: ClassVar[str] = "Survei dicatat dalam buku"
    label_en: ClassVar[str] = "Survey entered"
    about: ClassVar[tuple[About, ...]] = (About("survey_id", "SatisfactionSurvey"), About("service_id", "Service"))

    service_id: UUID
    survey_id: UUID

    def apply(self, aggregate: "SurveyBook") -> None:
        aggregate.entered[self.survey_id] = None


class SurveyBook(Aggregate):
    """The surveys of a service, in the order in which they were opened."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.entered: dict[UUID, None] = {}

    def enter(self, *, act: Act, service_id: UUID, survey_id: UUID) -> None:
        """Enter a survey, once."""
        if survey_id not in self.entered:
            self.trigger_event(SurveyEntered, act=act, service_id=service_id, survey_id=survey_id)


def most_days(round: str, policy: VoicePolicy) -> int:
    """How long the survey of a round is open at most: a half-year or a year for all of it."""
    if len(round) == _LENGTH_OF_A_YEAR:
        return policy.year_days
    return policy.half_year_days if _HALF_YEAR in round else policy.most_days


def form_faults(given: Sequence[ElementScore], path: Path) -> list[Refusal]:
    """All that is wrong with a form: D6.1 for each element that is missing, D6.2 for one twice, D6.3 for a score.

    ``path`` leads to the scores.
    """
    named = {line.element for line in given}
    faults = [Refusal(ELEMENT_MISSING, path, {"element": _words(each)}) for each in ELEMENTS if each not in named]
    seen: set[ServiceElement] = set()
    for index, line in enumerate(given):
        if line.element in seen:
            faults.append(Refusal(ELEMENT_TWICE, (*path, index, "element"), {"element": _words(line.element)}))
        if str(line.score) not in SCORES:
            faults.append(Refusal(SCORE_UNKNOWN, (*path, index, "score")))
        seen.add(line.element)
    return faults


def answered_by(given: Sequence[ElementScore], questions: Sequence[str], options: Sequence[str]) -> Answered:
    """A complete form as the collection takes it."""
    scores = {str(line.element): str(line.score) for line in given}
    return Answered(group=RESPONDENTS, options=tuple(options.index(scores[question]) for question in questions))


def _words(element: ServiceElement) -> Words:
    return Words(element.official, f"{element} (U{ELEMENTS.index(element) + 1})")


def _plan_faults(items: Sequence[FollowUpItem], today: date) -> list[Refusal]:
    if not items:
        return [Refusal(FOLLOW_UP_EMPTY, ("items",))]
    return [
        Refusal(FOLLOW_UP_PAST, ("items", index, "dueOn"), {"due_on": item.due_on.isoformat()})
        for index, item in enumerate(items)
        if item.due_on < today
    ]
