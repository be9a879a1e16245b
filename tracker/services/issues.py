"""Issues: what troubles a source, each written down once and found again when it is met again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from tracker.models import Issue
from tracker.services.bulk import upsert_rows
from tracker.services.identity import hash_identity


@dataclass(frozen=True, slots=True)
class Trouble:
    """One issue; ``about`` is its natural key, ``raw`` and ``row`` are the bytes in question and where they stand."""

    about: tuple[Any, ...]
    error: str
    url: str
    document: int | None = None
    raw: bytes = b""
    row: Mapping[str, int] = field(default_factory=dict)


def keep_issues(source: int, run: int, troubles: Iterable[Trouble]) -> int:
    """Write the issues that are not known yet, and the run of those that are; returns how many there are."""
    now = timezone.now()
    rows = {}
    for trouble in troubles:
        identity = hash_identity(*trouble.about)
        rows[identity] = (
            identity, source, run, trouble.document, trouble.url, trouble.error, trouble.raw, dict(trouble.row),
            Issue.State.OPEN, now, now,
        )  # fmt: skip
    columns = [
        "identity", "source", "run", "document", "url", "error", "raw", "row", "state", "first_seen_at",
        "last_seen_at",
    ]  # fmt: skip
    upsert_rows(Issue, columns, list(rows.values()), conflict=["identity"], update=["run", "last_seen_at"])
    return len(rows)
