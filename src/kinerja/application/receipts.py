"""Receipts: what a command left, so that a repeated one returns the first answer (H12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kinerja.clock import moment
from kinerja.log.datastore import LogDatastore


@dataclass(frozen=True)
class Receipt:
    """That a command was recorded: the position, time, stream, version and hash of its last fact.

    A command that found everything done already records no fact: then ``hash``, ``stream`` and ``version``
    are None and ``position`` is the head at that moment. Of what is given anonymously the receipt says only that it
    was recorded: ``position`` and ``recorded_at`` are None too, and ``given_by`` is a keyed hash.
    """

    agency: str
    command_id: UUID
    position: int | None
    recorded_at: datetime | None
    hash: str | None
    stream: UUID | None
    version: int | None
    facts: int
    given_by: UUID | None
    input_hmac: bytes


_SELECT = """
SELECT position, recorded_us, leaf, stream, version, facts, given_by, input_hmac
  FROM log.receipts WHERE agency = %s AND command_id = %s
"""


def find_receipt(datastore: LogDatastore, agency: str, command_id: UUID) -> Receipt | None:
    """The receipt of a command; None when it was never recorded (or refused: a refusal leaves none)."""
    with datastore.scoped(agency) as connection:
        row = connection.execute(_SELECT, [agency, command_id], prepare=True).fetchone()
    return None if row is None else receipt_of(agency, command_id, row)


def receipt_of(agency: str, command_id: UUID, row: Mapping[str, Any]) -> Receipt:
    """A receipt as it is stored."""
    return Receipt(
        agency=agency,
        command_id=command_id,
        position=row["position"] or None,
        recorded_at=moment(row["recorded_us"]) if row["recorded_us"] else None,
        hash=row["leaf"].hex() if row["leaf"] else None,
        stream=row["stream"],
        version=row["version"],
        facts=row["facts"],
        given_by=row["given_by"],
        input_hmac=row["input_hmac"],
    )
