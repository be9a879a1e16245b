"""Amounts of money in recognised text: a figure that is not well-formed is told as such, never mended by guessing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tracker.normalize.money import find_money
from tracker.records import Basis

Role = Literal["price", "received", "other"]

_CLUSTER = re.compile(
    r"(?P<mark>US\s?\$|USD\W{0,2}\$?|U\.S\.\s?\$|\$|€|£|EUR(?:OS?)?\b|GBP\b|CHF\b|¥)\W{0,2}"
    r"(?P<figure>\d(?:[\d.,'-]|(?<=[.,]) (?=\d{3}\b))*)(?P<scale>\s*(?:million|billion|thousand|mn|m|bn|k)\b)?",
    re.I,
)
_BARE = re.compile(r"(?<![\w.,/$-])(?P<figure>\d{1,3}(?:,\d{3})+\.\d{2})(?![\w/-])")
_NORMAL = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{2})?")
# Dots typed for commas: "35.000.00", "6.450.00", "25.000". With a group of exactly three figures nothing is guessed.
_DOTTED = re.compile(r"(\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{2}))?")
_CURRENCIES = {"€": "EUR", "£": "GBP", "¥": "JPY", "E": "EUR", "G": "GBP", "C": "CHF"}
_SCALES = {"thousand": 1_000, "k": 1_000, "million": 10**6, "mn": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}

_MONTH = re.compile(
    r"(?:per|a|each|every|/)\s*(?:calendar\s+)?month\b|\bmonthly\b|\bmonthl?y?\s*(?:basis|fee|retainer)", re.I
)
_QUARTER = re.compile(r"(?:per|a|each|every|/)\s*quarter\b|\bquarterly\s+(?:fee|retainer|payment)", re.I)
_YEAR = re.compile(r"(?:per|a|each|every|/)\s*(?:year|annum)\b|\b(?:annual(?:ly)?|yearly)\b", re.I)
_HOUR = re.compile(r"(?:per|an|each|/)\s*hour\b|\bhourly\b", re.I)
_BASES: tuple[tuple[re.Pattern[str], Basis], ...] = (
    (_HOUR, "per_hour"),
    (_MONTH, "per_month"),
    (_QUARTER, "per_quarter"),
    (_YEAR, "per_year"),
)
_PRICE = re.compile(
    r"\b(?:fees?\b|fee(?=\s*of)|retainer\w*|compensat\w+|remunerat\w+|consideration|honorari\w+|pa(?:y|id|ys|ying|yable|yments?)\b"
    r"|in\s*exchange\s*for|budget|contract\s*(?:value|price|amount|sum)|total\s*(?:amount|cost|value|sum|of)|sum\s*of"
    r"|amount\s*of|lump\s*sum|flat|invoice[sd]?|rate|charge[sd]?|cost|value\s*of|worth|(?:will|shall|to|may|would)\s+receive\b)",
    re.I,
)
_NOT_PRICE = re.compile(
    r"\b(?:expens\w*|reimburs\w*|travel\w*|disburs\w*|out[\s-]*of[\s-]*pocket|contribut\w*|donat\w*|salar\w*|insur\w*"
    r"|liabilit\w*|damages|fin(?:e|es|ed)\b|penalt\w*|prior\s*(?:written\s*)?approval|advance\w*\s*approv\w*|printing"
    r"|postage|rent\b|telephone|deposit|interest\s*(?:rate|of)|per\s*diem|bonus|late\s*(?:fee|payment)|aggregate\s*value"
    r"|purchase\w*|advertis\w*|subcontract\w*|gift\w*)",
    re.I,
)
_RECEIVED = re.compile(r"\b(?:income|receipts?|received|transferred|remitt\w+|allotment|grant\w*|funds?)\b", re.I)
_ABOVE = re.compile(r"(?:in\s*excess\s*of|excess\s*of|over|more\s*than|exceed(?:ing|s)?|above|up\s*to)\W{0,3}$", re.I)
_EDGE = re.compile(r"[.;:!?]\s|\n\s*\n(?!\s*[a-z])|,\s+(?:and|plus|but)\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount: ``text[start:end]``. ``value`` is None when its figures are no number.

    ``form``: how sure its spelling alone makes it, 0 to 1.
    """

    start: int
    end: int
    value: Decimal | None
    currency: str
    basis: Basis | None
    role: Role
    form: float = 1.0
    qualifier: str = ""


