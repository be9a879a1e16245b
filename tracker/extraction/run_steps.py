"""How a run of capitalised words goes on: small words, signs and commas that a name may hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tracker.extraction.lexicon import (
    ADDRESSEE_NAMES,
    ADDRESSEES,
    CALENDAR,
    FIRM_WORDS,
    FUNCTION_WORDS,
    OF_HEADS,
    ORGANISATION_WORDS,
    PLACES,
)
from tracker.extraction.sentences import Token
from tracker.normalize.words import word_set

PARTICLES = word_set(
    """
    de del della di da do dos du des la le el al bin ibn bint ul van von der den y e i et
    """
)
LEGAL_TAILS = word_set(
    """
    inc llc llp ltd lp plc pllc pc p.a p.c l.l.c l.l.p corp co company chartered limited s.a sa ag gmbh srl
    as s.p.a s.r.l p.l.l.c l.p bv nv pte pty inc. llc. ltd. co. corp. l.l.c. l.l.p. p.a. p.c. s.a. s.r.l.
    s.p.a. l.p.
    """
)
_TWO_PART_HEADS = word_set(
    "center centre office association council institute foundation commission fund forum society"
)
_GROUP_TAILS = word_set("partners associates company co sons son brothers bros others daughters")
_DOTTED = frozenset("abcdefghijklmnopqrstuvwxyz") | word_set(
    """
    st jr sr dr mr mrs ms gen sen rep gov lt col capt maj hon rev prof amb adm sgt messrs ex-rep ex-sen ex-gov
    """
)
_LINK_HEADS = frozenset({"for", "on", "in"})
_ON_HEADS = word_set("council committee commission center centre forum campaign institute project")
_ADJECTIVE_TAILS = tuple(
    f"-{tail}"
    for tail in sorted(
        word_set(
            """
            based connected linked born led owned backed style era friendly Republican Democratic American tied
            controlled funded run aligned educated listed made headquartered area sponsored
            """
        )
    )
)
_ADJECTIVE = 4
_FIRM_TAILS = word_set("group alliance partnership network house corporation company")
_ABBREVIATED = word_set("pvt pty private proprietary")
_SINGULAR = word_set("has is was gets will does earns receives collects")
_AFTER_FIRM = word_set("hired which a the whose led based retained paid now")
_CONTRACTIONS = (
    "i'",
    "we'",
    "you'",
    "they'",
    "he'",
    "she'",
    "it'",
    "that'",
    "there'",
    "what'",
    "who'",
    "don't",
    "didn't",
)
_PEOPLES = word_set(
    """
    people women men children workers teachers farmers veterans nurses doctors players
    """
)
_FOR_HEADS = word_set(
    """
    transport action voices parents centers teachers lawyers students women veterans families doctors
    association center centre committee council institute foundation alliance coalition campaign party
    movement society office department ministry authority agency fund organization organisation union
    network federation league commission board house forum corporation company bureau trust friends citizens
    americans partnership bank initiative congress front group action secretariat
    """
)
_JOINING_HEADS = word_set("committee chamber council association")
_LIST_HEADS = word_set(
    """
    ministry department office secretariat committee bureau agency commission minister
    """
)


def is_name_word(token: Token) -> bool:
    """Whether a token may be a part of a name by itself."""
    return token.capital and _names(token.text)


@lru_cache(maxsize=16_384)
def _names(word: str) -> bool:
    lower = word.lower()
    if lower in FUNCTION_WORDS or _describes(word):
        return False
    return not lower.replace("’", "'").startswith(_CONTRACTIONS)


def is_adjectival(token: Token) -> bool:
    """ "Qatar-owned", "Acme-trained": a name with a word that makes it describe what follows."""
    return _describes(token.text)


def _describes(word: str) -> bool:
    _name, hyphen, tail = word.rpartition("-")
    return word.endswith(_ADJECTIVE_TAILS) or bool(hyphen and len(tail) >= _ADJECTIVE and tail.islower())


def extend(tokens: Sequence[Token], start: int) -> int:
    """The end of the run that begins at ``start``."""
    at = start + 1
    while at < len(tokens):
        step = _next_part(tokens, start, at)
        if not step:
            return at
        at += step
    return at


def _next_part(tokens: Sequence[Token], start: int, at: int) -> int:
    """How many tokens from ``at`` continue the run that began at ``start`` (0: none)."""
    token = tokens[at]
    if is_name_word(token):
        return 1
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.capital and token.lower in FUNCTION_WORDS and following and following.text == "&":
        return 1
    if token.text == "US" and following and following.capital and following.lower in LEGAL_TAILS:
        return 2
    if token.text.isdigit() and tokens[at - 1].end + 1 == token.start and len(token.text) < 4:
        return 1 if at + 1 < len(tokens) and is_name_word(tokens[at + 1]) else 0
    if token.text[0].isalpha():
        return _after_connector(tokens, start, at)
    return _after_mark(tokens, start, at)


def _after_mark(tokens: Sequence[Token], start: int, at: int) -> int:
    """How many tokens of a name a sign joins: an ampersand, a dot after initials, a comma, a people's own."""
    sign = tokens[at].text
    if sign == ",":
        return _after_comma(tokens, start, at)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or not following.capital:
        return 0
    if sign == "(":
        return _bracketed_form(tokens, at)
    if sign in ("'s", "’s"):
        return 2 if tokens[at - 1].lower in _PEOPLES and is_name_word(following) else 0
    dotted = sign == "." and tokens[at - 1].lower.rpartition("-")[2] in _DOTTED
    return 2 if sign in ("&", "+", "/") or dotted else 0


