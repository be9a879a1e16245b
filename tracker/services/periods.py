"""Periodic reports as readers see them: rows by period, bars, what they come to, and the years of a timeline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from tracker.models import Statement
from tracker.services.evidence import Spoken, told_on
from tracker.services.reported import CURRENCY, by_period, name_report, total_reports
from tracker.services.wording import amount_words, period_words

SHOWN = 12
"""Reports that stand open on a contract's page; earlier ones are folded away."""

FEW_FILINGS = 4
"""Filings of a timeline, or of its newest year, that stand open."""

BAR_STEP, BAR_GAP, BAR_HIGHEST = 10, 2, 50
"""Units of a chart: one quarter's width, the part of it between two bars, and the height of the highest one."""

PIXELS = 4
"""Of a unit's width where the page has room for it."""

MOST_QUARTERS = 160
"""A longer span than any register's history comes from a mistyped year: periods are then set side by side."""

_PERIOD = re.compile(r"([0-9]{4})-(?:Q([1-4])|H([12]))")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report: its filing and the type of it in words."""

    statement: Statement
    title: str

    @property
    def period(self) -> str:
        return self.statement.period


@dataclass(frozen=True, slots=True)
class Bar:
    """One period's current report in units of the chart; ``is_stated``: whether the report gives an amount."""

    x: int
    width: int
    y: float
    height: float
    words: str
    is_stated: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Current amounts of one kind in one register, oldest first; ``width`` in units."""

    register: str
    kind: str
    width: int
    bars: tuple[Bar, ...]
    first: str
    last: str
    highest: str

    @property
    def height(self) -> int:
        return BAR_HIGHEST + BAR_GAP

    @property
    def pixels(self) -> int:
        """Its width where there is room."""
        return self.width * PIXELS

    @property
    def has_gaps(self) -> bool:
        return any(not bar.is_stated for bar in self.bars)


@dataclass(frozen=True, slots=True)
class ReportTotal:
    """What the current reports to one register come to; ``amount`` is None where there is no sum."""

    register: str
    amount: Decimal | None
    kind: str
    first: str
    last: str
    addends: Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class Reports:
    """All periodic reports of a contract, newest period first; false when there are none."""

    rows: list[ReportRow] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    totals: list[ReportTotal] = field(default_factory=list)
    currency: str = CURRENCY

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def recent(self) -> list[ReportRow]:
        return self.rows[: self._cut]

    @property
    def earlier(self) -> list[ReportRow]:
        return self.rows[self._cut :]

    @property
    def _cut(self) -> int:
        """Where the table is folded: between two periods, unless the newest alone has more filings than are shown."""
        if len(self.rows) <= SHOWN:
            return len(self.rows)
        place = SHOWN
        while place and self.rows[place].period == self.rows[place - 1].period:
            place -= 1
        return place or SHOWN


def read_reports(statements: Iterable[Statement]) -> Reports:
    """The periodic reports among a contract's statements."""
    filed = sorted((statement for statement in statements if statement.period), key=by_period, reverse=True)
    # Within a period what stands comes first; the sort keeps the order of the others.
    filed.sort(key=lambda statement: (statement.period, statement.is_current), reverse=True)
    rows = [ReportRow(statement, name_report(statement.register, statement.report_type)) for statement in filed]
    return Reports(rows, _draw_charts(filed), _total(filed))


# -- Sums and bars -----------------------------------------------------------------------------------------


def _total(filed: Sequence[Statement]) -> list[ReportTotal]:
    by_id = {statement.pk: statement for statement in filed}
    totals = []
    for register, total in total_reports(filed).items():
        added = [by_id[addend["statement"]] for addend in total["addends"]]
        kinds = sorted({statement.amount_kind for statement in added})
        totals.append(
            ReportTotal(
                register,
                total["amount"],
                " and ".join(kinds),
                added[0].period,
                added[-1].period,
                total["addends"],
            )
        )
    return totals


