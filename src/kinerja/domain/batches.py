"""Batches: many commands in one request. Each item is a command of its own with its own receipt."""

from typing import Any, ClassVar
from uuid import UUID

import msgspec

from kinerja.domain.act import Act
from kinerja.domain.aggregate import About, Aggregate, Fact
from kinerja.domain.ids import batch_item_command_id
from kinerja.domain.refusals import refuse
from kinerja.domain.rulebook.batches import BATCH_COMPLETE, BATCH_EMPTY, BATCH_OF_ANOTHER


class ItemRefusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why an item was refused: the rule and its parameters, so that it can be said in any language."""

    rule: str
    parameters: dict[str, str]


class BatchItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item: what it concerns, and the input of its command as JSON."""

    concerns: UUID
    input: str
    """Ids and codes only, never a text about a person."""


class BatchAccepted(Fact, frozen=True, kw_only=True):
    """A batch was accepted; its items are carried out one by one, each atomic, once it is complete."""

    label_id: ClassVar[str] = "Kelompok perintah diterima"
    label_en: ClassVar[str] = "Batch accepted"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Batch"),)
    unlisted: ClassVar[frozenset[str]] = frozenset({"items", "reserved_ids"})
    class_version: ClassVar[int] = 2

    command: str
    concerns_kind: str
    """The kind of object that every item concerns, such as PerformancePlan."""
    requested_by: UUID
    items: tuple[BatchItem, ...]
    complete: bool
    reserved_ids: bool = False
    """Whether the commands of its items have ids that only the service gives; of the oldest batches they have not."""

    @staticmethod
    def upcast_v1_v2(content: dict[str, Any]) -> None:
        """Version 1 knew evaluations to open only; each item was the input and concerned its plan."""
        inputs = content.pop("items")
        content["items"] = [{"concerns": msgspec.json.decode(each)["plan_id"], "input": each} for each in inputs]
        content |= {"concerns_kind": "PerformancePlan", "complete": True}

    def apply(self, aggregate: "Batch") -> None:
        aggregate.command = self.command
        aggregate.requested_by = self.requested_by
        aggregate.items = self.items
        aggregate.complete = self.complete
        aggregate.reserved_ids = self.reserved_ids


class BatchExtended(Fact, frozen=True, kw_only=True):
    """Further items of a batch were accepted."""

    label_id: ClassVar[str] = "Kelompok perintah dilengkapi"
    label_en: ClassVar[str] = "Batch extended"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Batch"),)
    unlisted: ClassVar[frozenset[str]] = frozenset({"items", "reserved_ids"})

    first: int
    """The place of the first of them in the batch."""
    concerns_kind: str
    items: tuple[BatchItem, ...]
    complete: bool
    reserved_ids: bool = False
    """As the batch was accepted with."""

    def apply(self, aggregate: "Batch") -> None:
        aggregate.items += self.items
        aggregate.complete = self.complete


class BatchItemsDone(Fact, frozen=True, kw_only=True):
    """Some items of a batch were carried out; each has its own receipt."""

    label_id: ClassVar[str] = "Butir kelompok perintah dilaksanakan"
    label_en: ClassVar[str] = "Batch items done"
    about: ClassVar[tuple[About, ...]] = (About("originator_id", "Batch"),)

    items: tuple[int, ...]

    def apply(self, aggregate: "Batch") -> None:
        aggregate.done.update(self.items)


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


class BatchOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: which command each item is, what the items concern, who asks."""

    command: str
    concerns_kind: str
    requested_by: UUID
    items: tuple[BatchItem, ...]
    complete: bool = True


class Batch(Aggregate):
    """A batch and what became of its items."""

    command = ""
    requested_by: UUID
    items: tuple[BatchItem, ...] = ()
    complete = False
    finished = False
    reserved_ids = False

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.done: set[int] = set()
        self.refused: set[int] = set()

    def accept(self, *, act: Act, order: BatchOrder) -> None:
        """Accept the batch. Refused B9.1 without items."""
        if self.exists:
            return
        if not order.items:
            raise refuse(BATCH_EMPTY)
        self.trigger_event(BatchAccepted, act=act, reserved_ids=True, **msgspec.structs.asdict(order))

    def extend(self, *, act: Act, order: BatchOrder) -> None:
        """Accept further items. Refused B9.2 once it is complete, B9.3 to others than who began it."""
        if (order.requested_by, order.command) != (self.requested_by, self.command):
            raise refuse(BATCH_OF_ANOTHER, "batchId")
        if self.complete:
            raise refuse(BATCH_COMPLETE, "batchId")
        self.trigger_event(
            BatchExtended,
            act=act,
            first=len(self.items),
            concerns_kind=order.concerns_kind,
            items=order.items,
            complete=order.complete,
            reserved_ids=self.reserved_ids,
        )

    def report_done(self, *, act: Act, items: tuple[int, ...]) -> None:
        """Record that items were carried out."""
        new = tuple(item for item in items if self.waits(item))
        if new:
            self.trigger_event(BatchItemsDone, act=act, items=new)

    def refuse_item(self, *, act: Act, item: int, refusals: tuple[ItemRefusal, ...]) -> None:
        """Record that an item was refused."""
        if self.waits(item):
            concerns = self.items[item].concerns
            self.trigger_event(BatchItemRefused, act=act, item=item, concerns=concerns, refusals=refusals)

    def finish(self, *, act: Act) -> None:
        """Record that all items are through."""
        if not self.finished:
            refused = len(self.refused)
            self.trigger_event(BatchFinished, act=act, done=len(self.items) - refused, refused=refused)

    def waits(self, item: int) -> bool:
        """Whether an item has no outcome yet."""
        return item not in self.done and item not in self.refused

    def item_command_id(self, item: int) -> UUID:
        """The command id of an item: the same however often the batch is taken up again."""
        return batch_item_command_id(self.id, item, reserved=self.reserved_ids)
