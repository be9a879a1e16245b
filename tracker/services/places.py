"""Countries of clients and issue areas: their lists, and the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone

from tracker.filters.choices import issue_name
from tracker.models import Contract, ContractTopic
from tracker.normalize.countries import ALL_CODES, country_name
from tracker.normalize.countries.tiles_data import COLUMNS, ROWS, TILES

CELL = 22
STEPS = 5
SECONDS = 300
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


def list_countries() -> list[Place]:
    """Every country that a contract's client has, kept for some minutes."""
    found: list[Place] | None = cache.get_or_set("countries", _count_countries, SECONDS)
    return found or []


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
    topics = ContractTopic.objects.filter(
        kind=ContractTopic.Kind.ISSUE, contract__merged_into=None, contract__withdrawn_at=None
    )
    rows = topics.order_by().values_list("value").annotate(number=Count("pk")).order_by("-number", "value")
    return [(code, issue_name(code), number) for code, number in rows]
