"""What an answer's head means: a body, not modified, moved, refused, later, or an error."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx2

from tracker.errors import BlockedError, FetchError
from tracker.fetching.bodies import read_start
from tracker.fetching.transport import Answer, RetryableError
from tracker.fetching.urls import host_of, mask_url, read_url

_MOVED = {301, 302, 303, 307, 308}
_REFUSED = {401, 403, 451}
_LATER = {408, 425, 429}
_ASKED_TO_WAIT = {429, 503}
_WAIT_IN_BODY = re.compile(r"(?:available|again|retry|wait)\D{0,40}?(\d{1,6})\s*(?:s|secs?|seconds?)\b", re.I)
_LINK = re.compile(r"""<([^<>]{1,2000})>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^",;<>\s]*))?)*)""")
_IS_SUCCESSOR = re.compile(r"""\brel\s*=\s*"?(?:[\w-]+\s+)*successor-version\b""", re.I)
_LONGEST_LINK = 8_192
_BODY_TO_READ = 4_096


def read_redirect(answer: Answer) -> httpx2.URL | None:
    """The URL that the answer sends us to, or None when it does not; raises FetchError when it is unusable."""
    if answer.status not in _MOVED:
        return None
    location = answer.headers.get("Location", "")
    if not location:
        raise FetchError(f"{mask_url(answer.url)} redirects to nowhere", status=answer.status)
    return read_url(location, answer.url)


def read_successor(answer: Answer) -> str:
    """The URL under which the host says that this is found from now on (``Link: <…>; rel="successor-version"``)."""
    for target, parameters in _LINK.findall(answer.headers.get("Link", "")[:_LONGEST_LINK]):
        if _IS_SUCCESSOR.search(parameters):
            with suppress(FetchError):
                return str(read_url(target.strip(), answer.url))
    return ""


def check_status(answer: Answer, *, conditional: bool, now: Callable[[], float]) -> bool:
    """True for a body to read, False for 304 to a ``conditional`` request; everything else raises.

    401, 403, 451 → BlockedError. 408, 425, 429, 5xx → RetryableError with what the host said about waiting. Any
    other status, 404 and 410 among them, → FetchError. ``now`` gives seconds since 1970, for dates in Retry-After.
    """
    status = answer.status
    if status in (200, 203):
        return True
    if status == 304 and conditional:
        return False
    said = f"{mask_url(answer.url)} answered {describe_status(status)}"
    if status in _REFUSED:
        raise BlockedError(said, status=status)
    if status in _LATER or status >= 500:
        raise RetryableError(
            said,
            host=host_of(answer.url),
            hold=status in _ASKED_TO_WAIT,
            status=status,
            retry_after=read_wait(answer, now()),
        )
    raise FetchError(said, status=status)


def describe_status(status: int) -> str:
    with suppress(ValueError):
        return f"{status} ({HTTPStatus(status).phrase})"
    return str(status)


def read_wait(answer: Answer, now: float) -> float | None:
    """How many seconds the host asks us to wait, or None when it does not say.

    Retry-After as seconds or as a date, the date measured by the host's own clock when it sent one. Interfaces
    built on Django REST framework also say it in the body of a 429 ("Expected available in 37 seconds"), where it
    is more exact than their header; the longer one counts.
    """
    waits = [_read_retry_after(answer.headers, now)]
    if answer.status == 429:
        with suppress(FetchError):
            text = read_start(answer, _BODY_TO_READ).decode("utf-8", "replace")
            found = _WAIT_IN_BODY.search(text)
            waits.append(float(found[1]) if found else None)
    said = [wait for wait in waits if wait is not None and math.isfinite(wait)]
    return max(said) if said else None


def _read_retry_after(headers: httpx2.Headers, now: float) -> float | None:
    text = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", text, re.ASCII):
        return float(text)
    until = _read_date(text)
    if until is None:
        return None
    clock = _read_date(headers.get("Date", ""))
    return max(0.0, until - (now if clock is None else clock))


def _read_date(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None


def moment_of(seconds: float) -> datetime:
    """Seconds since 1970 as an aware UTC datetime."""
    return datetime.fromtimestamp(seconds, UTC)
