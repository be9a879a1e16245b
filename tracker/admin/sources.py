"""Sources: configured, previewed, polled, paused and read again, without a deploy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_celery_beat.models import PeriodicTask
from kombu.exceptions import OperationalError

from tracker.admin.base import NOTHING, RememberedAdmin, View, badge, in_words, link_list, link_to
from tracker.admin.source_forms import PREFIX, AdapterChoiceForm, SourceForm, find_adapter, make_source_form
from tracker.models import Run, Source
from tracker.services.previews import preview_source
from tracker.services.schedules import ensure_schedule, find_schedule, schedule_name, switch_source
from tracker.sources import adapters
from tracker.tasks import poll_source, reparse_source

_MANNERS = ("min_interval", "api_key_env", "notice", "more_options")
_STATES = {"ok": "good", "partial": "wait", "failed": "bad", "blocked": "bad"}


@admin.register(Source)
class SourceAdmin(RememberedAdmin):
    """One row per register or site."""

    is_editable = is_addable = True
    form = SourceForm
    change_form_template = "admin/tracker/source/change_form.html"
    list_display = ("title", "slug", "reader", "is_on", "schedule", "health", "last_success_at", "unread")
    list_filter = ("enabled", "last_state", "adapter")
    search_fields = ("slug", "title", "base_url", "home_url")
    actions = ("poll_now", "read_again", "turn_on", "turn_off")
    readonly_fields = ("health_table",)

    # -- The list ----------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        queryset: QuerySet[Source] = super().get_queryset(request)
        return queryset.annotate(open_issues=Count("issues", filter=Q(issues__state="open")))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        found = super().get_changelist_instance(request)
        names = {schedule_name(source): source for source in found.result_list}
        tasks = PeriodicTask.objects.filter(name__in=names).select_related("interval", "crontab")
        for task in tasks:
            names[task.name].periodic_task = task
        return found

    @admin.display(description="read by", ordering="adapter")
    def reader(self, source: Source) -> str:
        return source.adapter or "editors"

    @admin.display(description="polled", ordering="enabled")
    def is_on(self, source: Source) -> SafeString | str:
        if not source.is_pollable:
            return NOTHING
        return badge("on", "good") if source.enabled else badge("paused", "wait")

    @admin.display(description="schedule")
    def schedule(self, source: Source) -> SafeString | str:
        return _show_schedule(getattr(source, "periodic_task", None))

    @admin.display(description="last run", ordering="last_state")
    def health(self, source: Source) -> SafeString | str:
        return badge(source.last_state, _STATES.get(source.last_state, "wait")) if source.last_state else NOTHING

    @admin.display(description="open issues", ordering="open_issues")
    def unread(self, source: Source) -> SafeString | int:
        count = getattr(source, "open_issues", 0)
        return link_list("issue", str(count), source__id__exact=source.pk, state__exact="open") if count else 0

    # -- The form ----------------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Source | None = None, change: bool = False, **kwargs: Any) -> Any:
        name = obj.adapter if obj is not None else _asked_adapter(request)
        kwargs["form"] = make_source_form(name)
        return super().get_form(request, obj, change=change, **kwargs)

    def _fields(self, obj: Source | None) -> list[str]:
        fields = ["title", "home_url"] if obj is not None and not obj.adapter else list(SourceForm.Meta.fields)
        if obj is not None and "slug" in fields:
            fields.remove("slug")
        return [*fields, "more_options"] if obj is None or obj.adapter else fields

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        fields = self._fields(obj)
        head = ["health_table"] if obj is not None else []
        asked = [*head, *(name for name in fields if name not in _MANNERS)]
        manners = [name for name in fields if name in _MANNERS]
        if obj is not None and not self.has_change_permission(request, obj):
            return [(None, {"fields": [*asked, *(name for name in manners if name != "more_options"), "options"]})]
        adapter = find_adapter(obj.adapter if obj is not None else _asked_adapter(request))
        options = [PREFIX + key for key in adapter.options] if adapter else []
        sets = [(None, asked), ("What is read", options), ("How it is asked", manners)]
        helps = {"What is read": "Where several are meant, one a line. Lists and numbers are taken as JSON, too."}
        return [(title, {"fields": names, "description": helps.get(title or "")}) for title, names in sets if names]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Source | None = None) -> dict[str, Any]:
        return {"slug": ("title",)} if obj is None else {}

    @admin.display(description="Health")
    def health_table(self, source: Source) -> SafeString:
        task = find_schedule(source)
        newest = source.runs.order_by("-id").first()
        parts: list[Any] = [
            ("Name on the command line", source.slug),
            ("Read by", source.adapter or "editors"),
            ("Last run", _join(self.health(source), link_to(newest, "what it did") if newest else "")),
            ("Last success", in_words("moment", source.last_success_at) or "never"),
            ("Last change", in_words("moment", source.last_change_at) or "never"),
            ("First import", in_words("moment", source.baseline_at) or "not yet: nothing is told as a change"),
            ("Schedule", _show_schedule(task)),
        ]
        rows = "".join(format_html("<tr><th scope='row'>{}</th><td>{}</td></tr>", *part) for part in parts)
        return format_html('<table class="facts">{}</table>', SafeString(rows))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """First which adapter, then its form."""
        name = _asked_adapter(request)
        if name not in adapters():
            if not self.has_add_permission(request):
                raise PermissionDenied
            form = AdapterChoiceForm(request.GET if name else None)
            return self.render_page(request, "admin/tracker/source/choose.html", "Add source", form=form)
        context = {**(extra_context or {}), "title": f"Add source: {adapters()[name].title}"}
        return super().add_view(request, f"?adapter={name}", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        source = self.get_object(request, object_id)
        context = {"schedule": find_schedule(source) if source else None, **(extra_context or {})}
        response: HttpResponse = super().change_view(request, object_id, form_url, context)
        return response

    def save_model(self, request: HttpRequest, obj: Source, form: ModelForm[Source], change: bool) -> None:
        super().save_model(request, obj, form, change)
        ensure_schedule(obj)

    # -- Buttons and actions -----------------------------------------------------------------------------

    def object_urls(self) -> Mapping[str, View]:
        return {"order": self.order_view}

    def list_urls(self) -> Mapping[str, View]:
        return {"preview": self.preview_view}

    def order_view(self, request: HttpRequest, source: Source) -> HttpResponse:
        """One button of the source's page."""
        self.require_decision(request)
        orders = {"poll": _poll, "reparse": _reparse, "enable": _turn_on, "pause": _turn_off}
        order = orders.get(request.POST.get("order", ""))
        if order is None:
            raise PermissionDenied
        self._carry_out(request, [source], order)
        return self.go_back(request, self.change_url(source))

    def _carry_out(self, request: HttpRequest, sources: Iterable[Source], order: Callable[[Source], str]) -> None:
        for source in sources:
            if not source.is_pollable and order is not _reparse:
                self.message_user(request, f"{source} is kept by editors and never polled.", messages.WARNING)
                continue
            try:
                self.message_user(request, f"{source}: {order(source)}")
            except OperationalError:
                text = (
                    f"{source}: no broker answers, so nobody would do it. Start the stack with “manage.py up”, or run "
                    f"“manage.py {'reparse' if order is _reparse else 'poll'} {source.slug}”."
                )
                self.message_user(request, text, messages.ERROR)
            else:
                self.log_change(request, source, order.__doc__ or "")

    @admin.action(description="Poll now", permissions=["change"])
    def poll_now(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        self._carry_out(request, queryset, _poll)

    @admin.action(description="Read the archive again", permissions=["change"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        self._carry_out(request, queryset, _reparse)

    @admin.action(description="Poll by schedule", permissions=["change"])
    def turn_on(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        self._carry_out(request, queryset, _turn_on)

    @admin.action(description="Pause", permissions=["change"])
    def turn_off(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        self._carry_out(request, queryset, _turn_off)

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """What the form would bring as it stands; nothing is saved."""
        known = Source.objects.filter(pk=request.GET.get("source") or 0).first()
        allowed = self.has_change_permission(request, known) if known else self.has_add_permission(request)
        if request.method != "POST" or not allowed:
            raise PermissionDenied
        form = self.get_form(request, known, change=known is not None)(request.POST, instance=known)
        preview = None
        if form.is_valid():
            source: Source = form.instance
            with self.told_errors(request):
                preview = preview_source(source, article=request.POST.get("_article", ""))
        kept = [(name, value) for name, values in request.POST.lists() for value in values if name[0] != "_"]
        return self.render_page(
            request,
            "admin/tracker/source/preview.html",
            f"Preview of {form.instance.title or 'a new source'}",
            form=form,
            preview=preview,
            kept=[pair for pair in kept if pair[0] != "csrfmiddlewaretoken"],
        )


def _asked_adapter(request: HttpRequest) -> str:
    """The adapter of a source that is being added."""
    return request.GET.get("adapter") or request.POST.get("adapter") or ""


def _join(*parts: Any) -> SafeString:
    return format_html("{} {}", *parts)


def _show_schedule(task: PeriodicTask | None) -> SafeString | str:
    """When the source is polled, as a link to where that is changed."""
    if task is None:
        return NOTHING
    words = str(task.crontab) if task.crontab_id else _every(task)
    return link_to(task, words if task.enabled else f"{words}, paused")


def _every(task: PeriodicTask) -> str:
    if not task.interval_id:
        return "once" if task.clocked_id else "by the sun"
    seconds = timedelta(**{task.interval.period: task.interval.every}).total_seconds()
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= length and seconds % length == 0:
            return f"every {seconds / length:g} {unit}" if seconds > length else f"every {unit.removesuffix('s')}"
    return f"every {seconds:g} seconds"


def _poll(source: Source) -> str:
    """asked for a poll"""
    poll_source.delay(source.slug, Run.Trigger.ADMIN)
    return "a worker polls it now; see Runs."


def _reparse(source: Source) -> str:
    """asked for another reading of the archive"""
    reparse_source.delay(source.slug)
    return "a worker reads its archive again; see Runs."


def _turn_on(source: Source) -> str:
    """turned on"""
    switch_source(source, True)
    return "it is polled by its schedule."


def _turn_off(source: Source) -> str:
    """paused"""
    switch_source(source, False)
    return "it is paused."
