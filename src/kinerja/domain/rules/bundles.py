"""Rule versions: hashed bundles of rule sets, read from the data files of this package."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from kinerja.domain.periods import RuleVersion


@dataclass(frozen=True)
class RuleBundle:
    """One rule version: its id, its hash over everything it says, and the rule sets by their purpose."""

    version: RuleVersion
    title: str
    sets: Mapping[str, Mapping[str, Any]]


@cache
def bundles() -> Mapping[str, RuleBundle]:
    """Every rule version this release knows, by id. Released files are never edited, only followed."""
    folder = resources.files("kinerja.domain.rules") / "data"
    contents = {entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text()) for entry in folder.iterdir()}
    return {name: _bundle(content, contents) for name, content in contents.items() if "sets" in content}


def bundle_of(version: RuleVersion) -> RuleBundle:
    """The bundle a result was judged by. Raises LookupError when it is not known or says something else now."""
    bundle = bundles().get(version.id)
    if bundle is None or bundle.version.hash != version.hash:
        raise LookupError(f"rule version {version.id} with hash {version.hash} is not known here")
    return bundle


def _bundle(content: Mapping[str, Any], contents: Mapping[str, Mapping[str, Any]]) -> RuleBundle:
    sets = {purpose: contents[name] for purpose, name in content["sets"].items()}
    said = json.dumps({"id": content["id"], "sets": sets}, sort_keys=True, separators=(",", ":"))
    version = RuleVersion(id=content["id"], hash=sha256(said.encode()).hexdigest())
    return RuleBundle(version, content["title"], sets)
