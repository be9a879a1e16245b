"""What stands round an amount of money: "up to", "at least", "a month", "annual fee of"."""

from __future__ import annotations

from typing import Literal, NamedTuple, cast

from tracker.normalize import _language_data as data
from tracker.normalize._tokens import BROKEN, DIGITS, GLUED, WORD, Tokens, phrases, words
from tracker.records import Basis

Qualifier = Literal["", "up_to", "at_least", "about", "more_than", "less_than"]

_QUALIFIERS_BEFORE: dict[Qualifier, str] = {
    "up_to": """
        up to, as much as, as high as, no more than, not more than, not to exceed, not exceeding, maximum of,
        max of, capped at, cap of, ceiling of, at most, to a maximum of, limit of, not exceed, never more than,
        jusqu'à, au maximum, bis zu, höchstens, maximal, hasta, como máximo, fino a, al massimo, até, no máximo,
        en fazla, < =, ≤
        """,
    "at_least": """
        at least, > =, ≥, no less than, not less than, minimum of, a minimum, no fewer than, not under, au moins,
        mindestens, al menos, por lo menos, almeno, pelo menos, en az
        """,
    "about": """
        about, around, roughly, approximately, approx, approx., some, nearly, almost, close to, circa, ca, ca.,
        c., an estimated, estimated, estimated at, ~, ≈, just about, nearing, in the region of, to the tune of
        about, environ, près de, rund, etwa, fast, unos, unas, casi, cerca de, circa, quasi, cerca, quase,
        yaklaşık
        """,
    "more_than": """
        more than, over, in excess of, above, exceeding, exceeds, exceeded, north of, upward of, upwards of,
        well over, just over, greater than, topping, tops, topped, >, plus de, mehr als, über, más de, più di,
        oltre, mais de
        """,
    "less_than": """
        less than, under, below, fewer than, just under, just shy of, short of, south of, lower than, <, moins
        de, weniger als, unter, menos de, meno di
        """,
}
_QUALIFIERS_AFTER: dict[Qualifier, str] = {
    "at_least": "or more, at least, and up, at a minimum, minimum, or higher, or above",
    "about": """
        or so, or thereabouts, approximately, give or take, or about, or roughly
        """,
    "up_to": "or less, at most, maximum, max, at the most, tops, or fewer, or under",
}


def _phrase_table(table: dict[Qualifier, str]) -> dict[tuple[str, ...], Qualifier]:
    return {_split(phrase): qualifier for qualifier, listed in table.items() for phrase in phrases(listed)}


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.replace("'", " ' ").replace(".", " . ").split())


_BEFORE = _phrase_table(_QUALIFIERS_BEFORE)
_AFTER = _phrase_table(_QUALIFIERS_AFTER)
_LONGEST_BEFORE = max(map(len, _BEFORE))
_LONGEST_AFTER = max(map(len, _AFTER))
_LAST_WORDS = frozenset(phrase[-1] for phrase in _BEFORE)
_FIRST_WORDS = frozenset(phrase[0] for phrase in _AFTER)
_ARTICLES = frozenset({"a", "an"})
_CLIMBS = frozenset(
    words(
        """
        add adds added climb climbed come comes came crept go goes went gone grew grown jumped jump moved pushed bumped
        brought ran run rose risen shot soared swelled
        """
    )
)
"""Verbs that take "up to" as a direction: "has crept up to $1 million" states no limit."""


def qualifier_of(tokens: Tokens, first: int, after: int) -> Qualifier:
    """How exact the amount at tokens ``first`` to ``after`` is: a word before it, or one after it."""
    found, start = _qualifier_before(tokens, first)
    if found == "about":
        # "up to about $5,000": the limit says more than the vagueness.
        found = _qualifier_before(tokens, start)[0] or found
    return found or _qualifier_after(tokens, after)


def _qualifier_before(tokens: Tokens, first: int) -> tuple[Qualifier, int]:
    end = first
    if end > 0 and tokens.lowers[end - 1] in _ARTICLES:
        end -= 1
    if end <= 0 or tokens.lowers[end - 1] not in _LAST_WORDS:
        return "", first
    for length in range(min(_LONGEST_BEFORE, end), 0, -1):
        qualifier = _BEFORE.get(tuple(tokens.lowers[end - length : end]))
        if qualifier == "up_to" and end > length and tokens.lowers[end - length - 1] in _CLIMBS:
            return "", first
        if qualifier:
            return qualifier, end - length
    return "", first


