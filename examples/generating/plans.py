"""The plans of a generated agency: drafted, filled, submitted and approved, a step at a time for everybody."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from examples.generating.organisation import YEAR, Ground
from examples.generating.shape import RESULTS, TARGETS, Shape, result_ids, target_ids
from examples.generating.writing import Writer
from kinerja.domain.act import Act, Capacity
from kinerja.domain.indicators import Indicator
from kinerja.domain.plan_contents import NewResult, PlanSpan, SupportedResult, Target, WorkResult
from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import Aspect, CoreValue

_WEIGHTS = (Decimal(40), Decimal(30), Decimal(20), Decimal(10))
AMOUNTS = (Decimal(480), Decimal(95), Decimal(5), Decimal(85))
_ASPECTS = (Aspect.QUANTITY, Aspect.QUALITY, Aspect.TIME, Aspect.QUALITY)
_TITLES = (
    "Permohonan layanan selesai sesuai standar", "Berkas layanan tersusun tanpa kesalahan",
    "Pemohon puas dengan layanan", "Waktu tunggu layanan berkurang",
)  # fmt: skip
REPLAYED = Act(capacity=Capacity.SYSTEM, command_id=UUID(int=0), at=datetime.min.replace(tzinfo=UTC))
"""The envelope of facts that are made again only to rebuild an aggregate."""
Step = Callable[[PerformancePlan, Act], None]


@dataclass(frozen=True)
class Planning:
    """How the plans of one agency come about. ``leaders`` holds the approved plans of the heads of units."""

    shape: Shape
    ground: Ground
    leaders: dict[int, PerformancePlan]

    def write(self, writer: Writer, people: range) -> None:
        """The plans of some people; their leaders' are approved already or among them."""
        plans = {number: self.empty(number) for number in people}
        own = [list(self.steps(number)) for number in people]
        for place, by_leader in enumerate(by_leader for by_leader, _ in own[0]):
            for (number, plan), steps in zip(plans.items(), own, strict=True):
                leader = self.shape.leader(number) if by_leader else None
                act = writer.act(self.shape.employee_id(number if leader is None else leader))
                steps[place][1](plan, act)
                writer.save(act, plan)
            writer.flush()
        self.leaders.update({number: plan for number, plan in plans.items() if number < self.shape.heads})

    def approved(self, number: int) -> PerformancePlan:
        """The plan of somebody as it was approved, made again by the same steps."""
        plan = self.empty(number)
        for _, step in self.steps(number):
            step(plan, REPLAYED)
        plan.collect_events()
        return plan

    def empty(self, number: int) -> PerformancePlan:
        """The plan of somebody before anything happened to it."""
        return PerformancePlan(self.plan_id(number))

    def plan_id(self, number: int) -> UUID:
        """The id of somebody's plan."""
        return self.shape.plan_id(number, self.ground.period.id)

    def judge(self, number: int) -> UUID:
        """Who judges somebody: the leader. The head of the agency, who has none, is not judged here."""
        leader = self.shape.leader(number)
        if leader is None:
            raise ValueError("the head of the agency has no appraising officer in it")
        return self.shape.employee_id(leader)

    def indicators(self, number: int) -> Sequence[Indicator]:
        """The indicators that somebody is measured by: those of one standard for each unit."""
        return self.ground.indicators[self.shape.unit(number) % len(self.ground.indicators)]

    def steps(self, number: int) -> Iterator[tuple[bool, Step]]:
        """What happens to a plan, one command each, and whether the leader gives it."""
        span = self.span(number)
        yield False, lambda plan, act: plan.draft(act=act, span=span)
        for place in range(RESULTS):
            yield False, self._adding(number, place)
        for value in CoreValue:
            yield True, self._expecting(value)
        yield False, lambda plan, act: plan.submit(act=act)
        leader = self.shape.leader(number)
        supported = [] if leader is None else [self.leaders[leader]]
        yield True, lambda plan, act: plan.approve(act=act, supported=supported)

    def span(self, number: int) -> PlanSpan:
        """What somebody's plan is about."""
        return PlanSpan(
            employee_id=self.shape.employee_id(number),
            assignment_id=self.shape.assignment_id(number),
            position_id=self.shape.position_id(number),
            unit_id=self.shape.unit_id(self.shape.unit(number)),
            period_id=self.ground.period.id,
            starts_on=date(YEAR, 1, 1),
            ends_on=date(YEAR, 12, 31),
        )

    def _adding(self, number: int, place: int) -> Step:
        leader = self.shape.leader(number)
        supports = None
        if leader is not None:
            led_by = self.shape.plan_id(leader, self.ground.period.id)
            supports = SupportedResult(plan_id=led_by, result_id=result_ids(led_by)[place])

        def add(plan: PerformancePlan, act: Act) -> None:
            id = result_ids(plan.id)[place]
            result = WorkResult(id=id, kind=WorkResultKind.PRIMARY, supports=supports, weight=_WEIGHTS[place])
            plan.add_result(act=act, new=NewResult(result=result, title=Text(_TITLES[place])))
            first = sum(len(kinds) for kinds in TARGETS[:place])
            for kind, target_id in target_ids(plan.id)[first : first + len(TARGETS[place])]:
                plan.set_target(act=act, target=self._target(number, target_id, id, kind))

        return add

    def _target(self, number: int, id: UUID, result: UUID, kind: int) -> Target:
        return Target(
            id=id,
            result_id=result,
            indicator_id=self.indicators(number)[kind].id,
            indicator_version=1,
            aspect=_ASPECTS[kind],
            amount=AMOUNTS[kind],
            effective_on=date(YEAR, 1, 1),
        )

    @staticmethod
    def _expecting(value: CoreValue) -> Step:
        text = f"Menunjukkan perilaku {value.official} dalam layanan sehari-hari"
        return lambda plan, act: plan.set_expectation(act=act, value=value, expectation=Text(text))
