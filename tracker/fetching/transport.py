"""One HTTP exchange through the guard, its failures told in this project's errors.

httpx2 lends URLs and headers, httpcore2 the connections. httpx2's ``Client`` is left out on purpose: it logs whole
URLs (with the keys in their queries) and keeps cookies between requests.
"""

from __future__ import annotations

import logging
import os
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import httpcore2
import httpx2

from tracker.errors import FetchError, TemporaryFetchError
from tracker.fetching.addresses import AllowedPrivate
from tracker.fetching.guard import GuardedBackend, Resolve, resolve_by_system
from tracker.fetching.urls import host_of, mask_url

# Its debug lines show whole headers, and with them cookies and the keys in redirects.
logging.getLogger("httpcore2").setLevel(logging.INFO)

_KEEP_ALIVE = 20.0
_FAILURES = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ProxyError,
    httpcore2.UnsupportedProtocol,
    httpcore2.ConnectionNotAvailable,
)


class RetryableError(TemporaryFetchError):
    """A failure that the fetcher itself asks again about; it never leaves this package.

    ``hold``: the host told everybody to wait (429, 503). ``host``: who it was. ``robots_of``: the origin whose
    robots.txt could not be read, when that was what failed.
    """

    def __init__(self, message: str, *, host: str, hold: bool = False, **said: Any) -> None:
        super().__init__(message, **said)
        self.host = host
        self.hold = hold
        self.robots_of = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer, and its body as it arrives (still encoded)."""

    url: httpx2.URL
    status: int
    headers: httpx2.Headers
    chunks: Iterator[bytes]


class Transport:
    """Sends GET requests. Connections are kept a few seconds for the next request to the same origin.

    Every thread may use it at the same time; a forked process opens connections of its own.
    """

    def __init__(
        self,
        allowed: AllowedPrivate,
        resolve: Resolve | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._backend = GuardedBackend(allowed, resolve or resolve_by_system)
        # Verifies always; SSL_CERT_FILE lets an operator name the authorities to trust.
        self._ssl_context = ssl_context or httpx2.create_ssl_context()
        self._pool: httpcore2.ConnectionPool | None = None
        self._pool_owner = 0
        self._lock = threading.Lock()

    @contextmanager
    def get(self, url: httpx2.URL, headers: Mapping[str, str], *, timeout: float, seconds: float) -> Iterator[Answer]:
        """GET one URL, following nothing. ``timeout`` bounds each read, ``seconds`` the whole exchange.

        Raises ForbiddenAddressError, FetchError (TLS, no such name), RetryableError (connection, protocol,
        timeout) and TemporaryFetchError once ``seconds`` are over; also out of the body's iteration.
        """
        deadline = time.monotonic() + seconds
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/")
        sent: dict[bytes | str, bytes | str] = {"Host": url.netloc}
        sent.update(headers)
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), timeout)
        with (
            self._backend.until(deadline),
            _translated(url, deadline, seconds),
            self._connections().stream("GET", target, headers=sent, extensions={"timeout": timeouts}) as response,
        ):
            chunks = _translated_chunks(response, url, deadline, seconds)
            yield Answer(url, response.status, httpx2.Headers(response.headers), chunks)

    def _connections(self) -> httpcore2.ConnectionPool:
        with self._lock:
            if self._pool is None or self._pool_owner != os.getpid():
                self._pool = httpcore2.ConnectionPool(
                    ssl_context=self._ssl_context,
                    max_connections=20,
                    max_keepalive_connections=4,
                    keepalive_expiry=_KEEP_ALIVE,
                    network_backend=self._backend,
                )
                self._pool_owner = os.getpid()
            return self._pool

    def close(self) -> None:
        """Close the connections kept for later; the transport can be used again all the same."""
        with self._lock:
            if self._pool is not None and self._pool_owner == os.getpid():
                self._pool.close()
            self._pool = None


@contextmanager
def _translated(url: httpx2.URL, deadline: float, seconds: float) -> Iterator[None]:
    try:
        yield
    except _FAILURES as error:
        shown = mask_url(url)
        reason = _tls_reason(error)
        if reason:
            raise FetchError(f"no safe connection to {host_of(url)}: {reason}") from error
        if time.monotonic() >= deadline:
            raise TemporaryFetchError(f"{shown} took longer than {seconds:.3g} s in all") from error
        if isinstance(error, httpcore2.LocalProtocolError):
            raise FetchError(f"{shown} cannot be asked for: {error}") from error
        text = str(error) or type(error).__name__
        raise RetryableError(f"{shown} {_what_failed(error)}: {text}", host=host_of(url)) from error


def _what_failed(error: Exception) -> str:
    if isinstance(error, httpcore2.TimeoutException):
        return "did not answer in time"
    return "could not be reached" if isinstance(error, httpcore2.ConnectError) else "broke off"


def _translated_chunks(
    response: httpcore2.Response, url: httpx2.URL, deadline: float, seconds: float
) -> Iterator[bytes]:
    with _translated(url, deadline, seconds):
        yield from cast(Iterable[bytes], response.stream)


def _tls_reason(error: BaseException | None) -> str:
    """Why TLS failed for good ("certificate has expired"), or "" when the failure may pass."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted ({error.verify_message})"
        if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return ""
        if isinstance(error, ssl.SSLError) and not isinstance(error, TimeoutError):
            return f"TLS failed ({error.reason or error})"
        error = error.__cause__ or error.__context__
    return ""