def _qualifier_after(tokens: Tokens, after: int) -> Qualifier:
    if tokens.texts[after] == "+" and tokens.gaps[after] == GLUED:
        return "at_least"
    if tokens.texts[after] == "-" and tokens.lowers[after + 1] == "plus":
        return "at_least"
    if tokens.lowers[after] not in _FIRST_WORDS:
        return ""
    for length in range(_LONGEST_AFTER, 0, -1):
        qualifier = _AFTER.get(tuple(tokens.lowers[after : after + length]))
        if qualifier:
            return qualifier
    return ""


# The basis of a rate ----------------------------------------------------------------------------------------


class BasisPhrase(NamedTuple):
    """A basis and the tokens that state it, from ``first`` up to ``after``."""

    basis: Basis
    first: int
    after: int


_PER = frozenset(words("a an per each every par pro al all por ao je im for ayda"))
_HYPHENS = frozenset({"-", "‑", "‐", "–"})
_NOT_A_RATE = frozenset(words("ago earlier later before after prior into"))
_EVERY_MONTHS: dict[str, Basis] = {"three": "per_quarter", "3": "per_quarter", "twelve": "per_year", "12": "per_year"}
_FILLERS = frozenset(
    words(
        """
        in of on retainer retainers fee fees plus and expenses lobbying consulting consultancy professional
        services usd dollars total payment payments flat fixed base basis retaining at to be paid payable net + vat
        tax taxes excluding excl
        """
    )
)
_MAX_FILLERS = 5
_MAX_PARENTHESIS = 12
_PAYMENT_NOUNS = frozenset(
    words(
        """
        retainer retainers fee fees rate rates payment payments salary budget contract contracts cost costs
        price charge charges sum sums installment installments instalment instalments amount amounts billing
        billings stipend compensation remuneration income spend spending turnover revenue revenues value deal
        agreement pay bill bills outlay tab wage wages invoices invoice honoraires honorar vergütung honorarios
        onorario tarifa ücret subscription
        """
    )
)
_LINK_WORDS = frozenset(
    words(
        """
        of is was are were at worth set to be being totaling totalling equal amounting about up around roughly
        approximately more than over nearly almost least as much a an the from for : = will would shall , no
        less not exceeding maximum minimum some ( agreed fixed came comes stood stands had has been put raised
        increased cut reduced went rose lifted hiked grew doubled usd between de d von di da under just that which
        """
    )
)
_MAX_LINKS = 7
_NOUN_REACH = 5
_CLAUSE_REACH = 10
_CLAUSE_ENDS = frozenset('.;:!?,()"“”—')
_NO_RATES = frozenset(
    words(
        """
        instalments installments instalment installment tranches report reports filing filings statement statements
        return returns review meeting
        """
    )
)


def basis_after(tokens: Tokens, after: int) -> BasisPhrase | None:
    """The basis that follows an amount: "a month", "-a-month", "/month", "in fees each month", "(…) annually"."""
    direct = _basis_at(tokens, after)
    if direct:
        return direct
    at = _skip_parenthesis(tokens, after)
    if at != after:
        found = _basis_at(tokens, at)
        if found:
            return found
    for _ in range(_MAX_FILLERS):
        if tokens.lowers[at] not in _FILLERS or tokens.gaps[at] == BROKEN:
            return None
        preposition = tokens.lowers[at] in ("in", "of", "on", "to", "at")
        at += 1
        found = _basis_at(tokens, at)
        if found:
            # "paid $5 million in a year" is no rate.
            is_length = preposition and tokens.lowers[at] in ("a", "an")
            return None if is_length or tokens.lowers[found.after] in _NO_RATES else found
    return None


def _skip_parenthesis(tokens: Tokens, at: int) -> int:
    if tokens.texts[at] != "(":
        return at
    for end in range(at + 1, min(at + _MAX_PARENTHESIS, tokens.size)):
        if tokens.texts[end] == ")":
            return end + 1
    return at


_CLOCK_LIKE = frozenset({"pm", "p.m."})
"""Short for "per month", but only after an amount."""


