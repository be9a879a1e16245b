"""The places round a verb, a noun or an amount where a firm or a client stands."""

from __future__ import annotations

import re
from typing import Protocol

from tracker.extraction.acts import Trigger
from tracker.extraction.frames import Reference
from tracker.extraction.lowered import compile_lower, lower

_COORDINATION = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:(?:in|since|last|earlier\s+this)\s+[a-z]{3,9}\s+(?=and\s))?(?:,\s*(?:and|or"
    r"|as\s+well\s+as)?|and|&|as\s+well\s+as|along\s+with|together\s+with|/)\s*"
    r"(?:the\s+|with\s+|of\s+|(?:the\s+)?law\s+firm\s+)*",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"[^.;]{0,50}?\b(?:as|to\s+be|to\s+serve\s+as|for\s+the\s+post\s+of)\s+(?:an?\s+|its\s+|the\s+|their\s+"
    r"|head\s+)?(?:[\w'’-]+\s+){0,5}?(?:president|director|manager|spokes\w+|chief|officer|counsel|head|partner"
    r"|ambassador|envoy|minister|secretary|chair\w*|aide|editor|principal|associate|strategist|analyst|member"
    r"|judge|coach|adviser|advisor)\b",
    re.IGNORECASE,
)
# "hired three firms", "has taken on a lobbying shop of his own": the firm is not named there.
_UNNAMED = re.compile(
    r"\s+(?:an?|two|three|four|five|six|several|\d+|another|its|his|their|some|more|new|nine|ten|many"
    r"|(?:a\s+)?number\s+of)\s+(?:[\w.-]+\s+){0,5}?(?:firms?|shops?|lobbyists?|consultan(?:ts?|cy|cies)"
    r"|agenc(?:y|ies)|compan(?:y|ies))\b(?!\s*(?:,|:|called|named|\()?\s*[A-Z])",
)
_AFFILIATION = re.compile(
    r"\s*,?\s*(?:is\s+|was\s+)?(?:an?\s+|the\s+|now\s+|who\s+(?:is|runs|heads|leads|founded)\s+"
    r"|whose\s+)?(?:[\w'’-]+\s+){0,6}?(?:of|at|with|from|for|in|by|runs|heads|leads|firm,)\s+(?:the\s+|his\s+)?"
    r"|\s*,?\s*(?:of|at|with|from)\s+(?:the\s+)?(?:[a-z]+\s+)?(?:firm|shop|agency|consultancy)\s+(?:of\s+)?",
)
_LED_BY = re.compile(
    r"\s*,?\s*(?:which\s+is\s+)?(?:an?\s+|the\s+)?(?:[\w'’.-]+\s+){0,7}?"
    r"(?:managed|run|led|headed|founded|owned|co-founded|started|fronted|chaired|set\s+up)\s+by\s+"
    r"(?:the\s+|its\s+)?(?:[a-z'’.-]+\s+){0,4}"
    r"|\s*,\s*whose\s+(?:head|founder|president|owner|boss|chief|chairman|partner)\s*,?\s*(?:is\s+)?"
)
_OPENED = re.compile(r"\s*\((that['’]s\s+)?(?:the\s+|lobbyists?\s+)?")
_OWN_SHOP = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,2}(?:shop|firm|outfit|company|practice|consultancy|agency)\)")
_IDENTITY = compile_lower(
    r"\b(?:firm|shop|lobbyist|consultancy|consultant|agency|adviser|advisor|contractor|counterpart|team|hire|choice"
    r"|company|name)s?"
    r"\b[^.;]{0,40}?\s(?:is|are|was|were|called|named)\s+(?:the\s+|called\s+|named\s+)?(?:[a-z]+\s+){0,2}$|^\W*(?:it"
    r"|that)\s+is\s+(?:called\s+)?$"
)
_PART_OF = re.compile(
    r"\s*,?\s*(?:\(|which\s+is\s+|now\s+|then\s+|formerly\s+)?(?:an?\s+)?(?:(?:wholly\s+|fully\s+)?owned\s+(?:by"
    r"|subsidiary\s+of)|part\s+of"
    r"|unit\s+of|division\s+of|subsidiary\s+of|arm\s+of|affiliate\s+of|sister\s+firm\s+of|bought\s+by"
    r"|formerly)\s+(?:the\s+)?"
)
_UNDER = compile_lower(
    r"\b(?:sub-?contract(?:or|ors|ed|ing)?\s+(?:to|of|for|from|under|with)|through|by\s+way\s+of|under"
    r"|via)\s+(?:the\s+)?(?:\w+\s+firm\s+)?$"
)
_RELATIVE = re.compile(r"\s*,?\s*(?:which|whom|that)\s+(?:the\s+)?(?=[A-Z])")
_NOT_PREPOSITION = (
    r"(?!(?:after|before|that|whether|for|in|of|from|about|on|at|against|because|when|while|if|as|into|over|since"
    r"|until|during|by)\s)"
)
_INTO_SLOT = re.compile(
    r"\s+(?:(?:with|by|to)\s+)?(?:(?:the|an?|its|their|his|her)\s+)?"
    rf"(?:{_NOT_PREPOSITION}(?:[a-z][a-z.'’-]+|US|U\.S\.|D\.C\.|Washington|American|British"
    rf"|[A-Z]\w+-[a-z]+|Rep\.|Sen\.),?\s+){{0,6}}(?:[A-Z]\w+\s+(?:firm|shop|agency|lobbyist),?\s+)?"
)
_FROM_SLOT = re.compile(
    r"(?:\s*,[^,;]{0,80},)?\s+(?:(?:has|have|had|is|was|will|also|recently|with|an?|the|on|whose|to|be|\w+ly"
    r"|\$?[\d.,]+\w*|million|[a-z]+(?:-[a-z]+)+|lobbying|new|monthly)\s+){0,6}"
)
_BETWEEN = re.compile(r"\s+(?:is\s+|was\s+)?between\s+[^.;]{2,80}?\s+and\s+(?:the\s+(?:\w+\s+){0,3})?")
_OWNED_DEAL = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,3}")
_MONEY_TO = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:a\s+(?:month|year|quarter)\s+)?(?:went\s+|was\s+paid\s+|paid\s+)?(?:to|with|for"
    r"|from|on)\s+(?:the\s+)?"
)
_OTHER_OBJECT = re.compile(
    r"\b(?:fined|sues?|sued|suing|charged|accus(?:ed|es|ing)|indicted|raided|barred|blam(?:ed|es)|bought"
    r"|acquire[ds]?|to\s+(?:buy|acquire|join)"
    r"|merge[ds]?\s+with|join(?:s|ed|ing)|(?:lawyers?|attorneys?)\s+(?:for|from|of)\s+[^.;,]{2,40},\s+from"
    r"|partners?\s+(?:at|of|in)|works?\s+(?:at|as)"
    r"|of\s+the\s+firm(?:\s+of)?|vice\s+president\s+(?:at|of))\s+(?:the\s+)?(?:[a-z-]+\s+){0,4}$"
)
_OTHER_DEED = re.compile(
    r"\s+(?:has\s+|have\s+|had\s+|is\s+|was\s+)?(?:also\s+)?(?:sued|won\s+(?:the|a|an|two|three"
    r"|its)\s+(?:[\w-]+\s+){0,3}?(?:award|prize|gold|silver|bronze|trophy"
    r"|effie)|took\s+(?:the\s+)?(?:gold|silver|bronze|home)|bought|acquired|merged?|advised\s+on|defended|fined"
    r"|denied\s+wrongdoing|ranked|topped)\b"
)
_MONEY_FROM = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:(?:a|per|each|every)\s+(?:month|year|quarter)\s*|monthly\s*"
    r"|annually\s*)?,?\s*(?:came\s+|comes\s+|in\s+fees\s+|in\s+all\s+)?from\s+(?:the\s+|its\s+)?"
    r"(?:[a-z-]+\s+){0,3}"
)
_PAYS = re.compile(
    r"(?:['’]s?)?\s+(?:(?:pays?|paid|is\s+paying|will\s+pay|owes|is\s+worth|gives|gave|spent|came\s+with|at|for"
    r"|account(?:s|ed)\s+for)\s+)?"
    r"(?:(?:is|was)\s+worth\s+|is\s+for\s+|brings\s+in\s+|brought\s+in\s+)?(?:about\s+|some\s+|a\s+further\s+"
    r"|another\s+|nearly\s+|almost\s+|up\s+to\s+)?"
)
_MONEY_AT = re.compile(
    r"\s*,?\s*(?:\([^)]*\)\s*)?(?:with|at|for|gets?|got|received|was\s+paid|is\s+paid|:|\(|a\s+further"
    r"|another)?\s*(?:an?\s+|the\s+)?(?:further\s+|about\s+|some\s+|nearly\s+|almost\s+|over\s+)?",
    re.IGNORECASE,
)
_ASIDE = compile_lower(
    r",\s+(?:which|who|whose|whom|where|an?|the|one|once|formerly|now|also|then|according|based|led|founded|headed"
    r"|like|including|such\s+as)\b[^,;:()]{3,120}?,|,\s+(?:of|in)\s+[A-Z][^,;:()]{2,30},|\([^)]{1,80}\)"
    r"|[—–][^—–]{3,120}[—–]"
)
_AGENT = re.compile(r"\bby\s+(?:the\s+|an?\s+)?(?:[\w'’-]+\s+){0,4}$")
_BULLET = 8
_LISTED = frozenset({"listed", "listed for"})


