"""The only room where pure code, network and database meet; functions return ids and never enqueue."""

from __future__ import annotations
