"""The second reader is asked at the address that the settings give, and at none when they give none."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest
from django.db import connection

from tests.extraction.test_second_reader import ARTICLE, TRUE, answer
from tests.factories import make_article, make_run
from tracker.models import Document, Statement
from tracker.records import ArticleRecord, StatementRecord, alter
from tracker.services import second_reader
from tracker.services.ingest import Ingest
from tracker.services.second_reader import ask_ahead, read_again


class _Stub(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str, dict[str, Any]]]] = []
    status: ClassVar[int] = 200
    body: ClassVar[bytes] = b""

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.path, self.headers.get("Authorization", ""), question))
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def stub(settings: Any) -> Iterator[type[_Stub]]:
    _Stub.asked.clear()
    _Stub.status, _Stub.body = 200, answer(TRUE)
    server = HTTPServer(("127.0.0.1", 0), _Stub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.RETAINER_SECOND_READER_URL = f"http://127.0.0.1:{server.server_port}/v1"
    settings.RETAINER_SECOND_READER_KEY = "secret-key"
    settings.RETAINER_SECOND_READER_MODEL = "small"
    settings.RETAINER_SECOND_READER_SECONDS = 5
    yield _Stub
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def document(db: None) -> Document:
    return make_article(ARTICLE.text)


def ask(document: Document) -> list[StatementRecord]:
    ask_ahead(document, ARTICLE)
    return read_again(Document.objects.get(pk=document.pk), ARTICLE, [])


def test_it_is_off_by_default(settings: Any, document: Document) -> None:
    assert settings.RETAINER_SECOND_READER_URL == ""
    assert ask(document) == []


def test_it_is_asked_with_its_key_and_model(stub: type[_Stub], document: Document) -> None:
    (statement,) = ask(document)
    assert statement.firm.name == "Quist Hartwell"
    ((path, authorization, question),) = stub.asked
    assert (path, authorization, question["model"]) == ("/v1/chat/completions", "Bearer secret-key", "small")


def test_it_is_asked_once_for_a_text(stub: type[_Stub], document: Document) -> None:
    assert ask(document) == ask(document)
    assert len(stub.asked) == 1
    ask_ahead(document, alter(ARTICLE, text=f"{ARTICLE.text} More."))
    assert len(stub.asked) == 2


def test_what_it_says_waits_for_review_and_nobody_waits_for_it(
    stub: type[_Stub], monkeypatch: pytest.MonkeyPatch, transactional_db: None
) -> None:
    """It is asked before the transaction in which the article is written begins."""
    within: list[bool] = []
    original = second_reader._ask

    def watch(article: ArticleRecord) -> bytes:
        within.append(connection.in_atomic_block)
        return original(article)

    monkeypatch.setattr(second_reader, "_ask", watch)
    monkeypatch.setattr("tracker.services.articles.read_article", lambda article, gazetteer: [])
    document = make_article("", url=ARTICLE.url)
    work = Ingest(document, make_run(document.source))
    work._take([alter(ARTICLE, title="News")])
    assert within == [False]
    found = Statement.objects.filter(firm_mention__name="Quist Hartwell")
    assert {row.state for row in found} == {"review"}


@pytest.mark.parametrize(
    ("status", "body"), [(500, b"down"), (429, b""), (200, b"not json"), (200, answer({"client": 1}))]
)
def test_its_failures_cost_nothing_and_are_told(
    stub: type[_Stub], caplog: pytest.LogCaptureFixture, document: Document, status: int, body: bytes
) -> None:
    stub.status, stub.body = status, body
    assert ask(document) == []
    assert "second reader gave nothing" in caplog.text
    assert "secret-key" not in caplog.text


def test_nobody_at_home_is_a_failure_like_any_other(
    settings: Any, caplog: pytest.LogCaptureFixture, document: Document
) -> None:
    settings.RETAINER_SECOND_READER_URL = "http://127.0.0.1:9/v1"
    settings.RETAINER_SECOND_READER_SECONDS = 2
    assert ask(document) == []
    assert "ConnectError" in caplog.text
