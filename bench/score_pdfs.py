#!/usr/bin/env python
"""Score the reading of filings as PDF against labels.

Reads every labelled PDF of a folder as ``manage.py extract FILE.pdf`` does (no database, nothing known of the register)
and compares what it says of amounts, events, dates and principals with the labels.

    bench/score_pdfs.py                        # ../shared/data/fara/pdf, labels.jsonl in it
    bench/score_pdfs.py FOLDER --amounts       # only filings whose label has an amount
    bench/score_pdfs.py FOLDER --errors        # and what was wanted and read, for each filing that differs

A line of labels.jsonl has ``file`` and any of foreign_principal, event, amount, currency, period, term_start, term_end,
term_months, agreement_date. What a label leaves out is not scored. An amount is right when a contract of the filing has
it as price or as money received; "wrong" is another amount where one is wanted, "unread" none.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django  # noqa: E402

django.setup()

from tracker.errors import ParseError  # noqa: E402
from tracker.extraction.filings.statements import UNKNOWN_CLIENT  # noqa: E402
from tracker.extraction.filings.text import HIGH  # noqa: E402
from tracker.normalize.names import name_key  # noqa: E402
from tracker.records import StatementRecord  # noqa: E402
from tracker.services.extracting import read_paper_file  # noqa: E402

EVENTS = {
    "new": {"new"},
    "renewal": {"renewal", "extension"},
    "extension": {"renewal", "extension"},
    "modification": {"modification", "extension"},
    "termination": {"termination"},
    "cancellation": {"termination"},
    "assignment": {"termination", "modification"},
    "receipts": {"receipts"},
}
"""Which of our words a label's word may be read as; what is not listed is not scored."""

BASES = {"month": "per_month", "year": "per_year", "quarter": "per_quarter"}
FIELDS = ("principal", "event", "start", "end", "months", "agreement date", "period")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data" / "fara" / "pdf")
    parser.add_argument("--labels", type=Path, help="default: labels.jsonl in the folder")
    parser.add_argument("--amounts", action="store_true", help="only filings whose label has an amount")
    parser.add_argument("--errors", action="store_true", help="show what differs")
    options = parser.parse_args(arguments)
    lines = (options.labels or options.folder / "labels.jsonl").read_text("utf-8").splitlines()
    labels = [json.loads(line) for line in lines if line.strip()]
    if options.amounts:
        labels = [label for label in labels if label.get("amount") is not None]
    began, tally, amounts = time.monotonic(), Counter[str](), []
    for label in labels:
        statements = read(options.folder / label["file"])
        if label.get("amount") is not None:
            amounts.append(score_amount(label, statements))
        for name, is_right in score_fields(label, statements):
            tally[name, is_right] += 1  # type: ignore[index]
            if options.errors and not is_right:
                print(f"  {label['file'][:60]}: {name}: {tell(statements)}", file=sys.stderr)
    show_amounts(amounts)
    for name in FIELDS:
        right, wrong = tally[name, True], tally[name, False]  # type: ignore[index]
        if right + wrong:
            print(f"{name:<16} {right:>3} of {right + wrong:>3} right")
    print(f"\n{len(labels)} filings in {time.monotonic() - began:.0f} s")
    return 0


def read(path: Path) -> list[StatementRecord]:
    try:
        found = read_paper_file(path)
    except ParseError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return []
    return [*found.statements, *found.nameless]


def score_amount(
    label: dict[str, Any], statements: Sequence[StatementRecord]
) -> tuple[str, str, Decimal | None, float]:
    """File, verdict, the amount read and how surely."""
    wanted = Decimal(str(label["amount"]))
    read = [
        (amount, statement.confidences.get(name, 0.0))
        for statement in statements
        for name, amount in (("value", statement.value), ("amount", statement.amount))
        if amount is not None
    ]
    right = [(amount, sure) for amount, sure in read if amount == wanted]
    if right:
        return label["file"], "right", *right[0]
    if not read:
        return label["file"], "unread", None, 0.0
    return label["file"], "wrong", *max(read, key=lambda one: one[1])


def show_amounts(amounts: Sequence[tuple[str, str, Decimal | None, float]]) -> None:
    for file, verdict, amount, sure in amounts:
        shown = "–" if amount is None else f"{amount:,.2f}"
        print(f"{verdict:<7} {shown:>14}  {sure:.2f}  {file[:70]}")
    count = Counter(verdict for _, verdict, *_ in amounts)
    high = [row for row in amounts if row[1] == "wrong" and row[3] >= HIGH]
    total = len(amounts) or 1
    print(
        f"\namounts: {count['right']} of {len(amounts)} right ({count['right'] / total:.2f}), {count['wrong']} wrong, "
        f"{count['unread']} unread; wrong with confidence {HIGH} or more: {len(high)}\n"
    )


def score_fields(label: dict[str, Any], statements: Sequence[StatementRecord]) -> list[tuple[str, bool]]:
    scored = []
    if label.get("foreign_principal"):
        names = [name_key(part) for part in label["foreign_principal"].split(";")]
        ours = [name_key(s.client.name) for s in statements if s.client.name != UNKNOWN_CLIENT]
        scored.append(("principal", any(is_same(one, two) for one in names for two in ours)))
    if label.get("event") in EVENTS:
        scored.append(("event", any(s.details["event"] in EVENTS[label["event"]] for s in statements)))
    for name, key in (("start", "term_start"), ("end", "term_end")):
        if label.get(key):
            ours = [getattr(s, name).iso for s in statements if getattr(s, name)]
            wanted = [part.strip() for part in label[key].split(";")]
            scored.append((name, any(a.startswith(b) or b.startswith(a) for a in ours for b in wanted)))
    if label.get("term_months"):
        scored.append(("months", any(s.term_months == label["term_months"] for s in statements)))
    if label.get("agreement_date"):
        scored.append(
            ("agreement date", any(s.details.get("agreement_date") == label["agreement_date"] for s in statements))
        )
    basis = next((BASES[word] for word in BASES if str(label.get("period") or "").startswith(word)), None)
    if basis and label.get("amount"):
        scored.append(("period", any(s.value_basis == basis for s in statements)))
    return scored


def is_same(one: str, two: str) -> bool:
    """One name within the other counts: a label may spell out more than the page."""
    return bool(one and two) and (one in two or two in one)


def tell(statements: Sequence[StatementRecord]) -> str:
    return " | ".join(
        f"{s.client.name}, {s.details['event'] or '–'}, {s.start or ''}–{s.end or ''}, {s.term_months or ''}"
        for s in statements
    )


if __name__ == "__main__":
    sys.exit(main())
