"""A host that says it has moved: the next poll goes there when the adapter knows the place, else a person is told."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from django.utils import timezone

from tracker.models import Issue, Run, Source
from tracker.records import Fetched
from tracker.services.bulk import upsert_rows
from tracker.services.identity import hash_identity
from tracker.services.ingest import read_config
from tracker.sources.base import Adapter

logger = logging.getLogger(__name__)


def note_successor(run: Run, adapter: Adapter, fetched: Fetched) -> None:
    """Follow the source's host to its successor, or tell an operator of it.

    Pages already owed are still fetched where they are. A key is sent to wherever ``base_url`` points, so only the
    address that the adapter itself names is trusted without a person.
    """
    old, new = _origin(fetched.url), _origin(fetched.successor)
    source = run.source
    if old == new or old != _origin(read_config(source).base_url):
        return
    if new == _origin(adapter.base_url):
        path = urlsplit(source.base_url).path
        source.base_url = "" if path in ("", "/") else f"{new}{path}"
        source.save(update_fields=["base_url"])
        logger.warning("%s has moved from %s to %s; the next poll asks there", source.slug, old, new)
    else:
        _tell(source, run, f"{old} says that it has moved to {new}: set the source's base URL once you have checked it")


def _origin(url: str) -> str:
    place = urlsplit(url)
    return f"{place.scheme}://{place.netloc}".lower()


def _tell(source: Source, run: Run, error: str) -> None:
    now = timezone.now()
    identity = hash_identity("moved", source.pk, error)
    row = (identity, source.pk, run.pk, source.base_url, error, Issue.State.OPEN, now, now)
    columns = ["identity", "source", "run", "url", "error", "state", "first_seen_at", "last_seen_at"]
    upsert_rows(Issue, columns, [row], conflict=["identity"], update=["run", "last_seen_at"])
