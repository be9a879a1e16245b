"""Runs of capitalised words: where names begin and end in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extraction.lexicon import PLACES, PLAIN_WORDS, TITLES
from tracker.extraction.run_steps import LEGAL_TAILS, extend, goes_on_singular, is_adjectival, is_name_word
from tracker.extraction.sentences import Token
from tracker.normalize.words import word_set

_STOPPED = word_set("inc ltd co corp bros")
_NONE: frozenset[str] = frozenset()
_COMPOUND_HEADS = ("firma", "agentur", "kanzlei", "unternehmen", "konzern", "gesellschaft")  # "Lobbyfirma Acme"
_NUMBER_WORDS = word_set("one two three four five six seven eight nine ten first")
_OPENERS = word_set("all our we every no")  # "the All Peoples Congress"
_AFTER_NAMES = word_set(
    """
    has have had is was are were will would did does gets got pays paid says said told wrote took takes gave
    gives began came goes went and or also now then hired won wins signs of in for to with by that which who
    """
)
_DEEDS = word_set(
    """
    hired signed retained engaged registered agreed enlisted tapped dropped terminated renewed extended received
    earned founded hires signs retains engages registers agrees enlists drops renews extends receives earns
    employs represents lobbies works helps announced launched appointed
    """
)
_IMPERATIVES = word_set("take meet consider enter ask call remember imagine")
_BEFORE_SURNAMES = word_set("to with firm by from - • * · –")
_QUOTES = frozenset("'\"“”‘’")
_POLITICIANS = word_set("republican democrat republicans democrats independent conservative liberal")

Span = tuple[int, int]
"""Positions of the first token of a run and of the one after its last."""


def find_runs(
    tokens: Sequence[Token],
    lower_words: frozenset[str],
    inner_capitals: frozenset[str] = frozenset(),
    places: frozenset[int] = frozenset(),
) -> list[Span]:
    """Spans (in token positions) of the names of one sentence.

    ``lower_words``: the words that the document also writes in lower case; a lone capitalised word at the
    start of a sentence that is among them is no name. ``inner_capitals``: the words that it capitalises elsewhere.
    ``places``: where countries and the like begin, which make no firm's name with commas.
    """
    runs: list[Span] = []
    done = 0
    for at in [at for at, token in enumerate(tokens) if token.capital]:
        if at < done or not _can_start(tokens, at):
            continue
        end = _surnames(tokens, at, places) or _quoted(tokens, at) or extend(tokens, at)
        if tokens[at].start in places:
            start, end = _trim(tokens, at, end, _NONE, inner_capitals | {tokens[at].text})
        else:
            start, end = _trim(tokens, at, end, lower_words, inner_capitals)
        if start < end and not _is_adjunct(tokens, start, end):
            end = _with_stop(tokens, end)
            runs.append((start, end))
        done = max(end, at + 1)
    return runs


def _is_adjunct(tokens: Sequence[Token], start: int, end: int) -> bool:
    """ "Acme" of "Acme Strategies-trained", a lone "Ltd", the "Q" of "Q: How much …", "CI$"."""
    if end < len(tokens) and tokens[end].capital and is_adjectival(tokens[end]):
        return True
    if end < len(tokens) and tokens[end].text in "$€£" and tokens[end].start == tokens[end - 1].end:
        return True
    if end < len(tokens) and end - start == 1 and len(tokens[start].text) == 1 and tokens[end].text in ":.":
        return True
    return all(token.lower in LEGAL_TAILS or not token.text[0].isalpha() for token in tokens[start:end])


def _with_stop(tokens: Sequence[Token], end: int) -> int:
    """The end with the full stop of a legal form: "Acme Inc."."""
    if tokens[end - 1].lower not in _STOPPED or end >= len(tokens) or tokens[end].text != ".":
        return end
    return end + 1 if tokens[end].start == tokens[end - 1].end else end


def _surnames(tokens: Sequence[Token], start: int, places: frozenset[int]) -> int:
    """End of "Burns, Reed, Stone and Wood" after "to" or "with": surnames that make one firm; 0 when it is none."""
    if start and tokens[start - 1].lower not in _BEFORE_SURNAMES:
        return 0
    at, count = start, 0
    while at + 1 < len(tokens) and _is_surname(tokens[at], places):
        count += 1
        if tokens[at + 1].text == ",":
            at += 2
            continue
        if count < 2 or tokens[at + 1].lower not in ("and", "&") or at + 2 >= len(tokens):
            return 0
        whole = count >= 3 or goes_on_singular(tokens, at + 3)
        return at + 3 if whole and _is_surname(tokens[at + 2], places) else 0
    if count >= 2 and at + 1 < len(tokens) and tokens[at].lower == "et" and tokens[at + 1].lower == "al":
        return at + 2
    return 0


def _is_surname(token: Token, places: frozenset[int]) -> bool:
    return is_name_word(token) and token.start not in places and token.lower not in PLACES and token.text.isalpha()


def _quoted(tokens: Sequence[Token], start: int) -> int:
    """End of a whole name in quotation marks after "called" or "named"; 0 when it is none."""
    if start < 2 or tokens[start - 1].text not in _QUOTES or tokens[start - 2].lower not in ("called", "named"):
        return 0
    for at in range(start + 1, min(start + 8, len(tokens))):
        if tokens[at].text in _QUOTES:
            return at
    return 0


def _can_start(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name may begin at a word with a capital."""
    if is_name_word(tokens[at]):
        return True
    if at and tokens[at].lower in _OPENERS and tokens[at - 1].lower in ("the", "of", "by", "with"):
        return at + 1 < len(tokens) and is_name_word(tokens[at + 1])
    if tokens[at].lower in _NUMBER_WORDS and at + 1 < len(tokens):
        closed = at > 0 or (at + 2 < len(tokens) and tokens[at + 2].text == ",")
        return closed and is_name_word(tokens[at + 1])
    return False


