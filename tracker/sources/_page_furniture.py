"""Takes out of an article page what is not its story: navigation, teasers, comments, layout tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import cast

from lxml import html

from tracker.normalize.folding import collapse_blanks

_NEVER_TEXT = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "video", "audio",
    "canvas", "button", "select", "input", "textarea", "dialog", "nav", "aside", "figcaption",
    "menu", "map", "amp-sidebar", "amp-ad", "amp-embed", "amp-img", "amp-consent",
    "amp-social-share",
)  # fmt: skip
_NEVER_ROLES = frozenset({"navigation", "complementary", "dialog", "alertdialog", "search", "menu", "toolbar"})
# Words of class names and ids. These stand for something other than the story whatever it holds …
_OTHER_STORIES = frozenset(
    """
    related recommended recommendation recommendations recirculation recirc readmore seealso
    alsoread trending popular mostread outbrain taboola newsletter sidebar widget widgets comments
    comment disqus breadcrumb breadcrumbs cookie cookies consent gdpr advert advertisement ads
    adslot sponsored masthead navbar pagination
    """.split()  # noqa: SIM905 - a list of words reads better as prose
)
# … and these do so only when no prose stands in them: some sites call their lead paragraph a teaser.
_SMALL_THINGS = frozenset(
    """
    ad promo promos teaser teasers subscribe subscription signup share sharing social tags tag
    caption credit credits toolbar tools byline timestamp metadata nav menu footer more latest
    paywall
    """.split()  # noqa: SIM905 - a list of words reads better as prose
)
_COMMENTS = re.compile(r"(?:^|\s)(?:comments?|disqus|respond)(?![a-z])", re.IGNORECASE)
_WORDS_OF_NAMES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_POINTER = re.compile(
    r"^\W*(?:read (?:more|also|next|the full \w+)|also read|see also"
    r"|related(?: (?:stories|articles?|news|coverage))?"
    r"|more (?:on this|from|coverage|stories|news)|recommended(?: for you)?|don.t miss|you may also like"
    r"|further reading|lire aussi|à lire aussi|lea (?:también|además)|le puede interesar|leia (?:também|mais)"
    r"|lesen sie auch|mehr zum thema|leggi anche|ilgili haber(?:ler)?|читайте также)\s*(?::|»|>|–|—|-|$)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"""[.!?…。！？]['"”’»)\]]*$""")
_PROSE = 120
_CARD = 400
_LINKED_HEADS = (
    ".//a[not(starts-with(@href, '#'))][.//h2 or .//h3 or .//h4 or .//h5]"
    " | .//*[self::h2 or self::h3 or self::h4 or self::h5][a[not(starts-with(@href, '#'))]]"
)
_LAYOUT_CELL = 250
_MOST = 0.4
_MOST_OF_ALL = 0.6
_LINKED = 0.9


def text_length(element: html.HtmlElement) -> int:
    """Characters of text in the element that are not in links, blanks not counted twice."""
    return len(collapse_blanks(element.text_content())) - _linked_length(element)


def _linked_length(element: html.HtmlElement) -> int:
    return sum(len(collapse_blanks(link.text_content())) for link in element.iter("a"))


def is_pointer(line: str) -> bool:
    """Whether a line is a label such as "Read more:" with or without the title of another story behind it."""
    return len(line) < 250 and bool(_POINTER.match(line)) and not line.rstrip().endswith(".")


def without_furniture(tree: html.HtmlElement) -> html.HtmlElement:
    """A copy of the page without what surely does not belong to its story. The page itself is left as it is."""
    page = deepcopy(tree)
    for element in list(page.iter(*_NEVER_TEXT)):
        _drop(element)
    for table in reversed(list(page.iter("table"))):
        _unlayout(table)
    _drop_furniture(page)
    for element in list(_walk(page, _is_teaser)):
        _drop(element)
    cards = list(_walk(page, _is_card))
    for element in cards if len(cards) > 1 else ():
        _drop(element)
    return page


def _drop_furniture(page: html.HtmlElement) -> None:
    """Drops what its names call furniture, unless that would be most of the page: then the names mean nothing."""
    whole = _story_length(page)
    found = list(_walk(page, lambda element: _is_furniture(element, whole)))
    by_name = [element for element in found if not _COMMENTS.search(_names(element))]
    trusted = sum(map(_story_length, by_name)) <= whole * _MOST_OF_ALL
    for element in found:
        if trusted or element not in by_name:
            _drop(element)


def _drop(element: html.HtmlElement) -> None:
    """Removes the element but keeps the text behind it."""
    if element.getparent() is not None:
        element.drop_tree()


def _walk(page: html.HtmlElement, wanted: Callable[[html.HtmlElement], bool]) -> Iterator[html.HtmlElement]:
    """Every wanted element; what lies within one is not looked at."""
    stack = [page]
    while stack:
        for child in stack.pop():
            if not isinstance(child.tag, str):
                continue
            if wanted(child):
                yield child
            else:
                stack.append(child)


def _names(element: html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}{' footer' if element.tag == 'footer' else ''}"


def _story_length(element: html.HtmlElement) -> int:
    """How much prose stands in the element: its long paragraphs, or all unlinked text where there is no ``<p>``."""
    lengths = [text_length(paragraph) for paragraph in element.iter("p")]
    return sum(length for length in lengths if length >= _PROSE) or text_length(element)


def _is_furniture(element: html.HtmlElement, whole: int) -> bool:
    if element.get("role") in _NEVER_ROLES or element.get("hidden") is not None:
        return True
    if element.tag in ("body", "html", "main", "head"):
        return False
    names = _names(element)
    words = {word.lower() for word in _WORDS_OF_NAMES.findall(names)}
    if words & _OTHER_STORIES or _COMMENTS.search(names):
        return not _holds_story(element, whole, bool(_COMMENTS.search(names)))
    return bool(words & _SMALL_THINGS) and text_length(element) < _PROSE and element.find(".//h1") is None


def _holds_story(element: html.HtmlElement, whole: int, comments: bool) -> bool:
    """Whether the page's story is inside: a wrapper may be named after the sidebar or comments that it also has."""
    if element.find(".//h1") is not None or element.get("itemprop") == "articleBody":
        return True
    if element.xpath(".//*[@itemprop='articleBody']"):
        return True
    return not comments and _story_length(element) > whole * _MOST


def _is_teaser(element: html.HtmlElement) -> bool:
    """A paragraph or list that only points at other stories."""
    if element.tag in ("ul", "ol"):
        items = [item for item in element if item.tag == "li"]
        return len(items) > 1 and all(_is_link_alone(item) for item in items)
    if element.tag not in ("p", "div") or element.find(".//p") is not None:
        return False
    text = collapse_blanks(element.text_content())
    return len(text) < 400 and (_is_link_alone(element) or (is_pointer(text) and element.find(".//a") is not None))


def _is_card(element: html.HtmlElement) -> bool:
    """A linked heading with a few words below it; several of these on a page are a list of other stories."""
    if element.tag not in ("div", "li", "section", "article") or element.find(".//h1") is not None:
        return False
    heads = cast(list[html.HtmlElement], element.xpath(_LINKED_HEADS))
    return len(heads) == 1 and text_length(element) < _CARD


def _ends_in_link(paragraph: html.HtmlElement) -> bool:
    """ "The council has … more": the beginning of a story that stands elsewhere."""
    last = paragraph[-1] if len(paragraph) else None
    return last is not None and last.tag == "a" and not (last.tail or "").strip(" \t\r\n»>…")


def _own_length(cell: html.HtmlElement) -> int:
    """Characters of a table's cell that are neither in links nor in paragraphs that lead to another page."""
    leading = [paragraph for paragraph in cell.iter("p") if _ends_in_link(paragraph)]
    return text_length(cell) - sum(map(text_length, leading))


def _is_link_alone(element: html.HtmlElement) -> bool:
    """Nothing but a link, and no sentence: a headline has no full stop."""
    text = collapse_blanks(element.text_content())
    return bool(text) and not _SENTENCE_END.search(text) and _linked_length(element) >= len(text) * _LINKED


def _unlayout(table: html.HtmlElement) -> None:
    """Puts the story's cell in the place of a table that only lays out the page.

    Such a table has no header cells and one cell with more unlinked text than all others together. A table with one
    cell in each row is turned into blocks. A table of data is left alone.
    """
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    if any(cell.tag == "th" for row in cells for cell in row):
        return
    if rows and all(len(row) == 1 for row in cells):
        kept = [row[0] for row in cells]
    else:
        lengths = [(_own_length(cell), cell) for row in cells for cell in row]
        longest, cell = max(lengths, key=lambda pair: pair[0], default=(0, table))
        if longest < _LAYOUT_CELL or longest * 2 <= sum(length for length, _ in lengths):
            return
        kept = [cell]
    block = cast(html.HtmlElement, table.makeelement("div"))
    for cell in kept:
        cell.tag = "div"
        block.append(cell)
    block.tail = table.tail
    parent = table.getparent()
    if parent is not None:
        parent.replace(table, block)
