"""Countries, issue areas, comparisons, embedded charts, and what the front page says of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import list_principal, make_file, tell, tell_story
from tests.views.filings import tell_reports
from tests.views.reading import fill, read, words
from tracker.models import Contract
from tracker.normalize.countries import ALL_CODES
from tracker.normalize.countries.tiles_data import TILES
from tracker.services.places import draw_map, list_countries
from tracker.services.reading_index import index_reading
from tracker.services.sankey import draw_sankey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def qatar() -> None:
    rows = [
        ("Embassy of Qatar", "Harbor LLC", "QA", date(2019, 3, 1)),
        ("Embassy of Qatar", "Quiet LLP", "QA", date(2021, 3, 1)),
        ("Qatar Airways", "Harbor LLC", "QA", date(2021, 5, 1)),
        ("Lima Board", "Quiet LLP", "PE", date(2020, 5, 1)),
    ]
    tell(
        make_file(),
        *[
            list_principal(client, firm, number=str(n), country=country, registered=day)
            for n, (client, firm, country, day) in enumerate(rows)
        ],
    )


def follow_all(client: Client, page: Any) -> int:
    """Ask for every list that the page links to; returns how many there were."""
    links = {str(link["href"]) for link in page.select('main a[href^="/contracts/?"]')}
    for link in links:
        assert client.get(link).status_code == 200, link
    return len(links)


@pytest.mark.usefixtures("qatar")
def test_a_country(client: Client) -> None:
    page = read(client, "/countries/QA/")
    text = words(page)
    assert "3 contracts , 3 active , the first registered in 2019" in text
    assert [title.text for title in page.select("svg.trend title")] == ["2019: 1", "2020: 0", "2021: 2"]
    assert "Embassy of Qatar – Harbor LLC: 1" in [title.text for title in page.select(".sankey title")]
    assert follow_all(client, page) >= 6
    year = page.select_one('a[href="/contracts/?country=QA&registered_from=2021&registered_to=2021"]')
    assert year is not None
    assert "2 contracts" in words(read(client, str(year["href"])))
    assert client.get("/countries/qa/")["Location"] == "/countries/QA/"
    assert client.get("/countries/ZZ/").status_code == 404
    assert "No contract of a client from Japan is here" in words(read(client, "/countries/JP/"))


@pytest.mark.usefixtures("qatar")
def test_the_list_of_countries_and_its_measures(client: Client) -> None:
    page = read(client, "/countries/")
    assert [row.text for row in page.select("table th a")] == ["Qatar", "Peru"]
    assert page.select_one('svg a[href="/countries/QA/"] title').text == "Qatar: 3"  # type: ignore[union-attr]
    Contract.objects.filter(country="PE").update(registered_on=timezone.now().date() - timedelta(days=9))
    cache.clear()
    page = read(client, "/countries/?measure=new")
    assert page.select_one('.switch a[aria-current="true"]').text == "Registered in the last twelve months"  # type: ignore[union-attr]
    assert [row.text for row in page.select("table th a")] == ["Peru", "Qatar"]
    assert page.select('svg a[href="/countries/QA/"]') == []


def test_the_map_has_every_country_once() -> None:
    assert len(set(TILES.values())) == len(TILES) > 200
    assert set(TILES) <= set(ALL_CODES)
    fill(1)
    places = list_countries()
    assert [tile.code for tile in draw_map(places, "active").tiles if tile.step] == ["TR"]


def test_issue_areas(client: Client) -> None:
    contract = tell_reports()
    assert "No filing with an issue area" in words(read(client, "/issues/"))
    index_reading()
    cache.clear()
    page = read(client, "/issues/")
    assert page.select_one('a[href="/issues/TRD/"]').text == "Trade (domestic/foreign)"  # type: ignore[union-attr]
    page = read(client, "/issues/TRD/")
    assert page.select_one(f'a[href="{contract.get_absolute_url()}"]')
    follow_all(client, page)
    assert client.get("/issues/XXX/").status_code == 404


@pytest.mark.usefixtures("qatar")
def test_a_comparison_has_one_scale(client: Client) -> None:
    page = read(client, "/compare/?country=QA&country=Peru")
    assert [heading.text for heading in page.select(".comparison h2")] == ["Qatar", "Peru"]
    charts = [[bar.text for bar in chart.select("title")] for chart in page.select("svg.trend")]
    assert charts == [["2019: 1", "2020: 0", "2021: 2"], ["2019: 0", "2020: 1", "2021: 0"]]
    heights = [bar["height"] for chart in page.select("svg.trend") for bar in chart.select("rect")]
    assert heights == ["50", "0", "100", "0", "50", "0"]
    follow_all(client, page)
    party = Contract.objects.filter(country="QA")[0].firm
    assert read(client, f"/compare/?party={party.pk}&country=QA").select(".comparison h2")
    assert client.get("/compare/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "colour=red",
        "party=999999",
        "party=x",
        "country=Nowhere",
        "issue=XXX",
        "country=TR&country=QA&country=PE&country=JP&country=DE",
    ],
)
def test_a_comparison_that_cannot_be_read_says_why(client: Client, query: str) -> None:
    assert read(client, f"/compare/?{query}", status=400).select_one('[role="alert"] li')


@pytest.mark.usefixtures("qatar")
def test_a_party_shows_its_years_and_partners(client: Client) -> None:
    firm = Contract.objects.filter(client__name="Qatar Airways")[0].firm
    page = read(client, firm.get_absolute_url())
    assert [title.text for title in page.select("svg.trend title")] == ["2019: 1", "2020: 0", "2021: 1"]
    assert len(page.select(".sankey .band")) == 2
    follow_all(client, page)


# -- In other pages' frames --------------------------------------------------------------------------------


@pytest.mark.usefixtures("qatar")
def test_a_chart_may_stand_in_a_frame_and_leads_to_its_data(client: Client) -> None:
    answer = client.get("/embed/years/?country=QA")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    page = read(client, "/embed/years/?country=QA")
    assert page.select_one('a[href="http://testserver/contracts.csv?country=QA"]')
    assert "Client’s country: Qatar" in words(page)
    assert client.get("/embed/years/?colour=red").status_code == 400
    assert "frame-ancestors *" in client.get("/embed/map/?measure=contracts")["Content-Security-Policy"]
    for path in ("/", "/contracts/", "/countries/QA/"):
        answer = client.get(path)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"


# -- The front page ----------------------------------------------------------------------------------------


def test_the_front_page_names_the_biggest_and_what_ends_soon(client: Client) -> None:
    contract = tell_story()
    today = timezone.now().date()
    other = tell(make_file(), list_principal("Lima Board", "Quiet LLP", number="9", registered=today))[0]
    Contract.objects.filter(pk=other.pk).update(
        end_on=today + timedelta(days=20), disclosed_on=today, comparable_usd=Decimal(90_000)
    )
    page = read(client, "/")
    biggest = page.select_one("section:has(#biggest)")
    assert "Lima Board" in words(biggest)
    assert "SSTEK" not in words(biggest)
    assert "Lima Board" in words(page.select_one("section:has(#ending)"))
    assert follow_all(client, page) > 5
    assert contract.pk


def test_bands_share_out_the_height() -> None:
    drawn = draw_sankey([("a", "A", "x", "X", 3), ("a", "A", "y", "Y", 1)], rest=2)
    assert drawn is not None
    (a, x, y) = drawn.nodes
    assert (a.number, x.number, y.number, drawn.rest) == (4, 3, 1, 2)
    assert a.height > x.height > y.height
    assert len(drawn.bands) == 2
    assert draw_sankey([]) is None


def test_queries_do_not_grow(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    fill(12)
    for path in ("/countries/TR/", "/countries/", "/compare/?country=TR&country=QA", "/embed/years/"):
        cache.clear()
        with django_assert_max_num_queries(22):
            client.get(path)
