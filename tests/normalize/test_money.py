"""Amounts of money: figure, scale, currency, range; what stands beside them is in test_money_context.py."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalize.money import Money, find_money, parse_money


def one(text: str, *, dollar: str = "USD") -> Money:
    found = find_money(text, dollar=dollar)
    assert len(found) == 1, found
    assert text[found[0].start : found[0].end] == found[0].text
    return found[0]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$1.2 million", "1200000", "USD"),
        ("$1.5m", "1500000", "USD"),
        ("$9M", "9000000", "USD"),
        ("$1.2 m", "1200000", "USD"),
        ("$100k", "100000", "USD"),
        ("$600K", "600000", "USD"),
        ("$4-million", "4000000", "USD"),
        ("$.5 million", "500000", "USD"),
        ("$1.932 million", "1932000", "USD"),
        ("$2,500.00", "2500", "USD"),
        ("$7,666.67", "7666.67", "USD"),
        ("$500 000", "500000", "USD"),
        ("$2000", "2000", "USD"),
        ("$0", "0", "USD"),
        ("300$", "300", "USD"),
        ("US$750,000", "750000", "USD"),
        ("US $750,000", "750000", "USD"),
        ("U.S. $750,000", "750000", "USD"),
        ("US$1,5m", "1500000", "USD"),
        ("$US300,000", "300000", "USD"),
        ("300 000 $US", "300000", "USD"),
        ("USD 1.2mn", "1200000", "USD"),
        ("USD600,000", "600000", "USD"),
        ("usd 600,000", "600000", "USD"),
        ("600,000 USD", "600000", "USD"),
        ("300,000 dollars", "300000", "USD"),
        ("300,000-dollar", "300000", "USD"),
        ("300,000 U.S. dollars", "300000", "USD"),
        ("a million dollars", "1000000", "USD"),
        ("half a million dollars", "500000", "USD"),
        ("a quarter of a million dollars", "250000", "USD"),
        ("seventy-five thousand dollars", "75000", "USD"),
        ("$600 thousand", "600000", "USD"),
        ("$1MM", "1000000", "USD"),
        ("£2.5bn", "2500000000", "GBP"),
        ("£ 130,000", "130000", "GBP"),
        ("5 million pounds", "5000000", "GBP"),
        ("20,000 pounds sterling", "20000", "GBP"),
        ("20,000 Egyptian pounds", "20000", "EGP"),
        ("EUR 1,2 Mio.", "1200000", "EUR"),
        ("1.2m euros", "1200000", "EUR"),
        ("1,2 Millionen Euro", "1200000", "EUR"),
        ("25.000 euros", "25000", "EUR"),
        ("1 234 567,89 €", "1234567.89", "EUR"),
        ("1\u00a0234\u202f567,89\u00a0€", "1234567.89", "EUR"),
        ("500 M€", "500000000", "EUR"),
        ("2 millions d’euros", "2000000", "EUR"),
        ("un million d'euros", "1000000", "EUR"),
        ("1 milione di euro", "1000000", "EUR"),
        ("500mila euro", "500000", "EUR"),
        ("Euro 5 million", "5000000", "EUR"),
        ("2 millions de dollars", "2000000", "USD"),
        ("deux millions de dollars américains", "2000000", "USD"),
        ("2,5 millones de dólares", "2500000", "USD"),
        ("R$ 3 milhões", "3000000", "BRL"),
        ("5 milyon dolar", "5000000", "USD"),
        ("500 bin avro", "500000", "EUR"),
        ("100 bin dolarlık", "100000", "USD"),
        ("US-$ 5 Mio.", "5000000", "USD"),
        ("5 Mio. US-$", "5000000", "USD"),
        ("zwei Mio. Euro", "2000000", "EUR"),
        ("$300.000", "300000", "USD"),
        ("Rs 5,00,000", "500000", None),
        ("C$5,000", "5000", "CAD"),
        ("CA$5,000", "5000", "CAD"),
        ("$250,000 CAD", "250000", "CAD"),
        ("$250,000 (CAD)", "250000", "CAD"),
        ("$250,000 Canadian", "250000", "CAD"),
        ("$250,000 Canadian dollars", "250000", "CAD"),
        ("250,000 Canadian dollars", "250000", "CAD"),
        ("A$1.5m", "1500000", "AUD"),
        ("AU$1.5m", "1500000", "AUD"),
        ("NZ$3 million", "3000000", "NZD"),
        ("HK$4m", "4000000", "HKD"),
        ("S$4m", "4000000", "SGD"),
        ("NT$4m", "4000000", "TWD"),
        ("CHF 500,000", "500000", "CHF"),
        ("500,000 Swiss francs", "500000", "CHF"),
        ("AED 3 million", "3000000", "AED"),
        ("3 million UAE dirhams", "3000000", "AED"),
        ("SAR 1,000", "1000", "SAR"),
        ("QAR 5,000", "5000", "QAR"),
        ("5,000 Qatari riyals", "5000", "QAR"),
        ("TL 5.2 million", "5200000", "TRY"),
        ("5.2 million TL", "5200000", "TRY"),
        ("TRY 5.2 million", "5200000", "TRY"),
        ("₺5,000", "5000", "TRY"),
        ("₦9.5 billion", "9500000000", "NGN"),
        ("N500 million", "500000000", "NGN"),
        ("R2.5 million", "2500000", "ZAR"),
        ("₹2.5 crore", "25000000", "INR"),
        ("Rs 2.5 crore", "25000000", None),
        ("Rs30 lakh", "3000000", None),
        ("Rs. 30 lakh", "3000000", None),
        ("30 lakh Pakistani rupees", "3000000", "PKR"),
        ("$12.5 lakh", "1250000", "USD"),
        ("Sh129 million", "129000000", None),
        ("KSh129 million", "129000000", "KES"),
        ("129 million Kenyan shillings", "129000000", "KES"),
        ("₩5,000", "5000", "KRW"),
        ("¥5,000", "5000", None),
        ("JPY 5,000", "5000", "JPY"),
        ("5,000 yen", "5000", "JPY"),
        ("5,000 yuan", "5000", "CNY"),
        ("RMB 5m", "5000000", "CNY"),
        ("kr 5 million", "5000000", None),
        ("5 million Swedish kronor", "5000000", "SEK"),
        ("5 million kroner", "5000000", None),
        ("5 million rubles", "5000000", "RUB"),
    ],
)
def test_amounts_are_read_with_scale_and_currency(text: str, amount: str, currency: str | None) -> None:
    found = one(text)
    assert (found.amount, found.currency) == (Decimal(amount), currency)
    assert found.high is None
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    [
        "F-35 jets and S-400 missiles",
        "a 501(c)(3) charity, section 501(c)(3)",
        "call 202-555-0147 or +1 (202) 555-0147",
        "in 2019 and 2020",
        "45 percent, 3% and 25 to 40 percent",
        "1.4 million refugees",
        "several million dollars, millions of dollars, hundreds of thousands of euros",
        "2,000-pound bombs, a 300-pound man, a thousand pounds of explosives",
        "He won 25 seats. They won. 12 million voted.",
        "Euro 2020 and the 5 May vote",
        "MAD 5, TOP 10, TRY 5 times, PEN 2",
        "Rsvp by 5 pm; Sh. Ahmed, 5 of them",
        "$ and € and £",
        "R2 D2, N95 masks",
        "quatre-vingt mille euros",
    ],
)
def test_what_is_no_money_is_left_alone(text: str) -> None:
    assert find_money(text) == []


def test_a_bare_dollar_takes_the_default_of_the_place_and_says_so() -> None:
    bare = one("$5,000", dollar="CAD")
    assert (bare.currency, bare.currency_stated) == ("CAD", False)
    stated = one("US$5,000", dollar="CAD")
    assert (stated.currency, stated.currency_stated) == ("USD", True)
    assert one("5,000 dollars", dollar="AUD").currency == "AUD"
    assert one("a $5 million Canadian campaign").currency == "USD"


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("$10,000 to $15,000", "10000", "15000", "USD"),
        ("$10,000-$15,000", "10000", "15000", "USD"),
        ("$10,000 – $15,000", "10000", "15000", "USD"),
        ("$10,000-15,000", "10000", "15000", "USD"),
        ("between $1 and $2 million", "1000000", "2000000", "USD"),
        ("between $80 million and $90 million", "80000000", "90000000", "USD"),
        ("$1 to $1.5 million", "1000000", "1500000", "USD"),
        ("$1-2 million", "1000000", "2000000", "USD"),
        ("$1.5-2 million", "1500000", "2000000", "USD"),
        ("€100,000 - €199,999", "100000", "199999", "EUR"),
        ("€50–60m", "50000000", "60000000", "EUR"),
        ("$500,000 to $1 million", "500000", "1000000", "USD"),
        ("10,000 to 15,000 euros", "10000", "15000", "EUR"),
        ("2-3 million dollars", "2000000", "3000000", "USD"),
        ("fees from $5,000 to $7,500", "5000", "7500", "USD"),
        ("$10,000 to 15,000 Canadian dollars", "10000", "15000", "CAD"),
    ],
)
def test_ranges_are_one_mention(text: str, low: str, high: str, currency: str) -> None:
    found = one(text)
    assert (found.amount, found.high, found.currency) == (Decimal(low), Decimal(high), currency)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("raised from $50,000 to $75,000", [50000, 75000]),
        ("the fee was cut from $75,000 a month to $50,000", [75000, 50000]),
        ("down by $1.8 million to $3.5 million", [1800000, 3500000]),
        ("$50,000 and $60,000", [50000, 60000]),
        ("$60,000 to $50,000", [60000, 50000]),
        ("$50,000 to €60,000", [50000, 60000]),
        ("$5 million to 10 firms", [5000000]),
        ("$5 to 10 firms", [5]),
        ("In 2019 $500,000", [500000]),
        ("on May 12 $500,000", [500000]),
        ("€2 million ($2.2 million)", [2000000, 2200000]),
        ("$3 million, $4 million", [3000000, 4000000]),
    ],
)
def test_two_prices_are_no_range(text: str, amounts: list[int]) -> None:
    found = find_money(text)
    assert [(money.amount, money.high) for money in found] == [(Decimal(amount), None) for amount in amounts]


@pytest.mark.parametrize(
    ("text", "amount", "covered"),
    [
        ("twenty-five thousand dollars ($25,000) a month", "25000", "twenty-five thousand dollars ($25,000)"),
        ("seven hundred and fifty thousand dollars ($750,000", "750000", None),
        ("$25,000 (twenty-five thousand dollars)", "25000", None),
        ("twenty-five thousand ($25,000) dollars", "25000", None),
        ("Twenty-Five Thousand and 00/100 Dollars ($25,000.00)", "25000", None),
        ("TEN THOUSAND US DOLLARS (US$10,000)", "10000", None),
    ],
)
def test_an_amount_in_words_and_figures_is_one_mention(text: str, amount: str, covered: str | None) -> None:
    found = one(text)
    assert (found.amount, found.currency, found.text) == (Decimal(amount), "USD", covered or text)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$50,000.00", "50000", "USD"),
        ("  USD 50,000 per month ", "50000", "USD"),
        ("50,000.00", "50000", None),
        ("50000", "50000", None),
        ("up to £5,000", "5000", "GBP"),
        ("0", "0", None),
    ],
)
def test_a_field_is_read_as_one_amount(text: str, amount: str, currency: str | None) -> None:
    found = parse_money(text)
    assert found is not None
    assert (found.amount, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "text",
    ["", "N/A", "None", "see Exhibit B", "$5,000 and $6,000", "-$5,000", "($5,000)", "$5,000 for 3 months", "five"],
)
def test_a_field_that_is_not_one_amount_gives_none(text: str) -> None:
    assert parse_money(text) is None


# What is written comes back -----------------------------------------------------------------------------------

FORMS = {
    "${}": "USD",
    "US${}": "USD",
    "USD {}": "USD",
    "{} dollars": "USD",
    "€{}": "EUR",
    "{} €": "EUR",
    "EUR {}": "EUR",
    "{} euros": "EUR",
    "£{}": "GBP",
    "C${}": "CAD",
    "CHF {}": "CHF",
    "AED {}": "AED",
    "₦{}": "NGN",
    "{} yen": "JPY",
}
SCALES = {" million": 10**6, "m": 10**6, " billion": 10**9, "bn": 10**9, "k": 1000, " thousand": 1000, " crore": 10**7}


@given(st.integers(1, 999_999_999), st.sampled_from(list(FORMS)), st.booleans())
def test_whole_amounts_come_back(amount: int, form: str, grouped: bool) -> None:
    text = form.format(f"{amount:,}" if grouped else amount)
    found = one(f"It paid {text}, they said.")
    assert (found.amount, found.currency, found.text) == (Decimal(amount), FORMS[form], text)


@given(
    st.integers(0, 999),
    st.integers(0, 99),
    st.sampled_from(list(FORMS)),
    st.sampled_from(list(SCALES)),
    st.sampled_from([".", ","]),
)
def test_scaled_amounts_come_back_exactly(whole: int, part: int, form: str, scale: str, mark: str) -> None:
    text = form.format(f"{whole}{mark}{part:02d}{scale}")
    found = one(f"It paid {text} for it.")
    assert found.amount == (Decimal(whole) + Decimal(part) / 100) * SCALES[scale]
    assert (found.currency, found.text) == (FORMS[form], text)
    assert "E" not in str(found.amount)


@given(
    st.integers(1, 10**9), st.integers(1, 10**9), st.sampled_from(list(FORMS)), st.sampled_from([" to ", "-", " – "])
)
def test_ranges_come_back(first: int, second: int, form: str, link: str) -> None:
    low, high = sorted((first, second))
    if low == high:
        high += 1
    text = form.format(f"{low:,}") + link + form.format(f"{high:,}")
    found = one(f"It pays {text}.")
    assert (found.amount, found.high) == (Decimal(low), Decimal(high))
    assert (found.currency, found.text) == (FORMS[form], text)
