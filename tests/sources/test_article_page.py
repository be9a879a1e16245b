"""Article pages: main text, metadata, encodings, and pages that are no article."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tracker.records import ArticleRecord, PartialDate, Quarantined, Request
from tracker.sources._article_page import read_article
from tracker.sources._language import detect_language
from tracker.sources._page_bytes import decode_page
from tracker.sources._written_dates import read_day, read_day_line, read_url_day

URL = "https://news.example/2021-story"
FIRST = "The ministry of tourism has hired the Washington firm Sample Partners for $25,000 a month, a filing shows."
SECOND = "The contract has a term of twelve months and can be renewed, its lawyers wrote to the Justice Department."
THIRD = "Neither the ministry nor the firm answered questions about what exactly is to be done for the money."
STORY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))
SITE_NAME = "<meta property='og:site_name' content='News'>"
OTHER = "Region of Elsewhere signs for $1.2 million over one year with quite another firm"


def page(body: str, head: str = "<title>Ministry hires a firm</title>", attributes: str = 'lang="en"') -> bytes:
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>".encode()


def read(data: bytes, url: str = URL, **meta: str) -> ArticleRecord:
    record = read_article(data, Request(url=url, page="article", meta=meta))
    assert isinstance(record, ArticleRecord), record
    return record


def refuse(data: bytes) -> str:
    record = read_article(data, Request(url=URL, page="article"))
    assert isinstance(record, Quarantined), record
    return record.error


class TestText:
    @pytest.mark.parametrize(
        "body",
        [
            f"<article>{PARAGRAPHS}</article>",
            f"<main><h1>Ministry hires a firm</h1>{PARAGRAPHS}</main>",
            f"<div class='post has-sidebar'><h1>Ministry hires a firm</h1><div class='entry'>{PARAGRAPHS}</div></div>",
            f"<div><h1>Ministry hires a firm</h1><div id='story'>{FIRST}<br><br>{SECOND}<br/><br/>{THIRD}</div></div>",
            f"<form action='/x.aspx'><h1>Ministry hires a firm</h1>{PARAGRAPHS}</form>",
            f"<table><tr><td>{OTHER}</td><td>{PARAGRAPHS}</td></tr></table>",
            f"<table><tr><td><h1>Ministry hires a firm</h1></td></tr><tr><td>{PARAGRAPHS}</td></tr></table>",
            f"<amp-sidebar><p>{OTHER}</p></amp-sidebar><section>{PARAGRAPHS}</section>",
            f"<article>{PARAGRAPHS}</article><article class='teaser'><h3><a href='/x'>{OTHER}</a></h3></article>",
            f"<article>{PARAGRAPHS}<aside><p>{OTHER}.</p></aside></article>",
            f"<article>{PARAGRAPHS}<div class='related-posts'><p>{OTHER}, as records show.</p></div></article>",
            f"<article><p>{FIRST}</p><p>Read more: <a href='/x'>{OTHER}</a></p><p>{SECOND}</p><p>{THIRD}</p></article>",
            f"<article><p>{FIRST}</p><p><a href='/x'>{OTHER}</a></p><p>{SECOND}</p><p>{THIRD}</p></article>",
            f"<article>{PARAGRAPHS}<ul><li><a href='/x'>{OTHER}</a></li><li><a href='/y'>More</a></li></ul></article>",
            f"<article>{PARAGRAPHS}<figure><img src='x'><figcaption>{OTHER}.</figcaption></figure></article>",
            f"<article>{PARAGRAPHS}</article><div id='comments'>{f'<p>{OTHER}, says a reader.</p>' * 9}</div>",
            f"<article><div class='article-body'><p class='paywall'>{FIRST}</p><p class='paywall'>{SECOND}</p>"
            f"<p class='paywall'>{THIRD}</p></div></article>",
            f"<nav><p>{OTHER}</p></nav><div role='complementary'>{OTHER}</div><article>{PARAGRAPHS}</article>"
            f"<footer>{OTHER}</footer>",
        ],
    )
    def test_the_story_and_nothing_else(self, body: str) -> None:
        assert read(page(body)).text == STORY

    def test_the_body_of_structured_data_stands_in_for_a_page_without_text(self) -> None:
        data = '{"@type": "NewsArticle", "headline": "H", "articleBody": "' + STORY.replace("\n", "\\n") + '"}'
        head = f'<title>H</title><script type="application/ld+json">{data}</script>'
        assert read(page("<div id='app'>Loading</div>", head)).text == STORY

    def test_headings_lists_and_tables_of_the_story_stay(self) -> None:
        inner = "<h2>The terms</h2><ul><li>advice,</li><li>outreach.</li></ul><table><tr><th>Year</th><th>Fee</th></tr>"
        text = read(
            page(f"<article><p>{FIRST}</p>{inner}<tr><td>2021</td><td>$5</td></tr></table><p>{SECOND}</p></article>")
        ).text
        assert text.split("\n\n")[1:-1] == ["The terms", "- advice,", "- outreach.", "Year | Fee", "2021 | $5"]

    def test_a_short_report_is_enough(self) -> None:
        assert read(page(f"<nav>{'<a href=/x>More</a> ' * 200}</nav><article><p>{FIRST}</p></article>")).text == FIRST

    def test_a_page_full_of_markup_is_read_in_reasonable_time(self) -> None:
        head = f"<title>{'a - ' * 20_000}</title>"
        nested = "<div class='related'>" * 200 + "<span>" * 2_000
        started = time.process_time()
        read_article(page(nested + PARAGRAPHS, head), Request(url=URL, page="article"))
        assert time.process_time() - started < 10


class TestMetadata:
    LINKED = '<script type="application/ld+json">{}</script>'

    def head(self, linked: str) -> str:
        return "<title>Window title</title>" + self.LINKED.format(linked)

    def test_structured_data_comes_first(self) -> None:
        linked = (
            '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "No"}, {"@type": ["Thing",'
            '"NewsArticle"], "headline": "Fish &amp; chips", "datePublished": "2021-02-24T23:30:00-05:00",'
            '"dateModified": "2022-01-01", "author": [{"name": "Ann"}, {"@type": "Person", "name": "Bob"}],'
            '"publisher": {"name": "The Sample"}}]}'
        )
        head = self.head(linked) + '<meta property="og:title" content="Other"><meta name="date" content="2020-01-01">'
        record = read(page(PARAGRAPHS, head))
        assert record.title == "Fish & chips"
        assert record.published == PartialDate(2021, 2, 24)
        assert (record.author, record.site) == ("Ann, Bob", "The Sample")

    @pytest.mark.parametrize(
        "linked",
        [
            "{broken",
            "[]",
            "null",
            '{"@type": "NewsArticle", "headline": null, "author": 7, "datePublished": ["x"]}',
            '{"@type": "NewsArticle"' + ', "a": {"b": [' * 300,
        ],
    )
    def test_broken_structured_data_does_no_harm(self, linked: str) -> None:
        assert read(page(PARAGRAPHS, self.head(linked))).title == "Window title"

    def test_structured_data_may_be_wrapped_and_have_raw_line_breaks(self) -> None:
        linked = '<!--\n{"@type":"Article","headline":"Two\nlines","datePublished":"2021-02"}\n//-->'
        record = read(page(PARAGRAPHS, self.head(linked)))
        assert (record.title, record.published) == ("Two lines", PartialDate(2021, 2))

    @pytest.mark.parametrize(
        ("head", "body", "title"),
        [
            ("<title>Story | News</title><meta property='og:title' content='Story | News'>", "", "Story | News"),
            (SITE_NAME + "<meta property='og:title' content='Story | News'>", "", "Story"),
            ("<title>A Story - News</title>", "<h1>A Story</h1>", "A Story"),
            ("<title>News: A Story</title>", "<b>A Story</b>", "A Story"),
            ("<title>A Story – part two – News</title>", "<div>A Story – part two</div>", "A Story – part two"),
            ("", "", ""),
        ],
    )  # fmt: skip
    def test_titles(self, head: str, body: str, title: str) -> None:
        assert read(page(f"{body}<div>{PARAGRAPHS}</div>", head)).title == title

    def test_the_linking_page_knows_what_the_page_does_not(self) -> None:
        record = read(page(PARAGRAPHS, ""), title="From the feed", published="2021-02-18")
        assert (record.title, record.published) == ("From the feed", PartialDate(2021, 2, 18))

    @pytest.mark.parametrize(
        ("head", "body", "expected"),
        [
            ('<meta property="article:published_time" content="2021-02-18T09:00:00Z">', "", "2021-02-18"),
            ('<meta property="article:modified_time" content="2021-02-18">', "", None),
            ('<meta itemprop="datePublished" content="Feb 18, 2021">', "", "2021-02-18"),
            ('<meta name="pubdate" content="20210218T0900">', "", "2021-02-18"),
            ('<meta name="date" content="rubbish"><meta name="dc.date" content="2021">', "", None),
            ("", "<time datetime='2021-02-18'>18 Feb</time>", "2021-02-18"),
            (
                "",
                "<time class='updated' datetime='2022-01-01'>x</time><time datetime='2021-02-18'>x</time>",
                "2021-02-18",
            ),
            ("", "<aside><time datetime='2022-01-01'>x</time></aside>", None),
            ("", "<span itemprop='datePublished'>18 February 2021</span>", "2021-02-18"),
            ("", "<p>Monday, November 23, 2026</p><h1>Ministry hires a firm</h1>", None),
            ("", "<h1>Ministry hires a firm</h1><p>Published: Thursday, Feb. 18, 2021 at 9:30 am</p>", "2021-02-18"),
            ("", "<h1>Ministry hires a firm</h1><p>Updated Feb. 18, 2021</p>", None),
            ("", "<h1>Ministry hires a firm</h1><p>03/04/2021</p>", None),
        ],
    )
    def test_dates(self, head: str, body: str, expected: str | None) -> None:
        data = page(f"{body}<div>{PARAGRAPHS}</div>", f"<title>Ministry hires a firm</title>{head}")
        published = read(data).published
        assert (published.iso if published else None) == expected

    def test_the_page_outranks_the_feed_and_the_feed_the_address(self) -> None:
        dated = page(PARAGRAPHS, '<meta name="pubdate" content="2021-02-18">')
        url = "https://news.example/2021/01/story"
        assert read(dated, url, published="2021-02-19").published == PartialDate(2021, 2, 18)
        assert read(page(PARAGRAPHS), url, published="2021-02-19").published == PartialDate(2021, 2, 19)
        assert read(page(PARAGRAPHS), url).published == PartialDate(2021, 1)

    @pytest.mark.parametrize(
        ("canonical", "expected"),
        [
            ("/2021/other?utm_source=x", "https://news.example/2021/other"),
            ("https://www.news.example/story", "https://www.news.example/story"),
            ("https://syndicate.example/story", URL),
            ("https://news.example/", URL),
            ("", URL),
        ],
    )
    def test_the_canonical_address_counts_on_the_same_host(self, canonical: str, expected: str) -> None:
        assert read(page(PARAGRAPHS, f'<link rel="canonical" href="{canonical}">'), URL + "?fbclid=1").url == expected

    @pytest.mark.parametrize(
        ("head", "author"),
        [
            ("<meta name='author' content='By Ann Writer'>", "Ann Writer"),
            ("<meta property='article:author' content='https://social.example/ann'>", ""),
            ("<meta name='author' content='https://social.example/ann'>", "Bob"),
        ],
    )
    def test_authors(self, head: str, author: str) -> None:
        byline = "<a rel='author' href='/b'>By Bob</a>" if author == "Bob" else ""
        assert read(page(f"{byline}<div>{PARAGRAPHS}</div>", head)).author == author


class TestLanguage:
    def test_the_text_outranks_the_declaration_and_the_site(self) -> None:
        assert read(page(f"<article>{PARAGRAPHS}</article>", attributes='lang="tr"')).language == "en"

    def test_the_declaration_helps_where_the_text_cannot(self) -> None:
        numbers = " ".join(f"Ürün {n} numara {n * 7}." for n in range(20))
        assert read(page(f"<article><p>{numbers}</p></article>", attributes='lang="tr-TR"')).language == "tr"

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            (STORY, "en"),
            (
                "Le ministère a engagé un cabinet de Washington, et la facture est de 25 000 dollars par mois, "
                "selon un document que la société a remis à la justice. Elle ne dit pas ce qui est prévu.",
                "fr",
            ),
            (
                "Das Ministerium hat eine Kanzlei in Washington beauftragt, und die Rechnung ist hoch, wie "
                "aus einem Dokument hervorgeht, das die Firma dem Justizministerium vorgelegt hat.",
                "de",
            ),
            ("Министерство наняло в Вашингтоне фирму на один год.", "ru"),
            ("Міністерство найняло у Вашингтоні фірму на один рік, її послуги коштують дорого.", "uk"),
            ("観光省はワシントンの会社と契約した。", "ja"),
            ("旅游部与华盛顿的一家公司签订了合同。", "zh"),
            ("Too short to tell", ""),
            ("", ""),
            ("12345 67890", ""),
        ],
    )  # fmt: skip
    def test_detection(self, text: str, language: str) -> None:
        assert detect_language(text) == language


class TestNoArticle:
    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "the page is empty"),
            (b"  \n ", "the page is empty"),
            (b"%PDF-1.7 ...", "no web page: a PDF came"),
            (b"\x89PNG\r\n", "no web page: an image came"),
            (b"PK\x03\x04...", "no web page: a ZIP came"),
            (b'{"articles": []}', "no web page: there is no HTML in it"),
            (b"plain text", "no web page: there is no HTML in it"),
            (page("<p>Hello.</p>"), "no article text"),
            (page("<p>Try the search.</p>", "<title>Page not found</title>"), "an error page"),
            (
                page("<p>Checking your browser before accessing the site.</p>", "<title>Just a moment...</title>"),
                "bot wall",
            ),
            (
                page("<p>Please enable JavaScript and cookies to continue, then reload this page in your browser.</p>"),
                "bot wall",
            ),
            (
                page("<h1>Access denied</h1><p>Your request looks like that of a robot. Reference 0.1234.5678.</p>"),
                "bot wall",
            ),
            (page(f"<article><p>{FIRST}</p><p>Subscribe to continue reading.</p></article>"), "paywall"),
        ],
    )
    def test_the_reason_is_told(self, data: bytes, reason: str) -> None:
        assert reason in refuse(data)

    def test_the_words_of_a_wall_do_not_hurt_an_article(self) -> None:
        hint = "<noscript>Please enable JavaScript.</noscript><p>Already a subscriber? Log in to continue.</p>"
        assert read(page(f"<article>{PARAGRAPHS * 3}</article>{hint}")).text.startswith(FIRST)

    def test_a_short_report_on_a_full_page_is_no_wall(self) -> None:
        full = f"<nav>{'<a href=/x>Section of the site</a> ' * 90}</nav><form>Captcha</form>"
        assert read(page(f"{full}<article><p>{FIRST}</p></article>")).text == FIRST

    def test_a_paywall_in_structured_data_is_flagged(self) -> None:
        linked = '{"@type": "NewsArticle", "isAccessibleForFree": "False"}'
        head = f'<script type="application/ld+json">{linked}</script>'
        assert read(page(f"<article>{PARAGRAPHS}</article>", head)).flags == ("paywalled",)


class TestEncodings:
    TEXT = "Zürich’s “fee” – 5 €"

    @pytest.mark.parametrize(
        ("codec", "declared", "header"),
        [
            ("utf-8", "utf-8", ""),
            ("utf-8", "iso-8859-1", "iso-8859-1"),
            ("utf-8", "", ""),
            ("cp1252", "iso-8859-1", ""),
            ("cp1252", "windows-1252", ""),
            ("cp1252", "utf-8", ""),
            ("cp1252", "", "latin-1"),
            ("utf-8-sig", "", ""),
            ("utf-16", "", ""),
        ],
    )
    def test_what_is_declared_and_what_is_real(self, codec: str, declared: str, header: str) -> None:
        head = f'<meta charset="{declared}">' if declared else ""
        data = f"<!DOCTYPE html><html><head>{head}</head><body><p>{self.TEXT}. {STORY}</p></body></html>".encode(codec)
        assert self.TEXT in read(data, charset=header).text

    @pytest.mark.parametrize(
        ("label", "codec", "text"),
        [
            ("iso-8859-9", "cp1254", "Türkiye’nin şirketi"),
            ("shift_jis", "cp932", "観光省は①契約"),
            ("gb2312", "gb18030", "旅游部"),
        ],
    )
    def test_labels_are_read_as_browsers_read_them(self, label: str, codec: str, text: str) -> None:
        assert decode_page(f'<meta charset="{label}">{text}'.encode(codec)).text.endswith(text)

    def test_a_few_broken_bytes_in_utf8_are_no_other_encoding(self) -> None:
        result = decode_page(("ü" * 50).encode() + b"\xff")
        assert result.text == "ü" * 50 + "\ufffd" and result.damaged
        assert read(
            page(f"<article>{PARAGRAPHS}</article>").replace(b"answered", b"\xc3\xbc" * 20 + b"\xff")
        ).flags == ("undecodable_bytes",)

    @pytest.mark.parametrize("label", ["hex", "zip", "undefined", "nonsense", "\x00"])
    def test_a_label_that_is_no_encoding_does_no_harm(self, label: str) -> None:
        assert decode_page(b"caf\xe9 " * 20, label).text.startswith("caf")

    def test_control_characters_become_blanks(self) -> None:
        assert decode_page(b"a\x00b\x0bc").text == "a b c"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-02-18T09:00:00+03:00", "2021-02-18"),
        ("2021-02", "2021-02"),
        ("20210218", "2021-02-18"),
        ("Thu, 18 Feb 2021 09:00:00 GMT", "2021-02-18"),
        ("February 18th, 2021", "2021-02-18"),
        ("18 Feb 2021", "2021-02-18"),
        ("18. Februar 2021", "2021-02-18"),
        ("18 de febrero de 2021", "2021-02-18"),
        ("18 Şubat 2021", "2021-02-18"),
        ("18.02.2021", "2021-02-18"),
        ("18.02.2021 09:30", "2021-02-18"),
        ("2021/02/18", "2021-02-18"),
        ("2021年2月18日", "2021-02-18"),
        ("18/02/2021", "2021-02-18"),
        ("02/18/2021 09:30 PM EST", "2021-02-18"),
        ("03/03/2021", "2021-03-03"),
        ("03/04/2021", None),
        ("2021-13-45", None),
        ("31 February 2021", None),
        ("2021", None),
        ("12345678", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_read_day(text: str, expected: str | None) -> None:
    day = read_day(text)
    assert (day.iso if day else None) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Updated: 18 Feb 2021",
        "It began on 18 Feb 2021",
        "18 Feb 2021 in Ankara",
        "Chapter 2021",
        "5 May",
        "x" * 90 + " 2021",
    ],
)
def test_a_line_with_more_than_a_date_is_none(line: str) -> None:
    assert read_day_line(line) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://n.example/2021/02/18/story", "2021-02-18"),
        ("https://n.example/news/2021/2/story", "2021-02"),
        ("https://n.example/2021-02-18-story", "2021-02-18"),
        ("https://n.example/2021/13/story", None),
        ("https://n.example/1234/56/78/", None),
        ("https://n.example/story-2021", None),
    ],
)
def test_read_url_day(url: str, expected: str | None) -> None:
    day: Any = read_url_day(url)
    assert (day.iso if day else None) == expected
