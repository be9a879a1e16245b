"""Two parties that are one, and the undo of it: decisions about mentions, no statement is rewritten."""

from __future__ import annotations

from django.contrib.auth.models import User

from tracker.errors import DecisionError
from tracker.models import Contract, Mention, Party, PartyName
from tracker.normalize.names import fold
from tracker.services.audit import keep_former, save_rows, tag, undo_rows
from tracker.services.by_hand import Act, derive_again, follow_names
from tracker.services.mentions import identify_party
from tracker.services.parties import ORPHAN, count_contracts, decide_mentions, merge_party, refresh_parties
from tracker.services.registrants import find_statements
from tracker.services.writing import writing

_DECISION = ["party_id", "rule", "reasons", "confidence", "is_decided", "decided_by_id", "decided_at"]


@writing()
def merge_parties(drop: Party, keep: Party, user: User, note: str = "") -> list[Contract]:
    """Let everything that means ``drop`` mean ``keep``; the old party redirects. Returns the contracts concerned.

    Merging what is merged already changes nothing. Raises DecisionError when either cannot be merged.
    """
    drop, keep = Party.objects.get(pk=drop.pk), Party.objects.get(pk=keep.pk)
    if drop.pk == keep.pk:
        raise DecisionError("a party cannot be merged into itself")
    if drop.merged_into_id == keep.pk and drop.merge_rule != ORPHAN:
        return []
    for party in (drop, keep):
        if party.merged_into_id is not None and party.merge_rule != ORPHAN:
            raise DecisionError(f"{party} ({party.pk}) is merged into party {party.merged_into_id} already")
    made = tag("merge", drop.pk, keep.pk)
    reason = f"{made}{note.strip() or 'the same party'}"
    mentions = set(Mention.objects.filter(party=drop).values_list("pk", flat=True))
    parties = {drop.pk, keep.pk, *Party.objects.filter(merged_into=drop).values_list("pk", flat=True)}
    keep_former(Mention, mentions)
    keep_former(Party, parties)
    _move_names(drop, keep, user, reason)
    moved = merge_party(drop.pk, keep.pk, rule="person", reasons=[note.strip() or "the same party"], user=user)
    save_rows(list(Mention.objects.filter(pk__in=mentions)), [], user, reason)
    refresh_parties({keep.pk})
    save_rows(list(Party.objects.filter(pk__in=parties)), [], user, reason)
    return _derive_both(moved, drop, keep, Act(user, reason))


def _move_names(drop: Party, keep: Party, user: User, reason: str) -> None:
    """Names that people gave go along, unless the other party bears them already."""
    held = set(PartyName.objects.filter(party=keep, mention=None).values_list("identity", flat=True))
    names = list(PartyName.objects.filter(party=drop, mention=None).exclude(identity__in=held))
    keep_former(PartyName, [name.pk for name in names])
    for name in names:
        name.party = keep
    save_rows(names, ["party"], user, reason)


@writing()
def undo_merge(party: Party, user: User, note: str = "") -> list[Contract]:
    """Let a merged party live again, with the names that meant it; returns the contracts concerned.

    A merge that a person made is undone as it was made. One that a rule made (one register number, say) is undone by
    deciding for this party every name that founded it, so that no rule merges it again. Raises DecisionError.
    """
    party = Party.objects.get(pk=party.pk)
    heir = party.merged_into
    if heir is None:
        raise DecisionError(f"{party} is not merged into another party")
    if party.merge_rule == ORPHAN:
        raise DecisionError(f"no document names {party} any more: there is nothing to be undone")
    by_person = party.merge_rule == "person"
    reason = f"{tag('unmerge', party.pk, heir.pk)}{note.strip() or 'not the same party'}"
    Party.objects.filter(pk=party.pk).update(merged_into=None, merge_rule="")
    moved = _restore(party, heir, user, reason) if by_person else _claim(party, heir, user, reason)
    refresh_parties({party.pk, heir.pk})
    save_rows(list(Party.objects.filter(pk__in=[party.pk, heir.pk])), [], user, reason)
    return _derive_both(moved, party, heir, Act(user, reason))


def _derive_both(moved: set[int], one: Party, other: Party, act: Act) -> list[Contract]:
    """Derive the contracts of both parties: those that moved, and those that are found by other names now."""
    mentions = set(Mention.objects.filter(party__in=[one, other]).values_list("pk", flat=True))
    contracts = derive_again(follow_names(moved) | find_statements(mentions), act)
    count_contracts({one.pk, other.pk})
    return contracts


def _restore(party: Party, heir: Party, user: User, reason: str) -> set[int]:
    made = tag("merge", party.pk, heir.pk)
    mentions = undo_rows(Mention.objects.filter(party=heir), _DECISION, made, user, reason)
    ids = {mention.pk for mention in mentions}
    for name in PartyName.objects.filter(mention__in=ids):
        PartyName.objects.filter(pk=name.pk).update(party=party)
    undo_rows(PartyName.objects.filter(party=heir, mention=None), ["party_id"], made, user, reason)
    undo_rows(Party.objects.filter(merged_into=heir), ["merged_into_id"], made, user, reason)
    return ids


def _claim(party: Party, heir: Party, user: User, reason: str) -> set[int]:
    """The heir's mentions that would have founded this party, decided for it."""
    ids = {mention.pk for mention in Mention.objects.filter(party=heir) if _founds(mention, party)}
    if not ids:
        raise DecisionError(f"none of the names of {heir} would mean {party}")
    keep_former(Mention, ids)
    decide_mentions(ids, party.pk, rule="person", reasons=["a merge undone by a person"], user=user)
    save_rows(list(Mention.objects.filter(pk__in=ids)), [], user, reason)
    return ids


def _founds(mention: Mention, party: Party) -> bool:
    place = "" if mention.role == Mention.Role.FIRM else mention.country or fold(mention.country_label)
    return identify_party(mention.name_key, place) == party.identity
