"""Every read is compiled: each root field and each field, but for those that ADR 0010 names."""

import asyncio
import json
import re
from pathlib import Path

import pytest

from kinerja.demo.folder import Folder
from kinerja.demo.run import examples_folder
from kinerja.domain.ids import stream_id
from kinerja.graphql.compiled.selections import NotCompiled
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.schema import build_schema
from kinerja.identity.relations import Standing
from kinerja.service import Service
from tests.differential.both_ways import both_ways
from tests.differential.every_field import each_alone, minimal, needs_arguments, root_fields
from tests.differential.random_documents import Document

AGENCY = "SWL"
ADR = Path(__file__).parents[2] / "docs/adr/0010-compiled-reads.md"
ROOTS = {
    "replayEvaluation": "recomputes what an evaluation judged, from the log",
    "indicatorImpact": "computes from the log what a revision of an indicator would touch",
    "disclosedAnswers": "opens answers from the log",
    "auditStretch": "counts what has no row",
    "receipt": "looks into the log, not into the read models",
}
"""Root fields that are never compiled, each with the reason."""
_OF_SUMS = "is reckoned in the domain from sums of released cells, as exact fractions, and classified"
FIELDS = {
    **dict.fromkeys(
        (
            "SatisfactionIndex.meanGrade",
            "SatisfactionIndex.meanOfServices",
            "SatisfactionIndex.weighted",
            "SatisfactionIndex.weightedGrade",
            "SurveyResult.change",
            "SurveyResult.grade",
            "SurveyResult.ikm",
            "SurveyResult.lowest",
            "SurveyResult.sampleReached",
            "SurveyResult.sampleSize",
        ),
        _OF_SUMS,
    ),
    "Indicator.blame": "is computed of all changes of a manual, field by field",
    "EvaluationScore.derivation": "is unpacked: explanations are kept packed, apart from the rows",
    "BatchItem.refusals": "makes sentences in the language of the request from rules and parameters",
    "BatchRefusal.refusals": "makes sentences in the language of the request from rules and parameters",
}
"""Fields that are never compiled, whatever they are asked of, each with the reason."""
_OF_FIELDS = ("satisfactionIndices",)
"""Root fields whose least document asks for a field that is never compiled."""
_BELOW = ("Blame", "ScoreTerm", "TermSource")
"""Types that only such fields lead to."""
_FIELDS = 700
"""As many are asked at least: the walk gets through."""
WHO = (None, "E10", "E08", "X01", "E02")
"""Nobody, an employee, an officer, the auditor, the administrator."""


def test_h13_every_root_field_is_answered_by_its_statement_as_by_the_resolvers(sawahlunto: Service) -> None:
    missed, differing = asyncio.run(_asked(sawahlunto))
    assert differing == []
    assert missed == []


async def _asked(service: Service) -> tuple[list[tuple[str, str | None]], list[str]]:
    """The root fields that were left to the resolvers, with who asked; what differs between both ways."""
    people = Folder(examples_folder() / "sawahlunto", service.logs).employees
    missed, differing = [], []
    async with both_ways(service, AGENCY) as ways:
        for root, text in _documents().items():
            for who in WHO:
                before = ways.reads.answered
                difference = await ways.difference(Document(text), people[who] if who else None, "en")
                differing += [] if difference is None else [difference]
                missed += [(root, who)] if ways.reads.answered == before else []
    return [(root, who) for root, who in missed if root not in _OF_FIELDS], differing


def _documents() -> dict[str, str]:
    """One for each root field that is compiled."""
    unit = json.dumps(str(GlobalId("OrgUnit", AGENCY, stream_id(AGENCY, "OrgUnit", "DPMPTSP"))))
    arguments = {"node": f"id: {unit}", "nodes": f"ids: [{unit}]"}
    assert {name for name, field in root_fields().items() if needs_arguments(field)} == {*arguments, *ROOTS}
    return {root: minimal(root, arguments.get(root, "")) for root in root_fields() if root not in ROOTS}


@pytest.mark.parametrize("basis", ["", 'asOf: {position: "1"}'], ids=["now", "then"])
def test_h13_every_field_is_compiled_alone(basis: str) -> None:
    asked = dict(each_alone(basis))
    assert len(asked) > _FIELDS
    found = {field for field, text in asked.items() if not _is_compiled(text)}
    assert found - {field for field in asked if field.partition(".")[0] in _BELOW} == FIELDS.keys()


def _is_compiled(text: str) -> bool:
    """Whether a statement is made of a document, for nobody and for somebody of every standing."""
    operation = build_schema().documents.known(text).operation(None)
    assert operation is not None, text
    try:
        bound = operation.read.bound({}, AGENCY)
        for standings in (frozenset[Standing](), frozenset(Standing)):
            operation.read.statement(bound, standings, "en")
    except NotCompiled:
        return False
    return True


def test_adr_0010_names_what_is_not_compiled_and_nothing_else() -> None:
    (listed,) = re.findall(
        r"Left to the resolvers are\n\n(.*?)\n\nA test", ADR.read_text(encoding="utf-8"), re.DOTALL
    )
    named = re.findall(r"`(\w+(?:\.\w+)?)`", listed)
    assert sorted(named) == sorted([*ROOTS, *FIELDS, "node"]), "`node` is there for ids of nothing"
