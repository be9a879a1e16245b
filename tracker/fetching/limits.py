"""How often a host is asked: one queue of turns per host, shared by all workers through Redis.

The rule is GCRA without a burst: a host has a time of its next turn; taking a turn moves it on by the interval.
A turn is reserved when it is taken, so two workers never get the same one, and each is told exactly how long to
wait for its own. A host that says "come back later" is held: no turn begins before the hold is over.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import redis

from tracker.errors import TemporaryFetchError

MAX_HOLD = 86_400.0
"""No answer of a host keeps everybody away for longer than a day."""


class Limiter(Protocol):
    """Turns per host; all times in seconds."""

    def take(self, host: str, interval: float, max_wait: float) -> float:
        """Reserve the next turn and return the wait until it begins.

        A wait above ``max_wait`` is returned without reserving anything.
        """

    def hold(self, host: str, seconds: float) -> None:
        """Let no turn begin within ``seconds``; a longer hold that is already there stays."""

    def held(self, host: str) -> float:
        """The seconds for which the host is still held, 0 if it is not."""


class LocalLimiter:
    """Turns of this process alone, for a command line without Redis."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._turns: dict[str, tuple[float, float]] = {}

    def take(self, host: str, interval: float, max_wait: float) -> float:
        with self._lock:
            now = self._now()
            next_turn, hold = self._turns.get(host, (0.0, 0.0))
            turn = max(now, next_turn, hold)
            if turn - now <= max_wait:
                self._turns[host] = (turn + interval, hold)
            return turn - now

    def hold(self, host: str, seconds: float) -> None:
        with self._lock:
            next_turn, hold = self._turns.get(host, (0.0, 0.0))
            self._turns[host] = (next_turn, max(hold, self._now() + min(seconds, MAX_HOLD)))

    def held(self, host: str) -> float:
        with self._lock:
            return max(0.0, self._turns.get(host, (0.0, 0.0))[1] - self._now())


# The server's own clock is used, so workers on machines whose clocks differ still queue in one line.
_NOW = """
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) + tonumber(time[2]) / 1000000
end
local stored = redis.call('HMGET', KEYS[1], 'next', 'hold')
local next_turn = tonumber(stored[1] or '0')
local hold = tonumber(stored[2] or '0')
local function store()
  redis.call('HSET', KEYS[1], 'next', string.format('%.6f', next_turn), 'hold', string.format('%.6f', hold))
  redis.call('PEXPIRE', KEYS[1], math.ceil((math.max(next_turn, hold) - now) * 1000) + 1000)
end
"""
_TAKE = (
    _NOW
    + """
local turn = math.max(now, next_turn, hold)
if turn - now <= tonumber(ARGV[3]) then
  next_turn = turn + tonumber(ARGV[2])
  store()
end
return string.format('%.6f', turn - now)
"""
)
_HOLD = (
    _NOW
    + """
hold = math.max(hold, now + tonumber(ARGV[2]))
store()
return '0'
"""
)
_HELD = _NOW + "return string.format('%.6f', math.max(0, hold - now))"


class RedisLimiter:
    """Turns shared by every process that uses the same Redis and key prefix.

    ``now`` replaces the server's clock (tests). Raises TemporaryFetchError when Redis cannot be reached: asking a
    host without knowing the others' turns would be impolite.
    """

    def __init__(
        self,
        client: redis.Redis,
        prefix: str = "retainer:",
        now: Callable[[], float] | None = None,
    ) -> None:
        self._prefix = prefix
        self._now = now
        self._take = client.register_script(_TAKE)
        self._hold = client.register_script(_HOLD)
        self._held = client.register_script(_HELD)

    def take(self, host: str, interval: float, max_wait: float) -> float:
        with reaching_redis():
            return float(self._take(keys=[self._key(host)], args=[self._clock(), interval, max_wait]))

    def hold(self, host: str, seconds: float) -> None:
        with reaching_redis():
            self._hold(keys=[self._key(host)], args=[self._clock(), min(seconds, MAX_HOLD)])

    def held(self, host: str) -> float:
        with reaching_redis():
            return float(self._held(keys=[self._key(host)], args=[self._clock()]))

    def _key(self, host: str) -> str:
        return f"{self._prefix}turns:{host}"

    def _clock(self) -> str:
        return "" if self._now is None else repr(self._now())


@contextmanager
def reaching_redis() -> Iterator[None]:
    """Translate a failing Redis into TemporaryFetchError."""
    try:
        yield
    except redis.RedisError as error:
        raise TemporaryFetchError(f"Redis, which all workers share, failed: {error}") from error
