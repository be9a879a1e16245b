"""Countries of clients and issue areas: their lists, and the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from django.db.models import Count, Q
from django.utils import timezone

from tracker.filters.choices import issue_name
from tracker.filters.counting import read_counters
from tracker.models import Contract, ContractTopic
from tracker.normalize.countries import ALL_CODES, country_name
from tracker.normalize.countries.tiles_data import COLUMNS, ROWS, TILES
from tracker.services.kept import Kept

CELL = 22
STEPS = 5
MEASURES = {
    "active": "active contracts",
    "contracts": "contracts ever",
    "new": "registered in the last twelve months",
}
"""What a map and a list of countries can be coloured and sorted by: counts of contracts, no sums of money."""


@dataclass(frozen=True, slots=True)
class Place:
    """A country with its contracts."""

    code: str
    name: str
    contracts: int
    active: int
    new: int

    def measure(self, name: str) -> int:
        return int(getattr(self, name))


@dataclass(frozen=True, slots=True)
class Tile:
    """One country on the map; ``step`` is 0 for none, then 1 to ``STEPS``."""

    code: str
    name: str
    x: int
    y: int
    number: int
    step: int


@dataclass(frozen=True, slots=True)
class WorldMap:
    tiles: Sequence[Tile]
    measure: str
    title: str
    bounds: Sequence[int]
    """The smallest number of each step."""

    off_map: Sequence[Place] = ()
    width: int = COLUMNS * CELL
    height: int = ROWS * CELL


@dataclass(slots=True)
class Places:
    """Every country that a contract's client has, and every issue area that a filing names."""

    countries: list[Place] = field(default_factory=list)
    issues: list[tuple[str, int]] = field(default_factory=list)
    counted_at: datetime | None = None


def load_places() -> Places:
    return PLACES.load("all", (read_counters({}) or {"": 0})[""])


def list_countries() -> list[Place]:
    return load_places().countries


def _count_places(subject: str) -> Places:
    return Places(_count_countries(), _count_issues())


PLACES = Kept("places", Places, _count_places, lambda: ["all"])


def _count_countries() -> list[Place]:
    since = timezone.now().date() - timedelta(days=365)
    rows = (
        Contract.objects.published()
        .exclude(country="")
        .order_by()
        .values("country")
        .annotate(
            contracts=Count("pk"),
            active=Count("pk", filter=Q(status=Contract.Status.ACTIVE)),
            new=Count("pk", filter=Q(registered_on__gte=since)),
        )
    )
    places = [
        Place(row["country"], country_name(row["country"]), row["contracts"], row["active"], row["new"])
        for row in rows
        if row["country"] in ALL_CODES
    ]
    return sorted(places, key=lambda place: (-place.contracts, place.name))


def draw_map(places: Sequence[Place], measure: str) -> WorldMap:
    """The countries as tiles, coloured in steps."""
    numbers = {place.code: place.measure(measure) for place in places}
    bounds = _find_bounds(numbers)
    tiles = [
        Tile(code, country_name(code), x * CELL, y * CELL, numbers.get(code, 0), _step(numbers.get(code, 0), bounds))
        for code, (x, y) in sorted(TILES.items(), key=lambda item: (item[1][1], item[1][0]))
    ]
    off_map = [place for place in places if place.code not in TILES and place.measure(measure)]
    return WorldMap(tiles, measure, MEASURES[measure], bounds, off_map)


def _find_bounds(numbers: Mapping[str, int]) -> list[int]:
    """Steps that grow by one factor: most countries have few contracts, some have thousands."""
    most = max(numbers.values(), default=0)
    return sorted({ceil(most ** (step / STEPS)) for step in range(STEPS)}) if most else []


def _step(number: int, bounds: Sequence[int]) -> int:
    return sum(number >= bound for bound in bounds) if number else 0


def list_issues() -> list[tuple[str, str, int]]:
    """(code, name, contracts) of every issue area that a contract has, the most frequent first."""
    return [(code, issue_name(code), number) for code, number in load_places().issues]


def _count_issues() -> list[tuple[str, int]]:
    topics = ContractTopic.objects.filter(
        kind=ContractTopic.Kind.ISSUE, contract__merged_into=None, contract__withdrawn_at=None
    )
    return list(topics.order_by().values_list("value").annotate(number=Count("pk")).order_by("-number", "value"))
