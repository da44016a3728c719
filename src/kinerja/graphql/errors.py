"""Refusals as data in the payload, and system failures as errors with a code; in the request's language."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import strawberry
from graphql import GraphQLError

from kinerja.domain.refusals import Refusal, RefusalKind
from kinerja.graphql.language import Language

_log = logging.getLogger(__name__)


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

    action: str | None = strawberry.field(description="The mutation that takes the missing step, if one does.")


@strawberry.type(description="Somebody else was faster: the object has changed since it was read.")
class VersionConflict(UserError):
    """The client saw another version."""

    current_version: int | None = strawberry.field(description="The version the object has now.")


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
        "message": _say(rule.sentence_en if language == "en" else rule.sentence_id, parameters),
        "path": [str(step) for step in refusal.path],
        "hint": _say(rule.hint_en if language == "en" else rule.hint_id, parameters),
    }
    if rule.kind is RefusalKind.MISSING_STEP:
        return MissingStep(**said, action=parameters.get("action"))
    if rule.kind is RefusalKind.VERSION_CONFLICT:
        return VersionConflict(**said, current_version=parameters.get("current"))
    return _PLAIN[rule.kind](**said)


def _say(sentence: str, parameters: Mapping[str, Any]) -> str:
    return sentence.format_map(_Said(parameters))


class _Said(dict[str, Any]):
    """A parameter that a refusal left out reads as an ellipsis instead of failing the answer."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True)
class Failure:
    """A system failure: its code, its sentences and what to do next."""

    code: str
    rule: str
    message: Mapping[Language, str]
    hint: Mapping[Language, str]


def _failure(code: str, rule: str, message: tuple[str, str], hint: tuple[str, str]) -> Failure:
    return Failure(code, rule, {"id": message[0], "en": message[1]}, {"id": hint[0], "en": hint[1]})


