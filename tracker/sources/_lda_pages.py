"""Pages of the REST API v1: what to ask for, and what an answer yields.

Facts that shape this: a page holds at most 25 filings; pages beyond the first need a filter; dates filter by the day,
in Washington time; a parameter that the API does not know is ignored, so that a renamed filter would return everything.
Hence every poll begins with two probes: ``PROBE``, the unfiltered list, tells how many filings there are, and
``FIRST``, the first page of the filtered one, has to have fewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec
from msgspec import Struct

from tracker.errors import ConfigError, ParseError
from tracker.records import Cursor, Follow, Parsed, Quarantined, Reported, Request, RowRef, StatementRecord
from tracker.sources._lda_api import LD203, read_filing
from tracker.sources._lda_record import EASTERN, FilingError
from tracker.sources._lda_types import FILING_TYPES
from tracker.sources.base import Config

PROBE, FIRST, FILINGS, FILING, BACKFILL = "probe", "first-filings", "filings", "filing", "backfill"

BASE_URL = "https://lda.gov"
_PATH = "/api/v1/filings/"
PAGE_SIZE = 25
OVERLAP_DAYS = 3
LONGEST_OVERLAP_DAYS = 60
FIRST_DAYS = 7
FIRST_YEAR = 1999
LARGEST_PAGE = 64 * 1024 * 1024
MEDIA_TYPES = ("application/json",)


class Page(Struct, gc=False):
    """A list answer; an error answer has ``detail`` alone."""

    count: int | None = None
    next: str | None = None
    results: list[msgspec.Raw] | None = None
    detail: str | None = None


class _Posted(Struct, gc=False):
    dt_posted: str | None = None


_page_decoder = msgspec.json.Decoder(Page)
_posted_decoder = msgspec.json.Decoder(_Posted)


# -- What to ask for ---------------------------------------------------------------------------------------------------


def first_requests(cursor: str | None, config: Config) -> Iterator[Request]:
    """The probe: the unfiltered list, newest first. Its count proves the filter; what follows is the filtered list."""
    meta = {"cursor": cursor or ""}
    yield Request(_url(config, {"ordering": "-dt_posted"}), PROBE, meta=meta, media_types=MEDIA_TYPES)


def backfill_requests(config: Config, years: Iterable[int], types: Iterable[str] = ()) -> Iterator[Request]:
    """The first page of every year and type: one short chain of pages each, resumable at any page.

    Each chain begins with a ``Reported`` count of what the API holds for it. Raises ConfigError for an unknown type.
    """
    wanted = tuple(types) or tuple(FILING_TYPES)
    unknown = sorted(set(wanted) - FILING_TYPES.keys())
    if unknown:
        raise ConfigError(f"unknown filing types: {', '.join(unknown)}")
    for year in years:
        for code in wanted:
            if not _existed(code, year):
                continue
            query = {"filing_year": str(year), "filing_type": code, "ordering": "dt_posted"}
            meta = {"year": str(year), "type": code, "first": "1"}
            yield Request(_url(config, query), BACKFILL, meta=meta, media_types=MEDIA_TYPES)


def _existed(code: str, year: int) -> bool:
    """Reports were semi-annual up to 2007 and quarterly since; late ones keep their own period's year."""
    type_ = FILING_TYPES[code]
    return type_.is_registration or (type_.period[0] == "H") == (year <= 2007)


def _url(config: Config, query: Mapping[str, str]) -> str:
    base = (config.base_url or BASE_URL).rstrip("/")
    return f"{base}{_PATH}?{urlencode({**query, 'page_size': str(_page_size(config))})}"


def _page_size(config: Config) -> int:
    return _whole(config, "page_size", PAGE_SIZE, range(1, PAGE_SIZE + 1))


def _whole(config: Config, key: str, usual: int, allowed: range) -> int:
    value = config.options.get(key, usual)
    if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
        raise ConfigError(f"{key} must be a whole number from {allowed.start} to {allowed.stop - 1}")
    return value


# -- The cursor --------------------------------------------------------------------------------------------------------


def read_cursor(value: str) -> tuple[datetime, int]:
    """The newest posting that was read, and the days before it to read again. Raises ConfigError for no cursor."""
    moment, _, days = value.partition("/")
    try:
        newest = datetime.fromisoformat(moment).astimezone(UTC)
        return newest, min(int(days or OVERLAP_DAYS), LONGEST_OVERLAP_DAYS)
    except (ValueError, OverflowError):
        raise ConfigError(f"the cursor {value[:60]!r} is none: it must be a moment, or be empty") from None


def write_cursor(newest: datetime, previous: datetime | None, overlap: int) -> str:
    """The cursor after a poll. The window to read again covers the time since the previous poll: what the register
    posts late, after an outage of its own or ours, carries dates from within it."""
    gap = (newest - previous).days + 1 if previous is not None else 0
    days = min(max(overlap, gap + overlap if gap > 1 else overlap), LONGEST_OVERLAP_DAYS)
    return f"{newest.astimezone(UTC).isoformat()}/{days}"


def _since(cursor: str, newest: datetime | None, config: Config) -> date:
    """The first day to ask for: an overlap before the cursor; without one, ``since`` or days before the newest."""
    overlap = _whole(config, "overlap_days", OVERLAP_DAYS, range(1, LONGEST_OVERLAP_DAYS + 1))
    if cursor:
        moment, days = read_cursor(cursor)
        return (moment.astimezone(EASTERN) - timedelta(days=max(days, overlap))).date()
    if text := config.text("since"):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ConfigError(f"since must be a date, YYYY-MM-DD, not {text!r}") from None
    if newest is None:
        raise ParseError("the API lists no filing at all, so that there is nothing to begin from")
    days = _whole(config, "first_days", FIRST_DAYS, range(0, 3_661))
    return (newest.astimezone(EASTERN) - timedelta(days=days)).date()


