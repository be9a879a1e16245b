"""The only code that speaks HTTP: polite, bounded, guarded fetches; and the leases that keep runs apart."""

from __future__ import annotations

from tracker.fetching.client import Fetcher
from tracker.fetching.leases import Lease, Leases
from tracker.fetching.urls import mask_url

__all__ = ["Fetcher", "Lease", "Leases", "mask_url"]
