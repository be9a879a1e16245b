"""Mentions gathered into parties: full names, abbreviations, short forms, a country and its offices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.extraction.document import Document
from tracker.extraction.lexicon import CALENDAR, FIRM_WORDS, ORGANISATION_WORDS, PLACES
from tracker.extraction.mentions import Mention, Shape
from tracker.normalize.countries import CountryMention, country_code
from tracker.normalize.names import fold
from tracker.normalize.words import word_set

_BRACKET = re.compile(
    r"\s*[,]?\s*\(\s*(?:or\s+|the\s+|aka\s+|a\.k\.a\.\s+|formerly\s+)?[\"“'‘]?([^()\"“”]{2,60}?)[\"”'’]?\s*\)"
)
_ACRONYM = re.compile(r"^[A-Z][A-Z0-9&.\-]{1,9}s?$")
_NO_ALIAS = frozenset({"D", "R", "I", "PDF", "FARA", "LDA", "DOJ", "AP"})
_SHORT = re.compile(
    r"\s*,?\s*(?:or|known\s+as|also\s+known\s+as|called)\s+([A-Z][A-Z&]{1,7})\b"
    r"|\s*,\s*([A-Z][A-Z&]{1,7})\s+for\s+short"
)
_TRADING = re.compile(
    r"\s*,?\s*(?:who\s+does\s+business\s+as|doing\s+business\s+as"
    r"|whose\s+(?:company|firm|consultancy|outfit)\s+is\s+(?:called\s+)?|d/b/a|dba|trading\s+as|t/a)\s+[\"“'‘]?",
    re.IGNORECASE,
)
_APPOSED = re.compile(r"\s*(?:\([^)]*\))?\s*,\s+(?:an?|the|one\s+of\s+the)\s+(?:[a-z-]+\s+){0,2}")
_SMALL = word_set("of the and for in on to de du des la le al el a an &")
_PARTISAN = word_set(
    "party parties opposition movement front coalition league alliance militia rebels army forces junta"
)
_NAMELESS: frozenset[Shape] = frozenset({"addressee", "press", "place"})


@dataclass(slots=True)
class Party:
    """Everything a document calls one party. ``firmness`` and ``clientness`` as in ``Mention``.

    ``alias_of``: the firm for which a person stands by name.
    """

    number: int
    shape: Shape
    mentions: list[Mention] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    country: str | None = None
    firmness: float = 0.0
    clientness: float = 0.0
    alias_of: Party | None = None

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def is_state(self) -> bool:
        return self.shape in ("country", "government")


def is_partisan(party: Party) -> bool:
    """Whether it is a political party, a movement or a force, which does not stand for its country."""
    return any(mention.head in _PARTISAN for mention in party.mentions)


class PartyBook:
    """The parties of a document, found again by any of their names."""

    def __init__(self, document: Document, mentions: Sequence[Sequence[Mention]]) -> None:
        self.document = document
        self.mentions = mentions
        self.parties: list[Party] = []
        self._by_name: dict[str, int] = {}
        self._by_first: dict[str, list[int]] = defaultdict(list)
        self._by_last: dict[str, list[int]] = defaultdict(list)
        self._last_words: dict[str, Party] = {}
        self._by_state: dict[str, int] = {}
        for row in mentions:
            for position, mention in enumerate(row):
                self._place(row, position, mention)

    def of(self, mention: Mention) -> Party:
        """The party that a mention stands for."""
        party = self.parties[mention.party]
        return party.alias_of or party

    def state(self, country: CountryMention | None) -> Party | None:
        """The party of a state, made when the text itself has not named it."""
        if country is None:
            return None
        number = self._by_state.get(country.code)
        if number is not None:
            return self.parties[number]
        party = Party(len(self.parties), "country", names=[country.text], country=country.code, firmness=-1.0)
        party.clientness = 0.4
        self.parties.append(party)
        self._by_state[country.code] = party.number
        return party

    # -- finding --------------------------------------------------------------------------------

    def _place(self, row: Sequence[Mention], position: int, mention: Mention) -> None:
        aliases = self._aliases(mention)
        party = self._find(row, position, mention, aliases)
        if party is None:
            party = Party(len(self.parties), mention.shape)
            self.parties.append(party)
        self._join(party, mention, aliases)

    def _find(self, row: Sequence[Mention], position: int, mention: Mention, aliases: Sequence[str]) -> Party | None:
        if _stands_for_state(mention):
            number = self._by_state.get(mention.country or "")
            return self.parties[number] if number is not None else None
        key = fold(mention.name)
        if key in self._by_name:
            return self.parties[self._by_name[key]]
        acronym = self._find_acronym(mention, key, aliases)
        if acronym is not None:
            return acronym
        if mention.described:
            return self._apposed(row, position, mention) or self._same_kind(mention) or self._described_before(mention)
        return (
            self._trading_name(row, position, mention)
            or self._named_after(row, position, mention)
            or self._find_short(mention, key)
        )

    def _find_acronym(self, mention: Mention, key: str, aliases: Sequence[str]) -> Party | None:
        """The party so far only called by the abbreviation that this name has in brackets or spells."""
        for alias in aliases:
            number = self._by_name.get(fold(alias))
            if number is not None and self.parties[number].shape == "name":
                return self.parties[number]
        words = key.split()
        if len(words) < 3 or mention.described or mention.shape in _NAMELESS:
            return None
        for initials in _initials(words):
            number = self._by_name.get(initials)
            if number is not None and self.parties[number].names[0].isupper():
                return self.parties[number]
        return None

    def _apposed(self, row: Sequence[Mention], position: int, mention: Mention) -> Party | None:
        """ "X, a Turkish bank": the description of the name before it."""
        if not position:
            return None
        between = row[position - 1].end, mention.start
        owned = "'s " in mention.name or "’s " in mention.name
        if not (
            _APPOSED.fullmatch(self.document.text, *between) or (owned and self.document.text[slice(*between)] == ", ")
        ):
            return None
        previous = self.parties[row[position - 1].party]
        fits = previous.shape in ("name", "body", "person") and previous.country in (None, mention.country)
        return previous if fits else None

    def _same_kind(self, mention: Mention) -> Party | None:
        """ "the Moldovan party" after "the Democratic Party": the same kind of body of the same country."""
        for party in reversed(self.parties):
            fits = party.shape == "body" and party.country in (None, mention.country)
            if fits and any(m.head == mention.head and not m.adjective for m in party.mentions):
                return party
        return None

    def _described_before(self, mention: Mention) -> Party | None:
        """ "The Russian lender" right after the sentence that named it without its country."""
        before = self.document.text[max(0, mention.start - 4) : mention.start].lower()
        if mention.shape != "body" or not before.endswith("the ") or mention.sentence == 0:
            return None
        for earlier in reversed(self.mentions[mention.sentence - 1]):
            party = self.parties[earlier.party] if earlier.party >= 0 else None
            if party is None or party.shape not in ("name", "body") or party.country is not None:
                continue
            if not any(word in FIRM_WORDS for word in fold(party.name).split()):
                return party
        return None

    def _trading_name(self, row: Sequence[Mention], position: int, mention: Mention) -> Party | None:
        """ "Jane Roe, doing business as Roe Relations"."""
        if position and _TRADING.fullmatch(self.document.text, row[position - 1].end, mention.start):
            return self.parties[row[position - 1].party]
        return None

    def _named_after(self, row: Sequence[Mention], position: int, mention: Mention) -> Party | None:
        """ "Colombia's trade agency, ProAcme, has": the name of the body that the words before it describe."""
        if not position or not row[position - 1].described or mention.shape not in ("name", "body"):
            return None
        between = self.document.text[row[position - 1].end : mention.start]
        after = self.document.text[mention.end : mention.end + 2]
        party = self.parties[row[position - 1].party]
        fits = party.shape == "body" and between == ", " and after in (", ", ". ", ".", " (")
        return party if fits else None

    def _find_short(self, mention: Mention, key: str) -> Party | None:
        words = key.split()
        if not words or mention.shape in _NAMELESS or mention.shape in ("country", "local"):
            return None
        if all(word in FIRM_WORDS or word in ORGANISATION_WORDS for word in words):
            return None
        for number in self._by_first.get(words[0], []):
            if _is_short_of(words, fold(self.parties[number].name).split()):
                return self.parties[number]
        longer = self._by_name.get(words[0]) if len(words) > 1 and mention.shape in ("name", "body") else None
        if longer is not None and _is_single_name(self.parties[longer], words[0]):
            return self.parties[longer]
        spelled = self._spelled_by(mention.name)
        if spelled is not None:
            return spelled
        if len(words) == 1 and self._by_last.get(words[0]):
            return self.parties[self._by_last[words[0]][0]]
        return self._by_surname(mention, words)

    def _by_surname(self, mention: Mention, words: Sequence[str]) -> Party | None:
        """ "Rowe" after "Odo Rowe": who is called by the last of two words is a person."""
        if len(words) != 1 or mention.shape != "name" or len(words[0]) < 4:
            return None
        party = self._last_words.get(words[0])
        if party is not None:
            party.shape = "person"
        return party

    def _spelled_by(self, acronym: str) -> Party | None:
        """The party whose name ends in words with these initials: "NSC" for "Georgian National Security Council"."""
        if not 3 <= len(acronym) <= 6 or not acronym.isalpha() or not acronym.isupper():
            return None
        for party in self.parties:
            for name in party.names[:3]:
                words = [w for w in fold(name).split() if w not in _SMALL]
                if len(words) > len(acronym) and "".join(w[0] for w in words).endswith(acronym.lower()):
                    return party
        return None

    # -- joining --------------------------------------------------------------------------------

    def _join(self, party: Party, mention: Mention, aliases: Sequence[str]) -> None:
        mention.party = party.number
        party.mentions.append(mention)
        key = fold(mention.name)
        if party.shape in ("person", "name") and _is_fuller(mention, key):
            party.shape = mention.shape
        if mention.name not in party.names:
            party.names.append(mention.name)
        party.country = party.country or mention.country
        self._by_name.setdefault(key, party.number)
        self._index(party, mention, key)
        for alias in aliases:
            mention.aliases.append(alias)
            if alias not in party.names:
                party.names.append(alias)
            self._by_name.setdefault(fold(alias), party.number)

    def _index(self, party: Party, mention: Mention, key: str) -> None:
        state = _stands_for_state(mention)
        if state:
            self._by_state.setdefault(mention.country or "", party.number)
        owned = mention.name.rpartition("’s ")[2].rpartition("'s ")[2]
        words = (key if owned == mention.name else fold(owned)).split()
        if mention.described or len(words) < 2 or mention.shape in _NAMELESS:
            return
        for initials in _initials(words):
            if len(initials) > 2:
                self._by_name.setdefault(initials, party.number)
        if not state and mention.shape != "local":
            self._index_words(party, mention, words)

    def _index_words(self, party: Party, mention: Mention, words: Sequence[str]) -> None:
        _enter(self._by_first[words[0]], party)
        if mention.shape == "name" and len(words) == 2 and mention.name.replace(" ", "").isalpha():
            kinds = FIRM_WORDS.keys() | ORGANISATION_WORDS
            if not any(word in kinds for word in words):
                self._last_words.setdefault(words[1], party)
        if mention.shape == "person":
            for word in words[1:]:
                _enter(self._by_last[word], party)

    def _aliases(self, mention: Mention) -> list[str]:
        if mention.shape in _NAMELESS:
            return []
        text = self.document.text
        limit = min(len(text), mention.end + 100)
        found: list[str] = []
        bracket = _BRACKET.match(text, mention.end, limit)
        if bracket and mention.shape == "person" and not bracket.group(1).isupper():
            bracket = None  # "Jane Roe (Acme Partners)": whom the person works for
        if bracket and _is_alias(bracket.group(1)):
            found.append(bracket.group(1))
        short = _SHORT.match(text, mention.end, limit)
        if short:
            found.append(short.group(1) or short.group(2))
        return found


def _initials(words: Sequence[str]) -> tuple[str, str]:
    """The abbreviations that words give: without and with the small ones."""
    return "".join(w[0] for w in words if w not in _SMALL), "".join(w[0] for w in words)


def _enter(numbers: list[int], party: Party) -> None:
    if party.number not in numbers:
        numbers.append(party.number)


def _is_single_name(party: Party, word: str) -> bool:
    """Whether the party has only been called by this one word, so that a longer name may be its full one."""
    return party.shape == "name" and len(word) > 3 and all(fold(name) == word for name in party.names)


def _is_fuller(mention: Mention, key: str) -> bool:
    """Whether a name of several words tells its kind, so that it decides what the party is."""
    words = key.split()
    telling = mention.shape == "body" or any(word in FIRM_WORDS for word in words)
    return len(words) > 1 and telling and not mention.described


def _stands_for_state(mention: Mention) -> bool:
    return mention.shape in ("country", "government") and bool(mention.country)


def _is_short_of(words: list[str], full: list[str]) -> bool:
    return len(words) < len(full) and full[: len(words)] == words


def _is_alias(text: str) -> bool:
    if _ACRONYM.match(text):
        return text.upper() not in _NO_ALIAS and not re.match(r"[DRI]-", text)
    words = text.split()
    if not words or not words[0][0].isupper():
        return False
    if any(word.lower().strip(".") in CALENDAR for word in words) or fold(text) in PLACES or country_code(text):
        return False
    if len(words) > 6 or "," in text or re.match(r"[DRI]-", text) or any(char.isdigit() for char in text):
        return False
    capitals = [word[0].isupper() for word in words if word.lower() not in _SMALL]
    return bool(capitals) and all(capitals)
