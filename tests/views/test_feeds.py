"""The Atom feed of a filter: an entry for each change, with an id that stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import feedparser
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import list_principal, make_file, tell, tell_story
from tracker.models import Change, Contract

pytestmark = pytest.mark.django_db


def fetch(client: Client, query: str = "") -> Any:
    response = client.get(f"/contracts.atom{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    return feed


def end_one(name: str = "Lima Board") -> Contract:
    row = {"number": "12", "country": "PE"}
    tell(make_file(), list_principal(name, "Quiet LLP", **row))  # type: ignore[arg-type]
    ended = list_principal(name, "Quiet LLP", ended=date(2025, 4, 1), **row)  # type: ignore[arg-type]
    return tell(make_file(day="2025-04-11"), ended)[0]


def test_each_change_is_an_entry_newest_first(client: Client) -> None:
    contract = end_one()
    feed = fetch(client)
    assert [entry.title for entry in feed.entries] == [
        "Terminated: Lima Board → Quiet LLP",
        "New contract: Lima Board → Quiet LLP",
    ]
    newest = feed.entries[0]
    assert newest.link == f"http://testserver{contract.get_absolute_url()}"
    assert "Status: active → terminated" in newest.summary
    assert "Deregistered: 2025-04-01" in newest.summary
    assert newest.id == f"urn:retainer:change:{Change.objects.get(kind='terminated').identity}"
    assert len({entry.id for entry in feed.entries}) == 2


def test_the_filter_is_that_of_the_list(client: Client) -> None:
    end_one()
    tell_story()
    titles = [entry.title for entry in fetch(client, "?country=PE&sort=client&utm_source=x").entries]
    assert titles
    assert all("Lima Board" in title for title in titles)
    feed = fetch(client, "?country=PE")
    assert feed.feed.title == "Lobbying contracts – Client’s country: Peru"
    assert feed.feed.link == "http://testserver/contracts/?country=PE"
    assert fetch(client, "?country=JP").entries == []


def test_what_only_a_better_reader_changed_is_no_news(client: Client) -> None:
    end_one()
    Change.objects.filter(kind="terminated").update(kind="reparsed")
    assert [entry.title[:3] for entry in fetch(client).entries] == ["New"]


def test_an_unchanged_feed_is_not_sent_again(client: Client) -> None:
    end_one()
    etag = client.get("/contracts.atom")["ETag"]
    again = client.get("/contracts.atom", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    end_one("Cusco Board")
    assert client.get("/contracts.atom", headers={"If-None-Match": etag}).status_code == 200


def test_a_filter_that_cannot_be_read_is_refused_in_words(client: Client) -> None:
    response = client.get("/contracts.atom?colour=red")
    assert response.status_code == 400
    assert "no filter called “colour”" in response.content.decode()
    assert client.get("/contracts.atom?after=2021-01-01~5").status_code == 400


def test_names_that_xml_cannot_hold_do_not_break_the_feed(client: Client) -> None:
    contract = end_one("Lima <b>& Sons")
    contract.client.name = "Lima\x08 <b>&\x0c Sons"
    contract.client.save()
    assert fetch(client).entries[0].title.startswith("Terminated: Lima\ufffd")


def test_queries_do_not_grow_with_entries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    end_one()
    with django_assert_num_queries(1):
        client.get("/contracts.atom?country=PE")
    for number in range(5):
        end_one(f"Board {number}")
    with django_assert_num_queries(1):
        client.get("/contracts.atom?country=PE")


def test_pages_tell_browsers_of_the_feed(client: Client) -> None:
    end_one()
    html = client.get("/contracts/?country=PE").content.decode()
    assert html.count('href="/contracts.atom?country=PE"') == 2
