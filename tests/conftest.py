"""Fixtures that every test may use. Settings for tests are in tests/settings.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import find_chromium, launch_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "admin_client"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="only tests that use the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--only-database``, leave out what would do the same again whatever the database is."""
    if not config.getoption("--only-database"):
        return
    chosen = [item for item in items if _uses_database(item)]
    left = [item for item in items if not _uses_database(item)]
    items[:] = chosen
    config.hook.pytest_deselected(items=left)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Name files given as bytes by their argument: an archive holds the time of day, and processes that share the
    tests among them have to call each by one name."""
    return argname if isinstance(val, bytes) else None


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & _DATABASE_FIXTURES)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser for the whole session; without one, the test is skipped."""
    if not find_chromium():
        pytest.skip("no Chromium found")
    # Playwright's loop runs in this thread; Django would take our synchronous queries for a mistake.
    with pytest.MonkeyPatch.context() as patch, launch_chromium() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page; the test fails when a script breaks or something is refused by the content policy."""
    context = chromium.new_context(locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on("console", lambda message: complaints.append(message.text) if is_complaint(message.text) else None)
    yield page
    context.close()
    assert complaints == []


def is_complaint(text: str) -> bool:
    """Whether a line of the browser's console tells of something that the content policy refused."""
    return "Content Security Policy" in text
