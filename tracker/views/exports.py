"""Exports of the contract list: the same filter, streamed."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.filters import ContractFilter, StrictFilterSet
from tracker.models import Contract
from tracker.services.export import BY_ID, write_lines

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8; header=present", "jsonl": "application/x-ndjson; charset=utf-8"}


def refuse_filter(filtered: StrictFilterSet) -> HttpResponse:
    """400 in plain text: what is wrong, and which filters there are."""
    text = "\n".join([*filtered.problems, "", f"Filters: {', '.join(filtered.valid_names)}", ""])
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


@require_safe
def contract_export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The contracts of a filter as CSV or JSON lines. A filter that cannot be read answers 400 in plain text."""
    filtered = ContractFilter(request.GET, Contract.objects.published(), has_pages=False)
    if filtered.problems:
        return refuse_filter(filtered)
    sort = filtered.sort if filtered.data.get("sort") else BY_ID
    pieces: Iterator[str] = iter(()) if request.method == "HEAD" else write_lines(filtered.qs, form, sort=sort)
    response = StreamingHttpResponse((piece.encode() for piece in pieces), content_type=MEDIA_TYPES[form])
    name = f"contracts-{timezone.now():%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
