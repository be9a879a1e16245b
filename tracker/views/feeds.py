"""Atom feeds: the changes of the contracts of any filter, one entry each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from tracker.filters import PartyFilter, StrictFilterSet
from tracker.models import Change, Contract
from tracker.services.history import Event, tell_changes
from tracker.services.wording import CHANGES
from tracker.views.exports import refuse_filter
from tracker.views.kinds import KINDS, ListKind

ENTRIES = 100
MINUTES = 10
"""For how long a reader need not ask again."""

_TITLES = {"contracts": "Lobbying contracts", "parties": "Contracts of clients and firms"}
_BLANKS = re.compile("[ \t\r\n]+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@require_safe
def list_feed(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The newest changes of the contracts of a filter, or of the contracts of the parties of a filter.

    A filter that cannot be read answers 400 in plain text.
    """
    listed = KINDS[kind]
    filtered = listed.filter(request.GET, listed.rows(), has_pages=False)
    if filtered.problems:
        return refuse_filter(filtered)
    changes = _load_changes(filtered)
    etag = f'"{hashlib.sha256(" ".join(change.identity for change in changes).encode()).hexdigest()}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
        _write_feed(answer, request, filtered, listed, tell_changes(changes))
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    return answer


def _load_changes(filtered: StrictFilterSet) -> Sequence[Change]:
    """What only a better reader changed is no news."""
    changes: QuerySet[Change] = Change.objects.exclude(kind=Change.Kind.REPARSED)
    rows: Any = filtered.qs.order_by().values("pk")
    if isinstance(filtered, PartyFilter):
        mine = Q(contract__in=Contract.objects.published().filter(Q(client__in=rows) | Q(firm__in=rows)).values("pk"))
    else:
        mine = Q(contract__in=rows)
    changes = changes.filter(mine).select_related("contract__client", "contract__firm", "document")
    return list(changes.defer("document__text", "contract__search", "contract__terms")[:ENTRIES])


def _write_feed(
    answer: HttpResponse, request: HttpRequest, filtered: StrictFilterSet, listed: ListKind, events: Sequence[Event]
) -> None:
    query = filtered.query(sort=None)
    suffix = f"?{query}" if query else ""
    about = "; ".join(f"{chip.label}: {chip.text}" for chip in filtered.chips())
    feed = Atom1Feed(
        title=_clean(f"{_TITLES[listed.name]} – {about}" if about else _TITLES[listed.name]),
        link=request.build_absolute_uri(listed.path + suffix),
        description="",
        subtitle="What is new and what changed, with the source of each.",
        feed_url=request.build_absolute_uri(reverse("tracker:list_feed", args=[listed.name]) + suffix),
        language="en",
        feed_copyright=settings.RETAINER_DATA_LICENCE,
    )
    for event in events:
        change = event.change
        feed.add_item(
            title=_clean(f"{CHANGES.get(change.kind, change.kind)}: {change.contract.client} → {change.contract.firm}"),
            link=request.build_absolute_uri(change.contract.get_absolute_url()),
            description=_clean(render_to_string("tracker/feed_entry.html", {"event": event})),
            # An identity never changes, whatever becomes of the row.
            unique_id=f"urn:retainer:change:{change.identity}",
            pubdate=change.seen_at,
            updateddate=change.seen_at,
        )
    feed.write(answer, "utf-8")


def _clean(text: str) -> str:
    """One line without what XML cannot hold: filings contain anything."""
    return _NOT_XML.sub("\ufffd", _BLANKS.sub(" ", text)).strip()
