"""Which amount of money is the price of a contract, and on what basis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.extraction.lowered import compile_lower, lower
from tracker.normalize.money import Money
from tracker.records import Basis

_DEAL_NEAR = compile_lower(
    r"\b(?:contracts?|agreements?|deals?|fees?|retainers?|pacts?|worth|valued|price[ds]?|pay(?:s|ing|able)?|paid"
    r"|costs?|accounts?|engagements?|rate|capped|receiv\w+|gets?|earns?|t(?:ook|akes?|aking)\s+in|earned|collected|compensation|charg\w+|engaged|hired"
    r"|retained|signed|consideration|mandate|brief|arrangement|assignment|bill(?:s|ed)?|not\s+to\s+exceed"
    r"|remuneration|honorarium|for\s+(?:a\s+)?(?:total|flat|fee|monthly))\b"
)
# What makes an amount something else than a lobbyist's price, right before or right after it.
_OTHER_BEFORE = re.compile(
    r"\b(?:budgets?|sanctions?|fin(?:e|es|ed)|ransom|expenses?|travel\s+costs?|donat\w+|contribut\w+"
    r"|salar(?:y|ies)|sales|revenues?|aid|loans?|debts?|pipelines?|tariffs?|arms|weapons?|warships?|missiles?"
    r"|frigates?|aircraft|jets?|exports?|imports?|invest(?:ed|ment|ments|ing)|lawsuit|damages|grants?"
    r"|subsid(?:y|ies)|raised|compared\s+with|against|ads?|advertising|reimburs\w+|inaugurat\w+|inaugural|pledged"
    r"|donors?|stake|shares|bail-?out|gdp|economy|trade|property|embezzl\w+|bribes?|laundered|stolen|looted"
    r"|tax(?:es)?|jackpot|settlement|reconstruction|infrastructure|valuation|funding|appropriat\w+|bankruptcy"
    r"|customers|estimates?|scholarships?|earmarks?|turnover|profits?|losses|owes?\s+creditors|together|combined"
    r"|altogether|in\s+all|between\s+them|spending|outlay|tab)\b[^.;:]{0,28}$"
)
_OTHER_AFTER = compile_lower(
    r"\s*(?:,\s+)?(?:[\w'’-]+\s+){0,4}?(?:sanctions|arms|weapons?|warships?|missiles?|frigates?|aircraft|jets?"
    r"|in\s+(?:aid|sales|revenue|exports|damages|debt|loans|grants|expenses|taxes|fines)"
    r"|worth\s+of\s+(?:arms|weapons|american|goods|advertising)|bail-?out|loan|pipeline|hotel|stadium|bridge"
    r"|building|project|bond|budget|lawsuit|settlement|donation|export|trucking|investment|on\s+lobbying"
    r"|to\s+(?:his|the)\s+(?:inaugura\w+|campaign)|from\s+(?:all\s+)?(?:its\s+|their\s+)?(?:\w+\s+)?clients|grants?\b|people|jobs|population|in\s+expenses|for\s+expenses)\b"
)
_MINOR = compile_lower(
    r"(?:\b(?:instal?l?ments?\s+of|slices?\s+of|first\s+(?:payment|instal?l?ment)|advance(?:\s+payment)?(?:\s+of)?"
    r"|up-?front|deposit(?:\s+of)?|bonus(?:es)?(?:\s+of)?|plus|in\s+addition|success\s+fee"
    r"|non-?refundable\s+retainer\s+of|initial\s+payment(?:\s+of)?|down\s+payment|on\s+top|extra|additional"
    r"|retainer\s+deposit|of\s+which)\W+(?:\w+\W+){0,3})$"
)
_OLD = compile_lower(
    r"(?:\b(?:up\s+from|down\s+from|compared\s+(?:with|to)|instead\s+of|rather\s+than|at\s+first|originally"
    r"|initially|previous(?:ly)?|formerly|had\s+been|used\s+to|earlier|old|prior"
    r"|to\s+dwarf)\W+(?:[^\W\d]+\W+){0,9}|\b(?:from|than)\s+(?:about\s+|the\s+)?)$"
)
_LASTING = compile_lower(
    r"\s*(?:a\s+month\s+|per\s+month\s+|monthly\s+)?(?:after\s+that|thereafter|from\s+then\s+on"
    r"|for\s+the\s+(?:rest|remain\w+)|afterwards?|for\s+the\s+following)\b"
)
_PAST_FLOW = re.compile(
    r"\b(?:paid|received|got|earned|collected|(?:took|takes?|taking|taken)\s+in|brought\s+in|pocketed|billed|spent|sent|reported|receiving"
    r"|raked\s+in|made|netted|has\s+had|laid\s+out|payments?|transfer(?:red)?|went\s+(?:on|to)|disbursed|fees:"
    r"|drew|charged?|left|gave|invoices?|came\s+from|fees?\s+of\s+\S+\s+(?:million\s+)?(?:in|for)\s+(?:19|20)\d\d|(?:19|20)\d\d\s+fees)\b",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:contracts?|agreements?|deals?|pacts?|worth|valued|priced?"
    r"|will\s+(?:pay|get|receive|earn|be\s+paid|cost)|to\s+pay|costs|to\s+be\s+(?:paid|transferred|billed)"
    r"|is\s+(?:to\s+(?:get|be\s+paid|pay))|agreed|signed|fee|hired|retained|engaged|owes?|retainer|capped"
    r"|not\s+to\s+exceed|up\s+to(?=\s+(?:\w+\s+)?(?:US|C|A)?[$€£]?\d)|committed|commits|would\s+pay|shall\s+(?:receive|pay)|are\s+to|gets|approved)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:—–]|,\s+(?=(?:and|but|while|which|who|whose|plus|with|so)\b)|\.\s|\s(?:while|whereas)\s", re.IGNORECASE
)
_PAYMENT = compile_lower(
    r"\b(?:gets?|earns?|receives?|charges?|pays?|(?:will|is\s+to|to|be|is|was)\s+(?:be\s+)?paid|costs?|is\s+worth)\b"
)
_SPENT = compile_lower(r"\b(?:spen[dt]\w*|laid\s+out|set\s+aside|allocat\w+|budget\w*)\b")
_ON_OTHER = re.compile(
    r"\s+(?:in\s+all\s+)?(?:on|for)\s+(?!(?:(?:the|its|their|his|a|an|this|that)\s+)?(?:\w+\s+)?(?:firms?|contracts?|retainers?|work|deals?|"
    r"services|help|advice|consult\w+|public|strategic|account|effort|file|matter|issue|cause|push|case|lobby\w*)\b)[a-z]"
)
_BEGINNING = compile_lower(
    r"\b(?:(?:first|original|initial|earliest)\s+(?:\w+\s+)?(?:contract|agreement|deal|engagement|pact|accord|one)\b"
    r"|(?:relationship|relation|engagement|contract|agreement|arrangement|work|partnership)\s+(?:between\s+[^.;]{3,60}\s+)?"
    r"(?:began|started|dates\s+(?:back\s+to|from)|goes\s+back)|(?:first|originally|initially)\s+(?:hired|retained|engaged|signed))"
)
_OVER_ALL = compile_lower(
    r"^\W*(?:\w+\s+){0,3}?(?:in\s+all|altogether|all\s+told|in\s+total|so\s+far|to\s+date|since\s+(?:then|(?:\w+\s+)?\d{4})"
    r"|over\s+(?:the\s+(?:years|decade)|(?:two|three|four|five|six|seven|eight|nine|ten)\s+years))\b"
)
_OLD_PRICE = 0.8
_FREE = re.compile(
    r"\b(?:pro[\s-]?bono|free\s+of\s+charge|for\s+nothing|at\s+no\s+(?:additional\s+|extra\s+|further\s+)?(?:cost"
    r"|charge|fee)|without\s+(?:pay|payment|a\s+fee|charge|compensation)|for\s+free|unpaid\s+basis)\b",
    re.IGNORECASE,
)
RATES = frozenset({"per_month", "per_quarter", "per_year", "per_hour"})
_ENOUGH = 0.2
_IMPLAUSIBLE = Decimal(150_000_000)
_TRADE_CURRENCIES = frozenset({"USD", "EUR", "GBP"})
_STRONG = frozenset(
    {"USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD", "KWD", "BHD", "JOD", "OMR", "AED", "SAR", "QAR"}
)
_TRIFLE = Decimal(500)
_OWED = compile_lower(r"\b(?:(?:is|are|was|were)\s+(?:still\s+)?owed|owing|unpaid)\b[^.;]{0,20}$")
_PROPERTY = compile_lower(r"\b(?:yachts?|mansions?|villas?|private\s+jets?|penthouses?|apartments?|a\s+night)\b")
_BEFORE = 70
_AFTER = 45


@dataclass(frozen=True, slots=True)
class Candidate:
    """An amount with its sentence (``low``:``high``) and what its place in the story adds to its score."""

    money: Money
    low: int
    high: int
    bonus: float = 0.0


@dataclass(frozen=True, slots=True)
class Price:
    """The price read for one contract."""

    money: Money
    basis: Basis
    score: float


def find_free_work(text: str, low: int, high: int) -> tuple[int, int] | None:
    """Where the passage says that the work is done for nothing."""
    match = _FREE.search(text, low, high)
    return match.span() if match else None


def clause_of(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The clause round ``start``:``end`` inside ``low``:``high``."""
    left, right = low, high
    for match in _CLAUSE.finditer(text, low, high):
        if match.end() <= start:
            left = match.end()
        elif match.start() >= end:
            right = match.start()
            break
    return left, right


