"""Which pages there are, for search engines: in parts by id, so that each costs the same however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import F, Max, QuerySet

from tracker.models import Contract, Party, Person

PART = 20_000
"""Ids of a part; the protocol allows 50,000 addresses."""

INDEX_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Part:
    """A range of ids of one kind of page, and when the newest of them changed (None when that is not known)."""

    kind: str
    number: int
    changed_at: datetime | None


def _contracts() -> QuerySet[Any]:
    return Contract.objects.published().annotate(page_changed=F("changed_at"))


def _parties() -> QuerySet[Any]:
    return Party.objects.filter(merged_into__isnull=True).annotate(page_changed=F("created_at"))


def _people() -> QuerySet[Any]:
    return Person.objects.filter(merged_into__isnull=True)


PAGES = {"contracts": _contracts, "parties": _parties, "people": _people}
_DATED = ("contracts",)
"""Kinds whose rows know when they changed."""


def list_parts() -> list[Part]:
    """Every part that has a page, kept for an hour."""
    found: list[Part] | None = cache.get_or_set("sitemap-parts", _find_parts, INDEX_SECONDS)
    return found or []


def _find_parts() -> list[Part]:
    parts: list[Part] = []
    for kind, rows in PAGES.items():
        numbered = rows().order_by().annotate(part=F("pk") / PART).values("part")
        if kind in _DATED:
            numbered = numbered.annotate(changed=Max("page_changed"))
        else:
            numbered = numbered.annotate(newest=Max("pk"))
        parts += [Part(kind, row["part"], row.get("changed")) for row in numbered.order_by("part")]
    return parts


def list_pages(kind: str, number: int) -> Iterator[tuple[int, datetime | None]]:
    """(id, when it changed) of the pages of one part."""
    rows = PAGES[kind]().filter(pk__gte=number * PART, pk__lt=(number + 1) * PART).order_by("pk")
    if kind in _DATED:
        yield from rows.values_list("pk", "page_changed").iterator(chunk_size=2000)
    else:
        yield from ((pk, None) for pk in rows.values_list("pk", flat=True).iterator(chunk_size=2000))
