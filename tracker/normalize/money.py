"""Amounts of money in text: figure, scale, currency, range, and the basis and exactness stated beside them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.normalize._currency_data import DOLLAR
from tracker.normalize._money_amounts import Amount, read_amounts
from tracker.normalize._money_context import BasisPhrase, Qualifier, basis_after, basis_before, qualifier_of
from tracker.normalize._money_ranges import join_ranges, join_repeated
from tracker.normalize._tokens import DIGITS, WORD, Tokens, tokenize, words
from tracker.normalize.numbers import number_at
from tracker.records import Basis


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money in a text; ``text[start:end]`` of the original covers figure, scale and currency.

    ``amount`` is the figure, or the low end of a range whose upper end is ``high``. ``currency`` is ISO 4217, or
    None where the sign or word does not tell ("kr", "rupees"); ``currency_stated`` is False for a bare dollar sign
    that got the caller's default. ``basis`` is None when the text beside the amount states none; ``basis_text``
    is the phrase that states it (``basis_start``:``basis_end``, -1 when there is none).
    """

    amount: Decimal
    currency: str | None
    text: str
    start: int
    end: int
    basis: Basis | None = None
    qualifier: Qualifier = ""
    high: Decimal | None = None
    currency_stated: bool = True
    basis_text: str = ""
    basis_start: int = -1
    basis_end: int = -1


def find_money(text: str, *, dollar: str = "USD") -> list[Money]:
    """Every amount of money in the text, in order and without overlap.

    ``dollar`` is the currency of a bare dollar sign or the bare word, by the place that the text comes from.
    """
    tokens = tokenize(text)
    amounts = join_repeated(tokens, join_ranges(tokens, read_amounts(tokens)))
    marked = [amount for amount in amounts if amount.marked]
    phrases = _basis_phrases(tokens, marked)
    return [_mention(tokens, amount, phrase, dollar) for amount, phrase in zip(marked, phrases, strict=True)]


def parse_money(text: str, *, dollar: str = "USD") -> Money | None:
    """The one amount that the whole text is, as in a form's field; None for anything else.

    A bare number counts (its currency is None). Words of exactness and basis may stand beside the amount.
    """
    found = find_money(text, dollar=dollar)
    if len(found) == 1:
        rest = text[: found[0].start] + " " + text[found[0].end :]
        rest = rest.replace(found[0].basis_text, " ") if found[0].basis_text else rest
        return found[0] if _is_trimming(rest) else None
    tokens = tokenize(text)
    number = number_at(tokens, 0) if not found and tokens.size else None
    if number is None or number.after != tokens.size or number.in_words:
        return None
    return Money(number.value, None, *tokens.slice(0, tokens.size), currency_stated=False)


_TRIMMING = frozenset(
    words(
        """
        up to about around approximately approx at least more less than over under not exceed a an the of
        maximum minimum or so no fee fees retainer rate payment payments total amount sum flat in as much
    """
    )
)


def _is_trimming(rest: str) -> bool:
    tokens = tokenize(rest)
    kinds = tokens.kinds[: tokens.size]
    if DIGITS in kinds or "-" in tokens.texts or "(" in tokens.texts:
        return False
    return all(tokens.lowers[at] in _TRIMMING for at, kind in enumerate(kinds) if kind == WORD)


def _basis_phrases(tokens: Tokens, amounts: list[Amount]) -> list[BasisPhrase | None]:
    """The basis beside each amount; two amounts joined by "to" or "or" share the one that either has."""
    found: list[BasisPhrase | None] = []
    floor = 0
    for amount in amounts:
        phrase = basis_after(tokens, amount.after) or basis_before(tokens, amount.first, floor)
        found.append(phrase)
        floor = max(amount.after, phrase.after if phrase else 0)
    for index in range(1, len(amounts)):
        one, two = found[index - 1], found[index]
        if (one is None) == (two is None):
            continue
        begin = one.after if one and one.first >= amounts[index - 1].after else amounts[index - 1].after
        if tokens.lowers[begin : amounts[index].first] in (["to"], ["or"]):
            found[index - 1 : index + 1] = [one or two, two or one]
    return found


def _mention(tokens: Tokens, amount: Amount, phrase: BasisPhrase | None, dollar: str) -> Money:
    basis_text, basis_start, basis_end = tokens.slice(phrase.first, phrase.after) if phrase else ("", -1, -1)
    text, start, end = tokens.slice(amount.first, amount.after)
    bare = amount.currency == DOLLAR
    return Money(
        amount=amount.value,
        currency=dollar if bare else amount.currency,
        text=text,
        start=start,
        end=end,
        basis=phrase.basis if phrase else None,
        qualifier=qualifier_of(tokens, amount.first, amount.after),
        high=amount.high,
        currency_stated=not bare,
        basis_text=basis_text,
        basis_start=basis_start,
        basis_end=basis_end,
    )
