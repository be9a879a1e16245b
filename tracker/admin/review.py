"""The queue of questions that rules must not answer, each with its reasons and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.admin.base import NOTHING, RememberedAdmin, View, badge, link_to, listed, show_price, show_term, who
from tracker.admin.mentions import PartyChoice
from tracker.admin.parties import describe_party
from tracker.admin.statements import show_passages
from tracker.models import Party, Person, ReviewItem, Statement
from tracker.services.decisions import (
    accept_statements,
    answer_match,
    answer_person,
    answer_rename,
    dismiss,
    reject_statements,
)

NOBODY, ANOTHER = "nobody", "another"
MOST_AT_ONCE = 200

_STATES = {"open": "wait", "accepted": "good", "rejected": "", "obsolete": ""}


class StateFilter(admin.SimpleListFilter):
    """Open questions, unless others are asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", "all"), *((value, label) for value, label in ReviewItem.State.choices if value != "open")]

    def choices(self, changelist: Any) -> Any:
        options = [(None, "open"), *self.lookup_choices]
        for value, label in options:
            query = changelist.get_query_string({self.parameter_name: value} if value else {}, [self.parameter_name])
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[ReviewItem]) -> QuerySet[ReviewItem]:
        state = self.value() or "open"
        return queryset if state == "all" else queryset.filter(state=state)


