"""One company and one law firm as three kinds of page tell of them, written down from the facts."""

from __future__ import annotations

import pytest
import trafilatura

from tests.extraction.reading import SHARED, fields, only, read
from tracker.records import PartialDate, StatementRecord

NEWSPAPER = """Turkey's main arms buyer has taken on a law firm to argue for its place in the F-35 program.

Russia's Rostec said this week that it would sell more missiles to Ankara, and Lockheed Martin declined to comment. \
A shipyard that builds frigates worth $1.2 billion for the navy has an office in Washington, and the Qatari embassy \
hosted a dinner for senators.

The contract was signed with Arnold & Porter by SSTEK Defence Industry Technologies, a company in Ankara that belongs \
to the Presidency of Defence Industries (SSB), the country's main arms buyer, and covers "strategic advice and \
outreach" to U.S. authorities.

It runs for six months from this month and is worth $750,000 (TL 5.2 million), according to a filing with the Justice \
Department under the Foreign Agents Registration Act.
"""

TRADE_PRESS = """SSTEK Savunma Sanayi Teknolojiler, of Ankara, has retained Arnold & Porter for strategic advice.

The six-month contract, worth $750,000 in all, took effect on Feb. 1, 2021. SSTEK belongs to Turkey's Presidency of \
Defense Industries.

Turkey was removed from the F-35 program in 2019 after it bought Russian missiles.
"""

RENEWAL = """Turkey has prolonged by one year the lobbying contract under which Arnold & Porter Kaye Scholer pleads \
its case over the F-35, according to Justice Department records.

The new agreement is worth $1.5 million and will run until August 2022. The previous one cost $750,000 for six months.

The firm was engaged by SSTEK, an Ankara company that acts for the Turkish defense procurement agency, to provide \
"strategic counsel and legal services".
"""


def check(statement: StatementRecord, total: int, months: int) -> None:
    assert statement.firm.name.startswith("Arnold & Porter")
    assert statement.client.country == "TR"
    assert fields(statement, "value", "currency", "value_basis") == (total, "USD", "total")
    assert fields(statement, "total_value", "term_months") == (total, months)


def test_a_newspaper() -> None:
    statement = only(read(NEWSPAPER, published=PartialDate(2021, 2, 24)))
    check(statement, 750000, 6)
    assert statement.client.name == "SSTEK Defence Industry Technologies"
    assert statement.on_behalf_of
    assert statement.on_behalf_of.name == "Presidency of Defence Industries"
    assert statement.start == PartialDate(2021, 2)
    assert statement.purpose == "strategic advice and outreach"


def test_the_trade_press() -> None:
    statement = only(read(TRADE_PRESS, published=PartialDate(2021, 2, 22)))
    check(statement, 750000, 6)
    assert statement.client.name == "SSTEK Savunma Sanayi Teknolojiler"
    assert statement.client.aliases == ("SSTEK",)
    assert statement.start == PartialDate(2021, 2, 1)


def test_a_renewal() -> None:
    statement = only(read(RENEWAL, published=PartialDate(2021, 9, 1)))
    check(statement, 1500000, 12)
    assert statement.act == "renewal"
    assert statement.client.name == "SSTEK"
    assert statement.on_behalf_of
    assert statement.on_behalf_of.name == "Turkish defense procurement agency"
    assert statement.end == PartialDate(2022, 8)
    assert statement.start is None


PAGES = {
    "1-rostec": (PartialDate(2021, 2, 24), 750000, 6),
    "2-trade-press": (PartialDate(2021, 2, 18), 750000, 6),
    "3-extension": (PartialDate(2021, 9, 24), 1500000, 12),
}


@pytest.mark.skipif(not (SHARED / "stories").is_dir(), reason="the pages lie beside the repository only")
@pytest.mark.parametrize("page", PAGES)
def test_the_pages_themselves(page: str) -> None:
    published, total, months = PAGES[page]
    text = trafilatura.extract((SHARED / "stories" / "sstek" / f"{page}.html").read_text(encoding="utf-8"))
    assert text
    check(only(read(text, published=published)), total, months)
