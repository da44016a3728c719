"""Lists in commands: where they are declared, doubled ones, and commands for those that the tour leaves empty."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from kinerja.application.agency import GrantRole
from kinerja.application.commands import Command
from kinerja.application.indicators import ReviseIndicator
from kinerja.application.periods import OpenPeriod
from kinerja.application.plan_closing import ClosePlan
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plan_revision import RevisedTarget, RevisePlan, SupportInput, WeightInput
from kinerja.application.plan_revision_proposals import ProposePlanRevision
from kinerja.application.plans import DraftPlan
from kinerja.application.proposals import ProposeIndicatorChange
from kinerja.domain.indicator_manuals import FormulaTerm
from kinerja.domain.plan_vocabulary import ClosingCause, WorkResultKind
from kinerja.domain.vocabulary import Aspect, Cadence, Role
from kinerja.identity.command_rights import COMMAND_RIGHTS
from tests.laws.moves.move import Given
from tests.people import END_OF_YEAR, LETTER, LONG_AGO, Town, manual

_CHANGE: dict[str, Any] = {"reason": "perlu", "legal_basis": "SK 14"}
_TERM = FormulaTerm(name="berkas", meaning="berkas yang disusun")
_MANUAL = manual(formula="{berkas} per hari", terms=(_TERM,))


def doubled(command: Command) -> Iterator[tuple[str, Command]]:
    """A command with each of its lists doubled, one at a time, and the place of that list."""
    for place, value in _doubled(command):
        yield f"{command.action}.{place}", value


def _doubled(value: Any) -> Iterator[tuple[str, Any]]:
    """A value with each of its lists doubled; of what lies in a list, the lists of its first entry."""
    if isinstance(value, tuple) and value:
        yield "", (*value, *value)
        for place, first in _doubled(value[0]):
            yield place, (first, *value[1:])
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            for place, inner in _doubled(getattr(value, name)):
                yield f"{name}.{place}".rstrip("."), msgspec.structs.replace(value, **{name: inner})


def declared() -> set[str]:
    """The place of each list of each command that somebody may give; tests have commands of their own."""
    given = (kind for kind in _commands(Command) if kind.action in COMMAND_RIGHTS)
    return {f"{kind.action}.{place}" for kind in given for place in _places(kind)}


def _commands(kind: type[Command]) -> Iterator[type[Command]]:
    for each in kind.__subclasses__():
        if hasattr(each, "action"):
            yield each
        yield from _commands(each)


def _places(hint: Any) -> Iterator[str]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        for name, inner in get_type_hints(hint).items():
            if name in hint.__struct_fields__:
                yield from (f"{name}.{place}".rstrip(".") for place in _places(inner))
        return
    if get_origin(hint) is tuple:
        yield ""
    for inner in get_args(hint):
        yield from _places(inner)


def filled(town: Town) -> Iterator[Given]:
    """Commands with the lists that the tour leaves empty, on approved plans one above the other."""
    everywhere = (town.named("OrgUnit", "ROOT"),)
    yield Given(
        "admin",
        GrantRole(
            holder_id=town.ids["second"],
            role=Role.INSPECTOR,
            starts_on=LONG_AGO,
            ends_on=END_OF_YEAR,
            unit_ids=everywhere,
            letter=LETTER,
        ),
    )
    yield Given(
        "admin",
        OpenPeriod(
            code="LAIN",
            name="Periode lain",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            cadence=Cadence.QUARTERLY,
            rules="indonesia-2025",
            unit_ids=everywhere,
        ),
    )
    yield from _manuals(town)
    yield from _revisions(town)
    yield from _inheritance(town)


def _manuals(town: Town) -> Iterator[Given]:
    indicator = town.named("Indicator", "IND")
    yield Given("member", ProposeIndicatorChange(indicator_id=indicator, manual=_MANUAL, reason="tidak cocok"))
    revised = ReviseIndicator(indicator_id=indicator, manual=_MANUAL, effective_on=date(2025, 11, 1), **_CHANGE)
    yield Given("head", revised)


def _revisions(town: Town) -> Iterator[Given]:
    """Each list by itself: proposed by the employee, then decreed by the officer of who supports nobody."""
    plan, result = town.plan("member"), town.result("member")
    indicator = town.named("Indicator", "IND")
    target = TargetInput(indicator_id=indicator, aspect=Aspect.QUANTITY, amount=Decimal(4))
    added = ResultInput(kind=WorkResultKind.ADDITIONAL, title="Lain", weight=Decimal(0), targets=(target,))
    instead = ResultInput(kind=WorkResultKind.PRIMARY, title="Ganti", weight=Decimal(100), targets=(target,))
    supports = SupportInput(result_id=result)
    lists: tuple[dict[str, Any], ...] = (
        {"set_targets": (RevisedTarget(result_id=result, target=target),)},
        {"remove_targets": (town.target("member"),)},
        {"add_results": (added,)},
        {"weights": (WeightInput(result_id=result, weight=Decimal(100)),), "add_results": (added,)},
        {"supports": (supports,)},
        {"add_results": (instead,), "remove_results": (result,)},
    )
    for number, said in enumerate(lists):
        effective_on = date(2025, 6 + number, 1)
        proposed = ProposePlanRevision(plan_id=plan, effective_on=effective_on, **said, **_CHANGE)
        yield Given("member", proposed)
        yield Given("officer", RevisePlan(plan_id=plan, effective_on=effective_on, **said, **_CHANGE))


def _inheritance(town: Town) -> Iterator[Given]:
    closed = ClosePlan(
        plan_id=town.plan("second"), closed_on=date(2025, 3, 31), cause=ClosingCause.TRANSFERRED, reason="mutasi"
    )
    yield Given("admin", closed)
    again = DraftPlan(
        position_id=town.named("Position", "SECOND"),
        assignment_id=town.ids["assignment-second"],
        period_id=town.named("Period", "2025"),
        starts_on=date(2025, 4, 1),
        inherit_from=(town.plan("second"),),
    )
    yield Given("second", again)