class MatchForm(forms.Form):
    """Whom the name means."""

    party = forms.ChoiceField(widget=forms.RadioSelect, label="It means")
    other = PartyChoice(required=False, label="the other party")

    def __init__(self, rivals: Sequence[Party], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["party"]
        if isinstance(field, forms.ChoiceField):
            choices = [(str(party.pk), describe_party(party)) for party in rivals]
            field.choices = [*choices, (ANOTHER, "another party:"), (NOBODY, "nobody who is known")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("party") == ANOTHER and cleaned.get("other") is None and "other" not in self.errors:
            self.add_error("other", "Choose the party.")
        return cleaned

    def read_party(self) -> Party | None:
        """The chosen party; None for nobody who is known."""
        chosen = self.cleaned_data["party"]
        if chosen == NOBODY:
            return None
        found: Party = self.cleaned_data["other"] if chosen == ANOTHER else Party.objects.get(pk=int(chosen))
        return found


class RenameForm(forms.Form):
    """For each row that is gone, the new row that it was renamed into."""

    def __init__(self, old: Mapping[str, str], new: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "not renamed: it ended"), *new.items()]
        for identity, name in old.items():
            self.fields[identity] = forms.ChoiceField(choices=choices, required=False, label=f"“{name}” became")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [value for value in cleaned.values() if value]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError("Each new name can be the continuation of one old name only.")
        return cleaned

    def read_pairs(self) -> dict[str, str]:
        return {old: new for old, new in self.cleaned_data.items() if new}


@admin.register(ReviewItem)
class ReviewItemAdmin(RememberedAdmin):
    """One question; answered here, and answered otherwise later if need be."""

    list_display = ("question_shown", "kind", "evidence_line", "shown_state", "created_at")
    list_filter = (StateFilter, "kind")
    list_select_related = ("statement", "statement__last_document")
    search_fields = ("question",)
    ordering = ("-created_at", "-id")
    actions = ("accept", "reject")
    change_form_template = "admin/tracker/reviewitem/change_form.html"
    fieldsets = (
        ("What it rests on", {"fields": ("evidence", "reason_list", "about")}),
        ("The question", {"fields": ("kind", "shown_state", "created_at", "decided_by", "decided_at")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReviewItem]:
        queryset: QuerySet[ReviewItem] = super().get_queryset(request)
        return queryset.select_related("mention", "party", "contract__client", "contract__firm")

    # -- What is asked -----------------------------------------------------------------------------------

    @admin.display(description="question", ordering="question")
    def question_shown(self, item: ReviewItem) -> str:
        return item.question

    @admin.display(description="state", ordering="state")
    def shown_state(self, item: ReviewItem) -> SafeString:
        return badge(item.get_state_display(), _STATES.get(item.state, ""))

    @admin.display(description="reasons")
    def reason_list(self, item: ReviewItem) -> SafeString | str:
        return listed(item.reasons)

    @admin.display(description="evidence")
    def evidence_line(self, item: ReviewItem) -> SafeString | str:
        """The beginning of the words that a statement was read from, or the reasons."""
        if item.statement is None:
            return "; ".join(map(str, item.reasons))[:160] or NOTHING
        found = item.statement.evidence
        spoken = [found[name] for name in ("act", "value", "client") if isinstance(found.get(name), list)]
        text = str(spoken[0][0]["quote"]) if spoken and spoken[0] else item.statement.raw_value
        return format_html("<q>{}</q>", text if len(text) <= 200 else f"{text[:199]}…") if text else NOTHING

    @admin.display(description="about")
    def about(self, item: ReviewItem) -> SafeString | str:
        subjects = (item.statement, item.mention, item.party, item.contract, *_find_people(item))
        return listed([link_to(subject) for subject in subjects if subject is not None])

    @admin.display(description="evidence")
    def evidence(self, item: ReviewItem) -> SafeString | str:
        if item.statement is not None:
            return _show_statement(item.statement)
        rows = []
        if item.mention is not None:
            role = "firm_mention" if item.mention.role == "firm" else "client_mention"
            rows = list(Statement.objects.filter(**{role: item.mention}).select_related("last_document")[:5])
        elif item.contract is not None:
            rows = list(item.contract.statements.select_related("last_document").order_by("posted_on", "id")[:20])
        elif item.kind == ReviewItem.Kind.RENAME:
            rows = list(_find_renamed(item).select_related("last_document").order_by("gone_as_of", "raw_client"))
        return listed([_show_statement(row) for row in rows])

    # -- Answers -----------------------------------------------------------------------------------------

    def object_urls(self) -> Mapping[str, View]:
        return {"answer": self.answer_view}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        item = self.get_object(request, object_id)
        context: dict[str, Any] = {"may_decide": self.has_decide_permission(request), **(extra_context or {})}
        if item is not None:
            form = self._make_form(item, None)
            context |= {"answer_form": form, "next_item": _find_next(item)}
            if form is not None:
                context["answer_media"] = form.media
        response: HttpResponse = super().change_view(request, object_id, form_url, context)
        return response

    def _make_form(self, item: ReviewItem, data: Any) -> forms.Form | None:
        if item.kind == ReviewItem.Kind.MATCH:
            rivals = Party.objects.filter(pk__in=item.suggestion.get("parties", []))
            return MatchForm(list(rivals.order_by("pk")), data)
        if item.kind == ReviewItem.Kind.RENAME:
            names = dict(_find_renamed(item).order_by("raw_client").values_list("identity", "raw_client"))
            sides = [{i: n for i, n in names.items() if i in item.suggestion.get(side, [])} for side in ("old", "new")]
            return RenameForm(*sides, data)
        return None

    def answer_view(self, request: HttpRequest, item: ReviewItem) -> HttpResponse:
        """One answer; then back to the queue, or on to the next question."""
        self.require_decision(request)
        following = _find_next(item) if "_next" in request.POST else None
        with self.told_errors(request):
            problem = self._answer(request, item)
            if problem:
                self.message_user(request, problem, messages.ERROR)
                return HttpResponseRedirect(self.change_url(item))
            self.log_change(request, item, "answered")
            self.message_user(request, f"Answered: {item.question}", messages.SUCCESS)
        if following is not None:
            return HttpResponseRedirect(self.change_url(following))
        return HttpResponseRedirect(reverse("admin:tracker_reviewitem_changelist"))

    def _answer(self, request: HttpRequest, item: ReviewItem) -> str:
        """Carry the answer out; returns what is wrong with it, or nothing."""
        user, note = who(request), request.POST.get("note", "")
        form = self._make_form(item, request.POST)
        answer = request.POST.get("answer", "")
        if answer == "dismiss" and item.kind in (ReviewItem.Kind.CONFLICT, ReviewItem.Kind.MATCH):
            dismiss(item, user, note)
        elif form is None:
            _say_yes_or_no(item, answer, user, note)
        elif not form.is_valid():
            return " ".join(str(error) for errors in form.errors.values() for error in errors)
        elif isinstance(form, MatchForm):
            answer_match(item, form.read_party(), user, note)
        elif isinstance(form, RenameForm):
            answer_rename(item, form.read_pairs(), user, note)
        return ""

    @admin.action(description="Accept what is suggested", permissions=["decide"])
    def accept(self, request: HttpRequest, queryset: QuerySet[ReviewItem]) -> None:
        self._answer_all(request, queryset, accepted=True)

    @admin.action(description="Reject", permissions=["decide"])
    def reject(self, request: HttpRequest, queryset: QuerySet[ReviewItem]) -> None:
        self._answer_all(request, queryset, accepted=False)

    def _answer_all(self, request: HttpRequest, queryset: QuerySet[ReviewItem], *, accepted: bool) -> None:
        items = list(queryset[: MOST_AT_ONCE + 1])
        if len(items) > MOST_AT_ONCE:
            self.message_user(request, f"Answer at most {MOST_AT_ONCE} at once.", messages.WARNING)
            return
        answered, left = 0, 0
        for item in items:
            with self.told_errors(request):
                if _answer_plainly(item, request, accepted=accepted):
                    answered += 1
                    self.log_change(request, item, "accepted" if accepted else "rejected")
                else:
                    left += 1
        self.message_user(request, f"{answered} answered.", messages.SUCCESS)
        if left:
            text = f"{left} offer no single answer to accept: open them one by one."
            self.message_user(request, text, messages.WARNING)


def _say_yes_or_no(item: ReviewItem, answer: str, user: User, note: str) -> None:
    """Answer a question that has no form: about a statement, or about two rows of a person."""
    if answer not in ("accept", "reject"):
        raise PermissionDenied
    if item.kind == ReviewItem.Kind.PERSON:
        answer_person(item, answer == "accept", user, note)
    elif item.statement is not None:
        (accept_statements if answer == "accept" else reject_statements)([item.statement.pk], user, note)
    else:
        raise PermissionDenied


def _answer_plainly(item: ReviewItem, request: HttpRequest, *, accepted: bool) -> bool:
    """Answer with the only thing that is suggested; False when nothing or more than one thing is."""
    user = who(request)
    if item.kind == ReviewItem.Kind.STATEMENT and item.statement_id is not None:
        (accept_statements if accepted else reject_statements)([item.statement_id], user)
        return True
    if item.kind == ReviewItem.Kind.PERSON:
        answer_person(item, accepted, user)
        return True
    if not accepted:
        if item.kind == ReviewItem.Kind.RENAME:
            answer_rename(item, {}, user)
        elif item.kind == ReviewItem.Kind.MATCH:
            answer_match(item, None, user)
        else:
            dismiss(item, user)
        return True
    parties = item.suggestion.get("parties", [])
    if item.kind == ReviewItem.Kind.MATCH and len(parties) == 1:
        answer_match(item, Party.objects.get(pk=parties[0]), user)
        return True
    old, new = item.suggestion.get("old", []), item.suggestion.get("new", [])
    if item.kind == ReviewItem.Kind.RENAME and len(old) == len(new) == 1:
        answer_rename(item, {old[0]: new[0]}, user)
        return True
    return False


def _find_renamed(item: ReviewItem) -> QuerySet[Statement]:
    """The rows on both sides of an unsure rename."""
    identities = [*item.suggestion.get("old", []), *item.suggestion.get("new", [])]
    return Statement.objects.filter(source__slug=item.suggestion.get("source", ""), identity__in=identities)


def _find_people(item: ReviewItem) -> list[Person]:
    """The two rows of whom it is asked whether they are one person."""
    return list(Person.objects.filter(pk__in=item.suggestion.get("people", [])).order_by("pk"))


def _find_next(item: ReviewItem) -> ReviewItem | None:
    """The open question of the same kind that comes after this one in the queue, else the first."""
    queue = ReviewItem.objects.filter(state=ReviewItem.State.OPEN, kind=item.kind).exclude(pk=item.pk)
    later = queue.filter(created_at__lte=item.created_at).order_by("-created_at", "-id")
    return later.first() or queue.order_by("-created_at", "-id").first()


def _show_statement(statement: Statement) -> SafeString:
    """The statement in one line, with the sentences round its quotes or its as-filed columns."""
    text = statement.last_document.text if statement.last_document else ""
    quotes = [quote for found in statement.evidence.values() if isinstance(found, list) for quote in found]
    facts = [show_price(statement), show_term(statement.term_months), statement.act]
    facts += [f"no longer listed since {statement.gone_as_of:%Y-%m-%d}" if statement.gone_as_of else ""]
    filed = " · ".join(f"{name}: {value}" for name, value in statement.fields.items() if value)
    return format_html(
        "{} {}<br><small>{}</small>{}",
        link_to(statement),
        " · ".join(filter(None, facts)),
        filed,
        show_passages(text, quotes) if quotes else "",
    )


def count_open() -> int:
    """Open questions, for the front page of the admin; counted to a thousand."""
    return ReviewItem.objects.filter(state=ReviewItem.State.OPEN)[:1000].count()
