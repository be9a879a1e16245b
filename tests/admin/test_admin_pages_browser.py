"""The admin's own pages in a real browser: searches, pickers, a preview beside the form, nothing refused."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.admin.world import build_world
from tests.conftest import is_complaint
from tests.replay import ReplayServer
from tests.services.sites import article_page, feed_of
from tracker.models import Contract, Source, Statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = (
    "ANKARA, 18 February 2021. The Republic of Turkey has hired Example Public Affairs LLC, a Washington lobbying "
    "firm, to lobby Congress. The contract is worth $600,000 for one year, according to a filing seen on Thursday."
)


def log_in(page: Page, live_server: LiveServer) -> None:
    User.objects.create_superuser("boss", password="a long enough password")
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("boss")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()


def test_a_contract_is_corrected_and_the_correction_withdrawn(page: Page, live_server: LiveServer) -> None:
    contract = build_world().contract
    log_in(page, live_server)
    page.goto(f"{live_server.url}/admin/tracker/contract/{contract.pk}/change/")
    page.locator(".field-via .select2-selection").click()
    page.locator(".select2-search__field").fill("peru")
    page.locator(".select2-results__option", has_text="Republic of Peru").click()
    page.get_by_label("Source note").fill("Exhibit B, page 3")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    expect(page.locator(".beliefs")).to_contain_text("Exhibit B, page 3")
    contract.refresh_from_db()
    assert contract.via is not None and contract.via.name == "Republic of Peru"

    page.locator(".statements tr", has_text="Exhibit B, page 3").get_by_role("button", name="Withdraw").click()
    expect(page.locator(".messagelist")).to_contain_text("is rejected")
    expect(page.locator(".beliefs")).not_to_contain_text("Exhibit B, page 3")
    assert Contract.objects.get(pk=contract.pk).via is None


def test_a_site_is_previewed_beside_its_form(page: Page, live_server: LiveServer, site: ReplayServer) -> None:
    site.script("/feed.xml", feed_of(site, "deal", "other"))
    site.script("/news/deal", article_page("Ankara hires", "2021-02-18", STORY))
    site.script("/news/other", article_page("Lima hires", "2021-02-18", STORY))
    log_in(page, live_server)
    page.goto(f"{live_server.url}/admin/tracker/source/add/")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Title").press_sequentially("The Daily")
    expect(page.locator("#id_slug")).to_have_value("the-daily")
    page.get_by_label("Base URL").fill(site.url)
    page.get_by_label("Feeds").fill("/feed.xml")
    page.get_by_label("Min interval").fill("0")
    complaints: list[str] = []
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    preview = opened.value
    preview.on("console", lambda message: complaints.append(message.text) if is_complaint(message.text) else None)
    expect(preview.locator(".preview")).to_contain_text("Republic of Turkey – Example Public Affairs LLC")
    preview.get_by_role("button", name="Read this one").click()
    expect(preview.get_by_role("heading", name="One article: Lima hires")).to_be_visible()
    assert complaints == []
    assert not Source.objects.filter(slug="the-daily").exists()

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")
    assert Source.objects.get(slug="the-daily").options == {"feeds": "/feed.xml"}


def test_a_pasted_article_is_decided_on_a_phone(page: Page, live_server: LiveServer) -> None:
    log_in(page, live_server)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("link", name="Read an article").click()
    page.get_by_label("or its text").fill(STORY)
    page.get_by_label("Published").fill("2021-02-18")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".statements")).to_contain_text("$600,000")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".statements .badge")).to_have_text("Accepted")
    assert Statement.objects.get().contract is not None
