"""Fetch what a source owes: politely, conditionally, each body archived before anything else."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone

from tracker.errors import BlockedError, ConfigError, FetchError, TemporaryFetchError
from tracker.fetching import Fetcher, Leases, mask_url
from tracker.models import Document, Resource, Run, Source
from tracker.records import Fetched, Request
from tracker.services import runs
from tracker.services.archive import archive_document, read_http_date
from tracker.services.ingest import find_adapter, read_config
from tracker.services.moves import note_successor
from tracker.services.owed import owe_again
from tracker.sources.base import Adapter, Politeness

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
"""After so many failures in a row a page is given up until a person asks for it again."""

_FIRST_RETRY = timedelta(minutes=2)
_REDIS_SECONDS = 10.0

Check = Callable[[str], None]


@cache
def connect_redis() -> redis.Redis | None:
    """The Redis that workers share; None without one (a lone command then keeps locks in files)."""
    if not settings.REDIS_URL:
        return None
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=_REDIS_SECONDS, socket_connect_timeout=_REDIS_SECONDS
    )


def make_fetcher(*, max_wait: float = 60.0, max_seconds: float = 300.0) -> Fetcher:
    """A fetcher as the settings say; replay servers on loopback are allowed where they are configured.

    The limits are the Fetcher's; who waits for its answer at a page gives it less time.
    """
    temp_dir = Path(settings.RETAINER_VAR_DIR) / "tmp"
    temp_dir.mkdir(parents=True, exist_ok=True)
    return Fetcher(
        user_agent=settings.RETAINER_USER_AGENT,
        redis=connect_redis(),
        allowed_private=frozenset(settings.RETAINER_ALLOWED_PRIVATE_HOSTS),
        temp_dir=temp_dir,
        prefix=settings.RETAINER_REDIS_PREFIX,
        max_wait=max_wait,
        max_seconds=max_seconds,
    )


def make_leases() -> Leases:
    return Leases(
        redis=connect_redis(),
        directory=Path(settings.RETAINER_RUN_DIR) / "leases",
        expiry=settings.RETAINER_LEASE_SECONDS,
        prefix=settings.RETAINER_REDIS_PREFIX,
    )


def read_politeness(source: Source, adapter: Adapter, *, has_key: bool = False) -> Politeness:
    """The adapter's manners, with the interval that an operator has set, or that the host grants those with a key."""
    politeness = adapter.politeness
    if source.min_interval is not None:
        return replace(politeness, interval=source.min_interval)
    if has_key and politeness.keyed_interval is not None:
        return replace(politeness, interval=politeness.keyed_interval)
    return politeness


def read_credentials(source: Source, url: str) -> dict[str, str]:
    """The Authorization header, when there is a key in the environment variable of the source or its adapter.

    Only its own host is given the key: a page may lead anywhere. Raises ConfigError when the source itself names a
    variable that is unset.
    """
    if urlsplit(url).netloc != urlsplit(read_config(source).base_url).netloc:
        return {}
    name = source.api_key_env or find_adapter(source).key_env
    key = os.environ.get(name, "") if name else ""
    if source.api_key_env and not key:
        raise ConfigError(f"{source.slug} wants a key from the environment variable {name}, which is unset")
    return {"Authorization": f"Token {key}"} if key else {}


def plan_requests(source: Source) -> int:
    """Write down the pages that every poll of the source begins with as owed now; returns how many."""
    adapter = find_adapter(source)
    requests = list(adapter.start(source.cursor or None, read_config(source)))
    owe_again(source.pk, requests)
    return len(requests)


def owed_resources(source: Source) -> QuerySet[Resource]:
    """What is to be fetched now, the pages that others are joined with first, the backlog last."""
    owed = source.resources.filter(due_at__lte=timezone.now()).select_related("document")
    return owed.order_by(*order_pages(find_adapter(source)), "id")


def order_pages(adapter: Adapter) -> list[Case]:
    """Sorts rows by ``page``: probes and those that others are joined with first, in their order, the backlog last."""
    first, last = (*adapter.probe_pages, *adapter.join_pages), adapter.backlog_pages
    if not first and not last:
        return []
    ranks = [When(page=page, then=Value(rank)) for rank, page in enumerate(first)]
    ranks += [When(page=page, then=Value(len(first) + 1)) for page in last]
    return [Case(*ranks, default=Value(len(first)), output_field=IntegerField())]


