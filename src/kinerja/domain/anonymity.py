"""The anonymity contract: what is promised to those who answer, for as long as their answers are kept (D4).

It is attached to a collection when it opens. It can be tightened by a fact and never loosened: who answered
yesterday answered under that promise.
"""

from collections.abc import Iterable
from typing import Annotated

import msgspec

from kinerja.domain.inputs import says
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.anonymity import BELOW_THE_POLICY, CONTRACT_LOOSENED, READER_OF_ANSWERS
from kinerja.domain.rules.voices import VoicePolicy
from kinerja.domain.voice_vocabulary import Reader, ReleaseMoment


class AnonymityContract(msgspec.Struct, frozen=True, kw_only=True):
    """What is promised about the answers of a collection.

    ``k``: answers that are ever shown together at least, of one group; groups are disjoint and nothing shown counts
    an answer that is not released, so that no rest and no difference is smaller. ``k_of_person``: the same where a
    group is one person's service to citizens. ``step``: new answers at least between two releases, ``step_hours``
    hours apart. ``comments``: who reads what was said in words, in no order and beside no answer. ``aggregates``: who
    reads counts and means. Who gave an answer nobody reads, but an inspector by break-glass.
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
    policy: VoicePolicy, released: ReleaseMoment, comments: Iterable[Reader], aggregates: Iterable[Reader]
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


def offer_faults(contract: AnonymityContract, policy: VoicePolicy) -> list[Refusal]:
    """Why a contract cannot be offered: D4.1 where it promises less than the policy, D4.2 for who may not read."""
    faults = []
    if contract.k < policy.k:
        faults.append(Refusal(BELOW_THE_POLICY, ("promise", "k"), {"least": policy.k}))
    if Reader.RATEE in contract.comments:
        faults.append(Refusal(READER_OF_ANSWERS, ("promise", "comments")))
    return faults


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
