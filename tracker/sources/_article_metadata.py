"""What a page says about its article in JSON-LD, meta elements and markup: title, date, site, author, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any, cast

from lxml import html

from tracker.normalize.folding import collapse_blanks, fold
from tracker.normalize.urls import join_url
from tracker.records import PartialDate
from tracker.sources._written_dates import read_day, read_day_line

_ARTICLE_TYPES = frozenset(
    """
    article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle
    reviewnewsarticle askpublicnewsarticle advertisercontentarticle satiricalarticle blogposting liveblogposting
    socialmediaposting scholarlyarticle techarticle report discussionforumposting
    """.split()  # noqa: SIM905 - a list of words reads better as prose
)
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "datepublished", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "publicationdate", "date_published", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date", "bt:pubdate",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date",
    "dc.date", "rnews:datepublished", "article.published", "originalpublicationdate",
    "published_time", "published_at", "vr:published_time", "ptime", "date",
)  # fmt: skip
_TITLE_METAS = (
    "og:title",
    "twitter:title",
    "headline",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
)
_AUTHOR_METAS = (
    "author",
    "article:author_name",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "citation_author",
)
_SITE_METAS = ("og:site_name", "application-name", "publisher", "dc.publisher", "apple-mobile-web-app-title")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_AUTHORS = "//a[contains(@rel, 'author')] | //*[@itemprop='author']"
_LANGUAGE = re.compile(r"\s*([a-zA-Z]{2,3})(?:[-_].*)?$", re.DOTALL)
_TITLE_CUT = re.compile(r"\s+(?:[|–—·»:/«]|-|::)\s+|:\s+")
_BYLINE = re.compile(r"^by\s+", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f]+")
_WRAPPING = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!--|<!\[CDATA\[)(?:\s*\*/)?|(?://|/\*)?\s*(?:-->|\]\]>)(?:\s*\*/)?\s*;?\s*$"
)
_UPDATED = re.compile(r"updat|modif", re.IGNORECASE)
_DEEPEST = 8
_LONGEST_AUTHOR = 200
_LONGEST_TITLE = 300
_PARAGRAPH = 160


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of itself; empty or None where it is silent. ``canonical`` is absolute."""

    title: str = ""
    published: PartialDate | None = None
    site: str = ""
    author: str = ""
    language: str = ""
    canonical: str = ""
    paywalled: bool = False
    article_body: str = ""


def read_metadata(tree: html.HtmlElement, url: str) -> Metadata:
    """The metadata of a page; structured data first, then meta elements, then what a reader sees.

    The date is JSON-LD's ``datePublished``, else a meta element's, else that of a ``<time>`` or of a line of its
    own under the title. A modification date is never taken.
    """
    linked = _linked_data(tree)
    metas = _metas(tree)
    site = linked.site or _first(metas, _SITE_METAS)
    title = _title(tree, linked, metas, site)
    return Metadata(
        title=title,
        published=linked.published or _meta_date(metas) or _markup_date(tree, title),
        site=site,
        author=linked.author or _author(tree, metas),
        language=_language(tree, metas),
        canonical=_canonical(tree, metas, url),
        paywalled=linked.paywalled,
        article_body=linked.article_body,
    )


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    """Content of meta elements by lower-case name; the first of several wins."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = collapse_blanks(element.get("content") or "")
        if content:
            found.setdefault(name.strip().lower(), content)
            if element.get("http-equiv", "").lower() == "content-language":
                found.setdefault("content-language", content)
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if name in metas), "")


# JSON-LD ------------------------------------------------------------


def _linked_data(tree: html.HtmlElement) -> Metadata:
    """The fields of the page's first article in JSON-LD, completed from its further ones."""
    result = Metadata()
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for item in _articles(_load_json(script.text or "")):
            result = _complete(result, _read_item(item))
    return result


