"""What one fetch is given: politeness, clock, checked headers, and how much time it has left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tracker.errors import ConfigError
from tracker.records import Request

_AGENT = re.compile(r"[!-~]+( [!-~]+)*")
_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
_HEADER_VALUE = re.compile(r"[!-~]([ -~]*[!-~])?")
# The fetcher speaks for itself in these: an honest name, validators, an encoding that it can undo.
_OWN_HEADERS = {
    "accept-encoding",
    "connection",
    "content-length",
    "host",
    "if-modified-since",
    "if-none-match",
    "range",
    "te",
    "transfer-encoding",
    "upgrade",
    "user-agent",
}


class Politeness(Protocol):
    """How gently a host is asked; ``tracker.sources.base.Politeness`` is one."""

    @property
    def interval(self) -> float:
        """Seconds between two requests to the host."""

    @property
    def max_bytes(self) -> int:
        """The cap of a body."""

    @property
    def timeout(self) -> float:
        """Seconds until a silent connection is given up."""

    @property
    def obey_robots(self) -> bool:
        """Whether robots.txt is asked first."""


class Clock(Protocol):
    """Where the fetcher takes its times from; the module ``time`` is one, tests pass one that does not wait."""

    def time(self) -> float:
        """Seconds since 1970."""

    def monotonic(self) -> float:
        """Seconds on a clock that never jumps."""

    def sleep(self, seconds: float, /) -> None: ...


@dataclass(slots=True)
class Job:
    """One ``fetch`` under way. ``wait_left`` and ``network_left`` are the seconds that it may still sleep and spend
    on the network.
    """

    request: Request
    politeness: Politeness
    headers: Mapping[str, str]
    etag: str
    last_modified: str
    wait_left: float
    network_left: float

    @property
    def validators(self) -> Mapping[str, str]:
        """The headers of a conditional request, empty when there is nothing to compare with.

        They go along on redirects, unlike ``headers``: they were given by whoever answers at the end of them.
        """
        sent = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in sent.items() if _HEADER_VALUE.fullmatch(value)}


def read_product(user_agent: str) -> str:
    """The name by which robots.txt knows us: what stands before the first slash or blank of the User-Agent.

    Raises ConfigError when the User-Agent cannot be sent as it is.
    """
    if not _AGENT.fullmatch(user_agent):
        raise ConfigError(f"the User-Agent must be plain text such as Retainer/1.0, not {user_agent!r}")
    return re.split(r"[/ ]", user_agent)[0]


def check_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Return the headers; raises ConfigError for one that the fetcher sets itself or that cannot be sent."""
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _OWN_HEADERS:
            raise ConfigError(f"the header {name!r} cannot be set")
        if not _HEADER_VALUE.fullmatch(value):
            raise ConfigError(f"the value of the header {name} is not plain text of one line")
    return headers
