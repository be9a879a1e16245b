"""“Read an article”: an editor gives an address or a text and decides on what was found in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from tracker.admin.base import RecordAdmin, who
from tracker.models import Document, Statement
from tracker.models.fields import validate_partial_date
from tracker.services.pasting import LONGEST_TEXT, Pasted, PasteError, list_statements, read_text, read_url

TITLE = "Read an article"


class PasteForm(forms.Form):
    """An address, or a text with what is known of it."""

    url = forms.CharField(
        required=False,
        max_length=2000,
        label="Address",
        widget=forms.TextInput(attrs={"size": 90, "inputmode": "url", "placeholder": "https://"}),
        help_text="The page is fetched as a poll would: robots.txt is obeyed and the page is archived.",
    )
    refetch = forms.BooleanField(
        required=False, label="Fetch it again", help_text="For an article that has changed since it was archived."
    )
    text = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        label="or its text",
        widget=forms.Textarea(attrs={"rows": 12, "cols": 90}),
        help_text="For sites that give their pages to readers alone. The text is archived; readers see quotes only.",
    )
    title = forms.CharField(required=False, max_length=300, widget=forms.TextInput(attrs={"size": 90}))
    published = forms.CharField(
        required=False,
        max_length=10,
        validators=[validate_partial_date],
        help_text="YYYY-MM-DD, or as precise as you know it: “last month” in the text is read by it.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        url, text = cleaned.get("url", "").strip(), cleaned.get("text", "").strip()
        if bool(url) == bool(text) and not self.errors:
            raise forms.ValidationError("Give one of the two: an address or a text.")
        return cleaned


def read_article_view(request: HttpRequest) -> HttpResponse:
    """The page itself, for those who may add statements. What was read is shown at an address of its own."""
    if not (request.user.has_perm("tracker.add_statement") and request.user.has_perm("tracker.change_statement")):
        raise PermissionDenied
    form = PasteForm(request.POST or None, initial={"url": request.GET.get("url", "")})
    if request.method == "POST" and form.is_valid():
        try:
            pasted = _read(form.cleaned_data, who(request))
        except PasteError as error:
            form.add_error("url" if form.cleaned_data["url"] else "text", str(error))
        else:
            query = urlencode({"document": pasted.document.pk, "new": int(pasted.is_new)})
            return HttpResponseRedirect(f"{request.path}?{query}")
    number = request.GET.get("document", "")
    document = Document.objects.filter(pk=int(number), page="article").first() if number.isdigit() else None
    context = {"document": document, "statements": list_statements(document) if document else []}
    return _admin().render_page(request, "admin/tracker/statement/read.html", TITLE, form=form, **context)


def _read(data: dict[str, Any], user: User) -> Pasted:
    if data["url"]:
        return read_url(data["url"], user, refetch=data["refetch"])
    return read_text(data["text"], user, title=data["title"], published=data["published"])


def _admin() -> RecordAdmin:
    """The statements' admin, whose frame the page has."""
    found = admin.site.get_model_admin(Statement)
    assert isinstance(found, RecordAdmin)
    return found
