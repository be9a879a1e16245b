"""Facets: what the contracts of a filter have in common, counted, each a step to a narrower (or other) list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from tracker.filters import choices
from tracker.filters.strict import Facet, FacetValue
from tracker.models import Contract, ContractTopic, Party
from tracker.normalize.countries import country_name

if TYPE_CHECKING:
    from tracker.filters.contracts import ContractFilter

SHOWN = 8
"""Values of a facet that are shown, the most frequent ones; a chosen one is shown whatever its rank."""

Counts = list[tuple[str, int]]
"""(value in the URL, contracts), in the order in which they are shown."""


def _count_countries(contracts: QuerySet[Contract]) -> Counts:
    return _count(contracts.exclude(country=""), "country")


def _count_statuses(contracts: QuerySet[Contract]) -> Counts:
    return _count(contracts, "status")


def _count_registers(contracts: QuerySet[Contract]) -> Counts:
    """A contract of which two registers tell counts for both."""
    numbers: dict[str, int] = {}
    for keys, number in _count(contracts, "registers"):
        for key in filter(None, keys.split(",")):
            numbers[key] = numbers.get(key, 0) + number
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))


def _count_years(contracts: QuerySet[Contract]) -> Counts:
    """Newest first."""
    known = contracts.filter(disclosed_on__isnull=False).annotate(disclosed_year=ExtractYear("disclosed_on"))
    return sorted(_count(known, "disclosed_year"), reverse=True)


def _count_bases(contracts: QuerySet[Contract]) -> Counts:
    return _count(contracts.exclude(value_basis=""), "value_basis")


def _count_issues(contracts: QuerySet[Contract]) -> Counts:
    """A contract counts for each of its issue areas."""
    topics = ContractTopic.objects.filter(kind=ContractTopic.Kind.ISSUE, contract__in=contracts.order_by().values("pk"))
    rows = topics.order_by().values_list("value").annotate(number=Count("pk")).order_by("-number", "value")
    return list(rows)


def _count_firms(contracts: QuerySet[Contract]) -> Counts:
    return _count(contracts, "firm_id", most=SHOWN + 1)


def _count_clients(contracts: QuerySet[Contract]) -> Counts:
    return _count(contracts, "client_id", most=SHOWN + 1)


def _count(contracts: QuerySet[Contract], column: str, most: int | None = None) -> Counts:
    """Most frequent first. Only a column of a few hundred values at most is counted whole."""
    rows = contracts.order_by().values_list(column).annotate(number=Count("pk")).order_by("-number", column)
    return [(str(value), number) for value, number in rows[:most]]


FACETS: dict[str, Callable[[QuerySet[Contract]], Counts]] = {
    "country": _count_countries,
    "firm": _count_firms,
    "client": _count_clients,
    "year": _count_years,
    "status": _count_statuses,
    "register": _count_registers,
    "basis": _count_bases,
    "issue": _count_issues,
}
"""Filter → how its values are counted."""

PARTIES = ("firm", "client")


def count_facets(filtered: ContractFilter) -> list[Facet]:
    """The facets of a filter without problems.

    Each is counted among the contracts that all other filters leave, so that its other values stay in reach; one of
    a single value is of no use and is left out unless it is chosen. A client or firm that is chosen has its chip, and
    a range of values needs its basis.
    """
    facets = []
    for name, count in FACETS.items():
        chosen = filtered.chosen(name)
        if (name in PARTIES and chosen) or (name == "basis" and filtered.has_range):
            continue
        counts = count(filtered.restricted(without=name))
        if len(counts) > 1 or chosen:
            facets.append(_build_facet(filtered, name, counts, chosen))
    return facets


def _build_facet(filtered: ContractFilter, name: str, counts: Counts, chosen: Sequence[str]) -> Facet:
    shown = counts[:SHOWN] + [count for count in counts[SHOWN:] if count[0] in chosen]
    texts = _name_values(name, [value for value, _ in shown])
    values = [
        FacetValue(texts.get(value, value), number, filtered.toggled(name, value), is_chosen=value in chosen)
        for value, number in shown
    ]
    return Facet(name, str(filtered.form.fields[name].label), values, has_more=len(counts) > len(shown))


def _name_values(name: str, values: Sequence[str]) -> dict[str, Any]:
    """Values in words. Names of parties are looked up for those alone that are shown."""
    if name in PARTIES:
        return {str(pk): text for pk, text in Party.objects.filter(pk__in=values).values_list("pk", "name")}
    if name == "country":
        return {code: country_name(code) for code in values}
    if name == "issue":
        return {code: choices.issue_name(code) for code in values}
    if name == "register":
        return {key: choices.register_name(key) for key in values}
    return {"status": dict(Contract.Status.choices), "basis": choices.BASIS_NAMES}.get(name, {})
