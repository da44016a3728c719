"""Strict scalars: one form in, one canonical form out."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NewType

import strawberry
from graphql import GraphQLError

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})")
_DECIMAL = re.compile(r"-?\d{1,28}(\.\d{1,10})?")
_POSITION = re.compile(r"\d{1,19}")


def _bad(what: str, form: str) -> GraphQLError:
    hint = f"Write {form}."
    return GraphQLError(
        f"{what} has another form.", extensions={"code": "BAD_USER_INPUT", "rule": "H12.4", "hint": hint}
    )


def _parse_date(value: Any) -> date:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise _bad("Date", "YYYY-MM-DD, such as 2025-03-31")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _bad("Date", "a day that exists, as YYYY-MM-DD") from None


def _parse_date_time(value: Any) -> datetime:
    if not isinstance(value, str) or not _DATE_TIME.fullmatch(value):
        raise _bad("DateTime", "RFC 3339 with an offset, such as 2025-03-31T08:00:00+07:00")
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _bad("DateTime", "a time that exists, RFC 3339 with an offset") from None


def _show_date_time(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _parse_decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int) or not _DECIMAL.fullmatch(str(value)):
        raise _bad("Decimal", 'a string of digits with a dot, such as "98.50"')
    return Decimal(value)


def _show_decimal(value: Decimal) -> str:
    return format(value, "f")


def _parse_position(value: Any) -> int:
    if not isinstance(value, str) or not _POSITION.fullmatch(value):
        raise _bad("LogPosition", 'a string of digits, such as "1234"')
    return int(value)


Date = NewType("Date", date)
DateTime = NewType("DateTime", datetime)
DecimalString = NewType("DecimalString", Decimal)
LogPosition = NewType("LogPosition", int)

SCALARS: dict[object, Any] = {
    Date: strawberry.scalar(
        name="Date",
        description="A local date of the agency, `YYYY-MM-DD`.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=lambda value: value.isoformat(),
        parse_value=_parse_date,
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A point in time, RFC 3339: any offset in, UTC with microseconds out.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        serialize=_show_date_time,
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
