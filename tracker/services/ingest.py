"""From an archived document to contracts, in batches: parse, write, resolve, derive, tell – one transaction each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from tracker.errors import ConfigError, LockedError, ParseError
from tracker.models import Document, ReviewItem, Run, Source, Statement
from tracker.models.sources import EDITORS_SLUG
from tracker.records import (
    ArticleRecord,
    Cursor,
    Follow,
    Parsed,
    Quarantined,
    RawRow,
    RegistrantRecord,
    Reported,
    Request,
    SnapshotComplete,
    StatementRecord,
)
from tracker.services.ahead import Ahead, Held
from tracker.services.archive import ArchiveError, open_body
from tracker.services.articles import (
    article_as_of,
    extract_statements,
    find_stale_articles,
    find_withdrawn,
    is_newest,
    keep_article,
)
from tracker.services.bulk import fetch_in, in_batches, refresh_statistics
from tracker.services.changes import Occasion
from tracker.services.contracts import derive_contracts
from tracker.services.coverage import note_reported
from tracker.services.garbage import collect_young, collector_paused
from tracker.services.issues import Trouble, keep_issues
from tracker.services.news import resolve_news
from tracker.services.owed import owe_again, owe_once
from tracker.services.papers import find_stale_papers, is_paper, read_pages, read_statements, resolve_issues
from tracker.services.registers import unite_clients, unite_entries
from tracker.services.registrants import RegistrantWriter, find_statements
from tracker.services.review import Question, ask, ask_about_statements
from tracker.services.second_reader import ask_ahead
from tracker.services.snapshots import Plan, close_spans, link_renames, plan_snapshot, unlink_renames
from tracker.services.spool import Spool
from tracker.services.statements import (
    Reading,
    Written,
    build_row_ref,
    identify_statement,
    refuse_statement,
    write_statements,
)
from tracker.services.writing import writing
from tracker.sources import get_adapter
from tracker.sources.base import Adapter, Config

logger = logging.getLogger(__name__)

_NOT_THE_DOCUMENTS_FAULT = (LockedError, OperationalError, InterfaceError, SoftTimeLimitExceeded)

Progress = Callable[[str], None]


LISTED_BATCH = 1_000
"""A list names each contract once, so that larger batches save no derivation and only cost memory."""

ARTICLE_ADAPTER = "news"
"""Reads what editors paste: their own source has no adapter, because it is never polled."""


def find_adapter(source: Source) -> Adapter:
    """What reads the documents of the source."""
    return get_adapter(source.adapter or ARTICLE_ADAPTER)


def read_config(source: Source) -> Config:
    """The adapter's configuration as the Source row gives it."""
    base = source.base_url.rstrip("/") or find_adapter(source).base_url
    return Config(slug=source.slug, base_url=base, options=source.options)


