"""Polling the LDA's API: the probe, the pages, the cursor, and the history in chunks."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.sources.lda_world import filing, quarantined, statements
from tracker.errors import ConfigError, ParseError
from tracker.records import Cursor, Follow, Parsed, Reported, Request
from tracker.sources._lda_pages import read_cursor, write_cursor
from tracker.sources.base import Config
from tracker.sources.us_lda import ADAPTER, backfill, parse, start

BASE = "http://127.0.0.1:9"
SINCE = {"since": "2022-02-22", "unfiltered": "1900000", "cursor": ""}


def page(filings: Sequence[dict[str, Any]], count: int = 100, following: str | None = None) -> bytes:
    """An answer of the API."""
    return json.dumps({"count": count, "next": following, "previous": None, "results": filings}).encode()


def answer(
    data: bytes,
    kind: str,
    meta: Mapping[str, str] | None = None,
    url: str = f"{BASE}/api/v1/filings/?a=1",
    **options: Any,
) -> list[Parsed]:
    return list(parse(io.BytesIO(data), Request(url, kind, meta=meta or {}), Config("us-lda", BASE, options)))


def query_of(url: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}


def posted(moment: str, number: int = 0) -> dict[str, Any]:
    return filing(dt_posted=moment, filing_uuid=f"00000000-0000-0000-0000-{number:012}")


class TestStart:
    def test_every_poll_begins_with_the_unfiltered_list(self) -> None:
        (request,) = start("2022-03-01T12:00:00+00:00/3", Config("us-lda", BASE))
        assert request.page == "probe" and request.url.startswith(f"{BASE}/api/v1/filings/?")
        assert query_of(request.url) == {"ordering": "-dt_posted", "page_size": "25"}

    def test_without_an_address_it_is_the_registers_own(self) -> None:
        (request,) = start(None, Config("us-lda"))
        assert request.url.startswith("https://lda.gov/api/v1/filings/")

    def test_probes_come_first_and_history_last(self) -> None:
        assert ADAPTER.probe_pages == ("probe", "first-filings") and ADAPTER.backlog_pages == ("backfill",)
        assert ADAPTER.politeness.interval == 60 / 15 and ADAPTER.politeness.keyed_interval == 60 / 120


class TestProbe:
    def follow(self, cursor: str = "", newest: str = "2022-03-10T23:30:00-05:00", **options: Any) -> Request:
        items = answer(page([posted(newest)], count=1_900_000), "probe", {"cursor": cursor}, **options)
        (item,) = items
        assert isinstance(item, Follow)
        return item.request

    def test_the_list_is_asked_for_by_day_of_posting_from_before_the_cursor(self) -> None:
        request = self.follow("2022-03-10T12:00:00+00:00/3")
        assert request.page == "first-filings"
        assert query_of(request.url) == {
            "filing_dt_posted_after": "2022-03-07",
            "ordering": "dt_posted",
            "page_size": "25",
        }
        assert request.meta["unfiltered"] == "1900000"

    def test_the_days_are_washingtons(self) -> None:
        request = self.follow("2022-03-11T04:30:00+00:00/3")
        assert query_of(request.url)["filing_dt_posted_after"] == "2022-03-07"

    def test_the_window_of_the_cursor_or_the_option_counts_whichever_is_wider(self) -> None:
        assert self.follow("2022-03-10T12:00:00+00:00/20").meta["since"] == "2022-02-18"
        assert self.follow("2022-03-10T12:00:00+00:00/3", overlap_days=10).meta["since"] == "2022-02-28"

    def test_the_first_poll_begins_a_week_before_the_newest_or_where_it_is_told(self) -> None:
        assert self.follow().meta["since"] == "2022-03-03"
        assert self.follow(first_days=0).meta["since"] == "2022-03-10"
        assert self.follow(since="2021-01-01").meta["since"] == "2021-01-01"

    @pytest.mark.parametrize(
        "options",
        [{"since": "yesterday"}, {"overlap_days": "3"}, {"overlap_days": 0}, {"page_size": 100}, {"page_size": True}],
    )
    def test_options_that_cannot_be_are_named(self, options: dict[str, Any]) -> None:
        with pytest.raises(ConfigError, match=next(iter(options))):
            self.follow(**options)

    def test_a_cursor_that_is_none_is_told(self) -> None:
        with pytest.raises(ConfigError, match="cursor"):
            self.follow("page 12")

    def test_an_empty_register_is_no_beginning(self) -> None:
        with pytest.raises(ParseError, match="no filing at all"):
            answer(page([], count=0), "probe")


class TestFilter:
    def test_a_filtered_list_as_long_as_the_whole_one_was_not_filtered(self) -> None:
        with pytest.raises(ParseError, match="ignores filing_dt_posted_after"):
            answer(page([filing()], count=1_900_000), "first-filings", SINCE)

    def test_nor_was_one_that_grew_in_between(self) -> None:
        with pytest.raises(ParseError, match="ignores filing_dt_posted_after"):
            answer(page([filing()], count=1_900_002), "first-filings", SINCE)

    def test_a_shorter_one_was(self) -> None:
        assert len(statements(answer(page([filing()], count=7), "first-filings", SINCE))) == 1

    def test_a_filing_from_before_the_first_day_betrays_an_ignored_filter(self) -> None:
        with pytest.raises(ParseError, match="posted on 2020-01-01"):
            answer(page([posted("2020-01-01T12:00:00-05:00")]), "first-filings", SINCE)

    @pytest.mark.parametrize("asked", [{"year": "2021", "type": "Q1"}, {"year": "2022", "type": "RR"}])
    def test_so_does_a_year_or_type_that_was_not_asked_for(self, asked: dict[str, str]) -> None:
        with pytest.raises(ParseError, match="was asked for"):
            answer(page([filing()]), "backfill", asked)


class TestPages:
    LINK = "https://lda.senate.gov/api/v1/filings/?filing_dt_posted_after=2022-02-22&page=2"

    def test_the_next_page_is_followed_at_the_address_that_is_configured(self) -> None:
        items = answer(page([filing()], following=self.LINK), "first-filings", SINCE)
        (follow,) = (item.request for item in items if isinstance(item, Follow))
        assert follow.url == f"{BASE}/api/v1/filings/?filing_dt_posted_after=2022-02-22&page=2"
        assert follow.page == "filings" and not any(isinstance(item, Cursor) for item in items)

    def test_a_link_to_the_same_page_ends_the_poll(self) -> None:
        with pytest.raises(ParseError, match="circle"):
            answer(page([filing()], following="https://lda.gov/api/v1/filings/?a=1"), "filings", SINCE)

    def test_the_cursor_comes_after_the_last_page_and_knows_the_newest_of_all_pages(self) -> None:
        first = answer(page([posted("2022-03-02T12:00:00-05:00")], following=self.LINK), "first-filings", SINCE)
        (follow,) = (item.request for item in first if isinstance(item, Follow))
        last = answer(page([posted("2022-03-01T12:00:00-05:00")]), follow.page, follow.meta, follow.url)
        assert isinstance(last[-1], Cursor) and last[-1].value == "2022-03-02T17:00:00+00:00/3"

    def test_a_window_without_anything_new_leaves_the_cursor(self) -> None:
        meta = {**SINCE, "cursor": "2022-03-05T12:00:00+00:00/3"}
        last = answer(page([posted("2022-03-01T12:00:00-05:00")]), "filings", meta)
        assert isinstance(last[-1], Cursor) and last[-1].value == "2022-03-05T12:00:00+00:00/3"

    def test_one_filing_that_cannot_be_read_costs_no_other(self) -> None:
        data = page([filing(), filing(filing_type="ZZ"), {"odd": [1]}, posted("2022-03-01T12:00:00-05:00", 1)])
        items = answer(data, "filings", SINCE)
        bad, odd = quarantined(items)
        assert len(statements(items)) == 2 and "'ZZ' is none of the known types" in bad.error
        for ref in (bad.row, odd.row, *(item.row for item in statements(items))):
            assert ref is not None and json.loads(data[ref.offset : ref.offset + ref.length])
        assert json.loads(odd.raw) == {"odd": [1]} and json.loads(bad.raw)["filing_type"] == "ZZ"

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            (b'{"detail":"Invalid token."}', "Invalid token"),
            (b'{"detail":"Request was throttled. Expected available in 28 seconds."}', "28 seconds"),
            (b"<html>Sorry</html>", "no page of the API"),
            (b"", "no page of the API"),
            (b"[]", "no page of the API"),
            (b"{}", "no results"),
            (b'{"results":' + b"[" * 100_000, "no page of the API"),
            (b'{"count":"many","results":[]}', "no page of the API"),
        ],
    )
    @pytest.mark.parametrize("kind", ["probe", "first-filings", "filings", "backfill"])
    def test_what_is_no_list_is_refused_with_what_the_api_says(self, body: bytes, told: str, kind: str) -> None:
        with pytest.raises(ParseError, match=told):
            answer(body, kind, SINCE)

    def test_contribution_reports_are_recognised(self) -> None:
        report = {"filing_uuid": "x", "filing_type": "MM", "filing_year": 2020, "filer_type": "lobbyist"}
        with pytest.raises(ParseError, match="LD-203"):
            answer(page([report]), "filings", SINCE)

    def test_an_unknown_page_is_an_error_of_configuration(self) -> None:
        with pytest.raises(ConfigError, match="probe, first-filings, filings"):
            answer(b"", "documents")


class TestCursor:
    def test_it_comes_back(self) -> None:
        newest, days = read_cursor("2022-03-02T17:00:00+00:00/12")
        assert newest.isoformat() == "2022-03-02T17:00:00+00:00" and days == 12
        assert read_cursor("2022-03-02T12:00:00-05:00") == (newest, 3)

    def test_after_an_outage_the_time_of_it_is_read_again(self) -> None:
        previous = read_cursor("2022-03-02T17:00:00+00:00")[0]
        after_an_hour = read_cursor("2022-03-02T18:00:00+00:00")[0]
        after_ten_days = read_cursor("2022-03-12T18:00:00+00:00")[0]
        after_a_year = read_cursor("2023-03-12T18:00:00+00:00")[0]
        assert write_cursor(after_an_hour, previous, 3).endswith("/3")
        assert read_cursor(write_cursor(after_ten_days, previous, 3))[1] > 10
        assert read_cursor(write_cursor(after_a_year, previous, 3))[1] == 60
        assert write_cursor(after_an_hour, None, 3).endswith("/3")


class TestBackfill:
    def test_one_chain_of_pages_for_each_year_and_type_that_existed(self) -> None:
        requests = list(backfill(Config("us-lda", BASE), [2006, 2023]))
        by_year = {year: {r.meta["type"] for r in requests if r.meta["year"] == year} for year in ("2006", "2023")}
        assert "MM" in by_year["2006"] and "Q1" not in by_year["2006"] and {"RR", "RA"} <= by_year["2006"]
        assert "Q1" in by_year["2023"] and "YY" not in by_year["2023"] and len(by_year["2023"]) == 34
        first = requests[0]
        assert first.page == "backfill" and query_of(first.url)["filing_year"] == first.meta["year"]
        assert query_of(first.url)["filing_type"] == first.meta["type"]

    def test_the_first_page_reports_how_many_there_are(self) -> None:
        (request,) = backfill(Config("us-lda", BASE), [2022], ["Q1"])
        link = f"{BASE}/api/v1/filings/?filing_year=2022&filing_type=Q1&page=2"
        items = answer(page([filing()], count=20_431, following=link), request.page, request.meta, request.url)
        assert items[0] == Reported(20_431, {"year": "2022", "type": "Q1"})
        (follow,) = (item.request for item in items if isinstance(item, Follow))
        assert follow.page == "backfill"
        rest = answer(page([posted("2022-04-01T00:00:00-04:00")]), follow.page, follow.meta, follow.url)
        assert len(statements(rest)) == 1 and len(rest) == 1, "no second count, and no cursor"

    def test_an_unknown_type_is_named(self) -> None:
        with pytest.raises(ConfigError, match="Q9"):
            list(backfill(Config("us-lda", BASE), [2022], ["Q1", "Q9"]))
