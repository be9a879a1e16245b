"""Decide whom articles mean: load the neighbourhood of some firms, resolve it, write the decisions that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tracker.models import Mention, Party, PartyName, ReviewItem, Statement
from tracker.normalize.names import name_block
from tracker.resolution.matching import Candidate, Profile
from tracker.resolution.neighbourhood import Named, NewsPair, Register, Resolution, resolve_pairs
from tracker.services.bulk import fetch_in
from tracker.services.identity import hash_identity
from tracker.services.mentions import NEWS, NewParty, found_parties, identify_party
from tracker.services.parties import decide_mentions, refresh_parties, settle_orphans
from tracker.services.review import Question, ask, drop_questions
from tracker.services.voices import read_partial

_MENTION_COLUMNS = (
    "identity",
    "id",
    "name",
    "name_key",
    "aliases",
    "country",
    "party_id",
    "is_decided",
    "context",
    "block",
)


def resolve_news(
    *, firm_names: Iterable[str] = (), names: Collection[str] = (), touched: Collection[int] = ()
) -> set[int]:
    """Resolve again what articles say round the named firms, and wherever a client is called by one of ``names``.

    ``names`` are folded names that became known; ``touched`` are statements whose firms are meant too. Returns the
    mentions whose party is another one now.
    """
    firms_in_news = Mention.objects.filter(register=NEWS, role=Mention.Role.FIRM).order_by()
    told = set(firms_in_news.values_list("block", flat=True).distinct()) - {""}
    if not told:
        return set()
    blocks = {name_block(name) for name in firm_names} | _blocks_of_clients(names) | _blocks_of_firms(touched)
    near = _load_neighbourhood(_add_other_names(blocks, told) & told)
    if not near.pairs:
        return set()
    return _write_resolutions(resolve_pairs(near.pairs, near.register), near)


def _blocks_of_clients(names: Collection[str]) -> set[str]:
    """Blocks of the firms beside which articles name a client so."""
    clients = Mention.objects.filter(register=NEWS, role=Mention.Role.CLIENT).values_list("context", flat=True)
    return {name_block(context) for context in fetch_in(clients, "name_key", names)}


def _blocks_of_firms(statements: Collection[int]) -> set[str]:
    rows = Statement.objects.order_by().values_list("firm_mention__block", flat=True).distinct()
    return set(fetch_in(rows, "id", statements))


def _add_other_names(blocks: set[str], told: set[str]) -> set[str]:
    """The blocks, and those of the other names of whatever firm bears a name of one of them.

    Looked for from the side that is smaller: a whole register may be read beside a few articles, or the reverse.
    """
    few, many = (blocks, told) if len(blocks) <= len(told) else (told, blocks)
    firms = set(fetch_in(_firm_names().values_list("party_id", flat=True), "block", few))
    known: dict[int, set[str]] = defaultdict(set)
    for party, block in fetch_in(_firm_names().values_list("party_id", "block"), "party_id", firms):
        known[party].add(block)
    return blocks.union(*(theirs for theirs in known.values() if theirs & few and theirs & many))


def _firm_names() -> QuerySet[PartyName]:
    """Names of firms, and names by hand, that do not come from articles."""
    return PartyName.objects.exclude(block="").exclude(mention__register=NEWS)


@dataclass(slots=True)
class _Near:
    pairs: list[NewsPair] = field(default_factory=list)
    mentions: dict[str, dict[str, Any]] = field(default_factory=dict)
    register: Register = field(default_factory=Register)


def _load_neighbourhood(blocks: set[str]) -> _Near:
    """What articles say of firms in the blocks, and every firm and client that they can mean."""
    near = _Near()
    near.pairs, near.mentions = _load_pairs(blocks)
    if not near.pairs:
        return near
    parties = set(fetch_in(_firm_names().values_list("party_id", flat=True), "block", blocks))
    firms = tuple(_load_candidates(parties).values())
    clients = _load_clients({firm.party for firm in firms})
    keys = {pair.client.name.key for pair in near.pairs}
    near.register = Register(firms, clients, _load_exact(keys))
    return near


def _load_candidates(parties: Iterable[int]) -> dict[int, Candidate]:
    """Parties with every name that does not come from an article, by id."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = PartyName.objects.exclude(mention__register=NEWS).order_by("identity", "name")
    for party, name in fetch_in(rows.values_list("party_id", "name"), "party_id", parties):
        names[party].append(name)
    countries = dict(fetch_in(Party.objects.values_list("id", "country"), "id", names))
    return {
        party: Candidate(party, tuple(Profile.of(name) for name in dict.fromkeys(known)), countries.get(party, ""))
        for party, known in sorted(names.items())
    }


