"""How far the read models are is told to all who wait, also after it could not be seen for a while (H13)."""

import asyncio
from collections.abc import Mapping
from uuid import UUID

from kinerja.graphql.moves import Moves


class Looks:
    """Looks that fail for a while, as during a restart of the database."""

    def __init__(self, failing: int) -> None:
        self.failing = failing
        self.position = 1

    async def look(self) -> Mapping[str, int]:
        if self.failing:
            self.failing -= 1
            raise ConnectionError("the database restarts")
        return {"TST": self.position}

    async def name(self, _agency: str, _before: int, _position: int) -> frozenset[UUID]:
        return frozenset()


def test_h13_who_waits_is_told_after_looks_that_failed() -> None:
    async def told() -> int:
        looks = Looks(failing=2)
        moves = Moves(looks.look, looks.name)
        waiting = asyncio.create_task(moves.beyond("TST", 1, lambda _: True))
        await asyncio.sleep(0.6)
        looks.position = 2
        try:
            return await asyncio.wait_for(waiting, 5)
        finally:
            await moves.close()

    assert asyncio.run(told()) == 2
