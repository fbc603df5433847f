"""The one place that decides the client's address. No raw address leaves this module: only its prefix does."""

import ipaddress
from collections.abc import Sequence


def client_prefix(remote: str | None, forwarded_for: str, trusted: Sequence[str]) -> str:
    """The caller's network: the IPv4 address, or the /64 of an IPv6 one.

    ``remote`` is the peer of the connection. ``X-Forwarded-For`` is read from right to left and believed only as far
    as it was written by trusted proxies; whatever a client wrote itself stands further left. An unreadable entry ends
    the walk at the last address that could be believed.
    """
    networks = [ipaddress.ip_network(text, strict=False) for text in trusted]
    address = _parse(remote or "")
    for entry in reversed(forwarded_for.split(",") if forwarded_for else []):
        if address is None or not any(address in network for network in networks):
            break
        further = _parse(entry)
        if further is None:
            break
        address = further
    if address is None:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _parse(text: str):
    try:
        address = ipaddress.ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
