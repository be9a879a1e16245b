"""The figures of the front page. Nothing here adds up different currencies, bases or registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Case, Count, DecimalField, Max, Q, QuerySet, Sum, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, TruncQuarter
from django.utils import timezone

from tracker.filters import ContractFilter
from tracker.filters.choices import register_groups
from tracker.filters.counting import read_counters
from tracker.filters.keyset import fetch_page
from tracker.models import Change, Contract
from tracker.records import PartialDate
from tracker.services.freshness import Freshness, load_freshness
from tracker.services.kept import Kept

NEWEST = 10
FEW = 5
RECENT_DAYS = 92
CHANGES = 6
RANKED = 8
QUARTERS = 20
CHART_HEIGHT = 52


@dataclass(frozen=True, slots=True)
class Total:
    """What contracts of one register disclose in all, in one currency; ``amount`` is None where they mix several."""

    register: str
    currency: str
    contracts: int
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Rate:
    """Contracts whose price is known only as a rate, or as money reported: they have no total and are not summed."""

    currency: str
    basis: str
    contracts: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A firm, client or country with its number of contracts; ``share`` is per cent of the first one's."""

    key: int | str
    name: str
    contracts: int
    share: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """Registrations that began in three months; the newest quarter with any is still being filed."""

    first_day: date
    contracts: int
    share: int
    is_complete: bool = True

    @property
    def name(self) -> str:
        return f"{self.first_day.year} Q{(self.first_day.month + 2) // 3}"

    @property
    def last_day(self) -> date:
        return PartialDate(self.first_day.year, self.first_day.month + 2).last

    @property
    def height(self) -> int:
        """Of its bar, out of ``CHART_HEIGHT``."""
        return round(self.share * CHART_HEIGHT / 100) or min(self.contracts, 1)

    @property
    def top(self) -> int:
        return CHART_HEIGHT - self.height


@dataclass(slots=True)
class BoardFigures:
    """What is counted of all contracts; ``biggest`` are their ids. ``counted_at``: when, if they were kept."""

    biggest: list[int] = field(default_factory=list)
    biggest_since: date | None = None
    totals: list[Total] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    firms: list[Ranked] = field(default_factory=list)
    clients: list[Ranked] = field(default_factory=list)
    countries: list[Ranked] = field(default_factory=list)
    quarters: list[Quarter] = field(default_factory=list)
    ranks_active: bool = True
    counted_at: datetime | None = None


@dataclass(slots=True)
class Dashboard:
    contracts: int
    figures: BoardFigures = field(default_factory=BoardFigures)
    newest: list[Contract] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    biggest: list[Contract] = field(default_factory=list)
    ending: list[Contract] = field(default_factory=list)
    ending_until: date | None = None
    sources: list[Freshness] = field(default_factory=list)

    @property
    def quarantined(self) -> int:
        return sum(source.quarantined for source in self.sources)


def build_dashboard() -> Dashboard:
    """The front page's figures, by a fixed number of queries."""
    contracts = Contract.objects.published()
    board = Dashboard((read_counters({}) or {"": 0})[""], sources=load_freshness())
    if not board.contracts:
        return board
    board.figures = BOARD.load("all", board.contracts)
    board.newest = fetch_page(contracts.with_parties(), ContractFilter.sorts[0], size=NEWEST).rows
    board.changes = load_changes()
    biggest = {row.pk: row for row in contracts.with_parties().filter(pk__in=board.figures.biggest).defer("search")}
    board.biggest = [biggest[pk] for pk in board.figures.biggest if pk in biggest]
    board.ending, board.ending_until = load_ending(contracts)
    return board


def count_board(subject: str) -> BoardFigures:
    contracts = Contract.objects.published()
    active = contracts.filter(status=Contract.Status.ACTIVE)
    figures = BoardFigures(ranks_active=active.exists())
    ranked = active if figures.ranks_active else contracts
    figures.biggest, figures.biggest_since = find_biggest(contracts)
    figures.totals = sum_totals(contracts)
    figures.rates = count_rates(contracts)
    figures.firms = rank_contracts(ranked, "firm_id", "firm__name")
    figures.clients = rank_contracts(ranked, "client_id", "client__name")
    figures.countries = rank_contracts(ranked.exclude(country=""), "country", "country")
    figures.quarters = count_quarters(contracts)
    return figures


BOARD = Kept("board", BoardFigures, count_board, lambda: ["all"])


def load_changes(limit: int = CHANGES) -> list[Change]:
    """The newest changes in the world; what only a better parser changed is left out."""
    changes = Change.objects.exclude(kind=Change.Kind.REPARSED).select_related(
        "contract__client", "contract__firm", "statement__source", "document"
    )
    return list(changes.defer("document__text", "contract__search", "contract__terms")[:limit])


