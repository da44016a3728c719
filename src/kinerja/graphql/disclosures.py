"""Break-glass: that answers were opened, and to who opened them the answers themselves (H9)."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from kinerja.application.disclosing import BreakGlass, DisclosedAnswer
from kinerja.domain.rules.terms import TermStatus
from kinerja.graphql.collections import Collection
from kinerja.graphql.commanding import Mutation
from kinerja.graphql.context import Info
from kinerja.graphql.declaring import column, edge, node_id, readable, text
from kinerja.graphql.filtering import id_in, of
from kinerja.graphql.listing import list_field, root_field
from kinerja.graphql.node import Node
from kinerja.graphql.organisation import Employee, OrgUnit
from kinerja.graphql.paging import (
    After,
    Before,
    Connection,
    Edge,
    First,
    Last,
    Ordering,
    Page,
    PageInfo,
    cursor_of,
    page,
    parse_cursor,
)
from kinerja.graphql.scalars import Date, DateTime
from kinerja.projections.disclosures import DISCLOSURES

_BY_TIME = Ordering(("broken_at", "id"), ("timestamptz", "uuid"), descending=True)
_BY_ID = Ordering(("id",), ("uuid",))


@readable(DISCLOSURES, "That an inspector opened the answers of a collection for a case (break-glass).")
class Disclosure(Node):
    """For inspectors and auditors in scope and for administrators, unless the collection is about them."""

    id: strawberry.ID = node_id()
    collection: Collection | None = edge("collection_id", "Whose answers were opened.")
    unit: OrgUnit | None = edge("unit_id", "The unit of the collection, which the mandate covers.")
    inspector: Employee | None = edge("inspector_id", "Who opened them; null for somebody from outside the agency.")
    reason: str | None = text("Why; null when it is erased.")
    case_number: str = column("Number of the letter of the case.")
    case_issuer: str = column("Who issued the letter of the case.")
    case_date: Date = column("Date of the letter of the case.")
    mandate_number: str = column("Number of the letter of the mandate.")
    broken_at: DateTime = column("When they were opened.")
    until: Date | None = column("Last day on which they are read; null: as long as the mandate holds.")
    version: int = column("Version of the object; reading the answers does not change it.")


@strawberry.type(description="The option that was chosen for a question.")
class DisclosedChoice:
    """One line of an answer."""

    question: str = strawberry.field(description="Code of the question, as in the collection's `questions`.")
    option: str = strawberry.field(description="Code of the option that was chosen.")


@strawberry.type(name="DisclosedAnswer", description="What one giver answered last in a collection, opened.")
class DisclosedAnswerShown:
    """Only for the inspector who broke the glass; what an answer replaced is not shown."""

    giver: Employee | None = strawberry.field(
        description="Who gave it; null unless `giverStatus` is PRESENT, and for somebody who is no employee any more."
    )
    giver_status: TermStatus = strawberry.field(
        description="PRESENT; NOT_APPLICABLE where it was given without a login; ERASED where the key is gone."
    )
    group: str | None = strawberry.field(
        description="The group that it is released in, such as a side; OFFICER where a citizen said it of the service"
        " of one officer; null when it is erased."
    )
    officer: Employee | None = strawberry.field(
        description="Of whose service a citizen said it; null where it is about nobody's, and when it is erased."
    )
    choices: list[DisclosedChoice] = strawberry.field(
        description="What was chosen, in the order of the questions; empty when it is erased."
    )
    answer_status: TermStatus = strawberry.field(description="PRESENT, or ERASED where the key is gone.")
    comment: str | None = strawberry.field(
        description="What was said in words; null unless `commentStatus` is PRESENT."
    )
    comment_status: TermStatus = strawberry.field(
        description="PRESENT; ABSENT where nothing was said in words; ERASED where the key is gone."
    )
    given_at: DateTime = strawberry.field(description="When it was given, or given anew.")
    released: bool = strawberry.field(description="Whether it was released among others.")


@strawberry.input(description="Which disclosures.")
class DisclosureFilter:
    """All conditions together."""

    collection_id: strawberry.ID | None = of("Collection", "Of this collection.")
    inspector_id: strawberry.ID | None = of("Employee", "By this inspector.")


DisclosureId = Annotated[strawberry.ID, strawberry.argument(description="The disclosure that `breakGlass` gave.")]


@strawberry.type(description="Break-glass.")
class DisclosuresQuery:
    """Root fields."""

    disclosures: Connection[Disclosure] = list_field(
        Disclosure,
        "That answers were opened, newest first: for inspectors and auditors in scope and for administrators.",
        _BY_TIME,
        DisclosureFilter,
    )

    @root_field(
        "The answers of a collection that were opened by `breakGlass`, in an order that says nothing, as they are"
        " now, whatever the basis. For the inspector who gave that command and nobody else, until the last day of the"
        " disclosure and while the mandate holds; else null."
    )
    async def disclosed_answers(
        self, info: Info, disclosure_id: DisclosureId,
        first: First = None, after: After = None, last: Last = None, before: Before = None,
    ) -> Connection[DisclosedAnswerShown] | None:  # fmt: skip
        asked = page(first, after, last, before)
        key, subject = id_in(disclosure_id, "Disclosure", info.context.agency), info.context.subject
        if key is None or subject is None:
            return None
        found = await info.context.gateway.disclosed(
            info.context.agency, key, subject, lambda ids: _page_of(ids, asked)
        )
        return None if found is None else await _connection(info, asked, *found)


def _page_of(ids: list[UUID], asked: Page) -> list[UUID]:
    """The ids of a page, and one more where there is more beyond it."""
    after, before = _place(asked.after), _place(asked.before)
    within = [id for id in ids if (after is None or id > after) and (before is None or id < before)]
    return within[-asked.size - 1 :] if asked.backwards else within[: asked.size + 1]


def _place(cursor: str | None) -> UUID | None:
    return None if cursor is None else UUID(parse_cursor(cursor, _BY_ID)[0])


async def _connection(
    info: Info, asked: Page, opened: list[DisclosedAnswer], total: int
) -> Connection[DisclosedAnswerShown]:
    more = len(opened) > asked.size
    kept = (opened[1:] if asked.backwards else opened[:-1]) if more else opened
    edges = [Edge(cursor=cursor_of(_BY_ID, [str(each.id)]), node=await _shown(info, each)) for each in kept]

    async def count() -> int:
        return total

    return Connection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=asked.before is not None if asked.backwards else more,
            has_previous_page=more if asked.backwards else asked.after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        count=count,
    )


async def _shown(info: Info, opened: DisclosedAnswer) -> DisclosedAnswerShown:
    giver: Any = None if opened.giver is None else await info.context.reads.one(Employee, opened.giver)
    officer: Any = None if opened.officer is None else await info.context.reads.one(Employee, opened.officer)
    return DisclosedAnswerShown(
        giver=giver,
        officer=officer,
        giver_status=opened.giver_status,
        group=opened.group,
        choices=[DisclosedChoice(question=question, option=option) for question, option in opened.chosen],
        answer_status=opened.answer_status,
        comment=opened.comment,
        comment_status=opened.comment_status,
        given_at=DateTime(opened.given_at),
        released=opened.released,
    )


MUTATIONS = (Mutation(BreakGlass, Disclosure, "disclosure", lambda made: made.id("disclosure")),)
