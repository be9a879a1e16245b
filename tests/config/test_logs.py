"""Log lines: readable or JSON, and no password in either."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from config.logs import HideHealthChecks, JsonFormatter, TextFormatter, mask_passwords


def make_record(message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("tracker.x", logging.INFO, __file__, 1, message, args, None)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("connected to redis://:hunter2@host:1/0", "connected to redis://:***@host:1/0"),
        ("postgres://bob:p%40ss@db/x and https://a:b@c/", "postgres://bob:***@db/x and https://a:***@c/"),
        ("https://example.org/a:b@c", "https://example.org/a:b@c"),
        ("mail bob@example.org at 12:30", "mail bob@example.org at 12:30"),
    ],
)
def test_passwords_in_urls_are_masked(text: str, masked: str) -> None:
    assert mask_passwords(text) == masked


def test_text_lines() -> None:
    record = make_record("fetched %s", "redis://u:secret@h/")
    record.created = 1_700_000_000.0
    assert TextFormatter().format(record) == "22:13:20 INFO    tracker.x: fetched redis://u:***@h/"


def test_json_lines_carry_the_traceback() -> None:
    record = make_record("broken: %d", 5)
    try:
        raise ValueError("at https://u:secret@h/")
    except ValueError:
        record.exc_info = sys.exc_info()
    line = json.loads(JsonFormatter().format(record))
    assert (line["level"], line["logger"], line["message"]) == ("INFO", "tracker.x", "broken: 5")
    assert "ValueError: at https://u:***@h/" in line["traceback"]


def test_health_checks_stay_out_of_the_access_log() -> None:
    hide = HideHealthChecks()
    assert not hide.filter(make_record("GET /healthz 200 1 ms"))
    assert hide.filter(make_record("GET /contracts/ 200 1 ms"))
