"""Acts found in a sentence: which rule, where, which way round, and whether in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tracker.extraction.foreign_acts import FOREIGN_RULES
from tracker.extraction.languages import ENGLISH
from tracker.extraction.lowered import compile_lower, lower
from tracker.extraction.openings import look_ahead
from tracker.extraction.rules import RULES, Rule, Sides

__all__ = ["Rule", "Sides", "Trigger", "find_triggers"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A rule met at ``text[start:end]``; ``sides`` as it stands there, passives already turned round."""

    rule: Rule
    start: int
    end: int
    sides: Sides
    passive: bool = False
    doubtful: bool = False


_WORD_BEGINS = r"(?<![\w-])"
_BE = r"(?:was|were|been|be|being|is|are|gets?|got|getting)"
_PASSIVE_BEFORE = re.compile(
    rf"\b{_BE}(?:\s+(?:\w+ly|also|again|first|now|then|not|never|recently|once|since|already|jointly|being"
    rf"|been))*\s+$",
    re.IGNORECASE,
)
_PARTICIPLE_FIRST = re.compile(
    r"(?:re-?|sub-?|co-?)?[a-z]*(?:ed|en|ought|ung|ade|aid|old|own|one|ut|on|un|et|ent|ost|uck"
    r"|ould)\b(?!\s+(?:retainer|the\s+(?:payroll|books)"
    r"|its\s+(?:payroll|books)))",
    re.IGNORECASE,
)
_BY_AFTER = re.compile(
    r"\s+(?:[^\s,;.]+\s+){0,5}?by\s+(?!(?:\d|[a-z]+ing\b|the\s+end|way\s+of|phone|email))", re.IGNORECASE
)
_PARTICIPLE = re.compile(r"(?:ed|en|ought|ung|ade|aid|old|ken)(?:\s+(?:on|in|up|back))?$", re.IGNORECASE)

# ", hired this month at $35,000": a participle, what it is said of stands before the comma.
_ADJUNCT = re.compile(
    r"\s+(?:this|last|at|for|in|on|by|through|to|as|under|early|late|only|recently|since|from|until|earlier|via)\b",
    re.IGNORECASE,
)
_DOUBT_BEFORE = re.compile(
    r"(?:\b(?:not|never|no|n't|nor|without|deni(?:ed|es)|declin(?:ed|es)\s+to|refus(?:ed|es)\s+to|reject(?:ed|s)"
    r"|turned\s+down|plan(?:s|ned|ning)?\s+to|want(?:s|ed|ing)?\s+to|wish(?:es|ed)?\s+to|hop(?:es?|ed|ing)\s+to"
    r"|seek(?:s|ing)?\s+to|sought\s+to|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?"
    r"|propos(?:e|es|ed|ing|al)s?(?:\s+to)?|offer(?:s|ed|ing)?\s+to|tr(?:y|ies|ied|ying)\s+to"
    r"|in\s+talks\s+(?:to|with|about)|look(?:s|ed|ing)?\s+to|might|could|may|would|should|if|whether"
    r"|bid(?:s|ding)?\s+(?:to|for)|urged?\s+\w+\s+to|pitch(?:ed|es|ing)?(?:\s+to)?|ask(?:s|ed|ing)?\s+\w+\s+to"
    r"|ban(?:s|ned|ning)?|prohibit(?:s|ed|ing)?|forbid(?:s|ding)?|allow(?:s|ed|ing)?|request(?:s|ed)?\s+for"
    r"|barring|unless|until|upon|in\s+case\s+of|either\s+(?:side|party)|rfp|searching\s+for|about\s+to"
    r"|(?:ask(?:s|ed|ing)?|request(?:s|ed|ing)?)\s+(?:[^.;]{1,60}\s)?for\s+[^.;]{1,30}\s+to|ability\s+to|need\s+to"
    r"|reluctant\s+to|free\s+to|able\s+to)\s+(?:[\w'’-]+\s+){0,3})$",
    re.IGNORECASE,
)
# "denied reports that it had hired", "voted 5-2 on Monday against hiring": the denial stands farther off.
_DENIED_BEFORE = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|reject(?:ed|s|ing)?|turn(?:ed|s)\s+down|(?:vot|decid|rul)(?:ed|ing"
    r"|es)\b[^.;,]{0,40}?\bagainst"
    r"|rul(?:ed|es)\s+out|refut(?:ed|es)|dismiss(?:ed|es)\s+(?:reports|claims|rumou?rs)|no\s+plans?\s+to|call(?:ed"
    r"|s)\s+off"
    r"|false\s+reports?|fabricat\w+|fake\s+news|rumou?rs?\s+that|untrue\s+that|never)\b(?![^.;]*\b(?:but|instead"
    r"|later|saying|after|when|although)\b)"
    r"[^.;]{0,80}$",
    re.IGNORECASE,
)
_DENIAL_REACH = 130
_AGREED = re.compile(
    r"\b(?:agreed|voted|moved|decided|approved|authori[sz]ed|signed\s+up|lets?|cleared)\b", re.IGNORECASE
)
_DOUBT_REACH = 48
# "would not be kept on" is no less sure for its "would".
_NEGATED = re.compile(r"(?:not|no|never|n['’]t|declin|refus|fail)", re.IGNORECASE)


