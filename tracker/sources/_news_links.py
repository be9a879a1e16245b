"""Finds the articles that a feed, a sitemap or a listing page points at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
import soupsieve
from bs4 import BeautifulSoup, Tag
from lxml import etree

from tracker.errors import ConfigError, ParseError
from tracker.normalize.folding import collapse_blanks
from tracker.normalize.urls import join_url

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_DATE_KEYS = ("published", "created", "updated")
_TAGS = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")


@dataclass(frozen=True, slots=True)
class Link:
    """An article's address with what the page that links to it knows: title and date (ISO, as precise as said)."""

    url: str
    title: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap: the articles that it lists, or the further sitemaps that it points at, newest first."""

    articles: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()


def read_feed(data: bytes, url: str) -> list[Link]:
    """The entries of an RSS or Atom feed in its order, broken XML included.

    Raises ParseError when there is no feed to be read; a sound feed without entries is an empty list.
    """
    if not data.strip():
        raise ParseError("the feed is empty: no bytes came")
    feed: Any = feedparser.parse(io.BytesIO(data))
    if not feed.entries and (feed.bozo or not feed.version):
        raise ParseError(f"no RSS or Atom feed: {_explain(feed, data)}")
    links = [_feed_link(entry, url) for entry in feed.entries]
    return [link for link in links if link.url]


def _explain(feed: Any, data: bytes) -> str:
    if re.match(rb"\s*<(?:!doctype html|html)", data[:200], re.IGNORECASE):
        return "an HTML page came; give the address of the feed itself"
    error = feed.get("bozo_exception")
    return collapse_blanks(str(error))[:200] if error else f"it begins with {data[:40]!r}"


def _feed_link(entry: Any, url: str) -> Link:
    link = entry.get("feedburner_origlink") or entry.get("link") or ""
    title = collapse_blanks(_TAGS.sub(" ", str(entry.get("title", ""))))
    # dict.get, because feedparser's own gives "published" for a missing "updated" and warns of it.
    written = next((value for key in _DATE_KEYS if (value := dict.get(entry, key))), "")
    return Link(join_url(url, str(link)), title, read_written_date(str(written)))


def read_written_date(text: str) -> str:
    """The day of an ISO 8601 or e-mail date as its writer's clock had it, in ISO form; empty when unreadable."""
    text = text.strip()
    match = _ISO_DATE.match(text)
    if match:
        return _checked(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _checked(year: int, month: int, day: int) -> str:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def read_sitemap(data: bytes, url: str) -> Sitemap:
    """The articles or child sitemaps of a sitemap, newest first where dates are given.

    Raises ParseError when the body is no sitemap. Entities are not expanded and nothing is loaded.
    """
    if not _MARKUP.match(data[:100]):
        raise ParseError(f"no sitemap: it begins with {data[:40]!r}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(f"no sitemap: {collapse_blanks(str(error))[:200]}") from error
    kind = _local(root) if root is not None else ""
    if kind == "urlset":
        return Sitemap(articles=_newest_first(_sitemap_links(root, "url", url)))
    if kind == "sitemapindex":
        return Sitemap(sitemaps=_newest_first(_sitemap_links(root, "sitemap", url)))
    raise ParseError(f"no sitemap: the root element is <{kind or 'nothing'}>, not <urlset> or <sitemapindex>")


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _sitemap_links(root: etree._Element, name: str, url: str) -> Iterator[Link]:
    for item in root:
        if _local(item) != name:
            continue
        values = {_local(part): collapse_blanks(part.text or "") for part in item.iter()}
        link = join_url(url, values.get("loc", ""))
        written = values.get("publication_date") or values.get("lastmod", "")
        if link:
            yield Link(link, values.get("title", ""), read_written_date(written))


def _newest_first(links: Iterator[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: link.published, reverse=True))


def read_listing(soup: BeautifulSoup, selector: str, url: str) -> list[Link]:
    """The links that the CSS selector finds, in the order of the page and each once.

    The selector may name the links or elements that hold one. Raises ConfigError for a selector that is no CSS and
    ParseError when it finds no link to a page.
    """
    try:
        found = soup.select(selector)
    except (soupsieve.SelectorSyntaxError, NotImplementedError) as error:
        reason = str(error).splitlines()[0]
        raise ConfigError(f"link_selector {selector!r} is no CSS selector: {reason}") from error
    base = soup.select_one("base[href]")
    start = join_url(url, str(base["href"])) if base else ""
    links: dict[str, Link] = {}
    for element in found:
        link = _listing_link(element, start or url)
        if link.url and link.url != url and (link.url not in links or not links[link.url].title):
            links[link.url] = link
    if not links:
        matched = f"finds {len(found)} elements but no link to a page" if found else "finds nothing on the page"
        raise ParseError(f"link_selector {selector!r} {matched}")
    return list(links.values())


def _listing_link(element: Tag, base: str) -> Link:
    anchor = element if element.get("href") else element.select_one("a[href]")
    if anchor is None:
        anchor = element.find_parent("a", href=True)
    if anchor is None:
        return Link("")
    title = collapse_blanks(anchor.get_text(" ")) or collapse_blanks(str(anchor.get("title") or ""))
    return Link(join_url(base, str(anchor["href"])), title, _card_date(element, anchor))


def _card_date(element: Tag, anchor: Tag) -> str:
    """The date of the teaser that the link stands in, when there is just one ``<time>`` beside it."""
    card = element if element is not anchor else anchor.find_parent(["article", "li"])
    times = card.select("time[datetime]") if isinstance(card, Tag) else []
    return read_written_date(str(times[0]["datetime"])) if len(times) == 1 else ""
