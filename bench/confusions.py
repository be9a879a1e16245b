#!/usr/bin/env python
"""A minute's reading of where the extraction goes wrong on a gold set: each kind of mistake, how often, and examples.

    bench/confusions.py GOLD.jsonl            # a score.py must lie beside the file

Missed pairs are told apart by how far they came: a party of the pair was not found; the two were never compared;
another client was preferred; the firm was not believed to have a contract. Spurious ones by what is wrong with
them, wrong fields by whether a value was left out, invented or another one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.score_extraction import load_scorer, predict  # noqa: E402
from tracker.extraction import choice  # noqa: E402
from tracker.extraction.articles import ArticleReader  # noqa: E402
from tracker.extraction.candidates import FirmCase, list_cases  # noqa: E402
from tracker.extraction.document import read_document  # noqa: E402
from tracker.records import PartialDate  # noqa: E402

Row = dict[str, Any]
_EXAMPLES = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    scorer = load_scorer(options.gold.parent / "score.py")
    if scorer is None:
        parser.error(f"no score.py beside {options.gold}")
    rows = {row["id"]: row for row in map(json.loads, options.gold.read_text(encoding="utf-8").splitlines())}
    _result, errors = scorer.score(rows, {key: predict(row, None) for key, row in rows.items()})
    found: dict[str, list[str]] = defaultdict(list)
    for kind, example in sort_errors(rows, errors, scorer):
        found[kind].append(example)
    for kind, examples in sorted(found.items()):
        print(f"{len(examples):4}  {kind}")
        for example in examples[:_EXAMPLES]:
            print(f"        {example[:110]}")
    return 0


def sort_errors(rows: dict[str, Row], errors: list[str], scorer: ModuleType) -> Iterator[tuple[str, str]]:
    """(kind, example) of each line of the scorer's listing."""
    for line in errors:
        key, what, *rest = str(line).split("\t")
        if what == "missed":
            yield f"missed: {_why_missed(rows[key], rest[0], scorer)}", f"{key} {rest[0]}"
        elif what == "spurious":
            yield f"spurious: {_why_spurious(rows[key], rest[0], scorer)}", f"{key} {rest[0]}"
        elif len(rest) > 1:
            got, want = rest[0].removeprefix("got "), rest[1].removeprefix("want ")
            how = "left out" if got == "None" else "invented" if want == "None" else "another"
            yield f"field {what}: {how}", f"{key} {' '.join(rest)}"


def _why_missed(row: Row, pair: str, scorer: ModuleType) -> str:
    contract = next((c for c in row["contracts"] if f"{c['firm']} / {c['client']}" == pair), None)
    if contract is None:
        return "unclear"
    firms = [contract["firm"], *contract.get("firm_aliases", [])]
    clients = [contract["client"], *contract.get("client_aliases", []), contract.get("on_behalf_of")]
    published = PartialDate.from_iso(row["published"]) if row.get("published") else None
    reader = ArticleReader(read_document(row["text"], row.get("title") or "", published))
    for side, names in (("firm", firms), ("client", clients)):
        if not any(scorer.any_name(name, names) for party in reader.book.parties for name in party.names):
            return f"the {side} was not found as a party"
    cases = list_cases(reader.text, reader.document.title, reader.scenes, reader.book.parties)
    own = [case for case in cases if any(scorer.any_name(name, firms) for name in case.firm.names)]
    return min((_how_far(case, clients, scorer) for case in own), default="the firm was never looked at")


def _how_far(case: FirmCase, clients: list[str], scorer: ModuleType) -> str:
    scores = choice.scores_of(case)
    mine = [
        score
        for score, pair in zip(scores, case.pairs, strict=True)
        if any(scorer.any_name(name, clients) for name in pair.client.names)
    ]
    if not mine:
        return "the two were never compared"
    if max(mine) < max(scores):
        return "another client was preferred"
    return "the firm was not believed to have a contract"


def _why_spurious(row: Row, pair: str, scorer: ModuleType) -> str:
    firm, _, client = pair.partition(" / ")
    if not row["contracts"]:
        return "the article tells of no contract"
    firms = [c for c in row["contracts"] if scorer.any_name(firm, [c["firm"], *c.get("firm_aliases", [])])]
    names = [[c["client"], *c.get("client_aliases", []), c.get("on_behalf_of")] for c in row["contracts"]]
    right_client = any(scorer.any_name(client, one) for one in names)
    if firms and right_client:
        return "both have contracts, but this row is one too many"
    if firms:
        return "the firm has a contract, but not with this client"
    return "the client has a contract, but not with this firm" if right_client else "neither has a contract"


if __name__ == "__main__":
    sys.exit(main())
