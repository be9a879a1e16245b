"""The search for everything: slips, accents, former names, numbers; topics of contracts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import list_principal, make_article, make_file, tell, tell_story
from tests.views.filings import tell_reports
from tests.views.reading import read, words
from tracker.models import Contract, ContractTopic, IndexMark, Party, PartyName, SearchEntry
from tracker.services import reading_index
from tracker.services.reading_index import index_names, index_reading
from tracker.services.search import search_names, search_places

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return [hit.text for hit in search_names(text)]


@pytest.fixture
def _names() -> None:
    rows = [
        ("Embassy of the State of Qatar", "Brownstein Hyatt Farber Schreck LLP", "5870"),
        ("Société Générale d'Électricité", "Ballard Partners", "6415"),
        ("Ministry of Foreign Affairs of Japan", "Hogan Lovells US LLP", "2244"),
        ("Kurdistan Regional Government", "Qorvis LLC", "5483"),
    ]
    tell(make_file(), *[list_principal(client, firm, number=number) for client, firm, number in rows])
    index_reading()


@pytest.mark.usefixtures("_names")
@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("qatar embassy", "Embassy of the State of Qatar"),
        ("embasy of qatr", "Embassy of the State of Qatar"),
        ("societe generale d'electricite", "Société Générale d'Électricité"),
        ("Sociéte Genérale", "Société Générale d'Électricité"),
        ("brownstien", "Brownstein Hyatt Farber Schreck LLP"),
        ("hogan lov", "Hogan Lovells US LLP"),
        ("kurdish regional goverment", "Kurdistan Regional Government"),
        ("6415", "Ballard Partners"),
        ("qo", "Qorvis LLC"),
    ],
)
def test_names_are_found_however_they_are_written(text: str, first: str) -> None:
    assert found(text)[:1] == [first]


@pytest.mark.usefixtures("_names")
@pytest.mark.parametrize("text", ["", "   ", "!!!", "zzzzqq", "'; DROP TABLE x", '"', "%_%", "a" * 500])
def test_what_is_like_nothing_finds_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.usefixtures("_names")
def test_a_former_name_leads_to_the_party_that_has_another_now() -> None:
    party = Party.objects.get(name="Qorvis LLC")
    PartyName.objects.create(party=party, name="Patton Boggs Blow", identity="x", name_key="y", kind="former")
    index_reading()
    (hit, *_) = search_names("paton boggs blow")
    assert (hit.text, hit.also) == ("Qorvis LLC", "Patton Boggs Blow")


@pytest.mark.usefixtures("_names")
def test_a_merged_party_is_not_found_by_itself() -> None:
    target = Party.objects.get(name="Qorvis LLC")
    Party.objects.filter(name="Ballard Partners").update(merged_into=target)
    assert found("ballard") == []


def test_people_and_articles_are_found() -> None:
    tell_reports()
    tell_story()
    make_article("Nothing was read from this.", title="Ankara hires nobody at all")
    index_reading()
    assert search_names("ann exampel")[0].note == "lobbyist, Example Public Affairs LLC"
    assert found("ankara hires") == ["Ankara hires a law firm"]


def test_countries_and_issue_areas() -> None:
    assert [(hit.kind, hit.text) for hit in search_places("Türkiye")][:1] == [("country", "Turkey")]
    assert search_places("turky")[0].text == "Turkey"
    assert search_places("saudi")[0].text == "Saudi Arabia"
    assert search_places("taxation")[0].address == "/issues/TAX/"
    assert search_places("qqqq") == []


# -- The background ----------------------------------------------------------------------------------------


def test_indexing_twice_adds_nothing_and_late_rows_are_caught_up() -> None:
    tell_story()
    assert index_reading() > 0
    entries = SearchEntry.objects.count()
    late = PartyName.objects.order_by("pk").first()
    assert late is not None
    SearchEntry.objects.filter(kind="party", target=late.pk).delete()
    index_names("party")
    assert SearchEntry.objects.count() == entries


def test_pieces_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_index, "PIECE", 2)
    tell(make_file(), *[list_principal(f"{n} Board", f"Firm {n} LLC", number=str(n)) for n in range(5)])
    index_reading()
    assert SearchEntry.objects.filter(kind="party").count() == PartyName.objects.count()
    assert IndexMark.objects.filter(name="topics").exists()


def test_topics_of_a_contract_follow_its_filings(client: Client) -> None:
    contract = tell_reports()
    index_reading()
    held = set(ContractTopic.objects.filter(contract=contract).values_list("kind", "value"))
    assert held == {
        ("issue", "TRD"), ("issue", "BUD"), ("body", "Senate"), ("body", "House of Representatives"),
    }  # fmt: skip
    ContractTopic.objects.all().delete()
    Contract.objects.update(changed_at=timezone.now() + timedelta(seconds=5))
    index_reading()
    assert ContractTopic.objects.count() == 4
    for query, number in (("issue=trd", 1), ("issue=TAX", 0), ("body=senate", 1), ("body=treasury", 0)):
        assert len(client.get(f"/api/v1/contracts/?{query}").json()["results"]) == number, query


# -- Pages -------------------------------------------------------------------------------------------------


def test_the_page_finds_contracts_names_and_places(client: Client) -> None:
    contract = tell_story()
    index_reading()
    page = read(client, "/search/?q=savunma")
    assert page.select_one(f'a[href="{contract.get_absolute_url()}"]')
    assert page.select_one(f'a[href="{contract.client.get_absolute_url()}"]')
    assert "1 contract" in words(page)
    assert page.select_one('a[href="/countries/TR/"]') is None
    assert read(client, "/search/?q=turky").select_one('a[href="/countries/TR/"]')
    assert "Nothing here has a name like" in words(read(client, "/search/?q=zzzzqq"))
    assert "Look for a client" in words(read(client, "/search/"))
    assert client.get("/search/?q=%00").status_code == 200


def test_suggestions_are_links(client: Client) -> None:
    contract = tell_story()
    index_reading()
    part = read(client, "/search/suggest/?q=savun")
    assert part.select("a")[0]["href"] == contract.client.get_absolute_url()
    assert part.select("a")[-1]["href"] == "/search/?q=savun"
    assert read(client, "/search/suggest/?q=").select("a") == []


def test_new_filters_of_contracts(client: Client) -> None:
    contract = tell_story()
    reported = tell_reports()
    index_reading()
    person = reported.statements.filter(period="2024-Q3")[0].appearances.get(person__name="Bob Example").person
    expected = {
        "has_article=yes": [contract.pk],
        "has_article=no": [reported.pk],
        "has_filing=yes": [contract.pk, reported.pk],
        "article_text=weather": [contract.pk],
        "article_text=snow": [],
        "kind=report": [reported.pk],
        "kind=news": [contract.pk],
        f"person={person.pk}": [reported.pk],
        "person=ann+example": [reported.pk],
        "person=nobody": [],
        "posted_from=2024": [reported.pk],
        "posted_to=2023": [contract.pk],
    }
    for query, ids in expected.items():
        answer = client.get(f"/api/v1/contracts/?{query}&fields=id")
        assert sorted(line["id"] for line in answer.json()["results"]) == sorted(ids), query
