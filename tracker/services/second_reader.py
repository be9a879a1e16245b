"""Asks the optional second reader: any server that speaks the OpenAI form of chat completions."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence

import httpcore2
from django.conf import settings

from tracker.errors import ParseError
from tracker.extraction.second_reader import as_headers, is_worth_asking, read_answer, write_question
from tracker.records import ArticleRecord, StatementRecord

_logger = logging.getLogger(__name__)
_MOST_BYTES = 2_000_000


def read_again(article: ArticleRecord, known: Sequence[StatementRecord]) -> list[StatementRecord]:
    """Further statements, each to be reviewed; none while no endpoint is set, and none when it fails.

    A failure is logged with its reason and costs nothing but the second reading: ``known`` stands.
    """
    if not settings.RETAINER_SECOND_READER_URL or not is_worth_asking(article.text):
        return []
    try:
        return read_answer(_ask(article), article, known)
    except (ParseError, OSError, TimeoutError) as error:
        _logger.warning("second reader gave nothing for %s: %s", article.url, error)
        return []


def _ask(article: ArticleRecord) -> bytes:
    """The answer's body. Raises ParseError for a refusal or an endless answer, OSError when nobody answers."""
    question = json.dumps(write_question(article, settings.RETAINER_SECOND_READER_MODEL)).encode()
    seconds = float(settings.RETAINER_SECOND_READER_SECONDS)
    deadline = time.monotonic() + seconds
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
    url = f"{settings.RETAINER_SECOND_READER_URL.rstrip('/')}/chat/completions"
    try:
        with httpcore2.stream(
            "POST",
            url,
            headers=list(as_headers(settings.RETAINER_SECOND_READER_KEY).items()),
            content=question,
            extensions={"timeout": timeouts},
        ) as response:
            if response.status != 200:
                raise ParseError(f"it answered {response.status}")
            body = bytearray()
            for chunk in response.iter_stream():
                body += chunk
                if len(body) > _MOST_BYTES or time.monotonic() > deadline:
                    raise ParseError("its answer does not end")
            return bytes(body)
    except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise TimeoutError(f"{type(error).__name__} while asking") from error
