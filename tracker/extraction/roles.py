"""Who does what in a sentence: the parties that stand as subject, object and agent of each verb of a contract.

A shallow reading from left to right: auxiliaries, asides and phrases with a preposition are stepped over, a relative
pronoun stands for the name before it. Where the place is taken by a pronoun or a common noun, the role is open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extraction import slots
from tracker.extraction.acts import Trigger
from tracker.extraction.frames import Reference, Sighting
from tracker.extraction.lowered import compile_lower

_AUXILIARIES = compile_lower(
    r"(?:\b(?:[a-z]+ed\s+and(?:\s+(?:then|later|soon|promptly))?|ha(?:s|ve|d|ving)|is|was|were|are|be|been|being"
    r"|will|would|shall|to|also|now|then|just|never|not|n't|recently"
    r"|already|again|once|first|since|still|soon|finally|quietly|even|in\s+turn|\w+ly|agreed|agrees|decided|decides"
    r"|voted|moved|chose|went\s+on"
    r"|voting|reported|reports|disclosed|admitted|acknowledged|continues?|continued|set\s+out|unanimously"
    r"|\d+-(?:to-)?\d+|(?:\w+day)(?:\s+(?:night|morning|evening))?"
    r"|last\s+night|not\s+to|without\s+dissent|which|that|last\s+(?:week|month|year|\w+day)|this\s+(?:week|month"
    r"|year)|on\s+\w+day|in\s+(?:january|february|march|april|may|june|july"
    r"|august|september|october|november|december)(?:\s+\d{4})?|in\s+\d{4}|on\s+\w+\.?\s+\d{1,2}|instead|both|each"
    r"|together|jointly|did|does|do|so\s+far|thus\s+far|until\s+now|to\s+date|meanwhile|in\s+all|at\s+first|long"
    r"|for\s+(?:years|months|some\s+time|a\s+(?:year|month|time|while))|earlier(?:\s+this\s+(?:week|month|year))?"
    r"|by\s+then|at\s+the\s+time|late\s+last\s+(?:week|month|year)|the\s+(?:previous|following|same)\s+(?:month|year"
    r"|week)|later|in\s+(?:early|mid|late)[- ]\d{4}|between\s+them)\s+)+$"
)
# "X has a six-month, $50,000 contract"
_HOLDS = compile_lower(
    r"\b(?:has|have|had|holds?|held|keeps?|kept|maintains?|got|gets)\s+(?:(?:had|long\s+had|also|now)\s+)?"
    r"(?:an?|the|its|their|another|one)\s+(?:[\w$€£,.’'-]+\s+){0,6}$"
)
_ASIDE_END = compile_lower(r",[^,;]{2,120},\s*$|\([^()]{1,80}\)\s*$|[—–][^—–;]{2,120}[—–]\s*$")
_OWNED = compile_lower(r"(?:['’]s?)\s+(?:[\w-]+\s+){1,4}$")
_PHRASE = compile_lower(
    r"\s+(?:of|for|in|from|at|to|with|by|on|near|under|outside)\s+(?:the\s+|its\s+|his\s+|an?\s+)?(?:[\w-]+\s+){0,2}$"
)
_SPEAKER = compile_lower(
    r"\b(?:spokes\w+|officials?|members?|head|chief|leaders?|president|minister|government|board|council|embassy"
    r"|ministry|office|people|directors?"
    r"|managers?|lawyers?|owners?|supporters?|allies|backers|kingdom|republic|city|county|state|party|rulers"
    r"|generals)\s+(?:of|for|in|at|from)\s+(?:the\s+)?$"
)
_RELATIVE = compile_lower(r"\s*,?\s*(?:which|who|that|whom)\s*$")
_THE_FIRM = compile_lower(
    r"\b(?:the|this|that|both|these|its|his|her|their|two|three|all)\s+(?:[\w.-]+\s+){0,3}?(?:firms?|shops?"
    r"|consultanc(?:y|ies)|agenc(?:y|ies)"
    r"|lobbyists?|consultants?|boutique|outfit|partners|partnership|pair|duo|trio|advis[eo]rs?)\s*$"
    r"|\b(?:all|the|these)\s+(?:two|three|four|five)\s*$|\bboth\s*$"
)
_PRONOUN = compile_lower(r"\b(?:it|they|he|she)\s*$")
_TAIL = compile_lower(
    r"\s+(?:board|officials?|network|council|directors|commissioners|leaders|coalition|government|company|group"
    r"|chain|bank|party"
    r"|authorities|administration|embassy|ministry|officers|trustees|supervisors|aldermen|giant|maker|association"
    r"|agency|office)\s*$"
)
_THE_FIRM_AFTER = re.compile(
    r"\s+(?:to\s+|with\s+|by\s+)?(?:the|this|that|both|these)\s+(?:[\w.-]+\s+){0,3}?(?:firms?|shops?|consultanc(?:y"
    r"|ies)|agenc(?:y|ies)|lobbyists?"
    r"|consultants?|boutique|outfit|pair|duo|trio)\b(?!\s*,?\s*(?:called\s+|named\s+|of\s+)?[A-Z\"“])"
)
_INTO = re.compile(
    r"(?:\s+and\s+(?:then\s+|later\s+|promptly\s+|soon\s+)?[a-z]+ed)?\s+(?:(?:with|by|to|from|of|on|in|up|back"
    r"|aboard)\s+)?(?:(?:both|either)\s+)?(?:(?:the|an?|its|their|his|her|another|one)\s+)?"
    r"(?:(?!(?:after|before|that|whether|for|in|of|from|about|on|at|against|because|when|while|if|as|into|over|since"
    r"|until|during|by|and|or|but"
    r"|to|who|which|will|would|is|was|has|had|have)\s)(?:[a-z0-9][\w.'’-]*|US|U\.S\.|D\.C\.|[A-Z]\w+-[a-z]+"
    r"|[Ff]ormer|Rep\.|Sen\.|Gen\.|Gov\.|Lt\.|Congressm[ae]n"
    r"|Senators?|Ambassadors?),?\s+){0,7}(?:(?:[A-Z]\w+\s+){1,2}(?:firm|shop|agency|lobbyists?|consultan(?:cy|t|ts)"
    r"|boutique|attorney|company),?\s+)?"
    r"(?:[A-Z][\w.]+\s+(?:[a-z-]+\s+){0,2}(?:strategist|advis[eo]rs?|lawyers?|consultants?|agency|firm|company"
    r"|lobbyists?|specialists?|attorneys?|outfit|boutique)\s+)?"
    r"[\"“‘'(]?"
)
_TERMS = re.compile(
    r"\s+(?:an?\s+)?(?:[\w-]+\s+){0,3}?(?:US|C|A|HK)?[$€£]?[\d.,]+\S*(?:\s+[a-z]+){0,5}?\s+(?:to|with"
    r"|for)\s+(?:the\s+)?(?:[A-Z][\w.]+\s+(?=[a-z]))?(?:[a-z-]+\s+){0,4}|"
    r"\s+(?:an?\s+|the\s+|its\s+|their\s+)?(?:[\w$,.’'-]+\s+){0,8}?(?:contracts?|agreements?|deals?|pacts?"
    r"|retainers?|account|accord|letter|memorandum"
    r"|arrangement)\s+(?:\([^)]*\)\s+)?(?:[\w$,.-]+\s+){0,6}?(?:with|to|between)\s+(?:the\s+"
    r"|its\s+)?(?:[A-Z][\w.]+\s+(?=[a-z]))?(?:[a-z-]+,?\s+){0,5}"
)
_SOME_FIRMS = re.compile(
    r"\s+(?:(?:no\s+fewer\s+than|as\s+many\s+as|at\s+least)\s+)?(?:an?|another|two|three|four|five|six|\d+|both|several)"
    r"\s+(?:[\w-]+\s+){0,4}?(?:firms?|shops?|lobbyists?|agencies|consultancies|companies|teams|houses|outfits|partners"
    r"|advis[eo]rs?|consultants)\b"
    r"[^.;:,]{0,40}[,:]\s+(?:the\s+)?(?:[a-z]+\s+){0,2}"
)
# "the embassy engaged it", "hired them": a firm told of before
_PRONOUN_AFTER = compile_lower(r"\s+(?:it|them|him|her)\b(?!\s+(?:that|is|was|has|had|would|will)\b)")
_HELD_PRONOUN = compile_lower(r"^\w+\s+(?:it|them|him|her)\b")
_OWNS = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,4},?\s*")
_OPENS_ASIDE = re.compile(r"\s*,\s+(?:called\s+|the\s+)?[\"“]?")
_BY = re.compile(r"[^;.]{0,90}?\bby\s+(?:the\s+|an?\s+|its\s+|his\s+)?(?:[a-z][\w'’-]*\s+){0,5}[\"“‘]?")
_CLAUSE = re.compile(r"[;:]\s|,\s+(?:and|but|while|whereas|though)\s+|\s(?:while|whereas)\s|\.\s")
_OPENING = 25
_BULLET = 8
_STEPS = 4
_LONGEST = 220


@dataclass(slots=True)
class Roles:
    """Who stands where round one verb.

    ``client``, ``firms``: the names there. ``open_client``: the client's place is taken by a word that stands for
    somebody told of before; ``pronoun``: by "it" or the like. ``the_firm``: such a word means a firm.
    """

    client: Reference | None = None
    firms: Sequence[Reference] = ()
    open_client: bool = True
    the_firm: bool = False
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands in a place of the sentence: a name, or a common noun for a firm, or something else."""

    name: Reference | None = None
    the_firm: bool = False
    pronoun: bool = False