def find_asides(low: str, start: int, end: int) -> list[tuple[int, int]]:
    """Relative clauses and appositions between commas, brackets and dashes, in a text in lower case: (start, end)."""
    return [match.span() for match in _ASIDE.finditer(low, start, end)]


class Placed(Protocol):
    """Anything that has a place in the text."""

    start: int
    end: int


def are_coordinated(text: str, first: Reference, second: Reference) -> bool:
    """Whether the two are named in one breath: "A, B and C"."""
    return bool(_COORDINATION.fullmatch(text, first.end, second.start))


def is_given_job(text: str, reference: Reference, trigger: Trigger, end: int) -> bool:
    """A person who is given a post is no contractor."""
    return bool(_JOB.match(text, max(reference.end, trigger.end), end))


def is_object_relative(text: str, reference: Reference, trigger: Trigger) -> bool:
    """ "B, which A paid": B stands before the verb and is its object all the same."""
    return bool(_RELATIVE.match(text, reference.end, trigger.start))


def is_unnamed(text: str, trigger: Trigger, end: int) -> bool:
    """Whether the object of "hired" is firms without a name."""
    return trigger.sides == "CF" and bool(_UNNAMED.match(text, trigger.end, end))


def is_prime(text: str, reference: Reference, start: int) -> bool:
    """Whether the name follows "subcontractor to" or "through"."""
    return bool(_UNDER.search(lower(text[max(start, reference.start - 40) : reference.start])))


