"""Read statements from archived articles, and read articles again when names become known that stand in them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, time

from django.db.models import Min
from django.utils import timezone

from tracker.extraction.articles import read_article
from tracker.extraction.gazetteer import Gazetteer
from tracker.models import Document, Statement
from tracker.records import ArticleRecord, PartialDate, StatementRecord
from tracker.services.bulk import fetch_in
from tracker.services.gazetteer import known_names, load_gazetteer, newest_name
from tracker.services.identity import hash_identity
from tracker.services.second_reader import read_again
from tracker.services.statements import Reading, identify_statement

_NAMES_AN_ARTICLE = 30
"""Getting ready to look for so many new names costs as much as reading one article again without looking."""


def keep_article(document: Document, article: ArticleRecord) -> None:
    """Write the main text and metadata of the page to its document."""
    document.title = article.title
    document.text = article.text
    document.published = article.published.iso if article.published else ""
    document.language = article.language[:8]
    document.save(update_fields=["title", "text", "published", "language"])


def extract_statements(document: Document) -> list[StatementRecord]:
    """The statements of the document's text, read with every name that is known today."""
    published = PartialDate.from_iso(document.published) if document.published else None
    article = ArticleRecord(
        url=document.url,
        text=document.text,
        title=document.title,
        published=published,
        language=document.language,
    )
    document.names_read = newest_name()
    document.save(update_fields=["names_read"])
    statements = read_article(article, load_gazetteer())
    return statements + read_again(document, article, statements)


def find_withdrawn(reading: Reading, records: Collection[StatementRecord]) -> set[int]:
    """Statements read earlier from this URL that its newest reading no longer finds; they are marked gone.

    What a person accepted stays, whatever a parser finds.
    """
    kept = {identify_statement(record) for record in records}
    earlier = Statement.objects.filter(source=reading.source, last_document__url=reading.document.url, gone_as_of=None)
    earlier = earlier.exclude(state=Statement.State.ACCEPTED)
    gone = [pk for pk, identity in earlier.values_list("id", "identity") if identity not in kept]
    Statement.objects.filter(id__in=gone).update(gone_as_of=timezone.now())
    return set(gone)


def is_newest(document: Document) -> bool:
    """Whether no later body of the same URL is archived; an old version must not undo a newer one."""
    others = Document.objects.filter(source=document.source, url=document.url, as_of__gt=document.as_of)
    return not others.exclude(state=Document.State.FAILED).exists()


def article_as_of(document: Document) -> datetime:
    """The moment that an article describes: its publication day, or when we saw it."""
    if document.published:
        first = PartialDate.from_iso(document.published).first
        return datetime.combine(first, time(), tzinfo=UTC)
    return document.as_of


def find_stale_articles(names: Collection[str]) -> list[int]:
    """Articles in whose text a name stands that became known since they were read, oldest first.

    ``names``: folded names that the caller has just written. Names that an interrupted run left behind are found by
    each document's own mark. Articles that name none of them are marked as read with today's names.
    """
    articles = Document.objects.filter(page="article").exclude(text="")
    newest = newest_name()
    behind = articles.filter(names_read__lt=newest).aggregate(oldest=Min("names_read"))["oldest"]
    if (behind is None and not names) or not articles.exists():
        return []
    fresh = known_names().filter(id__gt=newest if behind is None else behind).values_list("name", flat=True)
    identities = {hash_identity("name", name) for name in names}
    wanted = {*fresh, *fetch_in(known_names().values_list("name", flat=True), "identity", identities)}
    in_order = articles.order_by("as_of", "id")
    if len(wanted) > _NAMES_AN_ARTICLE * articles.count():
        return list(in_order.values_list("id", flat=True))
    gazetteer = Gazetteer([(name, "both") for name in sorted(wanted)])
    texts = in_order.values_list("id", "text")
    stale = [pk for pk, text in texts.iterator(chunk_size=200) if gazetteer.find(text)]
    articles.exclude(id__in=stale).update(names_read=newest)
    return stale
