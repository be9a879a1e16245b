"""Audit a source: what it says that it holds, beside what we hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Count
from django.utils import timezone

from tracker.models import Coverage, Source, Statement
from tracker.records import Reported
from tracker.services.bulk import update_rows, upsert_rows


def name_scope(scope: Mapping[str, str]) -> str:
    """Sorted name=value pairs, as ``Coverage.scope`` holds them."""
    return " ".join(f"{name}={value}" for name, value in sorted(scope.items()))


def note_reported(source: Source, reported: Iterable[Reported]) -> None:
    """Write down what the source says that it holds; the last word counts."""
    now = timezone.now()
    counts = {name_scope(item.scope): item.count for item in reported}
    rows = [(source.pk, scope, count, now) for scope, count in counts.items()]
    columns = ["source", "scope", "reported", "reported_at"]
    upsert_rows(Coverage, columns, rows, conflict=["source", "scope"], update=columns[2:])


def count_held(source: Source) -> int:
    """Bring the held side of the source's audit up to date; returns how many records are missing in all."""
    scopes = list(Coverage.objects.filter(source=source))
    if not scopes:
        return 0
    rows = Statement.objects.filter(source=source, gone_as_of=None).order_by().values_list("year", "report_type")
    held = {
        name_scope({"year": str(year), "type": kind}): count for year, kind, count in rows.annotate(count=Count("id"))
    }
    now = timezone.now()
    update_rows(Coverage, "id", ["held", "counted_at"], [(row.pk, held.get(row.scope, 0), now) for row in scopes])
    return sum(max(row.reported - held.get(row.scope, 0), 0) for row in scopes)
