"""The columns of a contract, made of what is believed of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from tracker.models import Party, PartyName
from tracker.normalize.countries import country_name
from tracker.normalize.names import fold, name_key
from tracker.resolution.derivation import Belief
from tracker.services.bulk import fetch_in
from tracker.services.drafts import Draft
from tracker.services.voices import read_purposes


def fill_values(drafts: Sequence[Draft]) -> None:
    """Give each draft its ``values``, the columns of its contract by their names, as the database gives them back."""
    _fill_purposes(drafts)
    parties = {pk for draft in drafts for pk in _party_ids(draft.belief)}
    countries = dict(fetch_in(Party.objects.values_list("id", "country"), "id", parties))
    names: dict[int, list[str]] = defaultdict(list)
    for party, name in fetch_in(
        PartyName.objects.order_by("name", "id").values_list("party_id", "name"), "party_id", parties
    ):
        names[party] += [fold(name), fold(name_key(name))]
    for draft in drafts:
        draft.values = _build_values(draft, countries, names)


def _fill_purposes(drafts: Sequence[Draft]) -> None:
    """The whole of the purposes that are believed, of which the voices know the first letter."""
    beliefs = [draft.belief for draft in drafts if draft.belief.purpose]
    texts = read_purposes(belief.provenance["purpose"] for belief in beliefs)
    for belief in beliefs:
        belief.purpose = texts[belief.provenance["purpose"]]


def _party_ids(belief: Belief) -> list[int]:
    roles = (belief.client, belief.firm, belief.on_behalf_of, belief.via, belief.subcontract_of)
    return [pk for pk in roles if pk is not None]


def _build_values(draft: Draft, countries: Mapping[int, str], names: Mapping[int, list[str]]) -> dict[str, Any]:
    belief, money = draft.belief, draft.belief.money
    known_names = [name for pk in _party_ids(belief) for name in names[pk]]
    return {
        "client_id": belief.client,
        "firm_id": belief.firm,
        "on_behalf_of_id": belief.on_behalf_of,
        "via_id": belief.via,
        "subcontract_of_id": belief.subcontract_of,
        "status": belief.status,
        "country": countries.get(belief.client, ""),
        "registers": f",{','.join(belief.registers)},",
        "register_ids": belief.register_ids,
        "registered_on": belief.registered_on,
        "deregistered_on": belief.deregistered_on,
        "start": belief.start.iso if belief.start else "",
        "end": belief.end.iso if belief.end else "",
        "start_on": belief.start.first if belief.start else None,
        "end_on": belief.end.last if belief.end else None,
        "term_months": _money(belief.term_months),
        "value": _money(money.value),
        "value_high": _money(money.high),
        "value_qualifier": money.qualifier,
        "currency": money.currency,
        "value_basis": money.basis,
        "total_value": _money(money.total),
        "latest_amount": _money(belief.latest_amount),
        "latest_kind": belief.latest_kind,
        "latest_period": belief.latest_period,
        "report_count": belief.report_count,
        "is_self_filed": belief.is_self_filed,
        "comparable_usd": _money(belief.comparable_usd),
        "comparable_note": belief.comparable_note,
        "purpose": belief.purpose,
        "terms": belief.terms,
        "disclosed_totals": belief.disclosed_totals,
        "provenance": belief.provenance,
        "flags": list(belief.flags),
        "is_flagged": bool(belief.flags),
        "search": _build_search(known_names, countries.get(belief.client, ""), belief.purpose),
        "statement_count": draft.statement_count,
        "tally": None if draft.tally is None else msgspec.to_builtins(draft.tally),
        "disclosed_on": belief.disclosed_on,
        "withdrawn_at": None,
    }


def _build_search(names: Sequence[str], country: str, purpose: str) -> str:
    """What words are looked for in: folded names as written and by their keys (one spelling of English), country,
    purpose.
    """
    where = [fold(country_name(country))] if country else []
    # Purposes are many and rarely met again: they would push the names out of the cache.
    about = fold.__wrapped__(purpose)
    return " ".join(text for text in dict.fromkeys([*names, *where, about]) if text)


def _money(amount: Decimal | None) -> Decimal | None:
    """With the two places that the column has, so that what is read back compares equal."""
    return None if amount is None else amount.quantize(Decimal("0.01"))
