"""The second reader is asked at the address that the settings give, and at none when they give none."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from tests.extraction.test_second_reader import ARTICLE, TRUE, answer
from tracker.services.second_reader import read_again


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


def test_it_is_off_by_default(settings: Any) -> None:
    assert settings.RETAINER_SECOND_READER_URL == ""
    assert read_again(ARTICLE, []) == []


def test_it_is_asked_with_its_key_and_model(stub: type[_Stub]) -> None:
    (statement,) = read_again(ARTICLE, [])
    assert statement.firm.name == "Quist Hartwell"
    ((path, authorization, question),) = stub.asked
    assert (path, authorization, question["model"]) == ("/v1/chat/completions", "Bearer secret-key", "small")


@pytest.mark.parametrize(
    ("status", "body"), [(500, b"down"), (429, b""), (200, b"not json"), (200, answer({"client": 1}))]
)
def test_its_failures_cost_nothing_and_are_told(
    stub: type[_Stub], caplog: pytest.LogCaptureFixture, status: int, body: bytes
) -> None:
    stub.status, stub.body = status, body
    assert read_again(ARTICLE, []) == []
    assert "second reader gave nothing" in caplog.text
    assert "secret-key" not in caplog.text


def test_nobody_at_home_is_a_failure_like_any_other(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.RETAINER_SECOND_READER_URL = "http://127.0.0.1:9/v1"
    settings.RETAINER_SECOND_READER_SECONDS = 2
    assert read_again(ARTICLE, []) == []
    assert "ConnectError" in caplog.text
