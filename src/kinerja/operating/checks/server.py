"""The PostgreSQL server: version, the settings that data depends on, connections, clocks."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from kinerja.clock import microseconds
from kinerja.database.external import must_be_supported
from kinerja.operating import OperatorError
from kinerja.operating.checks.finding import Finding, Scene, ok, warning, wrong

_SETTINGS = """
SELECT name, current_setting(name) FROM unnest(ARRAY[
    'fsync', 'full_page_writes', 'synchronous_commit', 'TimeZone', 'wal_level', 'max_connections',
    'superuser_reserved_connections', 'reserved_connections', 'log_statement', 'log_min_duration_statement',
    'log_min_duration_sample', 'log_parameter_max_length']) AS name
"""
_OWN_CONNECTIONS = 3  # the follower, the batches, and one at start
_SLIGHT = timedelta(seconds=1)
_GRAVE = timedelta(seconds=30)
_DURABLE = "What was acknowledged can be lost, or the whole database, when the machine stops: set {} and restart."


def server(scene: Scene) -> Iterator[Finding]:
    """Everything about the server."""
    yield version(scene.owner.info.server_version)
    values = dict(scene.service.execute(_SETTINGS).fetchall())
    yield from _durability(values)
    yield _zone(values)
    yield _wal(values)
    yield statements_logged(values)
    yield _connections(scene, values)
    yield _clock(scene)
    yield _heads(scene)


def version(number: int) -> Finding:
    """The server's ``server_version_num``."""
    try:
        must_be_supported(number)
    except OperatorError as error:
        return wrong("PostgreSQL", str(number), str(error))
    return ok("PostgreSQL", f"{number // 10000}.{number % 10000}")


def _durability(values: Mapping[str, str]) -> Iterator[Finding]:
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if values[name] == "off":
            yield wrong(name, "off", _DURABLE.format(f"{name} = on"))
        else:
            yield ok(name, values[name])


def _zone(values: Mapping[str, str]) -> Finding:
    zone = values["TimeZone"]
    if zone in ("UTC", "Etc/UTC", "GMT"):
        return ok("timezone", zone)
    return warning("timezone", zone, "ALTER DATABASE … SET timezone = 'UTC', so that log.readable shows UTC.")


def _wal(values: Mapping[str, str]) -> Finding:
    if values["wal_level"] != "minimal":
        return ok("wal_level", values["wal_level"])
    return warning(
        "wal_level", "minimal", "Set wal_level = replica: without it there is no backup to a point in time."
    )


def statements_logged(values: Mapping[str, str]) -> Finding:
    """Whether the server's own log holds what statements were given: who asks, beside the stream of an answer."""
    timed = [values[name] for name in ("log_min_duration_statement", "log_min_duration_sample")]
    logged = values["log_statement"] in ("mod", "all") or any(each != "-1" for each in timed)
    if logged and values["log_parameter_max_length"] != "0":
        to_do = "Set log_parameter_max_length = 0: together they say who answered what is promised to be anonymous."
        return warning("statements in the server's log", "with the values they were given", to_do)
    return ok("statements in the server's log", "without values" if logged else "none")


def _connections(scene: Scene, values: Mapping[str, str]) -> Finding:
    needed = scene.settings.log_pool + scene.settings.read_pool + _OWN_CONNECTIONS
    reserved = int(values["superuser_reserved_connections"]) + int(values["reserved_connections"])
    offered = int(values["max_connections"]) - reserved
    seen = f"a process takes up to {needed} of {offered}"
    to_do = "Raise max_connections, or lower KINERJA_LOG_POOL and KINERJA_READ_POOL."
    if needed > offered:
        return wrong("connections", seen, to_do)
    return (
        warning("connections", f"{seen}: no room for two", to_do) if 2 * needed > offered else ok("connections", seen)
    )


def _clock(scene: Scene) -> Finding:
    before = scene.clock()
    ((theirs,),) = scene.owner.execute("SELECT clock_timestamp()").fetchall()
    after = scene.clock()
    apart = max(before - theirs, theirs - after, timedelta())
    seen = f"{apart.total_seconds():.1f} s apart from the database's"
    to_do = "Keep both machines on time (NTP): ours is the time that facts are recorded at."
    if apart > _GRAVE:
        return wrong("clock", seen, to_do)
    return warning("clock", seen, to_do) if apart > _SLIGHT else ok("clock", seen)


def _heads(scene: Scene) -> Finding:
    """Recorded times never run back: a clock that was ahead once drags the log's along until it is reached."""
    ((latest,),) = scene.owner.execute("SELECT coalesce(max(recorded_us), 0) FROM log.heads").fetchall()
    ahead = timedelta(microseconds=latest - microseconds(scene.clock()))
    if ahead <= _SLIGHT:
        return ok("recorded time", "not ahead of the clock")
    return wrong(
        "recorded time",
        f"{ahead} ahead of the clock",
        "A process recorded with a clock that was ahead, or this one is behind. Put it right; facts keep their order,"
        " and their times go on from there until the clock has come past.",
    )
