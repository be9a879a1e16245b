"""Numbers as registers and articles write them: digits in either grouping convention, number words, scales."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple
from unicodedata import category

from tracker.normalize import _language_data as data
from tracker.normalize._number_words import STARTERS, read_words
from tracker.normalize._tokens import DIGITS, GLUED, SIGN, SPACED, WORD, Tokens, tokenize

MAX_DIGITS = 24
"""Longer digit strings are no amounts; within this bound all arithmetic here is exact."""

_ONE = Decimal(1)
_HALF = Decimal("0.5")
_BLANKS = " \u00a0\u2009\u202f"
_GROUPED = {
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+"),
    # The second form is Indian: 2,50,00,000.
    ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"),
}
_PLAIN = re.compile(r"[0-9]*")
_SPACED_GROUP = re.compile(r"[0-9]{3}(?:[.,][0-9]+)?")
_FIRST_GROUP = re.compile(r"[0-9]{1,3}")


class Number(NamedTuple):
    """A number inside ``Tokens``: ``value`` = ``mantissa`` × ``scale``, from token ``first`` up to ``after``."""

    value: Decimal
    mantissa: Decimal
    scale: Decimal
    first: int
    after: int
    in_words: bool


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in a text: ``text[start:end]`` of the original."""

    value: Decimal
    text: str
    start: int
    end: int


def parse_digits(text: str, *, lone_mark: Literal["groups", "decimal", "by_mark"] = "groups") -> Decimal | None:
    """Read a digit string such as "1,234.50", "1.234,50", "1 234", "1'234" or "2,50,00,000"; None if it is none.

    Where both marks occur the last one is the decimal mark; a mark that occurs twice groups. One mark alone is a
    decimal mark unless exactly three digits follow it and one to three, not beginning with 0, stand before it:
    "1.50" and "12,5" are decimal, "0.125" too. What remains, "1.234" and "1,234", is truly ambiguous:
    ``lone_mark`` says that it groups (amounts of money and counts, which have no three decimals), that it is a
    decimal mark, or that a comma groups and a point is a decimal mark (before an English scale: "1.234 million").
    """
    digits = _strip_blanks(text)
    if not digits or len(digits) > 2 * MAX_DIGITS:
        return None
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        mark, other = (".", ",") if digits.rfind(".") > digits.rfind(",") else (",", ".")
        whole, _, decimals = digits.rpartition(mark)
        whole_digits = whole.replace(other, "") if _GROUPED[other].fullmatch(whole) else "x"
        return _to_decimal(whole_digits, decimals)
    if not points and not commas:
        return _to_decimal(digits, "")
    mark = "." if points else ","
    if points + commas > 1 or (_GROUPED[mark].fullmatch(digits) and _lone_mark_groups(digits, mark, lone_mark)):
        return _to_decimal(digits.replace(mark, "") if _GROUPED[mark].fullmatch(digits) else "x", "")
    whole, _, decimals = digits.partition(mark)
    return _to_decimal(whole or "0", decimals) if decimals else None


def _strip_blanks(text: str) -> str:
    """The digits with blanks and apostrophes between groups of three taken out; "" when they stand elsewhere."""
    for blank in "\u00a0\u2009\u202f'’":
        text = text.replace(blank, " ")
    text = text.strip()
    first, *groups = text.split(" ")
    if not groups:
        return text
    if not _FIRST_GROUP.fullmatch(first) or not all(_SPACED_GROUP.fullmatch(group) for group in groups):
        return ""
    if any(len(group) > 3 for group in groups[:-1]):
        return ""
    return "".join((first, *groups))


def _lone_mark_groups(digits: str, mark: str, lone_mark: str) -> bool:
    if digits.startswith("0"):
        return False
    return lone_mark == "groups" or (lone_mark == "by_mark" and mark == ",")


def _to_decimal(whole: str, decimals: str) -> Decimal | None:
    if not _PLAIN.fullmatch(whole) or not _PLAIN.fullmatch(decimals) or len(whole) + len(decimals) > MAX_DIGITS:
        return None
    return Decimal(f"{whole or 0}.{decimals}" if decimals else whole or 0)


def parse_number(text: str) -> Decimal | None:
    """The number that the whole text is ("1.2 million", "twenty-five thousand", "half a million"), else None."""
    tokens = tokenize(text)
    number = number_at(tokens, 0)
    return number.value if number and number.after == tokens.size else None


def find_numbers(text: str) -> list[NumberMention]:
    """Every number of the text in order, digits or words, without what it counts."""
    tokens = tokenize(text)
    return [NumberMention(found.value, *tokens.slice(found.first, found.after)) for found in numbers_in(tokens)]


@lru_cache(maxsize=2)
def numbers_in(tokens: Tokens) -> tuple[Number, ...]:
    """All numbers of a text in order and without overlap; kept for the reader that comes next."""
    numbers: list[Number] = []
    floor = 0
    words = zip(tokens.kinds, tokens.lowers, strict=True)
    for at in [at for at, (kind, word) in enumerate(words) if kind == DIGITS or word in STARTERS]:
        number = number_at(tokens, at, after_currency=_follows_currency(tokens, at)) if at >= floor else None
        if number is not None:
            numbers.append(number)
            floor = number.after
    return tuple(numbers)


def _follows_currency(tokens: Tokens, at: int) -> bool:
    """Whether a currency sign or three capitals stand before: a letter after the digits is a scale then."""
    before = tokens.texts[at - 1] if at else ""
    return (len(before) == 1 and category(before) == "Sc") or (len(before) == 3 and before.isupper())


