"""Surveys of services as they are read. What was answered stands in the cells of their collections."""

from kinerja.domain.surveys import FollowUpPlanPublished, SurveyEntered, SurveyOpened
from kinerja.projections.rows import Handlers, Rows, text_of
from kinerja.projections.tables import ID, Table, date, moment, number, sealed, text, uuid

SURVEYS = Table(
    "surveys",
    key=(ID,),
    columns=(
        uuid("collection_id"),
        uuid("service_id"),
        uuid("unit_id"),
        text("round"),
        number("population", nullable=True),
        text("policy"),
        date("opened_on"),
        date("closes_on"),
        number("follow_ups"),
        number("version"),
    ),
    indexes=(("round", "id"), ("service_id", "round"), ("unit_id", "round"), ("collection_id",)),
)
FOLLOW_UP_PLANS = Table(
    "follow_up_plans",
    key=(uuid("survey_id"), number("number")),
    columns=(moment("published_at"), sealed("reason", nullable=True)),
    append_only=True,
)
FOLLOW_UP_ITEMS = Table(
    "follow_up_items",
    key=(uuid("survey_id"), number("number"), number("place")),
    columns=(text("element"), text("action"), date("due_on"), uuid("unit_id")),
    append_only=True,
)
TABLES = (SURVEYS, FOLLOW_UP_PLANS, FOLLOW_UP_ITEMS)


def _open(rows: Rows, fact: SurveyOpened) -> None:
    rows.insert(
        SURVEYS,
        id=fact.originator_id,
        collection_id=fact.collection_id,
        service_id=fact.terms.service_id,
        unit_id=fact.terms.unit_id,
        round=fact.terms.round,
        population=fact.terms.population,
        policy=fact.terms.policy,
        opened_on=fact.opened_on,
        closes_on=fact.closes_on,
        follow_ups=0,
        version=fact.originator_version,
    )


def _publish(rows: Rows, fact: FollowUpPlanPublished) -> None:
    rows.update(SURVEYS, {"id": fact.originator_id}, follow_ups=fact.number, version=fact.originator_version)
    key = {"survey_id": fact.originator_id, "number": fact.number}
    rows.insert(FOLLOW_UP_PLANS, **key, published_at=fact.act.at, reason=text_of(fact, "act.reason"))
    for place, item in enumerate(fact.items, start=1):
        rows.insert(
            FOLLOW_UP_ITEMS,
            **key,
            place=place,
            element=item.element,
            action=item.action,
            due_on=item.due_on,
            unit_id=item.unit_id,
        )


ON: Handlers = {SurveyOpened: _open, FollowUpPlanPublished: _publish}
NOT_SHOWN = (SurveyEntered,)
