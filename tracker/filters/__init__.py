"""Filters whose whole state is the query string: one for pages, exports and whatever else lists the same rows."""

from __future__ import annotations

from tracker.filters.contracts import ContractFilter
from tracker.filters.parties import PartyFilter
from tracker.filters.people import PersonFilter
from tracker.filters.records import ChangeFilter, DocumentFilter, StatementFilter
from tracker.filters.strict import Chip, Facet, StrictFilterSet, read_query

__all__ = [
    "ChangeFilter",
    "Chip",
    "ContractFilter",
    "DocumentFilter",
    "Facet",
    "PartyFilter",
    "PersonFilter",
    "StatementFilter",
    "StrictFilterSet",
    "read_query",
]
