"""``manage.py extract``: articles in, contracts out as JSON lines, and one bad line stops nothing."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.factories import list_principal, make_file, tell
from tests.replay import ReplayServer
from tests.replay_answers import failing
from tests.services.sites import article_page
from tracker.extraction.gazetteer import Gazetteer
from tracker.management.commands import extract
from tracker.models import Document, Statement
from tracker.records import ArticleRecord, StatementRecord
from tracker.services import gazetteer

STORY = (
    "ANKARA, 18 February 2021. The Republic of Turkey has hired Example Public Affairs LLC, a Washington lobbying "
    "firm, to lobby Congress. The contract is worth $600,000 for one year, according to a filing seen on Thursday."
)
DULL = "The weather was fine in Ankara on Thursday, and nothing else happened there at all during that whole week."


@pytest.fixture
def site(settings: Settings) -> Iterator[ReplayServer]:
    settings.RETAINER_ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with ReplayServer() as server:
        yield server


def run(*arguments: Any, fails: str = "") -> tuple[list[dict[str, Any]], str]:
    """The lines printed, and what was said on standard error; ``fails`` is part of the last word."""
    out, err = io.StringIO(), io.StringIO()
    if fails:
        with pytest.raises(CommandError, match=fails):
            call_command("extract", *map(str, arguments), stdout=out, stderr=err)
    else:
        call_command("extract", *map(str, arguments), stdout=out, stderr=err)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def check_story(line: dict[str, Any]) -> None:
    (contract,) = line["contracts"]
    assert contract["client"].endswith("Turkey") and contract["firm"].startswith("Example Public Affairs")
    assert (contract["value"], contract["currency"], contract["term_months"]) == (600_000, "USD", 12)
    assert any("$600,000" in quote for quote in contract["evidence"]["value"])


def test_a_text_a_page_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "story.txt"
    text.write_text(STORY, "utf-8")
    page = tmp_path / "story.html"
    page.write_bytes(article_page("Ankara hires", "2021-02-18", STORY).body)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    for what in (text, page, "-"):
        lines, said = run(what, "--no-gazetteer")
        assert [line["id"] for line in lines] == [str(what)]
        check_story(lines[0])
        assert said == ""


def test_an_address(site: ReplayServer, monkeypatch: pytest.MonkeyPatch) -> None:
    url = site.script("/deal", article_page("Ankara hires", "2021-02-18", STORY))
    lines, _ = run(url, "--no-gazetteer")
    check_story(lines[0])
    run(site.script("/wall", failing(403)), "--no-gazetteer", fails="403")


def write_lines(path: Path, *lines: Any) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text + "\n", "utf-8")
    return path


def test_json_lines_with_texts_and_pages(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_bytes(article_page("Ankara hires", "2021-02-18", STORY).body)
    path = write_lines(
        tmp_path / "articles.jsonl",
        {"id": "a", "url": "https://press.example/a", "title": None, "published": None, "html_path": "pages/a.html"},
        {"id": 7, "url": "https://press.example/b", "title": "T", "published": "2021-02-18", "text": STORY},
        "",
        {"id": "c", "url": None, "title": None, "published": "2021-02", "text": DULL},
    )
    for arguments in (("--jsonl", path), (path,)):
        lines, said = run(*arguments, "--no-gazetteer")
        assert [line["id"] for line in lines] == ["a", "7", "c"]
        check_story(lines[0])
        check_story(lines[1])
        assert lines[2]["contracts"] == []
        assert "line" not in said


def test_the_day_of_publication_resolves_dates(tmp_path: Path) -> None:
    story = STORY.replace("ANKARA, 18 February 2021. ", "").replace("for one year", "for one year from next month")
    path = write_lines(tmp_path / "a.jsonl", {"id": "a", "url": "", "published": "2019-05-02T10:00:00Z", "text": story})
    lines, _ = run("--jsonl", path, "--no-gazetteer")
    assert lines[0]["contracts"][0]["start"] == "2019-06"


def test_bad_lines_are_told_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "wall.html").write_text(
        "<html><title>Just a moment...</title><body>Checking your browser</body></html>"
    )
    path = write_lines(
        tmp_path / "articles.jsonl",
        "{not json",
        "[1]",
        {"url": "https://press.example/x", "text": STORY},
        {"id": "d", "text": 7},
        {"id": "e", "title": "no text"},
        {"id": "f", "html_path": "gone.html"},
        {"id": "g", "html_path": "wall.html"},
        {"id": "h", "text": STORY, "published": "yesterday"},
        {"id": "ok", "text": STORY},
    )
    lines, said = run("--jsonl", path, "--no-gazetteer", fails="8 lines of articles.jsonl could not be read")
    assert [line["id"] for line in lines] == ["ok"]
    for number, reason in (
        (1, "no JSON"), (2, "no JSON object"), (3, "no id"), (4, "text must be text"),
        (5, "neither text nor html_path"), (6, "cannot be read"), (7, "bot wall"), (8, "no date"),
    ):  # fmt: skip
        assert f"articles.jsonl, line {number}: " in said and reason in said


def test_bytes_that_are_no_text_are_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'{"id": "a", "text": "\xff"}\n' + json.dumps({"id": "b", "text": STORY}).encode())
    lines, said = run("--jsonl", path, "--no-gazetteer", fails="1 line of")
    assert [line["id"] for line in lines] == ["b"]
    assert "line 1: this is no UTF-8" in said


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "Give one article"),
        (("a.txt", "--jsonl", "b.jsonl"), "Give one article"),
        (("nowhere.txt",), "No such file"),
        (("nowhere.pdf",), "No such file"),
        (("--jsonl", "nowhere.jsonl"), "No such file"),
    ],
)
def test_what_cannot_be_read_is_explained(arguments: tuple[str, ...], why: str) -> None:
    run(*arguments, "--no-gazetteer", fails=why)


def test_an_unknown_kind_of_file_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "story.docx"
    path.write_bytes(b"%PDF")
    run(path, "--no-gazetteer", fails="cannot tell what this is")


@pytest.mark.django_db
def test_known_names_are_used_and_nothing_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "_held", None)  # another test's names of the same number would be taken for these
    tell(make_file(), list_principal("Republic of Turkey", "Zorblatt"))
    seen: list[Any] = []

    def note(article: ArticleRecord, known: Gazetteer | None) -> list[StatementRecord]:
        seen.append(known)
        return []

    monkeypatch.setattr(extract, "read_article", note)
    text = tmp_path / "story.txt"
    text.write_text(STORY, "utf-8")
    counts = Document.objects.count(), Statement.objects.count()
    for flag in ((), ("--gazetteer",), ("--no-gazetteer",)):
        run(text, *flag)
    assert [known is not None for known in seen] == [True, True, False]
    assert seen[0].find("They hired Zorblatt.")
    assert (Document.objects.count(), Statement.objects.count()) == counts
