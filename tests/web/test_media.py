"""Which media type an answer has, by what the client says it accepts."""

import pytest

from kinerja.web.media import EVENTS, JSON, RESPONSE, media_type


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (RESPONSE, RESPONSE),
        (f"{RESPONSE}, {JSON}", RESPONSE),
        (f"{JSON}, {RESPONSE}", JSON),
        (f"{JSON};q=0.5, {RESPONSE};q=0.9", RESPONSE),
        (f"{RESPONSE}, {JSON}, {EVENTS}, multipart/mixed", RESPONSE),
        (EVENTS, EVENTS),
        (f"{EVENTS}, {JSON}", EVENTS),
        (f"{JSON};q=0, {EVENTS};q=0.1", EVENTS),
        ("text/html", JSON),
        (f"{RESPONSE};q=bad", JSON),
        (f"{RESPONSE}; charset=utf-8", RESPONSE),
        ("APPLICATION/GRAPHQL-RESPONSE+JSON", RESPONSE),
    ],
)
def test_the_client_gets_what_it_would_rather_have(accept: str, chosen: str) -> None:
    assert media_type(accept) == chosen
