"""The main text of an article page: the paragraphs of its story, without the stories and links round it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import trafilatura
from lxml import html

from tracker.normalize.folding import collapse_blanks, fold
from tracker.sources._page_furniture import is_pointer, text_length, without_furniture

_BLOCKS = frozenset(
    """
    address article blockquote body center dd details div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr
    li main ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a list of words reads better as prose
)
_CONTAINERS = "//*[@itemprop='articleBody'] | //article | //main | //*[@role='main']"
# fmt: off
_ALONE = frozenset((
    "advertisement", "ad", "sponsored", "share", "share this", "share this article", "print", "email", "save",
    "comments", "loading", "credit", "image", "subscribe", "sign up", "follow us", "listen", "copy link", "top",
    "photo", "menu", "back to top", "close", "read more", "more", "related", "next", "previous",
))
# fmt: on
_MUCH_SHORTER = 0.5


def extract_text(tree: html.HtmlElement, title: str = "", article_body: str = "") -> str:
    """The paragraphs of the page's story, separated by blank lines; empty when there are none.

    Headings inside the text stay, the title at its head goes. Trafilatura reads the page once what surely is no
    story has been taken out of it. Where that finds less than half of what stands in the page's own article
    element, or in ``article_body`` (the text of its JSON-LD), the longer one is taken.
    """
    page = without_furniture(tree)
    found = trafilatura.extract(page, include_comments=False, include_tables=True, include_links=False) or ""
    best = _tidy(found.split("\n"), title)
    for other in (_block_lines(_container(page)), _body_lines(article_body)):
        rival = _tidy(other, title)
        if len(best) < len(rival) * _MUCH_SHORTER:
            best = rival
    return best


def _container(page: html.HtmlElement) -> html.HtmlElement | None:
    found = cast(list[html.HtmlElement], page.xpath(_CONTAINERS))
    return max(found, key=text_length, default=None)


def _body_lines(article_body: str) -> list[str]:
    if "<" in article_body and ">" in article_body:
        return _block_lines(html.fromstring(f"<div>{article_body}</div>"))
    return article_body.split("\n")


def _block_lines(element: html.HtmlElement | None) -> list[str]:
    """The text of an element, a line for each block and each ``<br>``."""
    if element is None:
        return []
    lines = [""]
    for piece in _pieces(element):
        if piece is None:
            lines.append("")
        else:
            lines[-1] += piece
    return lines


def _pieces(element: html.HtmlElement) -> Iterator[str | None]:
    """The text nodes in reading order, with None where a line ends. Without recursion: pages nest deeply."""
    stack: list[tuple[html.HtmlElement, bool]] = [(element, False)]
    while stack:
        node, leaving = stack.pop()
        breaks = node.tag in _BLOCKS or node.tag == "br"
        if breaks:
            yield None
        if leaving:
            if node is not element and node.tail:
                yield node.tail
            continue
        if node.text and isinstance(node.tag, str):
            yield node.text
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))


def _tidy(lines: list[str], title: str) -> str:
    """The lines as paragraphs, without the title at the head, pointers to other stories and stray labels."""
    paragraphs: list[str] = []
    for line in map(_plain_line, lines):
        if not line or line.lower().strip(" :.") in _ALONE or is_pointer(line):
            continue
        if not paragraphs and title and fold(line) == fold(title):
            continue
        paragraphs.append(line)
    return "\n\n".join(paragraphs)


def _plain_line(line: str) -> str:
    """The line without blanks round it; the cells of a table's row with bars between them only."""
    line = collapse_blanks(line)
    if line.startswith("|"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        return " | ".join(cell for cell in cells if cell.strip("-: "))
    return line
