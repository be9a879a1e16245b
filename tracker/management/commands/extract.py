"""``manage.py extract``: the contracts that articles and filings tell of, as JSON lines."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, BooleanOptionalAction, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from tracker.extraction.articles import read_article
from tracker.extraction.gazetteer import Gazetteer
from tracker.extraction.output import filing_json, to_json
from tracker.management.progress import ProgressLine, readable_errors
from tracker.records import ArticleRecord
from tracker.services.extracting import PAPERS, fetch_page, read_file, read_lines, read_page, read_paper_file
from tracker.services.gazetteer import load_gazetteer

EPILOG = """\
one article:    manage.py extract story.html        (or story.txt, or an address, or - for a text on standard input)
one filing:     manage.py extract 5870-Amendment-20180221-1.pdf
many articles:  manage.py extract --jsonl articles.jsonl > contracts.jsonl

A line of the input has id, url, title, published and either text or html_path, which is relative to the file. A line
of the output has the id and the contracts, each with its evidence. A line that cannot be read is told on standard
error with its number and left out; the others are read all the same, and the exit status is 1 in the end."""


class Command(BaseCommand):
    help = "Print the contracts that an article or a filing as PDF tells of, as JSON lines. Nothing is stored."
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, epilog=EPILOG, formatter_class=RawDescriptionHelpFormatter, **options
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", metavar="FILE|URL|-", help="a saved page, a text, or an address")
        parser.add_argument("--jsonl", type=Path, metavar="FILE", help="read the articles of a JSON lines file")
        parser.add_argument(
            "--gazetteer",
            action=BooleanOptionalAction,
            default=None,
            help="use the names of firms and clients that the database knows (default: if there is a database)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["what"] is None) == (options["jsonl"] is None):
            raise CommandError("Give one article (a file, an address, or -), or many with --jsonl FILE.")
        if str(options["what"] or "").lower().endswith(PAPERS) and "://" not in options["what"]:
            self._print_filing(Path(options["what"]), ProgressLine(self.stderr, verbosity=options["verbosity"]))
            return
        gazetteer = self._load_gazetteer(options["gazetteer"])
        path = options["jsonl"] or (Path(options["what"]) if options["what"].endswith(".jsonl") else None)
        with readable_errors():
            if path is not None:
                self._read_many(path, gazetteer, ProgressLine(self.stderr, verbosity=options["verbosity"]))
            else:
                self._print(options["what"], _read_one(options["what"]), gazetteer)

    def _print_filing(self, path: Path, progress: ProgressLine) -> None:
        with readable_errors():
            read = read_paper_file(path, progress=progress)
        progress.clear()
        found = filing_json(path.name, read.form, (*read.statements, *read.nameless))
        self.stdout.write(json.dumps(found, ensure_ascii=False))

    def _load_gazetteer(self, wanted: bool | None) -> Gazetteer | None:
        if wanted is False:
            return None
        try:
            return load_gazetteer()
        except DatabaseError as error:
            if wanted:
                raise CommandError(
                    f"The database has no names: {error}. Run manage.py migrate, then ingest."
                ) from error
            self.stderr.write("No database yet, so no known names are used (--no-gazetteer says so at once).")
            return None

    def _read_many(self, path: Path, gazetteer: Gazetteer | None, progress: ProgressLine) -> None:
        bad = 0
        for count, line in enumerate(read_lines(path), 1):
            progress(f"{count:,} articles")
            if line.article is None:
                bad += 1
                progress.clear()
                self.stderr.write(f"{path.name}, line {line.number}: {line.error}")
            else:
                self._print(line.id, line.article, gazetteer)
        progress.clear()
        if bad:
            raise CommandError(f"{bad:,} line{'s' if bad > 1 else ''} of {path.name} could not be read.")

    def _print(self, article_id: str, article: ArticleRecord, gazetteer: Gazetteer | None) -> None:
        found = to_json(article_id, read_article(article, gazetteer))
        self.stdout.write(json.dumps(found, ensure_ascii=False))


def _read_one(what: str) -> ArticleRecord:
    if what == "-":
        return read_page(sys.stdin.buffer.read(), "text:-", {"format": "text"})
    if what.startswith(("http://", "https://")):
        return fetch_page(what)
    return read_file(Path(what))
