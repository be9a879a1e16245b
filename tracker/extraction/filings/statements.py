"""A reading as a statement: values, quotes with their places, and how surely each was read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from tracker.extraction.filings.amounts import Figure
from tracker.extraction.filings.events import ACTS
from tracker.extraction.filings.forms import Form
from tracker.extraction.filings.prose import Reading
from tracker.extraction.filings.text import Filing
from tracker.normalize.countries import country_code
from tracker.normalize.folding import fold
from tracker.normalize.names.display import display_name
from tracker.normalize.term import months_between
from tracker.records import Act, Basis, Kind, PartyMention, Quote, StatementRecord

SCHEME = "us-fara"
UNKNOWN_CLIENT = "?"

_KINDS: Mapping[Form, Kind] = {
    "exhibit": "agreement",
    "supplemental": "report",
    "amendment": "amendment",
    "short_form": "registration",
}
_LONGEST_QUOTE = 400
_FREE = re.compile(r"free\s+of\s+charge|pro\s+bono|no\s+charge|at\s+no\s+cost", re.I)


@dataclass(slots=True)
class _Said:
    """What is gathered for a statement: evidence, confidence and page by field."""

    filing: Filing
    evidence: dict[str, tuple[Quote, ...]]
    confidences: dict[str, float]
    pages: dict[str, int]

    def note(self, name: str, start: int, end: int, confidence: float) -> None:
        """A place that bears no letter is no evidence."""
        end = min(end, start + _LONGEST_QUOTE, len(self.filing.text))
        if 0 <= start < end and (quote := self.filing.text[start:end]).strip():
            self.evidence[name] = (*self.evidence.get(name, ()), Quote(quote, start, end))
            if page := self.filing.page_at(start):
                self.pages.setdefault(name, page.number)
        self.confidences[name] = round(min(confidence, self.confidences.get(name, 1.0)), 3)


def write_statement(filing: Filing, form: Form, reading: Reading, ordinal: int = 0) -> StatementRecord:
    """The statement of one contract in the filing; without a principal its client is "?"."""
    said = _Said(filing, {}, {}, {})
    client = _write_client(filing, reading, said)
    firm = PartyMention(
        name=display_name(filing.registrant) or f"FARA registrant {filing.number}",
        scheme=SCHEME,
        identifier=filing.number,
    )
    act = _write_event(reading, said)
    value, basis, currency, raw = _write_price(reading, said)
    amount, kind = _write_amount(reading, form, said)
    start, end, months = _write_term(reading, filing, said)
    purpose = _write_purpose(reading, filing, said)
    details = {**_details(filing, form, reading), "pages": said.pages}
    key = f"{filing.key or sha256(filing.text.encode()).hexdigest()[:32]}|{fold(client.name)}"
    as_read = (client.name, firm.name, act, value, basis, currency, amount, months, start, end, purpose, raw)
    return StatementRecord(
        register_key=key,
        ordinal=0 if client.name != UNKNOWN_CLIENT else ordinal,
        kind=kind,
        act=act,
        client=client,
        firm=firm,
        via=PartyMention(reading.client.via) if reading.client and reading.client.via else None,
        on_behalf_of=PartyMention(reading.client.behind) if reading.client and reading.client.behind else None,
        subcontract_of=PartyMention(reading.prime.name) if reading.prime else None,
        raw_client=reading.client.name if reading.client else "",
        raw_firm=filing.registrant,
        content_hash=sha256("\x1f".join(map(str, as_read)).encode()).hexdigest(),
        value=value,
        currency=currency,
        value_basis=basis,
        raw_value=raw,
        value_qualifier=_qualifier(reading.price, filing) if reading.price else "",
        term_months=months,
        raw_term=filing.text[slice(*reading.months_at)] if reading.months_at else "",
        start=start,
        end=end,
        purpose=purpose,
        posted_on=filing.stamped,
        confidence=round(
            min((said.confidences[name] for name in _DECIDING if name in said.confidences), default=0.6), 3
        ),
        confidences=said.confidences,
        evidence=said.evidence,
        amount=amount,
        amount_kind="income" if amount is not None else "",
        flags=tuple(sorted(reading.flags)),
        details=details,
    )


_DECIDING = ("client", "value", "amount", "act")
"""The fields without which a statement is not to be relied on."""


def _write_client(filing: Filing, reading: Reading, said: _Said) -> PartyMention:
    named = reading.client
    if named is None:
        said.confidences["client"] = 0.0
        return PartyMention(UNKNOWN_CLIENT)
    label = filing.country or reading.country
    country = country_code(label) if label else None
    said.note("client", named.start, named.end, named.confidence)
    return PartyMention(display_name(named.name) or named.name, named.aliases, country, label)


def _write_event(reading: Reading, said: _Said) -> Act:
    told = reading.told
    if told is None:
        return "unknown"
    said.note("act", told.start, told.end, told.confidence)
    return ACTS[told.event]


def _write_price(reading: Reading, said: _Said) -> tuple[Decimal | None, Basis | None, str | None, str]:
    figure = reading.price
    if figure is None and reading.no_pay is not None and _is_free(said.filing, reading):
        said.note("value", *reading.no_pay, 0.75)
        return Decimal(0), "total", None, said.filing.text[slice(*reading.no_pay)]
    if figure is None:
        return None, None, None, ""
    sure = said.filing.certainty(figure.start, figure.end) * figure.form
    raw = said.filing.text[figure.start : figure.end]
    if figure.value is None:
        # Figures that spell no number are shown to a person, and nothing is made of them.
        said.note("value", figure.start, figure.end, 0.2)
        return None, None, None, raw
    said.note("value", figure.start, figure.end, sure if figure.basis else sure * 0.9)
    return figure.value, figure.basis or "total", figure.currency or None, raw


def _is_free(filing: Filing, reading: Reading) -> bool:
    """Whether it was agreed that nothing is paid, rather than that nothing has been paid yet."""
    return reading.no_pay is not None and bool(_FREE.search(filing.text, *reading.no_pay))


def _write_amount(reading: Reading, form: Form, said: _Said) -> tuple[Decimal | None, Kind]:
    """Money received in a period; a sentence that says that there was none is an amount of 0."""
    kind = _KINDS[form]
    figure = reading.received
    if figure is not None and (reading.price is None or form == "supplemental"):
        sure = reading.confidences.get("amount", said.filing.certainty(figure.start, figure.end) * figure.form)
        for start, end in reading.sums.pop("rows", ()) or ((figure.start, figure.end),):  # type: ignore[attr-defined]
            said.note("amount", start, end, sure if figure.value is not None else 0.2)
        return figure.value, "report" if figure.value is not None else kind
    if reading.no_pay is not None and not _is_free(said.filing, reading):
        said.note("amount", *reading.no_pay, 0.75)
        return Decimal(0), kind
    return None, kind


def _write_term(reading: Reading, filing: Filing, said: _Said) -> tuple[Any, Any, Decimal | None]:
    for name, day in (("start", reading.start), ("end", reading.end)):
        if day is not None:
            said.note(name, day.start, day.end, filing.certainty(day.start, day.end) * 0.95)
    months = reading.months
    start = reading.start.value if reading.start else None
    end = reading.end.value if reading.end else None
    if months is not None and reading.months_at is not None and (months >= 1 or None in (start, end)):
        said.note("term_months", *reading.months_at, filing.certainty(*reading.months_at) * 0.95)
    elif (
        reading.start
        and reading.end
        and start is not None
        and end is not None
        and reading.told is not None
        and reading.told.event != "termination"
    ):
        months = months_between(start, end)
        if months is not None:
            said.note("term_months", reading.start.start, reading.start.end, said.confidences["start"])
            said.note("term_months", reading.end.start, reading.end.end, said.confidences["end"])
    return start, end, months


def _write_purpose(reading: Reading, filing: Filing, said: _Said) -> str:
    if reading.purpose is None:
        return ""
    said.note("purpose", *reading.purpose, 0.75)
    return re.sub(r"\s+", " ", filing.text[slice(*reading.purpose)]).strip()[:500]


def _qualifier(figure: Figure, filing: Filing) -> str:
    before = filing.text[max(0, figure.start - 60) : figure.start].lower()
    return "up_to" if re.search(r"maximum|up\s+to|not\s+to\s+exceed|ceiling|capped", before) else ""


def _name_event(reading: Reading) -> str:
    if reading.told is not None:
        return reading.told.event
    return "receipts" if reading.received is not None else ""


def _details(filing: Filing, form: Form, reading: Reading) -> dict[str, Any]:
    """What else the filing says that the public may see; never an address."""
    details: dict[str, Any] = {"form": form, "event": _name_event(reading)}
    if reading.signed is not None:
        details["agreement_date"] = reading.signed.value.iso
    details.update({name: value for name, value in reading.sums.items() if name != "rows"})
    return details
