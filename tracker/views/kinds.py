"""The lists that can be taken along: which rows, which filter, how they are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from tracker.filters import ContractFilter, PartyFilter, PersonFilter, StrictFilterSet
from tracker.models import Contract, Party, Person
from tracker.services.export import CONTRACT_EXPORT
from tracker.services.export_names import PARTY_EXPORT, PERSON_EXPORT
from tracker.services.tables import Export

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "atom": "application/atom+xml; charset=utf-8",
}
_ACCEPTED = {kind.partition(";")[0]: form for form, kind in MEDIA_TYPES.items()} | {"application/jsonl": "jsonl"}


@dataclass(frozen=True, slots=True)
class ListKind:
    """One list of the site. ``rows`` are those that readers may see."""

    name: str
    noun: str
    nouns: str
    filter: type[StrictFilterSet]
    rows: Callable[[], QuerySet[Any]]
    export: Export
    page: str
    forms: tuple[str, ...]

    @property
    def path(self) -> str:
        return reverse(self.page)


CONTRACTS = ListKind(
    "contracts",
    "contract",
    "contracts",
    ContractFilter,
    lambda: Contract.objects.published(),
    CONTRACT_EXPORT,
    "tracker:contract_list",
    ("csv", "xlsx", "jsonl", "json", "atom"),
)
PARTIES = ListKind(
    "parties",
    "client or firm",
    "clients and firms",
    PartyFilter,
    lambda: Party.objects.filter(merged_into__isnull=True),
    PARTY_EXPORT,
    "tracker:party_list",
    ("csv", "xlsx", "jsonl", "json", "atom"),
)
PEOPLE = ListKind(
    "people",
    "person",
    "people",
    PersonFilter,
    lambda: Person.objects.filter(merged_into__isnull=True),
    PERSON_EXPORT,
    "tracker:person_list",
    ("csv", "xlsx", "jsonl", "json"),
)
KINDS = {kind.name: kind for kind in (CONTRACTS, PARTIES, PEOPLE)}


def asked_form(request: HttpRequest, kind: ListKind) -> str:
    """The format that the Accept header asks for rather than a page, or ""."""
    if not request.headers.get("Accept"):
        return ""
    offered = [name for name, form in _ACCEPTED.items() if form in kind.forms]
    found = request.get_preferred_type(["text/html", *offered])
    return _ACCEPTED.get(found or "", "")
