"""``manage.py export``: contracts as JSON lines or CSV, with the filters of the contract page."""

from __future__ import annotations

import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from tracker.filters import ContractFilter, read_query
from tracker.management.progress import ProgressLine
from tracker.models import Contract
from tracker.services.export import CONTRACT_EXPORT, export_lines
from tracker.services.tables import BY_ID, csv_lines, json_lines

_SAY_EVERY = 1000


class Command(BaseCommand):
    help = (
        "Write contracts as JSON lines or CSV (docs/export.md describes both). Filters are those of the contract page, "
        "as options (--country TR --status active) or as its query string (--query 'country=TR&status=active'). "
        "Example: manage.py export contracts --format csv --country TR --output turkey.csv"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["contracts"], help="what to write")
        parser.add_argument("--format", choices=["jsonl", "csv"], default="jsonl", help="default: jsonl")
        parser.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")
        parser.add_argument("--query", default="", help="filters as the page's address has them after the “?”")
        parser.add_argument(
            "--filter", action="append", default=[], metavar="NAME=VALUE", dest="pairs", help="may be repeated"
        )
        group = parser.add_argument_group("filters", "may be repeated where the page takes several")
        for name, one in ContractFilter.base_filters.items():
            option = f"--{name.replace('_', '-')}"
            group.add_argument(option, action="append", default=[], dest=f"only_{name}", metavar="…", help=one.label)

    def handle(self, *args: Any, **options: Any) -> None:
        filtered = ContractFilter(read_query(_read_pairs(options)), Contract.objects.published(), has_pages=False)
        if filtered.problems:
            names = ", ".join(filtered.valid_names)
            raise CommandError("\n".join([*filtered.problems, f"Filters that there are: {names}"]))
        sort = filtered.sort if filtered.data.get("sort") else BY_ID
        progress = ProgressLine(OutputWrapper(sys.stderr), verbosity=options["verbosity"])
        lines = _count_lines(export_lines(filtered.qs, sort=sort), progress)
        pieces = csv_lines(CONTRACT_EXPORT, lines) if options["format"] == "csv" else json_lines(lines)
        if options["output"] is None:
            _write_out(self.stdout, pieces)
        else:
            _write_file(options["output"], pieces)
        progress.clear()


def _read_pairs(options: dict[str, Any]) -> list[tuple[str, str]]:
    pairs = [(name, value) for name, values in read_query(options["query"]).lists() for value in values]
    for text in options["pairs"]:
        name, sign, value = text.partition("=")
        if not sign:
            raise CommandError(f"--filter {text}: write NAME=VALUE")
        pairs.append((name, value))
    for name in ContractFilter.base_filters:
        pairs += [(name, value) for value in options[f"only_{name}"]]
    return pairs


def _count_lines(lines: Iterable[dict[str, Any]], progress: ProgressLine) -> Iterator[dict[str, Any]]:
    number = 0
    for number, line in enumerate(lines, 1):
        yield line
        if number % _SAY_EVERY == 0:
            progress(f"{number:,} contracts")
    progress(f"{number:,} contracts")


def _write_out(out: OutputWrapper, pieces: Iterable[str]) -> None:
    """To standard output; a reader that has seen enough (``head``) is no error."""
    try:
        for piece in pieces:
            out.write(piece, ending="")
        out.flush()
    except BrokenPipeError:
        # Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_file(path: Path, pieces: Iterable[str]) -> None:
    """All or nothing: the file appears, or is replaced, when it is complete."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            try:
                file.writelines(pieces)
            except BaseException:
                temporary.unlink()
                raise
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
