"""Which standards: for a position, of a service, in force on a day (A1)."""

from typing import Any

import strawberry

from kinerja.domain.standard_contents import StandardStage
from kinerja.graphql.filtering import Asking, Condition, having, id_in, that
from kinerja.graphql.statements import relation
from kinerja.projections.services import SERVICES
from kinerja.projections.standard_tables import STANDARD_POSITIONS, STANDARD_VERSIONS

HOLDS = "{v}.effective_on <= %(valid_on)s AND ({v}.ends_before IS NULL OR {v}.ends_before > %(valid_on)s)"
"""Whether a version ``v`` is in force on ``validOn``."""


def _versions(asking: Asking, alias: str) -> str:
    """The versions of the standard ``t``."""
    versions = relation(STANDARD_VERSIONS, past=asking.past, alias=alias)
    return f"SELECT FROM {versions} WHERE {alias}.agency = t.agency AND {alias}.standard_id = t.id"


def _in_force(_name: str, value: Any, asking: Asking) -> Condition:
    return (f"EXISTS ({_versions(asking, 'v')} AND {HOLDS.format(v='v')})" if value else "true", {})


def _for_position(_name: str, value: Any, asking: Asking) -> Condition:
    """The version that counts is the one in force; where none is, the newest."""
    link = relation(STANDARD_POSITIONS, past=asking.past, alias="l")
    none_holds = f"NOT EXISTS ({_versions(asking, 'o')} AND {HOLDS.format(v='o')})"
    counts = f"({HOLDS.format(v='v')} OR (v.number = t.newest_version AND {none_holds}))"
    linked_to = f"EXISTS (SELECT FROM {link} WHERE l.agency = v.agency AND l.version_id = v.id"
    return (
        f"EXISTS ({_versions(asking, 'v')} AND {counts} AND {linked_to} AND l.position_id = %(position)s))",
        {"position": id_in(value, "Position", asking.agency)},
    )


def _of_service(_name: str, value: Any, asking: Asking) -> Condition:
    services = relation(SERVICES, past=asking.past, alias="s")
    return (
        f"EXISTS (SELECT FROM {services} WHERE s.agency = t.agency AND s.id = %(service_id)s"
        " AND s.standard_id = t.id)",
        {"service_id": id_in(value, "Service", asking.agency)},
    )


@strawberry.input(description="Which standards.")
class StandardFilter:
    """All conditions together."""

    position_id: strawberry.ID | None = that(
        "That hold for this position on `validOn`; those that do not hold yet, by their newest version.",
        _for_position,
    )
    service_id: strawberry.ID | None = that("That this service is given under, as it is registered.", _of_service)
    service: str | None = having("About a service of this name, in their newest version; it need not be registered.")
    in_force: bool | None = that("Only those in force on `validOn`.", _in_force)
    code: str | None = having("With this code.")
    stage: StandardStage | None = having("At this stage.")
