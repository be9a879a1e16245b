"""An article page as a record: its text, title, date, site, author and language, or why it is none."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree, html

from tracker.normalize.folding import collapse_blanks
from tracker.normalize.urls import clean_url, site_of
from tracker.records import ArticleRecord, PartialDate, Quarantined, Request
from tracker.sources._article_metadata import Metadata, read_metadata
from tracker.sources._article_text import extract_text
from tracker.sources._language import detect_language
from tracker.sources._page_bytes import decode_page
from tracker.sources._written_dates import read_url_day

SHORTEST_TEXT = 80
"""Characters of main text below which a page is no article."""

_STUB = 600
_TEASER = 300
_BARE_PAGE = 1_500
_KEPT_BYTES = 16_384
_MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "media",
    b"OggS": "media",
    b"PK\x03\x04": "a ZIP",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an Office file",
}
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|article|div|p|table|section|main|h1|title|span|br)\b", re.IGNORECASE)
_BOT_WALL = re.compile(
    r"just a moment|checking (?:if the site connection is secure|your browser)"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|enable javascript|javascript is (?:disabled|required)|turn on javascript|pardon our interruption"
    r"|attention required|access (?:to this page has been )?denied|you have been blocked|are you a robot"
    r"|unusual traffic|request unsuccessful|captcha|ddos protection|security check|complete the security"
    r"|bot (?:detection|protection)|enable cookies",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep)|subscribers? only|(?:only )?for (?:our )?subscribers"
    r"|already a (?:subscriber|member)|log ?in to (?:continue|read)|sign in to (?:continue|read)"
    r"|to continue reading|exclusive to (?:subscribers|members)"
    r"|register to (?:continue|read)|create (?:a )?free account to",
    re.IGNORECASE,
)
_ERROR_TITLE = re.compile(r"^(?:error )?(?:404|403|410|500|502|503)\b|page not found|not found$", re.IGNORECASE)


def read_article(data: bytes, request: Request, language: str = "") -> ArticleRecord | Quarantined:
    """The article of a page, or Quarantined with the reason why there is none to be read.

    ``request.meta`` may hold ``title`` and ``published`` (ISO) of the page that linked here and ``charset`` of the
    HTTP answer; what the page itself says comes first. ``language`` is the site's, for text too short to tell.
    """
    page = decode_page(data, request.meta.get("charset", ""))
    reason = _not_html(data, page.text)
    tree = None if reason else _parse_html(page.text)
    if tree is None:
        return _quarantine(reason or "the page is empty", data)
    metadata = read_metadata(tree, request.url)
    text = extract_text(tree, metadata.title, metadata.article_body)
    if reason := _no_article(tree, text, metadata):
        return _quarantine(reason, data)
    flags = (("undecodable_bytes",) if page.damaged else ()) + (("paywalled",) if metadata.paywalled else ())
    return ArticleRecord(
        url=_canonical(metadata.canonical, request.url),
        text=text,
        title=metadata.title or request.meta.get("title", ""),
        published=metadata.published or _linked_date(request) or read_url_day(request.url),
        site=metadata.site or site_of(request.url),
        author=metadata.author,
        language=detect_language(text) or metadata.language or language,
        flags=flags,
    )


def read_plain_text(data: bytes, request: Request, language: str = "") -> ArticleRecord | Quarantined:
    """An article that came as text without a page round it (pasted by an editor), or Quarantined when it is empty.

    ``request.meta`` may hold its ``title`` and ``published`` (ISO).
    """
    page = decode_page(data, "utf-8")
    lines = (line.rstrip() for line in page.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    text = "\n".join(lines).strip()
    if not text:
        return _quarantine("there is no text", data)
    return ArticleRecord(
        url=request.url,
        text=text,
        title=request.meta.get("title", ""),
        published=_linked_date(request),
        language=detect_language(text) or language,
        flags=("undecodable_bytes",) if page.damaged else (),
    )


def _quarantine(reason: str, data: bytes) -> Quarantined:
    return Quarantined(reason, data[:_KEPT_BYTES])


def _not_html(data: bytes, text: str) -> str:
    if not data.strip():
        return "the page is empty"
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            return f"no web page: {what} came"
    return "" if _MARKUP.search(text) else "no web page: there is no HTML in it"


def _parse_html(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = _XML_DECLARATION.sub("", text, count=1).encode("utf-8")
    try:
        return cast(html.HtmlElement, html.document_fromstring(data, parser=parser))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _no_article(tree: html.HtmlElement, text: str, metadata: Metadata) -> str:
    """Why the page is no article: a wall, an error page, or nothing that reads like a text.

    A long text is an article whatever else the page says; so is a short one on a page that is full of other things,
    because there the words of a wall are those of a comment form or a menu.
    """
    if len(text) >= _STUB:
        return ""
    if _ERROR_TITLE.search(metadata.title):
        return f"an error page: {metadata.title[:80]}"
    shown = _shown_text(tree)
    wall = _BOT_WALL.search(metadata.title) or (_BOT_WALL.search(shown) if len(shown) < _BARE_PAGE else None)
    if wall:
        return f'bot wall: the page says "{wall[0]}" and has no article'
    wall = _PAYWALL.search(shown) if metadata.paywalled or len(text) < _TEASER else None
    if wall:
        return f'paywall: the page says "{wall[0]}" and shows {len(text)} characters of text'
    return "" if len(text) >= SHORTEST_TEXT else f"no article text: {len(text)} characters found"


def _shown_text(tree: html.HtmlElement) -> str:
    """What the page shows, with what it shows to a reader without JavaScript."""
    body = tree.find("body")
    pieces = (tree if body is None else body).xpath(".//text()[not(parent::script or parent::style)]")
    return collapse_blanks(" ".join(map(str, pieces)))


def _canonical(canonical: str, url: str) -> str:
    """The page's own canonical address when it is a page of the same host, else the address that was asked."""
    asked = clean_url(url)
    named = clean_url(canonical)
    home = named.rstrip("/").count("/") <= 2
    return named if canonical and not home and site_of(named) == site_of(asked) else asked


def _linked_date(request: Request) -> PartialDate | None:
    try:
        return PartialDate.from_iso(request.meta.get("published", ""))
    except ValueError:
        return None
