"""Figures of many contracts, counted in the background and kept: a page reads them, whatever they were counted from.

Figures of few contracts are counted when they are asked for. Those of many may be minutes behind, and say so
(``counted_at``); a list with its facets never is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import msgspec
from django.db.models import Max, Q
from django.utils import timezone

from tracker.models import Contract, KeptFigures

LEAST = 500
"""Contracts from which on figures are kept: so many are counted within some ten milliseconds."""

_EVERY = timedelta(minutes=5)
_LONGEST = timedelta(days=1)
"""What depends on the day of today is counted anew even when no contract changes."""

T = TypeVar("T")
_kinds: dict[str, Kept[Any]] = {}


@dataclass(frozen=True)
class Kept(Generic[T]):
    """One kind of figures, a dataclass that msgspec can write and that has a field ``counted_at``.

    ``count(subject)`` makes them; ``large()`` names the subjects that have many contracts.
    """

    name: str
    shape: type[T]
    count: Callable[[str], T]
    large: Callable[[], Iterable[str]]

    def __post_init__(self) -> None:
        _kinds[self.name] = self

    def load(self, subject: str, size: int, *, count: Callable[[str], T] | None = None) -> T:
        """The figures of a subject that has so many contracts; ``count`` counts fewer of them, for a page that shows
        no others.
        """
        if size < LEAST:
            return (count or self.count)(subject)
        row = KeptFigures.objects.filter(key=self.key(subject)).first()
        return self.keep(subject) if row is None else self._read(row.body, row.made_at)

    def keep(self, subject: str) -> T:
        """Count the figures and keep them."""
        made_at = timezone.now()
        found = self.count(subject)
        body = msgspec.json.encode(found).decode()
        KeptFigures.objects.update_or_create(key=self.key(subject), defaults={"body": body, "made_at": made_at})
        return self._read(body, made_at)

    def key(self, subject: str) -> str:
        return f"{self.name}:{subject}"

    def _read(self, body: str, made_at: datetime) -> T:
        found: Any = msgspec.json.decode(body, type=self.shape)
        found.counted_at = made_at
        return found  # type: ignore[no-any-return]


def refresh_kept(seconds: float = 30.0) -> int:
    """Count what is missing, then what is oldest, for so long at most; returns how many figures were counted."""
    ends = time.monotonic() + seconds
    wanted = {kind.key(subject): (kind, subject) for kind in _kinds.values() for subject in kind.large()}
    held = set(KeptFigures.objects.values_list("key", flat=True))
    KeptFigures.objects.filter(key__in=list(held - wanted.keys())).delete()
    missing = [key for key in wanted if key not in held]
    number = 0
    for key in [*missing, *_find_stale()]:
        if time.monotonic() > ends:
            break
        if key in wanted:
            kind, subject = wanted[key]
            kind.keep(subject)
            number += 1
    return number


def _find_stale() -> list[str]:
    """Keys of the figures from before the newest change, the oldest first."""
    now = timezone.now()
    newest = Contract.objects.aggregate(newest=Max("changed_at"))["newest"] or now
    stale = Q(made_at__lt=min(newest, now - _EVERY)) | Q(made_at__lt=now - _LONGEST)
    return list(KeptFigures.objects.filter(stale).order_by("made_at").values_list("key", flat=True))
