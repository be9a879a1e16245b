#!/usr/bin/env python
"""Score the extraction of articles against a gold set.

Reads the articles of a gold JSONL, extracts their contracts, writes the predictions in the gold set's exchange
format and prints the table of the scorer that lies beside it (``score.py``), with the time an article takes.

    bench/score_extraction.py                                  # ../shared/gold/dev.jsonl, no known names
    bench/score_extraction.py my.jsonl --errors                # and every miss, spurious row and wrong field
    bench/score_extraction.py --gazetteer FARA_DIR             # also with the register's names known
    bench/score_extraction.py --pages                          # plain texts against the same articles as web pages

FARA_DIR holds FARA_All_Registrants and FARA_All_ForeignPrincipals as .csv, .csv.gz or .csv.zip.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tracker.extraction.articles import read_article  # noqa: E402
from tracker.extraction.gazetteer import Gazetteer, Role  # noqa: E402
from tracker.extraction.output import to_json  # noqa: E402
from tracker.records import ArticleRecord, PartialDate, Request  # noqa: E402
from tracker.sources import get_adapter  # noqa: E402
from tracker.sources.base import Config  # noqa: E402

_COLUMNS: dict[str, tuple[str, Role]] = {
    "FARA_All_Registrants": ("Name", "firm"),
    "FARA_All_ForeignPrincipals": ("Foreign Principal", "client"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=ROOT.parent / "shared" / "gold" / "dev.jsonl")
    parser.add_argument("--gazetteer", type=Path, metavar="FARA_DIR", help="score again with the names of these files")
    parser.add_argument("--pages", action="store_true", help="score the web pages in pages/ beside the gold set")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="write the predictions (no known names) here")
    parser.add_argument("--errors", action="store_true", help="list every miss, spurious contract and wrong field")
    options = parser.parse_args(arguments)
    if not options.gold.exists():
        parser.error(f"no such file: {options.gold}")
    rows = read_gold(options.gold)
    if options.pages:
        return report_pages(options.gold, rows)
    report("no known names", options, rows, None)
    if options.gazetteer:
        began = time.perf_counter()
        gazetteer = Gazetteer(read_names(options.gazetteer))
        print(f"\n{len(gazetteer)} known names, built in {time.perf_counter() - began:.1f} s")
        report("names of the register known", options, rows, gazetteer)
    return 0


def read_gold(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def report(title: str, options: argparse.Namespace, rows: list[dict[str, Any]], gazetteer: Gazetteer | None) -> None:
    """Extract, write and print one table."""
    began = time.perf_counter()
    predictions = {row["id"]: predict(row, gazetteer) for row in rows}
    spent = time.perf_counter() - began
    size = sum(len(row["text"]) for row in rows)
    print(f"{title}: {1000 * spent / len(rows):.1f} ms an article, {size / 1000 / spent:.0f} kB a second")
    if options.predictions and gazetteer is None:
        lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in predictions.values())
        options.predictions.write_text("".join(lines), encoding="utf-8")
    scorer = load_scorer(options.gold.parent / "score.py")
    if scorer is None:
        print(f"no score.py beside {options.gold}")
        return
    result, errors = scorer.score({row["id"]: row for row in rows}, predictions)
    if options.errors:
        print("\n".join(errors))
    print_table(result, scorer.FIELDS)


def predict(row: dict[str, Any], gazetteer: Gazetteer | None) -> dict[str, Any]:
    """The predicted contracts of one line of the gold set."""
    published = PartialDate.from_iso(row["published"]) if row.get("published") else None
    article = ArticleRecord(row.get("url") or row["id"], row["text"], row.get("title") or "", published)
    return to_json(row["id"], read_article(article, gazetteer))


def report_pages(gold: Path, rows: list[dict[str, Any]]) -> int:
    """Print the table of the articles that are also there as web pages, read as texts and as pages."""
    scorer = load_scorer(gold.parent / "score.py")
    if scorer is None:
        return 1
    pages = {entry["id"]: entry for entry in read_gold(gold.parent / "pages" / "index.jsonl")}
    wanted = {row["id"]: row for row in rows if row["id"] in pages}
    texts = {key: predict(row, None) for key, row in wanted.items()}
    read = {key: predict_page(pages[key], gold.parent / "pages") for key in wanted}
    for title, predictions in (("as texts", texts), ("as pages", read)):
        print(f"{title}:")
        print_table(scorer.score(wanted, predictions)[0], scorer.FIELDS)
    return 0


def predict_page(entry: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The predicted contracts of a saved page, read by the adapter of news sites."""
    body = BytesIO((folder / entry["html_path"]).read_bytes())
    request = Request(entry["url"] or entry["id"], "article")
    for item in get_adapter("news").parse(body, request, Config("gold")):
        if isinstance(item, ArticleRecord):
            return to_json(entry["id"], read_article(item))
    return to_json(entry["id"], [])


def print_table(result: dict[str, Any], fields: tuple[str, ...]) -> None:
    print(f"articles {result['articles']}   clean {result['clean']:.3f}   evidence {result['evidence']:.3f}")
    for key in ("pairs", "whole", *fields):
        row = result[key]
        print(f"{key:15} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}  n {row['n']}")


def load_scorer(path: Path) -> ModuleType | None:
    """The scoring module that lies beside the gold set, or None."""
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_names(folder: Path) -> Iterator[tuple[str, Role]]:
    """Names and roles from the register's bulk files in ``folder``."""
    for path in sorted(folder.iterdir()):
        for stem, (column, role) in _COLUMNS.items():
            if path.name.startswith(stem):
                for name in read_column(read_bytes(path), column):
                    yield name, role


def read_bytes(path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return archive.read(archive.namelist()[0])
    return path.read_bytes()


def read_column(body: bytes, column: str) -> Iterator[str]:
    """One column of a bulk file; its quotes are not doubled, so records are cut at the outer quotes."""
    records = body.decode("cp1252", errors="replace").split('"\r\n')
    header = records[0].lstrip("\ufeff").strip('"').split('","') if '"' in records[0] else records[0].split(",")
    position = header.index(column)
    for record in records[1:]:
        fields = record.strip().removeprefix('"').split('","')
        if len(fields) > position and fields[position].strip():
            yield fields[position].strip()


if __name__ == "__main__":
    sys.exit(main())
