"""How much each party of a document looks like a firm, and how much like a client."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.extraction import slots
from tracker.extraction.acts import Trigger
from tracker.extraction.adoption import FIRM, adopt_people, weigh_owned
from tracker.extraction.document import Document
from tracker.extraction.firmness import apposition_roles, listed_firms, name_firmness
from tracker.extraction.frames import Reference, Sighting
from tracker.extraction.geography import CITIES
from tracker.extraction.lexicon import BODY_HEADS, FIRM_NOUNS, FUNCTION_WORDS, SERVING_TITLES
from tracker.extraction.mentions import Mention
from tracker.extraction.parties import Party, PartyBook
from tracker.extraction.places import country_beside, main_country
from tracker.normalize.names import fold
from tracker.normalize.words import word_set

__all__ = ["FIRM", "is_serving", "weigh_names", "weigh_primes", "weigh_slots"]

_SUBCONTRACTOR_TO = re.compile(
    r"(?:sub-?contract\w*\s+(?:to|of|for|under|from)|work(?:s|ed|ing)?\s+under|under\s+contract\s+to"
    r"|hired\s+(?:through|by\s+way\s+of))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SEATS = word_set("office offices lawyer lawyers attorney attorneys bureau native resident headquarters")
_HEADING = 200
_KNOWN_CLIENT = 0.4
_KNOWN_OTHER = 0.2
"""How much like a client a name is for being one in a register: two in five that an article names are bystanders."""
_UNDECIDED = 0.3
"""Firmness of what is a firm by its name and a client in a register."""
_STEP = {"act": 0.5, "relation": 0.25, "pay": 0.15, "deal": 0.0}
_SLOT_REACH = 90
_POLITICIAN = re.compile(
    r"\s*,\s*(?:an?|the|one\s+of|[\w'’]+['’]s)\s+(?:[\w'’-]+\s+){0,4}?(?:ex-"
    r"|former\s+)?(?:[\w'’-]+\s+){0,2}?(?:president|premier|leader|politician|strongman|candidate|dissident"
    r"|minister|businessman|billionaire|oligarch|tycoon|magnate|commander|lawmaker|mp|warlord|general|exile|prince"
    r"|princess|activist)\b",
    re.IGNORECASE,
)


_IN = re.compile(
    r"(?<!stake )(?<!interest )(?<!interests )(?<!confidence )(?<!shares )(?<!trust )(?<!invested )(?<!partner )"
    r"(?<!bring )(?<!brought )(?<!called )(?<!calling )(?<!drafted )(?<!roped )\bin\s$",
    re.IGNORECASE,
)
_STATES = word_set(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn"
    " tex va vt wash wis wyo ny nj nc nd nh nm sc sd ri wva"
)
_TOWN = re.compile(
    r",\s+(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla"
    r"|Ore|Pa"
    r"|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|N\.Y|N\.J|N\.C|N\.D|N\.H|N\.M|S\.C|S\.D|R\.I|W\.Va|[A-Z]{2})\b\.?"
)
_OF_TOWN = re.compile(r"\b(?:of|in|from|near|at)\s+$")
_OF_PLACE = re.compile(r",?\s+(?:also\s+)?(?:of|in|based\s+in|from)\s+(?:nearby\s+)?")
_OF_PLACE_BEFORE = re.compile(r"\b(?:in|near|from|at|to|outside|across|around)\s+$")
_SAYS_AFTER = re.compile(r",?\s+(?:said|says|told|tells|added|adds|wrote|writes|argues|argued|explained|explains)\b")
_REPORTS_AFTER = re.compile(
    r"(?:\s+(?:has|had|was\s+the\s+first\s+to|first|later|also))*\s+(?:report(?:s|ed)?|wrote|writes|found|finds"
    r"|reveal(?:s|ed)|learn(?:s|ed)|gathered|unearthed"
    r"|broke\s+the\s+story)\b(?!\s+(?:income|paying|spending|earning|receiving|a\s+fee|fees|[$€£\d]))"
)
_REPORTS_BEFORE = re.compile(
    r"\b(?:according\s+to|(?:kept|compiled|seen|obtained|cited|published|reviewed|reported|run|maintained"
    r"|posted)\s+by|told|report\s+(?:by|in|from)"
    r"|data\s+from|figures\s+of)\s+(?:the\s+)?(?:[a-z-]+\s+){0,2}$"
)
_SAYS_BEFORE = re.compile(r"\b(?:said|says|adds|added|writes|wrote|told|asked|according\s+to)\s+$")


def weigh_names(document: Document, book: PartyBook) -> None:
    """First weights, from the names and from what the text calls them."""
    home = main_country(document)
    for party in book.parties:
        if party.shape in ("name", "body") and party.country is None:
            party.country = country_beside(document, party)
        if party.shape == "government" and party.country is None and home is not None:
            party.country = country_beside(document, party) or home.code
        firm = client = 0.0
        bodily = party.shape == "body" and any(mention.described for mention in party.mentions)
        for mention in party.mentions:
            more_firm, more_client = apposition_roles(document.tokens[mention.sentence], mention)
            more_firm = min(more_firm, 0.0) if bodily else more_firm
            firm = max(firm, more_firm)
            client = max(client, more_client, mention.clientness)
        party.clientness = _clientness(document, party, client)
        party.firmness = _firmness(document, party, firm)
    _weigh_lists(document, book)
    weigh_owned(document, book)
    _mark_places(document, book)
    _mark_whereabouts(document, book)
    _mark_towns(document, book)
    _mark_cities(document, book)
    adopt_people(document, book)


def is_serving(title: str) -> bool:
    """Whether the title is of an office now held: "foreign minister", but not "former minister"."""
    words = title.split()
    if "attorney general" in title:
        return not title.startswith(("former", "ex"))
    return bool(words) and words[0] not in ("former", "ex") and any(word in SERVING_TITLES for word in words)


def _clientness(document: Document, party: Party, client: float) -> float:
    if all(mention.clientness <= -1.0 for mention in party.mentions):
        return -1.0
    if party.shape == "person":
        if any(is_serving(mention.title) for mention in party.mentions):
            return min(client, -0.2)
        if any(_speaks(document, m) for m in party.mentions):
            client = min(client, 0.0)
        if any(_POLITICIAN.match(document.text, m.end, m.end + 90) for m in party.mentions):
            client = max(client, 0.4)
    if any(mention.known in ("client", "both") for mention in party.mentions):
        undecided = party.shape == "person" or _is_named_as_firm(party)
        client = max(client, _KNOWN_OTHER if undecided else _KNOWN_CLIENT)
    if party.shape == "name":
        client += min(0.3, 0.1 * (len(party.mentions) - 1)) + (0.2 if party.country else 0.0)
    return client


def _is_named_as_firm(party: Party) -> bool:
    """Whether it is a firm by its name alone; registers also list firms as the clients of those under them."""
    return max(name_firmness(name) for name in party.names) >= FIRM


def _mark_places(document: Document, book: PartyBook) -> None:
    """ "Acme Partners of Parsippany, NJ": the town is no party."""
    for row in book.mentions:
        placed: Mention | None = None
        for mention, following in pairwise(row):
            between = document.text[mention.end : following.start]
            town = _OF_PLACE.fullmatch(between) and book.of(mention).firmness >= FIRM
            state = placed is mention and between == ", "
            party = book.of(following)
            if (town or state) and party.shape == "name" and party.firmness < FIRM and len(party.mentions) == 1:
                placed = following
                party.shape, party.firmness, party.clientness = "place", -1.0, -1.0


def _mark_towns(document: Document, book: PartyBook) -> None:
    """ "based in Alexandria, Va.": the town is no party, nor is the state."""
    for party in book.parties:
        if party.shape == "name" and fold(party.name) in _STATES:
            party.shape, party.firmness, party.clientness = "place", -1.0, -1.0
    for party in book.parties:
        if party.shape == "name" and all(_is_town(document, mention) for mention in party.mentions):
            party.shape, party.firmness, party.clientness = "place", -1.0, -1.0


def _is_town(document: Document, mention: Mention) -> bool:
    before = document.text[max(0, mention.start - 12) : mention.start]
    return bool(_TOWN.match(document.text, mention.end) and _OF_TOWN.search(before))


def _mark_cities(document: Document, book: PartyBook) -> None:
    """ "the Olympia firm", "Duluth lobbyist Jane Roe": the city only says where the firm is, and is none itself."""
    for party in book.parties:
        if party.shape != "name" or party.firmness >= 1.0 or not all(name.lower() in CITIES for name in party.names):
            continue
        party.firmness = -1.0
        if all(_OF_PLACE_BEFORE.search(document.text[max(0, m.start - 12) : m.start]) for m in party.mentions):
            party.shape, party.clientness = "place", -1.0
        for mention in party.mentions:
            mention.adjective = mention.adjective or _describes(document, mention)
    for row in book.mentions:
        for mention, following in pairwise(row):
            party = book.of(mention)
            if party.shape == "name" and len(party.mentions) == 1 and _introduces(document, mention, following):
                mention.adjective = True


def _describes(document: Document, mention: Mention) -> bool:
    """Whether a common noun of the trade or of a business follows: "Albany lobbyists", "the Shenzhen company"."""
    tokens = document.tokens[mention.sentence]
    after = tokens[mention.last : mention.last + 3]
    return any(t.lower in FIRM_NOUNS or t.lower in BODY_HEADS or t.lower in _SEATS for t in after if not t.capital)


def _introduces(document: Document, mention: Mention, following: Mention) -> bool:
    """ "Duluth lobbyist Jane Roe", "Boise law firm Reed Stone": what precedes the noun is where the name is from."""
    between = document.tokens[mention.sentence][mention.last : following.first]
    if not 1 <= len(between) <= 4 or mention.possessive or mention.last - mention.first > 2:
        return False
    nouns = between[-2:-1] if between[-1].text == "," else between[-1:]
    lower = all(token.text.replace("-", "").isalpha() and not token.capital for token in between if token.text != ",")
    return lower and bool(nouns) and nouns[0].lower in FIRM_NOUNS and between[0].lower not in FUNCTION_WORDS


def _mark_whereabouts(document: Document, book: PartyBook) -> None:
    """ "in Millbrook": whatever one is in, is no firm."""
    for party in book.parties:
        if (
            party.shape == "name"
            and party.firmness < FIRM
            and any(_is_whereabouts(document, m) for m in party.mentions)
        ):
            party.firmness = -1.0


def _is_whereabouts(document: Document, mention: Mention) -> bool:
    if mention.possessive or mention.last - mention.first > 2:
        return False
    return bool(_IN.search(document.text[max(0, mention.start - 24) : mention.start]))


def _speaks(document: Document, mention: Mention) -> bool:
    """Whether the person is quoted: "said Jane Roe", "Roe told"."""
    after = _SAYS_AFTER.match(document.text, mention.end, mention.end + 20)
    return bool(after or _SAYS_BEFORE.search(document.text[max(0, mention.start - 20) : mention.start]))


def _firmness(document: Document, party: Party, called: float) -> float:
    if party.is_state or party.shape in ("addressee", "press", "place", "local"):
        return -1.0
    if party.shape == "person":
        serving = any(is_serving(mention.title) for mention in party.mentions)
        return -1.0 if serving else min(1.0, called)
    named = max(name_firmness(name) for name in party.names)
    roles = {mention.known for mention in party.mentions}
    if "client" in roles and "firm" not in roles and "both" not in roles:
        named = min(named, _UNDECIDED if _is_named_as_firm(party) else 0.0)
    elif roles != {""}:
        named += 0.7 if party.shape == "name" else 0.4
    if _is_outlet(document, party):
        return -1.0
    if named <= 0.0 and called <= 0.0 and all(_is_thing(document, mention) for mention in party.mentions):
        return -0.7
    if named < FIRM and called < FIRM and any(_reports(document, mention) for mention in party.mentions):
        return -0.7
    return max(-1.0, min(1.0, named + called))


def _is_thing(document: Document, mention: Mention) -> bool:
    """ "the Nile", "the Rohingya": no firm has a name of one word with an article."""
    return mention.last - mention.first == 1 and document.low.endswith("the ", 0, mention.start)


def _is_outlet(document: Document, party: Party) -> bool:
    """ "How Baku Lobbies | The Courier": who publishes the story is named at the end of its title."""
    headings = (document.title, document.text.partition("\n")[0][:_HEADING])
    outlets = {fold(heading.rpartition(" | ")[2]) for heading in headings if " | " in heading}
    return any(fold(name) in outlets for name in party.names)


def _reports(document: Document, mention: Mention) -> bool:
    """ "OpenSecrets found", "a copy seen by the Courier": who only tells of the contract is no party of it."""
    after = _REPORTS_AFTER.match(document.text, mention.end, mention.end + 40)
    return bool(after or _REPORTS_BEFORE.search(document.text[max(0, mention.start - 40) : mention.start]))


def _weigh_lists(document: Document, book: PartyBook) -> None:
    for number, row in enumerate(book.mentions):
        for mention in listed_firms(document.tokens[number], row):
            party = book.of(mention)
            if party.firmness > -0.6 and not party.is_state:
                party.firmness = max(party.firmness, 0.7)


def weigh_slots(text: str, sightings: Sequence[Sighting]) -> None:
    """Raise the firmness of what stands in a firm's slot and the clientness of what stands in a client's."""
    for sighting in sightings:
        for trigger in sighting.triggers:
            if trigger.sides != "SY" and not trigger.doubtful:
                _weigh_slot(text, sighting, trigger)
    for sighting in sightings:
        _weigh_company(text, list(pairwise(sighting.references)))
        _weigh_company(text, list(pairwise(reversed(sighting.references))))


def _weigh_company(text: str, pairs: Sequence[tuple[Reference, Reference]]) -> None:
    """An unknown name named in one breath with a known firm is likely a firm."""
    for one, other in pairs:
        party = other.party
        unknown = party.shape == "name" and 0 <= party.firmness < FIRM and party.clientness < 0.4
        first, second = (one, other) if one.start < other.start else (other, one)
        if unknown and one.party.firmness >= FIRM and slots.are_coordinated(text, first, second):
            party.firmness = FIRM


def weigh_primes(text: str, sightings: Sequence[Sighting]) -> None:
    """Who has a subcontractor is a firm."""
    for sighting in sightings:
        for reference in sighting.references:
            party = reference.party
            if party.shape != "name" or not -0.5 < party.firmness < FIRM:
                continue
            if _SUBCONTRACTOR_TO.search(text[max(sighting.start, reference.start - 36) : reference.start]):
                party.firmness = 0.7


def _weigh_slot(text: str, sighting: Sighting, trigger: Trigger) -> None:
    if trigger.rule.name == "subcontract":
        return
    step = _STEP[trigger.rule.grade]
    before, after = _neighbours(text, sighting, trigger)
    client, firm = (before, after) if trigger.sides == "CF" else (after, before)
    sure = 1.0 if firm and slots.stands_in_slot(text, [firm], trigger) else 0.5
    if firm and firm.party.firmness > -0.5 and not firm.party.is_state and firm.party.shape not in ("person", "body"):
        firm.party.firmness = min(1.0, firm.party.firmness + sure * step)
    hires = trigger.rule.grade == "act"
    if client and hires and client.party.shape in ("name", "body") and client.party.firmness <= FIRM:
        client.party.firmness -= 0.2
    if client and client.party.clientness > -0.2 and client.party.firmness < 0.7:
        client.party.clientness = min(1.0, client.party.clientness + step)


def _neighbours(text: str, sighting: Sighting, trigger: Trigger) -> tuple[Reference | None, Reference | None]:
    """The nearest reference before the trigger and the nearest after it, both within reach and in its clause."""
    before = [r for r in sighting.references if r.end <= trigger.start and trigger.start - r.end < _SLOT_REACH]
    after = [r for r in sighting.references if r.start >= trigger.end and r.start - trigger.end < _SLOT_REACH]
    left = before[-1] if before and ";" not in text[before[-1].end : trigger.start] else None
    right = after[0] if after and ";" not in text[trigger.end : after[0].start] else None
    return left, right
