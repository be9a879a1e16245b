"""What every decision of a person ends with: contracts derived again, and who did it written down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from tracker.models import Contract, Document, Mention, Statement
from tracker.services.audit import keep_former, save_rows
from tracker.services.bulk import fetch_in
from tracker.services.changes import Occasion
from tracker.services.contracts import derive_contracts
from tracker.services.drafts import Tidings
from tracker.services.mentions import NEWS
from tracker.services.news import resolve_news
from tracker.services.registrants import find_statements


@dataclass(frozen=True, slots=True)
class Act:
    """Who decided and why. ``told_as_news``: readers are told what the document says, not that somebody corrected."""

    user: User | None
    reason: str
    told_as_news: bool = False
    document: Document | None = None


def derive_again(touched: Iterable[int], act: Act, *, fresh: Collection[int] = ()) -> list[Contract]:
    """Derive the contracts of the statements inside the caller's transaction; returns those concerned, by id.

    ``fresh``: statements that count for the first time.
    """
    touched = set(touched)
    concerned = _find_contracts(touched)
    keep_former(Contract, concerned)
    derived = derive_contracts(
        touched,
        Occasion(as_of=timezone.now(), document=act.document, by_person=not act.told_as_news),
        Tidings(fresh=fresh),
    )
    concerned |= _find_contracts(touched) | derived.contracts
    contracts = list(Contract.objects.filter(pk__in=concerned).order_by("pk"))
    save_rows(_find_unrecorded(contracts), [], act.user, act.reason)
    return contracts


def _find_unrecorded(contracts: Sequence[Contract]) -> list[Contract]:
    """Contracts that differ from the newest record of their history."""
    records = Contract.history.filter(id__in=[row.pk for row in contracts]).order_by("history_date", "history_id")
    newest = {record.id: record for record in records}
    names = [field.attname for field in Contract.history.model.tracked_fields]
    return [
        row
        for row in contracts
        if row.pk not in newest or any(getattr(newest[row.pk], name) != getattr(row, name) for name in names)
    ]


def follow_names(mentions: Collection[int]) -> set[int]:
    """Statements whose parties are others once these mentions mean others; articles round them are resolved again."""
    rows = Mention.objects.values_list("role", "register", "name", "name_key", "context")
    firms, names = set(), set()
    for role, register, name, key, context in fetch_in(rows, "id", mentions):
        names.add(key)
        if role == Mention.Role.FIRM:
            firms.add(name)
        elif register == NEWS:
            firms.add(context)
    moved = resolve_news(firm_names=firms - {""}, names=names)
    return find_statements(moved | set(mentions))


def _find_contracts(statements: set[int]) -> set[int]:
    rows = Statement.objects.values_list("contract_id", "pinned_to_id")
    found = {pk for row in fetch_in(rows, "id", statements) for pk in row if pk is not None}
    heirs = Contract.objects.filter(pk__in=found, merged_into__isnull=False).values_list("merged_into_id", flat=True)
    return found | set(heirs)
