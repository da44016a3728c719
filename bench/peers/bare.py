"""The statement that a question is answered with, asked without any server: what PostgreSQL takes at least."""

from datetime import date
from typing import Any

import psutil
import psycopg

from bench.peers.load import cpu_of_postgres
from bench.peers.questions import Question
from kinerja.graphql.compiled.statements import Statement, encoded
from kinerja.graphql.schema import build_schema
from kinerja.identity.viewer import Viewer

Asked = tuple[Statement, list[Any]]
_OPTIONS = "-c search_path=read,public -c timezone=UTC -c jit=off"


def bare_ms(service_url: str, postgres: psutil.Process, question: Question, viewer: Viewer, count: int) -> float:
    """CPU of PostgreSQL for one answer, the statement prepared once on one connection."""
    today = date.today()  # noqa: DTZ011 - any day of the year serves
    asked = [_asked(question, variables, viewer, today) for variables in question.ours_of]
    with psycopg.connect(service_url, autocommit=True, options=_OPTIONS) as connection:
        connection.execute("SELECT set_config('kinerja.agency', %s, false)", [viewer.agency])
        statements = {statement.name: statement for statement, _ in asked}
        for statement in statements.values():
            connection.pgconn.prepare(statement.name, statement.sql)
        _answered(connection, asked, len(asked) * 6)  # beyond where PostgreSQL chooses between plans
        before = cpu_of_postgres(postgres)
        _answered(connection, asked, count)
        return (cpu_of_postgres(postgres) - before) * 1000 / count


def _answered(connection: psycopg.Connection[Any], asked: list[Asked], count: int) -> None:
    for number in range(count):
        statement, parameters = asked[number % len(asked)]
        result = connection.pgconn.exec_prepared(statement.name, parameters)
        if not result.ntuples:
            raise RuntimeError(result.error_message.decode())


def _asked(question: Question, variables: dict[str, Any], viewer: Viewer, today: date) -> Asked:
    operation = build_schema().documents.known(question.ours).operation(None)
    if operation is None:
        raise RuntimeError("a document without an operation")
    bound = operation.read.bound(variables, viewer.agency)
    statement = operation.read.statement(bound, viewer.standings, "id", whole=viewer.mandated_units is None)
    known: dict[str, Any] = {name: encoded(value) for name, value in viewer.parameters.items()}
    known |= dict(bound.parameters) | {"at": None, "valid_on": encoded(today)}
    return statement, [known[name] for name in statement.parameters]
