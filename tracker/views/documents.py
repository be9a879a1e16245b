"""One document: what it is, where it came from, and the statements that were read from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tracker.filters.keyset import Cursor, CursorError, Sort, fetch_page
from tracker.models import Document, DocumentPage, Statement
from tracker.services.evidence import Piece, mark_quotes, tell_statement
from tracker.services.page_images import NoPicture, Strip, draw_page, draw_strip, find_strips, load_pages
from tracker.services.voices import COUNTING_STATES

SHOWN = 50
SHOWN_FROM_PAPER = 10
"""Statements of a PDF on one page: each brings pictures."""

PICTURE_SECONDS = 86_400
MOST_MARKED = 200
"""Statements whose quotes are marked in a whole text."""

BY_ID = Sort("id", "id", "id", "number", has_gaps=False)


@require_safe
def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Metadata and statements. An article from which nothing was published is for staff only."""
    document = get_object_or_404(Document.objects.select_related("source"), pk=pk)
    statements = _published(document).select_related("contract__client", "contract__firm", "source")
    paper = load_pages(document)
    try:
        after = Cursor.read(request.GET["after"], BY_ID) if "after" in request.GET else None
    except CursorError as error:
        raise Http404(str(error)) from error
    page = fetch_page(statements, BY_ID, size=SHOWN_FROM_PAPER if paper else SHOWN, after=after)
    if document.is_article and not page.rows and not getattr(request.user, "is_staff", False):
        raise Http404("nothing was published from this document")
    for statement in page.rows:
        statement.last_document = document
    context = {
        "document": document,
        "page": page,
        "told": [_tell(statement, paper) for statement in page.rows],
        "paper": paper,
        "whole_text": _mark_text(document) if request.user.has_perm("tracker.view_document") else (),
    }
    return render(request, "tracker/document_detail.html", context)


def _published(document: Document) -> QuerySet[Statement]:
    return Statement.objects.filter(last_document=document, state__in=COUNTING_STATES, contract__isnull=False)


def _tell(statement: Statement, paper: Sequence[DocumentPage]) -> dict[str, Any]:
    """The statement with its passages and, of a PDF, the strips of the pages on which they stand."""
    spoken = tell_statement(statement)
    strips = find_strips(statement, paper) if paper else []
    return {"statement": statement, "passages": spoken.passages, "strips": strips}


@require_safe
def page_strip(request: HttpRequest, pk: int, statement: int, number: int) -> HttpResponse:
    """The part of a PDF's page on which the quotes of a statement stand; of unpublished ones for staff alone."""
    document = get_object_or_404(Document.objects.select_related("source"), pk=pk)
    may_see_all = request.user.has_perm("tracker.view_document")
    rows = Statement.objects.filter(last_document=document) if may_see_all else _published(document)
    shown = get_object_or_404(rows, pk=statement)
    for strip in find_strips(shown, load_pages(document)):
        if strip.page == number:
            return _picture(document, strip)
    raise Http404("no quote of this statement stands on that page")


@require_safe
def page_picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A whole page of a PDF, for staff who may see archived documents."""
    document = get_object_or_404(Document.objects.select_related("source"), pk=pk)
    if not request.user.has_perm("tracker.view_document"):
        raise Http404("whole pages are not public")
    return _picture(document, number)


def _picture(document: Document, what: Strip | int) -> HttpResponse:
    try:
        picture = draw_page(document, what) if isinstance(what, int) else draw_strip(document, what)
    except NoPicture as error:
        raise Http404(str(error)) from error
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = f"private, max-age={PICTURE_SECONDS}"
    return response


def _mark_text(document: Document) -> tuple[Piece, ...]:
    """An article's text with what was read from it, whether that is published or not."""
    if not document.text:
        return ()
    rows = Statement.objects.filter(last_document=document).values_list("evidence", flat=True)[:MOST_MARKED]
    found = (quotes for evidence in rows for quotes in evidence.values() if isinstance(quotes, list))
    return mark_quotes(document.text, [quote for quotes in found for quote in quotes])
