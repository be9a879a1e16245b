"""Two to four parties, countries or issue areas side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.filters.choices import ISSUES, issue_name
from tracker.filters.counting import read_counters
from tracker.models import Party
from tracker.normalize.countries import ALL_CODES, country_code, country_name
from tracker.normalize.urls import is_tracking_parameter
from tracker.services.profiles import FIGURES, Profile, count_topic, rescale

MOST = 4
KINDS = ("party", "country", "issue")


@dataclass(slots=True)
class Column:
    """One of those that are compared; ``rest`` is the query without it."""

    profile: Profile
    address: str
    rest: str


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """``?party=12&country=TR``. What cannot be read answers 400 and says what may be written."""
    columns, problems = _read(request.GET)
    rescale([column.profile.figures for column in columns])
    context = {"columns": columns, "problems": problems, "most": MOST, "query": request.GET.urlencode()}
    return render(request, "tracker/compare.html", context, status=400 if problems else 200)


def _read(query: QueryDict) -> tuple[list[Column], list[str]]:
    problems = [
        f"There is no parameter called “{name}”; there is: {', '.join(KINDS)}."
        for name in query
        if name not in KINDS and not is_tracking_parameter(name)
    ]
    asked = list(dict.fromkeys((kind, text.strip()) for kind in KINDS for text in query.getlist(kind) if text.strip()))
    if len(asked) > MOST:
        problems.append(f"At most {MOST} can be compared at a time.")
    columns: list[Column] = []
    for kind, text in asked[:MOST]:
        column = _build_column(kind, text)
        if column is None:
            problems.append(f"{kind}: “{text}” is not known here.")
        else:
            column.rest = _without(asked, kind, text)
            columns.append(column)
    return columns, problems


def _without(asked: list[tuple[str, str]], kind: str, text: str) -> str:
    rest = QueryDict(mutable=True)
    for one in asked:
        if one != (kind, text):
            rest.appendlist(*one)
    return rest.urlencode()


def _build_column(kind: str, text: str) -> Column | None:
    if kind == "party":
        return _build_party(text)
    if kind == "country":
        code = text.upper() if text.upper() in ALL_CODES else country_code(text)
        if code is None:
            return None
        figures = FIGURES.load(f"country={code}", (read_counters({}, "country") or {}).get(code, 0))
        return Column(Profile(country_name(code), f"country={code}", figures), _link("country", code), "")
    code = text.upper()
    if code not in ISSUES:
        return None
    figures = FIGURES.load(f"issue={code}", count_topic(code))
    return Column(Profile(issue_name(code), f"issue={code}", figures), _link("issue", code), "")


def _link(kind: str, code: str) -> str:
    return reverse(f"tracker:{kind}_detail", args=[code])


def _build_party(text: str) -> Column | None:
    is_number = text.isascii() and text.isdecimal() and len(text) < 19
    party = Party.objects.filter(pk=int(text)).first() if is_number else None
    if party is None:
        return None
    figures = FIGURES.load(f"party={party.pk}", party.client_contracts + party.firm_contracts)
    figures.clients = [row for row in figures.clients if row.key != party.pk]
    figures.firms = [row for row in figures.firms if row.key != party.pk]
    return Column(Profile(party.name, f"party={party.pk}", figures), party.get_absolute_url(), "")
