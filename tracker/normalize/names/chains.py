"""Chains of parties in one filed name: "X through Y", "Y on behalf of X", "X, c/o Y"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from tracker.normalize.countries import country_code, country_of_name
from tracker.normalize.folding import collapse_blanks, fold, fold_words
from tracker.normalize.names.keys import is_advisory_firm, looks_like_firm, significant_tokens
from tracker.normalize.names.legal_forms import has_legal_form
from tracker.normalize.names.persons import looks_like_person
from tracker.normalize.words import CAUSE_WORDS, GOVERNMENT_WORDS, ORGANISATION_WORDS, TITLES

Relation = Literal["", "through", "on_behalf_of", "care_of"]


@dataclass(frozen=True, slots=True)
class Chain:
    """Who is finally represented, and through whom.

    ``client`` is the name as filed when it is no chain. ``via`` stands in order from the client to the registrant.
    ``relation`` is the last link's kind: "" for no chain, "through", "on_behalf_of", "care_of". ``note`` keeps what
    was split off without being a party: an own office ("its Embassy in Washington") or a person in care; never an
    address.
    ``inverted`` marks "Embassy on behalf of Law Firm LLP", filed the wrong way round and read as "through".
    """

    client: str
    via: tuple[str, ...] = ()
    relation: Relation = ""
    note: str = ""
    inverted: bool = False


_LINK = re.compile(
    r"(?P<open>[(\[]\s*)?(?<![\w'’/])(?:"
    r"(?P<through>(?:including |represented |acting |operating |working )?(?:through|thru|via))"
    r"|(?P<behalf>(?:acting )?(?:for and )?(?:(?:on|of|in) (?:the )?behalf(?: of)?|behalf of)|o/b/o|obo|acting for"
    r"|an? (?:agent|representative) for)"
    r"|(?P<care>c/o|in care of)"
    r")(?![\w'’/-])[\s:,]*",
    re.IGNORECASE,
)
_FOR = re.compile(r"(?P<open>\(\s*)for (?=the [A-Z]|[A-Z])|,\s+for (?=the [A-Z]|[A-Z])")
_FORMER = re.compile(r"[(\s,](?:f\s?/\s?k\s?/\s?a/?|fka|form(?:er|al)ly|previously)\b", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"^(?:(?:an? |the |its )?(?:sub-?)?contract (?:with|to) |(?:the )?(?:law )?firm of "
    r"|(?:[Tt]he )?[Ff]oreign [Aa]gent |(?:Ms|Mr|Mrs)\. (?=[A-Z])|the (?=[^a-z])"
    r"|(?:its |their )?(?:[Ll]egal )?(?:[Cc]ounsel|[Aa]ttorney|[Rr]epresentative|[Aa]gent)\b[\s:,\-]+(?=[A-Z]))"
)
_CLIENT_OF = re.compile(r"^.{2,60}?['’]s client,? ")
_OWN = re.compile(r"^(?:its|their|his|her) ", re.IGNORECASE)
_TAIL = re.compile(r"(?:,| and) its [a-z ]+.*$|, (?:Attorney|Esq\.?|as Trustee\b.*)$")
_STREET = re.compile(r"\b\d{1,4}[a-z]?\b(?! (?:S\.|Ltd|LLC))", re.IGNORECASE)
_QUOTES = '"“”'
_EDGES = " \t,;:/-–—'‘" + _QUOTES


@dataclass(frozen=True, slots=True)
class _Link:
    """A word that may link two parties: its kind, where it and the text on its right stand; ``stop`` ends them."""

    start: int
    begin: int
    stop: int
    kind: Relation
    is_bracketed: bool
    word: str
    right: str


def split_chain(name: str) -> Chain:
    """Who is represented through whom, when the name as filed says so.

    "X through Y", "X (via Y)", "X, c/o Y" and "Y on behalf of X" give client X, via Y; chains nest: "A through B
    through C", "A (on behalf of B) through C". A name that merely contains such a word ("Via Rail Canada", "Peace
    Through Law Institute") stays whole: without brackets both sides must look like parties.
    """
    chain = _read(_level(name))
    via = tuple(party for party in chain.via if fold(_FORMER.split(party)[0]) != fold(chain.client))
    return chain if via == chain.via else replace(chain, via=via, relation=chain.relation if via else "")


def _level(name: str) -> str:
    """Blanks collapsed; a quoted or doubled bracket made plain; "S.A.S.on behalf" given its blank back."""
    text = collapse_blanks(name)
    text = re.sub(rf"[{_QUOTES}]\s*(?=(?:on behalf|through|obo|via)\b)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=[.)])(?=(?:on behalf|through)\b)", " ", text, flags=re.IGNORECASE)
    return text if text.count('"') % 2 == 0 else text.rstrip('"')


def _read(text: str) -> Chain:
    """The chain of one text, links without brackets read from left to right, a bracket as a unit."""
    links = _accepted_links(text)
    if not links:
        return Chain(_trim(text))
    chain = Chain(_trim(text[: links[0].start]))
    for link in links:
        chain = _extend(chain, link)
    rest = _trim(text[links[-1].stop :])
    return _with_rest(chain, rest) if rest else chain


def _accepted_links(text: str) -> list[_Link]:
    accepted: list[_Link] = []
    left_begin = 0
    for link in _candidates(text):
        if accepted and accepted[-1].is_bracketed and link.start < accepted[-1].stop:
            continue
        if _is_link(text[left_begin : link.start], link, text):
            accepted.append(link)
            left_begin = left_begin if link.is_bracketed else link.begin
    return [_reach(text, link, following) for link, following in zip_longest(accepted, accepted[1:])]


def _reach(text: str, link: _Link, following: _Link | None) -> _Link:
    """The link with its right side up to the next true link: what lay between was part of a name."""
    if link.is_bracketed:
        return link
    stop = following.start if following else len(text)
    return replace(link, stop=stop, right=text[link.begin : stop])


def _candidates(text: str) -> list[_Link]:
    former = [
        (found.start(), _closing(text, found.end())) for found in _FORMER.finditer(text) if text[found.start()] == "("
    ]
    found = sorted([*_LINK.finditer(text), *_FOR.finditer(text)], key=lambda match: match.start())
    found = [match for match in found if not any(start <= match.start() < end for start, end in former)]
    links = []
    for place, match in enumerate(found):
        opened = bool(match["open"])
        later = (other.start() for other in found[place + 1 :])
        following = next((start for start in later if fold(text[match.end() : start])), len(text))
        end = _closing(text, match.end()) if opened else following
        word = match[0].strip(" ([,:")
        links.append(
            _Link(match.start(), match.end(), end + opened, _kind(match), opened, word, text[match.end() : end])
        )
    return links


def _kind(match: re.Match[str]) -> Relation:
    groups = match.groupdict()
    if groups.get("through"):
        return "through"
    return "care_of" if groups.get("care") else "on_behalf_of"


def _closing(text: str, begin: int) -> int:
    """Where the bracket that was opened before ``begin`` closes; the end of the text when it never does."""
    depth = 1
    for place in range(begin, len(text)):
        depth += (text[place] in "([") - (text[place] in ")]")
        if not depth:
            return place
    return len(text)


def _is_link(left: str, link: _Link, text: str) -> bool:
    before, right = _trim(left), _party_text(link.right)
    if not fold(before) or not fold(right):
        return False
    if _is_street(link) or (link.kind == "through" and _OWN.match(link.right)):
        return True
    if not (right[:1].isupper() or right[:1].isdigit() or re.match(r"[a-z]+-?[A-Z\d]|the ", right)):
        return False
    if link.kind == "care_of":
        return True
    if link.kind == "on_behalf_of":
        return link.word != "for" or has_legal_form(before) or looks_like_person(before)
    return _shows_parties(before, right, link, text)


def _shows_parties(before: str, right: str, link: _Link, text: str) -> bool:
    """Whether "through" stands between two parties and not inside one name: weighs both sides and the punctuation."""
    theirs = _weigh_intermediary(right)
    if link.is_bracketed or not theirs:
        return theirs > 0
    in_small_letters = link.word.islower()
    ours = _weigh_client(before, in_small_letters)
    is_set_off = bool(_LEAD_IN.match(link.right)) or "thru" in link.word.lower()
    is_set_off = is_set_off or text[: link.start].rstrip().endswith((",", "-", ")", ";", ":"))
    return ours > 0 and ours + theirs + in_small_letters + is_set_off >= 3


def _weigh_client(name: str, in_small_letters: bool) -> int:
    words = fold_words(name)
    if not [word for word in significant_tokens(name) or words if word not in CAUSE_WORDS]:
        if set(words) & GOVERNMENT_WORDS or country_code(name):
            return 2
        return int(len(words) > 1 and bool(set(words) & ORGANISATION_WORDS))
    if country_code(name) or country_of_name(name) or has_legal_form(name) or looks_like_person(name) or "(" in name:
        return 2
    if set(words) & (GOVERNMENT_WORDS | TITLES) or (len(words) > 1 and set(words) & ORGANISATION_WORDS):
        return 2
    is_acronym = " " not in name and name.isupper() and 2 < len(name) <= 6
    if is_acronym and in_small_letters:
        return 2
    return int(len(words) > 1 or in_small_letters) if not words[0].endswith("ing") else 0


def _weigh_intermediary(name: str) -> int:
    tokens = [word for word in significant_tokens(name) if word not in CAUSE_WORDS]
    words = fold_words(name)
    if not tokens:
        is_body = bool(set(words) & (GOVERNMENT_WORDS | ORGANISATION_WORDS)) and len(words) > 2
        return 0 if words[0] in CAUSE_WORDS or not (is_body or looks_like_firm(name)) else 2
    if looks_like_firm(name) or set(words) & (GOVERNMENT_WORDS | ORGANISATION_WORDS) or looks_like_person(name):
        return 2
    return 1


def _is_street(link: _Link) -> bool:
    """An Italian address in brackets: "(Via Dogana 1, Milano, Italy)"."""
    return (
        link.is_bracketed
        and "Via" in link.word
        and bool(_STREET.search(link.right))
        and not looks_like_firm(link.right)
    )


def _extend(chain: Chain, link: _Link) -> Chain:
    if _is_street(link):
        return chain
    if link.kind == "through" and _OWN.match(link.right) and not _LEAD_IN.match(link.right):
        return replace(chain, note=_trim(link.right))
    other = _read(_party_text(link.right)) if link.is_bracketed else Chain(_party_text(link.right))
    if link.kind == "care_of":
        return _in_care(chain, other.client)
    inverted = link.kind == "on_behalf_of" and _is_inverted(chain.client, other.client)
    if link.kind == "through" or inverted:
        via = (*chain.via, *_separate(other.client), *other.via)
        return Chain(chain.client, via, "through", chain.note, inverted)
    return Chain(other.client, (*other.via, chain.client, *chain.via), "on_behalf_of", chain.note)


def _in_care(chain: Chain, keeper: str) -> Chain:
    """An organisation in care of another acts through it; in care of a person is but an address."""
    is_acronym = keeper.isupper() and " " not in keeper
    if is_acronym or looks_like_firm(keeper) or set(fold_words(keeper)) & ORGANISATION_WORDS:
        return Chain(chain.client, (*chain.via, keeper), "care_of", chain.note)
    return replace(chain, note=keeper)


def _is_inverted(front: str, behind: str) -> bool:
    """A government that acts "on behalf of" its own law or lobbying firm was filed the wrong way round."""
    if looks_like_firm(front):
        return False
    is_state = bool(set(fold_words(front)) & GOVERNMENT_WORDS) or bool(country_code(front))
    shows_no_state = not set(fold_words(behind)) & (GOVERNMENT_WORDS - {"state"}) or is_advisory_firm(behind)
    if is_state and looks_like_firm(behind) and shows_no_state:
        return True
    return "party" in fold_words(front) and is_advisory_firm(behind)


def _separate(party: str) -> tuple[str, ...]:
    """ "A, LLC and B, LLC" are two; "Akin Gump Strauss Hauer and Feld" is one."""
    head, joiner, tail = party.partition(" and ")
    second = tail.strip()
    is_two = joiner and looks_like_firm(head) and len(fold_words(head)) > 1 and len(significant_tokens(second)) > 0
    if (
        is_two
        and second[:1].isupper()
        and not (set(fold_words(second)[:1]) & {"associates", "company", "co", "partners"})
    ):
        return (_trim(head), _trim(second))
    return (party,)


def _with_rest(chain: Chain, rest: str) -> Chain:
    """What follows a closed bracket is mostly the client's own abbreviation: "Bank X (through Y) (BX)"."""
    if re.fullmatch(r"\([^()]{2,30}\)?", rest):
        return replace(chain, client=f"{chain.client} {rest}")
    return chain


def _party_text(text: str) -> str:
    """A party without what leads up to it ("contract with", "firm of") or trails off (", its agent")."""
    plain = _CLIENT_OF.sub("", _trim(text))
    while (shorter := _LEAD_IN.sub("", plain, count=1)) != plain:
        plain = shorter
    return _trim(_TAIL.sub("", plain)) or _trim(text)


def _trim(text: str) -> str:
    plain = text.strip(_EDGES)
    if plain.count("(") > plain.count(")"):
        opened = plain.rfind("(")
        plain = plain[:opened].rstrip(_EDGES) if not plain[opened + 1 :].strip() else f"{plain})"
    elif plain.count(")") > plain.count("("):
        plain = plain.replace(")", "", 1) if plain.startswith(")") else plain[::-1].replace(")", "", 1)[::-1]
    return collapse_blanks(plain)
