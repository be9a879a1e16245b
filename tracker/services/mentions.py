"""Write down how documents name parties, and the party that each name means by exact name or register number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from tracker.models import Mention, Party, PartyName
from tracker.normalize.names import (
    display_name,
    fold,
    looks_like_person,
    name_block,
    name_key,
    split_aliases,
)
from tracker.records import PartyMention, StatementRecord, alter
from tracker.resolution.matching import read_government
from tracker.services.bulk import fetch_in, insert_rows, update_rows, upsert_rows
from tracker.services.identity import hash_identity
from tracker.services.parties import ORPHAN, merge_party, refresh_parties

NEWS = "news"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mention to be written down; ``identity`` is its natural key."""

    role: str
    register: str
    mention: PartyMention
    context: str = ""
    identity: str = field(init=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        key = read_key(self.mention.name)
        object.__setattr__(self, "key", key)
        parts = (
            self.register,
            self.role,
            self.mention.scheme,
            self.mention.identifier,
            key,
            self.place,
            self.context,
        )
        object.__setattr__(self, "identity", hash_identity("mention", *parts))

    @property
    def place(self) -> str:
        """Country code, or the folded label where it is no country, so that generic names are kept apart by it."""
        return self.mention.country or fold(self.mention.country_raw)

    @property
    def party_identity(self) -> str:
        return identify_party(self.key, "" if self.role == Mention.Role.FIRM else self.place)

    def party(self) -> NewParty:
        """The party that the name alone founds."""
        is_firm = self.role == Mention.Role.FIRM
        place, country = ("", "") if is_firm else (self.place, self.mention.country or "")
        return NewParty(self.party_identity, self.key, place, self.mention.name, country, self.mention.country_raw)

    @property
    def number(self) -> tuple[str, str] | None:
        """(scheme, number) of a firm in a register, under which a renamed firm is recognised."""
        if self.role != Mention.Role.FIRM or not self.mention.identifier:
            return None
        return (self.mention.scheme, self.mention.identifier)


@lru_cache(maxsize=8_192)
def want(role: str, register: str, mention: PartyMention, context: str = "") -> Wanted:
    """The mention as it is to be written down. A firm's filings all mention it in the same words."""
    return Wanted(role, register, mention, context)


@lru_cache(maxsize=8_192)
def read_key(name: str) -> str:
    """The folded name by which a party is found; never empty (registers repeat the same names thousands of times)."""
    return name_key(name) or fold(name) or name


def identify_party(key: str, place: str) -> str:
    """The natural key of a party: folded name without legal form, and its country (firms have none)."""
    return hash_identity("party", key, place)


@dataclass(frozen=True, slots=True)
class StatementMentions:
    """The mentions of one statement, by role."""

    client: Wanted
    firm: Wanted
    on_behalf_of: Wanted | None
    via: Wanted | None
    prime: Wanted | None

    def __iter__(self) -> Any:
        return (wanted for wanted in (self.client, self.firm, self.on_behalf_of, self.via, self.prime) if wanted)


def read_mentions(record: StatementRecord, register: str) -> StatementMentions:
    """The mentions of a statement. In articles the other side is part of the mention (see ``Mention``)."""
    client_context = firm_context = ""
    if register == NEWS:
        client_context, firm_context = name_key(record.firm.name), name_key(record.client.name)

    def other(mention: PartyMention | None) -> Wanted | None:
        return want(Mention.Role.OTHER, register, mention) if mention else None

    return StatementMentions(
        want(Mention.Role.CLIENT, register, record.client, client_context),
        want(Mention.Role.FIRM, register, record.firm, firm_context),
        other(record.on_behalf_of),
        other(record.via),
        other(record.subcontract_of),
    )


@dataclass(slots=True)
class Book:
    """The outcome of ``record_mentions``: ids by identity, which are new, and which statements' parties moved.

    ``names``: folded names that became known; those that articles give are none. ``firm_names``: names of firms
    among them, as written.
    """

    ids: dict[str, int] = field(default_factory=dict)
    new: list[Wanted] = field(default_factory=list)
    moved_mentions: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    firm_names: set[str] = field(default_factory=set)


def record_mentions(wanted: Iterable[Wanted], *, as_of: datetime) -> Book:
    """Write the mentions that are not known yet, each with the party that its name or number means.

    A firm that is known by its register number is the same firm under another name; the two names become one party.
    A name found in an article gets a provisional party here, and ``services.news`` decides on it afterwards.
    """
    by_identity = _gather_aliases(wanted)
    book = Book()
    _update_known(by_identity, book, as_of)
    book.new = [item for identity, item in by_identity.items() if identity not in book.ids]
    if not book.new:
        return book
    parties = _find_parties(book)
    book.ids |= _write_mentions(book.new, parties, as_of)
    _write_names(book, book.new, parties)
    refresh_parties(set(parties.values()))
    return book


def _gather_aliases(wanted: Iterable[Wanted]) -> dict[str, Wanted]:
    """One mention for each identity, with the other names that any of them gives; whatever their order."""
    found: dict[str, Wanted] = {}
    different = {id(item): item for item in wanted}.values()
    for item in sorted(different, key=lambda item: item.mention.name):
        known = found.get(item.identity)
        found[item.identity] = item if known is None else _add_aliases(item, known.mention.aliases)
    return found


def _add_aliases(item: Wanted, aliases: Iterable[str]) -> Wanted:
    """The mention with these aliases too, in an order that does not depend on who named them first."""
    both = {*item.mention.aliases, *aliases}
    if both == set(item.mention.aliases):
        return item
    return replace(item, mention=alter(item.mention, aliases=tuple(sorted(both))))


def _update_known(by_identity: Mapping[str, Wanted], book: Book, as_of: datetime) -> None:
    """Of mentions that are known, the newest spelling is shown, and what else any document calls them is kept."""
    rows = []
    parties: dict[str, int] = {}
    changed: list[Wanted] = []
    columns = ("identity", "id", "name", "aliases", "as_of", "party_id")
    for identity, pk, name, aliases, seen, party in fetch_in(
        Mention.objects.values_list(*columns), "identity", by_identity
    ):
        book.ids[identity] = pk
        item = _add_aliases(by_identity[identity], aliases)
        # Of two spellings in one document the later in the alphabet stands: "Acme" rather than "ACME".
        is_named_otherwise = item.mention.name != name and (as_of, item.mention.name) > (seen, name)
        is_told_more = set(item.mention.aliases) != set(aliases)
        if not (as_of > seen or is_named_otherwise or is_told_more):
            continue
        shown = item.mention.name if is_named_otherwise else name
        rows.append((pk, shown, sorted(item.mention.aliases), max(as_of, seen)))
        parties[identity] = party
        if is_named_otherwise or is_told_more:
            changed.append(replace(item, mention=alter(item.mention, name=shown)))
    update_rows(Mention, "id", ["name", "aliases", "as_of"], rows)
    _write_names(book, changed, parties)
    refresh_parties(set(parties.values()))


def _find_parties(book: Book) -> dict[str, int]:
    """Party id for each new mention, by identity of the mention; parties that do not exist yet are founded."""
    by_party_identity = found_parties(item.party() for item in book.new)
    by_number = _parties_by_number(book.new)
    result: dict[str, int] = {}
    for item in sorted(book.new, key=lambda item: item.identity):
        party = by_party_identity[item.party_identity]
        number = item.number
        if number is not None:
            numbered = by_number.setdefault(number, party)
            if numbered != party:
                keep, drop = sorted((numbered, party))
                book.moved_mentions |= merge_party(drop, keep, rule="same number", reasons=[" ".join(number)])
                for mapping in (by_number, by_party_identity, result):
                    _repoint(mapping, drop, keep)
                party = keep
        result[item.identity] = party
    return result


def _repoint(mapping: dict[Any, int], old: int, new: int) -> None:
    for key, value in mapping.items():
        if value == old:
            mapping[key] = new


def _parties_by_number(items: Sequence[Wanted]) -> dict[tuple[str, str], int]:
    numbers = {item.number for item in items if item.number}
    found: dict[tuple[str, str], int] = {}
    rows = Mention.objects.filter(role=Mention.Role.FIRM, is_decided=False)
    values = rows.order_by("party_id").values_list("scheme", "identifier", "party_id")
    for scheme, identifier, party in fetch_in(values, "identifier", [number for _, number in numbers]):
        if (scheme, identifier) in numbers:
            found.setdefault((scheme, identifier), party)
    return found


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party to be founded unless it exists: ``identity`` is its natural key."""

    identity: str
    key: str
    place: str
    name: str
    country: str = ""
    country_label: str = ""


def found_parties(wanted: Iterable[NewParty]) -> dict[str, int]:
    """Ids by identity of the parties, which are written if they are new; a merged party gives its heir's id."""
    parties = {party.identity: party for party in wanted}
    ids = _load_parties(parties)
    missing = [party for identity, party in parties.items() if identity not in ids]
    if missing:
        ids |= _write_parties(missing)
    return ids


def _load_parties(identities: Iterable[str]) -> dict[str, int]:
    rows = Party.objects.values_list("identity", "id", "merged_into_id", "merge_rule")
    return {
        identity: heir if heir and rule != ORPHAN else pk
        for identity, pk, heir, rule in fetch_in(rows, "identity", identities)
    }


def _write_parties(parties: Sequence[NewParty]) -> dict[str, int]:
    now = timezone.now()
    rows = [
        (
            display_name(party.name),
            f"{party.key}|{party.place}",
            party.identity,
            _guess_kind(party.name),
            party.country,
            party.country_label[:120],
            now,
        )
        for party in parties
    ]
    columns = ["name", "key", "identity", "kind", "country", "country_label", "created_at"]
    return dict(zip((party.identity for party in parties), insert_rows(Party, columns, rows), strict=True))


def _guess_kind(name: str) -> str:
    if read_government(name):
        return Party.Kind.GOVERNMENT
    return Party.Kind.PERSON if looks_like_person(name) else Party.Kind.ORGANISATION


def _write_mentions(items: Sequence[Wanted], parties: dict[str, int], as_of: datetime) -> dict[str, int]:
    """Write new mentions; returns their ids by identity."""
    now = timezone.now()
    rows: list[tuple[Any, ...]] = [
        (
            item.identity,
            item.role,
            item.register,
            item.mention.name,
            item.key,
            name_block(item.mention.name),
            sorted(item.mention.aliases),
            item.mention.country or "",
            item.mention.country_raw[:120],
            item.mention.scheme,
            item.mention.identifier,
            item.context,
            parties[item.identity],
            "exact name",
            as_of,
            now,
        )
        for item in items
    ]
    columns = [
        "identity", "role", "register", "name", "name_key", "block", "aliases", "country", "country_label",
        "scheme", "identifier", "context", "party", "rule", "as_of", "decided_at",
    ]  # fmt: skip
    return dict(zip((item.identity for item in items), insert_rows(Mention, columns, rows), strict=True))


def _write_names(book: Book, items: Sequence[Wanted], parties: Mapping[str, int]) -> None:
    """Write the names that the mentions give, in their newest spelling; in ``book`` stand those that became known."""
    rows: dict[tuple[int, str], tuple[Any, ...]] = {}
    for item in items:
        mention_id = book.ids[item.identity]
        for name, kind in _spoken_names(item.mention):
            key = name_key(name)
            if key:
                identity = hash_identity("name", key)
                block = name_block(name) if item.role == Mention.Role.FIRM else ""
                row = (parties[item.identity], mention_id, name, identity, key, block, kind, item.role)
                rows.setdefault((mention_id, identity), row)
                if item.register != NEWS:
                    book.names.add(key)
                    book.firm_names |= {name} if item.role == Mention.Role.FIRM else set()
    columns = ["party", "mention", "name", "identity", "name_key", "block", "kind", "role"]
    upsert_rows(PartyName, columns, list(rows.values()), conflict=["mention", "identity"], update=["name"])


def _spoken_names(mention: PartyMention) -> list[tuple[str, str]]:
    names = split_aliases(mention.name)
    spoken: list[tuple[str, str]] = [(mention.name, PartyName.Kind.NAME), (names.main, PartyName.Kind.NAME)]
    spoken += [(alias, PartyName.Kind.ALIAS) for alias in (*names.aliases, *mention.aliases)]
    return spoken + [(name, PartyName.Kind.FORMER) for name in names.former]