def _bracketed_form(tokens: Sequence[Token], at: int) -> int:
    """ "(Pvt) Ltd"."""
    ahead = [token.lower for token in tokens[at + 1 : at + 4]]
    formed = len(ahead) == 3 and ahead[0] in _ABBREVIATED and ahead[1] == ")" and ahead[2] in LEGAL_TAILS
    return 4 if formed else 0


def _after_comma(tokens: Sequence[Token], start: int, at: int) -> int:
    if at + 1 >= len(tokens):
        return 0
    following = tokens[at + 1]
    if following.text[0].isalpha() and following.lower.rstrip(".") in LEGAL_TAILS and following.capital:
        return 2
    if tokens[start].lower in _LIST_HEADS:
        return _list_step(tokens, at)
    return _surname_list(tokens, start, at)


def _list_step(tokens: Sequence[Token], at: int) -> int:
    """ "Ministry of Production, Foreign Trade, Investments and Fisheries": a list that closes with "and"."""
    position = at
    while position < len(tokens) and position - at < 14:
        token = tokens[position]
        if token.lower == "and":
            ahead = position + 1 < len(tokens) and is_name_word(tokens[position + 1])
            return position + 2 - at if ahead else 0
        if not (token.text == "," or is_name_word(token)):
            return 0
        position += 1
    return 0


def _surname_list(tokens: Sequence[Token], start: int, at: int) -> int:
    """ "Nelson, Mullins, Riley & Scarborough": surnames parted by commas that close with an ampersand."""
    if at - start != 1:
        return 0
    position = at
    while position + 1 < len(tokens) and tokens[position].text == "," and is_name_word(tokens[position + 1]):
        position += 2
        if position + 1 < len(tokens) and tokens[position].text in ("&",) and tokens[position + 1].capital:
            return position + 2 - at
    return 0


def _after_connector(tokens: Sequence[Token], start: int, at: int) -> int:
    word = tokens[at].lower
    ahead = _name_after(tokens, at + 1)
    if not ahead:
        return 0
    if word == "of":
        heads = (tokens[at - 1].lower, tokens[start].lower)
        return ahead - at if any(head in OF_HEADS for head in heads) else 0
    if word == "in" and tokens[at + 1].lower == "exile":
        return 2
    if word in _LINK_HEADS:
        return ahead - at if _joins(tokens, start, at) else 0
    if word == "and":
        return _after_and(tokens, start, at)
    if word in PARTICLES and tokens[ahead - 1].lower in PLACES:
        return 0
    if word in PARTICLES and ahead == at + 2 and tokens[at].text == word:
        return 2
    return 0


