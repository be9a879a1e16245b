"""Bring what only reading needs up to date, a piece at a time: names for the search, topics of contracts.

It runs beside the pipeline, never inside it: an import does not wait for it, and a page that is some minutes behind is
no fault. ``IndexMark`` says how far each part has come; a part that is killed begins its piece again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tracker.models import Contract, ContractTopic, Document, IndexMark, PartyName, Person, SearchEntry, Statement
from tracker.normalize.names import fold
from tracker.services import dashboard, places, profiles  # noqa: F401 - what is kept is named there
from tracker.services.bulk import fetch_in, filter_in, insert_rows, upsert_rows
from tracker.services.kept import refresh_kept
from tracker.services.voices import COUNTING_STATES

PIECE = 2000
_LONGEST_VALUE = 200
_LONGEST_NAME = 1000
_LOOK_BACK = 20_000
"""Ids below the mark that are looked through once more."""

_BEHIND = timedelta(minutes=1)
Place = tuple[datetime, int]
"""(changed_at, id) of the contract behind which the next piece begins."""

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

_NAMES: dict[str, tuple[Any, str]] = {
    SearchEntry.Kind.PARTY: (PartyName.objects, "name"),
    SearchEntry.Kind.PERSON: (Person.objects, "name"),
    SearchEntry.Kind.DOCUMENT: (Document.objects.filter(page="article").exclude(title=""), "title"),
}


def index_reading() -> int:
    """Read what is new, then count what is kept; returns how many rows were read."""
    number = _index_rows()
    refresh_kept()
    return number


def _index_rows() -> int:
    number = 0
    for kind in _NAMES:
        while read := index_names(kind):
            number += read
            if read < PIECE:
                break
    place: Place | None = None
    while True:
        read, place = index_topics(place)
        number += read
        if read < PIECE:
            return number


@transaction.atomic
def index_names(kind: str) -> int:
    """The next piece of names of one kind; returns how many rows were read."""
    mark, _ = IndexMark.objects.get_or_create(name=f"names-{kind}")
    rows, column = _NAMES[kind]
    found = list(rows.filter(pk__gt=mark.last_id).order_by("pk").values_list("pk", column)[:PIECE])
    entries = [*found, *_find_late(kind, mark.last_id)]
    folded = [(kind, pk, text) for pk, name in entries if (text := fold(name)[:_LONGEST_NAME])]
    upsert_rows(SearchEntry, ["kind", "target", "folded"], folded, conflict=["kind", "target"], update=["folded"])
    if found:
        mark.last_id = found[-1][0]
        mark.save()
    return len(found)


def _find_late(kind: str, last_id: int) -> list[tuple[int, str]]:
    """Rows below the mark without an entry: another transaction had their ids, and ended later."""
    rows, column = _NAMES[kind]
    entries = SearchEntry.objects.filter(kind=kind, target=OuterRef("pk"))
    late = rows.filter(pk__gt=last_id - _LOOK_BACK, pk__lte=last_id).filter(~Exists(entries))
    return list(late.order_by("pk").values_list("pk", column)[:PIECE])


@transaction.atomic
def index_topics(place: Place | None = None) -> tuple[int, Place]:
    """The topics of the next piece of contracts that changed; returns how many were read, and where to go on.

    The mark stays a minute behind: what a transaction that is still open has written is seen when it ends.
    """
    mark, _ = IndexMark.objects.get_or_create(name="topics")
    place = place or (mark.moment or _BEGINNING, mark.last_id)
    contracts = list(_changed_since(place)[:PIECE])
    if not contracts:
        return 0, place
    ids = [pk for pk, _ in contracts]
    rows = Statement.objects.filter(is_current=True, state__in=COUNTING_STATES).exclude(details={})
    topics: dict[tuple[int, str, str], None] = {}
    for contract, details in fetch_in(rows.values_list("contract_id", "details"), "contract_id", ids):
        topics |= dict.fromkeys((contract, kind, value) for kind, value in read_topics(details))
    for piece in filter_in(ContractTopic.objects.all(), "contract_id", ids):
        piece.delete()
    insert_rows(ContractTopic, ["contract", "kind", "value"], list(topics))
    last_id, last = contracts[-1]
    safe = timezone.now() - _BEHIND
    mark.moment, mark.last_id = (last, last_id) if last < safe else (safe, 0)
    mark.save()
    return len(contracts), (last, last_id)


def _changed_since(place: Place) -> QuerySet[Any, Any]:
    moment, pk = place
    later = Q(changed_at__gt=moment) | Q(changed_at=moment, pk__gt=pk)
    rows = Contract.objects.filter(changed_at__gte=moment).filter(later)
    return rows.order_by("changed_at", "pk").values_list("pk", "changed_at")


def read_topics(details: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """(kind, value) of the issue areas and government bodies that a filing's details name."""
    for activity in details.get("activities", ()):
        if code := str(activity.get("issue_code") or ""):
            yield ContractTopic.Kind.ISSUE, code[:_LONGEST_VALUE]
        for body in activity.get("entities") or ():
            if name := " ".join(str(body).split())[:_LONGEST_VALUE]:
                yield ContractTopic.Kind.BODY, name
