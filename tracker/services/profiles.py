"""What can be said of any set of contracts – of a country, an issue area, a party: counts, years, partners, money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from tracker.filters import ContractFilter
from tracker.filters.counting import Counted, count_rows
from tracker.filters.keyset import fetch_page
from tracker.models import Contract, ContractTopic
from tracker.services.dashboard import Ranked, Rate, Total, count_rates, rank_contracts, sum_totals
from tracker.services.sankey import Sankey, draw_sankey

SHOWN = 8
PAIRS = 18
YEARS = 25


@dataclass(frozen=True, slots=True)
class Year:
    """Contracts that were registered in a year; the year that is running is not complete."""

    year: int
    contracts: int
    share: int
    is_complete: bool = True


@dataclass(slots=True)
class Profile:
    """Figures of the contracts of one filter; ``query`` is the list that they were counted from."""

    name: str
    query: str
    contracts: Counted
    active: int = 0
    first_year: int | None = None
    years: list[Year] = field(default_factory=list)
    clients: list[Ranked] = field(default_factory=list)
    firms: list[Ranked] = field(default_factory=list)
    issues: list[tuple[str, int]] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    newest: list[Contract] = field(default_factory=list)
    sankey: Sankey | None = None

    @property
    def most(self) -> int:
        """Of any year, for charts that share a scale."""
        return max((year.contracts for year in self.years), default=0)


def build_profile(name: str, contracts: QuerySet[Contract], query: str, *, is_short: bool = False) -> Profile:
    """The figures, by a fixed number of queries. A short one has no partners drawn and no newest contracts."""
    profile = Profile(name, query, count_rows(contracts))
    if not profile.contracts.number:
        return profile
    profile.active = contracts.filter(status=Contract.Status.ACTIVE).count()
    profile.years = count_years(contracts)
    profile.first_year = _first_year(contracts)
    profile.clients = rank_contracts(contracts, "client_id", "client__name")
    profile.firms = rank_contracts(contracts, "firm_id", "firm__name")
    profile.issues = count_issues(contracts)
    profile.totals = sum_totals(contracts)
    profile.rates = count_rates(contracts)
    if not is_short:
        profile.newest = fetch_page(contracts.with_parties(), ContractFilter.sorts[0], size=SHOWN).rows  # type: ignore[attr-defined]
        profile.sankey = draw_partners(contracts, profile.contracts.number)
    return profile


def _first_year(contracts: QuerySet[Contract]) -> int | None:
    first = contracts.aggregate(first=Min("registered_on"))["first"]
    return first.year if first else None


def count_years(contracts: QuerySet[Contract]) -> list[Year]:
    """Contracts by the year of registration, the latest years, gaps filled; dates in the future are slips."""
    today = timezone.now().date()
    known = contracts.filter(registered_on__lte=today).annotate(year=ExtractYear("registered_on"))
    rows = known.order_by().values_list("year").annotate(number=Count("pk")).order_by("-year")[:YEARS]
    counts = dict(rows)
    if not counts:
        return []
    most = max(counts.values())
    span = range(max(min(counts), max(counts) - YEARS + 1), max(counts) + 1)
    return [Year(year, counts.get(year, 0), _share(counts.get(year, 0), most), year < today.year) for year in span]


def rescale(profiles: Sequence[Profile]) -> None:
    """Give the years of several profiles one scale and one span, so that their charts can be compared."""
    most = max((profile.most for profile in profiles), default=0)
    held = [year.year for profile in profiles for year in profile.years]
    if not held:
        return
    this_year = timezone.now().year
    span = range(max(min(held), max(held) - YEARS + 1), max(held) + 1)
    for profile in filter(lambda one: one.years, profiles):
        counts = {year.year: year.contracts for year in profile.years}
        profile.years = [Year(y, counts.get(y, 0), _share(counts.get(y, 0), most), y < this_year) for y in span]


def _share(number: int, most: int) -> int:
    return max(1, round(100 * number / most)) if number else 0


def count_issues(contracts: QuerySet[Contract]) -> list[tuple[str, int]]:
    """(code, contracts) of the issue areas that filings name most."""
    rows: Any = contracts.order_by().values("pk")
    topics = ContractTopic.objects.filter(kind=ContractTopic.Kind.ISSUE, contract__in=rows)
    return list(
        topics.order_by().values_list("value").annotate(number=Count("pk")).order_by("-number", "value")[:SHOWN]
    )


def draw_partners(contracts: QuerySet[Contract], whole: int) -> Sankey | None:
    """The pairs with the most contracts as bands from clients to firms."""
    grouped = contracts.order_by().values_list("client_id", "client__name", "firm_id", "firm__name")
    pairs = list(grouped.annotate(number=Count("pk")).order_by("-number", "client__name", "firm__name")[:PAIRS])
    # A party may stand on both sides: its keys have to differ.
    drawn = [(f"c{client}", left, f"f{firm}", right, number) for client, left, firm, right, number in pairs]
    return draw_sankey(drawn, rest=max(whole - sum(pair[4] for pair in drawn), 0))
