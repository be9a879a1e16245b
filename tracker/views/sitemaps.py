"""The sitemap: an index, and its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.services.sitemaps import PAGES, list_pages, list_parts

_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
FIXED = (
    "dashboard", "contract_list", "party_list", "person_list", "country_list", "issue_list", "compare", "source_list",
    "about", "dictionary", "api-docs",
)  # fmt: skip
_DETAIL = {"contracts": "contract_detail", "parties": "party_detail", "people": "person_detail"}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    entries: list[tuple[str, datetime | None]] = [(reverse("tracker:sitemap_pages"), None)]
    entries += [
        (reverse("tracker:sitemap_part", args=[part.kind, part.number]), part.changed_at) for part in list_parts()
    ]
    body = "".join(_entries(request, "sitemap", entries))
    return HttpResponse(f"{_HEAD}<sitemapindex {_SPACE}>{body}</sitemapindex>\n", content_type="application/xml")


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that are no records."""
    body = "".join(_entries(request, "url", [(reverse(f"tracker:{name}"), None) for name in FIXED]))
    return HttpResponse(f"{_HEAD}<urlset {_SPACE}>{body}</urlset>\n", content_type="application/xml")


@require_safe
def part(request: HttpRequest, kind: str, number: int) -> HttpResponseBase:
    if kind not in PAGES:
        raise Http404(kind)
    pattern = reverse(f"tracker:{_DETAIL[kind]}", args=[0])
    entries = ((pattern.replace("0", str(pk)), changed) for pk, changed in list_pages(kind, number))
    return StreamingHttpResponse(_write_part(request, entries), content_type="application/xml")


def _write_part(request: HttpRequest, entries: Iterable[tuple[str, datetime | None]]) -> Iterator[str]:
    yield f"{_HEAD}<urlset {_SPACE}>"
    yield from _entries(request, "url", entries)
    yield "</urlset>\n"


def _entries(request: HttpRequest, tag: str, entries: Iterable[tuple[str, datetime | None]]) -> Iterator[str]:
    base = request.build_absolute_uri("/").rstrip("/")
    for path, changed in entries:
        when = f"<lastmod>{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
        yield f"<{tag}><loc>{escape(base + path)}</loc>{when}</{tag}>\n"
