"""Cardinal numbers in words: "twenty-five thousand", "half a million", "two and a half"."""

from __future__ import annotations

from decimal import Decimal

from tracker.normalize import _language_data as data
from tracker.normalize._tokens import GLUED, SPACED, Tokens

_ONE = Decimal(1)
_HALF = Decimal("0.5")
_MAX_SCALE = Decimal(10) ** 15

STARTERS = frozenset(
    data.UNITS.keys()
    | data.FOREIGN_UNITS.keys()
    | data.TENS.keys()
    | data.ONES
    | data.HALVES
    | data.FRACTION_SIGNS.keys()
    | {"quarter"}
)
"""Words that a number may begin with."""

_Read = tuple[Decimal, Decimal, Decimal, int]
"""Value, mantissa, scale, and the token after the number."""


def read_words(tokens: Tokens, at: int) -> _Read | None:
    """The number in words that begins at token ``at``, or None."""
    return _fraction_at(tokens, at) or _sum_at(tokens, at)


def _fraction_at(tokens: Tokens, at: int) -> _Read | None:
    """ "half a million", "a half million", "half-million", "a quarter of a million"."""
    numerator = _ONE
    here = at
    if tokens.lowers[here] in data.ONES:
        here = _next(tokens, here)
    elif tokens.lowers[here] == "three":
        numerator, here = Decimal(3), _next(tokens, here)
    word = tokens.lowers[here]
    if word in data.HALVES and numerator == _ONE:
        part = _HALF
    elif word in ("quarter", "quarters"):
        part = numerator / 4
    else:
        return None
    here = _next(tokens, here)
    if tokens.lowers[here] in data.FRACTION_OF:
        here = _next(tokens, here)
    if tokens.lowers[here] in data.ONES:
        here = _next(tokens, here)
    scale = _word_scale(tokens.lowers[here])
    if scale is None or any(gap > SPACED for gap in tokens.gaps[at + 1 : here + 1]):
        return None
    return part * scale, part, scale, here + 1


def _word_scale(word: str) -> Decimal | None:
    return data.SCALES.get(word) or data.FOREIGN_SCALES.get(word)


def _next(tokens: Tokens, at: int) -> int:
    """The token after ``at``, hyphens passed over."""
    at += 1
    if tokens.texts[at] in ("-", "‑", "‐") and tokens.gaps[at] == GLUED == tokens.gaps[at + 1]:
        at += 1
    return at


def _sum_at(tokens: Tokens, at: int) -> _Read | None:
    """A cardinal in words: groups below a thousand, each with a falling scale, joined by "and" or hyphens."""
    total = Decimal(0)
    mantissa = scale = _ONE
    last_scale: Decimal | None = None
    here = at
    groups = 0
    while True:
        small = _small_at(tokens, here)
        if small is None or (groups and tokens.lowers[here] in data.ONES - {"one"}):
            break
        value, after = small
        factor, scaled = _scales_from(tokens, after)
        if last_scale is not None and factor >= last_scale:
            break
        if groups == 0 and tokens.lowers[at] in data.ONES - {"one"} and factor == _ONE and value == 1:
            return None
        total += value * factor
        mantissa, scale = (value, factor) if groups == 0 else (total, _ONE)
        groups += 1
        last_scale, end = factor, scaled
        here = _after_and(tokens, end)
        if factor == _ONE:
            break
    if not groups:
        return None
    if last_scale is not None and last_scale > _ONE and and_a_half(tokens, end):
        return total + last_scale / 2, mantissa, scale, and_a_half(tokens, end)
    return total, mantissa, scale, end


def _scales_from(tokens: Tokens, after: int) -> tuple[Decimal, int]:
    """The scale words from token ``after`` on ("hundred thousand" has been read as part of the group before)."""
    factor = _ONE
    while True:
        at = after
        if tokens.texts[at] == "-":
            at += 1
        found = _word_scale(tokens.lowers[at])
        if found is None or tokens.gaps[at] > SPACED or (factor != _ONE and found < factor):
            return factor, after
        factor *= found
        after = at + 1
        if factor >= _MAX_SCALE:
            return factor, after


def _after_and(tokens: Tokens, at: int) -> int:
    if tokens.texts[at] in ("-", ",") and tokens.lowers[at + 1] in STARTERS:
        at += 1
    if tokens.lowers[at] == "and":
        at = _next(tokens, at)
    return at


def and_a_half(tokens: Tokens, at: int) -> int:
    """The token after "and a half" at ``at``, or 0."""
    if tokens.texts[at] == "-":
        at += 1
    if tokens.lowers[at] != "and":
        return 0
    at = _next(tokens, at)
    if tokens.lowers[at] not in ("a", "one"):
        return 0
    at = _next(tokens, at)
    return at + 1 if tokens.lowers[at] == "half" else 0


def _small_at(tokens: Tokens, at: int) -> tuple[Decimal, int] | None:
    """A number word group below a thousand, with "and a half" or "point five", and the token after it."""
    value, here = _below_hundred(tokens, at)
    if value is None:
        return None
    if tokens.lowers[_next(tokens, here - 1)] == "hundred":
        value, here = value * 100, _next(tokens, here - 1) + 1
        rest_at = _after_and(tokens, here)
        if tokens.lowers[rest_at] not in data.ONES - {"one"}:
            rest, after = _below_hundred(tokens, rest_at)
            if rest is not None and tokens.lowers[_next(tokens, after - 1)] != "hundred":
                value, here = value + rest, after
    half = and_a_half(tokens, here)
    if half:
        return Decimal(value) + _HALF, half
    if tokens.lowers[here] == "point" and tokens.lowers[here + 1] in data.UNITS:
        return Decimal(f"{value}.{data.UNITS[tokens.lowers[here + 1]]}"), here + 2
    return Decimal(value), here


def _below_hundred(tokens: Tokens, at: int) -> tuple[int | None, int]:
    word = tokens.lowers[at]
    if word in data.ONES:
        return 1, at + 1
    if word in data.UNITS:
        return data.UNITS[word], at + 1
    if word in data.FOREIGN_UNITS and tokens.lowers[at + 1] in data.FOREIGN_COUNTED:
        # "quatre-vingt mille" is no 20,000: compounds of these languages are not read.
        compound = at > 0 and (tokens.texts[at - 1] == "-" or tokens.lowers[at - 1] in data.FOREIGN_UNITS)
        return (None, at) if compound else (data.FOREIGN_UNITS[word], at + 1)
    if word not in data.TENS:
        return None, at
    unit_at = _next(tokens, at)
    unit = data.UNITS.get(tokens.lowers[unit_at], 0) if tokens.gaps[unit_at] <= SPACED else 0
    if 1 <= unit <= 9:
        return data.TENS[word] + unit, unit_at + 1
    return data.TENS[word], at + 1
