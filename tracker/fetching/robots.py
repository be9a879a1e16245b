"""robots.txt: what a site lets us ask for and how slowly, remembered for a while (RFC 9309)."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Protocol

import redis
from protego import Protego

from tracker.fetching.limits import reaching_redis

MAX_ROBOTS_BYTES = 500_000
"""The RFC asks to read 500 KiB at least; what follows is not looked at."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin. ``failure`` says why they could not be read; then nothing may be asked for now."""

    text: str = ""
    failure: str = ""

    def allows(self, url: str, agent: str) -> bool:
        """Tell whether ``agent`` (a product token) may ask for ``url``."""
        return not self.failure and bool(_parse(self.text).can_fetch(url, agent))

    def interval(self, agent: str) -> float:
        """The seconds between requests that the site asks for (Crawl-delay, Request-rate), 0 if it does not."""
        rules = _parse(self.text)
        asked = [float(rules.crawl_delay(agent) or 0)]
        rate = rules.request_rate(agent)
        if rate is not None and rate.requests > 0:
            asked.append(rate.seconds / rate.requests)
        return max([0.0, *(seconds for seconds in asked if math.isfinite(seconds))])


@lru_cache(maxsize=32)
def _parse(text: str) -> Protego:
    return Protego.parse(text)


def read_robots(body: bytes) -> Robots:
    """The rules in the first ``MAX_ROBOTS_BYTES`` of a robots.txt; a last line cut short is left out."""
    if len(body) >= MAX_ROBOTS_BYTES:
        body = body[: body.rfind(b"\n") + 1]
    return Robots(body.decode("utf-8-sig", "replace"))


class RobotsStore(Protocol):
    """Remembers rules by origin for a number of seconds."""

    def load(self, origin: str) -> Robots | None: ...

    def save(self, origin: str, robots: Robots, seconds: float) -> None: ...


class LocalRobotsStore:
    """Rules remembered by this process alone."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, Robots]] = {}

    def load(self, origin: str) -> Robots | None:
        with self._lock:
            until, robots = self._kept.get(origin, (0.0, None))
            return robots if self._now() < until else None

    def save(self, origin: str, robots: Robots, seconds: float) -> None:
        with self._lock:
            now = self._now()
            self._kept = {key: entry for key, entry in self._kept.items() if entry[0] > now}
            self._kept[origin] = (now + seconds, robots)


class RedisRobotsStore:
    """Rules shared by all workers. Raises TemporaryFetchError when Redis cannot be reached."""

    def __init__(self, client: redis.Redis, prefix: str = "retainer:") -> None:
        self._client = client
        self._prefix = prefix

    def load(self, origin: str) -> Robots | None:
        with reaching_redis():
            stored = self._client.get(self._key(origin))
        return Robots(**json.loads(stored)) if isinstance(stored, str | bytes) else None

    def save(self, origin: str, robots: Robots, seconds: float) -> None:
        with reaching_redis():
            self._client.set(self._key(origin), json.dumps(asdict(robots)), px=max(1, int(seconds * 1000)))

    def _key(self, origin: str) -> str:
        return f"{self._prefix}robots:{origin}"
