"""A mass transfer: many people on one day under one letter, as one batch (B1, B9)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from kinerja.application.batches import ITEM_KINDS, items_of, order_of
from kinerja.application.commands import Command
from kinerja.application.transfers import TransferEmployee
from kinerja.application.work import Work
from kinerja.domain.act import Letter
from kinerja.domain.batches import Batch
from kinerja.domain.inputs import camel, refers, says
from kinerja.domain.refusals import Refusal, raise_all
from kinerja.domain.rulebook.organisation import TRANSFERRED_TWICE
from kinerja.domain.transfers import Transfer, named_twice


class TransferEmployees(Command, frozen=True, kw_only=True):
    """Transfer many employees on one day under one letter, as a batch with a report per person.

    Their order does not matter: who takes over a post is transferred after its holder, and posts may be exchanged.
    What does not fit into one request is sent in several: all but the last with `complete: false`, all but the first
    with the id of the batch. It is carried out when it is complete.
    """

    action: ClassVar[str] = "transferEmployees"

    batch_id: Annotated[UUID | None, refers("Batch", "The batch that is gone on with; null: a new one.")] = None
    transfers: Annotated[tuple[Transfer, ...], says("Who is transferred from where to where, one item each.")]
    starts_on: Annotated[date, says("First day in the new positions.")]
    letter: Annotated[Letter, says("The letter of transfer.")]
    complete: Annotated[bool, says("Whether these are the last ones, so that the batch is carried out.")] = True

    def decide(self, work: Work) -> None:
        act = work.act(work.permit(), letter=self.letter, valid_on=self.starts_on)
        items = [
            TransferEmployee(transfer=each, starts_on=self.starts_on, letter=self.letter) for each in self.transfers
        ]
        order = order_of(work, items, ITEM_KINDS[TransferEmployee.action], complete=self.complete)
        if self.batch_id is None:
            self._once(())
            work.find(Batch, work.made("batch")).accept(act=act, order=order)
            return
        batch = work.load(Batch, self.batch_id, "batchId")
        known = len(batch.items)
        batch.extend(act=act, order=order)
        self._once([item.transfer for item in items_of(batch)[:known]])

    def _once(self, before: Sequence[Transfer]) -> None:
        """Refused B1.20 where somebody or some post is named twice, together with those sent before."""
        raise_all(list(self._twice(before)))

    def _twice(self, before: Sequence[Transfer]) -> Iterator[Refusal]:
        for place, name in named_twice([*before, *self.transfers]):
            yield Refusal(TRANSFERRED_TWICE, ("transfers", place - len(before), camel(name)))