def _joins(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether "for", "on" or "in" holds a name together: "Center for Peace", but not "Pine Group for the League"."""
    word = tokens[at].lower
    if tokens[at + 1].lower in CALENDAR or _is_addressee(tokens, start, at) or _is_of_two(tokens, start, at):
        return False
    kinds = _ON_HEADS if word == "on" else _FOR_HEADS
    return any(tokens[i].lower in kinds for i in range(start, at)) and (word != "in" or at - start > 2)


def _is_of_two(tokens: Sequence[Token], start: int, at: int) -> bool:
    """ "Pine Group for the Greyhound League": a firm, and a body with a kind of its own."""
    if tokens[at].lower != "for" or tokens[at - 1].lower not in _FIRM_TAILS or at - start < 2:
        return False
    end = at + 2 if tokens[at + 1].lower == "the" else at + 1
    while end < len(tokens) and is_name_word(tokens[end]):
        end += 1
    return tokens[end - 1].lower in ORGANISATION_WORDS


def _is_addressee(tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "lobbied Congress for Acme": whom one lobbies is no part of the name that follows."""
    words = [token.lower for token in tokens[start:end]]
    return " ".join(words) in ADDRESSEE_NAMES or (len(words) == 1 and words[0] in ADDRESSEES)


def _name_after(tokens: Sequence[Token], at: int) -> int:
    """Position after the first name word from ``at``, one "the" skipped; 0 when there is none."""
    if at < len(tokens) and tokens[at].lower in ("the", "el", "la", "al"):
        at += 1
    if at < len(tokens) and (is_name_word(tokens[at]) or tokens[at].text in ("U.S.", "UK", "US")):
        return at + 1
    return 0


def _after_and(tokens: Sequence[Token], start: int, at: int) -> int:
    following = tokens[at + 1]
    if not is_name_word(following):
        return 0
    if following.lower in _GROUP_TAILS:
        return 2
    joined = _office_of_two(tokens, start, at)
    if joined:
        return joined
    if _is_initials(tokens, start, at) or _is_one_firm(tokens, start, at):
        return 2
    of_inside = any(tokens[i].lower in ("of", "for") for i in range(start, at))
    if of_inside and any(tokens[i].lower in _LIST_HEADS | _JOINING_HEADS for i in range(start, at)):
        return 2
    headed = at - start >= 3 and tokens[at - 2].lower in ("of", "for", "on") and tokens[at - 3].lower in _TWO_PART_HEADS
    if headed and following.lower not in FIRM_WORDS and _closes(tokens, at + 2):
        return 2
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    if after is not None and after.lower.rstrip(".") in LEGAL_TAILS and at - start == 1:
        return 2
    return 0


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Whether no name goes on at ``at``."""
    return at >= len(tokens) or not (tokens[at].capital or tokens[at].text in ("&", "'s", "’s"))


def goes_on_singular(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb in the singular follows, straight away or after an aside: ", a Texas firm, has"."""
    if at < len(tokens) and tokens[at].text == ",":
        at = next((i + 1 for i in range(at + 1, min(at + 10, len(tokens))) if tokens[i].text == ","), at)
    return at < len(tokens) and tokens[at].lower in _SINGULAR


def _is_one_firm(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether "Burns Reed and Stone" goes on in the singular: ", hired through …", "gets …"."""
    if at - start < 2 or at + 3 >= len(tokens) or any(t.lower in _FOR_HEADS for t in tokens[start:at]):
        return False
    after = tokens[at + 2]
    if after.text == ",":
        return tokens[at + 3].lower in _AFTER_FIRM
    return after.lower in _SINGULAR


def _office_of_two(tokens: Sequence[Token], start: int, at: int) -> int:
    """ "Economic and Cultural Office", "Dialogue and Engagement Center": one body whose name holds an "and"."""
    end = at + 1
    while end < len(tokens) and is_name_word(tokens[end]):
        end += 1
    if end - at < 3 or tokens[end - 1].lower not in _FOR_HEADS or at - start > 4:
        return 0
    left = tokens[at - 1].lower
    adjective = left.endswith(("ic", "al", "ary", "ial", "an")) and at - start > 1
    determined = start > 0 and tokens[start - 1].lower == "the" and left not in FIRM_WORDS and left not in _FOR_HEADS
    return end - at if adjective or (determined and tokens[end - 1].lower in _TWO_PART_HEADS) else 0


def _is_initials(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether "A and B" is followed by its own initials: "Arnold and Porter (A&P)"."""
    if at + 3 >= len(tokens) or tokens[at + 2].text != "(":
        return False
    letters = "".join(t.text[0] for t in tokens[start : at + 2] if t.capital)
    return tokens[at + 3].text.replace("&", "").upper() == letters.upper()
