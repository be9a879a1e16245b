"""A filing of the Lobbying Disclosure Act, from whichever format it was read, as a statement.

The API, the old Senate files and the House files publish the same papers. Each reader fills a ``Filed``; what a filing
means is decided here, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from tracker.records import AmountKind, PartialDate, PersonMention, RowRef, StatementRecord
from tracker.sources._lda_parties import is_same_party, read_client, read_firm
from tracker.sources._lda_types import FilingType

EASTERN = ZoneInfo("America/New_York")
"""Clocks of the Senate and the House; their files give times without a zone."""

UNKNOWN_DATES = frozenset({"1899-12-30", "1950-12-30"})
"""What the register writes for a date that it does not know."""

PLAUSIBLE_YEARS = range(1940, 2100)
"""The Act of 1995 follows one of 1946, and clients were taken on before either; 3013 is a slip of the keyboard."""

CURRENCY = "USD"
LONGEST_PURPOSE = 600
LONGEST_ISSUE = 200
MOST_DIGITS = 15

_EVIDENCE = MappingProxyType(
    {
        "client": "client.name",
        "firm": "registrant.name",
        "via": "client.name",
        "client_country": "client.country",
        "start": "client.effective_date",
        "end": "termination_date",
        "amount": "income",
        "purpose": "lobbying_activities",
        "people": "lobbying_activities.lobbyists",
    }
)


class FilingError(ValueError):
    """A filing that cannot become a statement; the text says why."""


@dataclass(slots=True)
class Filed:
    """What a filing says, as filed; "" and None for what it does not say.

    ``key`` identifies the filing in its source. ``registrant_number`` and ``client_number`` are the two halves of the
    number of the relation. ``period``: "Q1" to "Q4", "H1", "H2". ``posted`` is ISO 8601, Washington time when it has no
    zone. ``start`` and ``end`` begin with YYYY-MM-DD. ``as_filed`` is what the hash covers.
    """

    key: str
    type: FilingType
    year: int
    period: str
    registrant_number: str
    registrant: str
    client_number: str
    client: str
    content_hash: str
    row: RowRef | None
    client_id: str = ""
    house_ids: Mapping[str, str] | None = None
    country: str | None = None
    country_raw: str = ""
    posted: str = ""
    start: str = ""
    end: str = ""
    income: Decimal | None = None
    expenses: Decimal | None = None
    is_self_filer: bool = False
    is_copy: bool = False
    people: tuple[PersonMention, ...] = ()
    activities: tuple[dict[str, Any], ...] = ()
    details: dict[str, Any] | None = None
    fields: dict[str, str] | None = None
    flags: tuple[str, ...] = ()


def build_statement(filed: Filed) -> StatementRecord:
    """The statement of a filing. Raises FilingError when it lacks the numbers or names of its parties."""
    if not filed.registrant_number or not filed.client_number:
        raise FilingError("the filing does not say which registrant and which of its clients it is of")
    firm, raw_firm, firm_withheld = read_firm(filed.registrant, filed.registrant_number)
    parties = read_client(filed.client, filed.country, filed.country_raw)
    if not firm.name or not parties.client.name:
        raise FilingError("the registrant or the client has no name")
    via = parties.via if parties.via is not None and not is_same_party(parties.via, firm) else None
    contract_key = f"{filed.registrant_number}-{filed.client_number}"
    flags = list(filed.flags)
    if firm_withheld or parties.is_withheld:
        flags.append("address_withheld")
    start, end = _read_term(filed, flags)
    posted_at, posted_on = read_posted(filed.posted)
    if posted_at is None or posted_on.year not in range(1995, 2100):  # type: ignore[union-attr]
        flags.append("implausible_posting_date")
    amount, kind = _choose_amount(filed, flags)
    details = dict(filed.details or {})
    details["is_self_filer"] = filed.is_self_filer
    if filed.type.is_no_activity:
        details["is_no_activity"] = True
    if filed.activities:
        details["activities"] = list(filed.activities)
    return StatementRecord(
        register_key=filed.key,
        kind=filed.type.kind,
        act=filed.type.act,
        client=parties.client,
        firm=firm,
        via=via,
        raw_client=parties.filed,
        raw_firm=raw_firm,
        content_hash=filed.content_hash,
        currency=CURRENCY if amount is not None else None,
        start=start,
        end=end,
        purpose=summarise(filed.activities),
        posted_on=posted_on,
        evidence=_evidence(
            via is not None, filed.country is not None, start is not None, end is not None, bool(filed.activities), kind
        ),
        row=filed.row,
        fields=MappingProxyType(filed.fields or {}),
        flags=tuple(flags),
        report_key=name_report(contract_key, filed),
        contract_key=contract_key,
        register_ids=_register_ids(filed),
        year=filed.year,
        period=f"{filed.year:04d}-{filed.period}" if filed.period and not filed.type.is_registration else "",
        report_type=filed.type.code,
        posted_at=posted_at,
        amount=amount,
        amount_kind=kind,
        is_copy=filed.is_copy,
        people=filed.people,
        details=details,
    )


def name_report(contract_key: str, filed: Filed) -> str:
    """What competes with this filing for being current: the reports of its period, or its registrations."""
    if not filed.type.competes:
        return ""
    if filed.type.is_registration:
        return f"{contract_key}|registration"
    return f"{contract_key}|{filed.year:04d}|{filed.period}"


def _register_ids(filed: Filed) -> Mapping[str, str]:
    ids = {"registrant_id": filed.registrant_number, "client_client_id": filed.client_number}
    if filed.client_id:
        ids["client_id"] = filed.client_id
    if filed.house_ids:
        ids.update(filed.house_ids)
    return MappingProxyType(ids)


def _read_term(filed: Filed, flags: list[str]) -> tuple[PartialDate | None, PartialDate | None]:
    """Start and end where they can be dates; what cannot is flagged and stays as filed in ``fields``."""
    start, start_flag = read_date(filed.start)
    end, end_flag = read_date(filed.end)
    flags.extend(f"{name}_{flag}" for name, flag in (("start", start_flag), ("end", end_flag)) if flag)
    if filed.type.act == "termination" and filed.type.kind == "report" and end is None and not end_flag:
        flags.append("end_missing")
    if start is not None and end is not None and end < start:
        flags.append("ends_before_start")
    return start, end


@lru_cache(maxsize=8_192)
def read_date(text: str) -> tuple[PartialDate | None, str]:
    """A day and "", or None and what is wrong: "unknown" (a sentinel), "implausible" (its year), "unreadable"."""
    if not text:
        return None, ""
    if text[:10] in UNKNOWN_DATES:
        return None, "unknown"
    try:
        day = PartialDate.from_date(date.fromisoformat(text[:10]))
    except ValueError:
        return None, "unreadable"
    return (day, "") if day.year in PLAUSIBLE_YEARS else (None, "implausible")


def read_posted(text: str) -> tuple[datetime | None, date | None]:
    """When a filing was posted, as UTC and as the day in Washington; (None, None) when that cannot be read."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=EASTERN)
        return moment.astimezone(UTC), moment.astimezone(EASTERN).date()
    except (ValueError, OverflowError):
        return None, None


