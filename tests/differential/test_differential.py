"""Compiled reads answer as the resolvers do: not a byte and not an error differs, for anybody who asks."""

import asyncio
import os
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from graphql import OperationType, get_operation_ast, parse

from kinerja.demo.folder import Folder
from kinerja.demo.run import examples_folder
from kinerja.demo.story import Memory
from kinerja.domain.ids import stream_id
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.schema import build_schema
from kinerja.service import Service
from tests.differential.both_ways import both_ways, pool_of
from tests.differential.random_documents import Document, RandomDocuments
from tests.test_docs import DOCUMENTS, ROOT, examples_of

AGENCY = "SWL"
WHO = (None, "E10", "E08", "E03", "X01", "E02", "E01")
"""Nobody, an employee, an officer, the inspector, the auditor, the administrator, the head."""
_DOCUMENTS = int(os.environ.get("KINERJA_DIFFERENTIAL", "0"))
_SHORT = 500
_SHARDS = 4
_SEED = 20261122
_KNOWN_ASKED = 300
_QUERY = re.compile(r"`(\s*query .*?)`", re.DOTALL)
_COMPILED = 0.4
"""Of 125 random documents: about half are, and which ones changes with the schema."""
_SHOWN = 3


@pytest.mark.parametrize("shard", range(_SHARDS))
def test_random_documents_are_answered_alike_both_ways(sawahlunto: Service, shard: int) -> None:
    """500 documents, each as one of the viewers; ``KINERJA_DIFFERENTIAL`` of them, each as all of them."""
    found, compiled = asyncio.run(_differences_of_random(sawahlunto, shard))
    assert found == [], f"{len(found)} differ; the first:\n\n" + "\n\n".join(found[:_SHOWN])
    assert compiled > _COMPILED, f"only {compiled:.0%} of what was asked is compiled"


def test_the_documents_of_docs_and_clients_are_answered_alike_both_ways(sawahlunto: Service) -> None:
    found, asked = asyncio.run(_differences_of_known(sawahlunto))
    assert found == [], f"{len(found)} differ; the first:\n\n" + "\n\n".join(found[:_SHOWN])
    assert asked > _KNOWN_ASKED, "hardly any document was found"


async def _differences_of_random(service: Service, shard: int) -> tuple[list[str], float]:
    viewers = _viewers(service)
    schema = build_schema()
    found = []
    async with both_ways(service, AGENCY) as ways:
        inspector = _people(service).employees["X01"]
        documents = RandomDocuments(schema._schema, await pool_of(ways, inspector), seed=_SEED + shard)
        for number in range((_DOCUMENTS or _SHORT) // _SHARDS):
            document = documents.document()
            while schema.documents.known(document.text).errors:
                document = documents.document()
            for viewer in viewers if _DOCUMENTS else [viewers[number % len(viewers)]]:
                difference = await ways.difference(document, viewer, "en" if number % 2 else "id")
                found += [] if difference is None else [difference]
    return found, ways.compiled / ways.asked


async def _differences_of_known(service: Service) -> tuple[list[str], int]:
    """Every document as everybody, whoever it was written for."""
    found = []
    async with both_ways(service, AGENCY) as ways:
        for document in [*_of_docs(service), *_of_clients(service)]:
            for number, viewer in enumerate(_viewers(service)):
                difference = await ways.difference(document, viewer, "en" if number % 2 else "id")
                found += [] if difference is None else [difference]
    return found, ways.asked


def _people(service: Service) -> Folder:
    return Folder(examples_folder() / "sawahlunto", service.logs)


def _viewers(service: Service) -> list[UUID | None]:
    employees = _people(service).employees
    return [employees[each] if each else None for each in WHO]


def _of_docs(service: Service) -> Iterator[Document]:
    """Queries of the guide, but for those that need what only the guide's own changes make: no mutation either."""
    memory = Memory(_people(service))
    for example in (each for path in DOCUMENTS for each in examples_of(path)):
        if "{kept:" not in str(example.variables) and _asks(example.text):
            yield Document(example.text, memory.resolved(example.variables))


def _asks(text: str) -> bool:
    operation = get_operation_ast(parse(text))
    return operation is not None and operation.operation == OperationType.QUERY


def _of_clients(service: Service) -> Iterator[Document]:
    """Queries of the programs for frontend teams, about an indicator of the city."""
    indicator = str(GlobalId("Indicator", AGENCY, stream_id(AGENCY, "Indicator", "IZIN-SELESAI")))
    for path in sorted((ROOT / "clients").glob("*/src/documents.ts")):
        for text in _QUERY.findall(path.read_text(encoding="utf-8")):
            yield Document(text, {"first": 5, "id": indicator})
