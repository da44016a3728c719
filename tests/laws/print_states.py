"""Print the state of every stream of an agency; run in a process of its own."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from kinerja.database.connections import Database
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.catalogue import fact_types
from kinerja.domain.texts import Text
from kinerja.log.sealing import Secrets
from kinerja.service import service_on


def aggregates() -> dict[str, type[Aggregate]]:
    """Every aggregate by its name, those that stand on another included."""
    return {each.__name__: each for each in _below(Aggregate)}


def _below(base: type[Aggregate]) -> Iterator[type[Aggregate]]:
    for each in base.__subclasses__():
        yield each
        yield from _below(each)


def built_by(topic: str) -> type[Aggregate]:
    """The aggregate whose state a fact builds."""
    return aggregates()[fact_types()[topic].apply.__annotations__["aggregate"]]


def plain(value: Any) -> Any:
    """A value in a form that does not depend on the process."""
    if isinstance(value, Text):
        return ["text", value.sealed]
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return [[plain(key), plain(item)] for key, item in value.items()]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return repr(value)


def main(owner: str, service: str, folder: str, code: str) -> None:
    """Load every stream and print its state."""
    with service_on(Database(owner, service), Secrets.load_or_create(Path(folder) / "secrets.json")) as running:
        log = running.logs.of(code)
        found: dict[str, Any] = {}
        start = 1
        while page := log.recorder.select_notifications(start, 500):
            for notification in page:
                stream = str(notification.originator_id)
                if stream not in found:
                    opening = built_by(notification.topic)
                    found[stream] = plain(vars(log.load(opening, notification.originator_id)))  # type: ignore[arg-type]  # ids are UUIDs here
            start = page[-1].id + 1
        sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
