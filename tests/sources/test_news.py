"""News sites by configuration: which pages are asked for, and which links of theirs are followed."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import ConfigError, ParseError
from tracker.records import ArticleRecord, Follow, Parsed, Quarantined, Request
from tracker.sources.base import Config
from tracker.sources.news import ADAPTER, parse, start

SITE = "https://news.example"
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


def configure(**options: Any) -> Config:
    return Config("daily", SITE, options)


def read(
    body: bytes, page: str, url: str = f"{SITE}/page", meta: dict[str, str] | None = None, **options: Any
) -> list[Parsed]:
    request = Request(url=url, page=page, meta=meta or {})
    return list(parse(io.BytesIO(body), request, configure(**options)))


def links(items: list[Parsed]) -> list[str]:
    return [item.request.url for item in items if isinstance(item, Follow)]


def rss(*items: tuple[str, str, str]) -> bytes:
    entries = "".join(f"<item><title>{t}</title><link>{u}</link><pubDate>{d}</pubDate></item>" for t, u, d in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>{entries}</channel></rss>'.encode()


class TestStart:
    def test_every_configured_page_is_asked_for(self) -> None:
        config = configure(
            feeds=["/rss", "https://other.example/feed?utm_source=x"],
            sitemaps="sitemap.xml",
            listings=["/latest"],
            link_selector="h2 a",
        )
        assert [(request.page, request.url) for request in start(None, config)] == [
            ("feed", "https://news.example/rss"),
            ("feed", "https://other.example/feed"),
            ("sitemap", "https://news.example/sitemap.xml"),
            ("listing", "https://news.example/latest"),
        ]

    @pytest.mark.parametrize(
        ("options", "reason"),
        [
            ({}, "needs one of feeds, sitemaps, listings"),
            ({"feeds": ["  "]}, "needs one of feeds, sitemaps, listings"),
            ({"listings": ["/latest"]}, "listings need link_selector"),
            ({"feeds": ["mailto:desk@news.example"]}, "feeds: 'mailto:desk@news.example' is no web address"),
            ({"feeds": 7}, "feeds must be a list of strings"),
            ({"feeds": ["/a"], "article_url_pattern": "("}, "article_url_pattern is no regular expression"),
            ({"feeds": ["/a"], "max_articles": 0}, "max_articles must be a whole number from 1 to 1000"),
            ({"feeds": ["/a"], "max_articles": "5"}, "max_articles must be a whole number from 1 to 1000"),
            ({"feeds": ["/a"], "include": [1]}, "include must be a list of strings"),
        ],
    )
    def test_a_malformed_configuration_names_the_key(self, options: dict[str, Any], reason: str) -> None:
        with pytest.raises(ConfigError, match=reason):
            list(start(None, configure(**options)))

    def test_every_option_is_documented(self) -> None:
        assert {"feeds", "sitemaps", "listings", "link_selector", "max_articles"} <= set(ADAPTER.options)


class TestFeeds:
    def test_entries_become_articles_that_are_asked_for_once(self) -> None:
        (item,) = read(rss(("A &amp; B", f"{SITE}/a?utm_source=rss#x", "Wed, 24 Feb 2021 23:30:00 -0500")), "feed")
        assert isinstance(item, Follow)
        assert item.request.url == f"{SITE}/a"
        assert item.request.page == "article" and item.request.refetch is False
        assert dict(item.request.meta) == {"title": "A & B", "published": "2021-02-24"}

    def test_atom_and_relative_links(self) -> None:
        body = (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>T</title>'
            b'<link rel="alternate" href="/2021/a"/><published>2021-02-18T23:59:00+03:00</published></entry></feed>'
        )
        (item,) = read(body, "feed", f"{SITE}/feed/")
        assert isinstance(item, Follow)
        assert (item.request.url, item.request.meta["published"]) == (f"{SITE}/2021/a", "2021-02-18")

    def test_broken_xml_survives(self) -> None:
        body = rss(("one", f"{SITE}/1", ""), ("two & three", f"{SITE}/2", "")).replace(b"</channel></rss>", b"")
        assert links(read(body, "feed")) == [f"{SITE}/1", f"{SITE}/2"]

    def test_an_empty_feed_is_no_error(self) -> None:
        assert read(rss(), "feed") == []

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (b"", "the feed is empty"),
            (b"<!DOCTYPE html><html><body>Sign in</body></html>", "no RSS or Atom feed: an HTML page came"),
            (b'{"items": []}', "no RSS or Atom feed"),
            (b"\x1f\x8b broken", "the archive is corrupt"),
        ],
    )
    def test_what_is_no_feed_is_refused_with_the_reason(self, body: bytes, reason: str) -> None:
        with pytest.raises(ParseError, match=reason):
            read(body, "feed")

    def test_a_packed_feed_is_unpacked(self) -> None:
        assert links(read(gzip.compress(rss(("a", f"{SITE}/a", ""))), "feed")) == [f"{SITE}/a"]


class TestChoice:
    FEED = rss(
        ("City hires lobbyist", f"{SITE}/2021/city", ""),
        ("Football: cup final", f"{SITE}/sport/cup", ""),
        ("Foreign agents sign up", f"{SITE}/2021/agents", ""),
        ("City hires lobbyist", f"{SITE}/2021/city?utm_medium=rss", ""),
    )

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            ({}, ["2021/city", "sport/cup", "2021/agents"]),
            ({"max_articles": 2}, ["2021/city", "sport/cup"]),
            ({"article_url_pattern": r"/\d{4}/"}, ["2021/city", "2021/agents"]),
            ({"article_url_pattern": r"/\d{4}/", "max_articles": 1}, ["2021/city"]),
            ({"include": ["LOBBYIST", "foreign agents"]}, ["2021/city", "2021/agents"]),
            ({"include": ["lobby"]}, []),
            ({"exclude": ["football"]}, ["2021/city", "2021/agents"]),
        ],
    )
    def test_filters(self, options: dict[str, Any], expected: list[str]) -> None:
        assert links(read(self.FEED, "feed", **options)) == [f"{SITE}/{path}" for path in expected]

    def test_without_a_title_the_address_is_searched(self) -> None:
        body = f"<urlset><url><loc>{SITE}/city-hires-lobbyist</loc></url></urlset>".encode()
        assert len(read(body, "sitemap", include=["lobbyist"])) == 1
        assert read(body, "sitemap", include=["football"]) == []


class TestSitemaps:
    def test_the_newest_come_first(self) -> None:
        dates = ["2020-01-01", "2021-05-02T10:00:00Z", "", "2021-05-01"]
        body = "".join(f"<url><loc>{SITE}/{i}</loc><lastmod>{d}</lastmod></url>" for i, d in enumerate(dates))
        found = links(read(f"<urlset>{body}</urlset>".encode(), "sitemap", max_articles=3))
        assert found == [f"{SITE}/1", f"{SITE}/3", f"{SITE}/0"]

    def test_an_index_is_followed_within_bounds(self) -> None:
        places = "".join(
            f"<sitemap><loc>{SITE}/s{i}.xml.gz</loc><lastmod>2021-01-{i + 1:02d}</lastmod></sitemap>" for i in range(9)
        )
        index = f"<sitemapindex>{places}</sitemapindex>".encode()
        first = read(index, "sitemap")
        assert links(first) == [f"{SITE}/s{i}.xml.gz" for i in (8, 7, 6, 5, 4)]
        assert {item.request.page for item in first if isinstance(item, Follow)} == {"sitemap"}
        second = read(index, "sitemap", meta={"depth": "1"})
        assert len(second) == 5
        assert read(index, "sitemap", meta={"depth": "2"}) == []

    def test_a_packed_sitemap_is_unpacked(self) -> None:
        body = gzip.compress(f"<urlset><url><loc>{SITE}/a</loc></url></urlset>".encode())
        assert links(read(body, "sitemap")) == [f"{SITE}/a"]

    def test_entities_are_not_expanded(self) -> None:
        body = (
            b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            b"<urlset><url><loc>https://news.example/a&x;</loc></url></urlset>"
        )
        assert links(read(body, "sitemap")) == [f"{SITE}/a"]

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (b"<html><body>no</body></html>", "the root element is <html>"),
            (b"no xml", "no sitemap: it begins with b'no xml'"),
            (b"", "no sitemap"),
            (b"<", "no sitemap"),
        ],
    )
    def test_what_is_no_sitemap_is_refused(self, body: bytes, reason: str) -> None:
        with pytest.raises(ParseError, match=reason):
            read(body, "sitemap")


class TestListings:
    PAGE = b"""<html><head><base href="https://news.example/section/"></head><body><nav><a href="/home">Home</a></nav>
        <article class="card"><h2><a href="one?fbclid=9">First
          story</a></h2><time datetime="2021-02-18T09:00">18 Feb</time></article>
        <article class="card"><a href="/two"><img src="x.jpg"></a>
          <h2><a href="/two" title="unused">Second</a></h2></article>
        <article class="card"><h2><a href="#top">Top</a></h2></article>
        <article class="card"><h2><a href="mailto:desk@news.example">Write</a></h2></article></body></html>"""

    @pytest.mark.parametrize("selector", ["article.card h2 a", "article.card h2", "article.card"])
    def test_the_selector_may_name_links_or_what_holds_them(self, selector: str) -> None:
        found = read(self.PAGE, "listing", f"{SITE}/latest", link_selector=selector)
        assert links(found) == [f"{SITE}/section/one", f"{SITE}/two"]

    def test_title_and_date_of_the_card_go_along(self) -> None:
        first, second = read(self.PAGE, "listing", link_selector="article.card h2 a")
        assert isinstance(first, Follow) and isinstance(second, Follow)
        assert dict(first.request.meta) == {"title": "First story", "published": "2021-02-18"}
        assert dict(second.request.meta) == {"title": "Second"}

    @pytest.mark.parametrize(
        ("selector", "error", "reason"),
        [
            ("div.story a", ParseError, r"link_selector 'div\.story a' finds nothing on the page"),
            ("img", ParseError, "finds 1 elements but no link to a page"),
            ("a[", ConfigError, r"link_selector 'a\[' is no CSS selector"),
            ("", ConfigError, "listings need link_selector"),
        ],
    )
    def test_a_selector_that_finds_nothing_is_named(self, selector: str, error: type[Exception], reason: str) -> None:
        page = self.PAGE.replace(b'<a href="/two"><img src="x.jpg"></a>', b'<img src="x.jpg">')
        with pytest.raises(error, match=reason):
            read(page, "listing", link_selector=selector)

    def test_what_is_no_page_is_refused(self) -> None:
        with pytest.raises(ParseError, match="no HTML page"):
            read(b"%PDF-1.4", "listing", link_selector="a")


def test_an_unknown_page_is_an_error_of_configuration() -> None:
    with pytest.raises(ConfigError, match="feed, sitemap, listing and article, not 'video'"):
        read(b"<html>", "video")


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"<rss><channel><item>", b"<urlset><url><loc>", b"<html><a href=", b"\x1f\x8b"]),
)
@settings(max_examples=200, deadline=None)
def test_any_bytes_raise_nothing_but_parse_errors(noise: bytes, before: bytes) -> None:
    for page in ("feed", "sitemap", "listing", "article"):
        try:
            read(before + noise, page, link_selector="a")
        except ParseError as error:
            assert str(error)


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled articles are not on this machine")
def test_text_of_the_labelled_pages() -> None:
    """Nearly all of each labelled text comes out of its page, and nothing of other stories."""
    texts = {line["id"]: line["text"] for line in map(json.loads, (GOLD / "dev.jsonl").read_text("utf-8").splitlines())}
    for line in map(json.loads, (GOLD / "pages" / "index.jsonl").read_text("utf-8").splitlines()):
        (item,) = read((GOLD / "pages" / line["html_path"]).read_bytes(), "article", line["url"])
        assert isinstance(item, ArticleRecord), (line["id"], getattr(item, "error", ""))
        wanted, found = texts[line["id"]].split(), item.text.split()
        assert len(set(wanted) - set(found)) <= 2, line["id"]
        assert set(found) <= set(wanted) | {"-", "|"}, line["id"]
        assert not line["title"] or item.title == line["title"]
        assert not line["published"] or (item.published and item.published.iso == line["published"])


def test_a_page_larger_than_any_article_is_refused() -> None:
    with pytest.raises(ParseError, match="larger than 5000000 bytes"):
        read(b"<html>" + b"x" * 5_000_000, "article")


def test_a_quarantined_page_keeps_its_beginning() -> None:
    (item,) = read(b"%PDF-1.7 " + b"x" * 100_000, "article")
    assert isinstance(item, Quarantined)
    assert item.error == "no web page: a PDF came"
    assert item.raw.startswith(b"%PDF") and len(item.raw) == 16_384
