"""What the chapters of the matrix are written in: cells, rows, and the standings by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kinerja.identity.relations import Standing
from kinerja.identity.visible_rows import ALWAYS

PUBLIC, EMPLOYEE, SELF = Standing.PUBLIC, Standing.EMPLOYEE, Standing.SELF
APPRAISER, REVIEWER, RATER = Standing.APPRAISER, Standing.REVIEWER, Standing.RATER
SUPPORTER, HOLDER, OFFICER = Standing.SUPPORTER, Standing.HOLDER, Standing.SERVICE_OFFICER
RESULT_OWNER, ANSWERABLE, TEAM = Standing.RESULT_OWNER, Standing.ANSWERABLE, Standing.EVALUATION_TEAM
ADMINISTRATOR, AUTHORITY = Standing.PERFORMANCE_ADMINISTRATOR, Standing.STANDARD_AUTHORITY
INSPECTOR, AUDITOR = Standing.INSPECTOR, Standing.AUDITOR


@dataclass(frozen=True)
class TypeRights:
    """Who sees which rows of a type (predicate per standing) and which of its fields (moment per standing)."""

    rows: Mapping[Standing, str]
    fields: Mapping[str, Mapping[Standing, str]] = field(default_factory=dict)


def cells(names: str, standings: Iterable[Standing], moment: str = ALWAYS) -> dict[str, dict[Standing, str]]:
    """The same cells for several fields, named in one string."""
    return {name: dict.fromkeys(standings, moment) for name in names.split()}


def also(
    rights: Mapping[str, Mapping[Standing, str]], standings: Iterable[Standing], moment: str
) -> dict[str, dict[Standing, str]]:
    """The same fields for further standings, from a moment on."""
    return {name: {**given, **dict.fromkeys(standings, moment)} for name, given in rights.items()}


OVERSIGHT = (ADMINISTRATOR, INSPECTOR, AUDITOR)
OF_PERSON = (SELF, APPRAISER, REVIEWER, *OVERSIGHT)
ALL_PUBLIC = {PUBLIC: ALWAYS}
ALL_EMPLOYEES = {EMPLOYEE: ALWAYS}
