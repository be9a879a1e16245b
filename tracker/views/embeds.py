"""Charts for pages of other sites: the only pages of this one that may stand in a frame."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tracker.filters import ContractFilter
from tracker.models import Contract
from tracker.services.places import MEASURES, draw_map, list_countries
from tracker.services.profiles import count_years
from tracker.views.exports import refuse_filter
from tracker.views.places import read_measure

MINUTES = 10


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=MINUTES * 60)
def contracts_by_year(request: HttpRequest) -> HttpResponse:
    """Registrations by year of the contracts of any filter, with a link to their data."""
    filtered = ContractFilter(request.GET, Contract.objects.published(), has_pages=False)
    if filtered.problems:
        return refuse_filter(filtered)
    query = filtered.query(sort=None)
    context = {
        "years": count_years(filtered.qs),
        "about": "; ".join(f"{chip.label}: {chip.text}" for chip in filtered.chips()),
        "list_address": _whole(request, "tracker:contract_list", query),
        "data_address": _whole(request, "tracker:list_export", query, "contracts", "csv"),
        "as_of": timezone.now(),
    }
    return render(request, "tracker/embed_years.html", context)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=MINUTES * 60)
def world_map(request: HttpRequest) -> HttpResponse:
    """The map of clients' countries, by a measure."""
    context = {
        "map": draw_map(list_countries(), read_measure(request)),
        "measures": MEASURES,
        "list_address": _whole(request, "tracker:country_list", ""),
        "data_address": _whole(request, "tracker:list_export", "", "contracts", "csv"),
        "as_of": timezone.now(),
    }
    return render(request, "tracker/embed_map.html", context)


def _whole(request: HttpRequest, name: str, query: str, *words: str) -> str:
    path = reverse(name, args=words)
    return str(request.build_absolute_uri(f"{path}?{query}" if query else path))
