"""Mutations made from commands: the input type from the command's fields, the payload from what it shows."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import strawberry

from kinerja.application.command_rules import COMMAND_RULES
from kinerja.application.commands import Command, Request
from kinerja.application.receipts import Receipt
from kinerja.application.work import Actor
from kinerja.domain.ids import made_by, stream_id
from kinerja.domain.refusals import Refused
from kinerja.graphql.context import Context, Info
from kinerja.graphql.errors import UserError, user_error
from kinerja.graphql.failures import LOGIN_NEEDED, POSITION_NOT_REACHED, UNKNOWN_AGENCY, RequestFailed
from kinerja.graphql.filtering import Condition
from kinerja.graphql.gateway import AskedBasis
from kinerja.graphql.inputs import class_of, command_of, must_be_of_client, root_input
from kinerja.graphql.scalars import DateTime, LogPosition
from kinerja.identity.command_rights import COMMAND_RIGHTS
from kinerja.identity.relations import Standing, words_of

Path = tuple[str | int, ...]


@strawberry.type(name="Receipt", description="That a command was recorded, or found everything done already.")
class ReceiptShown:
    """A repeated command returns its first receipt."""

    command_id: UUID = strawberry.field(description="The id of the command.")
    position: LogPosition | None = strawberry.field(
        description="Position of its last fact; where nothing was left to record, the position at"
        " that moment; null when it was refused, and of what is given anonymously: nothing leads to that."
    )
    recorded_at: DateTime | None = strawberry.field(
        description="When it was recorded; null when it was refused, and of what is given anonymously."
    )
    hash: str | None = strawberry.field(
        description="SHA-256 of its last fact in the log, hex; null when nothing was left to record"
        " or it was refused, and of what is given anonymously."
    )
    version: int | None = strawberry.field(
        description="Version of the object after its last fact; null when nothing was left to record"
        " or it was refused, and of what is given anonymously."
    )


def shown(receipt: Receipt) -> ReceiptShown:
    """A receipt as GraphQL shows it."""
    return ReceiptShown(
        command_id=receipt.command_id,
        position=None if receipt.position is None else LogPosition(receipt.position),
        recorded_at=None if receipt.recorded_at is None else DateTime(receipt.recorded_at),
        hash=receipt.hash,
        version=receipt.version,
    )


@dataclass(frozen=True)
class Made:
    """A command that was carried out, for finding what it made or changed."""

    agency: str
    given_by: UUID | None
    """None without a login."""
    command_id: UUID
    command: Any
    stream: UUID | None
    """What it changed, by its receipt; None when it changed nothing."""

    @property
    def subject(self) -> UUID:
        """Who gave it. Raises TypeError for what is given without a login."""
        if self.given_by is None:
            raise TypeError(f"{type(self.command).__name__} is given without a login")
        return self.given_by

    def id(self, what: str) -> UUID:
        """The id of something the command made."""
        return made_by(self.command_id, what)

    def named(self, kind: str) -> UUID:
        """The id of what the command's code names."""
        return stream_id(self.agency, kind, self.command.code)


@dataclass(frozen=True)
class Given:
    """Something that a payload gives beside what it shows, and that is stored nowhere."""

    name: str
    type: type[Any]
    description: str
    of: Callable[[Context, Made], Any]


@dataclass(frozen=True)
class Mutation:
    """A command as a mutation: what its payload shows, under which name, found by its id or by conditions.

    ``shows`` None: nothing but the receipt, as nothing leads to what it made. ``gives``: what is stored nowhere.
    """

    command: type[Command]
    shows: type[Any] | None = None
    as_: str = ""
    found_by: Callable[[Made], UUID | Sequence[Condition]] | None = None
    gives: tuple[Given, ...] = ()


def mutation_field(mutation: Mutation) -> Any:
    """The field of the mutation type."""
    command = mutation.command
    name = command.action[0].upper() + command.action[1:]
    description = described(command)
    input_type = root_input(command, f"{name}Input", f"Input of `{command.action}`.")
    payload_type = _payload(mutation, f"{name}Payload")

    async def resolve(info: Info, input: Any) -> Any:
        return await _carry_out(info.context, mutation, input, payload_type)

    resolve.__name__ = command.action
    resolve.__annotations__ = {
        "info": Info,
        "input": Annotated[input_type, strawberry.argument(description="The command.")],
        "return": payload_type | None,
    }
    return strawberry.mutation(name=command.action, resolver=resolve, description=description)