def _choose_amount(filed: Filed, flags: list[str]) -> tuple[Decimal | None, AmountKind]:
    """The reported amount, None when blank, and whose money it is.

    Firms report income, organisations that lobby for themselves report expenses; blank means none or under $5,000.
    """
    if filed.income is not None and filed.expenses is not None:
        flags.append("income_and_expenses")
        return (filed.expenses, "expenses") if filed.is_self_filer else (filed.income, "income")
    if filed.income is not None:
        return filed.income, "income"
    if filed.expenses is not None:
        return filed.expenses, "expenses"
    if filed.type.kind != "report" or not filed.type.competes:
        return None, ""
    return None, "expenses" if filed.is_self_filer else "income"


def is_same_name(registrant: str, client: str) -> bool:
    """Whether registrant and client bear one name, so that the organisation reports for itself."""
    return bool(registrant) and (registrant == client or registrant.casefold() == client.casefold())


@lru_cache(maxsize=8_192)
def read_amount(text: str) -> Decimal | None:
    """An amount as filed ("30000.00"), None when blank. Raises FilingError for what is no amount of money."""
    plain = text.strip().removeprefix("$").replace(",", "")
    if not plain:
        return None
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise FilingError(f"{plain[:40]!r} is no amount") from None
    # An exponent of a billion would be spelled out to as many digits later on.
    if not amount.is_finite() or abs(amount.adjusted()) >= MOST_DIGITS or amount < 0:
        raise FilingError(f"{plain[:40]!r} is no amount")
    return amount


@lru_cache(maxsize=256)
def _evidence(
    via: bool, country: bool, start: bool, end: bool, activities: bool, kind: AmountKind
) -> Mapping[str, str]:
    """Which column each field was read from, under the API's names in all formats."""
    shown = {"via": via, "client_country": country, "start": start, "end": end, "purpose": activities}
    evidence = {name: column for name, column in _EVIDENCE.items() if shown.get(name, name in {"client", "firm"})}
    if kind:
        evidence["amount"] = kind
    return MappingProxyType(evidence)


def summarise(activities: tuple[dict[str, Any], ...]) -> str:
    """The activities in a few words: each issue with the beginning of its description, issues of one text together."""
    issues_by_text: dict[str, list[str]] = {}
    for activity in activities:
        text = shorten(activity.get("description", ""), LONGEST_ISSUE)
        issues = issues_by_text.setdefault(text, [])
        if activity["issue"] and activity["issue"] not in issues:
            issues.append(activity["issue"])
    parts = [": ".join(filter(None, (", ".join(issues), text))) for text, issues in issues_by_text.items()]
    return shorten("; ".join(filter(None, parts)), LONGEST_PURPOSE)


def shorten(text: str, longest: int) -> str:
    """The text in one line, cut at a word with an ellipsis when it is longer than ``longest`` characters."""
    plain = " ".join(text[: longest * 2].split())
    if len(plain) <= longest and len(text) <= longest * 2:
        return plain
    return plain[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
