"""One Redis URL, spoken in the two dialects that our libraries understand."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_TCP_SCHEMES = ("redis", "rediss")
_SOCKET_SCHEMES = ("unix", "redis+socket", "socket")
_SOCKET_PATH_LIMIT = 107
_PROBE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class RedisUrls:
    """The same server and database twice: for Celery (kombu) and for redis-py and Django's cache."""

    celery: str
    client: str


def read_redis_url(url: str) -> RedisUrls:
    """Read ``redis://``, ``rediss://``, ``unix:///path?db=1`` or ``redis+socket:///path?virtual_host=1``.

    Raises ValueError, with the accepted forms, for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme in _TCP_SCHEMES and parts.hostname:
        _check_database(parts.path.strip("/") or "0", url)
        return RedisUrls(url, url)
    if parts.scheme in _SOCKET_SCHEMES and parts.path not in {"", "/"}:
        return _read_socket_url(url)
    raise ValueError(
        f"{_without_password(url)!r} is not a Redis URL: use redis://host:6379/0, rediss://host:6379/0 "
        "or unix:///path/to/socket?db=0"
    )


def socket_url(path: Path, database: int = 0) -> str:
    """The URL of a database on a server that listens on a unix socket."""
    return f"unix://{quote(str(path))}?db={database}"


def is_answering(url: str) -> bool:
    """Whether something accepts connections on the unix socket of this URL (any other kind: True)."""
    parts = urlsplit(url)
    if parts.scheme not in _SOCKET_SCHEMES:
        return True
    path = unquote(parts.path)
    if len(os.fsencode(path)) > _SOCKET_PATH_LIMIT or not Path(path).exists():
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(_PROBE_SECONDS)
        try:
            probe.connect(path)
        except OSError:
            return False
    return True


def _read_socket_url(url: str) -> RedisUrls:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    # The two dialects name the database differently, and each ignores the other's word: a URL passed on
    # unchanged would silently use database 0.
    database = query.pop("db", None) or query.pop("virtual_host", None) or "0"
    query.pop("virtual_host", None)
    _check_database(database, url)
    path = quote(unquote(parts.path))
    password = unquote(parts.password or query.pop("password", "") or "")
    user = unquote(parts.username or query.pop("username", "") or "")
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if password else ""
    return RedisUrls(
        celery=f"redis+socket://{login}{path}?{urlencode({'virtual_host': database, **query})}",
        client=f"unix://{login}{path}?{urlencode({'db': database, **query})}",
    )


def _check_database(database: str, url: str) -> None:
    if not database.isdecimal():
        raise ValueError(f"{_without_password(url)!r}: the database of a Redis URL is a number, not {database!r}")


def _without_password(url: str) -> str:
    before, at, after = url.rpartition("@")
    return f"{before.partition('://')[0]}://…@{after}" if at else url
