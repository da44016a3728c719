"""The permission matrix of reads: type × field × standing × moment, as data. What has no cell is refused.

A row of a type is visible to a standing when its predicate holds; a field of it when the field has a cell for
that standing, from the moment on that the cell names. Predicates are composed into every statement that reads
the type. One chapter for each part of the process.
"""

from collections.abc import Mapping

from kinerja.identity.read_rights import (
    audit,
    cascade,
    indicators,
    judgements,
    organisation,
    periods,
    plans,
    progress,
    services,
    standards,
    surveys,
    teams,
    voices,
)
from kinerja.identity.read_rights.cells import TypeRights

CHAPTERS = (
    organisation, standards, services, indicators, periods, plans, cascade, progress, judgements, voices, teams,
    surveys,
    audit,
)  # fmt: skip
READ_RIGHTS: Mapping[str, TypeRights] = {
    name: rights for chapter in CHAPTERS for name, rights in chapter.RIGHTS.items()
}
__all__ = ["READ_RIGHTS", "TypeRights"]