def has_slice_left(run: Run, adapter: Adapter) -> bool:
    """Whether the run may fetch another page (see ``Adapter.slice``)."""
    if not adapter.slice:
        return True
    asked = Run.objects.filter(pk=run.pk).values_list("fetched", "not_modified", "failures").get()
    return sum(asked) < adapter.slice


def fetch_owed(run: Run, check: Check, *, refetch: bool = False) -> int:
    """Fetch everything that is owed now; returns how many bodies are new. ``check`` may raise to stop in between."""
    adapter = find_adapter(run.source)
    fresh = owed_resources(run.source).exclude(page__in=adapter.backlog_pages)
    # What is new may lead on to more of it, page by page: the backlog's turn comes when nothing else is owed.
    pages = fresh if fresh.exists() else owed_resources(run.source)
    new = 0
    with make_fetcher() as fetcher:
        while has_slice_left(run, adapter) and (resource := pages.all().first()) is not None:
            check(f"fetching {mask_url(resource.url)}")
            new += _fetch_one(fetcher, resource, run, adapter, refetch=refetch)
    return new


def _fetch_one(fetcher: Fetcher, resource: Resource, run: Run, adapter: Adapter, *, refetch: bool) -> bool:
    request = Request(resource.url, resource.page, meta=resource.meta, refetch=resource.refetch)
    known = resource.document is not None and not refetch
    headers = read_credentials(run.source, resource.url)
    try:
        fetched = fetcher.fetch(
            request,
            read_politeness(run.source, adapter, has_key=bool(headers)),
            etag=resource.etag if known else "",
            last_modified=resource.last_modified if known else "",
            headers=headers,
        )
    except FetchError as error:
        _note_failure(resource, run, error)
        return False
    if fetched.successor:
        note_successor(run, adapter, fetched)
    return _keep_answer(fetched, resource, run, adapter)


def _keep_answer(fetched: Fetched, resource: Resource, run: Run, adapter: Adapter) -> bool:
    resource.checked_at = timezone.now()
    resource.attempts, resource.error, resource.due_at = 0, "", None
    is_new = False
    if fetched.not_modified or fetched.body_path is None:
        runs.count(run, not_modified=1)
    else:
        body = Path(fetched.body_path)
        try:
            is_new = _archive(fetched, body, resource, run, adapter)
        finally:
            body.unlink(missing_ok=True)
        resource.etag, resource.last_modified = fetched.etag, fetched.last_modified
        runs.count(run, fetched=1)
    resource.save()
    return is_new


def _archive(fetched: Fetched, body: Path, resource: Resource, run: Run, adapter: Adapter) -> bool:
    as_of = read_http_date(fetched.last_modified) or fetched.fetched_at
    document, created = archive_document(
        run.source,
        run,
        body,
        url=resource.url,
        page=resource.page,
        media_type=fetched.media_type,
        charset=fetched.charset,
        meta=resource.meta,
        as_of=as_of,
    )
    if not created and resource.page in adapter.snapshot_pages and resource.document_id not in (None, document.pk):
        _revive_snapshot(document, run, as_of)
        created = True
    resource.document = document
    return created


def _revive_snapshot(document: Document, run: Run, as_of: datetime) -> None:
    """A register went back to an earlier state: the same bytes describe another moment and are read again."""
    moment = max(as_of, timezone.now()) if as_of <= document.as_of else as_of
    Document.objects.filter(pk=document.pk).update(state=Document.State.FETCHED, as_of=moment, run=run)


def _note_failure(resource: Resource, run: Run, error: FetchError) -> None:
    """Temporary failures are owed again after a while, longer each time; the others until the next poll asks."""
    now = timezone.now()
    resource.attempts += 1
    resource.error = str(error)
    resource.checked_at = now
    resource.due_at = None
    if isinstance(error, TemporaryFetchError) and resource.attempts < MAX_ATTEMPTS:
        wait = _FIRST_RETRY * 2 ** (resource.attempts - 1)
        resource.due_at = now + max(wait, timedelta(seconds=error.retry_after or 0))
    resource.save()
    runs.note_error(run, f"{mask_url(resource.url)}: {error}", refused=isinstance(error, BlockedError))
