"""The shape of a generated agency: how its units, posts and people hang together. Pure arithmetic on a seed."""

import random
from dataclasses import dataclass
from functools import cached_property, lru_cache
from uuid import UUID

from kinerja.domain.ids import made_by, plan_id, stream_id

_SECTIONS_OF_DIVISION = 4
_DIVISIONS_OF_OFFICE = 5
RESULTS = 4
TARGETS = ((0, 1), (1, 2), (3,), (2,))
"""The kinds of indicator that each result of a plan is measured by."""
_GIVEN = (
    "Adi", "Agus", "Ahmad", "Bambang", "Budi", "Citra", "Dedi", "Dewi", "Eko", "Endang", "Fitri", "Hendra", "Indah",
    "Joko", "Kartika", "Lestari", "Maya", "Nur", "Oki", "Putri", "Ratna", "Rizki", "Siti", "Sri", "Tri", "Wahyu",
    "Yuni",
)  # fmt: skip
_FAMILY = (
    "Anggraini", "Firmansyah", "Gunawan", "Handayani", "Hasibuan", "Hidayat", "Kurniawan", "Lubis", "Maharani",
    "Nasution", "Nugroho", "Permana", "Pratama", "Purnomo", "Rahmawati", "Saputra", "Setiawan", "Siregar", "Susanto",
    "Utami", "Wibowo", "Wijaya", "Wulandari",
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """An agency of ``employees`` people: one head, offices, divisions, sections, then the members of sections.

    People are numbered from 0: the head of the agency, the heads of offices, divisions and sections, the members.
    Every unit has its head's number.
    """

    agency: str
    employees: int
    seed: int
    members: int = 25
    """Of a section, about so many."""

    @cached_property
    def sections(self) -> int:
        """How many sections there are."""
        return max(1, self.employees // (self.members + 1))

    @cached_property
    def divisions(self) -> int:
        """How many divisions there are."""
        return -(-self.sections // _SECTIONS_OF_DIVISION)

    @cached_property
    def offices(self) -> int:
        """How many offices there are."""
        return -(-self.divisions // _DIVISIONS_OF_OFFICE)

    @cached_property
    def heads(self) -> int:
        """How many units, and so how many heads of units, there are."""
        return 1 + self.offices + self.divisions + self.sections

    def leader(self, number: int) -> int | None:
        """Who leads a person; None for the head of the agency. For heads it is also the unit above theirs."""
        if number == 0:
            return None
        office = number - 1
        if office < self.offices:
            return 0
        division = office - self.offices
        if division < self.divisions:
            return 1 + division // _DIVISIONS_OF_OFFICE
        section = division - self.divisions
        if section < self.sections:
            return 1 + self.offices + section // _SECTIONS_OF_DIVISION
        member = number - self.heads
        of_section = member * self.sections // (self.employees - self.heads)
        return 1 + self.offices + self.divisions + of_section

    def unit(self, number: int) -> int:
        """The unit of a person, by the number of its head."""
        leader = self.leader(number)
        return number if number < self.heads or leader is None else leader

    # ── ids ──────────────────────────────────────────────────────────────────────────────────────────

    def unit_id(self, unit: int) -> UUID:
        """The id of a unit."""
        return stream_id(self.agency, "OrgUnit", f"U{unit:05d}")

    def position_id(self, number: int) -> UUID:
        """The id of a person's post."""
        return stream_id(self.agency, "Position", f"P{number:06d}")

    def employee_id(self, number: int) -> UUID:
        """The id of a person."""
        return _person(self, number, "employee")

    def assignment_id(self, number: int) -> UUID:
        """The id of a person's assignment."""
        return _person(self, number, "assignment")

    def plan_id(self, number: int, period: UUID) -> UUID:
        """The id of a person's plan."""
        return _plan(self, number, period)

    # ── people ───────────────────────────────────────────────────────────────────────────────────────

    def chance(self, number: int, what: int) -> random.Random:
        """The luck of a person in one matter: the same in every run with this seed."""
        return random.Random((self.seed * 1_000_003 + number) * 1009 + what)  # noqa: S311 - figures, no secrets

    def name(self, number: int) -> str:
        """An invented name."""
        chance = self.chance(number, 0)
        return f"{chance.choice(_GIVEN)} {chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"

    def nip(self, number: int) -> str:
        """An invented NIP: day of birth, month of appointment, sex and a sequence that is unique with them."""
        day, rest = divmod(number, 999)
        year, day = 1966 + day // 336 % 34, day % 336
        return f"{year}{day // 28 + 1:02d}{day % 28 + 1:02d}{year + 23}01{number % 2 + 1}{rest + 1:03d}"


@lru_cache(maxsize=40_000)
def _person(shape: Shape, number: int, what: str) -> UUID:
    return made_by(stream_id(shape.agency, "generated", shape.seed, number), what)


@lru_cache(maxsize=20_000)
def _plan(shape: Shape, number: int, period: UUID) -> UUID:
    return plan_id(shape.agency, shape.assignment_id(number), period)


@lru_cache(maxsize=20_000)
def result_ids(plan: UUID) -> tuple[UUID, ...]:
    """The ids of the results of a plan."""
    return tuple(made_by(plan, f"result-{place}") for place in range(RESULTS))


@lru_cache(maxsize=20_000)
def target_ids(plan: UUID) -> tuple[tuple[int, UUID], ...]:
    """The targets of a plan, in the order of its results: the kind of indicator and the id of each."""
    return tuple(
        (kind, made_by(result, f"target-{kind}"))
        for result, kinds in zip(result_ids(plan), TARGETS, strict=True)
        for kind in kinds
    )
