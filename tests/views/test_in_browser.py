"""The reader's ways in a real browser: with a mouse, by keyboard alone, on a phone, in the dark, without JavaScript."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import list_principal, make_file, make_source, tell, tell_story
from tests.views.reading import fill
from tracker.models import Contract, Statement
from tracker.services.reading_index import index_reading

pytestmark = pytest.mark.browser


@pytest.fixture
def contract(live_server: LiveServer) -> Contract:
    """The story, among sixty other contracts."""
    make_source(notice="Nobody vouches for copies of these data.", last_state="ok")
    fill(60)
    tell(make_file(), list_principal("Embassy of Qatar", "Harbor Strategies LLC", number="99", country="QA"))
    return tell_story()


def _addresses(contract: Contract) -> list[str]:
    document = Statement.objects.filter(contract=contract, kind="news").values_list("last_document_id", flat=True)[0]
    return [
        "/",
        "/contracts/",
        "/contracts/?has_value=yes&sort=-value&country=TR&country=QA",
        "/contracts/?colour=red&value_min=lots",
        "/contracts/?q=nothing+at+all",
        contract.get_absolute_url(),
        "/parties/",
        contract.client.get_absolute_url(),
        contract.firm.get_absolute_url(),
        f"/documents/{document}/",
        "/people/",
        "/search/?q=savunma",
        "/search/",
        "/countries/",
        "/countries/TR/",
        "/issues/",
        "/compare/?country=TR&country=QA",
        "/compare/?colour=red",
        "/embed/years/?country=TR",
        "/embed/map/",
        "/docs/data/",
        "/sources/",
        "/about/",
        "/nowhere/",
    ]


def test_a_reader_searches_narrows_reads_and_checks(page: Page, live_server: LiveServer, contract: Contract) -> None:
    page.goto(live_server.url)
    page.get_by_role("searchbox", name="Search everything").fill("savunma OR qatar")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="2 contracts", exact=True).click()
    expect(page.get_by_role("heading", name="2 contracts")).to_be_visible()

    # From here on the page is not loaded again.
    page.evaluate("window.stayed = true")
    page.get_by_label("Client’s country").select_option("TR")
    expect(page.get_by_role("heading", name="1 contract", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/contracts/\?q=savunma\+OR\+qatar&country=TR$"))
    expect(page.locator("#announcement")).to_have_text("1 contract")

    page.get_by_role("link", name=re.compile("^Words: savunma OR qatar")).click()
    expect(page).to_have_url(re.compile(r"/contracts/\?country=TR$"))
    expect(page.get_by_label("Words")).to_have_value("")
    page.get_by_label("Words").press_sequentially("savun")
    expect(page.get_by_role("heading", name="1 contract", exact=True)).to_be_visible()
    assert page.evaluate("window.stayed") is True

    page.get_by_role("link", name="SSTEK Savunma").click()
    value = page.locator(".facts-list > div", has_text="Value").first
    expect(value.locator("mark")).to_be_hidden()
    value.locator("summary").click()
    expect(value.locator("mark")).to_have_text("$1.5 million")
    value.get_by_role("link", name="statement").click()
    expect(page.locator(".statement:target")).to_contain_text("renewal")
    page.locator(".statement:target").get_by_role("link", name="document").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ankara renews")


def test_the_way_back_leads_through_the_filters(page: Page, live_server: LiveServer, contract: Contract) -> None:
    page.goto(f"{live_server.url}/contracts/")
    expect(page.get_by_role("heading", name="62 contracts")).to_be_visible()
    page.get_by_label("Client’s country").select_option("QA")
    expect(page.get_by_role("heading", name="1 contract", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="62 contracts")).to_be_visible()
    expect(page.locator("html")).to_have_count(1)
    expect(page.get_by_role("banner")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.locator("tbody tr")).to_have_count(12)
    page.get_by_role("link", name="First", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(50)


def test_a_filter_that_cannot_be_read_says_so_in_place(page: Page, live_server: LiveServer, contract: Contract) -> None:
    page.goto(f"{live_server.url}/contracts/")
    page.get_by_text("More filters").click()
    page.get_by_label("Value from").fill("lots")
    page.get_by_label("Value from").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("“lots” is no amount")
    page.get_by_label("Value from").fill("500,000")
    page.get_by_label("Value from").press("Enter")
    expect(page.get_by_role("heading", name="1 contract", exact=True)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_keyboard_is_enough(page: Page, live_server: LiveServer, contract: Contract) -> None:
    page.goto(f"{live_server.url}/contracts/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Words")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("savunma")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 contract", exact=True)).to_be_visible()
    expect(page.get_by_label("Words")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('row-link')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("SSTEK")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.evidence summary')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("details.evidence[open]")).to_have_count(1)


def test_sorting_by_keyboard_keeps_the_place(page: Page, live_server: LiveServer, contract: Contract) -> None:
    page.goto(f"{live_server.url}/contracts/")
    heading = page.get_by_role("link", name="Firm", exact=True)
    heading.focus()
    page.keyboard.press("Enter")
    expect(page.locator("th:has(#sort-firm)")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#sort-firm")).to_be_focused()
    expect(page.get_by_label("Sort by")).to_have_value("firm")


def test_everything_works_without_javascript(chromium: Browser, live_server: LiveServer, contract: Contract) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/contracts/")
    page.get_by_label("Words").fill("savunma")
    page.get_by_label("Client’s country").select_option("TR")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", name="1 contract", exact=True)).to_be_visible()
    page.get_by_role("link", name=re.compile("^Words: savunma")).click()
    expect(page.get_by_role("heading", name="61 contracts")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page.locator("tbody tr")).to_have_count(11)
    page.goto(live_server.url + contract.get_absolute_url())
    page.locator(".evidence summary").first.click()
    expect(page.locator(".evidence q").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_needs_no_sideways_scrolling(
    page: Page, live_server: LiveServer, contract: Contract, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in _addresses(contract):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.goto(f"{live_server.url}/contracts/?has_value=yes")
    card = page.locator("tbody tr").first
    labels = card.locator("td").evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    assert labels == ['"Firm"', '"Value"', '"From – to"', '"Status"', '"Told by"']


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(page: Page, live_server: LiveServer, contract: Contract, theme: str, width: int) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    for address in _addresses(contract):
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found] == [], address


def test_a_page_asks_nobody_else_and_is_light(page: Page, live_server: LiveServer, contract: Contract) -> None:
    hosts: set[str] = set()
    sizes: list[int] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("response", lambda response: sizes.append(len(response.body())))
    for address in _addresses(contract):
        sizes.clear()
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        assert sum(sizes) < 250_000, address
    assert hosts == {urlsplit(live_server.url).netloc}


def test_facets_narrow_without_a_new_page_and_stand_open_where_there_is_room(
    page: Page, live_server: LiveServer, contract: Contract
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{live_server.url}/contracts/")
    page.evaluate("window.stayed = true")
    facets = page.get_by_role("navigation", name="Narrow the list")
    facets.get_by_role("link", name="Qatar").click()
    expect(page.get_by_role("heading", name="1 contract", exact=True)).to_be_visible()
    expect(facets.get_by_role("link", name="Qatar (chosen; take it off)")).to_be_focused()
    facets.get_by_role("link", name="Qatar").click()
    expect(page.get_by_role("heading", name="62 contracts")).to_be_visible()
    assert page.evaluate("window.stayed") is True

    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/contracts/")
    expect(facets).to_be_hidden()
    page.get_by_text("Narrow by country").click()
    expect(facets.get_by_role("link", name="Qatar")).to_be_visible()


def test_paper_is_white_open_and_without_controls(page: Page, live_server: LiveServer, contract: Contract) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(live_server.url + contract.get_absolute_url())
    expect(page.locator(".evidence mark").first).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    body = "getComputedStyle(document.body)"
    assert page.evaluate(f"[{body}.backgroundColor, {body}.color]") == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    link = page.locator(".statement a[rel~=external]").first
    assert str(link.get_attribute("href")) in page.evaluate(
        "link => getComputedStyle(link, '::after').content", link.element_handle()
    )


def test_suggestions_are_reached_by_arrow_keys(page: Page, live_server: LiveServer, contract: Contract) -> None:
    index_reading()
    page.goto(live_server.url)
    box = page.get_by_role("searchbox", name="Search everything")
    box.press_sequentially("savunmaa")
    first = page.locator(".suggestions a").first
    expect(first).to_contain_text("SSTEK Savunma")
    box.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".suggestions a")).to_have_count(0)
    expect(box).to_be_focused()
    box.press("Backspace")
    expect(first).to_be_visible()
    box.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page).to_have_url(live_server.url + contract.client.get_absolute_url())


def test_the_documentation_of_the_api_needs_no_other_site(page: Page, live_server: LiveServer) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto(f"{live_server.url}/api/docs/")
    expect(page.get_by_text("List contracts")).to_be_visible()
    page.get_by_text("List contracts").click()
    expect(page.get_by_text("updated_since").first).to_be_visible()
    assert hosts == {urlsplit(live_server.url).netloc}


def test_a_reader_takes_the_list_along_and_follows_it(page: Page, live_server: LiveServer, contract: Contract) -> None:
    page.goto(f"{live_server.url}/contracts/?country=TR&q=savunma")
    for name in ("CSV", "Excel", "JSON lines", "JSON"):
        with page.expect_download() as taken:
            page.locator(".exports").get_by_role("link", name=name, exact=True).click()
        assert taken.value.suggested_filename.startswith("contracts-")
    feed = page.request.get(live_server.url + str(page.locator(".exports a", has_text="Atom").get_attribute("href")))
    assert "SSTEK" in feed.text()
