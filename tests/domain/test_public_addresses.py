"""Which addresses the service may call by itself."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentsvc.domain.public_addresses import is_public


def _each(words: str) -> list[str]:
    return words.split()


NEAR = _each("""
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254
    172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7
    203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:8.8.8.8 ::7f00:1 ::808:808 64:ff9b::7f00:1 64:ff9b::808:808
    64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:10::1 2001:20::1 2001:2::1 2001:db8::1
    2002:7f00:1::1 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
""")
FAR = _each("""
    1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1 169.253.255.255
    172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0 223.255.255.255
    2001:200::1 2001:4860:4860::8888 2606:4700::1111 2a00:1450::1 2003::1
""")
# Where an IPv4 address stands in an IPv6 one: prefix, and how many bits follow it.
CARRIERS = (("::", 0), ("::ffff:0:0", 0), ("::ffff:0:0:0", 0), ("64:ff9b::", 0), ("2002::", 80), ("2001::", 0))


@pytest.mark.parametrize("address", NEAR)
def test_what_is_near_or_special_is_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", FAR)
def test_the_public_internet_is(address):
    assert is_public(ip_address(address))


@settings(deadline=None)
@given(st.ip_addresses())
def test_nothing_is_public_that_the_standard_library_calls_otherwise(address):
    if is_public(address):
        assert address.is_global and not address.is_multicast and not address.is_reserved


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_most_of_ipv4_is_public(address):
    """Nothing is refused for its looks: what the library calls global is, but for what goes to many or is reserved."""
    special = address.is_multicast or address.is_reserved or address in ip_network("192.88.99.0/24")
    # Older libraries know nothing of single addresses within 192.0.0.0/24.
    if address.is_global and not special and address not in ip_network("192.0.0.0/24"):
        assert is_public(address)


@settings(deadline=None)
@given(st.ip_addresses(v=4), st.sampled_from(CARRIERS), st.integers(0, 2**64 - 1))
def test_no_address_gets_through_inside_another(inner: IPv4Address, carrier, rest):
    prefix, shift = carrier
    outer = int(IPv6Address(prefix)) | (int(inner) << shift)
    if prefix == "2001::":
        # Teredo: the client's IPv4 address stands inverted at the end, the server's in the middle.
        outer = int(IPv6Address(prefix)) | ((rest & 0xFFFFFFFF) << 64) | (int(inner) ^ 0xFFFFFFFF)
    assert not is_public(IPv6Address(outer))


@pytest.mark.parametrize(
    "network", ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
                "224.0.0.0/4", "fc00::/7", "fe80::/10", "ff00::/8", "2001:db8::/32", "2002::/16", "64:ff9b::/96"]
)  # fmt: skip
@settings(deadline=None)
@given(data=st.data())
def test_no_address_of_a_special_network_is_public(network, data):
    assert not is_public(data.draw(st.ip_addresses(network=network)))
