"""The cascade with a target that is shared: compiled as the resolvers read it, for owner, holders and others."""

import asyncio
import contextlib
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kinerja.application.commands import Command, Request
from kinerja.application.shared_targets import AcceptShare, ShareInput, ShareTarget
from kinerja.application.work import Actor
from kinerja.demo.folder import Folder
from kinerja.demo.run import examples_folder
from kinerja.domain.ids import made_by, shared_target_id
from kinerja.service import Service
from tests.differential.both_ways import both_ways
from tests.differential.random_documents import Document
from tests.laws.everything import everything

AGENCY = "SWL"
WHO = (None, "E05", "E06", "E10", "E09", "E02", "X01", "E08")
"""Nobody, the owner, a holder by plan, by unit, another of that unit, the administrator, the auditor, a leader."""
ROOTS = (
    "sharedTargets", "targetShares", "roleResultMatrices", "roleResultRows", "unitAchievements",
    "personAchievements", "supportAchievements",
)  # fmt: skip


@pytest.fixture
def shared(sawahlunto: Service) -> tuple[Service, Folder]:
    """The documents of a division are shared with one of its officials and with another office."""
    folder = Folder(examples_folder() / "sawahlunto", sawahlunto.logs)
    target = folder.codes.target("P02", "T1")

    def give(who: str, command: Command) -> None:
        by = Actor(folder.employees[who])
        sawahlunto.commands.execute(Request(AGENCY, by, made_by(UUID(int=1), f"{who} {command.action}"), command))

    parts = (
        ShareInput(plan_id=folder.codes.plan("P03"), share=Decimal(60)),
        ShareInput(unit_id=folder.codes.named("OrgUnit", "DPMPTSP-IZIN"), share=Decimal(40)),
    )
    plan = folder.codes.plan("P02")
    give("E05", ShareTarget(plan_id=plan, target_id=target, effective_on=date(2025, 3, 1), shares=parts))
    id = shared_target_id(AGENCY, target)
    give("E06", AcceptShare(shared_target_id=id, plan_id=folder.codes.plan("P03")))
    with contextlib.closing(sawahlunto.follower()) as follower:
        follower.catch_up()
    return sawahlunto, folder


@pytest.mark.parametrize("root", ROOTS)
def test_the_cascade_is_answered_alike_both_ways(shared: tuple[Service, Folder], root: str) -> None:
    service, folder = shared
    found, compiled = asyncio.run(_differences(service, folder, root))
    assert found == []
    assert compiled > 0.25, "for whom most is visible, everything makes too long a statement"


async def _differences(service: Service, folder: Folder, root: str) -> tuple[list[str], float]:
    found = []
    async with both_ways(service, AGENCY) as ways:
        head = service.logs.of(AGENCY).recorder.max_notification_id() or 0
        for arguments in ('validOn: "2025-06-30"', f'asOf: {{position: "{head - 1}"}}'):
            document = Document(everything(root, arguments).replace("blame { field }", ""))  # which no plan can tell
            for who in WHO:
                subject = folder.employees[who] if who else None
                difference = await ways.difference(document, subject, "en")
                found += [] if difference is None else [difference]
    return found, ways.compiled / ways.asked
