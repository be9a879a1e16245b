"""How log lines look: readable text or one JSON object a line, never with a password in them."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

_PASSWORD_IN_URL = re.compile(r"(?<=://)([^\s/:@]*):[^\s/@]+@")

_HEALTH_CHECK = re.compile(r" /(healthz|readyz) ")


class TextFormatter(logging.Formatter):
    """``12:31:02 INFO    tracker.services.ingest: message``; times are UTC."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return _moment(record).strftime("%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return mask_passwords(super().format(record))


class JsonFormatter(logging.Formatter):
    """One object a line: time, level, logger, message and, where there is one, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": _moment(record).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": mask_passwords(record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = mask_passwords(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class HideHealthChecks(logging.Filter):
    """Leaves out of the access log the requests that machines make every few seconds."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not _HEALTH_CHECK.search(record.getMessage())


def mask_passwords(text: str) -> str:
    """The text with the password of every URL in it replaced by stars."""
    return _PASSWORD_IN_URL.sub(r"\1:***@", text)


def build_logging(level: str, style: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error at ``level``, chatty libraries from WARNING on."""
    formatter = {"text": "config.logs.TextFormatter", "json": "config.logs.JsonFormatter"}[style]
    quiet = (
        "amqp",
        "axes",
        "kombu",
        "celery.worker.strategy",
        "httpx2",
        "httpcore2",
        "trafilatura",
        "htmldate",
        "charset_normalizer",
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"no_health_checks": {"()": "config.logs.HideHealthChecks"}},
        "formatters": {"line": {"()": formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True, "level": level},
            "django.server": {"handlers": [], "propagate": True, "level": level},
            "gunicorn.error": {"handlers": [], "propagate": True, "level": level},
            "gunicorn.access": {"handlers": [], "propagate": True, "level": level, "filters": ["no_health_checks"]},
            **{name: {"level": "WARNING"} for name in quiet},
        },
    }


def _moment(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)
