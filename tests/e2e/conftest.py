"""Fixtures of the tests that run the real stack."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running_up import find_processes


@pytest.fixture
def var_dir(tmp_path: Path) -> Iterator[Path]:
    """A data directory of its own; nothing that was started on it outlives the test."""
    directory = tmp_path / "var"
    yield directory
    for pid in find_processes(directory):
        os.kill(pid, signal.SIGKILL)
