"""The anonymity contract: what is promised to those who answer, for as long as their answers are kept (D4).

It is attached to a collection when it opens. It can be tightened by a fact and never loosened: who answered
yesterday answered under that promise.
"""

from collections.abc import Iterable
from typing import Annotated

import msgspec

from kinerja.domain.inputs import says
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.anonymity import (
    BELOW_THE_POLICY,
    BEYOND_THE_READERS,
    CONTRACT_LOOSENED,
    READER_OF_ANSWERS,
    TOO_MANY_TOGETHER,
)
from kinerja.domain.rules.voices import VoicePolicy
from kinerja.domain.vocabulary import Role
from kinerja.domain.voice_vocabulary import Reader, ReleaseMoment, Remainder

SCORE_READERS = frozenset({Reader.RATEE, Reader.APPRAISER, Reader.REVIEWER, Reader.ADMINISTRATOR})
"""Who reads the number of an evaluation, and so what each side adds to it."""


class AnonymityContract(msgspec.Struct, frozen=True, kw_only=True):
    """What is promised about the answers of a collection.

    ``k``: answers that are ever shown together at least, of one group; groups are disjoint and nothing shown counts
    an answer that is not released, so that no rest and no difference is smaller. ``k_of_person``: the same where a
    group is one person's service to citizens. ``step``: new answers at least between two releases, ``step_hours``
    hours apart. ``comments``: who reads what was said in words, in no order and beside no answer. ``aggregates``: who
    reads counts and means. ``remainder``: what becomes of what is too little for a group of its own.
    ``disclosed_to``: which roles read single answers and who gave them, by break-glass alone; nobody else does.

    ``k`` and ``step`` hold for what is released from this version on, who reads holds at once for everything.
    """

    version: int
    policy: str
    k: int
    k_of_person: int
    step: int
    step_hours: int
    released: ReleaseMoment
    comments: tuple[Reader, ...]
    aggregates: tuple[Reader, ...]
    remainder: Remainder = Remainder.SEALED
    disclosed_to: tuple[Role, ...] = (Role.INSPECTOR,)

    @property
    def in_scores(self) -> bool:
        """Whether it may count in a score: only where all who read the score may read what it adds."""
        return set(self.aggregates) >= SCORE_READERS


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """What is promised beyond the policy of the agency's service, or in place of what was promised before."""

    k: Annotated[int | None, says("Answers that are shown together at least; null: as it is.")] = None
    step: Annotated[int | None, says("New answers at least between two releases; null: as it is.")] = None
    comments: Annotated[
        tuple[Reader, ...] | None, says("Who reads what was said in words; null: as it is, empty: nobody.")
    ] = None
    aggregates: Annotated[
        tuple[Reader, ...] | None, says("Who reads counts and means; null: as it is, empty: nobody.")
    ] = None


def contract_by(
    policy: VoicePolicy,
    released: ReleaseMoment,
    comments: Iterable[Reader],
    aggregates: Iterable[Reader],
    remainder: Remainder = Remainder.SEALED,
) -> AnonymityContract:
    """The contract that a policy promises by itself."""
    return AnonymityContract(
        version=1,
        policy=policy.id,
        k=policy.k,
        k_of_person=policy.k_of_person,
        step=policy.step,
        step_hours=policy.step_hours,
        released=released,
        comments=_ordered(comments),
        aggregates=_ordered(aggregates),
        remainder=remainder,
    )


def promised(contract: AnonymityContract, promise: Promise) -> AnonymityContract:
    """A contract with what is promised otherwise; it has the same version."""
    k = contract.k if promise.k is None else promise.k
    return msgspec.structs.replace(
        contract,
        k=k,
        k_of_person=max(k, contract.k_of_person),
        step=max(k, contract.step if promise.step is None else promise.step),
        comments=contract.comments if promise.comments is None else _ordered(promise.comments),
        aggregates=contract.aggregates if promise.aggregates is None else _ordered(promise.aggregates),
    )


def offer_faults(contract: AnonymityContract, usual: AnonymityContract, policy: VoicePolicy) -> list[Refusal]:
    """Why a contract cannot be offered in place of the ``usual`` one, that of the policy.

    D4.1 where fewer are shown together, D4.2 for the ratee, D4.12 for others whom the policy does not name, D4.13
    where it would take more answers than anybody gets.
    """
    faults = too_many_faults(contract, policy)
    if contract.k < usual.k:
        faults.append(Refusal(BELOW_THE_POLICY, ("promise", "k"), {"least": usual.k}))
    if Reader.RATEE in contract.comments:
        faults.append(Refusal(READER_OF_ANSWERS, ("promise", "comments")))
    for name, own, named in (
        ("comments", set(contract.comments) - {Reader.RATEE}, usual.comments),
        ("aggregates", set(contract.aggregates), usual.aggregates),
    ):
        if not own <= set(named):
            faults.append(Refusal(BEYOND_THE_READERS, ("promise", name)))
    return faults


def too_many_faults(contract: AnonymityContract, policy: VoicePolicy) -> list[Refusal]:
    """Refusals D4.13 where so many are to be shown together that nothing ever would be."""
    wanted = {"k": contract.k, "step": contract.step}
    return [
        Refusal(TOO_MANY_TOGETHER, ("promise", name), {"most": policy.most_k})
        for name, number in wanted.items()
        if number > policy.most_k
    ]


def loosening_faults(before: AnonymityContract, after: AnonymityContract) -> list[Refusal]:
    """Why a contract cannot follow another: D4.3 at everything that would be promised less of."""
    loosened = {
        "k": after.k < before.k,
        "step": after.step < before.step,
        "comments": not set(after.comments) <= set(before.comments),
        "aggregates": not set(after.aggregates) <= set(before.aggregates),
    }
    return [Refusal(CONTRACT_LOOSENED, ("promise", name)) for name, is_loosened in loosened.items() if is_loosened]


def _ordered(readers: Iterable[Reader]) -> tuple[Reader, ...]:
    """Each once, in one order, so that contracts that say the same are equal."""
    named = set(readers)
    return tuple(reader for reader in Reader if reader in named)
