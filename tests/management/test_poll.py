"""``manage.py poll``: what it prints, and what a dry run leaves alone."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.replay import ReplayServer
from tests.replay_answers import failing
from tests.services.register_files import Row
from tests.services.sites import PRINCIPALS, article_page, feed_of, news_at, register_at, serve_register
from tracker.models import Contract, Document, Resource, Run
from tracker.services.fetch import make_leases

pytestmark = pytest.mark.django_db

ANKARA = Row("Republic of Turkey", "02/16/2021")


@pytest.fixture
def site(settings: object) -> object:
    settings.RETAINER_ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]  # type: ignore[attr-defined]
    with ReplayServer() as server:
        yield server


def poll(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("poll", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_poll_says_what_it_did_and_when_nothing_changed(site: ReplayServer) -> None:
    serve_register(site, [ANKARA])
    register_at(site)
    assert "us-fara: ok – 2 rows read, 2 new, 0 quarantined" in poll("us-fara")[0]
    assert "Nothing changed." in poll("us-fara")[0]


def test_all_polls_every_enabled_source(site: ReplayServer) -> None:
    serve_register(site, [ANKARA])
    register_at(site)
    site.script("/feed.xml", feed_of(site))
    news_at(site)
    out, _ = poll("--all")
    assert "us-fara: ok" in out
    assert "daily-news: ok" in out
    assert set(Run.objects.values_list("source__slug", flat=True)) == {"us-fara", "daily-news"}
    assert Contract.objects.count() == 1


def test_a_dry_run_shows_and_stores_nothing(site: ReplayServer) -> None:
    site.script("/feed.xml", feed_of(site, "one"))
    text = ["The Embassy of Jordan has hired Acme Strategies LLC, a lobbying firm, for $50,000 a month."] + [
        "More of this story."
    ] * 6
    site.script("/news/one", article_page("Jordan hires a firm", "2021-02-18", *text))
    news_at(site)
    out, _ = poll("daily-news", "--dry-run")
    assert "Jordan hires a firm (2021-02-18)" in out
    assert "Acme Strategies LLC" in out
    assert "Nothing was stored." in out
    assert not Run.objects.exists()
    assert not Document.objects.exists()
    assert not Resource.objects.exists()


def test_what_went_wrong_is_said(site: ReplayServer) -> None:
    serve_register(site, [ANKARA])
    site.script(PRINCIPALS, failing(404))
    register_at(site)
    assert "404" in poll("us-fara")[1]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [((), "Say which source"), (("us-fara", "--all"), "Say which source"), (("us-farra",), "no source is called")],
)
def test_wrong_words_get_a_sentence(arguments: tuple[str, ...], text: str) -> None:
    with pytest.raises(CommandError, match=text):
        poll(*arguments)


def test_a_source_that_is_being_polled_is_left_alone(site: ReplayServer) -> None:
    register_at(site)
    with make_leases().lease("source:us-fara"), pytest.raises(CommandError, match="failed: us-fara"):
        poll("us-fara")
