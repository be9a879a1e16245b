"""One run per source at a time: leases with an owner and an expiry in Redis, file locks where there is none."""

from __future__ import annotations

import fcntl
import logging
import os
import secrets
import threading
import time
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import redis as redis_py

from tracker.errors import LockedError, TrackerError

logger = logging.getLogger(__name__)

_POLL = 0.1
_FILE_GRACE = 0.2

_RENEW = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
"""
_RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
"""


class Lease(ABC):
    """The right to be the only one that works on ``name``; made by ``Leases.lease``.

    As a context manager it raises LockedError when somebody else has it. Work that takes long asks ``held`` between
    two steps and stops when it has turned False.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> Self:
        if not self.acquire():
            raise LockedError(f"another run of {self.name} is under way")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    @property
    @abstractmethod
    def held(self) -> bool:
        """True from a successful ``acquire`` until ``release`` or until the lease was lost."""

    def acquire(self, blocking: bool = False, timeout: float | None = None) -> bool:
        """Try to get the lease; with ``blocking`` wait for it, at most ``timeout`` seconds.

        Raises TrackerError when Redis or the directory of lock files cannot be used.
        """
        if self.held:
            raise TrackerError(f"the lease on {self.name} is already held by this object")
        end = None if timeout is None else time.monotonic() + timeout
        while not self._try():
            if not blocking or (end is not None and time.monotonic() >= end):
                return False
            time.sleep(_POLL)
        return True

    @abstractmethod
    def release(self) -> bool:
        """Give the lease back; False when it was not (or no longer) ours. Never raises for a lost lease."""

    @abstractmethod
    def _try(self) -> bool: ...


class RedisLease(Lease):
    """A key with our token in it that expires by itself, renewed by a thread at every third of its time."""

    def __init__(self, name: str, client: redis_py.Redis, key: str, expiry: float) -> None:
        super().__init__(name)
        self._client = client
        self._key = key
        self._expiry = expiry
        self._token = ""
        self._good_until = 0.0
        self._stop = threading.Event()
        self._renewer: threading.Thread | None = None
        self._renew_script = client.register_script(_RENEW)
        self._release_script = client.register_script(_RELEASE)

    @property
    def held(self) -> bool:
        return bool(self._token) and time.monotonic() < self._good_until

    def _try(self) -> bool:
        self._halt_renewal()  # of an earlier lease that was lost
        token = secrets.token_hex(16)
        asked = time.monotonic()
        try:
            taken = self._client.set(self._key, token, nx=True, px=self._milliseconds)
        except redis_py.RedisError as error:
            raise TrackerError(f"the lease on {self.name} cannot be taken: Redis failed: {error}") from error
        if not taken:
            return False
        self._token, self._good_until = token, asked + self._expiry
        self._stop = threading.Event()
        self._renewer = threading.Thread(target=self._keep, args=(self._stop,), name=f"lease {self.name}", daemon=True)
        self._renewer.start()
        return True

    def renew(self) -> bool:
        """Move the expiry on; False, and no longer held, when somebody else's token is there or none.

        When Redis does not answer the lease stays held until its time is over, and the next renewal tries again.
        """
        asked = time.monotonic()
        try:
            renewed = bool(self._renew_script(keys=[self._key], args=[self._token, self._milliseconds]))
        except redis_py.RedisError as error:
            logger.warning("the lease on %s could not be renewed: %s", self.name, error)
            return self.held
        self._good_until = asked + self._expiry if renewed else 0.0
        if not renewed:
            logger.warning("the lease on %s was lost", self.name)
        return renewed

    def release(self) -> bool:
        self._halt_renewal()
        token, self._token = self._token, ""
        if not token:
            return False
        try:
            return bool(self._release_script(keys=[self._key], args=[token]))
        except redis_py.RedisError as error:
            logger.warning("the lease on %s is left to expire, Redis failed: %s", self.name, error)
            return False

    def _keep(self, stop: threading.Event) -> None:
        while not stop.wait(self._expiry / 3):
            if not self.renew():
                return

    def _halt_renewal(self) -> None:
        self._stop.set()
        if self._renewer is not None:
            self._renewer.join(timeout=self._expiry)
            self._renewer = None

    @property
    def _milliseconds(self) -> int:
        return max(1, int(self._expiry * 1000))


class FileLease(Lease):
    """A lock on a file of this machine; the system frees it when its process ends, however it ends."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name)
        self._path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def _try(self) -> bool:
        # ``is_locked`` takes the lock for an instant, so one refusal is not yet an answer.
        end = time.monotonic() + _FILE_GRACE
        while True:
            self._descriptor = lock_file(self._path)
            if self._descriptor is not None or time.monotonic() >= end:
                return self._descriptor is not None
            time.sleep(0.01)

    def release(self) -> bool:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is None:
            return False
        os.close(descriptor)
        return True


def lock_file(path: Path) -> int | None:
    """Open and lock a file; None when another holds it. Raises TrackerError when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise TrackerError(f"no lock file can be written: {error}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError as error:
        os.close(descriptor)
        raise TrackerError(f"{path} cannot be locked: {error}") from error
    return descriptor


class Leases:
    """Where leases are kept: in Redis, shared by all machines, or else in lock files of a directory of this one.

    ``expiry`` is how long, in seconds, a lease outlives a killed owner; file locks do not outlive it at all.
    """

    def __init__(
        self,
        *,
        redis: redis_py.Redis | None,
        directory: str | Path | None = None,
        prefix: str = "retainer:",
        expiry: float = 60.0,
    ) -> None:
        if redis is None and directory is None:
            raise ValueError("leases need Redis or a directory")
        self._client = redis
        self._directory = Path(directory or "")
        self._prefix = prefix
        self._expiry = expiry

    def lease(self, name: str) -> Lease:
        """A lease on ``name`` (a source's slug), not acquired yet."""
        if self._client is None:
            return FileLease(name, self._path(name))
        return RedisLease(name, self._client, self._key(name), self._expiry)

    def is_locked(self, name: str) -> bool:
        """Tell whether anybody holds the lease on ``name`` now. Raises TrackerError when that cannot be known."""
        if self._client is not None:
            try:
                return bool(self._client.exists(self._key(name)))
            except redis_py.RedisError as error:
                raise TrackerError(f"the lease on {name} cannot be looked up: {error}") from error
        path = self._path(name)
        if not path.exists():
            return False
        descriptor = lock_file(path)
        if descriptor is None:
            return True
        os.close(descriptor)
        return False

    def _key(self, name: str) -> str:
        return f"{self._prefix}lease:{name}"

    def _path(self, name: str) -> Path:
        return self._directory / f"{quote(name, safe='')}.lock"
