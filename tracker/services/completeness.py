"""The audit of registers as readers see it: what a register says it holds, beside what is held here, by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.errors import TrackerError
from tracker.models import Coverage, Source
from tracker.services.backfill import Backlog, read_backlog
from tracker.services.reported import name_report


@dataclass(frozen=True, slots=True)
class Part:
    """One type of filing in one year."""

    name: str
    reported: int
    held: int
    missing: int


@dataclass(slots=True)
class Year:
    """All that a source was asked about one year; ``name`` is "" for what belongs to no year."""

    name: str
    parts: list[Part] = field(default_factory=list)

    @property
    def reported(self) -> int:
        return sum(part.reported for part in self.parts)

    @property
    def held(self) -> int:
        return sum(part.held for part in self.parts)

    @property
    def missing(self) -> int:
        """Of each type by itself: what one type has too many does not make up for what another one lacks."""
        return sum(part.missing for part in self.parts)


@dataclass(slots=True)
class Audit:
    """One source's audit, newest year first; ``backlog`` is how far its history has been fetched."""

    source: Source
    years: list[Year] = field(default_factory=list)
    backlog: Backlog | None = None

    @property
    def reported(self) -> int:
        return sum(year.reported for year in self.years)

    @property
    def held(self) -> int:
        return sum(year.held for year in self.years)

    @property
    def missing(self) -> int:
        return sum(year.missing for year in self.years)


def load_audits() -> list[Audit]:
    """Every source that has been audited, by title; nothing where no source counts its own records."""
    rows: dict[int, list[Coverage]] = {}
    sources: dict[int, Source] = {}
    for row in Coverage.objects.select_related("source").order_by("scope"):
        sources[row.source_id] = row.source
        rows.setdefault(row.source_id, []).append(row)
    audits = [
        Audit(sources[pk], _list_years(sources[pk], found), _read_backlog(sources[pk])) for pk, found in rows.items()
    ]
    return sorted(audits, key=lambda audit: audit.source.title)


def _list_years(source: Source, rows: Iterable[Coverage]) -> list[Year]:
    years: dict[str, Year] = {}
    for row in rows:
        scope = read_scope(row.scope)
        name = scope.pop("year", "")
        part = Part(_name_scope(source, scope), row.reported, row.held, row.missing)
        years.setdefault(name, Year(name)).parts.append(part)
    return sorted(years.values(), key=lambda year: year.name, reverse=True)


def read_scope(scope: str) -> dict[str, str]:
    """The names and values of a scope as ``Coverage`` holds it."""
    return dict(pair.partition("=")[::2] for pair in scope.split())


def _name_scope(source: Source, scope: dict[str, str]) -> str:
    """What of a year was counted: the title of the type of filing, and whatever else the scope names."""
    kind = scope.pop("type", "")
    rest = [f"{name} {value}" for name, value in scope.items()]
    return ", ".join(filter(None, (name_report(source.register, kind), *rest))) or "all records"


def _read_backlog(source: Source) -> Backlog | None:
    """None where the source's settings cannot be read any more: its audit is still true."""
    try:
        return read_backlog(source)
    except TrackerError:
        return None
