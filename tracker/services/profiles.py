"""What can be said of any set of contracts – of a country, an issue area, a party: counts, years, partners, money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from tracker.filters import ContractFilter
from tracker.filters.counting import Counted, count_rows, read_counters
from tracker.filters.keyset import fetch_page
from tracker.models import Contract, ContractTopic, Party
from tracker.services.dashboard import Ranked, Rate, Total, count_rates, rank_contracts, sum_totals
from tracker.services.kept import LEAST, Kept
from tracker.services.places import list_issues
from tracker.services.sankey import Sankey, draw_sankey

SHOWN = 8
PAIRS = 18
PARTNERS_SHOWN = 12
YEARS = 25


@dataclass(frozen=True, slots=True)
class Year:
    """Contracts that were registered in a year; the year that is running is not complete."""

    year: int
    contracts: int
    share: int
    is_complete: bool = True


@dataclass(slots=True)
class Figures:
    """What is counted of any set of contracts. ``counted_at``: when, if they were counted before and kept."""

    contracts: Counted = field(default_factory=lambda: Counted(0))
    active: int = 0
    first_year: int | None = None
    years: list[Year] = field(default_factory=list)
    clients: list[Ranked] = field(default_factory=list)
    firms: list[Ranked] = field(default_factory=list)
    issues: list[tuple[str, int]] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    sankey: Sankey | None = None
    counted_at: datetime | None = None

    @property
    def most(self) -> int:
        """Of any year, for charts that share a scale."""
        return max((year.contracts for year in self.years), default=0)


@dataclass(slots=True)
class Profile:
    """A subject with its figures; ``query`` is the list that they were counted from."""

    name: str
    query: str
    figures: Figures
    newest: list[Contract] = field(default_factory=list)


def build_profile(name: str, subject: str, size: int) -> Profile:
    """Of a subject ("country=TR", "issue=TAX", "party=5") with so many contracts, by a fixed number of queries."""
    profile = Profile(name, subject, FIGURES.load(subject, size))
    if profile.figures.contracts.number:
        rows: Any = find_rows(subject).with_parties()  # type: ignore[attr-defined]
        profile.newest = fetch_page(rows, ContractFilter.sorts[0], size=SHOWN).rows
    return profile


def find_rows(subject: str) -> QuerySet[Contract]:
    """The contracts of a subject; those of a party are those of its clients and firms."""
    kind, _, value = subject.partition("=")
    contracts = Contract.objects.published()
    if kind == "country":
        return contracts.filter(country=value)
    if kind == "party":
        return contracts.filter(Q(client=value) | Q(firm=value))
    topics = ContractTopic.objects.filter(kind=ContractTopic.Kind.ISSUE, value=value)
    return contracts.filter(pk__in=topics.values("contract"))


def count_topic(code: str) -> int:
    """Contracts of an issue area, counted as far as it matters for ``build_profile``."""
    topics = ContractTopic.objects.filter(kind=ContractTopic.Kind.ISSUE, value=code)
    return count_rows(topics, LEAST).number


def count_figures(subject: str) -> Figures:
    contracts = find_rows(subject)
    figures = Figures(Counted(contracts.count()))
    if not figures.contracts.number:
        return figures
    figures.active = contracts.filter(status=Contract.Status.ACTIVE).count()
    figures.years = count_years(contracts)
    figures.first_year = _first_year(contracts)
    figures.clients = rank_contracts(contracts, "client_id", "client__name")
    figures.firms = rank_contracts(contracts, "firm_id", "firm__name")
    figures.issues = count_issues(contracts)
    figures.totals = sum_totals(contracts)
    figures.rates = count_rates(contracts)
    figures.sankey = draw_partners(contracts, figures.contracts.number)
    return figures


def _name_large() -> list[str]:
    """Subjects of many contracts."""
    countries = [f"country={code}" for code, number in (read_counters({}, "country") or {}).items() if number >= LEAST]
    issues = [f"issue={code}" for code, _, number in list_issues() if number >= LEAST]
    parties = Party.objects.annotate(number=F("client_contracts") + F("firm_contracts")).filter(number__gte=LEAST)
    return [*countries, *issues, *(f"party={pk}" for pk in parties.values_list("pk", flat=True))]


FIGURES = Kept("figures", Figures, count_figures, _name_large)


def load_picture(party: Party) -> Figures:
    """Of the figures, at least what is drawn on the page of a party."""
    size = party.client_contracts + party.firm_contracts

    def count(subject: str) -> Figures:
        contracts = find_rows(subject)
        return Figures(years=count_years(contracts), sankey=draw_partners(contracts, size))

    return FIGURES.load(f"party={party.pk}", size, count=count)


@dataclass(slots=True)
class Partners:
    """Whom a client hires, or who hires a firm: those with the most contracts."""

    rows: list[Ranked] = field(default_factory=list)
    counted_at: datetime | None = None


def _count_partners(subject: str) -> Partners:
    """Of a subject "client=5" or "firm=5"."""
    role, _, party = subject.partition("=")
    other = "firm" if role == "client" else "client"
    contracts = Contract.objects.published().filter(**{role: party})
    return Partners(rank_contracts(contracts, f"{other}_id", f"{other}__name", PARTNERS_SHOWN))


def _name_large_roles() -> list[str]:
    subjects = []
    for role in ("client", "firm"):
        parties = Party.objects.filter(**{f"{role}_contracts__gte": LEAST})
        subjects += [f"{role}={pk}" for pk in parties.values_list("pk", flat=True)]
    return subjects


PARTNERS = Kept("partners", Partners, _count_partners, _name_large_roles)


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


def rescale(profiles: Sequence[Figures]) -> None:
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
