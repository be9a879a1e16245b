"""``make screenshots``: pictures of every page, on a phone and on a desk, light and dark, for people to look at.

Without ``--url`` a tracker of its own is started on empty data and filled with the bundled captures.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import find_chromium, launch_chromium  # noqa: E402
from tests.processes import wait_until  # noqa: E402
from tests.running_up import RunningUp  # noqa: E402

SIZES = {"phone": ViewportSize(width=390, height=844), "desk": ViewportSize(width=1440, height=900)}
THEMES = ("light", "dark")
TALLEST = 12_000
"""Pixels of a picture; Chromium makes none that are much taller."""

PUBLIC = {
    "front": "/",
    "contracts": "/contracts/",
    "contracts-filtered": "/contracts/?q=turkey+OR+libya&status=terminated&status=unlisted&sort=-registered",
    "contracts-none": "/contracts/?q=nothing+of+the+kind",
    "contracts-refused": "/contracts/?colour=red&value_min=lots",
    "parties": "/parties/",
    "people": "/people/",
    "search": "/search/?q=embasy",
    "search-empty": "/search/",
    "countries": "/countries/",
    "country": "/countries/TR/",
    "issues": "/issues/",
    "compare": "/compare/?country=TR&country=QA",
    "compare-empty": "/compare/",
    "embed-years": "/embed/years/?country=TR",
    "embed-map": "/embed/map/",
    "dictionary": "/docs/data/",
    "api": "/api/docs/",
    "sources": "/sources/",
    "about": "/about/",
    "not-found": "/nowhere/",
}
"""Pages by their name. Those of single records are found by links on these."""

LED_TO = {
    "contract": ("/contracts/?q=sstek", "a.row-link"),
    "contract-of-register": ("/contracts/?status=terminated", "a.row-link"),
    "client": ("/contracts/?q=sstek", "h1 a"),
    "firm": ("/parties/?role=firm&sort=-firm", "a.row-link"),
    "document": ("/contracts/?q=sstek", "a[href^='/documents/']"),
}


@contextmanager
def own_tracker() -> Iterator[tuple[str, str]]:
    """(address, admin's password) of a tracker that holds what is bundled."""
    with tempfile.TemporaryDirectory(prefix="retainer-") as folder:
        running = RunningUp(Path(folder))
        try:
            password = running.wait_for(r"user admin, password (\S+)")[1]
            done = "SELECT count(DISTINCT source_id) FROM tracker_run WHERE state = 'ok'"
            if not wait_until(lambda: running.count(done) >= 2, 120):
                raise SystemExit(f"The bundled captures did not come through:\n{running.output}")
            yield f"http://127.0.0.1:{running.port}", password
        finally:
            running.process.terminate()
            running.process.wait(timeout=60)
            running.end()


def find_public(page: Page, base: str) -> dict[str, str]:
    """Name → path of the public pages; a record that is not there is left out."""
    found = dict(PUBLIC)
    for name, (start, selector) in LED_TO.items():
        page.goto(base + start)
        if name in ("client", "document") and page.locator("a.row-link").count():
            page.goto(base + str(page.locator("a.row-link").first.get_attribute("href")))
        if page.locator(selector).count():
            found[name] = str(page.locator(selector).first.get_attribute("href"))
    return found


def find_admin(page: Page, base: str) -> dict[str, str]:
    """Name → path of the admin's pages: each model's list, form of the first row and its history, and an empty form."""
    page.goto(f"{base}/admin/")
    lists = page.locator("#content-main a[href^='/admin/']").evaluate_all("links => links.map(a => a.pathname)")
    found = {"admin": "/admin/"}
    for path in dict.fromkeys(lists):
        name = "-".join(["admin", *path.strip("/").split("/")[1:]])
        found[name] = path
        page.goto(base + path)
        first = page.locator("#result_list th a[href*='/change/'], #result_list td a[href*='/change/']")
        if first.count():
            found[f"{name}-form"] = str(first.first.evaluate("link => link.pathname"))
            found[f"{name}-history"] = found[f"{name}-form"].replace("/change/", "/history/")
    return found


def log_in(page: Page, base: str, password: str) -> None:
    page.goto(f"{base}/admin/login/?next=/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{base}/admin/")


def take(context: BrowserContext, base: str, pages: dict[str, str], folder: Path, suffix: str) -> list[str]:
    """A picture of each page; returns what is wrong with any: a script's error, a refusal, sideways scrolling."""
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "console", lambda message: faults.append(f"{page.url}: {message.text}") if _is_fault(message.text) else None
    )
    for name, path in pages.items():
        answer = page.goto(base + path)
        if answer is not None and answer.status >= 500:
            faults.append(f"{path} answers {answer.status}")
        width, seen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if width > seen:
            faults.append(f"{path} is {width} px wide at {seen} px")
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        clip = {"x": 0, "y": 0, "width": seen, "height": height}
        page.screenshot(path=folder / f"{name}-{suffix}.png", full_page=True, clip=clip)  # type: ignore[arg-type]
    page.close()
    return faults


def _is_fault(text: str) -> bool:
    """Answers of 400 and 404 are meant, and Django sets the focus twice in one of its forms."""
    return not re.search(r"status of 4\d\d|Autofocus processing was blocked", text)


def take_all(browser: Browser, base: str, password: str, folder: Path, only: str) -> list[str]:
    faults: list[str] = []
    scout = browser.new_context()
    page = scout.new_page()
    pages = find_public(page, base)
    if password:
        log_in(page, base, password)
        pages |= find_admin(page, base)
    session = scout.storage_state()
    pages = {name: path for name, path in pages.items() if re.search(only, name)}
    print(f"{len(pages)} pages")
    for theme in THEMES:
        for size, viewport in SIZES.items():
            for is_admin in (False, True):
                context = browser.new_context(
                    viewport=viewport,
                    color_scheme=theme,  # type: ignore[arg-type]
                    locale="en-GB",
                    storage_state=session if is_admin else None,
                )
                chosen = {name: path for name, path in pages.items() if name.startswith("admin") == is_admin}
                faults += take(context, base, chosen, folder, f"{size}-{theme}")
                context.close()
    return list(dict.fromkeys(faults))


def main(words: list[str]) -> int:
    """0; 1 when a page has a fault; 2 when there is no browser."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="a tracker that runs already")
    parser.add_argument("--password", default="", help="of its user admin; without it the admin is left out")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "screenshots", metavar="FOLDER")
    parser.add_argument("--only", default="", metavar="REGEX", help="pages whose name it finds, for example contract")
    options = parser.parse_args(words)
    if not find_chromium():
        print("There is no Chromium: apt-get install chromium, or RETAINER_CHROMIUM=/path/to/it", file=sys.stderr)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    with launch_chromium() as browser:
        if options.url:
            faults = take_all(browser, options.url.rstrip("/"), options.password, options.out, options.only)
        else:
            with own_tracker() as (base, password):
                faults = take_all(browser, base, password, options.out, options.only)
    print(f"The pictures are in {options.out}")
    for fault in faults:
        print(f"FAULT: {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
