"""What the fetching tests say all the time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tracker.fetching import Fetcher
from tracker.records import Fetched
from tracker.sources.base import Politeness

HASTE = Politeness(interval=0.0, max_bytes=1_000_000, timeout=5.0, obey_robots=False)
POLITE = Politeness(interval=0.0, max_bytes=1_000_000, timeout=5.0, obey_robots=True)
AGENT = "Retainer/1.0 (+https://example.org/about)"

MakeFetcher = Callable[..., Fetcher]
Fetch = Callable[..., Fetched]


def read(fetched: Fetched) -> bytes:
    """The bytes of a fetched body."""
    assert fetched.body_path is not None
    return Path(fetched.body_path).read_bytes()
