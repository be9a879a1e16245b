"""One document: what it is, where it came from, and the statements that were read from it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tracker.filters.keyset import Cursor, CursorError, Sort, fetch_page
from tracker.models import Document, Statement
from tracker.services.evidence import Piece, mark_quotes, tell_statement
from tracker.services.voices import COUNTING_STATES

SHOWN = 50
MOST_MARKED = 200
"""Statements whose quotes are marked in a whole text."""

BY_ID = Sort("id", "id", "id", "number", has_gaps=False)


@require_safe
def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Metadata and statements. An article from which nothing was published is for staff only."""
    document = get_object_or_404(Document.objects.select_related("source"), pk=pk)
    statements = Statement.objects.filter(
        last_document=document, state__in=COUNTING_STATES, contract__isnull=False
    ).select_related("contract__client", "contract__firm", "source")
    try:
        after = Cursor.read(request.GET["after"], BY_ID) if "after" in request.GET else None
    except CursorError as error:
        raise Http404(str(error)) from error
    page = fetch_page(statements, BY_ID, size=SHOWN, after=after)
    if document.is_article and not page.rows and not getattr(request.user, "is_staff", False):
        raise Http404("nothing was published from this document")
    for statement in page.rows:
        statement.last_document = document
    context = {
        "document": document,
        "page": page,
        "told": [tell_statement(statement) for statement in page.rows],
        "whole_text": _mark_text(document) if request.user.has_perm("tracker.view_document") else (),
    }
    return render(request, "tracker/document_detail.html", context)


def _mark_text(document: Document) -> tuple[Piece, ...]:
    """An article's text with what was read from it, whether that is published or not."""
    if not document.text:
        return ()
    rows = Statement.objects.filter(last_document=document).values_list("evidence", flat=True)[:MOST_MARKED]
    found = (quotes for evidence in rows for quotes in evidence.values() if isinstance(quotes, list))
    return mark_quotes(document.text, [quote for quotes in found for quote in quotes])
