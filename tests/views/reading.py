"""Pages as tests read them."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.factories import list_principal, make_file, tell
from tracker.models import Contract


def read(client: Client, url: str, status: int = 200, headers: dict[str, str] | None = None) -> BeautifulSoup:
    """The page at the address, which must answer with that status."""
    response = client.get(url, headers=headers)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def words(part: Tag | None) -> str:
    """The text of the page, or of a part of it, with single blanks."""
    assert part is not None
    return re.sub(r"\s+", " ", part.get_text(" "))


def link(part: Tag, selector: str) -> str:
    """Where the first link that the selector finds leads."""
    found = part.select_one(selector)
    assert found is not None
    return str(found["href"])


def fill(number: int) -> list[Contract]:
    """That many contracts of seven firms."""
    rows = [list_principal(f"Client {n:03}", f"Firm {n % 7} LLC", number=str(n % 7 + 1)) for n in range(number)]
    return tell(make_file(), *rows)
