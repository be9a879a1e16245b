"""What a contract is for: a short phrase copied from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.extraction.lowered import compile_lower, lower

Range = tuple[int, int]
"""Start and end of a sentence, or of the phrase, in the text."""

_AIMS = (
    r"(?:help|lobby|promote|advise|improve|provide|secure|win|press|push|persuade|make|keep|handle|speak|work"
    r"|polish|raise|build|boost|support|influence|bring|assist|advocate|develop|strengthen|offer|arrange|manage"
    r"|look\s+after|lead|seek|obtain|defend|argue|counter|fight|run|monitor|convince|conduct|shape|educate|explain"
    r"|facilitate|find|ensure|restore|drum|delay|block|stop|prevent|lift|mend|rebuild|sway|court|burnish|give"
    r"|pitch|sell|plead|steer|coordinate|clear|rally|track|watch|put|tell|take|act|brief|guide|communicate"
    r"|cultivate|protect|preserve|ease|reverse|remove|open|reach|set\s+up|map|write|place|consult|supply|deliver"
    r"|prepare|draft|add|get|advance|further|foster|attract|undo|oppose|change|spread)"
)
_PHRASE = r"[^;:()\"“”]{6,150}?"
_STOP = (
    r"(?=[;:()\"“”]|,\s|\.\s|\.$|\s[–—-]\s|\s(?:according|after|while|but|which|who|whose|because|since|until"
    r"|through|during|as\s+of|under\s+a|says?|said|shows?)\b|\s(?:for|at|worth)\s+(?:about\s+|up\s+to\s+"
    r"|almost\s+)?[$€£]|\s(?:for|over)\s+(?:an?|the\s+next|the\s+coming|one|two|three|four|six|nine|ten|twelve"
    r"|half|\d+)[\s-]|$)"
)
_QUOTE_CUE = (
    r"\b(?:for|to|is|are|was|be|provide|providing|give|giving|on|covers?|of|about|concern\w*|includ\w+"
    r"|describes?|promis\w+|do|buys?"
    r"|with|in|words?,|calls?|called\s+for|purpose)\s+(?:it\s+|them\s+|[\w\s]{0,12}?)?"
)
# Each phrase with how well it tells a purpose; what ends the phrase is added below.
_PHRASES: tuple[tuple[float, str], ...] = (
    (2.6, rf"(?<!used\s)(?<!agreed\s)(?<!able\s)\b(to\s+(?:also\s+)?{_AIMS}\b{_PHRASE})"),
    (
        2.5,
        r"\b(?:will|would|is\s+to|are\s+to|should|must|shall|was\s+to|were\s+to|can|undertakes\s+to|meant\s+to)\s+"
        rf"(?:also\s+|be\s+)?({_AIMS}\b{_PHRASE})",
    ),
    (
        2.3,
        r"\bfor\s+((?:strategic|lobbying|public|communications?|government|legal|media|advice|advocacy|counsel"
        r"|consult\w+|political|help|support|services?|pr\b|crisis|image|reputation|investor|federal|state|message"
        rf"|publicity|a\s+campaign|outreach|representation|work\s+on|lobby\w*)\b{_PHRASE})",
    ),
    (
        2.2,
        r"\b(?:helps?|helping|assist\w*|task\s+of|job\s+of|charged\s+with|busy|duties\s+run\s+from)\s+"
        rf"(?:\w+\s+){{0,3}}?(?:in\s+)?((?!being|having)[a-z]+ing\b{_PHRASE})",
    ),
    (
        1.9,
        r"\b(?:provid(?:es|ing)|giv(?:es|ing)|offer(?:s|ing)|supply|supplies)\s+(?:it\s+)?"
        r"((?:[a-z-]+\s+)*?(?:advice|counsel|support|services|help)\b[^,;:.]{0,60}?)",
    ),
    (1.8, rf"\blobb(?:y|ies|ied|ying)\s+(?:on|for|against)\s+((?!the\s+firm){_PHRASE})"),
    (
        1.6,
        r"\b(?:covers?|covering|concern(?:s|ing)|on\s+account\s+of|because\s+of|over|work\s+on)\s+"
        rf"((?:[a-z][\w'’-]*\s+){{1,3}}{_PHRASE})",
    ),
    (1.5, rf"\b(?:was|is|were)\s+(?:about|after)\s+({_PHRASE})"),
)
_QUOTED = compile_lower(_QUOTE_CUE + r"[\"“]((?!the\s)[^\"“”]{8,160}?)[,.]?[\"”]")
_KINDS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (3.0, _QUOTED),
    *((score, compile_lower(phrase + _STOP)) for score, phrase in _PHRASES),
)
_EMPTY = compile_lower(
    r"(?:to\s+)?(?:be|pay|get\s+(?:there|rid)|make\s+clear|represent|work\s+for|take\s+on|take\s+over"
    r"|work\s+under|keep\s+on|add\s+to"
    r"|give\s+up|tell\s+\w+$|say|help$|bring\s+in|sign|hire|give\s+way|look\s+for|make\s+up)\b|.*[$€£]\d"
    r"|(?:three|six|two|one|\d+)\s",
)
_LATER = 0.35
_LONGEST = 150


def find_purpose(text: str, ranges: Sequence[Range]) -> Range | None:
    """The place of the phrase in the sentences of one contract, the telling one first; None when nothing fits."""
    best: tuple[float, Range] | None = None
    for position, (low, high) in enumerate(ranges):
        for score, place in _candidates(text, low, high):
            score -= _LATER * min(position, 4)
            if best is None or score > best[0]:
                best = (score, place)
    return best[1] if best else None


def _candidates(text: str, low: int, high: int) -> Iterator[tuple[float, Range]]:
    sentence = lower(text[low:high])
    for score, pattern in _KINDS:
        for match in pattern.finditer(sentence):
            start, end = match.span(1)
            if end - start <= _LONGEST and not _EMPTY.match(sentence, start, end):
                yield score, (low + start, low + end)
                break
