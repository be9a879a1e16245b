"""The fetcher: one polite, bounded, guarded GET with retries, as every source uses it."""

from __future__ import annotations

import logging
import os
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path
from random import SystemRandom
from types import TracebackType
from typing import Self

import httpx2
import redis as redis_py

from tracker.errors import BlockedError, FetchError, TemporaryFetchError
from tracker.fetching.addresses import AllowedPrivate
from tracker.fetching.answers import check_status, describe_status, moment_of, read_redirect, read_successor
from tracker.fetching.bodies import ACCEPT_ENCODING, read_content_type, read_start, save_body
from tracker.fetching.guard import Resolve
from tracker.fetching.jobs import Clock, Job, Politeness, check_headers, read_product
from tracker.fetching.limits import Limiter, LocalLimiter, RedisLimiter
from tracker.fetching.robots import (
    MAX_ROBOTS_BYTES,
    LocalRobotsStore,
    RedisRobotsStore,
    Robots,
    RobotsStore,
    read_robots,
)
from tracker.fetching.transport import Answer, RetryableError, Transport
from tracker.fetching.urls import host_of, mask_url, may_share_headers, origin_of, read_url
from tracker.records import Fetched, Request, no_entries

logger = logging.getLogger(__name__)

MAX_REDIRECTS = 5
_FIRST_BACKOFF = 1.0
_ROBOTS_FAILURE_KEPT = 60.0
_RANDOM = SystemRandom()
_UNTYPED = ("", "application/octet-stream", "binary/octet-stream")


class _RedirectError(FetchError):
    """The redirects lead to no answer."""


