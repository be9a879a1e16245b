"""What filings disclose beside money: issues, foreign owners, affiliated organisations, convictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.models import Statement

Item = Mapping[str, Any]

SHOWN = 6
"""Issues, or organisations, that stand open; the others are folded away."""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of disclosure, and the filing that says it."""

    statement: Statement
    items: Sequence[Item]

    @property
    def shown(self) -> Sequence[Item]:
        return self.items[:SHOWN]

    @property
    def folded(self) -> Sequence[Item]:
        return self.items[SHOWN:]


@dataclass(frozen=True, slots=True)
class Filed:
    """The newest word of a contract's standing filings on each subject; false when they disclose nothing.

    ``earlier_issues``: names of issues that other filings name and the newest one does not. ``silent``: the newest
    report, where it says that there was no activity. ``convictions``: (filing, disclosure) of each one that any filing
    names, once.
    """

    activities: Part | None = None
    earlier_issues: Sequence[str] = ()
    foreign: Part | None = None
    affiliated: Part | None = None
    profile: Part | None = None
    convictions: Sequence[tuple[Statement, Item]] = ()
    silent: Statement | None = None

    def __bool__(self) -> bool:
        return any((self.activities, self.foreign, self.affiliated, self.convictions, self.profile))


_PROFILE = ("client_description", "client_government_entity")


def read_filed(statements: Iterable[Statement]) -> Filed:
    """What the filings among the statements disclose, those that stand alone."""
    standing = sorted((s for s in statements if s.is_current and s.contract_key), key=_recency, reverse=True)
    activities = _newest_part(standing, "activities")
    newest = next((statement for statement in standing if statement.period), None)
    return Filed(
        activities=activities,
        earlier_issues=_list_issues(standing, set(map(name_issue, activities.items)) if activities else set()),
        foreign=_newest_part(standing, "foreign_entities"),
        affiliated=_newest_part(standing, "affiliated"),
        profile=next((Part(s, [s.details]) for s in standing if any(map(s.details.get, _PROFILE))), None),
        convictions=_collect_convictions(standing),
        silent=newest if newest is not None and newest.details.get("is_no_activity") else None,
    )


def name_issue(activity: Item) -> str:
    return str(activity.get("issue") or activity.get("issue_code") or "")


def _list_issues(standing: Iterable[Statement], known: set[str]) -> list[str]:
    names = {name_issue(activity) for statement in standing for activity in statement.details.get("activities", ())}
    return sorted(filter(None, names - known))


def _recency(statement: Statement) -> tuple[str, str, int]:
    """Reports by the period that they are about; registrations, which have none, come after them."""
    return (statement.period, statement.posted_on.isoformat() if statement.posted_on else "", statement.pk)


def _newest_part(standing: Iterable[Statement], name: str) -> Part | None:
    return next((Part(statement, items) for statement in standing if (items := statement.details.get(name))), None)


def _collect_convictions(standing: Iterable[Statement]) -> list[tuple[Statement, Item]]:
    found: dict[tuple[str, ...], tuple[Statement, Item]] = {}
    for statement in standing:
        for item in statement.details.get("convictions", ()):
            key = tuple(str(item.get(name, "")) for name in ("person", "date", "description"))
            found.setdefault(key, (statement, item))
    return list(found.values())
