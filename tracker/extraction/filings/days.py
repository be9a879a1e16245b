"""Dates of a filing with the part that each plays: the start of a term, its end, or the day of a signature."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.records import PartialDate

Part = Literal["start", "end", "signed", "other"]

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
# "April 1,2013" has lost its blank, "December 31, ,2017" has a comma too many, "December'31" a speck of dirt.
_DATE = re.compile(
    _MONTH.format("a") + r"[\s'’.,]{0,3}(?P<aday>\d{1,2})(?:st|nd|rd|th)?\b\s*[,.;]?\s*,?\s*(?P<ayear>\d{4})(?!\d)"
    r"|(?P<bday>\d{1,2})(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?" + _MONTH.format("b") + r",?\s*(?P<byear>\d{4})(?!\d)"
    r"|(?<![\d/])(?P<cmonth>\d{1,2})/(?P<cday>\d{1,2})/(?P<cyear>\d{4}|\d{2})(?![\d/])"
    r"|" + _MONTH.format("d") + r",?\s+(?P<dyear>\d{4})(?!\d)"
    r"|" + _MONTH.format("e") + r"\s+(?P<eday>\d{1,2})(?:st|nd|rd|th)?\b(?!\s*[,.]?\s*\d{4})",
    re.I,
)
_TO = re.compile(
    r"\s*(?:,\s*)?(?:\(?\s*(?:through|thru|to|until|till|[-–—~]+|and\s+(?:expir\w+|end\w*|terminat\w+|run\w*|continu\w+)\s*"
    r"(?:on|through|until|to)?)|and)\s*(?:and\s+including\s+)?(?:on\s+)?\(?",
    re.I,
)
_START = re.compile(
    r"(?:from|commenc\w*|effective\w*|beginning|begins?|starting|starts?|began|initiated|retroactive(?:ly)?)"
    r"(?:\s+(?:as\s+of|on|from|in|date|upon|is))*\W{0,3}$",
    re.I,
)
_END = re.compile(
    r"(?:through|thru|until|till|expir\w+|ending|ends?|ended|terminat\w+|conclud\w+|valid\s+(?:to|through)|vacated|ceas\w+)"
    r"(?:\s+(?:and|including|on|at|as|of|effective|the|agreement|contract|to|midnight))*\W{0,3}$|(?:extend\w*|renew\w*|continu\w*|extension)\b[^.;]{0,50}?\bto\s+$",
    re.I,
)
_AS_OF = re.compile(r"(?:as\s+of|effective)\W{0,2}$", re.I)
_SIGNED = re.compile(
    r"(?:dated|executed|signed|entered\s+into|made)(?:\s+(?:the|a|an)\s+(?:\w+\s+){0,2}\w+)?(?:\s+(?:as\s+of|on|this|the))*\W{0,3}$",
    re.I,
)
_PAST = re.compile(
    r"(?:filed|received|registered|dated|period\s+ending|reporting\s+period|month\s+period)\b[^.;]{0,40}$", re.I
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date at ``text[start:end]`` and its part; ``of_range`` when it stands in a stretch with another."""

    value: PartialDate
    start: int
    end: int
    part: Part
    of_range: bool = False


def find_days(text: str, low: int, high: int, *, stamped: date | None = None) -> list[Day]:
    """The dates of ``text[low:high]`` in order. A year that cannot be read makes no date."""
    matches = list(_DATE.finditer(text, low, high))
    read = [(match, _read(match, stamped)) for match in matches]
    days: list[Day] = []
    for index, (match, value) in enumerate(read):
        following = read[index + 1] if index + 1 < len(read) else None
        if value is None and following is not None and following[1] is not None and _joined(text, match, following[0]):
            value = _with_year_of(match, following[1])
        if value is None:
            continue
        is_second = (
            bool(days)
            and index > 0
            and days[-1].start == matches[index - 1].start()
            and _joined(text, matches[index - 1], match)
        )
        is_first = following is not None and following[1] is not None and _joined(text, match, following[0])
        part, of_range = _part(text, match, low), is_first or is_second
        if is_second and days[-1].of_range:
            part = "end"
        elif is_first and not _END.search(text[max(low, match.start() - 40) : match.start()]):
            part = "start"
        days.append(Day(value, match.start(), match.end(), part, of_range))
    return days


def _joined(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    gap = text[one.end() : two.start()]
    found = _TO.fullmatch(gap)
    if found is None:
        return False
    # "and" alone joins two dates to a stretch only after "between".
    return gap.strip().lower() != "and" or "between" in text[max(0, one.start() - 12) : one.start()].lower()


def _part(text: str, match: re.Match[str], low: int) -> Part:
    before = text[max(low, match.start() - 60) : match.start()]
    if _START.search(before):
        return "start"
    if _SIGNED.search(before):
        return "signed"
    if _END.search(before):
        return "end"
    if _AS_OF.search(before):
        return "start"
    return "other"


def is_reported(text: str, day: Day, low: int = 0) -> bool:
    """Whether the date is that of a paper or a reporting period and none of the contract."""
    return bool(_PAST.search(text[max(low, day.start - 60) : day.start]))


def _read(match: re.Match[str], stamped: date | None) -> PartialDate | None:
    groups = match.groupdict()
    for kind in "abcd":
        year = groups.get(f"{kind}year")
        if year is None:
            continue
        month = _month(groups[f"{kind}month"])
        day = int(groups.get(f"{kind}day") or 0)
        return _build(_year(year, stamped), month, day)
    return None


def _year(text: str, stamped: date | None) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    latest = (stamped.year if stamped else 2030) + 12
    return 2000 + year if 2000 + year <= latest else 1900 + year


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _NAMES.index(text[:3].lower()) + 1


def _build(year: int, month: int, day: int) -> PartialDate | None:
    if not 1938 <= year <= 2100:
        return None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _with_year_of(match: re.Match[str], following: PartialDate) -> PartialDate | None:
    """ "July 1 through December 31, 2017": the first date has the year of the second, or the one before it."""
    if match["emonth"] is None:
        return None
    month, day = _month(match["emonth"]), int(match["eday"])
    year = following.year if (month, day) <= (following.month, following.day) else following.year - 1
    return _build(year, month, day)