def _trim(
    tokens: Sequence[Token], start: int, end: int, lower_words: frozenset[str], inner_capitals: frozenset[str]
) -> Span:
    if start == 0 or tokens[start - 1].text in '.!?:;"“‘([•*–—-|':
        while start < end and _is_opening_word(tokens, start, end, lower_words, inner_capitals):
            start += 1
            while start < end and not is_name_word(tokens[start]):
                start += 1
    while start < end - 1 and tokens[start].lower.endswith(_COMPOUND_HEADS):
        start += 1
    while start < end and tokens[end - 1].lower in ("of", "for", "and", "&", ",", "the", "/", "+"):
        end -= 1
    if start < end and tokens[end - 1].lower in _POLITICIANS and tokens[start].lower != "party":
        return end, end
    if start < end and all(t.lower in PLAIN_WORDS or t.lower in TITLES or not t.capital for t in tokens[start:end]):
        return end, end
    return start, end


def _is_opening_word(
    tokens: Sequence[Token], at: int, end: int, lower_words: frozenset[str], inner_capitals: frozenset[str]
) -> bool:
    word = tokens[at].lower
    if tokens[at].text.isupper() and len(word) > 1:
        return False
    if at + 1 < end and tokens[at + 1].text in ("&", "of", "+", "/", "and"):
        return False
    if end - at == 1:
        if word in lower_words or word in PLAIN_WORDS or word.endswith(("ly", "ing", "ed")):
            return True
        return tokens[at].text not in inner_capitals and not _acts(tokens, end)
    if word in _IMPERATIVES or (word in _DEEDS and word.endswith("ed")):
        return True
    return word in PLAIN_WORDS and word not in TITLES and word in lower_words


def _acts(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows a first word shows that it is a name: a verb of state or deed, a possessive, a comma."""
    if at >= len(tokens):
        return False
    word = tokens[at].lower
    return word in _AFTER_NAMES or word in _DEEDS or not tokens[at].text[0].isalpha()