def score_money(text: str, money: Money, low: int, high: int) -> float:
    """How likely an amount of the sentence ``low``:``high`` is a contract's price; below 0 it is not."""
    left, right = clause_of(text, money.start, money.end, low, high)
    written_before = text[max(left, money.start - _BEFORE) : money.start]
    before = _since_payment(lower(written_before))
    written_before = written_before[-len(before) :] if before else ""
    end = max(money.end, money.basis_end)
    written_after = text[end : min(right, end + _AFTER)]
    after = lower(written_after)
    score = 0.5
    score += 0.6 if money.basis in RATES else 0.0
    score += 0.6 if _DEAL_NEAR.search(lower(text[left:right])) else 0.0
    score += 0.5 if _LASTING.match(after) else 0.0
    score -= 1.3 if _OTHER_BEFORE.search(written_before) or _OTHER_AFTER.match(after) else 0.0
    score -= 1.3 if _SPENT.search(before) and _ON_OTHER.match(written_after) else 0.0
    score -= 0.9 if _MINOR.search(before) else 0.0
    score -= 0.8 if _OLD.search(before) else 0.0
    score -= 1.5 if _is_conversion(before, money) or _is_converted(after, money) else 0.0
    score -= 0.6 if _OWED.search(before) else 0.0
    score -= 0.8 if _PROPERTY.search(lower(text[left:right])) else 0.0
    score -= 0.7 if money.basis is None and money.amount < _TRIFLE else 0.0
    score -= 2.0 if not 0 < money.amount < _most_plausible(money) else 0.0
    return score