def _load_json(text: str) -> Any:
    text = _CONTROL.sub(" ", _WRAPPING.sub("", _WRAPPING.sub("", text)))
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _articles(node: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of an article type, wherever it is nested (``@graph``, ``mainEntity``, plain lists)."""
    if depth > _DEEPEST:
        return
    if isinstance(node, list):
        for item in node:
            yield from _articles(item, depth + 1)
    elif isinstance(node, dict):
        if _is_article(node.get("@type")):
            yield node
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _articles(node.get(key), depth + 1)


def _is_article(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(item, str) and item.rpartition("/")[2].lower() in _ARTICLE_TYPES for item in kinds)


def _read_item(item: dict[str, Any]) -> Metadata:
    return Metadata(
        title=_text_of(item.get("headline")),
        published=read_day(_text_of(item.get("datePublished"))) or read_day(_text_of(item.get("dateCreated"))),
        site=_name_of(item.get("publisher")),
        author=_name_of(item.get("author"))[:_LONGEST_AUTHOR],
        paywalled=str(item.get("isAccessibleForFree", "")).lower() == "false",
        article_body=body if isinstance(body := item.get("articleBody"), str) else "",
    )


def _complete(first: Metadata, second: Metadata) -> Metadata:
    return replace(
        first,
        title=first.title or second.title,
        published=first.published or second.published,
        site=first.site or second.site,
        author=first.author or second.author,
        paywalled=first.paywalled or second.paywalled,
        article_body=first.article_body or second.article_body,
    )


def _text_of(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        return ""
    return collapse_blanks(_TAG.sub(" ", unescape(value)))


def _name_of(value: Any) -> str:
    """A person or organisation: its name, or the names of several joined by commas."""
    if isinstance(value, list):
        return ", ".join(name for name in map(_name_of, value) if name)
    if isinstance(value, dict):
        value = value.get("name")
    name = _text_of(value)
    return "" if "://" in name else name


# What a reader sees -------------------------------------------------


def _title(tree: html.HtmlElement, linked: Metadata, metas: dict[str, str], site: str) -> str:
    headings = [collapse_blanks(element.text_content()) for element in tree.xpath("//h1")]
    headings = [text for text in headings if text]
    element = next(tree.iter("title"), None)
    whole = collapse_blanks(element.text_content())[:_LONGEST_TITLE] if element is not None else ""
    named = linked.title or _first(metas, _TITLE_METAS)
    if named:
        return _without_site(named, site)
    for heading in headings:
        if len(headings) == 1 or fold(heading) in fold(whole):
            return heading
    return _printed_part(tree, whole) or _without_site(whole, site)


def _printed_part(tree: html.HtmlElement, whole: str) -> str:
    """The longest part of the window's title that the page also prints as a line of its own."""
    cuts = list(_TITLE_CUT.finditer(whole))
    parts = [whole, *(whole[cut.end() :] for cut in cuts), *(whole[: cut.start()] for cut in cuts)]
    lines = {fold(line) for line in _lines(tree) if len(line) < _LONGEST_TITLE}
    return max((part for part in parts if fold(part) in lines), key=len, default="")


def _lines(tree: html.HtmlElement) -> Iterator[str]:
    """The texts that the body shows, in reading order."""
    body = tree.find("body")
    for node in () if body is None else body.xpath(".//text()[not(parent::script or parent::style)]"):
        if line := collapse_blanks(str(node)):
            yield line


def _without_site(title: str, site: str) -> str:
    """The title without a last part that names the site ("… | Example News")."""
    cuts = list(_TITLE_CUT.finditer(title))
    names = (fold(site), fold(site).replace(" ", ""))
    if cuts and site and fold(title[cuts[-1].end() :]) in names:
        return title[: cuts[-1].start()]
    return title


def _author(tree: html.HtmlElement, metas: dict[str, str]) -> str:
    name = _first(metas, _AUTHOR_METAS)
    if not name or "://" in name:
        found = cast(list[html.HtmlElement], tree.xpath(_AUTHORS))
        texts = [collapse_blanks(element.text_content()) for element in found]
        name = next((text for text in texts if text), "")
    name = _BYLINE.sub("", name)
    return name if len(name) <= _LONGEST_AUTHOR else ""


def _language(tree: html.HtmlElement, metas: dict[str, str]) -> str:
    """ISO 639 code that the page declares, or empty."""
    for declared in (tree.get("lang"), tree.get("xml:lang"), metas.get("og:locale"), metas.get("content-language")):
        match = _LANGUAGE.match(declared or "")
        if match:
            return match[1].lower()
    return ""


def _canonical(tree: html.HtmlElement, metas: dict[str, str], url: str) -> str:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return join_url(url, link.get("href") or "")
    return join_url(url, metas.get("og:url", ""))


def _meta_date(metas: dict[str, str]) -> PartialDate | None:
    for name in _DATE_METAS:
        if day := read_day(metas.get(name, "")):
            return day
    return None


def _markup_date(tree: html.HtmlElement, title: str) -> PartialDate | None:
    """The date of ``itemprop=datePublished``, of a ``<time>``, or of a line under the title that is only a date."""
    for element in tree.xpath("//*[@itemprop='datePublished']") + tree.xpath("//time[not(ancestor::aside)]"):
        names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if _UPDATED.search(names):
            continue
        written = element.get("datetime") or element.get("content") or element.text_content()
        if day := read_day(written):
            return day
    return _line_date(tree, fold(title))


def _line_date(tree: html.HtmlElement, title: str) -> PartialDate | None:
    """The first line between the title and the text that is nothing but a date.

    Lines before the title do not count: mastheads show the reader's today.
    """
    below = False
    for line in _lines(tree) if title else ():
        if not below:
            below = len(line) < _LONGEST_TITLE and fold(line) == title
        elif len(line) > _PARAGRAPH:
            return None
        elif day := read_day_line(line):
            return day
    return None
