"""Names and countries that people give to parties: articles and contracts follow them."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User

from tracker.errors import DecisionError
from tracker.models import Contract, Mention, Party, PartyName
from tracker.normalize.names import name_block, name_key
from tracker.services.by_hand import Act, derive_again
from tracker.services.identity import hash_identity
from tracker.services.news import resolve_news
from tracker.services.parties import refresh_parties
from tracker.services.registrants import find_statements
from tracker.services.writing import writing


def fill_name(name: PartyName) -> None:
    """Set the keys by which a name is found. Raises DecisionError for one that says nothing ("LLC", "---")."""
    key = name_key(name.name)
    if not key:
        raise DecisionError(f"“{name.name}” is no name: nothing of it can be compared")
    name.name_key, name.identity, name.block = key, hash_identity("name", key), name_block(name.name)


def ensure_name(party: Party, name: str) -> PartyName:
    """The name that a person shows a party under is one that it is found by."""
    wanted = PartyName(party=party, name=name)
    fill_name(wanted)
    known = PartyName.objects.filter(party=party, mention=None, identity=wanted.identity).first()
    if known is None:
        wanted.save()
    return known or wanted


@writing()
def follow_party(party: Party, user: User, *, former_names: Collection[str] = (), note: str = "") -> list[Contract]:
    """After a person changed a party's names or country: let articles and contracts follow; returns the contracts.

    ``former_names`` are those that the party no longer bears.
    """
    mentions = set(Mention.objects.filter(party=party).values_list("pk", flat=True))
    names = {*PartyName.objects.filter(party=party).values_list("name", flat=True), *former_names}
    moved = resolve_news(firm_names=names, names={name_key(name) for name in names} - {""})
    refresh_parties({party.pk})
    reason = note.strip() or f"edited party {party.pk}"
    return derive_again(find_statements(mentions | moved), Act(user, reason))
