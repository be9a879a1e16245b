"""The search for everything: clients, firms, people and documents by names that may be misspelt, former or foreign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

from django.db import connection, transaction
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from tracker.filters.choices import ISSUES
from tracker.models import Document, Mention, Party, PartyName, Person, SearchEntry, Statement
from tracker.normalize.countries import ALL_CODES, country_code, country_name
from tracker.normalize.names import fold
from tracker.services.bulk import fetch_in
from tracker.services.voices import COUNTING_STATES

CANDIDATES = 300
"""Names that the index gives to be compared closely."""

LEAST = 0.8
"""How alike, from 0 to 1, the words of the search and of a name have to be on average."""

MOST_LETTERS = 100
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: ``also`` is the name by which, where that is not the one shown."""

    kind: str
    text: str
    address: str
    note: str = ""
    also: str = ""
    score: float = 0.0


def search_names(text: str, *, limit: int = 20) -> list[Hit]:
    """Clients, firms, people and articles whose name is like the text, the likeliest first."""
    wanted = fold(text)[:MOST_LETTERS].strip()
    if not wanted:
        return []
    scored = _score(wanted, _find_candidates(wanted))
    hits = [*_numbered(wanted), *_party_hits(scored), *_person_hits(scored), *_document_hits(scored)]
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (-hit.score, len(hit.text), hit.text)):
        best.setdefault(hit.address, hit)
    return list(best.values())[:limit]


def search_places(text: str) -> list[Hit]:
    """Countries and issue areas whose name is like the text."""
    wanted = fold(text)[:MOST_LETTERS].strip()
    if not wanted:
        return []
    code = country_code(text) if len(wanted) > 2 else None
    countries = {country: fold(country_name(country)) for country in ALL_CODES}
    hits = [_country_hit(code, 1.0)] if code else []
    near = process.extract(wanted, countries, scorer=JaroWinkler.similarity, score_cutoff=0.88, limit=3)
    hits += [_country_hit(country, score) for _, score, country in near if country != code]
    hits += [
        _country_hit(country, 0.95)
        for country, name in countries.items()
        if len(wanted) >= _SHORT and name.startswith(wanted) and country != code
    ]
    for issue, title in ISSUES.items():
        if (score := _compare(wanted.split(), fold(title).split())) >= LEAST:
            hits.append(Hit("issue", title, f"/issues/{issue}/", "issue area", score=score))
    best: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        best.setdefault(hit.address, hit)
    return list(best.values())[:5]


def _country_hit(code: str, score: float) -> Hit:
    return Hit("country", country_name(code), f"/countries/{code}/", "country", score=score)


# -- Candidates --------------------------------------------------------------------------------------------

Candidate = tuple[str, int, str]
"""(kind, target, folded name)"""


def _find_candidates(wanted: str) -> list[Candidate]:
    if len(wanted) < _SHORT:
        rows = SearchEntry.objects.filter(folded__startswith=wanted).order_by("folded")
        return list(rows.values_list("kind", "target", "folded")[:CANDIDATES])
    sql = _POSTGRES if connection.vendor == "postgresql" else _SQLITE
    parameters: list[Any] = (
        [wanted, wanted, CANDIDATES] if connection.vendor == "postgresql" else [_match(wanted), CANDIDATES]
    )
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = 0.4")
        cursor.execute(sql, parameters)
        return [(kind, target, folded) for kind, target, folded in cursor.fetchall()]


_POSTGRES = (
    "SELECT kind, target, folded FROM tracker_searchentry WHERE %s <%% folded "
    "ORDER BY word_similarity(%s, folded) DESC, length(folded) LIMIT %s"
)
_SQLITE = (
    "SELECT e.kind, e.target, e.folded FROM tracker_searchentry_grams g "
    "JOIN tracker_searchentry e ON e.id = g.rowid WHERE g.folded MATCH %s ORDER BY g.rank LIMIT %s"
)


def _match(wanted: str) -> str:
    """Any trigram of any word: the index ranks by how many are shared, rare ones first."""
    grams = {word[i : i + 3] for word in wanted.split() for i in range(len(word) - 2)} or {wanted[:3]}
    return " OR ".join('"' + gram.replace('"', '""') + '"' for gram in sorted(grams))


