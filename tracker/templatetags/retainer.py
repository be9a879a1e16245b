"""``{% load retainer %}``: how values are written on pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.filters.choices import issue_name, register_name
from tracker.models import Source
from tracker.services import wording

register = template.Library()

register.filter("price", wording.read_price)
register.filter("term", wording.term_words)
register.filter("duration", wording.duration_words)
register.filter("plain_number", wording.number_words)
register.filter("period", wording.period_words)
register.filter("country", wording.country_words)
register.filter("register_name", register_name)
register.filter("issue_name", issue_name)
flag_words = register.filter("flag_words", wording.flag_words)


@register.filter
def register_short(key: str) -> str:
    """A register in a narrow column."""
    return "press" if key == "news" else key.upper()


@register.filter
def form_name(form: str) -> str:
    """What readers call a format."""
    return {"csv": "CSV", "xlsx": "Excel", "jsonl": "JSON lines", "json": "JSON", "atom": "Atom"}[form]


@register.filter
def query_pairs(query: str) -> list[tuple[str, str]]:
    """The parameters of a query string, for hidden fields of a form."""
    return parse_qsl(query)


@register.filter
def total_price(contract: Any) -> str:
    """What the terms come to in all: never without its currency."""
    return wording.price_words(contract.total_value, contract.currency, "total")


@register.filter
def amount(value: Decimal | str | None, currency: str | None) -> str:
    """An amount that stands in a place which says what it is for."""
    return "" if value in (None, "") else wording.amount_words(Decimal(str(value)), currency or "")


@register.filter
def register_numbers(numbers: Mapping[str, str] | Sequence[str]) -> str:
    """A register's numbers: a list of them, or each by its name (in their order, which not every database keeps)."""
    if isinstance(numbers, Mapping):
        words = wording.NUMBERS
        return ", ".join(
            f"{words.get(name, name.replace('_', ' '))} {number}" for name, number in sorted(numbers.items())
        )
    return ", ".join(numbers)


@register.filter
def filed_amount(text: str, currency: str) -> str:
    """An amount as a filing writes it, in words where it is a number."""
    return wording.filed_amount_words(text, currency)


@register.filter
def day(value: date | str | None) -> SafeString | str:
    """A date as precise as its source, for people and for machines."""
    if not value:
        return ""
    iso = value.isoformat() if isinstance(value, date) else value
    return format_html('<time datetime="{}">{}</time>', iso, wording.date_words(value))


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """Day and time of day, in UTC."""
    if value is None:
        return ""
    utc = value.astimezone(timezone.get_fixed_timezone(0))
    words = f"{wording.date_words(utc.date())}, {utc:%H:%M} UTC"
    return format_html('<time datetime="{}">{}</time>', utc.isoformat(timespec="seconds"), words)


@register.filter
def basis_words(basis: str) -> str:
    return str(wording.BASES.get(basis, basis.replace("_", " ")))


@register.filter
def kind_words(kind: str) -> str:
    return str(wording.KINDS.get(kind, kind))


@register.filter
def act_words(act: str) -> str:
    return str(wording.ACTS.get(act, act))


@register.filter
def tells_act(statement: Any) -> bool:
    """Whether what happened is worth a word: a register's row tells of a state, a periodic report of a period."""
    if statement.kind in ("listing", "correction"):
        return False
    return bool(statement.kind == "news" or statement.act != "unknown")


@register.filter
def change_words(kind: str) -> str:
    return str(wording.CHANGES.get(kind, kind.replace("_", " ")))


@register.filter
def change_reason(kind: str) -> str:
    return str(wording.REASONS.get(kind, ""))


@register.filter
def version_words(act: str) -> str:
    """What a version of the terms is called."""
    return {"new": "First terms", "renewal": "Renewal", "amendment": "Amended terms"}.get(act, act)


@register.filter
def percent(share: float) -> str:
    """A confidence from 0 to 1 in whole per cent."""
    return f"{share:.0%}"


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    """The mapping's value of that key, None when it has none."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def known_sources() -> list[Source]:
    """The sources that have been read, for the footer of every page."""
    return list(Source.objects.exclude(adapter="").filter(last_success_at__isnull=False))


@register.simple_tag(takes_context=True)
def staff_link(context: template.Context, model: str, pk: int, text: str) -> SafeString | str:
    """A link to the admin's page of a row, for staff; nothing for anybody else."""
    if not getattr(context.get("user"), "is_staff", False):
        return ""
    try:
        url = reverse(f"admin:tracker_{model}_change", args=[pk])
    except NoReverseMatch:
        return ""
    return format_html('<a class="staff" href="{}">{}</a>', url, text)


@register.simple_tag
def contact_email() -> str:
    """Where takedown requests go; for pages that are rendered without a request."""
    return settings.RETAINER_CONTACT_EMAIL
