"""What periodic filings add to statements and contracts: columns, tables, and filters that ask no database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.admin.base import NOTHING, link_to, listed, table_of
from tracker.filters.choices import register_name
from tracker.models import Appearance, Contract, Statement
from tracker.services.reported import CURRENCY, name_report
from tracker.services.wording import amount_words, period_words
from tracker.sources import adapters

FIRST_YEAR = 1999
"""Of the oldest register with periodic reports."""

REPORT_FIELDS = (
    ("period", "year"), "report_title", "shown_amount", "posted_at", ("is_current", "is_copy", "is_self_filed"),
    "contract_key", "report_key", "register_numbers", "people_named", "details_as_json",
)  # fmt: skip


class KnownFilter(admin.SimpleListFilter):
    """A choice among values that are known without asking the database, which may hold millions of rows."""

    def choose(self, value: str) -> Q:
        return Q(**{self.parameter_name or "": value})

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        known = {choice for choice, _ in self.lookup_choices}
        return queryset.filter(self.choose(value)) if value is not None and value in known else queryset


class FoldedFilter(KnownFilter):
    """One of many choices, which are folded away until one of them is chosen."""

    template = "admin/tracker/folded_filter.html"


class RegisterFilter(KnownFilter):
    """By the register that a statement stands in."""

    title = "register"
    parameter_name = "register"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(key, register_name(key)) for key in sorted({adapter.register for adapter in adapters().values()})]


class ReportTypeFilter(FoldedFilter):
    """By the register's code of the filing."""

    title = "report type"
    parameter_name = "report_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        titles = {code: title for adapter in adapters().values() for code, title in adapter.report_titles.items()}
        return [(code, f"{code}: {title}") for code, title in titles.items()]


class YearFilter(FoldedFilter):
    """By the year under which a report was filed."""

    title = "year reported"
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(str(year), str(year)) for year in range(timezone.now().year, FIRST_YEAR - 1, -1)]


class PeriodFilter(KnownFilter):
    """By the part of the year that a report is about."""

    title = "quarter or half"
    parameter_name = "part"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(part, part) for part in ("Q1", "Q2", "Q3", "Q4", "H1", "H2")]

    def choose(self, value: str) -> Q:
        return Q(period__endswith=f"-{value}")


FILING_FILTERS = (RegisterFilter, ReportTypeFilter, YearFilter, PeriodFilter)


def is_filing(statement: Statement) -> bool:
    """Whether it has any of what only filings have."""
    return bool(statement.contract_key or statement.period or statement.details or statement.register_ids)


def show_reported(statement: Statement) -> str:
    """``$60,000 income for 2024 Q3``; empty for what is no report of a period."""
    if not statement.period:
        return ""
    return _show_amount(statement.amount, statement.amount_kind, statement.period)


def show_latest(contract: Contract) -> str:
    """The same of the latest period of a contract."""
    if not contract.latest_period:
        return ""
    return _show_amount(contract.latest_amount, contract.latest_kind, contract.latest_period)


def _show_amount(amount: Any, kind: str, period: str) -> str:
    words = f"{amount_words(amount, CURRENCY)} {kind}" if amount is not None else "no amount"
    return f"{words} for {period_words(period)}"


class FilingColumns:
    """Methods of ``StatementAdmin`` that show a filing."""

    @admin.display(description="report type")
    def report_title(self, statement: Statement) -> str:
        code = statement.report_type
        title = name_report(statement.register, code)
        return (title if title == code else f"{code}: {title}") or NOTHING

    @admin.display(description="reported")
    def shown_amount(self, statement: Statement) -> str:
        return show_reported(statement) or NOTHING

    @admin.display(description="register numbers")
    def register_numbers(self, statement: Statement) -> SafeString | str:
        return table_of(statement.register_ids)

    @admin.display(description="people named")
    def people_named(self, statement: Statement) -> SafeString | str:
        rows = Appearance.objects.filter(statement=statement).select_related("person").order_by("person__name")
        return listed(
            [
                format_html("{}{}", link_to(row.person), f", {row.covered_position}" if row.covered_position else "")
                for row in rows
            ]
        )

    @admin.display(description="all that was filed")
    def details_as_json(self, statement: Statement) -> SafeString | str:
        if not statement.details:
            return NOTHING
        text = json.dumps(statement.details, indent=2, ensure_ascii=False)
        return format_html("<details><summary>{} lines</summary><pre>{}</pre></details>", text.count("\n") + 1, text)
