"""Pages that a source owes: written down before they are fetched, so that a killed worker forgets none."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from tracker.models import Resource
from tracker.records import Request
from tracker.services.bulk import upsert_rows

_COLUMNS = ["source", "url", "page", "meta", "refetch", "etag", "last_modified", "attempts", "due_at", "error"]


def owe_once(source: int, requests: Iterable[Request]) -> None:
    """Owe pages that are not known yet; one that was fetched once is not fetched again (an article)."""
    _write(source, requests, [])


def owe_again(source: int, requests: Iterable[Request]) -> None:
    """Owe pages now, also those that were fetched before (a list, a feed)."""
    _write(source, requests, ["page", "meta", "refetch", "due_at"])


def _write(source: int, requests: Iterable[Request], update: list[str]) -> None:
    now = timezone.now()
    rows = {r.url: (source, r.url, r.page, dict(r.meta), r.refetch, "", "", 0, now, "") for r in requests}
    upsert_rows(Resource, _COLUMNS, list(rows.values()), conflict=["source", "url"], update=update)
