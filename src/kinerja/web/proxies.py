"""Where a request comes from: from its connection, or behind a proxy of ours from what that says."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection

from kinerja.operating import OperatorError

_ONE_HOUSEHOLD = 64
"""Bits of an IPv6 address that are of one connection: who has it may choose the others."""


class Proxies:
    """The proxies whose ``X-Forwarded-For`` is believed. Raises OperatorError for what is no network."""

    def __init__(self, named: str = "") -> None:
        try:
            self._networks = [ip_network(each.strip()) for each in named.split(",") if each.strip()]
        except ValueError as error:
            raise OperatorError(f"KINERJA_TRUSTED_PROXIES is no list of addresses or networks: {error}") from None

    def address_of(self, request: HTTPConnection) -> str:
        """The address of who asks: the last one of the chain that no proxy of ours has; empty when it has none."""
        peer = request.client.host if request.client is not None else ""
        if not self._networks:
            return _shortened(peer)
        chain = [part.strip() for each in request.headers.getlist("x-forwarded-for") for part in each.split(",")]
        while chain and self._is_ours(peer):
            peer = chain.pop()
        return _shortened(peer)

    def _is_ours(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._networks if network.version == found.version)


def _shortened(address: str) -> str:
    """An address as it is counted: of IPv6 the part that is one connection's. What is none counts as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _ONE_HOUSEHOLD), strict=False))
    return str(found)
