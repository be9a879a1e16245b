"""Pages of periodic filings in a real browser: readable at any width, by screen reader, and without a script."""

from __future__ import annotations

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_file, make_source, tell
from tests.views.filings import BUDGET, TRADE, file_report, tell_reports
from tracker.models import Contract, Coverage, Person

pytestmark = pytest.mark.browser


@pytest.fixture
def contract(live_server: LiveServer) -> Contract:
    """Ten years of quarters, wordy, with all that can be disclosed; an audit that lacks something."""
    contract = tell_reports()
    register = make_source("us-lda")
    wordy = {**TRADE, "description": "Tariffs on tents. " * 60, "issue": "Averylongword" * 9}
    details = {
        "activities": [wordy, BUDGET] * 5,
        "foreign_entities": [{"name": "Mother AS", "country": "NO", "ownership_percentage": "75", "contribution": "1"}],
        "affiliated": [{"name": "Sister Inc.", "country": "US", "url": "https://" + "sister" * 20 + ".example"}],
        "convictions": [{"person": "Ann Example", "date": "2000-06-22", "description": "Fraud."}],
        "client_description": "Guides of girls. " * 40,
    }
    quarters = [(year, quarter) for year in range(2013, 2024) for quarter in (1, 2, 3, 4)]
    reports = [
        file_report(f"{y}-{q}", f"{y}-Q{q}", date(y, q * 3, 20), 1_000_000 * q, details=details) for y, q in quarters
    ]
    tell(make_file(register, day="2025-06-01"), *reports)
    Coverage.objects.create(source=register, scope="type=Q1 year=2024", reported=3_000_000, held=1)
    return contract


_WIDER = """width => [...document.querySelectorAll('main *')]
  .filter(one => one.getBoundingClientRect().right > width && !one.closest('.visually-hidden'))
  .map(one => one.outerHTML.slice(0, 120))"""


def addresses(contract: Contract) -> list[str]:
    person = Person.objects.get(name="Ann Example")
    return [contract.get_absolute_url(), person.get_absolute_url(), "/sources/", "/contracts/?sort=-reported"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_cut_off_or_hidden_from_anybody(
    page: Page, live_server: LiveServer, contract: Contract, theme: str, width: int
) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    for address in addresses(contract):
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        wide = page.evaluate(_WIDER, width)
        assert wide == [], address
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found] == [], address


def test_a_period_leads_to_its_filing_in_a_folded_year(
    chromium: Browser, live_server: LiveServer, contract: Contract
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + contract.get_absolute_url())
    statement = contract.statements.get(period="2022-Q2")
    article = page.locator(f"#statement-{statement.pk}")
    expect(article).to_be_hidden()
    page.locator(f"#reports ~ table a[href='#statement-{statement.pk}']").click()
    expect(article).to_be_visible()
    expect(article).to_be_in_viewport()
    context.close()


def test_bars_are_drawn_and_as_high_as_their_amounts(page: Page, live_server: LiveServer, contract: Contract) -> None:
    page.goto(live_server.url + contract.get_absolute_url())
    heights = page.locator(".report-chart rect").evaluate_all("bars => bars.map(b => b.getBoundingClientRect().height)")
    assert len(heights) == 47
    assert heights[3] == pytest.approx(4 * heights[0], rel=0.02)
    assert heights[3] > 50
