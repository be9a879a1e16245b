"""Any news site, by configuration: its feeds, sitemaps and listing pages, and the articles they point at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

from bs4 import BeautifulSoup

from tracker.errors import ConfigError, ParseError
from tracker.normalize.urls import join_url
from tracker.records import Follow, Parsed, Request
from tracker.sources._article_page import read_article, read_plain_text
from tracker.sources._news_links import Link, read_feed, read_listing, read_sitemap
from tracker.sources._page_bytes import decode_page
from tracker.sources._unpack import read_page
from tracker.sources.base import Adapter, Config, Politeness

LARGEST_PAGE = 20_000_000
"""Bytes of an unpacked feed, sitemap or page; a sitemap of 50,000 addresses stays below."""

LARGEST_ARTICLE = 5_000_000
"""Bytes of an article page; real ones stay below 3 million, and reading hostile ones costs time."""

SHOWN_START = 3000
"""Letters that are shown of a page that could not be read."""

MAX_ARTICLES = 50
MAX_SITEMAPS = 5
MAX_SITEMAP_DEPTH = 2

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_PAGES = {"feeds": "feed", "sitemaps": "sitemap", "listings": "listing"}

OPTIONS = MappingProxyType(
    {
        "feeds": "Addresses of RSS or Atom feeds, a list.",
        "sitemaps": "Addresses of sitemaps (urlset or index, .gz too), a list.",
        "listings": "Addresses of pages that list articles; they need link_selector.",
        "link_selector": "CSS selector of the links (or of the teasers that hold them) on a listing page.",
        "article_url_pattern": "Regular expression that an article's address must contain.",
        "max_articles": f"Articles taken from one feed, sitemap or listing at a poll (default {MAX_ARTICLES}).",
        "language": "Language of the site as ISO 639-1, for pages that do not say it.",
        "include": "Words of which a title must hold one; without any, all titles will do.",
        "exclude": "Words that a title must not hold.",
    }
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which links of a page are followed."""

    pattern: re.Pattern[str] | None
    include: re.Pattern[str] | None
    exclude: re.Pattern[str] | None
    limit: int

    @classmethod
    def of(cls, config: Config) -> _Wanted:
        return cls(_compile_pattern(config), _words(config, "include"), _words(config, "exclude"), _limit(config))

    def takes(self, link: Link) -> bool:
        if self.pattern and not self.pattern.search(link.url):
            return False
        # Without a title the words of the address stand for it: sitemaps seldom give titles.
        title = link.title or re.sub(r"[-_/+]", " ", link.url)
        if self.include and not self.include.search(title):
            return False
        return not (self.exclude and self.exclude.search(title))


def start(cursor: str | None, config: Config) -> Iterator[Request]:
    """Every configured feed, sitemap and listing page.

    Raises ConfigError when there is none, or when an option is malformed; the text names the key.
    """
    _Wanted.of(config)
    requests = [
        Request(url=_absolute(url, key, config), page=page)
        for key, page in _PAGES.items()
        for url in config.strings(key)
    ]
    if not requests:
        raise ConfigError(f"a news source needs one of {', '.join(_PAGES)}")
    if config.strings("listings"):
        _selector(config)
    yield from requests


def parse(body: BinaryIO, request: Request, config: Config) -> Iterator[Parsed]:
    """A feed, sitemap or listing page as articles to follow; an article as an ArticleRecord or Quarantined.

    With ``format: text`` in the request's meta an article's body is its plain text, without a page round it.
    Raises ParseError when a page of links cannot be read, and ConfigError for a malformed option.
    """
    data = read_page(body, LARGEST_ARTICLE if request.page == "article" else LARGEST_PAGE)
    if request.page == "article":
        read = read_plain_text if request.meta.get("format") == "text" else read_article
        yield read(data, request, config.text("language"))
        return
    wanted = _Wanted.of(config)
    if request.page == "sitemap":
        sitemap = read_sitemap(data, request.url)
        yield from _follow_sitemaps(sitemap.sitemaps, request)
        links: Sequence[Link] = sitemap.articles
    elif request.page == "feed":
        links = read_feed(data, request.url)
    elif request.page == "listing":
        links = read_listing(_soup(data, request), _selector(config), request.url)
    else:
        raise ConfigError(f"news knows the pages feed, sitemap, listing and article, not {request.page!r}")
    yield from _follow_articles(links, wanted)


def _follow_articles(links: Sequence[Link], wanted: _Wanted) -> Iterator[Follow]:
    chosen: dict[str, Link] = {}
    for link in links:
        if len(chosen) >= wanted.limit:
            break
        if link.url not in chosen and wanted.takes(link):
            chosen[link.url] = link
    for link in chosen.values():
        known = {"title": link.title, "published": link.published}
        meta = MappingProxyType({key: value for key, value in known.items() if value})
        yield Follow(Request(url=link.url, page="article", meta=meta, refetch=False))


def _follow_sitemaps(sitemaps: Sequence[Link], request: Request) -> Iterator[Follow]:
    """The newest child sitemaps of an index; the depth is bounded, so a circle of indexes ends."""
    depth = int(request.meta.get("depth", "0")) + 1
    if depth > MAX_SITEMAP_DEPTH:
        return
    for link in sitemaps[:MAX_SITEMAPS]:
        yield Follow(Request(url=link.url, page="sitemap", meta=MappingProxyType({"depth": str(depth)})))


def _soup(data: bytes, request: Request) -> BeautifulSoup:
    page = decode_page(data, request.meta.get("charset", ""))
    if "<" not in page.text:
        raise ParseError(f"no HTML page: it begins with {data[:40]!r}")
    # A leading XML declaration would make BeautifulSoup warn that it reads XML as HTML.
    return BeautifulSoup(_XML_DECLARATION.sub("", page.text, count=1), "lxml")


def _absolute(url: str, key: str, config: Config) -> str:
    joined = join_url(f"{config.base_url}/", url)
    if not joined:
        raise ConfigError(f"{key}: {url!r} is no web address")
    return joined


def _selector(config: Config) -> str:
    selector = config.text("link_selector")
    if not selector:
        raise ConfigError("listings need link_selector, the CSS selector of the links on them")
    return selector


def _compile_pattern(config: Config) -> re.Pattern[str] | None:
    pattern = config.text("article_url_pattern")
    try:
        return re.compile(pattern) if pattern else None
    except re.error as error:
        raise ConfigError(f"article_url_pattern is no regular expression: {error}") from error


def _words(config: Config, key: str) -> re.Pattern[str] | None:
    """Any of the words or phrases of an option, in any case and as whole words."""
    words = config.strings(key)
    if not words:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)


def _limit(config: Config) -> int:
    value = config.options.get("max_articles", MAX_ARTICLES)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1000:
        raise ConfigError("max_articles must be a whole number from 1 to 1000")
    return value


def show_page(raw: bytes, page: str) -> dict[str, str]:
    """The beginning of a page that could not be read: it is public, and shows what the site answered."""
    text = decode_page(raw).text.strip()
    return {"page": text[:SHOWN_START]} if text else {}


ADAPTER = Adapter(
    name="news",
    title="News site",
    register="news",
    start=start,
    parse=parse,
    every=3600,
    politeness=Politeness(interval=2.0, max_bytes=10_000_000, timeout=30.0),
    options=OPTIONS,
    offline_pages=MappingProxyType(
        {
            "*.html": "article",
            "*.htm": "article",
            "*sitemap*.xml*": "sitemap",
            "*.rss": "feed",
            "*.atom": "feed",
            "*.xml": "feed",
        }
    ),
    show_row=show_page,
)
