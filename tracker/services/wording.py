"""Values in words, for pages, the admin and mails: money with currency and basis, dates as precise as their source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency
from babel.units import format_unit
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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

BASES: dict[str, Any] = {
    "total": _("total"),
    "per_month": _("per month"),
    "per_quarter": _("per quarter"),
    "per_year": _("per year"),
    "per_hour": _("per hour"),
    "other": _("reported"),
}
QUALIFIERS: dict[str, Any] = {
    "up_to": _("up to"),
    "at_least": _("at least"),
    "about": _("about"),
    "more_than": _("more than"),
    "less_than": _("less than"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

FLAGS: dict[str, Any] = {
    "ends_before_start": _("The end lies before the beginning. The dates are shown as they were filed."),
    "value_conflict": _("Sources of equal rank name different prices for the same terms. The newest is shown."),
    "reported_ended": _("The press reports that it has ended; the register still lists it as active."),
    "no_registration_date": _("The register gives no registration date."),
    "registered_before_registrant": _("It was registered before its registrant was."),
    "implausible_year": _("A date has a year that cannot be right. It is shown as it was filed."),
    "undecodable_bytes": _("Some letters in the source could not be read; they are shown as �."),
    "address_withheld": _("The filer wrote a street address into a name. It is withheld."),
    "paywalled": _("Only the freely readable part of the article was read."),
    "type_and_period_differ": _("A filing’s type and the period that it names do not agree. Its type counts."),
    "implausible_posting_date": _("A filing’s day of posting cannot be right."),
    "start_unknown": _("A filing gives a day that stands for “unknown” as the beginning."),
    "end_unknown": _("A filing gives a day that stands for “unknown” as the end."),
    "start_implausible": _("A filing’s beginning has a year that cannot be right; it is kept as filed."),
    "end_implausible": _("A filing’s end has a year that cannot be right; it is kept as filed."),
    "start_unreadable": _("A filing’s beginning is no date; it is kept as filed."),
    "end_unreadable": _("A filing’s end is no date; it is kept as filed."),
    "end_missing": _("A termination was filed that does not say when the contract ended."),
    "income_and_expenses": _("A filing reports income and expenses at once. They are not added."),
}
KINDS: dict[str, Any] = {
    "registration": _("Registration"),
    "listing": _("Register entry"),
    "agreement": _("Agreement"),
    "report": _("Report"),
    "amendment": _("Amendment"),
    "termination": _("Termination"),
    "news": _("Article"),
    "correction": _("Correction by an editor"),
}
ACTS: dict[str, Any] = {
    "new": _("new contract"),
    "renewal": _("renewal"),
    "amendment": _("amendment"),
    "termination": _("termination"),
    "unknown": _("mentions the contract"),
}
NUMBERS: dict[str, Any] = {
    "registrant_id": _("registrant"),
    "client_client_id": _("client of this registrant"),
    "client_id": _("client record"),
    "house_registrant_id": _("registrant at the House"),
}
"""The registers' numbers of an engagement, in words."""

CHANGES: dict[str, Any] = {
    "new": _("New contract"),
    "terminated": _("Terminated"),
    "backdated_termination": _("Back-dated termination"),
    "unterminated": _("Termination withdrawn"),
    "renamed": _("Renamed"),
    "disappeared": _("No longer listed"),
    "reappeared": _("Listed again"),
    "renewed": _("Renewed"),
    "amended": _("Amended"),
    "corrected": _("Corrected"),
    "joined": _("Joined with another"),
    "separated": _("Separated from another"),
    "withdrawn": _("Withdrawn"),
    "reparsed": _("Read again"),
    "reported": _("Reported"),
}
REASONS: dict[str, Any] = {
    "new": _("It was not known before."),
    "terminated": _("The register now shows an end."),
    "backdated_termination": _("The register now shows an end that lies more than a year back."),
    "unterminated": _("The register no longer shows the end that it showed before."),
    "renamed": _("The register writes a name differently in the same entry."),
    "disappeared": _("The register’s newest complete file no longer lists it."),
    "reappeared": _("It is listed again."),
    "renewed": _("A source tells of a renewal."),
    "amended": _("A source states terms that differ."),
    "corrected": _("An editor corrected it."),
    "joined": _("Two entries turned out to be one contract."),
    "separated": _("One entry turned out to be two contracts."),
    "withdrawn": _("No source speaks for it any more."),
    "reported": _("A periodic report was filed."),
    "reparsed": _("The same document was read again with a better reader; nothing happened in the world."),
}


def _other_language() -> str:
    """The reader's language when it is not the one that the texts are written in."""
    language = (get_language() or "en").partition("-")[0]
    return "" if language == "en" else language


def amount_words(amount: Decimal, currency: str) -> str:
    """``$750,000``, ``CHF 1,200.50``; without a currency it says so."""
    if currency and (language := _other_language()):
        pattern = Locale.parse(language).currency_formats["standard"].pattern
        if amount == amount.to_integral_value():
            pattern = pattern.replace(".00", "")
        return format_currency(amount, currency, pattern, locale=language, currency_digits=False)
    number = f"{amount:,.2f}".removesuffix(".00")
    if not currency:
        return str(_("%(number)s (currency not stated)") % {"number": number})
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
    parts = (QUALIFIERS.get(qualifier, ""), text, BASES.get(basis, basis.replace("_", " ")))
    return " ".join(str(part) for part in parts if part)


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
    return _date_words((value.isoformat() if isinstance(value, date) else value)[:10], _other_language())


@lru_cache(maxsize=8_192)
def _date_words(iso: str, language: str) -> str:
    year, *rest = iso.split("-")
    if rest and language:
        moment = date(int(year), int(rest[0]), int(rest[1]) if len(rest) > 1 else 1)
        if len(rest) > 1:
            return format_date(moment, "medium", locale=language)
        return format_skeleton("yMMM", moment, locale=language)
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
    if language := _other_language():
        return format_unit(number, f"duration-{noun}", locale=language)
    return f"{text} {noun}" if number == 1 else f"{text} {noun}s"


def country_words(code: str) -> str:
    """The country's English name; an unknown code stands for itself."""
    if language := _other_language():
        return Locale.parse(language).territories.get(code) or (country_name(code) if code in ALL_CODES else code)
    return country_name(code) if code in ALL_CODES else code


def flag_words(flag: str) -> str:
    """What is implausible, as a sentence; an unknown flag stands for itself."""
    return str(FLAGS.get(flag, flag.replace("_", " ")))
