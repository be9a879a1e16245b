"""Pages of the site beside Datasette's, of the same contracts; and beside the site's own with fewer contracts.

    python bench/web_pages.py datasette URL FILE.db [--datasette PROGRAM] [--rounds 5]
    python bench/web_pages.py growth SMALL_URL LARGE_URL [--rounds 5]
    python bench/web_pages.py weight URL

URL and FILE.db are what ``bench/web_tables.py`` made. Times are milliseconds over HTTP, p50 / p95, one client; every
request asks for something else. Datasette counts the four facets client, firm, country and year; the site all that its
page shows. Nothing else should run on the machine.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.web_servers import (  # noqa: E402
    Address,
    Cells,
    Client,
    datasette,
    interleave,
    p50,
    p95,
    retainer,
    shown,
)

FACETS = "&_facet=client&_facet=firm&_facet=country&_facet=year"
DEEP = 2_000
"""Pages of 50 rows."""


class Subjects:
    """What is asked for: values that occur, drawn as often as they occur, in an order that is always the same."""

    def __init__(self, file: Path, rows: int = 20_000) -> None:
        import sqlite3

        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            self.rows = int(database.execute("SELECT max(id) FROM contracts").fetchone()[0])
            found = database.execute("SELECT country, purpose FROM contracts WHERE id <= ?", [rows]).fetchall()
        chance = random.Random(5)
        self.countries = list(dict.fromkeys(country for country, _ in found))
        chance.shuffle(self.countries)
        often = Counter(word for _, purpose in found for word in set(purpose.split()))
        words = sorted(word for word in often if len(word) > 3 and word.isalpha())
        self.words: dict[str, list[str]] = {}
        for name, least, most in (("common", 0.05, 0.3), ("mid", 0.004, 0.02), ("rare", 0.0001, 0.0006)):
            fitting = [word for word in words if least <= often[word] / len(found) <= most]
            self.words[name] = chance.sample(fitting, min(40, len(fitting)))
        mid = self.words["mid"]
        self.words["two words"] = [f"{a} {b}" for a, b in zip(mid, mid[1:] + mid[:1], strict=True)]


def _cycle(template: str, values: Sequence[str]) -> Address:
    return lambda number: template.format(quote_plus(values[number % len(values)]))


def _deep_cursor(url: str, rows: int) -> str:
    """Where a page begins that many rows behind the first."""
    with _connect(url) as database:
        found = database.execute(
            "SELECT disclosed_on, id FROM tracker_contract WHERE merged_into_id IS NULL AND withdrawn_at IS NULL "
            "ORDER BY disclosed_on DESC, id DESC OFFSET %s LIMIT 1",
            [rows],
        ).fetchall()
    return "~".join(map(str, found[0]))


def _connect(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(url)


def compare_datasette(options: argparse.Namespace) -> None:
    subjects = Subjects(options.file)
    theirs = f"/{options.file.stem}/contracts?_size=50"
    is_sqlite = options.url.startswith("sqlite")
    with ExitStack() as stack:
        us = Client(stack.enter_context(retainer(options.url, options.code)))
        them = Client(stack.enter_context(datasette(options.datasette, options.file)))
        cells: Cells = {}

        def add(name: str, ours: Address, other: Address) -> None:
            cells[name, "ours"] = us, ours
            cells[name, "Datasette"] = them, other

        add("unfiltered, facets", lambda n: f"/contracts/?utm_source={n}", lambda n: theirs + FACETS)
        add(
            "country, facets", _cycle("/contracts/?country={}", subjects.countries),
            _cycle(theirs + "&country={}" + FACETS, subjects.countries),
        )  # fmt: skip
        for kind, words in subjects.words.items():
            add(
                f"search, {kind}", _cycle("/contracts/?q={}", words),
                _cycle(theirs + "&_search={}" + FACETS, words),
            )  # fmt: skip
        mixed = [word for four in zip(*subjects.words.values(), strict=False) for word in four]
        add(
            "search mixed, they without facets", _cycle("/contracts/?q={}", mixed),
            _cycle(theirs + "&_search={}", mixed),
        )  # fmt: skip
        if not is_sqlite:
            deep = min(DEEP, subjects.rows // 70)
            cursors = [_deep_cursor(options.url, 50 * (deep + n)) for n in range(0, 40, 2)]
            add(
                f"page {deep:,}", _cycle("/contracts/?after={}", cursors),
                lambda n: f"{theirs}{FACETS}&_next={50 * (deep + n)}",
            )  # fmt: skip
            add(
                f"page {deep:,}, they without facets", _cycle("/contracts/?after={}", cursors),
                lambda n: f"{theirs}&_next={50 * (deep + n)}",
            )  # fmt: skip
        times = interleave(cells, options.rounds, options.requests)
    print(f"{'':36} {'ours':>18}  {'Datasette':>18}   p50    p95   ours/theirs")
    searched: dict[str, list[float]] = {"ours": [], "Datasette": []}
    for name in dict.fromkeys(name for name, _ in cells):
        _print_pair(name, times[name, "ours"], times[name, "Datasette"])
        if name.startswith("search,"):
            for who in searched:
                searched[who] += times[name, who]
    _print_pair("search, all four", *searched.values())


def _print_pair(name: str, ours: list[float], theirs: list[float]) -> None:
    print(
        f"{name:36} {shown(ours)}  {shown(theirs)}  {p50(ours) / p50(theirs):5.3f}  {p95(ours) / p95(theirs):5.3f}",
        flush=True,
    )


# -- Growth ------------------------------------------------------------------------------------------------


def _profile_paths(url: str) -> dict[str, list[str]]:
    """Pages of every kind: parties and countries drawn from contracts, so that large ones come often."""
    with _connect(url) as database:
        rows = database.execute(
            "SELECT client_id, firm_id, country FROM tracker_contract WHERE id <= 2000 AND country <> '' ORDER BY id"
        ).fetchall()
        issues = [code for (code,) in database.execute(
            "SELECT DISTINCT value FROM tracker_contracttopic WHERE kind = 'issue' ORDER BY 1 LIMIT 40"
        )]  # fmt: skip
        people = [pk for (pk,) in database.execute("SELECT id FROM tracker_person ORDER BY id LIMIT 60")]
        names = [name for (name,) in database.execute("SELECT name FROM tracker_party ORDER BY id LIMIT 60")]
    random.Random(3).shuffle(rows)
    return {
        "contracts": ["/contracts/?utm_source={}"],
        "contracts, by value": ["/contracts/?sort=-value&utm_source={}"],
        "contracts of a country": [f"/contracts/?country={row[2]}&utm_source={{}}" for row in rows],
        "contracts of a firm": [f"/contracts/?firm={row[1]}&utm_source={{}}" for row in rows],
        "parties": ["/parties/?utm_source={}"],
        "people": ["/people/?utm_source={}"],
        "contract": [f"/contracts/{n}/" for n in range(1, 60)],
        "client": [f"/parties/{row[0]}/" for row in rows],
        "firm": [f"/parties/{row[1]}/" for row in rows],
        "person": [f"/people/{pk}/" for pk in people],
        "country": [f"/countries/{row[2]}/" for row in rows],
        "countries and map": ["/countries/?utm_source={}"],
        "issue": [f"/issues/{code}/" for code in issues],
        "issues": ["/issues/?utm_source={}"],
        "dashboard": ["/?utm_source={}"],
        "compare": [f"/compare/?country={a[2]}&country={b[2]}" for a, b in pairwise(rows)],
        "search": [f"/search/?q={quote_plus(name)}" for name in names],
    }  # fmt: skip


def _cycle_paths(held: Sequence[str]) -> Address:
    return lambda number: held[number % len(held)].format(number)


def compare_growth(options: argparse.Namespace) -> None:
    paths = _profile_paths(options.url)
    with ExitStack() as stack:
        clients = {
            who: Client(stack.enter_context(retainer(url, options.code)))
            for who, url in (("small", options.url), ("large", options.large))
        }
        cells: Cells = {
            (name, who): (client, _cycle_paths(held))
            for name, held in paths.items()
            if not options.only or name in options.only
            for who, client in clients.items()
        }
        times = interleave(cells, options.rounds, options.requests)
    print(f"{'':24} {'small':>18}  {'large':>18}   p50    p95   large/small")
    for name in dict.fromkeys(name for name, _ in cells):
        small, large = times[name, "small"], times[name, "large"]
        print(
            f"{name:24} {shown(small)}  {shown(large)}  {p50(large) / p50(small):5.2f}  {p95(large) / p95(small):5.2f}"
        )


# -- Weight --------------------------------------------------------------------------------------------------


def weigh(options: argparse.Namespace) -> None:
    """What a first view of the list carries, compressed as a proxy in front would."""
    with retainer(options.url, options.code) as port:
        client = Client(port)
        _, page, _ = client.get("/contracts/")
        parts = {"page": page}
        for path in re.findall(rb'(?:href|src)="(/static/[^"]+\.(?:css|js|svg|woff2))"', page):
            parts[path.decode()] = client.get(path.decode())[1]
    for name, body in parts.items():
        print(f"{len(gzip.compress(body)) / 1000:7.1f} kB  {name}")
    print(f"{sum(len(gzip.compress(body)) for body in parts.values()) / 1000:7.1f} kB  in all")
    print(
        f"addresses of other hosts that a browser would load: {len(re.findall(rb'(?:src|stylesheet)=.?https?:', page))}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=4, help="of each kind in a round")
    parser.add_argument("--datasette", default="datasette", help="the program")
    parser.add_argument("--code", type=Path, default=ROOT, help="another checkout to be measured")
    ways = parser.add_subparsers(required=True)
    sub = ways.add_parser("datasette")
    sub.add_argument("url")
    sub.add_argument("file", type=Path)
    sub.set_defaults(way=compare_datasette)
    sub = ways.add_parser("growth")
    sub.add_argument("url")
    sub.add_argument("large")
    sub.add_argument("--only", action="append")
    sub.set_defaults(way=compare_growth)
    sub = ways.add_parser("weight")
    sub.add_argument("url")
    sub.set_defaults(way=weigh)
    options = parser.parse_args()
    options.way(options)


if __name__ == "__main__":
    main()
