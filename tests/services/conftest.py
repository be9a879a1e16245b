"""Fixtures of the services' tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.replay import ReplayServer
from tests.services.register_files import Register


@pytest.fixture
def register(db: None, tmp_path: Path) -> Register:
    return Register(tmp_path)


@pytest.fixture
def site(settings: Settings) -> Iterator[ReplayServer]:
    """A replay server on loopback that fetching is allowed to ask."""
    settings.RETAINER_ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with ReplayServer() as server:
        yield server
