"""Indicators, every version of their manual and what each revision changed."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from kinerja.domain.indicator_manuals import FieldChange, IndicatorManual, shown
from kinerja.domain.indicators import IndicatorDefined, IndicatorRevised, IndicatorWithdrawn
from kinerja.domain.inputs import camel
from kinerja.projections.rows import Handlers, Rows, as_json, text_of
from kinerja.projections.tables import ID, Table, date, document, flag, moment, number, sealed, text, uuid

_MANUAL = (
    text("name"),
    text("family"),
    text("purpose"),
    text("definition"),
    text("formula"),
    text("unit"),
    text("data_source"),
    text("reporting_period"),
    text("direction"),
    flag("cumulative"),
    text("numerator", nullable=True),
    text("denominator", nullable=True),
    text("control"),
    text("task"),
)
"""The parts of a manual that are one value each; its terms are a list."""
DECISION = (
    moment("decided_at"),
    uuid("decided_by", nullable=True),
    text("capacity"),
    text("letter_number", nullable=True),
    sealed("reason", nullable=True),
    text("legal_basis", nullable=True),
    uuid("proposal_id", nullable=True),
)
"""Who decided, when, in which capacity, why, on which legal basis, and which proposal that adopted."""
INDICATORS = Table(
    "indicators",
    key=(ID,),
    columns=(
        text("code"),
        uuid("standard_id"),
        text("name"),
        text("family"),
        number("newest_version"),
        date("last_day", nullable=True),
        number("version"),
    ),
    indexes=(("code",), ("standard_id", "code"), ("family", "code")),
)
INDICATOR_VERSIONS = Table(
    "indicator_versions",
    key=(uuid("indicator_id"), number("number")),
    columns=(
        date("effective_on"),
        date("ends_before", nullable=True),
        *DECISION,
        number("decided_position"),
        *_MANUAL,
        document("terms"),
        uuid("measured_service_id", nullable=True),
        text("measured_figure", nullable=True),
        text("measured_scope", nullable=True),
    ),
    indexes=(("indicator_id", "effective_on"), ("decided_position",)),
)
INDICATOR_CHANGES = Table(
    "indicator_changes",
    key=(uuid("indicator_id"), number("number"), text("field")),
    columns=(text("before", nullable=True), text("after", nullable=True)),
    indexes=(("indicator_id", "field", "number"),),
    append_only=True,
)
INDICATOR_WITHDRAWALS = Table(
    "indicator_withdrawals",
    key=(uuid("indicator_id"),),
    columns=(number("number"), date("effective_on"), *DECISION, number("decided_position")),
    indexes=(("decided_position",),),
    append_only=True,
)
"""The first day without the indicator, and the version that ends with that."""
TABLES = (INDICATORS, INDICATOR_VERSIONS, INDICATOR_CHANGES, INDICATOR_WITHDRAWALS)


def _define(rows: Rows, fact: IndicatorDefined) -> None:
    rows.insert(
        INDICATORS,
        id=fact.originator_id,
        code=fact.code,
        standard_id=fact.standard_id,
        name=fact.manual.name,
        family=fact.manual.family,
        newest_version=1,
        last_day=None,
        version=fact.originator_version,
    )
    _add_version(rows, fact, 1)
    first = [
        FieldChange(field=name, before=None, after=after)
        for name, value in msgspec.structs.asdict(fact.manual).items()
        if (after := shown(value)) is not None
    ]
    _add_changes(rows, fact.originator_id, 1, first)


def _revise(rows: Rows, fact: IndicatorRevised) -> None:
    rows.update(
        INDICATORS,
        {"id": fact.originator_id},
        name=fact.manual.name,
        family=fact.manual.family,
        newest_version=fact.number,
        version=fact.originator_version,
    )
    rows.update(
        INDICATOR_VERSIONS,
        {"indicator_id": fact.originator_id, "number": fact.number - 1},
        ends_before=fact.effective_on,
    )
    _add_version(rows, fact, fact.number)
    _add_changes(rows, fact.originator_id, fact.number, fact.changes)


def _withdraw(rows: Rows, fact: IndicatorWithdrawn) -> None:
    rows.update(INDICATORS, {"id": fact.originator_id}, last_day=fact.last_day, version=fact.originator_version)
    ends_before = fact.last_day + timedelta(days=1)
    rows.update(
        INDICATOR_VERSIONS,
        {"indicator_id": fact.originator_id, "number": fact.number},
        ends_before=ends_before,
    )
    rows.insert(
        INDICATOR_WITHDRAWALS,
        indicator_id=fact.originator_id,
        number=fact.number,
        effective_on=ends_before,
        **_decision(fact),
        decided_position=rows.position,
    )


def _decision(fact: IndicatorDefined | IndicatorRevised | IndicatorWithdrawn) -> dict[str, object]:
    return {
        "decided_at": fact.act.at,
        "decided_by": fact.act.by,
        "capacity": fact.act.capacity,
        "letter_number": fact.act.letter.number if fact.act.letter else None,
        "reason": text_of(fact, "act.reason"),
        "legal_basis": fact.act.legal_basis,
        "proposal_id": None if isinstance(fact, IndicatorDefined) else fact.proposal_id,
    }


def _add_version(rows: Rows, fact: IndicatorDefined | IndicatorRevised, number_of_version: int) -> None:
    rows.insert(
        INDICATOR_VERSIONS,
        indicator_id=fact.originator_id,
        number=number_of_version,
        effective_on=fact.effective_on,
        decided_position=rows.position,
        **_decision(fact),
        **_manual_columns(fact.manual),
    )


def _manual_columns(manual: IndicatorManual) -> dict[str, object]:
    parts = {column.name: getattr(manual, column.name) for column in _MANUAL}
    by = manual.measured_by
    return {
        **parts,
        "terms": as_json(manual.terms),
        "measured_service_id": by.service_id if by else None,
        "measured_figure": by.figure if by else None,
        "measured_scope": by.scope if by else None,
    }


def _add_changes(rows: Rows, indicator_id: UUID, version: int, changes: Sequence[FieldChange]) -> None:
    for change in changes:
        rows.insert(
            INDICATOR_CHANGES,
            indicator_id=indicator_id,
            number=version,
            field=camel(change.field),
            before=change.before,
            after=change.after,
        )


ON: Handlers = {IndicatorDefined: _define, IndicatorRevised: _revise, IndicatorWithdrawn: _withdraw}
NOT_SHOWN = ()
