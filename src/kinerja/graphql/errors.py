"""Refusals as data in the payload, and system failures as errors with a code; in the request's language."""

import logging
import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import strawberry
from graphql import GraphQLError
from psycopg.errors import QueryCanceled

from kinerja.domain.refusals import Refusal, RefusalKind, Words
from kinerja.graphql.failures import (
    BAD_INPUT,
    INTERNAL,
    INVALID_DOCUMENT,
    TOO_COMPLEX,
    UNPARSABLE,
    Failure,
    RequestFailed,
)
from kinerja.graphql.language import Language
from kinerja.graphql.limits import MOST_SECONDS_OF_STATEMENT
from kinerja.observing.traces import current_trace_id

_log = logging.getLogger(__name__)
_ENTERED = (
    (re.compile(r"Value '.*' does not exist in ", re.DOTALL), "The value does not exist in "),
    (re.compile(r"(cannot represent [^:]*value): .*", re.DOTALL), r"\1."),
    (re.compile(r"\b(String|BlockString) '.*'", re.DOTALL), r"\1"),
    (re.compile(r", but encountered error '.*", re.DOTALL), "."),
    (re.compile(r"\? Found: .*", re.DOTALL), "?"),
    (re.compile(r", found: .*", re.DOTALL), "."),
)
"""Where graphql-core repeats what was entered, in this order: a value may hold the words of a later one."""


@strawberry.interface(description="Why a command is refused. Nothing was recorded.")
class UserError:
    """A reason, in words for a person and in a code for a program."""

    code: str = strawberry.field(description="Kind of refusal: what a program can do about it.")
    rule: str = strawberry.field(description="Id of the rule that refuses, as in `docs/rules.md`.")
    message: str = strawberry.field(description="The reason in one sentence, in the request's language.")
    path: list[str] = strawberry.field(
        description="Path to the input it concerns, list indexes as digits; empty: the whole input."
    )
    hint: str = strawberry.field(description="What to do next, in the request's language.")


@strawberry.type(description="A rule of the domain says no.")
class RuleViolated(UserError):
    """The general case."""


@strawberry.type(description="A field is out of its bounds or names something that does not exist.")
class InvalidInput(UserError):
    """What a form can mark."""


@strawberry.type(description="An id names nothing in this agency.")
class NotFound(UserError):
    """What was looked for is not there."""


@strawberry.type(description="The viewer has no standing to give this command.")
class NotPermitted(UserError):
    """Denied by the permission matrix."""


@strawberry.type(description="A step that has to come first is missing.")
class MissingStep(UserError):
    """Something has to be done first."""

    action: str | None = strawberry.field(
        description="The mutation that takes the missing step; null when none does."
    )


@strawberry.type(description="Somebody else was faster: the object has changed since it was read.")
class VersionConflict(UserError):
    """The client saw another version."""

    current_version: int | None = strawberry.field(
        description="The version the object has now; null when that is not said."
    )


@strawberry.type(description="The command id was used before, for another input or by somebody else.")
class CommandIdReused(UserError):
    """One id, two commands."""


USER_ERRORS = (RuleViolated, InvalidInput, NotFound, NotPermitted, MissingStep, VersionConflict, CommandIdReused)
_PLAIN: Mapping[RefusalKind, type[UserError]] = {
    RefusalKind.RULE_VIOLATED: RuleViolated,
    RefusalKind.INVALID_INPUT: InvalidInput,
    RefusalKind.NOT_FOUND: NotFound,
    RefusalKind.NOT_PERMITTED: NotPermitted,
    RefusalKind.COMMAND_ID_REUSED: CommandIdReused,
}


