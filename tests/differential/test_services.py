"""What services give, and what is measured of them, is answered alike both ways, down to every field."""

import asyncio

from kinerja.application.complaints import AnswerComplaint
from kinerja.domain.service_vocabulary import Figure, MeasureScope
from tests.differential.both_ways import both_ways
from tests.differential.random_documents import Document
from tests.graphql.test_measured import FORMS, march, planned, report
from tests.laws.everything import everything
from tests.people import Town
from tests.services import Desk, at

ROOTS = (
    "services", "serviceEncounters", "serviceMonths", "officerMonths", "complaints", "countedCases", "monthlyReports",
    "plans", "indicators",
)  # fmt: skip
WHO = ("member", "second", "officer", "head", "admin", "inspector")


def test_c7_c3_every_field_is_answered_alike_both_ways_now_and_in_the_past(town: Town) -> None:
    desk = Desk(town).open()
    march(desk)
    desk.receive("A-9", "2025-03-31 09:00")
    desk.complain("P-1", "2025-03-05 09:00", "A-1")
    desk.complain("P-2", "2025-03-05 09:00")
    desk.answer("P-2", "2025-03-06 09:00")
    desk.resolve("P-2", "2025-03-07 09:00")
    figures = [Figure.ENCOUNTER_MINUTES_MEAN, *(figure for figure in FORMS if figure.is_about_complaints)]
    report(town, "2025-03", *planned(town, *(desk.measure(f, f, MeasureScope.UNIT, **FORMS[f]) for f in figures)))
    position = town.service.logs.of(town.agency).recorder.max_notification_id()
    town.give(AnswerComplaint(complaint_id=desk.complaint("P-1"), at=at("2025-03-06 09:00")), "member", "answered")
    desk.correct("A-3", ended_at=at("2025-03-05 09:29"))
    desk.correct_complaint("P-2", counts=False)
    follower = town.service.follower()
    follower.catch_up()
    follower.close()
    found = asyncio.run(_differences(town, ("", f'asOf: {{position: "{position}"}}')))
    assert found == []


async def _differences(town: Town, bases: tuple[str, ...]) -> list[str]:
    found = []
    async with both_ways(town.service, town.agency) as ways:
        for document in (Document(everything(root, basis)) for root in ROOTS for basis in bases):
            for who in WHO:
                difference = await ways.difference(document, town.ids[who], "en")
                found += [] if difference is None else [difference]
    assert ways.compiled > ways.asked / 2, f"only {ways.compiled} of {ways.asked} are compiled"
    return found
