"""Numbers with a currency beside them, the raw material of money mentions."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from tracker.normalize import _currency_data as currencies
from tracker.normalize._currency_data import DOLLAR
from tracker.normalize._tokens import BROKEN, DIGITS, GLUED, SPACED, WORD, Tokens, words
from tracker.normalize.numbers import Number, numbers_in


class Amount(NamedTuple):
    """A number with the currency beside it, in tokens. ``currency`` is meaningful only when ``marked``."""

    number: Number
    first: int
    after: int
    currency: str | None
    prefixed: bool
    suffixed: bool
    high: Decimal | None = None

    @property
    def marked(self) -> bool:
        return self.prefixed or self.suffixed

    @property
    def value(self) -> Decimal:
        return self.number.value


class _Mark(NamedTuple):
    """A currency beside a number: the outermost token it reaches to, and its code."""

    edge: int
    currency: str | None


def read_amounts(tokens: Tokens) -> list[Amount]:
    """Every number of the text with the currency beside it, if there is one."""
    amounts: list[Amount] = []
    floor = 0
    for number in numbers_in(tokens):
        if number.first < floor:
            continue
        amount = _amount(tokens, number, floor)
        amounts.append(amount)
        floor = amount.after
    return amounts


def _amount(tokens: Tokens, number: Number, floor: int) -> Amount:
    prefix = _prefix(tokens, number, floor)
    suffix = _suffix(tokens, number, prefix)
    first, after, currency = number.first, number.after, None
    if suffix:
        after, currency = suffix
    if prefix:
        first = prefix.edge
        if suffix is None or prefix.currency not in (DOLLAR, None):
            currency = prefix.currency
    return Amount(number, first, after, currency, prefix is not None, suffix is not None)


def is_large(tokens: Tokens, number: Number) -> bool:
    """Whether the figure itself looks like money: a scale, grouped digits or five digits."""
    return number.scale != 1 or number.value >= 10_000 or not tokens.texts[number.first].isalnum()


def _prefix(tokens: Tokens, number: Number, floor: int) -> _Mark | None:
    at = number.first - 1
    if at < floor or tokens.gaps[number.first] == BROKEN:
        return None
    text = tokens.texts[at]
    if text in currencies.SIGNS:
        return _sign_prefix(tokens, at, floor)
    if text == "." and at > floor and tokens.gaps[at] == GLUED and tokens.texts[at - 1] in currencies.LETTER_CODES:
        return _Mark(at - 1, currencies.LETTER_CODES[tokens.texts[at - 1]])
    if tokens.kinds[at] != WORD:
        return None
    glued = tokens.gaps[number.first] == GLUED
    if glued and at > floor and tokens.texts[at - 1] == "$" and text in currencies.SIGN_SUFFIXED:
        return _Mark(at - 1, currencies.DOLLAR_PREFIXES[text])
    return _word_prefix(tokens, number, at, glued)


def _sign_prefix(tokens: Tokens, at: int, floor: int) -> _Mark:
    currency = currencies.SIGNS[tokens.texts[at]]
    before = tokens.texts[at - 1] if at > floor else ""
    if currency == DOLLAR and before in currencies.DOLLAR_PREFIXES:
        code = currencies.DOLLAR_PREFIXES[before]
        if tokens.gaps[at] == GLUED or before in ("US", "U.S.", code):
            return _Mark(at - 1, code)
    if currency == DOLLAR and before == "-" and at > floor + 1 and tokens.texts[at - 2] == "US":
        return _Mark(at - 2, "USD")
    if (before, tokens.texts[at]) in currencies.SIGN_PREFIXES and tokens.gaps[at] == GLUED:
        return _Mark(at - 1, currencies.SIGN_PREFIXES[before, tokens.texts[at]])
    return _Mark(at, currency)


def _word_prefix(tokens: Tokens, number: Number, at: int, glued: bool) -> _Mark | None:
    text = tokens.texts[at]
    large = is_large(tokens, number)
    if text in currencies.CODES or text.upper() in currencies.LOOSE_CODES:
        return _Mark(at, text.upper()) if large or text not in currencies.WORDLIKE_CODES else None
    if text in currencies.LETTER_CODES:
        return _Mark(at, currencies.LETTER_CODES[text])
    if text in currencies.SINGLE_LETTERS and glued and large:
        return _Mark(at, currencies.SINGLE_LETTERS[text])
    if tokens.lowers[at] in currencies.LEADING_WORDS and large:
        return _Mark(at, currencies.LEADING_WORDS[tokens.lowers[at]])
    return None


def _suffix(tokens: Tokens, number: Number, prefix: _Mark | None) -> _Mark | None:
    if prefix and prefix.currency == DOLLAR:
        nation = _national_dollar(tokens, number.after)
        if nation:
            return nation
    at = _skip_cents(tokens, number.after)
    if tokens.texts[at] == "-" and tokens.gaps[at] == GLUED == tokens.gaps[at + 1]:
        at += 1
    if tokens.gaps[at] > SPACED:
        return None
    mark = _sign_suffix(tokens, at) if tokens.texts[at] in currencies.SIGNS else word_suffix(tokens, number, at)
    if mark and prefix and DOLLAR not in (mark.currency, prefix.currency) and mark.currency != prefix.currency:
        return None
    return mark


def _skip_cents(tokens: Tokens, at: int) -> int:
    """Past "and 00/100" and "and no/100", as in cheques and contracts."""
    here = at + 1 if tokens.lowers[at] == "and" else at
    if tokens.lowers[here] in ("00", "no", "xx") and tokens.texts[here + 1 : here + 3] == ["/", "100"]:
        return here + 3
    return at


def _national_dollar(tokens: Tokens, at: int) -> _Mark | None:
    """Whose dollar "$250,000 CAD", "$250,000 (US)" or "$250,000 Canadian" is."""
    bracket = tokens.texts[at] == "("
    at += bracket
    word = tokens.lowers[at]
    if word not in currencies.NATIONAL_DOLLARS or tokens.gaps[at] == BROKEN:
        return None
    if bracket:
        closed = tokens.texts[at + 1] == ")"
        return _Mark(at + 2, currencies.NATIONAL_DOLLARS[word]) if closed else None
    follows = tokens.lowers[at + 1]
    is_code = tokens.texts[at] in currencies.CODES
    if follows in ("dollar", "dollars"):
        return _Mark(at + 2, currencies.NATIONAL_DOLLARS[word])
    if is_code or tokens.kinds[at + 1] not in (WORD, DIGITS) or follows in _AFTER_NATION:
        return _Mark(at + 1, currencies.NATIONAL_DOLLARS[word])
    # "$5 million Canadian campaign": the adjective belongs to what follows.
    return None


_AFTER_NATION = frozenset(
    words("""
        a an per for to in and from by over of or each every on at with as which
        """)
)


def _sign_suffix(tokens: Tokens, at: int) -> _Mark | None:
    if tokens.kinds[at + 1] == DIGITS and tokens.gaps[at + 1] <= SPACED:
        return None  # the sign belongs to the next figure: "in 2019 $500,000"
    if tokens.gaps[at + 1] == GLUED and tokens.texts[at + 1] in currencies.SIGN_SUFFIXED:
        return _Mark(at + 2, currencies.DOLLAR_PREFIXES[tokens.texts[at + 1]])
    return _Mark(at + 1, currencies.SIGNS[tokens.texts[at]])


def word_suffix(tokens: Tokens, number: Number, at: int) -> _Mark | None:
    text = tokens.texts[at]
    large = is_large(tokens, number)
    if text in currencies.CODES or text.upper() in currencies.LOOSE_CODES:
        followed = tokens.kinds[at + 1] == DIGITS and tokens.gaps[at + 1] <= SPACED
        return None if followed or (text in currencies.WORDLIKE_CODES and not large) else _Mark(at + 1, text.upper())
    if text == "US" and tokens.texts[at + 1 : at + 3] == ["-", "$"]:
        return _Mark(at + 3, "USD")
    if text in currencies.DOLLAR_PREFIXES and tokens.texts[at + 1] == "$" and tokens.gaps[at + 1] == GLUED:
        followed = tokens.kinds[at + 2] == DIGITS and tokens.gaps[at + 2] <= SPACED
        return None if followed else _Mark(at + 2, currencies.DOLLAR_PREFIXES[text])
    phrase = _phrase_suffix(tokens, at, large)
    if phrase:
        return phrase
    if text in currencies.LETTER_CODES and large and tokens.kinds[at + 1] != DIGITS:
        return _Mark(at + 1, currencies.LETTER_CODES[text])
    return None


def _phrase_suffix(tokens: Tokens, at: int, large: bool) -> _Mark | None:
    if tokens.lowers[at] in currencies.LINKS:
        at += 1
        if tokens.lowers[at] == "'" and tokens.gaps[at] == GLUED:
            at += 1
    if tokens.lowers[at] not in _PHRASE_STARTS:
        return None
    for length in range(currencies.LONGEST_PHRASE, 0, -1):
        words = tuple(tokens.lowers[at : at + length])
        if words not in currencies.PHRASES:
            continue
        if length == 1 and not _means_money(tokens, at, large):
            return None
        return _Mark(at + length, currencies.PHRASES[words])
    return None


_PHRASE_STARTS = frozenset(phrase[0] for phrase in currencies.PHRASES)


def _means_money(tokens: Tokens, at: int, large: bool) -> bool:
    """Whether a word that means other things too is a currency here ("2,000-pound bombs", "won 25 seats")."""
    word = tokens.lowers[at]
    if word in ("pound", "pounds"):
        of_something = tokens.lowers[at + 1] == "of"
        return large and not of_something and (word == "pounds" or tokens.texts[at - 1] != "-")
    return large or word not in currencies.WORDLIKE_PHRASES