# -- Comparing ---------------------------------------------------------------------------------------------


def _score(wanted: str, candidates: Iterable[Candidate]) -> dict[tuple[str, int], float]:
    words = wanted.split()
    scored: dict[tuple[str, int], float] = {}
    for kind, target, folded in candidates:
        score = _compare(words, folded.split())
        if score >= LEAST:
            # Of names that are equally alike, one that has little beside the words goes first.
            scored[kind, target] = score + 0.1 * fuzz.ratio(wanted, folded) / 100
    return scored


def _compare(words: Sequence[str], name: Sequence[str]) -> float:
    """How alike each word is to the likeliest word of the name; the last one may be a beginning."""
    total = 0.0
    for number, word in enumerate(words, 1):
        is_last = number == len(words)
        total += max((_alike(word, other, is_beginning=is_last) for other in name), default=0.0)
    return total / len(words)


def _alike(word: str, other: str, *, is_beginning: bool) -> float:
    if word == other:
        return 1.0
    if is_beginning and other.startswith(word):
        return 0.97
    if len(word) < _SHORT or len(other) < _SHORT:
        return 0.0
    whole = fuzz.ratio(word, other) / 100
    begun = fuzz.ratio(word, other[: len(word)]) / 100 if is_beginning and len(word) > _SHORT else 0.0
    return max(whole, begun - 0.02)


# -- Rows --------------------------------------------------------------------------------------------------


def _numbered(wanted: str) -> list[Hit]:
    """Parties that file under the number."""
    if not (wanted.isascii() and wanted.isdecimal()):
        return []
    mentions = Mention.objects.filter(identifier=wanted).select_related("party")[:10]
    hits = [_party_hit(mention.party, 2.0, f"number {wanted} of {mention.scheme}") for mention in mentions]
    return [hit for hit in hits if hit]


def _party_hits(scored: dict[tuple[str, int], float]) -> list[Hit]:
    ids = {target: score for (kind, target), score in scored.items() if kind == SearchEntry.Kind.PARTY}
    names = PartyName.objects.select_related("party")
    hits = [_party_hit(name.party, ids[name.pk], name.name) for name in fetch_in(names, "id", ids)]
    return [hit for hit in hits if hit]


def _party_hit(party: Party, score: float, found: str) -> Hit | None:
    if party.merged_into_id is not None:
        return None
    number = party.client_contracts + party.firm_contracts
    if not number:
        return None
    roles = [role for role, count in (("client", party.client_contracts), ("firm", party.firm_contracts)) if count]
    country = country_name(party.country) if party.country in ALL_CODES else ""
    contracts = f"{number:,} contract{'' if number == 1 else 's'}"
    note = ", ".join(filter(None, (" and ".join(roles), country, contracts)))
    also = "" if fold(found) == fold(party.name) else found
    return Hit("party", party.name, party.get_absolute_url(), note, also, score + 0.01 * log10(number))


def _person_hits(scored: dict[tuple[str, int], float]) -> list[Hit]:
    ids = {target: score for (kind, target), score in scored.items() if kind == SearchEntry.Kind.PERSON}
    people = Person.objects.select_related("firm_mention__party", "merged_into")
    hits = []
    for person in fetch_in(people, "id", ids):
        shown = person.merged_into or person
        note = f"lobbyist, {person.firm_mention.party.name}"
        hits.append(Hit("person", shown.name, shown.get_absolute_url(), note, score=ids[person.pk]))
    return hits


def _document_hits(scored: dict[tuple[str, int], float]) -> list[Hit]:
    """Articles from which something was published."""
    ids = {target: score for (kind, target), score in scored.items() if kind == SearchEntry.Kind.DOCUMENT}
    if not ids:
        return []
    told = Statement.objects.filter(state__in=COUNTING_STATES, contract__isnull=False).values_list(
        "last_document", flat=True
    )
    public = set(fetch_in(told, "last_document", ids))
    documents = Document.objects.select_related("source").defer("text")
    return [
        Hit(
            "document",
            document.title,
            f"/documents/{document.pk}/",
            f"article, {document.source}",
            score=ids[document.pk],
        )
        for document in fetch_in(documents, "id", public)
    ]
