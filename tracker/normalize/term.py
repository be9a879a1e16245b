"""Lengths of time in text ("twelve (12) months") and spans between dates ("from Feb. 1 through July 31, 2021")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from tracker.normalize._language_data import ONE_UNIT, TERM_UNITS, UNIT_WORDS
from tracker.normalize._month_arithmetic import add_months, months_between
from tracker.normalize._number_words import and_a_half
from tracker.normalize._spans import read_spans
from tracker.normalize._term_kinds import TermKind, kind_of
from tracker.normalize._tokens import BROKEN, GLUED, SPACED, Tokens, tokenize, words
from tracker.normalize.numbers import Number, numbers_in
from tracker.records import PartialDate

__all__ = ["Span", "Term", "add_months", "find_spans", "find_terms", "months_between"]


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time in a text; ``text[start:end]`` of the original is ``text``.

    ``months``: a year is 12, 30 days are 1, 365 days 12, weeks come to a tenth. ``kind`` tells the length of a
    contract from a notice period or deadline ("notice"), a further term that may follow ("option"), time that has
    gone by or lies between events ("ago"), and an age or experience ("age").
    """

    months: Decimal
    text: str
    start: int
    end: int
    kind: TermKind = "length"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch between dates; ``text[start_at:end_at]`` of the original is ``text``. One end may be open.

    A calendar year, half or quarter has its first and last month as ends. ``months`` is whole months, or None.
    """

    start: PartialDate | None
    end: PartialDate | None
    months: Decimal | None
    text: str
    start_at: int
    end_at: int


def find_terms(text: str) -> list[Term]:
    """Every length of time of the text, in order and without overlap, whatever its kind.

    Rates and frequencies ("$5,000 a month", "every six months") and vague lengths ("six to eight weeks", "a few
    months") are none. "A year" alone counts where a term is spoken of ("for a year", "a year's contract").
    """
    tokens = tokenize(text)
    found: list[Term] = []
    for length in _lengths(tokens):
        kind = kind_of(tokens, length.first, length.after)
        if kind is not None:
            found.append(Term(_in_months(length), *tokens.slice(length.first, length.after), kind=kind))
    return found


def find_spans(text: str, *, published: date | None = None) -> list[Span]:
    """Every stretch between dates, in order and without overlap; years are worked out as by ``find_dates``.

    Pairs ("from Feb. 1 through July 31, 2021"), open ends ("until June 30, 2026", "effective April 26, 2016"), years
    and their halves and quarters ("for 2020", "the first half of 2010", "Q1 2025").
    """
    tokens = tokenize(text)
    return [
        Span(
            span.start,
            span.end,
            months_between(span.start, span.end) if span.start and span.end else None,
            *tokens.slice(span.first, span.after),
        )
        for span in read_spans(tokens, published)
    ]


# Lengths ----------------------------------------------------------------------------------------------------


class _Length(NamedTuple):
    """``number`` of a unit at tokens ``first`` up to ``after``, and what a second unit adds in months."""

    number: Decimal
    unit: str
    first: int
    after: int
    added: Decimal = Decimal(0)


_LONGEST = Decimal(1200)
_HALF = Decimal("0.5")
_HYPHENS = frozenset("-‑‐–")
_FULL = frozenset(words("calendar consecutive full whole straight additional more further extra other successive"))
_LEADS = frozenset(
    words(
        """
        for lasts lasting lasted last of over during within runs ran running covers covering spans spanning another
        by extra additional than
        """
    )
)
_CONTRACTS = frozenset(words("contract deal agreement engagement retainer term pact arrangement assignment"))


def _in_months(length: _Length) -> Decimal:
    count, unit = length.number, length.unit
    months = count * TERM_UNITS[unit]
    if unit == "day":
        months = count / 365 * 12 if count % 365 == 0 else count / 30
    return _tenths(months + length.added)


def _tenths(value: Decimal) -> Decimal:
    rounded = value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    whole = rounded.to_integral_value()
    return whole if whole == rounded else rounded


def _lengths(tokens: Tokens) -> list[_Length]:
    found = _counted_lengths(tokens)
    taken = {at for length in found for at in range(length.first, length.after)}
    for at in range(tokens.size):
        if at not in taken and tokens.lowers[at] in _WORD_STARTERS:
            length = _worded_length(tokens, at)
            if length and not taken.intersection(range(length.first, length.after)):
                found.append(length)
                taken.update(range(length.first, length.after))
    found.sort(key=lambda length: length.first)
    return found


def _counted_lengths(tokens: Tokens) -> list[_Length]:
    """ "six-month", "6 months", "twelve (12) months", "one year and six months"."""
    found: list[_Length] = []
    numbers = numbers_in(tokens)
    for index, number in enumerate(numbers):
        repeated = numbers[index + 1] if index + 1 < len(numbers) else None
        before = numbers[index - 1] if index else None
        length = _counted(tokens, number, repeated)
        if length is None or _is_vague(tokens, number, before):
            continue
        last = found[-1] if found else None
        if last and _adds(tokens, last, length):
            found[-1] = last._replace(after=length.after, added=_in_months(length))
        elif not last or length.first >= last.after:
            found.append(length)
    return found


def _counted(tokens: Tokens, number: Number, following: Number | None) -> _Length | None:
    if not 0 < number.value <= _LONGEST or number.scale not in (1, 12, 100):
        return None
    at = number.after
    at += tokens.texts[at] == "-" and tokens.texts[at + 1] == "("
    if tokens.texts[at] == "(" and following and following.first == at + 1 and following.value == number.value:
        at = following.after + (tokens.texts[following.after] == ")")
    at = _past_hyphen(tokens, at)
    if tokens.lowers[at] in _FULL:
        at = _past_hyphen(tokens, at + 1)
    unit = _UNIT_NAMES.get(tokens.lowers[at])
    if unit is None or tokens.gaps[at] > SPACED or _is_beside_word(tokens, number):
        return None
    return _with_rest(tokens, _Length(number.value, unit, number.first, at + 1))


def _is_beside_word(tokens: Tokens, number: Number) -> bool:
    """Whether the digits are the end of a name: "F16 months"."""
    at = number.first
    return at > 0 and tokens.gaps[at] == GLUED and tokens.texts[at - 1].isalpha()


def _past_hyphen(tokens: Tokens, at: int) -> int:
    return at + 1 if tokens.texts[at] in _HYPHENS and tokens.gaps[at + 1] == GLUED else at


def _with_rest(tokens: Tokens, length: _Length) -> _Length:
    """With "and a half" and "-long" after the unit."""
    after = length.after
    half = and_a_half(tokens, after)
    if half:
        return length._replace(number=length.number + _HALF, after=half)
    if tokens.lowers[_past_hyphen(tokens, after)] == "long":
        return length._replace(after=_past_hyphen(tokens, after) + 1)
    return length


def _is_vague(tokens: Tokens, number: Number, before: Number | None) -> bool:
    """ "six to eight weeks": no length in particular."""
    at = number.first - 1
    if before is None or before.value >= number.value or number.first - before.after > 3:
        return False
    return tokens.lowers[at] in ("to", "or", "-", "–") and all(
        word in ("to", "or", "-", "–") for word in tokens.lowers[before.after : number.first]
    )


def _adds(tokens: Tokens, last: _Length, length: _Length) -> bool:
    """Whether a smaller unit follows with "and": "one year and six months"."""
    between = tokens.lowers[last.after : length.first]
    return between in (["and"], [","], []) and TERM_UNITS[length.unit] < TERM_UNITS[last.unit] and not last.added


_UNIT_NAMES: dict[str, str] = {name: unit for unit, names in UNIT_WORDS.items() for name in names}
_LONG_WORDS = {f"{unit}long": unit for unit in TERM_UNITS}
_WORD_STARTERS = frozenset(
    {"a", "another", "further", "additional", "extra", "coming", "half", "next"}
    | ONE_UNIT.keys()
    | TERM_UNITS.keys()
    | _LONG_WORDS.keys()
)


def _worded_length(tokens: Tokens, at: int) -> _Length | None:
    """ "yearlong", "year-long", "half a year", "a year and a half", and "a year" where a term is spoken of."""
    word = tokens.lowers[at]
    if word in _LONG_WORDS:
        return _Length(Decimal(1), _LONG_WORDS[word], at, at + 1)
    if word in TERM_UNITS:
        long_at = _past_hyphen(tokens, at + 1)
        is_long = tokens.lowers[long_at] == "long" and not (at and tokens.texts[at - 1] in _HYPHENS)
        return _Length(Decimal(1), word, at, long_at + 1) if is_long else None
    if word == "half":
        return _half_length(tokens, at)
    return _one_length(tokens, at)


def _half_length(tokens: Tokens, at: int) -> _Length | None:
    here = _past_hyphen(tokens, at + 1)
    here += tokens.lowers[here] == "a"
    ordinal = at > 0 and tokens.lowers[at - 1] in ("first", "second", "last", "and")
    if tokens.lowers[here] not in ("year", "decade", "month") or ordinal or tokens.gaps[here] == BROKEN:
        return None
    return _Length(_HALF, tokens.lowers[here], at, here + 1)


def _one_length(tokens: Tokens, at: int) -> _Length | None:
    if tokens.lowers[at] in ("coming", "next"):
        led = at > 0 and tokens.lowers[at - 1] == "the" and tokens.lowers[at + 1] in TERM_UNITS
        return _Length(Decimal(1), tokens.lowers[at + 1], at + 1, at + 2) if led else None
    if tokens.lowers[at] in ONE_UNIT:
        unit = ONE_UNIT[tokens.lowers[at]].get(tokens.lowers[at + 1], "")
        return _Length(Decimal(1), unit, at, at + 2) if unit else None
    unit_at = at + 1 + (tokens.lowers[at + 1] in ("full", "whole"))
    unit = tokens.lowers[unit_at]
    if unit not in TERM_UNITS or tokens.gaps[unit_at] == BROKEN:
        return None
    if unit == "quarter" and tokens.lowers[unit_at + 1] in ("of", "century", "-"):
        return None
    length = _with_rest(tokens, _Length(Decimal(1), unit, at, unit_at + 1))
    if length.after > unit_at + 1:
        return length
    follows = unit_at + 1
    if tokens.lowers[follows] == "'":
        follows += 2
    led = at > 0 and tokens.lowers[at - 1] in _LEADS
    if tokens.lowers[at] != "a":
        led = led or (at > 0 and tokens.lowers[at - 1] in ("a", "one"))
        return length._replace(first=unit_at) if led else None
    return length if led or tokens.lowers[follows] in _CONTRACTS else None
