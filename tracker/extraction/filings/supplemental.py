"""Supplemental statements: what was received for each principal in six months (item 14(a)), paid out (15(a))."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tracker.extraction.filings.amounts import Figure, read_number
from tracker.extraction.filings.events import Told
from tracker.extraction.filings.forms import read_period_end
from tracker.extraction.filings.principals import Named
from tracker.extraction.filings.prose import Reading
from tracker.extraction.filings.text import Filing
from tracker.normalize.folding import fold

_RECEIPTS = re.compile(
    r"(?:14\s*[.,]?\s*)?\(a\)\s*RECEIPTS\W{1,4}MON[IE]{1,2}S|^\s*(?:Item|Question)\s*14\s*\(?a\)?\s*[:.-]?.{0,40}$",
    re.I | re.M,
)
_RECEIPTS_END = re.compile(
    r"\(b\)\s*RECEIPTS|RECEIPTS\W{1,4}FUND\s*RAISING|15\s*[.,]?\s*\(a\)|DISBURSEMENTS\W{1,4}MON|^\s*(?:Item|Question)\s*15",
    re.I | re.M,
)
_PAID = re.compile(
    r"(?:15\s*[.,]?\s*)?\(a\)\s*DISBURSEMENTS\W{1,4}MON[IE]{1,2}S|^\s*(?:Item|Question)\s*15\s*\(?a\)?\s*[:.-]?.{0,40}$",
    re.I | re.M,
)
_PAID_END = re.compile(
    r"\(b\)\s*DISBURSEMENTS|DISBURSEMENTS\W{1,4}(?:THING|POLIT)|15\s*[.,]?\s*\([bc]\)|^\s*16\s*[.,]|EXECUTION\b",
    re.I | re.M,
)
_AMOUNT = r"(?P<amount>(?:US\s?)?\$?\s?\d{1,3}(?:[.,]\d{3})*(?:[.,]\d{2})?|(?:US\s?)?\$\s?\d[\d.,]*)"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_ROW = re.compile(
    rf"^[ \t]*(?P<date>\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|{_MONTH}\.?\s+(?:\d{{1,2}},?\s*)?\d{{4}})"
    r"[ \t]+(?P<words>\S.*?)[ \t]+" + _AMOUNT + r"[ \t]*$",
    re.M,
)
_TOTAL = re.compile(r"^[ \t]*(?:Grand\s*|Sub\W?)?total\b[^\d$\n]{0,60}" + _AMOUNT + r"[ \t]*$", re.I | re.M)
_LABELS = re.compile(
    r"date\b|from\s*whom|purpose|amount|to\s*whom|if\s*yes|yes\b|no\b|received|during|account|monies|total|footnote|see\b|note\b|page\s*\d"
    r"|\(|\d+\s|item|question|foreign\s*principal\s*$|registrant",
    re.I,
)
_NONE = re.compile(r"\b(?:none|n/a|no\s+(?:receipts|monies|income)|not\s+applicable)\b", re.I)
_ASSIGNED = re.compile(r"(?:Name\s*of\s*)?Foreign\s*Principal\s*[:;-]\s*(?P<name>\S[^\n]{2,120})", re.I)


@dataclass(slots=True)
class Account:
    """The rows of one principal. ``stated``: the total that the form gives for them."""

    name: str
    start: int
    end: int
    rows: list[tuple[re.Match[str], Decimal | None]] = field(default_factory=list)
    stated: Decimal | None = None

    @property
    def sum(self) -> Decimal:
        return sum((value for _, value in self.rows if value is not None), Decimal(0))


def read_supplemental(filing: Filing, flat: str) -> list[Reading]:
    """One reading for each principal from whom money was received; amounts are receipts and never a price.

    What the form does not say stays unsaid: "none reported" makes no reading, and no amount is 0 by default.
    """
    text = filing.text
    ended = read_period_end(text)
    readings = []
    for account in _accounts(text, *_section(text, _RECEIPTS, _RECEIPTS_END), filing):
        reading = _read_account(filing, account)
        if ended is not None:
            reading.sums["period_end"] = ended.isoformat()
        readings.append(reading)
    spent = [row for row in _rows(text, *_section(text, _PAID, _PAID_END)) if row[1] is not None]
    if spent and len(readings) == 1:
        readings[0].sums["disbursed"] = str(sum(value for _, value in spent if value is not None))
    return readings


def _section(text: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> tuple[int, int]:
    begin = begins.search(text)
    if begin is None:
        return 0, 0
    end = ends.search(text, begin.end())
    return begin.end(), end.start() if end else len(text)


def _rows(text: str, low: int, high: int) -> Iterator[tuple[re.Match[str], Decimal | None]]:
    for match in _ROW.finditer(text, low, high):
        yield match, read_number(match["amount"].lstrip("US$ "))[0]


def _accounts(text: str, low: int, high: int, filing: Filing) -> list[Account]:
    """Rows gathered by the heading above them, or by the payer where there is none."""
    accounts: dict[str, Account] = {}
    heading: tuple[str, int, int] | None = None
    place = low
    while place < high:
        stop = text.find("\n", place, high)
        stop = high if stop < 0 else stop
        line = text[place:stop]
        if row := _ROW.match(text, place, stop):
            value, _ = read_number(row["amount"].lstrip("US$ "))
            payer = heading or _payer(row, filing)
            account = accounts.setdefault(fold(payer[0]), Account(*payer))
            account.rows.append((row, value))
        elif total := _TOTAL.match(text, place, stop):
            _note_total(accounts, heading, total)
        elif found := _read_heading(line, place):
            heading = found
        place = stop + 1
    return list(accounts.values())


def _note_total(accounts: dict[str, Account], heading: tuple[str, int, int] | None, total: re.Match[str]) -> None:
    value, _ = read_number(total["amount"].lstrip("US$ "))
    key = fold(heading[0]) if heading else next(iter(accounts), "") if len(accounts) == 1 else ""
    if key in accounts and value is not None:
        accounts[key].stated = value


def _read_heading(line: str, place: int) -> tuple[str, int, int] | None:
    """A line that names a principal: under a label, or a name alone on its line."""
    if match := _ASSIGNED.search(line):
        return match["name"].strip(), place + match.start("name"), place + match.end("name")
    name = line.strip()
    if not 4 <= len(name) <= 120 or _LABELS.match(name) or _NONE.search(name) or any(map(str.isdigit, name)):
        return None
    words = name.split()
    capitals = sum(word[0].isupper() for word in words)
    if capitals * 2 < len(words) or name.endswith((".", ":", "?")) or len(words) > 14:
        return None
    start = place + line.index(name)
    return name, start, start + len(name)


_PURPOSES = re.compile(
    r"\s+(?:(?:monthly|quarterly|annual)\s+)?(?:fees?|retainer|services?|consult\w*|compensation|expenses?|reimburs\w*|legal|professional|payment|public|government|lobbying|budget|invoice)\b.*$",
    re.I,
)


def _payer(row: re.Match[str], filing: Filing) -> tuple[str, int, int]:
    """Who paid, by the second column of a row: a known principal's name, else what stands before the purpose."""
    words = row["words"]
    for name in filing.known:
        if words.lower().startswith(name.lower()):
            return words[: len(name)], row.start("words"), row.start("words") + len(name)
    columns = re.split(r"\s{2,}|\t", words)
    name = columns[0] if len(columns) > 1 else _PURPOSES.sub("", words)
    name = name.strip() or words
    return name, row.start("words"), row.start("words") + len(name)


def _read_account(filing: Filing, account: Account) -> Reading:
    first = account.rows[0][0]
    unread = [row for row, value in account.rows if value is None]
    sure = min(filing.certainty(row.start("amount"), row.end("amount")) for row, _ in account.rows)
    reading = Reading(client=Named(account.name, account.start, account.end, 0.85))
    reading.told = Told("receipts", first.start(), first.end(), 0.8)
    amount: Decimal | None = account.sum
    if unread:
        reading.flags.add("unreadable_amount")
        amount = account.stated
        sure = min(sure, 0.5)
    elif account.stated is not None and account.stated != account.sum:
        reading.flags.add("total_differs_from_rows")
        sure = min(sure, 0.4)
    elif account.stated is not None:
        sure = max(sure, 0.9)
    place = (first.start("amount"), first.end("amount"))
    reading.received = Figure(*place, amount, "USD", "other", "received")
    reading.confidences["amount"] = sure
    reading.sums["receipts"] = [
        {"date": row["date"], "words": row["words"], "amount": None if value is None else str(value)}
        for row, value in account.rows[:200]
    ]
    reading.sums["rows"] = [(row.start(), row.end()) for row, _ in account.rows[:60]]
    return reading
