"""The language of sentences for people: Indonesian unless English is asked for."""

from typing import Literal

Language = Literal["id", "en"]


def negotiate(accept_language: str) -> Language:
    """The language that an ``Accept-Language`` header prefers; Indonesian when it names neither."""
    best: tuple[float, int, Language] = (0.0, 0, "id")
    for place, part in enumerate(accept_language.split(",")):
        tag, _, parameter = part.strip().partition(";")
        primary = tag.strip().lower().split("-")[0]
        quality = _quality(parameter)
        if primary in ("id", "in", "en") and (quality, -place) > (best[0], -best[1]):
            best = (quality, place, "en" if primary == "en" else "id")
    return best[2]


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
