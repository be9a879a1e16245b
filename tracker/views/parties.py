"""Clients and firms: the list, and one party with its names, numbers, contracts and partners."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.filters import ContractFilter
from tracker.filters.keyset import fetch_page
from tracker.models import Contract, Party, PartyIdentifier, PartyName
from tracker.services.profiles import PARTNERS, load_picture
from tracker.views.citing import cite_page
from tracker.views.contracts import LISTED
from tracker.views.kinds import PARTIES
from tracker.views.listing import show_list

SHOWN = 12
"""Contracts and partners that a party's page shows before it links to the whole list."""

MOST_NAMES = 200


@dataclass(slots=True)
class Name:
    """One spelling with the registers that use it; ``kind`` says whether it is a name, an alias or a former name."""

    text: str
    kind: str
    origins: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Role:
    """The contracts of a party in one role, with whom, and the query of the whole list."""

    name: str
    query: str
    number: int
    contracts: list[Contract]
    partners: list[dict[str, object]] = field(default_factory=list)


@require_safe
def party_list(request: HttpRequest) -> HttpResponseBase:
    return show_list(request, PARTIES, "tracker/party_list.html", "tracker/_party_browse.html")


@require_safe
def party_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One client or firm; a merged one redirects to the party that it is."""
    party = get_object_or_404(Party, pk=pk)
    if party.merged_into_id is not None:
        return _redirect_to_heir(party)
    contracts = Contract.objects.published()
    behind = Q(on_behalf_of=party) | Q(via=party) | Q(subcontract_of=party)
    as_client = _load_role(contracts.filter(client=party), "client", party, party.client_contracts)
    as_firm = _load_role(contracts.filter(firm=party), "firm", party, party.firm_contracts)
    between = _load_role(contracts.filter(behind).exclude(Q(client=party) | Q(firm=party)), "party", party, 0)
    permalink = request.build_absolute_uri(party.get_absolute_url())
    today = timezone.now().date()
    context = {
        "party": party,
        "names": _load_names(party),
        "identifiers": PartyIdentifier.objects.filter(mention__party=party)
        .select_related("mention", "source", "document")
        .defer("document__text")
        .order_by("scheme", "registered_on", "value"),
        "as_client": as_client,
        "as_firm": as_firm,
        "roles": [as_client, as_firm, between],
        "permalink": permalink,
        "party_query": f"party={party.pk}",
        "figures": load_picture(party),
        "card": reverse("tracker:record_card", args=["party", party.pk]),
        "citation": cite_page(f"party-{party.pk}", f"{party} (lobbying contracts)", permalink, today=today),
    }
    return render(request, "tracker/party_detail.html", context)


def _redirect_to_heir(party: Party) -> HttpResponse:
    """To the party that it was merged into. A merge can be undone, so nobody caches it."""
    heir, seen = party, {party.pk}
    while heir.merged_into_id is not None and heir.merged_into_id not in seen:
        seen.add(heir.merged_into_id)
        heir = Party.objects.only("merged_into_id").get(pk=heir.merged_into_id)
    response = HttpResponsePermanentRedirect(heir.get_absolute_url())
    response["Cache-Control"] = "no-cache"
    return response


def _load_names(party: Party) -> list[Name]:
    """Each spelling once, the shown one first, with where it stands."""
    rows = PartyName.objects.filter(party=party).values_list("name", "kind", "mention__register").distinct()
    origins: dict[tuple[str, str], list[str]] = defaultdict(list)
    for text, kind, register in rows.order_by("name", "kind", "mention__register")[:MOST_NAMES]:
        origins[text, kind].append(register or "editors")
    names = [Name(text, kind, registers) for (text, kind), registers in origins.items()]
    return sorted(names, key=lambda name: (name.text != party.name, name.kind != "name"))


def _load_role(contracts: QuerySet[Contract], role: str, party: Party, size: int) -> Role:
    """``size``: how many contracts the party has in the role, 0 where nobody keeps count."""
    newest = fetch_page(contracts.with_parties().defer(*LISTED), ContractFilter.sorts[0], size=SHOWN)  # type: ignore[attr-defined]
    found = Role(role, f"{role}={party.pk}", len(newest.rows), newest.rows)
    if newest.after:
        found.number = size or contracts.count()
    if role != "party" and found.number:
        other = "firm" if role == "client" else "client"
        found.partners = [
            {
                "id": partner.key,
                "name": partner.name,
                "number": partner.contracts,
                "query": f"{role}={party.pk}&{other}={partner.key}",
            }
            for partner in PARTNERS.load(f"{role}={party.pk}", size).rows
        ]
    return found
