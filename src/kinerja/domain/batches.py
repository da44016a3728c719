"""Batches: many commands in one request. Each item is a command of its own with its own receipt."""

from typing import ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.ids import made_by
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.batches import BATCH_EMPTY


class ItemRefusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why an item was refused: the rule and its parameters, so that it can be said in any language."""

    rule: str
    parameters: dict[str, str]


class BatchAccepted(Fact, frozen=True, kw_only=True):
    """A batch was accepted; its items are carried out one by one, each atomic."""

    label_id: ClassVar[str] = "Kelompok perintah diterima"
    label_en: ClassVar[str] = "Batch accepted"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Batch"),)
    unlisted: ClassVar[frozenset[str]] = frozenset({"items"})

    command: str
    requested_by: UUID
    items: tuple[str, ...]
    """The input of each item's command, as JSON; ids and codes only, never a text about a person."""

    def apply(self, aggregate: "Batch") -> None:
        aggregate.command = self.command
        aggregate.requested_by = self.requested_by
        aggregate.items = self.items


class BatchItemRefused(Fact, frozen=True, kw_only=True):
    """An item of a batch was refused; nothing of it was recorded."""

    label_id: ClassVar[str] = "Butir kelompok perintah ditolak"
    label_en: ClassVar[str] = "Batch item refused"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Batch"),)

    item: int
    concerns: UUID
    """What the item was about, such as a plan."""
    refusals: tuple[ItemRefusal, ...]

    def apply(self, aggregate: "Batch") -> None:
        aggregate.refused.add(self.item)


class BatchFinished(Fact, frozen=True, kw_only=True):
    """Every item of the batch was carried out or refused."""

    label_id: ClassVar[str] = "Kelompok perintah selesai"
    label_en: ClassVar[str] = "Batch finished"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Batch"),)

    done: int
    refused: int

    def apply(self, aggregate: "Batch") -> None:
        aggregate.finished = True


class Batch(Aggregate):
    """A batch and which of its items were refused."""

    command = ""
    requested_by: UUID
    items: tuple[str, ...] = ()
    finished = False

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.refused: set[int] = set()

    def accept(self, *, act: Act, command: str, requested_by: UUID, items: tuple[str, ...]) -> None:
        """Accept the batch. Refused B9.1 without items."""
        if self.exists:
            return
        if not items:
            raise refuse(BATCH_EMPTY)
        self.trigger_event(BatchAccepted, act=act, command=command, requested_by=requested_by, items=items)

    def refuse_item(self, *, act: Act, item: int, concerns: UUID, refusals: tuple[ItemRefusal, ...]) -> None:
        """Record that an item was refused."""
        if item not in self.refused:
            self.trigger_event(BatchItemRefused, act=act, item=item, concerns=concerns, refusals=refusals)

    def finish(self, *, act: Act) -> None:
        """Record that all items are through."""
        if not self.finished:
            refused = len(self.refused)
            self.trigger_event(BatchFinished, act=act, done=len(self.items) - refused, refused=refused)

    def item_command_id(self, item: int) -> UUID:
        """The command id of an item: the same however often the batch is taken up again."""
        return made_by(self.id, f"item-{item}")
