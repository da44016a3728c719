"""Rows that wait to be sent together (H1)."""

from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from kinerja.projections.live_rows import LiveRows
from kinerja.projections.plan_revisions import PLAN_REVISION_LINES
from tests.people import Town

PROPOSAL, PLAN, RESULT = (UUID(int=number) for number in range(1, 4))


def test_rows_of_a_table_say_what_they_name_in_whatever_order(town: Town) -> None:
    given = {"proposal_id": PROPOSAL, "plan_id": PLAN, "kind": "ADDITION", "result_id": RESULT}
    turned = dict(reversed(given.items()))
    with psycopg.connect(town.service.database.owner, row_factory=dict_row) as connection:
        connection.execute("SET search_path TO read")
        rows = LiveRows(connection.cursor(), town.agency)
        rows.position = 1_000_000
        for number, values in enumerate((given, turned, given), start=1):
            rows.insert(PLAN_REVISION_LINES, number=number, **values)
        rows.flush()
        found = connection.execute(
            "SELECT number, proposal_id, plan_id, kind, result_id FROM plan_revision_lines ORDER BY number"
        ).fetchall()
    assert found == [{"number": number, **given} for number in (1, 2, 3)]
