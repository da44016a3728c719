"""The tables: migrations of the log, generations of the read models."""

from collections.abc import Iterator

from kinerja.database.migrations import script_names
from kinerja.operating.checks.finding import Finding, Scene, ok, warning, wrong
from kinerja.projections.generations import LIVE, NEXT, PREVIOUS
from kinerja.projections.store import read_model_version

_APPLIED = "SELECT name FROM public.migrations"
_MARK = "SELECT obj_description(to_regnamespace(%s), 'pg_namespace')"
_SIZE = """
SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
 WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r'
"""
_MUCH_BYTES = 2**30


def has_log(scene: Scene) -> bool:
    """Whether a version of the service has made its tables here at all."""
    row = scene.owner.execute("SELECT to_regclass('log.facts') IS NOT NULL").fetchone()
    return row == (True,)


def migrations(scene: Scene) -> Iterator[Finding]:
    """The versioned scripts of the log."""
    if not has_log(scene):
        yield wrong("migrations", "the database has no log yet", "Start 'kinerja serve' on it once.")
        return
    applied = {name for (name,) in scene.owner.execute(_APPLIED)}
    missing, unknown = set(script_names()) - applied, applied - set(script_names())
    if missing:
        yield wrong(
            "migrations", f"not applied: {_listed(missing)}", "The next start of 'kinerja serve' applies them."
        )
    elif unknown:
        to_do = "A later version was here: use that one, or be sure that this one can read what it wrote."
        yield warning("migrations", f"unknown to this version: {_listed(unknown)}", to_do)
    else:
        yield ok("migrations", f"{len(applied)} applied")


def read_models(scene: Scene) -> Iterator[Finding]:
    """The live generation and what is left of others."""
    mark, ours = _mark(scene, LIVE), read_model_version()
    if mark == ours:
        yield ok("read models", f"of this version, {ours}")
    else:
        to_do = "The next start of this version builds them anew; if another version serves, use that one."
        yield wrong("read models", f"of version {mark}, this is {ours}", to_do)
    if _mark(scene, NEXT) is not None:
        to_do = "Wait for the rebuild under way. If there is none, it was cut short: the next one starts afresh."
        yield warning("unfinished rebuild", f"{NEXT} is there", to_do)
    yield _previous(scene)


def _previous(scene: Scene) -> Finding:
    if _mark(scene, PREVIOUS) is None:
        return ok("previous read models", "none kept")
    ((size,),) = scene.owner.execute(_SIZE, [PREVIOUS]).fetchall()
    return kept(size)


def kept(size: int) -> Finding:
    """The bytes that the generation before takes."""
    seen = f"{size / 2**20:.0f} MiB kept until the next rebuild"
    if size < _MUCH_BYTES:
        return ok("previous read models", seen)
    return warning("previous read models", seen, f"DROP SCHEMA {PREVIOUS} CASCADE, as the owner, once all is well.")


def _mark(scene: Scene, schema: str) -> str | None:
    ((mark,),) = scene.owner.execute(_MARK, [schema]).fetchall()
    return str(mark) if mark is not None else None


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))
