"""Runs of capitalised words read as mentions: titles stripped, owners taken in, kinds told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.extraction.descriptions import POSSESSIVES, DescriptionReader
from tracker.extraction.kinds import HEADS, shape_of
from tracker.extraction.lexicon import (
    CALENDAR,
    FUNCTION_WORDS,
    OFFICE_TITLES,
    ORGANISATION_WORDS,
    PERSONAL_TITLES,
    TITLES,
)
from tracker.extraction.mentions import Mention, Shape
from tracker.normalize.countries import CountryMention
from tracker.normalize.words import word_set

# "(R-Calif.)", "F-35", "CAG-22-355"
_NO_NAME = re.compile(r"[RDI]-[A-Z]|\w{1,4}-\d|\w+-\d[\d-]*$|[A-Z][A-Za-z]?\d+$")
_GOVERNING = word_set("government authorities embassy administration legislature")
_OWNED = word_set(
    """
    government party office administration campaign regime ministry federation association league union council board
    committee coalition movement foundation embassy camp
    """
)
_REALMS = word_set("republic kingdom sultanate emirate commonwealth state")
_MUNICIPAL = word_set("city county town township borough village municipality parish")
_OWNED_HEADS = word_set("foreign defense defence state central national democratic")
_PORTFOLIOS = word_set(
    """
    foreign affairs finance interior justice trade energy defence defense health information tourism agriculture and
    education security state internal external communities economy industry home treasury economic planning oil
    petroleum mines transport labour labor culture development international
    """
)
_AREAS = word_set("state county province township district region borough municipality territory village city")
_PAST = word_set("former ex late onetime erstwhile retired")
_SEEKERS = word_set(
    """
    hopeful candidate contender challenger frontrunner leader politician strongman warlord businessman businesswoman
    tycoon magnate oligarch billionaire dissident commander heir
    """
)
_CLIENTNESS: dict[Shape, float] = {
    "government": 0.8,
    "local": 0.7,
    "body": 0.5,
    "person": 0.1,
    "addressee": -1.0,
    "press": -1.0,
    "place": -1.0,
}


def _is_area(mention: Mention) -> bool:
    """Whether the name is of a stretch of land rather than of those who govern it: "Leon County", "Kano State"."""
    return mention.head in _AREAS and not mention.described and mention.name.lower().endswith(mention.head)


class SentenceReader(DescriptionReader):
    """Turns the runs of one sentence into mentions."""

    def read(self, first: int, last: int) -> Iterator[Mention]:
        """The mentions in the run of tokens ``first`` to ``last``: one as a rule, more where names touch."""
        while first < last and self._is_of_date(first):
            first += 1
        if first >= last or _NO_NAME.match(self.tokens[first].text) or self._is_model(first, last):
            return
        for begin, end in self._parts(first, last):
            yield self._read_part(begin, end)

    def _is_of_date(self, at: int) -> bool:
        """Whether the token is of a date before the name or only parts them: "On December 12 Nigeria", "May, Acme"."""
        token = self.tokens[at]
        dated = at > 0 and self.tokens[at - 1].lower in CALENDAR
        return token.lower in CALENDAR or not token.text[0].isalnum() or (dated and token.text.isdigit())

    def _is_model(self, first: int, last: int) -> bool:
        """ "Turkish F-35"."""
        return last > first + 1 and all(
            self.is_nationality(at) or _NO_NAME.match(self.tokens[at].text) for at in range(first, last)
        )

    def _parts(self, first: int, last: int) -> list[tuple[int, int]]:
        """Cut "Acme President Jane Roe" before the title and "United States Azerbaijan" between the countries."""
        title = next((at for at in range(first + 1, last - 1) if self._begins_title(first, at, last)), 0)
        if title:
            return [(first, title), (title, last)]
        slash = next((at for at in range(first + 1, last) if self.tokens[at].text == "/"), 0)
        if slash and self.is_country(first, slash):
            return [(first, slash), *self._parts(slash + 1, last)]
        country = self.country_in(first, last)
        if country and country.start == self.tokens[first].start and country.kind == "name":
            cut = next((at for at in range(first, last) if self.tokens[at].start >= country.end), last)
            if cut < last and self.is_country(cut, last):
                return [(first, cut), (cut, last)]
        return [(first, last)]

    def _begins_title(self, first: int, at: int, last: int) -> bool:
        if self.tokens[at].lower not in OFFICE_TITLES or self._is_title_run(first, at):
            return False
        if not self.tokens[at + 1].capital or any(t.lower in ("of", "for") for t in self.tokens[first:last]):
            return False
        return any(token.lower in PERSONAL_TITLES for token in self.tokens[at:last])

    def _is_title_run(self, first: int, last: int) -> bool:
        return all(
            self.tokens[at].lower in TITLES or self.tokens[at].text == "." or self.is_nationality(at)
            for at in range(first, last)
        )

    def _read_part(self, begin: int, last: int) -> Mention:
        first, last, title = self._strip_title(begin, last)
        country = self.country_in(first, last)
        if country and self.is_country(first, last):
            return self.read_country(first, last, country)
        return self._read_name(first, last, country or self.country_in(begin, last), title, begin)

    def _strip_title(self, first: int, last: int) -> tuple[int, int, str]:
        """Drop titles ("Former Interior Minister"), keep them as the person's; a lone title is no name."""
        at = first
        while at < last - 1 and self._is_title_run(at, at + 1):
            at += 1
        titled = [token.lower for token in self.tokens[first:at] if token.lower in TITLES]
        rest = [token.lower for token in self.tokens[at:last]]
        if not any(word in PERSONAL_TITLES for word in titled):
            return first, last, ""
        if any(word in ORGANISATION_WORDS or word in ("of", "for") for word in rest):
            return first, last, ""
        return at, last, " ".join(titled)

    # -- names --------------------------------------------------------------------------------------

    def _read_name(self, first: int, last: int, country: CountryMention | None, title: str, begin: int) -> Mention:
        first, code = self._with_owner(first, country.code if country else None)
        last = self._with_council(last)
        words = [token.lower for token in self.tokens[first:last] if token.text[0].isalpha()]
        name = self.text[self.tokens[first].start : self.tokens[last - 1].end]
        shape, head = shape_of(name, words, bool(title))
        mention = self.make(first, last, shape, country=code, head=head)
        mention.title = self._aged(title, begin) or self._title_before(first)
        if mention.title and shape == "name":
            mention.shape = "person"
        self.mark_possessive(mention)
        self._weigh(mention, begin)
        if self._is_portfolio(words, last):
            mention.adjective = True
        return self._governed(mention) or self._owned(mention, begin) or mention

    def _is_portfolio(self, words: list[str], last: int) -> bool:
        """ "Foreign Affairs minister Jane Roe": what the minister is responsible for."""
        follows = self.tokens[last].lower if last < len(self.tokens) else ""
        return follows in ("minister", "ministers", "secretary") and all(word in _PORTFOLIOS for word in words)

    def _weigh(self, mention: Mention, begin: int) -> None:
        before = self.tokens[begin - 1] if begin else None
        shape = mention.shape
        mention.clientness = _CLIENTNESS.get(shape, 0.0)
        if mention.head in ("department", "administration") and mention.country is None:
            mention.clientness = 0.2
        if before is None:
            return
        if shape in ("person", "name") and before.lower in _SEEKERS:
            mention.clientness = 0.5
        if begin == 1 and before.text in ("At", "For") and shape in ("name", "body", "local"):
            mention.clientness = 0.5
        elif shape == "name" and before.lower in ("in", "at", "near", "from"):
            mention.clientness = -0.3
        elif shape in ("local", "government") and before.lower in ("in", "near", "across") and _is_area(mention):
            mention.clientness = -0.1

    def _aged(self, title: str, begin: int) -> str:
        """The title with "former" before it when the text says so."""
        if not title or title.startswith(("former", "ex")):
            return title
        before = [token.lower for token in self.tokens[max(0, begin - 5) : begin]]
        since_comma = before[len(before) - before[::-1].index(",") :] if "," in before else before
        return f"former {title}" if any(word in _PAST for word in since_comma) else title

    def _title_before(self, first: int) -> str:
        """The lower-case titles right before a name: "finance minister Omar …", "the late president …"."""
        at = first - 1
        if at > 1 and self.tokens[at - 1].lower == "of" and self.tokens[at].lower in _PORTFOLIOS:
            at -= 2  # "minister of state Jane Roe"
        found: list[str] = []
        while at >= 0 and self.tokens[at].lower in TITLES and not self.tokens[at].capital and first - at < 6:
            found.insert(0, self.tokens[at].lower)
            at -= 1
        if at >= 0 and found and self.tokens[at].lower in _PAST:
            found.insert(0, "former")
        return " ".join(found) if any(word in PERSONAL_TITLES for word in found) else ""

    def _governed(self, mention: Mention) -> Mention | None:
        """ "the Somaliland government", "the city of Millbrook": a place with the body that acts for it."""
        at = mention.last
        if mention.shape not in ("place", "name"):
            return None
        if self._is_municipal(mention.first):
            city = self.make(mention.first - 2, at, "local", country=mention.country)
            city.clientness = _CLIENTNESS["local"]
            self.mark_possessive(city)
            return city
        if at >= len(self.tokens):
            return None
        if self.tokens[at].capital or self.tokens[at].lower not in _GOVERNING:
            return None
        if mention.shape == "name" and len(mention.name.split()) > 2:
            return None
        made = self.described(mention.first, at + 1, mention.country, head=self.tokens[at].lower)
        if mention.shape == "place":
            made.shape, made.clientness = "local", 0.7
        return made

    def _is_municipal(self, first: int) -> bool:
        """Whether "city of" or the like stands before the token."""
        before = [token.text for token in self.tokens[max(0, first - 2) : first]]
        return len(before) == 2 and before[0] in _MUNICIPAL and before[1] == "of"

    def _owned(self, mention: Mention, begin: int) -> Mention | None:
        """ "Mnangagwa's government", "the party of Volodymyr Zelensky"."""
        if mention.shape not in ("person", "government") and (mention.shape != "name" or mention.possessive):
            return None
        if mention.possessive:
            for end in range(mention.last + 1, min(mention.last + 4, len(self.tokens))):
                token = self.tokens[end]
                if token.capital or token.lower in FUNCTION_WORDS:
                    break
                if token.lower in _OWNED:
                    return self.described(mention.first, end + 1, mention.country, head=token.lower)
        of_state = mention.shape == "person" or mention.head in _REALMS
        return self.extend_left(mention, begin) if of_state else None

    def _with_council(self, last: int) -> int:
        """Take in "council" after "Westbridge"."""
        following = [token.lower for token in self.tokens[last : last + 2]]
        if following[:1] in (["council"], ["county"]):
            return last + 1
        if following[1:] == ["council"] and following[0] in ("city", "borough", "town", "county"):
            return last + 2
        return last

    def _with_owner(self, first: int, country: str | None) -> tuple[int, str | None]:
        """Take in "Israel's" before "Ministry of Foreign Affairs"."""
        tokens = self.tokens
        if first < 2 or tokens[first - 1].text not in POSSESSIVES | {"'", "’"}:
            return first, country
        owner = next((c for c in self.countries if c.end == tokens[first - 2].end), None)
        if owner is None or owner.code == "US":
            return first, country
        if tokens[first].lower in HEADS or tokens[first].lower in _OWNED_HEADS:
            return next(at for at in range(first - 1) if tokens[at].start >= owner.start), owner.code
        return first, country or owner.code
