"""Figures of many contracts are counted in the background and read as they were kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import list_principal, make_article, make_file, report, tell
from tracker.models import Contract, KeptFigures
from tracker.services import kept
from tracker.services.dashboard import BOARD, count_board
from tracker.services.places import PLACES
from tracker.services.profiles import FIGURES, PARTNERS, count_figures
from tracker.services.reading_index import index_reading

pytestmark = pytest.mark.django_db

PAGES = ("/", "/countries/", "/countries/TR/", "/issues/", "/compare/?country=TR&country=QA")


@pytest.fixture(autouse=True)
def contracts(monkeypatch: pytest.MonkeyPatch) -> list[Contract]:
    """Some contracts, with prices in two currencies, and a limit that they pass."""
    monkeypatch.setattr(kept, "LEAST", 2)
    monkeypatch.setattr("tracker.services.profiles.LEAST", 2)
    rows = [list_principal(f"Client {n}", "Harbor LLC", number="11", country="TR") for n in range(3)]
    told = tell(make_file(), *rows, list_principal("Doha Oil", "Quiet LLP", number="12", country="QA"))
    article = make_article("Client 0 has hired Harbor LLC.", published="2022-03-04")
    price = {"currency": "USD", "value_basis": "total"}
    return told + tell(article, report("Client 0", "Harbor LLC", document=article, value="12.50", **price))  # type: ignore[arg-type]


def test_what_was_kept_is_what_was_counted() -> None:
    for kind, subject in ((FIGURES, "country=TR"), (BOARD, "all"), (PLACES, "all"), (PARTNERS, "firm=1")):
        first = kind.load(subject, 5)
        again = kind.load(subject, 5)
        assert first == again, subject
        assert again.counted_at is not None
        again.counted_at = None
        assert again == kind.count(subject)


def test_few_contracts_are_counted_when_they_are_asked_for() -> None:
    assert FIGURES.load("country=QA", 1) == count_figures("country=QA")
    assert not KeptFigures.objects.exists()


def test_the_background_counts_what_has_many_contracts_and_what_changed_since(contracts: list[Contract]) -> None:
    index_reading()
    keys = set(KeptFigures.objects.values_list("key", flat=True))
    assert {"figures:country=TR", f"figures:party={contracts[0].firm_id}", "board:all", "places:all"} <= keys
    assert "figures:country=QA" not in keys
    Contract.objects.filter(pk=contracts[0].pk).update(country="QA", changed_at=timezone.now())
    assert FIGURES.load("country=TR", 3).contracts.number == 3
    KeptFigures.objects.update(made_at=timezone.now() - timedelta(minutes=20))
    Contract.objects.update(changed_at=timezone.now() - timedelta(minutes=10))
    index_reading()
    assert FIGURES.load("country=TR", 3).contracts.number == 2
    assert "figures:country=QA" in set(KeptFigures.objects.values_list("key", flat=True))
    assert kept.refresh_kept() == 0


def test_counting_ends_when_its_time_is_over() -> None:
    assert kept.refresh_kept(seconds=-1) == 0


def test_what_has_few_contracts_again_is_kept_no_longer(contracts: list[Contract]) -> None:
    kept.refresh_kept()
    Contract.objects.filter(country="TR").update(country="")
    kept.refresh_kept()
    assert not KeptFigures.objects.filter(key="figures:country=TR").exists()


def test_pages_read_what_was_kept(client: Client) -> None:
    before = {page: client.get(page).status_code for page in PAGES}
    assert set(before.values()) == {200}
    page = client.get("/countries/TR/").content.decode()
    assert "Counted" in page
    assert "Client 0" in page
    assert count_board("all").firms[0].name in client.get("/").content.decode()
