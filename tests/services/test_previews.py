"""What a source would bring, shown before anything is saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as live_settings

from tests.replay import ReplayServer
from tests.replay_answers import failing, ok, robots
from tests.services.register_files import Row
from tests.services.sites import article_page, feed_of, serve_register
from tracker.errors import ConfigError
from tracker.models import Document, Issue, Mention, Resource, Run, Source, Statement
from tracker.services.previews import preview_source

STORY = (
    "ANKARA, 18 February 2021. The Republic of Turkey has hired Example Public Affairs LLC, a Washington lobbying "
    "firm, to lobby Congress. The contract is worth $600,000 for one year, according to a filing seen on Thursday."
)
LISTING = '<html><body><nav><a href="/about">About</a></nav><ul>{}</ul></body></html>'
SITEMAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


def unsaved(server: ReplayServer, **options: object) -> Source:
    return Source(
        slug="new", title="New", adapter="news", register="news", base_url=server.url, options=options, min_interval=0.0
    )


@pytest.fixture(autouse=True)
def _nothing_is_stored(db: None) -> object:
    yield
    for model in (Source, Run, Document, Resource, Statement, Mention, Issue):
        assert not model.objects.exists(), model
    temporary = Path(live_settings.RETAINER_VAR_DIR) / "tmp"
    assert list(temporary.glob("*")) == []


def test_a_feed_shows_its_articles_and_the_first_one_read(site: ReplayServer) -> None:
    site.script("/feed.xml", feed_of(site, "deal", "other"))
    site.script("/news/deal", article_page("Turkey hires a firm", "2021-02-18", STORY))
    preview = preview_source(unsaved(site, feeds=["/feed.xml"]))
    (page,) = preview.pages
    assert (page.kind, page.error, page.total) == ("feed", "", 2)
    assert [link.title for link in page.links] == ["deal", "other"]
    article = preview.article
    assert article is not None
    assert (article.title, article.published, article.error) == ("Turkey hires a firm", "2021-02-18", "")
    assert article.text.startswith("ANKARA") and article.length == len(STORY)
    (statement,) = article.statements
    assert statement.client.name == "Republic of Turkey"
    assert statement.value == 600_000


def test_another_article_can_be_chosen(site: ReplayServer) -> None:
    site.script("/feed.xml", feed_of(site, "deal", "other"))
    other = site.script("/news/other", article_page("Other", "2021-02-18", STORY))
    preview = preview_source(unsaved(site, feeds=["/feed.xml"]), article=other)
    assert preview.article is not None and preview.article.title == "Other"
    assert "/news/deal" not in site.paths()
    preview = preview_source(unsaved(site, feeds=["/feed.xml"]), article="http://169.254.169.254/secret")
    assert preview.article is not None and preview.article.url.endswith("/news/deal")


def test_a_selector_shows_which_links_it_takes(site: ReplayServer) -> None:
    site.script("/", ok(LISTING.format('<li class="t"><a href="/news/deal">A deal</a></li>').encode()))
    site.script("/news/deal", article_page("Deal", "2021-02-18", STORY))
    preview = preview_source(unsaved(site, listings=["/"], link_selector="li.t a"))
    assert [(link.url, link.title) for link in preview.pages[0].links] == [(f"{site.url}/news/deal", "A deal")]
    empty = preview_source(unsaved(site, listings=["/"], link_selector="h2 a"))
    assert (empty.pages[0].links, empty.article) == ([], None)
    wrong = preview_source(unsaved(site, listings=["/"], link_selector="li..t"))
    assert "link_selector" in wrong.pages[0].error


def test_a_sitemap_index_is_followed(site: ReplayServer) -> None:
    xml = "application/xml"
    site.script("/s.xml", ok(INDEX.format(f"<sitemap><loc>{site.url}/s1.xml</loc></sitemap>").encode(), xml))
    site.script("/s1.xml", ok(SITEMAP.format(f"<url><loc>{site.url}/news/deal</loc></url>").encode(), xml))
    site.script("/news/deal", article_page("Deal", "2021-02-18", STORY))
    preview = preview_source(unsaved(site, sitemaps=["/s.xml"]))
    assert [page.kind for page in preview.pages] == ["sitemap", "sitemap"]
    assert preview.article is not None and preview.article.title == "Deal"


def test_failures_are_told_where_they_happen(site: ReplayServer) -> None:
    site.script("/robots.txt", robots("User-agent: *\nDisallow: /closed"))
    site.script("/gone.xml", failing(404))
    site.script("/page", ok(b"<html><body>no feed</body></html>"))
    site.script("/feed.xml", feed_of(site, "wall"))
    site.script("/news/wall", ok(b"<html><head><title>Just a moment...</title></head><body>Wait</body></html>"))
    preview = preview_source(unsaved(site, feeds=["/gone.xml", "/page", "/closed.xml", "/feed.xml"]))
    errors = [page.error for page in preview.pages]
    assert "404" in errors[0]
    assert "HTML page" in errors[1]
    assert "robots.txt" in errors[2]
    assert errors[3] == ""
    assert preview.article is not None and "bot wall" in preview.article.error


def test_a_register_shows_its_first_rows(site: ReplayServer) -> None:
    serve_register(site, [Row("Republic of Turkey", "02/16/2021"), Row("State of Qatar", "03/01/2021")])
    source = unsaved(site, expect_rows=[1, 10], expect_registrants=[1, 10])
    source.adapter = source.register = "us-fara"
    preview = preview_source(source)
    registrants, principals = preview.pages
    assert [name.name for name in registrants.registrants] == ["Example Public Affairs LLC"]
    assert [row.client.name for row in principals.statements] == ["Republic of Turkey", "State of Qatar"]


def test_a_source_without_configuration_is_an_error(site: ReplayServer) -> None:
    with pytest.raises(ConfigError, match="feeds"):
        preview_source(unsaved(site))
