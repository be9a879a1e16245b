"""Lobbyists as readers see them: whom a contract's filings name, and what one person was named for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet

from tracker.models import Appearance, Contract, Person, Statement
from tracker.services.bulk import fetch_in
from tracker.services.voices import COUNTING_STATES

SHOWN = 12
"""People that stand open on a contract's page, and contracts on a person's."""

MOST_CONTRACTS = 1_000
MOST_NAMESAKES = 50


@dataclass(slots=True)
class Span:
    """The periods of several filings: how many filings, and the first and last period that any of them is about."""

    filings: int = 0
    first: str = ""
    last: str = ""

    def add(self, period: str) -> None:
        self.filings += 1
        if period:
            self.first = min(filter(None, (self.first, period)))
            self.last = max(self.last, period)


@dataclass(slots=True)
class Lobbyist:
    """A person whom a contract's filings name; ``positions``: public offices held, as filed there."""

    pk: int
    name: str
    positions: list[str] = field(default_factory=list)
    span: Span = field(default_factory=Span)


@dataclass(frozen=True, slots=True)
class Lobbyists:
    people: Sequence[Lobbyist]

    @property
    def shown(self) -> Sequence[Lobbyist]:
        return self.people[:SHOWN]

    @property
    def folded(self) -> Sequence[Lobbyist]:
        return self.people[SHOWN:]


def list_lobbyists(contract: Contract, statements: Iterable[Statement]) -> Lobbyists:
    """Whom the contract's standing filings name, those named last first; no query for a contract without filings."""
    periods = {s.pk: s.period for s in statements if s.contract_key and s.is_current}
    if not periods:
        return Lobbyists(())
    rows = Appearance.objects.filter(statement__contract=contract).order_by("statement_id")
    columns = ("statement_id", "person_id", "person__name", "person__merged_into", "person__merged_into__name")
    people: dict[int, Lobbyist] = {}
    for pk, own, name, heir, heir_name, position in rows.values_list(*columns, "covered_position"):
        if pk not in periods:
            continue
        person = people.setdefault(heir or own, Lobbyist(heir or own, heir_name or name))
        person.span.add(periods[pk])
        if position and position not in person.positions:
            person.positions.append(position)
    by_name = sorted(people.values(), key=lambda person: person.name)
    return Lobbyists(sorted(by_name, key=lambda person: person.span.last, reverse=True))


# -- One person --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Position:
    """A public office as filings give it."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Engagement:
    """A contract whose filings name the person."""

    contract: Contract
    span: Span


@dataclass(frozen=True, slots=True)
class Career:
    """What filings tell of one person; ``number`` counts all contracts, of which ``engagements`` may be the latest."""

    positions: Sequence[Position]
    engagements: Sequence[Engagement]
    number: int

    @property
    def shown(self) -> Sequence[Engagement]:
        return self.engagements[:SHOWN]

    @property
    def folded(self) -> Sequence[Engagement]:
        return self.engagements[SHOWN:]


def same_people(person: Person) -> list[Person]:
    """The person with all who were found to be the same, each with the firm that named them."""
    people = {person.pk: person}
    rows = Person.objects.select_related("firm_mention__party")
    found = list(rows.filter(merged_into=person))
    while found:
        people |= {other.pk: other for other in found}
        found = [other for other in fetch_in(rows, "merged_into_id", [o.pk for o in found]) if other.pk not in people]
    return list(people.values())


def read_career(people: Sequence[Person]) -> Career:
    """Offices and contracts, the latest first, of one person under all their rows; superseded filings do not count."""
    rows = _standing(people)
    offices = _group(rows.exclude(covered_position=""), "covered_position")
    positions = [Position(row["group"], _span(row)) for row in offices]
    told = _group(rows, "statement__contract")
    shown = told[:MOST_CONTRACTS]
    wanted = Contract.objects.published().with_parties().defer("search", "provenance", "terms", "disclosed_totals")
    contracts = {contract.pk: contract for contract in fetch_in(wanted, "id", [row["group"] for row in shown])}
    engagements = [Engagement(contracts[row["group"]], _span(row)) for row in shown if row["group"] in contracts]
    return Career(positions, engagements, len(told))


def find_namesakes(person: Person, people: Sequence[Person]) -> list[Person]:
    """Others of the same name, whom another firm's filings name: perhaps the same person, perhaps not."""
    others = Person.objects.filter(name_key=person.name_key, merged_into=None).exclude(pk__in=[p.pk for p in people])
    return list(others.select_related("firm_mention__party").order_by("pk")[:MOST_NAMESAKES])


def _standing(people: Sequence[Person]) -> QuerySet[Appearance]:
    return Appearance.objects.filter(
        person__in=[person.pk for person in people],
        statement__is_current=True,
        statement__state__in=COUNTING_STATES,
        statement__contract__merged_into=None,
        statement__contract__withdrawn_at=None,
        statement__contract__isnull=False,
    ).order_by()


def _group(rows: QuerySet[Appearance], name: str) -> list[Mapping[str, Any]]:
    """Filings and periods by a column (``group``), those of the last period first."""
    first, last = Min("statement__period", filter=~Q(statement__period="")), Max("statement__period")
    grouped = rows.values(group=F(name)).annotate(filings=Count("id"), first=first, last=last)
    return [*grouped.order_by("-last", "-group")]


def _span(row: Mapping[str, Any]) -> Span:
    return Span(row["filings"], row["first"] or "", row["last"] or "")
