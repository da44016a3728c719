"""Who is known: viewers and their standings, kept until a fact changes anybody's rights, or a day ends."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from cachetools import LRUCache

from kinerja.clock import Clock
from kinerja.graphql.compiled.statements import encoded
from kinerja.graphql.gateway import Gateway
from kinerja.identity.relations import Standing
from kinerja.identity.viewer import Viewer

_MOST_IDS = 2_000_000
"""Ids of positions and units that all known viewers may hold together."""


@dataclass(frozen=True)
class KnownViewer:
    """A viewer on a day, as the read models said at a position that changed rights; later ones did not."""

    viewer: Viewer
    standings: frozenset[Standing]
    parameters: dict[str, bytes | None]
    rights_position: bytes
    today: date
    zone: ZoneInfo


class Viewers:
    """Looks viewers up once. Whether that still holds, the statement that uses it says."""

    def __init__(self, gateway: Gateway, clock: Clock) -> None:
        self._gateway = gateway
        self._clock = clock
        self._known: LRUCache[tuple[str, UUID | None], KnownViewer] = LRUCache(_MOST_IDS, getsizeof=_size)

    async def known(self, agency: str, subject: UUID | None) -> KnownViewer:
        """Who asks, as of today in the agency's zone. Raises RequestFailed for an agency that is not there."""
        found = self._known.get((agency, subject))
        if found is None or found.today != self._clock().astimezone(found.zone).date():
            found = await self.renewed(agency, subject)
        return found

    async def renewed(self, agency: str, subject: UUID | None) -> KnownViewer:
        """Look the viewer up anew."""
        standing = await self._gateway.standing(agency, subject)
        found = KnownViewer(
            standing.viewer,
            standing.viewer.standings,
            {name: encoded(value) for name, value in standing.viewer.parameters.items()},
            str(standing.rights_position).encode(),
            standing.today,
            ZoneInfo(standing.time_zone),
        )
        self._known[agency, subject] = found
        return found


def _size(known: KnownViewer) -> int:
    viewer = known.viewer
    pairs = len(viewer.raised) + len(viewer.spared)
    units = len(viewer.mandated_units or ()) + len(viewer.team_units)
    return 20 + len(viewer.appraised) + len(viewer.reviewed) + pairs + units + len(viewer.teams)
