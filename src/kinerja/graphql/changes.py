"""Which objects changed between two positions: by their own row, or by the facts that concern them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kinerja.graphql.declarations import key_of, table_of
from kinerja.graphql.node import node_types
from kinerja.graphql.reads import Reads
from kinerja.identity.read_rights import READ_RIGHTS
from kinerja.identity.relations import Standing

_READ_BEYOND = frozenset({Standing.PUBLIC, Standing.EMPLOYEE, Standing.SUPPORTER, Standing.RESULT_OWNER})
"""Who reads an object without reading what is recorded of those whom it concerns."""
_READ_IN_PART = frozenset({Standing.EVALUATION_TEAM})
"""Who reads only some of what concerns an object: to them it changed when its own row did, not to others."""
_CONCERNED = (
    "SELECT DISTINCT object_id AS id FROM audit_links WHERE agency = %(agency)s"
    " AND object_id = ANY(%(ids)s) AND entry > %(after)s AND entry <= %(upto)s"
)


async def touched(reads: Reads, wanted: Mapping[UUID, str], after: int, upto: int) -> list[UUID]:
    """Which of these objects, by their kinds, changed after one position and up to another.

    A kind that everybody reads changed only when its own row did: that a fact concerns an employee, a post or a
    service is told in the audit trail, to those who may know it. To an evaluation team so did all that it reads:
    it is not told that somebody gave feedback on a plan.
    """
    span = {"after": after, "upto": upto}
    beyond = _READ_BEYOND | (_READ_IN_PART & reads.viewer.standings)
    by_row = [kind for kind in sorted(set(wanted.values())) if _by_own_row(kind, beyond)]
    concerned = [id for id, kind in wanted.items() if kind not in by_row]
    found = await reads.rows(_CONCERNED, {"ids": concerned, **span}) if concerned else []
    for kind in by_row:
        ids = [id for id, of in wanted.items() if of == kind]
        found += await reads.rows(_changed_rows(kind), {"ids": ids, **span})
    return sorted(row["id"] for row in found)


def _by_own_row(kind: str, beyond: frozenset[Standing]) -> bool:
    return kind in node_types() and not beyond.isdisjoint(READ_RIGHTS[kind].rows)


def _changed_rows(kind: str) -> str:
    table: Any = table_of(node_types()[kind])
    key = key_of(table)
    return (
        f"SELECT t.{key} AS id FROM {table.name} t WHERE t.agency = %(agency)s AND t.{key} = ANY(%(ids)s)"
        " AND t.position > %(after)s AND t.position <= %(upto)s"
    )
