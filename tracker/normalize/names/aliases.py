"""The other names that a name itself gives: abbreviations in brackets, business names, former names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.normalize.countries import country_code, find_countries
from tracker.normalize.folding import collapse_blanks, fold, fold_words
from tracker.normalize.names.keys import is_acronym_of
from tracker.normalize.names.legal_forms import LEGAL_FORMS, has_legal_form, strip_legal_forms
from tracker.normalize.names.persons import looks_like_person, reorder_person
from tracker.normalize.words import (
    CITIES,
    FUNCTION_WORDS,
    GENERIC_WORDS,
    GIVEN_NAMES,
    GOVERNMENT_WORDS,
    ORGANISATION_WORDS,
    TITLES,
    word_set,
)


@dataclass(frozen=True, slots=True)
class Names:
    """One party's names as one string gives them: the main one, others of today, and former ones."""

    main: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


_ALSO = (
    r"a\s?/\s?k\s?/\s?a/?|aka|also known as|also called|better known as|commonly known as"
    r"|d\s?/\s?b\s?/\s?a/?|d\.b\.a\.|dba|doing business as|t/a|trading as|operating as|now known as"
)
_FORMER = (
    r"f\s?/\s?[kn]\s?/\s?a/?|fka|fna"
    r"|form(?:er|al)ly(?: (?:(?:also )?(?:known?s?|reported|listed|called|registered|named|doing business) as|k/a))?"
    r"|(?:previously|prev\.)(?: (?:known|reported|registered|listed|called) as)?"
)
_BRACKETED = re.compile(
    rf"\(\s*(?:(?P<also>{_ALSO}|also)|(?P<former>{_FORMER}))\b[\s:,\-–]*(?P<name>(?:[^()]|\([^()]*\)?)*)\)?",
    re.IGNORECASE,
)
_EMPTY_MARK = re.compile(rf"\(\s*((?:{_ALSO}|{_FORMER}))\s*\)", re.IGNORECASE)
_LOOSE = re.compile(
    rf"(?:^|[\s,;/\-–])\s*(?:(?P<also>{_ALSO})|(?P<former>{_FORMER}))(?![\w/])[\s:,\-–]*(?:of\s)?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*(?:\(((?:[^()]|\([^()]*\))*)\)?|\[([^\[\]]*)\])")
_LEADING_SHORT = re.compile(r"^([A-Z][A-Z0-9.&-]{2,11})(?:,| -| –) (?=[A-Z])")
_QUOTES = '"“”„«»'
_QUOTE = re.compile(r"[\"“”„«»]")
_SINGLE_QUOTED = re.compile(r"(?<!\w)['‘]([^'‘’]+)['’](?!\w)")
_ARTICLE = re.compile(r"^(?:or,? |[Tt]he (?=[A-Z]{3,}\b))")
_QUALIFIES = re.compile(r"(?:of|in|at|de|du|del|da)\b", re.IGNORECASE)
_PART_BEGINS = re.compile(r"(?:\b(?:of|for|by|de)\s+|[,/]\s*)(?:the\s+)?", re.IGNORECASE)
_SPLIT_BODIES = word_set("party partido parti partei league liga movement movimiento mouvement front")
_PLAIN_WORD = re.compile(r"^[A-Z][\w'’.-]*$")
_SHORT = re.compile(r"^(?=(?:.*[A-Z]){2})[A-Z0-9a-z][A-Za-z0-9&.+-]{1,14}$")
_FOREIGN = word_set(
    """
    de del des du la le les el los las der die das und fur et y e da do dos delle nazionale nacional nationale
    conseil comite consejo camara ministerio ministere asociacion associacao partido parti federacion instituto
    movimiento
    """
)
_ENGLISH = word_set(
    """
    of the and for national council board committee ministry association party institute movement
    """
)
_NOT_OURS = frozenset(
    {"us", "uk", "usa", "eu", "dc", "ny", "ont", "que", "inc", "ret", "retd", "hq", "jr", "sr", "ii", "iii"}
)


@lru_cache(maxsize=8_192)
def split_aliases(name: str) -> Names:
    """The names that the string itself gives of one party.

    "Libyan National Army (LNA)", 'PETRÓLEOS MEXICANOS ("PEMEX")', "X, a/k/a Y", "X d/b/a Y", "X (formerly Y)",
    "TECRO, Taipei Economic … Office", "Kofoed, John C. (Jack)". What stands in brackets without being a name
    ("(US)", "(an agency of …)", "(Singapore)") stays in the main name; an abbreviation of a part of the name only
    ("Board of Petróleos de Venezuela (PDVSA)") is dropped and is no alias.
    """
    aliases: list[str] = []
    former: list[str] = []
    text = _EMPTY_MARK.sub(r" \1 ", collapse_blanks(name))
    text = _take_bracketed(text, aliases, former)
    text = _take_loose(text, aliases, former)
    text = _take_brackets(text, aliases)
    text = _take_leading_short(text, aliases)
    main = _tidy(text) or (aliases.pop(0) if aliases else _tidy(collapse_blanks(name)))
    taken = {fold(main)}
    return Names(main, _distinct(aliases, taken), _distinct(former, taken))


