"""Clients that one firm names twice: under one number, or in two registers. The same name is the same client there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from tracker.models import Document, Party, ReviewItem, Statement
from tracker.resolution.matching import Profile, relate_clients
from tracker.services.bulk import fetch_in
from tracker.services.mentions import NEWS
from tracker.services.parties import merge_party, refresh_parties
from tracker.services.review import Question, ask

_COLUMNS = (
    "firm_mention__party_id",
    "register",
    "client_mention_id",
    "client_mention__party_id",
    "client_mention__name",
    "client_mention__is_decided",
)


class _Client(NamedTuple):
    """A client as one register names it beside a firm."""

    mention: int
    party: int
    name: Profile
    is_decided: bool


def unite_entries(clients: Collection[int]) -> set[int]:
    """Merge the clients of one name that filings under one number name, where some filings give no country.

    ``clients``: mentions that are new. Returns the mentions that moved; decisions of people stay.
    """
    filed = Statement.objects.exclude(contract_key="").order_by()
    keys = set(fetch_in(filed.values_list("contract_key", flat=True).distinct(), "client_mention_id", clients))
    columns = ("register", "contract_key", "client_mention__name_key", "client_mention__party_id")
    named: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    rows = filed.exclude(client_mention__is_decided=True).values_list(*columns).distinct()
    for register, key, name, party in fetch_in(rows, "contract_key", keys):
        named[register, key, name].add(party)
    several = [parties for parties in named.values() if len(parties) > 1]
    countries = dict(fetch_in(Party.objects.values_list("id", "country"), "id", set().union(*several)))
    moved: set[int] = set()
    heirs: dict[int, int] = {}
    for parties in several:
        keep, *others = sorted({_heir(party, heirs) for party in parties}, key=lambda pk: (not countries[pk], pk))
        for drop in others:
            if countries[drop] in ("", countries[keep]):
                moved |= merge_party(drop, keep, rule="same number", reasons=["one engagement, one name"])
                heirs[drop] = keep
    refresh_parties({*heirs, *heirs.values()})
    return moved


def unite_clients(touched: Collection[int]) -> set[int]:
    """Merge the clients that the firms of the statements name alike in different registers.

    Registers note different countries for one client (where it sits, or whom it represents), so name and country
    alone would keep them apart. A generic name ("Ministry of Finance") is never enough. Returns the mentions that
    moved; decisions of people stay.
    """
    if not touched or not _has_several_registers():
        return set()
    rows = Statement.objects.exclude(register=NEWS).values_list("firm_mention__party_id", flat=True).distinct()
    known: dict[int, dict[str, set[_Client]]] = defaultdict(lambda: defaultdict(set))
    beside = Statement.objects.exclude(register=NEWS).exclude(kind="correction").values_list(*_COLUMNS).distinct()
    for firm, register, mention, party, name, is_decided in fetch_in(
        beside, "firm_mention__party_id", set(fetch_in(rows, "id", touched))
    ):
        known[firm][register].add(_Client(mention, party, Profile.of(name), is_decided))
    moved: set[int] = set()
    for registers in known.values():
        if len(registers) > 1:
            moved |= _unite_beside(registers)
    return moved


def _has_several_registers() -> bool:
    read = Document.objects.filter(state=Document.State.PARSED).exclude(source__register__in=(NEWS, ""))
    return read.order_by().values("source__register").distinct().count() > 1


def _unite_beside(registers: dict[str, set[_Client]]) -> set[int]:
    """Unite the clients of one firm; ``registers``: register → clients that it names there."""
    moved: set[int] = set()
    heirs: dict[int, int] = {}
    for one, two, relation in sorted(_find_alike(registers), key=lambda found: (found[0].mention, found[1].mention)):
        keep, drop = sorted((_heir(one.party, heirs), _heir(two.party, heirs)))
        if keep == drop:
            continue
        if relation == "exact":
            moved |= merge_party(drop, keep, rule="firm in common", reasons=[one.name.name, two.name.name])
            heirs[drop] = keep
            refresh_parties({keep, drop})
        else:
            _ask(one, two, relation)
    return moved


def _heir(party: int, heirs: dict[int, int]) -> int:
    while party in heirs:
        party = heirs[party]
    return party


def _find_alike(registers: dict[str, set[_Client]]) -> Iterator[tuple[_Client, _Client, str]]:
    names = sorted(registers)
    for position, register in enumerate(names):
        for other in names[position + 1 :]:
            for one in registers[register]:
                for two in registers[other]:
                    if one.party == two.party or one.is_decided or two.is_decided:
                        continue
                    relation = relate_clients([one.name], [two.name])
                    if relation and not (one.name.is_generic and two.name.is_generic):
                        yield one, two, relation


def _ask(one: _Client, two: _Client, relation: str) -> None:
    text = f"One firm files for “{one.name.name}” in one register and “{two.name.name}” in another: the same client?"
    suggestion = {"parties": [one.party, two.party]}
    about = ("registers", *sorted((one.name.key, two.name.key)))
    ask([Question(ReviewItem.Kind.MATCH, about, text, [relation], suggestion, mention=two.mention)])
