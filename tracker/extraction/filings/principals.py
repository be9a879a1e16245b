"""The foreign principal that a filing names: by its label, beside "between", "with", "on behalf of" and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.normalize.folding import fold
from tracker.normalize.names.keys import name_key

_SMALL = (
    r"(?:(?:ofthe|of|the\.?|and|for|de|del|la|e|y|al|on|in)\s+|to\s+(?=the\s+(?:U|Eu))|of(?=[A-Z])|of\s+the(?=[A-Z]))"
)
_NAME = (
    r"(?:the\s+)?(?P<name>(?:[A-Z][\w&.'’-]*|[«\"“](?=[A-Z]))"
    rf"(?:(?:,?\s+|\s*[&/-]\s*){_SMALL}{{0,3}}(?:[A-Z(«\"“][\w&.'’()»\"”-]*|\d{{2,4}}(?=\s+[A-Z]))){{0,16}})"
)
_CUES: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"name\s+of\s+(?:the\s+)?foreign\s+principal\s*[:;]?\s*" + _NAME, re.I), 0.95),
    (re.compile(r"foreign\s+principal\s*[:;]\s*" + _NAME, re.I), 0.9),
    (re.compile(r"(?:between|by\s+and\s+between)\s+" + _NAME), 0.85),
    (re.compile(r"\bbetween\s+.{2,90}?\s+and\s+" + _NAME, re.S), 0.85),
    (re.compile(r"\b[Rr]egistrant\s+and\s+" + _NAME), 0.9),
    (re.compile(r"(?:on|in)\s*behalf\s*of\s+" + _NAME), 0.8),
    (re.compile(r"(?:[Rr]epresent(?:s|ed|ation\s+of|ing)?)\s+" + _NAME), 0.8),
    (re.compile(r"(?:[Ee]xhibits?\s+(?:A|B|AB)[^.;]{0,50}?|[Rr]egistration\s+[Ss]tatement)\s+for\s+" + _NAME), 0.85),
    (re.compile(r"(?:^|\n|\.\s|;\s)\s*For\s+" + _NAME + r"\s*:", re.M), 0.85),
    (
        re.compile(
            r"(?:[Aa]greement|[Cc]ontract|[Ee]ngagement|[Aa]rrangement|[Ll]etter|[Rr]elationship)s?\s+(?:[a-z]+\s+)?(?:[a-z]{0,3}ith|by|for)\s+(?:(?:a|an|its|our|their|client)\s+)?"
            + _NAME
        ),
        0.85,
    ),
    (re.compile(r"(?:retained|engaged|hired)\s+by\s+" + _NAME), 0.8),
    (re.compile(r"with\s+respect\s+to\s+" + _NAME), 0.8),
    (
        re.compile(r"(?:[Pp]rincipals?\s*[-–—,:]*\s*(?:please\s+add|added|add)?|as\s+follows)\s*[:;.,-]?\s+" + _NAME),
        0.6,
    ),
    (re.compile(r"(?:funds|payments?|compensation|fees?|income)\s+from\s+" + _NAME), 0.7),
    (re.compile(r"(?:services|advice|counsel|assistance)\s+(?:rendered\s+)?to\s+" + _NAME), 0.7),
    (
        re.compile(
            r"(?:^|[.\n])\s*"
            + _NAME
            + r"\s+(?:has|have)\s+(?:renewed|extended|terminated|retained|engaged|hired|amended|agreed)",
            re.M,
        ),
        0.85,
    ),
    (re.compile(r"assist\s+" + _NAME), 0.6),
    (re.compile(r"(?:regarding|concerning)\s+" + _NAME), 0.6),
)
_WHOLLY_GENERIC = re.compile(
    r"(?:the\s+)?(?:foreign\s+principals?|registrants?|agreements?|contracts?|exhibits?\s*\w?|registration.*|statement|senate.*|house.*|department\s+of\s+justice"
    r"|attorney\s+general|secretary\s+of\s+state|act|act\s+of.*|fara.*|lda.*|part(?:y|ies)|client|consultant|company|firm|agency|government|embassy"
    r"|ministry|principal|us|u\.s\.?|united\s+states(?:\s+(?:congress|government|senate))?|congress|washington.*|january.*|february.*|march|april.*|may"
    r"|june.*|july.*|august.*|september.*|october.*|november.*|december.*|item.*|items.*|amendment.*|supplemental.*|short|form.*|mr|ms|mrs|dr|sir|dear.*"
    r"|services?|scope.*|term|english.*|section.*|response|question.*|certain.*|professional.*|consulting.*|lobbying.*|public\s+relations|fees?.*"
    r"|attach\w*|insert.*|page.*|note.*|please.*|number.*|schedule.*|period.*|date\w*|none|n/?a|yes|no|it|this|these|those|he|she|they|we|our|its"
    r"|executive\s+branch|media|press|officials?|members?.*|chief.*|director.*|president|chairman|minister)",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:office|liaison|bureau|representati\w+|authority|department|mission|delegation|center|centre|board|agency)\b",
    re.I,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_LEADING = re.compile(
    r"^(?:(?:[Rr]egistrant|[Aa]greement|[Cc]ontract|[Pp]arties|[Cc]lient)\W+(?:and|with|between)\s+(?:the\s+)?)+"
)
_CUT = re.compile(
    rf"\s+(?:for|in|on|of|from)\s+(?:the\s+)?(?:{_MONTHS})\b.*$|\s+(?:Address|Date|Name|Country)\s+of\b.*$|,?\s+and\s+[Rr]egistrant\b.*$|\s+and\s+Foreign\s+Principal\b.*$|"
    r"\s*(?:[,;]?\s+(?:Question|Item|Exhibit|Registration|Reg|Agreement|Contract|Dated|Effective|For|Item)\b.*"
    r"|\s*[(]?(?:hereinafter|as|the)?\s*[\"“”«»].*|\s+(?:Inc|LLC|LLP)\.?\s+and\s+.*)$"
)
_AGENT = re.compile(_NAME + r"\W{0,3}\(?\s*[Rr]eg(?:istration|\.)?\s*(?:[Nn]o|[Nn]um|#)")
"""Who has a number of the register is another agent and no principal."""

_BRACKET = re.compile(r"\s*\((?P<inside>[^()]{2,120})\)?\s*$")
_THROUGH = re.compile(r"^(?:through|via|on\s+behalf\s+of|for|by)\s+(?:the\s+)?(?P<who>.+)$", re.I)
_LONGEST_NAME = 160
_EDGES = " ,.\"“”«»'"


@dataclass(frozen=True, slots=True)
class Named:
    """A principal as the filing names it at ``text[start:end]``."""

    name: str
    start: int
    end: int
    confidence: float
    aliases: tuple[str, ...] = ()
    via: str = ""
    behind: str = ""


def find_principals(
    text: str, spans: Sequence[tuple[int, int]], registrant: str, known: Sequence[str] = ()
) -> list[Named]:
    """The principals that these stretches name, the surest first; each is named once.

    ``registrant`` and its short forms are none. ``known`` names count wherever they stand.
    """
    found: list[Named] = []
    agents = [_significant(named.name) for low, high in spans for named in find_agents(text, low, high)]
    for order, (low, high) in enumerate(spans):
        found += list(_find_known(text, low, high, known, order))
        for pattern, confidence in _CUES:
            for match in pattern.finditer(text, low, high):
                named = _read_name(match, confidence - 0.02 * order, registrant)
                if named is not None and not any(_significant(named.name) <= agent for agent in agents):
                    found.append(named)
    return _unite(found)


def find_agents(text: str, low: int, high: int) -> Iterator[Named]:
    """Other registrants whom the stretch names with their number: for whom this one works as a sub-agent."""
    for match in _AGENT.finditer(text, low, high):
        named = _read_name(match, 0.8, "")
        if named is not None:
            yield named


def _find_known(text: str, low: int, high: int, known: Sequence[str], order: int) -> Iterator[Named]:
    """Names that the register lists, as far as they stand there to the letter (in any case)."""
    for name in known:
        if len(name) < 5:
            continue
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"
        for match in re.compile(pattern, re.I).finditer(text, low, high):
            yield Named(match[0], match.start(), match.end(), 0.97 - 0.02 * order)


def _read_name(match: re.Match[str], confidence: float, registrant: str) -> Named | None:
    return clean_name(match["name"], match.start("name"), confidence, registrant)


def clean_name(raw: str, start: int, confidence: float, registrant: str) -> Named | None:
    """A name as it stands at ``start`` without what follows it; None when it is nobody's, or the registrant's own."""
    if lead := _LEADING.match(raw):
        raw, start = raw[lead.end() :], start + lead.end()
    shorter = _cut_firm(_CUT.sub("", _cut_sentence(raw)), registrant)
    start, raw = start + max(raw.find(shorter), 0), shorter.rstrip(" ,.;:-–&'\"“(")
    raw = re.sub(r"\s+(?:and|of|the|for|to|in|on)$", "", raw)
    name, via, behind = raw, "", ""
    aliases: tuple[str, ...] = ()
    while bracket := _BRACKET.search(name):
        name = name[: bracket.start()]
        inside = bracket["inside"].strip(" .\"“”'’")
        through = _THROUGH.match(inside)
        if through and inside.lower().startswith(("for", "on")):
            behind = through["who"]
        elif through:
            via = through["who"]
        else:
            aliases = (inside, *aliases)
    if name.count("(") > name.count(")"):
        name = name[: name.index("(")].rstrip()
    name = re.sub(r"\bofthe\b", "of the", " ".join(name.split())).replace("the. ", "the ")
    name = re.sub(r"\b(of(?: the)?)(?=[A-Z])", r"\1 ", name).lstrip("|•* ").removeprefix("The ").strip(_EDGES)
    if not _is_name(name, registrant):
        return None
    return Named(name, start, start + len(raw), confidence, aliases, via, behind)


def _cut_sentence(raw: str) -> str:
    """Up to the end of a sentence: a full stop after a whole word, not one after "Ltd." or "Oesterr."."""
    for match in re.finditer(r"(\w+)\.\s+(?=[A-Z])", raw):
        word = match[1]
        if len(word) > 4 and word[-1] != word[-2]:
            return raw[: match.end(1)]
    return re.sub(r"-[a-z]{4,}\b.*$", "", raw)


def _cut_firm(raw: str, registrant: str) -> str:
    """Without the registrant, where it follows: "the Embassy of X and Acme Partners LLC"."""
    first = next(iter(re.findall(r"\w{3,}", re.sub(r"^[Tt]he\s+", "", registrant))), "")
    if not first:
        return raw
    if lead := re.match(rf"(?:[Tt]he\s+)?{re.escape(first)}\b.*?\s+and\s+(?:the\s+)?(?=[A-Z])", raw, re.I):
        return raw[lead.end() :]
    return re.sub(rf"\s*,?\s+(?:and|&)\s+(?:the\s+)?{re.escape(first)}\b.*$", "", raw, flags=re.I)


def _is_name(name: str, registrant: str) -> bool:
    if (
        len(name) < 3
        or len(name) > _LONGEST_NAME
        or _WHOLLY_GENERIC.fullmatch(name)
        or not re.search(r"[a-z]{2}|[A-Z]{2}", name)
    ):
        return False
    words = _significant(name)
    firm = _significant(registrant)
    if not words:
        return False
    if not firm or not (words <= firm or firm <= words):
        return True
    # A government's own office registers for that government, and bears its name.
    return bool(_OFFICE.search(registrant)) and 1 < len(words) < len(firm) and not _OFFICE.search(name)


def _significant(name: str) -> set[str]:
    return {word for word in name_key(name).split() if word not in ("the", "and", "of", "group")}


def _unite(found: list[Named]) -> list[Named]:
    """Each principal once, by its fullest name; a name within another one is the same."""
    kept: list[Named] = []
    for named in sorted(found, key=lambda one: (-round(one.confidence, 1), -len(one.name), one.start)):
        key = fold(named.name)
        if not any(key in fold(other.name) or fold(other.name) in key for other in kept):
            kept.append(named)
    return kept
