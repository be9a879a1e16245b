"""Countries, and offices and bodies described by common words beside them, as mentions of one sentence."""

from __future__ import annotations

from tracker.extraction.document import Document
from tracker.extraction.foreign_words import adjective_country
from tracker.extraction.kinds import HEADS
from tracker.extraction.lexicon import BODY_HEADS, FIRM_NOUNS, FUNCTION_WORDS, GOVERNMENT_HEADS, PLACES
from tracker.extraction.mentions import Mention, Shape
from tracker.extraction.sentences import Token
from tracker.normalize.countries import CountryMention
from tracker.normalize.names import fold
from tracker.normalize.words import word_set

POSSESSIVES = frozenset({"'s", "’s"})

_OF_DESCRIPTIONS = word_set(
    """
    kingdom emirate sultanate government governments embassy ministry party office presidency regime subsidiary unit
    arm affiliate chapter campaign president minister leader junta army consulate mission city county town state
    republic ambassade
    gouvernement ministère embajada gobierno ministerio ambasciata governo ministero embaixada botschaft regierung
    """
)
_RESORT = word_set("des de del della degli do da das dos")
_ABROAD = word_set("étrangères exteriores esteri estrangeiros")
_PARTS = word_set("subsidiary unit arm affiliate chapter branch wing division")
_OF = word_set("of for de du des del della do da di d' d’ von der")
_ARTICLES = frozenset({"the", "la", "l'", "l’"})
_RANKS = word_set("political ruling opposition u.s. us foreign")
_SEATS = word_set("office party government")
_PLACE_PREPOSITIONS = word_set("in at near from to into outside across around toward towards visiting")
_HOLDERS = word_set("governor mayor")
_REACH = 4


