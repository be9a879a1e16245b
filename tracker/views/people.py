"""One person whom filings name as a lobbyist: for which clients, when, and which public office was disclosed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tracker.models import Appearance, Contract, Person
from tracker.services.voices import COUNTING_STATES

MOST_CONTRACTS = 100


@dataclass(frozen=True, slots=True)
class Engagement:
    """One contract for which filings name the person, and the first and last period; "" for a registration only."""

    contract: Contract
    first: str
    last: str


@require_safe
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person; somebody who was found to be another leads there."""
    person = get_object_or_404(Person.objects.select_related("firm_mention__party", "merged_into"), pk=pk)
    if person.merged_into is not None:
        response = HttpResponsePermanentRedirect(person.merged_into.get_absolute_url())
        response["Cache-Control"] = "no-cache"
        return response
    named = Appearance.objects.filter(
        Q(person=person) | Q(person__merged_into=person),
        statement__state__in=COUNTING_STATES,
        statement__is_current=True,
        statement__contract__isnull=False,
    )
    engagements = _list_engagements(named)
    offices = named.exclude(covered_position="").values_list("covered_position", flat=True).distinct()
    context = {
        "person": person,
        "firm": person.firm_mention.party,
        "offices": sorted(offices),
        "engagements": engagements,
        "is_cut": len(engagements) == MOST_CONTRACTS,
        "permalink": request.build_absolute_uri(person.get_absolute_url()),
    }
    return render(request, "tracker/person_detail.html", context)


def _list_engagements(named: QuerySet[Appearance]) -> list[Engagement]:
    """By the last period, newest first."""
    rows = (
        named.values("statement__contract")
        .annotate(
            first=Min("statement__period", filter=~Q(statement__period="")),
            last=Max("statement__period"),
        )
        .order_by("-last", "-statement__contract")[:MOST_CONTRACTS]
    )
    spans = {row["statement__contract"]: (row["first"] or "", row["last"] or "") for row in rows}
    contracts = Contract.objects.published().with_parties().in_bulk(list(spans))
    return [Engagement(contracts[pk], *span) for pk, span in spans.items() if pk in contracts]
