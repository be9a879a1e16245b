"""The nouns of the design, one module each; this file only re-exports them."""

from __future__ import annotations

from tracker.models.contracts import Change, Contract
from tracker.models.coverage import Coverage
from tracker.models.documents import Document, DocumentPage, Resource
from tracker.models.lookups import Among
from tracker.models.parties import Mention, Party, PartyIdentifier, PartyName
from tracker.models.people import Appearance, Person
from tracker.models.reading import ApiKey, ContractCount, ContractTopic, IndexMark, KeptFigures, SearchEntry
from tracker.models.review import Issue, ReviewItem
from tracker.models.sources import Run, Source
from tracker.models.statements import Statement

__all__ = [
    "Among",
    "ApiKey",
    "Appearance",
    "Change",
    "Contract",
    "ContractCount",
    "ContractTopic",
    "Coverage",
    "Document",
    "DocumentPage",
    "IndexMark",
    "Issue",
    "KeptFigures",
    "Mention",
    "Party",
    "PartyIdentifier",
    "PartyName",
    "Person",
    "Resource",
    "ReviewItem",
    "Run",
    "SearchEntry",
    "Source",
    "Statement",
]
