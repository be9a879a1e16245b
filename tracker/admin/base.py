"""What all pages of the admin share: bounded counting, no deletions, links, and errors told as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from simple_history.admin import SimpleHistoryAdmin

from tracker.errors import TrackerError
from tracker.normalize.names import fold

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    BaseInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    BasePaginator = Paginator[Any]
    ModelForm = forms.ModelForm[Any]
    ModelChoiceField = forms.ModelChoiceField[Any]
else:  # what is generic for the type checker alone
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline
    BaseInlineFormSet = forms.BaseInlineFormSet
    BasePaginator = Paginator
    ModelForm = forms.ModelForm
    ModelChoiceField = forms.ModelChoiceField

View = Callable[..., HttpResponseBase]

COUNT_LIMIT = 10_000
"""A list is counted and can be leafed through up to here: counting millions would cost more than the page."""

NOTHING = "–"


class BoundedPaginator(BasePaginator):
    """Counts no further than COUNT_LIMIT."""

    @cached_property
    def count(self) -> int:
        if isinstance(self.object_list, QuerySet):
            return self.object_list.order_by()[:COUNT_LIMIT].count()
        return super().count


class RecordAdmin(ModelAdmin):
    """Records are kept: nothing is deleted here, and most of it is only looked at.

    ``change`` and ``add`` are what the model's permissions say, unless ``is_editable`` or ``is_addable`` is False.
    """

    is_editable = False
    is_addable = False
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    paginator = BoundedPaginator
    show_facets = admin.ShowFacets.NEVER
    text_search: Sequence[str] = ()
    """Columns of folded text that hold every word of a search."""

    # -- Permissions -------------------------------------------------------------------------------------

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_addable and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_editable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether buttons and actions are offered to the user, be the form itself read-only or not."""
        return super().has_change_permission(request)

    # -- Lists -------------------------------------------------------------------------------------------

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """All words of the search, folded as the searched columns are; a number is also an id."""
        if not self.text_search or not search_term.strip():
            return super().get_search_results(request, queryset, search_term)
        wanted = Q()
        for word in search_term.split():
            wanted &= self.match_word(word)
        if search_term.strip().isdigit():
            wanted |= Q(pk=int(search_term))
        return queryset.filter(wanted), False

    def match_word(self, word: str) -> Q:
        wanted = Q()
        for column in self.text_search:
            wanted |= Q(**{f"{column}__icontains": fold(word)})
        return wanted

    # -- Buttons -----------------------------------------------------------------------------------------

    def object_urls(self) -> Mapping[str, View]:
        """Further pages of one object by the last part of their address; each takes request and object."""
        return {}

    def list_urls(self) -> Mapping[str, View]:
        """Further pages of the model by their address below its list."""
        return {}

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(f"{part}/", self.admin_site.admin_view(view), name=f"{name}_{part}")
            for part, view in self.list_urls().items()
        ]
        own += [
            path(f"<int:pk>/{part}/", self.admin_site.admin_view(self._on_object(view)), name=f"{name}_{part}")
            for part, view in self.object_urls().items()
        ]
        return own + super().get_urls()

    def _on_object(self, view: View) -> View:
        def look_up(request: HttpRequest, pk: int) -> HttpResponseBase:
            if not self.has_view_or_change_permission(request):
                raise PermissionDenied
            found = self.model._default_manager.filter(pk=pk).first()
            if found is None:
                raise Http404
            return view(request, found)

        return look_up

    def require_decision(self, request: HttpRequest) -> None:
        """Only POST, and only those who may decide."""
        if request.method != "POST" or not self.has_decide_permission(request):
            raise PermissionDenied

    def render_page(self, request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
        """A page of ours in the admin's frame."""
        request.current_app = self.admin_site.name
        common = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "media": self.media}
        return TemplateResponse(request, template, {**common, **context})

    @contextmanager
    def told_errors(self, request: HttpRequest) -> Iterator[None]:
        """What cannot be done is told on the next page, as a sentence."""
        try:
            yield
        except TrackerError as error:
            text = str(error)
            self.message_user(request, text[:1].upper() + text[1:], messages.ERROR)

    def change_url(self, obj: Model) -> str:
        return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[quote(obj.pk)])

    def go_back(self, request: HttpRequest, fallback: str) -> HttpResponseRedirect:
        """To the page that the button stood on (``next``), if it is one of ours."""
        target = request.POST.get("next") or request.GET.get("next") or ""
        is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(target if is_ours and urlsplit(target).path else fallback)


class RememberedAdmin(SimpleHistoryAdmin, RecordAdmin):  # type: ignore[misc]
    """Records with a history of who changed what. A former state is looked at, and put back by a new decision."""

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied
        response: HttpResponse = super().history_form_view(request, object_id, version_id, extra_context)
        return response


def who(request: HttpRequest) -> User:
    """The user; the admin lets nobody in without a login."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


# -- Ways to write things ----------------------------------------------------------------------------------


def link_to(obj: Model | None, text: str = "") -> SafeString | str:
    """A link to the object's page in the admin; a dash for none."""
    if obj is None:
        return NOTHING
    try:
        url = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[quote(obj.pk)])
    except NoReverseMatch:
        return text or str(obj)
    return format_html('<a href="{}">{}</a>', url, text or str(obj))


def link_list(model: str, text: str, **filters: Any) -> SafeString:
    """A link to a filtered list of the model."""
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return format_html('<a href="{}?{}">{}</a>', reverse(f"admin:tracker_{model}_changelist"), query, text)


def badge(text: str, kind: str = "") -> SafeString:
    """A word that stands out; ``kind`` is good, bad, wait or empty."""
    return format_html('<span class="badge {}">{}</span>', kind, text)


def listed(items: Sequence[Any]) -> SafeString | str:
    """The items as a list; a dash for none."""
    rows = format_html_join("", "<li>{}</li>", ((item,) for item in items))
    return format_html('<ul class="plain">{}</ul>', rows) if items else NOTHING


def table_of(rows: Mapping[str, Any]) -> SafeString | str:
    """Names and values as a small table; a dash for none."""
    lines = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', rows.items())
    return format_html('<table class="facts">{}</table>', lines) if rows else NOTHING


def in_words(name: str, value: Any) -> SafeString:
    """The value as the pages' filter of that name writes it (see ``templatetags.retainer``)."""
    words: SafeString = _load_filter(name).render({"value": value})
    return words


@cache
def _load_filter(name: str) -> Any:
    return engines["django"].from_string(f"{{% load retainer %}}{{{{ value|{name} }}}}")


def show_term(months: Decimal | None) -> str:
    """A length of time in words; empty when it is unknown."""
    return in_words("term", months)


def show_price(thing: Any) -> str:
    """The price of a contract or statement in words; empty when it is unknown."""
    return in_words("price", thing)