class DescriptionReader:
    """Reads countries and descriptions out of one sentence."""

    def __init__(self, document: Document, number: int, tokens: list[Token]) -> None:
        self.text = document.text
        self.number = number
        self.tokens = tokens
        self.countries = document.countries[number]

    def read_country(self, first: int, last: int, country: CountryMention) -> Mention:
        """A country, with the office or body that the words beside it describe."""
        shape: Shape = "local" if country.kind == "region" else "country"
        mention = self.make(first, last, shape, country=country.code, head=country.kind)
        mention.clientness = 0.4
        self.mark_possessive(mention)
        described = self._extend_right(mention) or self.extend_left(mention, first)
        if described:
            return described
        self._weigh_country(mention, country)
        return mention

    def _weigh_country(self, mention: Mention, country: CountryMention) -> None:
        before = self.tokens[mention.first - 1].lower if mention.first else ""
        if country.kind == "demonym":
            plural = mention.name.endswith("s") or (before == "the" and not self._is_described(mention.last))
            mention.adjective = not plural
            mention.clientness = 0.3 if plural else -0.5
        if self._modifies_company(mention.last) or (country.kind == "capital" and self._modifies_firm(mention.last)):
            mention.adjective = True
            mention.clientness = -0.5
        if before == "of" and self._follows_name(mention.first - 2):
            mention.clientness -= 0.3
        if before in _PLACE_PREPOSITIONS:
            mention.clientness -= 0.4
        elif country.kind == "capital":
            mention.clientness -= 0.2
        if country.code == "US" or fold(mention.name) in PLACES:
            mention.shape, mention.clientness = "addressee", -1.0

    def _is_described(self, at: int) -> bool:
        """Whether a noun or another adjective follows: "the Chinese camera giant", but not "the Chinese hired"."""
        token = self.tokens[at] if at < len(self.tokens) else None
        plain = token is not None and token.text[0].isalpha() and token.lower not in FUNCTION_WORDS
        return plain and token is not None and (token.capital or not token.lower.endswith("ed"))

    def _follows_name(self, at: int) -> bool:
        """ "Acme, of Kyiv", "John Roe of Ghana"."""
        return at >= 0 and (self.tokens[at].capital or self.tokens[at].text == ",")

    def _modifies_company(self, at: int) -> bool:
        """ "the Ankara company Acme": the place only describes."""
        if at + 1 >= len(self.tokens) or self.tokens[at].capital:
            return False
        return self.tokens[at].lower in BODY_HEADS and self.tokens[at + 1].capital

    def _modifies_firm(self, at: int) -> bool:
        """ "the Canberra lobby firm", "Dublin consultancy"."""
        for token in self.tokens[at : at + 3]:
            if token.capital or not token.text[0].isalpha() or token.lower in FUNCTION_WORDS:
                return False
            if token.lower in FIRM_NOUNS:
                return True
        return False

    # -- descriptions -------------------------------------------------------------------------------

    def _extend_right(self, mention: Mention) -> Mention | None:
        """ "Nigerian government", "Libya's rebel army", "Dominican president's office"."""
        begin = at = mention.last + (1 if mention.possessive else 0)
        while at < len(self.tokens) and at - begin < _REACH:
            token = self.tokens[at]
            if token.lower in HEADS and not token.capital and not self._is_mark(at + 1, "-") and not self._is_of(at):
                return self._described_up_to(mention, self._last_head(at))
            if not token.text[0].isalpha() or token.lower in FUNCTION_WORDS:
                return None
            if token.capital and token.lower not in PLACES and not self.is_nationality(at):
                return None
            at += 2 if self._is_possessive(at + 1) else 1
        return None

    def _is_of(self, at: int) -> bool:
        """Whether "state" only describes what follows: "state oil company"."""
        if self.tokens[at].lower not in ("state", "crown", "army"):
            return False
        ahead = self.tokens[at + 1 : at + 4]
        return any(t.lower in BODY_HEADS and not t.capital for t in ahead if t.text[0].isalpha())

    def _described_up_to(self, mention: Mention, end: int) -> Mention | None:
        """None when a name follows, which the words then only describe: "the Israeli company Acme"."""
        if end < len(self.tokens) and self.tokens[end].capital and self.tokens[end].lower not in FUNCTION_WORDS:
            return None
        return self.described(mention.first, end, mention.country)

    def _last_head(self, at: int) -> int:
        """The end of the description whose head stands at ``at``: "government", "president's office"."""
        end = at + 1
        while end < len(self.tokens) and self.tokens[end].lower in HEADS and not self.tokens[end].capital:
            end += 1
        if end + 1 >= len(self.tokens):
            return end
        following = self.tokens[end + 1].lower
        if self._is_possessive(end) and following in _SEATS:
            return end + 2
        if self.tokens[end].lower != "of":
            return end
        if following == "foreign" and end + 2 < len(self.tokens):
            return end + 3
        return self._name_from(end + 1) or end if self.tokens[at].lower in _PARTS else end

    def _name_from(self, at: int) -> int:
        """The end of the capitalised words from ``at``, 0 when there are none."""
        end = begin = at + 1 if self.tokens[at].lower == "the" else at
        while end < len(self.tokens) and self.tokens[end].capital and self.tokens[end].lower not in FUNCTION_WORDS:
            end += 1
        return end if end > begin else 0

    def extend_left(self, mention: Mention, begin: int) -> Mention | None:
        """ "government of South Sudan", "political party of Ukrainian President …"; ``begin``: where titles begin."""
        at = begin - 1
        if at >= 0 and self.tokens[at].lower in _ARTICLES:
            at -= 1
        if at < 1 or self.tokens[at].lower not in _OF:
            return None
        head = self.tokens[at - 1]
        if head.lower not in _OF_DESCRIPTIONS or head.capital or head.lower.endswith("nts"):
            return None
        first = at - 2 if at > 1 and self.tokens[at - 2].lower in _RANKS else at - 1
        return self.described(first, mention.last, mention.country, head=head.lower)

    def described(self, first: int, last: int, country: str | None, head: str = "") -> Mention:
        """The mention of an office or body by common words."""
        head = head or self.tokens[last - 1].lower
        government = head in GOVERNMENT_HEADS or head in ("office", "minister", "president")
        mention = self.make(first, last, "government" if government else "body", country=country, head=head)
        mention.described = True
        mention.clientness = 0.8 if government else 0.6
        if country == "US" and government:
            mention.shape, mention.clientness = "addressee", -1.0
        self.mark_possessive(mention)
        return mention

    def seats(self) -> list[Mention]:
        """ "The governor's office": who governs, without the name of the state."""
        found = []
        for at in range(1, len(self.tokens) - 2):
            holder, sign, seat = self.tokens[at : at + 3]
            held = holder.lower in _HOLDERS and not holder.capital and sign.text in POSSESSIVES
            if held and seat.lower == "office" and self.tokens[at - 1].lower == "the":
                mention = self.described(at, at + 3, None, head="office")
                mention.shape = "local"
                found.append(mention)
        return found

    def foreign_offices(self) -> list[Mention]:
        """ "gouvernement turc", "türkische Regierung": an office with the adjective of its country."""
        found = []
        for at in range(len(self.tokens) - 1):
            one, two = self.tokens[at], self.tokens[at + 1]
            country = adjective_country(two.lower) if one.lower in GOVERNMENT_HEADS else None
            head = one.lower
            if country is None and two.lower in GOVERNMENT_HEADS:
                country, head = adjective_country(one.lower), two.lower
            if country:
                found.append(self.described(at, self._of_resort(at + 2), country, head=head))
        return found

    def _of_resort(self, at: int) -> int:
        """The end of "des Affaires étrangères" after "ministère saoudien"."""
        if at + 1 >= len(self.tokens) or self.tokens[at].lower not in _RESORT or not self.tokens[at + 1].capital:
            return at
        end = self._name_from(at + 1)
        return end + 1 if end < len(self.tokens) and self.tokens[end].lower in _ABROAD else end

    # -- words --------------------------------------------------------------------------------------

    def country_in(self, first: int, last: int) -> CountryMention | None:
        """The first country named within the tokens."""
        if not self.countries:
            return None
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return next((c for c in self.countries if c.start >= start and c.end <= end), None)

    def is_country(self, first: int, last: int) -> bool:
        """Whether the tokens are a country's name and nothing else."""
        if not self.countries:
            return False
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return any(c.start == start and c.end == end for c in self.countries)

    def is_nationality(self, at: int) -> bool:
        return self.is_country(at, at + 1)

    def mark_possessive(self, mention: Mention) -> None:
        after = self.tokens[mention.last].text if mention.last < len(self.tokens) else ""
        mention.possessive = after in POSSESSIVES or (after in ("'", "’") and mention.name.endswith("s"))

    def make(self, first: int, last: int, shape: Shape, *, country: str | None = None, head: str = "") -> Mention:
        """A mention of the tokens ``first`` to ``last``."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Mention(start, end, self.text[start:end], self.number, first, last, shape, country, head)

    def _is_possessive(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].text in POSSESSIVES

    def _is_mark(self, at: int, mark: str) -> bool:
        return at < len(self.tokens) and self.tokens[at].text == mark
