"""Another language: chosen by the browser or by hand; names, money and dates in its notation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation

from tests.factories import tell_story
from tests.views.reading import read, words
from tracker.services import wording

LOCALE = Path(__file__).parents[2] / "locale"


@pytest.fixture(autouse=True)
def _one_language_each() -> Iterator[None]:
    """A request leaves its language with the thread, which only the next request changes."""
    yield
    translation.deactivate_all()


@pytest.mark.django_db
def test_the_browser_chooses_and_the_address_stays_the_state(client: Client) -> None:
    contract = tell_story()
    german = {"Accept-Language": "de-AT,de;q=0.9"}
    page = read(client, "/contracts/?country=TR", headers=german)
    assert page.html["lang"] == "de"  # type: ignore[index]
    text = words(page)
    for said in ("Land des Kunden", "Weitere Filter", "Stand", "beendet"):
        assert said in text
    detail = words(read(client, contract.get_absolute_url(), headers=german))
    assert "1.500.000 $ insgesamt" in detail
    assert "16.02.2021" in detail
    assert "Türkei" in detail
    answer = client.get("/contracts/", headers=german)
    assert "Accept-Language" in answer["Vary"]
    assert read(client, "/contracts/").html["lang"] == "en"  # type: ignore[index]


@pytest.mark.django_db
def test_a_link_remembers_the_language_and_leads_back(client: Client) -> None:
    answer = client.get("/language/de/?next=/contracts/%3Fq=x")
    assert (answer.status_code, answer["Location"]) == (302, "/contracts/?q=x")
    assert read(client, "/").html["lang"] == "de"  # type: ignore[index]
    assert client.get("/language/de/?next=https://elsewhere.example/")["Location"] == "/"
    assert client.get("/language/xx/").status_code == 404


@pytest.mark.django_db
def test_files_and_the_api_stay_in_one_language(client: Client) -> None:
    contract = tell_story()
    german = {"Accept-Language": "de"}
    line = client.get(f"/api/v1/contracts/{contract.pk}/", headers=german).json()
    assert (line["status"], line["registered_on"], line["value"]) == ("terminated", "2021-02-16", 1_500_000)


def test_words_of_values_follow_the_language() -> None:
    with translation.override("de"):
        assert wording.date_words("2021-02") == "Feb. 2021"
        assert wording.date_words("2021") == "2021"
        assert wording.term_words("6") == "6 Monate"
        assert wording.country_words("TR") == "Türkei"
        assert "1.200,50" in wording.amount_words(Decimal("1200.5"), "EUR")
    assert wording.date_words("2021-02-16") == "16 Feb 2021"
    assert wording.term_words("6") == "6 months"


def test_what_is_compiled_is_what_is_written() -> None:
    folder = LOCALE / "de" / "LC_MESSAGES"
    written = {m.id: m.string for m in read_po(BytesIO((folder / "django.po").read_bytes())) if m.string and m.id}
    compiled = {m.id: m.string for m in read_mo(BytesIO((folder / "django.mo").read_bytes())) if m.id}
    assert written == compiled
    assert len(written) > 300