def _take_bracketed(text: str, aliases: list[str], former: list[str]) -> str:
    """Cut out "(formerly …)", "(d/b/a …)" and keep the names in them."""
    while found := _BRACKETED.search(text):
        _keep(found["name"], former if found["former"] else aliases)
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return text


def _take_loose(text: str, aliases: list[str], former: list[str]) -> str:
    """Cut off "… d/b/a Y", "…, formerly Y" from the first such word to the end, each name to its list."""
    marks = list(_LOOSE.finditer(text))
    if not marks:
        return text
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        _keep(text[mark.end() : end], former if mark["former"] else aliases)
    return text[: marks[0].start()]


def _keep(written: str, names: list[str]) -> None:
    """Keep a name with the names that it bears itself."""
    inner = split_aliases(re.sub(r"\(([^()]*)$", r"(\1)", written))
    found = (_unquoted(inner.main), *inner.aliases, *inner.former)
    names.extend(item for item in found if len(fold(item)) > 1 and fold(item) not in LEGAL_FORMS)


def _take_brackets(text: str, aliases: list[str]) -> str:
    kept, place = "", 0
    for found in _BRACKET.finditer(text):
        before = kept + text[place : found.start()]
        verdict = _judge(found[1] or found[2] or "", _tidy(before), text[found.end() :])
        if verdict is None:
            continue
        aliases.extend(verdict)
        kept, place = before, found.end()
    return kept + text[place:]


def _judge(content: str, head: str, after: str) -> tuple[str, ...] | None:
    """The aliases that a bracket after ``head`` gives; () for an abbreviation of something else; None: leave it."""
    inner = _ARTICLE.sub("", _unquoted(content))
    if not inner or not head or fold(inner) in _NOT_OURS:
        return None
    if looks_like_person(head):
        return _persons_alias(inner, head)
    if " " not in inner:
        verdict = _one_word_alias(inner, head, is_quoted=inner != content.strip(), is_last=not after.strip(" ,.)"))
        return () if verdict and not _ends_the_name(after) else verdict
    if inner != content.strip() and _QUOTE.search(content) and len(fold_words(inner)) <= 6:
        return (inner,)
    return (inner,) if _ends_the_name(after) and _is_other_name(inner, head) else None


def _ends_the_name(after: str) -> bool:
    """Whether what follows a bracket only qualifies the name before it: a legal form, "of …", another bracket."""
    rest = after.strip(" ,")
    if after.startswith(",") and len(fold_words(rest)) <= 3 and not set(fold_words(rest)) & ORGANISATION_WORDS:
        return True
    return not rest or rest[0] in "([;/-" or bool(_QUALIFIES.match(rest)) or fold(rest) in LEGAL_FORMS


def _persons_alias(inner: str, head: str) -> tuple[str, ...] | None:
    """ "(Jack)" after John C. Kofoed is Jack Kofoed; "(Bobi Wine)" is a name of its own."""
    words = [word for word in inner.split() if _PLAIN_WORD.match(word)]
    if (
        len(words) != len(inner.split())
        or set(fold_words(inner)) & (ORGANISATION_WORDS | TITLES)
        or find_countries(inner)
    ):
        return None
    if len(words) == 1:
        person = reorder_person(head)
        if not _is_nickname(fold(inner), person, head):
            return None
        return (f"{words[0].title() if words[0].isupper() else words[0]} {person.split()[-1]}",)
    return (inner,) if len(words) <= 4 else None


def _is_nickname(folded: str, person: str, head: str) -> bool:
    """ "(Ted)" after "Jones, Theodore L." and any known given name; a trade name after a person's is none."""
    alike = any(word[:1] == folded[:1] for word in fold_words(person)[:-1])
    return folded in GIVEN_NAMES or (alike and len(folded) <= 6) or (person != head and len(folded) <= 6)


def _one_word_alias(inner: str, head: str, *, is_quoted: bool, is_last: bool) -> tuple[str, ...] | None:
    code = country_code(inner)
    if code and not _SHORT.match(inner):
        return None
    if code and any(mention.code == code for mention in find_countries(head)):
        return (inner,) if country_code(head) == code else ()
    folded = fold(inner).replace(" ", "")
    if _is_common(folded) and not inner.isupper():
        return None
    if is_acronym_of(inner, head) or is_syllabic_acronym_of(inner, head):
        return (inner,)
    if _abbreviates_a_part(inner, head):
        return ()
    if folded in LEGAL_FORMS or folded.isdigit() or _is_common(folded) or find_countries(inner):
        return None
    if is_quoted or (_SHORT.match(inner) and len(folded) > 2):
        return (inner,)
    return (inner,) if is_last and _is_trade_name(inner, head) else None


