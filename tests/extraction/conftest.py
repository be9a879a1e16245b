"""Property tests here are timed on processor time where time matters, never by the clock of a busy machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("extraction", deadline=None)
settings.load_profile("extraction")
