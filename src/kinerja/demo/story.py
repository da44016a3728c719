"""The story of a city: GraphQL operations by its cast on given days, each with what has to come out."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kinerja.demo.folder import Folder
from kinerja.graphql.ids import GlobalId

_REFERENCE = re.compile(r"\{([a-zA-Z]+):([^{}]+)\}")


@dataclass(frozen=True)
class StoryStep:
    """One operation: ``actor`` is a code of the city's cast, empty for the public.

    ``upload`` is a file of the city that the actor uploads before, empty: none.
    """

    title: str
    day: date
    actor: str
    document: str
    variables: dict[str, Any]
    expect: dict[str, Any]
    remember: dict[str, str]
    upload: str = ""


@dataclass(frozen=True)
class Outcome:
    """How a step came out: ``problem`` says what differs, None when it held."""

    step: StoryStep
    problem: str | None


def read_story(folder: Folder) -> list[StoryStep]:
    """The steps of ``story.toml``, in the order they are written; none when there is no story."""
    path = folder.path / "story.toml"
    if not path.exists():
        return []
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        StoryStep(
            title=step["title"],
            day=step["on"],
            actor=step.get("as", ""),
            document=step["document"],
            variables=step.get("variables", {}),
            expect=step["expect"],
            remember=step.get("remember", {}),
            upload=step.get("upload", ""),
        )
        for step in content["step"]
    ]


class Memory:
    """What the references of a story stand for: ids of the city's codes, and what was remembered."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._remembered: dict[str, Any] = {"nothing": None}

    def remember(self, step: StoryStep, answer: dict[str, Any]) -> None:
        """Keep what the step says to keep."""
        for name, path in step.remember.items():
            self._remembered[name] = _at(answer, path)

    def keep_upload(self, receipt: str) -> None:
        """Keep the receipt of the last file that was uploaded: ``{kept:upload}``."""
        self._remembered["upload"] = receipt

    def resolved(self, value: Any) -> Any:
        """A value with its references replaced: ``{plan:P07}``, ``{indicator:CODE}``, ``{kept:name}``, …

        ``{kept:nothing}`` is null, which TOML has no word for.
        """
        if isinstance(value, dict):
            return {key: self.resolved(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.resolved(item) for item in value]
        if isinstance(value, str):
            return self._text(value)
        return value

    def _text(self, value: str) -> Any:
        whole = _REFERENCE.fullmatch(value)
        if whole and whole.group(1) == "kept":
            return self._remembered.get(whole.group(2), f"{value} was never kept")
        return _REFERENCE.sub(lambda match: self._reference(match.group(1), match.group(2)), value)

    def _reference(self, kind: str, code: str) -> str:
        folder, parts = self._folder, code.split(":")
        if kind == "command":
            return str(folder.codes.command_id("story", code))
        named = {
            "unit": "OrgUnit",
            "position": "Position",
            "standard": "PerformanceStandard",
            "indicator": "Indicator",
            "period": "Period",
            "service": "Service",
        }
        if kind in named:
            return self._global(named[kind], folder.codes.named(named[kind], code))
        found: dict[str, tuple[str, Any]] = {
            "employee": ("Employee", lambda: folder.employees[code]),
            "assignment": ("Assignment", lambda: folder.codes.assignment(code)),
            "plan": ("PerformancePlan", lambda: folder.codes.plan(code)),
            "result": ("WorkResult", lambda: folder.codes.result(*parts)),
            "target": ("Target", lambda: folder.codes.target(*parts)),
            "evaluation": ("Evaluation", lambda: folder.evaluation(*parts)),
        }
        type_name, find = found[kind]
        return self._global(type_name, find())

    def _global(self, kind: str, id: UUID) -> str:
        return str(GlobalId(kind, self._folder.agency, id))


def _at(answer: Any, path: str) -> Any:
    for part in path.split("."):
        answer = answer[int(part)] if part.isdigit() else answer[part]
    return answer


def difference(expected: Any, actual: Any, path: str = "") -> str | None:
    """Where an answer does not hold what is expected; objects may hold more, lists may not."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            found = difference(value, actual.get(key), f"{path}.{key}")
            if found:
                return found
        return None
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, (one, other) in enumerate(zip(expected, actual, strict=True)):
            found = difference(one, other, f"{path}.{index}")
            if found:
                return found
        return None
    return None if expected == actual else f"{path.lstrip('.')}: expected {expected!r}, got {actual!r}"
