"""Periodic reports of a contract as its page shows them: amounts by period, issues, bodies addressed, persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tracker.models import Appearance, Person, Statement
from tracker.services.reported import by_period

CHART_HEIGHT = 52


@dataclass(frozen=True, slots=True)
class Period:
    """What was reported for one period: the report that stands, and those that it superseded, newest first.

    ``share`` is per cent of the highest amount; ``slot`` the place of its bar from the left, oldest first.
    """

    statement: Statement
    superseded: tuple[Statement, ...] = ()
    share: int = 0
    slot: int = 0

    @property
    def height(self) -> int:
        """Of its bar, out of ``CHART_HEIGHT``."""
        return round(self.share * CHART_HEIGHT / 100)

    @property
    def top(self) -> int:
        return CHART_HEIGHT - self.height


@dataclass(slots=True)
class Issue:
    """One issue area: in which periods it was worked on, and what the newest report says of it."""

    name: str
    description: str = ""
    periods: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Lobbyist:
    """One person with the public office that filings disclose and the periods in which they name the person."""

    person: Person
    office: str = ""
    periods: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Behind:
    """A foreign organisation behind the client, or one affiliated with it, as filed last."""

    name: str
    country: str
    role: str


@dataclass(slots=True)
class Reports:
    """All that a contract's filings tell beside its terms. ``is_mixed``: income and expenses, which are not one row."""

    periods: list[Period] = field(default_factory=list)
    is_mixed: bool = False
    issues: list[Issue] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    lobbyists: list[Lobbyist] = field(default_factory=list)
    behind: list[Behind] = field(default_factory=list)

    @property
    def has_chart(self) -> bool:
        """One bar is no chart; bars of different kinds of money are a wrong one."""
        return not self.is_mixed and sum(period.share > 0 for period in self.periods) > 1


def gather_reports(statements: Sequence[Statement]) -> Reports:
    """What the filings among a contract's statements tell; one query, for the persons."""
    filings = sorted((statement for statement in statements if statement.report_type), key=by_period)
    if not filings:
        return Reports()
    current = [filing for filing in filings if filing.is_current]
    kinds = {filing.amount_kind for filing in current if filing.amount is not None}
    return Reports(
        _list_periods(filings),
        len(kinds) > 1,
        _list_issues(current),
        sorted({body for activity in _activities(current) for body in activity.get("entities", ())}),
        _list_lobbyists(current),
        _list_behind(current),
    )


def _list_periods(filings: Iterable[Statement]) -> list[Period]:
    """Newest first."""
    groups: dict[str, list[Statement]] = defaultdict(list)
    for filing in filings:
        if filing.period:
            groups[filing.period].append(filing)
    standing = {
        period: next((filing for filing in reversed(group) if filing.is_current), group[-1])
        for period, group in groups.items()
    }
    most = max((filing.amount or Decimal(0) for filing in standing.values()), default=Decimal(0))
    periods = [
        Period(
            filing,
            tuple(other for other in reversed(groups[period]) if other is not filing),
            round(100 * filing.amount / most) if filing.amount and most else 0,
            slot,
        )
        for slot, (period, filing) in enumerate(standing.items())
    ]
    return periods[::-1]


def _activities(filings: Iterable[Statement]) -> Iterable[dict[str, Any]]:
    for filing in filings:
        yield from filing.details.get("activities", ())


def _list_issues(filings: Iterable[Statement]) -> list[Issue]:
    """The issue areas by how often they were worked on."""
    issues: dict[str, Issue] = {}
    for filing in filings:
        for activity in filing.details.get("activities", ()):
            name = activity.get("issue") or activity.get("issue_code")
            if not name:
                continue
            issue = issues.setdefault(name, Issue(name))
            issue.description = activity.get("description") or issue.description
            if filing.period and filing.period not in issue.periods:
                issue.periods.append(filing.period)
    return sorted(issues.values(), key=lambda issue: (-len(issue.periods), issue.name))


def _list_lobbyists(filings: Iterable[Statement]) -> list[Lobbyist]:
    """Who was named, those of the newest report first."""
    periods = {filing.pk: filing.period for filing in filings}
    rows = Appearance.objects.filter(statement__in=periods).select_related("person__merged_into")
    found: dict[int, Lobbyist] = {}
    for row in sorted(rows, key=lambda row: (periods[row.statement_id], row.pk)):
        person = row.person.merged_into or row.person
        lobbyist = found.setdefault(person.pk, Lobbyist(person))
        lobbyist.office = row.covered_position or lobbyist.office
        period = periods[row.statement_id]
        if period and period not in lobbyist.periods:
            lobbyist.periods.append(period)
    by_name = sorted(found.values(), key=lambda lobbyist: lobbyist.person.name)
    return sorted(by_name, key=lambda lobbyist: lobbyist.periods[-1:], reverse=True)


def _list_behind(filings: Sequence[Statement]) -> list[Behind]:
    roles = (("foreign_entities", "foreign"), ("affiliated", "affiliated"))
    found = {
        (entry.get("name", ""), role): Behind(entry.get("name", ""), entry.get("country", ""), role)
        for filing in filings
        for key, role in roles
        for entry in filing.details.get(key, ())
        if entry.get("name")
    }
    return sorted(found.values(), key=lambda behind: (behind.role, behind.name))
