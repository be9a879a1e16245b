"""What every filtered list page does: read the filter, fetch one page, count, and link to its neighbours."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from tracker.filters import Chip, Facet, StrictFilterSet
from tracker.filters.counting import COUNT_LIMIT, Counted
from tracker.filters.keyset import Page, Sort
from tracker.views.exports import list_export
from tracker.views.feeds import list_feed
from tracker.views.kinds import ListKind, asked_form

PAGE_SIZE = 50
FACETS_SECONDS = 600
"""How long the facets of a long list are kept that is not the list of everything."""


@dataclass(frozen=True, slots=True)
class SortLink:
    """One sortable column: where its heading leads, and how the list is sorted by it now."""

    query: str
    state: str
    title: str


@dataclass(slots=True)
class Listing:
    """One page of a filtered list; without rows and with ``problems`` when the query cannot be answered."""

    filter: StrictFilterSet
    kind: ListKind
    page: Page[Any] = field(default_factory=Page)
    counted: Counted = field(default_factory=lambda: Counted(0))
    chips: Sequence[Chip] = ()
    sorts: dict[str, SortLink] = field(default_factory=dict)
    facets: Sequence[Facet] = ()

    @property
    def path(self) -> str:
        return self.kind.path

    @property
    def problems(self) -> list[str]:
        return self.filter.problems

    @property
    def query(self) -> str:
        """The filter and order without the place in the list."""
        return self.filter.query()

    @property
    def after_query(self) -> str:
        return self.filter.query(after=self.page.after) if self.page.after else ""

    @property
    def before_query(self) -> str:
        return self.filter.query(before=self.page.before) if self.page.before else ""

    @property
    def sort(self) -> Sort:
        return self.filter.sort

    @property
    def announcement(self) -> str:
        """The number of rows in words."""
        if self.problems:
            return "The filter could not be read."
        number = self.counted.number
        if not number:
            return f"No {self.kind.noun} matches."
        words = f"{number:,} {self.kind.noun if number == 1 else self.kind.nouns}"
        return f"More than {words}" if self.counted.is_more else words


def show_list(
    request: HttpRequest, kind: ListKind, template: str, partial: str, rows: QuerySet[Any] | None = None
) -> HttpResponseBase:
    """The list as a page, or in the format that the Accept header asks for."""
    form = asked_form(request, kind)
    if form == "atom":
        response: HttpResponseBase = list_feed(request, kind.name)
    elif form:
        response = list_export(request, kind.name, form)
    else:
        filtered = kind.filter(request.GET, kind.rows() if rows is None else rows)
        response = render_listing(request, build_listing(filtered, kind), template, partial)
    patch_vary_headers(response, ["Accept"])
    return response


def build_listing(filtered: StrictFilterSet, kind: ListKind) -> Listing:
    """Fetch the page that the filter asks for; no query is made for a filter that cannot be read."""
    listing = Listing(filtered, kind)
    if filtered.problems:
        return listing
    listing.page = filtered.fetch_page(PAGE_SIZE)
    listing.counted = filtered.counted
    listing.facets = _load_facets(filtered, listing.counted)
    listing.chips = filtered.chips()
    listing.sorts = {sort.name: _link_sort(filtered, sort) for sort in filtered.sorts}
    return listing


def _load_facets(filtered: StrictFilterSet, counted: Counted) -> Sequence[Facet]:
    """Counted anew, unless the list is filtered and long: then for a while."""
    if counted.number < COUNT_LIMIT or not filtered.active():
        return filtered.count_facets()
    key = hashlib.sha256(f"{type(filtered).__name__}?{filtered.query()}".encode()).hexdigest()
    found: Sequence[Facet] | None = cache.get_or_set(f"facets:{key}", filtered.count_facets, FACETS_SECONDS)
    return found or ()


def _link_sort(filtered: StrictFilterSet, usual: Sort) -> SortLink:
    """A heading sorts in the usual direction first, then turns it round."""
    now = filtered.sort
    is_active = now.name == usual.name
    way = now.reversed if is_active else usual
    state = ("descending" if now.is_descending else "ascending") if is_active else ""
    return SortLink(filtered.query(sort=way.parameter), state, way.title)


def render_listing(request: HttpRequest, listing: Listing, template: str, partial: str) -> HttpResponse:
    """The whole page, or for htmx the part that changes. A filter that cannot be read answers 400 and says why."""
    is_partial = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    status = 400 if listing.problems else 200
    context = {"listing": listing, "is_partial": is_partial}
    response = render(request, partial if is_partial else template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    if is_partial:
        query = request.GET.urlencode() if listing.problems else _own_query(listing)
        response["HX-Push-Url"] = f"{listing.path}?{query}" if query else listing.path
    return response


def _own_query(listing: Listing) -> str:
    data = listing.filter.data
    return listing.filter.query(**{name: data[name] for name in ("after", "before") if data.get(name)})
