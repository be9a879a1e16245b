"""ContractFilter: what each parameter selects, and what it refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories import list_principal, make_article, make_file, make_source, report, tell
from tracker.filters import ContractFilter, PartyFilter, read_query
from tracker.filters.keyset import fetch_page
from tracker.models import Contract, Party
from tracker.records import PartyMention


def find(query: str) -> list[str]:
    """Names of the clients of the contracts that the query finds, in their order; it must be without problems."""
    filtered = ContractFilter(read_query(query), Contract.objects.published())
    assert filtered.problems == [], filtered.problems
    order = filtered.sort.expression
    assert order
    return sorted(contract.client.name for contract in filtered.qs)


def problems(query: str, **options: Any) -> list[str]:
    return ContractFilter(read_query(query), Contract.objects.published(), **options).problems


@pytest.fixture
def contracts(db: None) -> dict[str, Contract]:
    """Four contracts: A and B from the register, C and D from the press with prices."""
    register = tell(
        make_file(),
        list_principal(
            "Alpha Tourism Board", "Harbor Strategies LLC", number="11", country="TR", registered=date(2020, 1, 31)
        ),
        list_principal(
            "Beta Oil Company",
            "Quiet Counsel LLP",
            number="12",
            country="QA",
            registered=date(2021, 6, 1),
            ended=date(2021, 5, 1),
            flags=("ends_before_start",),
        ),
    )
    article = make_article("Words.", published="2022-03-04")
    press = tell(
        article,
        report(
            PartyMention("Gamma Ministry of Defence", country="TR"),
            PartyMention("Loud Voices Inc."),
            document=article,
            value=50_000,
            value_basis="per_month",
            total=600_000,
            months=12,
            start="2022-01",
            end="2022-12",
        ),
        report(
            PartyMention("Delta Chamber of Commerce", country="KE"),
            PartyMention("Harbor Strategies"),
            document=article,
            value=200_000,
            value_high=Decimal(300_000),
            currency="EUR",
            subcontract_of=PartyMention("Prime Partners"),
        ),
    )
    return dict(zip("abcd", register + press, strict=True))


A, B, C, D = "Alpha Tourism Board", "Beta Oil Company", "Gamma Ministry of Defence", "Delta Chamber of Commerce"


@pytest.mark.parametrize(
    ("query", "clients"),
    [
        ("", [A, B, D, C]),
        ("q=tourism", [A]),
        ("q=turkey", [A, C]),
        ("q=turkey -gamma", [A]),
        ("client=ministry", [C]),
        ("client=defence gamma", [C]),
        ("firm=harbor", [A, D]),
        ("firm=Harbor Strategies LLC", [A, D]),
        ("party=prime partners", [D]),
        ("party=harbor", [A, D]),
        ("country=TR", [A, C]),
        ("country=tr&country=Qatar", [A, B, C]),
        ("country=US", []),
        ("register=us-fara", [A, B]),
        ("register=news", [D, C]),
        ("register=news&register=us-fara", [A, B, D, C]),
        ("status=terminated", [B]),
        ("status=active&status=reported", [A, D, C]),
        ("has_value=yes", [D, C]),
        ("has_value=no", [A, B]),
        ("disclosed=news", [D, C]),
        ("disclosed=us-fara", []),
        ("currency=EUR", [D]),
        ("currency=eur", [D]),
        ("basis=per_month", [C]),
        ("value_min=600000", [C]),
        ("value_min=600,000", [C]),
        ("value_min=600001", []),
        ("value_max=600000", [C]),
        ("value_min=50000&currency=USD&basis=per_month", [C]),
        ("value_min=50000&currency=USD&basis=total", []),
        ("value_min=250000&currency=EUR&basis=total", [D]),
        ("value_max=250000&currency=EUR&basis=total", [D]),
        ("value_max=199999.99&currency=EUR&basis=total", []),
        ("registered_from=2021", [B]),
        ("registered_to=2020-01", [A]),
        ("registered_to=2020-01-30", []),
        ("registered_from=2020-01-31&registered_to=2020-01-31", [A]),
        ("deregistered_from=2021-05-01&deregistered_to=2021-05-01", [B]),
        ("start_from=2022-01-01&start_to=2022-01", [C]),
        ("end_from=2022-12-31", [C]),
        ("end_to=2022-12-30", []),
        ("subcontract=yes", [D]),
        ("subcontract=no", [A, B, C]),
        ("flagged=yes", [B]),
        ("flagged=no", [A, D, C]),
        ("country=&q=&status=", [A, B, D, C]),
        ("utm_source=x&fbclid=y&gclid=z&country=KE", [D]),
        ("sort=-value", [A, B, D, C]),
    ],
)
def test_a_filter_selects(contracts: dict[str, Contract], query: str, clients: list[str]) -> None:
    assert find(query) == sorted(clients)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("foo=1", "no filter called “foo”"),
        ("Country=TR", "no filter called “Country”"),
        ("page=2", "no filter called “page”"),
        ("q=a&q=b", "“q” is given more than once"),
        ("sort=client&sort=firm", "“sort” is given more than once"),
        ("q=...", "no letter or digit"),
        ("q=" + "x" * 201, "at most 200 characters"),
        ("client=99999999", "no party with the number 99999999"),
        ("country=Atlantis", "“Atlantis” is no country"),
        ("status=dead", "there is: reported, active, terminated, unlisted"),
        ("register=nowhere", "“nowhere” is no register; there is: news, us-fara"),
        ("basis=weekly", "“weekly” is no basis"),
        ("flagged=maybe", "“maybe” is no answer"),
        ("currency=dollars", "at most 3 characters"),
        ("currency=D€!", "is no currency"),
        ("value_min=lots", "“lots” is no amount"),
        ("value_min=-5", "“-5” is no amount"),
        ("value_min=1e5", "“1e5” is no amount"),
        ("value_min=1,23", "“1,23” is no amount"),
        ("value_min=٣", "is no amount"),
        ("value_min=5&value_max=4", "value_max lies before value_min"),
        ("value_min=5&currency=USD", "basis: Amounts are compared in one currency"),
        ("value_max=5&basis=total", "currency: Amounts are compared in one currency"),
        ("registered_from=yesterday", "“yesterday” is no date"),
        ("registered_from=2021-02-30", "is no date"),
        ("registered_from=2021-2-3", "is no date"),
        ("registered_from=0000", "is no date"),
        ("registered_from=2022&registered_to=2021", "registered_to lies before registered_from"),
        ("sort=colour", "“colour” is no order"),
        ("after=x", "is no place in this list"),
        ("after=~5&before=~5", "not both"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(contracts: dict[str, Contract], query: str, words: str) -> None:
    found = problems(query)
    assert len(found) == 1
    assert words in found[0]


def test_every_mistake_is_told_at_once(db: None) -> None:
    assert len(problems("foo=1&bar=2&sort=colour&value_min=x")) == 4


def test_an_export_has_no_pages(db: None) -> None:
    assert problems("after=~5", has_pages=False) == ["There is no filter called “after”."]


def test_a_party_is_meant_by_its_id_even_after_a_merge(contracts: dict[str, Contract]) -> None:
    alpha = contracts["a"].client
    other = Party.objects.create(name="Old Alpha", key="old alpha|", identity="0" * 32, merged_into=alpha)
    assert find(f"client={alpha.pk}") == [A]
    assert find(f"client={other.pk}") == [A]
    assert find(f"firm={alpha.pk}") == []


def test_a_circle_of_merges_ends(contracts: dict[str, Contract]) -> None:
    one = Party.objects.create(name="One", key="one|", identity="1" * 32)
    two = Party.objects.create(name="Two", key="two|", identity="2" * 32, merged_into=one)
    Party.objects.filter(pk=one.pk).update(merged_into=two)
    assert find(f"client={one.pk}") == []


def test_a_name_in_digits_goes_in_quotes(db: None) -> None:
    tell(make_file(), list_principal("360 Solutions", "Harbor Strategies"))
    assert find('client="360"') == ["360 Solutions"]


def test_a_register_key_that_begins_like_another_is_not_it(contracts: dict[str, Contract]) -> None:
    source = make_source("us-fara-old", register="us-fara-old", adapter="us-fara")
    tell(make_file(source), list_principal("Omega", "Ancient LLP", number="77"))
    assert find("register=us-fara-old") == ["Omega"]
    assert "Omega" not in find("register=us-fara")


def test_active_filters_are_chips_that_can_be_taken_off(contracts: dict[str, Contract]) -> None:
    query = "q=oil&country=TR&country=QA&value_min=500000&sort=client&utm_source=x"
    chips = ContractFilter(read_query(query), Contract.objects.published()).chips()
    assert [(chip.label, chip.text) for chip in chips] == [
        ("Words", "oil"),
        ("Client’s country", "Turkey"),
        ("Client’s country", "Qatar"),
        ("Value from", "at least 500,000 US dollars a year, compared"),
    ]
    assert chips[1].rest == "q=oil&country=QA&value_min=500000&sort=client"
    assert chips[3].rest == "q=oil&country=TR&country=QA&sort=client"


def test_a_chip_names_the_party_behind_an_id(contracts: dict[str, Contract]) -> None:
    query = f"client={contracts['a'].client_id}&value_min=5&currency=EUR&basis=per_month"
    chips = ContractFilter(read_query(query), Contract.objects.published()).chips()
    assert [chip.text for chip in chips] == [A, "at least 5 EUR per month", "EUR", "per month"]


def test_the_address_of_a_state_is_one(db: None) -> None:
    query = "country=TR&fbclid=1&q=+oil+&sort=-disclosed&status=&after=2021-01-01~5&country=TR"
    filtered = ContractFilter(read_query(query), Contract.objects.published())
    assert filtered.query() == "q=oil&country=TR"
    assert filtered.query(after="x~1") == "q=oil&country=TR&after=x~1"
    assert filtered.query(sort="client", q=None) == "country=TR&sort=client"


def test_rows_without_the_value_come_last_in_both_directions(contracts: dict[str, Contract]) -> None:

    for query in ("sort=-value", "sort=value"):
        filtered = ContractFilter(read_query(query), Contract.objects.published())
        rows = fetch_page(filtered.qs, filtered.sort, size=10).rows
        assert rows[0].pk == contracts["c"].pk
        assert {row.comparable_usd for row in rows[1:]} == {None}


NASTY = [
    "\x00", "'", '"', "%", "_", "\\", "💥" * 9, "-1", "1e999", "NaN", "inf", "9" * 40, " ", "[]", "{{7*7}}", "a" * 5000,
    "\u202e", "0", "00", "1.", "~", "~1", "NaN~1", "9999-12-31~1", "2021-01-01T00:00:00+00:00~1", "-0~1",
    "1~9223372036854775807", "1e999~1", "-1e-999~1", "9" * 40 + "~1", "0001-01-01~1", "0001-01-01T00:00:00+14:00~1",
]  # fmt: skip


@pytest.mark.parametrize("name", [*ContractFilter.filter_names(), "after", "before"])
def test_nothing_that_is_typed_breaks_a_list(contracts: dict[str, Contract], name: str) -> None:
    """Whatever the value: it is answered, or refused with a reason, and never an error of ours."""
    for value in NASTY:
        filtered = ContractFilter(read_query([(name, value)]), Contract.objects.published())
        if not filtered.problems:
            fetch_page(filtered.qs, filtered.sort, size=2, after=filtered.after, before=filtered.before)
            filtered.chips()
        filtered.query()


@pytest.mark.parametrize("sort", PartyFilter.orders())
def test_no_place_breaks_a_sorted_list_of_parties(contracts: dict[str, Contract], sort: str) -> None:
    for value in NASTY:
        filtered = PartyFilter(read_query([("sort", sort), ("after", value)]), Party.objects.all())
        if not filtered.problems:
            fetch_page(filtered.qs, filtered.sort, size=2, after=filtered.after)


@pytest.mark.parametrize("sort", ContractFilter.orders())
def test_no_place_breaks_a_sorted_list(contracts: dict[str, Contract], sort: str) -> None:
    for value in NASTY:
        filtered = ContractFilter(read_query([("sort", sort), ("after", value)]), Contract.objects.published())
        if not filtered.problems:
            fetch_page(filtered.qs, filtered.sort, size=2, after=filtered.after)
