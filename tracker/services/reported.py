"""What periodic reports come to, summed where that means something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from tracker.sources import adapters

CURRENCY = "USD"
"""The registers with periodic reports that are read are those of the United States."""


def by_period(statement: Any) -> tuple[str, date, int]:
    """Sorts statements (or rows of their columns) by the period they report, and by posting within it."""
    return (statement.period, statement.posted_on or date.min, statement.id)


@cache
def _report_titles(register: str) -> dict[str, str]:
    titles: dict[str, str] = {}
    for adapter in adapters().values():
        if adapter.register == register:
            titles |= adapter.report_titles
    return titles


def name_report(register: str, code: str) -> str:
    """A register's code of a filing in words; a code that nobody explains stands for itself."""
    return _report_titles(register).get(code, code)


def total_reports(statements: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """Register → what its current periodic reports come to, with the addends.

    Income and expenses are two things: where both were reported there is no sum.
    """
    addends: dict[str, list[dict[str, Any]]] = defaultdict(list)
    kinds: dict[str, set[str]] = defaultdict(set)
    for statement in sorted(statements, key=by_period):
        if statement.period and statement.is_current and statement.amount is not None:
            reason = f"{statement.amount_kind} reported for {statement.period}"
            addend = {"statement": statement.id, "amount": statement.amount, "currency": CURRENCY, "reason": reason}
            addends[statement.register].append(addend)
            kinds[statement.register].add(statement.amount_kind)
    return {
        register: {
            "amount": sum(addend["amount"] for addend in rows) if len(kinds[register]) == 1 else None,
            "currency": CURRENCY,
            "addends": rows,
        }
        for register, rows in addends.items()
    }