def _most_plausible(money: Money) -> Decimal:
    """The price that no such contract reaches; a hundred times as much where the unit of money is small."""
    return _IMPLAUSIBLE if money.currency in _STRONG else 100 * _IMPLAUSIBLE


def _since_payment(before: str) -> str:
    """What stands before an amount, from the last verb of payment on: "… off sanctions lists B gets $5,000"."""
    verb = next(reversed(list(_PAYMENT.finditer(before))), None)
    return before[verb.start() :] if verb else before


def _is_conversion(before: str, money: Money) -> bool:
    """ "$750,000 (TL 5.2 million)": the amount in brackets only repeats the one before it."""
    return before.rstrip().endswith("(") and bool(re.search(r"[$€£]\s?\d|\d", before)) and not _is_own(before, money)


def _is_own(before: str, money: Money) -> bool:
    """ "Sh129 million ($1.7 million)": such firms are paid in dollars, euros or pounds, here too."""
    return money.currency in _TRADE_CURRENCIES and not re.search(r"[$€£]|dollars?|euros?|pounds", before[-30:])


def _is_converted(after: str, money: Money) -> bool:
    return money.currency not in _STRONG and bool(re.match(r"\s*\([^)]{0,12}(?:[$€£]|dollars?|euros?)", after))


def basis_of(text: str, money: Money, low: int, high: int, earlier: tuple[int, int] | None = None) -> Basis:
    """The stated rate; else ``other`` for money merely paid or reported, ``total`` for an agreed price.

    Decided by the clause, else by the sentence, else by the sentence before it (``earlier``).
    """
    if money.basis is not None and money.basis in RATES:
        return money.basis
    for start, end in (clause_of(text, money.start, money.end, low, high), (low, high), earlier or (low, low)):
        if _AGREED.search(text, start, end):
            return "total"
        if _PAST_FLOW.search(text, start, end):
            return "other"
    return "total"


