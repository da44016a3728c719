"""What the facts of a standard change in the tables of standards."""

from datetime import timedelta
from typing import Any

from kinerja.domain.aggregate import Fact
from kinerja.domain.ids import standard_version_id
from kinerja.domain.standard_contents import StandardStage
from kinerja.domain.standard_facts import (
    StandardApproved,
    StandardBegun,
    StandardBroughtIntoForce,
    StandardConsultationOpened,
    StandardDataCollected,
    StandardDrafted,
    StandardEvaluated,
    StandardFeasibilityChecked,
    StandardRetired,
    StandardRevisionBegun,
)
from kinerja.projections.rows import Handlers, Rows
from kinerja.projections.standard_tables import (
    STANDARD_DATA,
    STANDARD_EVALUATIONS,
    STANDARD_POSITIONS,
    STANDARD_STEPS,
    STANDARD_TARGETS,
    STANDARD_VERSIONS,
    STANDARDS,
)

TABLES = (
    STANDARDS, STANDARD_VERSIONS, STANDARD_POSITIONS, STANDARD_STEPS, STANDARD_TARGETS, STANDARD_DATA,
    STANDARD_EVALUATIONS,
)  # fmt: skip


def _begin(rows: Rows, fact: StandardBegun) -> None:
    _stand(rows, fact, StandardStage.DATA_COLLECTION)


def _stand(rows: Rows, fact: StandardBegun | StandardDrafted, stage: StandardStage) -> None:
    """A standard that is new, whether it is begun or taken over as a draft."""
    rows.insert(
        STANDARDS,
        id=fact.originator_id,
        code=fact.code,
        title=fact.title,
        service=fact.service,
        stage=stage,
        newest_version=1,
        begun_at=fact.act.at,
        effective_on=None,
        last_day=None,
        version=fact.originator_version,
    )


def _collect(rows: Rows, fact: StandardDataCollected) -> None:
    _move(rows, fact)
    rows.insert(
        STANDARD_DATA,
        standard_id=fact.originator_id,
        number=fact.number,
        datum=fact.datum,
        source=fact.source,
        finding=fact.finding,
        collected_at=fact.act.at,
        collected_by=fact.act.by,
    )


def _draft(rows: Rows, fact: StandardDrafted) -> None:
    if fact.originator_version == 1:
        _stand(rows, fact, StandardStage.DRAFT)
    elif fact.again and not fact.led_back:
        _move(rows, fact, title=fact.title, service=fact.service)
    else:
        _move(rows, fact, title=fact.title, service=fact.service, stage=StandardStage.DRAFT)
    id = standard_version_id(fact.originator_id, fact.number)
    rows.put(
        STANDARD_VERSIONS,
        id=id,
        standard_id=fact.originator_id,
        number=fact.number,
        title=fact.title,
        service=fact.service,
        legal_basis=fact.legal_basis,
        taken_over=fact.taken_over,
        drafted_at=fact.act.at,
        feasibility_position=None,
        feasibility=None,
        approved_at=None,
        approved_by=None,
        effective_on=None,
        ends_before=None,
    )
    if fact.again:
        for content in (STANDARD_POSITIONS, STANDARD_STEPS, STANDARD_TARGETS):
            rows.delete(content, version_id=id)
    for index, step in enumerate(fact.steps):
        rows.insert(
            STANDARD_STEPS,
            version_id=id,
            number=index + 1,
            name=step.name,
            time_limit=step.limit,
            limit_unit=step.limit_unit,
        )
    for position_id in dict.fromkeys(fact.positions):  # older drafts may list one twice
        rows.insert(STANDARD_POSITIONS, version_id=id, position_id=position_id, standard_id=fact.originator_id)
    for target in {each.indicator_id: each for each in reversed(fact.targets)}.values():  # the first one counts
        rows.insert(
            STANDARD_TARGETS,
            version_id=id,
            indicator_id=target.indicator_id,
            standard_id=fact.originator_id,
            amount=target.amount,
        )


def _open_consultation(rows: Rows, fact: StandardConsultationOpened) -> None:
    _move(rows, fact, stage=StandardStage.CONSULTATION)


def _check_feasibility(rows: Rows, fact: StandardFeasibilityChecked) -> None:
    _move(rows, fact, stage=StandardStage.FEASIBILITY)
    _change(rows, fact, feasibility=fact.conclusion, feasibility_position=fact.basis_position)


def _approve(rows: Rows, fact: StandardApproved) -> None:
    _move(rows, fact, stage=StandardStage.APPROVED)
    _change(rows, fact, approved_at=fact.act.at, approved_by=fact.act.by)


def _bring_into_force(rows: Rows, fact: StandardBroughtIntoForce) -> None:
    _move(rows, fact, stage=StandardStage.IN_FORCE, effective_on=fact.effective_on)
    _change(rows, fact, effective_on=fact.effective_on)
    before = standard_version_id(fact.originator_id, fact.number - 1)
    rows.update(STANDARD_VERSIONS, {"id": before}, ends_before=fact.effective_on)


def _evaluate(rows: Rows, fact: StandardEvaluated) -> None:
    _move(rows, fact, stage=StandardStage.EVALUATED)
    rows.insert(
        STANDARD_EVALUATIONS,
        standard_id=fact.originator_id,
        evaluated_position=rows.position,
        number=fact.number,
        finding=fact.finding,
        recommendation=fact.recommendation,
        evaluated_at=fact.act.at,
        evaluated_by=fact.act.by,
    )


def _begin_revision(rows: Rows, fact: StandardRevisionBegun) -> None:
    _move(rows, fact, stage=StandardStage.DATA_COLLECTION, newest_version=fact.number)


def _retire(rows: Rows, fact: StandardRetired) -> None:
    _move(rows, fact, stage=StandardStage.RETIRED, last_day=fact.last_day)
    _change(rows, fact, ends_before=fact.last_day + timedelta(days=1))


def _move(rows: Rows, fact: Fact, **values: Any) -> None:
    """Change the row of the standard."""
    rows.update(STANDARDS, {"id": fact.originator_id}, **values, version=fact.originator_version)


def _change(rows: Rows, fact: Any, **values: Any) -> None:
    """Change the row of the version that a fact is about."""
    rows.update(STANDARD_VERSIONS, {"id": standard_version_id(fact.originator_id, fact.number)}, **values)


ON: Handlers = {
    StandardBegun: _begin,
    StandardDataCollected: _collect,
    StandardDrafted: _draft,
    StandardConsultationOpened: _open_consultation,
    StandardFeasibilityChecked: _check_feasibility,
    StandardApproved: _approve,
    StandardBroughtIntoForce: _bring_into_force,
    StandardEvaluated: _evaluate,
    StandardRevisionBegun: _begin_revision,
    StandardRetired: _retire,
}
NOT_SHOWN = ()