def find_figures(text: str, start: int, end: int, *, bare: bool = False) -> list[Figure]:
    """The amounts of ``text[start:end]`` in order; ``bare`` also takes "20,000.00" without a sign of money."""
    found = [
        _read(text, match, start, end)
        for match in _CLUSTER.finditer(text, start, end)
        if any(map(str.isdigit, match["figure"]))
    ]
    if bare:
        taken = {position for figure in found for position in range(figure.start, figure.end)}
        for match in _BARE.finditer(text, start, end):
            if match.start() not in taken:
                found.append(_read(text, match, start, end))
    found += _read_words(text, start, end, found)
    return sorted(found, key=lambda figure: figure.start)


def _read(text: str, match: re.Match[str], low: int, high: int) -> Figure:
    figure = match["figure"].rstrip(".,'-")
    groups = match.groupdict()
    begin, stop = match.start(), match.start("figure") + len(figure)
    value, form = read_number(figure)
    if groups.get("scale") and value is not None:
        value *= _SCALES[groups["scale"].strip().lower()]
        stop = match.end("scale")
    mark = (groups.get("mark") or "$").upper()
    currency = _CURRENCIES.get(mark[0], "USD")
    clause = _clause(text, begin, stop, low, high)
    return Figure(
        begin, stop, value, currency, _basis(text, begin, stop, *clause), _role(text, begin, stop, *clause), form
    )


def read_number(figure: str) -> tuple[Decimal | None, float]:
    """The number that the figures spell, and how sure the spelling makes it; None when they spell none.

    "25,000.00" is sure. "35.000.00" has its dots in the wrong place and can still be only one number. "2510.0.00"
    and "25,00000" can be several, so they are none.
    """
    if _NORMAL.fullmatch(figure):
        return Decimal(figure.replace(",", "")), 1.0
    if match := _DOTTED.fullmatch(figure):
        whole = re.sub(r"[.,]", "", match[1])
        return Decimal(f"{whole}.{match[2] or '00'}"), 0.85
    return None, 0.0


def _read_words(text: str, low: int, high: int, found: list[Figure]) -> list[Figure]:
    """Amounts in words ("twenty-five thousand dollars"), which figures beside them may repeat."""
    words = []
    for money in find_money(text[low:high]):
        begin, stop = low + money.start, low + money.end
        said = text[begin:stop]
        if any(figure.start < stop and begin < figure.end for figure in found) or any(map(str.isdigit, said)):
            continue
        clause = _clause(text, begin, stop, low, high)
        role, basis = _role(text, begin, stop, *clause), _basis(text, begin, stop, *clause)
        words.append(Figure(begin, stop, money.amount, money.currency or "", basis or money.basis, role, 1.0))
    return words


def _clause(text: str, begin: int, stop: int, low: int, high: int) -> tuple[int, int]:
    """The clause round the amount, within which words speak of it."""
    before = [match.end() for match in _EDGE.finditer(text, max(low, begin - 260), begin)]
    after = _EDGE.search(text, stop, min(high, stop + 160))
    return (before[-1] if before else max(low, begin - 260)), (after.start() if after else min(high, stop + 160))


def _basis(text: str, begin: int, stop: int, low: int, high: int) -> Basis | None:
    """What the amount is for, by the words nearest to it: those after it first ("$5,000 on a monthly basis")."""
    after, before = text[stop : min(high, stop + 45)], text[max(low, begin - 70) : begin]
    for pattern, basis in _BASES:
        if (match := pattern.search(after)) and "$" not in after[: match.start()]:
            return basis
    nearest = [
        (max(match.end() for match in pattern.finditer(before)), basis)
        for pattern, basis in _BASES
        if pattern.search(before)
    ]
    return max(nearest)[1] if nearest else None


def _role(text: str, begin: int, stop: int, low: int, high: int) -> Role:
    before, after = text[low:begin], text[stop : min(high, stop + 60)]
    near = before[-60:]
    against = list(_NOT_PRICE.finditer(before))
    speaking = list(_PRICE.finditer(before))
    nearest_price = speaking[-1].end() if speaking else -1
    nearest_other = against[-1].end() if against else -1
    if nearest_other > nearest_price or (_ABOVE.search(near) and _NOT_PRICE.search(after)):
        return "other"
    if not speaking and _NOT_PRICE.search(after[:30]):
        return "other"
    if _RECEIVED.search(before) and not re.search(r"retainer|fees?\b|(?:will|shall|to|would)\s+receive", before, re.I):
        return "received"
    if speaking or _PRICE.search(after) or _basis(text, begin, stop, low, high):
        return "price"
    return "other"
