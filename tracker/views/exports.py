"""Exports of the lists: the same filter in another format, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.filters import StrictFilterSet
from tracker.filters.counting import count_rows
from tracker.services.dictionary import KINDS as COLUMN_KINDS
from tracker.services.dictionary import TABLES
from tracker.services.heading import Heading, load_notices
from tracker.services.tables import BY_ID, write_export
from tracker.services.workbook import MOST_ROWS
from tracker.views.kinds import KINDS, MEDIA_TYPES, ListKind

HEADED = ("csv", "json", "xlsx")
"""Formats that say what they are unless ``header=no``; JSON lines only with ``header=yes``: each line is a record."""

_ANSWERS = {"yes": True, "no": False}


def refuse_filter(filtered: StrictFilterSet, *further: str) -> HttpResponse:
    """400 in plain text: what is wrong, and which parameters there are."""
    names = sorted([*filtered.valid_names, *further])
    return _refuse("\n".join([*filtered.problems, "", f"Filters: {', '.join(names)}", ""]), 400)


@require_safe
def list_export(request: HttpRequest, kind: str, form: str) -> HttpResponseBase:
    """The rows of a filter as a file. 400 in plain text for a filter that cannot be read, 413 for too many rows."""
    listed = KINDS[kind]
    query = request.GET.copy()
    wish = query.pop("header", [""])[-1]
    filtered = listed.filter(query, listed.rows(), has_pages=False)
    if wish and wish not in _ANSWERS:
        filtered.problems.append(f"header: “{wish}” is no answer; there is: yes, no.")
    if filtered.problems:
        return refuse_filter(filtered, "header")
    rows = filtered.qs
    if form == "xlsx" and count_rows(rows, MOST_ROWS - 1).is_more:
        return _refuse(_advise(request, listed), 413)
    heading = None
    if _ANSWERS.get(wish, form in HEADED):
        heading = _build_heading(request, listed, filtered, rows)
    sort = filtered.sort if filtered.data.get("sort") else BY_ID
    pieces: Iterator[bytes] = iter(())
    if request.method != "HEAD":
        pieces = write_export(listed.export, rows, form, sort=sort, heading=heading)
    response = StreamingHttpResponse(pieces, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{kind}-{timezone.now():%Y-%m-%d}.{form}"'
    response["Link"] = f'<{request.build_absolute_uri(reverse("tracker:dictionary"))}>; rel="describedby"'
    return response


def _build_heading(request: HttpRequest, listed: ListKind, filtered: Any, rows: QuerySet[Any]) -> Heading:
    query = filtered.query()
    return Heading(
        title=listed.export.table.title,
        filter="; ".join(f"{chip.label}: {chip.text}" for chip in filtered.chips()),
        address=request.build_absolute_uri(listed.path + (f"?{query}" if query else "")),
        made_at=timezone.now(),
        dictionary=request.build_absolute_uri(reverse("tracker:dictionary")),
        count=rows.order_by().count,
        notices=load_notices(),
    )


def _advise(request: HttpRequest, listed: ListKind) -> str:
    path = reverse("tracker:list_export", args=[listed.name, "csv"])
    address = request.build_absolute_uri(path) + (f"?{request.GET.urlencode()}" if request.GET else "")
    return (
        f"A spreadsheet holds {MOST_ROWS:,} rows, and this list is longer. Take it as CSV, which has no limit, "
        f"or narrow the filter.\n\n{address}\n"
    )


def _refuse(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    """What every column and key means: made from the definitions that the writers use."""
    return render(request, "tracker/dictionary.html", {"tables": list(TABLES.values()), "kinds": COLUMN_KINDS})