def number_at(tokens: Tokens, at: int, *, after_currency: bool = False) -> Number | None:
    """The longest number that begins at token ``at``, or None.

    ``after_currency`` lets a letter that stands apart be a scale ("$1.2 m").
    """
    if tokens.kinds[at] == DIGITS or tokens.lowers[at] in data.FRACTION_SIGNS:
        return _digits_at(tokens, at, after_currency)
    if tokens.kinds[at] == WORD and tokens.lowers[at] in STARTERS:
        return _in_words_at(tokens, at)
    return None


def _digits_at(tokens: Tokens, at: int, after_currency: bool) -> Number | None:
    literal, after = _join_groups(tokens, at)
    fraction = data.FRACTION_SIGNS.get(literal)
    if fraction is None and tokens.lowers[after] in data.FRACTION_SIGNS and literal.isdigit():
        fraction = data.FRACTION_SIGNS[tokens.lowers[after]]
        whole = _to_decimal(literal, "")
        mantissa = whole + fraction if whole is not None else None
        after += 1
    else:
        mantissa = fraction
    scale, scaled_after, foreign = _scale_after(tokens, after, after_currency)
    if mantissa is None:
        lone: Literal["groups", "decimal", "by_mark"] = "groups"
        if scale != _ONE:
            lone = "decimal" if foreign else "by_mark"
        mantissa = parse_digits(literal, lone_mark=lone)
    if mantissa is None:
        return None
    number = Number(_plain(mantissa * scale), mantissa, scale, at, scaled_after, False)
    return _add_smaller(tokens, number)


def _join_groups(tokens: Tokens, at: int) -> tuple[str, int]:
    """The digit string at ``at`` with the groups of three that blanks set apart ("1 234 567,89")."""
    literal, after = tokens.texts[at], at + 1
    if not _FIRST_GROUP.fullmatch(literal) or literal.startswith("0") or _follows_month(tokens, at):
        return literal, after
    while (
        tokens.kinds[after] == DIGITS
        and tokens.starts[after] - tokens.ends[after - 1] == 1
        and tokens.text[tokens.ends[after - 1]] in _BLANKS
        and _SPACED_GROUP.fullmatch(tokens.texts[after])
    ):
        literal += " " + tokens.texts[after]
        after += 1
        if len(tokens.texts[after - 1]) > 3 or len(literal) > 2 * MAX_DIGITS:
            break
    return literal, after


def _follows_month(tokens: Tokens, at: int) -> bool:
    """Whether the digits are the day of a month ("on June 5 300 people"), which nothing groups with."""
    before = at - 2 if at > 1 and tokens.texts[at - 1] == "." else at - 1
    return before >= 0 and tokens.lowers[before] in data.MONTHS


def _scale_after(tokens: Tokens, after: int, after_currency: bool) -> tuple[Decimal, int, bool]:
    """The scale words that follow a digit string, multiplied; the token after them; whether they are foreign."""
    scale, foreign = _ONE, False
    for _ in range(2):
        word_at = after
        if tokens.texts[word_at] in ("-", "‑", "‐") and tokens.gaps[word_at] == GLUED == tokens.gaps[word_at + 1]:
            word_at += 1
        if tokens.gaps[word_at] > SPACED:
            break
        word = tokens.lowers[word_at]
        factor = data.SCALES.get(word) or data.FOREIGN_SCALES.get(word)
        if factor is None and scale == _ONE and (after_currency or _touches(tokens, after, word_at)):
            factor = data.LETTER_SCALES.get(word)
        if factor is None or (scale != _ONE and factor < scale):
            break
        foreign = foreign or word in data.FOREIGN_SCALES
        scale *= factor
        after = word_at + 1
        if word in _ABBREVIATED and tokens.texts[after] == "." and tokens.gaps[after] == GLUED:
            after += 1
    return scale, after, foreign


def _touches(tokens: Tokens, after: int, at: int) -> bool:
    """Whether the word at ``at`` touches the digits before it ("1.2m") or a currency sign after it ("1,2 M€")."""
    if tokens.gaps[at] == GLUED == tokens.gaps[after]:
        return True
    after = at + 1
    return tokens.kinds[after] == SIGN and tokens.gaps[after] == GLUED and category(tokens.texts[after]) == "Sc"


_ABBREVIATED = frozenset({"mio", "mrd", "tsd", "mn", "mln", "bn", "bln", "md", "mds", "cr"})


def _add_smaller(tokens: Tokens, number: Number) -> Number:
    """A further number with a smaller scale is added: "1 million 200 thousand"."""
    if number.scale < 1000 or tokens.kinds[number.after] != DIGITS or tokens.gaps[number.after] != SPACED:
        return number
    scale, after, _ = _scale_after(tokens, number.after + 1, False)
    mantissa = parse_digits(tokens.texts[number.after])
    if scale == _ONE or scale >= number.scale or mantissa is None or mantissa >= 1000:
        return number
    return number._replace(value=_plain(number.value + mantissa * scale), after=after)


def scaled(number: Number, scale: Decimal) -> Number:
    """The number counted in ``scale``: the 1 of "$1 to $2 million"."""
    return number._replace(value=_plain(number.value * scale), scale=scale)


def _plain(value: Decimal) -> Decimal:
    """The same value without an exponent or trailing zeros after the point."""
    whole = value.to_integral_value()
    return Decimal(int(whole)) if whole == value else value.normalize()


def _in_words_at(tokens: Tokens, at: int) -> Number | None:
    read = read_words(tokens, at)
    if read is None:
        return None
    value, mantissa, scale, after = read
    if tokens.lowers[after - 1] in _ABBREVIATED and tokens.texts[after] == "." and tokens.gaps[after] == GLUED:
        after += 1
    return Number(_plain(value), mantissa, scale, at, after, True)
