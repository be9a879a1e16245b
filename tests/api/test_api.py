"""The API: the filters of the pages, keyset pages, fields, provenance, refusals, limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories import list_principal, make_article, make_file, tell, tell_story
from tests.views.filings import tell_reports
from tracker.models import ApiKey, Change, Contract
from tracker.services.api_keys import make_key
from tracker.services.dictionary import TABLES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def ask(client: Client, path: str, status: int = 200, **headers: str) -> Any:
    response = client.get(f"/api/v1/{path}", headers=headers)
    assert response.status_code == status, response.content
    wanted = "application/json" if status < 400 else "application/problem+json"
    assert response["Content-Type"] == wanted
    return response.json()


# -- Lists -------------------------------------------------------------------------------------------------


def test_the_filter_is_that_of_the_page(client: Client) -> None:
    contract = tell_story()
    tell(make_file(), list_principal("Qatar Board", "Example LLC", number="8", country="QA"))
    found = ask(client, "contracts/?country=Turkey&value_min=1000000&currency=USD&basis=total&utm_source=x")
    assert [line["id"] for line in found["results"]] == [contract.pk]
    assert (found["next"], found["previous"]) == (None, None)


def test_pages_lead_to_all_records_once(client: Client) -> None:
    tell(make_file(), *[list_principal(f"{name} Board", "Firm LLC", number=name) for name in "CABED"])
    names, url = [], "/api/v1/contracts/?sort=client&limit=2&fields=client"
    while url:
        answer = client.get(url)
        names += [line["client"]["name"][0] for line in answer.json()["results"]]
        if answer.json()["next"]:
            assert f'<{answer.json()["next"]}>; rel="next"' in answer["Link"]
        url, last = answer.json()["next"], answer.json()
    assert names == list("ABCDE")
    assert [line["client"]["name"][0] for line in client.get(last["previous"]).json()["results"]] == ["C", "D"]


def test_every_list_gives_the_keys_of_the_dictionary(client: Client) -> None:
    tell_story()
    tell_reports()
    tables = {"persons": "people"}
    for name in ("contracts", "parties", "persons", "documents", "changes", "sources"):
        lines = ask(client, f"{name}/")["results"]
        assert lines, name
        keys = {column.name for column in TABLES[tables.get(name, name)].keys}
        assert set(lines[0]) == keys - ({"statements"} if name == "contracts" else set())
    (first, *_) = ask(client, "statements/")["results"]
    assert set(first) == {column.name for column in TABLES["statements"].keys} | {"contract"}


def test_only_what_is_newer(client: Client) -> None:
    tell_story()
    since = (timezone.now() + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for name in ("contracts", "statements", "parties", "persons", "documents", "changes"):
        assert ask(client, f"{name}/?updated_since={since}")["results"] == []
    assert len(ask(client, "contracts/?updated_since=2020-01-01")["results"]) == 1
    assert len(ask(client, "parties/?updated_since=2020-01-01T00:00:00%2B02:00")["results"]) == 3


# -- Fields and provenance ---------------------------------------------------------------------------------


def test_fields_and_includes(client: Client) -> None:
    contract = tell_story()
    (line,) = ask(client, "contracts/?fields=id,value")["results"]
    assert line == {"id": contract.pk, "value": 1_500_000}
    line = ask(client, f"contracts/{contract.pk}/?include=provenance,statements")
    assert len(line["statements"]) == 3
    value = line["provenance"]["value"]
    assert value["evidence"] == {"quote": "$1.5 million"}
    assert (value["source"], value["confidence"]) == ("press", 0.9)
    assert value["document_url"].startswith("https://press.example/")
    assert line["provenance"]["registered_on"]["evidence"]["row"]["column"] == "Foreign Principal Registration Date"
    assert "statements" not in ask(client, f"contracts/{contract.pk}/")


def test_queries_do_not_grow_with_records(client: Client, django_assert_max_num_queries: Any) -> None:
    tell(make_file(), *[list_principal(f"{n} Board", "Firm LLC", number=str(n)) for n in range(12)])
    with django_assert_max_num_queries(5):
        ask(client, "contracts/?include=provenance,statements")
    for name in ("parties", "statements", "changes", "documents", "persons"):
        with django_assert_max_num_queries(5):
            ask(client, f"{name}/")


# -- Single records ----------------------------------------------------------------------------------------


def test_a_joined_contract_leads_to_the_one_that_it_is_part_of(client: Client) -> None:
    contract = tell_story()
    other = tell(make_file(), list_principal("Qatar Board", "Example LLC", number="8"))[0]
    Contract.objects.filter(pk=other.pk).update(merged_into=contract)
    answer = client.get(f"/api/v1/contracts/{other.pk}/?fields=id")
    assert answer.status_code == 301
    assert answer["Location"] == f"http://testserver/api/v1/contracts/{contract.pk}/?fields=id"
    Contract.objects.filter(pk=contract.pk).update(withdrawn_at=timezone.now())
    assert ask(client, f"contracts/{contract.pk}/", 410)["status"] == 410
    ask(client, "contracts/99999999/", 404)


def test_an_article_that_nothing_was_published_from_is_not_shown(client: Client) -> None:
    article = make_article("Nothing of the kind.")
    ask(client, f"documents/{article.pk}/", 404)
    assert ask(client, "documents/")["results"] == []


# -- Refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("colour=red", "no filter called “colour”"),
        ("limit=0", "limit: “0” is no number from 1 to 200"),
        ("limit=2&limit=3", "“limit” is given more than once"),
        ("fields=id,price", "fields: there is no “price”"),
        ("include=everything", "include: there is no “everything”"),
        ("updated_since=lately", "updated_since: “lately” is no moment"),
        ("country=", "“country” is given without a value"),
        ("after=nonsense", "no place in this list"),
        ("value_min=lots", "“lots” is no amount"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_can(client: Client, query: str, words: str) -> None:
    tell_story()
    problem = ask(client, f"contracts/?{query}", 400)
    assert any(words in error for error in problem["errors"]), problem
    assert {"country", "limit", "updated_since", "after"} <= set(problem["valid_parameters"])


def test_other_refusals_have_the_same_shape(client: Client) -> None:
    assert ask(client, "nowhere/", 404)["title"] == "Not Found"
    assert ask(client, "contracts/1/?colour=red", 400)["valid_parameters"] == ["fields", "include"]
    answer = client.post("/api/v1/contracts/")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    answer = client.get("/api/v1/contracts/", headers={"Accept": "text/csv"})
    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


# -- ETags, limits, keys -----------------------------------------------------------------------------------


def test_an_unchanged_answer_is_not_sent_again(client: Client) -> None:
    contract = tell_story()
    for path in ("/api/v1/contracts/", f"/api/v1/contracts/{contract.pk}/"):
        etag = client.get(path)["ETag"]
        again = client.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
    Contract.objects.filter(pk=contract.pk).update(purpose="something else")
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_each_answer_says_what_the_limit_leaves(client: Client, settings: Settings) -> None:
    settings.RETAINER_API_PER_MINUTE = 2
    first, second, third = (client.get("/api/v1/sources/") for _ in range(3))
    assert [answer["RateLimit-Remaining"] for answer in (first, second, third)] == ["1", "0", "0"]
    assert (second.status_code, third.status_code) == (200, 429)
    assert third.json()["type"] == "/api/docs/#too-many-requests"
    assert 1 <= int(third["Retry-After"]) <= 60
    # Another address has a limit of its own, and so has a key.
    assert client.get("/api/v1/sources/", REMOTE_ADDR="10.1.1.1").status_code == 200
    _, key = make_key("a newsroom", per_minute=7)
    answer = client.get("/api/v1/sources/", headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer["RateLimit-Limit"]) == (200, "7")


def test_a_key_is_kept_as_a_hash_and_can_be_revoked(client: Client) -> None:
    row, key = make_key("a newsroom")
    assert key not in str(ApiKey.objects.values().get())
    assert client.get("/api/v1/sources/", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    row.refresh_from_db()
    assert row.last_used_at is not None
    ApiKey.objects.update(revoked_at=timezone.now())
    for wrong in (key, "rt_nonsense"):
        answer = client.get("/api/v1/sources/", headers={"Authorization": f"Bearer {wrong}"})
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert answer.json()["status"] == 401


def test_pages_of_other_sites_may_read(client: Client) -> None:
    assert client.get("/api/v1/sources/")["Access-Control-Allow-Origin"] == "*"
    answer = client.options("/api/v1/contracts/")
    assert answer.status_code == 204
    assert "Authorization" in answer["Access-Control-Allow-Headers"]


def test_changes_name_their_contract(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    contract = tell_story()
    (line, *_) = ask(client, "changes/?kind=renewed")["results"]
    assert line["contract"] == {"id": contract.pk, "client": str(contract.client), "firm": str(contract.firm)}
    assert line["id"] == Change.objects.get(kind="renewed").identity
    assert ask(client, f"changes/?contract={contract.pk + 1}")["results"] == []
