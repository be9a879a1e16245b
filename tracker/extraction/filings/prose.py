"""The terms that running text states: of an amendment's explanation, an exhibit's answer, an attached agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tracker.extraction.filings.amounts import Figure, find_figures
from tracker.extraction.filings.days import Day, find_days, is_reported
from tracker.extraction.filings.events import Told, find_event, find_no_pay, find_receipts
from tracker.extraction.filings.principals import Named
from tracker.extraction.filings.text import Filing
from tracker.extraction.sentences import split_sentences
from tracker.normalize.term import find_terms

Span = tuple[int, int]

LONGEST_REGION = 60_000
"""Letters of one region that are read; an agreement states its terms long before."""

_SERVICES = re.compile(
    r"(?:\b(?:to\s+provide|will\s+provide|provide|for|providing|continue\s+to\s+provide)\s+(?:\w+\s+){0,3}?)"
    r"(?P<what>(?:[a-z][\w,/&-]*\s+){1,9}?(?:services?|counsel|relations|activities|advice)(?:\s+(?:and|related\s+to|in\s+connection\s+with|regarding)\s+[^.;()]{3,90})?)"
)
_NO_PURPOSE = re.compile(
    r"^(?:any|all|its|no|such|these|the\s+same)\b|\b(?:fees?|period|payments?|expens\w*|report\w*|invoic\w*)\b", re.I
)
_FEE = re.compile(
    r"fee|retainer|compensat|remunerat|in\s+exchange|consideration|pa(?:id|y|yments?)\b|honorari"
    r"|(?:contract|agreement|total|agreed)\s+(?:value|price|amount|sum)|(?:contract|agreement)\s+(?:of|for|worth)",
    re.I,
)
_ONE_TERM = re.compile(
    r"(?:term|period|duration|contract|agreement|engagement|retainer|extend\w*|renew\w*|month)", re.I
)
_OPENING = re.compile(r"(?:^|[.;]\s)\s*On\s+$")
_ENDED_ON = re.compile(
    r"(?:terminat|vacat|cancel|end|conclud|discontinu|no\s+longer|null\s+and\s+void|assigned|cease)", re.I
)


@dataclass(slots=True)
class Reading:
    """What one filing says of one contract; places are offsets in the filing's text."""

    client: Named | None = None
    country: str = ""
    prime: Named | None = None
    told: Told | None = None
    price: Figure | None = None
    received: Figure | None = None
    no_pay: Span | None = None
    start: Day | None = None
    end: Day | None = None
    signed: Day | None = None
    months: Decimal | None = None
    months_at: Span | None = None
    purpose: Span | None = None
    flags: set[str] = field(default_factory=set)
    sums: dict[str, object] = field(default_factory=dict)
    confidences: dict[str, float] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        return any((self.told, self.price, self.received, self.no_pay, self.start, self.end, self.months))


def read_prose(filing: Filing, flat: str, regions: Sequence[Span]) -> Reading:
    """The terms stated in the regions, the first of them speaking before the later ones."""
    reading = Reading()
    spans = [(low, min(high, low + LONGEST_REGION)) for low, high in regions if high > low]
    sentences = [_sentences(flat, low, high) for low, high in spans]
    for part in sentences:
        reading.told = reading.told or find_event(flat, part)
        reading.no_pay = reading.no_pay or find_no_pay(flat, part)
    for (low, high), part in zip(spans, sentences, strict=True):
        _read_money(reading, flat, low, high, part)
    for low, high in spans:
        _read_days(reading, filing, flat, low, high)
    for low, high in spans:
        _read_term(reading, flat, low, high)
        if reading.purpose is None:
            reading.purpose = _find_purpose(flat, low, high)
    _settle(reading)
    return reading


def _sentences(flat: str, low: int, high: int) -> list[Span]:
    return [(low + one.start, low + one.end) for one in split_sentences(flat[low:high])]


# -- Money -------------------------------------------------------------------------------------------------


def _read_money(reading: Reading, flat: str, low: int, high: int, sentences: Sequence[Span]) -> None:
    figures = find_figures(flat, low, high, bare=True)
    prices = [figure for figure in figures if figure.role == "price" and flat[figure.start] not in "0123456789"]
    received = [figure for figure in figures if figure.role == "received" or _is_receipt(flat, figure, sentences)]
    if reading.price is None and (price := _choose_price(flat, [one for one in prices if one not in received])):
        reading.price = price
    if reading.received is None and received:
        reading.received = max(received, key=lambda one: (_is_total(flat, one), one.value is not None, -one.start))


def _is_receipt(flat: str, figure: Figure, sentences: Sequence[Span]) -> bool:
    """Whether the sentence speaks of money received in a period: "Item 14(a): ... income ... was 386,775.00"."""
    for low, high in sentences:
        if low <= figure.start < high:
            return (
                figure.role != "other" and find_receipts(flat, max(low, figure.start - 160), figure.start) is not None
            )
    return False


def _is_total(flat: str, figure: Figure) -> bool:
    return bool(re.search(r"\btotal\b|\bactual\b", flat[max(0, figure.start - 60) : figure.start], re.I))


