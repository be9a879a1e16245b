"""The country that the name of an organisation shows by itself."""

from __future__ import annotations

import re

from tracker.normalize.countries.mentions import CountryMention, find_countries
from tracker.normalize.folding import fold_words
from tracker.normalize.words import GOVERNMENT_WORDS

# A seat, not the country represented: "… in Turkey", "… to the United States", "U.S. Office of …".
_SEAT_BEFORE = re.compile(
    r"\b(?:in|to|at|for|with|from|near|against|between|on)"
    r"(?: the| [A-Z][\w'-]+ of(?: the)?| the [A-Z][\w'-]+ of(?: the)?)*\s*$",
    re.IGNORECASE,
)
_OFFICE_AFTER = re.compile(
    r"\s(?:representative |regional |branch |liaison )?(?:office|branch|section)\b", re.IGNORECASE
)
_PUBLIC = GOVERNMENT_WORDS | {"city", "municipality", "mayor", "university", "chamber", "port", "army", "navy"}


def country_of_name(name: str) -> str | None:
    """The ISO code of the country that an organisation's own name shows, or None when it shows none or several.

    "Embassy of Japan" and "Libyan National Army" show one. Of several, the seat gives way to the country
    represented ("Embassy of Japan in Turkey" is Japan's). "American" and "USA" show nothing by themselves: a foreign
    company's subsidiary bears them ("Hikvision USA, Inc."); the United States is meant where their government is
    named. A capital alone counts only in the name of a public body ("City of Berlin").
    """
    is_public = bool(set(fold_words(name)) & _PUBLIC)
    mentions = [mention for mention in find_countries(name) if is_public or mention.kind != "capital"]
    mentions = [mention for mention in mentions if not _is_office(name, mention)]
    abroad = [mention for mention in mentions if not _SEAT_BEFORE.search(name[: mention.start])]
    if not abroad:
        abroad = [mention for mention in mentions if mention.code != "US"]
    foreign = [mention for mention in abroad if mention.code != "US"]
    if not foreign and not is_public:
        return None
    for kept in (foreign or abroad, [mention for mention in foreign if mention.kind != "capital"]):
        codes = {mention.code for mention in kept}
        if len(codes) == 1:
            return codes.pop()
    return None


def _is_office(name: str, mention: CountryMention) -> bool:
    """ "UK Office of …": where the office is, not whose it is."""
    return mention.code in {"US", "GB"} and mention.kind == "name" and bool(_OFFICE_AFTER.match(name, mention.end))
