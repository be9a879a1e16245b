"""Short ways from a text to what is read from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tracker.extraction.articles import read_article
from tracker.extraction.document import Document, read_document
from tracker.extraction.gazetteer import Gazetteer
from tracker.records import ArticleRecord, PartialDate, StatementRecord

URL = "https://news.example/story"
PUBLISHED = PartialDate(2021, 3, 10)
SHARED = Path(__file__).parents[3] / "shared"
"""What the team was given beside the repository; absent elsewhere."""


def article(text: str, title: str = "", published: PartialDate | None = PUBLISHED) -> ArticleRecord:
    return ArticleRecord(URL, text, title, published)


def read(
    text: str, title: str = "", *, published: PartialDate | None = PUBLISHED, gazetteer: Gazetteer | None = None
) -> list[StatementRecord]:
    return read_article(article(text, title, published), gazetteer)


def document(text: str) -> Document:
    return read_document(text, "", PUBLISHED)


def pairs(statements: list[StatementRecord]) -> list[tuple[str, str]]:
    """Client and firm of each statement, in alphabetical order."""
    return sorted((statement.client.name, statement.firm.name) for statement in statements)


def only(statements: list[StatementRecord]) -> StatementRecord:
    assert len(statements) == 1, pairs(statements)
    return statements[0]


def fields(statement: StatementRecord, *names: str) -> tuple[Any, ...]:
    """The values of the named fields."""
    return tuple(getattr(statement, name) for name in names)