def _draw_charts(filed: Sequence[Statement]) -> list[Chart]:
    """A chart for each register and kind of amount with at least two amounts: one bar is no comparison."""
    series: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in reversed(filed):
        if statement.is_current:
            series[statement.register, statement.amount_kind].append(statement)
    silent = {register: series.pop((register, ""), []) for register, _ in list(series)}
    charts = []
    for (register, kind), current in series.items():
        if sum(statement.amount is not None for statement in current) > 1:
            shown = sorted([*current, *silent[register]], key=by_period)
            charts.append(_draw_chart(register, kind, shown))
    return charts


def _draw_chart(register: str, kind: str, current: Sequence[Statement]) -> Chart:
    places, quarters = _place_periods([statement.period for statement in current])
    highest = max(current, key=lambda statement: statement.amount or 0)
    top = highest.amount or Decimal(1)
    bars = tuple(_draw_bar(statement, place, top) for statement, place in zip(current, places, strict=True))
    words = f"{amount_words(highest.amount or Decimal(), CURRENCY)} for {period_words(highest.period)}"
    return Chart(register, kind, quarters * BAR_STEP, bars, current[0].period, current[-1].period, words)


def _draw_bar(statement: Statement, place: tuple[int, int], top: Decimal) -> Bar:
    first, quarters = place
    share = float((statement.amount or 0) / top)
    # What was reported as nothing, and a report without an amount, still have to be seen.
    height = round(max(share * BAR_HIGHEST, 1), 2)
    is_stated = statement.amount is not None
    words = amount_words(statement.amount, CURRENCY) if statement.amount is not None else "none given"
    x, width = first * BAR_STEP + BAR_GAP // 2, quarters * BAR_STEP - BAR_GAP
    return Bar(
        x, width, BAR_HIGHEST + BAR_GAP - height, height, f"{period_words(statement.period)}: {words}", is_stated
    )


def _place_periods(periods: Sequence[str]) -> tuple[list[tuple[int, int]], int]:
    """(first quarter, number of quarters) of each period, and how many quarters the chart spans."""
    places = [_read_quarters(period) for period in periods]
    known = [place for place in places if place is not None]
    if len(known) == len(places):
        begin = min(first for first, _ in known)
        span = max(first + quarters for first, quarters in known) - begin
        if span <= MOST_QUARTERS:
            return [(first - begin, quarters) for first, quarters in known], span
    return [(number, 1) for number in range(len(periods))], len(periods)


def _read_quarters(period: str) -> tuple[int, int] | None:
    found = _PERIOD.fullmatch(period)
    if found is None:
        return None
    year, quarter, half = found.groups()
    return (int(year) * 4 + int(quarter) - 1, 1) if quarter else (int(year) * 4 + int(half) * 2 - 2, 2)


# -- The timeline ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chapter:
    """Neighbouring statements of a timeline; the filings of one year may be folded away under their number."""

    told: Sequence[Spoken]
    year: str = ""
    is_folded: bool = False

    @property
    def superseded(self) -> int:
        return sum(not spoken.statement.is_current for spoken in self.told)


def fold_timeline(timeline: Sequence[Spoken]) -> list[Chapter]:
    """The timeline in its order, with the filings of each year together where there are many of them."""
    filings = sum(is_filing(spoken.statement) for spoken in timeline)
    if filings <= FEW_FILINGS:
        return [Chapter(timeline)]
    chapters: list[Chapter] = []
    is_newest = True
    for year, run in groupby(timeline, key=_year_of_filing):
        told = list(run)
        is_folded = bool(year) and len(told) > (FEW_FILINGS if is_newest else 1)
        is_newest = is_newest and not year
        chapters.append(Chapter(told, year, is_folded))
    return chapters


def is_filing(statement: Statement) -> bool:
    """Whether it is one of the papers that a register holds under the engagement's number."""
    return bool(statement.contract_key)


def _year_of_filing(spoken: Spoken) -> str:
    return told_on(spoken.statement)[:4] if is_filing(spoken.statement) else ""
