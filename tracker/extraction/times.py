"""Which length, start and end belong to a contract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extraction.acts import Trigger
from tracker.normalize.dates import DateMention
from tracker.normalize.term import Span, Term
from tracker.records import PartialDate

Range = tuple[int, int]
"""Start and end of a sentence in the text."""

_PAPER = re.compile(
    r"\b(?:handed\s+in|sent\s+in|fil(?:ed|ing|ings)|disclos\w+|regist(?:ered|ration)|report(?:ed|s)?|receiv\w+|submitted|posted"
    r"|publish\w+|said|told|wrote|(?:fil\w+|registration|memo|statement|form|papers|report|record)s?\s+dated|lodged"
    r"|released|records|reference\s+date|announced|elect\w+|vot(?:e|ed|es)"
    r"|inaugurat\w+|visit\w*|took\s+office|sworn|born|founded|memo|writing|letter|shows?)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
_START_CUE = re.compile(
    r"\b(?:effective|tak(?:es?|ing)\s+effect|took\s+effect|start(?:s|ed|ing)?|beg(?:an|ins?|inning|un)|commenc\w+"
    r"|from|since|as\s+of|dates?\s+from|dated|signed|in\s+force|depuis|desde|seit|dal|a\s+partir\s+de|vom|signé\w*"
    r"|firmad\w+"
    r"|firmato|firmó|unterzeichnet\w*|assinad\w+|geschlossen|conclu\w*)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_END_CUE = re.compile(
    r"(?:\b(?:ends?|ended|ending|expir\w+|runs?\s+out|ran\s+out|lapse\w*|terminat\w+|good\s+until"
    r"|last(?:s|ed)?\s+(?:until|through)|is\s+over|was\s+over|over)\b[^.;]{0,30}"
    r"|\b(?:jusqu['’]au|jusqu['’]en|hasta|bis(?:\s+zum)?|fino\s+al(?:l['’])?|até|zum)\s+(?:el\s+|o\s+|le\s+)?"
    r"|\b(?:until|till|through|to|by|up\s+to)\s+(?:the\s+)?(?:(?:end|middle|beginning|start)\s+of\s+)?)$",
    re.IGNORECASE,
)
_MONEY_PERIOD = re.compile(
    r"\b(?:spen[td]\w*|(?<!is\s)(?<!be\s)(?<!are\s)(?<!get\s)paid|earned|received|collected|took\s+in|reported|got"
    r"|income|six\s+months|quarter|payments?"
    r"|money)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_STARTING_RULES = frozenset(
    {
        "hire",
        "bring in",
        "choose",
        "name adviser",
        "take client",
        "begin work",
        "promise pay",
        "sign",
        "signed it",
        "award",
        "sign client",
        "client of",
        "another term",
        "approve",
        "agree to pay",
        "renew",
        "on retainer",
        "represent",
    }
)
_DURING = re.compile(r"\b(?:in|over|during|for)\s+the\s+(past\s+|last\s+|first\s+|previous\s+)?$", re.IGNORECASE)
_TO_DATE = re.compile(r"\s*(?:to|ending|ended|that\s+ended|up\s+to|through|until)\b", re.IGNORECASE)
_CONTRACT_WORD = re.compile(
    r"\b(?:contracts?|agreements?|deals?|pacts?|retainers?|engage\w*|runs?|ran|lasts?|lasting|valid|effective"
    r"|effect|term|terms|hired|retained|signed|extended|renewed|prolonged|accounts?|arrangement|good|fees?|month"
    r"|work|brief|commits|covers|lobbied|represented|advised|worked|served|spoke)\b",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:effective|tak(?:es?|ing)\s+effect|took\s+effect|go(?:es)?\s+into\s+effect|went\s+into\s+effect"
    r"|in\s+(?:force|effect)|start(?:s|ed|ing)?|beg(?:an|ins?|inning|un)"
    r"|commenc\w+|runs?\s+from|ran\s+from|hired:|engaged:|with\s+effect|à\s+compter|a\s+partir|ab\s+dem"
    r"|ab)\b[^.;]{0,24}$",
    re.IGNORECASE,
)
_EFFECT_AFTER = re.compile(r"\s*,?\s*(?:was|is|as)\s+the\s+(?:effective|start(?:ing)?)\s+date", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|depuis|desde|seit)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:\b(?:dated|signed|concluded|executed|initialed|initialled|inked|approved|agreement\s+of|contract\s+of"
    r"|letter\s+of|signé\w*|firmad\w+|firmato"
    r"|firmó|unterzeichnet\w*|assinad\w+|geschlossen|conclu\w*)\b|\b(?:vot(?:ed|es)|agreed)\b)[^.;]{0,30}$",
    re.IGNORECASE,
)
# Papers that tell of a contract bear dates of their own; its own letter does not.
_TELLING = re.compile(
    r"\b(?:handed\s+in|sent\s+in|fil(?:ed|ing|ings)|disclos\w+|registration|report(?:ed|s)?|submitted|posted|publish\w+|lodged|released"
    r"|records?|memo|papers"
    r"|statement)\b[^.;,]{0,30}$",
    re.IGNORECASE,
)
_ACT_REACH = 110
_STEP_BACK = 0.15
_CERTAIN = 2.5
_REACH = 70
_END_REACH = 120


@dataclass(frozen=True, slots=True)
class Found:
    """A date with the place it was read from."""

    date: PartialDate
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Times:
    term: Term | None = None
    start: Found | None = None
    end: Found | None = None


def read_times(
    text: str,
    ranges: Sequence[Range],
    triggers: Sequence[Trigger],
    terms: Sequence[Term],
    spans: Sequence[Span],
    dates: Sequence[DateMention],
    *,
    ended: bool,
) -> Times:
    """Term, start and end from the sentences of one contract, the leading one first; ``ended``: it was terminated."""
    mine = [span for low, high in ranges for span in spans if low <= span.start_at and span.end_at <= high]
    mine = [span for span in mine if _is_of_contract(text, ranges, span)]
    over = [t for t in triggers if t.rule.act == "termination"]
    mine.sort(key=lambda span: span.start is None or span.end is None)
    begun = [span for span in mine if span.start and not _follows_end(text, over, span.start_at)]
    start = next((Found(s.start, s.start_at, s.end_at, 0.9) for s in begun if s.start), None)
    start = start or _start_of_dates(text, ranges, triggers, over, dates)
    end = next((Found(s.end, s.start_at, s.end_at, 0.9) for s in mine if s.end), None)
    if ended and end is None:
        end = _end_of_dates(text, ranges, over, dates)
    if ended and start and end and start.date == end.date:
        start = None
    return Times(_term_of(text, ranges, terms), start, end)


def _is_of_contract(text: str, ranges: Sequence[Range], span: Span) -> bool:
    """Whether the stretch is the contract's and not that of payments, papers or other doings."""
    before = _before(text, ranges, span.start_at)
    if _MONEY_PERIOD.search(before) or _PAPER.search(before):
        return False
    if ranges[0][0] <= span.start_at < ranges[0][1]:
        return True
    low, high = next(r for r in ranges if r[0] <= span.start_at <= r[1])
    return bool(_CONTRACT_WORD.search(text, low, high))


