"""Public satisfaction surveys (SKM): what nine elements of a service come to, and what is done about it (D6)."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec
import strawberry

from kinerja.application.surveys import OpenSurvey, PublishFollowUpPlan, RecordSurveyForms
from kinerja.domain import satisfaction
from kinerja.domain.ids import survey_id
from kinerja.domain.rules.skm import satisfaction_policy
from kinerja.domain.satisfaction import SurveySums
from kinerja.domain.service_vocabulary import ServiceElement, ServiceGrade
from kinerja.graphql.collections import Collection
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.declaring import column, document, edge, many, node_id, readable, text
from kinerja.graphql.filtering import having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import OrgUnit
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import Date, DateTime, DecimalString
from kinerja.graphql.services import Service
from kinerja.graphql.views.surveys import SATISFACTION_INDICES, SURVEY_ELEMENTS, SURVEY_RESULTS
from kinerja.projections.surveys import FOLLOW_UP_ITEMS, FOLLOW_UP_PLANS, SURVEYS

_BY_ROUND = Ordering(("round", "id"), ("text", "uuid"))
_BY_SCOPE = Ordering(("round", "scope_id"), ("text", "uuid"))
_PLAN = ("survey_id", "number")


def _sums(stored: Mapping[str, Any]) -> SurveySums:
    return msgspec.convert(stored, SurveySums, strict=False)


def _of_one(found: Callable[[SurveySums], Any]) -> Callable[[Any, Any], Any]:
    """What the rules make of the sums of a survey; null without any."""
    return lambda stored, _: None if stored is None else found(_sums(stored))


def _of_several(found: Callable[[Sequence[SurveySums]], Any]) -> Callable[[Any, Any], Any]:
    return lambda stored, _: None if stored is None else found([_sums(each) for each in stored])


def _graded(surveys: Sequence[SurveySums], index: Decimal) -> ServiceGrade:
    return satisfaction.grade_of(index, satisfaction.newest_policy(surveys))


def _grade(sums: SurveySums) -> ServiceGrade:
    return _graded([sums], satisfaction.index(sums))


def _weighted_grade(surveys: Sequence[SurveySums]) -> ServiceGrade:
    return _graded(surveys, satisfaction.respondent_weighted(surveys))


def _mean_grade(surveys: Sequence[SurveySums]) -> ServiceGrade:
    return _graded(surveys, satisfaction.mean_of_services(surveys))


def _sample_size(stored: Mapping[str, Any] | None, _: Any) -> int | None:
    return None if stored is None else _asked_for(stored)


def _sample_reached(stored: Mapping[str, Any] | None, _: Any) -> bool | None:
    return None if stored is None else stored["answers"] >= _asked_for(stored)


def _asked_for(stored: Mapping[str, Any]) -> int:
    return satisfaction.sample_size(stored["population"], satisfaction_policy(stored["policy"]))


@readable(SURVEY_ELEMENTS, "What was answered about one element of a service.")
class SurveyElement:
    """Made of released answers alone."""

    place: int = column("Its place among the nine, from 1: U1 to U9.")
    element: ServiceElement = column("The element.")
    answers: int = column("Released answers that it is the mean of.")
    mean: DecimalString = column("Mean of the answers (NRR), 1.00 to 4.00, 2 decimals, half up.")


@readable(SURVEY_RESULTS, "What a survey says, as far as it is released.")
class SurveyResult:
    """Made of released answers alone, each at least five together: what is not released counts nowhere. The index
    is counted in exact fractions and rounded once."""

    respondents: int = column("How many answers are released.", of="answers")
    elements: list[SurveyElement] = many(
        "survey_id", ("place",), "The nine elements, in their order.", key="survey_id"
    )
    ikm: DecimalString = document(
        _of_one(satisfaction.index),
        "The index (IKM): 25 times the weighted sum of the means, 25.00 to 100.00, 2 decimals, half up.",
        of="sums",
    )
    grade: ServiceGrade = document(_of_one(_grade), "The grade (mutu) of the rounded index.", of="sums")
    lowest: list[ServiceElement] = document(
        _of_one(satisfaction.lowest),
        "The three elements with the lowest means, the lowest first; of equal ones in the order of the elements.",
        of="sums",
    )
    sample_size: int | None = document(
        _sample_size,
        "How many answers a population of that size asks for (Krejcie and Morgan); null where it is not known.",
        of="sample",
    )
    sample_reached: bool | None = document(
        _sample_reached,
        "Whether so many are released; false is a warning that the index may not speak for all who were served. Null"
        " where the population is not known.",
        of="sample",
    )
    previous_round: str | None = column(
        "The last round before, of the same kind, whose survey of the service is released: a month is held against a"
        " month, a year against a year. Null: there is none."
    )
    change: DecimalString | None = document(
        lambda stored, _: None if stored is None else satisfaction.change(*map(_sums, stored)),
        "The index less that of the survey before, both as published, 2 decimals; null without one that everybody"
        " reads.",
        of="trend",
    )


@readable(FOLLOW_UP_ITEMS, "What is done about an element of a service after a survey.")
class FollowUpItem:
    """As it was published."""

    number: int = column("Version of the plan that it is part of.")
    place: int = column("Its place in the plan, from 1.")
    element: ServiceElement = column("The element that is to become better.")
    action: str = column("What is done.")
    due_on: Date = column("By which day.")
    unit: OrgUnit | None = edge("unit_id", "The unit that answers for it.")


@readable(FOLLOW_UP_PLANS, "What is done about a survey (rencana tindak lanjut), in one of its versions.")
class FollowUpPlan:
    """The newest stands; those before stay visible."""

    number: int = column("Version, from 1.")
    published_at: DateTime = column("When it was published.")
    reason: str | None = text(
        "Why it was published; null without a reason, when it is erased, and for whom it is not."
    )
    items: list[FollowUpItem] = many(_PLAN, ("place",), "What is done, in order.", key=_PLAN)


@readable(SURVEYS, "A public satisfaction survey (survei kepuasan masyarakat) of a service in a round.")
class SatisfactionSurvey(Node):
    """Read by everybody without a login. Nothing in it changes when somebody answers."""

    id: strawberry.ID = node_id()
    service: Service | None = edge("service_id", "The service.")
    unit: OrgUnit | None = edge("unit_id", "The unit that gave the service when it was opened.")
    collection: Collection | None = edge("collection_id", "What is asked and promised, and where it stands.")
    round: str = column("The round, such as 2025-S1.")
    population: int | None = column("How many were served; null where it is not known.")
    policy: str = column("Id of the rules by which it is counted.")
    opened_on: Date = column("First day.")
    closes_on: Date = column("Last day on which answers are taken.")
    result: SurveyResult | None = edge("id", "What it says; null before anything is released.")
    follow_ups: int = column("How many versions of a follow-up plan were published; 0: none was.")
    follow_up_plans: list[FollowUpPlan] = many(
        "survey_id", ("number",), "What is done about it, by version; the last one stands."
    )
    version: int = column("Version of the object; an answer does not change it.")


@readable(SATISFACTION_INDICES, "What surveys of one round say together: of a unit and those below it, or of all.")
class SatisfactionIndex:
    """Made of released answers alone. Counted in exact fractions; each index is rounded once: 2 decimals, half up."""

    round: str = column("The round.")
    unit: OrgUnit | None = edge("unit_id", "The unit, with all below it; null: the whole agency.")
    services: int = column("How many services have released answers of the round.")
    respondents: int = column("How many answers are released.", of="answers")
    weighted: DecimalString = document(
        _of_several(satisfaction.respondent_weighted), "The index (IKM) where every answer counts alike.", of="sums"
    )
    weighted_grade: ServiceGrade = document(
        _of_several(_weighted_grade), "The grade of that rounded index.", of="sums"
    )
    mean_of_services: DecimalString = document(
        _of_several(satisfaction.mean_of_services), "The index (IKM) where every service counts alike.", of="sums"
    )
    mean_grade: ServiceGrade = document(_of_several(_mean_grade), "The grade of that rounded index.", of="sums")


@strawberry.input(description="Which surveys.")
class SatisfactionSurveyFilter:
    """All conditions together."""

    service_id: strawberry.ID | None = of("Service", "Of this service.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Of services of this unit.")
    round: str | None = having("Of this round.")


@strawberry.input(description="Which indices.")
class SatisfactionIndexFilter:
    """All conditions together."""

    unit_id: strawberry.ID | None = of("OrgUnit", "Of this unit with those below it.")
    round: str | None = having("Of this round.")


@strawberry.type(description="Surveys of services.")
class SurveysQuery:
    """Root fields."""

    satisfaction_surveys: Connection[SatisfactionSurvey] = list_field(
        SatisfactionSurvey,
        "Public satisfaction surveys, by round; also without a login.",
        _BY_ROUND,
        SatisfactionSurveyFilter,
    )
    satisfaction_indices: Connection[SatisfactionIndex] = list_field(
        SatisfactionIndex,
        "Indices of public satisfaction of units and of the whole agency, by round; also without a login.",
        _BY_SCOPE,
        SatisfactionIndexFilter,
    )


MUTATIONS = (
    Mutation(
        OpenSurvey,
        SatisfactionSurvey,
        "survey",
        lambda made: survey_id(made.agency, made.command.service_id, made.command.round),
    ),
    Mutation(RecordSurveyForms, SatisfactionSurvey, "survey", lambda made: made.command.survey_id),
    Mutation(PublishFollowUpPlan, SatisfactionSurvey, "survey", lambda made: made.command.survey_id),
)
