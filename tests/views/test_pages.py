"""Front page, sources, documents, about, errors; and what every page promises."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories import make_article, make_contract, make_file, make_source, report, tell, tell_story
from tests.views.reading import fill, read, words
from tracker.models import Contract, Issue, Source, Statement

pytestmark = pytest.mark.django_db


# -- Front page --------------------------------------------------------------------------------------------


def test_an_empty_front_page_says_what_to_do(client: Client) -> None:
    text = words(read(client, "/"))
    assert "Nothing here yet" in text
    assert "make run" in text
    assert "manage.py sources enable us-fara" in text


def test_the_front_page_tells_what_is_new_and_what_changed(client: Client) -> None:
    tell_story()
    text = words(read(client, "/"))
    assert "1 contracts" not in text
    assert "Newest contracts" in text
    assert "Renewed" in text
    assert "$750,000 total → $1,500,000 total" in text
    assert "Press 1 $2,250,000" in text


def test_figures_lead_to_their_rows(client: Client) -> None:
    tell_story()
    make_contract()
    page = read(client, "/")
    links = {str(link["href"]) for link in page.select('main a[href*="/contracts/?"]')}
    assert links
    for link in links:
        assert client.get(link).status_code == 200, link
    figure = page.select_one('a[href="/contracts/?disclosed=news&currency=USD&subcontract=no"]')
    assert figure is not None
    assert f"{figure.text} contract" in words(read(client, str(figure["href"])))


def test_quarantined_rows_are_admitted(client: Client) -> None:
    make_contract()
    Issue.objects.create(identity="1", source=make_source(), error="no date")
    assert "1 row could not be read" in words(read(client, "/"))


def test_the_number_of_queries_of_the_front_page_is_fixed(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(12)
    tell_story()
    with django_assert_max_num_queries(24):
        client.get("/")
    fill(40)
    with django_assert_max_num_queries(24):
        client.get("/")


# -- Sources -----------------------------------------------------------------------------------------------


def test_sources_are_shown_and_given_to_machines(client: Client) -> None:
    make_source(last_state="ok", last_success_at=datetime(2025, 4, 10, 6, tzinfo=UTC))
    text = words(read(client, "/sources/"))
    assert "US foreign agents (FARA)" in text
    assert "10 Apr 2025, 06:00 UTC" in text
    (source,) = json.loads(client.get("/sources.json").content)["sources"]
    assert source["slug"] == "us-fara"
    assert source["state"] == "ok"
    assert source["last_success_at"] == "2025-04-10T06:00:00+00:00"
    assert source["last_change_at"] is None


def test_every_page_names_its_sources_their_notices_and_whom_to_write_to(client: Client, settings: Settings) -> None:
    settings.RETAINER_CONTACT_EMAIL = "desk@tracker.example"
    make_source(notice="The Senate does not vouch for this.", last_success_at=datetime(2025, 4, 10, tzinfo=UTC))
    contract = tell_story()
    Source.objects.filter(slug="us-fara").update(notice="The Senate does not vouch for this.")
    urls = ["/", "/contracts/", contract.get_absolute_url(), contract.firm.get_absolute_url(), "/parties/", "/sources/"]
    for url in [*urls, "/about/", "/documents/1/"]:
        footer = words(BeautifulSoup(client.get(url).content, "html.parser").footer)
        assert "US foreign agents (FARA)" in footer
        assert "The Senate does not vouch for this." in footer
        assert "desk@tracker.example" in footer


# -- Documents ---------------------------------------------------------------------------------------------


def test_a_document_shows_its_metadata_and_passages(client: Client) -> None:
    contract = tell_story()
    statement = Statement.objects.get(act="renewal")
    document = statement.last_document
    assert document is not None
    page = read(client, f"/documents/{document.pk}/")
    text = words(page)
    assert document.sha256 in text
    assert "Ankara renews" in text
    assert "24 Sep 2021" in text
    assert page.select_one(f'a[href="{document.url}"]') is not None
    assert page.select_one(f'a[href="{contract.get_absolute_url()}"]') is not None
    assert "$1.5 million" in [mark.text for mark in page.select("mark")]


def test_an_article_from_which_nothing_was_published_is_for_staff(client: Client) -> None:
    document = make_article("Secret plans.")
    contract = tell(document, report("Alpha Board", "Beta Strategies", document=document))[0]
    Statement.objects.update(state=Statement.State.REVIEW)
    read(client, f"/documents/{document.pk}/", 404)
    client.force_login(User.objects.create_user("ada", is_staff=True))
    read(client, f"/documents/{document.pk}/")
    assert contract.pk


def test_the_whole_text_is_for_staff_who_may_see_documents(client: Client) -> None:
    tell_story()
    document = Statement.objects.filter(kind="news").order_by("pk").first().last_document  # type: ignore[union-attr]
    assert document is not None
    url = f"/documents/{document.pk}/"
    assert "about the weather" not in words(read(client, url))
    helper = User.objects.create_user("helper", is_staff=True)
    client.force_login(helper)
    assert "about the weather" not in words(read(client, url))
    client.force_login(User.objects.create_superuser("boss"))
    text = read(client, url).select_one(".whole-text")
    assert text is not None
    assert text.text == document.text
    assert {"$750,000", "six months", "strategic advice and outreach"} <= {mark.text for mark in text.select("mark")}


def test_a_large_document_is_shown_in_pages(client: Client) -> None:
    contracts = fill(60)
    statement = Statement.objects.select_related("last_document").first()
    assert statement is not None
    page = read(client, f"/documents/{statement.last_document_id}/")
    following = page.select_one("a[rel=next]")
    assert following is not None
    assert len(page.select(".statement")) == 50
    rest = read(client, f"/documents/{statement.last_document_id}/{following['href']}")
    assert len(rest.select(".statement")) == len(contracts) - 50
    read(client, f"/documents/{statement.last_document_id}/?after=x", 404)


def test_a_bulk_file_that_was_read_offline_has_no_link(client: Client) -> None:
    document = make_file()
    page = read(client, f"/documents/{document.pk}/")
    assert page.select('a[href^="file:"]') == []
    assert "read from a bulk file" in words(page)


# -- Promises of every page --------------------------------------------------------------------------------


def _all_urls(contract: Contract) -> list[str]:
    return [
        "/",
        "/contracts/",
        "/contracts/?sort=-value&country=TR",
        "/contracts/?colour=red",
        contract.get_absolute_url(),
        "/parties/",
        contract.client.get_absolute_url(),
        "/documents/1/",
        "/sources/",
        "/about/",
        "/nowhere/",
    ]


def test_pages_keep_the_content_policy(client: Client) -> None:
    for url in _all_urls(tell_story()):
        response = client.get(url)
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        page = BeautifulSoup(response.content, "html.parser")
        assert page.select("style, [style]") == [], url
        assert [script for script in page.select("script") if not script.get("src") or script.text.strip()] == []
        handlers = [name for tag in page.find_all(True) for name in tag.attrs if name.startswith(("on", "hx-on"))]
        assert handlers == [], url
        links = page.select("link[href], script[src], img[src]")
        away = [link for link in links if str(link.get("href") or link.get("src")).startswith(("http", "//"))]
        assert [link for link in away if link.get("rel") != ["canonical"]] == [], url


def test_pages_have_one_heading_a_title_a_language_and_a_way_past_the_navigation(client: Client) -> None:
    for url in _all_urls(tell_story()):
        page = BeautifulSoup(client.get(url).content, "html.parser")
        assert len(page.select("h1")) == 1, url
        assert page.html is not None
        assert page.html["lang"] == "en"
        assert page.title is not None
        assert page.title.text.endswith("Retainer")
        first = page.select_one("body a")
        assert first is not None
        assert first["href"] == "#main"
        assert page.select_one("main#main") is not None
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), url


def test_pages_take_no_writing(client: Client) -> None:
    contract = tell_story()
    for url in ("/", "/contracts/", contract.get_absolute_url(), "/contracts.csv", "/parties/", "/sources.json"):
        assert client.post(url).status_code == 405
        assert client.head(url).status_code == 200


def test_readers_get_no_cookie(client: Client) -> None:
    for url in _all_urls(tell_story()):
        assert not client.get(url).cookies, url


def test_robots_and_icon(client: Client) -> None:
    assert b"Disallow: /admin/" in client.get("/robots.txt").content
    assert client.get("/favicon.ico")["Location"].endswith("tracker/icon.svg")


# -- Errors ------------------------------------------------------------------------------------------------


def test_an_unknown_page_leads_on(client: Client) -> None:
    page = read(client, "/nowhere/", 404)
    assert page.select_one('main a[href="/contracts/"]') is not None


def test_a_broken_page_is_plain_and_needs_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down() -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr("tracker.views.pages.load_freshness", break_down)
    client.raise_request_exception = False
    response = client.get("/sources/")
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content
    assert b"database is away" not in response.content
