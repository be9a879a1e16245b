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
from tracker.models import Document
from tracker.records import ArticleRecord, StatementRecord
from tracker.services.identity import hash_identity

_logger = logging.getLogger(__name__)
_MOST_BYTES = 2_000_000


_KEPT = "second_reader"
"""Where a document's metadata holds the answer, so that reading it again asks nobody."""


def ask_ahead(document: Document, article: ArticleRecord) -> None:
    """Ask about the article and keep the answer with its document; to be called outside of any transaction.

    The server may take its time, for which no writer should wait. It is asked once for a text. A failure is logged with
    its reason and costs nothing but the second reading.
    """
    if not settings.RETAINER_SECOND_READER_URL or not is_worth_asking(article.text):
        return
    asked = hash_identity("second reader", settings.RETAINER_SECOND_READER_MODEL, article.title, article.text)
    if document.meta.get(_KEPT, {}).get("asked") == asked:
        return
    try:
        answer = _ask(article).decode("utf-8", "replace")
    except (ParseError, OSError, TimeoutError) as error:
        _logger.warning("second reader gave nothing for %s: %s", article.url, error)
        return
    document.meta = {**document.meta, _KEPT: {"asked": asked, "answer": answer}}
    document.save(update_fields=["meta"])


def read_again(document: Document, article: ArticleRecord, known: Sequence[StatementRecord]) -> list[StatementRecord]:
    """Further statements by the answer that is kept, each to be reviewed; none while no endpoint is set."""
    kept = document.meta.get(_KEPT)
    if not settings.RETAINER_SECOND_READER_URL or not kept:
        return []
    try:
        return read_answer(kept["answer"].encode(), article, known)
    except ParseError as error:
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
