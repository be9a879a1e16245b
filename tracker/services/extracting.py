"""Articles for the command line: from a file, an address, a text or JSON lines; nothing is stored."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker.errors import ParseError, TrackerError
from tracker.extraction.filings.reader import FilingReading, read_filing
from tracker.normalize.urls import clean_url
from tracker.records import ArticleRecord, PartialDate, Quarantined, Request
from tracker.services.fetch import make_fetcher
from tracker.services.ingest import ARTICLE_ADAPTER
from tracker.services.paper_pages import compose_filing, read_paper
from tracker.services.papers import describe_filing
from tracker.sources import get_adapter
from tracker.sources._fara_doc_list import read_name
from tracker.sources.base import Config

PAGES = (".html", ".htm", ".xhtml")
TEXTS = (".txt", ".text", ".md")
PAPERS = (".pdf",)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a JSON lines file: an article with its id, or why it is none."""

    number: int
    id: str = ""
    article: ArticleRecord | None = None
    error: str = ""


def read_page(body: bytes, url: str, meta: Mapping[str, str] | None = None) -> ArticleRecord:
    """The article of a web page's bytes; raises ParseError with the reason when there is none."""
    request = Request(url, "article", meta=meta or {})
    for item in get_adapter(ARTICLE_ADAPTER).parse(io.BytesIO(body), request, Config("extract")):
        if isinstance(item, ArticleRecord):
            return item
        if isinstance(item, Quarantined):
            raise ParseError(item.error)
    raise ParseError("nothing was read from the page")


def read_file(path: Path) -> ArticleRecord:
    """The article in a saved page (.html) or a plain text (.txt). Raises ParseError."""
    body = _read_bytes(path)
    suffix = path.suffix.lower()
    if suffix in PAGES:
        return read_page(body, path.resolve().as_uri())
    if suffix in TEXTS:
        return read_page(body, path.resolve().as_uri(), {"format": "text"})
    known = ", ".join((*PAGES, *TEXTS, *PAPERS, ".jsonl"))
    raise ParseError(f"{path.name}: cannot tell what this is by its name; these are read: {known}")


def read_paper_file(path: Path, *, progress: Callable[[str], None] | None = None) -> FilingReading:
    """What a filing as PDF says, read without a database: nothing of the register helps. Raises ParseError.

    What cannot be read of it stands in no statement; pages without a text need the recognition program.
    """
    body = _read_bytes(path)
    kind = read_name(path.name).get("type", "").lower()
    paper = read_paper(path, tables="supplemental" in kind, progress=progress)
    meta: dict[str, Any] = {"hidden": dict(paper.hidden)} if paper.hidden else {}
    name = path.name
    return read_filing(describe_filing(compose_filing(paper.pages), name, sha256(body).hexdigest(), meta))


def fetch_page(url: str) -> ArticleRecord:
    """The article at an address, fetched as politely as a poll does. Raises FetchError or ParseError."""
    adapter = get_adapter(ARTICLE_ADAPTER)
    url = clean_url(url)
    with make_fetcher() as fetcher:
        fetched = fetcher.fetch(Request(url, "article"), adapter.politeness)
    path = Path(fetched.body_path or "")
    try:
        return read_page(path.read_bytes(), clean_url(fetched.url), {"charset": fetched.charset})
    finally:
        path.unlink(missing_ok=True)


def read_lines(path: Path) -> Iterator[Line]:
    """The articles of a JSON lines file, in order; a line that cannot be read says why and stops nothing.

    A line has ``id``, ``url``, ``title`` and ``published`` (the last three may be null), and either ``text`` or
    ``html_path``, which is relative to the file. Raises ParseError when the file itself cannot be read.
    """
    folder = path.resolve().parent
    try:
        file = path.open("rb")
    except OSError as error:
        raise ParseError(f"{path} cannot be read: {error.strerror or error}") from error
    with file:
        for number, raw in enumerate(file, 1):
            if raw.strip():
                yield _read_line(number, raw, folder)


def _read_line(number: int, raw: bytes, folder: Path) -> Line:
    try:
        entry = _read_entry(raw)
        return Line(number, entry["id"], _read_article(entry, folder))
    except (TrackerError, ValueError) as error:
        return Line(number, error=str(error))


def _read_entry(raw: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ParseError("this is no UTF-8") from error
    except json.JSONDecodeError as error:
        raise ParseError(f"this is no JSON: {error}") from error
    if not isinstance(entry, dict):
        raise ParseError("this is no JSON object")
    if not isinstance(entry.get("id"), str | int) or isinstance(entry.get("id"), bool):
        raise ParseError("there is no id")
    for name in ("url", "title", "published", "text", "html_path"):
        if not isinstance(entry.get(name), str | None):
            raise ParseError(f"{name} must be text or null")
    return {**entry, "id": str(entry["id"])}


def _read_article(entry: Mapping[str, Any], folder: Path) -> ArticleRecord:
    url, title = entry.get("url") or "", entry.get("title") or ""
    published = _read_day(entry.get("published") or "")
    if entry.get("text"):
        return ArticleRecord(url=url, text=entry["text"], title=title, published=published)
    if not entry.get("html_path"):
        raise ParseError("there is neither text nor html_path")
    known = {"title": title, "published": published.iso if published else ""}
    body = _read_bytes(folder / entry["html_path"])
    return read_page(body, url, {name: value for name, value in known.items() if value})


def _read_day(text: str) -> PartialDate | None:
    try:
        return PartialDate.from_iso(text[:10]) if text else None
    except ValueError as error:
        raise ParseError(f"published is no date: {text!r}") from error


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ParseError(f"{path} cannot be read: {error.strerror or error}") from error
