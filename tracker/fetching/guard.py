"""The guard on the wire: names resolved and checked, exactly the checked address connected to, time bounded."""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore2

from tracker.errors import FetchError, ForbiddenAddressError
from tracker.fetching.addresses import AllowedPrivate, is_public

Resolve = Callable[[str, int], list[str]]
"""Host and port to the addresses that they stand for; raises OSError as ``socket.getaddrinfo`` does."""

_MAX_ADDRESSES = 4
_NO_SUCH_NAME = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_FAIL") if hasattr(socket, name)}


def resolve_by_system(host: str, port: int) -> list[str]:
    """Ask the system's resolver; every spelling of an address that it knows (127.1, 0x7f000001) comes out plain."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects only to addresses that were resolved and checked here, so a second DNS answer changes nothing.

    Of a name with public and private addresses only the public ones are used; with none left it is refused.
    """

    def __init__(self, allowed: AllowedPrivate, resolve: Resolve) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._plain = httpcore2.SyncBackend()
        self._local = threading.local()

    @contextmanager
    def until(self, deadline: float) -> Iterator[None]:
        """Let nothing that this thread does on the network go on after ``deadline`` (monotonic seconds)."""
        self._local.deadline = deadline
        try:
            yield
        finally:
            del self._local.deadline

    def clip(self, timeout: float | None, late: type[Exception]) -> float:
        """The seconds that an operation may take; raises ``late`` when the deadline has passed."""
        left = float(getattr(self._local, "deadline", float("inf"))) - time.monotonic()
        if left <= 0:
            raise late("the time for the whole exchange is over")
        return left if timeout is None else min(timeout, left)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        end = time.monotonic() + self.clip(timeout, httpcore2.ConnectTimeout)
        addresses = self._checked_addresses(host, port, end - time.monotonic())[:_MAX_ADDRESSES]
        for tried, address in enumerate(addresses):
            share = (end - time.monotonic()) / (len(addresses) - tried)
            if share <= 0:
                break
            try:
                stream = self._plain.connect_tcp(address, port, share, local_address, socket_options)
                return DeadlineStream(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if tried == len(addresses) - 1:
                    raise
        raise httpcore2.ConnectTimeout(f"connecting to {host} took too long")

    def connect_unix_socket(self, *args: Any, **options: Any) -> httpcore2.NetworkStream:
        raise ForbiddenAddressError("a socket file is not a site")

    def _checked_addresses(self, host: str, port: int, timeout: float) -> list[str]:
        resolved = self._resolve_within(host, port, timeout)
        checked = [
            text
            for text in resolved
            if is_public(address := ipaddress.ip_address(text)) or self._allowed.allows(host, port, address)
        ]
        if not checked:
            where = ", ".join(resolved[:_MAX_ADDRESSES]) or "no address"
            raise ForbiddenAddressError(
                f"{host} leads to {where}, which is not public; an operator can allow it by name"
            )
        return checked

    def _resolve_within(self, host: str, port: int, timeout: float) -> list[str]:
        """Resolve in a thread of its own, because the system's resolver knows no timeout."""
        answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(host, port))
            except Exception as error:  # handed over to the asking thread, which raises it
                answers.put(error)

        threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        try:
            answer = answers.get(timeout=max(timeout, 0.001))
        except queue.Empty:
            raise httpcore2.ConnectTimeout(f"resolving {host} took too long") from None
        if isinstance(answer, socket.gaierror) and answer.errno in _NO_SUCH_NAME:
            raise FetchError(f"no address is known for the host {host}") from answer
        if isinstance(answer, UnicodeError):
            raise FetchError(f"{host} is not a host name") from answer
        if isinstance(answer, OSError):
            raise httpcore2.ConnectError(f"{host} could not be resolved: {answer}") from answer
        if isinstance(answer, Exception):
            raise answer
        return answer


class DeadlineStream(httpcore2.NetworkStream):
    """A connection on which no drip of bytes outlives the deadline of the exchange."""

    def __init__(self, stream: httpcore2.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.clip(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.clip(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        clipped = self._backend.clip(timeout, httpcore2.ConnectTimeout)
        return DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, clipped), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
