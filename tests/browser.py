"""The browser of browser tests: where it is, and how it is started."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The browser that RETAINER_CHROMIUM names, else one on PATH, else None."""
    chosen = os.environ.get("RETAINER_CHROMIUM")
    return shutil.which(chosen) if chosen else next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def launch_chromium() -> Iterator[Browser]:
    """A headless browser that asks nobody for updates."""
    # Containers run as root and without user namespaces, where Chromium's sandbox cannot start.
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        yield browser
        browser.close()
