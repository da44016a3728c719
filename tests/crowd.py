"""More people than the small town has: each in a post of the same name, below the officer."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kinerja.application.mass_transfers import TransferEmployees
from kinerja.application.organisation import EstablishPosition
from kinerja.domain.act import Letter
from kinerja.domain.ids import made_by
from kinerja.domain.positions import Position
from kinerja.domain.transfers import Transfer, transferred_id
from kinerja.domain.vocabulary import PositionKind
from tests.people import Town

DAY = date(2025, 7, 1)
TRANSFER_LETTER = Letter(number="821/77/2025", issuer="Wali Kota", issued_on=date(2025, 6, 20))


@dataclass
class Crowd:
    """People p0, p1, … in the posts P0, P1, …, and vacant posts V0, V1, …"""

    town: Town

    def settle(self, people: int, vacant: int = 1) -> "Crowd":
        """Register them and let them take up their posts long ago."""
        for number in range(people):
            self.town.register(f"p{number}", f"Pegawai ke-{number}", f"1990{number:014}")
            self._establish(f"P{number}")
            self.town.assign(f"p{number}", f"P{number}", f"assignment-p{number}")
        for number in range(vacant):
            self._establish(f"V{number}")
        return self

    def _establish(self, code: str) -> None:
        post = EstablishPosition(
            code=code,
            title=f"Jabatan {code}",
            kind=PositionKind.ADMINISTRATIVE,
            unit_id=self.town.named("OrgUnit", "ROOT"),
            reports_to=self.town.named("Position", "OFFICER"),
        )
        self.town.give(post, "admin", f"position-{code}")

    def transfer(self, who: str, to: str) -> Transfer:
        """Somebody's transfer from the post of the same name."""
        return Transfer(
            assignment_id=self.town.ids[f"assignment-{who}"],
            position_id=self.town.named("Position", who.upper()),
            to_position_id=self.town.named("Position", to),
        )

    def transfers(self, moves: dict[str, str]) -> tuple[Transfer, ...]:
        """Who goes to which post."""
        return tuple(self.transfer(who, to) for who, to in moves.items())

    def accept(self, moves: dict[str, str], key: str = "transfers", **more: Any) -> UUID:
        """Have a mass transfer accepted; gives its batch."""
        command = TransferEmployees(transfers=self.transfers(moves), starts_on=DAY, letter=TRANSFER_LETTER, **more)
        self.town.give(command, "admin", key)
        return command.batch_id or made_by(self.town.command_id(key), "batch")

    def begun(self, who: str, to: str) -> UUID:
        """The id of the assignment that a transfer begins."""
        return transferred_id(self.transfer(who, to), DAY)

    def holders(self, day: date = DAY) -> dict[str, str]:
        """Who holds which of their posts on a day."""
        names = {id: who for who, id in self.town.ids.items() if who.startswith("p")}
        log = self.town.service.logs.of(self.town.agency)
        codes = [f"P{number}" for number in range(len(names))] + ["V0", "V1", "V2"]
        found = {code: log.load(Position, self.town.named("Position", code)) for code in codes}
        return {
            code: names[held.employee_id]
            for code, position in found.items()
            if position.exists
            for held in position.holders_on(day)
        }
