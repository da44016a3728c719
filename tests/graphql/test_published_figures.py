"""The public view of evaluations, asked without login: published at one moment, nobody to be singled out (H11)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kinerja.graphql.ids import GlobalId
from tests.asking import Asker
from tests.judged import JudgedTown
from tests.people import Town

FIELDS = "unit { code } countedIn { code } window people meanNumber cells { predicates people } withheld leastPeople"
FIGURES = f"""
query Figures($asOf: AsOf, $validOn: Date, $where: PublishedFiguresFilter) {{
  publishedFigures(first: 100, asOf: $asOf, validOn: $validOn, where: $where) {{ totalCount nodes {{ {FIELDS} }} }}
}}
"""
NOTHING: dict[str, Any] = {"people": None, "meanNumber": None, "cells": [], "leastPeople": 5}


@pytest.fixture
def judged(town: Town) -> JudgedTown:
    """Three offices, judged in the first quarter; one has too few people, so that the smallest other goes with it."""
    clock: Any = town.service.clock
    clock.now = datetime(2026, 1, 20, 1, tzinfo=UTC)
    made = JudgedTown(town)
    for code in ("A", "B", "C"):
        made.establish(code)
    made.judge("A", "8 VERY_GOOD, 14 GOOD")
    made.judge("B", "6 VERY_GOOD, 9 GOOD")
    made.judge("C", "3 GOOD")
    return made


def figures(judged: JudgedTown, at: int | None = None, window: str = "2025-Q1", **more: Any) -> dict[str, Any]:
    """What nobody in particular reads of a window, by unit."""
    town = judged.town
    asked = {"where": {"window": window}, "asOf": None if at is None else {"position": str(at)}, **more}
    nodes = Asker(town.service, town.agency, None).data(FIGURES, **asked)["publishedFigures"]["nodes"]
    return {node["unit"]["code"]: node for node in nodes}


def cells(node: Any) -> dict[str, int]:
    return {"+".join(cell["predicates"]): cell["people"] for cell in node["cells"]}


def numbers(found: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Every number of people that can be read."""
    read = {(code, each): count for code, node in found.items() for each, count in cells(node).items()}
    return read | {(code, "people"): node["people"] for code, node in found.items() if node["people"] is not None}


def test_h11_before_the_period_is_closed_nothing_is_published(judged: JudgedTown) -> None:
    assert figures(judged) == {}
    closed = judged.close()
    assert figures(judged, closed - 6) == {}  # five windows, and the closing before them
    assert figures(judged, closed) == figures(judged) != {}


def test_h11_everybody_reads_the_distribution_of_a_unit_without_login(judged: JudgedTown) -> None:
    judged.close()
    found = figures(judged)
    others = {"NEEDS_IMPROVEMENT": 0, "POOR": 0, "VERY_POOR": 0}
    assert cells(found["ROOT"]) == {"VERY_GOOD": 14, "GOOD": 26, **others}
    assert cells(found["A"]) == {"VERY_GOOD": 8, "GOOD": 14, **others}
    assert (found["ROOT"]["people"], found["A"]["people"], found["A"]["withheld"]) == (40, 22, None)
    assert found["A"]["countedIn"] == {"code": "ROOT"}
    assert found["ROOT"]["countedIn"] is None


def test_h11_who_is_too_few_and_whom_that_would_reveal_are_withheld_without_any_number(judged: JudgedTown) -> None:
    judged.close()
    found = figures(judged)
    assert found["C"] == NOTHING | found["C"]
    assert found["B"] == NOTHING | found["B"]
    assert (found["B"]["withheld"], found["C"]["withheld"]) == ("WOULD_REVEAL", "TOO_FEW")


def test_h11_a_window_in_which_nobody_was_judged_has_no_figures(judged: JudgedTown) -> None:
    judged.close()
    found = figures(judged, window="2025")
    assert {code: node["withheld"] for code, node in found.items()} == dict.fromkeys(found, "TOO_FEW")


def test_h11_the_mean_is_that_of_the_numbers(judged: JudgedTown) -> None:
    judged.judge("A", "5 GOOD", "2025-Q2", "90.00")
    judged.judge("A", "5 VERY_GOOD", "2025-Q2", "90.01")
    judged.close()
    assert figures(judged, window="2025-Q2")["A"]["meanNumber"] == "90.01"