POSITION_NOT_REACHED = _failure(
    "POSITION_NOT_REACHED",
    "H2.1",
    ("Posisi atau waktu itu belum tercapai.", "That position or time is not reached yet."),
    ("Ulangi sebentar lagi, atau pilih posisi yang lebih awal.", "Ask again in a moment, or for an earlier one."),
)
ONE_BASIS = _failure(
    "BAD_USER_INPUT",
    "H2.2",
    (
        "Semua isian utama satu operasi memakai asOf, validOn dan minPosition yang sama.",
        "All root fields of an operation take the same asOf, validOn and minPosition.",
    ),
    ("Pisahkan menjadi dua operasi.", "Send two operations."),
)
PAGE = _failure(
    "BAD_USER_INPUT",
    "H12.6",
    (
        "Daftar memerlukan first atau last (bukan keduanya), 1 sampai 100.",
        "A list needs first or last, not both, from 1 to 100.",
    ),
    ("Isi first: 20.", "Give first: 20."),
)
CURSOR = _failure(
    "BAD_USER_INPUT",
    "H12.7",
    ("Kursor itu bukan kursor daftar ini.", "That cursor is not one of this list."),
    ("Pakai endCursor atau startCursor dari jawaban sebelumnya.", "Use endCursor or startCursor of an answer."),
)
BAD_ID = _failure(
    "BAD_USER_INPUT",
    "H12.8",
    ("Id pada isian ini tidak sah atau milik instansi lain.", "The id is malformed or belongs to another agency."),
    ("Pakai id dari jawaban layanan ini.", "Use an id from an answer of this service."),
)
BAD_INPUT = _failure(
    "BAD_USER_INPUT",
    "H12.4",
    ("Masukan tidak sah.", "The input is not valid."),
    ("Periksa isian menurut skema.", "Check the input against the schema."),
)
INVALID_DOCUMENT = _failure(
    "GRAPHQL_VALIDATION_FAILED",
    "H12.9",
    ("Dokumen tidak sesuai dengan skema.", "The document does not fit the schema."),
    ("Periksa nama isian, argumen dan jenisnya menurut skema.", "Check fields, arguments and types in the schema."),
)
UNPARSABLE = _failure(
    "GRAPHQL_PARSE_FAILED",
    "H12.10",
    ("Dokumen tidak dapat dibaca.", "The document cannot be parsed."),
    ("Perbaiki penulisan GraphQL.", "Correct the GraphQL syntax."),
)
UNAUTHENTICATED = _failure(
    "UNAUTHENTICATED",
    "H6.2",
    ("Token tidak sah atau kedaluwarsa.", "The token is not valid or has expired."),
    ("Masuk lagi dan kirim token baru.", "Sign in again and send a new token."),
)
LOGIN_NEEDED = _failure(
    "UNAUTHENTICATED",
    "H6.3",
    ("Perintah ini memerlukan token.", "This command needs a token."),
    ("Kirim header Authorization: Bearer.", "Send an Authorization: Bearer header."),
)
OTHER_AGENCY = _failure(
    "FORBIDDEN",
    "H6.4",
    ("Token ini milik instansi lain.", "The token belongs to another agency."),
    ("Pakai alamat instansi Anda sendiri.", "Use the address of your own agency."),
)
UNKNOWN_AGENCY = _failure(
    "FORBIDDEN",
    "H6.5",
    ("Instansi tidak disebut atau tidak dikenal.", "The agency is not named or not known."),
    ("Kirim token, atau pakai alamat /a/KODE/graphql.", "Send a token, or use the address /a/CODE/graphql."),
)
INTERNAL = _failure(
    "INTERNAL_SERVER_ERROR",
    "H12.11",
    ("Terjadi kesalahan di layanan.", "Something went wrong in the service."),
    ("Ulangi; bila tetap gagal, sebutkan traceId.", "Try again; if it keeps failing, report the traceId."),
)
DATE_FORM = _failure(
    "BAD_USER_INPUT",
    "H12.15",
    ("Tanggal itu tidak ada atau bentuknya lain.", "The date does not exist or has another form."),
    ("Tulis YYYY-MM-DD, misalnya 2025-03-31.", "Write YYYY-MM-DD, such as 2025-03-31."),
)
TIME_FORM = _failure(
    "BAD_USER_INPUT",
    "H12.16",
    ("Waktu itu tidak ada atau bentuknya lain.", "The time does not exist or has another form."),
    (
        "Tulis RFC 3339 dengan selisih zona, misalnya 2025-03-31T08:00:00+07:00.",
        "Write RFC 3339 with an offset, such as 2025-03-31T08:00:00+07:00.",
    ),
)
DECIMAL_FORM = _failure(
    "BAD_USER_INPUT",
    "H12.17",
    ("Bilangan desimal itu bentuknya lain.", "The decimal has another form."),
    ('Tulis sebagai teks dengan titik, misalnya "98.50".', 'Write a string with a dot, such as "98.50".'),
)
POSITION_FORM = _failure(
    "BAD_USER_INPUT",
    "H12.18",
    ("Posisi itu bentuknya lain.", "The position has another form."),
    ('Tulis sebagai teks angka, misalnya "1234".', 'Write a string of digits, such as "1234".'),
)
UUID_FORM = _failure(
    "BAD_USER_INPUT",
    "H12.19",
    ("UUID itu bentuknya lain.", "The UUID has another form."),
    ("Tulis 32 angka heksadesimal dengan tanda hubung.", "Write 32 hexadecimal digits with dashes."),
)
BAD_REQUEST = _failure(
    "BAD_USER_INPUT",
    "H12.20",
    ("Permintaan HTTP itu bukan permintaan GraphQL.", "The HTTP request is no GraphQL request."),
    (
        "Kirim POST dengan Content-Type: application/json dan satu operasi.",
        "Send a POST with Content-Type: application/json and one operation.",
    ),
)
FAILURES = (
    DATE_FORM, TIME_FORM, DECIMAL_FORM, POSITION_FORM, UUID_FORM, BAD_REQUEST,
    POSITION_NOT_REACHED, ONE_BASIS, PAGE, CURSOR, BAD_ID, BAD_INPUT, INVALID_DOCUMENT, UNPARSABLE,
    UNAUTHENTICATED, LOGIN_NEEDED, OTHER_AGENCY, UNKNOWN_AGENCY, INTERNAL,
)  # fmt: skip


class RequestFailed(Exception):
    """A failure that ends the operation or one of its fields."""

    def __init__(self, failure: Failure, **detail: Any) -> None:
        super().__init__(failure.code)
        self.failure = failure
        self.detail = detail


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
    trace_id = uuid4().hex
    _log.error("trace %s: a resolver failed", trace_id, exc_info=original)
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
    return _located(GraphQLError(f"{failure.message[language]} {error.message}", extensions=extensions), error)


def _located(made: GraphQLError, error: GraphQLError) -> GraphQLError:
    return GraphQLError(
        made.message, nodes=error.nodes, source=error.source, positions=error.positions, path=error.path,
        extensions=made.extensions,
    )  # fmt: skip