def read_roles(text: str, low: str, sighting: Sighting, trigger: Trigger) -> Roles:
    """The roles round a trigger with sides; for one that keeps none (``SY``) subject and object are both looked at."""
    if trigger.start == trigger.end or trigger.rule.name.startswith("listed"):
        return _beside(text, sighting, trigger)
    subject = _subject(text, low, sighting, trigger)
    after = _agent(text, sighting, trigger) if trigger.passive else _object(text, low, sighting, trigger)
    client, firm = (subject, after) if trigger.sides != "FC" else (after, subject)
    if trigger.sides == "SY" and _is_other_way(subject, after):
        client, firm = after, subject
    firms = _list_from(text, sighting, firm.name) if firm.name else ()
    named = client.name if client.name and all(client.name.party is not r.party for r in firms) else None
    return Roles(named, firms, client.name is None, firm.the_firm or client.the_firm, client.pronoun)


def _beside(text: str, sighting: Sighting, trigger: Trigger) -> Roles:
    """The roles in a list without verbs: what stands right before and right after the place of the verb."""
    before = next((r for r in reversed(sighting.references) if r.end == trigger.start), None)
    after = next((r for r in sighting.references if 0 <= r.start - trigger.end <= _BULLET), None)
    client, firm = (before, after) if trigger.sides != "FC" else (after, before)
    return Roles(client, _list_from(text, sighting, firm) if firm else (), client is None)


