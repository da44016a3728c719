"""Strict scalars: one form in, one canonical form out."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NewType, TypeVar
from uuid import UUID

import strawberry
from graphql import GraphQLScalarType

from kinerja.graphql.failures import (
    DATE_FORM,
    DATE_RANGE,
    DECIMAL_FORM,
    POSITION_FORM,
    TEXT_STORABLE,
    TIME_FORM,
    UUID_FORM,
    RequestFailed,
)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})")
_DECIMAL = re.compile(r"-?\d{1,28}(\.\d{1,10})?")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_POSITION = re.compile(r"[0-9]{1,19}")
_MOST_POSITION = 2**63 - 1
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
D = TypeVar("D", date, datetime)


def _parse_date(value: Any) -> date:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise RequestFailed(DATE_FORM)
    try:
        return _dated(date.fromisoformat(value))
    except ValueError:
        raise RequestFailed(DATE_FORM) from None


def _parse_date_time(value: Any) -> datetime:
    if not isinstance(value, str) or not _DATE_TIME.fullmatch(value):
        raise RequestFailed(TIME_FORM)
    try:
        return _dated(datetime.fromisoformat(value.upper()).astimezone(UTC))
    except (ValueError, OverflowError):
        raise RequestFailed(TIME_FORM) from None


def _dated(value: D) -> D:
    """A day before or after it, and its time in any zone, can be computed; what is beyond is a slip."""
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise RequestFailed(DATE_RANGE)
    return value


def show_date_time(value: datetime) -> str:
    """In UTC, with as many digits behind the second as there are: as PostgreSQL writes it into JSON."""
    text = value.astimezone(UTC).isoformat()
    return text if len(text) == _WITHOUT_FRACTION else f"{text[:-6].rstrip('0')}+00:00"


def _parse_decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int) or not _DECIMAL.fullmatch(str(value)):
        raise RequestFailed(DECIMAL_FORM)
    return Decimal(value)


def _show_decimal(value: Decimal) -> str:
    return format(value, "f")


def _parse_position(value: Any) -> int:
    if not isinstance(value, str) or not _POSITION.fullmatch(value):
        raise RequestFailed(POSITION_FORM)
    position = int(value)
    if position > _MOST_POSITION:
        raise RequestFailed(POSITION_FORM)
    return position


def _parse_uuid(value: Any) -> UUID:
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise RequestFailed(UUID_FORM)
    return UUID(value)


def refuse_unstorable(kind: GraphQLScalarType) -> None:
    """Let a scalar take no text that PostgreSQL cannot hold: with a NUL, or with half a character."""
    coerce_value, coerce_literal = kind.coerce_input_value, kind.coerce_input_literal

    def value(given: Any) -> Any:
        return _storable(coerce_value(given))

    def literal(node: Any) -> Any:
        return _storable(coerce_literal(node)) if coerce_literal is not None else value(node.value)

    kind.coerce_input_value, kind.coerce_input_literal = value, literal


def _storable(text: Any) -> Any:
    if isinstance(text, str) and _UNSTORABLE.search(text):
        raise RequestFailed(TEXT_STORABLE)
    return text


Date = NewType("Date", date)
_WITHOUT_FRACTION = len("2025-03-31T01:00:00+00:00")
DateTime = NewType("DateTime", datetime)
DecimalString = NewType("DecimalString", Decimal)
LogPosition = NewType("LogPosition", int)

SCALARS: dict[object, Any] = {
    UUID: strawberry.scalar(
        name="UUID",
        description="A UUID in its usual form, such as the id of a command that a client makes.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc9562",
        serialize=str,
        parse_value=_parse_uuid,
    ),
    Date: strawberry.scalar(
        name="Date",
        description="A local date of the agency, `YYYY-MM-DD`; in: of a year from 1900 to 2200.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=lambda value: value.isoformat(),
        parse_value=_parse_date,
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A point in time, RFC 3339: any offset in, of a year from 1900 to 2200; UTC out, up to the"
        " microsecond.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=show_date_time,
        parse_value=_parse_date_time,
    ),
    DecimalString: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number as a string, such as `"98.50"`; never a float.',
        serialize=_show_decimal,
        parse_value=_parse_decimal,
    ),
    LogPosition: strawberry.scalar(
        name="LogPosition",
        description="A position in the agency's log, as a string of digits; positions have no holes.",
        serialize=str,
        parse_value=_parse_position,
    ),
}

SHOWN_IN_SQL: dict[str, str] = {
    "Decimal": "({})::text",
    "LogPosition": "({})::text",
    "Int": "({})::int4",
}
"""How SQL shows a column as a scalar where JSON would show it otherwise; the session's time zone is UTC."""
