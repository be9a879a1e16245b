"""Who is who in a filed name of the Lobbying Disclosure Act: "FIRM ON BEHALF OF CLIENT (FKA OLD NAME)".

Names come in capitals and stay so here: how a name is shown is ``display_name``'s business. All readings are cached,
because a register repeats the same names millions of times.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.normalize.countries import country_code
from tracker.normalize.folding import collapse_blanks, fold
from tracker.normalize.names import is_advisory_firm, name_key, split_aliases, split_chain
from tracker.records import PartyMention
from tracker.sources._withheld import PHONE_WITHHELD, STREET_WITHHELD, withhold_phone, withhold_street

SCHEME = "us-lda"

_VIA = re.compile(r"\bVIA\b", re.IGNORECASE)
# Only a name with one of these can hold a second name; all others are taken as they stand.
_MARKED = re.compile(
    r"[(\[\"“”]|[a-z]/[a-z]|, (?!inc\b|llc\b|l\.l\.c|llp\b|lp\b|ltd\b|corp\b|p\.?c\b|p\.?a\b|co\b)| [-–] "
    r"|behalf|\b(?:obo|via|through|thru|fka|fna|aka|dba|d\.b\.a|nka|t/a|formerly|formally|previously|prev|known|called"
    r"|trading|doing|operating)\b",
    re.IGNORECASE,
)
# What filers of this register write for "on behalf of"; "(FOR X)" in brackets never qualifies a name here.
_BEHALF = re.compile(
    r"\s*(?<!\bON )(?<!\bIN )\b(?:ON\s?)?BEHALF(?:\s?OF\b)?(?!\w)|(?<=[A-Z])ONBEHALFOF\b", re.IGNORECASE
)
_LINKED = re.compile(r"(?:OBO|ON BEHALF)\b", re.IGNORECASE)
_FOR = re.compile(r"\(\s*FOR (?=\S)", re.IGNORECASE)
_NO_COUNTRY = frozenset({"", "UNDETERMINED", "<SELECT ONE>", "NONE"})


@dataclass(frozen=True, slots=True)
class Parties:
    """The client of a filing and who stands between it and the registrant; the name as filed, fit to be shown."""

    client: PartyMention
    via: PartyMention | None
    filed: str
    is_withheld: bool


def decode_entities(text: str) -> str:
    """HTML entities as characters ("&AMP;" too); the very same string when it has none."""
    return html.unescape(text) if "&" in text and ";" in text else text


@lru_cache(maxsize=8_192)
def read_client(filed: str, country: str | None, country_raw: str) -> Parties:
    """The client as filed, with its ISO 3166 country and the label of it.

    "X ON BEHALF OF Y", "X OBO Y", "X (FOR Y)": the client is Y, which pays through X. A client bears no number: the
    register numbers the relation, and one number for two organisations would make them one.
    """
    shown = _withhold(filed)
    name = _clean(shown)
    client, via = _split(name) if _MARKED.search(name) else (PartyMention(name), None)
    if country or country_raw:
        client = PartyMention(client.name, client.aliases, country, country_raw)
    return Parties(client, via, shown, shown != filed)


@lru_cache(maxsize=8_192)
def read_firm(filed: str, number: str) -> tuple[PartyMention, str, bool]:
    """The registrant under its number, its name as filed and fit to be shown, and whether something was withheld."""
    shown = _withhold(filed)
    name = _clean(shown)
    if not _MARKED.search(name):
        return PartyMention(name, scheme=SCHEME, identifier=number), shown, shown != filed
    chain = split_chain(name)
    # "MR. JOHN DOE (ON BEHALF OF SOME FIRM)": the registrant is who files, for whomever.
    front = chain.via[-1] if chain.relation == "on_behalf_of" else name
    names = split_aliases(front)
    firm = PartyMention(names.main or name, names.aliases + names.former, scheme=SCHEME, identifier=number)
    return firm, shown, shown != filed


def is_same_party(one: PartyMention, other: PartyMention) -> bool:
    """Whether two mentions bear one name, so that neither can stand between the other and its client."""
    return one.name == other.name or name_key(one.name) == name_key(other.name)


@lru_cache(maxsize=1_024)
def read_country(label: str) -> str | None:
    """ISO 3166 alpha-2 of a code or label; None for none, for "UNDETERMINED" and for what is unknown."""
    plain = collapse_blanks(label)
    return None if plain.upper() in _NO_COUNTRY else country_code(plain)


def show_country(label: str) -> str:
    """The label as filed, "" where it says that there is none."""
    return "" if label.strip().upper() in _NO_COUNTRY else label.strip()


def _withhold(filed: str) -> str:
    return withhold_phone(withhold_street(filed))


def _clean(shown: str) -> str:
    """The name alone: blanks collapsed, entities decoded, what was withheld left out."""
    name = decode_entities(shown).replace(STREET_WITHHELD, "").replace(PHONE_WITHHELD, "")
    return collapse_blanks(name).replace(" )", ")").strip(" ,;:-–")


def _split(name: str) -> tuple[PartyMention, PartyMention | None]:
    chain = split_chain(_FOR.sub("(ON BEHALF OF ", _BEHALF.sub(" ON BEHALF OF", name)))
    if chain.relation == "through" and _VIA.search(name) and not any(map(is_advisory_firm, chain.via)):
        # "VIA" begins and ends many proper names; it links two parties only where the second is a firm for hire.
        return _mention(name, ()), None
    client = _mention(chain.client, chain.via)
    if not chain.via:
        return client, None
    # The link next to the registrant is the one that it deals with.
    return client, _mention(chain.via[-1], ())


def _mention(name: str, via: tuple[str, ...]) -> PartyMention:
    """The party with its other names. A former name that is a chain or the firm between is none of the client's:
    it tells how the relation was filed before."""
    names = split_aliases(name)
    between = {fold(part) for firm in via for part in (firm, split_aliases(firm).main)}
    former = tuple(item for item in names.former if not _LINKED.match(item) and fold(item) not in between)
    former = tuple(item for item in former if not split_chain(item).via)
    return PartyMention(names.main or name, names.aliases + former)
