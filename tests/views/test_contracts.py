"""The contract list and the contract page: what they show, refuse and cost."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    list_principal,
    make_article,
    make_contract,
    make_file,
    make_source,
    report,
    tell,
    tell_story,
)
from tests.views.reading import fill, link, read, words
from tracker.models import Contract, Statement

pytestmark = pytest.mark.django_db


# -- The list ----------------------------------------------------------------------------------------------


def test_the_list_shows_contracts_with_price_term_dates_and_who_tells(client: Client) -> None:
    tell_story()
    page = read(client, "/contracts/")
    (row,) = page.select("tbody tr")
    text = words(row)
    assert "SSTEK Savunma Sanayi Teknolojileri AS" in text
    assert "for Presidency of Defence Industries" in text
    assert "$1,500,000 total" in text
    assert "1 year" in text
    assert "1 Feb 2021 – Aug 2022" in text
    assert "terminated" in text
    assert "press" in text
    assert "US-FARA" in text


def test_pages_follow_one_another_both_ways(client: Client) -> None:
    contracts = fill(120)
    seen: list[str] = []
    url: str | None = "/contracts/?sort=client"
    while url:
        page = read(client, url)
        seen += [str(link["href"]) for link in page.select("a.row-link")]
        following = page.select_one("a[rel=next]")
        url = str(following["href"]) if following else None
    assert len(seen) == len(set(seen)) == len(contracts)
    before = read(client, link(page, "a[rel=prev]"))
    assert [link["href"] for link in before.select("a.row-link")] == seen[50:100]
    assert "120 contracts" in words(before)


def test_the_number_of_queries_of_the_list_is_fixed(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Choices of country and register (twice: who tells, who discloses), rows, count, sources in the footer; seven
    # facets with the names of clients and firms.
    tell_story()
    fill(60)
    with django_assert_num_queries(16):
        client.get("/contracts/?country=TR&sort=-registered")
    fill(90)
    with django_assert_num_queries(16):
        client.get("/contracts/?country=TR&sort=-registered")


def test_facets_narrow_the_list_and_let_go_again(client: Client) -> None:
    tell_story()
    fill(9)
    page = read(client, "/contracts/")
    facets = {words(one.select_one("h3")): one for one in page.select(".facet-list > div")}
    firms = [words(one).strip() for one in facets["Firm"].select("li")]
    assert firms[:2] == ["Firm 0 LLC 2", "Firm 1 LLC 2"]
    narrowed = read(client, link(facets["Firm"], "a"))
    assert "2 contracts" in words(narrowed.select_one("#result-count"))
    assert "Firm" not in [words(one) for one in narrowed.select(".facet-list h3")]
    chosen = read(client, "/contracts/?status=terminated").select_one(".facet-list a.is-chosen")
    assert chosen is not None
    assert (chosen["aria-current"], chosen["href"]) == ("true", "/contracts/")


def test_htmx_gets_the_part_that_changes_and_a_clean_address(client: Client) -> None:
    tell_story()
    response = client.get("/contracts/?q=&country=TR&utm_source=x", headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == "/contracts/?country=TR"
    assert "HX-Request" in response["Vary"]
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("html") is None
    assert page.select_one("#browse #results") is not None
    announcement = page.select_one("#announcement")
    assert announcement is not None
    assert announcement["hx-swap-oob"] == "innerHTML"
    assert announcement.text == "1 contract"


def test_a_restored_page_is_whole(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert read(client, "/contracts/", headers=headers).select_one("html") is not None


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_filter_that_cannot_be_read_answers_400_and_names_the_valid_ones(
    client: Client, headers: dict[str, str]
) -> None:
    tell_story()
    page = read(client, "/contracts/?colour=red&value_min=lots", 400, headers)
    problems = page.select("[role=alert]")
    assert len(problems) == 1
    text = words(problems[0])
    assert "no filter called “colour”" in text
    assert "“lots” is no amount" in text
    assert {code.text for code in problems[0].select("code")} >= {"country", "q", "sort", "after"}
    assert page.select("tbody tr") == []


def test_the_input_at_fault_says_so(client: Client) -> None:
    page = read(client, "/contracts/?value_min=lots", 400)
    field = page.select_one("#id_value_min")
    assert field is not None
    assert field["aria-invalid"] == "true"
    assert "lots" in words(page.select_one(f"#{field['aria-describedby']}"))
    assert page.select_one("details.more-filters")["open"] == ""  # type: ignore[index]


def test_what_only_tracks_readers_is_ignored(client: Client) -> None:
    tell_story()
    page = read(client, "/contracts/?utm_source=a&fbclid=b&gclid=c&mc_cid=d")
    assert "1 contract" in words(page)


def test_every_input_has_a_label(client: Client) -> None:
    page = read(client, "/contracts/")
    inputs = page.select("input:not([type=hidden]), select")
    assert len(inputs) > 20
    for one in inputs:
        label = page.select_one(f'label[for="{one["id"]}"]')
        assert label is not None, one["id"]
        assert label.text.strip()


def test_active_filters_can_be_taken_off_one_by_one(client: Client) -> None:
    contract = tell_story()
    page = read(client, f"/contracts/?client={contract.client_id}&country=TR&status=terminated")
    chips = {words(chip).split("×")[0].strip(): chip["href"] for chip in page.select("a.chip")}
    assert chips == {
        "Client: SSTEK Savunma Sanayi Teknolojileri AS": "/contracts/?country=TR&status=terminated",
        "Client’s country: Turkey": f"/contracts/?client={contract.client_id}&status=terminated",
        "Status: terminated": f"/contracts/?client={contract.client_id}&country=TR",
    }
    # The id stays in the form, under its name.
    assert page.select_one(f'input[type=hidden][name=client][value="{contract.client_id}"]') is not None


def test_values_from_the_address_stay_in_the_form(client: Client) -> None:
    tell_story()
    page = read(client, "/contracts/?country=KE&country=TR&currency=XAF&basis=total&q=%22a+b%22")
    assert [one["value"] for one in page.select("#id_country option[selected]")] == ["TR", "KE"]
    assert [one["value"] for one in page.select("#id_currency option[selected]")] == ["XAF"]
    assert page.select_one("#id_q")["value"] == '"a b"'  # type: ignore[index]


def test_export_links_carry_the_filter_and_not_the_page(client: Client) -> None:
    fill(60)
    page = read(client, link(read(client, "/contracts/?country=TR&sort=client"), "a[rel=next]"))
    assert [link["href"] for link in page.select(".exports a")] == [
        "/contracts.csv?country=TR&sort=client",
        "/contracts.xlsx?country=TR&sort=client",
        "/contracts.jsonl?country=TR&sort=client",
        "/contracts.json?country=TR&sort=client",
        "/contracts.atom?country=TR&sort=client",
        "/docs/data/",
    ]


def test_sorting_by_value_says_how_it_was_made(client: Client) -> None:
    tell_story()
    text = words(read(client, "/contracts/?sort=-value"))
    assert "sorted as" not in text
    Contract.objects.update(
        value=50_000, value_basis="per_month", comparable_usd=600_000, comparable_note="per month × 12"
    )
    text = words(read(client, "/contracts/?sort=-value"))
    assert "sorted as $600,000 a year (per month × 12)" in text
    assert "without an exchange rate" in text


def test_headings_tell_the_order_and_turn_it_round(client: Client) -> None:
    tell_story()
    page = read(client, "/contracts/?sort=client&country=TR")
    heading = page.select_one("th:has(#sort-client)")
    assert heading is not None
    assert heading["aria-sort"] == "ascending"
    assert link(page, "#sort-client") == "/contracts/?country=TR&sort=-client"
    assert link(page, "#sort-registered") == "/contracts/?country=TR&sort=-registered"


def test_nothing_found_says_what_to_do(client: Client) -> None:
    tell_story()
    assert "No contract matches." in words(read(client, "/contracts/?q=nonsense"))
    assert "fewer or shorter words" in words(read(client, "/contracts/?q=nonsense"))


def test_an_empty_database_leads_to_the_front_page(client: Client) -> None:
    assert "There is nothing here yet" in words(read(client, "/contracts/"))


# -- One contract ------------------------------------------------------------------------------------------


def test_the_page_shows_each_value_with_its_evidence(client: Client) -> None:
    contract = tell_story()
    page = read(client, contract.get_absolute_url())
    facts = {words(dt): dd for dt, dd in ((row.dt, row.dd) for row in page.select(".facts-list > div")) if dt and dd}
    assert [words(mark) for mark in facts["Value"].select("mark")] == ["$1.5 million"]
    assert "It will pay $1.5 million until August 2022." in words(facts["Value"])
    assert "Ankara renews" in words(facts["Value"])
    assert "Foreign Principal Registration Date" in words(facts["Registered"])
    assert "02/16/2021" in words(facts["Registered"])
    assert "08/16/2022" in words(facts["Status"])
    for name in ("Client", "Country", "On behalf of", "Firm", "Term", "Start", "End", "Purpose", "Deregistered"):
        assert facts[name].select_one("details.evidence") is not None, name


def test_the_page_tells_terms_totals_timeline_and_changes(client: Client) -> None:
    contract = tell_story()
    page = read(client, contract.get_absolute_url())
    text = words(page)
    assert "First terms $750,000 total 6 months 1 Feb 2021" in text
    assert "Renewal $1,500,000 total 1 year" in text
    assert "Press discloses $2,250,000 in all : $750,000 (first terms) + $1,500,000 (renewal)." in text
    assert "Timeline: 3 statements" in text
    assert [words(head).split()[-1] for head in page.select(".statement h3")] == ["renewal", "contract", "entry"]
    assert "$750,000 total → $1,500,000 total" in words(page.select_one(".events"))
    assert f"http://testserver/contracts/{contract.pk}/" in text


def test_of_an_article_only_the_passages_are_shown(client: Client) -> None:
    contract = tell_story()
    text = words(read(client, contract.get_absolute_url()))
    assert "Ankara is looking for friends." in text
    assert "Nobody at the embassy would comment." in text
    assert "weather" not in text


def test_the_number_of_queries_of_a_contract_is_fixed(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Contract, statements, related contracts, changes, parties of changes, sources in the footer.
    contract = tell_story()
    with django_assert_num_queries(6):
        client.get(contract.get_absolute_url())
    for number in range(4):
        article = make_article(f"More news {number}.", published=f"2021-1{number % 3}-0{number + 1}")
        tell(
            article, report("SSTEK Savunma Sanayi Teknolojileri", "Arnold & Porter", document=article, value=number + 1)
        )
    with django_assert_num_queries(6):
        client.get(contract.get_absolute_url())


def test_spells_are_chained_and_link_to_each_other(client: Client) -> None:
    rows = [
        list_principal("Ministry of Tourism", "Example LLC", registered=date(2018, 1, 1), ended=date(2019, 1, 1)),
        list_principal("Ministry of Tourism", "Example LLC", registered=date(2020, 1, 1), ended=date(2021, 1, 1)),
        list_principal("Ministry of Tourism", "Example LLC", registered=date(2022, 1, 1)),
    ]
    first, second, third = tell(make_file(), *rows)
    for contract in (first, second, third):
        spells = read(client, contract.get_absolute_url()).select(".spells li")
        links = [spell.a["href"] if spell.a else "here" for spell in spells]
        expected = [other.get_absolute_url() if other != contract else "here" for other in (first, second, third)]
        assert links == expected


def test_a_row_that_is_gone_is_struck_through(client: Client) -> None:
    contract = make_contract()
    Statement.objects.update(gone_as_of="2025-05-01T00:00Z")
    page = read(client, contract.get_absolute_url())
    assert page.select_one(".statement.is-past del") is not None
    assert "No longer listed since 1 May 2025" in words(page)


def test_flags_are_explained(client: Client) -> None:
    contract = make_contract(ended=date(2020, 1, 1), flags=("ends_before_start", "some_new_flag"))
    text = words(read(client, contract.get_absolute_url()))
    assert "The end lies before the beginning." in text
    assert "some new flag" in text


def test_a_joined_contract_leads_to_its_survivor(client: Client) -> None:
    one, two, three = fill(3)
    Contract.objects.filter(pk=one.pk).update(merged_into=two)
    Contract.objects.filter(pk=two.pk).update(merged_into=three)
    response = client.get(one.get_absolute_url())
    assert response.status_code == 301
    assert response["Location"] == three.get_absolute_url()
    # A join can be undone: a browser must ask again.
    assert response["Cache-Control"] == "no-cache"


def test_a_withdrawn_contract_is_gone_and_says_why(client: Client) -> None:
    contract = make_contract()
    Contract.objects.update(withdrawn_at="2025-05-01T00:00Z")
    text = words(read(client, contract.get_absolute_url(), 410))
    assert "was withdrawn" in text
    assert "1 May 2025" in text


@pytest.mark.parametrize("pk", ["999", "9" * 30, "0"])
def test_a_contract_that_never_was_is_404(client: Client, pk: str) -> None:
    read(client, f"/contracts/{pk}/", 404)


def test_names_from_sources_are_text_and_never_markup(client: Client) -> None:
    bad = '<script>alert("x")</script><b onmouseover=y>'
    source = make_source("press", home_url="https://press.example/")
    article = make_article(f"{bad} has hired {bad} Partners.", source=source, title=bad, url="javascript:alert(1)")
    contract = tell(
        article, report(bad, f"{bad} Partners", document=article, value=5, purpose=bad, quotes={"purpose": bad})
    )[0]
    tell(make_file(), list_principal(bad, f"{bad} Partners LLC", country=None, country_label=bad))
    urls = [
        "/",
        "/contracts/",
        "/parties/",
        f"/contracts/?q={bad}",
        f"/contracts/?client={bad}",
        f"/contracts/?{bad}=1",
    ]
    urls += [contract.get_absolute_url(), contract.client.get_absolute_url(), f"/documents/{article.pk}/"]
    for url in urls:
        page = BeautifulSoup(client.get(url).content, "html.parser")
        assert [script.text for script in page.select("script") if script.text] == []
        assert all(str(script["src"]).startswith("/static/") for script in page.select("script"))
        assert page.select("b, [onmouseover]") == []
        assert page.select('a[href^="javascript:"]') == []


def test_staff_alone_see_the_way_to_the_admin(client: Client) -> None:
    contract = tell_story()
    assert read(client, contract.get_absolute_url()).select('a[href^="/admin/"]') == []
    client.force_login(User.objects.create_user("ada", is_staff=True))
    assert read(client, contract.get_absolute_url()).select('a[href^="/admin/"]') != []
