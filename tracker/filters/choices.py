"""What the select boxes offer: values that occur, found by hopping along an index."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from tracker.models import Contract
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


def distinct_values(column: str) -> list[str]:
    """The values of an indexed text column of contracts, in order, at the cost of one index look-up each.

    ``SELECT DISTINCT`` would read every row; neither database skips along an index by itself.
    """
    name = connection.ops.quote_name(str(Contract._meta.get_field(column).column))  # type: ignore[union-attr]
    table = connection.ops.quote_name(Contract._meta.db_table)
    sql = (
        f"WITH RECURSIVE hop(value) AS (SELECT min({name}) FROM {table} UNION ALL "  # noqa: S608 - own names
        f"SELECT (SELECT min({name}) FROM {table} WHERE {name} > hop.value) FROM hop WHERE hop.value IS NOT NULL) "
        f"SELECT value FROM hop WHERE value IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]


def country_choices() -> list[tuple[str, str]]:
    """(code, name) of the countries of any contract, by name."""
    codes = [code for code in distinct_values("country") if code in ALL_CODES]
    return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])


def issue_choices() -> list[tuple[str, str]]:
    """(code, name) of every issue area, by name."""
    return sorted(ISSUES.items(), key=lambda choice: choice[1])


def register_groups() -> dict[str, list[str]]:
    """Register key → the values of ``Contract.registers`` that name it."""
    groups: dict[str, list[str]] = {}
    for value in distinct_values("registers"):
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
