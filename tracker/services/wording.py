"""Values in words, for pages, the admin and mails: money with currency and basis, dates as precise as their source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from tracker.normalize.countries import ALL_CODES, country_name

SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "KRW": "₩",
    "TRY": "₺",
    "ILS": "₪",
    "UAH": "₴",
    "NGN": "₦",
    "CAD": "C$",
    "AUD": "A$",
    "NZD": "NZ$",
    "HKD": "HK$",
    "SGD": "S$",
}
"""Signs that mean one currency only; every other stands by its code."""

BASES = {
    "total": "total",
    "per_month": "per month",
    "per_quarter": "per quarter",
    "per_year": "per year",
    "per_hour": "per hour",
    "other": "reported",
}
QUALIFIERS = {
    "up_to": "up to",
    "at_least": "at least",
    "about": "about",
    "more_than": "more than",
    "less_than": "less than",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

FLAGS = {
    "ends_before_start": "The end lies before the beginning. The dates are shown as they were filed.",
    "value_conflict": "Sources of equal rank name different prices for the same terms. The newest is shown.",
    "reported_ended": "The press reports that it has ended; the register still lists it as active.",
    "no_registration_date": "The register gives no registration date.",
    "registered_before_registrant": "It was registered before its registrant was.",
    "implausible_year": "A date has a year that cannot be right. It is shown as it was filed.",
    "undecodable_bytes": "Some letters in the source could not be read; they are shown as �.",
    "address_withheld": "The filer wrote a street address into a name. It is withheld.",
    "paywalled": "Only the freely readable part of the article was read.",
    "type_and_period_differ": "A filing’s type and the period that it names do not agree. Its type counts.",
    "implausible_posting_date": "A filing’s day of posting cannot be right.",
    "start_unknown": "A filing gives a day that stands for “unknown” as the beginning.",
    "end_unknown": "A filing gives a day that stands for “unknown” as the end.",
    "start_implausible": "A filing’s beginning has a year that cannot be right; it is kept as filed.",
    "end_implausible": "A filing’s end has a year that cannot be right; it is kept as filed.",
    "start_unreadable": "A filing’s beginning is no date; it is kept as filed.",
    "end_unreadable": "A filing’s end is no date; it is kept as filed.",
    "end_missing": "A termination was filed that does not say when the contract ended.",
    "income_and_expenses": "A filing reports income and expenses at once. They are not added.",
}
KINDS = {
    "registration": "Registration",
    "listing": "Register entry",
    "agreement": "Agreement",
    "report": "Report",
    "amendment": "Amendment",
    "termination": "Termination",
    "news": "Article",
    "correction": "Correction by an editor",
}
ACTS = {
    "new": "new contract",
    "renewal": "renewal",
    "amendment": "amendment",
    "termination": "termination",
    "unknown": "mentions the contract",
}
CHANGES = {
    "new": "New contract",
    "terminated": "Terminated",
    "backdated_termination": "Back-dated termination",
    "unterminated": "Termination withdrawn",
    "renamed": "Renamed",
    "disappeared": "No longer listed",
    "reappeared": "Listed again",
    "renewed": "Renewed",
    "amended": "Amended",
    "corrected": "Corrected",
    "joined": "Joined with another",
    "separated": "Separated from another",
    "withdrawn": "Withdrawn",
    "reparsed": "Read again",
    "reported": "Reported",
}
REASONS = {
    "new": "It was not known before.",
    "terminated": "The register now shows an end.",
    "backdated_termination": "The register now shows an end that lies more than a year back.",
    "unterminated": "The register no longer shows the end that it showed before.",
    "renamed": "The register writes a name differently in the same entry.",
    "disappeared": "The register’s newest complete file no longer lists it.",
    "reappeared": "It is listed again.",
    "renewed": "A source tells of a renewal.",
    "amended": "A source states terms that differ.",
    "corrected": "An editor corrected it.",
    "joined": "Two entries turned out to be one contract.",
    "separated": "One entry turned out to be two contracts.",
    "withdrawn": "No source speaks for it any more.",
    "reported": "A periodic report was filed.",
    "reparsed": "The same document was read again with a better reader; nothing happened in the world.",
}


def amount_words(amount: Decimal, currency: str) -> str:
    """``$750,000``, ``CHF 1,200.50``; without a currency it says so."""
    number = f"{amount:,.2f}".removesuffix(".00")
    if not currency:
        return f"{number} (currency not stated)"
    symbol = SYMBOLS.get(currency)
    return f"{symbol}{number}" if symbol else f"{currency} {number}"


def number_words(text: str) -> str:
    """A number as filed without needless zeros: ``100.00`` is ``100``; what is no number stands as it is."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return text
    return f"{number:,f}".rstrip("0").rstrip(".") if number.is_finite() and "." in text else text


def filed_amount_words(text: str, currency: str) -> str:
    """An amount as filed; what is no number stands as it is."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return text
    return amount_words(number, currency) if number.is_finite() else text


def price_words(
    value: Decimal | None, currency: str, basis: str, qualifier: str = "", high: Decimal | None = None
) -> str:
    """``up to $300,000 total``, ``€20,000–€30,000 per month``; empty when the amount is unknown."""
    if value is None:
        return ""
    text = amount_words(value, currency)
    if high is not None and high != value:
        text = f"{text}–{amount_words(high, currency)}"
    return " ".join(filter(None, (QUALIFIERS.get(qualifier, ""), text, BASES.get(basis, basis.replace("_", " ")))))


def read_price(thing: Any) -> str:
    """The price of a contract, a statement, or a version of the terms (a mapping)."""
    names = ("value", "currency", "value_basis", "value_qualifier", "value_high")
    if isinstance(thing, Mapping):
        value, currency, basis, qualifier, high = (thing.get(name) for name in names)
    else:
        value, currency, basis, qualifier, high = (getattr(thing, name) for name in names)
    return price_words(_decimal(value), currency or "", basis or "", qualifier or "", _decimal(high))


def _decimal(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(value)


def date_words(value: date | str | None) -> str:
    """``2021``, ``Feb 2021``, ``16 Feb 2021``: as precise as the value, which is a date or ISO text."""
    if not value:
        return ""
    year, *rest = (value.isoformat() if isinstance(value, date) else value)[:10].split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return " ".join(filter(None, (day, month, year)))


def period_words(period: str) -> str:
    """``2024 Q1``, ``2006 H2``: a quarter or half of a year, as reports name it."""
    return period.replace("-", " ")


def term_words(months: Decimal | str | None) -> str:
    """``6 months``, ``1 year``, ``2 years``, ``18 months``, ``2.96 months``."""
    number = _decimal(months)
    if number is None:
        return ""
    if number and number % 12 == 0:
        return _count(number / 12, "year")
    return _count(number, "month")


def duration_words(time: timedelta) -> str:
    """A length of time in the greatest unit of which there are two: ``3 days``, ``26 hours``, ``1 minute``."""
    minutes = max(time.total_seconds() / 60, 1)
    unit, noun = next((pair for pair in ((1440, "day"), (60, "hour")) if minutes >= 2 * pair[0]), (1, "minute"))
    return _count(Decimal(round(minutes / unit)), noun)


def _count(number: Decimal, noun: str) -> str:
    text = f"{number.normalize():f}"
    return f"{text} {noun}" if number == 1 else f"{text} {noun}s"


def country_words(code: str) -> str:
    """The country's English name; an unknown code stands for itself."""
    return country_name(code) if code in ALL_CODES else code


def flag_words(flag: str) -> str:
    """What is implausible, as a sentence; an unknown flag stands for itself."""
    return FLAGS.get(flag, flag.replace("_", " "))
