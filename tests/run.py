"""``make test``: every leg of the suite, and a plain word at the end on which ran.

Words after ``--`` go to pytest; words before it choose legs: ``python tests/run.py sqlite postgres -- -k money``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import find_chromium  # noqa: E402
from tests.private_postgres import NoPostgresError, running_postgres  # noqa: E402

IS_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
_POSTGRES_SCHEMES = ("postgres://", "postgresql://", "pgsql://")
_PYTEST_FOUND_NOTHING = 5
_PARALLEL = ["-n", "2", "--dist", "worksteal"]


class LegUnavailable(Exception):
    """What a leg needs is not on this machine; the text says what."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one leg ended; ``about`` is its counts or the reason why it did not run."""

    leg: str
    state: Literal["passed", "FAILED", "skipped"]
    about: str


def run_sqlite(arguments: list[str]) -> Outcome:
    """Everything but the browser and the real stack, on SQLite."""
    return _pytest("SQLite", ["-m", "not browser and not e2e", *_PARALLEL, *arguments], database_url="")


def run_postgres(arguments: list[str]) -> Outcome:
    """Every test that touches the database, on PostgreSQL: the others would only run twice."""
    with _postgres_url() as url:
        selection = ["-m", "not browser and not e2e", "--only-database"]
        return _pytest("PostgreSQL", [*selection, *_PARALLEL, *arguments], database_url=url)


def run_stack(arguments: list[str]) -> Outcome:
    """The real stack: supervisor, broker, worker, beat."""
    return _pytest("real stack", ["-m", "e2e", *arguments], database_url="", is_beside=True)


def run_browser(arguments: list[str]) -> Outcome:
    """The pages in a real browser."""
    if not find_chromium():
        raise LegUnavailable("no Chromium found (apt-get install chromium, or RETAINER_CHROMIUM=/path/to/it)")
    return _pytest("browser", ["-m", "browser", *_PARALLEL, *arguments], database_url="")


LEGS: dict[str, Callable[[list[str]], Outcome]] = {
    "sqlite": run_sqlite,
    "postgres": run_postgres,
    "stack": run_stack,
    "browser": run_browser,
}
BESIDE = ("stack",)
"""Legs that mostly wait – for a schedule, a lease to expire – and therefore run beside the others."""


@contextmanager
def _postgres_url() -> Iterator[str]:
    configured = os.environ.get("DATABASE_URL", "")
    if configured.startswith(_POSTGRES_SCHEMES):
        yield configured
        return
    try:
        with running_postgres() as url:
            yield url
    except NoPostgresError as error:
        raise LegUnavailable(str(error)) from error


def _pytest(leg: str, arguments: list[str], *, database_url: str, is_beside: bool = False) -> Outcome:
    """Run a leg. What one beside the others prints is held back until its end."""
    began = time.monotonic()
    with tempfile.NamedTemporaryFile(suffix=".xml") as report, tempfile.TemporaryFile("w+") as held:
        command = [sys.executable, "-m", "pytest", "-q", f"--junit-xml={report.name}", *arguments]
        environment = {**os.environ, "DATABASE_URL": database_url}
        if not is_beside:
            print(f"\n== {leg} ==", flush=True)
        output = {"stdout": held, "stderr": subprocess.STDOUT} if is_beside else {}
        status = subprocess.run(command, cwd=ROOT, env=environment, check=False, **output).returncode  # type: ignore[call-overload]
        if is_beside:
            held.seek(0)
            print(f"\n== {leg} ==\n{held.read()}", flush=True)
        about = f"{_count(Path(report.name))}, {time.monotonic() - began:.0f} s"
    if status == _PYTEST_FOUND_NOTHING:
        return Outcome(leg, "FAILED", "found no test to run")
    return Outcome(leg, "FAILED" if status else "passed", about)


def _count(report: Path) -> str:
    try:
        suite = ElementTree.parse(report).getroot().find("testsuite")
    except ElementTree.ParseError:
        return "ended early"
    if suite is None:
        return "no report"
    counts = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
    failed = counts["failures"] + counts["errors"]
    passed = counts["tests"] - failed - counts["skipped"]
    parts = [
        f"{passed} passed",
        f"{failed} failed" * bool(failed),
        f"{counts['skipped']} skipped" * bool(counts["skipped"]),
    ]
    return ", ".join(part for part in parts if part)


def _run_leg(name: str, arguments: list[str]) -> Outcome:
    try:
        return LEGS[name](arguments)
    except LegUnavailable as error:
        return Outcome(name, "FAILED" if IS_CI else "skipped", f"{error}{'; CI=true requires it' if IS_CI else ''}")


def _report(outcomes: list[Outcome]) -> None:
    print("\nWhat ran:")
    for outcome in outcomes:
        print(f"  {outcome.leg:<11} {outcome.state:<8} {outcome.about}")
    sys.stdout.flush()


def _run_legs(names: list[str], arguments: list[str], outcomes: dict[str, Outcome]) -> None:
    """Run the legs, adding their outcomes as they end: one after the other, but those beside from the beginning."""
    beside = [name for name in names if name in BESIDE and len(names) > 1]
    with ThreadPoolExecutor() as pool:
        waiting = {name: pool.submit(_run_leg, name, arguments) for name in beside}
        for name in names:
            if name not in beside:
                outcomes[name] = _run_leg(name, arguments)
        outcomes |= {name: leg.result() for name, leg in waiting.items()}


def main(words: list[str]) -> int:
    """Run the legs; 1 when one of them failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    split = words.index("--") if "--" in words else len(words)
    names = words[:split] or list(LEGS)
    if unknown := [name for name in names if name not in LEGS]:
        print(f"There is no leg {unknown[0]!r}; there are: {', '.join(LEGS)}", file=sys.stderr)
        return 2
    outcomes: dict[str, Outcome] = {}
    try:
        _run_legs(names, words[split + 1 :], outcomes)
    except KeyboardInterrupt:
        return 130
    finally:
        _report([outcomes.get(name, Outcome(name, "skipped", "interrupted")) for name in names])
    return int(any(outcome.state == "FAILED" for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