def described(command: type[Command]) -> str:
    """What a command does, who may give it, and by which rules it can be refused."""
    given_by = words_of(COMMAND_RIGHTS[command.action]).english
    lines = [inspect.cleandoc(command.__doc__ or ""), "", f"Given by {given_by}."]
    rules = COMMAND_RULES[command.action]
    if rules:
        lines += ["", "Refused by:", *(f"- {rule.id}: {_PARAMETER.sub('…', rule.sentence_en)}" for rule in rules)]
    return "\n".join(lines)


_SHOWN = (
    "What it made or changed, as it is now; null when it was refused, and when it is recorded (the receipt has a"
    " position) but cannot be read yet: then ask with `minPosition`."
)
_PARAMETER = re.compile(r"\{\w+\}")


async def _carry_out(context: Context, mutation: Mutation, given: Mapping[str, Any], payload_type: type[Any]) -> Any:
    public = context.subject is None
    if public and Standing.PUBLIC not in COMMAND_RIGHTS[mutation.command.action]:
        raise RequestFailed(LOGIN_NEEDED)
    if public and not await context.gateway.knows(context.agency):
        raise RequestFailed(UNKNOWN_AGENCY)
    command_id: UUID = given["commandId"]
    try:
        must_be_of_client(command_id)
        command = command_of(mutation.command, given, context.agency)
        await context.admits(command)
        receipt = await context.gateway.execute(
            Request(
                context.agency,
                Actor(context.subject, public=public),
                command_id,
                command,
                given.get("expectedVersion"),
            )
        )
    except Refused as refused:
        errors = [user_error(refusal, context.language) for refusal in refused.refusals]
        only_id = ReceiptShown(command_id=command_id, position=None, recorded_at=None, hash=None, version=None)
        return payload_type(receipt=only_id, user_errors=errors, **_nothing(mutation))
    made = Made(context.agency, context.subject, command_id, command, receipt.stream)
    gives = {each.name: each.of(context, made) for each in mutation.gives}
    try:
        unplaced = receipt.position is None
        await context.renew_reads(AskedBasis(min_position=receipt.position, after_unplaced=unplaced))
    except RequestFailed as failed:
        if failed.failure is not POSITION_NOT_REACHED:
            raise
        # It stands in the log, whatever becomes of the read models: the receipt must reach the client.
        return payload_type(receipt=shown(receipt), user_errors=[], **{**_nothing(mutation), **gives})
    if mutation.shows is not None and mutation.found_by is not None:
        gives[mutation.as_] = await _find(context, mutation.shows, mutation.found_by(made))
    return payload_type(receipt=shown(receipt), user_errors=[], **gives)


def _nothing(mutation: Mutation) -> dict[str, None]:
    """What a payload shows and gives of what did not happen, or cannot be read yet."""
    return dict.fromkeys([mutation.as_] * (mutation.shows is not None) + [each.name for each in mutation.gives])


async def _find(context: Context, shows: type[Any], by: UUID | Sequence[Condition]) -> Any:
    if isinstance(by, UUID):
        return await context.reads.one(shows, by)
    found = await context.reads.select(shows, by, "t.id", 1)
    return found[0] if found else None


def _payload(mutation: Mutation, name: str) -> type[Any]:
    fields: list[Any] = [
        (
            "receipt",
            ReceiptShown,
            strawberry.field(description="That it was recorded; only the id is there when it was refused."),
        ),
        (
            "user_errors",
            list[UserError],
            strawberry.field(description="Why it was refused; empty when it was recorded."),
        ),
    ]
    if mutation.shows is not None:
        fields.append((mutation.as_, mutation.shows | None, strawberry.field(description=_SHOWN)))
    fields += [
        (each.name, each.type | None, strawberry.field(description=each.description)) for each in mutation.gives
    ]
    return strawberry.type(class_of(name, fields), description=f"Answer of `{mutation.command.action}`.")