def find_biggest(contracts: QuerySet[Contract]) -> tuple[list[int], date | None]:
    """The dearest contracts whose newest paper is from the last three months of what is known, and since when that is.

    Compared in US dollars a year, where that follows from the price without an exchange rate.
    """
    newest = contracts.filter(disclosed_on__lte=timezone.now().date()).aggregate(day=Max("disclosed_on"))["day"]
    if newest is None:
        return [], None
    since = newest - timedelta(days=RECENT_DAYS)
    priced = contracts.filter(disclosed_on__gte=since, comparable_usd__isnull=False)
    return list(priced.order_by("-comparable_usd", "-pk").values_list("pk", flat=True)[:FEW]), since


def load_ending(contracts: QuerySet[Contract]) -> tuple[list[Contract], date]:
    """Contracts whose agreed end lies in the next three months, the next one first, and until when that is."""
    today = timezone.now().date()
    until = today + timedelta(days=RECENT_DAYS)
    ending = contracts.filter(end_on__range=(today, until)).exclude(status=Contract.Status.TERMINATED).with_parties()  # type: ignore[attr-defined]
    return list(ending.defer("search").order_by("end_on", "pk")[:FEW]), until


def sum_totals(contracts: QuerySet[Contract]) -> list[Total]:
    """Prices that contracts disclose in all (first terms and renewals), per register and currency.

    Subcontracts are paid out of their prime contracts and are left out.
    """
    totals = []
    prime = contracts.filter(subcontract_of__isnull=True)
    for register in sorted(register_groups()):
        held = KeyTransform(register, "disclosed_totals")
        # Addends of several currencies have no amount and no currency: JSON null, which is not SQL's.
        is_mixed = Q(**{f"disclosed_totals__{register}__amount": None})
        amount = Cast(KeyTextTransform("amount", held), DecimalField(max_digits=20, decimal_places=2))
        rows = (
            prime.filter(disclosed_totals__has_key=register)
            .annotate(
                total_currency=Case(
                    When(is_mixed, then=Value("")),
                    default=KeyTextTransform("currency", held),
                    output_field=TextField(),
                ),
                amount=Case(When(is_mixed, then=None), default=amount),
            )
            .values_list("total_currency")
            .annotate(number=Count("pk"), sum=Sum("amount"))
            .order_by("-number")
        )
        totals += [Total(register, currency, number, amount) for currency, number, amount in rows]
    return totals


def count_rates(contracts: QuerySet[Contract]) -> list[Rate]:
    """Contracts with a price that no total follows from, per currency and basis."""
    priced = contracts.filter(value__isnull=False, disclosed_totals={})
    rows = priced.values_list("currency", "value_basis").annotate(number=Count("pk"))
    return [Rate(currency, basis, number) for currency, basis, number in rows.order_by("-number", "currency")]


def rank_contracts(contracts: QuerySet[Contract], key: str, name: str, shown: int = RANKED) -> list[Ranked]:
    """The firms, clients or countries with the most contracts."""
    columns = dict.fromkeys((key, name))
    rows = list(contracts.values(*columns).annotate(number=Count("pk")).order_by("-number", name)[:shown])
    most = rows[0]["number"] if rows else 1
    return [Ranked(row[key], row[name], row["number"], _share(row["number"], most)) for row in rows]


def count_quarters(contracts: QuerySet[Contract], today: date | None = None) -> list[Quarter]:
    """Registrations per quarter up to the newest one that has any; dates in the future are slips and are left out."""
    past = contracts.filter(registered_on__lte=today or timezone.now().date())
    newest = past.aggregate(newest=Max("registered_on"))["newest"]
    if newest is None:
        return []
    days = _quarter_days(newest, QUARTERS)
    rows = past.filter(registered_on__gte=days[0]).annotate(quarter=TruncQuarter("registered_on")).values("quarter")
    counts = {row["quarter"]: row["number"] for row in rows.annotate(number=Count("pk")).order_by("quarter")}
    most = max(counts.values())
    return [
        Quarter(day, counts.get(day, 0), _share(counts.get(day, 0), most), is_complete=day != days[-1]) for day in days
    ]


def _quarter_days(newest: date, number: int) -> Sequence[date]:
    """First days of the quarters that end with the one of ``newest``, oldest first."""
    last = newest.year * 4 + (newest.month - 1) // 3
    return [date(index // 4, index % 4 * 3 + 1, 1) for index in range(last - number + 1, last + 1)]


def _share(number: int, most: int) -> int:
    """Per cent of the largest, at least 1 for what is not nothing, so that its bar is seen."""
    return max(1, round(100 * number / most)) if number else 0
