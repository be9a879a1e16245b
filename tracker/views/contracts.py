"""Contracts: the list, and one contract with the evidence for every value."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Change, Contract
from tracker.services.evidence import explain_contract, load_statements, tell_statement
from tracker.services.filed import read_filed
from tracker.services.history import tell_changes
from tracker.services.lobbyists import list_lobbyists
from tracker.services.periods import fold_timeline, read_reports
from tracker.views.citing import cite_page
from tracker.views.kinds import CONTRACTS
from tracker.views.listing import show_list

LISTED = ("search", "provenance", "terms", "disclosed_totals", "purpose")
"""Columns that the list does not show and need not carry."""

MOST_CHANGES = 100
MOST_RELATED = 30


@require_safe
def contract_list(request: HttpRequest) -> HttpResponseBase:
    contracts = Contract.objects.published().with_parties().defer(*LISTED)
    return show_list(request, CONTRACTS, "tracker/contract_list.html", "tracker/_contract_browse.html", contracts)


@require_safe
def contract_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One contract. A joined one redirects to the contract that it is part of; a withdrawn one is 410."""
    contract = get_object_or_404(Contract.objects.with_parties(), pk=pk)
    if contract.merged_into_id is not None:
        return _redirect_to_survivor(contract)
    if contract.withdrawn_at is not None:
        return render(request, "tracker/contract_gone.html", {"contract": contract}, status=410)
    statements = load_statements(contract)
    timeline = [tell_statement(statement) for statement in reversed(statements)]
    spells, others = _load_related(contract)
    permalink = request.build_absolute_uri(contract.get_absolute_url())
    context = {
        "contract": contract,
        "evidence": explain_contract(contract, statements),
        "timeline": timeline,
        "chapters": fold_timeline(timeline),
        "reports": read_reports(statements),
        "filed": read_filed(statements),
        "lobbyists": list_lobbyists(contract, statements),
        "spells": spells,
        "others": others,
        "history": tell_changes(_load_changes(contract)),
        "permalink": permalink,
        "card": reverse("tracker:record_card", args=["contract", contract.pk]),
        "citation": cite_page(
            f"contract-{contract.pk}",
            f"{contract} (lobbying contract {contract.pk})",
            permalink,
            changed=contract.changed_at.date(),
            today=timezone.now().date(),
        ),
    }
    return render(request, "tracker/contract_detail.html", context)


def _redirect_to_survivor(contract: Contract) -> HttpResponse:
    """To the contract that it was joined with, by however many steps. A join can be undone, so nobody caches it."""
    survivor, seen = contract, {contract.pk}
    while survivor.merged_into_id is not None and survivor.merged_into_id not in seen:
        seen.add(survivor.merged_into_id)
        survivor = Contract.objects.only("merged_into_id").get(pk=survivor.merged_into_id)
    response = HttpResponsePermanentRedirect(survivor.get_absolute_url())
    response["Cache-Control"] = "no-cache"
    return response


def _load_related(contract: Contract) -> tuple[list[Contract], list[Contract]]:
    """The chain of spells that the contract is one of (oldest first), and other contracts of the same two parties."""
    linked = Q(pk=contract.previous_id) | Q(previous=contract.pk) | Q(client=contract.client_id, firm=contract.firm_id)
    near = Contract.objects.published().with_parties().defer(*LISTED).filter(linked)
    by_id = {other.pk: other for other in near.order_by("registered_on", "pk")[:MOST_RELATED]} | {contract.pk: contract}
    following = {other.previous_id: other for other in by_id.values() if other.previous_id}
    chain = [contract]
    while (earlier := by_id.get(chain[0].previous_id or 0)) and earlier not in chain:
        chain.insert(0, earlier)
    while (later := following.get(chain[-1].pk)) and later not in chain:
        chain.append(later)
    spells = chain if len(chain) > 1 else []
    return spells, [other for other in by_id.values() if other not in chain]


def _load_changes(contract: Contract) -> list[Change]:
    changes = Change.objects.filter(contract=contract).select_related("statement__source", "document__source")
    rows = list(changes.defer("document__text", "statement__evidence", "statement__fields")[:MOST_CHANGES])
    for change in rows:
        change.contract = contract
    return rows
