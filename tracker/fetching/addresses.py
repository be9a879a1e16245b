"""Which network addresses may be asked: public ones, and those that the operator has allowed by name."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from tracker.errors import ConfigError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

# The registries of special-purpose addresses (IANA, RFC 6890 and its updates), written out because what
# ``ipaddress.is_global`` knows of them differs from one Python to the next.
_SPECIAL_V4 = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, where clouds serve their credentials
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays, deprecated
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# Nothing outside 2000::/3 is handed out as global unicast, so the list inside it is short.
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    ipaddress.IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries an IPv4 address, which may be private
        "3fff::/20",  # documentation
    )
)
_MAPPED_V4 = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: IPAddress) -> bool:
    """Tell whether an address belongs to the public internet.

    IPv4 inside IPv6 (``::ffff:0:0/96``, and NAT64's ``64:ff9b::/96`` that IPv6-only networks resolve every IPv4
    host to) is judged by the IPv4 address. 6to4 and Teredo are refused whole: no site is served from them.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _SPECIAL_V4)
    if address in _MAPPED_V4 or address in _NAT64:
        return is_public(embedded_v4(address))
    return address in _GLOBAL_V6 and not any(address in network for network in _SPECIAL_V6)


def embedded_v4(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address:
    """The IPv4 address in the last 32 bits."""
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class AllowedPrivate:
    """The private places that an operator lets us ask, read from entries such as

    ``replay.internal`` (a name, whatever it resolves to), ``127.0.0.1``, ``10.1.0.0/16`` (addresses, whatever
    name led to them), and any of these with a port: ``127.0.0.1:8000``, ``[::1]:8000``, ``replay.internal:8000``.
    """

    networks: tuple[tuple[IPNetwork, int | None], ...] = ()
    names: tuple[tuple[str, int | None], ...] = ()

    @classmethod
    def read(cls, entries: Iterable[str]) -> Self:
        """Raises ConfigError naming the entry that is neither a host, an address nor a network."""
        networks: list[tuple[IPNetwork, int | None]] = []
        names: list[tuple[str, int | None]] = []
        for entry in sorted(entries):
            host, port = _split_port(entry)
            network = _read_network(host)
            if network is not None:
                networks.append((network, port))
            elif host and not set(host) & set("/:[]@ ?#"):
                names.append((host.lower().rstrip("."), port))
            else:
                raise ConfigError(f"{entry!r} is neither a host, an address nor a network (10.0.0.0/8)")
        return cls(tuple(networks), tuple(names))

    def allows(self, host: str, port: int, address: IPAddress) -> bool:
        """Tell whether ``address``, which ``host`` has resolved to, may be connected to on ``port``."""
        plain = address
        if isinstance(address, ipaddress.IPv6Address) and address in _MAPPED_V4:
            plain = embedded_v4(address)
        return any(name == host.lower().rstrip(".") and only in (None, port) for name, only in self.names) or any(
            network.version == plain.version and plain in network and only in (None, port)
            for network, only in self.networks
        )


def _split_port(entry: str) -> tuple[str, int | None]:
    host, port = entry.strip(), ""
    if host.startswith("["):
        host, _, port = host[1:].partition("]")
        if port and not port.startswith(":"):
            raise ConfigError(f"{entry!r} is not an address with a port such as [::1]:8000")
        port = port.removeprefix(":")
    elif host.count(":") == 1:
        host, _, port = host.partition(":")
        if not port:
            raise ConfigError(f"{entry!r} has a colon but no port")
    if not port:
        return host, None
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ConfigError(f"{entry!r} has no port between 1 and 65535")
    return host, int(port)


def _read_network(host: str) -> IPNetwork | None:
    try:
        return ipaddress.ip_network(host, strict=False)
    except ValueError:
        return None