def _is_common(folded: str) -> bool:
    return folded in GENERIC_WORDS or folded in ORGANISATION_WORDS or folded in CITIES or folded in TITLES


def _is_trade_name(inner: str, head: str) -> bool:
    """Whether one ordinary word after an organisation's name is what it calls itself: "… Company (Masdar)"."""
    words = fold_words(head)
    is_organisation = bool(set(words) & ORGANISATION_WORDS) and not _is_state(words) and not set(words) & _SPLIT_BODIES
    return is_organisation and bool(_PLAIN_WORD.match(inner)) and len(inner) > 3 and head.upper() != head


def _is_state(words: tuple[str, ...]) -> bool:
    return bool(set(words[:2]) & GOVERNMENT_WORDS)


def _abbreviates_a_part(inner: str, head: str) -> bool:
    """Whether the abbreviation spells a body named after an "of", a "for" or a comma: then it names that one."""
    tails = [head[found.end() :] for found in _PART_BEGINS.finditer(head)]
    bodies = [tail for tail in tails if has_legal_form(tail) or set(fold_words(tail)) & ORGANISATION_WORDS]
    return any(is_acronym_of(inner, tail) for tail in tails) or any(
        is_syllabic_acronym_of(inner, body) for body in bodies
    )


def is_syllabic_acronym_of(short: str, name: str) -> bool:
    """Whether ``short`` is put together from beginnings of the name's words in order: "Frelimo", "Fonatur", "PEMEX"."""
    letters = fold(short).replace(" ", "")
    words = tuple(word for word in fold_words(strip_legal_forms(name)) if word not in FUNCTION_WORDS)
    return len(letters) >= 4 and len(words) >= 2 and _is_put_together(letters, words, used=0)


def _is_put_together(letters: str, words: tuple[str, ...], used: int) -> bool:
    if not letters:
        return used >= 2
    if not words:
        return False
    word, rest = words[0], words[1:]
    sizes = [size for size in range(min(len(word), len(letters)), 0, -1) if word[:size] == letters[:size]]
    if any(_is_put_together(letters[size:], rest, used + 1) for size in sizes):
        return True
    return _is_put_together(letters, rest, used)


def _is_other_name(inner: str, head: str) -> bool:
    """Whether several words in brackets are the same party's name: spelled out, or in another language."""
    words = inner.split()
    if len(words) > 12 or any(mark in inner for mark in ",;:#/") or not _is_capitalised(words):
        return False
    if is_acronym_of(head, inner) or is_syllabic_acronym_of(head, inner):
        return True
    ours, theirs = fold_words(head), set(fold_words(inner))
    if theirs & TITLES or not theirs & ORGANISATION_WORDS or _is_state(ours) or country_code(head):
        return False
    if theirs & GOVERNMENT_WORDS and not set(ours) & GOVERNMENT_WORDS:
        return False
    if len(ours) == 1:
        return not _is_common(ours[0])
    to_english = set(ours) & _FOREIGN and theirs & _ENGLISH
    return bool(to_english or (set(ours) & _ENGLISH and theirs & _FOREIGN and not theirs & {"of", "the"}))


def _is_capitalised(words: list[str]) -> bool:
    return words[0][:1].isupper() and all(
        word[:1].isupper() or fold(word) in FUNCTION_WORDS or word == "&" for word in words
    )


def _take_leading_short(text: str, aliases: list[str]) -> str:
    """ "TECRO, Taipei Economic …": the abbreviation that stands before the name it abbreviates."""
    found = _LEADING_SHORT.match(text)
    if found and (
        is_acronym_of(found[1], text[found.end() :]) or is_syllabic_acronym_of(found[1], text[found.end() :])
    ):
        aliases.append(found[1])
        return text[found.end() :]
    return text


def _unquoted(text: str) -> str:
    """The text without quotation marks; an apostrophe stays."""
    return _tidy(_QUOTE.sub(" ", _SINGLE_QUOTED.sub(r" \1 ", text))).lstrip("'‘").strip()


def _tidy(text: str) -> str:
    text = re.sub(r"\s*([,;])(?:\s*,)*|\s+(\.)", r"\1\2", collapse_blanks(text)).strip(" ,;:/-–—")
    return text + ")" if text.count("(") == text.count(")") + 1 else text.rstrip("(").rstrip()


def _distinct(names: list[str], taken: set[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for name in names:
        if fold(name) and fold(name) not in taken:
            taken.add(fold(name))
            kept.append(name)
    return tuple(kept)
