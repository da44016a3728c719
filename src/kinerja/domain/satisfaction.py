"""Public satisfaction with a service (SKM, D6): means of nine elements, the index and its grade, the sample. Pure.

Exact fractions inside, one rounding at the end: 2 decimals, half up. The grade is that of the rounded index.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from kinerja.domain.cells import Cell
from kinerja.domain.rules.skm import SatisfactionPolicy, satisfaction_policy
from kinerja.domain.rules.terms import rounded
from kinerja.domain.service_vocabulary import ServiceElement, ServiceGrade

ELEMENTS = tuple(ServiceElement)
SCORES = ("1", "2", "3", "4")
"""What each element is answered by, from not good to very good."""
RESPONDENTS = "RESPONDENTS"
"""The one group of a survey: whoever answers."""


class SurveySums(msgspec.Struct, frozen=True, kw_only=True):
    """What was released of a survey: how many answered, and for each of the nine elements the sum of their scores.

    Every form is complete, so that each element has the same number of answers. ``policy``: how it is counted.
    """

    policy: str
    answers: int
    totals: Mapping[ServiceElement, Decimal]


def sums_of(policy: str, cells: Iterable[Cell]) -> SurveySums | None:
    """The sums over released cells; None while there is none."""
    by_name = {str(element): element for element in ELEMENTS}
    totals = dict.fromkeys(ELEMENTS, Decimal())
    answers = 0
    for cell in cells:
        answers += cell.answers
        for line in cell.lines:
            totals[by_name[line.question]] += line.total
    return SurveySums(policy=policy, answers=answers, totals=totals) if answers else None


def element_mean(sums: SurveySums, element: ServiceElement) -> Fraction:
    """The mean of an element (NRR), 1 to 4, exact."""
    return Fraction(sums.totals[element]) / sums.answers


def exact_index(sums: SurveySums) -> Fraction:
    """The index (IKM) before it is rounded."""
    policy = satisfaction_policy(sums.policy)
    means = sum((element_mean(sums, element) for element in ELEMENTS), Fraction())
    return policy.factor * policy.exact_weight * means


def index(sums: SurveySums) -> Decimal:
    """The index (IKM), 25.00 to 100.00."""
    return rounded(exact_index(sums))


def grade_of(index: Decimal, policy: SatisfactionPolicy) -> ServiceGrade:
    """The grade of a rounded index."""
    reached = (bound.grade for bound in policy.grades if index >= bound.least)
    return next(reached, policy.grades[-1].grade)


def lowest(sums: SurveySums) -> tuple[ServiceElement, ...]:
    """The elements with the lowest means, the lowest first; of equal ones in the order of the elements."""
    by_mean = sorted(ELEMENTS, key=lambda element: element_mean(sums, element))
    return tuple(by_mean[: satisfaction_policy(sums.policy).lowest])


def respondent_weighted(surveys: Sequence[SurveySums]) -> Decimal:
    """The index of several surveys, each counting by how many answered; at least one."""
    together = sum((exact_index(sums) * sums.answers for sums in surveys), Fraction())
    return rounded(together / sum(sums.answers for sums in surveys))


def mean_of_services(surveys: Sequence[SurveySums]) -> Decimal:
    """The mean of the indices of several surveys, each counting alike; at least one."""
    return rounded(sum(map(exact_index, surveys), Fraction()) / len(surveys))


def newest_policy(surveys: Sequence[SurveySums]) -> SatisfactionPolicy:
    """By which policy several surveys are graded together: the newest of theirs."""
    return max((satisfaction_policy(sums.policy) for sums in surveys), key=lambda policy: policy.number)


def change(own: SurveySums, previous: SurveySums) -> Decimal:
    """How far an index lies above that of an earlier survey, as both were published."""
    return index(own) - index(previous)


def sample_size(population: int, policy: SatisfactionPolicy) -> int:
    """How many of a population are to answer (Krejcie and Morgan), to the nearest, half up; 0 of nobody."""
    chance = policy.sample
    p = Fraction(chance.proportion)
    spread = Fraction(chance.chi_square) * p * (1 - p)
    size = spread * population / (Fraction(chance.error) ** 2 * (population - 1) + spread)
    return int(rounded(size, 0))
