"""Media types of an answer, as the GraphQL-over-HTTP specification wants them negotiated."""

from functools import lru_cache

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
EVENTS = "text/event-stream"
_OFFERED = {RESPONSE: RESPONSE, JSON: JSON, EVENTS: EVENTS, "application/*": JSON, "*/*": JSON}


@lru_cache(256)
def media_type(accept: str) -> str:
    """What a client would rather have, of equals the first it names; JSON when it wants nothing that there is."""
    best, most = JSON, 0.0
    for part in accept.split(","):
        name, *parameters = (each.strip().lower() for each in part.split(";"))
        quality = _quality(parameters)
        if name in _OFFERED and quality > most:
            best, most = _OFFERED[name], quality
    return best


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