def _basis_at(tokens: Tokens, at: int) -> BasisPhrase | None:
    first = _skip_hyphen(tokens, at)
    if tokens.gaps[at] == BROKEN or tokens.gaps[first] == BROKEN:
        return None
    word = tokens.lowers[first]
    if word in _CLOCK_LIKE:
        return BasisPhrase("per_month", first, first + 1)
    if word in data.PERIOD_ADVERBS:
        return BasisPhrase(cast(Basis, data.PERIOD_ADVERBS[word]), first, first + 1)
    if word == "every" and tokens.lowers[first + 2] == "months":
        return BasisPhrase(_EVERY_MONTHS.get(tokens.lowers[first + 1], "other"), first, first + 3)
    noun_at = _period_noun_at(tokens, first)
    basis = data.PERIOD_BASES.get(tokens.lowers[noun_at])
    if basis is None or _is_no_rate(tokens, noun_at + 1):
        return None
    return BasisPhrase(cast(Basis, basis), first, noun_at + 1)


def _is_no_rate(tokens: Tokens, at: int) -> bool:
    """ "a year ago", "a month after the vote" (but "a month after that"), "a year and a half"."""
    word = tokens.lowers[at]
    if word == "after" and tokens.lowers[at + 1] in ("that", "then"):
        return False
    return word in _NOT_A_RATE or tokens.lowers[at : at + 3] == ["and", "a", "half"]


def _period_noun_at(tokens: Tokens, at: int) -> int:
    """The token of the noun after "a", "per", "/", "for each"; the empty last token when there is no such word."""
    word = tokens.lowers[at]
    noun_at = _skip_hyphen(tokens, at + 1)
    noun_at += tokens.lowers[noun_at] in ("calendar", "full", "whole")
    if word == "for":
        return noun_at + 1 if tokens.lowers[noun_at] in ("each", "every") else -1
    if word in ("all", "l"):
        return noun_at + 1 if tokens.lowers[noun_at] == "'" else -1  # "all'anno", "l'anno"
    return noun_at if word in _PER else at + 1 if word == "/" else -1


def _skip_hyphen(tokens: Tokens, at: int) -> int:
    return at + 1 if tokens.texts[at] in _HYPHENS and tokens.gaps[at + 1] == GLUED else at


def basis_before(tokens: Tokens, first: int, floor: int) -> BasisPhrase | None:
    """The basis that leads up to an amount: "monthly retainer of", "annual fee: up to", "Every quarter it pays"."""
    return _noun_before(tokens, first, floor) or _clause_before(tokens, first, floor)


def _clause_before(tokens: Tokens, first: int, floor: int) -> BasisPhrase | None:
    """A clause that opens with "each month" or "every three months" and has no other amount in it."""
    for at in range(first - 1, max(first - _CLAUSE_REACH, floor) - 1, -1):
        if tokens.texts[at] in _CLAUSE_ENDS or tokens.gaps[at + 1] == BROKEN:
            return None
        if tokens.lowers[at] in ("each", "every"):
            opens = at == 0 or tokens.texts[at - 1] in _CLAUSE_ENDS or tokens.gaps[at] == BROKEN
            return _basis_at(tokens, at) if opens else None
    return None


def _noun_before(tokens: Tokens, first: int, floor: int) -> BasisPhrase | None:
    at = first - 1
    links = 0
    while at >= floor and tokens.lowers[at] in _LINK_WORDS and links < _MAX_LINKS:
        at -= 1
        links += 1
    if at < floor or tokens.kinds[at] != WORD:
        return None
    if tokens.lowers[at] in data.PERIOD_ADVERBS:
        return BasisPhrase(cast(Basis, data.PERIOD_ADVERBS[tokens.lowers[at]]), at, at + 1)
    if tokens.lowers[at] not in _PAYMENT_NOUNS:
        return None
    noun_at = at
    for _ in range(_NOUN_REACH):
        at -= 1
        if at < floor or tokens.kinds[at] == DIGITS or tokens.texts[at] in ".;:!?()" or tokens.lowers[at] in _NO_RATES:
            return None
        if tokens.lowers[at] in data.PERIOD_ADVERBS:
            return BasisPhrase(cast(Basis, data.PERIOD_ADVERBS[tokens.lowers[at]]), at, noun_at + 1)
    return None
