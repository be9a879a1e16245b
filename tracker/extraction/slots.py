"""The places round a verb, a noun or an amount where a firm or a client stands."""

from __future__ import annotations

import re
from typing import Protocol

from tracker.extraction.acts import Trigger
from tracker.extraction.frames import Reference
from tracker.extraction.lexicon import TRADE_CUE

_COORDINATION = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,\s*(?:and|or|as\s+well\s+as)?|and|&|as\s+well\s+as|along\s+with|together\s+with|/)\s*"
    r"(?:the\s+|with\s+|of\s+|(?:the\s+)?law\s+firm\s+)*",
    re.IGNORECASE,
)
_FIRM_ANAPHOR = re.compile(
    r"\b(?:the|this|that|his|her)\s+(?:(?:lobby(?:ing)?|law|pr|public\s+(?:relations|affairs)|consulting"
    r"|communications|washington|d\.c\.|k\s+street|american|british|us|u\.s\.|canadian|same)\s+)*(?:firm|shop"
    r"|consultancy|lobbyists?|consultants?|agency|contractor)\b(?!['’]s\s+client)",
    re.IGNORECASE,
)
_DEAL_ANAPHOR = re.compile(
    r"\b(?:the|this|that|its|his|their|under\s+the|a)\s+(?:[\w-]+\s+){0,3}?(?:contract|agreement|deal|pact"
    r"|retainer|engagement|accord|arrangement|fee|account|work|brief|documents?|filings?|disclosure|paperwork"
    r"|effort|services|cost|price|bill|mandate|assignment)\b|^\W*(?:it|they|this|he|she|terms)\b",
    re.IGNORECASE,
)
# The same in the other languages that are read.
_ABROAD = re.compile(
    r"\b(?:le|l['’]|ce|cet|el|la|il|lo|l|o|a|der|die|das|este|dieser|bu|yeni)\s*(?:contrat|accord|convention|cabinet|firme|société"
    r"|agence|contrato|acuerdo|convenio|firma|empresa|contratto|accordo|società|agenzia|acordo|convênio|escritório"
    r"|agência|vertrag|vereinbarung|honorar|agentur|kanzlei)\b|\b(?:sözleşme|anlaşma|şirket|firma)\w*|\b(?:honoraires"
    r"|honorarios|compenso|honorários|honorar)\b|^\W*(?:elle|il|sie|er|costerà|costará|vai\s+custar|bunun)\b",
    re.IGNORECASE,
)
# "That is for two years", "Both began in May"
_RUNS = re.compile(
    r"\W*(?:(?:and|but|now)\s+)?(?:that|which|both|all\s+(?:this|of\s+it)|in\s+return|for\s+(?:this|that|its\s+money|the\s+money))\b",
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
    r"|whose\s+)?(?:[\w'’-]+\s+){0,6}?(?:of|at|with|from|for|in|by|runs|heads|leads|firm,)\s+(?:the\s+|his\s+)?",
)
_IDENTITY = re.compile(
    r"\b(?:firm|shop|lobbyist|consultancy|consultant|agency|adviser|advisor|contractor|counterpart|team|hire|choice|company|name)s?"
    r"\b[^.;]{0,40}?\s(?:is|are|was|were|called|named)\s+(?:the\s+|called\s+|named\s+)?(?:[a-z]+\s+){0,2}$|^\W*(?:it|that)\s+is\s+(?:called\s+)?$",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\s*,?\s*(?:\(|which\s+is\s+|now\s+|then\s+|formerly\s+)?(?:an?\s+)?(?:(?:wholly\s+|fully\s+)?owned\s+(?:by|subsidiary\s+of)|part\s+of"
    r"|unit\s+of|division\s+of|subsidiary\s+of|arm\s+of|affiliate\s+of|sister\s+firm\s+of|bought\s+by|formerly)\s+(?:the\s+)?"
)
_UNDER = re.compile(
    r"\b(?:sub-?contract(?:or|ors|ed|ing)?\s+(?:to|of|for|from|under|with)|through|by\s+way\s+of|under"
    r"|via)\s+(?:the\s+)?(?:\w+\s+firm\s+)?$",
    re.IGNORECASE,
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
_MONEY_AT = re.compile(
    r"\s*,?\s*(?:\([^)]*\)\s*)?(?:with|at|for|gets?|got|received|was\s+paid|is\s+paid|:|\(|a\s+further"
    r"|another)?\s*(?:an?\s+|the\s+)?(?:further\s+|about\s+|some\s+|nearly\s+|almost\s+|over\s+)?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s+(?:which|who|whose|whom|where|an?|the|one|once|formerly|now|also|then|according|based|led|founded|headed"
    r"|like|including|such\s+as)\b[^,;:()]{3,120}?,|,\s+(?:of|in)\s+[A-Z][^,;:()]{2,30},|\([^)]{1,80}\)"
    r"|[—–][^—–]{3,120}[—–]",
    re.IGNORECASE,
)
_AGENT = re.compile(r"\bby\s+(?:the\s+|an?\s+)?(?:[\w'’-]+\s+){0,4}$")
_BULLET = 8
_OTHER_TRADE = re.compile(
    r"\b(?:frigates?|warships?|missiles?|(?<!think\s)tanks|fighter\s+jets|aircraft|helicopters?|drones?|weapons?|munitions"
    r"|spare\s+parts|construction|demolition|trucking|supply\s+routes|shipyard|hotels?|stadium|power\s+plant"
    r"|refinery|sponsors?|sponsored|plead(?:ed)?\s+guilty|indict\w+|prosecutors|sentenced|convicted|charged\s+with"
    r"|bribes?|bribery|underwriters?|bond\s+issue|auditors?|architects?|engineers|engineering|caterers?|mercenar\w+"
    r"|to\s+(?:design|build|construct|audit|renovate|repair|supply|deliver|drill|haul|operate|run\s+the\s+airport)"
    r"|acqui(?:re[ds]?|ring|sition)|merg(?:e|ed|er|ers|ing)|take-?over|buy-?out|shareholders"
    r"|(?:television|broadcast|media|naming)\s+rights|football|soccer|recruit(?:ment|ing)\s+(?:firm|agency)"
    r"|security\s+guards|bodyguards|cleaning|catering)\b",
    re.IGNORECASE,
)
# In lower case only: firms and streets are named after courts.
_LITIGATION = re.compile(
    r"\b(?:law-?suits?|sue[sd]?|suing|suits?\s+(?:against|brought|filed|over|by|in)|(?:file[ds]?|brought|in\s+a)\s+suit"
    r"|court|judges?|jury|plaintiffs?|defendants?|arbitrat\w+|tribunal|appeals?|damages|unpaid\s+(?:fees|bills|invoices)"
    r"|breach\s+of|defamation|libel)\b"
)
_TRADE_WORD = re.compile(TRADE_CUE, re.IGNORECASE)
_PROPOSAL = re.compile(
    r"\b(?:proposals?|proposed|bids?|bidd(?:ers?|ing)|tenders?|rfp|submitted|short-?list\w*|in\s+the\s+running"
    r"|weigh(?:s|ed|ing)|consider(?:s|ed|ing)|pitch(?:es|ed|ing)?|candidates?\s+for\s+the|talks\s+with"
    r"|in\s+search\s+of|asked\s+for|interviewed|competing|rejected|turned\s+down|declined)\b",
    re.IGNORECASE,
)
_ONLY_OFFERED = re.compile(
    r"\b(?:(?:weigh|consider)(?:s|ed|ing)\s+(?:hir|sign|retain|an?\s+(?:offer|proposal|contract|deal))"
    r"|pitch(?:es|ed|ing)?\s+(?:its|his|their|for|to|the|a)\b|(?:in|began|opened|holding|held)\s+talks\s+(?:with|about|over|to)"
    r"|(?:rejected|turned\s+down|declined|refused|spurned)\s+(?:an?|the|its|his|their)\s+(?:\w+\s+)?(?:offer|bid|proposal|pitch"
    r"|contract|deal|services)|offer(?:ed|s|ing)?\s+(?:to\s+(?:represent|lobby|help|work)|its\s+services|his\s+services|from)"
    r"|proposed\s+(?:to|a)\b|proposals?\s+(?:to|from|by)\b|short-?list\w*|request\s+for\s+proposals|invited\s+bids"
    r"|no\s+(?:such\s+)?(?:contract|agreement|deal)\s+(?:has|had|was|have|exist|and)|no\s+such\s+(?:contract|agreement|deal)"
    r"|(?:vot|decid|rul)(?:ed|ing|es)\b[^.;,]{0,40}?\bagainst\s+hiring|denied\s+(?:\w+\s+)?(?:reports|claims|rumou?rs|having|that)"
    r"|submitted\s+(?:\w+\s+)?(?:proposals?|bids?|offers?)|weigh(?:s|ed|ing)?\s+whether"
    r"|would\s+have\s+(?:cost|paid|been\s+paid)|issued\s+a\s+tender|set\s+aside|bidders?|could\s+(?:earn|get|receive|be\s+(?:paid|hired)|pay)"
    r"|(?:hopes?|wants?|plans?|seeks?|seeking|hoping|wanted|hoped)\s+to\s+(?:hire|retain|engage|sign|win|land))\b",
    re.IGNORECASE,
)
_RANKING = re.compile(
    r"\b(?:revenues?|rank(?:ed|ing|ings|s)|top(?:ped|s|ping)\s+(?:the|a)|league\s+table"
    r"|highest[- ](?:earning|grossing|paid|revenue)"
    r"|biggest\s+(?:earners?|firms?)|did\s+best|followed\s+by|earners|took\s+the\s+largest\s+share|tied\s+(?:at|for)|in\s+(?:first|second|third)\s+place)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+)?(?:\d{4}|last|early|late)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|them|him|her)\b", re.IGNORECASE)


def find_asides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Relative clauses and appositions between commas, brackets and dashes: (start, end) of each."""
    return [match.span() for match in _ASIDE.finditer(text, start, end)]


class Placed(Protocol):
    """Anything that has a place in the text."""

    start: int
    end: int


def are_coordinated(text: str, first: Reference, second: Reference) -> bool:
    """Whether the two are named in one breath: "A, B and C"."""
    return bool(_COORDINATION.fullmatch(text, first.end, second.start))


def speaks_of_firm(text: str, start: int, end: int) -> bool:
    """Whether "the firm" or the like stands there."""
    return bool(_FIRM_ANAPHOR.search(text, start, end))


def speaks_of_deal(text: str, start: int, end: int) -> bool:
    """Whether the passage goes on about a contract told of before."""
    told = _DEAL_ANAPHOR.search(text, start, end) or _RUNS.match(text, start, end) or _ABROAD.search(text, start, end)
    return bool(told) or speaks_of_firm(text, start, end)


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
    return bool(_UNDER.search(text[max(start, reference.start - 40) : reference.start]))


def is_affiliated(text: str, person: Placed, firm: Placed) -> bool:
    """ "Jane Roe, a consultant with Acme Partners": the person speaks for the firm."""
    gap = firm.start - person.end
    return 0 < gap < 70 and bool(_AFFILIATION.fullmatch(text, person.end, firm.start))


def is_identified(text: str, firm: Placed, start: int) -> bool:
    """ "The firm is B", "the lobbyist's name is B"."""
    return bool(_IDENTITY.search(text[max(start, firm.start - 80) : firm.start]))


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


def speaks_of_other_trade(text: str, start: int, end: int) -> bool:
    """Whether the sentence is about goods, works or arms rather than about counsel."""
    return bool(_OTHER_TRADE.search(text, start, end))


def speaks_of_litigation(text: str, start: int, end: int) -> bool:
    """Whether the sentence is about a quarrel before a court."""
    return bool(_LITIGATION.search(text, start, end))


def speaks_of_ranking(text: str, start: int, end: int) -> bool:
    """Whether the sentence ranks firms by what they take in from all their clients."""
    return bool(_RANKING.search(text, start, end))


def speaks_of_trade(text: str, start: int, end: int) -> bool:
    """Whether the sentence has a word of lobbying, public relations or the like."""
    return bool(_TRADE_WORD.search(text, start, end))


def speaks_of_proposal(text: str, start: int, end: int) -> bool:
    """Whether the sentence is about what is only offered, sought or weighed."""
    return bool(_PROPOSAL.search(text, start, end))


def speaks_of_offer(text: str, start: int, end: int) -> bool:
    """Whether the sentence says that services are only offered, sought or refused."""
    return bool(_ONLY_OFFERED.search(text, start, end))


def is_beside_money(text: str, group: list[Reference], start: int, end: int) -> bool:
    """ "$386,000 to A", "B at £9,000", "B, with $450,000"."""
    return bool(_MONEY_TO.fullmatch(text, end, group[0].start) or _MONEY_AT.fullmatch(text, group[-1].end, start))


def has_since(text: str, start: int, end: int) -> bool:
    return bool(_SINCE.search(text, start, end))


def has_pronoun(text: str, start: int, end: int) -> bool:
    return bool(_PRONOUN.search(text, start, end))
