"""What a filing says has happened to a contract: begun, renewed, extended, changed, ended – or nothing of the kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tracker.records import Act

Event = Literal["new", "renewal", "extension", "modification", "termination", "receipts", ""]

ACTS: dict[Event, Act] = {
    "new": "new",
    "renewal": "renewal",
    "extension": "renewal",
    "modification": "amendment",
    "termination": "termination",
    "receipts": "unknown",
    "": "unknown",
}

# What may happen one day under a clause, and what happens to persons and papers, is no event of the contract.
_CLAUSE = re.compile(
    r"\b(?:(?-i:may)|might|can|could|shall\s+(?:not|remain|be\s+(?:renewed|extended|amended|modified))|either\s+party|upon\s+(?:\w+\s+)?notice"
    r"|right\s+to|if\s+(?:either|the|this|these|any)|unless|subject\s+to\s+annual|option|automatically|in\s+the\s+event"
    r"|prior\s+to\s+(?:the\s+)?terminat\w+|days\W*\s*(?:written\s*)?notice|further\s+extension)\b",
    re.I,
)
_PERSONS = re.compile(
    r"short[\s-]*form|\b(?:Mr|Ms|Mrs|Dr)\.?\s+[A-Z]|employ(?:ee|ment|ed)|officer|director\b|resign\w*|no\s+longer\s+(?:work|perform|employ)"
    r"|address|telephone|question\s+\d|inadvertently|typographical|name\s+(?:of\s+the\s+)?(?:registrant|client)\s+(?:has|was|is)",
    re.I,
)
_SUBJECT = (
    r"(?:contract\w*|agreement\w*|engagement\w*|representation|retainer|services?|relationship|arrangement|registration"
    r"|term\b|letter|addendum|connection|work|memorandum|understanding|assignment|appointment)"
)
_RULES: tuple[tuple[Event, re.Pattern[str], float], ...] = (
    (
        "termination",
        re.compile(
            r"\b(?:(?:has|have|was|were|is|are|been|being)\s+(?:mutually\s+|formally\s+)?(?:terminat\w+|cancel\w*|vacated|concluded|ended|discontinued|dissolved)"
            r"|terminat(?:ed|es|ing)\s+(?:its|our|their|the|this|all|my|his)\s|terminated\s+(?:on|as|effective|in)\b"
            r"|terminated\s+(?:as\s+)?(?:an?\s+)?(?:additional\s+)?(?:foreign\s+)?(?:principal|client|contract|agreement|engagement)"
            r"|notice\s+of\s+terminat\w+|termination\s+(?:of|letter|agreement|notice)|cancell?ation\s+of|ceased\s+(?:to|representing|all|its|providing|acting)"
            r"|no\s+longer\s+(?:represent\w*|act\w*|provid\w*|a\s+(?:foreign\s+)?(?:client|principal)|engaged|retained|has|have|an?\s+agent)"
            r"|null\s+and\s+void|be\s+cancell?ed|has\s+expired|came\s+to\s+an\s+end|assigned\s+(?:our|its|their|the)\s+\w*\s*(?:agreement|contract))",
            re.I,
        ),
        0.9,
    ),
    (
        "extension",
        re.compile(
            r"\b(?:exten(?:d(?:ed|s|ing)?|sions?)\b(?!\s+(?:of\s+time|number|cord))|continuance\s+of|continuation\s+of)",
            re.I,
        ),
        0.88,
    ),
    (
        "renewal",
        re.compile(
            r"\b(?:renew(?:ed|s|al|als|ing)?\b|re-?engaged|re-?signed|(?:updated|successor|follow-on)\s+(?:contract|agreement))",
            re.I,
        ),
        0.9,
    ),
    (
        "modification",
        re.compile(
            r"\b(?:modif(?:ied|ies|ying|ication\w*)|revised\s+(?:engagement|agreement|contract|retainer|fee|terms?)"
            r"|amend(?:ed|ing|s)\s+(?:its|the|their|our|and\s+restated)\s+(?:\w+\s+)?"
            + _SUBJECT
            + r"|amend(?:ment|ments)\s+(?:no\.?\s*\d+\s+)?to\s+(?:the|its|their|our)\s+(?:\w+\s+){0,3}"
            + _SUBJECT
            + r"|oral\s+(?:extension\s+and\s+)?amendment|addendum|change\s+order"
            r"|(?:change|increase|decrease|reduction)\s+(?:in|of|to)\s+(?:the\s+)?(?:monthly\s+)?(?:fee|retainer|compensation|scope)"
            r"|(?:increased|decreased|reduced|lowered|raised)\s+(?:the|its|their|our|to|by)\b)",
            re.I,
        ),
        0.8,
    ),
    (
        "new",
        re.compile(
            r"\b(?:new\s+(?:\w+\s+){0,2}"
            + _SUBJECT
            + r"|new\s+(?:foreign\s+)?(?:principal|client|project)|entered\s+into"
            r"|(?:additional|subsequent|another)\s+(?:foreign\s+)?principal|acquired\s+(?:a|an|the)|(?:has|have|was|were|been)\s+(?:retained|hired|engaged|appointed)"
            r"|sign(?:ed|ing)\s+(?:a|an|the)\b|executed\s+(?:a\s+|an\s+|the\s+)?(?:agreement|contract)|letter\s+of\s+(?:agreement|intent|engagement)"
            r"|date\s+acquired|services\s+began|newly\s+\w+|will\s+(?:assist|provide|represent|render|perform)|agrees?\s+to\s+(?:provide|pay|assist|perform)"
            r"|(?:contract|agreement)\s+(?:between|with)|has\s+agreed\s+to|engagement\s+letter|foreign\s+principal\s+(?:is|was|has\s+been)\s+(?:added|acquired))",
            re.I,
        ),
        0.7,
    ),
)
_RECEIPTS = re.compile(
    r"\b(?:income|received\s+a\s+total|receipts?|item\s*(?:14|9|10)\s*\(?\s*a|14\s*\(a\)|transferred\s+from|amount\s+received)",
    re.I,
)
_NO_PAY = re.compile(
    r"(?:received\s+no\s+(?:funds|compensation|payment|income|money|fees?|contributions)|no\s+(?:compensation|payment|fees?|funds)\s+(?:was|were|has\s+been|have\s+been|is|are)\s+(?:\w+\s+(?:or|and)\s+)?(?:paid|received|due|expected|made)"
    r"|(?:was|were|has|been)\s+not\s+(?:been\s+)?(?:invoiced|paid|compensated)|nor\s+was\s+[^.]{0,80}?compensated|without\s+(?:any\s+)?(?:compensation|fee|charge)"
    r"|did\s+not\s+receive\s+any\s+(?:contributions|income|money|compensation|payment|funds)|free\s+of\s+charge|pro\s+bono|no\s+charge|at\s+no\s+cost)",
    re.I,
)
_RANK: dict[Event, int] = {
    "termination": 5,
    "extension": 4,
    "renewal": 4,
    "modification": 3,
    "new": 2,
    "receipts": 1,
    "": 0,
}


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the words that tell it."""

    event: Event
    start: int
    end: int
    confidence: float


