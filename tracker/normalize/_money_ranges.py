"""Ranges ("$10,000 to $15,000") and repetitions ("ten dollars ($10)"): two amounts that are one mention."""

from __future__ import annotations

from tracker.normalize._currency_data import DOLLAR
from tracker.normalize._money_amounts import Amount, is_large, word_suffix
from tracker.normalize._tokens import BROKEN, GLUED, WORD, Tokens, words
from tracker.normalize.numbers import Number, scaled

_DASHES = frozenset("-–—‑~")
_TO = frozenset(words("to bis à a até"))
_AND = frozenset(words("and und et y e"))
_BETWEEN = frozenset(words("between zwischen entre tra fra"))
_FROM = frozenset({"from"})
_CHANGES = frozenset(
    words(
        """
        raise raised raises raising increase increased increases increasing grow grew grown grows rise rose risen rises
        rising jump jumped jumps climb climbed cut cuts cutting reduce reduced reduces reducing drop dropped drops
        dropping fall fell fallen falls decrease decreased lower lowered lowers slash slashed shrink shrank boost
        boosted double doubled triple tripled bump bumped went going gone hike hiked change changed changes amended up
        down ballooned soared swelled lift lifted lifts lifting upped trimmed move moved moving decline declined
        plunged sank dipped expanded enlarged adjusted revised renegotiated taken taking brought bringing
        """
    )
)
_CHANGE_REACH = 12


def join_ranges(tokens: Tokens, amounts: list[Amount]) -> list[Amount]:
    joined: list[Amount] = []
    for amount in amounts:
        merged = _range(tokens, joined[-1], amount) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(amount)
    return joined


def _range(tokens: Tokens, low: Amount, high: Amount) -> Amount | None:
    """One mention for "$10,000 to $15,000", "between $1 and $2 million", "$50-60m"; None if it is no range."""
    if low.high is not None or not (low.marked or high.marked) or not _connected(tokens, low, high):
        return None
    if low.marked and high.marked and low.currency != high.currency and not _refines(low, high):
        return None
    number = low.number
    if number.scale == 1 and high.number.scale != 1 and number.value <= high.number.mantissa and not low.suffixed:
        number = scaled(number, high.number.scale)
    if number.value >= high.value:
        return None
    if not low.marked and (high.prefixed or _is_glued_to_word(tokens, low.first)):
        return None
    if not high.marked and (low.suffixed or not _alike(tokens, number, high.number)):
        return None
    currency = high.currency if high.marked else low.currency
    return low._replace(
        number=number, after=high.after, currency=currency, high=high.value, prefixed=True, suffixed=high.suffixed
    )


def _refines(low: Amount, high: Amount) -> bool:
    """Whether the upper end says whose dollar the lower end is in: "$10,000 to 15,000 Canadian dollars"."""
    return low.currency == DOLLAR and high.suffixed and not high.prefixed


def _is_glued_to_word(tokens: Tokens, at: int) -> bool:
    return at > 0 and tokens.gaps[at] == GLUED and (tokens.kinds[at - 1] == WORD or tokens.texts[at - 1] in _DASHES)


def _alike(tokens: Tokens, low: Number, high: Number) -> bool:
    """Whether a figure without a currency can be the upper end: "$50,000 to 75,000", not "$5 to 10 firms"."""
    return high.scale != 1 or (low.value >= 1000 and high.value >= 1000 and is_large(tokens, high))


def _connected(tokens: Tokens, low: Amount, high: Amount) -> bool:
    between = tokens.lowers[low.after : high.first]
    if any(gap == BROKEN for gap in tokens.gaps[low.after : high.first + 1][:4]):
        return False
    if len(between) == 1 and between[0] in _DASHES:
        return True
    if between in (["up", "to"], ["to", "up", "to"]):
        return low.first > 0 and tokens.lowers[low.first - 1] in _FROM
    if len(between) != 1:
        return False
    lead = tokens.lowers[max(0, low.first - 3) : low.first]
    if between[0] in _AND:
        return any(word in _BETWEEN for word in lead)
    if "by" in lead or (lead[-1:] == ["from"] and _tells_change(tokens, low.first - 1)):
        return False  # "cut by $1.8 million to $3.5 million"
    return between[0] in _TO


def _tells_change(tokens: Tokens, at: int) -> bool:
    """ "raised from $50,000 to $75,000" is no range: both are prices, one old and one new."""
    words = tokens.lowers[max(0, at - _CHANGE_REACH) : at]
    for word in reversed(words):
        if word in (".", ";", "!", "?"):
            return False
        if word in _CHANGES:
            return True
    return False


def join_repeated(tokens: Tokens, amounts: list[Amount]) -> list[Amount]:
    """One mention for an amount in words with its figures in brackets, or the other way round."""
    joined: list[Amount] = []
    for amount in amounts:
        last = joined[-1] if joined else None
        if last and _repeats(tokens, last, amount):
            joined[-1] = _merge_repeated(tokens, last, amount)
        else:
            joined.append(amount)
    return joined


def _repeats(tokens: Tokens, first: Amount, second: Amount) -> bool:
    if tokens.texts[first.after : second.first] not in (["("], ["["]) or first.high or second.high:
        return False
    return first.value == second.value and first.number.in_words != second.number.in_words


def _merge_repeated(tokens: Tokens, first: Amount, second: Amount) -> Amount:
    after = second.after + (tokens.texts[second.after] in (")", "]"))
    currency = second.currency if second.marked and second.currency not in (None, DOLLAR) else None
    if currency is None:
        currency = first.currency if first.marked else second.currency
    merged = first._replace(after=after, currency=currency, suffixed=first.suffixed or second.marked)
    suffix = None if first.suffixed else word_suffix(tokens, first.number, after)
    if suffix is None or (merged.marked and suffix.currency not in (currency, DOLLAR) and currency != DOLLAR):
        return merged
    return merged._replace(
        after=suffix.edge,
        currency=currency if merged.marked and suffix.currency == DOLLAR else suffix.currency,
        suffixed=True,
    )
