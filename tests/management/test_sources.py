"""``manage.py sources``: listed, switched, checked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_celery_beat.models import PeriodicTask
from pytest_django import Settings

from tests.replay import ReplayServer
from tests.replay_answers import failing
from tests.services.sites import article_page, feed_of, news_at
from tracker.models import Document, Run, Source
from tracker.services.schedules import ensure_schedule
from tracker.services.seeding import seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Settings) -> Iterator[ReplayServer]:
    settings.RETAINER_ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with ReplayServer() as server:
        yield server


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("sources", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def row_of(slug: str) -> str:
    return next(line for line in run()[0].splitlines() if line.startswith(slug))


def test_sources_are_listed_with_their_state() -> None:
    seed()
    assert "paused" in row_of("us-fara") and "never" in row_of("us-fara") and "US foreign agents" in row_of("us-fara")
    assert "editors" not in run()[0]
    now = timezone.now()
    Source.objects.filter(slug="us-fara").update(last_state="ok", last_success_at=now - timedelta(hours=2, minutes=5))
    assert "ok" in row_of("us-fara") and "2 hours ago" in row_of("us-fara")


def test_without_sources_it_says_what_to_do() -> None:
    assert "manage.py seed" in run("list")[0]


def test_a_source_is_switched_on_and_paused_with_its_schedule() -> None:
    said, _ = run("enable", "us-fara")
    source = Source.objects.get(slug="us-fara")
    task = PeriodicTask.objects.get(name="Poll us-fara")
    assert (source.enabled, task.enabled) == (True, True)
    assert "manage.py poll us-fara" in said
    task.last_run_at = timezone.now() - timedelta(hours=1)
    task.save()
    assert "in 299 min" in row_of("us-fara") or "in 300 min" in row_of("us-fara")
    said, _ = run("pause", "us-fara")
    source.refresh_from_db()
    task.refresh_from_db()
    assert (source.enabled, task.enabled) == (False, False)
    run("pause", "us-fara")
    assert not Source.objects.get(slug="us-fara").enabled
    assert source.history.count() >= 2


@pytest.mark.parametrize(
    ("arguments", "why"),
    [(("enable", "nothing"), "no source is called"), (("pause", "nothing"), "no source is called"),
     (("enable", "editors"), "never polled")],
)  # fmt: skip
def test_mistakes_are_told(arguments: tuple[str, ...], why: str) -> None:
    seed()
    with pytest.raises(CommandError, match=why):
        run(*arguments)


def test_a_check_reads_the_first_pages_and_stores_nothing(site: ReplayServer) -> None:
    source = news_at(site)
    ensure_schedule(source)
    site.script("/feed.xml", feed_of(site, "deal", "other"))
    site.script("/news/deal", article_page("Ankara hires", "2021-02-18", "A long enough text of an article. " * 5))
    said, _ = run("check", "daily-news")
    assert "feed, 2 articles" in said and "169 characters, 0 contracts" in said
    assert run("check")[0] == said
    assert not Run.objects.exists() and not Document.objects.exists()


def test_a_check_that_fails_says_where_and_fails(site: ReplayServer) -> None:
    news_at(site)
    empty = Source.objects.create(slug="empty", title="Empty", adapter="news", register="news", base_url=site.url)
    site.script("/feed.xml", failing(404))
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match=f"not in order: daily-news, {empty.slug}"):
        call_command("sources", "check", stdout=out, stderr=err)
    assert "404" in err.getvalue() and "one of feeds, sitemaps, listings" in err.getvalue()
