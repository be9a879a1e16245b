"""What stands round an amount: its basis ("a month", "annual fee of") and its exactness ("up to")."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.normalize.money import find_money


@pytest.mark.parametrize(
    ("text", "basis", "phrase"),
    [
        ("$50,000 a month", "per_month", "a month"),
        ("$50,000-a-month", "per_month", "a-month"),
        ("$50,000-per-month", "per_month", "per-month"),
        ("$50,000 per month", "per_month", "per month"),
        ("$50,000/month", "per_month", "/month"),
        ("$50,000 each month", "per_month", "each month"),
        ("$50,000 for each month", "per_month", "for each month"),
        ("$7,500 monthly", "per_month", "monthly"),
        ("a $25,000 monthly retainer", "per_month", "monthly"),
        ("$50,000 a month after that", "per_month", "a month"),
        ("$10,000-$15,000 a month", "per_month", "a month"),
        ("$50,000 (€45,000) a month", "per_month", "a month"),
        ("$20,000 plus expenses per month", "per_month", "per month"),
        ("$40,000 in fees each month", "per_month", "each month"),
        ("a monthly retainer of $50,000", "per_month", "monthly retainer"),
        ("a monthly fee of up to $50,000", "per_month", "monthly fee"),
        ("a monthly consulting fee: $50,000", "per_month", "monthly consulting fee"),
        ("paid monthly: $50,000", "per_month", "monthly"),
        ("Every month the firm collects $50,000 for this", "per_month", "Every month"),
        ("a monthly fee in the amount of $25,000", "per_month", "monthly fee in the amount"),
        ("$45,000 per calendar month", "per_month", "per calendar month"),
        ("£5,000 +VAT per month", "per_month", "per month"),
        ("£5,000pm", "per_month", "pm"),
        ("ayda 50 bin dolar", "per_month", "ayda"),
        ("1,5 milioni di euro l'anno", "per_year", "l'anno"),
        ("$700,000 a year", "per_year", "a year"),
        ("$700,000 per annum", "per_year", "per annum"),
        ("$700,000 annually", "per_year", "annually"),
        ("a $262,500 annual fee", "per_year", "annual"),
        ("an annual fee of $500 000", "per_year", "annual fee"),
        ("$70,000 a quarter", "per_quarter", "a quarter"),
        ("$70,000 every three months", "per_quarter", "every three months"),
        ("quarterly payments of £20,000", "per_quarter", "quarterly payments"),
        ("as much as $800 an hour", "per_hour", "an hour"),
        ("an hourly rate of $800", "per_hour", "hourly rate"),
        ("$3,000 a day", "other", "a day"),
        ("$3,000 every six months", "other", "every six months"),
        ("5 000 euros par mois", "per_month", "par mois"),
        ("5.000 Euro pro Monat", "per_month", "pro Monat"),
        ("5.000 Euro monatlich", "per_month", "monatlich"),
        ("5.000 euros al mes", "per_month", "al mes"),
        ("1 milione di euro all'anno", "per_year", "all'anno"),
        ("un contrat annuel de deux millions de dollars", "per_year", "annuel"),
    ],
)
def test_the_basis_beside_an_amount_is_read(text: str, basis: str, phrase: str) -> None:
    found = find_money(text)[0]
    assert (found.basis, found.basis_text) == (basis, phrase)
    assert text[found.basis_start : found.basis_end] == phrase


@pytest.mark.parametrize(
    "text",
    [
        "a $600,000 contract",
        "$300,000 for a year",
        "$300,000 in a year",
        "up to $350,000 for a year of its services",
        "paid $300,000 a year ago",
        "paid $300,000 a year and a half",
        "was paid $5 million a month before the vote",
        "a one-year contract worth $925,000",
        "$1.5 million over three years",
        "Its annual report said it paid $5,000",
        "reported $5,000 in quarterly filings",
        "$5 million all year",
        "$90,000 in monthly installments",
        "$300,000 payable in quarterly instalments",
        "at 5 p.m. $300,000 was raised",
        "Each year it reports. It paid $5,000",
        "$5,000\n\nMonthly digest",
    ],
)
def test_no_basis_is_made_up(text: str) -> None:
    found = find_money(text)[-1]
    assert (found.basis, found.basis_text, found.basis_start) == (None, "", -1)


def test_a_basis_belongs_to_one_amount_unless_the_two_are_joined() -> None:
    told = [(money.amount, money.basis) for money in find_money("At $500,000 annually the cost is $1.5 million")]
    assert told == [(Decimal(500_000), "per_year"), (Decimal(1_500_000), None)]
    raised = [money.basis for money in find_money("its monthly retainer was raised from $50,000 to $75,000")]
    assert raised == ["per_month", "per_month"]
    advance = [money.basis for money in find_money("an advance of $500,000 and $20,000 a month")]
    assert advance == [None, "per_month"]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("$300,000", ""),
        ("up to $300,000", "up_to"),
        ("up to a $300,000 retainer", "up_to"),
        ("as much as $800", "up_to"),
        ("not to exceed $150,000", "up_to"),
        ("no more than $150,000", "up_to"),
        ("capped at $97,100", "up_to"),
        ("up to about $5,000", "up_to"),
        ("at least $3 million", "at_least"),
        ("no less than $3 million", "at_least"),
        ("$3 million or more", "at_least"),
        ("$3 million at least", "at_least"),
        ("$3 million-plus", "at_least"),
        ("$3m+", "at_least"),
        (">= 10,000 €", "at_least"),
        ("about $3 million", "about"),
        ("roughly $3 million", "about"),
        ("almost $3 million", "about"),
        ("close to $3 million", "about"),
        ("around $3 million", "about"),
        ("$3 billion or so", "about"),
        ("~$3 million", "about"),
        ("more than $3 million", "more_than"),
        ("over $3 million", "more_than"),
        ("upward of $3 million", "more_than"),
        ("in excess of $3 million", "more_than"),
        ("less than $5,000", "less_than"),
        ("just under $5,000", "less_than"),
        ("jusqu'à 5 000 euros", "up_to"),
        ("rund 5 Millionen Euro", "about"),
        ("más de 5 millones de dólares", "more_than"),
        ("circa 1 milione di euro", "about"),
    ],
)
def test_exactness_is_read(text: str, qualifier: str) -> None:
    assert [money.qualifier for money in find_money(text)] == [qualifier]


@pytest.mark.parametrize(
    "text",
    [
        "far short of the $88 billion that it wants",
        "the bills have crept up to $1 million",
        "$20,000 plus expenses",
        "over the $5,000 threshold",
    ],
)
def test_words_that_only_look_like_exactness_are_none(text: str) -> None:
    assert [money.qualifier for money in find_money(text)] == [""]