def find_event(text: str, sentences: list[tuple[int, int]]) -> Told | None:
    """The event that the sentences tell of; of several the one that says most of how the contract stands now."""
    told = [found for low, high in sentences if (found := _event_of(text, low, high)) is not None]
    if not told:
        return None
    return max(told, key=lambda one: (_RANK[one.event] >= 3, one.event != "new", _RANK[one.event], one.confidence))


def _event_of(text: str, low: int, high: int) -> Told | None:
    sentence = text[low:high]
    if _PERSONS.search(sentence) and not re.search(r"\b(?:contract|agreement|engagement)\b", sentence, re.I):
        return None
    for event, pattern, confidence in _RULES:
        for match in pattern.finditer(sentence):
            around = sentence[max(0, match.start() - 110) : match.end() + 45]
            if _CLAUSE.search(around) or _is_of_persons(sentence, match):
                continue
            return Told(event, low, high, confidence)
    return None


def _is_of_persons(sentence: str, match: re.Match[str]) -> bool:
    """ "terminate the short form registrations of ..." is about people."""
    return bool(re.search(r"short[\s-]*form", sentence[match.start() : match.end() + 60], re.I))


def find_receipts(text: str, low: int, high: int) -> re.Match[str] | None:
    """Words that speak of money received in a period and not of a price."""
    return _RECEIPTS.search(text, low, high)


def find_no_pay(text: str, sentences: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The sentence that says that nothing was paid, as a place in the text."""
    for low, high in sentences:
        if match := _NO_PAY.search(text, low, high):
            if re.search(r"\b(?:expected|after|additional|further|most\s+recent)\b", text[low:high], re.I):
                continue
            return match.start(), match.end()
    return None