def _follows_end(text: str, over: Sequence[Trigger], at: int) -> bool:
    """Whether the date says when something ended: "ended its registration with effect from June 19"."""
    return any(0 <= at - trigger.end < _END_REACH and "." not in text[trigger.end : at] for trigger in over)


def _within(ranges: Sequence[Range], start: int, end: int) -> bool:
    return any(low <= start and end <= high for low, high in ranges)


def _before(text: str, ranges: Sequence[Range], at: int, reach: int = _REACH) -> str:
    low = next((low for low, high in ranges if low <= at <= high), at)
    return text[max(low, at - reach) : at]


def _term_of(text: str, ranges: Sequence[Range], terms: Sequence[Term]) -> Term | None:
    for low, high in ranges:
        for term in terms:
            if term.kind != "length" or not (low <= term.start and term.end <= high):
                continue
            if not _is_reported(text, term, low, high):
                return term
    return None


def _is_reported(text: str, term: Term, low: int, high: int) -> bool:
    """Whether it is the period of a report: "in the six months to Feb. 12 it received …"."""
    after = _TO_DATE.match(text, term.end, high)
    if after and text[term.start - 1 : term.start] == "(":
        return True
    before = _DURING.search(text[max(low, term.start - 30) : term.start])
    return bool(before and (after or before.group(1)))