def _choose_price(flat: str, figures: Sequence[Figure]) -> Figure | None:
    """The fee: a figure beside "fee", "retainer" or a rate before others, the first of equals."""
    weighed = [(_weigh_price(flat, figure), figure) for figure in figures]
    # What is neither called a fee nor a rate is a sum of something, and of what nobody says.
    fit = [(weight, figure) for weight, figure in weighed if any(weight[:2])]
    return max(fit, key=lambda one: one[0])[1] if fit else None


def _weigh_price(flat: str, figure: Figure) -> tuple[bool, bool, int]:
    near = flat[max(0, figure.start - 110) : figure.end + 60]
    is_hourly = figure.basis == "per_hour"
    return bool(_FEE.search(near)) and not is_hourly, figure.basis is not None, -figure.start


# -- Dates and lengths -------------------------------------------------------------------------------------


def _read_days(reading: Reading, filing: Filing, flat: str, low: int, high: int) -> None:
    days = find_days(flat, low, high, stamped=filing.stamped)
    ranges = [day for day in days if day.of_range]
    told = reading.told
    if told is not None and told.event == "termination" and low <= told.start < high:
        near = [
            d
            for d in days
            if told.start <= d.start < told.end and d.part in ("start", "end", "other") and not d.of_range
        ]
        near = [day for day in near if not is_reported(flat, day, low)]
        if near and reading.end is None and _ENDED_ON.search(flat[told.start : told.end]):
            reading.end = near[0]
    starts = _find_starts(reading, flat, days, low)
    ends = [day for day in (ranges or days) if day.part == "end" and not is_reported(flat, day, low)]
    if not ends or (told is not None and told.event == "extension"):
        ends = [day for day in days if day.part == "end" and not is_reported(flat, day, low)]
    if reading.start is None and starts:
        reading.start = _best(starts, told, reading.price)
    if reading.end is None and ends:
        # A term that was extended twice ends with the last of the days.
        reading.end = (
            max(ends, key=lambda day: day.value)
            if told and told.event == "extension"
            else _best(ends, told, reading.price)
        )
    if reading.signed is None and told is not None and told.event != "termination":
        # "On April 24, 2014, Registrant modified its original agreement, dated ...": the day of this act.
        opening = [day for day in days if told.start <= day.start < told.end and _OPENING.search(flat[low : day.start])]
        reading.signed = opening[0] if opening else None
    if reading.signed is None:
        reading.signed = next((day for day in days if day.part == "signed"), None)


def _find_starts(reading: Reading, flat: str, days: Sequence[Day], low: int) -> list[Day]:
    """The days that can be the beginning: of stretches before single ones, except where a contract has ended.

    "Filed ... effective 2/15/2017 ... vacated": the beginning that is called one, not that of a stretch of activity.
    """
    found = [d for d in days if d.part == "start" and d != reading.end and not is_reported(flat, d, low)]
    is_over = reading.told is not None and reading.told.event == "termination"
    wanted = [day for day in found if day.of_range != is_over]
    return wanted or ([] if any(day.of_range for day in days) and not is_over else found)


def _best(days: Sequence[Day], told: Told | None, price: Figure | None) -> Day:
    """The date in the sentence of the event, else beside the price, else the first."""
    if told is not None:
        inside = [day for day in days if told.start <= day.start < told.end]
        if inside:
            return inside[0]
    if price is not None:
        return min(days, key=lambda day: (abs(day.start - price.start) > 400, day.start))
    return days[0]


def _read_term(reading: Reading, flat: str, low: int, high: int) -> None:
    if reading.months is not None:
        return
    for term in find_terms(flat[low:high]):
        begin, stop = low + term.start, low + term.end
        around = flat[max(low, begin - 90) : min(high, stop + 60)]
        if term.kind != "length" or not _ONE_TERM.search(around) or _is_of_reporting(around):
            continue
        reading.months, reading.months_at = term.months, (begin, stop)
        return


def _is_of_reporting(around: str) -> bool:
    """ "Six month reporting period", "ten days", "30 days notice" are no terms of a contract."""
    return bool(
        re.search(
            r"report|supplemental|notice|to[\s-]+month|within|prior\s+to|consecutive|after\s+receipt|invoice|net\b|additional",
            around,
            re.I,
        )
    )


def _find_purpose(flat: str, low: int, high: int) -> Span | None:
    if match := _SERVICES.search(flat, low, min(high, low + 20_000)):
        what = match["what"].rstrip(" ,;")
        if not _NO_PURPOSE.search(what):
            return match.start("what"), match.start("what") + len(what)
    return None


def _settle(reading: Reading) -> None:
    """What contradicts itself is told; nothing paid is no price."""
    start, end = reading.start, reading.end
    if start is not None and end is not None and end.value.last < start.value.first:
        reading.flags.add("ends_before_start")
    if reading.price is not None and reading.price.value is None:
        reading.flags.add("unreadable_amount")
    if reading.no_pay is not None and reading.price is not None:
        reading.no_pay = None
