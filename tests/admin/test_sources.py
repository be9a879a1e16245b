"""Sources in the admin: configured with help, checked by their adapter, previewed, polled, paused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_celery_beat.models import IntervalSchedule, PeriodicTask
from kombu.exceptions import OperationalError

from tests.admin.browsing import read_form, send, told
from tests.admin.world import World
from tests.replay import ReplayServer
from tests.services.sites import article_page, feed_of
from tracker import tasks
from tracker.admin.source_forms import read_option, show_option
from tracker.models import Document, Run, Source, Statement
from tracker.services.schedules import ensure_schedule, find_schedule

LIST = "/admin/tracker/source/"
ADD = f"{LIST}add/?adapter=news"
FORM = "#source_form"
STORY = (
    "ANKARA, 18 February 2021. The Republic of Turkey has hired Example Public Affairs LLC, a Washington lobbying "
    "firm, to lobby Congress. The contract is worth $600,000 for one year, according to a filing seen on Thursday."
)


def url_of(source: Source) -> str:
    return reverse("admin:tracker_source_change", args=[source.pk])


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What would be sent to the broker."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(tasks.poll_source, "delay", lambda *args: calls.append(("poll", *args)))
    monkeypatch.setattr(tasks.reparse_source, "delay", lambda *args: calls.append(("reparse", *args)))
    return calls


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("https://example.org/feed", "https://example.org/feed"),
        ("https://a.example/\n\n https://b.example/ ", ["https://a.example/", "https://b.example/"]),
        ('["1"]', ["1"]),
        ("[12000, 40000]", [12000, 40000]),
        ("30", 30),
        ("true", True),
        ('"30"', "30"),
        (r"/20\d\d/", r"/20\d\d/"),
    ],
)
def test_options_are_typed_plainly(text: str, value: Any) -> None:
    assert read_option(text) == value
    assert read_option(show_option(value)) == value
    assert show_option(["one"]) == "one"


def test_half_a_list_is_an_error() -> None:
    with pytest.raises(ValueError, match="delimiter"):
        read_option("[1, 2")


def test_a_new_source_begins_with_its_adapter(operator: Client) -> None:
    html = operator.get(f"{LIST}add/").content.decode()
    assert "News site (news)" in html and "us-fara" in html
    assert operator.get(f"{LIST}add/?adapter=nothing").status_code == 200
    html = operator.get(ADD).content.decode()
    assert "Addresses of RSS or Atom feeds" in html and "CSS selector of the links" in html


def test_a_site_is_added_paused_with_its_schedule(operator: Client) -> None:
    data = {
        "slug": "daily", "title": "The Daily", "base_url": "https://daily.example",
        "option_feeds": "/feed.xml\n/other.xml", "option_max_articles": "30",
    }  # fmt: skip
    response = send(operator, ADD, FORM, **data)
    assert "was added successfully" in told(response)
    source = Source.objects.get(slug="daily")
    assert (source.adapter, source.register, source.enabled) == ("news", "news", False)
    assert source.options == {"feeds": ["/feed.xml", "/other.xml"], "max_articles": 30}
    task = find_schedule(source)
    assert task is not None and not task.enabled and json.loads(task.kwargs) == {"slug": "daily"}
    assert source.history.first().history_user.username == "one of Operators"

    html = operator.get(url_of(source)).content.decode()
    assert "/feed.xml\n/other.xml" in html and "every hour" in html
    send(operator, url_of(source), FORM, enabled="on", option_feeds="/feed.xml", option_language="en")
    source.refresh_from_db()
    task.refresh_from_db()
    assert source.options == {"feeds": "/feed.xml", "max_articles": 30, "language": "en"}
    assert source.enabled and task.enabled


@pytest.mark.parametrize(
    ("data", "field", "why"),
    [
        ({}, "option_feeds", "one of feeds, sitemaps, listings"),
        ({"option_listings": "/"}, "option_listings", "need link_selector"),
        ({"option_feeds": "/f", "option_max_articles": "many"}, "option_max_articles", "whole number"),
        ({"option_feeds": "/f", "option_article_url_pattern": "(("}, "option_article_url_pattern", "no regular"),
        ({"option_feeds": "[1, 2"}, "option_feeds", "begins like JSON"),
        ({"option_feeds": "[1, 2]"}, "option_feeds", "list of strings"),
        ({"option_feeds": "/f", "slug": "editors"}, "slug", "taken"),
        ({"option_feeds": "/f", "more_options": "[1]"}, "more_options", "object"),
    ],
)
def test_the_adapters_objection_stands_beside_its_field(
    operator: Client, data: dict[str, str], field: str, why: str
) -> None:
    whole = {"slug": "daily", "title": "The Daily", "base_url": "https://daily.example", **data}
    response = send(operator, ADD, FORM, **whole)
    form = response.context["adminform"].form
    assert why in str(form.errors.get(field, [])), form.errors
    assert not Source.objects.filter(slug="daily").exists()


def test_options_that_nobody_describes_are_kept(operator: Client) -> None:
    source = Source.objects.create(
        slug="old", title="Old", adapter="news", register="news", base_url="https://old.example",
        options={"feeds": ["/f"], "retired_key": {"a": 1}},
    )  # fmt: skip
    send(operator, url_of(source), FORM, title="Older")
    source.refresh_from_db()
    assert (source.title, source.options) == ("Older", {"feeds": "/f", "retired_key": {"a": 1}})


def test_slug_and_adapter_stay(world: World, operator: Client) -> None:
    data = read_form(operator.get(url_of(world.source)).content.decode(), FORM)
    assert "slug" not in data
    operator.post(url_of(world.source), {**data, "slug": "other", "adapter": "news"})
    world.source.refresh_from_db()
    assert (world.source.slug, world.source.adapter) == ("us-fara", "us-fara")


# -- Orders ------------------------------------------------------------------------------------------------


def order(client: Client, source: Source, what: str) -> Any:
    return client.post(reverse("admin:tracker_source_order", args=[source.pk]), {"order": what}, follow=True)


def test_a_poll_is_sent_to_a_worker(world: World, operator: Client, sent: list[Any]) -> None:
    assert "a worker polls it now" in told(order(operator, world.source, "poll"))
    assert "reads its archive again" in told(order(operator, world.source, "reparse"))
    assert sent == [("poll", "us-fara", Run.Trigger.ADMIN), ("reparse", "us-fara")]


def test_without_a_broker_it_says_what_to_do(world: World, operator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise OperationalError("no such file")

    monkeypatch.setattr(tasks.poll_source, "delay", fail)
    text = told(order(operator, world.source, "poll"))
    assert "no broker answers" in text and "manage.py poll us-fara" in text


def test_pausing_pauses_the_schedule_and_leaves_its_rhythm(world: World, operator: Client) -> None:
    task = ensure_schedule(world.source)
    assert task is not None
    task.interval = IntervalSchedule.objects.create(every=77, period="seconds")
    task.save()
    assert "every 77 seconds" in operator.get(LIST).content.decode()
    order(operator, world.source, "pause")
    world.source.refresh_from_db()
    task = PeriodicTask.objects.get(pk=task.pk)
    assert (world.source.enabled, task.enabled, task.interval.every) == (False, False, 77)
    assert "paused" in operator.get(LIST).content.decode()
    order(operator, world.source, "enable")
    task.refresh_from_db()
    assert (task.enabled, task.interval.every) == (True, 77)
    assert world.source.history.count() >= 2


def test_orders_are_given_from_the_list(world: World, operator: Client, sent: list[Any]) -> None:
    every = {"_selected_action": [str(source.pk) for source in Source.objects.all()]}
    response = operator.post(LIST, {**every, "action": "poll_now"}, follow=True)
    assert "kept by editors and never polled" in told(response)
    pollable = Source.objects.exclude(slug="editors").order_by("slug")
    assert sorted(slug for _, slug, _ in sent) == [source.slug for source in pollable]
    operator.post(LIST, {**every, "action": "turn_off"})
    assert not Source.objects.exclude(slug="editors").filter(enabled=True).exists()
    assert not PeriodicTask.objects.filter(name__startswith="Poll ", enabled=True).exists()
    operator.post(LIST, {**every, "action": "turn_on"})
    assert Source.objects.get(slug="press").enabled
    operator.post(LIST, {**every, "action": "read_again"})
    assert ("reparse", "editors") in sent


def test_an_order_is_a_post_of_one_who_may(world: World, operator: Client, editor: Client) -> None:
    url = reverse("admin:tracker_source_order", args=[world.source.pk])
    assert operator.get(url).status_code == 403
    assert operator.post(url, {"order": "explode"}).status_code == 403
    assert editor.post(url, {"order": "poll"}).status_code == 403


# -- Preview -----------------------------------------------------------------------------------------------


def test_a_site_is_previewed_before_it_is_saved(operator: Client, site: ReplayServer) -> None:
    site.script("/feed.xml", feed_of(site, "deal", "other"))
    site.script("/news/deal", article_page("Ankara hires", "2021-02-18", STORY))
    other = site.script("/news/other", article_page("Lima hires", "2021-02-18", STORY))
    data = read_form(operator.get(ADD).content.decode(), FORM)
    data |= {
        "slug": "daily",
        "title": "The Daily",
        "base_url": site.url,
        "option_feeds": "/feed.xml",
        "min_interval": "0",
    }
    url = f"{LIST}preview/?adapter=news"
    html = operator.post(url, data).content.decode()
    expected = (
        "Preview of The Daily", "2 articles", "Ankara hires", "18 Feb 2021", "The Republic of Turkey has hired",
        "Republic of Turkey – Example Public Affairs LLC", "600000",
    )  # fmt: skip
    for words in expected:
        assert words in html
    again = read_form(html, ".preview form")
    html = operator.post(url, {**again, "_article": other}).content.decode()
    assert "Lima hires" in html
    assert not Source.objects.filter(slug="daily").exists()
    assert not Document.objects.exists() and not Statement.objects.exists() and not Run.objects.exists()


def test_a_preview_tells_what_is_wrong(operator: Client, site: ReplayServer) -> None:
    data = read_form(operator.get(ADD).content.decode(), FORM)
    data |= {"slug": "daily", "title": "The Daily", "base_url": site.url}
    url = f"{LIST}preview/?adapter=news"
    assert "one of feeds, sitemaps, listings" in operator.post(url, data).content.decode()
    html = operator.post(url, {**data, "option_feeds": "/gone.xml", "min_interval": "0"}).content.decode()
    assert "404" in html


def test_a_saved_source_is_previewed_as_its_form_stands(operator: Client, site: ReplayServer) -> None:
    site.script("/new.xml", feed_of(site, "deal"))
    site.script("/news/deal", article_page("Ankara hires", "2021-02-18", STORY))
    source = Source.objects.create(
        slug="daily",
        title="The Daily",
        adapter="news",
        register="news",
        base_url=site.url,
        options={"feeds": ["/old.xml"]},
    )
    data = read_form(operator.get(url_of(source)).content.decode(), FORM)
    data |= {"option_feeds": "/new.xml", "min_interval": "0"}
    html = operator.post(f"{LIST}preview/?source={source.pk}", data).content.decode()
    assert "Ankara hires" in html
    source.refresh_from_db()
    assert source.options == {"feeds": ["/old.xml"]}


def test_a_preview_needs_the_right_to_configure(world: World, operator: Client, editor: Client) -> None:
    assert operator.get(f"{LIST}preview/?adapter=news").status_code == 403
    assert editor.post(f"{LIST}preview/?adapter=news", {}).status_code == 403
