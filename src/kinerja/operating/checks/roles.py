"""The two roles: whether each can do what it must, and the service no more."""

from collections.abc import Iterator

from kinerja.operating.checks.finding import Finding, Scene, State, ok, warning, wrong

_NEEDED = {
    "heads": {"SELECT"},
    "facts": {"SELECT"},
    "receipts": {"SELECT"},
    "data_keys": {"SELECT", "INSERT", "DELETE"},
    "installation": set[str](),
}
"""What the service's role may do with each table of the log."""
_GRANTED = """
SELECT c.relname, privilege FROM pg_class c,
       unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
 WHERE c.relnamespace = to_regnamespace('log') AND c.relname = ANY(%s) AND has_table_privilege(%s, c.oid, privilege)
"""
_FUNCTIONS = """
SELECT p.proname FROM pg_proc p WHERE p.pronamespace = to_regnamespace('log') AND p.prosecdef
   AND NOT has_function_privilege(%s, p.oid, 'EXECUTE') ORDER BY p.proname
"""
_TEMPORARY = "SELECT has_database_privilege(%s, current_database(), 'TEMPORARY')"
_POWERS = """
SELECT rolsuper, rolbypassrls,
       EXISTS (SELECT FROM pg_class WHERE relnamespace IN (to_regnamespace('log'), to_regnamespace('read'))
                  AND pg_has_role(r.oid, relowner, 'MEMBER')),
       has_database_privilege(r.oid, current_database(), 'CREATE')
  FROM pg_roles r WHERE rolname = %s
"""
_POWER_NAMES = ("is a superuser", "bypasses row-level security", "owns tables or is a member of their owner",
                "may create schemas")  # fmt: skip
_OPEN = """
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'agency'
 WHERE c.relnamespace IN (to_regnamespace('log'), to_regnamespace('read')) AND c.relkind IN ('r', 'p')
   AND NOT c.relispartition AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid))
 ORDER BY 1
"""
_SEEN = """
SELECT EXISTS (SELECT FROM log.facts) OR EXISTS (SELECT FROM log.heads) OR EXISTS (SELECT FROM log.receipts)
    OR EXISTS (SELECT FROM log.data_keys) OR EXISTS (SELECT FROM read.texts) OR EXISTS (SELECT FROM read.tracking)
"""
_OWNER = """
SELECT has_database_privilege(current_database(), 'CREATE') AND has_schema_privilege('public', 'CREATE')
   AND NOT EXISTS (SELECT FROM pg_class WHERE relnamespace IN (to_regnamespace('log'), to_regnamespace('read'))
                      AND NOT pg_has_role(relowner, 'USAGE'))
"""
_SEE = "Create the roles as docs/operating.md says."


def roles(scene: Scene) -> Iterator[Finding]:
    """Everything about the roles."""
    yield _owner(scene)
    if scene.one_role:
        yield warning(
            "service role",
            "the same as the owner: row-level security has no effect",
            f"Set KINERJA_DATABASE_URL to a role of its own. {_SEE}",
        )
        return
    lacking = _lacking(scene)
    yield lacking
    yield _exceeding(scene)
    if lacking.state is State.OK:  # else it could not look
        yield _security(scene)


def _owner(scene: Scene) -> Finding:
    if scene.owner.execute(_OWNER).fetchone() == (True,):
        return ok("owner role", f"{scene.role(scene.owner)} owns the tables and may create schemas")
    seen = f"{scene.role(scene.owner)} cannot create schemas, or does not own the tables"
    return wrong("owner role", seen, f"Make it the owner of the database and of what is in it. {_SEE}")


def _granted(scene: Scene) -> dict[str, set[str]]:
    granted: dict[str, set[str]] = {table: set() for table in _NEEDED}
    for table, right in scene.owner.execute(_GRANTED, [list(_NEEDED), scene.role(scene.service)]):
        granted[table].add(right)
    return granted


def _lacking(scene: Scene) -> Finding:
    granted = _granted(scene)
    lacking = [
        f"{right} on log.{table}" for table, rights in _NEEDED.items() for right in sorted(rights - granted[table])
    ]
    lacking += [f"log.{name}" for (name,) in scene.owner.execute(_FUNCTIONS, [scene.role(scene.service)])]
    if scene.owner.execute(_TEMPORARY, [scene.role(scene.service)]).fetchone() != (True,):
        lacking.append("TEMPORARY on the database, for 'kinerja load' and 'kinerja export'")
    if not lacking:
        return ok("service can do its work", scene.role(scene.service))
    to_do = "Grant it as docs/operating.md and the migrations of the log (src/kinerja/log/migrations) do."
    return wrong("service can do its work", f"it lacks {', '.join(lacking)}", to_do)


def _exceeding(scene: Scene) -> Finding:
    """Above all it cannot insert into log.facts past the function that numbers and hashes."""
    granted = _granted(scene)
    more = [
        f"{right} on log.{table}" for table, rights in _NEEDED.items() for right in sorted(granted[table] - rights)
    ]
    row = scene.owner.execute(_POWERS, [scene.role(scene.service)]).fetchone() or ()
    more += [said for has, said in zip(row, _POWER_NAMES, strict=True) if has]
    if not more:
        return ok("service can do no more", "it writes the log through its functions only")
    return wrong(
        "service can do no more", f"it has {', '.join(more)}", "Revoke it: the log is only as safe as this role."
    )


def _security(scene: Scene) -> Finding:
    """Row-level security: switched on everywhere, and nothing is seen of another agency."""
    unguarded = [name for (name,) in scene.owner.execute(_OPEN)]
    if unguarded:
        to_do = (
            "ALTER TABLE … ENABLE ROW LEVEL SECURITY with the policy own_agency; 'kinerja rebuild' does it in read."
        )
        return wrong("agencies are kept apart", f"no row-level security on {', '.join(unguarded)}", to_do)
    with scene.service.transaction():
        scene.service.execute("SELECT set_config('kinerja.agency', 'of nobody', true)")
        seen = scene.service.execute(_SEEN).fetchone()
    if seen != (False,):
        return wrong("agencies are kept apart", "rows of another agency are seen", "Look at the policies own_agency.")
    return ok("agencies are kept apart", "row-level security on every table; nothing seen of another agency")
