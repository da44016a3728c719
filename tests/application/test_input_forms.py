"""What is hashed of a command's input (H12): it does not move when an input is given another field with a default."""

from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

import pytest

from kinerja.application.commands import Command, Commands, Request
from kinerja.application.evidence import AttachEvidence
from kinerja.application.input_forms import input_form, older_forms
from kinerja.application.organisation import EstablishOrgUnit
from kinerja.application.plan_inputs import ResultInput, TargetInput
from kinerja.application.plans import AddWorkResult
from kinerja.application.work import OPERATOR, Actor, Reported
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.refusals import Refused
from kinerja.domain.vocabulary import Aspect, OrgUnitKind
from tests.people import Town

ONE, TWO = UUID(int=1), UUID(int=2)
BY = f'"by":"{ONE}"'
UNIT = EstablishOrgUnit(code="X", name="Seksi", kind=OrgUnitKind.SECTION)


def form(command: Command, actor: Actor | None = None, expected_version: int | None = None) -> str:
    return input_form(Request("TST", actor or Actor(ONE), TWO, command, expected_version)).decode()


def test_h12_3_the_form_of_a_link_as_evidence() -> None:
    """Whoever changes this form refuses every command that is sent again across the upgrade."""
    link = AttachEvidence(plan_id=TWO, month="2025-01", title="Foto", link="https://x.id/1")
    said = f'{{"plan_id":"{TWO}","month":"2025-01","title":"Foto","link":"https://x.id/1"}}'
    assert form(link) == f'[{{"action":"attachEvidence",{BY}}},null,{said}]'


def test_h12_3_the_form_of_a_result_with_targets() -> None:
    target = TargetInput(indicator_id=TWO, aspect=Aspect.QUANTITY, amount=Decimal("10.50"))
    result = ResultInput(title="Hasil", kind=WorkResultKind.PRIMARY, weight=Decimal(100), targets=(target,))
    said = (
        f'{{"plan_id":"{TWO}","result":{{"kind":"PRIMARY","title":"Hasil","weight":"100","targets":'
        f'[{{"indicator_id":"{TWO}","aspect":"QUANTITY","amount":"10.50"}}]}}}}'
    )
    assert form(AddWorkResult(plan_id=TWO, result=result), None, 3) == f'[{{"action":"addWorkResult",{BY}}},3,{said}]'


def test_h12_3_the_form_of_a_command_of_a_load() -> None:
    said = '{"code":"X","name":"Seksi","kind":"SECTION"}'
    who = '{"action":"establishOrgUnit","by":null'
    assert form(UNIT, OPERATOR) == f"[{who}}},null,{said}]"
    reported = Actor(None, Reported("Dimuat.", date(2024, 1, 2), None))
    assert form(UNIT, reported) == f'[{who},"reportedOn":"2024-01-02"}},null,{said}]'


class _Before(Command, frozen=True, kw_only=True):
    action: ClassVar[str] = "look"

    name: str
    on: date | None = None


class _After(Command, frozen=True, kw_only=True):
    action: ClassVar[str] = "look"

    added: bool = True
    name: str
    on: date | None = None
    places: tuple[int, ...] = ()


def test_h12_3_a_field_that_is_added_with_a_default_changes_no_form() -> None:
    assert form(_Before(name="a")) == form(_After(name="a"))
    assert (
        len({form(_After(name="a")), form(_After(name="a", added=False)), form(_After(name="a", places=(1,)))}) == 3
    )


def test_h12_3_a_receipt_of_an_earlier_version_is_still_that_of_its_command(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Earlier versions hashed every field, also those at their defaults."""

    def hmac_before(self: Commands, request: Request) -> bytes:
        (said,) = older_forms(request)
        assert b'"parent_id":null' in said
        return self.logs.secrets.input_hmac(said)

    with monkeypatch.context() as before:
        before.setattr(Commands, "input_hmac", hmac_before)
        first = town.give(UNIT, "admin", "once")
    assert town.give(UNIT, "admin", "once") == first
    with pytest.raises(Refused, match=r"^H12\.3$"):
        town.give(EstablishOrgUnit(code="X", name="Bidang", kind=OrgUnitKind.SECTION), "admin", "once")
