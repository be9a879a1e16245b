"""A host that says it has moved: the next poll goes there when the adapter knows the place, else a person is told."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from tracker.models import Run
from tracker.records import Fetched
from tracker.services.ingest import read_config
from tracker.services.issues import Trouble, keep_issues
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
        error = f"{old} says that it has moved to {new}: set the source's base URL once you have checked it"
        keep_issues(source.pk, run.pk, [Trouble(("moved", source.pk, error), error, source.base_url)])


def _origin(url: str) -> str:
    place = urlsplit(url)
    return f"{place.scheme}://{place.netloc}".lower()
