"""The front page, the sources, and what is said about the project."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe
from django.views.generic.base import RedirectView

from tracker.models import Source
from tracker.services.completeness import load_audits
from tracker.services.dashboard import build_dashboard
from tracker.services.freshness import load_freshness
from tracker.services.history import tell_changes
from tracker.services.places import MEASURES, draw_map, list_countries
from tracker.views.places import read_measure


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    board = build_dashboard()
    context = {
        "board": board,
        "events": tell_changes(board.changes),
        "map": draw_map(list_countries(), read_measure(request)),
        "measures": MEASURES,
    }
    return render(request, "tracker/dashboard.html", context)


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    return render(request, "tracker/source_list.html", {"sources": load_freshness(), "audits": load_audits()})


@require_safe
def source_json(request: HttpRequest) -> JsonResponse:
    """The freshness of every source, for machines."""
    return JsonResponse({"sources": [freshness.as_json() for freshness in load_freshness()]})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "tracker/about.html", {"sources": Source.objects.exclude(adapter="")})


@require_safe
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language and lead back. A cookie that says nothing else, so that a link is enough."""
    if code not in dict(settings.LANGUAGES):
        raise Http404(code)
    following = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure()):
        following = "/"
    response = HttpResponseRedirect(following)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=31_536_000,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "robots.txt", content_type="text/plain; charset=utf-8")


class Favicon(RedirectView):
    """For browsers that ask for /favicon.ico whatever the page says."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        return static("tracker/icon.svg")
