"""The search for everything: one page, and suggestions while a reader types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from tracker.filters import ContractFilter, read_query
from tracker.models import Contract
from tracker.services.search import Hit, search_names, search_places

SHOWN = 6
SUGGESTED = 8
MOST_LETTERS = 200
TITLES = {"party": "Clients and firms", "person": "People", "document": "Articles"}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Contracts with these words, and whatever has a name like them; without words, the empty page with its box."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_LETTERS]
    context = {"text": text, "searched": bool(text)}
    if text:
        hits = search_names(text, limit=30)
        groups = [(title, [hit for hit in hits if hit.kind == kind]) for kind, title in TITLES.items()]
        context |= {"places": search_places(text), "groups": [group for group in groups if group[1]]}
        context |= _find_contracts(text)
    return render(request, "tracker/search.html", context)


def _find_contracts(text: str) -> dict[str, object]:
    rows = Contract.objects.published().with_parties().defer("search", "provenance", "terms", "disclosed_totals")
    filtered = ContractFilter(read_query([("q", text)]), rows)
    if filtered.problems:
        return {"contracts": []}
    return {
        "contracts": filtered.fetch_page(SHOWN).rows,
        "counted": filtered.counted,
        "contracts_address": f"{reverse('tracker:contract_list')}?{filtered.query()}",
    }


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What a reader may mean, as a list of links that the page puts below its box."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:MOST_LETTERS]
    hits: list[Hit] = []
    if len(text) > 1:
        hits = [*search_places(text)[:2], *search_names(text, limit=SUGGESTED)][:SUGGESTED]
    response = render(request, "tracker/_suggestions.html", {"hits": hits, "text": text})
    patch_cache_control(response, public=True, max_age=60)
    return response