# -- What an answer yields ---------------------------------------------------------------------------------------------


def decode_page(data: bytes) -> Page:
    """A list answer. Raises ParseError for anything else, with what the API says of the error."""
    try:
        page = _page_decoder.decode(data)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"no page of the API: {error}") from None
    if page.results is None:
        raise ParseError(f"the API answers: {page.detail[:200]}" if page.detail else "the page has no results")
    return page


def read_results(data: bytes, results: Iterable[msgspec.Raw], prefix: str = "") -> Iterator[Parsed]:
    """Every filing of a page as a statement, or in quarantine with its bytes.

    Raises ParseError for a page of contribution reports.
    """
    offset = 0
    for number, result in enumerate(results, start=1):
        raw = bytes(result)
        offset = max(data.find(raw, offset), 0)
        ref = RowRef(number, offset, len(raw))
        offset += len(raw)
        try:
            yield read_filing(raw, ref)
        except FilingError as error:
            if str(error) == LD203:
                raise ParseError(f"{prefix}{LD203}") from None
            yield Quarantined(f"{prefix}{error}", raw, ref)


def parse_probe(data: bytes, request: Request, config: Config) -> Iterator[Parsed]:
    """The filtered list to follow, with the unfiltered count that its own must stay below."""
    page = decode_page(data)
    if page.count is None:
        raise ParseError("the API's answer has no count")
    cursor = request.meta.get("cursor", "")
    since = _since(cursor, _newest(page), config)
    query = {"filing_dt_posted_after": since.isoformat(), "ordering": "dt_posted"}
    meta = {"unfiltered": str(page.count), "since": since.isoformat(), "cursor": cursor}
    yield Follow(Request(_url(config, query), FIRST, meta=meta, media_types=MEDIA_TYPES))


def parse_list(data: bytes, request: Request, config: Config) -> Iterator[Parsed]:
    """A page of filings: its statements, then the next page, or after the last one the cursor (of a poll).

    Raises ParseError when the API has not applied the filter.
    """
    page = decode_page(data)
    meta = dict(request.meta)
    _check_filter(page, meta)
    if request.page == BACKFILL and meta.pop("first", "") and page.count is not None:
        yield Reported(page.count, {"year": meta.get("year", ""), "type": meta.get("type", "")})
    for item in read_results(data, page.results or ()):
        _check_scope(item, meta)
        yield item
    newest = max(filter(None, (_moment(meta.get("newest", "")), _newest(page))), default=None)
    is_poll = request.page != BACKFILL and "since" in meta
    if newest is not None and is_poll:
        meta["newest"] = newest.isoformat()
    if page.next:
        following = BACKFILL if request.page == BACKFILL else FILINGS
        yield Follow(Request(_next_url(request.url, page.next), following, meta=meta, media_types=MEDIA_TYPES))
    elif is_poll and newest is not None:
        yield _advance(newest, meta, config)


def _advance(newest: datetime, meta: Mapping[str, str], config: Config) -> Cursor:
    """The cursor never goes back: a window in which nothing new was posted leaves it where it is."""
    overlap = _whole(config, "overlap_days", OVERLAP_DAYS, range(1, LONGEST_OVERLAP_DAYS + 1))
    previous = read_cursor(meta["cursor"])[0] if meta.get("cursor") else None
    return Cursor(write_cursor(max(newest, previous or newest), previous, overlap))


def _check_filter(page: Page, meta: Mapping[str, str]) -> None:
    """The known answer: a filtered list is shorter than the whole one."""
    unfiltered = meta.get("unfiltered", "")
    if unfiltered.isdecimal() and int(unfiltered) and page.count is not None and page.count >= int(unfiltered):
        raise ParseError(
            f"the API returns all {page.count} filings for a filtered request: it ignores filing_dt_posted_after"
        )


def _check_scope(item: Parsed, meta: Mapping[str, str]) -> None:
    """A filing that was not asked for shows that a filter is ignored, whatever the counts are."""
    if not isinstance(item, StatementRecord):
        return
    since = meta.get("since", "")
    # A day of grace: nobody promises that the API's day begins when Washington's does.
    if since and item.posted_on is not None and item.posted_on < date.fromisoformat(since) - timedelta(days=1):
        raise ParseError(f"a filing posted on {item.posted_on} where those since {since} were asked for")
    asked = meta.get("year", ""), meta.get("type", "")
    got = item.fields.get("filing_year", ""), item.report_type
    if any(wanted and wanted != found for wanted, found in zip(asked, got, strict=True)):
        raise ParseError(f"a filing {got[1]} of {got[0]} where {asked[1]} of {asked[0]} was asked for")


def _newest(page: Page) -> datetime | None:
    moments = []
    for result in page.results or ():
        try:
            moments.append(_moment(_posted_decoder.decode(result).dt_posted or ""))
        except (ValueError, RecursionError):
            continue
    return max(filter(None, moments), default=None)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=EASTERN)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _next_url(here: str, following: str) -> str:
    """The next page at the address that this one came from: of the API's own link only the query is taken.

    Its links name the host that it believes to have, which after its move, behind a proxy or in a replay is another.
    Raises ParseError when the link leads to this very page again.
    """
    place = urlsplit(here)
    query = urlencode(parse_qsl(urlsplit(following).query, keep_blank_values=True))
    if parse_qsl(query) == parse_qsl(place.query):
        raise ParseError("the next page is this page: the API's links go in a circle")
    return urlunsplit((place.scheme, place.netloc, place.path, query, ""))