def _is_other_way(subject: _Place, after: _Place) -> bool:
    """Whether the firm stands before a verb that either side may do."""
    if subject.the_firm or (subject.name is None and after.name is None):
        return subject.the_firm
    before = subject.name.party.firmness - subject.name.party.clientness if subject.name else 0.0
    behind = after.name.party.firmness - after.name.party.clientness if after.name else 0.0
    return before > behind


def _subject(text: str, low: str, sighting: Sighting, trigger: Trigger) -> _Place:
    begin = _clause_start(text, sighting, trigger)
    held = _HOLDS.search(low[begin : trigger.start]) if trigger.rule.grade == "deal" else None
    end = begin + held.start() if held else trigger.start
    for _step in range(_STEPS):
        stripped = _strip(low, begin, end)
        relative = _RELATIVE.search(low[begin:stripped])
        if relative:
            stripped = begin + relative.start()
        if _THE_FIRM.search(low[begin:stripped]):
            return _Place(None, True)
        if _PRONOUN.search(low[begin:stripped]):
            return _Place(_first_of(sighting, stripped), pronoun=True)
        found = _ending_at(low, sighting, begin, stripped) or _apposed(text, sighting, stripped, end)
        if found is None:
            return _Place()
        phrase = _PHRASE.search(low[begin : found.start])
        if phrase is None or _SPEAKER.search(low[begin : found.start]):
            return _Place(found)
        end = begin + phrase.start()
        if _ending_at(low, sighting, begin, end) is None:
            return _Place(None, bool(_THE_FIRM.search(low[begin:end])))
    return _Place()


