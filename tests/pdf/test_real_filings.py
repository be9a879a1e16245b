"""Real filings, read without a database; skipped where they are not at hand. bench/score_pdfs.py reads all of them."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from tracker.errors import ParseError
from tracker.pdf import PdfLimits, has_ocr, read_layer
from tracker.records import StatementRecord
from tracker.services.extracting import read_paper_file

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "fara" / "pdf"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real filings are not on this machine")

with_ocr = pytest.mark.skipif(not has_ocr(), reason="tesseract is not installed")


def read(start: str) -> list[StatementRecord]:
    found = read_paper_file(next(REAL.glob(f"{start}*.pdf")))
    return [*found.statements, *found.nameless]


@with_ocr
@pytest.mark.parametrize(
    ("start", "value", "basis"),
    [
        ("20120207", "25000", "per_month"),  # the text that the file brings along says $2510.0.00
        ("20170413", "100000", "per_month"),  # only in the attached letter
        ("19850101", "35000", "per_year"),  # typed 35.000.00, and no text but the hidden block
        ("20140520", "33000", "per_month"),
        ("20170720", "5000", "per_month"),
    ],
)
def test_prices(start: str, value: str, basis: str) -> None:
    (statement,) = read(start)
    assert (statement.value, statement.value_basis, statement.currency) == (Decimal(value), basis, "USD")


@with_ocr
@pytest.mark.parametrize(("start", "amount"), [("20161114", "386775"), ("20050628", "0"), ("20170626", "0")])
def test_money_received_is_no_price(start: str, amount: str) -> None:
    (statement,) = read(start)
    assert (statement.value, statement.amount) == (None, Decimal(amount))


@pytest.mark.parametrize("seed", range(10))
def test_mutations_of_real_files_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    body = bytearray(chance.choice(sorted(REAL.glob("*.pdf"))).read_bytes())
    for _ in range(chance.randint(1, 300)):
        body[chance.randrange(len(body))] = chance.randrange(256)
    start = chance.randrange(len(body) // 4) if seed % 2 else 0
    path = tmp_path / "mutated.pdf"
    path.write_bytes(b"%PDF-1.4\n" + body[start : chance.randrange(len(body) // 2, len(body))])
    try:
        layer = read_layer(path, PdfLimits(seconds=60))
    except ParseError as error:
        assert str(error)
    else:
        assert layer.count >= len(layer.pages)
