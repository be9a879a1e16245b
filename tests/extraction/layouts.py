"""Page layouts of our own, round the text of a story: what a reader of pages must leave out is stories too."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

Row = dict[str, Any]
Layout = Callable[[Row, Sequence[Row]], str]


def _paragraphs(row: Row) -> list[str]:
    return [escape(part.strip()) for part in row["text"].split("\n\n") if part.strip()]


def _teaser(row: Row) -> str:
    """The first words of another story, as a list of related ones shows them."""
    return f'<a href="{row["url"]}"><h3>{escape(row["title"] or "")}</h3></a><p>{_paragraphs(row)[0][:240]}…</p>'


def newspaper(row: Row, others: Sequence[Row]) -> str:
    """An article element with a caption, teasers between the paragraphs and beside them, comments below."""
    parts = _paragraphs(row)
    inside = f'<aside class="related-story"><h4>Read more</h4>{_teaser(others[0])}</aside>'
    body = "".join(f"<p>{part}</p>{inside if at == 0 and len(parts) > 2 else ''}" for at, part in enumerate(parts))
    comments = "".join(
        f'<li class="comment"><b>reader{at}</b><p>{_paragraphs(o)[0]}</p></li>' for at, o in enumerate(others)
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{escape(row["title"] or "")} - The Courier</title>
<meta property="article:published_time" content="{row["published"] or ""}T08:00:00Z"></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li>
<li>Subscribe for $4 a month</li></ul></nav></header>
<main><article><h1>{escape(row["title"] or "")}</h1><p class="byline">By Our Reporter</p>
<figure><img src="a.jpg" alt=""><figcaption>The Capitol at dusk. Photo: Jane Roe/Agency</figcaption>
</figure>{body}</article>
<aside class="sidebar"><h2>Most read</h2>{"".join(_teaser(o) for o in others)}</aside>
<section id="comments"><h2>Comments</h2><ol>{comments}</ol></section></main>
<footer><p>© The Courier. All rights reserved.</p></footer></body></html>"""


def table_page(row: Row, others: Sequence[Row]) -> str:
    """Three columns made with a table, as pages of the nineties are; the outer two hold other stories."""
    body = "".join(f"<p>{part}</p>" for part in _paragraphs(row))
    left = "".join(
        f"<p><b>{escape(o['title'] or '')}</b><br>{_paragraphs(o)[0][:160]}... <a href='x'>more</a></p>" for o in others
    )
    return f"""<html><head><title>{escape(row["title"] or "")}</title>
<meta name="date" content="{row["published"] or ""}"></head><body>
<table width="100%"><tr><td colspan="3"><a href="/">Front page</a> |
<a href="/news">News</a> | <a href="/about">About</a></td></tr>
<tr><td width="160" class="nav">{left}</td><td><h2>{escape(row["title"] or "")}</h2>{body}</td>
<td width="160" class="nav"><b>Also in the news</b>{left}</td></tr></table></body></html>"""


def breaks(row: Row, others: Sequence[Row]) -> str:
    """A blog: no paragraph elements, only line breaks; recent posts in a list."""
    body = "<br><br>\n".join(_paragraphs(row))
    recent = "".join(f'<li><a href="{o["url"]}">{escape(o["title"] or "")}</a></li>' for o in others)
    return f"""<html><head><title>{escape(row["title"] or "")} | A Blog</title></head><body><div id="wrap">
<div id="content"><div class="post"><h2 class="entry-title">{escape(row["title"] or "")}</h2>
<time datetime="{row["published"] or ""}">{row["published"] or ""}</time><div class="entry">{body}</div>
<div class="sharedaddy">Share this: Twitter Facebook</div></div></div>
<div id="sidebar"><h3>Recent posts</h3><ul>{recent}</ul></div></div></body></html>"""


def application(row: Row, others: Sequence[Row]) -> str:
    """Nested divisions with meaningless classes and JSON-LD; cards of other stories after the text."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": row["title"],
        "datePublished": row["published"],
    }
    body = "".join(f'<div class="x1"><p class="t3">{part}</p></div>' for part in _paragraphs(row))
    cards = "".join(f'<div class="card"><div class="x9">{_teaser(o)}</div></div>' for o in others)
    return f"""<!doctype html><html lang="en"><head><title>{escape(row["title"] or "")}</title>
<script type="application/ld+json">{json.dumps(data)}</script></head><body><div id="root"><div class="x0">
<div class="hd"><div>Menu</div><div>Sign in</div></div><div class="x2">
<h1 class="t1">{escape(row["title"] or "")}</h1>{body}</div>
<div class="x5"><h2>More from this section</h2>{cards}</div></div></div>
<script>window.__STATE__ = {json.dumps({"next": others[0]["text"][:300]})}</script></body></html>"""


def newsletter(row: Row, others: Sequence[Row]) -> str:
    """Every paragraph a table row, as mailed digests are archived; an advertisement between them."""
    rows = "".join(f"<tr><td style='padding:8px'><span>{part}</span></td></tr>" for part in _paragraphs(row))
    return f"""<html><head><title>{escape(row["title"] or "")}</title></head><body><center><table><tr><td>
<table class="body">
<tr><td><h1>{escape(row["title"] or "")}</h1></td></tr>{rows}
<tr><td class="ad">A message from our sponsor: subscribe today and save $20 a year.</td></tr></table></td></tr>
<tr><td class="footer">You receive this because you signed up. <a href="x">Unsubscribe</a></td></tr></table></center>
</body></html>"""


LAYOUTS: dict[str, Layout] = {
    "newspaper": newspaper,
    "table": table_page,
    "breaks": breaks,
    "application": application,
    "newsletter": newsletter,
}
