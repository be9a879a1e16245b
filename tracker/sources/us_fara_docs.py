"""The filings of the US register of foreign agents (FARA) themselves: exhibits, amendments, supplemental statements.

The Justice Department lists every document in a bulk file, and the documents of one registrant in its API; both lead
to PDFs. What is wanted of the list is fetched once and kept. The PDFs are read by a service, page by page and in a
queue of their own, because that takes seconds a page (``paper_pages``); nothing of a PDF is read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import BinaryIO

from tracker.errors import ConfigError
from tracker.records import Follow, Parsed, Quarantined, Request
from tracker.sources._fara_doc_list import Listed, read_api, read_bulk
from tracker.sources._fara_rows import SCHEME
from tracker.sources.base import Adapter, Config, Politeness

BASE_URL = "https://efile.fara.gov"
LIST, REGISTRANT, FILING = "documents", "registrant-documents", "filing"

USUAL_TYPES = ("Exhibit AB", "Exhibit A", "Exhibit B", "Amendment", "Supplemental Statement")
"""The documents that change a contract. Short forms are about people, mailings about what was mailed."""

MOST_DOCUMENTS = 200
"""Documents that one reading of the list leads to, newest first, unless the options say otherwise."""

LARGEST_PDF = 60_000_000


def start(cursor: str | None, config: Config) -> Iterator[Request]:
    """The bulk list of all documents, or the API's list of each registrant that the options name."""
    base = config.base_url or BASE_URL
    numbers = config.strings("registration_numbers")
    for number in numbers:
        if not number.isdigit():
            raise ConfigError(f"registration_numbers must be numbers, not {number!r}")
        yield Request(url=f"{base}/api/v1/RegDocs/json/{number}", page=REGISTRANT)
    if not numbers:
        yield Request(url=f"{base}/bulk/zip/FARA_All_RegistrantDocs.csv.zip", page=LIST)


def parse(body: BinaryIO, request: Request, config: Config) -> Iterator[Parsed]:
    """The wanted documents of a list, newest first, as pages to follow; rows that cannot be read as Quarantined.

    Raises ParseError when the list as a whole is something else.
    """
    if request.page not in (LIST, REGISTRANT):
        raise ConfigError(f"us-fara-docs knows the lists {LIST} and {REGISTRANT}, not {request.page!r}")
    wanted: list[Listed] = []
    choose = _Choice(config)
    for row in (read_bulk if request.page == LIST else read_api)(body):
        if isinstance(row, Quarantined):
            yield row
        elif choose.wants(row):
            wanted.append(row)
    wanted.sort(key=lambda row: (row.stamped or date.min, row.url), reverse=True)
    for row in wanted[: choose.most]:
        yield Follow(Request(row.url, FILING, meta=row.meta, refetch=False, media_types=("application/pdf",)))


class _Choice:
    """Which documents of the list are fetched, by the source's options."""

    def __init__(self, config: Config) -> None:
        self.types = {_fold(name) for name in config.strings("document_types") or USUAL_TYPES}
        self.numbers = set(config.strings("registration_numbers"))
        self.since = _read_day(config)
        self.most = _read_most(config)

    def wants(self, row: Listed) -> bool:
        if not row.url or _fold(row.type) not in self.types:
            return False
        if self.numbers and row.number not in self.numbers:
            return False
        return self.since is None or (row.stamped is not None and row.stamped >= self.since)


def _fold(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _read_day(config: Config) -> date | None:
    text = config.text("stamped_since")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ConfigError(f"stamped_since must be a day, YYYY-MM-DD, not {text!r}") from error


def _read_most(config: Config) -> int:
    value = config.options.get("max_documents", MOST_DOCUMENTS)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 200_000:
        raise ConfigError("max_documents must be a whole number from 1 to 200000")
    return value


ADAPTER = Adapter(
    name="us-fara-docs",
    title="US foreign agents (FARA): filings",
    register=SCHEME,
    start=start,
    parse=parse,
    every=24 * 3600,
    base_url=BASE_URL,
    politeness=Politeness(interval=3.0, max_bytes=LARGEST_PDF, timeout=60.0),
    options=MappingProxyType(
        {
            "document_types": f"Types of documents to fetch; usually {', '.join(USUAL_TYPES)}.",
            "registration_numbers": "Only these registrants, by number; each is asked for in the API.",
            "stamped_since": "Only documents stamped on this day (YYYY-MM-DD) or later.",
            "max_documents": f"Documents that one reading of the list leads to, newest first ({MOST_DOCUMENTS}).",
        }
    ),
    join_pages=(LIST, REGISTRANT),
    offline_pages=MappingProxyType({"*RegistrantDocs*": LIST, "*RegDocs*.json": REGISTRANT, "*.pdf": FILING}),
    notice="Source: U.S. Department of Justice, Foreign Agents Registration Act, documents of efile.fara.gov.",
    paper_pages=(FILING,),
)
