"""The bundled captures: every day reads, days differ by what happened, and the server needs no memory."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tracker.errors import ParseError
from tracker.records import (
    ArticleRecord,
    Follow,
    RegistrantRecord,
    Request,
    SnapshotComplete,
    StatementRecord,
)
from tracker.sources import get_adapter
from tracker.sources._captures import CAPTURES, Captures
from tracker.sources.base import Config

BASE = "http://127.0.0.1:9"
PRINCIPALS, REGISTRANTS = "FARA_All_ForeignPrincipals", "FARA_All_Registrants"
FARA = Config("replay", BASE, {"expect_rows": [1, 2_000]})

captures = Captures()


def read_statements(index: int) -> list[StatementRecord]:
    request = Request(url="x", page="principals")
    items = list(get_adapter("us-fara").parse(io.BytesIO(captures.bulk_zip(PRINCIPALS, index)), request, FARA))
    found = [item for item in items if isinstance(item, StatementRecord)]
    assert items[-1] == SnapshotComplete(rows=len(found)), "something could not be read"
    return found


def read_registrants(index: int) -> list[RegistrantRecord]:
    request = Request(url="x", page="registrants")
    items = get_adapter("us-fara").parse(io.BytesIO(captures.bulk_zip(REGISTRANTS, index)), request, FARA)
    return [item for item in items if isinstance(item, RegistrantRecord)]


class TestRegister:
    def test_the_first_day_has_what_a_newcomer_shall_see(self) -> None:
        found = read_statements(0)
        assert 250 <= len(found) <= 350
        assert len({item.client.country for item in found}) > 60
        assert len({item.registered_on and item.registered_on.year for item in found}) > 40
        assert sum(item.deregistered_on is None for item in found) > 100
        assert sum(item.via is not None for item in found) >= 20
        assert sum(item.ordinal > 0 for item in found) == 3
        flags = Counter(flag for item in found for flag in item.flags)
        assert flags["ends_before_start"] >= 6 and flags["registered_before_registrant"] >= 4
        assert sum('"' in item.raw_client for item in found) >= 15

    def test_both_rows_of_sstek_are_in_it(self) -> None:
        rows = {item.firm.identifier: item for item in read_statements(0) if "SSTEK" in item.raw_client}
        assert {number: item.deregistered_on for number, item in rows.items()} == {
            "1750": date(2022, 8, 16),
            "6940": date(2022, 8, 16),
        }
        assert rows["1750"].registered_on == date(2021, 2, 16)

    def test_the_days_are_in_order_and_each_changes_a_little(self) -> None:
        assert 40 <= len(captures.days) <= 61
        assert all(one.day < other.day for one, other in pairwise(captures.days))
        kinds: Counter[str] = Counter()
        for index in range(1, len(captures.days)):
            old, new = (
                {(item.register_key, item.ordinal): item for item in read_statements(number)}
                for number in (index - 1, index)
            )
            altered = [key for key in old.keys() & new.keys() if old[key].content_hash != new[key].content_hash]
            kinds["new"] += len(new.keys() - old.keys())
            kinds["gone"] += len(old.keys() - new.keys())
            kinds["altered"] += len(altered)
            kinds["ended"] += sum(not old[key].deregistered_on and bool(new[key].deregistered_on) for key in altered)
            kinds["revived"] += sum(bool(old[key].deregistered_on) and not new[key].deregistered_on for key in altered)
            assert 1 <= len(captures.days[index].changes["principals"]) <= 4
        assert kinds["new"] > 80 and kinds["ended"] >= 15 and kinds["revived"] == 1
        # Seven renames and one disappearance: each takes a key away.
        assert kinds["gone"] == 8

    def test_every_principal_has_its_registrant_every_day(self) -> None:
        for index in (0, len(captures.days) // 2, len(captures.days) - 1):
            numbers = {record.identifier for record in read_registrants(index)}
            assert {item.firm.identifier for item in read_statements(index)} <= numbers

    def test_there_are_no_addresses(self) -> None:
        for index in (0, len(captures.days) - 1):
            for name, width in ((PRINCIPALS, 7), (REGISTRANTS, 5)):
                for row in captures.bulk_csv(name, index).split(b'"\r\n"')[1:]:
                    assert row.rstrip(b'"\r\n').count(b'","') >= width - 1
                    assert row.rstrip(b"\r\n").strip(b'"').endswith(b'",' + b'"",' * 4) or row.endswith(b'","","","","')

    def test_a_change_without_its_row_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "us-fara").mkdir()
        for path in (CAPTURES / "us-fara").glob("*.csv"):
            (tmp_path / "us-fara" / path.name).write_bytes(path.read_bytes())
        days = '{"date": "2024-01-01"}\n{"date": "2024-01-02", "registrants": [[["1", "", "", "Nobody", ""], null]]}\n'
        (tmp_path / "us-fara" / "days.jsonl").write_text(days, "utf-8")
        with pytest.raises(ParseError, match="no such row to change in FARA_All_Registrants on 2024-01-02"):
            Captures(tmp_path).bulk_csv(REGISTRANTS, 1)


class TestAnswers:
    PATH = f"/bulk/zip/{PRINCIPALS}.csv.zip"

    def test_a_client_without_validators_gets_the_first_day(self) -> None:
        answer = captures.answer(self.PATH, {}, BASE)
        assert (answer.status, answer.body) == (200, captures.bulk_zip(PRINCIPALS, 0))
        assert parsedate_to_datetime(answer.headers["Last-Modified"]).date() == captures.days[0].day

    @pytest.mark.parametrize(("answered", "asked"), [("Last-Modified", "if-modified-since"), ("ETag", "if-none-match")])
    def test_each_poll_gets_the_next_day_until_the_last(self, answered: str, asked: str) -> None:
        known: dict[str, str] = {}
        bodies = []
        for _ in captures.days:
            answer = captures.answer(self.PATH, known, BASE)
            assert answer.status == 200
            bodies.append(answer.body)
            known = {asked: answer.headers[answered]}
        assert len(set(bodies)) == len(captures.days)
        for _ in range(2):
            answer = captures.answer(self.PATH, known, BASE)
            assert (answer.status, answer.body) == (304, b"")

    def test_the_files_keep_step(self) -> None:
        known = {"if-modified-since": captures.answer(self.PATH, {}, BASE).headers["Last-Modified"]}
        dates = {
            captures.answer(f"/bulk/zip/{name}.csv.zip", known, BASE).headers["Last-Modified"]
            for name in (PRINCIPALS, REGISTRANTS)
        }
        assert len(dates) == 1

    def test_the_etag_outranks_the_date(self) -> None:
        first = captures.answer(self.PATH, {}, BASE).headers
        known = {"if-none-match": f"W/{first['ETag']}", "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}
        assert captures.answer(self.PATH, known, BASE).status == 200

    @pytest.mark.parametrize("since", ["rubbish", "", "Mon, 01 Jan 1990 00:00:00 GMT", "Mon, 99 Foo 9999"])
    def test_an_odd_date_is_no_harm(self, since: str) -> None:
        answer = captures.answer(self.PATH, {"if-modified-since": since}, BASE)
        assert answer.body == captures.bulk_zip(PRINCIPALS, 0)

    def test_the_bytes_of_a_day_are_always_the_same(self) -> None:
        assert Captures().bulk_zip(PRINCIPALS, 3) == captures.bulk_zip(PRINCIPALS, 3)

    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/news/",
            "/news/nowhere.html",
            "/news/../README.md",
            "/news/..%2fREADME.md",
            "/bulk/zip/Other.csv.zip",
            "//x",
        ],
    )
    def test_there_is_nothing_else(self, path: str) -> None:
        assert captures.answer(path, {}, BASE).status == 404

    def test_robots_are_welcome(self) -> None:
        assert b"Allow: /" in captures.answer("/robots.txt", {}, BASE).body


class TestNews:
    def test_the_feed_leads_to_every_article(self) -> None:
        answer = captures.answer("/news/feed.xml", {}, BASE)
        config = Config("wire", BASE, {"feeds": ["/news/feed.xml"]})
        request = next(iter(get_adapter("news").start(None, config)))
        assert request.url == f"{BASE}/news/feed.xml"
        found = [
            item.request
            for item in get_adapter("news").parse(io.BytesIO(answer.body), request, config)
            if isinstance(item, Follow)
        ]
        pages = {path.name for path in (CAPTURES / "news").glob("*.html")}
        assert {item.url.removeprefix(f"{BASE}/news/") for item in found} == pages
        for item in found:
            body = captures.answer(item.url.removeprefix(BASE), {}, BASE).body
            (record,) = get_adapter("news").parse(io.BytesIO(body), item, config)
            assert isinstance(record, ArticleRecord)
            assert record.published is not None and record.published.iso == item.meta["published"]
            assert record.title == item.meta["title"] and record.site == "Capture Wire" and record.language == "en"
            assert "demonstration" not in record.text and "nowhere" not in record.text

    def test_an_unchanged_page_is_not_sent_twice(self) -> None:
        path = "/news/sstek-hires-arnold-porter.html"
        first = captures.answer(path, {}, BASE)
        assert first.status == 200 and first.headers["Content-Type"].startswith("text/html")
        assert captures.answer(path, {"if-none-match": first.headers["ETag"]}, BASE).status == 304
        assert captures.answer(path, {"if-modified-since": first.headers["Last-Modified"]}, BASE).status == 304
        assert captures.answer(path, {"if-none-match": '"other"'}, BASE).status == 200
