"""Every page of the admin, on rows of every model: it answers, it finds, it counts its queries, it runs no script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.world import SECRET_STREET, World
from tests.factories import list_principal, make_article, make_file, report, tell
from tracker.models import Contract, Party, Source

MODELS = [model for model in admin.site._registry if model._meta.app_label == "tracker"]
NAMES = [str(model._meta.model_name) for model in MODELS]

_SCRIPTED = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>|\son\w+\s*=|\sstyle\s*=|<style|javascript:", re.IGNORECASE)
_DATA = re.compile(r"<script[^>]*type=\"application/json\"")


def page_of(client: Client, name: str, *args: Any, query: str = "") -> Any:
    response = client.get(reverse(f"admin:{name}", args=args) + query)
    assert response.status_code == 200, response
    return response


def check_policy(response: Any) -> str:
    """The page obeys the content policy: no script or style in it; returns its HTML."""
    html: str = response.content.decode()
    assert not [found for found in _SCRIPTED.findall(html) if not _DATA.match(found)], _SCRIPTED.findall(html)
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    return html


def test_all_nouns_are_there() -> None:
    assert set(NAMES) == {
        "apikey", "change", "contract", "coverage", "document", "issue", "mention", "party", "partyidentifier",
        "partyname", "person", "resource", "reviewitem", "run", "source", "statement",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_list_answers_and_finds(world: World, boss: Client, name: str) -> None:
    html = check_policy(page_of(boss, f"tracker_{name}_changelist"))
    assert "0 " not in re.findall(r'<p class="paginator">\s*(\d+ )', html)
    check_policy(page_of(boss, f"tracker_{name}_changelist", query="?q=ankara"))
    check_policy(page_of(boss, f"tracker_{name}_changelist", query="?q=1"))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_answers(world: World, boss: Client, name: str) -> None:
    model = next(model for model in MODELS if model._meta.model_name == name)
    rows = list(model._default_manager.all())
    assert rows
    for row in rows:
        html = check_policy(page_of(boss, f"tracker_{name}_change", row.pk))
        assert SECRET_STREET not in html and "Hiddenville" not in html
        page_of(boss, f"tracker_{name}_history", row.pk)


@pytest.mark.parametrize("name", NAMES)
def test_adding_is_offered_where_a_person_can(world: World, boss: Client, name: str) -> None:
    response = boss.get(reverse(f"admin:tracker_{name}_add"))
    assert response.status_code == (200 if name in ("apikey", "contract", "party", "source") else 403)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_deleted(world: World, boss: Client, name: str) -> None:
    model = next(model for model in MODELS if model._meta.model_name == name)
    row = model._default_manager.first()
    assert row is not None
    url = reverse(f"admin:tracker_{name}_delete", args=[row.pk])
    assert boss.post(url, {"post": "yes"}).status_code == 403
    assert "delete_selected" not in boss.get(reverse(f"admin:tracker_{name}_changelist")).content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_list_costs_the_same_however_long_it_is(world: World, boss: Client, name: str) -> None:
    url = reverse(f"admin:tracker_{name}_changelist")
    boss.get(url)
    before = _count_queries(boss, url)
    document = make_article("Peru hired firms. " * 10)
    for number in range(8):
        client, firm = f"Client {number} Company", f"Firm {number} Strategies LLC"
        tell(make_file(day=f"2025-05-0{number + 1}"), list_principal(client, firm, number=f"80{number}"))
        tell(document, report(f"Other {number} Company", f"Press {number} Strategies", document=document))
        Source.objects.create(slug=f"site-{number}", title=f"Site {number}", adapter="news", register="news")
    assert _count_queries(boss, url) <= before + 1
    assert before <= 16


def _count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_list_is_counted_to_a_limit(world: World, boss: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.admin.base.COUNT_LIMIT", 2)
    with CaptureQueriesContext(connection) as captured:
        page_of(boss, "tracker_statement_changelist")
    counts = [query["sql"] for query in captured if "COUNT(" in query["sql"] and "tracker_statement" in query["sql"]]
    assert counts and all("LIMIT 2" in sql for sql in counts)


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("contract", "savunma", "SSTEK Savunma"),
        ("contract", "SAVUNMA porter", "SSTEK Savunma"),
        ("party", "a&p", "Arnold"),
        ("party", "lima", "Lima Partners"),
        ("statement", "Peru", "Republic of Peru"),
        ("mention", "Lima", "Lima Partners"),
        ("issue", "13/45/2020", "no such day"),
        ("document", "Ankara hires", "Ankara hires"),
        ("partyidentifier", "1750", "1750"),
        ("source", "fara", "US foreign agents"),
        ("change", "savunma", "Corrected"),
        ("person", "EXAMPLE ann", "Ann Example"),
        ("coverage", "year=2024", "type=Q1 year=2024"),
    ],
)
def test_searches_find_what_they_should(world: World, boss: Client, name: str, query: str, expected: str) -> None:
    response = boss.get(reverse(f"admin:tracker_{name}_changelist"), {"q": query})
    found = response.context["cl"].result_list
    assert found and any(expected in str(row) or expected in str(vars(row)) for row in found)
    none = boss.get(reverse(f"admin:tracker_{name}_changelist"), {"q": "zzzz-not-there"})
    assert not none.context["cl"].result_list


def test_parties_and_contracts_are_found_where_they_are_asked_for(world: World, boss: Client) -> None:
    url = reverse("admin:autocomplete")
    asked = {"app_label": "tracker", "model_name": "contract", "field_name": "client", "term": "peru"}
    assert [row["text"] for row in boss.get(url, asked).json()["results"]] == ["Republic of Peru"]
    Party.objects.filter(name="Republic of Peru").update(merged_into=world.contract.firm)
    assert boss.get(url, asked).json()["results"] == []
    asked = {"app_label": "tracker", "model_name": "statement", "field_name": "pinned_to", "term": "savunma"}
    assert [row["id"] for row in boss.get(url, asked).json()["results"]] == [str(world.contract.pk)]
    Contract.objects.filter(pk=world.contract.pk).update(withdrawn_at="2025-01-01T00:00Z")
    assert boss.get(url, asked).json()["results"] == []


def test_runs_are_listed_with_counts_and_errors(world: World, boss: Client) -> None:
    html = check_policy(page_of(boss, "tracker_run_changelist"))
    assert "1 quarantined, 1 failed" in html and "one row could not be read" in html


def test_the_front_page_says_what_waits(world: World, boss: Client) -> None:
    html = check_policy(page_of(boss, "index"))
    assert "1 open" in html and "Read an article" in html and "Enter a contract" in html


def test_old_states_are_shown_and_never_put_back(world: World, boss: Client) -> None:
    record = world.contract.history.first()
    url = reverse("admin:tracker_contract_simple_history", args=[world.contract.pk, record.pk])
    assert "Revert" not in boss.get(url).content.decode()
    assert boss.post(url, {"note": "x"}).status_code == 403
    assert "advice on arms" in page_of(boss, "tracker_contract_history", world.contract.pk).content.decode()