def is_affiliated(text: str, person: Placed, firm: Placed) -> bool:
    """ "Jane Roe, a consultant with Acme Partners": the person speaks for the firm."""
    gap = firm.start - person.end
    return 0 < gap < 70 and bool(_AFFILIATION.fullmatch(text, person.end, firm.start))


def is_led_by(text: str, firm: Placed, person: Placed) -> bool:
    """ "Acme Partners, a lobbying firm managed by Jane Roe": the person stands for the firm."""
    return 0 < person.start - firm.end < 90 and bool(_LED_BY.fullmatch(text, firm.end, person.start))


def is_owner_in_brackets(text: str, firm: Placed, person: Placed) -> bool:
    """ "Acme Partners (Jane Roe's shop)", "Acme Partners (that's Jane Roe)"."""
    opened = _OPENED.fullmatch(text, firm.end, person.start)
    return bool(opened and (opened.group(1) or _OWN_SHOP.match(text, person.end)))


def is_identified(text: str, firm: Placed, start: int) -> bool:
    """ "The firm is B", "the lobbyist's name is B"."""
    return bool(_IDENTITY.search(lower(text[max(start, firm.start - 80) : firm.start])))


def is_parent(text: str, firm: Placed, parent: Placed) -> bool:
    """ "B, part of C": C has no part in the contract."""
    return 0 < parent.start - firm.end < 60 and bool(_PART_OF.fullmatch(text, firm.end, parent.start))


def is_agent(text: str, reference: Placed, trigger: Trigger) -> bool:
    """Whether the name follows "by" after a passive: "was engaged in May, for a year, by the company X"."""
    return reference.start > trigger.end and bool(_AGENT.search(text[trigger.end : reference.start]))


def stands_in_slot(text: str, group: list[Reference], trigger: Trigger) -> bool:
    """Whether an unknown name stands right where the trigger keeps its firm."""
    if trigger.rule.grade == "pay":
        return False
    if trigger.rule.name in _LISTED:
        return trigger.end == group[0].start or trigger.start == group[-1].end
    if trigger.start == trigger.end:
        return group[0].start - trigger.end < _BULLET
    if group[0].start >= trigger.end:
        into = _INTO_SLOT.fullmatch(text, trigger.end, group[0].start)
        return trigger.sides != "FC" and bool(into or _BETWEEN.fullmatch(text, trigger.end, group[0].start))
    owned = trigger.rule.grade == "deal" and _OWNED_DEAL.fullmatch(text, group[-1].end, trigger.start)
    return trigger.sides != "CF" and bool(owned or _FROM_SLOT.fullmatch(text, group[-1].end, trigger.start))


def stands_by_payment(text: str, group: list[Reference], trigger: Trigger) -> bool:
    """Whether the firm is what the verb of paying takes: after "pays", before "receives"."""
    if trigger.sides == "CF":
        return group[0].start >= trigger.end and bool(_INTO_SLOT.fullmatch(text, trigger.end, group[0].start))
    return group[-1].end <= trigger.start and bool(_FROM_SLOT.fullmatch(text, group[-1].end, trigger.start))


def is_in_another_matter(text: str, firm: Placed) -> bool:
    """ "fined Acme Partners", "is joining Acme Partners", "Acme Partners won the prize": told of for something else."""
    before = text[max(0, firm.start - 50) : firm.start]
    return bool(_OTHER_OBJECT.search(before) or _OTHER_DEED.match(text, firm.end, firm.end + 60))


def is_paid_by(text: str, client: Placed, start: int, end: int) -> bool:
    """ "$450,000 from A", "A's $30,000 a month": the amount ``start``:``end`` is told to be this client's."""
    if client.start >= end:
        return bool(_MONEY_FROM.fullmatch(text, end, client.start))
    return bool(_PAYS.fullmatch(text, client.end, start))


def is_beside_money(text: str, group: list[Reference], start: int, end: int) -> bool:
    """ "$386,000 to A", "B at £9,000", "B, with $450,000"."""
    return bool(_MONEY_TO.fullmatch(text, end, group[0].start) or _MONEY_AT.fullmatch(text, group[-1].end, start))