def _load_pairs(blocks: set[str]) -> tuple[list[NewsPair], dict[str, dict[str, Any]]]:
    firm_ids = set(
        fetch_in(
            Mention.objects.filter(register=NEWS, role=Mention.Role.FIRM).values_list("id", flat=True),
            "block",
            blocks,
        )
    )
    rows = list(
        fetch_in(
            Statement.objects.filter(kind="news", gone_as_of=None)
            .exclude(state=Statement.State.REJECTED)
            .values_list("firm_mention_id", "client_mention_id", "start", "posted_on", "act"),
            "firm_mention_id",
            firm_ids,
        )
    )
    wanted = {pk for firm, client, *_ in rows for pk in (firm, client)}
    by_id = {row["id"]: row for row in fetch_in(Mention.objects.values(*_MENTION_COLUMNS), "id", wanted)}
    pairs = [
        NewsPair(_read_named(by_id[firm]), _read_named(by_id[client]), _read_day(start, posted, act))
        for firm, client, start, posted, act in rows
    ]
    return pairs, {row["identity"]: row for row in by_id.values()}


def _read_named(row: dict[str, Any]) -> Named:
    return Named(
        row["identity"],
        Profile.of(row["name"]),
        tuple(Profile.of(alias) for alias in row["aliases"]),
        row["country"],
        row["party_id"] if row["is_decided"] else None,
    )


def _read_day(start: str, posted: date | None, act: str) -> date | None:
    partial = read_partial(start)
    return partial.first if partial is not None and act != "termination" else posted


def _load_clients(firms: set[int]) -> dict[int, tuple[Candidate, ...]]:
    """Each firm's clients in the registers and by people's word, with the spells in which it was registered for them.

    A correction of something else (a price, say) tells nothing about whose client somebody was, and when.
    """
    rows = Statement.objects.filter(kind__in=("listing", "registration", "agreement", "report", "correction"))
    rows = rows.exclude(state=Statement.State.REJECTED)
    windows: dict[tuple[int, int], list[tuple[date, date]]] = defaultdict(list)
    columns = (
        "kind",
        "asserted",
        "firm_mention__party_id",
        "client_mention__party_id",
        "registered_on",
        "deregistered_on",
    )
    for kind, asserted, firm, client, opened, closed in fetch_in(
        rows.values_list(*columns), "firm_mention__party_id", firms
    ):
        if kind == "correction" and not {"client", "firm"} & set(asserted):
            continue
        windows[firm, client].append((opened or date.min, closed or date.max))
    candidates = _load_candidates({client for _, client in windows})
    result: dict[int, list[Candidate]] = defaultdict(list)
    for (firm, client), spells in sorted(windows.items()):
        if client in candidates:
            known = candidates[client]
            result[firm].append(Candidate(known.party, known.names, known.country, tuple(sorted(spells))))
    return {firm: tuple(clients) for firm, clients in result.items()}


def _load_exact(keys: set[str]) -> dict[str, tuple[Candidate, ...]]:
    rows = PartyName.objects.exclude(mention__register=NEWS).values_list("party_id", flat=True)
    parties = set(fetch_in(rows, "identity", {hash_identity("name", key) for key in keys}))
    found: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in _load_candidates(parties).values():
        for key in candidate.keys & keys:
            found[key].append(candidate)
    return {key: tuple(candidates) for key, candidates in found.items()}


def _write_resolutions(resolutions: dict[str, Resolution], near: _Near) -> set[int]:
    parties = _found_own(resolutions)
    moved: set[int] = set()
    changed: dict[tuple[int, str, tuple[str, ...], float], list[int]] = defaultdict(list)
    left: set[int] = set()
    for identity, resolution in resolutions.items():
        row, match = near.mentions[identity], resolution.match
        if row["is_decided"]:
            continue
        party = match.party if match.party is not None else parties[identity]
        if party != row["party_id"]:
            moved.add(row["id"])
            left.add(row["party_id"])
            changed[party, match.rule, match.reasons, match.confidence].append(row["id"])
    for (party, rule, reasons, confidence), mentions in sorted(changed.items()):
        decide_mentions(mentions, party, rule=rule, reasons=reasons, confidence=confidence)
    settle_orphans(left)
    refresh_parties({party for party, *_ in changed} | left)
    _ask_about_matches(resolutions, near)
    return moved


def _found_own(resolutions: dict[str, Resolution]) -> dict[str, int]:
    """The parties that articles found themselves, by identity of the mention."""
    wanted: dict[str, NewParty] = {}
    for identity, resolution in resolutions.items():
        if resolution.match.party is None and resolution.own_key is not None:
            key, country = resolution.own_key
            wanted[identity] = NewParty(identify_party(key, country), key, country, resolution.own_name, country)
    ids = found_parties(wanted.values())
    return {identity: ids[party.identity] for identity, party in wanted.items()}


def _ask_about_matches(resolutions: dict[str, Resolution], near: _Near) -> None:
    questions, settled = [], []
    for identity, resolution in sorted(resolutions.items()):
        row, match = near.mentions[identity], resolution.match
        if not match.rivals or row["is_decided"]:
            settled.append(row["id"])
            continue
        text = f"Whom does “{row['name']}” mean, beside {row['context']}?"
        suggestion = {"parties": list(match.rivals)}
        about = (identity, *match.rivals)
        questions.append(Question(ReviewItem.Kind.MATCH, about, text, match.reasons, suggestion, mention=row["id"]))
    drop_questions(ReviewItem.Kind.MATCH, "mention_id", settled)
    ask(questions)