@cache
def _compiled(language: str) -> tuple[Sequence[Rule], re.Pattern[str]]:
    """The rules of a language in one pattern: at each word they are tried in the order of the table."""
    rules = RULES if language == ENGLISH else FOREIGN_RULES.get(language, ())
    words = "|".join(f"({rule.pattern})" for rule in rules) or "(?!)"
    ending = "" if language == ENGLISH else r"(?![\w-])"
    return rules, re.compile(rf"{_WORD_BEGINS}(?:{words}){ending}", re.IGNORECASE)


@cache
def _compiled_low(language: str) -> re.Pattern[str]:
    """The same for texts in lower case: it also finds what lacks a capital that its rule asks for."""
    pattern = compile_lower(_compiled(language)[1].pattern.replace("(?-i:", "(?:")).pattern
    return re.compile(rf"{_WORD_BEGINS}{look_ahead(pattern)}{pattern}")


def find_triggers(text: str, start: int, end: int, language: str = ENGLISH, low: str = "") -> list[Trigger]:
    """The triggers of ``text[start:end]`` in order, without overlaps; of rules that match at one place the first.

    ``low``: the text in lower case, when the caller has it.
    """
    rules, pattern = _compiled(language)
    found = []
    at = start
    while (near := _compiled_low(language).search(low or lower(text), at, end)) is not None:
        rule = rules[(near.lastindex or 1) - 1]
        match = pattern.match(text, near.start(), end) if "(?-i:" in rule.pattern else near
        if match is None:
            at = near.start() + 1
            continue
        found.append(_read(rules[(match.lastindex or 1) - 1], text, match.start(), match.end(), start, end))
        at = max(match.end(), match.start() + 1)
    return found


def _read(rule: Rule, text: str, start: int, end: int, low: int, high: int) -> Trigger:
    before = text[max(low, start - _DOUBT_REACH) : start]
    sides = rule.sides
    passive = sides != "SY" and _is_passive(text, start, end, before, high)
    if passive:
        sides = "FC" if sides == "CF" else "CF"
    doubtful = rule.grade != "deal" and bool(_DOUBT_BEFORE.search(before)) and not _AGREED.search(before)
    doubtful = doubtful and not (rule.act == "termination" and _NEGATED.match(text, start))
    doubtful = doubtful or (
        rule.grade == "act" and bool(_DENIED_BEFORE.search(text[max(low, start - _DENIAL_REACH) : start]))
    )
    return Trigger(rule, start, end, sides, passive, doubtful)


def _is_passive(text: str, start: int, end: int, before: str, high: int) -> bool:
    matched = text[start:end]
    if before.rstrip().endswith(",") and _PARTICIPLE.search(matched) and _ADJUNCT.match(text, end, min(high, end + 20)):
        return True
    if _PASSIVE_BEFORE.search(before):
        return bool(_PARTICIPLE_FIRST.match(matched))
    return bool(_PARTICIPLE.search(matched)) and bool(_BY_AFTER.match(text, end, min(high, end + 60)))
