"""``manage.py capture``: a sample of a source, as its golden test wants it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.replay import ReplayServer
from tests.replay_answers import failing
from tests.services.sites import article_page, feed_of, news_at
from tests.sources import test_golden
from tracker.models import Document, Resource, Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Settings) -> Iterator[ReplayServer]:
    settings.RETAINER_ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with ReplayServer() as server:
        yield server


def capture(*arguments: Any, folder: Path) -> str:
    out = io.StringIO()
    call_command("capture", *map(str, arguments), "--dir", str(folder), stdout=out)
    return out.getvalue()


def test_a_page_is_saved_with_what_its_test_needs(site: ReplayServer, tmp_path: Path) -> None:
    news_at(site)
    url = site.script("/feed.xml", feed_of(site, "deal"))
    said = capture(url, "daily-news", "daily.rss", folder=tmp_path)
    sample = tmp_path / "news" / "daily.rss"
    assert sample.read_bytes() == feed_of(site, "deal").body
    golden = json.loads((tmp_path / "news" / "daily.rss.golden.json").read_text())
    assert (golden["read"], golden["url"], golden["records"]) == (False, url, None)
    assert golden["base_url"] == site.url and golden["options"]["feeds"]
    assert "daily.rss" in said and "golden" in said
    assert not Run.objects.exists() and not Document.objects.exists() and not Resource.objects.exists()

    # The golden test reads the sample as the page that it is.
    records = test_golden.read_sample(sample, golden)
    assert [record["is"] for record in records] == ["Follow"]


def test_an_adapter_may_be_named_for_a_source(site: ReplayServer, tmp_path: Path) -> None:
    url = site.script("/deal", article_page("Ankara hires", "2021-02-18", "Some text."))
    capture(url, "news", "deal.html", folder=tmp_path)
    assert (tmp_path / "news" / "deal.html").exists()


def test_nothing_is_written_over_unasked(site: ReplayServer, tmp_path: Path) -> None:
    news_at(site)
    url = site.script("/feed.xml", feed_of(site, "deal"))
    capture(url, "daily-news", "daily.rss", folder=tmp_path)
    site.script("/feed.xml", feed_of(site, "other"))
    with pytest.raises(CommandError, match="there already"):
        capture(url, "daily-news", "daily.rss", folder=tmp_path)
    assert site.paths().count("/feed.xml") == 1
    capture(url, "daily-news", "daily.rss", "--replace", folder=tmp_path)
    assert b"other" in (tmp_path / "news" / "daily.rss").read_bytes()


@pytest.mark.parametrize(
    ("slug", "name", "why"),
    [
        ("daily-news", "daily.pdf", "cannot tell what page"),
        ("daily-news", "../daily.rss", "without a folder"),
        ("daily-news", ".rss", "without a folder"),
        ("nothing", "daily.rss", "no source is called"),
    ],
)
def test_mistakes_are_told_before_anything_is_fetched(
    site: ReplayServer, tmp_path: Path, slug: str, name: str, why: str
) -> None:
    news_at(site)
    with pytest.raises(CommandError, match=why):
        capture(f"{site.url}/feed.xml", slug, name, folder=tmp_path)
    assert site.paths() == []
    assert list(tmp_path.iterdir()) == []


def test_a_failure_to_fetch_is_told(site: ReplayServer, tmp_path: Path) -> None:
    news_at(site)
    with pytest.raises(CommandError, match="404"):
        capture(site.script("/gone.xml", failing(404)), "daily-news", "gone.xml", folder=tmp_path)
    assert not (tmp_path / "news").exists()
