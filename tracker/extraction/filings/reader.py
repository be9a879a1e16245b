"""A filing read into statements: the one function that services and commands call."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tracker.extraction.filings.amendments import read_amendment
from tracker.extraction.filings.exhibits import read_exhibit
from tracker.extraction.filings.forms import Form, read_head, recognise_form
from tracker.extraction.filings.prose import Reading
from tracker.extraction.filings.regions import flatten
from tracker.extraction.filings.short_forms import read_short_form
from tracker.extraction.filings.statements import write_statement
from tracker.extraction.filings.supplemental import read_supplemental
from tracker.extraction.filings.text import Filing
from tracker.records import StatementRecord

LONGEST_TEXT = 1_500_000
"""Characters of a filing that are read; what follows is left out."""

UNNAMED = "the filing does not name the foreign principal"
CONTRACTUAL: tuple[Form, ...] = ("amendment", "exhibit", "supplemental")
"""The forms that tell of contracts; of a short form only its item on compensation is read, and never stored."""


@dataclass(frozen=True, slots=True)
class FilingReading:
    """What was read from a filing.

    ``statements`` name their client. ``nameless`` state terms of a contract without naming the principal (their client
    is "?"): whoever knows for whom the firm was registered may complete them, and otherwise a person must.
    """

    form: Form
    statements: tuple[StatementRecord, ...] = ()
    nameless: tuple[StatementRecord, ...] = ()


def read_filing(filing: Filing) -> FilingReading:
    """The contracts of which a filing tells; forms about persons and mailings have none.

    Never raises on any text. Every quote stands in ``filing.text`` at its offsets.
    """
    if len(filing.text) > LONGEST_TEXT:
        filing = replace(filing, text=filing.text[:LONGEST_TEXT])
    form = recognise_form(filing.text, filing.form)
    filing = _with_head(filing)
    if form not in (*CONTRACTUAL, "short_form"):
        return FilingReading(form)
    flat = flatten(filing.text)
    readings = _read(form, filing, flat)
    told = [reading for reading in readings if reading.says_something]
    named = [reading for reading in told if reading.client is not None]
    nameless = [reading for reading in told if reading.client is None and _has_terms(reading)]
    return FilingReading(
        form,
        tuple(write_statement(filing, form, reading, number) for number, reading in enumerate(named)),
        tuple(write_statement(filing, form, reading, number) for number, reading in enumerate(nameless)),
    )


def _read(form: Form, filing: Filing, flat: str) -> list[Reading]:
    if form == "short_form":
        return read_short_form(filing, flat)
    if form == "exhibit":
        return read_exhibit(filing, flat)
    if form == "supplemental":
        return read_supplemental(filing, flat)
    return read_amendment(filing, flat)


def _has_terms(reading: Reading) -> bool:
    return any((reading.price, reading.received, reading.start, reading.end, reading.months, reading.told))


def _with_head(filing: Filing) -> Filing:
    """What the list of documents does not know, the form says; of the two the list is right to the letter."""
    head = read_head(filing.text)
    return replace(
        filing,
        registrant=filing.registrant or re.sub(r"\s+", " ", head.registrant).strip(),
        number=filing.number or head.number,
        stamped=filing.stamped or head.stamped,
    )
