"""Fetch a source's history page by page: owed as a backlog, worked off in slices, one slice a poll."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum

from tracker.errors import ConfigError
from tracker.models import Coverage, Source
from tracker.services.fetch import read_credentials, read_politeness
from tracker.services.ingest import find_adapter, read_config
from tracker.services.owed import owe_again


def plan_backfill(source: Source, years: Iterable[int], types: Iterable[str] = ()) -> int:
    """Owe the first page of every year and type; each poll works off a slice of them. Returns how many are owed.

    Raises ConfigError for a source without a history to fetch.
    """
    adapter = find_adapter(source)
    if adapter.backfill is None:
        raise ConfigError(f"{source.slug} has no history to fetch page by page")
    requests = list(adapter.backfill(read_config(source), years, types))
    owe_again(source.pk, requests)
    return len(requests)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How far a backfill is: records reported and held, chains of pages still owed, and the time left at least."""

    reported: int
    held: int
    owed: int
    time_left: timedelta

    def __str__(self) -> str:
        share = f"{self.held:,} of {self.reported:,} held, {self.owed} chains of pages owed"
        return f"{share}, at least {self.time_left} to go" if self.owed else share


def read_backlog(source: Source) -> Backlog:
    """The state of the source's backfill. The time left counts one request a page of what is missing."""
    adapter = find_adapter(source)
    totals = Coverage.objects.filter(source=source).aggregate(reported=Sum("reported"), held=Sum("held"))
    reported, held = totals["reported"] or 0, totals["held"] or 0
    owed = source.resources.filter(page__in=adapter.backlog_pages, due_at__isnull=False).count()
    has_key = bool(read_credentials(source, read_config(source).base_url))
    interval = read_politeness(source, adapter, has_key=has_key).interval
    pages = owed + max(reported - held, 0) // adapter.page_size
    return Backlog(reported, held, owed, timedelta(seconds=round(pages * interval)))
