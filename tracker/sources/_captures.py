"""The bundled captures as the sites would serve them: FARA's daily ZIPs that move on day by day, and a news feed.

No server state: a request that names the day it knows, by ETag or Last-Modified, gets the next day. So every client
sees every day in turn, both files keep step, and a restarted server changes nothing.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from tracker.errors import ParseError
from tracker.sources._fara_rows import ADDRESS_COLUMNS, PRINCIPAL_COLUMNS, REGISTRANT_COLUMNS
from tracker.sources._quoted_rows import cut_rows, decode, split_values

CAPTURES = Path(__file__).resolve().parent.parent / "captures"

_COLUMNS = {"FARA_All_ForeignPrincipals": PRINCIPAL_COLUMNS, "FARA_All_Registrants": REGISTRANT_COLUMNS}
_CHANGES = {"FARA_All_ForeignPrincipals": "principals", "FARA_All_Registrants": "registrants"}
_PUBLISHED_AT = time(5, tzinfo=UTC)
_ZIP_PATH = re.compile(r"/bulk/zip/(\w+)\.csv\.zip")
_NEWS_PATH = re.compile(r"/news/([\w-]+\.(?:html|xml))")
_MEDIA_TYPES = {".html": "text/html; charset=utf-8", ".xml": "application/rss+xml; charset=utf-8"}
_BASE_MARK = b"@BASE@"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What to send for a request: status, headers and body (empty for 304)."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class _Day:
    """One state of the register: its date and what changed, as (old row or None, new row or None) by file."""

    day: date
    changes: Mapping[str, Sequence[tuple[Row | None, Row | None]]]

    @property
    def published(self) -> datetime:
        return datetime.combine(self.day, _PUBLISHED_AT)


class Captures:
    """The captures of a folder laid out like ``tracker/captures``; read when they are first asked for."""

    def __init__(self, folder: Path = CAPTURES) -> None:
        self._folder = folder

    @cached_property
    def days(self) -> tuple[_Day, ...]:
        """The states of the register, oldest first."""
        lines = (self._folder / "us-fara" / "days.jsonl").read_text("utf-8").splitlines()
        return tuple(_read_day(json.loads(line)) for line in lines)

    def answer(self, path: str, headers: Mapping[str, str], base_url: str) -> Answer:
        """The answer to a GET. ``headers`` have lower-case names; ``base_url`` (no slash) is where we are served."""
        path = path.partition("?")[0]
        if (match := _ZIP_PATH.fullmatch(path)) and match[1] in _COLUMNS:
            return self._answer_zip(match[1], headers)
        if match := _NEWS_PATH.fullmatch(path):
            return self._answer_news(match[1], headers, base_url)
        if path == "/robots.txt":
            return Answer(200, {"Content-Type": "text/plain"}, b"User-agent: *\nAllow: /\n")
        return Answer(404, {"Content-Type": "text/plain"}, b"Not one of the captures.\n")

    def bulk_csv(self, name: str, index: int) -> bytes:
        """The CSV of one bulk file on the day of that index, written as the Justice Department writes it."""
        rows = self._base_rows(name)
        for day in self.days[1 : index + 1]:
            for old, new in day.changes.get(_CHANGES[name], ()):
                _apply(rows, old, new, f"{name} on {day.day}")
        blanks = ("",) * len(ADDRESS_COLUMNS)
        lines = [(*_COLUMNS[name], *ADDRESS_COLUMNS), *((*row, *blanks) for row in rows)]
        return b"".join(f'"{joined}"\r\n'.encode("cp1252") for joined in map('","'.join, lines))

    def bulk_zip(self, name: str, index: int) -> bytes:
        """The ZIP of one bulk file; its member carries the day, so that no two days have the same bytes."""
        published = self.days[index].published
        member = zipfile.ZipInfo(f"{name}.csv", published.timetuple()[:6])
        member.compress_type = zipfile.ZIP_DEFLATED
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr(member, self.bulk_csv(name, index))
        return target.getvalue()

    def _base_rows(self, name: str) -> list[Row]:
        data = (self._folder / "us-fara" / f"{name}.csv").read_bytes()
        rows: list[Row] = []
        for _, raw in cut_rows(io.BytesIO(data)):
            values = split_values(decode(raw)[0]) or []
            rows.append(tuple(values[: len(_COLUMNS[name])]))
        return rows[1:]

    def _answer_zip(self, name: str, headers: Mapping[str, str]) -> Answer:
        index = self._next_index(name, headers)
        if index == len(self.days):
            return Answer(304, self._validators(name, index - 1))
        sent = {"Content-Type": "application/x-zip-compressed", **self._validators(name, index)}
        return Answer(200, sent, self.bulk_zip(name, index))

    def _validators(self, name: str, index: int) -> dict[str, str]:
        day = self.days[index]
        return {"ETag": f'"{name}-{day.day}"', "Last-Modified": format_datetime(day.published, usegmt=True)}

    def _next_index(self, name: str, headers: Mapping[str, str]) -> int:
        """The day after the one that the client knows; the first for a client that knows none."""
        known = headers.get("if-none-match", "")
        for index, day in enumerate(self.days):
            if f'"{name}-{day.day}"' in known:
                return index + 1
        since = _read_time(headers.get("if-modified-since", ""))
        return sum(1 for day in self.days if since is not None and day.published <= since)

    def _answer_news(self, name: str, headers: Mapping[str, str], base_url: str) -> Answer:
        path = self._folder / "news" / name
        if not path.is_file():
            return Answer(404, {"Content-Type": "text/plain"}, b"Not one of the captures.\n")
        body = path.read_bytes().replace(_BASE_MARK, base_url.encode())
        etag = f'"{sha256(body).hexdigest()[:32]}"'
        published = self.days[0].published
        validators = {"ETag": etag, "Last-Modified": format_datetime(published, usegmt=True)}
        since = _read_time(headers.get("if-modified-since", ""))
        known = headers.get("if-none-match")
        if etag in known if known else since is not None and since >= published:
            return Answer(304, validators)
        return Answer(200, {"Content-Type": _MEDIA_TYPES[path.suffix], **validators}, body)


def _read_day(line: Mapping[str, object]) -> _Day:
    changes = {
        kind: tuple((_row(old), _row(new)) for old, new in pairs)
        for kind, pairs in line.items()
        if kind != "date" and isinstance(pairs, list)
    }
    return _Day(date.fromisoformat(str(line["date"])), changes)


def _row(values: list[str] | None) -> Row | None:
    return None if values is None else tuple(values)


def _apply(rows: list[Row], old: Row | None, new: Row | None, where: str) -> None:
    """One change: a new row goes to the top, as in the real files. Raises ParseError when the old row is not there."""
    if old is None:
        if new is not None:
            rows.insert(0, new)
        return
    try:
        index = rows.index(old)
    except ValueError:
        raise ParseError(f"captures: no such row to change in {where}: {old[1]!r}") from None
    rows[index : index + 1] = [] if new is None else [new]


def _read_time(text: str) -> datetime | None:
    try:
        value = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