@dataclass(slots=True)
class Ingest:
    """One document on its way into the database. ``names`` collects names that became known."""

    document: Document
    run: Run
    force: bool = False
    review: bool = False
    progress: Progress = field(default=lambda text: None)
    names: set[str] = field(default_factory=set)
    rows: int = 0
    plan: Plan | None = None
    is_whole: bool = False
    unreadable: int = 0
    reading: Reading = field(init=False)
    registrants: RegistrantWriter = field(init=False)

    def __post_init__(self) -> None:
        self.reading = Reading(
            source=self.document.source,
            run=self.run,
            document=self.document,
            as_of=self.document.as_of,
            force=self.force,
            review=self.review or not self.document.source.is_pollable,
        )
        self.registrants = RegistrantWriter(self.reading)

    # -- The whole document ------------------------------------------------------------------------------

    def ingest(self) -> None:
        """Read the document into the database; a body that cannot be read fails and is kept with the reason."""
        adapter = find_adapter(self.document.source)
        try:
            if self.document.page in adapter.paper_pages:
                self._take_paper()
            else:
                self._take_body(adapter)
        except (ParseError, ConfigError, ArchiveError) as error:
            self.fail(str(error))
            return
        self._finish()

    def _take_body(self, adapter: Adapter) -> None:
        with open_body(self.document) as body, collector_paused():
            if adapter.scan is not None:
                self._take_rows(adapter, adapter.scan(body, *self._asked()))
                return
            batches = in_batches(adapter.parse(body, *self._asked()), min(settings.RETAINER_BATCH, LISTED_BATCH))
            if self.document.page in adapter.snapshot_pages:
                self._take_snapshot(batches)
            else:
                for batch in batches:
                    self._take(batch)

    def _asked(self) -> tuple[Request, Config]:
        meta = {**self.document.meta, "charset": self.document.charset}
        return Request(self.document.url, self.document.page, meta=meta), read_config(self.document.source)

    def _take_rows(self, adapter: Adapter, items: Iterator[Parsed | RawRow]) -> None:
        """Read rows ahead of writing them; those that say what is held cost no more than a look."""
        held = Held(self.document.source, self.reading.as_of, only_if_new=not self.force)
        with Ahead(adapter.name, held) as ahead:
            for batch in ahead.read(items):
                self._take(batch.items, unchanged=batch.unchanged)

    def _take_snapshot(self, batches: Iterator[list[Parsed]]) -> None:
        """Read all of it before anything is written, to know what it renames and what it no longer lists."""
        listing: dict[str, str] = {}
        with Spool() as spool:
            for batch in batches:
                spool.write(batch)
                statements = (item for item in batch if isinstance(item, StatementRecord))
                listing.update((identify_statement(item), item.spell_key) for item in statements)
                self.unreadable += sum(isinstance(item, Quarantined) for item in batch)
            self._plan(listing)
            for batch in spool.read():
                self._take(batch)

    def _plan(self, listing: dict[str, str]) -> None:
        self.plan = plan_snapshot(self.reading, listing, is_whole=not self.unreadable)
        if self.plan.is_late:
            self.reading = replace(self.reading, next_as_of=self.plan.next_as_of)
        self._ask_about_renames()

    def fail(self, error: str) -> None:
        """Quarantine the whole document with the reason; what its earlier batches wrote stays."""
        logger.warning("%s: %s", self.document, error)
        with transaction.atomic():
            self._quarantine([Quarantined(error, b"")])
            Document.objects.filter(pk=self.document.pk).update(
                state=Document.State.FAILED, error=error, parsed_at=timezone.now()
            )

    def _finish(self) -> None:
        """What only the whole document tells: disappearances. Then the document is parsed."""
        with writing():
            if self.plan is not None:
                gone = close_spans(self.plan)
                self._derive(Written(touched=gone | unlink_renames(self.plan), gone_ids=gone))
                self._count(gone=len(gone))
            if self.is_whole and self.registrants.listed:
                self._count(gone=self.registrants.close())
            Document.objects.filter(pk=self.document.pk).update(
                state=Document.State.PARSED,
                error="",
                parsed_at=timezone.now(),
                is_snapshot=self.plan is not None and not self.unreadable,
            )
        refresh_statistics(self.rows)

    # -- One batch ---------------------------------------------------------------------------------------

    def _take(self, batch: list[Parsed], *, unchanged: int = 0) -> None:
        """Write one batch, and forget it; ``unchanged`` rows of it say what is held."""
        for item in batch:
            if isinstance(item, ArticleRecord):
                ask_ahead(self.document, item)
        with writing():
            self._count(rows_read=unchanged, unchanged=unchanged)
            self._quarantine([item for item in batch if isinstance(item, Quarantined)])
            self._follow([item.request for item in batch if isinstance(item, Follow)])
            note_reported(self.document.source, [item for item in batch if isinstance(item, Reported)])
            registrants = [item for item in batch if isinstance(item, RegistrantRecord)]
            if registrants:
                self._settle(self.registrants.write(registrants), len(registrants))
            self._take_statements([item for item in batch if isinstance(item, StatementRecord)])
            for item in batch:
                if isinstance(item, ArticleRecord):
                    self._take_article(item)
                elif isinstance(item, Cursor):
                    Source.objects.filter(pk=self.document.source_id).update(cursor=item.value)
                elif isinstance(item, SnapshotComplete):
                    self.is_whole = True
        self.rows += sum(not isinstance(item, Follow | Cursor | SnapshotComplete | Reported) for item in batch)
        self.rows += unchanged
        batch.clear()
        collect_young()
        self.progress(f"{self.document.page}: {self.rows:,} rows")
        Run.objects.filter(pk=self.run.pk).update(
            heartbeat_at=timezone.now(), progress=f"{self.document.page}: {self.rows:,} rows"
        )

    def _take_statements(self, records: list[StatementRecord]) -> None:
        refused = [quarantined for quarantined in map(refuse_statement, records) if quarantined]
        self._quarantine(refused)
        sound = [record for record in records if refuse_statement(record) is None] if refused else records
        if not sound:
            return
        written = write_statements(sound, self.reading)
        if self.plan is not None:
            listed = [identify_statement(record) for record in sound]
            written.touched |= link_renames(self.plan, listed, self.reading)
        self._settle(written, len(sound))
        if self.reading.review or self.document.text:
            ask_about_statements(written.new_ids | written.changed_ids)
        elif written.changed_ids:
            ask_about_statements(written.changed_ids)

    def _take_article(self, article: ArticleRecord) -> None:
        keep_article(self.document, article)
        if not is_newest(self.document):
            return
        self.reading = replace(self.reading, as_of=article_as_of(self.document))
        self.read_text()

    def _take_paper(self) -> None:
        """Read a PDF's pages, which takes its time and so happens outside of any transaction, then what they say."""
        read_pages(self.document, self.progress)
        if is_newest(self.document):
            with writing():
                self.read_text()

    def read_text(self) -> None:
        """Extract the statements of the article's or filing's text and let go of those that it no longer yields."""
        if is_paper(self.document):
            records, problems = read_statements(self.document)
            self._quarantine(problems)
            resolve_issues(self.document, problems)
            self.reading = replace(self.reading, as_of=article_as_of(self.document))
        else:
            records = extract_statements(self.document)
        withdrawn = find_withdrawn(self.reading, records)
        self._take_statements(records)
        if withdrawn:
            moved = self._resolve(Written(touched=withdrawn))
            self._derive(Written(touched=withdrawn | moved))
            ask_about_statements(withdrawn)
            self._count(gone=len(withdrawn))

    # -- Consequences ------------------------------------------------------------------------------------

    def _settle(self, written: Written, rows: int) -> None:
        """Resolve the articles that the batch concerns, then derive every touched contract."""
        self.names |= written.names
        written.moved_mentions |= unite_entries(written.new_clients) | unite_clients(written.touched)
        written.touched |= find_statements(written.moved_mentions) | self._resolve(written)
        self._derive(written)
        self._count(rows_read=rows, new=written.new, changed=written.changed, unchanged=written.unchanged)

    def _resolve(self, written: Written) -> set[int]:
        """Statements whose parties are others since the batch, by new names, new clients of a firm or new articles."""
        if not written.touched and not written.names:
            return set()
        moved = resolve_news(firm_names=written.firm_names, names=written.names, touched=written.touched)
        return find_statements(moved)

    def _derive(self, written: Written) -> None:
        if not written.touched:
            return
        derived = derive_contracts(written.touched, self._occasion(), written.tidings)
        self._count(changes=derived.changes)

    def _occasion(self) -> Occasion:
        source = self.document.source
        late = self.plan is not None and self.plan.is_late
        return Occasion(
            as_of=self.reading.as_of,
            run=self.run,
            document=self.document,
            quiet=source.baseline_at is None or (late and not self.force),
            is_reparse=self.force,
        )

    def _count(self, **counts: int) -> None:
        if any(counts.values()):
            Run.objects.filter(pk=self.run.pk).update(**{name: F(name) + value for name, value in counts.items()})

    def _quarantine(self, items: list[Quarantined]) -> None:
        if not items:
            return
        troubles = []
        for item in items:
            row = build_row_ref(item.row)
            about = ("issue", self.document.pk, row.get("row", ""), item.error)
            troubles.append(Trouble(about, item.error, self.document.url, self.document.pk, item.raw, row))
        self._count(quarantined=keep_issues(self.document.source_id, self.run.pk, troubles))

    def _follow(self, requests: list[Request]) -> None:
        """Write down what is to be fetched next; an article that is known already is not owed again.

        Nor is one that an editor pasted: it would speak twice.
        """
        source = self.document.source_id
        pasted = Document.objects.filter(source__slug=EDITORS_SLUG, page="article").exclude(text="")
        once = [request for request in requests if not request.refetch]
        known = set(fetch_in(pasted.values_list("url", flat=True), "url", [request.url for request in once]))
        owe_once(source, [request for request in once if request.url not in known])
        owe_again(source, [request for request in requests if request.refetch and request.url != self.document.url])

    def _ask_about_renames(self) -> None:
        if self.plan is None or self.plan.is_late:
            return
        questions = []
        for old, new in self.plan.unsure:
            known = Statement.objects.filter(source=self.reading.source, identity__in=old)
            names = ", ".join(f"“{name}”" for name in known.order_by("identity").values_list("raw_client", flat=True))
            questions.append(
                Question(
                    ReviewItem.Kind.RENAME,
                    (self.document.source.slug, *old, *new),
                    f"{names} no longer listed: renamed, or ended and others new?",
                    [f"{len(old)} rows gone and {len(new)} new under one number and date"],
                    {"old": list(old), "new": list(new), "source": self.document.source.slug},
                )
            )
        ask(questions)


def ingest_document(
    document: Document, run: Run, *, force: bool = False, review: bool = False, progress: Progress | None = None
) -> set[str]:
    """Ingest one archived document; returns the folded names that became known by it."""
    work = Ingest(document, run, force=force, review=review)
    if progress is not None:
        work.progress = progress
    try:
        work.ingest()
    except _NOT_THE_DOCUMENTS_FAULT:
        raise
    except Exception as error:
        # One document that trips a parser must not hold up its source for ever: it is kept, and the next is read.
        logger.exception("%s could not be read", document)
        work.fail(f"{type(error).__name__}: {error}")
    return work.names


def reread_articles(names: set[str], run: Run) -> int:
    """Read again the articles in whose text a name stands that has become known; returns how many.

    ``names``: folded names that this run has written; those of interrupted runs are found without being told.
    """
    documents = [*find_stale_articles(names), *find_stale_papers()]
    for pk in documents:
        document = Document.objects.select_related("source").get(pk=pk)
        if document.state == Document.State.PARSED and is_newest(document):
            work = Ingest(document, run)
            work.reading = replace(work.reading, as_of=article_as_of(document))
            with writing():
                work.read_text()
    return len(documents)
