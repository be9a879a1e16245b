"""Facets: what the contracts of a filter have in common, counted, each a step to a narrower (or other) list."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from tracker.filters import choices
from tracker.filters.counting import DIMENSIONS, read_counters
from tracker.filters.hits import COLUMNS, Hits
from tracker.filters.strict import Facet, FacetValue
from tracker.models import Contract, ContractTopic, Party
from tracker.normalize.countries import country_name

if TYPE_CHECKING:
    from tracker.filters.contracts import ContractFilter

SHOWN = 8
"""Values of a facet that are shown, the most frequent ones; a chosen one is shown whatever its rank."""

KEPT_SECONDS = 600
"""How long the issue areas of a long list are kept, which are minutes behind the contracts in any case."""

LONG = 20_000

PARTIES = ("firm", "client")
FACETS = ("country", "firm", "client", "year", "status", "register", "basis", "issue")

_COLUMNS = {
    "country": "country",
    "firm": "firm_id",
    "client": "client_id",
    "year": "disclosed_on",
    "status": "status",
    "register": "registers",
    "basis": "value_basis",
}
"""Facet → column of the contracts."""

Numbers = Mapping[Any, int]
"""Value → contracts; a value that is empty is nobody's."""

Counts = list[tuple[str, int]]
"""(value in the URL, contracts), in the order in which they are shown."""


def count_facets(filtered: ContractFilter) -> list[Facet]:
    """The facets of a filter without problems.

    Each is counted among the contracts that all other filters leave, so that its other values stay in reach; one of
    a single value is of no use and is left out unless it is chosen. A client or firm that is chosen has its chip, and
    a range of values needs its basis. A search that finds more than is counted has none.
    """
    facets: list[Facet] = []
    if filtered.hits is not None and filtered.hits.is_more:
        return facets
    for name in FACETS:
        chosen = filtered.chosen(name)
        if (name in PARTIES and chosen) or (name == "basis" and filtered.has_range):
            continue
        counts = _order(name, _count(filtered, name))
        if len(counts) > 1 or chosen:
            facets.append(_build_facet(filtered, name, counts, chosen))
    return facets


# -- Counting ----------------------------------------------------------------------------------------------


def _count(filtered: ContractFilter, name: str) -> Numbers:
    others = filtered.active(without=name)
    if filtered.hits is not None:
        hits = filtered.find_hits(without=name) if filtered.chosen(name) else filtered.hits
        return _count_hits(hits, name)
    if name == "issue":
        return _count_issues(filtered)
    known = read_counters(others, name) if name in DIMENSIONS else None
    if known is not None:
        return known
    if name in PARTIES and not others:
        return _read_parties(name)
    return _count_rows(filtered.restricted(without=name), name)


def _count_hits(hits: Hits, name: str) -> Numbers:
    if name == "issue":
        return _count_topics([row[0] for row in hits.rows])
    place = COLUMNS.index(_COLUMNS[name])
    return Counter(_year(row[place]) if name == "year" else row[place] for row in hits.rows)


def _year(day: Any) -> str:
    return str(day.year) if day else ""


def _read_parties(name: str) -> Numbers:
    """The firms or clients with the most contracts of all, as their own counters say."""
    column = f"{name}_contracts"
    best = Party.objects.filter(**{f"{column}__gt": 0}).order_by(f"-{column}", "pk")
    return dict(best.values_list("pk", column)[: SHOWN + 1])


def _count_rows(contracts: QuerySet[Contract], name: str) -> Numbers:
    column = _COLUMNS[name]
    rows = contracts.order_by()
    if name == "year":
        rows, column = rows.filter(disclosed_on__isnull=False).annotate(held_year=ExtractYear(column)), "held_year"
    counted = rows.values_list(column).annotate(number=Count("pk")).order_by("-number", column)
    # Only a column of a few hundred values at most is counted whole.
    return dict(counted[: SHOWN + 1] if name in PARTIES else counted)


def _count_issues(filtered: ContractFilter) -> Numbers:
    """A contract counts for each of its issue areas."""
    if filtered.counted.number <= LONG:
        return _count_topics(filtered.restricted(without="issue").order_by().values("pk"))
    key = hashlib.sha256(filtered.query(sort=None, issue=None).encode()).hexdigest()
    rows = filtered.restricted(without="issue").order_by().values("pk")
    return cache.get_or_set(f"issues:{key}", lambda: _count_topics(rows), KEPT_SECONDS) or {}


def _count_topics(contracts: Any) -> Numbers:
    lookup = "contract__among" if isinstance(contracts, list) else "contract__in"
    topics = ContractTopic.objects.filter(kind=ContractTopic.Kind.ISSUE, **{lookup: contracts})
    return dict(topics.order_by().values_list("value").annotate(number=Count("pk")))


# -- Showing -----------------------------------------------------------------------------------------------


def _order(name: str, numbers: Numbers) -> Counts:
    """Most frequent first, years newest first; without what is not known."""
    if name == "register":
        numbers = _split_registers(numbers)
    known = [(value, number) for value, number in numbers.items() if value not in ("", None)]
    if name == "year":
        return sorted(((str(value), number) for value, number in known), reverse=True)
    return [(str(value), number) for value, number in sorted(known, key=lambda item: (-item[1], item[0]))]


def _split_registers(numbers: Numbers) -> Numbers:
    """A contract of which two registers tell counts for both."""
    split: Counter[str] = Counter()
    for keys, number in numbers.items():
        for key in filter(None, keys.split(",")):
            split[key] += number
    return split


def _build_facet(filtered: ContractFilter, name: str, counts: Counts, chosen: Sequence[str]) -> Facet:
    shown = counts[:SHOWN] + [count for count in counts[SHOWN:] if count[0] in chosen]
    texts = _name_values(name, [value for value, _ in shown])
    values = [
        FacetValue(texts.get(value, value), number, filtered.toggled(name, value), is_chosen=value in chosen)
        for value, number in shown
    ]
    return Facet(name, str(filtered.form.fields[name].label), values, has_more=len(counts) > len(shown))


def _name_values(name: str, values: Iterable[str]) -> dict[str, Any]:
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
