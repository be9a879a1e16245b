"""Which addresses are public, and what an operator's list lets through."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ConfigError
from tracker.fetching.addresses import AllowedPrivate, is_public

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "224.0.1.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2002:808:808::1",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]
PUBLIC = [
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "193.0.0.1",
    "223.255.255.255",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2001:4860:4860::8888",
    "2606:4700::1111",
    "2a00:1450::1",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_special_addresses_are_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@given(st.ip_addresses(v=4))
def test_never_laxer_than_the_standard_library_on_ipv4(address: ipaddress.IPv4Address) -> None:
    if is_public(address):
        assert address.is_global and not address.is_multicast


@given(st.ip_addresses(v=6))
def test_never_laxer_than_the_standard_library_on_ipv6(address: ipaddress.IPv6Address) -> None:
    if is_public(address) and address in ipaddress.ip_network("2000::/3"):
        assert address.is_global and not address.is_multicast


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:0:0", "64:ff9b::"]))
def test_ipv4_inside_ipv6_is_judged_as_ipv4(address: ipaddress.IPv4Address, prefix: str) -> None:
    wrapped = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + int(address))
    assert is_public(wrapped) == is_public(address)


@pytest.mark.parametrize(
    ("entry", "host", "port", "address", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1", 80, "127.0.0.1", True),
        ("127.0.0.1", "localhost", 8000, "127.0.0.1", True),
        ("127.0.0.1", "localhost", 80, "127.0.0.2", False),
        ("127.0.0.1", "localhost", 80, "::ffff:127.0.0.1", True),
        ("127.0.0.1:8000", "127.0.0.1", 8000, "127.0.0.1", True),
        ("127.0.0.1:8000", "127.0.0.1", 8001, "127.0.0.1", False),
        ("10.0.0.0/8", "intranet", 80, "10.200.0.1", True),
        ("10.0.0.0/8", "intranet", 80, "11.0.0.1", False),
        ("10.0.0.0/8:443", "intranet", 443, "10.0.0.1", True),
        ("::1", "localhost", 80, "::1", True),
        ("[::1]:8000", "::1", 8000, "::1", True),
        ("[::1]:8000", "::1", 80, "::1", False),
        ("Replay.Internal", "replay.internal", 80, "10.0.0.1", True),
        ("replay.internal:8000", "replay.internal", 8000, "10.0.0.1", True),
        ("replay.internal:8000", "replay.internal", 80, "10.0.0.1", False),
        ("replay.internal", "evil.replay.internal", 80, "10.0.0.1", False),
        ("replay.internal", "internal", 80, "10.0.0.1", False),
    ],
)
def test_an_operators_entry_lets_exactly_its_place_through(
    entry: str, host: str, port: int, address: str, allowed: bool
) -> None:
    assert AllowedPrivate.read([entry]).allows(host, port, ipaddress.ip_address(address)) is allowed


def test_nothing_is_allowed_by_default() -> None:
    assert not AllowedPrivate.read([]).allows("localhost", 80, ipaddress.ip_address("127.0.0.1"))


@pytest.mark.parametrize(
    "entry",
    [
        "",
        "http://127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:99999",
        "host:http",
        "[::1]8000",
        "10.0.0.0/33",
    ],
)
def test_a_malformed_entry_is_named(entry: str) -> None:
    with pytest.raises(ConfigError):
        AllowedPrivate.read([entry])