def user_error(refusal: Refusal, language: Language) -> UserError:
    """A refusal as GraphQL shows it."""
    rule, parameters = refusal.rule, refusal.parameters
    said: dict[str, Any] = {
        "code": str(rule.kind),
        "rule": rule.id,
        "message": _say(rule.sentence_en if language == "en" else rule.sentence_id, parameters, language),
        "path": [str(step) for step in refusal.path],
        "hint": _say(rule.hint_en if language == "en" else rule.hint_id, parameters, language),
    }
    if rule.kind is RefusalKind.MISSING_STEP:
        return MissingStep(**said, action=parameters.get("action"))
    if rule.kind is RefusalKind.VERSION_CONFLICT:
        return VersionConflict(**said, current_version=parameters.get("current"))
    return _PLAIN[rule.kind](**said)


def _say(sentence: str, parameters: Mapping[str, Any], language: Language) -> str:
    return sentence.format_map(_Said({name: _word(value, language) for name, value in parameters.items()}))


def _word(value: Any, language: Language) -> Any:
    if isinstance(value, Words):
        return value.english if language == "en" else value.indonesian
    return value


class _Said(dict[str, Any]):
    """A parameter that a refusal left out reads as an ellipsis instead of failing the answer."""

    def __missing__(self, key: str) -> str:
        return "…"


def as_error(failure: Failure, language: Language, **detail: Any) -> GraphQLError:
    """A failure as a GraphQL error."""
    extensions = {"code": failure.code, "rule": failure.rule, "hint": failure.hint[language], **detail}
    return GraphQLError(failure.message[language], extensions=extensions)


def presented(error: GraphQLError, language: Language, *, executed: bool) -> GraphQLError:
    """An error as the client may see it: with code, rule and hint; never the text of an exception."""
    original = _cause(error)
    if isinstance(original, RequestFailed):
        return _located(as_error(original.failure, language, **original.detail, **_place(error)), error)
    if isinstance(original, GraphQLError) and original.extensions:
        return _located(GraphQLError(original.message, extensions=original.extensions), error)
    if original is None or isinstance(original, GraphQLError):
        return _by_client(error, language, executed=executed)
    if isinstance(original, QueryCanceled):
        failed = RequestFailed(TOO_COMPLEX, limit="statementSeconds", maximum=MOST_SECONDS_OF_STATEMENT)
        return _located(as_error(failed.failure, language, **failed.detail), error)
    trace_id = current_trace_id() or uuid4().hex
    _log.error("trace %s: a resolver failed", trace_id, exc_info=original, extra={"fields": {"trace_id": trace_id}})
    return _located(as_error(INTERNAL, language, traceId=trace_id), error)


def _cause(error: GraphQLError) -> Exception | None:
    """What lies at the bottom of an error: graphql-core wraps the failure of a variable's scalar twice."""
    original = error.original_error
    while isinstance(original, GraphQLError) and original.original_error is not None:
        original = original.original_error
    return original


def _place(error: GraphQLError) -> dict[str, str]:
    """Which variable a scalar refused, as graphql-core names it."""
    place, colon, _ = error.message.partition(": ")
    return {"place": place} if colon and place.startswith("Variable") else {}


def _by_client(error: GraphQLError, language: Language, *, executed: bool) -> GraphQLError:
    """A mistake of the document or of its variables; graphql-core's own sentence names the place."""
    if error.extensions and "code" in error.extensions:
        return error
    if type(error).__name__ == "GraphQLSyntaxError":
        failure = UNPARSABLE
    else:
        failure = BAD_INPUT if executed else INVALID_DOCUMENT
    extensions = {"code": failure.code, "rule": failure.rule, "hint": failure.hint[language]}
    said = f"{failure.message[language]} {_without_values(error.message)}"
    return _located(GraphQLError(said, extensions=extensions), error)


def _without_values(message: str) -> str:
    """A sentence of graphql-core with its fields, types and suggestions, and nothing of what was entered.

    An input holds sealed texts, and clients write errors into their logs.
    """
    for entered, instead in _ENTERED:
        message = entered.sub(instead, message)
    return message


def _located(made: GraphQLError, error: GraphQLError) -> GraphQLError:
    return GraphQLError(
        made.message, nodes=error.nodes, source=error.source, positions=error.positions, path=error.path,
        extensions=made.extensions,
    )  # fmt: skip
