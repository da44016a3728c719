"""Feedback of citizens on visits: tokens, feedback without a login, how satisfied they are, erasure (D5)."""

import io

import segno
import strawberry

from kinerja.application.public_feedback import (
    EraseComment,
    ErasePublicFeedback,
    GivePublicFeedback,
    IssueFeedbackToken,
)
from kinerja.domain.voice_vocabulary import GroupStatus
from kinerja.graphql.collections import Collection, ReleasedComment
from kinerja.graphql.commanding import Given, Made, Mutation
from kinerja.graphql.context import Context
from kinerja.graphql.declaring import column, edge, readable
from kinerja.graphql.encounters import ServiceEncounter
from kinerja.graphql.filtering import having, of
from kinerja.graphql.listing import list_field
from kinerja.graphql.organisation import Employee, OrgUnit, Position
from kinerja.graphql.paging import Connection, Ordering
from kinerja.graphql.scalars import DecimalString
from kinerja.graphql.services import Service
from kinerja.graphql.views.public_feedback import OFFICER_SATISFACTIONS, SERVICE_SATISFACTIONS

_BY_QUARTER = Ordering(("service_id", "quarter"), ("uuid", "text"))
_BY_OFFICER = Ordering(("service_id", "quarter", "employee_id", "position_id"), ("uuid", "text", "uuid", "uuid"))
_QUARTER = "The quarter in which the tokens were given, such as 2025-Q1."
_COLLECTION = "The collection: until when answers are taken, and what is promised."
_MEAN = "Mean of what they said, 1 (not satisfied) to 4 (very satisfied), 2 decimals, half up"


@readable(SERVICE_SATISFACTIONS, "How satisfied citizens are with a service, by quarter.")
class ServiceSatisfaction:
    """Told of at least three officers' service together: of fewer, one of them could be worked out."""

    service: Service | None = edge("service_id", "The service.")
    quarter: str = column(_QUARTER)
    unit: OrgUnit | None = edge("unit_id", "The unit that gives it.")
    collection: Collection | None = edge(
        "collection_id", "The collection: until when answers are taken, what is promised."
    )
    status: GroupStatus = column("Whether it is told. Too few answers look the same as none.")
    answers: int | None = column("Answers that are told; null where none are.")
    mean: DecimalString | None = column(f"{_MEAN}; null where none are told.")


@readable(OFFICER_SATISFACTIONS, "How satisfied citizens are with an officer's service, by quarter.")
class OfficerSatisfaction:
    """Of at least ten answers. For the officer, those who judge them, administrators and the mandated."""

    service: Service | None = edge("service_id", "The service.")
    quarter: str = column(_QUARTER)
    officer: Employee | None = edge("employee_id", "Who had the visits in hand, or ended them.")
    position: Position | None = edge("position_id", "In which position.")
    unit: OrgUnit | None = edge("unit_id", "The unit that gives the service.")
    collection: Collection | None = edge(
        "collection_id", "The collection: until when answers are taken, what is promised."
    )
    answers: int = column("Answers that are told.")
    mean: DecimalString = column(f"{_MEAN}.")


@strawberry.input(description="Which services in which quarters.")
class ServiceSatisfactionFilter:
    """All conditions together."""

    service_id: strawberry.ID | None = of("Service", "Of this service.")
    unit_id: strawberry.ID | None = of("OrgUnit", "Of services of this unit.")
    quarter: str | None = having("In this quarter, such as 2025-Q1.")


@strawberry.input(description="Which officers in which quarters.")
class OfficerSatisfactionFilter:
    """All conditions together."""

    service_id: strawberry.ID | None = of("Service", "Of this service.")
    officer_id: strawberry.ID | None = of("Employee", "Of this officer.", column="employee_id")
    quarter: str | None = having("In this quarter, such as 2025-Q1.")


@strawberry.type(description="How satisfied citizens are.")
class PublicFeedbackQuery:
    """Root fields."""

    service_satisfactions: Connection[ServiceSatisfaction] = list_field(
        ServiceSatisfaction,
        "How satisfied citizens are with services, for everybody to read.",
        _BY_QUARTER,
        ServiceSatisfactionFilter,
    )
    officer_satisfactions: Connection[OfficerSatisfaction] = list_field(
        OfficerSatisfaction,
        "How satisfied citizens are with the service of single officers, for whom that is to read.",
        _BY_OFFICER,
        OfficerSatisfactionFilter,
    )


def _token(context: Context, made: Made) -> str:
    return context.gateway.feedback_token(made.agency, made.command_id)


def _link(context: Context, made: Made) -> str:
    return f"{context.gateway.public_url}/u/{made.agency}/{_token(context, made)}"


def _qr_code(context: Context, made: Made) -> str:
    """With a quiet zone, and enough redundancy to be read from a creased sheet."""
    link, file = _link(context, made), io.BytesIO()
    segno.make(link, error="m", micro=False).save(file, kind="svg", border=4, omitsize=True, title=link)
    return file.getvalue().decode()


_GIVEN = (
    Given(
        "token",
        str,
        "The token. It is stored nowhere: only this command, repeated, gives it again. Null when it was refused.",
        _token,
    ),
    Given("link", str, "The address of the page for it; null when it was refused.", _link),
    Given("qr_code", str, "That address as a QR code, an SVG file of any size; null when it was refused.", _qr_code),
)
MUTATIONS = (
    Mutation(IssueFeedbackToken, ServiceEncounter, "encounter", lambda made: made.command.encounter_id, gives=_GIVEN),
    Mutation(GivePublicFeedback),
    Mutation(ErasePublicFeedback),
    Mutation(EraseComment, ReleasedComment, "comment", lambda made: made.command.comment_id),
)
