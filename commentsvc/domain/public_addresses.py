"""Which network addresses the service may call by itself: those of the public internet, and nothing nearer.

Whoever may name an address for the service to call (a webhook, a page to fetch) must not reach through it what only
this machine or its network can: databases, routers, a cloud's metadata at 169.254.169.254. Source of the networks: the
IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890 and its successors).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_SPECIAL_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this machine, also as 0.0.0.0
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' translated networks
        "127.0.0.0/8",
        "169.254.0.0/16",  # the link, and clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # to many
        "240.0.0.0/4",  # reserved, and to all
    )
)
# All that is given out to the public lies here. So addresses that carry an IPv4 address inside (mapped, compatible,
# NAT64), local, private and multicast ones are refused without being named.
_GIVEN_OUT_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols, with Teredo, which carries an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries an IPv4 address
        "3fff::/20",  # documentation
    )
)

PUBLIC_PORTS = frozenset({80, 443, 8080, 8443})
"""Ports at which public addresses are called: where web servers are, and neither mail nor databases."""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the public internet."""
    if address.version == 4:
        return not any(address in network for network in _SPECIAL_V4)
    return address in _GIVEN_OUT_V6 and not any(address in network for network in _SPECIAL_V6)