def choose_price(text: str, candidates: Sequence[Candidate], *, ended: bool = False) -> Price | None:
    """The best candidate; None when none is likely. ``ended``: what the contract used to cost is its price."""
    best: tuple[float, Candidate] | None = None
    for candidate in candidates:
        score = score_money(text, candidate.money, candidate.low, candidate.high) + candidate.bonus
        score += _OLD_PRICE if ended and _is_old(text, candidate) else 0.0
        if score > _ENOUGH and (best is None or score > best[0]):
            best = (score, candidate)
    if best is None:
        return None
    score, one = best
    price = Price(one.money, _basis_among(text, one, candidates), score)
    return price if price.basis != "other" else _longest(text, price, candidates)


def _basis_among(text: str, one: Candidate, candidates: Sequence[Candidate]) -> Basis:
    earlier = next(((c.low, c.high) for c in candidates if c.high <= one.low), None)
    return basis_of(text, one.money, one.low, one.high, earlier)


def _longest(text: str, price: Price, candidates: Sequence[Candidate]) -> Price:
    """Of several sums that were paid or reported the one told to be over the whole time: "$1.15 million in all"."""
    for candidate in candidates:
        money, score = candidate.money, score_money(text, candidate.money, candidate.low, candidate.high)
        larger = money.currency == price.money.currency and money.amount > price.money.amount and money.basis is None
        whole = _OVER_ALL.search(lower(text[money.end : min(candidate.high, money.end + _AFTER)]))
        if larger and whole and score > _ENOUGH:
            return Price(money, "other", score)
    return price


def _is_old(text: str, candidate: Candidate) -> bool:
    start = candidate.money.start
    return bool(_OLD.search(lower(text[max(candidate.low, start - _BEFORE) : start])))


def earlier_price(text: str, lowered: str, candidates: Sequence[Candidate], low: int, high: int) -> Price | None:
    """The price of an earlier contract in a sentence that tells how the relation began; None in any other."""
    if not _BEGINNING.search(lowered, low, high):
        return None
    best = max(candidates, key=lambda one: score_money(text, one.money, low, high), default=None)
    if best is None or best.low != low or score_money(text, best.money, low, high) + _OLD_PRICE <= _ENOUGH:
        return None
    return Price(best.money, basis_of(text, best.money, low, high), _ENOUGH)


def total_of(price: Price, term: Decimal | None, stated: Decimal | None) -> Decimal | None:
    """The whole price: as stated, or rate × term in the same units."""
    if price.basis == "other":
        return None
    if price.basis == "total":
        return price.money.amount
    if stated is not None:
        return stated
    per = {"per_month": Decimal(1), "per_quarter": Decimal(3), "per_year": Decimal(12)}.get(price.basis)
    if per is None or term is None:
        return None
    return price.money.amount * term / per


def stated_total(text: str, price: Price, candidates: Sequence[Candidate], term: Decimal | None) -> Decimal | None:
    """A total told beside the rate: "$50,000 a month, $600,000 in all".

    In the sentence of the rate any larger agreed amount; elsewhere only what the rate comes to over the term.
    """
    if price.basis not in RATES:
        return None
    due = total_of(price, term, None)
    for candidate in candidates:
        money = candidate.money
        if money.basis in RATES or money.currency != price.money.currency or money.amount <= price.money.amount:
            continue
        if score_money(text, money, candidate.low, candidate.high) < _ENOUGH:
            continue
        here = candidate.low <= price.money.start < candidate.high
        agreed = basis_of(text, money, candidate.low, candidate.high) == "total"
        if money.amount == due or (here and agreed) or (here and due is None and term is None and agreed):
            return money.amount
    return None
