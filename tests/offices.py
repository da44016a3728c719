"""Units below the town of ``tests/people.py``, with people whose plans support each other."""

from decimal import Decimal
from uuid import UUID

from kinerja.application.organisation import EstablishOrgUnit, EstablishPosition
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plans import AddWorkResult, DraftPlan
from kinerja.domain.ids import made_by
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.vocabulary import Aspect, FunctionalLevel, OrgUnitKind, PositionKind
from tests.people import Town


def unit(town: Town, code: str, parent: str = "ROOT") -> UUID:
    """Establish a unit below another."""
    above = town.named("OrgUnit", parent)
    town.give(
        EstablishOrgUnit(code=code, name=code, kind=OrgUnitKind.OFFICE, parent_id=above), "admin", f"unit-{code}"
    )
    return town.named("OrgUnit", code)


def post(town: Town, who: str, in_unit: str, above: str, kind: PositionKind = PositionKind.FUNCTIONAL) -> None:
    """Establish a position named like its holder, and let somebody new hold it from long ago."""
    position(town, who.upper(), in_unit, above, kind)
    number = sum(name.startswith("assignment-") for name in town.ids)
    town.register(who, f"Pegawai {who}", f"198501012010011{100 + number}")
    town.assign(who, who.upper(), f"assignment-{who}")


def position(town: Town, code: str, in_unit: str, above: str, kind: PositionKind = PositionKind.FUNCTIONAL) -> None:
    """Establish a position that nobody holds yet."""
    level = FunctionalLevel.AHLI_PERTAMA if kind is PositionKind.FUNCTIONAL else None
    town.give(
        EstablishPosition(
            code=code,
            title=f"Jabatan {code}",
            kind=kind,
            functional_level=level,
            unit_id=town.named("OrgUnit", in_unit),
            reports_to=town.named("Position", above),
        ),
        "admin",
        f"position-{code}",
    )


def begin(town: Town, who: str) -> None:
    """Begin somebody's plan, with nothing in it."""
    town.give(
        DraftPlan(
            position_id=town.named("Position", who.upper()),
            assignment_id=town.ids[f"assignment-{who}"],
            period_id=town.named("Period", "2025"),
        ),
        who,
        f"draft-{who}",
    )


def adding(
    town: Town, who: str, weight: str, *targets: tuple[str, str], supports: tuple[str, str] | None = None,
    kind: WorkResultKind = WorkResultKind.PRIMARY,
) -> AddWorkResult:  # fmt: skip
    """The command that adds a result; ``targets`` are codes of indicators and amounts."""
    made = tuple(
        TargetInput(indicator_id=town.named("Indicator", code), aspect=Aspect.QUANTITY, amount=Decimal(amount))
        for code, amount in targets
    )
    result = ResultInput(
        kind=kind,
        title=f"Hasil {who}",
        weight=Decimal(weight),
        targets=made,
        supports_plan_id=town.plan(supports[0]) if supports else None,
        supports_result_id=result_of(town, *supports) if supports else None,
    )
    return AddWorkResult(plan_id=town.plan(who), result=result)


def add(
    town: Town, who: str, name: str, weight: str, *targets: tuple[str, str],
    supports: tuple[str, str] | None = None, kind: WorkResultKind = WorkResultKind.PRIMARY,
) -> UUID:  # fmt: skip
    """Add a result to a draft under a name."""
    town.give(adding(town, who, weight, *targets, supports=supports, kind=kind), who, f"result-{who}-{name}")
    return result_of(town, who, name)


def result_of(town: Town, who: str, name: str) -> UUID:
    """The id of a result by whose it is and its name."""
    return made_by(town.command_id(f"result-{who}-{name}"), "result")


def target_of(town: Town, who: str, name: str, place: int = 0) -> UUID:
    """The id of a target of a result."""
    return made_by(town.command_id(f"result-{who}-{name}"), f"target-{place}")