def test_h11_one_more_evaluation_in_a_reopened_period_changes_nothing_that_is_published(judged: JudgedTown) -> None:
    judged.close()
    first = figures(judged)
    judged.reopen()
    assert figures(judged) == first
    judged.judge("A", "1 POOR")
    assert figures(judged) == first
    judged.close("close-again")
    assert figures(judged) == first


def test_h11_many_more_evaluations_are_published_where_no_number_differs_by_less_than_k(judged: JudgedTown) -> None:
    before = judged.close()
    judged.reopen()
    judged.judge("A", "6 VERY_GOOD, 5 GOOD")
    judged.close("close-again")
    old, new = numbers(figures(judged, before)), numbers(figures(judged))
    assert new[("A", "people")] == old[("A", "people")] + 11
    assert old.keys() == new.keys()
    assert all(new[each] == old[each] or abs(new[each] - old[each]) >= 5 for each in new)
    assert all(node["meanNumber"] is None for node in figures(judged).values())


def test_h11_between_any_two_positions_no_number_differs_by_less_than_k(judged: JudgedTown) -> None:
    judged.close()
    judged.reopen()
    judged.judge("B", "1 VERY_GOOD, 7 GOOD")
    judged.close("second")
    judged.reopen("reopen-again")
    judged.judge("B", "4 VERY_GOOD")
    last = judged.close("third")
    read = [numbers(figures(judged, position)) for position in range(last - 45, last + 1, 3)]
    for one in read:
        for other in read:
            both = one.keys() & other.keys()
            assert all(one[each] == other[each] or abs(one[each] - other[each]) >= 5 for each in both)


def test_h11_a_closing_before_anything_could_be_published_takes_nothing_from_a_later_one(town: Town) -> None:
    clock: Any = town.service.clock
    clock.now = datetime(2026, 1, 20, 1, tzinfo=UTC)
    judged = JudgedTown(town)
    judged.judge("ROOT", "2 GOOD")
    judged.close()
    assert figures(judged)["ROOT"]["withheld"] == "TOO_FEW"
    judged.reopen()
    judged.judge("ROOT", "8 VERY_GOOD, 8 GOOD")
    judged.close("close-again")
    assert figures(judged)["ROOT"]["people"] == 18


def test_h11_an_evaluation_that_is_judged_through_the_commands_counts(town: Town) -> None:
    town.first_quarter()
    clock: Any = town.service.clock
    clock.now = datetime(2026, 1, 20, 1, tzinfo=UTC)
    judged = JudgedTown(town)
    judged.judge("ROOT", "8 VERY_GOOD, 8 GOOD")
    judged.close()
    assert cells(figures(judged)["ROOT"])["GOOD"] == 9  # the member's: results above, behaviour as expected


def test_h11_evaluations_accepted_before_the_acceptance_named_the_predicate_count_too(town: Town) -> None:
    clock: Any = town.service.clock
    clock.now = datetime(2026, 1, 20, 1, tzinfo=UTC)
    judged = JudgedTown(town, of_old=True)
    judged.judge("ROOT", "8 VERY_GOOD, 8 GOOD")
    judged.close()
    assert figures(judged)["ROOT"]["people"] == 16
    assert figures(judged)["ROOT"]["meanNumber"] == "88.50"  # 81 to 96


def test_h11_who_has_two_evaluations_in_a_window_is_counted_where_the_last_was_opened(
    judged: JudgedTown,
) -> None:
    judged.judge("C", "7 GOOD")
    judged.judge_again("A", "VERY_GOOD", 7)
    judged.close()
    found = figures(judged)
    assert cells(found["A"])["VERY_GOOD"] == 8 + 7
    assert found["ROOT"]["people"] == 40 + 7
    assert found["C"]["withheld"] == "TOO_FEW"


def test_h11_a_list_is_narrowed_by_period_and_unit_and_takes_a_day(judged: JudgedTown) -> None:
    judged.close()
    town = judged.town
    where = {
        "periodId": str(GlobalId("Period", town.agency, town.named("Period", "2025"))),
        "unitId": str(GlobalId("OrgUnit", town.agency, town.named("OrgUnit", "A"))),
    }
    asked = Asker(town.service, town.agency, None).data(FIGURES, where=where, validOn="2025-06-01")
    assert [node["window"] for node in asked["publishedFigures"]["nodes"]] == [
        "2025", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4",
    ]  # fmt: skip
