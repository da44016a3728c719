"""Commands on public satisfaction surveys: opened, answered on paper, followed up (D6)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from kinerja.application.collecting import Promised, offered, opening
from kinerja.application.commands import Command
from kinerja.application.inputs import Reason
from kinerja.application.services import ServiceId, officers_today
from kinerja.application.survey_answers import answered_form
from kinerja.application.work import Work
from kinerja.domain.answering import Answer, Answered
from kinerja.domain.collecting import Asked, Collection
from kinerja.domain.ids import releases_id, survey_book_id, survey_collection_id, survey_id
from kinerja.domain.inputs import refers, says
from kinerja.domain.organisation import OrgUnit
from kinerja.domain.refusals import Refusal, Refused, raise_all, refuse, refused_at
from kinerja.domain.releasing import Releases
from kinerja.domain.rulebook.surveys import FORM_COUNT, SURVEY_NOT_RELEASED
from kinerja.domain.rules.skm import satisfaction_policy
from kinerja.domain.rules.voices import voice_policy
from kinerja.domain.satisfaction import ELEMENTS, SCORES
from kinerja.domain.services import Service
from kinerja.domain.surveys import ElementScore, FollowUpItem, SatisfactionSurvey, SurveyBook, SurveyTerms, most_days
from kinerja.domain.voice_vocabulary import CollectionKind, Reader, ReleaseMoment

SurveyId = Annotated[UUID, refers("SatisfactionSurvey", "The survey.")]
_ROUND = r"[0-9]{4}(-(S[12]|Q[1-4]|0[1-9]|1[0-2]))?"
_MOST_FORMS = 100


class OpenSurvey(Command, frozen=True, kw_only=True):
    """Ask citizens about the nine elements of a service, anonymously, until a day.

    What they answer is shown to everybody in steps: of all who answered together, and of at least five at a time. One
    that was opened so already is left as it is.
    """

    action: ClassVar[str] = "openSurvey"

    service_id: ServiceId
    round: Annotated[
        str,
        says(
            "The round: a year, half-year, quarter or month.",
            4,
            7,
            pattern=_ROUND,
            form="2025, 2025-S1, 2025-Q1 or 2025-01",
        ),
    ]
    closes_on: Annotated[
        date, says("The last day: from today on, at most 92 days; 184 for a half-year, 366 for a year.")
    ]
    population: Annotated[int | None, says("How many were served, 1 or more; null: not known.")] = None
    promise: Promised = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit())
        service = work.load(Service, self.service_id, "serviceId")
        opened = opening(work, self.closes_on, most_days(self.round, voice_policy()))
        readers = (Reader.OFFICER, Reader.ADMINISTRATOR)
        contract = offered(self.promise, ReleaseMoment.IN_STEPS, readers, (*readers, Reader.PUBLIC))
        survey = work.find(SatisfactionSurvey, survey_id(work.agency, service.id, self.round))
        collection = work.find(Collection, survey_collection_id(work.agency, service.id, self.round))
        survey.open(
            act=act,
            collection_id=collection.id,
            terms=_terms(service, self.round, self.population),
            opened_on=opened.opened_on,
            closes_on=opened.closes_on,
        )
        collection.open(act=act, asked=_asked_of(service), opening=opened, contract=contract)
        book = work.find(SurveyBook, survey_book_id(work.agency, service.id))
        book.enter(act=act, service_id=service.id, survey_id=survey.id)


class SurveyForm(msgspec.Struct, frozen=True, kw_only=True):
    """A form that was filled in on paper."""

    answers: Annotated[tuple[ElementScore, ...], says("One score for each of the nine elements.")]
    comment: Annotated[
        str | None,
        says("What is said in words, shown with those of others to whom the contract names. Sealed.", 1, 2000),
    ] = None


class RecordSurveyForms(Command, frozen=True, kw_only=True):
    """Record forms that were filled in on paper: 1 to 100, all or none.

    An incomplete one is refused with every element that is missing. Each is an answer of its own, which nobody finds
    before it is released with others.
    """

    action: ClassVar[str] = "recordSurveyForms"

    survey_id: SurveyId
    forms: Annotated[tuple[SurveyForm, ...], says("The forms.")]

    def decide(self, work: Work) -> None:
        survey = work.load(SatisfactionSurvey, self.survey_id, "surveyId")
        service = work.load(Service, survey.terms.service_id)
        act = work.act(work.permit(officers=officers_today(work, service)))
        collection = work.load(Collection, survey.collection_id)
        with refused_at("surveyId"):
            collection.must_take_answers(work.at)
        if not 1 <= len(self.forms) <= _MOST_FORMS:
            raise refuse(FORM_COUNT, "forms", most=_MOST_FORMS)
        for place, answered in enumerate(_answered(collection, self.forms)):
            answer = work.find(Answer, _answer_id(work, collection.id, place))
            comment = self.forms[place].comment
            answer.give(act=act, collection_id=collection.id, answered=answered, comment=comment)


class PublishFollowUpPlan(Command, frozen=True, kw_only=True):
    """Say publicly what is done about a survey that was released. Published anew it is a next version."""

    action: ClassVar[str] = "publishFollowUpPlan"
    versioned: ClassVar[str | None] = "the survey"

    survey_id: SurveyId
    items: Annotated[tuple[FollowUpItem, ...], says("What is done, by element.")]
    reason: Reason = None

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), reason=self.reason)
        survey = work.target(SatisfactionSurvey, self.survey_id, "surveyId")
        if not work.find(Releases, releases_id(work.agency, survey.collection_id)).last:
            raise refuse(SURVEY_NOT_RELEASED, "surveyId", action="closeCollection")
        for place, item in enumerate(self.items):
            work.load(OrgUnit, item.unit_id, "items", place, "unitId")
        survey.publish(act=act, items=self.items, today=work.today)


def _terms(service: Service, round: str, population: int | None) -> SurveyTerms:
    return SurveyTerms(
        service_id=service.id,
        unit_id=service.unit_id,
        round=round,
        population=population,
        policy=satisfaction_policy().id,
    )


def _asked_of(service: Service) -> Asked:
    """The nine elements, each from 1 to 4."""
    return Asked(
        kind=CollectionKind.SURVEY,
        unit_id=service.unit_id,
        questions=tuple(map(str, ELEMENTS)),
        options=SCORES,
        scale=tuple(map(Decimal, SCORES)),
        divergence=voice_policy().divergence,
        service_id=service.id,
    )


def _answered(collection: Collection, forms: Sequence[SurveyForm]) -> list[Answered]:
    """What all forms answer. Refused D6.1, D6.2 and D6.3 for all of them at once."""
    found: list[Answered] = []
    refusals: list[Refusal] = []
    for place, form in enumerate(forms):
        try:
            found.append(answered_form(collection, form.answers, ("forms", place, "answers")))
        except Refused as refused:
            refusals += refused.refusals
    raise_all(refusals)
    return found


def _answer_id(work: Work, collection_id: UUID, place: int) -> UUID:
    """The stream of the form at a place of this command: nobody else can work it out."""
    return work.log.claim("Answer", f"{collection_id}/{work.command_id}/{place}")
