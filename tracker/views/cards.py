"""Pictures for links that are shared: one for the site, one for each contract and party."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tracker.models import Contract, Party
from tracker.services.cards import draw_card
from tracker.services.wording import country_words, date_words, read_price, term_words

SITE = ("Who hired whom to influence a government", ("for how much, for how long, and where it is written",))


@require_safe
@cache_control(public=True, max_age=86_400)
def site_card(request: HttpRequest) -> HttpResponse:
    return _answer(draw_card(*SITE))


@require_safe
@cache_control(public=True, max_age=3600)
def record_card(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    if kind == "contract":
        contract = get_object_or_404(Contract.objects.published().with_parties(), pk=pk)
        return _answer(draw_card(str(contract), _contract_facts(contract)))
    if kind == "party":
        party = get_object_or_404(Party, pk=pk, merged_into__isnull=True)
        return _answer(draw_card(str(party), _party_facts(party)))
    raise Http404(kind)


def _contract_facts(contract: Contract) -> list[str]:
    since = contract.start or contract.registered_on
    facts = [
        read_price(contract) if contract.value is not None else "",
        term_words(contract.term_months),
        " · ".join(filter(None, (country_words(contract.country), contract.get_status_display()))),
        f"since {date_words(since)}" if since else "",
    ]
    return [fact for fact in facts if fact]


def _party_facts(party: Party) -> list[str]:
    roles = (("client", party.client_contracts), ("firm", party.firm_contracts))
    counts = [f"{number:,} contract{'' if number == 1 else 's'} as {role}" for role, number in roles if number]
    return [fact for fact in (country_words(party.country), *counts) if fact]


def _answer(picture: bytes) -> HttpResponse:
    return HttpResponse(picture, content_type="image/png")
