"""The first two phases: the agency with its rules of measurement, then its people in their posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from examples.generating.shape import Shape
from examples.generating.writing import Writer
from kinerja.domain.act import Capacity, Letter
from kinerja.domain.agency import Agency, NewGrant, RoleHolder
from kinerja.domain.assignments import NewAssignment
from kinerja.domain.ids import made_by, stream_id
from kinerja.domain.indicator_manuals import IndicatorManual
from kinerja.domain.indicators import Indicator
from kinerja.domain.organisation import Employee, NipClaim, OrgUnit
from kinerja.domain.periods import NewPeriod, Period
from kinerja.domain.positions import NewPosition, Position
from kinerja.domain.rules.bundles import bundles
from kinerja.domain.standard_contents import ProcedureStep, StandardContent
from kinerja.domain.standard_vocabulary import DegreeOfControl, Direction, IndicatorFamily, ReportingPeriod
from kinerja.domain.standards import PerformanceStandard
from kinerja.domain.texts import Text, TextCategory
from kinerja.domain.vocabulary import (
    AgencyLevel,
    AssignmentKind,
    Cadence,
    Employment,
    FunctionalLevel,
    OrgUnitKind,
    PositionKind,
    Role,
)
from kinerja.log.data_keys import KeyName

YEAR = 2025
STANDARDS = 40
_LETTER = Letter(number="800/1/2024", issuer="Sekretaris Daerah", issued_on=date(2024, 12, 2))
_MANDATES_END = date(2030, 12, 31)
_SEALED = (TextCategory.IDENTITY, TextCategory.WORK, TextCategory.JUDGEMENT)
_FIRST_DAY = date(2025, 1, 1)
_KINDS = (
    (IndicatorFamily.QUANTITY, "Jumlah berkas selesai", "berkas", Direction.HIGHER_IS_BETTER, True, False),
    (IndicatorFamily.QUALITY, "Persentase berkas tanpa perbaikan", "persen", Direction.HIGHER_IS_BETTER, False, True),
    (IndicatorFamily.TIME, "Rata-rata waktu penyelesaian", "hari kerja", Direction.LOWER_IS_BETTER, False, False),
    (IndicatorFamily.SATISFACTION, "Indeks kepuasan pemohon", "indeks", Direction.HIGHER_IS_BETTER, False, False),
)


@dataclass(frozen=True)
class Ground:
    """What plans and evaluations stand on: the period, and the indicators of each standard."""

    period: Period
    indicators: Sequence[Sequence[Indicator]]


def found(shape: Shape, writer: Writer) -> Ground:
    """The agency, its administrator, its units, standards, indicators and period."""
    writer.calendar.go_to(2024, 12, 2)
    _found_agency(shape, writer)
    for unit in range(shape.heads):
        _establish_unit(shape, writer, unit)
    writer.flush()
    indicators = [_standard(shape, writer, number) for number in range(STANDARDS)]
    period = Period(stream_id(shape.agency, "Period", str(YEAR)))
    act = writer.act(shape.employee_id(0), Capacity.MANDATED)
    period.open(
        act=act,
        period=NewPeriod(
            code=str(YEAR), name=f"Periode kinerja {YEAR}", starts_on=_FIRST_DAY, ends_on=date(YEAR, 12, 31),
            cadence=Cadence.QUARTERLY, rules=bundles()["indonesia-2025"].version,
        ),
    )  # fmt: skip
    writer.save(act, period)
    writer.flush()
    return Ground(period, indicators)


def appoint(shape: Shape, writer: Writer, people: range) -> None:
    """Posts, employees and assignments."""
    ids = [shape.employee_id(number) for number in people]
    writer.log.mapper.keys.make(KeyName(shape.agency, id, category) for id in ids for category in _SEALED)
    for number in people:
        act = writer.act(shape.employee_id(0), Capacity.MANDATED)
        position, employee = Position(shape.position_id(number)), Employee(shape.employee_id(number))
        position.establish(act=act, position=_post(shape, number))
        nip = shape.nip(number)
        claim = NipClaim(writer.log.claim("NIP", nip))
        employee.register(
            act=act,
            name=Text(shape.name(number)),
            nip=Text(nip),
            employment=Employment.PERMANENT if number % 4 else Employment.CONTRACT,
        )
        claim.claim(act=act, employee_id=employee.id)
        held = NewAssignment(
            assignment_id=shape.assignment_id(number), employee_id=employee.id,
            kind=AssignmentKind.DEFINITIVE, starts_on=_FIRST_DAY, ends_on=None,
        )  # fmt: skip
        position.assign(act=act, new=held)
        writer.save(act, position, employee, claim)


def _found_agency(shape: Shape, writer: Writer) -> None:
    act = writer.act(None, Capacity.SYSTEM)
    agency = Agency(stream_id(shape.agency, "Agency"))
    name = f"Pemerintah Daerah {shape.agency} (dibangkitkan)"
    agency.found(act=act, code=shape.agency, name=name, level=AgencyLevel.REGENCY, time_zone="Asia/Jakarta")
    writer.save(act, agency)
    granted = (
        (shape.employee_id(0), Role.PERFORMANCE_ADMINISTRATOR),
        (shape.employee_id(1), Role.STANDARD_AUTHORITY),
        (shape.employee_id(2), Role.INSPECTOR),
        (stream_id(shape.agency, "auditor"), Role.AUDITOR),
    )
    for holder, role in granted:
        _grant(shape, writer, holder, role)


def _grant(shape: Shape, writer: Writer, holder_id: UUID, role: Role) -> None:
    act = writer.act(None, Capacity.SYSTEM)
    act = type(act)(by=None, capacity=Capacity.SYSTEM, letter=_LETTER, command_id=act.command_id, at=act.at)
    holder = RoleHolder(stream_id(shape.agency, "RoleHolder", holder_id))
    ends_on = _MANDATES_END if role in (Role.INSPECTOR, Role.AUDITOR) else None
    grant = NewGrant(role=role, starts_on=_LETTER.issued_on, ends_on=ends_on, units=())
    holder.grant(
        act=act, grant_id=made_by(act.command_id, "grant"), holder_id=holder_id, holder_name=None, grant=grant
    )
    writer.save(act, holder)


def _establish_unit(shape: Shape, writer: Writer, unit: int) -> None:
    act = writer.act(shape.employee_id(0), Capacity.MANDATED)
    above = shape.leader(unit)
    established = OrgUnit(shape.unit_id(unit))
    kind = _unit_kind(shape, unit)
    established.establish(
        act=act,
        code=f"U{unit:05d}",
        name=f"{kind.official.split('/')[0].capitalize()} {unit}",
        kind=kind,
        parent_id=None if above is None else shape.unit_id(above),
    )
    writer.save(act, established)


def _unit_kind(shape: Shape, unit: int) -> OrgUnitKind:
    if unit == 0:
        return OrgUnitKind.AGENCY
    if unit <= shape.offices:
        return OrgUnitKind.OFFICE
    return OrgUnitKind.DIVISION if unit <= shape.offices + shape.divisions else OrgUnitKind.SECTION


def _post(shape: Shape, number: int) -> NewPosition:
    above, is_head = shape.leader(number), number < shape.heads
    return NewPosition(
        code=f"P{number:06d}",
        title=f"Kepala {number}" if is_head else "Penata Layanan Ahli Pertama",
        kind=PositionKind.ADMINISTRATIVE if is_head else PositionKind.FUNCTIONAL,
        functional_level=None if is_head else FunctionalLevel.AHLI_PERTAMA,
        unit_id=shape.unit_id(shape.unit(number)),
        reports_to=None if above is None else shape.position_id(above),
    )


def _standard(shape: Shape, writer: Writer, number: int) -> list[Indicator]:
    """A standard in force, and one indicator of each kind under it."""
    standard = PerformanceStandard(stream_id(shape.agency, "PerformanceStandard", f"S{number:02d}"))
    act = writer.act(shape.employee_id(1), Capacity.MANDATED)
    steps = ("Permohonan diterima", "Berkas diperiksa", "Berkas diserahkan")
    content = StandardContent(
        title=f"Standar pelayanan {number}", service=f"Layanan {number}", positions=(shape.position_id(0),),
        steps=tuple(ProcedureStep(name=step) for step in steps), targets=(),
        legal_basis="Peraturan Kepala Daerah Nomor 1 Tahun 2024",
    )  # fmt: skip
    standard.draft(act=act, code=f"S{number:02d}", content=content, taken_over=True)
    standard.approve(act=act)
    standard.bring_into_force(act=act, effective_on=_FIRST_DAY)
    writer.save(act, standard)
    indicators = [_indicator(shape, writer, standard.id, number, kind) for kind in range(len(_KINDS))]
    writer.flush()
    return indicators


def _indicator(shape: Shape, writer: Writer, standard_id: UUID, number: int, kind: int) -> Indicator:
    family, name, unit, direction, cumulative, ratio = _KINDS[kind]
    code = f"I{number:02d}-{kind}"
    indicator = Indicator(stream_id(shape.agency, "Indicator", code))
    act = writer.act(shape.employee_id(1), Capacity.MANDATED)
    manual = IndicatorManual(
        name=f"{name} layanan {number}", family=family, purpose="Mengukur hasil layanan", definition=name,
        formula=f"{name} pada bulan itu", unit=unit, data_source="Sistem layanan",
        reporting_period=ReportingPeriod.MONTHLY, direction=direction, cumulative=cumulative,
        numerator="berkas tanpa perbaikan" if ratio else None, denominator="berkas selesai" if ratio else None,
        control=DegreeOfControl.MEDIUM, task="Menyelesaikan permohonan",
    )  # fmt: skip
    indicator.define(act=act, code=code, standard_id=standard_id, manual=manual, effective_on=_FIRST_DAY)
    writer.save(act, indicator)
    return indicator
