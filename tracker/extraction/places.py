"""The country that a text shows for a client."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tracker.extraction.document import Document
from tracker.extraction.lexicon import BODY_HEADS, TITLES
from tracker.extraction.mentions import Mention
from tracker.extraction.parties import Party
from tracker.normalize.countries import CountryMention, country_of_name, find_countries

_BETWEEN_AFTER = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:,\s*(?:an?\s+|the\s+|one\s+of\s+)?(?:[\w'’-]+\s+){0,6}?|\s+(?:of|in|from)\s+"
    r"|,?\s*based\s+in\s+|,?\s*(?:a|an)\s+(?:\w+\s+){0,3})(?:(?:of|in|from|based\s+in|the)\s+)*"
)
_BETWEEN_BEFORE = re.compile(r"(?:['’]s)?\s+(?:[a-z][\w'’-]*\s+){0,4}?")
_REACH = 60
_SHARE = 0.7
_US_LOCAL = re.compile(
    r"\b(?:county|city|town|village|borough|port|school\s+district|state|university|tribe|nation)\b", re.IGNORECASE
)
_US_STATE = re.compile(
    r"\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois"
    r"|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri"
    r"|Montana|Nebraska|Nevada|New\s+(?:Hampshire|Jersey|Mexico|York)|North\s+(?:Carolina|Dakota)|Ohio|Oklahoma"
    r"|Oregon|Pennsylvania|Rhode\s+Island|South\s+(?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia"
    r"|Washington|Wisconsin|Wyoming|Fla\.|Calif\.|Tex\.|Ore\.|Wash\.|Ill\.|Mich\.|Minn\.|Ala\.|Tenn\."
    r"|Capitol\s+Hill|Congress|state\s+[Ll]egislature|Legislature)\b"
)
_BRITISH = re.compile(
    r"£|\b(?:Whitehall|Westminster|quangos?|borough|Labour|Tory|Tories|Downing\s+Street|town\s+halls?)\b"
)
_CANADIAN = re.compile(
    r"\b(?:Ottawa|Alberta|Ontario|Quebec|Manitoba|Saskatchewan|Nova\s+Scotia|Nunavut|Parliament\s+Hill|Canadian"
    r"|premier)\b",
    re.IGNORECASE,
)
_AUSTRALIAN = re.compile(r"\b(?:Canberra|New\s+South\s+Wales|Queensland|Tasmania|Australian|A\$)\b")


def country_of(document: Document, party: Party) -> str | None:
    """ISO alpha-2 of the client as the text shows it: its name, its own country, what stands beside it, its kind."""
    if party.country:
        return party.country
    for name in party.names:
        code = country_of_name(name)
        if code:
            return code
    beside = country_beside(document, party) or _of_local(document.text, party.names)
    if beside or party.shape not in ("person", "body"):
        return beside
    return _only_country(document)


def country_beside(document: Document, party: Party) -> str | None:
    """The country that stands beside one of the party's mentions: "X, of Ankara", "the Turkish bank X"."""
    return next((code for mention in party.mentions if (code := _beside(document, mention))), None)


def _beside(document: Document, mention: Mention) -> str | None:
    for country in document.countries[mention.sentence]:
        if _stands_after(document.text, mention, country) or _stands_before(document.text, mention, country):
            return country.code
    return None


def _stands_after(text: str, mention: Mention, country: CountryMention) -> bool:
    near = 0 <= country.start - mention.end < _REACH and country.code != "US"
    return near and bool(_BETWEEN_AFTER.fullmatch(text, mention.end, country.start))


def _stands_before(text: str, mention: Mention, country: CountryMention) -> bool:
    """ "the Turkish bank X", "Turkish X"; a capital only before a common noun ("the Ankara company X")."""
    if not 0 <= mention.start - country.end < _REACH or not _BETWEEN_BEFORE.fullmatch(text, country.end, mention.start):
        return False
    between = text[country.end : mention.start].lower().replace("'s", "").replace("’s", "").split()
    if not between:
        return country.kind == "demonym"
    return between[-1] in BODY_HEADS or between[-1] in TITLES


def _only_country(document: Document) -> str | None:
    """The country that the text is about: it has most of the mentions of countries other than the addressee's."""
    codes = Counter(country.code for row in document.countries for country in row if country.code != "US")
    if not codes:
        return None
    code, count = codes.most_common(1)[0]
    return code if count >= 2 and count >= _SHARE * codes.total() else None


def main_country(document: Document) -> CountryMention | None:
    """The country whose government is meant by "the government": the title's only one, else the text's."""
    titled = {c.code: c for c in find_countries(document.title) if c.code != "US" and c.kind != "region"}
    if len(titled) == 1:
        return next(iter(titled.values()))
    code = _only_country(document)
    return next((c for row in document.countries for c in row if c.code == code and c.kind == "name"), None)


def _of_local(text: str, names: Sequence[str]) -> str | None:
    local = any(_US_LOCAL.search(name) for name in names)
    if _CANADIAN.search(text) and not local:
        return "CA"
    if _BRITISH.search(text):
        return "GB"
    if _AUSTRALIAN.search(text):
        return "AU"
    return "US" if local and _US_STATE.search(text) else None