class Fetcher:
    """Fetches bodies for the services. Usable from several threads; closes its connections as a context manager.

    ``user_agent`` names us and where to complain; its first word up to a slash is what robots.txt knows us by.
    ``redis`` shares rate limits and robots.txt among workers; None keeps them in this process.
    ``allowed_private`` lists what may be asked although it is not public (see ``AllowedPrivate``).
    ``max_wait`` is the longest that one fetch sleeps in all (its turn, holds, backoff), ``max_seconds`` the longest
    that it spends on the network in all: ``fetch`` returns or raises within their sum. ``max_attempts`` counts the
    first one. ``robots_ttl`` is how long, in seconds, a robots.txt is remembered. ``resolve`` and ``ssl_context``
    replace the system's, ``jitter`` gives numbers from 0 to 1. A ``redis`` client should have timeouts of its own.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        redis: redis_py.Redis | None = None,
        allowed_private: Iterable[str] = frozenset(),
        temp_dir: str | Path | None = None,
        prefix: str = "retainer:",
        max_wait: float = 60.0,
        max_seconds: float = 300.0,
        max_attempts: int = 4,
        robots_ttl: float = 3600.0,
        clock: Clock = time,
        jitter: Callable[[], float] = _RANDOM.random,
        resolve: Resolve | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._product = read_product(user_agent)
        self._temp_dir = temp_dir
        self._max_wait = max_wait
        self._max_seconds = max_seconds
        self._max_attempts = max(1, max_attempts)
        self._robots_ttl = robots_ttl
        self._clock = clock
        self._jitter = jitter
        self._transport = Transport(AllowedPrivate.read(allowed_private), resolve, ssl_context)
        self._limiter: Limiter
        self._robots: RobotsStore
        if redis is None:
            self._limiter = LocalLimiter(clock.monotonic)
            self._robots = LocalRobotsStore(clock.monotonic)
        else:
            self._limiter = RedisLimiter(redis, prefix)
            self._robots = RedisRobotsStore(redis, prefix)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are kept open for the next request."""
        self._transport.close()

    def fetch(
        self,
        request: Request,
        politeness: Politeness,
        *,
        etag: str = "",
        last_modified: str = "",
        headers: Mapping[str, str] = no_entries(),
    ) -> Fetched:
        """GET ``request.url`` into a temporary file that the caller removes.

        ``etag`` and ``last_modified`` are those of the last answer; when nothing has changed since, the result says
        ``not_modified`` and has no file. ``headers`` (credentials, say) stay with the origin of the URL.
        ``request.media_types``, when given, are patterns (``text/*``): a body declared as something else is refused
        unread.

        Raises BlockedError (robots.txt, 401, 403, 451), ForbiddenAddressError, TooLargeError, FetchError (404, TLS,
        not a URL …) and, once retrying within ``max_wait`` has not helped, TemporaryFetchError. ConfigError for
        headers that cannot be sent. Nothing else but errors of the caller's own making.
        """
        job = Job(
            request=request,
            politeness=politeness,
            headers=check_headers(headers),
            etag=etag,
            last_modified=last_modified,
            wait_left=self._max_wait,
            network_left=self._max_seconds,
        )
        start = read_url(request.url)
        for attempt in range(1, self._max_attempts + 1):
            try:
                return self._fetch_once(start, job)
            except RetryableError as error:
                self._prepare_retry(error, attempt, job)
        raise AssertionError("unreachable: the last attempt raises")

    def _prepare_retry(self, error: RetryableError, attempt: int, job: Job) -> None:
        """Sleep before the next attempt, or raise TemporaryFetchError when there is to be none."""
        backoff = _FIRST_BACKOFF * 2 ** (attempt - 1) * (0.5 + self._jitter() / 2)
        pause = max(backoff, error.retry_after or 0.0)
        if error.hold:
            self._limiter.hold(error.host, pause)
        if attempt >= self._max_attempts or pause > job.wait_left or job.network_left <= 0:
            if error.robots_of:
                kept = max(_ROBOTS_FAILURE_KEPT, min(pause, self._robots_ttl))
                self._robots.save(error.robots_of, Robots(failure=str(error)), kept)
            raise TemporaryFetchError(str(error), retry_after=pause, status=error.status) from error
        logger.info("%s; attempt %d of %d in %.1f s", error, attempt + 1, self._max_attempts, pause)
        if not error.hold:  # a held host makes us wait for our turn anyway, in line with everybody else
            self._sleep(pause, job)

    def _fetch_once(self, start: httpx2.URL, job: Job) -> Fetched:
        path = None
        try:
            with self._open(start, job, for_robots=False) as answer:
                if check_status(answer, conditional=bool(job.validators), now=self._clock.time):
                    _check_media_type(answer, job.request)
                    path = save_body(answer, job.politeness.max_bytes, self._temp_dir)
                logger.debug("%s answered %s", mask_url(answer.url), describe_status(answer.status))
                return self._report(answer, job, path)
        except BaseException:
            if path is not None:
                with suppress(OSError):
                    os.unlink(path)
            raise

    def _report(self, answer: Answer, job: Job, path: str | None) -> Fetched:
        media_type, charset = read_content_type(answer.headers.get("Content-Type", ""))
        unchanged = path is None
        return Fetched(
            url=str(answer.url),
            status=answer.status,
            body_path=path,
            media_type=media_type,
            charset=charset,
            etag=answer.headers.get("ETag", job.etag if unchanged else ""),
            last_modified=answer.headers.get("Last-Modified", job.last_modified if unchanged else ""),
            fetched_at=moment_of(self._clock.time()),
            not_modified=unchanged,
            successor=read_successor(answer),
        )

    @contextmanager
    def _open(self, start: httpx2.URL, job: Job, *, for_robots: bool) -> Iterator[Answer]:
        """Ask for ``start`` and follow its redirects; every hop passes the guard, robots.txt and the rate limit."""
        url, seen = start, {start}
        for _ in range(MAX_REDIRECTS + 1):
            interval = job.politeness.interval
            if job.politeness.obey_robots and not for_robots:
                interval = max(interval, self._check_robots(url, job))
            self._take_turn(host_of(url), interval, job)
            with ExitStack() as stack:
                answer = stack.enter_context(self._exchange(start, url, job, for_robots=for_robots))
                target = read_redirect(answer)
                if target is None:
                    yield answer
                    return
            if target in seen:
                raise _RedirectError(f"{mask_url(start)} redirects in a circle (a site may want cookies)")
            seen.add(target)
            logger.debug("%s redirects to %s", mask_url(url), mask_url(target))
            url = target
        raise _RedirectError(f"{mask_url(start)} redirects more than {MAX_REDIRECTS} times")

    @contextmanager
    def _exchange(self, start: httpx2.URL, url: httpx2.URL, job: Job, *, for_robots: bool) -> Iterator[Answer]:
        sent = {"User-Agent": self._user_agent, "Accept-Encoding": ACCEPT_ENCODING}
        if for_robots:
            sent["Accept"] = "text/plain, */*;q=0.1"
        else:
            wanted = job.request.media_types
            sent["Accept"] = ", ".join((*wanted, "*/*;q=0.1")) if wanted else "*/*"
            if may_share_headers(start, url):
                sent |= job.headers
            sent |= job.validators
        began = time.monotonic()
        try:
            with self._transport.get(
                url, sent, timeout=job.politeness.timeout, seconds=max(job.network_left, 0.001)
            ) as answer:
                yield answer
        finally:
            job.network_left -= time.monotonic() - began

    def _check_robots(self, url: httpx2.URL, job: Job) -> float:
        """Raise BlockedError when robots.txt forbids the URL; return the interval that it asks for."""
        origin = origin_of(url)
        robots = self._robots.load(origin)
        if robots is None:
            robots = self._fetch_robots(origin, job)
            self._robots.save(origin, robots, self._robots_ttl)
        if robots.failure:
            raise TemporaryFetchError(robots.failure, retry_after=_ROBOTS_FAILURE_KEPT)
        if not robots.allows(str(url), self._product):
            raise BlockedError(f"robots.txt of {origin} does not let {self._product} fetch {mask_url(url)}")
        return robots.interval(self._product)

    def _fetch_robots(self, origin: str, job: Job) -> Robots:
        """Read an origin's rules. RetryableError when it cannot say now (5xx, 429, no connection).

        Another status, or redirects without an end, mean that there is no such file, and so no rules.
        """
        try:
            with self._open(read_url(f"{origin}/robots.txt"), job, for_robots=True) as answer:
                if answer.status < 500 and answer.status not in (200, 203, 429):
                    return Robots()
                check_status(answer, conditional=False, now=self._clock.time)
                return read_robots(read_start(answer, MAX_ROBOTS_BYTES))
        except _RedirectError:
            return Robots()
        except RetryableError as error:
            error.robots_of = origin
            raise

    def _take_turn(self, host: str, interval: float, job: Job) -> None:
        """Wait for the host's next turn; raise TemporaryFetchError when it is too far away."""
        while True:
            wait = self._limiter.take(host, interval, job.wait_left)
            if wait <= 0:
                return
            if wait > job.wait_left:
                raise TemporaryFetchError(f"{host} may be asked again in {wait:.0f} s", retry_after=wait)
            self._sleep(wait, job)
            if self._limiter.held(host) <= 0.001:  # somebody may have been told to stay away meanwhile
                return

    def _sleep(self, seconds: float, job: Job) -> None:
        job.wait_left -= seconds
        self._clock.sleep(seconds)


def _check_media_type(answer: Answer, request: Request) -> None:
    """Refuse a body of another declared type; no type, or plain bytes, says nothing about it."""
    declared, _ = read_content_type(answer.headers.get("Content-Type", ""))
    if not request.media_types or declared in _UNTYPED:
        return
    if not any(fnmatchcase(declared, pattern.lower()) for pattern in request.media_types):
        wanted = ", ".join(request.media_types)
        raise FetchError(f"{mask_url(answer.url)} is {declared}, not {wanted}", status=answer.status)
