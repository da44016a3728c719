"""Compiled reads answer as the resolvers do: not a byte and not an error differs, for anybody who asks."""

import asyncio
import os
from uuid import UUID

from kinerja.demo.folder import Folder
from kinerja.demo.run import examples_folder
from kinerja.graphql.schema import build_schema
from kinerja.service import Service
from tests.differential.both_ways import both_ways, pool_of
from tests.differential.random_documents import RandomDocuments

AGENCY = "SWL"
WHO = (None, "E10", "E08", "E03", "X01", "E02", "E01")
"""Nobody, an employee, an officer, the inspector, the auditor, the administrator, the head."""
_DOCUMENTS = int(os.environ.get("KINERJA_DIFFERENTIAL", "0"))
_SHORT = 500
_COMPILED = 0.6
_SHOWN = 3


def test_random_documents_are_answered_alike_both_ways(sawahlunto: Service) -> None:
    """500 documents, each as one of the viewers; ``KINERJA_DIFFERENTIAL`` of them, each as all of them."""
    found, compiled = asyncio.run(_differences(sawahlunto))
    assert found == [], f"{len(found)} differ; the first:\n\n" + "\n\n".join(found[:_SHOWN])
    assert compiled > _COMPILED, f"only {compiled:.0%} of what was asked is compiled"


async def _differences(service: Service) -> tuple[list[str], float]:
    people = Folder(examples_folder() / "sawahlunto", service.logs).employees
    viewers: list[UUID | None] = [people[each] if each else None for each in WHO]
    schema = build_schema()
    found = []
    async with both_ways(service, AGENCY) as ways:
        documents = RandomDocuments(schema._schema, await pool_of(ways, people["X01"]), seed=20261122)
        for number in range(_DOCUMENTS or _SHORT):
            document = documents.document()
            while schema.documents.known(document.text).errors:
                document = documents.document()
            for viewer in viewers if _DOCUMENTS else [viewers[number % len(viewers)]]:
                difference = await ways.difference(document, viewer, "en" if number % 2 else "id")
                found += [] if difference is None else [difference]
    return found, ways.compiled / ways.asked
