"""Four questions of the slice, in the words of either side; each request asks about something else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from examples.generating.shape import Shape
from kinerja.graphql.ids import GlobalId

Variables = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A question: our document and PostGraphile's, and what each is asked about.

    ``heavy``: PostgreSQL's part is most of it. ``rows`` gives the number of rows of an answer of either side: they
    must be the same.
    """

    name: str
    ours: str
    theirs: str
    heavy: bool
    ours_of: Sequence[Variables]
    theirs_of: Sequence[Variables]
    rows: tuple[Callable[[Any], int], Callable[[Any], int]]


def questions(shape: Shape) -> list[Question]:
    """All of them, for an agency."""
    agency = shape.agency
    sections = range(shape.heads - shape.sections, shape.heads)
    employees = [shape.employee_id(number) for number in _spread(range(shape.heads, shape.employees), 40)]
    units = [shape.unit_id(number) for number in _spread(sections, 30)]
    actors = [shape.employee_id(number) for number in _spread(sections, 30)]

    def ours(kind: str, keys: Sequence[UUID]) -> list[Variables]:
        return [{"id": str(GlobalId(kind, agency, key))} for key in keys]

    def theirs(keys: Sequence[UUID]) -> list[Variables]:
        return [{"id": str(key), "agency": agency} for key in keys]

    return [
        Question(
            "card", _CARD, _THEIR_CARD, False, ours("Employee", employees), theirs(employees),
            (lambda data: len(data["plans"]["nodes"][0]["results"]), _their_results),
        ),
        Question(
            "list", _LIST, _THEIR_LIST, False, ours("OrgUnit", units), theirs(units),
            (lambda data: len(data["evaluations"]["nodes"]), lambda data: len(data["allEvaluations"]["nodes"])),
        ),
        Question(
            "audit page", _AUDIT, _THEIR_AUDIT, True, ours("Employee", actors), theirs(actors),
            (lambda data: len(data["auditTrail"]["nodes"]), lambda data: len(data["allAuditEntries"]["nodes"])),
        ),
        Question(
            "two levels", _LEVELS, _THEIR_LEVELS, True, [{}], [{"agency": agency}],
            (_our_members, _their_members),
        ),
    ]  # fmt: skip


def _their_results(data: Any) -> int:
    return len(data["allPlans"]["nodes"][0]["workResults"]["nodes"])


def _our_members(data: Any) -> int:
    return sum(1 for unit in data["orgUnits"]["nodes"] for each in unit["members"] if _evaluated(each["employee"]))


def _evaluated(employee: Any) -> bool:
    return employee["newestEvaluation"] is not None


def _their_members(data: Any) -> int:
    members = (each for unit in data["allOrgUnits"]["nodes"] for each in unit["members"]["nodes"])
    return sum(1 for each in members if each["employee"]["evaluated"]["nodes"])


def _spread(numbers: range, count: int) -> list[int]:
    step = max(1, len(numbers) // count)
    return list(numbers)[::step][:count]


_CARD = """
query Card($id: ID!) {
  plans(first: 1, where: {employeeId: $id}) {
    nodes {
      id state startsOn endsOn newestVersion draftedAt submittedAt approvedAt version
      employee { name } position { title } unit { name }
      results { number title kind weight targets { amount aspect effectiveOn indicator { code name } } }
    }
  }
}
"""
_THEIR_CARD = """
query Card($id: UUID!, $agency: String!) {
  allPlans(first: 1, orderBy: STARTS_ON_ASC, condition: {agency: $agency, employeeId: $id}) {
    nodes {
      id state startsOn endsOn newestVersion draftedAt submittedAt approvedAt version
      employee { nameText { content } } post { title } unit { name }
      workResults(orderBy: NUMBER_ASC) {
        nodes {
          number titleText { content } kind weight
          targets(orderBy: NUMBER_ASC) { nodes { amount aspect effectiveOn indicator { code name } } }
        }
      }
    }
  }
}
"""
_LIST = """
query Members($id: ID!) {
  evaluations(first: 100, where: {unitId: $id}) {
    nodes { window kind state predicate resultsRating behaviorRating ratedAt deliveredAt acceptedAt version }
  }
}
"""
_THEIR_LIST = """
query Members($id: UUID!, $agency: String!) {
  allEvaluations(first: 100, orderBy: [ENDS_ON_ASC], condition: {agency: $agency, unitId: $id}) {
    nodes { windowCode kind state predicate resultsRating behaviorRating ratedAt deliveredAt acceptedAt version }
  }
}
"""
_AUDIT = """
query Trail($id: ID!) {
  auditTrail(first: 50, where: {actorId: $id}) {
    nodes {
      position kind recordedAt capacity legalBasis validOn actor { name } subject { name }
      links { objectKind objectId }
    }
  }
}
"""
_THEIR_AUDIT = """
query Trail($id: UUID!, $agency: String!) {
  allAuditEntries(first: 50, orderBy: ENTRY_DESC, condition: {agency: $agency, actorId: $id}) {
    nodes {
      entry kind recordedAt capacity legalBasis validOn
      actor { nameText { content } } subject { nameText { content } }
      links { nodes { objectKind objectId } }
    }
  }
}
"""
_LEVELS = """
query Levels {
  orgUnits(first: 10) {
    totalCount
    nodes {
      code name memberCount
      members { kind startsOn employee { name newestEvaluation { window predicate } } }
    }
  }
}
"""
_THEIR_LEVELS = """
query Levels($agency: String!) {
  allOrgUnits(first: 10, orderBy: CODE_ASC, condition: {agency: $agency}) {
    totalCount
    nodes {
      code name
      members {
        totalCount
        nodes {
          kind startsOn
          employee {
            nameText { content }
            evaluated(first: 1, orderBy: [ENDS_ON_DESC, STARTS_ON_ASC]) { nodes { windowCode predicate } }
          }
        }
      }
    }
  }
}
"""
