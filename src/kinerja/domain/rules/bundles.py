"""Rule versions: hashed bundles of rule sets, read from the data files of this package."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from kinerja.domain.feedback_quarters import LEVELS
from kinerja.domain.periods import RuleVersion
from kinerja.domain.vocabulary import Relation

_PUBLIC = str(Relation.PUBLIC)


@dataclass(frozen=True)
class RuleBundle:
    """One rule version: its id, its hash over everything it says, and the rule sets by their purpose."""

    version: RuleVersion
    title: str
    sets: Mapping[str, Mapping[str, Any]]

    @property
    def hears_the_public(self) -> bool:
        """Whether it says what becomes of what citizens say of an employee's service, be it of weight 0."""
        return _PUBLIC in self.sets["behavior"]["relations"]


@cache
def bundles() -> Mapping[str, RuleBundle]:
    """Every rule version this release knows, by id. Released files are never edited, only followed."""
    folder = resources.files("kinerja.domain.rules") / "data"
    contents = {entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text()) for entry in folder.iterdir()}
    return {name: bundled(content, contents) for name, content in contents.items() if "sets" in content}


def bundle_of(version: RuleVersion) -> RuleBundle:
    """The bundle a result was judged by. Raises LookupError when it is not known or says something else now."""
    bundle = bundles().get(version.id)
    if bundle is None or bundle.version.hash != version.hash:
        raise LookupError(f"rule version {version.id} with hash {version.hash} is not known here")
    return bundle


def bundled(content: Mapping[str, Any], contents: Mapping[str, Mapping[str, Any]]) -> RuleBundle:
    """What a data file of a rule version says, with the rule sets that it names.

    Raises ValueError for one that weighs the public and has not one number for each thing that citizens can say.
    """
    sets = {purpose: contents[name] for purpose, name in content["sets"].items()}
    said = json.dumps({"id": content["id"], "sets": sets}, sort_keys=True, separators=(",", ":"))
    version = RuleVersion(id=content["id"], hash=sha256(said.encode()).hexdigest())
    bundle = RuleBundle(version, content["title"], sets)
    if bundle.hears_the_public and set(sets["behavior"].get("public", ())) != set(LEVELS):
        raise ValueError(f"rule version {version.id} weighs PUBLIC, and has not one number for each of {LEVELS}")
    return bundle
