"""What periodic filings tell on pages: amounts by period, issues, bodies, persons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import Tag
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_file, make_source, tell, tell_story
from tests.views.filings import ANN, TRADE, file_report, tell_reports
from tests.views.reading import link, read, words
from tracker.models import Change, Contract, Person, Statement
from tracker.records import PartyMention, StatementRecord
from tracker.services.evidence import Spoken
from tracker.services.periods import fold_timeline

pytestmark = pytest.mark.django_db


def section(page: Tag, name: str) -> Tag:
    found = page.select_one(f"section[aria-labelledby={name}]")
    assert found is not None
    return found


def rows_of(part: Tag) -> list[list[str]]:
    return [[words(cell).strip() for cell in row.select("th, td")] for row in part.select("tbody tr")]


def tell_more(*records: StatementRecord) -> None:
    """Further filings of the same engagement, all from one file."""
    tell(make_file(make_source("us-lda"), day="2025-06-01"), *records, told=False)


def test_reports_stand_by_period_with_type_amount_and_filing(client: Client) -> None:
    reports = section(read(client, tell_reports().get_absolute_url()), "reports")
    assert rows_of(reports) == [
        ["2024 Q3", "3rd Quarter - Report", "$60,000 income", "20 Oct 2024", "filing of 2024 Q3, posted 20 Oct 2024"],
        ["2024 Q2", "2nd Quarter - Report", "none given", "20 Jul 2024", "filing of 2024 Q2, posted 20 Jul 2024"],
        ["2024 Q1", "1st Quarter - Report", "$40,000 income", "2 May 2024", "filing of 2024 Q1, posted 2 May 2024"],
        [
            "2024 Q1", "1st Quarter - Report superseded", "$80,000 income", "20 Apr 2024",
            "filing of 2024 Q1, posted 20 Apr 2024",
        ],
    ]  # fmt: skip
    (past,) = reports.select("tr.is-past")
    assert words(past.select_one("del")).strip() == "$80,000 income"
    assert link(past, "a[rel~=external]") == "https://register.example/filing/a"


def test_bars_stand_at_their_quarters_and_blank_is_not_nothing(client: Client) -> None:
    contract = tell_reports()
    tell_more(file_report("z", "2023-Q2", date(2023, 7, 20), 0), file_report("h", "2022-H1", date(2022, 8, 1), 30_000))
    (chart,) = section(read(client, contract.get_absolute_url()), "reports").select("svg")
    bars = [(str(bar["x"]), str(bar["width"]), str(bar["height"]), bar.text) for bar in chart.select("rect")]
    assert bars == [
        # Half a year is two quarters wide; quarters without a report stay free.
        ("1", "18", "25", "2022 H1: $30,000"),
        ("51", "8", "1", "2023 Q2: $0"),
        ("81", "8", "33.33", "2024 Q1: $40,000"),
        ("91", "8", "1", "2024 Q2: none given"),
        ("101", "8", "50", "2024 Q3: $60,000"),
    ]
    assert [bar.text for bar in chart.select(".unstated")] == ["2024 Q2: none given"]
    assert chart["viewbox"] == "0 0 110 52"
    assert "as in the table below" in words(chart.title)


def test_a_mistyped_year_does_not_stretch_the_chart(client: Client) -> None:
    contract = tell_reports()
    tell_more(file_report("y", "3013-Q1", date(2024, 11, 1), 50_000))
    (chart,) = section(read(client, contract.get_absolute_url()), "reports").select("svg")
    assert chart["viewbox"] == "0 0 40 52"


def test_one_amount_is_no_chart(client: Client) -> None:
    tell(make_file(make_source("us-lda", register="us-lda")), file_report("a", "2024-Q1", date(2024, 4, 20), 5_000))
    page = read(client, Contract.objects.get().get_absolute_url())
    assert section(page, "reports").select("svg") == []


def test_the_sum_says_what_is_in_it(client: Client) -> None:
    contract = tell_reports()
    text = words(section(read(client, contract.get_absolute_url()), "reports"))
    assert "US lobbyists (LDA): $100,000 income in 2 reports, 2024 Q1 to 2024 Q3." in text
    assert "not an agreed price" in text


def test_income_and_expenses_are_neither_added_nor_drawn_together(client: Client) -> None:
    contract = tell_reports()
    tell_more(
        file_report("e", "2024-Q4", date(2025, 1, 20), 90_000, amount_kind="expenses"),
        file_report("f", "2025-Q1", date(2025, 4, 20), 80_000, amount_kind="expenses"),
    )
    reports = section(read(client, contract.get_absolute_url()), "reports")
    assert "they are two things and are not added" in words(reports)
    assert "$270,000" not in words(reports)
    drawn = [words(figure.figcaption) for figure in reports.select("figure")]
    assert drawn == [
        "Income by period; highest: $60,000 for 2024 Q3",
        "Expenses by period; highest: $90,000 for 2024 Q4",
    ]


def test_the_last_report_stands_beside_the_price_and_is_none(client: Client) -> None:
    contract = tell_reports()
    tell_more(
        file_report(
            "d2", "2024-Q3", date(2024, 11, 2), 60_000, evidence={"amount": "income"}, fields={"income": "60000.00"}
        )
    )
    rows = read(client, contract.get_absolute_url()).select(".facts-list > div")
    facts = {words(row.dt): row.dd for row in rows if row.dd}
    assert words(facts["Value"]).strip() == "not disclosed"
    assert "$60,000 reported for 2024 Q3, income" in words(facts["Last report"])
    assert "income 60000.00" in words(facts["Last report"].details)
    assert "Self-filed" not in facts


def test_names_are_shown_as_filed_though_the_kept_columns_do_not_repeat_them(client: Client) -> None:
    page = read(client, tell_reports().get_absolute_url())
    filed = {words(one.span).strip(): words(one.q) for one in page.select(".facts-list .filed")}
    assert filed == {"client.name": "Girl Guides", "registrant.name": "Example Public Affairs LLC"}


def test_who_lobbies_for_itself_is_marked(client: Client) -> None:
    own = PartyMention("Example Association", scheme="us-lda", identifier="8")
    record = file_report(
        "a", "2024-Q1", date(2024, 4, 20), 5_000, client=own, firm=own, contract_key="8-1", amount_kind="expenses",
        details={"is_self_filer": True},
    )  # fmt: skip
    tell(make_file(make_source("us-lda", register="us-lda")), record)
    page = read(client, Contract.objects.get().get_absolute_url())
    assert "lobbies for itself its expenses include what it pays to firms" in words(page)
    assert "not to be added to their income" in words(section(page, "reports"))


def test_a_copy_of_another_office_is_no_amendment(client: Client) -> None:
    contract = tell_reports()
    tell_more(file_report("copy", "2024-Q3", date(2024, 10, 21), 60_000, is_copy=True))
    page = read(client, contract.get_absolute_url())
    assert rows_of(section(page, "reports"))[1][1] == "3rd Quarter - Report another office’s copy"
    assert "Another office’s copy of a report" in words(section(page, "timeline"))


def test_issues_and_bodies_are_those_of_the_newest_filing(client: Client) -> None:
    filed = section(read(client, tell_reports().get_absolute_url()), "filed")
    assert [words(one).strip() for one in filed.select(".issues dt")] == ["Trade (domestic/foreign)"]
    text = words(filed)
    assert "As filed for 2024 Q3 , posted 20 Oct 2024" in text
    assert "Tariffs on tents." in text
    assert "Addressed: Senate; House of Representatives" in text
    assert "Other filings also name: Budget/Appropriations." in text


def test_long_and_many_descriptions_are_folded(client: Client) -> None:
    contract = tell_reports()
    many = tuple({**TRADE, "issue": f"Issue {number}", "description": "Tents. " * 200} for number in range(9))
    tell_more(file_report("n", "2024-Q4", date(2025, 1, 20), 5_000, many))
    filed = section(read(client, contract.get_absolute_url()), "filed")
    assert "3 more issues" in words(filed)
    for text in filed.select(".as-written"):
        assert text.find_parent("details") is not None


def test_what_is_behind_the_client_and_who_was_convicted_is_told(client: Client) -> None:
    contract = tell_reports()
    behind = {
        "foreign_entities": [
            {"name": "Mother AS", "country": "NO", "ownership_percentage": "75.50", "contribution": "10000.00"},
            {"name": "Silent AG", "country": "", "ownership_percentage": "", "contribution": "some"},
        ],
        "affiliated": [{"name": "Sister Inc.", "country": "US", "url": "javascript:alert(1)"}],
        "convictions": [{"person": "Ann Example", "date": "2000-06-22", "description": "Fraud <b>indeed</b>."}],
        "client_description": "Guides of girls",
        "client_government_entity": True,
    }
    tell_more(
        file_report("n", "2024-Q4", date(2025, 1, 20), None, details={**behind, "is_no_activity": True}),
        file_report("m", "2025-Q1", date(2025, 4, 20), None, details={"convictions": behind["convictions"]}),
    )
    filed = section(read(client, contract.get_absolute_url()), "filed")
    assert rows_of(filed) == [
        ["Mother AS", "Norway", "75.5 %", "$10,000"],
        ["Silent AG", "–", "not stated", "some"],
    ]
    text = words(filed)
    assert "Sister Inc. (United States) javascript:alert(1)" in text
    assert text.count("Fraud <b>indeed</b>.") == 1
    assert "Guides of girls It is a government body." in text
    assert "no activity" not in text
    assert filed.select("a[href^=javascript], b") == []


def test_a_last_report_without_activity_is_told(client: Client) -> None:
    contract = tell_reports()
    tell_more(file_report("n", "2024-Q4", date(2025, 1, 20), None, details={"is_no_activity": True}))
    text = words(section(read(client, contract.get_absolute_url()), "filed"))
    assert "The last report says that there was no activity: 2024 Q4" in text
    assert "As filed for 2024 Q3" in text


def test_lobbyists_are_told_with_periods_and_offices(client: Client) -> None:
    people = section(read(client, tell_reports().get_absolute_url()), "people")
    assert rows_of(people) == [
        ["Ann Example", "2024 Q1 – 2024 Q3", "Counsel, Senate"],
        ["Bob Example", "2024 Q3", ""],
    ]


def test_a_person_whom_only_a_superseded_filing_names_is_not_told(client: Client) -> None:
    contract = tell_reports()
    tell_more(file_report("d2", "2024-Q3", date(2024, 11, 20), 60_000, (TRADE,)))
    people = section(read(client, contract.get_absolute_url()), "people")
    assert "Bob Example" not in words(people)


# -- Many filings ------------------------------------------------------------------------------------------


def tell_years() -> Contract:
    """Fifteen years of quarters with a wordy purpose, beside the three quarters of 2024."""
    contract = tell_reports()
    quarters = [(year, quarter) for year in range(2009, 2024) for quarter in (1, 2, 3, 4)]
    tell_more(
        *(
            file_report(f"{y}-{q}", f"{y}-Q{q}", date(y, q * 3, 20), 1_000 * q, purpose="Tents and more tents. " * 60)
            for y, q in quarters
        )
    )
    return contract


def test_years_of_filings_are_folded(client: Client) -> None:
    page = read(client, tell_years().get_absolute_url())
    timeline = section(page, "timeline")
    assert [words(head).strip() for head in timeline.select("details.chapter > summary")] == [
        f"{year}: 4 filings" for year in range(2023, 2008, -1)
    ]
    opened = [
        one for one in timeline.select("article.statement") if one.find_parent("details", class_="chapter") is None
    ]
    assert [str(one.h3.time["datetime"])[:4] for one in opened if one.h3 and one.h3.time] == ["2024"] * 4
    assert max(len(words(one.select_one(".as-filed"))) for one in timeline.select("article")) < 400
    reports = section(page, "reports")
    tables = reports.select("table")
    assert [len(table.select("tbody tr")) for table in tables] == [12, 52]
    assert tables[1].find_parent("details") is not None


def test_every_statement_has_its_anchor(client: Client) -> None:
    contract = tell_years()
    page = read(client, contract.get_absolute_url())
    anchors = {str(one["href"])[1:] for one in page.select('a[href^="#statement-"]')}
    assert anchors <= {str(one["id"]) for one in page.select("article.statement")}
    assert len(page.select("article.statement")) == 64


def test_news_stays_at_its_place_between_folded_years() -> None:
    contract = tell_years()
    statements = list(contract.statements.order_by("-posted_on"))
    told = [Spoken(statement) for statement in statements]
    told[10].statement.contract_key = ""
    chapters = fold_timeline(told)
    assert [one.statement.pk for chapter in chapters for one in chapter.told] == [one.pk for one in statements]
    alone = next(chapter for chapter in chapters if told[10] in chapter.told)
    assert (len(alone.told), alone.is_folded) == (1, False)


def test_each_filing_leads_to_its_own_page_and_numbers_have_names(client: Client) -> None:
    page = read(client, tell_reports().get_absolute_url())
    assert "US-LDA client record 9, registrant 7" in words(page)
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
    assert page.select("#reports, #filed, #people, .chapter") == []


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
    assert words(section(page, "positions").select_one("li")).strip() == "Counsel, Senate 2024 Q1 – 2024 Q3"
    (row,) = page.select("tbody tr")
    # Three quarters; the superseded report of the first one does not count.
    assert "2024 Q1 – 2024 Q3 3 filings" in words(row)
    assert "Girl Guides" in words(row)
    assert link(row, "a") == contract.get_absolute_url()
    assert "No other firm’s filings name somebody of this name." in text
    # The person, who else it is, offices, contracts and their parties, namesakes, sources in the footer.
    url = Person.objects.get(name="Ann Example").get_absolute_url()
    with django_assert_num_queries(7):
        client.get(url)
    tell_more(*(engage(number) for number in range(20)))
    with django_assert_num_queries(7):
        client.get(url)


def engage(number: int, **more: Any) -> StatementRecord:
    """Another client of the same firm, for which Ann lobbies."""
    return file_report(
        f"client-{number}", "2024-Q4", date(2025, 1, 20), 5_000, client=PartyMention(f"Client {number:02}"),
        contract_key=f"7-1{number:02}", report_key=f"7-1{number:02}|2024-Q4", **more,
    )  # fmt: skip


def test_many_contracts_of_a_person_are_folded(client: Client) -> None:
    tell_reports()
    tell_more(*(engage(number) for number in range(20)))
    engagements = section(read(client, Person.objects.get(name="Ann Example").get_absolute_url()), "engagements")
    assert words(engagements.h2) == "21 contracts"
    shown, folded = engagements.select("table")
    assert (len(shown.select("tbody tr")), len(folded.select("tbody tr"))) == (12, 9)
    assert "9 more, named earlier" in words(engagements)
    assert "Girl Guides" in words(folded)


def test_a_namesake_at_another_firm_may_be_somebody_else(client: Client) -> None:
    tell_reports()
    tell_more(engage(1, firm=PartyMention("Other Strategies LLC", scheme="us-lda", identifier="8")))
    one, other = Person.objects.filter(name="Ann Example").order_by("pk")
    page = read(client, one.get_absolute_url())
    namesakes = section(page, "namesakes")
    assert "It may be somebody else" in words(namesakes)
    assert link(namesakes, "li a") == other.get_absolute_url()
    assert "named by Other Strategies LLC" in words(namesakes)
    assert "Other Strategies" not in words(section(page, "engagements"))
    # Until an editor knows that they are one.
    other.merged_into = one
    other.save()
    page = read(client, one.get_absolute_url())
    assert "Other Strategies" in words(section(page, "engagements"))
    assert section(page, "namesakes").select("li") == []
    contract = Contract.objects.get(client__name="Client 01")
    assert link(section(read(client, contract.get_absolute_url()), "people"), "a") == one.get_absolute_url()


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
