"""Parties: merging and its undo, the name that is shown, and how many contracts each has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count
from django.utils import timezone

from tracker.models import Contract, Mention, Party, PartyName
from tracker.normalize.names import display_name
from tracker.services.bulk import fetch_in, filter_in, in_batches, update_rows


def merge_party(
    drop: int, keep: int, *, rule: str, reasons: Sequence[str], user: AbstractBaseUser | None = None
) -> set[int]:
    """Let every mention of one party mean the other; the old party redirects. Returns the mentions that moved.

    Decisions of people stay, unless a person merges. No statement is rewritten; the caller derives the contracts of
    the moved mentions anew.
    """
    mentions = Mention.objects.filter(party_id=drop)
    if user is None:
        mentions = mentions.filter(is_decided=False)
    moved = set(mentions.values_list("id", flat=True))
    decide_mentions(moved, keep, rule=rule, reasons=reasons, user=user)
    if not Mention.objects.filter(party_id=drop).exists():
        held = PartyName.objects.filter(party_id=keep, mention__isnull=True).values_list("identity", flat=True)
        by_hand = PartyName.objects.filter(party_id=drop, mention__isnull=True)
        by_hand.exclude(identity__in=list(held)).update(party_id=keep)
        Party.objects.filter(id=drop).update(merged_into_id=keep, merge_rule="person" if user else rule)
        Party.objects.filter(merged_into_id=drop).update(merged_into_id=keep)
        Party.objects.filter(id=keep).update(merged_into=None, merge_rule="")
    return moved


def decide_mentions(
    mentions: Iterable[int],
    party: int,
    *,
    rule: str,
    reasons: Sequence[str],
    confidence: float = 1.0,
    user: AbstractBaseUser | None = None,
) -> None:
    """Record whom the mentions mean; their names follow."""
    values: dict[str, Any] = {
        "party_id": party,
        "rule": rule,
        "reasons": list(reasons),
        "confidence": confidence,
        "decided_at": timezone.now(),
    }
    if user is not None:
        values |= {"is_decided": True, "decided_by": user}
    ids = list(mentions)
    for piece in filter_in(Mention.objects.all(), "id", ids):
        piece.update(**values)
    for piece in filter_in(PartyName.objects.all(), "mention_id", ids):
        piece.update(party_id=party)
    Party.objects.filter(id=party).update(merged_into=None, merge_rule="")


ORPHAN = "orphan"
"""Rule of a redirect from a party that no document names any more; it is no merge and ends when one does again."""


def settle_orphans(parties: Collection[int]) -> None:
    """Parties without a mention of their own redirect to whoever took their names; with mentions they live again."""
    for batch in in_batches(parties, 900):
        live = set(Mention.objects.filter(party_id__in=batch).values_list("party_id", flat=True))
        Party.objects.filter(id__in=live).update(merged_into=None, merge_rule="")
        for party in Party.objects.filter(id__in=set(batch) - live, merged_into=None):
            heir = _find_heir(party)
            if heir is not None and heir != party.pk:
                Party.objects.filter(id=party.pk).update(merged_into_id=heir, merge_rule=ORPHAN)


def _find_heir(party: Party) -> int | None:
    key, _, _ = party.key.rpartition("|")
    names = Mention.objects.filter(name_key=key).order_by("id")
    return names.values_list("party_id", flat=True).first()


def refresh_parties(parties: Collection[int]) -> None:
    """Choose the name, country and label shown for each party from its mentions.

    A register's spelling comes before an article's, the newest listing before older ones, then the longest: nothing
    that depends on the order of arrival. Names and countries that a person chose stay.
    """
    best: dict[int, tuple[Any, ...]] = {}
    columns = ("party_id", "register", "as_of", "name", "country", "country_label", "role")
    countries: dict[int, dict[str, str]] = defaultdict(dict)
    for party, register, as_of, name, country, label, role in fetch_in(
        Mention.objects.values_list(*columns), "party_id", parties
    ):
        is_register = register != "news"
        weight = (
            is_register,
            role != Mention.Role.OTHER,
            as_of.isoformat() if is_register else "",
            len(name),
            name,
        )
        best[party] = max(best.get(party, ()), (*weight, name))
        if country:
            countries[party].setdefault(country, label)
    rows = []
    present = Party.objects.values_list("id", "name_locked", "country_locked", "name", "country", "country_label")
    for pk, name_locked, country_locked, name, country, label in fetch_in(present, "id", best):
        now = (name, country, label)
        shown = name if name_locked else display_name(best[pk][-1])
        known = countries.get(pk, {})
        # One country named by any mention is the party's; several that differ leave what was founded.
        if len(known) == 1 and not country_locked:
            ((country, label),) = known.items()
        if (shown, country, label) != now:
            rows.append((pk, shown, country, label))
    update_rows(Party, "id", ["name", "country", "country_label"], rows)


def count_contracts(parties: Collection[int]) -> None:
    """Bring the contract counters of the parties up to date."""
    totals: dict[str, dict[int, int]] = {}
    for side in ("client_id", "firm_id"):
        rows = Contract.objects.published().values_list(side).annotate(count=Count("id")).order_by()
        totals[side] = dict(fetch_in(rows, side, parties))
    update_rows(
        Party,
        "id",
        ["client_contracts", "firm_contracts"],
        [(pk, totals["client_id"].get(pk, 0), totals["firm_id"].get(pk, 0)) for pk in sorted(parties)],
    )
