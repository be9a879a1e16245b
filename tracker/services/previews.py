"""What a source would bring, before it is saved: fetched and parsed as a poll does it, and nothing is stored."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tracker.errors import ConfigError, FetchError, ParseError, TrackerError
from tracker.extraction.articles import read_article
from tracker.fetching import Fetcher
from tracker.models import Source
from tracker.records import (
    ArticleRecord,
    Follow,
    Parsed,
    PartyMention,
    Quarantined,
    RegistrantRecord,
    Request,
    StatementRecord,
)
from tracker.services.fetch import make_fetcher, read_credentials, read_politeness
from tracker.services.gazetteer import load_gazetteer
from tracker.services.ingest import find_adapter, read_config

MAX_PAGES = 4
"""Pages that are fetched to look for articles: a person waits for the answer."""

MAX_LINKS = 15
MAX_ITEMS = 400
TEXT_START = 1200

_WAIT_SECONDS = 25.0
_NETWORK_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a page leads to, with what the page knows of it."""

    url: str
    title: str = ""
    published: str = ""


@dataclass(slots=True)
class Page:
    """One page as a poll would read it. ``total`` counts all of its links, ``links`` shows the first."""

    url: str
    kind: str
    error: str = ""
    links: list[Link] = field(default_factory=list)
    total: int = 0
    further: list[Request] = field(default_factory=list)
    statements: list[StatementRecord] = field(default_factory=list)
    registrants: list[PartyMention] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Article:
    """One article as it would be read: the beginning of its text and the contracts in it."""

    url: str
    error: str = ""
    title: str = ""
    published: str = ""
    language: str = ""
    text: str = ""
    length: int = 0
    statements: list[StatementRecord] = field(default_factory=list)


@dataclass(slots=True)
class Preview:
    pages: list[Page] = field(default_factory=list)
    article: Article | None = None


def preview_source(source: Source, *, article: str = "") -> Preview:
    """Fetch the first pages of a source, saved or not, and one of its articles (``article``, else the first).

    Raises ConfigError when the source is not configured; what fails to be fetched or read is told on its page.
    """
    preview = Preview()
    waiting = list(find_adapter(source).start(None, read_config(source)))
    with make_fetcher(max_wait=_WAIT_SECONDS, max_seconds=_NETWORK_SECONDS) as fetcher:
        while waiting and len(preview.pages) < MAX_PAGES:
            page = _read_page(fetcher, source, waiting.pop(0))
            preview.pages.append(page)
            if not page.links:
                waiting = page.further + waiting
        links = {link.url: link for page in preview.pages for link in page.links}
        chosen = links.get(article) or next(iter(links.values()), None)
        if chosen is not None:
            preview.article = _read_article(fetcher, source, chosen)
    return preview


def _read_page(fetcher: Fetcher, source: Source, request: Request) -> Page:
    page = Page(request.url, request.page)
    try:
        with closing(_parse(fetcher, source, request)) as items:
            for item in islice(items, MAX_ITEMS):
                _note(item, page)
    except (FetchError, ParseError, ConfigError) as error:
        page.error = str(error)
    return page


def _note(item: Parsed, page: Page) -> None:
    if isinstance(item, Follow) and item.request.page == "article":
        page.total += 1
        if len(page.links) < MAX_LINKS:
            meta = item.request.meta
            page.links.append(Link(item.request.url, meta.get("title", ""), meta.get("published", "")))
    elif isinstance(item, Follow):
        page.further.append(item.request)
    elif isinstance(item, Quarantined):
        page.unreadable.append(item.error)
    elif isinstance(item, StatementRecord):
        page.statements += [item] if len(page.statements) < MAX_LINKS else []
        page.total += 1
    elif isinstance(item, RegistrantRecord):
        name = PartyMention(item.name, scheme=item.scheme, identifier=item.identifier)
        page.registrants += [name] if len(page.registrants) < MAX_LINKS else []
        page.total += 1


def _read_article(fetcher: Fetcher, source: Source, link: Link) -> Article:
    article = Article(link.url, title=link.title, published=link.published)
    meta = {"title": link.title, "published": link.published}
    request = Request(link.url, "article", meta={name: value for name, value in meta.items() if value}, refetch=False)
    try:
        for item in _parse(fetcher, source, request):
            if isinstance(item, ArticleRecord):
                _fill_article(article, item)
            elif isinstance(item, Quarantined):
                article.error = item.error
    except TrackerError as error:
        article.error = str(error)
    return article


def _fill_article(article: Article, record: ArticleRecord) -> None:
    article.title = record.title
    article.published = record.published.iso if record.published else ""
    article.language = record.language
    article.text, article.length = record.text[:TEXT_START], len(record.text)
    article.statements = read_article(record, load_gazetteer())


def _parse(fetcher: Fetcher, source: Source, request: Request) -> Generator[Parsed, None, None]:
    """The items of a page; its body is gone afterwards."""
    adapter = find_adapter(source)
    headers = read_credentials(source, request.url)
    fetched = fetcher.fetch(request, read_politeness(source, adapter), headers=headers)
    if fetched.body_path is None:
        return
    path = Path(fetched.body_path)
    charset = {"charset": fetched.charset} if fetched.charset else {}
    asked = Request(request.url, request.page, meta={**request.meta, **charset})
    try:
        with path.open("rb") as body:
            yield from adapter.parse(body, asked, read_config(source))
    finally:
        path.unlink(missing_ok=True)
