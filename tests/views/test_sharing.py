"""What pages say to those who link to them: meta data, pictures, sitemap, robots.txt."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client
from PIL import Image

from tests.factories import make_contract, tell_story
from tests.views.reading import read
from tracker.models import Party
from tracker.services import sitemaps

pytestmark = pytest.mark.django_db

_SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def meta(client: Client, path: str) -> dict[str, str]:
    page = read(client, path)
    return {str(tag.get("property") or tag.get("name")): str(tag.get("content")) for tag in page.select("meta")}


def test_every_page_says_what_it_is(client: Client) -> None:
    contract = tell_story()
    for path in ("/", "/contracts/", "/parties/", "/people/", "/sources/", "/about/", "/docs/data/"):
        found = meta(client, path)
        assert found["og:title"]
        assert found["og:description"]
        assert found["og:url"] == f"http://testserver{path}"
        assert found["og:image"] == "http://testserver/cards/site.png"
        assert found["twitter:card"] == "summary_large_image"
    found = meta(client, contract.get_absolute_url())
    assert found["og:title"] == f"{contract.client} – {contract.firm}"
    assert "$1,500,000 total" in found["og:description"]
    assert found["og:image"] == f"http://testserver/cards/contract-{contract.pk}.png"


def test_names_are_escaped_once(client: Client) -> None:
    contract = make_contract('Tom & "Jerry" <b>Board', "A LLC")
    html = client.get(contract.get_absolute_url()).content.decode()
    assert meta(client, contract.get_absolute_url())["og:title"].startswith('Tom & "Jerry"')
    assert "&amp;amp;" not in html


def test_pictures(client: Client) -> None:
    contract = tell_story()
    Party.objects.filter(pk=contract.client_id).update(name="Министерство " * 30)
    for path in ("site", f"contract-{contract.pk}", f"party-{contract.client_id}"):
        answer = client.get(f"/cards/{path}.png")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        picture = Image.open(io.BytesIO(answer.content))
        assert picture.size == (1200, 630)
        assert len(picture.convert("L").getcolors() or []) > 3
    assert client.get("/cards/contract-99999.png").status_code == 404
    assert client.get("/cards/thing-1.png").status_code == 404


def locations(client: Client, path: str) -> dict[str, str | None]:
    answer: Any = client.get(path)
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    root = ElementTree.fromstring(body)
    return {str(one.findtext(f"{_SPACE}loc")): one.findtext(f"{_SPACE}lastmod") for one in root}


def test_the_sitemap_lists_every_page_in_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PART", 2)
    contract = tell_story()
    contracts = [contract, *(make_contract(f"{name} Board", "Some LLC", number=name) for name in "ABC")]
    index = locations(client, "/sitemap.xml")
    parts = [address.removeprefix("http://testserver") for address in index]
    assert len([part for part in parts if "contracts-" in part]) >= 2
    found: dict[str, str | None] = {}
    for part in parts:
        listed = locations(client, part)
        assert len(listed) <= 2 or part.endswith("pages.xml")
        found |= listed
    for one in contracts:
        assert found[f"http://testserver{one.get_absolute_url()}"] == f"{one.changed_at:%Y-%m-%dT%H:%M:%SZ}"
        assert f"http://testserver{one.client.get_absolute_url()}" in found
    for address in found:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address
    assert client.get("/sitemaps/things-1.xml").status_code == 404


def test_robots_find_the_sitemap_and_leave_files_alone(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert text.startswith("User-agent: *\n")
    assert re.search(r"^Sitemap: http://testserver/sitemap\.xml$", text, re.MULTILINE)
    assert "Disallow: /contracts." in text
