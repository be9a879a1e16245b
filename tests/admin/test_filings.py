"""Periodic filings in the admin: what statements, contracts and persons show of them, and filters that stay cheap."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.browsing import send
from tests.admin.test_pages import check_policy
from tests.admin.world import World
from tests.factories import make_file, make_source, tell
from tests.views.filings import ANN, file_report
from tracker.models import Person, Statement
from tracker.records import PartyMention

LIST = "/admin/tracker/statement/"


def change_page(client: Client, row: Any) -> str:
    url = reverse(f"admin:tracker_{row._meta.model_name}_change", args=[row.pk])
    response = client.get(url)
    assert response.status_code == 200
    return check_policy(response)


def found(client: Client, query: str) -> set[str]:
    response = client.get(LIST + query)
    assert response.status_code == 200, response
    return set(response.context["cl"].queryset.values_list("register_key", flat=True))


# -- Statements and contracts ------------------------------------------------------------------------------


def test_a_filing_shows_its_period_amount_numbers_people_and_all_that_was_filed(world: World, boss: Client) -> None:
    statement = Statement.objects.get(register_key="d")
    html = change_page(boss, statement)
    for words in (
        "2024-Q3",
        "Q3: 3rd Quarter - Report",
        "$60,000 income for 2024 Q3",
        "registrant_id",
        "&quot;issue&quot;: &quot;Trade (domestic/foreign)&quot;",
        "Bob Example",
        "Ann Example</a>, Counsel, Senate",
    ):
        assert words in html, words
    assert 'name="details"' not in html


def test_what_is_no_filing_has_no_such_part(world: World, boss: Client) -> None:
    assert "all that was filed" not in change_page(boss, Statement.objects.get(raw_client="Republic of Peru")).lower()


def test_a_report_without_an_amount_is_not_nothing(world: World, boss: Client) -> None:
    html = change_page(boss, Statement.objects.get(register_key="c"))
    assert "no amount for 2024 Q2" in html
    assert "$0" not in html


def test_a_contract_shows_what_was_reported_last_and_cannot_be_told_otherwise(world: World, boss: Client) -> None:
    html = change_page(boss, world.filed)
    assert "In its filings" in html
    assert "$60,000 income for 2024 Q3" in html
    assert "registrant_id" in html
    assert 'name="latest_amount"' not in html and 'name="is_self_filed"' not in html
    assert "In its filings" not in boss.get("/admin/tracker/contract/add/").content.decode()


def test_lists_show_what_was_reported_where_there_is_no_price(world: World, boss: Client) -> None:
    assert "$60,000 income for 2024 Q3" in boss.get("/admin/tracker/contract/?q=guides").content.decode()
    assert "$80,000 income for 2024 Q1" in boss.get(f"{LIST}?q=guides").content.decode()


# -- Filters -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("?register=us-lda", {"a", "b", "c", "d"}),
        ("?report_type=Q1", {"a", "b"}),
        ("?year=2024&part=Q3", {"d"}),
        ("?part=H1", set()),
        ("?year=2023", set()),
    ],
)
def test_statements_are_found_by_register_type_and_period(
    world: World, boss: Client, query: str, keys: set[str]
) -> None:
    assert found(boss, query) == keys


def test_long_filters_are_folded_until_they_are_used(world: World, boss: Client) -> None:
    def opened(query: str) -> dict[str, bool]:
        page = BeautifulSoup(boss.get(LIST + query).content, "html.parser")
        parts = page.select("#changelist-filter details")
        return {str(part["data-filter-title"]): part.has_attr("open") for part in parts}

    assert {"report type": False, "year reported": False, "state": True}.items() <= opened("").items()
    assert {"report type": True, "year reported": False}.items() <= opened("?report_type=Q1").items()


@pytest.mark.parametrize("query", ["?year=soon", "?register=nowhere", "?report_type=%00", "?part='"])
def test_a_filter_that_means_nothing_breaks_nothing(world: World, boss: Client, query: str) -> None:
    assert len(found(boss, query)) == Statement.objects.values("register_key").distinct().count()


def test_filters_are_offered_without_asking_what_there_is(world: World, boss: Client) -> None:
    boss.get(LIST)
    with CaptureQueriesContext(connection) as captured:
        assert boss.get(LIST).status_code == 200
    about = [query["sql"] for query in captured if 'FROM "tracker_statement"' in query["sql"]]
    assert not [sql for sql in about if "DISTINCT" in sql or "GROUP BY" in sql]
    counts = [sql for sql in about if "COUNT(" in sql]
    assert counts and all("LIMIT" in sql for sql in counts)


# -- People ------------------------------------------------------------------------------------------------


def tell_other_ann() -> tuple[Person, Person]:
    """The same name at another firm."""
    firm = PartyMention("Other Strategies LLC", scheme="us-lda", identifier="8")
    record = file_report(
        "o", "2024-Q4", date(2025, 1, 20), 5_000, firm=firm, contract_key="8-1", report_key="8-1|2024-Q4"
    )
    tell(make_file(make_source("us-lda"), day="2025-02-01"), record)
    ann, other = Person.objects.filter(name=ANN.name).order_by("pk")
    return ann, other


def form_of(person: Person) -> str:
    return reverse("admin:tracker_person_change", args=[person.pk])


def test_a_person_shows_firm_filings_and_namesakes(world: World, editor: Client) -> None:
    ann, other = tell_other_ann()
    html = change_page(editor, ann)
    assert "Example Public Affairs LLC" in html
    assert "Ann Example (Other Strategies LLC)" in html
    assert "4 filings" in html
    assert found(editor, f"?appearances__person__id__exact={ann.pk}") == {"a", "b", "c", "d"}
    assert found(editor, f"?appearances__person__id__exact={other.pk}") == {"o"}
    assert 'name="name"' not in html


def test_an_editor_says_that_two_are_one_and_takes_it_back(world: World, editor: Client) -> None:
    ann, other = tell_other_ann()
    send(editor, form_of(other), "#person_form", merged_into=str(ann.pk))
    other.refresh_from_db()
    assert other.merged_into == ann
    assert "Ann Example (Other Strategies LLC)" in change_page(editor, ann)
    assert other.history.first().history_user.username == "one of Editors"
    send(editor, form_of(other), "#person_form", merged_into="")
    other.refresh_from_db()
    assert other.merged_into is None


def test_nobody_leads_in_a_circle_and_chains_are_short(world: World, editor: Client) -> None:
    ann, other = tell_other_ann()
    bob = Person.objects.get(name="Bob Example")
    send(editor, form_of(other), "#person_form", merged_into=str(ann.pk))
    response = send(editor, form_of(ann), "#person_form", merged_into=str(other.pk))
    assert "leads back to this one" in response.content.decode()
    send(editor, form_of(bob), "#person_form", merged_into=str(other.pk))
    bob.refresh_from_db()
    assert bob.merged_into == ann


def test_an_operator_looks_at_people_and_changes_nothing(world: World, operator: Client) -> None:
    html = change_page(operator, Person.objects.get(name="Bob Example"))
    assert 'name="_save"' not in html


def test_people_are_found_where_they_are_asked_for(world: World, boss: Client) -> None:
    ann, other = tell_other_ann()
    Person.objects.filter(pk=other.pk).update(merged_into=ann)
    asked = {"app_label": "tracker", "model_name": "person", "field_name": "merged_into", "term": "ann"}
    results = boss.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [row["id"] for row in results] == [str(ann.pk)]


# -- Coverage ----------------------------------------------------------------------------------------------


def test_what_is_incomplete_is_found(world: World, boss: Client) -> None:
    html = boss.get("/admin/tracker/coverage/?complete=no").content.decode()
    assert "type=Q1 year=2024" in html
    assert "type=Q1 year=2024" not in boss.get("/admin/tracker/coverage/?complete=yes").content.decode()