def _clause_start(text: str, sighting: Sighting, trigger: Trigger) -> int:
    """Where the verb's clause begins; a label with a colon right before the verb belongs to it."""
    begin = max(sighting.start, trigger.start - _LONGEST)
    for match in _CLAUSE.finditer(text, begin, trigger.start):
        if match.group()[0] != ":" or match.end() < trigger.start:
            begin = match.end()
    return begin


def _apposed(text: str, sighting: Sighting, start: int, end: int) -> Reference | None:
    """ "A foundation, the Acme Center, has …": the name in the aside right after the head."""
    return next(
        (r for r in sighting.references if start < r.start < end and _OPENS_ASIDE.fullmatch(text, start, r.start)), None
    )


def _first_of(sighting: Sighting, before: int) -> Reference | None:
    """The name that opens the sentence, for which a pronoun later in it stands."""
    first = sighting.references[0] if sighting.references else None
    if first is None or first.end > before - 4 or first.start - sighting.start > _OPENING or first.anaphor:
        return None
    return first


def _strip(low: str, begin: int, end: int) -> int:
    """The end without auxiliaries and asides."""
    for _step in range(_STEPS):
        part = low[begin:end]
        shorter = _AUXILIARIES.search(part + (" " if part and not part.endswith(" ") else ""))
        if shorter and shorter.start() < len(part.rstrip()):
            end = begin + shorter.start()
            continue
        aside = _ASIDE_END.search(part)
        if aside is None or aside.start() == 0:
            break
        end = begin + aside.start()
    return begin + len(low[begin:end].rstrip(" ,:"))


def _ending_at(low: str, sighting: Sighting, begin: int, end: int) -> Reference | None:
    """The reference that ends at ``end``, its possessive and what it owns stepped over."""
    owned = _OWNED.search(low[begin:end] + " ")
    ends = {end}
    if owned:
        ends.add(begin + owned.start())
    tail = _TAIL.search(low[begin:end])
    if tail:
        ends |= {begin + tail.start(), begin + low[begin : begin + tail.start()].rfind(" ")}
    near = [r for r in sighting.references if r.start >= begin and any(abs(e - r.end) <= 1 for e in ends)]
    return near[-1] if near else None


def _object(text: str, low: str, sighting: Sighting, trigger: Trigger) -> _Place:
    at = trigger.end
    held = next((r for r in sighting.references if trigger.start < r.start and r.end <= at), None)
    if held is not None:  # "put Acme Partners on retainer"
        return _Place(held)
    if _THE_FIRM_AFTER.match(text, at, sighting.end):
        return _Place(None, True)
    if trigger.rule.grade == "act" and trigger.sides == "CF" and _is_of_pronoun(low, trigger, sighting.end):
        return _Place(None, True)
    row = [r for r in sighting.references if r.start >= at and r.start - at <= _LONGEST]
    for position, reference in enumerate(row):
        if any(slot.fullmatch(text, at, reference.start) for slot in (_INTO, _TERMS, _SOME_FIRMS)):
            owned = row[position + 1] if position + 1 < len(row) else None
            if owned and reference.mention.possessive and _OWNS.fullmatch(text, reference.end, owned.start):
                return _Place(owned)
            return _Place(reference)
    return _Place()


def _is_of_pronoun(low: str, trigger: Trigger, end: int) -> bool:
    """ "hired them", "had taken it on"."""
    held = _HELD_PRONOUN.match(low[trigger.start : trigger.end])
    return bool(held or _PRONOUN_AFTER.match(low, trigger.end, end))


def _agent(text: str, sighting: Sighting, trigger: Trigger) -> _Place:
    for reference in sighting.references:
        if reference.start >= trigger.end and _BY.fullmatch(text, trigger.end, reference.start):
            return _Place(reference)
    return _Place()


def _list_from(text: str, sighting: Sighting, first: Reference) -> list[Reference]:
    """The reference with those named in one breath with it."""
    row = [r for r in sighting.references if not r.anaphor]
    at = next((i for i, r in enumerate(row) if r is first), None)
    if at is None:
        return [first]
    low = high = at
    while low > 0 and slots.are_coordinated(text, row[low - 1], row[low]):
        low -= 1
    while high + 1 < len(row) and slots.are_coordinated(text, row[high], row[high + 1]):
        high += 1
    return row[low : high + 1]
