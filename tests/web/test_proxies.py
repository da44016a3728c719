"""Where a request comes from, behind proxies that are trusted and others (D5)."""

import pytest
from starlette.requests import Request

from kinerja.operating import OperatorError
from kinerja.web.proxies import Proxies


def request(peer: str | None, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    return Request({"type": "http", "headers": headers, "client": (peer, 1) if peer is not None else None})


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "address"),
    [
        ("", "203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("10.0.0.0/8", "203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("10.0.0.0/8", "10.0.0.5", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.0/8", "10.0.0.5", ["6.6.6.6, 198.51.100.1", "10.0.0.9"], "198.51.100.1"),
        ("10.0.0.0/8", "10.0.0.5", [], "10.0.0.5"),
        ("10.0.0.0/8", "10.0.0.5", ["10.0.0.7"], "10.0.0.7"),
        ("10.0.0.0/8", "10.0.0.5", ["unknown"], ""),
        ("::1,10.0.0.5", "::1", ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        ("10.0.0.5", None, ["198.51.100.1"], ""),
    ],
)  # fmt: skip
def test_d5_the_last_address_that_no_proxy_of_ours_has_counts(
    trusted: str, peer: str | None, forwarded: list[str], address: str
) -> None:
    assert Proxies(trusted).address_of(request(peer, *forwarded)) == address


def test_d5_what_is_no_network_is_said_at_the_start() -> None:
    with pytest.raises(OperatorError, match="KINERJA_TRUSTED_PROXIES"):
        Proxies("10.0.0.0/8, the proxy")
