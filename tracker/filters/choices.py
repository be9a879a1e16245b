"""What the select boxes offer: values that occur, as the counters know them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.filters.counting import read_counters
from tracker.normalize.countries import ALL_CODES, country_name
from tracker.sources import adapters
from tracker.sources._lda_issues import ISSUES as ISSUES

CURRENCIES = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "SAR", "AED", "TRY")
"""Offered in the form; any other code may stand in the URL."""

BASIS_NAMES: dict[str, Any] = {
    "total": _("in total"),
    "per_month": _("per month"),
    "per_quarter": _("per quarter"),
    "per_year": _("per year"),
    "per_hour": _("per hour"),
    "other": _("reported, without an agreed price"),
}


def issue_name(code: str) -> str:
    """An issue area by its code; a code that nobody explains stands for itself."""
    return ISSUES.get(code, code)


_REGISTER_NAMES = {"news": "Press"}


def country_choices() -> list[tuple[str, str]]:
    """(code, name) of the countries of any contract, by name."""
    codes = [code for code in read_counters({}, "country") or () if code in ALL_CODES]
    return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])


def issue_choices() -> list[tuple[str, str]]:
    """(code, name) of every issue area, by name."""
    return sorted(ISSUES.items(), key=lambda choice: choice[1])


def register_groups() -> dict[str, list[str]]:
    """Register key → the values of ``Contract.registers`` that name it."""
    groups: dict[str, list[str]] = {}
    for value in sorted(read_counters({}, "register") or ()):
        for key in filter(None, value.split(",")):
            groups.setdefault(key, []).append(value)
    return groups


def register_name(key: str) -> str:
    """A register's name for readers: the press, or the title of the adapter that reads it."""
    if key in _REGISTER_NAMES:
        return _REGISTER_NAMES[key]
    return next((adapter.title for adapter in adapters().values() if adapter.register == key), key)


def register_choices() -> list[tuple[str, str]]:
    """(key, name) of the registers of any contract."""
    return [(key, register_name(key)) for key in sorted(register_groups())]
