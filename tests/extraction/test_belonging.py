"""What belongs to whom: people to their firms, names to what describes them, dates and amounts to their contracts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extraction.reading import fields, only, pairs, read
from tracker.extraction.articles import published_in, read_article
from tracker.extraction.gazetteer import Gazetteer
from tracker.records import ArticleRecord, PartialDate


@pytest.mark.parametrize(
    "text",
    [
        "Togo will pay $40,000 a month to Dana Orlov's Keystone Bay Strategies. Orlov, a lobbyist, would not comment.",
        "Lobbyists Dana Orlov and Ken Abbott have been hired by Togo. Their firm, Keystone Bay Strategies, will get "
        "$40,000 a month.",
        "Keystone Bay Strategies, a lobbying firm in the U.S. run by Dana Orlov, will be paid $40,000 a month by Togo.",
    ],
)
def test_people_stand_for_their_firm(text: str) -> None:
    assert [one.firm.name for one in read(text)] == ["Keystone Bay Strategies"]


def test_a_body_is_one_party_with_its_description() -> None:
    text = "Peru's trade promotion agency, ProAndina, has signed Keystone Bay Strategies to a 10-month, $230,000 deal."
    assert only(read(text)).firm.name == "Keystone Bay Strategies"


def test_a_body_named_for_two_things() -> None:
    text = "The Harar Center for Peace and Trade, based in Denver, retained the lobbying firm Maple Court Strategies."
    assert pairs(read(text)) == [("Harar Center for Peace and Trade", "Maple Court Strategies")]


def test_the_owner_of_a_body_is_not_the_client() -> None:
    text = (
        "Zambia's Front for Renewal said that it had contracted Maple Court Strategies, a lobbying firm, for $90,000."
    )
    assert only(read(text)).client.name.endswith("Front for Renewal")


def test_the_office_of_a_governor_may_be_the_client() -> None:
    text = "The governor's office pays the lobbying firm Maple Court Strategies $12,500 a month."
    assert only(read(text)).client.name == "governor's office"


def test_a_row_of_payments_with_one_verb() -> None:
    text = (
        "Who lobbies for Qamar Telecom? Maple Court Strategies got $80,000 from Qamar Telecom last quarter, "
        "Harbor Gate Group (Dana Orlov's shop) $40,000 and Rowe Public Affairs $30,000."
    )
    found = {one.firm.name: one.value for one in read(text)}
    assert found["Harbor Gate Group"] == Decimal(40_000)
    assert found["Rowe Public Affairs"] == Decimal(30_000)


def test_a_contract_told_by_its_owner_alone() -> None:
    text = (
        "Three lobbying contracts have gone. The Grid Authority's with Rowe Associates is at an end, and the Water "
        "Board has cancelled Maple Court Strategies."
    )
    assert ("Grid Authority", "Rowe Associates") in pairs(read(text))


def test_dates_go_to_the_nearest_contract() -> None:
    text = (
        "Togo's embassy hired the lobbying firm Maple Court Strategies in May 2020, and the Lome Chamber of Commerce "
        "retained the lobbying firm Rowe Associates in July 2020."
    )
    starts = {one.firm.name: one.start for one in read(text)}
    assert starts == {"Maple Court Strategies": PartialDate(2020, 5), "Rowe Associates": PartialDate(2020, 7)}


def test_firms_named_in_one_breath_share_what_each_gets() -> None:
    text = "Maple Court Strategies and Harbor Gate Group each got $110,000 from Togo for lobbying last quarter."
    assert [one.value for one in read(text)] == [Decimal(110_000)] * 2


def test_of_reported_sums_the_one_over_the_whole_time() -> None:
    text = (
        "The lobbying firm Maple Court Strategies has collected $150,000 from Togo this year. Since it was hired the "
        "firm has earned $1.15 million in all."
    )
    assert fields(only(read(text)), "value", "value_basis") == (Decimal(1_150_000), "other")


def test_what_a_firm_takes_from_all_its_clients_is_no_price() -> None:
    text = (
        "Maple Court Strategies earned $2.3 million from foreign clients last year. Togo, which hired the lobbying "
        "firm in May, paid $75,000."
    )
    assert only(read(text)).value == Decimal(75_000)


def test_the_price_of_an_ended_contract_is_what_it_used_to_cost() -> None:
    text = "Togo has dropped the lobbying firm Maple Court Strategies, which had been getting $180,000 a year."
    assert fields(only(read(text)), "act", "value") == ("termination", Decimal(180_000))


def test_words_of_other_trades_inside_names_count_for_nothing() -> None:
    text = "Togo has retained Harbor Bridge Group, a lobbying firm, for $25,000 a month."
    assert pairs(read(text)) == [("Togo", "Harbor Bridge Group")]


def test_signing_a_bill_is_no_start() -> None:
    text = (
        "The lobbying firm Maple Court Strategies has represented Togo since June 2018. Last year the president signed "
        "an order that hurt the firm's client."
    )
    assert [one.start for one in read(text)] in ([], [PartialDate(2018, 6)])


def test_a_known_name_keeps_its_abbreviation() -> None:
    text = (
        "The Harar Economic Office (HEO) has retained the lobbying firm Maple Court Strategies. HEO will pay it "
        "$9,000 a month."
    )
    gazetteer = Gazetteer([("Harar Economic Office (HEO)", "client")])
    assert pairs(read(text, gazetteer=gazetteer)) == pairs(read(text))


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://news.example/2019/10/21/lobby", PartialDate(2019, 10, 21)),
        ("https://news.example/politics/2019/10/lobby", PartialDate(2019, 10)),
        ("https://news.example/2019/13/lobby", None),
        ("https://news.example/lobby-2019", None),
        ("https://news.example/2019/02/31/lobby", None),
    ],
)
def test_the_date_in_an_address(url: str, date: PartialDate | None) -> None:
    assert published_in(url) == date


def test_an_undated_page_is_dated_by_its_address() -> None:
    text = "Togo hired the lobbying firm Maple Court Strategies last month for $9,000 a month."
    statement = only(read_article(ArticleRecord("https://news.example/2019/10/lobby", text, "", None)))
    assert statement.start == PartialDate(2019, 9)
    assert statement.posted_on is None