def _start_of_dates(
    text: str,
    ranges: Sequence[Range],
    triggers: Sequence[Trigger],
    over: Sequence[Trigger],
    dates: Sequence[DateMention],
) -> Found | None:
    """The likeliest start: a stated effect before a hiring, a hiring before a signature, "since" last."""
    best: tuple[float, DateMention] | None = None
    for date in _in_order(ranges, dates):
        position = next(i for i, (low, high) in enumerate(ranges) if low <= date.start and date.end <= high)
        score = _start_score(text, ranges[position], triggers, over, date) - _STEP_BACK * position
        if score > 0 and (best is None or score > best[0]):
            best = (score, date)
    if best is None:
        return None
    return Found(best[1].date, best[1].start, best[1].end, 0.85 if best[0] > _CERTAIN else 0.7)


def _start_score(
    text: str, place: Range, triggers: Sequence[Trigger], over: Sequence[Trigger], date: DateMention
) -> float:
    """How much a date of the sentence looks like the start of the contract; 0 when it is none."""
    low, high = place
    before = text[max(low, date.start - _REACH) : date.start]
    since = bool(_SINCE.search(before))
    if _END_CUE.search(before) or (not since and _follows_end(text, over, date.start)):
        return 0.0
    if _EFFECT.search(before) or _EFFECT_AFTER.match(text, date.end, high):
        return 0.0 if _TELLING.search(before) else 3.0
    act = _nearest_act(triggers, date, low, high)
    gap = min((_gap(trigger, date) for trigger in act), default=_ACT_REACH)
    told = text[max(low, min([date.start, *(t.start for t in act if t.end <= date.start)])) : date.start]
    if gap < _ACT_REACH and not _PAPER.search(told):
        renewed = any(trigger.rule.act == "renewal" for trigger in act)
        return (2.2 if renewed or not since else 1.4) - gap / 200
    if _SIGNED.search(before) and not _TELLING.search(before):
        return 1.7
    if _PAPER.search(before):
        return 0.0
    return 1.3 if since or _START_CUE.search(before) else 0.0


def _nearest_act(triggers: Sequence[Trigger], date: DateMention, low: int, high: int) -> list[Trigger]:
    """The acts of hiring and renewing in the date's sentence."""
    return [
        t
        for t in triggers
        if low <= t.start < high and t.rule.name in _STARTING_RULES and t.rule.act != "termination" and not t.doubtful
    ]


def _gap(trigger: Trigger, date: DateMention) -> int:
    return max(date.start - trigger.end, trigger.start - date.end, 0)


def _end_of_dates(
    text: str, ranges: Sequence[Range], over: Sequence[Trigger], dates: Sequence[DateMention]
) -> Found | None:
    for date in _in_order(ranges, dates):
        if _follows_end(text, over, date.start) or _END_CUE.search(_before(text, ranges, date.start)):
            return Found(date.date, date.start, date.end, 0.75)
    return None


def _in_order(ranges: Sequence[Range], dates: Sequence[DateMention]) -> list[DateMention]:
    """The dates of the ranges, those of the leading sentence first."""
    return [date for low, high in ranges for date in dates if low <= date.start and date.end <= high]
