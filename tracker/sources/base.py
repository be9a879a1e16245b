"""What a source is: one module with ``start``, ``parse`` and an ``ADAPTER`` that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

from tracker.errors import ConfigError
from tracker.records import Parsed, RawRow, Request, no_entries


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration of one Source row: where it lives and what an operator has set.

    ``base_url`` has no trailing slash. ``options`` are the adapter's own keys; ``require`` and ``strings`` raise
    ConfigError with the name of the key, so that the admin can show it beside the form.
    """

    slug: str
    base_url: str = ""
    options: Mapping[str, Any] = field(default_factory=no_entries)

    def text(self, key: str, default: str = "") -> str:
        """The option as stripped text; raises ConfigError when it is not text."""
        value = self.options.get(key, default)
        if not isinstance(value, str):
            raise ConfigError(f"{key} must be text, not {type(value).__name__}")
        return value.strip()

    def strings(self, key: str) -> tuple[str, ...]:
        """The option as a tuple of stripped, non-empty strings; one string counts as a list of one."""
        value = self.options.get(key, ())
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{key} must be a list of strings")
        return tuple(item.strip() for item in value if item.strip())


@dataclass(frozen=True, slots=True)
class Politeness:
    """How gently a host is asked: seconds between requests, size cap in bytes, seconds until a timeout.

    ``keyed_interval``: seconds between requests that carry a key, where the host allows those more often.
    """

    interval: float = 1.0
    keyed_interval: float | None = None
    max_bytes: int = 50_000_000
    timeout: float = 30.0
    obey_robots: bool = True


def show_nothing(raw: bytes, page: str) -> Mapping[str, str]:
    """Of a row that nobody has said how to show, nothing is shown."""
    return no_entries()


Start = Callable[[str | None, Config], Iterable[Request]]
Parse = Callable[[BinaryIO, Request, Config], Iterator[Parsed]]
Scan = Callable[[BinaryIO, Request, Config], Iterator[Parsed | RawRow]]
ReadRow = Callable[[RawRow], Parsed | None]
ShowRow = Callable[[bytes, str], Mapping[str, str]]


class Backfill(Protocol):
    """The first requests of a source's history, in chunks that can be worked off one by one."""

    def __call__(self, config: Config, years: Iterable[int], types: Iterable[str] = ()) -> Iterator[Request]: ...


@dataclass(frozen=True, slots=True)
class Adapter:
    """One kind of source.

    ``register`` is the key under which money and identifiers of this source stand ("us-fara"; "news" is no
    register but has a key of its own). ``every`` is the default schedule in seconds, changed later in the admin.
    ``expect`` is the plausible number of rows in a complete snapshot: outside of it a run fails instead of
    terminating half the register. ``options`` documents the keys of ``Config.options`` for the admin's form.
    ``join_pages`` lists pages that must be parsed first within a run, in order. ``snapshot_pages`` are whole
    registers: what a newer one lacks is no longer listed. ``offline_pages`` maps a pattern of file names
    (``fnmatch``) to the page that ``ingest SLUG FILE`` parses such a file as. ``show_row`` gives what people may be
    shown of the bytes of a quarantined row of a page: as-filed values of allow-listed columns, or nothing.
    ``backfill`` gives the first requests of years of history by type of document, where a source has one to fetch.
    ``key_env`` names the environment variable that may hold a key; a Source row can name another. ``probe_pages``
    must be read before anything else: a run ends when one of them cannot be. ``backlog_pages`` are fetched after
    everything else; ``slice`` is how many pages one run fetches at most (0: all that are owed), so that a long
    backlog is worked off by many short runs between which new filings come in. ``page_size``: records on one of its
    pages. ``paper_pages`` are PDFs: a service reads their text, slowly, and no ``parse`` sees them.
    ``report_titles``: the register's codes of filings in words, for readers.

    ``scan`` and ``read_row`` are ``parse`` in two steps, for large files: the first finds the rows, the second reads
    one of them, in any process, and gives None for a row that says what is ``known`` of it.
    """

    name: str
    title: str
    register: str
    start: Start
    parse: Parse
    every: int
    base_url: str = ""
    politeness: Politeness = field(default_factory=Politeness)
    expect: range | None = None
    options: Mapping[str, str] = field(default_factory=no_entries)
    join_pages: tuple[str, ...] = ()
    snapshot_pages: tuple[str, ...] = ()
    offline_pages: Mapping[str, str] = field(default_factory=no_entries)
    notice: str = ""
    key_env: str = ""
    probe_pages: tuple[str, ...] = ()
    backlog_pages: tuple[str, ...] = ()
    slice: int = 0
    page_size: int = 1
    paper_pages: tuple[str, ...] = ()
    report_titles: Mapping[str, str] = field(default_factory=no_entries)
    show_row: ShowRow = show_nothing
    backfill: Backfill | None = None
    scan: Scan | None = None
    read_row: ReadRow | None = None
