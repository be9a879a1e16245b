"""Articles that editors paste: archived, read, and nothing counts until a person accepts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from tests.replay import ReplayServer
from tests.replay_answers import failing, ok, redirect, robots
from tests.services.register_files import Register, Row
from tests.services.sites import article_page, feed_of, news_at
from tracker import tasks
from tracker.models import Contract, Document, PartyName, ReviewItem, Run, Statement
from tracker.models.sources import EDITORS_SLUG
from tracker.services import pasting
from tracker.services.decisions import accept_statements, reject_statements
from tracker.services.pasting import PasteError, read_text, read_url
from tracker.services.polling import poll
from tracker.services.reparsing import reparse_source
from tracker.services.seeding import ensure_editors

STORY = (
    "ANKARA, 18 February 2021. The Republic of Turkey has hired Example Public Affairs LLC, a Washington lobbying "
    "firm, to lobby Congress. The contract is worth $600,000 for one year, according to a filing seen on Thursday."
)
ANKARA = Row("Republic of Turkey", "02/16/2021")


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("editor")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasting, "POLITENESS", replace(pasting.POLITENESS, interval=0.0))


def counts() -> dict[str, int]:
    models = (Document, Statement, Contract, ReviewItem, PartyName)
    return {model.__name__: model.objects.count() for model in models}


# -- Text --------------------------------------------------------------------------------------------------


def test_a_text_comes_up_for_review_and_counts_when_it_is_accepted(editor: User, register: Register) -> None:
    register.read("2025-04-01", [ANKARA])
    pasted = read_text(STORY, editor, title="Turkey hires a firm", published="2021-02-18")
    (statement,) = pasted.statements
    assert pasted.is_new and pasted.document.source.slug == EDITORS_SLUG
    assert pasted.document.url.startswith("text:")
    assert (pasted.document.title, pasted.document.published) == ("Turkey hires a firm", "2021-02-18")
    assert (statement.state, statement.contract, statement.author) == ("review", None, editor)
    assert statement.posted_on == date(2021, 2, 18)
    for quotes in statement.evidence.values():
        assert all(pasted.document.text[q["start"] : q["end"]] == q["quote"] for q in quotes)
    (item,) = ReviewItem.objects.filter(state="open")
    assert item.statement == statement
    assert Contract.objects.get().statement_count == 1

    (contract,) = accept_statements([statement.pk], editor)
    assert (contract.value, contract.statement_count) == (600_000, 2)
    (run,) = Run.objects.filter(trigger="paste")
    assert (run.state, run.new, run.fetched) == ("ok", 1, 1)


def test_the_same_text_twice_changes_nothing(editor: User) -> None:
    first = read_text(STORY, editor, published="2021-02-18")
    accept_statements([first.statements[0].pk], editor)
    before = counts()
    again = read_text(f"  {STORY}\r\n", editor, published="2021-02-18")
    assert (again.document, again.is_new) == (first.document, False)
    assert [(row.pk, row.state) for row in again.statements] == [(first.statements[0].pk, "accepted")]
    assert counts() == before


def test_another_date_is_another_reading_of_the_same_article(editor: User) -> None:
    text = STORY.replace("ANKARA, 18 February 2021. ", "").replace("hired", "last month hired")
    read_text(text, editor, published="2021-03-18")
    again = read_text(text, editor, published="2022-05-18")
    assert Document.objects.count() == Statement.objects.count() == 1
    assert again.statements[0].posted_on == date(2022, 5, 18)


def test_a_text_without_a_contract_says_so(editor: User) -> None:
    pasted = read_text("The weather was fine in Ankara on Thursday, and nothing else happened at all.", editor)
    assert pasted.statements == []
    assert not ReviewItem.objects.exists()


@pytest.mark.parametrize(
    ("text", "published", "why"),
    [("  \n ", "", "no text"), (STORY, "18 Feb", "YYYY-MM-DD"), ("x" * 400_001, "", "longer than")],
)
def test_what_cannot_be_read_is_explained(editor: User, text: str, published: str, why: str) -> None:
    with pytest.raises(PasteError, match=why):
        read_text(text, editor, published=published)
    assert not Document.objects.exists()


def test_reparsing_pasted_articles_keeps_them_in_review(editor: User) -> None:
    (statement,) = read_text(STORY, editor, published="2021-02-18").statements
    run = reparse_source(ensure_editors())
    assert run.state == "ok"
    statement.refresh_from_db()
    assert statement.state == "review"
    reject_statements([statement.pk], editor)
    reparse_source(ensure_editors())
    statement.refresh_from_db()
    assert statement.state == "rejected"
    assert not Contract.objects.published().exists()


def test_a_reading_that_was_cut_off_is_finished_by_the_sweep(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pasting, "ingest_document", lambda *args, **options: None)
        with pytest.raises(PasteError):
            read_text(STORY, editor, published="2021-02-18")
    run = Run.objects.get()
    Run.objects.filter(pk=run.pk).update(state="running", phase="parse", finished_at=None)
    tasks.parse_run(run.pk)
    run.refresh_from_db()
    assert run.state != "running"
    assert Statement.objects.get().state == "review"


# -- Addresses ---------------------------------------------------------------------------------------------


def test_an_address_is_fetched_archived_and_read_once(site: ReplayServer, editor: User) -> None:
    url = site.script("/news/deal", article_page("Turkey hires a firm", "2021-02-18", STORY))
    pasted = read_url(f"{url}?utm_source=mail#top", editor)
    assert (pasted.document.url, pasted.document.title) == (url, "Turkey hires a firm")
    assert pasted.statements[0].state == "review"
    before = counts()
    again = read_url(url, editor)
    assert (again.document, again.is_new, again.statements) == (pasted.document, False, pasted.statements)
    assert site.paths().count("/news/deal") == 1
    read_url(url, editor, refetch=True)
    assert site.paths().count("/news/deal") == 2
    assert counts() == before


def test_a_page_that_was_rewritten_is_read_anew(site: ReplayServer, editor: User) -> None:
    url = site.script("/news/deal", article_page("Deal", "2021-02-18", STORY))
    read_url(url, editor)
    site.script("/news/deal", article_page("Deal", "2021-02-18", STORY.replace("$600,000", "$700,000")))
    pasted = read_url(url, editor, refetch=True)
    assert pasted.is_new
    assert [row.value for row in pasted.statements] == [700_000]
    assert Statement.objects.count() == 1


def test_redirects_lead_to_the_article_that_is_known(site: ReplayServer, editor: User) -> None:
    url = site.script("/news/deal", article_page("Deal", "2021-02-18", STORY))
    read_url(url, editor)
    again = read_url(site.script("/short", redirect("/news/deal")), editor)
    assert (again.document.url, again.is_new) == (url, False)
    assert Document.objects.count() == 1


def test_an_article_of_a_polled_site_is_not_filed_twice(site: ReplayServer, editor: User) -> None:
    site.script("/feed.xml", feed_of(site, "deal"))
    url = site.script("/news/deal", article_page("Deal", "2021-02-18", STORY))
    news_at(site)
    poll("daily-news", Run.Trigger.COMMAND)
    before = counts()
    pasted = read_url(url, editor)
    assert (pasted.document.source.slug, pasted.is_new) == ("daily-news", False)
    assert [row.state for row in pasted.statements] == ["published"]
    assert counts() == before
    with pytest.raises(PasteError, match="Daily News fetches this article itself"):
        read_url(url, editor, refetch=True)


def test_an_article_that_was_pasted_first_is_not_polled_afterwards(site: ReplayServer, editor: User) -> None:
    site.script("/feed.xml", feed_of(site, "deal", "other"))
    url = site.script("/news/deal", article_page("Deal", "2021-02-18", STORY))
    site.script("/news/other", article_page("Other", "2021-02-19", STORY.replace("Turkey", "Peru")))
    (statement,) = read_url(url, editor).statements
    reject_statements([statement.pk], editor)
    news_at(site)
    poll("daily-news", Run.Trigger.COMMAND)
    assert site.paths().count("/news/deal") == 1
    assert site.paths().count("/news/other") == 1
    assert [contract.client.name for contract in Contract.objects.published()] == ["Republic of Peru"]


def test_a_known_article_is_read_again_when_names_became_known(
    site: ReplayServer, editor: User, register: Register
) -> None:
    url = site.script("/news/deal", article_page("Deal", "2021-02-18", STORY))
    document = read_url(url, editor).document
    before = document.names_read
    register.read("2025-04-01", [ANKARA])
    Document.objects.filter(pk=document.pk).update(names_read=before)
    read_url(url, editor)
    document.refresh_from_db()
    assert document.names_read > before
    assert Statement.objects.get(kind="news").state == "review"


def test_what_is_not_given_to_us_is_explained(site: ReplayServer, editor: User) -> None:
    cases = [
        ("/gone", failing(404), "could not be fetched"),
        ("/wall", failing(403), "does not give this page to programs.*paste that instead"),
        ("/empty", ok(b"<html><body><p>Hi</p></body></html>"), "No article could be read there"),
        ("/image", ok(b"\x89PNG", "image/png"), "could not be fetched"),
    ]
    for path, answer, why in cases:
        with pytest.raises(PasteError, match=why):
            read_url(site.script(path, answer), editor)
    with pytest.raises(PasteError, match="no web address"):
        read_url("ftp://example.org/x", editor)
    assert not Statement.objects.exists()


def test_robots_are_obeyed(site: ReplayServer, editor: User) -> None:
    site.script("/robots.txt", robots("User-agent: *\nDisallow: /news/"))
    url = site.script("/news/deal", article_page("Deal", "2021-02-18", STORY))
    with pytest.raises(PasteError, match=r"robots\.txt"):
        read_url(url, editor)
    assert "/news/deal" not in site.paths()


def test_private_addresses_are_refused(site: ReplayServer, editor: User, settings: Settings) -> None:
    settings.RETAINER_ALLOWED_PRIVATE_HOSTS = []
    url = site.script("/news/deal", article_page("Deal", "2021-02-18", STORY))
    with pytest.raises(PasteError, match="not on the public internet"):
        read_url(url, editor)
    assert site.paths() == []
