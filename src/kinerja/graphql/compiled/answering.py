"""A read operation answered in one statement, or left to the ordinary resolvers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cachetools import LRUCache
from graphql import GraphQLError

from kinerja.clock import moment
from kinerja.graphql.compiled.lanes import LaneFailed, Lanes, StatementTooSlow
from kinerja.graphql.compiled.operations import Bound, ReadOperation
from kinerja.graphql.compiled.selections import NotCompiled
from kinerja.graphql.compiled.shared import POSITION, Found, SharedAnswers
from kinerja.graphql.compiled.statements import Statement, encoded
from kinerja.graphql.compiled.viewers import KnownViewer, Viewers
from kinerja.graphql.context import Basis
from kinerja.graphql.failures import TOO_COMPLEX, RequestFailed
from kinerja.graphql.gateway import Gateway
from kinerja.graphql.language import Language
from kinerja.graphql.limits import MOST_SECONDS_OF_STATEMENT
from kinerja.observing.observer import code_of

_MOST_STATEMENTS = 10_000_000
"""Bytes of SQL that are remembered."""
_ATTEMPTS = 2
"""The second after the viewer's rights turned out to have changed."""


@dataclass(frozen=True)
class Answer:
    """The JSON of ``data``, and what it rests on."""

    data: bytes
    basis: Basis


class CompiledReads:
    """Answers read operations. Gives None for what the ordinary resolvers are to answer, errors among it."""

    def __init__(self, gateway: Gateway, viewers: Viewers, lanes: Lanes, shared: SharedAnswers) -> None:
        self._gateway = gateway
        self._viewers = viewers
        self._lanes = lanes
        self._statements: LRUCache[Any, Statement] = LRUCache(
            _MOST_STATEMENTS, getsizeof=lambda statement: len(statement.sql)
        )
        self._shared = shared

    async def answer(
        self,
        operation: ReadOperation,
        variables: Mapping[str, Any],
        agency: str,
        subject: UUID | None,
        language: Language,
    ) -> Answer | None:
        """The answer of an operation as of its basis, for a viewer. Raises RequestFailed when it takes too long."""
        try:
            bound = operation.bound(variables, agency)
            past = await self._gateway.past(agency, bound.basis) if _waits(bound) else bound.basis.position
            viewer = await self._viewers.known(agency, subject)
            for _ in range(_ATTEMPTS):
                answer = await self._answered(operation, bound, past, viewer, language)
                if answer is not None:
                    return answer
                viewer = await self._viewers.renewed(agency, subject)
        except StatementTooSlow:
            raise RequestFailed(TOO_COMPLEX, limit="statementSeconds", maximum=MOST_SECONDS_OF_STATEMENT) from None
        except (NotCompiled, RequestFailed, GraphQLError, LaneFailed):
            pass
        return None

    async def _answered(
        self, operation: ReadOperation, bound: Bound, past: int | None, viewer: KnownViewer, language: Language
    ) -> Answer | None:
        """The answer; None when the viewer's rights are others by now. Raises what leads to the ordinary way."""
        valid_on = bound.basis.valid_on or viewer.today
        known = {**viewer.parameters, **dict(bound.parameters)}
        known |= {"at": encoded(past), "valid_on": encoded(valid_on)}
        statement = self._statement(operation, bound, viewer, language)
        agency = viewer.viewer.agency
        with self._gateway.observer.traces.aside("compiled read", agency=code_of(agency)):
            found = await self._found(agency, statement, [known[name] for name in statement.parameters])
        if found.rights_position != viewer.rights_position:
            return None
        if found.position is None or found.data is None or (past is not None and past > int(found.position)):
            raise NotCompiled("a position that is not reached")
        recorded_at = moment(int(found.recorded_us)) if found.recorded_us and int(found.recorded_us) else None
        return Answer(found.data, Basis(int(found.position) if past is None else past, recorded_at, valid_on, past))

    async def _found(self, agency: str, statement: Statement, parameters: list[bytes | None]) -> Found:
        """What a statement gives; where everybody is given the same, once for each position. Raises LaneFailed."""
        may_keep = self._shared.may_keep(statement)
        shared = self._shared.worth_asking(agency, statement, parameters) if may_keep else None
        if shared is not None:
            present = Found(*await self._lanes.ask(agency, POSITION, [agency.encode()]))
            self._shared.reached(agency, present.position)
            if present.moment == shared.moment:
                return shared
        found = Found(*await self._lanes.ask(agency, statement, parameters))
        self._shared.reached(agency, found.position)
        if may_keep:
            self._shared.keep(agency, statement, parameters, found)
        return found

    def _statement(
        self, operation: ReadOperation, bound: Bound, viewer: KnownViewer, language: Language
    ) -> Statement:
        whole = viewer.viewer.mandated_units is None
        key = (operation, viewer.standings, whole, language, bound.shape)
        found = self._statements.get(key)
        if found is None:
            found = self._statements[key] = operation.statement(bound, viewer.standings, language, whole=whole)
        return found


def _waits(bound: Bound) -> bool:
    """Whether a time has to be resolved or a position waited for first."""
    return bound.basis.recorded_at is not None or bound.basis.min_position is not None
