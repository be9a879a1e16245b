"""What periodic filings tell on pages: amounts by period, issues, bodies, persons."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_file, make_source, tell, tell_story
from tests.views.filings import ANN, file_report, tell_reports
from tests.views.reading import link, read, words
from tracker.models import Change, Person, Statement

pytestmark = pytest.mark.django_db


def test_amounts_stand_by_period_with_what_amendments_replaced(client: Client) -> None:
    page = read(client, tell_reports().get_absolute_url())
    section = page.select_one("section[aria-labelledby=reports]")
    assert section is not None
    rows = [[words(cell).strip() for cell in row.select("th, td")] for row in section.select("tbody tr")]
    assert rows == [
        ["2024 Q3", "$60,000", "income", "20 Oct 2024", ""],
        ["2024 Q2", "none given", "income", "20 Jul 2024", ""],
        ["2024 Q1", "$40,000", "income", "2 May 2024", "$80,000"],
    ]
    assert words(section.select_one("del")) == "$80,000"
    assert "not the agreed price" in words(section)
    heights = [int(str(bar["height"])) for bar in section.select("svg rect")]
    assert heights == [52, 35]
    assert [str(bar["x"]) for bar in section.select("svg rect")] == ["21", "01"]


def test_income_and_expenses_are_not_drawn_together(client: Client) -> None:
    contract = tell_reports()
    source = make_source("us-lda")
    tell(
        make_file(source, day="2025-02-01"),
        file_report("e", "2024-Q4", date(2025, 1, 20), 90_000, amount_kind="expenses"),
    )
    section = read(client, contract.get_absolute_url()).select_one("section[aria-labelledby=reports]")
    assert section is not None
    assert section.select("svg") == []
    assert "are not added" in words(section)


def test_issues_bodies_and_persons_are_told_once(client: Client) -> None:
    page = read(client, tell_reports().get_absolute_url())
    issues = page.select_one("section[aria-labelledby=issues]")
    assert issues is not None
    assert [words(one).strip() for one in issues.select("dt")] == [
        "Trade (domestic/foreign) in 3 reports",
        "Budget/Appropriations",
    ]
    assert "Addressed: House of Representatives; Senate." in words(issues)
    people = page.select("section[aria-labelledby=people] li")
    assert [words(one).strip() for one in people] == [
        "Ann Example 2024 Q1 – 2024 Q3 held: Counsel, Senate",
        "Bob Example 2024 Q3",
    ]


def test_each_filing_leads_to_its_own_page_and_numbers_have_names(client: Client) -> None:
    page = read(client, tell_reports().get_absolute_url())
    assert "US-LDA registrant id 7, client id 9" in words(page)
    filings = {str(link["href"]) for link in page.select("a[rel~=external]") if link.text == "the filing"}
    assert filings == {f"https://register.example/filing/{number}" for number in "abcd"}
    heads = [words(head).strip() for head in page.select("article.statement h3")]
    assert heads[0] == "20 Oct 2024 Report"


def test_lists_show_the_latest_report_where_no_price_is_known(client: Client) -> None:
    tell_reports()
    (row,) = read(client, "/contracts/").select("tbody tr")
    assert "$60,000 income reported for 2024 Q3" in words(row)


def test_a_contract_without_filings_has_no_such_sections(client: Client) -> None:
    page = read(client, tell_story().get_absolute_url())
    assert page.select("#reports, #issues, #people") == []


def test_a_change_tells_period_and_amount(client: Client) -> None:
    contract = tell_reports()
    assert Change.objects.filter(contract=contract, kind="reported").exists()
    newest = words(read(client, contract.get_absolute_url()).select_one("section[aria-labelledby=history] li"))
    assert "Reported" in newest
    assert "Period 2024-Q2 → 2024-Q3" in newest
    assert "$60,000" in newest


def test_queries_do_not_grow_with_reports(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    contract = tell_reports()
    with django_assert_num_queries(6):
        client.get(contract.get_absolute_url())
    source = make_source("us-lda")
    for year in range(2010, 2020):
        tell(
            make_file(source, day=f"{year}-05-01"),
            file_report(f"y{year}", f"{year}-Q1", date(year, 4, 20), 10_000),
            told=False,
        )
    with django_assert_num_queries(6):
        client.get(contract.get_absolute_url())


# -- Persons -----------------------------------------------------------------------------------------------


def test_a_person_is_shown_with_firm_office_and_contracts(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    contract = tell_reports()
    page = read(client, link(read(client, contract.get_absolute_url()), "section[aria-labelledby=people] a"))
    text = words(page)
    assert words(page.select_one("h1")) == "Ann Example"
    assert "Named in filings of Example Public Affairs LLC" in text
    assert "Counsel, Senate" in text
    (row,) = page.select("tbody tr")
    assert "Girl Guides" in words(row)
    assert "2024 Q1 – 2024 Q3" in words(row)
    assert link(row, "a") == contract.get_absolute_url()
    url = Person.objects.get(name="Ann Example").get_absolute_url()
    with django_assert_num_queries(5):
        client.get(url)


def test_a_filing_that_was_rejected_names_nobody(client: Client) -> None:
    tell_reports()
    Statement.objects.update(state=Statement.State.REJECTED)
    page = read(client, Person.objects.get(name="Ann Example").get_absolute_url())
    assert "0 contracts" in words(page)
    assert "No filing that stands" in words(page)


def test_somebody_who_is_somebody_else_leads_there(client: Client) -> None:
    tell_reports()
    ann, bob = Person.objects.get(name=ANN.name), Person.objects.get(name="Bob Example")
    bob.merged_into = ann
    bob.save()
    response = client.get(bob.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, ann.get_absolute_url())
    assert response["Cache-Control"] == "no-cache"


def test_there_is_no_person_without_a_number(client: Client) -> None:
    read(client, "/people/999/", 404)
