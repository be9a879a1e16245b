"""Countries and issue areas: their lists, and one of each with its clients, firms, years and money."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tracker.filters.choices import ISSUES, issue_name
from tracker.filters.counting import read_counters
from tracker.normalize.countries import ALL_CODES, country_name
from tracker.services.places import MEASURES, draw_map, list_countries, list_issues
from tracker.services.profiles import build_profile, count_topic


def read_measure(request: HttpRequest) -> str:
    """What a map shows; an unknown measure is the usual one, since it restricts nothing."""
    asked = request.GET.get("measure", "")
    return asked if asked in MEASURES else next(iter(MEASURES))


@require_safe
def country_list(request: HttpRequest) -> HttpResponse:
    measure = read_measure(request)
    places = list_countries()
    shown = sorted(places, key=lambda place: (-place.measure(measure), place.name))
    context = {"places": shown, "map": draw_map(places, measure), "measures": MEASURES}
    return render(request, "tracker/country_list.html", context)


@require_safe
def country_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The contracts of the clients of one country."""
    if code not in ALL_CODES:
        if code.upper() in ALL_CODES:
            return redirect("tracker:country_detail", code.upper(), permanent=True)
        raise Http404(code)
    size = (read_counters({}, "country") or {}).get(code, 0)
    profile = build_profile(country_name(code), f"country={code}", size)
    return render(request, "tracker/profile.html", {"profile": profile, "kind": "country", "code": code})


@require_safe
def issue_list(request: HttpRequest) -> HttpResponse:
    return render(request, "tracker/issue_list.html", {"issues": list_issues()})


@require_safe
def issue_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The contracts whose filings name one issue area."""
    if code not in ISSUES:
        raise Http404(code)
    profile = build_profile(issue_name(code), f"issue={code}", count_topic(code))
    return render(request, "tracker/profile.html", {"profile": profile, "kind": "issue", "code": code})
