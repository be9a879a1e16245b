#!/usr/bin/env python
"""Fit the weights of the extraction's two models and write them to tracker/extraction/model_weights.py.

The first model says whether a firm has a contract in a text, the second which of the possible clients is its party
(see ``tracker/extraction/choice.py``). Both are linear. The weights are those that explain the labelled articles
best while staying near the priors below, which say what each feature should mean; with a few hundred labelled
contracts the priors carry most of the weight.

    bench/fit_extraction.py GOLD.jsonl [MORE.jsonl …]           # write the weights
    bench/fit_extraction.py GOLD.jsonl [MORE.jsonl …] --cross 5  # only print scores on outlets that were left out

A ``score.py`` must lie beside the first file; its rules decide whether two names mean the same party.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.score_extraction import load_scorer, predict, print_table  # noqa: E402
from tracker.extraction import choice  # noqa: E402
from tracker.extraction.articles import ArticleReader  # noqa: E402
from tracker.extraction.candidates import FirmCase, list_cases  # noqa: E402
from tracker.extraction.document import read_document  # noqa: E402
from tracker.records import PartialDate  # noqa: E402

FIRM_PRIORS = {
    "act ends": 0.3,
    "announced": 0.7,
    "any act": 0.2,
    "any act slot": 1.0,
    "any deal": 0.2,
    "any deal slot": 0.7,
    "any length": 0.3,
    "any money": 0.3,
    "any pay": 0.1,
    "any pay slot": 0.6,
    "any since": 0.6,
    "bias": -2.4,
    "called the firm": 0.3,
    "client fit": 0.7,
    "client in slot": 0.4,
    "client not here": -0.2,
    "client side": 0.2,
    "crime story": -0.7,
    "doubtful": -1.2,
    "firm beside money": 1.0,
    "firm clientness": -1.0,
    "firm given job": -3.5,
    "firm in other clause": -0.8,
    "firm in slot": 0.3,
    "firm in title": 0.3,
    "firm is body": -0.8,
    "firm is likely": 0.6,
    "firm is person": -0.4,
    "firm obstacles": -0.6,
    "firm only meant": -0.5,
    "firm side": 0.3,
    "firmness": 1.6,
    "grade act": 0.4,
    "grade relation": -0.6,
    "grade service": -0.6,
    "heading only": -0.4,
    "hires itself": -1.0,
    "in another matter": -1.0,
    "known with act": 0.3,
    "litigation": -1.2,
    "money with relation": 0.3,
    "no calling near": -0.5,
    "no event": -1.0,
    "no word of the trade": -0.6,
    "only proposed": -4.0,
    "only relation": -1.2,
    "only money": -0.2,
    "other trade": -0.8,
    "other trade here": -2.5,
    "person, other firms": -1.0,
    "price": 0.5,
    "proposal": -0.7,
    "ranking": -0.8,
    "role act": 0.7,
    "role act, client too": 0.7,
    "role deal": 0.3,
    "role deal, client too": 0.4,
    "role deal, terms too": 0.8,
    "role in court": -0.8,
    "role in other trade": -1.0,
    "role left open": 0.1,
    "role meant": 0.5,
    "role of client": -1.2,
    "role pay": 0.4,
    "role pay, client too": 0.6,
    "since": 0.3,
    "speaks of deal": 0.3,
    "trade near": 0.4,
    "unknown in act slot": 1.2,
    "unknown in deal slot": 0.9,
    "unknown in pay slot": 0.9,
    "unknown, beside known": 1.0,
    "unknown, no trade near": -0.5,
    "unknown, only meant": -1.0,
    "unknown, called the firm": 1.0,
    "unnamed firms": -1.0,
}
CLIENT_PRIORS = {
    "apart from firm": -1.2,
    "behalf": 0.8,
    "bystander": -0.8,
    "both in role act": 2.3,
    "both in role deal": 0.8,
    "both in role pay": 1.8,
    "client after": -0.3,
    "client comes first": 0.6,
    "client firmness": -1.5,
    "client in other clause": -1.2,
    "client in paragraph": 0.8,
    "client in slot": 0.8,
    "client in title": 0.3,
    "client in role act": 0.4,
    "client in role deal": 0.1,
    "client in role pay": 0.4,
    "client in role, firm meant": 1.5,
    "client in role, other firm": -0.5,
    "client is anaphor": -0.1,
    "client is body": 0.1,
    "client is firm": -0.8,
    "client is government": 0.1,
    "client is label": 1.0,
    "client is lobbied": -0.8,
    "client is local": 0.2,
    "client is main": 0.7,
    "client is office": 0.1,
    "client is served": 0.6,
    "client is person": -0.2,
    "client is topic": 0.4,
    "client last named": 0.3,
    "client mention": 0.5,
    "client not here": -0.5,
    "client obstacles": -1.0,
    "client only placed": -0.7,
    "client placed here": -0.8,
    "client owns firm": -2.0,
    "client possessive": -0.1,
    "client salience": 1.2,
    "client side": 0.7,
    "clientness": 1.2,
    "firm beside money": 0.4,
    "firm in other clause": -0.8,
    "firm in slot": 0.3,
    "firm obstacles": -0.5,
    "firm only meant": -1.0,
    "firm side": 0.2,
    "first in round-up": -0.3,
    "main of round-up": -0.3,
    "main, rival here": -0.4,
    "money from client": 1.0,
    "nearest to firm": 0.5,
    "other client in role act": -1.8,
    "other client in role deal": -0.4,
    "other client in role pay": -0.8,
    "other label": -0.8,
    "paragraphs between": -0.8,
    "rival clients here": -1.2,
    "salience in round-up": -0.3,
    "same sentence": 0.5,
    "sentences between": -1.2,
    "topic in open role": 0.8,
}
_FIRM_PLACES = frozenset(
    {"firm only meant", "firm in slot", "firm side", "firm obstacles", "firm in other clause", "firm beside money"}
)
PULL = 24.0
"""How strongly a weight is drawn to its prior, in labelled examples."""

Row = dict[str, Any]
Example = tuple[FirmCase, bool, list[bool]]
"""A possible firm, whether it has a contract, and for each of its pairs whether the client is right."""
Weights = dict[str, float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument(
        "--cross", type=int, metavar="N", help="cross-validate over N parts of the outlets; write nothing"
    )
    options = parser.parse_args()
    scorer = load_scorer(options.gold[0].parent / "score.py")
    if scorer is None:
        parser.error(f"no score.py beside {options.gold[0]}")
    files = [
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line] for path in options.gold
    ]
    rows = [row for file in files for row in file]
    examples = {row["id"]: read_examples(row, scorer) for row in rows}
    if options.cross:
        predictions = cross_validate(rows, examples, options.cross)
        for path, file in zip(options.gold, files, strict=True):
            print(f"{path.name}:")
            print_table(scorer.score({row["id"]: row for row in file}, predictions)[0], scorer.FIELDS)
        return 0
    firm, client = fit(list(examples.values()))
    path = ROOT / "tracker" / "extraction" / "model_weights.py"
    path.write_text(render(firm, client), encoding="utf-8")
    print(f"{len(firm)} and {len(client)} weights from {len(rows)} articles written to {path.relative_to(ROOT)}")
    return 0


def cross_validate(rows: list[Row], examples: dict[str, list[Example]], parts: int) -> dict[str, Row]:
    """The predictions for articles by weights that were fitted without their outlets."""
    predictions: dict[str, Row] = {}
    for part in range(parts):
        inside = [row for row in rows if part_of(row, parts) != part]
        firm, client = fit([examples[row["id"]] for row in inside])
        use(firm, client)
        predictions.update({row["id"]: predict(row, None) for row in rows if part_of(row, parts) == part})
    return predictions


def part_of(row: Row, parts: int) -> int:
    """Articles of one outlet fall into one part."""
    return int(hashlib.sha256(str(row.get("outlet") or row["id"]).encode()).hexdigest(), 16) % parts


def use(firm: Weights, client: Weights) -> None:
    """Let the engine in this process work with these weights."""
    for table, weights in ((choice.FIRM_WEIGHTS, firm), (choice.CLIENT_WEIGHTS, client)):
        table.clear()
        table.update(weights)


def read_examples(row: Row, scorer: ModuleType) -> list[Example]:
    """The possible firms of an article with the truth about each."""
    published = PartialDate.from_iso(row["published"]) if row.get("published") else None
    reader = ArticleReader(read_document(row["text"], row.get("title") or "", published))
    cases = list_cases(reader.text, reader.document.title, reader.scenes, reader.book.parties)
    return [label_case(case, row["contracts"], scorer.any_name) for case in cases]


def label_case(case: FirmCase, contracts: Iterable[Row], any_name: Callable[[str, list[str]], bool]) -> Example:
    pairs = [False] * len(case.pairs)
    found = False
    for contract in contracts:
        firms = [contract["firm"], *contract.get("firm_aliases", [])]
        clients = [contract["client"], *contract.get("client_aliases", []), contract.get("on_behalf_of")]
        if not any(any_name(name, firms) for name in case.firm.names):
            continue
        found = True
        for position, pair in enumerate(case.pairs):
            pairs[position] = pairs[position] or any(any_name(name, clients) for name in pair.client.names)
    return case, found, pairs


def fit(articles: Sequence[Sequence[Example]]) -> tuple[Weights, Weights]:
    """The weights of both models."""
    examples = [example for article in articles for example in article]
    choices = [
        [(pair.features, right) for pair, right in zip(case.pairs, pairs, strict=True)]
        for case, _found, pairs in examples
        if any(pairs) and not all(pairs)
    ]
    client = fit_clients(choices)
    use(choice.FIRM_WEIGHTS.copy(), client)
    firms = [
        ({**case.features, choice.CLIENT_FIT: choice.client_fit(choice.scores_of(case))}, float(any(pairs)))
        for case, _found, pairs in examples
    ]
    return fit_firms(firms), client


def fit_firms(data: Sequence[tuple[Weights, float]]) -> Weights:
    """Logistic regression, drawn to the priors."""
    names = sorted({name for features, _truth in data for name in features})
    start = [FIRM_PRIORS.get(name, 0.0) for name in names]
    index = {name: position for position, name in enumerate(names)}
    rows = [([(index[n], v) for n, v in features.items() if v], truth) for features, truth in data]

    def gradient(weights: list[float]) -> list[float]:
        found = [PULL * (weight - prior) for weight, prior in zip(weights, start, strict=True)]
        for features, truth in rows:
            score = sum(weights[position] * value for position, value in features)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - truth
            for position, value in features:
                found[position] += error * value
        return found

    return dict(zip(names, descend(start, gradient, 400, 0.03), strict=True))


def fit_clients(data: Sequence[Sequence[tuple[Weights, bool]]]) -> Weights:
    """Softmax over the possible clients of each firm, drawn to the priors."""
    names = sorted({name for choices in data for features, _right in choices for name in features if is_clients(name)})
    start = [CLIENT_PRIORS.get(name, 0.0) for name in names]
    index = {name: position for position, name in enumerate(names)}
    rows = [
        [([(index[n], v) for n, v in features.items() if n in index and v], right) for features, right in choices]
        for choices in data
    ]

    def gradient(weights: list[float]) -> list[float]:
        found = [PULL * (weight - prior) for weight, prior in zip(weights, start, strict=True)]
        for choices in rows:
            scores = [sum(weights[position] * value for position, value in features) for features, _right in choices]
            top = max(scores)
            parts = [math.exp(score - top) for score in scores]
            total = sum(parts)
            rights = sum(part for part, (_features, right) in zip(parts, choices, strict=True) if right)
            for part, (features, right) in zip(parts, choices, strict=True):
                error = part / total - (part / rights if right else 0.0)
                for position, value in features:
                    found[position] += error * value
        return found

    return dict(zip(names, descend(start, gradient, 300, 0.05), strict=True))


def is_clients(name: str) -> bool:
    """Features of the firm are the same for all of its clients and cannot tell them apart; its place in the sentence
    that tells of the pair can."""
    return name in _FIRM_PLACES or (not name.startswith("firm") and name != "bias")


def descend(start: list[float], gradient: Callable[[list[float]], list[float]], steps: int, rate: float) -> list[float]:
    """Adam from ``start``; deterministic."""
    weights, mean, square = list(start), [0.0] * len(start), [0.0] * len(start)
    for step in range(1, steps + 1):
        for position, slope in enumerate(gradient(weights)):
            mean[position] = 0.9 * mean[position] + 0.1 * slope
            square[position] = 0.999 * square[position] + 0.001 * slope * slope
            size = mean[position] / (1 - 0.9**step) / (math.sqrt(square[position] / (1 - 0.999**step)) + 1e-8)
            weights[position] -= rate * size
    return weights


def render(firm: Weights, client: Weights) -> str:
    """The module's text."""
    parts = ['"""Weights of the two models of ``choice``; written by ``bench/fit_extraction.py``, not by hand."""']
    parts.append("from __future__ import annotations")
    for name, weights in (("FIRM_WEIGHTS", firm), ("CLIENT_WEIGHTS", client)):
        lines = [f'    "{key}": {weight:.2f},' for key, weight in sorted(weights.items()) if abs(weight) >= 0.005]
        parts.append("\n".join([f"{name}: dict[str, float] = {{", *lines, "}"]))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
