"""How much a mention looks like a firm of the trade: by its name, and by what the text calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extraction.lexicon import (
    BODY_HEADS,
    FIRM_MODIFIERS,
    FIRM_NOUNS,
    FIRM_PHRASES,
    FIRM_WORDS,
    FUNCTION_WORDS,
    ORGANISATION_WORDS,
    PLAIN_WORDS,
)
from tracker.extraction.mentions import Mention
from tracker.extraction.sentences import Token
from tracker.normalize.names import looks_like_person
from tracker.normalize.words import word_set

_LISTED_NAMES = re.compile(r"(?:[A-Z]\w+, ){1,4}[A-Z]\w+,? (?:and|&) [A-Z]\w+")
_PAIR_OF_NAMES = re.compile(r"^[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]+){0,3}(?:,)? (?:&|\+|and) [^\W\d_][\w'’-]+")
_LISTED = word_set(
    """
    firms shops agencies consultancies lobbyists consultants companies advisers advisors
    """
)
_LIST_OPENERS = word_set(": such including like namely are were — –")
_NUMBERS = word_set("two three four five six both")
_OWN_FIRMS = word_set("firm practice shop consultancy outfit")
_LED = word_set("led run headed founded owned")
_TRADES = word_set("attorney lawyer lobbyist consultant strategist publicist")
_HANDS = word_set(
    "man woman men specialist specialists guru strategist operative expert experts hand veteran executive ace maven"
)
_OFFICIAL = word_set("security national presidential special senior chief royal prime minister's president's")
_APPOSITION_REACH = 9
_LIKELY_FIRM = 0.5


def name_firmness(name: str) -> float:
    """-1 (an office, a bank, a country) to 1 (a firm by its name alone)."""
    words = [word.strip(".,()").lower() for word in name.replace("-", " ").split()]
    plain = " ".join(words)
    score = sum(1.0 for phrase in FIRM_PHRASES if phrase in plain)
    ending = words[-3:]
    score += sum(FIRM_WORDS.get(word, 0.0) for word in ending)
    if _PAIR_OF_NAMES.match(name) and not any(word in ORGANISATION_WORDS for word in words[:-1]):
        score += 0.5 if "&" in name or "+" in name else 0.2
    if _is_row_of_surnames(name, words):
        score += 0.25
    score += 0.6 if _LISTED_NAMES.fullmatch(name) else 0.0
    against = [w for w in words if w in ORGANISATION_WORDS and w not in FIRM_WORDS]
    score -= 0.5 * len(against)
    if any(word in ("of", "for") for word in words[1:]) and score < 1.5:
        score -= 0.6
    return max(-1.0, min(1.0, score))


def _is_row_of_surnames(name: str, words: list[str]) -> bool:
    """Three to five capitalised words without a word of kind, as law firms are named: "Burns Reed Stone"."""
    if not 3 <= len(words) <= 5 or not all(word.isalpha() and len(word) > 2 for word in words):
        return False
    kinds = any(word in ORGANISATION_WORDS or word in FIRM_WORDS or word in PLAIN_WORDS for word in words)
    return not kinds and all(part[0].isupper() for part in name.split()) and not looks_like_person(name)


def apposition_roles(tokens: Sequence[Token], mention: Mention) -> tuple[float, float]:
    """What the words beside a mention call it: (firmness, clientness) to add.

    "the lobbying firm X", "X, a Washington law firm,", "the spyware maker X", "X, a Turkish bank".
    """
    firm, client = _before(tokens, mention)
    more_firm, more_client = _after(tokens, mention)
    return max(firm, more_firm, key=abs), max(client, more_client)


def _before(tokens: Sequence[Token], mention: Mention) -> tuple[float, float]:
    at = mention.first - 1
    comma = False
    while at >= 0 and tokens[at].text in (",", "“", '"', "called", "named"):
        comma = comma or tokens[at].text == ","
        at -= 1
    if at < 0:
        return 0.0, 0.0
    owned = _as_owner(tokens, at) or (0.7 if comma and _is_own_company(tokens, at) else 0.0)
    if owned:
        return owned, 0.0
    at = mention.first - 1 - comma
    word = tokens[at].lower
    if comma and (word.endswith("s") or mention.shape == "person"):
        return 0.0, 0.0
    if word in FIRM_NOUNS and not tokens[at].capital:
        modified = at > 0 and _modifies(tokens, at)
        return (1.0 if modified or word.startswith(("consultan", "lobbyist", "consultancy")) else 0.7), 0.0
    if word in _HANDS and not tokens[at].capital and _modifies(tokens, at):
        return 0.8, 0.0
    if word in BODY_HEADS and not tokens[at].capital and mention.first - at == 1:
        return 0.0, 0.5
    return 0.0, 0.0


def _as_owner(tokens: Sequence[Token], at: int) -> float:
    """ "the firm of lobbyist X", "a shop run by X": firmness of the one whom the firm belongs to, else 0."""
    while at > 1 and tokens[at].lower in _TRADES:
        at -= 1
    word = tokens[at].lower
    if word == "of" and at and tokens[at - 1].lower in _OWN_FIRMS:
        return 0.8
    led = word == "by" and at > 1 and tokens[at - 1].lower in _LED
    return 0.7 if led and tokens[at - 2].lower in _OWN_FIRMS | {"company"} else 0.0


def _is_own_company(tokens: Sequence[Token], at: int) -> bool:
    """ "his company, X", "Jane Roe's new outfit, X"."""
    if tokens[at].lower not in _OWN_FIRMS | {"company", "agency", "business"} or tokens[at].capital:
        return False
    return any(tokens[i].lower in ("his", "her", "own", "'s", "’s") for i in range(max(0, at - 3), at))


def _modifies(tokens: Sequence[Token], at: int) -> bool:
    return any(tokens[i].lower in FIRM_MODIFIERS for i in range(max(0, at - 4), at))


def _after(tokens: Sequence[Token], mention: Mention) -> tuple[float, float]:
    at = mention.last
    if _is_named_company(tokens, mention):
        return 0.6, 0.0
    if at + 1 < len(tokens) and tokens[at].text in ("'s", "’s") and _owns_firm(tokens, at + 1):
        return 0.6, 0.0
    if at < len(tokens) and tokens[at].text == "(":
        while at < len(tokens) and tokens[at].text != ")" and at - mention.last < 8:
            at += 1
        at += 1
    if at + 1 >= len(tokens) or tokens[at].text not in (",", "(", "–", "—"):
        return 0.0, 0.0
    if tokens[at + 1].lower not in ("a", "an", "the", "one", "another", "its", "whose", "lobbying", "which"):
        return 0.0, 0.0
    firm, client = _read_apposition(tokens, at + 2)
    if mention.shape == "person" and not firm and any(t.lower in _TRADES for t in tokens[at + 2 : at + 5]):
        return 0.5, client
    return firm, client


def _is_named_company(tokens: Sequence[Token], mention: Mention) -> bool:
    """ "the Roe company", but not "his Geneva company, Roe & Sons"."""
    at = mention.last
    if at >= len(tokens) or tokens[at].capital or tokens[at].lower not in _OWN_FIRMS | {"company"}:
        return False
    named = at + 2 < len(tokens) and tokens[at + 1].text in (",", "called") and tokens[at + 2].capital
    return mention.first > 0 and tokens[mention.first - 1].lower == "the" and not named


def _owns_firm(tokens: Sequence[Token], at: int) -> bool:
    """ "Jane Roe's lobbying shop"."""
    return any(tokens[i].lower in _OWN_FIRMS and not tokens[i].capital for i in range(at, min(at + 3, len(tokens))))


def _read_apposition(tokens: Sequence[Token], at: int) -> tuple[float, float]:
    trade = official = False
    for position in range(at, min(at + _APPOSITION_REACH, len(tokens))):
        token = tokens[position]
        word = token.lower
        if token.text in ",;()—–" and position > at:
            return 0.0, 0.0
        if word in ("of", "for", "in", "that", "which", "who", "with", "founded", "led", "based") and position > at:
            return 0.0, 0.0
        trade = trade or word in FIRM_MODIFIERS
        official = official or word in _OFFICIAL
        if word in FIRM_NOUNS and not (official and word.startswith("advis")):
            strong = trade or word.startswith(("lobby", "consult", "public"))
            return (1.0 if strong else 0.6), 0.0
        owner = position + 1 < len(tokens) and tokens[position + 1].text in ("'s", "’s")
        if word in BODY_HEADS and not token.capital and not owner:
            return (0.5, 0.0) if trade and word in ("company", "group", "giant") else (-0.2, 0.5)
        if word in FUNCTION_WORDS and word not in ("the", "own", "most", "its") and not token.capital:
            return 0.0, 0.0
    return 0.0, 0.0


def listed_firms(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """The names of a list that the text announces as firms: "its lobbying firms: $3 to A; $2 to B"."""
    opened = _list_start(tokens)
    if opened < 0:
        return []
    colon = tokens[opened + 1].text in ":—–"
    found: list[Mention] = []
    end = opened
    for mention in mentions:
        if mention.first <= opened or mention.shape not in ("name", "person", "body"):
            continue
        if not colon and found and mention.first - end > 3:
            break
        found.append(mention)
        end = mention.last
    return found


def _list_start(tokens: Sequence[Token]) -> int:
    for at in [at for at, token in enumerate(tokens[:-1]) if token.lower in _LISTED]:
        word = tokens[at].lower
        opens = tokens[at + 1].lower in _LIST_OPENERS
        if not opens and not tokens[at].capital:
            marks = ":," if any(t.lower in _NUMBERS for t in tokens[max(0, at - 4) : at]) else ":"
            colon = next((i for i in range(at + 1, min(at + 9, len(tokens))) if tokens[i].text in marks), 0)
            if colon:
                return colon - 1
        if opens and (word != "companies" or _modifies(tokens, at)):
            return at
    return -1
