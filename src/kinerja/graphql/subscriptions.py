"""Subscriptions: what happens and what changes, from a position on, without a gap and without doubles (H13)."""

from collections.abc import AsyncIterator, Callable, Collection
from typing import Annotated
from uuid import UUID

import strawberry

from kinerja.graphql.audit import AuditEntry, AuditFilter
from kinerja.graphql.changes import touched
from kinerja.graphql.context import Info
from kinerja.graphql.failures import BAD_IDS, RequestFailed
from kinerja.graphql.filtering import Asking, Condition, conditions
from kinerja.graphql.gateway import AskedBasis
from kinerja.graphql.ids import GlobalId, parse_global_id
from kinerja.graphql.moves import Move
from kinerja.graphql.node import Node, find_node
from kinerja.graphql.reads import Reads
from kinerja.graphql.scalars import LogPosition

_MOST_ENTRIES = 100
_MOST_OBJECTS = 100

AfterPosition = Annotated[
    LogPosition | None,
    strawberry.argument(
        description="Only what comes after this position, such as that of the last message or of the answer that a"
        " page shows. Null: from now on; a message without content comes at once and says which position that is."
    ),
]
Entries = Annotated[AuditFilter | None, strawberry.argument(description="Which entries; null: all.")]
Objects = Annotated[list[strawberry.ID], strawberry.argument(description="Global ids of the objects, 1 to 100.")]


@strawberry.type(description="What was recorded since the message before.")
class Recorded:
    """A message holds at most 100 entries; the next one goes on behind its position."""

    position: LogPosition = strawberry.field(description="Everything up to here was told: resume after it.")
    entries: list[AuditEntry] = strawberry.field(description="The entries that are for this viewer, oldest first.")


@strawberry.type(description="Objects that changed since the message before.")
class Changed:
    """Each object once, as it is now."""

    position: LogPosition = strawberry.field(description="Everything up to here was told: resume after it.")
    nodes: list[Node] = strawberry.field(description="The objects that changed and are for this viewer.")


async def _recorded(info: Info, after: AfterPosition = None, where: Entries = None) -> AsyncIterator[Recorded]:
    context = info.context
    found = conditions(where, Asking(context.agency, past=False))
    position = await context.gateway.moves.position(context.agency) if after is None else int(after)
    if after is None:
        yield Recorded(position=LogPosition(position), entries=[])
    while True:
        context.must_not_be_expired()
        reads = await context.renew_reads(AskedBasis())
        entries = await _entries(reads, position, found)
        reached = reads.basis.position
        position = entries[-1].position if len(entries) == _MOST_ENTRIES else max(position, reached)
        if entries:
            context.spends_for(len(entries))
            yield Recorded(position=LogPosition(position), entries=entries)
        else:
            concerns = _concerning(context.subject, sees_all=bool(reads.viewer.roles))
            await context.release_reads()
            await context.gateway.moves.beyond(context.agency, position, concerns)


async def _entries(reads: Reads, after: int, found: list[Condition]) -> list[AuditEntry]:
    """The next entries behind a position, up to that of the reads."""
    span: Condition = ("t.entry > %(after)s AND t.entry <= %(to)s", {"after": after, "to": reads.basis.position})
    return await reads.select(AuditEntry, [span, *found], "t.entry", _MOST_ENTRIES)


async def _changed(info: Info, ids: Objects, after: AfterPosition = None) -> AsyncIterator[Changed]:
    context = info.context
    wanted = _wanted(ids, context.agency)
    position = await context.gateway.moves.position(context.agency) if after is None else int(after)
    if after is None:
        yield Changed(position=LogPosition(position), nodes=[])
    while True:
        context.must_not_be_expired()
        reads = await context.renew_reads(AskedBasis())
        kinds = {id: each.kind for id, each in wanted.items()}
        found = await touched(reads, kinds, position, reads.basis.position)
        position = max(position, reads.basis.position)
        nodes = [node for id in found if (node := await find_node(str(wanted[id]), info)) is not None]
        if nodes:
            context.spends_for(len(nodes))
            yield Changed(position=LogPosition(position), nodes=nodes)
        else:
            await context.release_reads()
            await context.gateway.moves.beyond(context.agency, position, _touching(wanted.keys()))


@strawberry.type(description="What is told as it becomes visible, by the rights of that moment.")
class Subscription:
    """Root fields."""

    recorded = strawberry.subscription(
        resolver=_recorded, description="The audit trail as it grows, for whom it may be read."
    )
    changed = strawberry.subscription(
        resolver=_changed, description="Objects as they change, such as those that a page shows."
    )


def _concerning(subject: UUID | None, *, sees_all: bool) -> Callable[[Move], bool]:
    """Whose entries there may be in a move: everybody's for who has a role, else one's own."""
    return lambda move: sees_all or subject in (move.touched or ())


def _touching(ids: Collection[UUID]) -> Callable[[Move], bool]:
    """Whether a move touched one of these objects."""
    return lambda move: not (move.touched or frozenset()).isdisjoint(ids)


def _wanted(ids: list[strawberry.ID], agency: str) -> dict[UUID, GlobalId]:
    """Global ids by the ids inside. Fails BAD_USER_INPUT for none, too many and those of another agency."""
    if not 1 <= len(ids) <= _MOST_OBJECTS:
        raise RequestFailed(BAD_IDS)
    parsed: list[GlobalId | None] = [parse_global_id(id) for id in ids]
    if any(each is None or each.agency != agency for each in parsed):
        raise RequestFailed(BAD_IDS)
    return {each.id: each for each in parsed if each is not None}
