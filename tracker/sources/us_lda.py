"""The US register of lobbyists (Lobbying Disclosure Act): REST API, bulk files of the Senate and the House.

A contract is a registrant and one of its clients, under one number; each quarter (each half-year up to 2007) has a
report of it. Which filings compete, and what identifies them: docs/decisions/0008-lda.md. The filings carry street
addresses and telephone numbers; none is read into a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO

from tracker.errors import ConfigError
from tracker.records import Parsed, RawRow, Request
from tracker.sources import _lda_files as files
from tracker.sources import _lda_pages as pages
from tracker.sources._lda_display import show_row
from tracker.sources._lda_parties import SCHEME
from tracker.sources._lda_types import FILING_TYPES
from tracker.sources._unpack import read_page
from tracker.sources.base import Adapter, Config, Politeness

PAGES_A_RUN = 300
"""Pages that one run fetches at most: 20 minutes without a key, two and a half with one."""

_LISTS = (pages.FIRST, pages.FILINGS, pages.BACKFILL)
_FILES = (files.ANY, files.NDJSON, files.SENATE, files.HOUSE, pages.FILING)


def start(cursor: str | None, config: Config) -> Iterable[Request]:
    """The probe that every poll begins with; the filings since the cursor follow from it."""
    return pages.first_requests(cursor, config)


def backfill(config: Config, years: Iterable[int], types: Iterable[str] = ()) -> Iterator[Request]:
    """The first page of each year and type of filing (all 50 when none is named); see ``backfill_requests``."""
    return pages.backfill_requests(config, years, types)


def parse(body: BinaryIO, request: Request, config: Config) -> Iterator[Parsed]:
    """One page of the API or one file of filings as statements; see ``scan``."""
    for item in scan(body, request, config):
        parsed = files.read_row(item) if isinstance(item, RawRow) else item
        if parsed is not None:
            yield parsed


def scan(body: BinaryIO, request: Request, config: Config) -> Iterator[Parsed | RawRow]:
    """One page of the API or one file of filings as statements, where the lines of a file are left for ``read_row``.

    A filing that cannot be read is Quarantined. Raises ParseError when the body as a whole is not what it should be,
    and when the API has not applied the filter that it was asked with.
    """
    if request.page == pages.PROBE:
        yield from pages.parse_probe(read_page(body, pages.LARGEST_PAGE), request, config)
    elif request.page in _LISTS and not request.url.startswith("file:"):
        yield from pages.parse_list(read_page(body, pages.LARGEST_PAGE), request, config)
    elif request.page in _FILES or request.page in _LISTS:
        wanted = request.page if request.page in (files.NDJSON, files.SENATE, files.HOUSE) else files.ANY
        yield from files.scan_files(body, wanted)
    else:
        raise ConfigError(f"us-lda knows the pages {', '.join((pages.PROBE, *_LISTS, *_FILES))}, not {request.page!r}")


_PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "*.ndjson": files.NDJSON,
        "*.ndjson.gz": files.NDJSON,
        "*.jsonl": files.NDJSON,
        "*.jsonl.gz": files.NDJSON,
        "*.json": files.ANY,
        "*.json.gz": files.ANY,
        "*.xml": files.ANY,
        "*.xml.gz": files.ANY,
        "*.zip": files.ANY,
        "*.tar": files.ANY,
        "*.tar.gz": files.ANY,
        "*.tgz": files.ANY,
    }
)

ADAPTER = Adapter(
    name="us-lda",
    title="US lobbyists (LDA)",
    register=SCHEME,
    start=start,
    parse=parse,
    every=3600,
    base_url=pages.BASE_URL,
    # 15 requests a minute without a key, 120 with one.
    politeness=Politeness(interval=4.0, keyed_interval=0.5, max_bytes=pages.LARGEST_PAGE, timeout=90.0),
    options=MappingProxyType(
        {
            "since": "First day of posting that the first poll asks for, YYYY-MM-DD; else a week before the newest.",
            "first_days": "Without since: days before the newest filing that the first poll asks for (7).",
            "overlap_days": "Days before the newest known filing that every poll asks for again (3).",
            "page_size": "Filings a page, at most 25.",
        }
    ),
    offline_pages=_PATTERNS,
    notice=(
        "Source: Lobbying Disclosure Act filings, Secretary of the Senate and Clerk of the House. The Senate Office of "
        "Public Records cannot vouch for the data or analyses derived from these data after they have been retrieved."
    ),
    key_env="LDA_API_KEY",
    probe_pages=(pages.PROBE, pages.FIRST),
    backlog_pages=(pages.BACKFILL,),
    slice=PAGES_A_RUN,
    page_size=pages.PAGE_SIZE,
    report_titles=MappingProxyType({code: type_.title for code, type_ in FILING_TYPES.items()}),
    show_row=show_row,
    backfill=backfill,
    scan=scan,
    read_row=files.read_row,
)
